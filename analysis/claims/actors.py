"""Who is named, and whether two names may be one person's."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from analysis import kazakh
from analysis.claims.folding import shortest
from analysis.claims.neighbours import tokens_within
from analysis.claims.readings import WordReading
from analysis.claims.records import Actor, Who
from analysis.lexemes import folded
from analysis.mentions.russian import readings
from analysis.mentions.tokens import Token
from analysis.persons.known_names import known_sex
from analysis.persons.short_forms import may_be_one
from models.mentions import Mention, MentionKind, PersonName
from models.russian import is_known

_BEFORE_A_PLACE = frozenset({"в", "во", "на", "из", "по", "до", "под", "через", "около", "возле"})
_BEFORE_A_STREET = frozenset({"на", "по", "улица", "улице", "проспекте", "ул"})
_STREET_ENDINGS = ("а", "ая", "и", "ина", "би")
_WORDS_TOO = frozenset({"касым", "темир", "сагат", "алтын", "кумис", "айна", "сапа", "арман", "асыл", "дана", "азат",
    "ерик",
    "ораз", "балкия", "сайран",
                        "толкын", "медет", "анар", "алма", "гулдер", "шолпан", "баян", "кайрат", "камал", "марал",
                        "таза"})  # fmt: skip
"""Names that are also common words: names only where they are written large."""
_NO_PERSONS = frozenset({MentionKind.PLACE, MentionKind.CAR, MentionKind.ORGANISATION, MentionKind.ADDRESS})
"""Mentions whose words are nobody's name."""


@lru_cache(maxsize=20_000)
def parts_of(name: PersonName) -> frozenset[str]:
    """A name's parts, folded."""
    text = " ".join(filter(None, (name.surname, name.name, name.patronymic, name.nickname)))
    return frozenset(folded(part.lower()) for part in text.replace("-", " ").split() if len(part) > 1)


def names_in(tokens: Sequence[Token], reads: Sequence[WordReading], mentions: Sequence[Mention]) -> list[Actor]:
    """Everybody named, in order; streets and common words that look like names are left out."""
    found: list[Actor] = []
    taken: set[int] = set()
    for each in mentions:
        if each.kind is MentionKind.PERSON and isinstance(each.value, PersonName):
            inside = tokens_within(tokens, each.words)
            if not inside or _is_street(tokens, inside[0]) or _is_common(tokens, reads, inside):
                continue
            taken.update(each.words)
            found.append(Actor(who=Who.NAMED, names=parts_of(each.value), words=each.words))
        elif each.kind in _NO_PERSONS:
            taken.update(each.words)
    for at, token in enumerate(tokens):
        names = frozenset[str]() if token.word in taken else _names_at(tokens, reads, at)
        if names:
            found.append(Actor(who=Who.NAMED, names=names, words=(token.word,)))
    return sorted(found, key=lambda each: each.words)


def _names_at(tokens: Sequence[Token], reads: Sequence[WordReading], at: int) -> frozenset[str]:
    """By which others know a name that no mention has; empty of a word that is none."""
    token, read = tokens[at], reads[at]
    if len(token.plain) < 2 or _is_street(tokens, at) or _is_place_name(tokens, at) or _in_quotes(tokens, at):
        return frozenset()
    if (name := _kazakh_name(token, read)) is not None:
        return frozenset({name})
    if not (read.named and token.is_capital and not read.acts) and not _is_unknown_name(tokens, reads, at):
        return frozenset()
    lemma = shortest(read.lemmas - {token.plain}) or token.plain if read.part != "KK" else token.plain
    return frozenset({lemma, token.plain})


def _is_place_name(tokens: Sequence[Token], at: int) -> bool:
    """«на Сайране», «в Бутаковке»: nobody is in a person."""
    return at > 0 and tokens[at - 1].plain in _BEFORE_A_PLACE and not tokens[at].kazakh


def _in_quotes(tokens: Sequence[Token], at: int) -> bool:
    opened = 0
    for token in tokens[: at + 1]:
        opened += token.gap.count("«") - token.gap.count("»")
    return opened > 0


def _kazakh_name(token: Token, read: WordReading) -> str | None:
    """A first name of the lists with a Kazakh ending: «Қуатты», «ерасылды»."""
    if read.part != "KK" or len(token.plain) < 4:
        return None
    within = token.is_capital and bool(token.gap) and not token.ends_before
    sure = _longest(_known_names(token)) if within and not token.gap.strip() else None
    if sure is not None:
        return sure
    if read.acts or read.nouns or read.looks or read.colour:
        return None
    known = is_known(token.text.lower())
    unknown_in_case = token.is_capital and not known and not read.verb and read.case in {"accs", "gent", "inst"}
    if unknown_in_case and not _is_lent(token):
        return shortest(read.lemmas) if len(token.plain) > 5 else None
    if known and not token.is_capital:
        return None
    return _longest(key for key in _known_names(token) if within or key not in _WORDS_TOO)


def _known_names(token: Token) -> list[str]:
    """Its Kazakh stems that are first names."""
    return [key for key in kazakh.stems(token.plain) if len(key) >= 4 and known_sex(key) is not None]


def _longest(names: Iterable[str]) -> str | None:
    return max(names, key=lambda each: (len(each), each), default=None)


def _is_lent(token: Token) -> bool:
    """«принтерді»: a word that Kazakh has from Russian."""
    return any(len(key) >= 5 and known_sex(key) is None and _is_common_noun(key) for key in kazakh.stems(token.plain))


@lru_cache(maxsize=20_000)
def _is_common_noun(key: str) -> bool:
    """A word that Kazakh has from Russian: «принтер»."""
    return is_known(key) and any(
        "NOUN" in each.tag and each.normal_form == key and not {"Name", "Surn", "Patr", "Geox"} & set(each.tag.grammemes)
        for each in readings(key)[:2]
    )


def _is_unknown_name(tokens: Sequence[Token], reads: Sequence[WordReading], at: int) -> bool:
    token, read = tokens[at], reads[at]
    within = at > 0 and not token.ends_before and not set('«":') & set(token.gap)
    known = read.nouns or read.acts or read.looks or read.colour
    return bool(
        token.is_capital
        and within
        and not known
        and read.part in {"KK", "NOUN"}
        and not token.text.isupper()
        and len(token.plain) > 2
    )


def _is_street(tokens: Sequence[Token], at: int) -> bool:
    before = tokens[at - 1].plain if at else ""
    behind = tokens[at + 1].plain if at + 1 < len(tokens) else ""
    return (before in _BEFORE_A_STREET and tokens[at].plain.endswith(_STREET_ENDINGS)) or (
        behind.startswith(("кошес", "дангыл", "батыр"))
    )


def _is_common(tokens: Sequence[Token], reads: Sequence[WordReading], inside: Sequence[int]) -> bool:
    if any(set('«"') & set(tokens[at].gap) for at in inside):
        return True
    one = inside[0]
    read = reads[one]
    known = bool(read.nouns or read.acts or read.looks)
    lower = not tokens[one].is_capital
    return len(inside) == 1 and (
        (known and not read.named)
        or (lower and read.part == "NOUN" and not read.named)
        or (tokens[one].plain.startswith(("касы", "жаны", "кас")) and len(tokens[one].plain) < 9)
    )


@lru_cache(maxsize=100_000)
def _one_part(one: str, other: str) -> bool:
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) >= 4 and long.startswith(short) and len(long) - len(short) <= 3:
        return True
    if len(short) >= 4 and long.startswith(short[:-1]) and abs(len(long) - len(short)) <= 2:
        return True
    return may_be_one(one, other)


@lru_cache(maxsize=200_000)
def may_be_same(ones: frozenset[str], others: frozenset[str]) -> bool:
    """Whether two names share a part, in a case, a short form or a misspelling of it."""
    return any(_one_part(one, other) for one in ones for other in others)
