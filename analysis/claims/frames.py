"""A clause -> its verb by lemma and what stands beside it, each in its role: for any word, also where no table has it."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from analysis import kazakh
from analysis.claims.actions import ACTIONS
from analysis.claims.clauses import AUXILIARIES, Clause
from analysis.claims.folding import folded_pattern
from analysis.claims.readings import WordReading
from analysis.claims.records import Actor, Argument, Role
from analysis.lexemes import folded
from analysis.mentions.number_words import number_word
from analysis.mentions.russian import readings
from analysis.mentions.tokens import Token
from models.russian import is_known

_PREPOSITIONS = {
    "с": Role.WITH, "со": Role.WITH, "к": Role.TO, "ко": Role.TO, "для": Role.TO, "от": Role.FROM, "из": Role.FROM,
    "у": Role.OWNER, "в": Role.AT, "во": Role.AT, "на": Role.AT, "под": Role.AT, "за": Role.AT, "над": Role.AT,
    "возле": Role.AT, "около": Role.AT, "перед": Role.AT, "между": Role.AT, "напротив": Role.AT, "без": Role.WITHOUT,
    "ради": Role.TO, "о": Role.ABOUT, "об": Role.ABOUT, "про": Role.ABOUT,
    "через": Role.THROUGH, "до": Role.TO,
}  # fmt: skip
_NOT_BESIDE = frozenset({"кроме", "помимо", "после", "по", "из-за", "насчет"})
"""What stands behind these is no part of the doing."""
_CASES = {"accs": Role.OBJECT, "nomn": Role.OBJECT, "datv": Role.TO, "ablt": Role.MEANS, "gent": Role.OBJECT}
_KAZAKH_CASES = {
    "gent": Role.OTHER, "datv": Role.TO, "accs": Role.OBJECT, "loct": Role.AT, "ablt": Role.FROM, "inst": Role.MEANS,
    None: Role.OBJECT,
}  # fmt: skip
_OF_TIME = frozenset({
    "день", "ночь", "вечер", "утро", "час", "минута", "секунда", "неделя", "месяц", "год", "число", "раз", "время",
    "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
    "понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье", "момент", "случай", "полночь",
    "полдень", "полуночь",
    "лето", "зима", "весна", "осень", "кун", "тун", "кеш", "сагат", "минут", "апта", "жыл", "ай", "рет", "уакыт",
    "дело", "факт", "конец", "начало", "вопрос", "сторона", "правда", "человек", "адам", "кисы", "киси", "слово", "кез",
    "подозреваемый", "обвиняемый", "допрашиваемый", "свидетель", "кто", "что", "тысяча", "миллион", "тенге", "сумма",
    "куагер", "куа", "айыпталушы", "кудикти", "жабирленуши", "бесенби", "жексенби", "дуйсенби", "сейсенби", "сарсенби",
    "сенби", "жума", "тан", "вот", "нет", "жок", "бар", "емес", "иа", "бир", "еки", "уш", "торт", "бес", "мын",
    "озы",
    "кейин", "бурын", "дейин", "сон", "тагы", "тек", "гана", "тура", "кайда", "кашан", "калай", "осы", "сол", "ол",
    "оны", "оган", "маган", "мага", "менин", "мен", "мени", "онын", "биз", "бизди", "сиз", "олар", "ешкашан", "ештене",
    "ешким", "ешкимди", "баска", "барине", "рас", "екен", "еди", "деп", "деген", "гой", "озим", "озинин", "жерде", "кезде",
    "бари", "бул", "соны", "сосын", "содан", "бирге", "ушин", "туралы", "туни", "куни", "ози", "барлык", "ары", "бери",
    "ким", "кимди", "кимге", "неге", "нени", "немен", "кандай", "канша", "кайдан", "кимнен", "кимнин", "болар", "шыгар",
})  # fmt: skip
_ORDERS = {
    "первый": "1", "второй": "2", "третий": "3", "четвертый": "4", "пятый": "5", "биринши": "1", "екинши": "2",
    "ушинши": "3", "тортинши": "4", "другой": "other", "иной": "other", "предыдущий": "before", "прошлый": "before",
    "следующий": "after", "левый": "left", "правый": "right", "сол": "", "передний": "front", "задний": "back",
    "верхний": "up", "нижний": "down", "старший": "older", "младший": "younger", "старый": "old", "новый": "new",
    "жана": "new", "ески": "old", "баска": "other", "бывший": "former", "будущий": "after", "сосед": "",
}  # fmt: skip
_TIMES_IN_KAZAKH = (
    "дуйсен", "сейсен", "сарсен", "бейсен", "сенби", "жексен", "жума", "кешк", "танерт", "тунг", "туске", "тустен",
    "бойы", "алдынг", "былты", "биыл", "кеше", "бугин", "ертен",
)  # fmt: skip
"""Stems of words that tell when."""
_TIMES = ("сутк", "суток", "полчас", "полгод", "полмил", "полтор", "полдев", "полдес", "полвос", "полсед", "полшес",
          "полпят", "полчет", "полтр", "полвтор", "полперв", "минут", "секунд", "сагат")  # fmt: skip
"""Stems of numbers and lengths that stand as one word."""
_KAZAKH_NOT = folded_pattern(r"^(?:емес|жок)")
_EMPTY_PREFIXES = ("по", "с", "на", "об", "о", "про", "у", "из", "ис")
_MOVES = folded_pattern(
    r"(?:йти|идти|ехать|езжать|ходить|нести|носить|везти|возить|вести|водить|бежать|лезть|лететь|ступить)$"
)
_ENDINGS = folded_pattern(r"(?:[ыи]вать|[ое]вать|вать|нуть|ать|ять|еть|ить|ыть|оть|ти|чь|ть)$")
_SOFTENED = str.maketrans({"ж": "д", "з": "д", "щ": "т", "ч": "т", "ш": "с"})
_NO_VERBS = frozenset({
    "мочь", "хотеть", "желать", "стать", "показать", "пояснить", "начать", "сообщить", "заявить", "утверждать",
    "сказать", "говорить",
    "помнить", "думать", "считать", "случиться", "произойти", "знать", "быть", "подтвердить", "отрицать", "признать",
    "осуществить", "совершить", "произвести", "собираться", "успеть", "прийтись", "приходиться", "являться", "видеть",
})  # fmt: skip
_CONVERB = folded_pattern(r"[ыиуа-я]п$")
_DONE = folded_pattern(r"(?:[ыи]п|[аей](?:м[ыи]н|м[ыи]з|с[ыи]з|д[ыи])|[дт][ыи](?:м|к)|[гк][ае]нм[ыи]н|[ыи]б[еэ]р[ае]м)$")
"""Endings of Kazakh verbs that no noun has."""
_LIGHT = frozenset({"be", "have", "know", "v:осуще", "v:совер", "v:произ"})
ACTS = frozenset().union(*ACTIONS.russian.values(), *ACTIONS.kazakh.values())
"""Meanings of doings that the tables have."""
_WANTS: tuple[tuple[Role, re.Pattern[str]], ...] = tuple(
    (role, folded_pattern(rf"\b(?:{words})\b"))
    for role, words in (
        (Role.MANNER, r"как|каким образом|калай"),
        (Role.MEANS, r"чем|с помощью чего|каким (?:предметом|оружием|инструментом)|немен|кандай затпен"),
        (Role.SUBJECT, r"кто|ким"),
        (Role.FROM, r"от кого|у кого|откуда|кимнен|кайдан"),
        (Role.WITH, r"с кем|киммен"),
        (Role.TO, r"кому|к кому|кимге"),
        (Role.OBJECT, r"что|чего|кого|какой|какую|какие|во что|нени|не|кимди|кандай"),
    )
)


@lru_cache(maxsize=50_000)
def verb_roots(lemma: str) -> frozenset[str]:
    """What the aspects of a verb share: «оформить» and «оформлять», «чинить» and «починить»."""
    plain = folded(lemma).removesuffix("ся").removesuffix("сь")
    if _MOVES.search(plain):
        return frozenset({plain})
    found = {_root(plain)}
    for prefix in _EMPTY_PREFIXES:
        if plain.startswith(prefix) and len(_root(plain[len(prefix) :])) >= 3 and is_known(plain[len(prefix) :]):
            found.add(_root(plain[len(prefix) :]))
    return frozenset(found)


def _root(plain: str) -> str:
    left = _ENDINGS.sub("", plain)
    if left.endswith(("вл", "мл", "пл", "бл", "фл")):
        left = left[:-1]
    return (left[:-1] + left[-1:].translate(_SOFTENED)).replace("о", "а")


def verbs_of(tokens: Sequence[Token], reads: Sequence[WordReading], part: Clause) -> frozenset[str]:
    """Its doings: meanings as they are in the tables, and roots of verbs."""
    inside = range(part.first, part.last + 1)
    found: set[str] = set()
    for at in inside:
        read = reads[at]
        if (
            at > part.first
            and _CONVERB.search(tokens[at - 1].plain)
            and read.part == "KK"
            and tokens[at].keys & AUXILIARIES
        ):
            found |= {act for act in read.acts if not act.startswith("v:")}
            continue  # «жанып жатты»: the second only helps
        if read.verb or read.part in {"INFN", "PRTF", "PRTS", "GRND"}:
            found |= _verb(tokens[at], read)
    if not any(each in ACTS for each in found - _LIGHT):  # «крики слышала» tells of hearing, «нанёс удар» of a blow
        found |= {act for at in inside if reads[at].part == "NOUN" for act in reads[at].acts if not act.startswith("v:")}
        found |= {root for at in inside if reads[at].part == "NOUN" for root in _roots_of_noun(tokens[at])}
    return frozenset(found - _LIGHT)


def _roots_of_noun(token: Token) -> frozenset[str]:
    """«получение» has the root of «получить»."""
    lemma = str(readings(token.text.lower())[0].normal_form)
    match = re.search(r"(?:ени|ани|яни|ыти|ити|ути)е$", folded(lemma))
    return frozenset({f"r:{_root(lemma[: match.start()] + 'ить')}"}) if match and len(lemma) >= 7 else frozenset()


def _verb(token: Token, read: WordReading) -> set[str]:
    found = {act for act in read.acts if not act.startswith("v:")}
    small = token.text.lower()
    if read.part == "KK":
        own = kazakh.stems(token.plain) - {token.plain}
        found |= {f"k:{stem}" for stem in own if 3 <= len(stem) <= max(3, len(token.plain) - 2)} if not found else set()
    else:
        lemmas = {
            str(each.normal_form)
            for each in readings(small)[:2]
            if str(each.tag.POS) in {"VERB", "INFN", "PRTF", "PRTS", "GRND"}
        }
        found |= {f"r:{root}" for lemma in lemmas if lemma not in _NO_VERBS for root in verb_roots(lemma)}
    return found


def arguments_of(
    tokens: Sequence[Token], reads: Sequence[WordReading], part: Clause, people: Iterable[Actor]
) -> tuple[Argument, ...]:
    """What stands beside the verb, in order; times, numbers and the words of speaking left out."""
    found: list[Argument] = []
    named = {word: each for each in people for word in each.words}
    for at in range(part.first, part.last + 1):
        token, read = tokens[at], reads[at]
        actor = named.get(token.word)
        if actor is not None and actor.words[0] != token.word:
            continue
        if actor is None and not _is_noun(token, read):
            continue
        keys = actor.names if actor is not None else _keys(token, read) | read.concepts
        if not keys or (actor is None and keys & _OF_TIME):
            continue
        role = _role(tokens, reads, at, part.first, named=named)
        if role is None:
            continue
        found.append(
            Argument(
                role=role,
                keys=keys,
                meanings=frozenset() if actor is not None else read.nouns,
                named=actor is not None,
                animate=actor is not None or bool(read.persons) or _is_animate(token, read),
                person=actor is not None or bool(read.persons),
                russian=read.part != "KK" or not token.kazakh,
                words=(token.word,),
                denied=_is_denied(tokens, at, part),
                order=_order(tokens, reads, at, part.first),
                doing=actor is None and _is_doing(read),
            )
        )
    return tuple(found)


def _is_noun(token: Token, read: WordReading) -> bool:
    if token.is_digits or len(token.plain) < 2 or token.plain in _OF_TIME:
        return False
    if number_word(token.plain) is not None or token.plain.startswith(_TIMES):
        return False
    if read.part == "KK" and token.plain.startswith(_TIMES_IN_KAZAKH):
        return False
    if read.part == "NOUN" or (read.things and not read.acts):
        return True
    if read.part == "KK" and not read.nouns and not read.concepts and _DONE.search(token.plain):
        return False
    return read.part == "KK" and not read.verb and not read.converb and (bool(read.nouns) or len(token.plain) >= 4)


def _is_animate(token: Token, read: WordReading) -> bool:
    return read.part == "NOUN" and "anim" in readings(token.text.lower())[0].tag


def _is_doing(read: WordReading) -> bool:
    """«вскрытие», «подпись»: a verb in a noun's clothes."""
    return read.part == "NOUN" and not read.nouns and any(not act.startswith("v:") for act in read.acts)


def _keys(token: Token, read: WordReading) -> frozenset[str]:
    if token.plain == "часы":
        return frozenset({"часы"})
    if read.part != "KK":
        nouns = {
            folded(str(each.normal_form))
            for each in readings(token.text.lower())[:3]
            if str(each.tag.POS) == "NOUN" and each.score >= 0.1
        }
        return frozenset(nouns) or read.lemmas
    return frozenset(each for each in kazakh.stems(token.plain) if len(each) >= 3) | {token.plain}


def _role(  # noqa: PLR0911  # one exclusion a line
    tokens: Sequence[Token], reads: Sequence[WordReading], at: int, first: int, *, named: dict[int, Actor]
) -> Role | None:
    read = reads[at]
    if read.part == "KK" and read.case is None and (tokens[at].word in named or read.persons):
        return Role.SUBJECT
    if read.part == "KK":
        return _KAZAKH_CASES.get(read.case, Role.OTHER)
    back = at - 1
    while back >= first and reads[back].part in {"ADJF", "NUMR", "PRTF"} and reads[back].case:
        back -= 1
    if back >= first and tokens[back].plain in _NOT_BESIDE:
        return None
    if back >= first and tokens[back].plain in _PREPOSITIONS:
        role = _PREPOSITIONS[tokens[back].plain]
        return Role.FROM if role is Role.WITH and read.case == "gent" else role
    if read.case == "gent" and back == at - 1 and back >= first and reads[back].part == "NOUN":
        return Role.OBJECT if _is_doing(reads[back]) else Role.OWNER
    if read.case == "nomn" and (read.persons or tokens[at].word in named):
        return Role.SUBJECT
    return _CASES.get(read.case or "", Role.OTHER)


def _is_denied(tokens: Sequence[Token], at: int, part: Clause) -> bool:
    if at < part.last and _KAZAKH_NOT.match(tokens[at + 1].plain) and tokens[at + 1].plain.startswith("емес"):
        return True
    return (at > part.first and tokens[at - 1].plain in {"не", "без", "ни"}) or (
        at > part.first + 1 and tokens[at - 2].plain in {"не", "без"}
    )


def _order(tokens: Sequence[Token], reads: Sequence[WordReading], at: int, first: int) -> frozenset[str]:
    """«первый», «другой», a colour: which of its kind."""
    found: set[str] = set()
    back = at - 1
    while back >= first and (reads[back].part in {"ADJF", "KK"} or reads[back].colour):
        found |= {_ORDERS[key] for key in reads[back].lemmas | {tokens[back].plain} if _ORDERS.get(key)}
        back -= 1
    return frozenset(found)


@lru_cache(maxsize=20_000)
def wanted(question: str) -> Role | None:
    """Which role a question in small folded letters asks for; None of one that asks for yes or no."""
    question = re.sub(
        r"\b(?:что|кто|чем|кого|какой|какую)[ -]?(?:нибудь|то|либо)\b|потому что|, что"
        r"|\bты не\b",
        " ",
        question,
    )
    kazakh_question = bool(re.search(r"[дт][ыи]н(?:ыз|из)|[дт][ыи]$|бар$|болды", question))
    for role, pattern in _WANTS:
        match = pattern.search(question)
        if match is None or (match[0] == "не" and not kazakh_question):
            continue
        return role
    return None
