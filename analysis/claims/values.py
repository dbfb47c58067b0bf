"""The typed values of a statement: those of its mentions, and those that only the words around tell."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from analysis.claims import speech
from analysis.claims.calendar_days import dates, joined_days
from analysis.claims.clock_times import times
from analysis.claims.folding import folded_pattern
from analysis.claims.lengths import lengths
from analysis.claims.neighbours import plain_before, plain_behind, tokens_within
from analysis.claims.readings import WordReading
from analysis.claims.records import SlotKind, Value
from analysis.claims.values_of_counts import counts
from analysis.claims.values_of_places import places
from analysis.claims.values_of_sums import sums
from analysis.claims.values_of_things import things
from analysis.claims.values_of_vehicles import vehicles
from analysis.claims.worded_lengths import lengths_between, lengths_of_spans
from analysis.mentions.numbers import grouped, numbers_of
from analysis.mentions.tokens import Token
from models.mentions import Mention

_NONE_SUCH = frozenset({"никакой", "никакая", "никаком", "никакого", "никакую", "никакое", "ешкандай"})
_ADVERSE = ("какой там", "какая там", "какое там", "какие там", "кайдагы")
"""«какой там опель»: it was none."""
_WHAT_SORT = frozenset({"какой", "какая", "какое", "какие", "каких", "какую", "кандай"})
_ENDS_QUESTION = frozenset("?!")
_UNHEARD = ("слыш", "сказал", "речи", "разговор", "говор", "врет", "врут", "неправда", "придум")
"""Beside a value that is only named, to say that it was not so."""
_FIGURES = frozenset({SlotKind.TIME, SlotKind.DATE, SlotKind.SUM, SlotKind.COUNT, SlotKind.DURATION})
_LINKS = frozenset({"в", "на", "с", "к", "за", "из"})
_NO = frozenset({"нет", "жок", "неа"})
_PLACED = frozenset({SlotKind.VEHICLE, SlotKind.PLACE})
_MISTAKEN = folded_pattern(
    r"\b(?:хотя нет|вру|путаю|перепутал\w*|ошибся|ошиблась|обождите|погоди|шатастырдым|кателестим)\b"
)


def values_of(
    tokens: Sequence[Token],
    reads: Sequence[WordReading],
    mentions: Sequence[Mention],
    *,
    said_on: date | None,
    asked: str = "",
) -> list[Value]:
    """Every value, in order of its words; values that the speaker took back are marked as denied.

    `asked` is what the question asks how many there were of.
    """
    numbers = grouped(tokens, numbers_of(tokens))
    clock = list(times(tokens, mentions))
    long = list(lengths(tokens, mentions))
    found = [
        *clock,
        *dates(tokens, mentions, numbers),
        *long,
        *(() if long else (*lengths_of_spans(clock), *lengths_between(tokens))),
        *sums(tokens, mentions, numbers),
        *counts(tokens, reads, mentions, numbers, asked=asked),
        *vehicles(tokens, reads, mentions),
        *places(tokens, reads, mentions),
        *things(tokens, reads),
    ]
    ordered = sorted(joined_days(found), key=lambda each: (each.words, each.kind))
    kinds = [each.kind for each in ordered]
    return _taken_back(
        [replace(each, denied=_is_denied(tokens, each, others=kinds.count(each.kind) - 1)) for each in ordered], tokens
    )


def _is_denied(tokens: Sequence[Token], value: Value, *, others: int) -> bool:
    """«не в десять, а в одиннадцать», «Y емес»; `others` are values of its kind beside it, of which one may hold."""
    inside = tokens_within(tokens, value.words)
    if not inside:
        return False
    first, last = inside[0], inside[-1]
    before = [token.plain for token in tokens[max(0, first - 2) : first]]
    of_several = others > 0 and value.kind in _PLACED
    if plain_behind(tokens, last).startswith("емес") or _is_called_none(before, of_several=of_several):
        return True
    if value.kind in _FIGURES and _is_waved_off(tokens, value, first=first, last=last):
        return True
    if not _is_behind_not(before):
        return False
    if value.kind in _FIGURES and value.ranges[:1] != ((1, 1),) and value.unit not in {"part", "length"}:
        return True
    return of_several or value.kind is SlotKind.LOOK or any(token.plain == "а" for token in tokens[last + 1 : last + 5])


def _is_called_none(before: Sequence[str], *, of_several: bool) -> bool:
    """«никакой», «какой там», «ни»: of the two words before."""
    if "ни" in before or _NONE_SUCH & set(before) or " ".join(before).endswith(_ADVERSE):
        return True
    return of_several and bool(before) and before[-1] in _WHAT_SORT


def _is_waved_off(tokens: Sequence[Token], value: Value, *, first: int, last: int) -> bool:
    """«какие три?», «про две кто сказал», «бес жүз деген әңгіме болған емес»: only named, to say that it was not so."""
    before, behind = plain_before(tokens, first), [token.plain for token in tokens[last + 1 : last + 5]]
    if before in _WHAT_SORT and (last + 1 >= len(tokens) or not _ENDS_QUESTION.isdisjoint(tokens[last + 1].gap)):
        return True
    if before in {"про", "о", "об"}:
        near = [*behind, *(token.plain for token in tokens[max(0, first - 4) : first])]
        return any(each.startswith(_UNHEARD) for each in near)
    return bool(behind) and behind[0] in {"деген", "туралы"} and any(each.startswith(("емес", "жок")) for each in behind)


def _is_behind_not(before: Sequence[str]) -> bool:
    """«не», «не в»: of the two words before."""
    if "не" not in before:
        return False
    return before[-1] == "не" or before[-1] in _LINKS


def _taken_back(values: Sequence[Value], tokens: Sequence[Token]) -> list[Value]:
    """«в десять, нет, в одиннадцать»: the last one holds."""
    return [
        replace(value, denied=True) if any(_is_corrected(value, later, tokens) for later in values[at + 1 :]) else value
        for at, value in enumerate(values)
    ]


def _is_corrected(value: Value, later: Value, tokens: Sequence[Token]) -> bool:
    if later.kind is not value.kind or later.words == value.words:
        return False
    between = [token for token in tokens if value.words[-1] < token.word < later.words[0]]
    text = " ".join(token.plain for token in between)
    if len(between) <= 5 and (_MISTAKEN.search(text) or speech.CORRECTION.search(text)):
        return True
    paused = any("..." in token.gap or "," in token.gap or "…" in token.gap for token in between)
    return len(between) <= 4 and paused and any(token.plain in _NO for token in between)
