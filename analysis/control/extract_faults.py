"""What can be wrong with the facts of an extract, in words, and the error that tells where."""

from datetime import date, datetime

from analysis.control.fault_error import FaultError
from models.sentences import Sentence

SHOWN = 40  # letters of a value that is wrong
Way = tuple[str | int, ...]
"""To a place of the data, by names and numbers from 0."""

PLACED = Sentence(ru="{at}: {reason}", kk="{at}: {reason}", en="{at}: {reason}")
"""The way to what is wrong, and what it is."""

FIELDS_NEEDED = Sentence(ru="нужен набор полей", kk="өрістер жиыны керек", en="a mapping of fields is needed")
LIST_NEEDED = Sentence(ru="нужен список", kk="тізім керек", en="a list is needed")
TEXT_NEEDED = Sentence(ru="нужен непустой текст", kk="бос емес мәтін керек", en="a text is needed")
SECONDS_NEEDED = Sentence(
    ru="нужны секунды: число от 0", kk="секундтар керек: 0-ден басталатын сан", en="seconds of 0 or more are needed"
)
SOURCE_NEEDED = Sentence(
    ru="у источника должны быть «kind» и «where»",
    kk="дереккөзде «kind» пен «where» болуы керек",
    en="a source has kind and where",
)
FORMAT_NEEDED = Sentence(
    ru="нужен формат {format} версии {version}",
    kk="{format} пішімінің {version}-нұсқасы керек",
    en="{format}, version {version} is needed",
)
ONE_OF_NEEDED = Sentence(
    ru="нужно одно из: {allowed}", kk="мыналардың бірі керек: {allowed}", en="one of {allowed} is needed"
)
OTHER_NEEDED = Sentence(
    ru="нужно: {wanted}; дано «{value}»", kk="керегі: {wanted}; берілгені «{value}»", en="{wanted} is needed, not “{value}”"
)
NO_ZONE = Sentence(
    ru="«{value}» — не часовой пояс (пример: Asia/Almaty)",
    kk="«{value}» уақыт белдеуі емес (мысалы: Asia/Almaty)",
    en="“{value}” is no time zone (Asia/Almaty)",
)
NO_FIELD = Sentence(
    ru="такого поля нет; есть: {allowed}",
    kk="мұндай өріс жоқ; барлары: {allowed}",
    en="there is no such field; there are {allowed}",
)
MISSING = Sentence(ru="не указано", kk="көрсетілмеген", en="it is missing")
TWICE = Sentence(ru="«{id}» дано дважды", kk="«{id}» екі рет берілген", en="“{id}” is given twice")
NOT_THERE = Sentence(ru="записи «{id}» нет", kk="«{id}» жазбасы жоқ", en="there is no “{id}”")

WANTED: dict[type, Sentence] = {
    bool: Sentence(ru="да или нет (true, false)", kk="иә немесе жоқ (true, false)", en="true or false"),
    int: Sentence(ru="целое число от 0", kk="0-ден басталатын бүтін сан", en="a whole number of 0 or more"),
    str: Sentence(ru="текст", kk="мәтін", en="a text"),
    tuple: Sentence(ru="список текстов", kk="мәтіндер тізімі", en="a list of texts"),
    date: Sentence(ru="день (2026-01-31)", kk="күн (2026-01-31)", en="a day (2026-01-31)"),
    datetime: Sentence(
        ru="момент со смещением от UTC (2026-01-31T09:00+05:00)",
        kk="UTC-дан ығысуы бар уақыт сәті (2026-01-31T09:00+05:00)",
        en="a moment with its offset from UTC (2026-01-31T09:00+05:00)",
    ),
}
"""What a field of each type holds."""


class PlaceFaultError(FaultError):
    """Something is wrong at a place of the data; `at` is the way there, `says` what it is."""

    def __init__(self, at: Way, sentence: Sentence, **data: object) -> None:
        super().__init__(sentence, **data)
        self.at = at

    def placed(self, *before: str) -> Sentence:
        """The way there, after what leads to the data, and what is wrong."""
        at = dotted((*before, *self.at))
        return PLACED.filled(at=at, reason=self.says) if at else self.says


def other_needed(at: Way, kind: type, value: object) -> PlaceFaultError:
    """What is wrong where a field holds something of another type, or nothing that can be read."""
    return PlaceFaultError(at, OTHER_NEEDED, wanted=WANTED[kind], value=str(value)[:SHOWN])


def dotted(at: Way) -> str:
    """The way to a place, as people write it."""
    return ".".join(str(each) for each in at)
