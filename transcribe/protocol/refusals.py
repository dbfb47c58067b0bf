"""Questions that were withdrawn or disallowed, and answers that were refused: art. 212 wants both with their reasons.

What was said stays in the record as it was said. A line after it says what became of it; a question of which a person has
stated that needs no answer. The grounds are those that docs on the law name; no lawyer has confirmed them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from models.interrogation import InterrogationForm, Refusal, RefusalGround, Role, Withdrawal, WithdrawnQuestion
from models.protocol_document import Block, Entry, EntryKind, ParagraphStyle, Text
from models.transcript import Transcript
from transcribe.protocol.errors import TurnTwiceError, VoiceUnknownError
from transcribe.protocol.pen import Pen, Wording
from transcribe.protocol.roles import ROLES
from transcribe.protocol.voices import recording_number

TurnKey = tuple[int, str]
_Ruling = TypeVar("_Ruling", WithdrawnQuestion, Refusal)

_HOW: Mapping[Withdrawal, Wording] = {
    Withdrawal.WITHDRAWN: Wording(ru="Вопрос снят", kk="Сұрақ алып тасталды"),
    Withdrawal.DISALLOWED: Wording(ru="Вопрос отведён", kk="Сұрақ қабылданбады"),
}
_HOW_GAP = Wording(ru="снят вопрос или отведён", kk="сұрақ алып тасталды ма, әлде қабылданбады ма")
_BY_GAP = Wording(ru="кем снят или отведён вопрос", kk="сұрақты кім алып тастады немесе қабылдамады")
_WITHDRAWN = Wording(ru="{how} ({by}). Причина: {reason}.", kk="{how} ({by}). Себебі: {reason}.")
_WITHDRAWN_GAP = Wording(
    ru="причина, по которой вопрос снят или отведён", kk="сұрақтың алып тасталу немесе қабылданбау себебі"
)
_REFUSED = Wording(ru="Отвечать на вопрос отказался (отказалась). {why}", kk="Сұраққа жауап беруден бас тартты. {why}")
_GROUND = Wording(ru="Основание: {what}.", kk="Негізі: {what}.")
_REASON = Wording(ru="Причина: {what}.", kk="Себебі: {what}.")
_REASON_GAP = Wording(ru="причина отказа отвечать на вопрос", kk="сұраққа жауап беруден бас тарту себебі")
_OWN_PEOPLE = Wording(
    ru="право не давать показаний против самого себя, супруга (супруги) и близких родственников (статья 77 Конституции РК, "
    "статья 28 УПК РК)",
    kk="өзіне, жұбайына (зайыбына) және жақын туыстарына қарсы айғақ бермеу құқығы (ҚР Конституциясының 77-бабы, ҚР "
    "ҚПК-нің 28-бабы)",
)
_RIGHT = Wording(
    ru="право отказаться от дачи показаний (статья {article} УПК РК)",
    kk="айғақ беруден бас тарту құқығы (ҚР ҚПК-нің {article}-бабы)",
)
_RIGHT_GAP = Wording(
    ru="номер статьи, по которой лицо вправе отказаться от дачи показаний",
    kk="адамның айғақ беруден бас тартуға құқық беретін бабының нөмірі",
)
_WITH_RIGHT = (Role.SUSPECT, Role.WITNESS_WITH_DEFENCE)
"""Who may refuse to testify at all, by the article on the rights of that capacity."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unanswered:
    """What a person stated of questions and answers, by the turns in which they were said."""

    withdrawn: Mapping[TurnKey, WithdrawnQuestion]
    refused: Mapping[TurnKey, Refusal]

    @property
    def turns(self) -> frozenset[TurnKey]:
        """Turns after which no answer is missing."""
        return frozenset({*self.withdrawn, *self.refused})


def unanswered(transcripts: Sequence[Transcript], form: InterrogationForm) -> Unanswered:
    """The form's statements; VoiceUnknownError where a turn does not exist or is left out, TurnTwiceError."""
    known = {(number, turn.id) for number, each in enumerate(transcripts, start=1) for turn in each.turns}
    known -= {(recording_number(each.recording, each.turn, len(transcripts)), each.turn) for each in form.leave_out}
    return Unanswered(
        withdrawn=_by_turn(form.withdrawn_questions, known, len(transcripts)),
        refused=_by_turn(form.refusals, known, len(transcripts)),
    )


def _by_turn(stated: Sequence[_Ruling], known: set[TurnKey], recordings: int) -> dict[TurnKey, _Ruling]:
    made: dict[TurnKey, _Ruling] = {}
    for each in stated:
        key = (recording_number(each.recording, each.turn, recordings), each.turn)
        if key not in known:
            raise _unknown(key, known)
        if key in made:
            raise TurnTwiceError(key=each.turn)
        made[key] = each
    return made


def _unknown(key: TurnKey, known: set[TurnKey]) -> VoiceUnknownError:
    shown = [f"{recording}:{turn}" for recording, turn in sorted(known)[:5]]
    return VoiceUnknownError(key=f"{key[0]}:{key[1]}", known=", ".join([*shown, "…"]))


def with_notes(entries: Sequence[Entry], stated: Unanswered, form: InterrogationForm, pen: Pen) -> tuple[Block, ...]:
    """The record with a line after each such question or answer."""
    notes: dict[int, list[Text]] = {}  # by the number of the entry that they stand after
    last = {each.question: each.number for each in entries if each.question is not None}  # of a question's answer
    for entry in entries:
        keys = [(entry.recording, turn.turn_id) for turn in entry.turns]
        for key in keys:
            if key in stated.withdrawn:
                notes.setdefault(entry.number, []).append(_withdrawn(stated.withdrawn[key], pen))
            if key in stated.refused:
                is_question = entry.kind is EntryKind.QUESTION
                after = last.get(entry.number, entry.number) if is_question else entry.number
                notes.setdefault(after, []).append(_refused(stated.refused[key], form, pen))
    return tuple(_blocks(entries, notes, pen))


def _blocks(entries: Sequence[Entry], notes: Mapping[int, Sequence[Text]], pen: Pen) -> Iterator[Block]:
    for entry in entries:
        yield entry
        for text in notes.get(entry.number, ()):
            yield pen.paragraph(text, ParagraphStyle.ITEM)


def _withdrawn(stated: WithdrawnQuestion, pen: Pen) -> Text:
    how = pen.say(_HOW[stated.how]) if stated.how else pen.gap(_HOW_GAP)
    return pen.say(
        _WITHDRAWN, how=how, by=pen.value(stated.by, _BY_GAP), reason=pen.value(_bare(stated.reason), _WITHDRAWN_GAP)
    )


def _refused(stated: Refusal, form: InterrogationForm, pen: Pen) -> Text:
    ground = _ground(stated.ground, form, pen) if stated.ground else None
    why: Text = ()
    if ground is not None:
        why = pen.say(_GROUND, what=ground)
    if stated.reason is not None or ground is None:
        reason = pen.say(_REASON, what=pen.value(_bare(stated.reason), _REASON_GAP))
        why = (*why, *pen.say(Wording(ru=" {what}", kk=" {what}"), what=reason)) if why else reason
    return pen.say(_REFUSED, why=why)


def _ground(ground: RefusalGround, form: InterrogationForm, pen: Pen) -> Text:
    if ground is RefusalGround.SELF_AND_RELATIVES:
        return pen.say(_OWN_PEOPLE)
    article = ROLES[form.role].rights_article if form.role in _WITH_RIGHT else None
    return pen.say(_RIGHT, article=pen.value(article, _RIGHT_GAP))


def _bare(stated: str | None) -> str | None:
    """Without the full stop, which the line has itself."""
    return stated.rstrip(". ") or None if stated else None
