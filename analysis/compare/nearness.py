"""What a statement as a whole tells of, apart from its values: whether two statements speak of one event."""

import re
from dataclasses import dataclass

from analysis.claims.actions import GENERAL
from analysis.claims.readings import WordReading, reading_of
from analysis.claims.records import Reading, SlotKind
from analysis.compare.sides import coarse
from analysis.mentions.number_words import number_word
from analysis.mentions.tokens import Token, tokens_of

_STOP = frozenset({
    "это", "этот", "тот", "такой", "какой", "который", "сам", "самый", "весь", "мочь", "знать", "сказать", "говорить",
    "раз", "там", "тут", "дело", "случай", "момент", "показать", "пояснить", "человек", "стать", "мой", "наш", "ваш",
    "его", "свой", "один", "кто", "что", "где", "когда", "сколько", "вообще", "ну", "вы", "ты", "они", "он", "она",
    "мы", "я", "быть", "вот", "почему", "как", "именно", "точно", "примерно", "около", "ещё", "еще", "уже", "только",
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
_VAGUE = frozenset({
    "man", "woman", "people", "money", "thing", "place", "child", "document", "home", "car", "work", "night", "event",
    "town",
    "husband", "wife", "friend", "guest", "crime_scene",
})  # fmt: skip
_OFTEN = frozenset({
    "arrive", "leave", "see", "phone", "buy", "sell", "bring", "live", "drive", "sleep", "eat", "drink", "work", "wait",
    "ask",
    "close", "open", "stop", "meet",
})  # fmt: skip
"""Done more than once by anybody: the verb alone does not tell of one event."""
_NTH = re.compile(
    r"^(?:перв|втор(?!ник)|трет(?!ь$)|четверт|пят(?=[ыо])|друг(?=[оиа][йем])|следующ|предыдущ|прошл|последн"
    r"|бир[еи]нши|екинши|ушинши|тортинши|бесинши|келеси|алдынгы|баска|сонгы)"
)
ONE_QUESTION = 0.6
"""How alike two questions are that ask for one thing."""
_OF_A_PERSON = 0.5
_NUMBERS = {"перв": "1", "бири": "1", "втор": "2", "екин": "2", "трет": "3", "ушин": "3"}
_TOGETHER = ("екеу", "ушеу", "тортеу", "бесеу", "алтау", "жетеу", "двое", "трое", "четверо", "пятеро", "вдвоем", "втроем")
_TURNS = ("раз", "рет", "ай", "апта", "кун", "месяц", "недел", "год", "день", "дн")
_PLACED = ("этаж", "кабат", "микро", "мкр", "числ", "очеред", "взгляд", "вагон", "час", "сагат", "вечер", "ноч", "утр")
_POLES = tuple(
    (re.compile(one), re.compile(other))
    for one, other in (
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
"""Of two such one is meant: the old and the new, the left and the right."""
_NOT_NTH = frozenset({"друг", "друга", "другом", "другу", "первое", "второе", "третье", "баска"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A word that tells of what is spoken."""

    keys: frozenset[str]  # meanings, or the stem of a word that has none
    weight: float  # how much it tells by itself
    noun: bool
    core: bool  # subject or object, and not behind a preposition
    way: str  # "to" or "from", where it is told so
    beside: frozenset[str]  # stems of what it is nearer told by: «кухни» of «ремонт кухни»


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """Of a statement: its words apart from its values, with those of its question."""

    told: tuple[Mention, ...]
    asked: tuple[Mention, ...]
    nth: frozenset[str]  # «первый», «следующий»: which of several
    acts: frozenset[str]

    @property
    def keys(self) -> frozenset[str]:
        """All meanings and stems."""
        return frozenset().union(*(each.keys for each in (*self.told, *self.asked)))


def frame_of(reading: Reading) -> Frame:
    """The same words always make the same frame."""
    statement = reading.statement
    numeric = {SlotKind.TIME, SlotKind.DATE, SlotKind.SUM, SlotKind.DURATION}
    values = {word for each in reading.numbers if each.kind in numeric for word in each.words}
    tokens = tokens_of(statement.words)
    asked = tokens_of(statement.asked) if statement.asked else []
    told, nth = _mentions(tokens, values)
    names = {part for each in reading.names for part in each.names}
    told = tuple(each for each in told if not any(key.startswith("l:") and _is_part(key[2:], names) for key in each.keys))
    questions, asked_nth = _mentions(asked, set())
    acts = frozenset(
        act for token in (*tokens, *asked) if token.word not in values for act in reading_of(token).acts
    ) - {"say"}  # fmt: skip
    return Frame(told=told, asked=questions, nth=nth | asked_nth, acts=acts)


def _is_part(stem: str, names: set[str]) -> bool:
    return any(name.startswith(stem[:4]) for name in names)


def _mentions(tokens: list[Token], values: set[int]) -> tuple[tuple[Mention, ...], frozenset[str]]:
    found: list[Mention] = []
    nth: set[str] = set()
    reads = [reading_of(each) for each in tokens]
    denies = any(token.plain in {"не", "нет", "ни"} for token in tokens)
    for at, (token, read) in enumerate(zip(tokens, reads, strict=True)):
        if token.word in values:
            continue
        if _NTH.match(token.plain) and token.plain not in _NOT_NTH:
            behind = reads[at + 1] if at + 1 < len(tokens) else None
            if behind is not None and behind.part in {"NOUN", "KK"} and not set(",.;") & set(tokens[at + 1].gap):
                turn = tokens[at + 1].plain.startswith(_TURNS) or token.plain.startswith(("последн", "прошл", "сонгы"))
                if not (tokens[at + 1].plain.startswith(_PLACED) or (token.plain.startswith("друг") and denies)):
                    nth.add(f"{'turn ' if turn else ''}{_NUMBERS.get(token.plain[:4], token.plain[:4])}")
            continue
        pole = next(
            (f"~{axis:02}{side}" for axis, sides in enumerate(_POLES) for side in (0, 1) if sides[side].match(token.plain)),
            None,
        )
        if pole is not None and (read.part in {"ADJF", "KK"}):
            nth.add(pole)
        if token.plain.startswith(("впервые", "алгаш")):
            nth.add("turn 1")
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
    if read.nouns:
        return read.nouns | (coarse(read.acts) - {"be"})
    if read.acts:
        return frozenset(f"v:{act[2:6]}" if act.startswith("v:") else act for act in coarse(read.acts))
    if not read.content or read.colour or not read.lemmas or len(token.plain) < 3 or read.part in {"ADVB"}:
        return frozenset()
    stem = min(read.lemmas, key=lambda each: (len(each), each))
    return frozenset({f"l:{stem[:5]}"}) if len(stem) > 2 else frozenset()


def _weight(keys: frozenset[str]) -> float:
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Nearness:
    """How much shows that two statements tell of one event."""

    shared: float  # weights of the words that both have
    question: float  # how alike the two questions are, 0 where one was not asked
    questions_differ: bool  # both were asked, of things of which none is common
    nouns: int  # words of some weight that both name
    acts: frozenset[str]  # doings that both name
    nth_differ: bool
    core_differ: bool  # both name what it was done with or by, and nothing of it is the other's
    verbs_only: bool  # no noun that tells something is common to them
    ways_differ: bool  # the one tells of the way to what the other comes from
    beside_differ: bool  # one noun is told of two things: «ремонт кухни», «ремонт крыши»


def nearness(first: Frame, second: Frame) -> Nearness:
    """The order of the two changes nothing."""
    ones, others = first.keys, second.keys
    shared = min(_weights(first, within=others), _weights(second, within=ones))
    question, apart = _questions(first.asked, second.asked)
    nouns = len({key for each in first.told + first.asked if each.weight >= 1 for key in sorted(each.keys & others)[:1]})
    return Nearness(
        shared=shared,
        question=question, questions_differ=apart, nouns=nouns,
        acts=coarse(first.acts) & coarse(second.acts),
        nth_differ=_nth_differ(first.nth, second.nth),
        core_differ=_core_differ(first, second),
        verbs_only=not any(each.noun and each.weight >= 1 and each.keys & others for each in first.told + first.asked),
        beside_differ=_beside_differ(first, second),
        ways_differ=bool(_ways(first, "to") & _ways(second, "from") or _ways(first, "from") & _ways(second, "to")),
    )  # fmt: skip


def _questions(ones: tuple[Mention, ...], others: tuple[Mention, ...]) -> tuple[float, bool]:
    """How alike two questions are, and whether they ask of other things."""
    if not ones or not others:
        return 0.0, False
    keys = [frozenset().union(*(each.keys for each in asked)) for asked in (ones, others)]
    both = [
        sum(each.weight for each in asked if each.keys & other) for asked, other in ((ones, keys[1]), (others, keys[0]))
    ]
    whole = sum(each.weight for each in ones) + sum(each.weight for each in others)
    strong = [frozenset().union(*(each.keys for each in asked if each.weight >= 1)) for asked in (ones, others)]
    return 2 * min(both) / max(0.1, whole), bool(strong[0] and strong[1] and not strong[0] & strong[1])


def _ways(frame: Frame, way: str) -> frozenset[str]:
    return frozenset().union(*(each.keys for each in frame.told if each.way == way))


def _weights(frame: Frame, *, within: frozenset[str]) -> float:
    """Of the words that another has too, each once."""
    return sum({min(each.keys): each.weight for each in (*frame.told, *frame.asked) if each.keys & within}.values())


def _nth_differ(ones: frozenset[str], others: frozenset[str]) -> bool:
    """«первый кредит», «второй»; «в первый раз» only beside another turn."""
    poles = [{each[:3]: each[3:] for each in nth if each.startswith("~")} for nth in (ones, others)]
    if any(poles[0][axis] != poles[1][axis] for axis in poles[0].keys() & poles[1].keys()):
        return True
    ones, others = (frozenset(each for each in nth if not each.startswith("~")) for nth in (ones, others))
    if {each.removeprefix("turn ") for each in ones} & {each.removeprefix("turn ") for each in others}:
        return False
    turns = [frozenset(each.removeprefix("turn ") for each in nth) for nth in (ones, others)]
    if turns[0] and turns[1]:
        return turns[0] != turns[1]
    return any(not each.startswith("turn ") for each in ones | others)


def _core_differ(first: Frame, second: Frame) -> bool:
    ones, others = (
        frozenset().union(*(each.keys for each in one.told if each.core and not each.keys <= _VAGUE))
        for one in (first, second)
    )
    return bool(ones and others and not ones & second.keys and not others & first.keys)


def _beside_differ(first: Frame, second: Frame) -> bool:
    for one in first.told + first.asked:
        for other in second.told + second.asked:
            head = one.noun and other.noun and one.weight >= 1 and one.keys & other.keys and one.beside and other.beside
            if head and not (one.beside & other.beside or one.beside & second.keys or other.beside & first.keys):
                return True
    return False


def told_apart(first: Reading, second: Reading) -> bool:
    """Whether the words show two events: the first and the second of a kind, one doing with two things."""
    frames = frame_of(first), frame_of(second)
    near = nearness(*frames)
    if near.nth_differ or near.beside_differ:
        return True
    return near.core_differ and near.verbs_only and near.question < ONE_QUESTION
