"""Places of a statement: towns, streets, sites, rooms, cars and somebody's home."""

from collections.abc import Collection, Iterator, Sequence

from analysis.claims.neighbours import plain_before, plain_behind, words_of
from analysis.claims.readings import WordReading
from analysis.claims.records import SlotKind, Value
from analysis.lexemes import folded
from analysis.mentions.things import PLACES
from analysis.mentions.tokens import Token
from models.mentions import Mention, MentionKind, Name

_TOWNS = {folded(word.lstrip("=")): value for word, value in PLACES.items() if len(word) >= 5 or word in {"есик", "есік"}}
_NO_TOWNS = frozenset({"абай", "рудн"})
_BEFORE_A_TOWN = frozenset({"в", "во", "из", "до", "под", "на"})
_STREET_ENDINGS = ("ина", "ова", "ева", "би")
_NEAR = frozenset({"возле", "около", "рядом", "напротив", "мимо", "недалеко"})
_NEAR_IN_KAZAKH = ("жан", "касы", "арты", "алды", "аула", "туб", "маны")
_SEEN_OR_MET = ("корд", "корг", "жолык", "кездес")
_OUT_OF = frozenset({"из", "от", "с", "со"})
_HOSTS = frozenset({"меня", "нас", "него", "нее", "них", "бизде", "менде", "онда"})
_NIGHTLY = frozenset({"sleep", "spend_night", "live", "stay", "guest"})
_CARRIED_IN = frozenset({"car", "taxi", "bus", "truck", "jeep", "minivan", "sedan"})
_ONE_TOWN = {
    "алма-ата": "алматы", "караганды": "караганда", "оскемен": "усть-каменогорск",
    "семипалатинск": "семей",
    "костанай": "костанай", "орал": "уральск", "туркистан": "туркестан", "талдыкорган": "талдыкорган", "капчагай": "конаев",
    "нур-султан": "астана", "нур-султан каласы": "астана", "каскелен": "каскелен", "кокшетау": "кокшетау",
}  # fmt: skip


def places(tokens: Sequence[Token], reads: Sequence[WordReading], mentions: Sequence[Mention]) -> Iterator[Value]:
    """Towns, streets, sites and rooms; "near:", "from:" and "named:" in front of what somebody is not in."""
    taken: set[int] = set()
    yield from _mentioned(mentions, taken)
    yield from _towns_and_streets(tokens, taken)
    yield from _in_cars(tokens, reads)
    yield from _at_persons(tokens, reads)
    seen = any(token.plain.startswith(_SEEN_OR_MET) for token in tokens)
    for at, read in enumerate(reads):
        if read.places and tokens[at].word not in taken:
            yield _place((tokens[at].word,), tokens[at].plain, _tags(tokens, reads, at, seen=seen))


def _place(words: tuple[int, ...], text: str, tags: Collection[str]) -> Value:
    return Value(kind=SlotKind.PLACE, words=words, text=text, tags=frozenset(tags))


def _mentioned(mentions: Sequence[Mention], taken: set[int]) -> Iterator[Value]:
    """Towns and addresses of mentions; adds their words to `taken`."""
    for each in mentions:
        if each.kind is MentionKind.PLACE and isinstance(each.value, Name):
            taken.update(each.words)
            yield _place(each.words, each.text, {f"town:{town_key(each.text)}"})
        elif each.kind is MentionKind.ADDRESS:
            taken.update(each.words)
            yield _place(each.words, each.text, {f"street:{each.text.lower()}"})


def _towns_and_streets(tokens: Sequence[Token], taken: set[int]) -> Iterator[Value]:
    """Of words that no mention has; adds them to `taken`."""
    for at, token in enumerate(tokens):
        if token.word in taken:
            continue
        town = _town_of(tokens, at)
        if town is not None:
            taken.add(token.word)
            yield _place((token.word,), town, {f"town:{town_key(town)}"})
        elif _is_on_street(tokens, at):
            taken.add(token.word)
            yield _place((token.word,), token.text, {"street"})


def _tags(tokens: Sequence[Token], reads: Sequence[WordReading], at: int, *, seen: bool) -> set[str]:
    """A place as it is compared: whether somebody is in it, near it, comes from it, or only names it."""
    read, before = reads[at], plain_before(tokens, at)
    near = not _NEAR.isdisjoint(token.plain for token in tokens[max(0, at - 3) : at])
    near = near or (before == "у" and read.part == "NOUN" and not read.places & {"home", "flat"})
    near = near or plain_behind(tokens, at).startswith(_NEAR_IN_KAZAKH)
    inside = (
        read.case in {"loct", "loc2", "datv", "accs"}
        or tokens[at].plain in {"дома", "домой"}
        or before in {"в", "во", "на"}
        or (read.case == "ablt" and seen)
    )
    if read.part == "NOUN" and before in _OUT_OF:
        return {f"from:{place}" for place in read.places}
    if near:
        return {f"near:{place}" for place in read.places}
    return set(read.places) if inside else {f"named:{place}" for place in read.places}


def _at_persons(tokens: Sequence[Token], reads: Sequence[WordReading]) -> Iterator[Value]:
    """«ночевал у сестры», «у меня спал»: in that one's home."""
    nightly = [at for at, read in enumerate(reads) if read.acts & _NIGHTLY]
    for at in range(1, len(tokens)):
        host = tokens[at].plain in _HOSTS or (reads[at].persons and reads[at].case == "gent")
        near = tokens[at - 1].plain == "у" and host and any(abs(at - each) <= 4 for each in nightly)
        if near and not any(read.places for read in reads[max(0, at - 3) : at + 4]):
            yield _place(words_of(tokens, at - 1, at), f"у {tokens[at].plain}", {"home"})


def _in_cars(tokens: Sequence[Token], reads: Sequence[WordReading]) -> Iterator[Value]:
    """«в машине», «көліктің ішінде»: a place too."""
    for at, read in enumerate(reads):
        if read.things & _CARRIED_IN and _is_in(tokens, reads, at):
            yield _place((tokens[at].word,), tokens[at].plain, {"in_car"})


def _is_in(tokens: Sequence[Token], reads: Sequence[WordReading], at: int) -> bool:
    """Whether somebody is in it, or in a part of it: «в багажнике машины»."""
    read = reads[at]
    before = {token.plain for token in tokens[max(0, at - 2) : at]}
    if read.case == "gent" and at > 0 and reads[at - 1].part == "NOUN" and before & {"в", "под", "на", "за"}:
        return True
    if "в" in before and read.case in {"loct", "loc2"}:
        return True
    return read.part == "KK" and plain_behind(tokens, at).startswith("ишинд")


def _town_of(tokens: Sequence[Token], at: int) -> str | None:
    """A town in a case that the lists lack: «в Семее», «Есике»."""
    plain = tokens[at].plain
    if plain_before(tokens, at) not in _BEFORE_A_TOWN or len(plain) < 5:
        return None
    forms = (plain[:-1], plain[:-1] + "й", plain[:-1] + "а", plain[:-2])
    return next((_TOWNS[key] for key in forms if key in _TOWNS and key not in _NO_TOWNS), None)


def _is_on_street(tokens: Sequence[Token], at: int) -> bool:
    """«на Саина», «по Розыбакиева»."""
    plain = tokens[at].plain
    return plain_before(tokens, at) in {"на", "по"} and plain.endswith(_STREET_ENDINGS) and len(plain) > 4


def town_key(name: str) -> str:
    """One name of a town, whatever it is called."""
    plain = folded(name.lower())
    return _ONE_TOWN.get(plain, plain)
