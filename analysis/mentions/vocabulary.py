"""Words with a meaning to rules: by label, a dictionary form (Russian), stem (Kazakh) or `=form`, and its value."""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from analysis.lexemes import folded
from analysis.mentions.things import CARS, COLOURS, COUNTED, MODELS, PLACES, THINGS

MONTHS = {
    "январь": 1, "февраль": 2, "март": 3, "апрель": 4, "май": 5, "июнь": 6, "июль": 7, "август": 8, "сентябрь": 9,
    "октябрь": 10, "ноябрь": 11, "декабрь": 12, "қаңтар": 1, "ақпан": 2, "наурыз": 3, "сәуір": 4, "мамыр": 5,
    "маусым": 6, "шілде": 7, "тамыз": 8, "қыркүйек": 9, "қазан": 10, "қараша": 11, "желтоқсан": 12,
}  # fmt: skip
WEEKDAYS = {
    "понедельник": 1, "вторник": 2, "среда": 3, "четверг": 4, "пятница": 5, "суббота": 6, "воскресенье": 7,
    "воскресение": 7, "дүйсенбі": 1, "сейсенбі": 2, "сәрсенбі": 3, "бейсенбі": 4, "жұма": 5, "сенбі": 6, "жексенбі": 7,
}  # fmt: skip
_UNITS = {
    "секунда": ("seconds", 1), "минута": ("minutes", 1), "час": ("minutes", 60), "день": ("days", 1),
    "сутки": ("days", 1), "неделя": ("weeks", 1), "месяц": ("months", 1), "год": ("years", 1), "=лет": ("years", 1),
    "=суток": ("days", 1), "секунд": ("seconds", 1), "минут": ("minutes", 1), "сағат": ("minutes", 60),
    "күн": ("days", 1), "тәулік": ("days", 1), "апта": ("weeks", 1), "ай": ("months", 1), "жыл": ("years", 1),
    "минутка": ("minutes", 1), "часик": ("minutes", 60), "годик": ("years", 1), "денек": ("days", 1),
}  # fmt: skip
_HOURS = (
    "первого", "второго", "третьего", "четвёртого", "пятого", "шестого", "седьмого", "восьмого", "девятого", "десятого",
    "одиннадцатого", "двенадцатого",
)  # fmt: skip
VOCABULARY: Mapping[str, Mapping[str, Any]] = {
    "month": MONTHS,
    "weekday": WEEKDAYS,
    "unit": _UNITS,
    "day-word": {
        "вчера": -1, "позавчера": -2, "сегодня": 0, "завтра": 1, "послезавтра": 2, "=кеше": -1, "=кешегі": -1,
        "=вчерашний": -1,
        "=бүгін": 0, "=бүгінгі": 0, "=ертең": 1, "=бүрсігүні": 2, "=бүрсүгүні": 2, "=алдыңгүні": -2, "=позовчера": -2,
    },
    "last": {"прошлый": -1, "прошедший": -1, "минувший": -1, "предыдущий": -1, "=өткен": -1, "=алдыңғы": -1},
    "next": {"следующий": 1, "будущий": 1, "=келесі": 1, "=келер": 1},
    "this": {"этот": 0, "текущий": 0, "нынешний": 0, "=осы": 0},
    "season": {
        "=летом": 6, "=лето": 6, "=лета": 6, "=зимой": 12, "=весной": 3, "=осенью": 9, "=жазда": 6, "=қыста": 12,
        "=көктемде": 3,
        "=күзде": 9, "=жазында": 6, "=қысында": 12, "=күзінде": 9,
    },
    "start": {"начало": (1, 10), "середина": (11, 20), "конец": (-1, 0), "=басында": (1, 10), "=ортасында": (11, 20),
              "=аяғында": (-1, 0), "=соңында": (-1, 0), "=басы": (1, 10), "=аяғы": (-1, 0), "=басынан": (1, 10)},
    "ago": {"=назад": -1, "=бұрын": -1, "=тому": -1, "=бурын": -1},
    "part": {  # of the day, behind a time
        "=утра": "morning", "=дня": "day", "=вечера": "evening", "=ночи": "night", "=кешке": "evening", "=таңда": "morning",
        "=түнде": "night", "=таңертең": "morning", "=вечером": "evening", "=утром": "morning", "=ночью": "night",
        "=днём": "day",
    },
    "part-before": {
        "=утром": "morning", "=днём": "day", "=вечером": "evening", "=ночью": "night", "=таңғы": "morning",
        "=таңертең": "morning",
        "=түскі": "day", "=кешкі": "evening", "=кешке": "evening", "=түнгі": "night", "=түнде": "night",
        "=таңертеңгі": "morning",
        "=кешқұрым": "evening", "=обеда": "day", "=түстен": "day", "=танғы": "morning", "=тунги": "night",
    },
    "half-hour": {f"=пол{hour}": number for number, hour in enumerate(_HOURS, start=1)},
    "quarter": {"четверть": 15, "=ширек": 15},
    "half": {"половина": 30, "=пол": 30},
    "currency": {
        "тенге": "KZT", "теңге": "KZT", "рубль": "RUB", "доллар": "USD", "бакс": "USD", "евро": "EUR", "еуро": "EUR",
        "=$": "USD", "=€": "EUR", "=₸": "KZT", "=₽": "RUB", "=тг": "KZT", "=руб": "RUB", "юань": "CNY", "сом": "KGS",
        "=usd": "USD", "=kzt": "KZT", "=eur": "EUR", "деньга": "?",
        "деньги": "?", "ақша": "?",
    },
    "pay": dict.fromkeys((
        "дать", "отдать", "передать", "занять", "заплатить", "платить", "перевести", "стоить", "купить", "продать",
        "должный", "долг", "взятка", "сумма", "деньга", "деньги", "вернуть", "требовать", "получить", "перечислить", "ақша",
        "қарыз", "=бердім", "=берді", "=төледім", "=төледі", "=алдым", "=аудардым", "=сұрады", "=қарызға", "снять",
    ), True),
}  # fmt: skip


@lru_cache(maxsize=100_000)
def meanings(plain: str, keys: frozenset[str]) -> tuple[tuple[str, Any], ...]:
    """Labels and values of a word by its folded form and its keys; each label once."""
    table = _by_key()
    found: dict[str, Any] = {}
    for key in (f"={plain}", *sorted(keys)):
        for label, value in table.get(key, ()):
            found.setdefault(label, value)
    return tuple(found.items())


@cache
def _by_key() -> dict[str, list[tuple[str, Any]]]:
    table: dict[str, list[tuple[str, Any]]] = {}
    more: Mapping[str, Mapping[str, Any]] = {
        "make": CARS,
        "colour": COLOURS,
        "counted": COUNTED,
        "model": MODELS,
        "place": PLACES,
        "thing": THINGS,
    }
    for label, words in {**VOCABULARY, **more}.items():
        for word, value in words.items():
            table.setdefault(folded(word), []).append((label, value))
    return table
