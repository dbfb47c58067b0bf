"""A clause as its subject is looked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.claims.clauses import Clause
from analysis.claims.readings import WordReading
from analysis.claims.records import Actor
from analysis.mentions.tokens import Token


@dataclass(frozen=True, kw_only=True, slots=True)
class ToldClause:
    """A clause, as its subject is looked for."""

    tokens: Sequence[Token]
    reads: Sequence[WordReading]
    part: Clause
    people: Sequence[Actor]  # named in it
    before: Actor | None  # the subject of what stood before
    inside: range  # its tokens
    verbs: tuple[int, ...]  # of these, finite verbs

    def word(self, at: int) -> tuple[int, ...]:
        return (self.tokens[at].word,)

    def is_behind_preposition(self, at: int) -> bool:
        return at > 0 and self.reads[at - 1].part == "PREP"

    def says_i(self) -> bool:
        """Whether one of its verbs is in the first person."""
        return any(self.reads[at].person == 1 for at in self.verbs)
