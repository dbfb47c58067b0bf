"""What a clause says of its subject: its doings, whether it is denied, what is acted on, its other words."""

from collections.abc import Sequence

from analysis.claims import speech
from analysis.claims.clauses import Clause
from analysis.claims.folding import shortest
from analysis.claims.neighbours import plain_before
from analysis.claims.readings import WordReading
from analysis.mentions.tokens import Token

_EMPTY = frozenset({
    "это", "этот", "тот", "свой", "весь", "такой", "какой", "который", "сам", "мочь", "знать", "быть", "сказать",
    "раз", "там",
    "тут", "дело", "время", "случай", "момент", "показать", "пояснить", "человек", "хотеть", "желать",
    "стать", "начать", "мой",
    "наш",
    "его", "один", "кто", "что", "где", "когда", "сколько", "вообще", "ну", "осы", "сол", "деген", "адам", "кайда", "кашан",
    "канша", "ким", "еди", "екен", "гой", "бир", "день", "кун", "год", "вечер", "ночь", "утро", "час", "минута", "кеш",
    "тун",
    "мага", "ога", "барлык", "мен", "жок", "ага", "ед", "он", "еки", "бес", "минутка", "числа", "число", "половина",
    "кроме", "тенге", "тысяча", "миллион", "кезде", "ондай", "дейин", "кейин", "туралы", "осындай", "гана", "болды",
})  # fmt: skip
_NOUN_ACTS = frozenset({"phone", "fight", "quarrel", "threaten", "steal", "drink", "burn"})
_LIGHT = frozenset({"v:жаса", "v:жасад", "v:жасаг", "v:етти", "v:еткен", "v:кылды"})
"""Kazakh verbs that only carry a noun: «қоқан-лоққы жасау»."""
_DENYING = frozenset({"отрицать", "опровергать", "опровергнуть"})
_VERBAL_PARTS = frozenset({"INFN", "GRND", "NOUN", "PRTF", "KK", "ADJS"})
_TELLING_PARTS = frozenset({"INFN", "NOUN", "PRTF", "ADJS"})
"""Parts of speech whose doing is told even beside a verb."""
_DENIED_PARTS = frozenset({"INFN", "ADJS", "PRED", "PRTS"})
"""Parts of speech that «не» denies as it does a verb."""
_WAS = frozenset({"было", "был", "была", "были", "нет", "нету"})
_PERSONS = frozenset({"мен", "ол", "биз", "олар", "сен", "сиз"})
_BY_ME = frozenset({"мной", "мною", "нами"})
_PLACED = frozenset({"loct", "loc2", "ablt", "inst"})
_ACTED_ON = frozenset({"accs", "nomn", "gent", None})


def acts_of(tokens: Sequence[Token], reads: Sequence[WordReading], part: Clause) -> frozenset[str]:
    """Meanings of its doings: of its verbs, of what stands for one, of being and having."""
    inside = range(part.first, part.last + 1)
    verbs = [at for at in inside if reads[at].verb and reads[at].acts]
    if any(reads[at].acts and not reads[at].verb and reads[at].part == "KK" for at in inside):
        verbs = [at for at in verbs if not reads[at].acts <= _LIGHT]
    loose = [at for at in inside if not reads[at].verb and reads[at].acts and reads[at].part in _VERBAL_PARTS]
    telling = [
        at for at in loose if reads[at].part in _TELLING_PARTS or (reads[at].part == "KK" and reads[at].acts & _NOUN_ACTS)
    ]
    found = frozenset(act for at in (*(verbs or loose), *telling) for act in reads[at].acts)
    if found <= {"be"} and any("driver" in reads[at].persons for at in inside):
        found |= {"drive"}
    return _with_being(found, {tokens[at].plain for at in inside})


def _with_being(found: frozenset[str], plain: set[str]) -> frozenset[str]:
    """«не было», «жоқ», «бар»: being and having, where nothing else is done."""
    if not found and plain & _WAS:
        found = frozenset({"be"})
    if not found - {"go", "be"} and any(each.startswith("жок") or each == "бар" for each in plain):
        found = found - {"go"} | {"have"}
    return found


def is_negated(tokens: Sequence[Token], reads: Sequence[WordReading], part: Clause) -> bool:
    """Whether an odd number of its words deny it."""
    inside = range(part.first, part.last + 1)
    infinitive = any(reads[at].part == "INFN" for at in inside)
    refusals = sum(bool(infinitive and tokens[at].keys & speech.NOT_DOING) for at in inside)
    return (refusals + sum(_is_denial(tokens, reads, part, at) for at in inside)) % 2 == 1


def _is_denial(tokens: Sequence[Token], reads: Sequence[WordReading], part: Clause, at: int) -> bool:
    read = reads[at]
    if (read.negated and (read.verb or read.acts)) or (read.verb and tokens[at].keys & speech.NOT_BEING):
        return True
    if plain_before(tokens, at, first=part.first) == "не" and (
        read.verb or read.part in _DENIED_PARTS or tokens[at].plain in _BY_ME
    ):
        return True
    if _is_not_i(tokens, reads, part, at):
        return False
    return _is_no(tokens[at].plain, part, at) and not _is_bare_no(tokens, at)


def _is_no(plain: str, part: Clause, at: int) -> bool:
    """«нет», «жоқ», «емес» that deny what stands beside them."""
    if plain == "нет":
        return part.last > part.first
    return at > part.first and (plain == "нету" or plain.startswith(("жок", "емес")))


def _is_not_i(tokens: Sequence[Token], reads: Sequence[WordReading], part: Clause, at: int) -> bool:
    """«айдаған Нұрлан, мен емеспін»: it was done, by another."""
    if not tokens[at].plain.startswith("емес") or plain_before(tokens, at, first=part.first) not in _PERSONS:
        return False
    return any(reads[each].verb for each in range(part.first, at))


def _is_bare_no(tokens: Sequence[Token], at: int) -> bool:
    """«нет,» at the beginning answers, and denies nothing by itself."""
    behind = tokens[at + 1].gap if at + 1 < len(tokens) else "."
    return bool(set(",.!?—") & set(behind)) and (at == 0 or bool(set(",.!?—…") & set(tokens[at].gap)))


def is_behind_denial(tokens: Sequence[Token], part: Clause, sentence: Sequence[Clause]) -> bool:
    """«отрицает, что брал»."""
    before = next((each for each in sentence if each.last == part.first - 1), None)
    if before is None or part.joined_by not in {"что", "будто"}:
        return False
    stretch = tokens[before.first : before.last + 1]
    return any(token.keys & _DENYING for token in stretch) and not any(token.plain == "не" for token in stretch)


def objects_of(reads: Sequence[WordReading], inside: range) -> frozenset[str]:
    """Meanings of what is acted on: neither a place nor an instrument."""
    return frozenset(
        noun
        for at in inside
        for noun in reads[at].nouns
        if reads[at].case not in _PLACED
        and not (reads[at].part == "KK" and reads[at].case == "gent" and reads[at].persons)
        and (reads[at].case in _ACTED_ON or reads[at].part == "KK")
    )


def lemmas_of(tokens: Sequence[Token], reads: Sequence[WordReading], inside: range) -> frozenset[str]:
    """Dictionary forms of content words that have no meaning in the tables."""
    return frozenset(
        shortest(reads[at].concepts or reads[at].lemmas) for at in inside if _is_telling(tokens[at], reads[at])
    )


def _is_telling(token: Token, read: WordReading) -> bool:
    if not read.content or not read.lemmas or read.part == "NUMR" or token.is_digits:
        return False
    if read.nouns or read.acts or read.named or read.colour:
        return False
    return token.plain not in _EMPTY and not read.lemmas & _EMPTY
