"""Who is named, and who is the subject of a clause."""

import re
from collections.abc import Sequence
from functools import lru_cache

from analysis import kazakh
from analysis.claims import speech
from analysis.claims.clauses import Clause
from analysis.claims.readings import WordReading
from analysis.claims.records import Actor, Who
from analysis.lexemes import folded
from analysis.mentions.number_words import number_word
from analysis.mentions.russian import is_known, readings
from analysis.mentions.tokens import Token
from analysis.persons.known_names import known_sex
from analysis.persons.short_forms import may_be_one
from models.mentions import Mention, MentionKind, PersonName

_PRONOUNS = {
    "я": Who.SELF, "мы": Who.WE, "он": Who.OTHER, "она": Who.OTHER, "они": Who.THEY, "вы": Who.YOU, "ты": Who.YOU,
    "мен": Who.SELF, "биз": Who.WE, "ол": Who.OTHER, "олар": Who.THEY, "сиз": Who.YOU, "сен": Who.YOU, "никто": Who.NOBODY,
    "ешким": Who.NOBODY, "кто-то": Who.OTHER, "биреу": Who.OTHER, "бареу": Who.OTHER, "бареуи": Who.OTHER,
    "бариміз": Who.WE, "баримиз": Who.WE, "все": Who.THEY, "бари": Who.THEY, "озим": Who.SELF,
}  # fmt: skip
_STREET = frozenset({"на", "по", "улица", "улице", "проспект", "угол", "пересечении", "көше", "коше", "микрорайон", "до"})
_ANIMATE = frozenset({
    "father", "mother", "son", "daughter", "child", "brother", "sister", "cousin", "uncle", "aunt", "grandfather",
    "grandmother", "nephew", "husband", "wife", "in_law", "friend", "neighbour", "classmate", "colleague", "boss", "lover",
    "guard", "driver", "victim", "seller", "cashier", "passer", "stranger", "policeman", "man", "woman", "people", "guest",
    "customer", "teacher", "doctor", "lawyer", "investigator", "master", "tenant", "company", "subordinate", "groom",
    "ex_wife",
})  # fmt: skip


_WORDS_TOO = frozenset({"касым", "темир", "сагат", "алтын", "кумис", "айна", "сапа", "арман", "асыл", "дана", "азат",
    "ерик",
    "ораз", "балкия", "сайран",
                        "толкын", "медет", "анар", "алма", "гулдер", "шолпан", "баян", "кайрат", "камал", "марал",
                        "таза"})  # fmt: skip
"""Names that are also common words: names only where they are written large."""


@lru_cache(maxsize=20_000)
def parts_of(name: PersonName) -> frozenset[str]:
    """A name's parts, folded."""
    text = " ".join(filter(None, (name.surname, name.name, name.patronymic, name.nickname)))
    return frozenset(folded(part.lower()) for part in text.replace("-", " ").split() if len(part) > 1)


def names_in(tokens: Sequence[Token], reads: Sequence[WordReading], mentions: Sequence[Mention]) -> list[Actor]:
    """Everybody named, in order; streets and common words that look like names are left out."""
    found: list[Actor] = []
    taken: set[int] = set()
    for each in mentions:
        if each.kind is MentionKind.PERSON and isinstance(each.value, PersonName):
            inside = [at for at, token in enumerate(tokens) if token.word in each.words]
            if not inside or _is_street(tokens, inside[0]) or _is_common(tokens, reads, inside):
                continue
            taken.update(each.words)
            found.append(Actor(who=Who.NAMED, names=parts_of(each.value), words=each.words))
        elif each.kind in {MentionKind.PLACE, MentionKind.CAR, MentionKind.ORGANISATION, MentionKind.ADDRESS}:
            taken.update(each.words)
    for at, (token, read) in enumerate(zip(tokens, reads, strict=True)):
        if (
            token.word in taken
            or len(token.plain) < 2
            or _is_street(tokens, at)
            or _is_place_name(tokens, at)
            or _in_quotes(tokens, at)
        ):
            continue
        if (name := _kazakh_name(token, read)) is not None:
            found.append(Actor(who=Who.NAMED, names=frozenset({name}), words=(token.word,)))
            continue
        if (read.named and token.is_capital and not read.acts) or _is_unknown_name(tokens, reads, at):
            lemma = min(read.lemmas - {token.plain}, key=len, default=token.plain) if read.part != "KK" else token.plain
            found.append(Actor(who=Who.NAMED, names=frozenset({lemma, token.plain}), words=(token.word,)))
    return sorted(found, key=lambda each: each.words)


def _is_place_name(tokens: Sequence[Token], at: int) -> bool:
    """«на Сайране», «в Бутаковке»: nobody is in a person."""
    return (
        at > 0
        and tokens[at - 1].plain in {"в", "во", "на", "из", "по", "до", "под", "через", "около", "возле"}
        and not tokens[at].kazakh
    )


def _in_quotes(tokens: Sequence[Token], at: int) -> bool:
    opened = 0
    for token in tokens[: at + 1]:
        opened += token.gap.count("«") - token.gap.count("»")
    return opened > 0


def _kazakh_name(token: Token, read: WordReading) -> str | None:
    """A first name of the lists with a Kazakh ending: «Қуатты», «ерасылды»."""
    within = token.is_capital and bool(token.gap) and not token.ends_before and bool(token.gap.strip() == "")
    if read.part == "KK" and within and len(token.plain) >= 4:
        sure = [key for key in kazakh.stems(token.plain) if len(key) >= 4 and known_sex(key) is not None]
        if sure:
            return max(sure, key=lambda each: (len(each), each))
    if read.part != "KK" or read.acts or read.nouns or read.looks or read.colour or len(token.plain) < 4:
        return None
    small = token.text.lower()
    common = any(len(key) >= 5 and known_sex(key) is None and _is_common_noun(key) for key in kazakh.stems(token.plain))
    if token.is_capital and read.case in {"accs", "gent", "inst"} and not is_known(small) and not read.verb and not common:
        return min(read.lemmas, key=lambda each: (len(each), each)) if len(token.plain) > 5 else None
    found = [
        key
        for key in kazakh.stems(token.plain)
        if len(key) >= 4
        and known_sex(key) is not None
        and (key not in _WORDS_TOO or (token.is_capital and not token.ends_before and token.gap))
    ]
    if not found or not (token.is_capital or not is_known(small)):
        return None
    return max(found, key=lambda each: (len(each), each))


@lru_cache(maxsize=50_000)
def best_tag(small: str) -> frozenset[str]:
    """Grammemes of the likeliest reading."""
    return frozenset(readings(small)[0].tag.grammemes)


@lru_cache(maxsize=20_000)
def _is_common_noun(key: str) -> bool:
    """A word that Kazakh has from Russian: «принтер»."""
    return is_known(key) and any(
        "NOUN" in each.tag and each.normal_form == key and not {"Name", "Surn", "Patr", "Geox"} & set(each.tag.grammemes)
        for each in readings(key)[:2]
    )


def _is_unknown_name(tokens: Sequence[Token], reads: Sequence[WordReading], at: int) -> bool:
    token, read = tokens[at], reads[at]
    within = at > 0 and not token.ends_before and not set('«":') & set(token.gap)
    known = read.nouns or read.acts or read.looks or read.colour
    return bool(
        token.is_capital
        and within
        and not known
        and read.part in {"KK", "NOUN"}
        and not token.text.isupper()
        and len(token.plain) > 2
    )


def _is_street(tokens: Sequence[Token], at: int) -> bool:
    before = tokens[at - 1].plain if at else ""
    behind = tokens[at + 1].plain if at + 1 < len(tokens) else ""
    return (
        before in {"на", "по", "улица", "улице", "проспекте", "ул"}
        and tokens[at].plain.endswith(("а", "ая", "и", "ина", "би"))
    ) or (behind.startswith(("кошес", "дангыл", "батыр")))


def _is_common(tokens: Sequence[Token], reads: Sequence[WordReading], inside: Sequence[int]) -> bool:
    if any(set('«"') & set(tokens[at].gap) for at in inside):
        return True
    one = inside[0]
    read = reads[one]
    known = bool(read.nouns or read.acts or read.looks)
    lower = not tokens[one].is_capital
    return len(inside) == 1 and (
        (known and not read.named)
        or (lower and read.part == "NOUN" and not read.named)
        or (tokens[one].plain.startswith(("касы", "жаны", "кас")) and len(tokens[one].plain) < 9)
    )


@lru_cache(maxsize=100_000)
def _one_part(one: str, other: str) -> bool:
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) >= 4 and long.startswith(short) and len(long) - len(short) <= 3:
        return True
    if len(short) >= 4 and long.startswith(short[:-1]) and abs(len(long) - len(short)) <= 2:
        return True
    return may_be_one(one, other)


@lru_cache(maxsize=200_000)
def may_be_same(ones: frozenset[str], others: frozenset[str]) -> bool:
    """Whether two names share a part, in a case, a short form or a misspelling of it."""
    return any(_one_part(one, other) for one in ones for other in others)


def subject_of(  # noqa: PLR0911, PLR0912, PLR0915  # one exclusion a line
    tokens: Sequence[Token], reads: Sequence[WordReading], part: Clause, people: Sequence[Actor], *, before: Actor | None,
    is_protocol: bool,
) -> Actor:  # fmt: skip
    """Who does it: a pronoun, a name or a noun in the nominative, the ending of the verb, or who did what stood before."""
    inside = range(part.first, part.last + 1)
    verbs = [at for at in inside if reads[at].verb]
    for at in inside:
        token = tokens[at]
        behind = tokens[at + 1].plain if at + 1 < len(tokens) else ""
        if at > part.first and tokens[at - 1].plain == "не" and token.plain in {"мной", "мною"}:
            return Actor(who=Who.SELF, words=(token.word,))
        if at > part.first and tokens[at - 1].plain == "не" and token.plain in {"он", "она", "они", "я", "мы"}:
            return Actor(who=Who.NOBODY)
        if token.plain == "тот" and at + 1 < len(tokens) and (reads[at + 1].verb or "," in tokens[at + 1].gap):
            return Actor(who=Who.OTHER, words=(token.word,))
        if token.plain in _PRONOUNS and not behind.startswith("емес"):
            if token.plain == "он" and _is_ten(tokens, reads, at):
                continue
            if token.plain == "мен" and at > part.first and any(at - 1 in _tokens_of(tokens, each) for each in people):
                continue
            if token.plain in {"ол", "осы", "сол"} and behind.startswith(
                ("кез", "жер", "тун", "кун", "кеш", "уакыт", "жак", "мезет", "жол")
            ):
                continue
            if token.plain == "ол" and reads[min(at + 1, len(reads) - 1)].nouns and at + 1 < len(tokens):
                follows = reads[at + 1]
                if follows.case in {"loct", "ablt", "datv", "accs"} or follows.places:
                    continue
            if token.plain == "все" and part.last > at and reads[at + 1].part in {"NOUN"}:
                continue
            return Actor(who=_PRONOUNS[token.plain], words=(token.word,))
    nobody = [at for at in inside if tokens[at].plain in {"никто", "ешким", "ешкайсысы"}]
    if nobody:
        return Actor(who=Who.NOBODY)
    nominative = [each for each in people if _is_nominative(tokens, reads, each)]
    if nominative:
        first = nominative[0]
        return Actor(who=Who.NAMED, names=first.names, words=first.words)
    if (absent := _absent(tokens, reads, part, people)) is not None:
        return absent
    had = _owner_of_what_is(tokens, reads, part)
    if had is not None and not any(_is_nominative(tokens, reads, each) for each in people):
        return had
    plainly = [
        at
        for at in inside
        if reads[at].part == "NOUN"
        and reads[at].case == "nomn"
        and not reads[at].persons
        and tokens[at].plain.endswith(("а", "я"))
        and not (at and reads[at - 1].part == "PREP")
    ]
    if plainly and any(reads[at].female for at in verbs) and not any(reads[at].person == 1 for at in verbs):
        return Actor()
    still = [
        at
        for at in inside
        if reads[at].part == "NOUN"
        and not reads[at].persons
        and reads[at].case in {"nomn", "accs"}
        and reads[at].part == "NOUN"
    ]
    if (
        still
        and verbs
        and all(reads[at].acts and (reads[at].acts <= _INTRANSITIVE or "last" in reads[at].acts) for at in verbs)
        and not any(reads[at].person for at in verbs)
    ) and not any(reads[at - 1].part == "PREP" for at in still if at):
        return Actor()
    last_word = tokens[part.last].plain
    if not verbs and re.search(r"[дт][ае]м[ыи]н$", last_word):
        return Actor(who=Who.SELF)
    moved = any(
        reads[at].things & {"car", "jeep", "minivan", "truck", "bus", "taxi", "motorcycle"} or reads[at].colour
        for at in inside
        if reads[at].case in {"nomn", None} or reads[at].colour
    )
    if (
        moved
        and verbs
        and any(reads[at].acts & {"run_over", "arrive", "leave", "stand", "stop", "exit"} for at in verbs)
        and not any(reads[at].person == 1 for at in verbs)
    ):
        return Actor()
    person = {reads[at].person for at in verbs}
    if verbs and all(reads[at].part == "KK" for at in verbs[-1:]):
        last = verbs[-1]
        tail = next((tokens[at].plain for at in inside if tokens[at].plain.startswith("жокп")), "")
        if reads[last].person == 1 or tail.startswith(("жокпын", "жокпыз")):
            we = reads[last].plural or tail.endswith("пыз")
            return Actor(who=Who.WE if we else Who.SELF)
        if reads[last].person == 2:
            return Actor(who=Who.YOU)
    elif 1 in person:
        plural = any(reads[at].plural for at in verbs if reads[at].person == 1)
        return Actor(who=Who.WE if plural else Who.SELF)
    for at in inside:
        read = reads[at]
        animate = read.persons & _ANIMATE
        nominal = read.case == "nomn" or (read.part == "KK" and read.case is None and at < (verbs[-1] if verbs else -1))
        if animate and nominal and not (at and reads[at - 1].part == "PREP"):
            return Actor(who=Who.NOUN, names=frozenset(animate), words=(tokens[at].word,))
    for at in inside:
        if _is_by_trade(tokens, reads, at) and not (at > part.first and reads[at - 1].part == "PREP"):
            return Actor(who=Who.NOUN, names=frozenset({min(reads[at].lemmas, key=len)}), words=(tokens[at].word,))
    if any(tokens[at].plain in speech.NOBODY for at in inside) and any(
        tokens[at].plain in {"никто", "ешким", "ешкайсысы"} for at in inside
    ):
        return Actor(who=Who.NOBODY)
    return _left_out(reads, verbs, before, is_protocol=is_protocol)


def _is_by_trade(tokens: Sequence[Token], reads: Sequence[WordReading], at: int) -> bool:
    """«бухгалтер», «сантехник»: living, in the nominative, and in no table."""
    read = reads[at]
    if read.part != "NOUN" or read.case != "nomn" or read.named or read.nouns or len(tokens[at].plain) < 4:
        return False
    return "anim" in best_tag(tokens[at].text.lower())


_INTRANSITIVE = frozenset(
    {"be", "begin", "last", "finish", "supplied", "burn", "fall", "stand", "lie", "fight", "stay", "lose"}
)


def _owner_of_what_is(tokens: Sequence[Token], reads: Sequence[WordReading], part: Clause) -> Actor | None:
    """«у меня не было», «менде бар»: who has it."""
    inside = range(part.first, part.last + 1)
    if not all(reads[at].acts <= {"be", "have"} for at in inside if reads[at].verb):
        return None
    if not any(reads[at].acts & {"be"} or tokens[at].plain.startswith(("нет", "есть", "бар", "жок")) for at in inside):
        return None
    for at in inside:
        if at > part.first and tokens[at - 1].plain == "у":
            who = {"меня": Who.SELF, "нас": Who.WE, "него": Who.OTHER, "нее": Who.OTHER, "них": Who.THEY}.get(
                tokens[at].plain
            )
            if who is not None:
                return Actor(who=who, words=(tokens[at].word,))
        who = {"менде": Who.SELF, "бизде": Who.WE, "онда": Who.OTHER}.get(tokens[at].plain)
        if who is not None and not (at > part.first and tokens[at - 1].plain == "сагат"):
            return Actor(who=who, words=(tokens[at].word,))
    return None


def _absent(tokens: Sequence[Token], reads: Sequence[WordReading], part: Clause, people: Sequence[Actor]) -> Actor | None:
    """«его там не было», «Серика не было»: who is not there stands in the genitive."""
    inside = range(part.first, part.last + 1)
    if not any(
        tokens[at].plain in {"было", "нет"} and (tokens[at].plain == "нет" or (at and tokens[at - 1].plain == "не"))
        for at in inside
    ):
        return None
    for at in inside:
        before = tokens[at - 1].plain if at else ""
        if before in {"у", "для", "до", "от", "из"}:
            continue
        who = {"меня": Who.SELF, "его": Who.OTHER, "ее": Who.OTHER, "их": Who.THEY, "нас": Who.WE}.get(tokens[at].plain)
        if who is not None and (at == part.last or not reads[at + 1].nouns):
            return Actor(who=who, words=(tokens[at].word,))
    for each in people:
        places = sorted(_tokens_of(tokens, each))
        if places and not (places[0] and reads[places[0] - 1].part == "PREP"):
            return Actor(who=Who.NAMED, names=each.names, words=each.words)
    return None


def _is_ten(tokens: Sequence[Token], reads: Sequence[WordReading], at: int) -> bool:
    """Kazakh «он» is ten, Russian is he."""
    behind = reads[at + 1] if at + 1 < len(tokens) else None
    before = reads[at - 1] if at else None
    if behind is not None and (
        number_word(tokens[at + 1].plain) or behind.part == "KK" or tokens[at + 1].plain in {"минут", "тенге", "раз"}
    ):
        return (
            tokens[at].kazakh
            or bool(number_word(tokens[at + 1].plain))
            or bool(before and before.part == "KK" and not behind.verb)
        )
    return tokens[at].kazakh and behind is not None and behind.part == "KK"


def _left_out(  # noqa: PLR0911  # one exclusion a line
    reads: Sequence[WordReading], verbs: Sequence[int], before: Actor | None, *, is_protocol: bool
) -> Actor:  # one exclusion a line
    if not verbs:
        return Actor()
    verb = reads[verbs[0]]
    if verb.part in {"PRTS", "PRTF"}:
        return Actor()
    if verb.part == "VERB" and verb.past and verb.plural and not (before and before.who in {Who.WE, Who.THEY}):
        return Actor()
    if verb.neuter and not verb.lemmas & {"прийтись", "пришлось"}:
        return Actor()
    if before is not None and before.who in {Who.NAMED, Who.NOUN, Who.OTHER, Who.SELF, Who.WE, Who.THEY}:
        return Actor(who=before.who, names=before.names)
    if verb.part == "VERB" and verb.past and not verb.plural and verb.female is not None:
        return Actor(who=Who.SELF) if is_protocol or verb.female is not None else Actor()
    return Actor()


def _tokens_of(tokens: Sequence[Token], actor: Actor) -> set[int]:
    return {at for at, token in enumerate(tokens) if token.word in actor.words}


def _is_oblique(read: WordReading) -> bool:
    """«потерпевшую» before a name: it stands in that case too."""
    return read.part in {"ADJF", "PRTF", "NOUN"} and bool(read.persons) and read.case in {"accs", "gent", "datv", "ablt"}


def _is_nominative(tokens: Sequence[Token], reads: Sequence[WordReading], actor: Actor) -> bool:
    places = sorted(_tokens_of(tokens, actor))
    if (
        not places
        or (places[0] and reads[places[0] - 1].part == "PREP")
        or (places[0] and tokens[places[0] - 1].plain == "не")
    ):
        return False
    behind = tokens[places[-1] + 1].plain if places[-1] + 1 < len(tokens) else ""
    if behind.startswith("емес") or behind in {"деген", "дегенди", "екеумиз"}:
        return False
    at = places[0]
    small = tokens[at].text.lower()
    if at and _is_oblique(reads[at - 1]):
        return False
    if small.endswith(("ко", "их", "ых")) and at and reads[at - 1].verb:
        return False
    return tokens[at].plain in actor.names or (reads[at].case == "nomn" and is_known(small))
