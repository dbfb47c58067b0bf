"""So many people, times or things of a statement."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from analysis.claims import speech
from analysis.claims.folding import shortest
from analysis.claims.neighbours import is_said_before, plain_before, plain_behind, words_of
from analysis.claims.nouns_of_things import THINGS, VEHICLES
from analysis.claims.readings import WordReading
from analysis.claims.records import SlotKind, Value
from analysis.claims.units import NOT_COUNTED, SCALES
from analysis.mentions.number_words import number_word
from analysis.mentions.numbers import Number
from analysis.mentions.russian import readings
from analysis.mentions.tokens import Token
from models.mentions import Mention, MentionKind

_TIMES = frozenset({"раз", "рет", "раза", "разок", "мэрте"})
_SO_OFTEN = {"однажды": 1, "единожды": 1, "дважды": 2, "трижды": 3, "четырежды": 4}
_LONE = frozenset({"один", "одна", "жалгыз"})
_HERE = frozenset({"я", "был", "была", "пришел", "пришла", "приехал", "приехала", "ехал", "ехала", "сидел", "сидела", "шел",
                   "шла", "стоял", "стояла", "он", "она", "ол", "мен", "болдым", "болды", "бардым", "келдим", "келди",
                   "едим",
                   "еди", "озим", "дома", "совсем", "зашел", "зашла", "уехал"})  # fmt: skip
_NO_COMPANY_BEHIND = frozenset({"раз", "на", "из"})
_AT_ONCE = 2
_HOW_MANY = ("скольк", "канша", "неше")
_MONEY = frozenset({"деньга", "тенге", "сумма", "акша", "стоить", "рубль", "доллар"})
_MOST = 1000
"""From so many on it is a sum of money."""
_MOST_IN_PIECES = 20_000
_PIECES = ("штук", "гана", "дана")
_ALL_TOLD = ("штук", "дана", "гана", "только", "всего")
_HEADS = frozenset({"бас", "головы", "голов", "дана", "штук", "штуки", "единиц", "единицы"})
_TOLD_OF = frozenset(
    {"было", "была", "был", "были", "болды", "еди", "оказалось", "единственный", "единственная", "кана", "гана"}
)
_OF_WHOM = frozenset({"нас", "их", "вас"})
_PARTICLES = frozenset({"ак", "гана", "кана"})
_NEAR_KIN = frozenset({"brother", "sister", "victim"})
"""Counted as people, beside the general words for them."""
_BETWEEN = frozenset({"ADJF", "KK", "PRCL", ""})
"""Parts of speech that may stand between a number and its noun."""
_NO_NOUNS = (
    "рет", "мын", "мил", "жуз", "жыл", "кун", "сагат", "минут", "апта", "тенге", "пайыз", "метр", "нешин", "болды", "жарым",
    "шам", "артык", "кем", "шакты", "гана", "кейин", "бурын", "дейин", "жасар", "жаста", "кабат", "бирге", "секунд",
    "километр",
    "сомга", "доллар", "есе", "сынып", "курс", "нши", "адам",
)  # fmt: skip


def counts(
    tokens: Sequence[Token],
    reads: Sequence[WordReading],
    mentions: Sequence[Mention],
    numbers: Sequence[Number],
    *,
    asked: str = "",
) -> Iterator[Value]:
    """People and times told in a word, then what numbers count; nothing that another mention has.

    `asked` is what a question asks how many there were of: the answer's number counts it.
    """
    counted = {MentionKind.COUNT, MentionKind.PERSON}
    others = [each for each in mentions if each.kind not in counted and not each.spoken.lower().startswith("штук ")]
    taken = {word for each in others for word in each.words}
    yield from _companies(tokens, reads, taken)
    yield from _lone(tokens, reads, taken)
    yield from _times(tokens, taken)
    for number in numbers:
        words = words_of(tokens, number.first, number.last)
        if taken.isdisjoint(words) and not number.ordinal and not number.value % 1:
            told = list(_counted(tokens, reads, number, words))
            if not told and asked and _answers_at_once(tokens, number):
                told = [replace(_count(words, int(number.value), asked), about=number.approximate)]
            yield from told


def _answers_at_once(tokens: Sequence[Token], number: Number) -> bool:
    """«штук тридцать», «четыре подряд»: among the first words of an answer, and no sum or length of time."""
    near = tokens[max(0, number.first - 1) : number.last + 2]
    others = any(each.keys & (NOT_COUNTED | SCALES) for each in near if not each.plain.startswith(_PIECES))
    return number.first <= _AT_ONCE and number.value < _MOST and not others


def _is_of_people(token: Token) -> bool:
    """«рабочих», «охранников»."""
    tag = readings(token.text.lower())[0].tag
    return "anim" in tag and "NOUN" in tag and not {*THINGS.russian} & token.keys


def asked_unit(tokens: Sequence[Token], reads: Sequence[WordReading]) -> str:
    """What a question asks how many there were of; "" of one that asks for no number of things."""
    for at, token in enumerate(tokens[:-1]):
        if not token.plain.startswith(_HOW_MANY) or tokens[at + 1].keys & (NOT_COUNTED | SCALES | _MONEY):
            continue
        noun = next((each for each in (at + 1, at + 2) if each < len(tokens) and reads[each].part in {"NOUN", "KK"}), None)
        if noun is not None and not reads[noun].verb:
            read = reads[noun]
            if _is_of_people(tokens[noun]):
                return "people"
            unit = _unit_of_meaning(read) or (f"={shortest(read.concepts)}" if read.concepts else "")
            return unit or (_lemma(read, tokens[noun]) if read.part == "NOUN" else "")
        return "times" if tokens[at + 1].keys & _TIMES else ""
    return ""


def _count(words: tuple[int, ...], number: int, unit: str) -> Value:
    return Value(kind=SlotKind.COUNT, words=words, text=f"{number} {unit}", ranges=((number, number),), unit=unit)


def _companies(tokens: Sequence[Token], reads: Sequence[WordReading], taken: set[int]) -> Iterator[Value]:
    """«вдвоём», «үшеуміз»; beside a word for children they are counted. Adds what it takes to `taken`."""
    for at, token in enumerate(tokens):
        number = _people_in_a_word(token.plain)
        if number is not None and token.word not in taken:
            taken.add(token.word)
            near = reads[max(0, at - 3) : at + 3]
            yield _count((token.word,), number, "child" if any("child" in read.persons for read in near) else "people")


def _people_in_a_word(plain: str) -> int | None:
    stems = speech.PERSON_COUNT_STEMS.items()
    return speech.PERSON_COUNTS.get(plain) or next((number for stem, number in stems if plain.startswith(stem)), None)


def _lone(tokens: Sequence[Token], reads: Sequence[WordReading], taken: set[int]) -> Iterator[Value]:
    """«я был один», «жалғыз болдым»: one person, the first time that it is said."""
    at = next((at for at in range(len(tokens)) if _is_lone(tokens, reads, at)), None)
    if at is not None and tokens[at].word not in taken:
        yield _count((tokens[at].word,), 1, "people")


def _is_lone(tokens: Sequence[Token], reads: Sequence[WordReading], at: int) -> bool:
    """Whether nothing is counted by «один»."""
    behind, before = plain_behind(tokens, at), plain_before(tokens, at)
    if tokens[at].plain not in _LONE or behind == "рет":
        return False
    if not behind or set(",.;") & set(tokens[at + 1].gap):
        behind = ""
    elif reads[at + 1].part in {"NOUN", "ADJF", "PREP", "NUMR"} or behind in _NO_COMPANY_BEHIND:
        return False
    if before in {"ни", "еще", "не"} or any(read.things for read in reads[max(0, at - 3) : at]):
        return False
    return before in _HERE or behind in _HERE


def _times(tokens: Sequence[Token], taken: set[int]) -> Iterator[Value]:
    """«дважды», «жалғыз рет»."""
    for token in tokens:
        if token.plain == "рет" and is_said_before(tokens, token.word, {"жалгыз"}):
            yield _count((token.word,), 1, "times")
        if token.plain in _SO_OFTEN and token.word not in taken:
            yield _count((token.word,), _SO_OFTEN[token.plain], "times")


def _counted(
    tokens: Sequence[Token], reads: Sequence[WordReading], number: Number, words: tuple[int, ...]
) -> Iterator[Value]:
    """What a whole number counts, if anything."""
    if number.value >= _MOST:
        yield from _pieces(tokens, reads, number, words)
        return
    if _is_he(tokens, reads, number):
        return
    unit, last = _counted_thing(tokens, reads, number)
    if unit:
        high = number.value if number.high is None else number.high
        yield Value(
            kind=SlotKind.COUNT, words=words_of(tokens, min(number.first, last), max(number.last, last)),
            text=f"{number.value:f} {unit}".replace(".0", ""), ranges=((float(number.value), float(high)),), unit=unit,
            about=number.approximate,
        )  # fmt: skip


def _pieces(
    tokens: Sequence[Token], reads: Sequence[WordReading], number: Number, words: tuple[int, ...]
) -> Iterator[Value]:
    """«ключей три штуки»: three pieces, not three thousand."""
    thing = next((at for at in range(number.first - 1, -1, -1) if reads[at].things), None)
    if tokens[number.last].plain.startswith("штук") and thing is not None and number.value <= _MOST_IN_PIECES:
        yield _count(words, int(number.value) // 1000, min(reads[thing].things))


def _is_he(tokens: Sequence[Token], reads: Sequence[WordReading], number: Number) -> bool:
    """«он» is no ten before a Russian word."""
    alone = number.first == number.last and tokens[number.first].plain == "он"
    return alone and number.last + 1 < len(tokens) and reads[number.last + 1].part not in {"KK", ""}


def _counted_thing(tokens: Sequence[Token], reads: Sequence[WordReading], number: Number) -> tuple[str, int]:
    """The meaning of what is counted and its token; behind the number, or before it in «раза четыре»."""
    if _people_beside(tokens, number):
        return "people", number.last
    ended = False
    for place in (number.last + 1, number.last + 2, number.first - 1):
        if not 0 <= place < len(tokens):
            continue
        token, behind = tokens[place], place > number.last
        if behind and (ended or (not token.glued and set(",;.") & set(token.gap))):
            ended = True
            continue
        if token.plain.startswith(_PIECES) or (token.gap == "-" and token.plain in _PARTICLES):
            continue
        unit = _unit_of_times(tokens, number, place)
        if unit is None and (behind or number.approximate):
            unit = _unit_of_noun(tokens, reads, number, place)
        if unit is not None:
            return unit, place
        ended = ended or _ends_the_search(reads[place])
    return _told_before(tokens, reads, number)


def _people_beside(tokens: Sequence[Token], number: Number) -> bool:
    """«нас двенадцать», «двенадцать нас»."""
    near = plain_before(tokens, number.first), plain_behind(tokens, number.last)
    who = [each for each in near if each in _OF_WHOM]
    outright = who and (near[1] in {"", "было", "человек", *_OF_WHOM} or near[0] in {"", "было", *_OF_WHOM})
    measured = any(token.keys & (NOT_COUNTED | SCALES) for token in tokens[number.last : number.last + 2])
    return bool(outright) and not measured


def _ends_the_search(read: WordReading) -> bool:
    return read.part not in _BETWEEN or (read.part == "KK" and read.verb)


def _unit_of_times(tokens: Sequence[Token], number: Number, place: int) -> str | None:
    """«четыре раза», «раза четыре»; empty of a scale or a unit, which counts nothing."""
    token = tokens[place]
    if token.keys & _TIMES and place > number.last:
        return "times"
    before = plain_before(tokens, place)
    counted = number_word(before) is not None and before != "он"
    if place < number.first and token.plain in {"раз", "раза"} and not counted:
        return "times"
    return "" if token.keys & (NOT_COUNTED | SCALES) else None


def _unit_of_noun(tokens: Sequence[Token], reads: Sequence[WordReading], number: Number, place: int) -> str | None:
    """What a noun means; its dictionary form, where no table has it and it stands right behind the number."""
    token, read = tokens[place], reads[place]
    is_next = place == number.last + 1
    if read.part == "KK" and read.verb:  # «тоғыз қойды» counts sheep
        return min(_things_of_a_verb(read), default=None) if is_next else None
    unit = _unit_of_meaning(read)
    if place == number.last + 2 and tokens[number.last + 1].gap == "-":
        is_next = True
    if unit is not None or not is_next:
        return unit
    if read.part == "KK" and _is_kazakh_noun(read, token):
        return f"={shortest(read.concepts or read.lemmas)}"
    if token.plain in _HEADS:
        return _named_before(tokens, reads, number.first)
    if read.concepts:
        return f"={shortest(read.concepts)}"
    return _lemma(read, token) if read.part == "NOUN" else None


def _unit_of_meaning(read: WordReading) -> str | None:
    if read.persons & (speech.PERSON_NOUNS | _NEAR_KIN):
        return "people"
    if read.things or (read.places and read.part != "KK" and read.case != "loct"):
        return min(read.things or read.places)
    return min(read.persons, default=None)


def _things_of_a_verb(read: WordReading) -> set[str]:
    return {thing for key in read.lemmas for thing in THINGS.kazakh.get(key, ())}


def _is_kazakh_noun(read: WordReading, token: Token) -> bool:
    """A word that no table has, before a verb: «алты қатырма салдық»."""
    if read.verb or read.acts or read.nouns or read.looks or read.colour or not read.lemmas or len(token.plain) < 4:
        return False
    return not token.keys & (NOT_COUNTED | SCALES) and not token.plain.startswith(_NO_NOUNS)


def _told_before(tokens: Sequence[Token], reads: Sequence[WordReading], number: Number) -> tuple[str, int]:
    """The thing told before its number, where nothing counted stands behind it: «телефонов было четыре»."""
    behind = plain_behind(tokens, number.last)
    if not behind or behind in _TOLD_OF or set(",.;") & set(tokens[number.last + 1].gap):
        unit = _named_before(tokens, reads, number.first)
        if unit:
            return unit, number.first
    if not behind or behind.startswith(_ALL_TOLD):
        for place in range(number.first - 1, max(-1, number.first - 5), -1):
            if reads[place].things and not reads[place].things & VEHICLES.keys():
                return min(reads[place].things), place
    return "", -1


def _named_before(tokens: Sequence[Token], reads: Sequence[WordReading], first: int) -> str:
    """The thing that stands before its number: «телефонов было четыре», «жылқы жеті бас»."""
    first -= first > 0 and tokens[first - 1].plain.startswith(_PIECES)
    for place in range(first - 1, max(-1, first - 5), -1):
        if place + 1 < len(tokens) and set(";.") & set(tokens[place + 1].gap):
            return ""
        read = reads[place]
        if read.things and (read.part == "KK" or read.case in {"gent", "nomn"}):
            return min(read.things)
        if read.part == "NOUN" and read.case == "gent" and read.plural and read.lemmas:
            if tokens[place].keys & (NOT_COUNTED | SCALES):
                return ""
            return f"={shortest(read.concepts)}" if read.concepts else _lemma(read, tokens[place])
    return ""


def _lemma(read: WordReading, token: Token) -> str:
    """The unit of what no table has: its dictionary form."""
    forms = read.lemmas - {token.plain} or read.lemmas
    return f"={shortest(forms)}" if forms else ""
