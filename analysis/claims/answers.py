"""Answers read against their questions: yes and no stand for them, and what an answer leaves out they have."""

from collections.abc import Sequence
from dataclasses import replace

from analysis.claims import speech
from analysis.claims.clauses import Clause
from analysis.claims.folding import folded_pattern
from analysis.claims.frames import arguments_of, verbs_of, wanted
from analysis.claims.predicates import acts_of, is_negated, lemmas_of
from analysis.claims.readings import WordReading
from analysis.claims.records import Actor, Certainty, Claim, Role, SlotKind, Statement, Value, Who
from analysis.claims.relations import relation_marks
from analysis.claims.subjects import subject_of
from analysis.mentions.tokens import Token

_WHO = folded_pattern(r"\b(?:кто|ким)\b")
_WHERE = folded_pattern(r"\b(?:где|қайда)\b")
_YOU = frozenset({"вы", "вас", "вам", "вами", "сиз", "сизге", "сизди", "сизде"})
_YOU_DO = folded_pattern(r"(?:сыз|сиз|ныз|низ)(?:дар|дер)?$")
_THEY = frozenset({"они", "олар"})
_ANYBODY = folded_pattern(r"(?:кто|что)-?\s?(?:нибудь|то|либо)")
_OPEN_QUESTION = folded_pattern(
    r"\b(?:кто|кого|кому|кем|что|чего|чем|где|куда|откуда|когда|сколько|какой|какая|какую|какое|какие|каком|как|чей"
    r"|почему|зачем"
    r"|во сколько|на чем|во что|ким|кимди|кимге|кимнен|нени|не (?:истед\w*|болды|айтты\w*|дейди|кордин\w*|бар"
    r"|жогалды)|кайда|кайдан|кашан|канша|нешеде|неше|кандай|калай|неге"
    r"|кимнин)\b"
)
_SLOT_QUESTIONS = (
    (folded_pattern(r"\b(?:когда|во сколько|в котором|кашан|нешеде)\b"), frozenset({SlotKind.TIME, SlotKind.DATE})),
    (folded_pattern(r"\b(?:какого числа|в какой день)\b"), frozenset({SlotKind.DATE})),
    (folded_pattern(r"\b(?:сколько|какую сумму|канша)\b"), frozenset({SlotKind.SUM, SlotKind.COUNT})),
    (folded_pattern(r"\b(?:на чем|какая машина|какой машине|немен|кандай колик)\b"), frozenset({SlotKind.VEHICLE})),
)
_POINTING = frozenset({"его", "ее", "их", "это", "этого", "оны", "соны", "оларды"})
_WHEN = frozenset({SlotKind.DATE, SlotKind.TIME})
"""What a question tells of its answer too."""


def asked_claim(
    statement: Statement, said: tuple[Sequence[Token], Sequence[WordReading]], people: Sequence[Actor],
    values: Sequence[Value],
) -> Claim:  # fmt: skip
    """The question as a claim that may be affirmed or denied; of its tokens, its names and its values."""
    tokens, reads = said
    part = Clause(first=0, last=len(tokens) - 1, sentence=0)
    text = " ".join(token.plain for token in tokens)
    subject = _asked_subject(tokens, reads, subject_of(tokens, reads, part, people, before=None), text)
    nouns = frozenset(noun for read in reads for noun in read.nouns) - subject.names
    return Claim(
        statement=statement.key, words=(), subject=replace(subject, words=()), acts=acts_of(tokens, reads, part),
        negated=is_negated(tokens, reads, part), certainty=Certainty.STATED,
        names=tuple(replace(each, words=()) for each in people if each.names != subject.names),
        nouns=nouns, objects=nouns, lemmas=lemmas_of(tokens, reads, range(len(tokens))), values=tuple(values),
        marks=relation_marks(tokens, reads, part, text, text), answer=True,
        verbs=verbs_of(tokens, reads, part), arguments=arguments_of(tokens, reads, part, people),
    )  # fmt: skip


def _asked_subject(tokens: Sequence[Token], reads: Sequence[WordReading], subject: Actor, text: str) -> Actor:
    """«вы» of a question is «я» of its answer; «кто» is another."""
    if _WHO.search(text) and subject.who in {Who.OPEN, Who.SELF, Who.THEY}:
        return Actor(who=Who.OTHER)
    said_they = any(token.plain in _THEY for token in tokens)
    if subject.who is Who.YOU or (subject.who in {Who.OPEN, Who.THEY} and not said_they and _is_of_you(tokens, reads)):
        return Actor(who=Who.SELF)
    return subject


def _is_of_you(tokens: Sequence[Token], reads: Sequence[WordReading]) -> bool:
    return any(token.plain in _YOU for token in tokens) or any(
        (read.part == "KK" and read.verb and _YOU_DO.search(token.plain))
        or (read.verb and read.plural and read.part == "VERB" and read.person in {2, None})
        for token, read in zip(tokens, reads, strict=True)
    )


def answered(claims: Sequence[Claim], asked: Claim, *, text: str, question: str) -> list[Claim]:
    """An answer's claims beside its question's; `text` and `question` in small folded letters.

    Yes and no stand for their question, and an answer without a predicate takes the question's.
    """
    yes, no = bool(speech.YES.match(text)), bool(speech.NO.match(text))
    if not _POINTING.isdisjoint(text.split()):
        claims = [_pointing(each, asked) if each.acts else each for each in claims]
    if not _is_open(question) and (yes or no):
        return _yes_or_no(claims, asked, question, yes=yes, no=no)
    made = [_in_context(each, asked, question=question, negated=no and len(each.words) <= 1) for each in claims]
    told = _told_values(claims, _asked_slots(question))
    if told and len({each.kind for each in told}) == len(told) and asked.acts and not asked.negated:
        words = tuple(sorted({word for each in told for word in each.words}))
        made.append(replace(asked, words=words, values=told, certainty=_certainty(claims), answer=False))
    return made


def _yes_or_no(claims: Sequence[Claim], asked: Claim, question: str, *, yes: bool, no: bool) -> list[Claim]:
    if yes and asked.negated:  # «вы не заходили?» — «да» may be either
        return list(claims)
    words = claims[0].words if claims else ()
    stands = replace(asked, negated=no, certainty=_certainty(claims), words=words)
    return [*(_in_context(each, asked, question=question, negated=no) for each in claims), stands]


def _certainty(claims: Sequence[Claim]) -> Certainty:
    """Of an answer: that of its first clause."""
    return claims[0].certainty if claims else Certainty.STATED


def _is_open(question: str) -> bool:
    """Whether it asks who, what, where, and not for yes or no."""
    return bool(_OPEN_QUESTION.search(_ANYBODY.sub("", question)))


def _told_values(claims: Sequence[Claim], slots: frozenset[SlotKind]) -> tuple[Value, ...]:
    values = (value for each in claims for value in each.values)
    return tuple(value for value in values if value.kind in slots and not value.denied and value.unit != "part")


def _asked_slots(question: str) -> frozenset[SlotKind]:
    """What kind of value a question asks for: an answer's value is of its event, whatever verb stands beside it."""
    return next((slots for pattern, slots in _SLOT_QUESTIONS if pattern.search(question)), frozenset())


def _in_context(claim: Claim, asked: Claim, *, question: str, negated: bool) -> Claim:
    """What an answer leaves out, as its question has it."""
    takes = not claim.acts or (claim.acts <= {"be", "have"} and not claim.nouns)
    subject = _answering_subject(claim, asked, question, takes=takes)
    own = {each.kind for each in claim.values}
    told = replace(
        claim, subject=subject, values=claim.values + tuple(each for each in asked.values if each.kind in _WHEN - own),
        verbs=claim.verbs or asked.verbs,
    )  # fmt: skip
    if not takes:
        return told
    return replace(
        told, acts=asked.acts or claim.acts, negated=claim.negated or negated, objects=claim.objects | asked.objects,
        nouns=claim.nouns | asked.nouns, marks=claim.marks | asked.marks,
        names=claim.names + tuple(each for each in asked.names if each.names != subject.names),
    )  # fmt: skip


def _pointing(claim: Claim, asked: Claim) -> Claim:
    """«я его выключил»: what a pronoun points at is the one thing that was asked about."""
    things = [each for each in asked.arguments if each.role is Role.OBJECT and not each.animate]
    if len(things) != 1 or any(each.role is Role.OBJECT for each in claim.arguments):
        return claim
    return replace(
        claim, arguments=(*claim.arguments, replace(things[0], words=())), lemmas=claim.lemmas | asked.lemmas,
        nouns=claim.nouns | things[0].meanings, objects=claim.objects | things[0].meanings,
    )  # fmt: skip


def _answering_subject(claim: Claim, asked: Claim, question: str, *, takes: bool) -> Actor:
    """Who does it: the answer's own subject, or the question's, where the answer leaves it out."""
    subject = claim.subject
    left_out = subject.who is Who.OPEN or (takes and subject.who is Who.SELF and asked.subject.who is not Who.YOU)
    if left_out and asked.subject.who is not Who.OPEN:
        subject = asked.subject
    if subject.who is Who.SELF and not subject.words and _is_of_asked(claim, asked, question):
        return asked.subject
    return subject


def _is_of_asked(claim: Claim, asked: Claim, question: str) -> bool:
    """«Чем он бил?» — «бутылкой ударил»: who is left out of the answer is who was asked about."""
    if asked.subject.who not in {Who.OTHER, Who.NAMED, Who.NOUN}:
        return False
    role = wanted(question)
    if role is Role.SUBJECT:
        return False
    of_him = asked.acts == {"be"} and bool(_WHERE.search(question))  # «Где был муж?» — «на кухне ужинал»
    return of_him or bool(claim.verbs & asked.verbs) or role in {Role.MEANS, Role.OBJECT, Role.TO}
