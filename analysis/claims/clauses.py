"""A statement's tokens -> sentences and clauses, each with one predicate."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.claims.readings import WordReading
from analysis.mentions.tokens import Token

_BREAKS = set(",;:—–")
_JOINS = frozenset({
    "и", "а", "но", "зато", "потому", "поэтому", "когда", "если", "чтобы", "что", "потом", "пока", "где", "который",
    "которая", "которое", "которые", "жане", "бирак", "сосын", "содан", "ойткени", "кейин", "да", "затем", "хотя", "тогда",
})  # fmt: skip
_SUBJECTS = frozenset({"я", "мы", "он", "она", "они", "вы", "ты", "мен", "биз", "ол", "олар", "сиз"})
_LEAD = frozenset({"не", "у", "меня", "него", "нее", "нас", "больше", "уже", "еще", "потом", "там", "тогда", "сразу", "бы"})
_PREDICATES = frozenset({"нет", "нету", "жок", "бар", "емес", "должен", "должна", "должны", "нельзя", "еди", "екен"})
_BEHIND = ("жок", "емес", "еди", "екен", "гой", "болатын")
"""What stands behind a Kazakh verb and belongs to it."""
AUXILIARIES = frozenset(
    {"жибер", "кет", "кал", "кой", "таста", "тур", "отыр", "жур", "жат", "бол", "ал", "бер", "кел", "шык"}
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Clause:
    """A stretch of tokens with one predicate, or a nominal one."""

    first: int
    last: int  # the last token
    sentence: int
    joined_by: str = ""  # the conjunction that it begins with, folded


def is_predicate(tokens: Sequence[Token], reads: Sequence[WordReading], at: int) -> bool:
    """Whether a clause can stand on that token."""
    if at and tokens[at].plain == "чем" and tokens[at - 1].plain == "при":  # «он ни при чём»
        return True
    return reads[at].verb or tokens[at].plain in _PREDICATES or tokens[at].plain.startswith(("жокп", "емесп"))


def sentences(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """First and last token of each."""
    if not tokens:
        return []
    starts = [at for at, token in enumerate(tokens) if at == 0 or token.ends_before]
    return [(start, end - 1) for start, end in zip(starts, [*starts[1:], len(tokens)], strict=True)]


def clauses(tokens: Sequence[Token], reads: Sequence[WordReading]) -> list[Clause]:
    """In order; together they cover all tokens."""
    found: list[Clause] = []
    for number, (first, last) in enumerate(sentences(tokens)):
        pieces = _merged(_pieces(tokens, reads, first, last), tokens, reads)
        for start, end in pieces:
            joined = tokens[start].plain if tokens[start].plain in _JOINS else ""
            found.append(Clause(first=start, last=end, sentence=number, joined_by=joined))
    return found


def _pieces(tokens: Sequence[Token], reads: Sequence[WordReading], first: int, last: int) -> list[tuple[int, int]]:
    cuts = [first]
    for at in range(first + 1, last + 1):
        token = tokens[at]
        if (
            not _BREAKS.isdisjoint(token.gap)
            or " - " in token.gap
            or "..." in token.gap
            or (token.plain in _JOINS and _stands(tokens, reads, cuts[-1], at - 1) and _stands(tokens, reads, at + 1, last))
        ):
            cuts.append(at)
    pieces = [(start, end - 1) for start, end in zip(cuts, [*cuts[1:], last + 1], strict=True)]
    return [each for piece in pieces for each in _by_verbs(tokens, reads, *piece)]


def _stands(tokens: Sequence[Token], reads: Sequence[WordReading], first: int, last: int) -> bool:
    return any(is_predicate(tokens, reads, at) for at in range(first, last + 1))


def _by_verbs(tokens: Sequence[Token], reads: Sequence[WordReading], first: int, last: int) -> list[tuple[int, int]]:
    """Speech without punctuation: a further verb begins a clause of its own, with its subject before it."""
    verbs = [at for at in range(first, last + 1) if reads[at].verb]
    cuts: list[int] = []
    for before, at in itertools.pairwise(verbs):
        if reads[before].acts and reads[before].acts <= {"be"} and reads[at].part in {"PRTS", "PRTF"}:
            continue
        if reads[before].converb or reads[before].part == "PRTF" or reads[at].part == "PRTF":
            continue
        if at == before + 1 and reads[at].part == "KK":
            continue
        between = range(before + 1, at)
        subject = next((each for each in between if tokens[each].plain in _SUBJECTS and each > before + 1), None)
        if reads[before].part == "KK":
            cut = before + 1
            while cut < at and tokens[cut].plain.startswith(_BEHIND):
                cut += 1
            cuts.append(cut)
        else:
            cut = subject if subject is not None else at
            while cut - 1 > before and tokens[cut - 1].plain in _LEAD:
                cut -= 1
            cuts.append(cut)
    bounds = [first, *dict.fromkeys(cuts), last + 1]
    return [(start, end - 1) for start, end in itertools.pairwise(bounds) if end > start]


def _merged(pieces: list[tuple[int, int]], tokens: Sequence[Token], reads: Sequence[WordReading]) -> list[tuple[int, int]]:
    """Pieces without a predicate go to the one before, or to the next where none is before."""
    merged: list[tuple[int, int]] = []
    waiting: int | None = None
    for start, end in pieces:
        begin = start if waiting is None else waiting
        if _stands(tokens, reads, start, end):
            merged.append((begin, end))
            waiting = None
        elif merged and tokens[start].plain not in {"а", "но"}:
            merged[-1] = (merged[-1][0], end)
        elif waiting is None:
            waiting = start
    if waiting is not None:
        if merged:
            merged[-1] = (merged[-1][0], pieces[-1][1])
        else:
            merged.append((waiting, pieces[-1][1]))
    return merged
