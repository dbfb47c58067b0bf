"""The case's own persons, found first: declined in Russian or in Kazakh, and misspelt by a letter."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from analysis.lexemes import folded
from analysis.mentions.name_parts import KAZAKH_CASES, Role
from analysis.mentions.patterns import Found, Reading, Scene
from analysis.mentions.tokens import Token
from models.mentions import KnownPerson, MentionKind, PersonName
from models.russian import is_known

_ENDING = re.compile(rf"(?:|а|у|ом|ем|е|я|ю|ы|и|ой|ей|ым|ому|ого|ого|ую|ью|н|на|нан|{'|'.join(KAZAKH_CASES)})")
_LEAST = 5  # letters of a name that may be misspelt


def found(scene: Scene, known: Sequence[KnownPerson]) -> Iterator[Found]:
    """Each stretch of words that names a known person; by a name that two of them have, a person without its id."""
    at = 0
    while at < len(scene.tokens) and known:
        best = _best(scene.tokens, at, known)
        if best is None:
            at += 1
            continue
        last, value = best
        yield Found(kind=MentionKind.PERSON, first=at, last=last, reading=Reading(value=value), rule="known", weight=9)
        at = last + 1


def _best(tokens: Sequence[Token], at: int, known: Sequence[KnownPerson]) -> tuple[int, PersonName] | None:
    fits = [(roles, person) for person in known if (roles := _roles(tokens, at, person))]
    if not fits:
        return None
    longest = max(len(roles) for roles, _ in fits)
    best = [(roles, person) for roles, person in fits if len(roles) == longest]
    roles, person = best[0]
    one = len(best) == 1
    if roles == ("nickname",):
        value = PersonName(nickname=_nickname(tokens[at].plain, person), person_id=person.id if one else None)
        return at, value
    said = {role: getattr(person, role) for role in roles}
    sex = person.sex if all(each.sex == person.sex for _, each in best) else None
    return at + longest - 1, PersonName(**said, sex=sex, person_id=person.id if one else None)


def _nickname(plain: str, person: KnownPerson) -> str:
    return next(each for each in person.nicknames if _is_form(plain, folded(each.lower()), misspelt=False))


def _roles(tokens: Sequence[Token], at: int, person: KnownPerson) -> tuple[str, ...]:
    """Which parts of the person's name the words from there on are, each at most once."""
    if any(_is_form(tokens[at].plain, folded(each.lower()), misspelt=False) for each in person.nicknames):
        return ("nickname",)
    roles: list[str] = []
    for token in tokens[at : at + 3]:
        if roles and token.gap != " ":
            break
        role = next(
            (each.value for each in Role if each.value not in roles and _is(token, getattr(person, each.value))), None
        )
        if role is None:
            break
        roles.append(role)
    if (
        roles == ["name"]
        and is_known(tokens[at].text.lower())
        and not tokens[at].is_capital
        and not _only_a_name(tokens[at])
    ):
        return ()
    return tuple(roles)


def _only_a_name(token: Token) -> bool:
    from analysis.mentions.name_parts import parts_of

    return any(part.certain for part in parts_of(token))


def _is(token: Token, name: str | None) -> bool:
    return bool(name) and _is_form(token.plain, folded(str(name).lower()), misspelt=not is_known(token.text.lower()))


@lru_cache(maxsize=100_000)
def _is_form(said: str, name: str, *, misspelt: bool) -> bool:
    """Whether a word is a name with an ending, or with one letter more, less or other and an ending."""
    if said[:1] != name[:1] or abs(len(said) - len(name)) > 5:
        return False
    bases = {name, name[:-1]} if name[-1:] in "аяйьые" and len(name) > 3 else {name}
    for base in bases:
        if said.startswith(base) and _ENDING.fullmatch(said[len(base) :]):
            return True
    if not misspelt or len(name) < _LEAST:
        return False
    return any(
        _one_apart(said[:end], base) and _ENDING.fullmatch(said[end:])
        for base in bases
        for end in range(max(len(base) - 1, 3), min(len(said), len(base) + 1) + 1)
    )


def _one_apart(one: str, other: str) -> bool:
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    return one[start + (len(one) == len(other)) :] == other[start + 1 :]
