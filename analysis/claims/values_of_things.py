"""Vehicles, places, things and looks of a statement."""

from collections.abc import Iterator, Sequence

from analysis.claims.nouns import CLOTHES, VEHICLES, WEAPONS
from analysis.claims.readings import WordReading
from analysis.claims.records import SlotKind, Value
from analysis.lexemes import folded
from analysis.mentions.things import CARS, MODELS, PLACES
from analysis.mentions.tokens import Token
from models.mentions import Car, Mention, MentionKind, Name, Plate

_CARS = {"Land Cruiser Prado": "jeep", "Land Cruiser": "jeep", "RAV4": "jeep", "Highlander": "jeep", "Tucson": "jeep",
         "Sportage": "jeep", "Sorento": "jeep", "Pajero": "jeep", "Outlander": "jeep", "Patriot": "jeep", "Duster": "jeep",
         "Cayenne": "jeep", "Forester": "jeep", "Qashqai": "jeep", "Patrol": "jeep", "X5": "jeep", "X6": "jeep",
         "G": "jeep",
         "Camry": "sedan", "Corolla": "sedan", "Priora": "sedan", "Granta": "sedan", "Vesta": "sedan", "Nexia": "sedan",
         "Matiz": "sedan", "Accent": "sedan", "Sonata": "sedan", "Elantra": "sedan", "Rio": "sedan", "Polo": "sedan",
         "2109": "sedan", "2107": "sedan", "2110": "sedan", "2114": "sedan", "Passat": "sedan", "Golf": "sedan",
         "Cobalt": "sedan", "Delica": "minivan", "Odyssey": "minivan", "Porter": "truck"}  # fmt: skip


_MAKERS_OF = {"КамАЗ": "truck", "МАЗ": "truck", "ЗИЛ": "truck", "Урал": "truck", "КрАЗ": "truck", "УАЗ": "jeep",
              "Howo": "truck", "MAN": "truck", "Scania": "truck", "ПАЗ": "bus", "Иж": "motorcycle"}  # fmt: skip
"""Makes that build one kind of vehicle."""


_MODELS = {
    folded(word): value for word, value in MODELS.items() if word not in {"икс", "круз", "гольф", "рав", "четырнадцатая"}
}


_MAKES = {folded(word.lstrip("=")): value for word, value in CARS.items()}


_TOWNS = {folded(word.lstrip("=")): value for word, value in PLACES.items() if len(word) >= 5 or word in {"есик", "есік"}}


def vehicles(tokens: Sequence[Token], reads: Sequence[WordReading], mentions: Sequence[Mention]) -> Iterator[Value]:
    """What carries somebody, by plate, make, model, body and colour."""
    taken: set[int] = set()
    for each in mentions:
        value = each.value
        if isinstance(value, Plate):
            yield Value(kind=SlotKind.VEHICLE, words=each.words, text=each.text, tags=frozenset({f"plate:{value.number}"}))
            taken.update(each.words)
        if isinstance(value, Car) and not each.spoken.lower().startswith(("жақ", "жағ", "жак")):
            taken.update(each.words)
            tags = {f"make:{value.make}"} if value.make not in {None, "Jeep"} else set()
            tags |= {f"model:{value.model}"} if value.model else set()
            body = "jeep" if value.make == "Jeep" else _CARS.get(value.model or "") or _MAKERS_OF.get(value.make or "")
            tags |= {f"body:{body}"} if body else set()
            inside = {reads[at].colour for at, token in enumerate(tokens) if token.word in each.words}
            tags |= {f"colour:{colour}" for colour in inside | _near_colours(tokens, reads, each.words) if colour}
            yield Value(kind=SlotKind.VEHICLE, words=each.words, text=each.text, tags=frozenset(tags))
    for at, token in enumerate(tokens):
        car = None if token.word in taken else _car_of(tokens, at)
        if car is not None:
            taken.add(token.word)
            make, model = car
            words = words_of(tokens, at, at)
            body = "jeep" if make == "Jeep" else _CARS.get(model or "") or _MAKERS_OF.get(make)
            tags = (
                {f"make:{make}"} - {"make:Jeep"}
                | ({f"model:{model}"} if model else set())
                | ({f"body:{body}"} if body else set())
            )
            tags |= {f"colour:{colour}" for colour in _near_colours(tokens, reads, words)}
            yield Value(kind=SlotKind.VEHICLE, words=words, text=" ".join(filter(None, car)), tags=frozenset(tags))
    for at, read in enumerate(reads):
        kinds = {VEHICLES[thing] for thing in read.things if thing in VEHICLES}
        if tokens[at].word in taken or not kinds or (read.verb and read.part == "KK"):
            continue
        words = words_of(tokens, at, at)
        colours = _near_colours(tokens, reads, words)
        tags = {f"body:{kind}" for kind in kinds} | {f"colour:{colour}" for colour in colours}
        yield Value(
            kind=SlotKind.VEHICLE, words=words, text=" ".join([*sorted(colours), tokens[at].plain]), tags=frozenset(tags)
        )


def _car_of(tokens: Sequence[Token], at: int) -> tuple[str, str | None] | None:
    """A make or model in a case that the dictionary reads as another word: «Приоре», «акцентіммен»."""
    token = tokens[at]
    plain = token.plain
    rides = (
        token.is_capital
        or plain.endswith(("мен", "пен", "бен"))
        or (at > 0 and tokens[at - 1].plain in {"на", "своей", "своем", "синей"})
    )
    if len(plain) < 4 or not rides:
        return None
    for key in sorted({*token.keys, plain, *(plain[:-1] + end for end in ("а", "", "ь")), *(plain[:-2],)}):
        if len(key) >= 4 and key in _MODELS:
            return _MODELS[key]
        if len(key) >= 4 and key in _MAKES and key not in {"жака", "джип"}:
            return _MAKES[key], None
    return None


def _near_colours(tokens: Sequence[Token], reads: Sequence[WordReading], words: tuple[int, ...]) -> set[str]:
    """Of the two words before, or one behind."""
    inside = [at for at, token in enumerate(tokens) if token.word in words]
    near = [*range(max(0, inside[0] - 3), inside[0]), *range(inside[-1] + 1, min(len(tokens), inside[-1] + 3))]
    found: set[str] = set()
    for at in near:
        colour = reads[at].colour
        if colour and not (at > 0 and tokens[at - 1].plain == "не"):
            found.add(colour)
    if {"dark", "light"} & found and len(found) > 1:
        found -= {"dark", "light"}
    return found


def places(tokens: Sequence[Token], reads: Sequence[WordReading], mentions: Sequence[Mention]) -> Iterator[Value]:
    """Towns, streets, sites and rooms; "near:", "from:" and "named:" in front of what somebody is not in."""
    taken: set[int] = set()
    for each in mentions:
        if each.kind is MentionKind.PLACE and isinstance(each.value, Name):
            taken.update(each.words)
            yield Value(
                kind=SlotKind.PLACE, words=each.words, text=each.text, tags=frozenset({f"town:{town_key(each.text)}"})
            )
        elif each.kind is MentionKind.ADDRESS:
            taken.update(each.words)
            yield Value(
                kind=SlotKind.PLACE, words=each.words, text=each.text, tags=frozenset({f"street:{each.text.lower()}"})
            )
    for at, token in enumerate(tokens):
        town = _town_of(tokens, at) if token.word not in taken else None
        if town is not None:
            taken.add(token.word)
            yield Value(kind=SlotKind.PLACE, words=(token.word,), text=town, tags=frozenset({f"town:{town_key(town)}"}))
        elif token.word not in taken and _is_on_street(tokens, at):
            taken.add(token.word)
            yield Value(kind=SlotKind.PLACE, words=(token.word,), text=token.text, tags=frozenset({"street"}))
    yield from _in_cars(tokens, reads)
    yield from _at_persons(tokens, reads)
    seen = any(token.plain.startswith(("корд", "корг", "жолык", "кездес")) for token in tokens)
    for at, read in enumerate(reads):
        if read.places and tokens[at].word not in taken:
            before = [token.plain for token in tokens[max(0, at - 3) : at]]
            near = bool({"возле", "около", "рядом", "напротив", "мимо", "недалеко"} & set(before))
            near = near or (
                at + 1 < len(tokens)
                and tokens[at + 1].plain.startswith(("жан", "касы", "арты", "алды", "аула", "туб", "маны"))
            )
            inside = (
                read.case in {"loct", "loc2", "datv", "accs"}
                or tokens[at].plain in {"дома", "домой"}
                or "в" in before[-1:]
                or (read.case == "ablt" and seen)
            )
            tags = {f"near:{place}" if near else place for place in read.places}
            if read.part == "NOUN" and before[-1:] in (["из"], ["от"], ["с"]):
                tags = {f"from:{place}" for place in read.places}
            elif not inside and not near:
                tags = {f"named:{place}" for place in read.places}
            yield Value(kind=SlotKind.PLACE, words=words_of(tokens, at, at), text=tokens[at].plain, tags=frozenset(tags))


_HOSTS = frozenset({"меня", "нас", "него", "нее", "них", "бизде", "менде", "онда"})
_NIGHTLY = frozenset({"sleep", "spend_night", "live", "stay", "guest"})


def _at_persons(tokens: Sequence[Token], reads: Sequence[WordReading]) -> Iterator[Value]:
    """«ночевал у сестры», «у меня спал»: in that one's home."""
    nightly = [at for at, read in enumerate(reads) if read.acts & _NIGHTLY]
    for at in range(1, len(tokens)):
        host = tokens[at].plain in _HOSTS or (reads[at].persons and reads[at].case == "gent")
        near = tokens[at - 1].plain == "у" and host and any(abs(at - each) <= 4 for each in nightly)
        if near and not any(read.places for read in reads[max(0, at - 3) : at + 4]):
            yield Value(
                kind=SlotKind.PLACE, words=words_of(tokens, at - 1, at), text=f"у {tokens[at].plain}",
                tags=frozenset({"home"}),
            )  # fmt: skip


_CARRIED_IN = frozenset({"car", "taxi", "bus", "truck", "jeep", "minivan", "sedan"})


def _in_cars(tokens: Sequence[Token], reads: Sequence[WordReading]) -> Iterator[Value]:
    """«в машине», «көліктің ішінде»: a place too."""
    for at, read in enumerate(reads):
        if not read.things & _CARRIED_IN:
            continue
        before = {token.plain for token in tokens[max(0, at - 2) : at]}
        behind = tokens[at + 1].plain if at + 1 < len(tokens) else ""
        part = at > 0 and reads[at - 1].part == "NOUN" and read.case == "gent" and {"в", "под", "на", "за"} & before
        if part or ("в" in before and read.case in {"loct", "loc2"}) or (read.part == "KK" and behind.startswith("ишинд")):
            yield Value(
                kind=SlotKind.PLACE, words=words_of(tokens, at, at), text=tokens[at].plain, tags=frozenset({"in_car"})
            )


def _town_of(tokens: Sequence[Token], at: int) -> str | None:
    """A town in a case that the lists lack: «в Семее», «Есике»."""
    token = tokens[at]
    before = tokens[at - 1].plain if at else ""
    if before not in {"в", "во", "из", "до", "под", "на"} or len(token.plain) < 5:
        return None
    for key in (token.plain[:-1], token.plain[:-1] + "й", token.plain[:-1] + "а", token.plain[:-2]):
        if key in _TOWNS and key not in {"абай", "рудн"}:
            return _TOWNS[key]
    return None


def _is_on_street(tokens: Sequence[Token], at: int) -> bool:
    """«на Саина», «по Розыбакиева»."""
    return (
        at > 0
        and tokens[at - 1].plain in {"на", "по"}
        and tokens[at].plain.endswith(("ина", "ова", "ева", "би"))
        and len(tokens[at].plain) > 4
    )


_ONE_TOWN = {
    "алма-ата": "алматы", "караганды": "караганда", "ақтобе": "актобе", "оскемен": "усть-каменогорск",
    "семипалатинск": "семей",
    "костанай": "костанай", "орал": "уральск", "туркистан": "туркестан", "талдыкорган": "талдыкорган", "капчагай": "конаев",
    "нур-султан": "астана", "нур-султан каласы": "астана", "каскелен": "каскелен", "кокшетау": "кокшетау",
}  # fmt: skip


def town_key(name: str) -> str:
    """One name of a town, whatever it is called."""
    plain = name.lower().translate(str.maketrans("ёәғқңөұүһі", "еагкноуухи"))
    return _ONE_TOWN.get(plain, plain)


def things(tokens: Sequence[Token], reads: Sequence[WordReading]) -> Iterator[Value]:
    """Things acted on or with, and how somebody or something looks."""
    for at, read in enumerate(reads):
        things = frozenset(read.things - VEHICLES.keys())
        if things:
            instrument = read.case in {"ablt", "inst"} or bool(things & WEAPONS)
            tags = things | ({"instrument"} if instrument else frozenset())
            if things & CLOTHES:
                tags |= {f"colour:{colour}" for colour in _near_colours(tokens, reads, words_of(tokens, at, at))}
            yield Value(kind=SlotKind.OBJECT, words=words_of(tokens, at, at), text=tokens[at].plain, tags=tags)
        if read.looks:
            words = words_of(tokens, at, at)
            without = at > 0 and tokens[at - 1].plain == "без"
            tags = frozenset(f"no {look}" for look in read.looks) if without else read.looks
            yield Value(kind=SlotKind.LOOK, words=words, text=tokens[at].plain, tags=tags)


def words_of(tokens: Sequence[Token], first: int, last: int) -> tuple[int, ...]:
    """Indexes of the words that a stretch of tokens stands in."""
    return tuple(sorted({token.word for token in tokens[first : last + 1]}))
