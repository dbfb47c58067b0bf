"""Cars by make, model and colour."""

from analysis.mentions.patterns import Match, Reading, Rule
from analysis.mentions.things import SURE_MODELS
from models.mentions import Car, MentionKind


def _car(match: Match) -> Reading | None:
    make, model = match.data("make", "make"), match.data("model", "model")
    colour = match.data("a", "colour") or match.data("b", "colour")
    if model is None and make is None:
        return None
    if make is None and colour is None and not (SURE_MODELS & match.named["model"].keys):
        return None
    if model is not None and make is not None and model[0] != make:
        return None
    name = model[1] if model else None
    number = match.whole("n")
    if name in {"X", "G"}:
        if number is None and name == "X":
            return None
        name = f"{name}{number}" if number else name
    elif number is not None:
        return None
    return Reading(value=Car(make=make or model[0], model=name, colour=colour))


def _rule(name: str, pattern: str) -> Rule:
    return Rule(name=name, kind=MentionKind.CAR, pattern=pattern, make=_car, weight=2)


_COLOUR = "a=<colour>? =түсті|=цвета?"
RULES = (
    _rule("make and model", f"{_COLOUR} make=<make> model=<model>? n=<card>? b=<colour>? =цвета?"),
    _rule("model", f"{_COLOUR} model=<model> b=<colour>? =цвета?"),
)
