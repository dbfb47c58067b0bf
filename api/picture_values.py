"""What pictures of a case say, in the reader's language: plain values for their templates."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from analysis.hours import MINUTES_OF_AN_HOUR, Told
from analysis.pictures.layout import laid_out
from api.case_graph import CaseGraph, NodeKind
from api.case_hours import CaseHours
from models.sentences import InterfaceLanguage, Sentence

_HOURS = Sentence(ru="Дело {number}: час за часом", kk="{number} ісі: сағат сайын", en="Case {number}: hour by hour")
_HOURS_NOTE = Sentence(
    ru="Время, названное в ответах, как его записала программа. Знак !! стоит там, где показания расходятся.",
    kk="Жауаптарда аталған уақыт, бағдарлама жазғандай. !! белгісі айғақтар сәйкес келмейтін жерде тұр.",
    en="Times named in answers, as the program wrote them. !! stands where statements do not fit together.",
)
_HOUR = Sentence(ru="Час", kk="Сағат", en="Hour")
_NO_DAY = Sentence(ru="День не назван", kk="Күні аталмаған", en="No day named")
_VOICE = Sentence(ru="Голос {number}", kk="{number}-дауыс", en="Voice {number}")
_GRAPH = Sentence(ru="Дело {number}: связи", kk="{number} ісі: байланыстар", en="Case {number}: what is joined")
_GRAPH_NOTE = Sentence(
    ru="Лица дела, названные в нём лица и номера, другие дела, которые вам доступны. Связи предложены программой.",
    kk="Іс адамдары, онда аталған адамдар мен нөмірлер, сізге қолжетімді басқа істер. Байланыстарды бағдарлама ұсынады.",
    en="Persons of the case, persons and numbers named in it, other cases that you may see. Proposed by the program.",
)
_LINES = Sentence(
    ru="Сплошная линия: по материалам дела. Прерывистая: упоминает в показаниях. Красная: то же названо в другом деле.",
    kk="Тұтас сызық: іс материалы бойынша. Үзік сызық: айғақта атайды. Қызыл: басқа істе де аталған.",
    en="Solid line: by the case file. Dashed: speaks of it. Red: named in the other case too.",
)
_KINDS: Mapping[NodeKind, Sentence] = {
    NodeKind.PERSON: Sentence(ru="участник", kk="қатысушы", en="participant"),
    NodeKind.NAMED: Sentence(ru="названное лицо", kk="аталған адам", en="person named"),
    NodeKind.PHONE: Sentence(ru="телефон", kk="телефон", en="phone"),
    NodeKind.PLATE: Sentence(ru="номер машины", kk="көлік нөмірі", en="number plate"),
    NodeKind.ACCOUNT: Sentence(ru="счёт или карта", kk="шот немесе карта", en="account or card"),
    NodeKind.CASE: Sentence(ru="другое дело", kk="басқа іс", en="another case"),
}
_ROW_CM, _LEAST_CM, _WIDTH_CM = 1.2, 3.0, 18.0
_VOICE_PREFIX = "VOICE_"


def hours_values(found: CaseHours, number: str, language: InterfaceLanguage) -> dict[str, Any]:
    """For `hours.typ`."""
    rows: list[dict[str, Any]] = []
    day: date | str | None = ""
    for hour in found.hours:
        if hour.day != day:
            day = hour.day
            rows.append({"kind": "day", "day": f"{day:%d.%m.%Y}" if day else _NO_DAY.in_language(language)})
        cells = [[_told(found, each) for each in hour.told if each.who == who] for who, _ in found.persons]
        rows.append({"kind": "hour", "hour": f"{hour.hour:02}:00–{hour.hour:02}:59", "cells": cells})
    return {
        "language": language,
        "title": _HOURS.filled(number=number).in_language(language),
        "note": _HOURS_NOTE.in_language(language),
        "hour": _HOUR.in_language(language),
        "persons": [named(name, language) for _, name in found.persons],
        "rows": rows,
    }


def named(name: str, language: InterfaceLanguage) -> str:
    """A person's name, or the voice as people count it."""
    if name.startswith(_VOICE_PREFIX) and name[len(_VOICE_PREFIX) :].isdigit():
        return _VOICE.filled(number=int(name[len(_VOICE_PREFIX) :]) + 1).in_language(language)
    return name


def clock(told: Told) -> str:
    """The time or both times that the words leave open."""
    return " / ".join(f"{each // MINUTES_OF_AN_HOUR:02}:{each % MINUTES_OF_AN_HOUR:02}" for each in told.minutes)


def _told(found: CaseHours, told: Told) -> dict[str, Any]:
    mention = found.mentions[told.key]
    return {
        "clock": ("≈ " if told.approximate else "") + clock(told),
        "words": mention.spoken,
        "where": f"{int(mention.starts) // 60}:{int(mention.starts) % 60:02}",
        "conflict": told.key in found.conflicts,
    }


def graph_values(found: CaseGraph, number: str, language: InterfaceLanguage) -> dict[str, Any]:
    """For `graph.typ`."""
    columns = [
        [each.id for each in found.nodes if each.kind in kinds]
        for kinds in (
            {NodeKind.PERSON},
            {NodeKind.NAMED, NodeKind.PHONE, NodeKind.PLATE, NodeKind.ACCOUNT},
            {NodeKind.CASE},
        )
    ]
    first, last = set(columns[0]), set(columns[2])
    passing = {each: f"{each.one} {each.other}" for each in found.edges if each.one in first and each.other in last}
    columns[1] += passing.values()  # a line from the first column to the last has a place of its own between the others
    joined = [
        pair
        for each in found.edges
        for pair in (
            ((each.one, passing[each]), (passing[each], each.other)) if each in passing else ((each.one, each.other),)
        )
    ]
    places = laid_out(columns, joined)
    return {
        "language": language,
        "title": _GRAPH.filled(number=number).in_language(language),
        "note": _GRAPH_NOTE.in_language(language),
        "width": _WIDTH_CM,
        "height": max(_LEAST_CM, _ROW_CM * max((len(column) for column in columns), default=0)),
        "nodes": [
            {
                "label": each.label,
                "kind": str(each.kind),
                "own": each.kind is NodeKind.PERSON,
                "x": places[each.id][0],
                "y": places[each.id][1],
            }
            for each in found.nodes
        ],
        "edges": [
            {
                "kind": str(each.kind),
                "points": [places[one] for one in (each.one, passing.get(each), each.other) if one is not None],
            }
            for each in found.edges
        ],
        "legend": [{"kind": str(kind), "name": said.in_language(language)} for kind, said in _KINDS.items()],
        "lines": _LINES.in_language(language),
    }
