"""A sentence for people in the three languages of the interface."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

InterfaceLanguage = Literal["ru", "kk", "en"]
INTERFACE_LANGUAGES: tuple[InterfaceLanguage, ...] = get_args(InterfaceLanguage)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """One thing to say, in every language of the interface; `{names}` stand for what `filled` puts in."""

    ru: str
    kk: str
    en: str

    def filled(self, **data: object) -> "Sentence":
        """The same with its `{names}` replaced, by a sentence in the same language; KeyError where one is missing."""
        return Sentence(**{language: self._filled(language, data) for language in INTERFACE_LANGUAGES})

    def _filled(self, language: InterfaceLanguage, data: Mapping[str, object]) -> str:
        told = {name: each.in_language(language) if isinstance(each, Sentence) else each for name, each in data.items()}
        return self.in_language(language).format(**told)

    def in_language(self, language: InterfaceLanguage) -> str:
        """The wording in one language."""
        return {"ru": self.ru, "kk": self.kk, "en": self.en}[language]
