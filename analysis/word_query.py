"""What somebody types to find words: words, "words one after the other", the beginnings of words*, and -words not said."""

import re
from dataclasses import dataclass

from analysis import lexemes
from models.store.indexed_turns import quoted

_PART = re.compile(r'(?P<minus>(?<!\S)[-−–])?(?:"(?P<phrase>[^"]*)"?|«(?P<quote>[^»]*)»?|(?P<word>[^\s"«]+))')
_MOST_WORDS = 32


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """A word, or a beginning of words, by what it may be found as."""

    lexemes: frozenset[str]
    is_beginning: bool = False

    def found_in(self, word: frozenset[str]) -> bool:
        """Whether a word that was said is it."""
        if not self.is_beginning:
            return not self.lexemes.isdisjoint(word)
        return any(said.startswith(tuple(self.lexemes)) for said in word)

    def tsquery(self) -> str:
        """As PostgreSQL reads it."""
        return f"({' | '.join(quoted(each) + (':*' if self.is_beginning else '') for each in sorted(self.lexemes))})"


@dataclass(frozen=True, kw_only=True, slots=True)
class WordQuery:
    """Phrases that are all said in a turn, and others that are not. A word is a phrase of one."""

    said: tuple[tuple[Term, ...], ...]
    not_said: tuple[tuple[Term, ...], ...]

    def tsquery(self) -> str:
        """As PostgreSQL reads it."""
        parts = [_phrase(each) for each in self.said] + [f"!{_phrase(each)}" for each in self.not_said]
        return " & ".join(parts)

    def terms(self) -> tuple[str, ...]:
        """Each of its phrases by itself."""
        return tuple(_phrase(each) for each in self.said)

    def places(self, words: list[frozenset[str]]) -> list[int]:
        """Which words of a turn, from 0, are what was looked for."""
        found: set[int] = set()
        for phrase in self.said:
            for start in range(len(words) - len(phrase) + 1):
                if all(term.found_in(words[start + offset]) for offset, term in enumerate(phrase)):
                    found |= set(range(start, start + len(phrase)))
        return sorted(found)


def read(typed: str) -> WordQuery | None:
    """The query; None where nothing is asked for.

    Prepositions and conjunctions outside quotation marks may be missing in what is found, unless there is nothing else.
    """
    said: list[tuple[Term, ...]] = []
    links: list[tuple[Term, ...]] = []
    not_said: list[tuple[Term, ...]] = []
    budget = _MOST_WORDS
    for part in _PART.finditer(typed):
        in_quotes = part["phrase"] if part["phrase"] is not None else part["quote"]
        words = lexemes.tokens(in_quotes if in_quotes is not None else part["word"])[:budget]
        budget -= len(words)
        beginning = in_quotes is None and part["word"].endswith("*")
        phrase = tuple(_term(word, beginning=beginning and word is words[-1]) for word in words)
        if not phrase:
            continue
        is_link = in_quotes is None and not beginning and len(words) == 1 and lexemes.is_link(words[0])
        (not_said if part["minus"] else links if is_link else said).append(phrase)
    wanted = tuple(said or links)
    return WordQuery(said=wanted, not_said=tuple(not_said)) if wanted else None


def _term(word: str, *, beginning: bool) -> Term:
    if beginning:
        return Term(lexemes=frozenset({lexemes.folded(word)}), is_beginning=True)
    return Term(lexemes=lexemes.lexemes(word))


def _phrase(terms: tuple[Term, ...]) -> str:
    return f"({' <-> '.join(each.tsquery() for each in terms)})"
