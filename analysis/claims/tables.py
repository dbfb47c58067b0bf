"""Reading the tables of words: `meaning: russian dictionary forms / kazakh stems`, in lines, indented where they go on."""

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.lexemes import folded


@dataclass(frozen=True, kw_only=True, slots=True)
class WordTable:
    """Meanings by word, folded; a word may have several."""

    russian: Mapping[str, frozenset[str]]
    kazakh: Mapping[str, frozenset[str]]
    spelt: Mapping[str, frozenset[str]]  # Kazakh words as they are written, by their folded letters


def word_table(text: str) -> WordTable:
    """A table as it is written; `ru words / kk stems`, either side may be missing."""
    russian: dict[str, set[str]] = {}
    kazakh: dict[str, set[str]] = {}
    spelt: dict[str, set[str]] = {}
    for meaning, words in _entries(text):
        left, _, right = words.partition("/")
        for side, into in ((left, russian), (right, kazakh)):
            for word in side.split():
                into.setdefault(folded(word), set()).add(meaning)
                if into is kazakh:
                    spelt.setdefault(folded(word), set()).add(word)
    return WordTable(
        russian={word: frozenset(found) for word, found in russian.items()},
        kazakh={word: frozenset(found) for word, found in kazakh.items()},
        spelt={word: frozenset(found) for word, found in spelt.items()},
    )


def _entries(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for line in text.strip("\n").splitlines():
        if line.startswith(" "):
            meaning, words = found[-1]
            found[-1] = meaning, f"{words} {line}"
        elif line:
            meaning, _, words = line.partition(":")
            found.append((meaning, words))
    return found
