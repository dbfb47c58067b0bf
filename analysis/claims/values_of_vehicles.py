"""Vehicles of a statement, by plate, make, model, body and colour."""

from collections.abc import Collection, Iterator, Sequence

from analysis.claims.neighbours import plain_before
from analysis.claims.nouns_of_things import VEHICLES
from analysis.claims.readings import WordReading
from analysis.claims.records import SlotKind, Value
from analysis.claims.values_of_things import colours_beside
from analysis.lexemes import folded
from analysis.mentions.things import CARS, MODELS
from analysis.mentions.tokens import Token
from models.mentions import Car, Mention, Plate

_BODIES = {"Land Cruiser Prado": "jeep", "Land Cruiser": "jeep", "RAV4": "jeep", "Highlander": "jeep", "Tucson": "jeep",
           "Sportage": "jeep", "Sorento": "jeep", "Pajero": "jeep", "Outlander": "jeep", "Patriot": "jeep",
           "Duster": "jeep", "Cayenne": "jeep", "Forester": "jeep", "Qashqai": "jeep", "Patrol": "jeep", "X5": "jeep",
           "X6": "jeep", "G": "jeep",
           "Camry": "sedan", "Corolla": "sedan", "Priora": "sedan", "Granta": "sedan", "Vesta": "sedan", "Nexia": "sedan",
           "Matiz": "sedan", "Accent": "sedan", "Sonata": "sedan", "Elantra": "sedan", "Rio": "sedan", "Polo": "sedan",
           "2109": "sedan", "2107": "sedan", "2110": "sedan", "2114": "sedan", "Passat": "sedan", "Golf": "sedan",
           "Cobalt": "sedan", "Delica": "minivan", "Odyssey": "minivan", "Porter": "truck"}  # fmt: skip
"""Bodies of models."""
_BODIES_OF_MAKES = {"КамАЗ": "truck", "МАЗ": "truck", "ЗИЛ": "truck", "Урал": "truck", "КрАЗ": "truck", "УАЗ": "jeep",
                    "Howo": "truck", "MAN": "truck", "Scania": "truck", "ПАЗ": "bus", "Иж": "motorcycle"}  # fmt: skip
"""Makes that build one kind of vehicle."""
_JEEP = "Jeep"
"""Said of any make of that body."""
_BESIDE = ("жақ", "жағ", "жак")
"""«жағында» is no «Жигули»."""
_WORDS_TOO = frozenset({"икс", "круз", "гольф", "рав", "четырнадцатая"})
_MODELS = {folded(word): value for word, value in MODELS.items() if word not in _WORDS_TOO}
_MAKES = {folded(word.lstrip("=")): value for word, value in CARS.items()}
_NO_MAKES = frozenset({"жака", "джип"})
_BEFORE_A_CAR = frozenset({"на", "своей", "своем", "синей"})


def vehicles(tokens: Sequence[Token], reads: Sequence[WordReading], mentions: Sequence[Mention]) -> Iterator[Value]:
    """What carries somebody: the plates and cars of mentions, makes and models of words, then kinds of vehicles."""
    taken: set[int] = set()
    yield from _mentioned(tokens, reads, mentions, taken)
    yield from _made(tokens, reads, taken)
    yield from _kinds(tokens, reads, taken)


def _vehicle(words: tuple[int, ...], text: str, tags: Collection[str]) -> Value:
    return Value(kind=SlotKind.VEHICLE, words=words, text=text, tags=frozenset(tags))


def _mentioned(
    tokens: Sequence[Token], reads: Sequence[WordReading], mentions: Sequence[Mention], taken: set[int]
) -> Iterator[Value]:
    for each in mentions:
        value = each.value
        if isinstance(value, Plate):
            taken.update(each.words)
            yield _vehicle(each.words, each.text, {f"plate:{value.number}"})
        elif isinstance(value, Car) and not each.spoken.lower().startswith(_BESIDE):
            taken.update(each.words)
            inside = {read.colour for token, read in zip(tokens, reads, strict=True) if token.word in each.words}
            colours = {colour for colour in inside if colour} | colours_beside(tokens, reads, each.words)
            yield _vehicle(each.words, each.text, _tags(value.make, value.model, colours))


def _made(tokens: Sequence[Token], reads: Sequence[WordReading], taken: set[int]) -> Iterator[Value]:
    for at, token in enumerate(tokens):
        car = None if token.word in taken else _car_of(tokens, at)
        if car is not None:
            taken.add(token.word)
            words = (token.word,)
            yield _vehicle(words, " ".join(filter(None, car)), _tags(*car, colours_beside(tokens, reads, words)))


def _kinds(tokens: Sequence[Token], reads: Sequence[WordReading], taken: set[int]) -> Iterator[Value]:
    for token, read in zip(tokens, reads, strict=True):
        kinds = {VEHICLES[thing] for thing in read.things if thing in VEHICLES}
        if token.word in taken or not kinds or (read.verb and read.part == "KK"):
            continue
        words = (token.word,)
        colours = colours_beside(tokens, reads, words)
        tags = {f"body:{kind}" for kind in kinds} | {f"colour:{colour}" for colour in colours}
        yield _vehicle(words, " ".join([*sorted(colours), token.plain]), tags)


def _tags(make: str | None, model: str | None, colours: set[str]) -> set[str]:
    """As which car it is compared: its make and model, what body they have, its colours."""
    body = "jeep" if make == _JEEP else _BODIES.get(model or "") or _BODIES_OF_MAKES.get(make or "")
    told = {"make": None if make == _JEEP else make, "model": model, "body": body}
    return {f"{name}:{said}" for name, said in told.items() if said} | {f"colour:{colour}" for colour in colours}


def _car_of(tokens: Sequence[Token], at: int) -> tuple[str, str | None] | None:
    """A make or model in a case that the dictionary reads as another word: «Приоре», «акцентіммен»."""
    token, plain = tokens[at], tokens[at].plain
    rides = token.is_capital or plain.endswith(("мен", "пен", "бен")) or plain_before(tokens, at) in _BEFORE_A_CAR
    if len(plain) < 4 or not rides:
        return None
    for key in sorted({*token.keys, plain, *(plain[:-1] + end for end in ("а", "", "ь")), plain[:-2]}):
        if len(key) >= 4 and key in _MODELS:
            return _MODELS[key]
        if len(key) >= 4 and key in _MAKES and key not in _NO_MAKES:
            return _MAKES[key], None
    return None
