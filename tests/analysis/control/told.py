"""Whether what is wrong is told in the reader's language, and by which sentence."""

import re

from models.sentences import INTERFACE_LANGUAGES, Sentence

_QUOTED = re.compile(r"«[^»]*»")
_ENGLISH = re.compile(r"[A-Za-z]+\s+[A-Za-z]+")


def english_in(text):
    """Two Latin words in a row outside quotes, where there are any."""
    found = _ENGLISH.search(_QUOTED.sub("", text))
    return found and found[0]


def tells(told, sentence):
    """Whether it is that sentence, filled, in every language, with no English in the other two."""
    assert english_in(told.ru) is None, told.ru
    assert english_in(told.kk) is None, told.kk
    return all(
        re.fullmatch(
            "(?s:.+?)".join(map(re.escape, re.split(r"\{\w+\}", getattr(sentence, language)))), getattr(told, language)
        )
        for language in INTERFACE_LANGUAGES
    )


def sentences_of(module):
    """The names of a module's sentences."""
    return {name for name, value in vars(module).items() if isinstance(value, Sentence)}
