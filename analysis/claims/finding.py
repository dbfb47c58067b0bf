"""The door: a statement in, its claims out."""

import re
from collections.abc import Sequence
from dataclasses import replace

from analysis.claims import speech
from analysis.claims.actors import names_in, subject_of
from analysis.claims.clauses import AUXILIARIES, Clause, clauses
from analysis.claims.frames import arguments_of, verbs_of, wanted
from analysis.claims.opposites import states_of
from analysis.claims.readings import WordReading, reading_of
from analysis.claims.records import Actor, Certainty, Claim, Reading, Role, SlotKind, Statement, Value, Who
from analysis.claims.relations import relation_marks
from analysis.claims.values import values_of
from analysis.mentions.finding import mentions_in
from analysis.mentions.tokens import Token, tokens_of

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
_COMBOS = (
    (("сат",), ("ал",), "buy"), (("сат",), ("жибер", "кет", "бер"), "sell"), (("тарт", "жул"), ("ал",), "rob"),
    (("кол",), ("кой",), "sign"), (("кол",), ("жумса",), "hit"), (("кол",), ("тигиз",), "touch"), (("кол",),
        ("котер",), "hit"),
    (("жумыс",), ("исте",), "work"), (("телефон",), ("сок",), "phone"), (("телефон",), ("шал",), "phone"), (("коз",),
        ("ил",), "sleep"),
    (("салып",), ("жибер", "кал"), "hit"), (("койып",), ("жибер", "кал"), "hit"), (("урлап",), ("ал", "кет"), "steal"),
    (("нанести",), ("удар",), "hit"), (("поднять", "распускать"), ("рука",), "hit"), (("применить",), ("сила",), "hit"),
    (("путь",), ("шык",), "leave"), (("карыз",), ("ал",), "borrow"), (("карызга",), ("ал",), "borrow"),
    (("тартып",), ("жибер",), "hit"), (("кол",), ("бол",), "steal"), (("взять",), ("долг",), "borrow"), (("в",),
        ("долг",), "borrow"),
    (("рул", "руль", "рол"), ("отыр",), "drive"),
    (("темеки",), ("тарт",), "smoke"), (("тугон",), ("кун",), "celebrate"), (("озине",), ("кол",), "hit"),
    (("хабар",), ("бер",), "say"), (("жала",), ("жап",), "insult"), (("провести",), ("ночь",), "spend_night"),
)  # fmt: skip
_WILLING = re.compile(
    r"\b(?:сам[аи]?(?! \w*не)|добровольно|по своей воле|по собственной|без принуждения"
    r"|никто (?:\w+ ){0,2}не заставлял|оз еркимен|ози|озим|озимиз)\b"
)
_FORCED = re.compile(
    r"\b(?:силой|насильно|силком|против (?:моей |его |ее )?воли|под угрозой|куштеп|зорлап|еркимнен тыс|зорлыкпен)\b"
)
_ALONE = re.compile(r"\b(?:один|одна|в одиночку|в одиночестве|сам по себе|жалгыз|бир ози|озим гана|жалгыз ози\w*)\b")
_NOUN_ACTS = frozenset({"phone", "fight", "quarrel", "threaten", "steal", "drink", "burn"})
_LIGHT = frozenset({"v:жаса", "v:жасад", "v:жасаг", "v:етти", "v:еткен", "v:кылды"})
"""Kazakh verbs that only carry a noun: «қоқан-лоққы жасау»."""
_THREATS = frozenset({
    "закопать", "убить", "прибить", "зарезать", "порвать", "придушить", "сжечь", "грохнуть", "урыть", "порешить",
    "прикончить",
    "пристрелить", "покалечить", "избить", "сломать", "өлтір", "олтир", "жой", "соя", "өрте", "пожалеть", "уничтожить",
})  # fmt: skip


def reading_of_statement(statement: Statement) -> Reading:
    """What a statement claims, clause by clause; the same words always read the same."""
    tokens = tokens_of(statement.words)
    reads = _auxiliaries(tokens, [reading_of(token) for token in tokens])
    mentions = statement.mentions
    if mentions is None:
        mentions = mentions_in(statement.words, said_on=statement.said_on, zone=statement.zone)
    plain = _plain(tokens)
    asked_tokens = tokens_of(statement.asked) if statement.asked else []
    asked_reads = _auxiliaries(asked_tokens, [reading_of(token) for token in asked_tokens])
    values = values_of(tokens, reads, mentions, said_on=statement.said_on)
    people = _without(names_in(tokens, reads, mentions), values)
    asked_people, asked_values = [], []
    if statement.asked:
        asked_mentions = mentions_in(statement.asked, said_on=statement.said_on, zone=statement.zone)
        asked_people = names_in(asked_tokens, asked_reads, asked_mentions)
        asked_values = [
            replace(each, words=(), asked=True)
            for each in values_of(asked_tokens, asked_reads, asked_mentions, said_on=statement.said_on)
        ]
    claims = _claims(statement, tokens, reads, people, values)
    asked = None
    if asked_tokens:
        asked = _asked_claim(statement, asked_tokens, asked_reads, asked_people, asked_values)
        claims = _answered(statement, claims, asked, (plain, _plain(asked_tokens)))
    names = tuple(dict.fromkeys([*people, *(replace(each, words=()) for each in asked_people)]))
    topics = frozenset().union(*(_topics(each) for each in [*reads, *asked_reads]))
    return Reading(
        statement=statement, claims=tuple(claims), topics=topics, names=names, numbers=tuple(values), plain=plain,
        asked_plain=_plain(asked_tokens), marks=_marks(plain, tokens), asked=asked,
    )  # fmt: skip


def _without(people: list[Actor], values: Sequence[Value]) -> list[Actor]:
    """Names that are cars or towns are nobody's."""
    taken = {word for each in values if each.kind in {SlotKind.VEHICLE, SlotKind.PLACE} for word in each.words}
    return [each for each in people if not taken & set(each.words)]


def _plain(tokens: Sequence[Token]) -> str:
    return " ".join(token.plain for token in tokens)


def _topics(read: WordReading) -> frozenset[str]:
    return read.nouns | read.acts


def _auxiliaries(tokens: Sequence[Token], reads: Sequence[WordReading]) -> list[WordReading]:  # one exclusion a line  # noqa: PLR0912  # one exclusion a line
    """Verbs of two words made one: «сатып алдым» buys, «ұрып жібердім» hits; blows told by the part of the body."""
    made = list(reads)
    for at, read in enumerate(made):
        if read.part == "PRTS" and read.things and not read.acts:  # «бита»: a thing, not one that was beaten
            made[at] = replace(read, part="NOUN", case="nomn", verb=False)
    for at in range(1, len(tokens)):
        if made[at - 1].colour and made[at].acts == {"supplied"}:  # «ақ түсті»: of a colour
            made[at] = replace(made[at], acts=frozenset(), verb=False)
    for at in range(1, len(tokens)):
        keys, before = tokens[at].keys | {tokens[at].plain}, tokens[at - 1].keys | {tokens[at - 1].plain}
        if made[at - 1].converb and made[at].part == "KK" and keys & AUXILIARIES:
            made[at] = replace(
                made[at], acts=made[at - 1].acts | (made[at].acts & {"give", "leave", "take"}), verb=True,
                negated=made[at].negated or made[at - 1].negated, content=True,
            )  # fmt: skip
            made[at - 1] = replace(made[at - 1], verb=False, acts=frozenset())
        for first, second, act in _COMBOS:
            near = before | (tokens[at - 2].keys if at > 1 else frozenset())
            if keys & set(second) and near & set(first) and (before & set(first) or act in {"sign", "hit", "borrow"}):
                made[at] = replace(
                    made[at], acts=frozenset({act}), verb=made[at].verb or made[at].part == "KK", content=True
                )
    bodies = any(token.keys & speech.BODY for token in tokens)
    for at, token in enumerate(tokens):
        if bodies and (token.keys & speech.BLOW_VERBS or (token.keys & speech.BLOW_STEMS and made[at].part == "KK")):
            made[at] = replace(made[at], acts=made[at].acts - {"give", "pay", "put", "play"} | {"hit"}, verb=True)
    drinks = any(read.things & {"bottle", "vodka", "beer", "wine"} for read in reads)
    for at, token in enumerate(tokens):
        if drinks and token.keys & {
            "уговорить",
            "раздавить",
            "приговорить",
            "осушить",
            "прикончить",
            "опустошить",
            "усидеть",
            "босат",
        }:
            made[at] = replace(made[at], acts=frozenset({"drink"}), verb=True)
        if (
            token.keys & _THREATS
            and made[at].verb
            and (made[at].future or (made[at].part == "KK" and re.search(r"[аей]м(?:[ыи]н)?$", token.plain)))
        ):
            made[at] = replace(made[at], acts=frozenset({"threaten"}))
    knife = any({"knife", "screwdriver", "awl"} & read.things for read in reads)
    for at, token in enumerate(tokens):
        if knife and made[at].part == "KK" and token.keys & {"сал", "сук", "ур", "тык"} and made[at].verb:
            made[at] = replace(made[at], acts=frozenset({"stab"}))
    return made


def _claims(
    statement: Statement,
    tokens: Sequence[Token],
    reads: Sequence[WordReading],
    people: Sequence[Actor],
    values: Sequence[Value],
) -> list[Claim]:
    made: list[Claim] = []
    subject: Actor | None = None
    parts = clauses(tokens, reads)
    for part in parts:
        sentence = [each for each in parts if each.sentence == part.sentence]
        claim = _claim(statement, (tokens, reads), part, sentence, people=people, values=values, before=subject)
        if claim.subject.who is not Who.OPEN and claim.subject.who is not Who.NOBODY:
            subject = claim.subject
        made.append(claim)
    return made


def _claim(
    statement: Statement, said: tuple[Sequence[Token], Sequence[WordReading]], part: Clause, sentence: Sequence[Clause], *,
    people: Sequence[Actor], values: Sequence[Value], before: Actor | None,
) -> Claim:  # fmt: skip
    tokens, reads = said
    inside = range(part.first, part.last + 1)
    words = tuple(sorted({tokens[at].word for at in inside}))
    here = [each for each in people if set(each.words) & set(words)]
    subject = subject_of(tokens, reads, part, here, before=before, is_protocol=statement.is_protocol)
    text = _plain([tokens[at] for at in inside])
    whole = _plain([tokens[at] for at in range(sentence[0].first, sentence[-1].last + 1)])
    acts = _acts(tokens, reads, part)
    denied = _is_negated(tokens, reads, part)
    objects = frozenset(
        noun
        for at in inside
        for noun in reads[at].nouns
        if (reads[at].case in {"accs", "nomn", "gent", None} or reads[at].part == "KK")
        and noun not in subject.names
        and reads[at].case not in {"loct", "loc2", "ablt", "inst"}
    )
    if denied is False and "отрица" in text:
        denied = True
    elif part.joined_by in {"что", "будто"} and _is_behind_denial(tokens, part, sentence):
        denied = not denied
    marks = _marks(text, [tokens[at] for at in inside]) | relation_marks(tokens, reads, part, text, whole)
    if _WILLING.search(whole) and not _FORCED.search(whole):
        marks |= {"willing"}
    if _FORCED.search(whole):
        acts |= {"force"}
    return Claim(
        statement=statement.key, words=words, subject=subject, acts=acts, negated=denied,
        certainty=_certainty(statement, tokens, part, sentence, text=text, whole=whole, subject=subject),
        names=tuple(each for each in here if each.names != subject.names),
        nouns=frozenset(noun for at in inside for noun in reads[at].nouns) - subject.names,
        objects=objects, lemmas=_lemmas(tokens, reads, inside),
        values=tuple(each for each in values if set(each.words) & set(words)), marks=marks,
        verbs=verbs_of(tokens, reads, part), arguments=arguments_of(tokens, reads, part, people),
        states=states_of(tokens, reads, part, negated=denied),
    )  # fmt: skip


def _is_behind_denial(tokens: Sequence[Token], part: Clause, sentence: Sequence[Clause]) -> bool:
    """«отрицает, что брал»."""
    before = next((each for each in sentence if each.last == part.first - 1), None)
    if before is None:
        return False
    inside = range(before.first, before.last + 1)
    denies = any(tokens[at].keys & {"отрицать", "опровергать", "опровергнуть"} for at in inside)
    return denies and not any(tokens[at].plain == "не" for at in inside)


def _acts(tokens: Sequence[Token], reads: Sequence[WordReading], part: Clause) -> frozenset[str]:
    inside = range(part.first, part.last + 1)
    verbs = [at for at in inside if reads[at].verb and reads[at].acts]
    if any(reads[at].acts and not reads[at].verb and reads[at].part == "KK" for at in inside):
        verbs = [at for at in verbs if not reads[at].acts <= _LIGHT]
    loose = [
        at
        for at in inside
        if not reads[at].verb and reads[at].acts and reads[at].part in {"INFN", "GRND", "NOUN", "PRTF", "KK", "ADJS"}
    ]
    found = frozenset(act for at in verbs or loose for act in reads[at].acts)
    found |= frozenset(
        act
        for at in loose
        for act in reads[at].acts
        if reads[at].part in {"INFN", "NOUN", "PRTF", "ADJS"} or (reads[at].part == "KK" and reads[at].acts & _NOUN_ACTS)
    )
    if found <= {"be"} and any("driver" in reads[at].persons for at in inside):
        found |= {"drive"}
    if any(tokens[at].plain in {"было", "был", "была", "были", "нет", "нету"} for at in inside) and not found:
        found = frozenset({"be"})
    if any(tokens[at].plain.startswith("жок") or tokens[at].plain == "бар" for at in inside) and not found - {"go", "be"}:
        found = found - {"go"} | {"have"}
    return found


def _is_negated(tokens: Sequence[Token], reads: Sequence[WordReading], part: Clause) -> bool:
    inside = list(range(part.first, part.last + 1))
    count = 0
    for at in inside:
        token, before = tokens[at], tokens[at - 1] if at > part.first else None
        if token.keys & speech.NOT_DOING and any(reads[each].part == "INFN" for each in inside):
            count += 1
        if (
            (reads[at].negated and (reads[at].verb or reads[at].acts))
            or (token.plain in {"нет", "нету"} and len(inside) > 1 and at != part.first and not _is_bare_no(tokens, at))
            or (token.plain.startswith(("жок", "емес")) and at > part.first and not _is_bare_no(tokens, at))
            or (token.plain == "нет" and at == part.first and len(inside) > 1 and not _is_bare_no(tokens, at))
            or (
                before is not None
                and before.plain == "не"
                and (reads[at].verb or reads[at].part in {"INFN", "ADJS", "PRED", "PRTS"})
            )
        ) or (before is not None and before.plain == "не" and token.plain in {"мной", "мною", "нами"}):
            count += 1
        elif token.plain == "не" and at + 2 <= part.last and tokens[at + 1].plain in {"был", "была", "было", "были"}:
            count += 0
    return count % 2 == 1


def _is_bare_no(tokens: Sequence[Token], at: int) -> bool:
    """«нет,» at the beginning answers, and denies nothing by itself."""
    behind = tokens[at + 1].gap if at + 1 < len(tokens) else "."
    return bool(set(",.!?—") & set(behind)) and (at == 0 or bool(set(",.!?—…") & set(tokens[at].gap)))


def _lemmas(tokens: Sequence[Token], reads: Sequence[WordReading], inside: range) -> frozenset[str]:
    return frozenset(
        min(reads[at].lemmas, key=lambda each: (len(each), each))
        for at in inside
        if reads[at].content and not reads[at].nouns and not reads[at].acts and not reads[at].named
        and not reads[at].lemmas & _EMPTY and tokens[at].plain not in _EMPTY and reads[at].part != "NUMR"
        and not reads[at].colour and reads[at].lemmas and not tokens[at].is_digits
    )  # fmt: skip


def _certainty(
    statement: Statement, tokens: Sequence[Token], part: Clause, sentence: Sequence[Clause], *, text: str, whole: str,
    subject: Actor,
) -> Certainty:  # fmt: skip
    end = tokens[sentence[-1].last].word
    if statement.words[end].text.rstrip("»\"' ").endswith("?"):
        return Certainty.ASKED
    if speech.would(whole):
        return Certainty.HYPOTHETICAL
    told = speech.OF_THE_HEARD.sub("", whole) if statement.is_protocol else whole
    if speech.REPORTED.search(told) or _is_told(statement, tokens, part, sentence):
        return Certainty.REPORTED
    doubt = speech.DOUBT.search(whole)
    if doubt and not ({"know"} & _denied_knowing(whole)):
        return Certainty.DOUBTFUL
    return Certainty.STATED


def _denied_knowing(whole: str) -> frozenset[str]:
    """«Ондай адамды білмеймін» is no doubt but says that somebody is not known."""
    return (
        frozenset({"know"})
        if re.search(r"(?:адамды|кисини|деген \w+|\w+[нт]ы) (?:мулде |мен )?билм", whole)
        else frozenset()
    )


def _is_told(statement: Statement, tokens: Sequence[Token], part: Clause, sentence: Sequence[Clause]) -> bool:
    """Behind «сказал, что» of another, and of what «деп айтты» ends."""
    for each in sentence:
        if each.first >= part.first or each.first > part.first:
            continue
        stretch = tokens[each.first : each.last + 1]
        for token in stretch:
            if not token.keys & speech.TELLS or token.plain in {"говорю", "сказать", "скажу", "говорим"}:
                continue
            head = not any(
                other.plain in {"он", "она", "они", "ол"} or (other.text[:1].isupper() and other is not stretch[0])
                for other in stretch
            )
            if statement.is_protocol and head and token.keys & speech.PROTOCOL_HEADS:
                continue
            if any(other.plain in {"я", "мен"} for other in stretch):
                continue
            between = [tokens[at].plain for at in range(each.first, part.first + 2) if at < len(tokens)]
            if "что" in between or "будто" in between or tokens[part.first].gap.strip().startswith(":"):
                return True
    later = _plain(tokens[part.last + 1 : sentence[-1].last + 1])
    return bool(re.match(r"(?:деп|дейди|деди) ", later + " "))


def _marks(text: str, tokens: Sequence[Token]) -> frozenset[str]:
    found = set()
    for mark, pattern in (
        ("habit", speech.HABIT), ("other occasion", speech.OTHER_OCCASION), ("except", speech.EXCEPT), ("only",
        speech.ONLY),
        ("first time", speech.FIRST_TIME), ("last time", speech.LAST_TIME), ("first of all", speech.FIRST_OF_ALL),
        ("forced", _FORCED), ("alone", _ALONE),
    ):  # fmt: skip
        if pattern.search(text):
            found.add(mark)
    if speech.NO_PART.search(text):
        found.add("no part")
    if any(token.plain in speech.NOBODY for token in tokens):
        found.add("nobody")
    if any(
        token.plain in {"ничего", "никого", "ештене", "ешкимди", "ештенени", "ешкимге", "никому", "никуда", "нигде"}
        for token in tokens
    ):
        found.add("nothing at all")
    if any(token.plain in {"там", "жерде", "туда", "тут"} for token in tokens):
        found.add("there")
    if any(token.plain in {"тоже", "также", "еще", "тагы", "вместе", "вдвоем", "бирге", "да"} for token in tokens):
        found.add("with others")
    return frozenset(found)


def _asked_claim(
    statement: Statement,
    tokens: Sequence[Token],
    reads: Sequence[WordReading],
    people: Sequence[Actor],
    values: Sequence[Value],
) -> Claim:
    """The question as a claim that may be affirmed or denied."""
    part = Clause(first=0, last=len(tokens) - 1, sentence=0)
    text = _plain(tokens)
    subject = subject_of(tokens, reads, part, people, before=None, is_protocol=False)
    if re.search(r"\b(?:кто|ким)\b", text) and subject.who in {Who.OPEN, Who.SELF, Who.THEY}:
        subject = Actor(who=Who.OTHER)
    said_they = any(token.plain in {"они", "олар"} for token in tokens)
    if subject.who is Who.YOU or (subject.who in {Who.OPEN, Who.THEY} and not said_they and _is_of_you(tokens, reads)):
        subject = Actor(who=Who.SELF)
    return Claim(
        statement=statement.key, words=(), subject=replace(subject, words=()), acts=_acts(tokens, reads, part),
        negated=_is_negated(tokens, reads, part), certainty=Certainty.STATED,
        names=tuple(replace(each, words=()) for each in people if each.names != subject.names),
        nouns=frozenset(noun for read in reads for noun in read.nouns) - subject.names,
        objects=frozenset(noun for read in reads for noun in read.nouns) - subject.names,
        lemmas=_lemmas(tokens, reads, range(len(tokens))), values=tuple(values),
        marks=relation_marks(tokens, reads, part, text, text), answer=True,
        verbs=verbs_of(tokens, reads, part), arguments=arguments_of(tokens, reads, part, people),
    )  # fmt: skip


def _is_of_you(tokens: Sequence[Token], reads: Sequence[WordReading]) -> bool:
    return any(token.plain in {"вы", "вас", "вам", "вами", "сиз", "сизге", "сизди", "сизде"} for token in tokens) or any(
        (read.part == "KK" and read.verb and re.search(r"(?:сыз|сиз|ныз|низ)(?:дар|дер)?$", token.plain))
        or (read.verb and read.plural and read.part == "VERB" and read.person in {2, None})
        for token, read in zip(tokens, reads, strict=True)
    )


_OPEN_QUESTION = re.compile(
    r"\b(?:кто|кого|кому|кем|что|чего|чем|где|куда|откуда|когда|сколько|какой|какая|какую|какое|какие|каком|как|чей"
    r"|почему|зачем"
    r"|во сколько|на чем|во что|ким|кимди|кимге|кимнен|нени|не (?:истед\w*|болды|айтты\w*|дейди|кордин\w*|бар"
    r"|жогалды)|кайда|кайдан|кашан|канша|нешеде|неше|кандай|калай|неге"
    r"|кимнин)\b"
)


def _answered(statement: Statement, claims: list[Claim], asked: Claim, texts: tuple[str, str]) -> list[Claim]:
    """Yes and no stand for their question; an answer without a predicate takes the question's."""
    text, question = texts
    made = list(claims)
    wh = bool(_OPEN_QUESTION.search(re.sub(r"(?:кто|что)-?\s?(?:нибудь|то|либо)", "", question)))
    yes, no = bool(speech.YES.match(text)), bool(speech.NO.match(text))
    doubtful = claims[0].certainty if claims else Certainty.STATED
    if not wh and (yes or no):
        if not (yes and asked.negated):
            made.append(replace(asked, negated=no, certainty=doubtful, words=claims[0].words if claims else ()))
        if not (yes and asked.negated):
            return [*(_in_context(each, asked, question=question, negated=no) for each in made[:-1]), *made[-1:]]
        return made
    slots = _asked_slots(question)
    told = tuple(
        value
        for each in claims
        for value in each.values
        if value.kind in slots and not value.denied and value.unit != "part"
    )
    made = [_in_context(each, asked, question=question, negated=no and len(each.words) <= 1) for each in made]
    kinds = [each.kind for each in told]
    if told and len(set(kinds)) == len(kinds) and asked.acts and not asked.negated:
        words = tuple(sorted({word for each in told for word in each.words}))
        made.append(replace(asked, words=words, values=told, certainty=doubtful, answer=False))
    return made


_SLOT_QUESTIONS = (
    (re.compile(r"\b(?:когда|во сколько|в котором|кашан|нешеде)\b"), frozenset({SlotKind.TIME, SlotKind.DATE})),
    (re.compile(r"\b(?:какого числа|в какой день)\b"), frozenset({SlotKind.DATE})),
    (re.compile(r"\b(?:сколько|какую сумму|канша)\b"), frozenset({SlotKind.SUM, SlotKind.COUNT})),
    (re.compile(r"\b(?:на чем|какая машина|какой машине|немен|кандай колик)\b"), frozenset({SlotKind.VEHICLE})),
)


def _asked_slots(question: str) -> frozenset[SlotKind]:
    """What kind of value a question asks for: an answer's value is of its event, whatever verb stands beside it."""
    return next((slots for pattern, slots in _SLOT_QUESTIONS if pattern.search(question)), frozenset())


def _is_of_asked(claim: Claim, asked: Claim, question: str) -> bool:
    """«Чем он бил?» — «бутылкой ударил»: who is left out of the answer is who was asked about."""
    if asked.subject.who not in {Who.OTHER, Who.NAMED, Who.NOUN}:
        return False
    role = wanted(question)
    return role is not Role.SUBJECT and (bool(claim.verbs & asked.verbs) or role in {Role.MEANS, Role.OBJECT, Role.TO})


def _in_context(claim: Claim, asked: Claim, *, question: str = "", negated: bool = False) -> Claim:
    """What an answer leaves out, as its question has it."""
    takes = not claim.acts or (claim.acts <= {"be", "have"} and not claim.nouns)
    subject = claim.subject
    if subject.who is Who.OPEN or (takes and subject.who is Who.SELF and asked.subject.who not in {Who.OPEN, Who.YOU}):
        subject = asked.subject if asked.subject.who is not Who.OPEN else subject
    if subject.who is Who.SELF and not subject.words and _is_of_asked(claim, asked, question):
        subject = asked.subject
    other = {each.kind for each in claim.values}
    near = tuple(each for each in asked.values if each.kind not in other and each.kind in {SlotKind.DATE, SlotKind.TIME})
    return replace(
        claim, acts=asked.acts if takes and asked.acts else claim.acts, subject=subject,
        negated=claim.negated or (takes and negated),
        objects=claim.objects | asked.objects if takes else claim.objects,
        nouns=claim.nouns | asked.nouns if takes else claim.nouns,
        names=claim.names + tuple(each for each in asked.names if each.names != subject.names) if takes else claim.names,
        values=claim.values + near, marks=claim.marks | (asked.marks if takes else frozenset()),
        verbs=claim.verbs or asked.verbs,
    )  # fmt: skip
