"""What is wrong with a pack, and where."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.errors import BadInputError
from models.sentences import InterfaceLanguage, Sentence


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """What is wrong with a pack, and where."""

    path: Path
    line: int
    control: str | None  # the rule's id, where it is one
    says: Sentence

    def line_in(self, language: InterfaceLanguage) -> str:
        """For people, as compilers write it."""
        owner = f"{self.control}: " if self.control else ""
        return f"{self.path}:{self.line}: {owner}{self.says.in_language(language)}"


class BadPackError(BadInputError):
    """A pack cannot be used; `faults` says everything that is wrong with it."""

    sentence = Sentence(
        ru="Пакет правил не принят:\n{faults_ru}",
        kk="Ережелер пакеті қабылданбады:\n{faults_kk}",
        en="The pack of rules is refused:\n{faults_en}",
    )

    def __init__(self, faults: Iterable[Fault] = (), **data: object) -> None:
        self.faults = tuple(faults)
        lines: dict[str, Any] = {
            "faults_ru": "\n".join(each.line_in("ru") for each in self.faults),
            "faults_kk": "\n".join(each.line_in("kk") for each in self.faults),
            "faults_en": "\n".join(each.line_in("en") for each in self.faults),
        }
        super().__init__(**(lines | data))
