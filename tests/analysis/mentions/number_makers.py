"""Numbers into words, for tests: the other way round from what is tested."""

_UNITS = ["ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять"]
_TEENS = [
    "десять",
    "одиннадцать",
    "двенадцать",
    "тринадцать",
    "четырнадцать",
    "пятнадцать",
    "шестнадцать",
    "семнадцать",
    "восемнадцать",
    "девятнадцать",
]
_TENS = ["двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто"]
_HUNDREDS = ["сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот"]
_KK_UNITS = ["нөл", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз"]
_KK_TENS = ["он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан"]


def russian(number: int) -> str:
    """In the nominative."""
    if number == 0:
        return "ноль"
    words = []
    for size, forms in ((10**6, ("миллион", "миллиона", "миллионов")), (1000, ("тысяча", "тысячи", "тысяч"))):
        count, number = divmod(number, size)
        if count:
            words += [*_russian_part(count, feminine=size == 1000), _plural(count, forms)]
    return " ".join(words + _russian_part(number, feminine=False))


def _russian_part(number: int, *, feminine: bool) -> list[str]:
    words = [_HUNDREDS[number // 100 - 1]] if number >= 100 else []
    number %= 100
    if 10 <= number < 20:
        return [*words, _TEENS[number - 10]]
    if number >= 20:
        words.append(_TENS[number // 10 - 2])
    if number % 10:
        unit = _UNITS[number % 10]
        words.append({"один": "одна", "два": "две"}.get(unit, unit) if feminine else unit)
    return words


def _plural(count: int, forms: tuple[str, str, str]) -> str:
    if count % 100 // 10 != 1 and count % 10 == 1:
        return forms[0]
    return forms[1] if count % 100 // 10 != 1 and 2 <= count % 10 <= 4 else forms[2]


def kazakh(number: int) -> str:
    """Without endings."""
    if number == 0:
        return "нөл"
    words = []
    for size, name in ((10**6, "миллион"), (1000, "мың")):
        count, number = divmod(number, size)
        if count:
            words += [*_kazakh_part(count), name]
    return " ".join(words + _kazakh_part(number))


def _kazakh_part(number: int) -> list[str]:
    words = []
    if number >= 100:
        words += [*([_KK_UNITS[number // 100]] if number >= 200 else []), "жүз"]
    number %= 100
    if number >= 10:
        words.append(_KK_TENS[number // 10 - 1])
    if number % 10:
        words.append(_KK_UNITS[number % 10])
    return words
