"""Turns become the record: questions, answers, statements and translations, each with its word ids.

How turns are joined, and why:

* A question is a run of the official's turns, an answer a run of the interrogated person's turns. The official's turns
  with more than `REPEAT_SILENCE` between them are two questions: the first was left without an answer, which art. 212
  wants written down.
* Nothing before the official's first question is paired: that is the opening and the rights.
* An answer must follow its question directly, only a translation or a turn that was left out may stand between. What the
  person says after the defender or an unnamed voice may answer them, so it is a statement.
* "No answer" is claimed only where the official asked, nobody spoke, no speech without words was heard in between, and
  the official speaks next. In every other case a missing answer is a gap.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from models.interrogation import ParticipantRole
from models.protocol_document import Entry, EntryKind, LeftOutTurn, Run, RunMark, Text, TurnPointer
from models.sentences import Sentence
from models.span import Seconds, Span
from models.transcript import LedgerKind, Transcript, Turn, Word, WordMark
from transcribe.protocol.pen import Pen, Wording
from transcribe.protocol.places import place
from transcribe.protocol.questions import asks
from transcribe.protocol.voices import Seat, VoiceKey
from transcribe.protocol.who import punctuated

REPEAT_SILENCE: Seconds = 5.0
"""Silence after which the official, speaking again, asks anew: time enough to have answered."""

ANSWER_MISSING = Wording(ru="ответ: {why}", kk="жауап: {why}")
NO_ANSWER = Wording(ru="Ответ не получен.", kk="Жауап алынбады.")
_SPEECH_WITHOUT_WORDS = Wording(
    ru="на записи в {where} слышна речь, слова не разобраны", kk="жазбада {where} сөз естіледі, сөздері танылмады"
)
_OTHERS_SPEAK = Wording(
    ru="сразу после вопроса говорит не допрашиваемый, см. следующую реплику",
    kk="сұрақтан кейін бірден жауап беруші сөйлемейді, келесі репликаны қараңыз",
)
_RECORDING_ENDS = Wording(ru="запись кончается вопросом", kk="жазба сұрақпен аяқталады")
QUESTION_LABEL = Wording(ru="Вопрос", kk="Сұрақ")
INVESTIGATOR_QUESTION_LABEL = Wording(ru="Вопрос следователя", kk="Тергеушінің сұрағы")
ANSWER_LABEL = Wording(ru="Ответ", kk="Жауабы")
TRANSLATION_LABEL = Wording(ru="{who} (перевод)", kk="{who} (аударма)")
_PROPOSED_QUESTION = Wording(ru="{who}, предположительно вопрос", kk="{who}, болжам бойынша сұрақ")
_PROPOSED_ANSWER = Wording(ru="{who}, предположительно ответ", kk="{who}, болжам бойынша жауап")
_IN_RECORDING = Wording(ru="запись {number}, {place}", kk="{number}-жазба, {place}")
RULED_OUT = Sentence(
    ru="исключена решением лица, заполнившего форму",
    kk="нысанды толтырған адамның шешімімен алынып тасталды",
    en="left out by the ruling of the person who filled in the form",
)
CREDITS_ONLY = Sentence(
    ru="похожа на титры, которых никто не произносил",
    kk="ешкім айтпаған титрлерге ұқсайды",
    en="reads like caption credits that nobody spoke",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """What was said, and what was left out."""

    entries: tuple[Entry, ...]
    left_out: tuple[LeftOutTurn, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Run:
    """Turns of one voice, one after another."""

    recording: int
    sha256: str
    seat: Seat
    turns: tuple[Turn, ...]

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for turn in self.turns for word in turn.words)

    @property
    def span(self) -> Span:
        return Span(start=min(turn.start for turn in self.turns), end=max(turn.end for turn in self.turns))

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def write_record(
    transcripts: Sequence[Transcript],
    seats: Mapping[VoiceKey, Seat],
    ruled_out: frozenset[tuple[int, str]],
    *,
    pen: Pen,
    by_investigator: bool,
    needs_no_answer: frozenset[tuple[int, str]] = frozenset(),
) -> Record:
    """The record of all recordings in order.

    Args:
        transcripts: In the order of the files; each turn ends up in an entry or among the left out.
        seats: Every voice's seat.
        ruled_out: Turns (number of the recording, turn id) that a person has ruled not to belong here.
        pen: Writes in the document's language.
        by_investigator: The official's stated position is an investigator's, so that questions may be called so.
        needs_no_answer: Turns with questions that a person has stated to be withdrawn, disallowed or not answered.
    """
    entries: list[Entry] = []
    left_out: list[LeftOutTurn] = []
    for number, transcript in enumerate(transcripts, start=1):
        out = {turn.id: reason for turn in transcript.turns if (reason := _why_out(turn, number, ruled_out))}
        left_out.extend(_left_out(transcript, number, out))
        runs = _runs(transcript, number, seats, out)
        writer = _Writer(
            pen=pen,
            transcript=transcript,
            several=len(transcripts) > 1,
            by_investigator=by_investigator,
            needs_no_answer=needs_no_answer,
            punctuated=punctuated(transcript),
            unheard=_unheard(transcript, out),
        )
        entries.extend(writer.entries(runs, first_number=len(entries) + 1))
    return Record(entries=tuple(entries), left_out=tuple(left_out))


def _why_out(turn: Turn, number: int, ruled_out: frozenset[tuple[int, str]]) -> Sentence | None:
    if (number, turn.id) in ruled_out:
        return RULED_OUT
    if all(WordMark.CREDITS in word.marks for word in turn.words):
        return CREDITS_ONLY
    return None


def _left_out(transcript: Transcript, number: int, out: Mapping[str, Sentence]) -> Iterable[LeftOutTurn]:
    for turn in transcript.turns:
        if turn.id in out:
            yield LeftOutTurn(
                turn=_pointer(turn, transcript.recording.sha256),
                recording=number,
                voice=turn.voice,
                span=Span(start=turn.start, end=turn.end),
                text=turn.text,
                reason=out[turn.id],
            )


def _pointer(turn: Turn, sha256: str) -> TurnPointer:
    return TurnPointer(recording_sha256=sha256, turn_id=turn.id, word_ids=tuple(word.id for word in turn.words))


def _runs(transcript: Transcript, number: int, seats: Mapping[VoiceKey, Seat], out: Mapping[str, Sentence]) -> list[_Run]:
    """Turns of one seat one after another; the official's are parted by a silence."""
    runs: list[_Run] = []
    for turn in transcript.turns:
        if turn.id in out:
            continue
        seat, last = seats[number, turn.voice], runs[-1] if runs else None
        if last and last.seat.key == seat.key and not _asks_anew(last, turn):
            runs[-1] = replace(last, turns=(*last.turns, turn))
        else:
            runs.append(_Run(recording=number, sha256=transcript.recording.sha256, seat=seat, turns=(turn,)))
    return runs


def _asks_anew(last: _Run, turn: Turn) -> bool:
    silence = turn.start - last.span.end
    return last.seat.role is ParticipantRole.INVESTIGATOR and silence > REPEAT_SILENCE


def _unheard(transcript: Transcript, out: Mapping[str, Sentence]) -> tuple[Span, ...]:
    """Speech of which no words were written, sound that was lost, and turns that were left out."""
    kinds = (LedgerKind.SPEECH_WITHOUT_WORDS, LedgerKind.OVERLAP, LedgerKind.NOT_PROCESSED)
    spans = [entry.span for entry in transcript.ledger if entry.kind in kinds]
    spans.extend(Span(start=turn.start, end=turn.end) for turn in transcript.turns if turn.id in out)
    return tuple(spans)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Writer:
    """Writes the entries of one recording."""

    pen: Pen
    transcript: Transcript
    several: bool
    by_investigator: bool
    needs_no_answer: frozenset[tuple[int, str]]
    punctuated: bool  # whether the engine wrote question marks
    unheard: tuple[Span, ...]  # where something was said that no entry holds: nobody may claim silence there

    def entries(self, runs: Sequence[_Run], *, first_number: int) -> list[Entry]:
        """Each run as an entry, and an entry for each missing answer."""
        entries: list[Entry] = []
        asked = False  # whether the first question has been heard
        open_question: int | None = None  # the number of the question that the next run may answer
        for index, run in enumerate(runs):
            following = _next_of_others(runs, index)
            number = first_number + len(entries)
            kind = self._kind(run, following, asked=asked, open_question=open_question)
            before = entries[-1] if entries else None
            question = open_question if kind is EntryKind.ANSWER else None
            if kind is EntryKind.TRANSLATION and before is not None:
                question = before.number
            entries.append(self._entry(run, kind, number=number, question=question))
            if kind is EntryKind.QUESTION:
                asked, open_question = True, number
                if missing := self._missing_answer(run, following, number=number + 1):
                    entries.append(missing)
                    open_question = None
            elif kind is not EntryKind.TRANSLATION:
                open_question = None
        return entries

    def _kind(self, run: _Run, following: _Run | None, *, asked: bool, open_question: int | None) -> EntryKind:
        match run.seat.role:
            case None:
                return EntryKind.UNNAMED
            case ParticipantRole.INTERPRETER:
                return EntryKind.TRANSLATION
            case ParticipantRole.INTERROGATED if open_question is not None:
                return EntryKind.ANSWER
            case ParticipantRole.INVESTIGATOR:
                answered = following is not None and following.seat.role is ParticipantRole.INTERROGATED
                if self._asks(run) or (asked and answered):
                    return EntryKind.QUESTION
        return EntryKind.STATEMENT

    def _asks(self, run: _Run) -> bool:
        return asks(run.text, punctuated=self.punctuated)

    def _entry(self, run: _Run, kind: EntryKind, *, number: int, question: int | None) -> Entry:
        return Entry(
            number=number,
            kind=kind,
            speaker=self._speaker(run, kind),
            text=marked(run.words),
            turns=tuple(_pointer(turn, run.sha256) for turn in run.turns),
            recording=run.recording,
            span=run.span,
            where=self.where(run.recording, run.span),
            proposed=run.seat.proposed,
            question=question,
        )

    def where(self, recording: int, span: Span) -> str:
        """The place on the recording, with its number where there are several."""
        if not self.several:
            return place(span)
        return self.pen.raw(_IN_RECORDING).format(number=recording, place=place(span))

    def _speaker(self, run: _Run, kind: EntryKind) -> Text:
        label = run.seat.label
        match kind:
            case EntryKind.QUESTION if run.seat.proposed:
                return self.pen.say(_PROPOSED_QUESTION, who=label)
            case EntryKind.ANSWER if run.seat.proposed:
                return self.pen.say(_PROPOSED_ANSWER, who=label)
            case EntryKind.QUESTION:
                return self.pen.say(INVESTIGATOR_QUESTION_LABEL if self.by_investigator else QUESTION_LABEL)
            case EntryKind.ANSWER:
                return self.pen.say(ANSWER_LABEL)
            case EntryKind.TRANSLATION:
                return self.pen.say(TRANSLATION_LABEL, who=label)
        return label

    def _missing_answer(self, run: _Run, following: _Run | None, *, number: int) -> Entry | None:
        """The entry that stands in for an answer, None where the answer follows."""
        if following is not None and following.seat.role is ParticipantRole.INTERROGATED:
            return None
        if any((run.recording, turn.id) in self.needs_no_answer for turn in run.turns):
            return None
        start = run.span.end
        end = max(start, following.span.start) if following else max(start, self._length())
        kind, text = EntryKind.ANSWER_GAP, self._why_missing(run, following, Span(start=start, end=end))
        if text is None:
            kind, text = EntryKind.NO_ANSWER, self.pen.say(NO_ANSWER)
        span = Span(start=start, end=end)
        return Entry(
            number=number,
            kind=kind,
            speaker=self.pen.say(ANSWER_LABEL),
            text=text,
            turns=(),
            recording=run.recording,
            span=span,
            where=self.where(run.recording, span),
            proposed=run.seat.proposed,
            question=number - 1,
        )

    def _length(self) -> Seconds:
        return self.transcript.recording.sound.decoded_duration

    def _why_missing(self, run: _Run, following: _Run | None, silence: Span) -> Text | None:
        """Why nobody may say that no answer was given; None where that may be said."""
        heard = self._heard_between(silence)
        if heard is not None:
            why = self.pen.raw(_SPEECH_WITHOUT_WORDS).format(where=place(heard))
        elif following is None:
            why = self.pen.raw(_RECORDING_ENDS)
        elif following.seat.key != run.seat.key:
            why = self.pen.raw(_OTHERS_SPEAK)
        else:
            return None
        return self.pen.gap(ANSWER_MISSING, why=why)

    def _heard_between(self, silence: Span) -> Span | None:
        return next((span for span in self.unheard if silence.overlap(span) > 0), None)


def _next_of_others(runs: Sequence[_Run], index: int) -> _Run | None:
    """The run after that one, over translations."""
    for after in range(index + 1, len(runs)):
        if runs[after].seat.role is not ParticipantRole.INTERPRETER:
            return runs[after]
    return None


def marked(words: Sequence[Word]) -> Text:
    """The words with single spaces between, those in doubt marked; the runs' texts join to exactly that.

    A space between two runs belongs to the unmarked one, so that no space is underlined.
    """
    groups = [(doubtful, tuple(group)) for doubtful, group in groupby(words, key=lambda word: bool(word.marks))]
    runs: list[Run] = []
    for index, (doubtful, group) in enumerate(groups):
        text = " ".join(word.text for word in group)
        if doubtful:
            runs.append(Run(text=text, mark=RunMark.DOUBT))
        else:
            before, after = " " if index else "", " " if index + 1 < len(groups) else ""
            runs.append(Run(text=f"{before}{text}{after}"))
    return tuple(runs)
