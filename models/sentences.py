"""A sentence for people in the three languages of the interface."""

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
        """The same sentence with its `{names}` replaced; KeyError where one is missing."""
        return Sentence(ru=self.ru.format(**data), kk=self.kk.format(**data), en=self.en.format(**data))

    def in_language(self, language: InterfaceLanguage) -> str:
        """The wording in one language."""
        return {"ru": self.ru, "kk": self.kk, "en": self.en}[language]
