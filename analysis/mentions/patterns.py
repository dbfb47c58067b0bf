"""Rules as rows of a table: a pattern over the words and numbers of a turn, and what a match means.

A pattern is its elements with spaces between them. An element is a word in its dictionary form (Russian) or stem
(Kazakh), letters folded or not, `<label>` for a word of a vocabulary or a kind of number, alternatives with `|`,
`name=` before it to speak of it later, `?` behind it where it may be missing, `=word` for that very form.
Between elements no sentence ends, and no comma stands unless the rule allows it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from analysis.lexemes import folded
from analysis.mentions.numbers import Number
from analysis.mentions.tokens import Token
from models.mentions import MentionKind, MentionValue

_NAMED = re.compile(r"([a-z]+)=")  # Latin: words of rules are Cyrillic


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """A word, or a number of one word or more."""

    first: int  # of its tokens
    last: int
    token: Token  # the first
    number: Number | None
    keys: frozenset[str]  # what an element may ask for
    data: Mapping[str, Any]  # by label: what the vocabulary says of it
    approximate: bool = False

    @property
    def plain(self) -> str:
        """Its (first) word in small folded letters."""
        return self.token.plain


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """A turn as rules see it."""

    tokens: Sequence[Token]
    items: Sequence[Item]
    said_on: date | None  # the sitting's day

    def before(self, item: int, count: int = 1) -> list[Item]:
        """The items before one, nearest last, of the same sentence."""
        found: list[Item] = []
        at = item
        while at > 0 and len(found) < count and not self.items[at].token.ends_before:
            at -= 1
            found.insert(0, self.items[at])
        return found

    def behind(self, item: int) -> Item | None:
        """The item behind one in the same sentence and without a comma."""
        if item + 1 < len(self.items) and not self.items[item + 1].token.gap.strip(" -"):
            return self.items[item + 1]
        return None


@dataclass(frozen=True, kw_only=True)
class Match:
    """A pattern found: which items, and the named ones among them."""

    scene: Scene
    first: int  # of the items
    last: int
    named: Mapping[str, Item]

    def number(self, name: str) -> Number | None:
        """The number of a named element; None where it is missing."""
        item = self.named.get(name)
        return item.number if item else None

    def whole(self, name: str) -> int | None:
        """Its value where it is a whole number."""
        number = self.number(name)
        return number.whole if number else None

    def data(self, name: str, *labels: str) -> Any:
        """What the vocabulary says of a named element under the first label that it has; None where it is missing."""
        item = self.named.get(name)
        return next((item.data[label] for label in labels if label in item.data), None) if item else None

    @cached_property
    def items(self) -> Sequence[Item]:
        """All of them."""
        return self.scene.items[self.first : self.last + 1]

    @property
    def approximate(self) -> bool:
        """Whether a number in it is."""
        return any(item.approximate or (item.number and item.number.approximate) for item in self.items)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What a match means."""

    value: MentionValue
    approximate: bool = False
    relative: bool = False  # computed from the sitting's day
    doubtful: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A mention on tokens, not yet on words."""

    kind: MentionKind
    first: int  # of the tokens
    last: int
    reading: Reading
    rule: str
    weight: int = 0  # of rules that find the same words, the heavier wins


Make = Callable[[Match], Reading | None]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A row of a table of rules."""

    name: str
    kind: MentionKind
    pattern: str
    make: Make  # None from it: these words do not mean that after all
    commas: bool = False  # whether a comma may stand between elements
    lead: int = 0  # so many elements in front are only looked at: a preposition
    tail: int = 0  # and behind
    weight: int = 0

    @cached_property
    def elements(self) -> tuple["_Element", ...]:
        """The pattern, read."""
        return tuple(_element(each) for each in self.pattern.split())

    def matches(self, scene: Scene, at: int) -> Iterator[Match]:
        """Every way in which it matches from an item on, longest first."""
        yield from _matches(self, scene, at, 0, {}, at)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Element:
    name: str | None
    keys: frozenset[str]
    forms: frozenset[str]
    optional: bool

    def fits(self, item: Item) -> bool:
        return not self.keys.isdisjoint(item.keys) or item.plain in self.forms


def _element(text: str) -> _Element:
    optional = text.endswith("?")
    text = text.removesuffix("?")
    named = _NAMED.match(text)
    name, rest = (named[1], text[named.end() :]) if named else ("", text)
    parts = rest.split("|")
    return _Element(
        name=name or None,
        keys=frozenset(folded(each) for each in parts if not each.startswith("=")),
        forms=frozenset(folded(each[1:]) for each in parts if each.startswith("=")),
        optional=optional,
    )


def _matches(rule: Rule, scene: Scene, at: int, element: int, named: dict[str, Item], first: int) -> Iterator[Match]:
    if element == len(rule.elements):
        yield Match(scene=scene, first=first, last=at - 1, named=dict(named))
        return
    asked = rule.elements[element]
    if at < len(scene.items) and asked.fits(scene.items[at]) and _may_follow(rule, scene, at, first):
        taken = {**named, asked.name: scene.items[at]} if asked.name else named
        yield from _matches(rule, scene, at + 1, element + 1, taken, first)
    if asked.optional:
        yield from _matches(rule, scene, at, element + 1, named, first)


def _may_follow(rule: Rule, scene: Scene, at: int, first: int) -> bool:
    gap = scene.items[at].token.gap
    if at == first:
        return True
    if scene.items[at].token.ends_before and not _abbreviated(scene.items[at - 1]):
        return False
    return rule.commas or "," not in gap


def _abbreviated(item: Item) -> bool:
    return len(item.plain) <= 4 and not item.token.is_digits


class Book:
    """All rules, found quickly: only those are tried whose every required element is somewhere in the turn."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = [
            (rule, tuple(each.keys | {f"={form}" for form in each.forms} for each in rule.elements if not each.optional))
            for rule in rules
        ]

    def found(self, scene: Scene) -> Iterator[Found]:
        """Every rule's matches, overlapping ones too."""
        places: dict[str, list[int]] = {}
        for number, item in enumerate(scene.items):
            for key in (*item.keys, f"={item.plain}"):
                places.setdefault(key, []).append(number)
        for rule, required in self._rules:
            if all(any(key in places for key in keys) for keys in required):
                yield from _of_rule(rule, scene, places)


def _of_rule(rule: Rule, scene: Scene, places: Mapping[str, Sequence[int]]) -> Iterator[Found]:
    starts: set[int] = set()
    for element in rule.elements:
        starts |= {each for key in element.keys for each in places.get(key, ())}
        starts |= {each for form in element.forms for each in places.get(f"={form}", ())}
        if not element.optional:
            break
    for start in sorted(starts):
        for match in rule.matches(scene, start):
            reading = rule.make(match)
            if reading is None:
                continue
            first, last = scene.items[match.first + rule.lead].first, scene.items[match.last - rule.tail].last
            yield Found(kind=rule.kind, first=first, last=last, reading=reading, rule=rule.name, weight=rule.weight)
            break
