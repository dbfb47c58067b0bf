"""Proposes who each voice is, with reasons in words. A person rules; the proposal decides nothing by itself."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.interrogation import ParticipantRole
from models.protocol_document import VoiceProposal
from models.sentences import Sentence
from models.span import Seconds
from models.transcript import Transcript, Turn
from transcribe.protocol.places import clock
from transcribe.protocol.questions import asks

_OPENING: Seconds = 180.0  # in which people say who they are
_CLEAR_MARGIN = 2  # points between the best and the next before a proposal carries questions and answers
_MIN_QUESTIONS = 2  # one question shows nothing: everybody asks one
_CLEAR_ANSWERS = 0.5  # share of the official's questions that one voice answers
_OTHER_ANSWERS = 0.25  # share above which a second answering voice makes it unclear
_QUOTE_CHARACTERS = 60

_RIGHTS = re.compile(
    r"\b(?:разъясня\w*|разъяснен\w*|права и обязанности|предупрежда\w*|предупрежден\w*|"
    r"құқықтар\w*|құқығыңыз\w*|түсіндіремін|ескертемін|ескертіл\w*)\b",
    re.IGNORECASE,
)
_OFFICIAL_OPENING = re.compile(
    r"(?:\b(?:я|меня зовут)\b.{0,40}\b(?:следователь|дознаватель)|\b(?:следователь|дознаватель)\b.{0,60}\bдопрос|"
    r"\b(?:мен|менің атым)\b.{0,40}\b(?:тергеуші|анықтаушы)|\bжауап алуды баста)",
    re.IGNORECASE,
)
_INTERPRETER_OPENING = re.compile(
    r"(?:\bя\b.{0,20}\bпереводчи\w*|\bаудармашымын\b|\bмен\b.{0,20}\bаудармашы)", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Evidence:
    """What one voice's words show."""

    voice: str
    turns: int
    asked: tuple[Turn, ...]
    rights: tuple[Turn, ...]
    official_opening: tuple[Turn, ...]
    interpreter_opening: tuple[Turn, ...]

    @property
    def points(self) -> int:
        """For being the official: rights, opening, and mostly asking weigh alike."""
        mostly_asks = len(self.asked) >= _MIN_QUESTIONS and len(self.asked) * 2 >= self.turns
        return 2 * bool(self.rights) + 2 * bool(self.official_opening) + 2 * mostly_asks


def punctuated(transcript: Transcript) -> bool:
    """Whether the engine wrote question marks at all."""
    return any("?" in turn.text for turn in transcript.turns)


def propose(transcript: Transcript, ruled: Mapping[str, ParticipantRole], *, recording: int) -> tuple[VoiceProposal, ...]:
    """A proposal for each voice with turns that nobody has ruled on, in order of first speaking.

    Args:
        transcript: One recording's machine layer.
        ruled: What a person has ruled of its voices.
        recording: The recording's number, from 1.
    """
    evidence = [_evidence(transcript, voice) for voice in dict.fromkeys(turn.voice for turn in transcript.turns)]
    official, official_carries = _official(evidence, ruled)
    person, person_carries = _interrogated(transcript, evidence, ruled, official)
    proposals = []
    for each in evidence:
        if each.voice in ruled:
            continue
        role, carries, reasons = None, False, _official_reasons(each)
        if each.interpreter_opening:
            role, reasons = ParticipantRole.INTERPRETER, (_says_interpreter(each.interpreter_opening[0]),)
        elif each.voice == official:
            role, carries = ParticipantRole.INVESTIGATOR, official_carries
        elif each.voice == person:
            role, carries = ParticipantRole.INTERROGATED, person_carries
            reasons = (*_answer_reasons(transcript, official, each.voice), *reasons)
        proposals.append(
            VoiceProposal(recording=recording, voice=each.voice, role=role, carries=carries, reasons=reasons or (_NOTHING,))
        )
    return tuple(proposals)


def _evidence(transcript: Transcript, voice: str) -> _Evidence:
    turns = [turn for turn in transcript.turns if turn.voice == voice]
    marks = punctuated(transcript)
    opening = [turn for turn in turns if turn.start <= _OPENING]
    return _Evidence(
        voice=voice,
        turns=len(turns),
        asked=tuple(turn for turn in turns if asks(turn.text, punctuated=marks)),
        rights=tuple(turn for turn in turns if _RIGHTS.search(turn.text)),
        official_opening=tuple(turn for turn in opening if _OFFICIAL_OPENING.search(turn.text)),
        interpreter_opening=tuple(turn for turn in opening if _INTERPRETER_OPENING.search(turn.text)),
    )


def _official(evidence: Sequence[_Evidence], ruled: Mapping[str, ParticipantRole]) -> tuple[str | None, bool]:
    """The official's voice and whether that is clear; a ruling is always clear."""
    for voice, role in ruled.items():
        if role is ParticipantRole.INVESTIGATOR:
            return voice, True
    open_voices = [each for each in evidence if each.voice not in ruled and not each.interpreter_opening]
    ranked = sorted(open_voices, key=lambda each: -each.points)
    if not ranked or not ranked[0].points:
        return None, False
    next_points = ranked[1].points if len(ranked) > 1 else 0
    if ranked[0].points == next_points:
        return None, False
    return ranked[0].voice, ranked[0].points - next_points >= _CLEAR_MARGIN


def _interrogated(
    transcript: Transcript, evidence: Sequence[_Evidence], ruled: Mapping[str, ParticipantRole], official: str | None
) -> tuple[str | None, bool]:
    """The voice that answers the official's questions, and whether it is the only one that does."""
    if official is None or ParticipantRole.INTERROGATED in ruled.values():
        return None, False
    answered, total = _answers(transcript, official)
    closed = {official, *ruled, *(each.voice for each in evidence if each.interpreter_opening)}
    ranked = [(voice, count) for voice, count in answered.most_common() if voice not in closed]
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None, False
    others = sum(count for voice, count in answered.items() if voice != ranked[0][0])
    clear = ranked[0][1] >= _MIN_QUESTIONS and ranked[0][1] >= _CLEAR_ANSWERS * total and others <= _OTHER_ANSWERS * total
    return ranked[0][0], clear


def _answers(transcript: Transcript, official: str) -> tuple[Counter[str], int]:
    """Who speaks right after each of the official's questions, and how many there are."""
    marks = punctuated(transcript)
    answered: Counter[str] = Counter()
    total = 0
    for turn, following in zip(transcript.turns, [*transcript.turns[1:], None], strict=True):
        if turn.voice != official or not asks(turn.text, punctuated=marks):
            continue
        total += 1
        if following is not None and following.voice != official:
            answered[following.voice] += 1
    return answered, total


def _quote(turn: Turn) -> dict[str, str]:
    text = turn.text if len(turn.text) <= _QUOTE_CHARACTERS else turn.text[: _QUOTE_CHARACTERS - 1] + "…"
    return {"time": clock(turn.start), "quote": text}


_NOTHING = Sentence(
    ru="слова не указывают, кто это",
    kk="сөздерінен кім екені көрінбейді",
    en="the words do not show who this is",
)
_ASKS = Sentence(
    ru="спрашивает в {asked} из {turns} реплик, первый раз в {time}: «{quote}»",
    kk="{turns} репликаның {asked} репликасында сұрақ қояды, алғаш рет {time}: «{quote}»",
    en="asks in {asked} of {turns} turns, first at {time}: '{quote}'",
)
_READS_RIGHTS = Sentence(
    ru="говорит о правах или предупреждает, в {time}: «{quote}»",
    kk="құқықтар туралы айтады немесе ескертеді, {time}: «{quote}»",
    en="speaks of rights or warns, at {time}: '{quote}'",
)
_OPENS = Sentence(
    ru="в начале записи говорит о себе как о следователе, в {time}: «{quote}»",
    kk="жазбаның басында өзін тергеуші деп айтады, {time}: «{quote}»",
    en="speaks of itself as the investigator in the opening, at {time}: '{quote}'",
)
_INTERPRETS = Sentence(
    ru="в начале записи называет себя переводчиком, в {time}: «{quote}»",
    kk="жазбаның басында өзін аудармашы деп атайды, {time}: «{quote}»",
    en="calls itself the interpreter in the opening, at {time}: '{quote}'",
)
_ANSWERS = Sentence(
    ru="говорит сразу после {answered} из {total} вопросов голоса {official}",
    kk="{official} дауысының {total} сұрағының {answered} сұрағынан кейін бірден сөйлейді",
    en="speaks right after {answered} of {total} questions of {official}",
)
REASONS = (_NOTHING, _ASKS, _READS_RIGHTS, _OPENS, _INTERPRETS, _ANSWERS)
"""Everything a proposal may give as its reason."""


def _official_reasons(evidence: _Evidence) -> tuple[Sentence, ...]:
    reasons = []
    if evidence.official_opening:
        reasons.append(_OPENS.filled(**_quote(evidence.official_opening[0])))
    if evidence.rights:
        reasons.append(_READS_RIGHTS.filled(**_quote(evidence.rights[0])))
    if evidence.asked:
        counted = {"asked": len(evidence.asked), "turns": evidence.turns}
        reasons.append(_ASKS.filled(**counted, **_quote(evidence.asked[0])))
    return tuple(reasons)


def _says_interpreter(turn: Turn) -> Sentence:
    return _INTERPRETS.filled(**_quote(turn))


def _answer_reasons(transcript: Transcript, official: str | None, voice: str) -> tuple[Sentence, ...]:
    if official is None:
        return ()
    answered, total = _answers(transcript, official)
    return (_ANSWERS.filled(answered=answered[voice], total=total, official=official),)
