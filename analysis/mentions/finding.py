"""The door: a turn's words in, its mentions out."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

from analysis.mentions import (
    addresses,
    articles,
    cars,
    dates,
    dictated,
    known_persons,
    names_of_things,
    persons,
    plates,
    quantities,
    recognised_names,
    times,
)
from analysis.mentions.patterns import Book, Found
from analysis.mentions.recognised_names import NameRecognizer
from analysis.mentions.scene import scene_of
from analysis.mentions.tokens import SaidWord, Token, is_doubtful, tokens_of
from models.mentions import Iin, KnownPerson, Mention, MentionKind, Phone, Sureness

_ABOUT = frozenset({"около", "примерно", "приблизительно", "шамамен", "порядка"})
_GUESSABLE = frozenset({MentionKind.TIME, MentionKind.DATE, MentionKind.DURATION, MentionKind.MONEY, MentionKind.COUNT})
_DATED = frozenset({MentionKind.DATE, MentionKind.TIME})


def mentions_in(
    words: Sequence[SaidWord],
    *,
    said_on: date | None,
    zone: str | None = None,
    known: Sequence[KnownPerson] = (),
    recognizer: NameRecognizer | None = None,
) -> list[Mention]:
    """Every mention of a turn, in order, no word in two of them; the same words always give the same mentions.

    `said_on` is the sitting's day in its local `zone`: without it relative dates stay unresolved. `known` are the case's
    own persons, matched before anybody else. `recognizer` is a network for Russian names where its weights are installed.
    Of mentions that overlap the longer wins, of equally long ones the one whose rule asks for more.
    """
    tokens = tokens_of(words)
    scene, numbers = scene_of(tokens, said_on=said_on)
    found = [
        *_book().found(scene),
        *dictated.found(tokens, numbers),
        *plates.found(tokens, numbers),
        *addresses.found(scene),
        *names_of_things.organisations(scene),
        *known_persons.found(scene, known),
        *persons.found(scene),
        *(recognised_names.found(scene, recognizer) if recognizer is not None else ()),
    ]
    return [_mention(words, tokens, each, said_on=said_on, zone=zone) for each in chosen(found)]


def chosen(found: Iterable[Found]) -> list[Found]:
    """Those that stand: the longer before the shorter, the heavier before the lighter, the earlier before the later."""
    taken: set[int] = set()
    kept: list[Found] = []
    for each in sorted(found, key=lambda each: (-_size(each), -each.weight, each.first, each.kind, each.rule)):
        places = range(each.first, each.last + 1)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(each)
    return sorted(kept, key=lambda each: each.first)


def _size(found: Found) -> int:
    """In tokens; a checked number and a known person count for more than words beside them, a network's places for less."""
    if found.rule == "network" and found.kind is not MentionKind.PERSON:
        return 0
    bonus = 100 if found.rule == "known" or isinstance(found.reading.value, Iin | Phone) else 0
    return found.last - found.first + 1 + bonus


@cache
def _book() -> Book:
    tables = (times, dates, quantities, articles, cars, names_of_things)
    return Book([rule for table in tables for rule in table.RULES])


def _mention(
    words: Sequence[SaidWord], tokens: Sequence[Token], found: Found, *, said_on: date | None, zone: str | None
) -> Mention:
    first, last = tokens[found.first].word, tokens[found.last].word
    said = words[first : last + 1]
    reading = found.reading
    about = reading.approximate or (found.kind in _GUESSABLE and _is_about(tokens, found))
    doubtful = reading.doubtful or any(is_doubtful(word) for word in said)
    return Mention(
        kind=found.kind,
        words=tuple(range(first, last + 1)),
        word_ids=tuple(word.id for word in said),
        spoken=" ".join(word.text for word in said),
        value=reading.value,
        sureness=Sureness.DOUBTFUL if doubtful else Sureness.APPROXIMATE if about else Sureness.STATED,
        relative_to=said_on if reading.relative else None,
        zone=zone if found.kind in _DATED else None,
        rule=found.rule,
    )


def _is_about(tokens: Sequence[Token], found: Found) -> bool:
    before = tokens[max(0, found.first - 2) : found.first]
    return any(token.plain in _ABOUT for token in before)
