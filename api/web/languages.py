"""Sentences of the pages in a reader's language. The keys are the English ones, so English needs no catalogue."""

from functools import cache
from gettext import GNUTranslations, NullTranslations

from api.web.assets import MESSAGES
from models.sentences import InterfaceLanguage

NAMES: dict[InterfaceLanguage, str] = {"ru": "Русский", "kk": "Қазақша", "en": "English"}
"""Each language by its own name, for whoever does not read the present one."""


@cache
def words_in(language: InterfaceLanguage) -> NullTranslations:
    """The catalogue of a language."""
    if language == "en":
        return NullTranslations()
    with (MESSAGES / f"{language}.mo").open("rb") as file:
        return GNUTranslations(file)
