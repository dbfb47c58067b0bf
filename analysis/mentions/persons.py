"""Persons: neighbouring parts of names put together in the orders that people say them in; nicknames; Latin spelling."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analysis.mentions import name_lists
from analysis.mentions.name_parts import NamePart, Role, parts_of
from analysis.mentions.patterns import Found, Reading, Scene
from analysis.mentions.russian import part_of_speech, readings
from analysis.mentions.tokens import Token
from analysis.mentions.vocabulary import meanings
from models.mentions import MentionKind, PersonName, Sex
from models.russian import is_known

_N, _S, _P = Role.NAME, Role.SURNAME, Role.PATRONYMIC
_ORDERS = ((_S, _N, _P), (_N, _P, _S), (_S, _N), (_N, _S), (_N, _P), (_N,), (_S,), (_P,))
_GENITIVE = frozenset(
    {"от", "у", "для", "без", "из", "до", "против", "про", "вместо", "насчет", "видел", "видела", "знаю", "знал"}
)
_LATIN_NAME = re.compile(r"[A-Z][a-z]+")
_LATIN_ENDS = re.compile(r"[A-Z][a-z]+(?:ov|ova|ev|eva|yev|yeva|uly|kyzy|ovich|ovna|bek|bayev|zhan|khan|in|ina)")
_CASED = re.compile(
    r"(?P<base>[а-я]+(?:ов|ев|ин|ова|ева|ина|ий|хан|бек|бай))(?:[ндт][ыи]н|[гк][ае]|[ндт][ыи]|[дт][ае]н?|н[ае]н|[мбп]ен|[дтн][ыи]к[ыи])"
)
_OF_IN = re.compile(r"(?P<base>[А-Я][а-я]{2,}ин)(?:[мбп]ен|[нд][ыі][нң]|[гк][ае]|ға|ге|н[ыі]|д[ае]|[дн][ае]н)?")
_BUILT = re.compile(rf"[а-я]{{2,}}(?:{'|'.join(name_lists.BUILT)})")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Chain:
    parts: tuple[NamePart, ...]
    first: int  # of the tokens
    last: int
    initials: str | None = None


def found(scene: Scene) -> Iterator[Found]:
    """Every person that the rules see."""
    tokens = scene.tokens
    yield from _nicknames(tokens)
    yield from _latin(tokens)
    units, places = _units(tokens)
    at = 0
    while at < len(units):
        chain = _chain(units, at)
        if chain is None:
            at += 1
            continue
        reading = Reading(value=name_of(chain.parts, chain.initials))
        yield Found(
            kind=MentionKind.PERSON,
            first=places[chain.first][0],
            last=places[chain.last][1],
            reading=reading,
            rule="name",
            weight=3 if len(chain.parts) > 1 or chain.initials else 2,
        )
        at = chain.last + 1


def _units(tokens: Sequence[Token]) -> tuple[list[Token], list[tuple[int, int]]]:
    """Tokens with names of two parts as one («Қасым-Жомарт»), and the first and last token of each."""
    units: list[Token] = []
    places: list[tuple[int, int]] = []
    for at, token in enumerate(tokens):
        if token.gap == "-" and units and len(token.text) > 2 and _are_one(units[-1], token):
            joined = units[-1]
            units[-1] = replace(joined, text=f"{joined.text}-{token.text}", plain=f"{joined.plain}-{token.plain}")
            places[-1] = (places[-1][0], at)
        else:
            units.append(token)
            places.append((at, at))
    return units, places


def _are_one(one: Token, other: Token) -> bool:
    """Whether a dash joins two names rather than other words."""
    if one.is_capital and other.is_capital:
        return True
    roles = [{part.role for part in parts_of(each)} for each in (one, other)]
    return bool(roles[0] & roles[1])


def name_of(parts: Sequence[NamePart], initials: str | None = None) -> PersonName:
    """Parts as a record."""
    texts = {part.role: part.text for part in parts}
    sexes = {part.sex for part in parts if part.sex}
    return PersonName(
        surname=texts.get(_S),
        name=texts.get(_N),
        patronymic=texts.get(_P),
        initials=initials,
        sex=sexes.pop() if len(sexes) == 1 else None,
    )


def _chain(tokens: Sequence[Token], at: int) -> _Chain | None:
    if (by_initials := _with_initials(tokens, at)) is not None:
        return by_initials
    if (by_capital := _with_first_name(tokens, at)) is not None:
        return by_capital
    for order in _ORDERS:
        taken = _taken(tokens, at, order)
        if taken is None or not _may_stand(tokens, at, taken):
            continue
        parts, last = taken
        chain = _Chain(parts=parts, first=at, last=last)
        return _with_trailing_initials(tokens, chain) if order == (_S,) else _with_capitals(tokens, chain)
    return None


def _with_capitals(tokens: Sequence[Token], chain: _Chain) -> _Chain:
    """With the surname behind a first name that only its large letter tells."""
    roles = [part.role for part in chain.parts]
    if _S not in roles and roles[-1] in {_N, _P} and _may_belong(tokens, chain.last + 1):
        text = _without_case(tokens[chain.last + 1])
        surname = NamePart(role=_S, text=text, sex=None, certain=True)
        return replace(chain, parts=(*chain.parts, surname), last=chain.last + 1)
    return chain


def _with_first_name(tokens: Sequence[Token], at: int) -> _Chain | None:
    token = tokens[at]
    shaped = len(token.plain) > 2 and token.text.replace("-", "").isalpha()
    capital = token.is_capital and not token.text.isupper()
    if not shaped or not (capital or (token.kazakh and _BUILT.fullmatch(token.plain))):
        return None
    if (
        token.plain in name_lists.NOT_NAMES
        or at + 1 >= len(tokens)
        or any(part.role is _N for part in _parts_here(tokens, at))
    ):
        return None
    if is_known(token.text.lower()) and not any("Name" in reading.tag for reading in readings(token.text.lower())):
        return None
    following = tokens[at + 1]
    if following.gap != " " or (capital and not following.is_capital):
        return None
    role = next((part for part in _parts_here(tokens, at + 1) if part.role in {_S, _P} and part.certain), None)
    if role is None:
        return None
    name = NamePart(role=_N, text=token.text[:1].upper() + token.text[1:], sex=role.sex, certain=True)
    return _Chain(parts=(name, role), first=at, last=at + 1)


def _may_belong(tokens: Sequence[Token], at: int) -> bool:
    if at >= len(tokens) or tokens[at].gap != " " or not is_inner_capital(tokens, at) or not tokens[at].plain.isalpha():
        return False
    token = tokens[at]
    if token.plain in name_lists.NOT_NAMES or len(token.plain) < 3 or "place" in dict(meanings(token.plain, token.keys)):
        return False
    return not any(part.role is _N and part.certain and part.direct for part in parts_of(token)) or token.kazakh


def _without_case(token: Token) -> str:
    """A surname without its Kazakh case, where what is left ends as surnames do or the case is a long one."""
    match = _CASED.fullmatch(token.plain)
    return token.text[: match.end("base")] if match and token.kazakh else token.text


def _taken(tokens: Sequence[Token], at: int, order: Sequence[Role]) -> tuple[tuple[NamePart, ...], int] | None:
    """The readings in an order that agree in sex, and the last token."""
    if at + len(order) > len(tokens):
        return None
    choices: list[list[NamePart]] = []
    for offset, role in enumerate(order):
        token = tokens[at + offset]
        if offset and (token.gap != " "):
            return None
        fitting = [part for part in _parts_here(tokens, at + offset) if part.role is role]
        if not fitting:
            return None
        choices.append(fitting)
    parts = _agreeing(tokens, at, choices)
    return (parts, at + len(order) - 1) if parts else None


def _agreeing(tokens: Sequence[Token], at: int, choices: Sequence[Sequence[NamePart]]) -> tuple[NamePart, ...] | None:
    fixed = {part[0].sex for part in choices if len(part) == 1 and part[0].sex}
    if len(fixed) > 1:
        return None
    wanted = fixed.pop() if fixed else None
    if wanted is None and at > 0 and tokens[at - 1].plain in _GENITIVE and len(choices) == 1:
        wanted = Sex.MALE
    chosen = []
    for part in choices:
        fitting = [each for each in part if wanted is None or each.sex in {None, wanted}]
        if not fitting:
            if len(choices) > 1:
                return None
            fitting = list(part)
        chosen.append(fitting[0])
        wanted = wanted or fitting[0].sex
    return tuple(chosen)


def _parts_here(tokens: Sequence[Token], at: int) -> tuple[NamePart, ...]:
    """The readings of a word where it stands: with a large letter inside a sentence more of them are names."""
    token = tokens[at]
    if "-" in token.plain:
        return _of_two(token)
    parts = parts_of(token)
    if parts or not is_inner_capital(tokens, at):
        return parts
    if token.kazakh and token.plain not in name_lists.NOT_BUILT and _BUILT.fullmatch(token.plain):
        return (NamePart(role=_N, text=token.text, sex=None, certain=True),)
    if (match := _OF_IN.fullmatch(token.text)) is not None and not is_known(token.text.lower()):
        return (NamePart(role=_S, text=match["base"], sex=Sex.MALE, certain=True),)
    return ()


def _of_two(token: Token) -> tuple[NamePart, ...]:
    first, _, second = token.text.rpartition("-")
    last = replace(token, text=second, plain=token.plain.rpartition("-")[2])
    one = replace(token, text=first, plain=token.plain.rpartition("-")[0])
    made = []
    for part in parts_of(last):
        same = (each for each in parts_of(one) if each.role is part.role and each.sex in {part.sex, None})
        front = next(same, None)
        if front is not None:
            made.append(replace(part, text=f"{front.text}-{part.text}", certain=part.certain or front.certain))
    return tuple(made)


def is_inner_capital(tokens: Sequence[Token], at: int) -> bool:
    """Whether a large letter there says something: not at a sentence's beginning."""
    token = tokens[at]
    return token.is_capital and at > 0 and not token.ends_before and not token.text.isupper()


def _may_stand(tokens: Sequence[Token], at: int, taken: tuple[tuple[NamePart, ...], int]) -> bool:
    """Whether these words are a name here, and no other words of the same letters."""
    parts, last = taken
    if len(parts) > 1:
        certain = any(part.certain or part.role is _P for part in parts)
        return certain or all(tokens[each].is_capital for each in range(at, last + 1))
    (part,) = parts
    token = tokens[at]
    if part.certain:
        return part.role is not _S or len(token.plain) > 4 or token.is_capital
    near = [tokens[each].plain for each in (at - 1, at + 1) if 0 <= each < len(tokens)]
    if is_inner_capital(tokens, at) or (token.is_capital and any(each in name_lists.TITLES for each in near)):
        return True
    return any(
        each in {"зовут", "деген", "имени", "фамилии", "дядя", "тетя", "апай", "ага"} for each in near
    ) and part_of_speech(token.text.lower()) not in {"VERB", "PREP", "CONJ", "NPRO", "ADJF"}


def _is_initial(tokens: Sequence[Token], at: int) -> bool:
    if not (0 <= at < len(tokens)):
        return False
    token = tokens[at]
    dotted = at + 1 >= len(tokens) or tokens[at + 1].gap.startswith(".")
    return len(token.text) == 1 and token.text.isalpha() and token.text.isupper() and dotted


def _with_initials(tokens: Sequence[Token], at: int) -> _Chain | None:
    """«Ә. Нұранов», «И. П. Сидоров»."""
    if not _is_initial(tokens, at):
        return None
    end = at + 1 if _is_initial(tokens, at + 1) else at
    if end + 1 >= len(tokens) or not tokens[end + 1].is_capital or len(tokens[end + 1].text) < 3:
        return None
    surname = [part for part in parts_of(tokens[end + 1]) if part.role is _S]
    if not surname:
        return None
    initials = " ".join(f"{tokens[each].text}." for each in range(at, end + 1))
    return _Chain(parts=(surname[0],), first=at, last=end + 1, initials=initials)


def _with_trailing_initials(tokens: Sequence[Token], chain: _Chain) -> _Chain:
    last = chain.last
    while last - chain.last < 2 and _is_initial(tokens, last + 1):
        last += 1
    if last == chain.last:
        return chain
    initials = " ".join(f"{tokens[each].text}." for each in range(chain.last + 1, last + 1))
    return _Chain(parts=chain.parts, first=chain.first, last=last, initials=initials)


def _nicknames(tokens: Sequence[Token]) -> Iterator[Found]:
    """«по кличке Бека», «лақап аты Бека»."""
    for at, token in enumerate(tokens):
        if not any(word in token.keys or token.plain.startswith("лакап") for word in name_lists.NICKNAME_WORDS):
            continue
        named = at + 1
        while named < len(tokens) and tokens[named].plain in {
            "аты",
            "атымен",
            "его",
            "у",
            "него",
            "была",
            "был",
            "бар",
            "оның",
        }:
            named += 1
        if named >= len(tokens) or tokens[named].ends_before or not tokens[named].plain.isalpha():
            continue
        if part_of_speech(tokens[named].text.lower()) in {"VERB", "PREP", "CONJ", "NPRO"}:
            continue
        text = tokens[named].text[:1].upper() + tokens[named].text[1:]
        value = PersonName(nickname=text)
        yield Found(
            kind=MentionKind.PERSON, first=named, last=named, reading=Reading(value=value), rule="nickname", weight=6
        )


def _latin(tokens: Sequence[Token]) -> Iterator[Found]:
    """«Yerlan Akhmetov»: two words or three with large Latin letters, one with the ending of a name of the region."""
    at = 0
    while at < len(tokens):
        end = at
        while (
            end < len(tokens)
            and _LATIN_NAME.fullmatch(tokens[end].text)
            and (end == at or tokens[end].gap == " ")
            and end - at < 3
        ):
            end += 1
        words = [token.text for token in tokens[at:end]]
        surname = next((word for word in words if _LATIN_ENDS.fullmatch(word)), None)
        if len(words) >= 2 and surname is not None:
            others = [word for word in words if word != surname]
            value = PersonName(surname=surname, name=others[0], patronymic=others[1] if len(others) > 1 else None)
            yield Found(
                kind=MentionKind.PERSON, first=at, last=end - 1, reading=Reading(value=value), rule="latin", weight=4
            )
        at = max(end, at + 1)
