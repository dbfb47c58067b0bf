"""What a statement as a whole tells of, apart from its values: its words, by what they mean and how much they tell."""

from dataclasses import dataclass
from functools import cached_property

from analysis.claims.actions import GENERAL
from analysis.claims.folding import folded_pattern, shortest
from analysis.claims.readings import WordReading, reading_of
from analysis.claims.records import Reading, SlotKind
from analysis.compare.once import once
from analysis.compare.sides import coarse
from analysis.mentions.number_words import number_word
from analysis.mentions.tokens import Token, tokens_of

_STOP = frozenset({
    "это", "этот", "тот", "такой", "какой", "который", "сам", "самый", "весь", "мочь", "знать", "сказать", "говорить",
    "раз", "там", "тут", "дело", "случай", "момент", "показать", "пояснить", "человек", "стать", "мой", "наш", "ваш",
    "его", "свой", "один", "кто", "что", "где", "когда", "сколько", "вообще", "ну", "вы", "ты", "они", "он", "она",
    "мы", "я", "быть", "вот", "почему", "как", "именно", "точно", "примерно", "около", "еще", "уже", "только",
    "просто", "потом", "тогда", "потому", "общий", "итог", "всего", "час", "минута", "год", "лет", "день", "число",
    "вечер", "ночь", "утро", "неделя", "месяц", "сутки", "тысяча", "миллион", "тенге", "половина", "осы", "сол",
    "деген", "адам", "кайда", "кашан", "канша", "ким", "кандай", "калай", "еди", "екен", "гой", "бир", "кун", "кеш",
    "тун", "саг", "сагат", "минут", "мен", "сен", "ол", "биз", "сиз", "олар", "мын", "милл", "жыл", "ай", "апта",
    "жок", "бар", "емес", "гана", "бойы", "дейин", "кейин", "озим", "озин", "болды", "болдыныз", "болдыныздар",
    "уакыт", "уакытта", "неше", "нешеде", "кез", "кезде", "кезинде", "туралы", "сон", "ушин", "жер", "сумма",
    "период", "место", "процент", "штука", "дана", "допрашиваемый", "подозреваемый", "обвиняемый", "свидетель",
    "потерпевший", "куа", "кудикти", "айыпталушы", "жабирленуши", "мерзим", "подозревать", "обвинять", "допрашивать",
    "составлять", "составить", "являться",
})  # fmt: skip
_FAINT = frozenset({
    "man", "woman", "people", "money", "home", "town", "work", "night", "place", "thing", "crime_scene", "child", "event",
    "street", "car", "police", "husband", "wife", "guest", "friend",
})  # fmt: skip
_EMPTY_ACTS = frozenset({"be", "say", "talk", "know", "have", "begin", "finish", "last", "count", "remember"})
_OFTEN = frozenset({
    "arrive", "leave", "see", "phone", "buy", "sell", "bring", "live", "drive", "sleep", "eat", "drink", "work", "wait",
    "ask",
    "close", "open", "stop", "meet",
})  # fmt: skip
"""Done more than once by anybody: the verb alone does not tell of one event."""
_NTH = folded_pattern(
    r"^(?:перв|втор(?!ник)|трет(?!ь$)|четверт|пят(?=[ыо])|друг(?=[оиа][йем])|следующ|предыдущ|прошл|последн"
    r"|бир[еи]нши|екинши|ушинши|тортинши|бесинши|келеси|алдынгы|баска|сонгы)"
)
_OF_A_PERSON = 0.5
_NUMBERS = {"перв": "1", "бири": "1", "втор": "2", "екин": "2", "трет": "3", "ушин": "3"}
_TOGETHER = ("екеу", "ушеу", "тортеу", "бесеу", "алтау", "жетеу", "двое", "трое", "четверо", "пятеро", "вдвоем", "втроем")
TURNS = ("раз", "рет", "ай", "апта", "кун", "месяц", "недел", "год", "день", "дн")
_PLACED = ("этаж", "кабат", "микро", "мкр", "числ", "очеред", "взгляд", "вагон", "час", "сагат", "вечер", "ноч", "утр")
_LATEST = ("последн", "прошл", "сонгы")
_POLES = tuple(
    (f"~{axis:02}{side}", folded_pattern(words))
    for axis, two in enumerate(
        (
            (
                r"стар(?:ый|ого|ому|ым|ом|ая|ую|ой|ое|ые|ых)$|ески(?:си|ни)?$",
                r"нов(?:ый|ого|ому|ым|ом|ая|ую|ой|ое|ые|ых)$|жана(?:сы|сын|ны)?$",
            ),
            (r"лев(?:ый|ого|ому|ым|ом|ая|ую|ой)$", r"прав(?:ый|ого|ому|ым|ом|ая|ую|ой)$"),
            (r"старш", r"младш"),
            (r"больш(?:ой|ая|ую|ого|ом)$|улкен", r"маленьк|кишкен|киши"),
            (r"верхн|жогаргы", r"нижн|томенги"),
            (r"передн|алдынгы", r"задн|арткы"),
            (r"утренн", r"вечерн"),
            (r"север", r"южн"),
            (r"зимн", r"летн"),
        )
    )
    for side, words in enumerate(two)
)
"""Of two such one is meant: the old and the new, the left and the right."""
_NOT_NTH = frozenset({"друг", "друга", "другом", "другу", "первое", "второе", "третье", "баска"})
_NUMERIC = frozenset({SlotKind.TIME, SlotKind.DATE, SlotKind.SUM, SlotKind.DURATION})
TURN = "turn "
"""Before what is told of turns: «в первый раз»."""
OF = "@"
"""Before the noun whose first or second is told."""
_DENYING = frozenset({"не", "нет", "ни"})
_FIRST_TIME = ("впервые", "алгаш")


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A word that tells of what is spoken."""

    keys: frozenset[str]  # meanings, or the stem of a word that has none
    weight: float  # how much it tells by itself
    noun: bool
    core: bool  # subject or object, and not behind a preposition
    way: str  # "to" or "from", where it is told so
    beside: frozenset[str]  # stems of what it is nearer told by: «кухни» of «ремонт кухни»


@dataclass(frozen=True, kw_only=True)
class Frame:
    """Of a statement: its words apart from its values, with those of its question."""

    told: tuple[Mention, ...]
    asked: tuple[Mention, ...]
    nth: frozenset[str]  # «первый», «следующий»: which of several
    acts: frozenset[str]

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Of the statement and of its question."""
        return self.told + self.asked

    @cached_property
    def keys(self) -> frozenset[str]:
        """All meanings and stems."""
        return frozenset().union(*(each.keys for each in self.mentions))


@once
def frame_of(reading: Reading) -> Frame:
    """The same words always make the same frame."""
    statement = reading.statement
    values = {word for each in reading.numbers if each.kind in _NUMERIC for word in each.words}
    tokens = tokens_of(statement.words)
    asked = tokens_of(statement.asked) if statement.asked else []
    told, nth = _mentions(tokens, values)
    names = {part for each in reading.names for part in each.names}
    questions, asked_nth = _mentions(asked, set())
    acts = frozenset(act for token in (*tokens, *asked) if token.word not in values for act in reading_of(token).acts)
    return Frame(
        told=tuple(each for each in told if not _is_name(each, names)), asked=questions, nth=nth | asked_nth,
        acts=acts - {"say"},
    )  # fmt: skip


def _is_name(mention: Mention, names: set[str]) -> bool:
    """A word that no table has, which begins as a name that the reading has."""
    stems = [key[2:6] for key in mention.keys if key.startswith("l:")]
    return any(name.startswith(stem) for stem in stems for name in names)


def _mentions(tokens: list[Token], values: set[int]) -> tuple[tuple[Mention, ...], frozenset[str]]:
    """Words apart from those of values; and which of several is told of."""
    found: list[Mention] = []
    nth: set[str] = set()
    reads = [reading_of(each) for each in tokens]
    for at, (token, read) in enumerate(zip(tokens, reads, strict=True)):
        if token.word in values:
            continue
        nth |= _order(tokens, reads, at)
        if _is_ordinal(token) or token.plain.startswith(_FIRST_TIME):
            continue
        keys = _keys(token, read)
        if keys:
            found.append(
                Mention(
                    keys=keys,
                    weight=min(_weight(keys), _OF_A_PERSON if read.persons and not read.things | read.places else 1.0),
                    noun=_is_noun(read),
                    core=_is_core(tokens, reads, at),
                    way=_way(tokens, reads, at),
                    beside=_beside(tokens, reads, at),
                )
            )
    return tuple(found), frozenset(nth)


def _is_ordinal(token: Token) -> bool:
    return bool(_NTH.match(token.plain)) and token.plain not in _NOT_NTH


def _order(tokens: list[Token], reads: list[WordReading], at: int) -> set[str]:
    """Which of several a word tells: the first, the first time, the left one."""
    plain = tokens[at].plain
    if _is_ordinal(tokens[at]):
        return _ordinal(tokens, reads, at)
    pole = (
        next((name for name, pattern in _POLES if pattern.match(plain)), None) if reads[at].part in {"ADJF", "KK"} else None
    )
    told = set() if pole is None else {pole}
    return told | {f"{TURN}1"} if plain.startswith(_FIRST_TIME) else told


def _ordinal(tokens: list[Token], reads: list[WordReading], at: int) -> set[str]:
    """«первый кредит», «в первый раз»; nothing of «на первом этаже»."""
    if at + 1 >= len(tokens) or reads[at + 1].part not in {"NOUN", "KK"} or set(",.;") & set(tokens[at + 1].gap):
        return set()
    plain, behind = tokens[at].plain, tokens[at + 1].plain
    other_of_none = plain.startswith("друг") and any(token.plain in _DENYING for token in tokens)
    if behind.startswith(_PLACED) or other_of_none:
        return set()
    turn = behind.startswith(TURNS) or plain.startswith(_LATEST)
    number = _NUMBERS.get(plain[:4], plain[:4])
    return {f"{TURN}{number}"} if turn else {f"{number}{OF}{min(_keys(tokens[at + 1], reads[at + 1]), default='')}"}


def _is_noun(read: WordReading) -> bool:
    return read.part == "NOUN" or (read.part == "KK" and not read.verb and not read.acts)


def _is_core(tokens: list[Token], reads: list[WordReading], at: int) -> bool:
    read = reads[at]
    if not _is_noun(read):
        return False
    if read.part == "KK":
        return read.case in {None, "accs"}
    if read.persons and read.case == "datv":
        return True
    near = [reads[each].part == "PREP" for each in range(max(0, at - 2), at)]
    return read.case in {"nomn", "accs"} and not any(near)


def _way(tokens: list[Token], reads: list[WordReading], at: int) -> str:
    read = reads[at]
    if read.part == "KK":
        return {"datv": "to", "ablt": "from"}.get(read.case or "", "")
    near = {token.plain for token in tokens[max(0, at - 2) : at]}
    if read.case == "gent" and near & {"от", "из", "с", "со"}:
        return "from"
    if (
        (read.case == "gent" and "до" in near)
        or (read.case == "datv" and "к" in near)
        or (read.case == "accs" and near & {"в", "на"})
    ):
        return "to"
    return ""


def _keys(token: Token, read: WordReading) -> frozenset[str]:
    if number_word(token.plain) or token.plain.startswith(_TOGETHER):
        return frozenset()
    if (
        token.is_digits
        or token.plain in _STOP
        or read.lemmas & _STOP
        or read.part in {"NUMR", "PREP", "CONJ", "NPRO", "PRCL"}
    ):
        return frozenset()
    if read.nouns or read.concepts:
        return read.nouns | read.concepts | (coarse(read.acts) - {"be"})
    if read.acts:
        return frozenset(f"v:{act[2:6]}" if act.startswith("v:") else act for act in coarse(read.acts))
    if not read.content or read.colour or not read.lemmas or len(token.plain) < 3 or read.part in {"ADVB"}:
        return frozenset()
    stem = shortest(read.lemmas)
    return frozenset({f"l:{stem[:5]}"}) if len(stem) > 2 else frozenset()


def _weight(keys: frozenset[str]) -> float:
    """How much a word tells: all, little of what anybody does, least of being and saying."""
    if keys <= _OFTEN:
        return 0.6
    if keys <= _EMPTY_ACTS | GENERAL:
        return 0.35
    return 0.4 if keys <= _FAINT | GENERAL else 1.0


def _beside(tokens: list[Token], reads: list[WordReading], at: int) -> frozenset[str]:
    """A noun in the genitive behind it, an adjective before it; in Kazakh a noun before it."""
    found: set[str] = set()
    if reads[at].persons:
        return frozenset()
    if reads[at].part == "NOUN" and at + 1 < len(tokens):
        behind = reads[at + 1]
        if tokens[at + 1].plain in {"с", "со"} and at + 2 < len(tokens) and reads[at + 2].case == "ablt":
            found |= _keys(tokens[at + 2], reads[at + 2])
        if behind.part == "NOUN" and behind.case in {"gent", "gen2"} and not tokens[at + 1].gap.strip():
            found |= _keys(tokens[at + 1], behind)
    if at and not set(",.;") & set(tokens[at].gap):
        before = reads[at - 1]
        if before.part == "ADJF" and reads[at].part == "NOUN" and not before.colour:
            found |= _keys(tokens[at - 1], before)
        if before.part == "KK" and reads[at].part == "KK" and not before.verb and before.case in {"gent", None}:
            found |= _keys(tokens[at - 1], before)
    return frozenset(found)
