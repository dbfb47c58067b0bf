"""The working transcript: a machine layer and people's revisions, folded by one pure function.

The fold is local: what becomes of a word depends only on revisions that touch it and on those of whole voices. So a page
of a long transcript is folded from its own words and the revisions that touch them, and is the same as in the whole.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import SequenceMatcher
from itertools import accumulate, pairwise
from uuid import UUID

from models import revisions as edits
from models.revisions import Revision, WordNumber, Words
from models.span import Seconds
from models.transcript import Transcript, Turn, Voice, Word, WordMark

_INSERTED: Seconds = 0.3  # an added word's time where there is room for it


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkingWord:
    """A word as it stands now."""

    id: str  # the machine word's, or "r12.1" for a word that revision 12 brought
    number: WordNumber | None  # of the machine word that it is; None: a person wrote it
    start: Seconds
    end: Seconds
    text: str
    language: str
    probability: float | None  # the engine's; None where a person wrote the word
    marks: tuple[WordMark, ...]
    other_voice: str | None
    respelled_from: str | None
    estimated: bool  # its times were shared out, not heard
    revision: int | None  # the revision that wrote its text; None: the machine did


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """Who heard a place and found it right."""

    account_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkingTurn:
    """A turn as it stands now."""

    words: tuple[WorkingWord, ...]  # what was said
    hidden: tuple[WorkingWord, ...]  # machine words that a person replaced, or found nobody said
    numbers: Words  # the machine words that it accounts for
    voice: str
    checked: Checked | None  # the latest check that holds, where every word of the turn has one
    revisions: tuple[int, ...]  # revisions in force that made it differ from the machine's, in order

    @property
    def text(self) -> str:
        """Its words with single spaces between them."""
        return " ".join(word.text for word in self.words)

    @property
    def start(self) -> Seconds:
        """When its first word begins, hidden ones too."""
        return min(word.start for word in (*self.words, *self.hidden))

    @property
    def end(self) -> Seconds:
        """When its last word to end ends."""
        return max(word.end for word in (*self.words, *self.hidden))


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkingTranscript:
    """Turns in order, and whose voice is whose by a person's ruling."""

    turns: tuple[WorkingTurn, ...]
    participants: dict[str, UUID]  # by voice


@dataclass
class _Piece:
    """One word and what became of it.

    Words that a person wrote in place of some machine words all carry the whole range of those: whatever touches one of
    them later takes them together.
    """

    first: WordNumber  # the machine words that it stands for or, where it was added, follows
    last: WordNumber
    word: WorkingWord
    voice: str
    begins: bool  # a turn
    hidden: bool = False
    checked: Checked | None = None
    revisions: tuple[int, ...] = ()


def number_of(word_id: str) -> WordNumber:
    """The number in a machine word's id; ValueError for another id."""
    if not word_id.startswith("w"):
        raise ValueError(f"not a machine word: {word_id}")
    return int(word_id[1:])


def fold(turns: Sequence[Turn], revisions: Sequence[Revision]) -> WorkingTranscript:
    """Machine turns, neighbours in their layer, with the revisions of that layer; those of other words change nothing.

    Every machine word is in exactly one turn of the result, said, hidden or replaced.
    """
    pieces = _Pieces(turns)
    participants: dict[str, UUID] = {}
    for revision in edits.in_force(sorted(revisions, key=lambda each: each.number)):
        operation = revision.operation
        if isinstance(operation, edits.NameVoice):
            participants.pop(operation.voice, None)
            if operation.participant_id is not None:
                participants[operation.voice] = operation.participant_id
        else:
            pieces.apply(operation, revision)
    return WorkingTranscript(turns=tuple(pieces.turns()), participants=participants)


def as_transcript(machine: Transcript, working: WorkingTranscript) -> Transcript:
    """The machine layer with its turns as they stand now; turns of which nothing is left as said are not among them."""
    turns = [
        Turn(
            id=f"t{number:04d}",
            voice=turn.voice,
            words=tuple(
                Word(
                    id=word.id,
                    start=word.start,
                    end=word.end,
                    text=word.text,
                    probability=1.0 if word.probability is None else word.probability,
                    language=word.language,
                    marks=word.marks,
                    other_voice=word.other_voice,
                    respelled_from=word.respelled_from,
                )
                for word in turn.words
            ),
        )
        for number, turn in enumerate((turn for turn in working.turns if turn.words), start=1)
    ]
    known = {voice.name: voice for voice in machine.voices}
    voices = tuple(
        known.get(name) or Voice(name=name, spans=(), channel=None) for name in sorted({turn.voice for turn in turns})
    )
    return replace(machine, turns=tuple(turns), voices=voices)


class _Pieces:
    """Pieces in order, and the operations on them."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        self._pieces = [_machine_piece(turn, position) for turn in turns for position in range(len(turn.words))]

    def apply(self, operation: edits.Operation, revision: Revision) -> None:
        if isinstance(operation, edits.MergeVoices):
            for piece in self._pieces:
                if piece.voice == operation.voice:
                    piece.voice = operation.into
                    piece.revisions += (revision.number,)
        elif isinstance(operation, edits.OnWords):
            first = bisect_left(self._pieces, operation.words.first, key=lambda piece: piece.last)
            after = bisect_right(self._pieces, operation.words.last, key=lambda piece: piece.first)
            if first < after:
                self._edit(operation, revision, first, after)

    def _edit(self, operation: edits.OnWords, revision: Revision, first: int, after: int) -> None:  # noqa: PLR0912  # one branch an operation
        touched = self._pieces[first:after]
        match operation:
            case edits.Check():
                checked = Checked(account_id=revision.account_id, at=revision.at)
                for piece in touched:
                    piece.checked = (piece.checked or checked) if operation.on else None
                return
            case edits.ReplaceText():
                self._pieces[first:after] = touched = _rewritten(touched, operation.text.split(), revision)
            case edits.InsertText():
                following = self._pieces[after].word.start if after < len(self._pieces) else None
                added = _added(touched[-1], operation.text.split(), revision, before=following)
                self._pieces[after:after] = added
                touched = [touched[-1], *added]
            case edits.Hide():
                for piece in touched:
                    piece.hidden = True
            case edits.SplitTurn():
                touched = touched[:1]
                touched[0].begins = True
            case edits.JoinTurns():
                touched[0].begins = False
                for piece in touched if first else ():
                    piece.voice = self._pieces[first - 1].voice
            case edits.SetVoice():
                for piece in touched:
                    piece.voice = operation.voice
            case edits.SetLanguage():
                for piece in touched:
                    piece.word = replace(piece.word, language=operation.language)
            case edits.SetMark():
                for piece in touched:
                    piece.word = _marked(piece.word, operation)
        for piece in touched:  # what changed after it was checked must be checked again
            piece.checked = None
            piece.revisions += (revision.number,)

    def turns(self) -> Iterator[WorkingTurn]:
        run: list[_Piece] = []
        for piece in self._pieces:
            if run and (piece.begins or piece.voice != run[-1].voice):
                yield _turn(run)
                run = []
            run.append(piece)
        if run:
            yield _turn(run)


def _machine_piece(turn: Turn, position: int) -> _Piece:
    word = turn.words[position]
    number = number_of(word.id)
    return _Piece(first=number, last=number, word=_as_written(word, number), voice=turn.voice, begins=position == 0)


def _as_written(word: Word, number: WordNumber) -> WorkingWord:
    return WorkingWord(
        id=word.id,
        number=number,
        start=word.start,
        end=word.end,
        text=word.text,
        language=word.language,
        probability=word.probability,
        marks=word.marks,
        other_voice=word.other_voice,
        respelled_from=word.respelled_from,
        estimated=False,
        revision=None,
    )


def _rewritten(old: list[_Piece], tokens: list[str], revision: Revision) -> list[_Piece]:
    """Pieces for a new text: equal words stay as they are, left out ones are hidden, others share out their time."""
    said = [position for position, piece in enumerate(old) if not piece.hidden]
    matcher = SequenceMatcher(None, [old[position].word.text for position in said], tokens, autojunk=False)
    made: list[_Piece] = []
    done, numbers = 0, iter(range(1, len(tokens) + 1))
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        reach = said[i2 - 1] + 1 if i2 > i1 else done  # pieces up to here, hidden ones before them too
        part, done = old[done:reach], max(done, reach)
        written = [(f"r{revision.number}.{next(numbers)}", token) for token in tokens[j1:j2]]
        if tag == "delete":
            for piece in part:
                piece.hidden = True
        if tag == "replace":
            made += _replaced(part, written, revision)
            continue
        made += part
        if tag == "insert":
            beside = made[-1] if made else old[0]
            made += _shared_out(beside, written, revision, span=(beside.word.end, beside.word.end))
    return made + old[done:]


def _replaced(part: list[_Piece], written: list[tuple[str, str]], revision: Revision) -> list[_Piece]:
    """The old pieces, hidden from now on, and the new words, all bound to the whole range."""
    first, last = part[0].first, part[-1].last
    said = [piece for piece in part if not piece.hidden]
    span = (said[0].word.start, max(piece.word.end for piece in said))
    begins, replaced = any(piece.begins for piece in part[: part.index(said[0]) + 1]), []
    made = _shared_out(said[0], written, revision, span=span)
    for piece in part:
        hidden = piece.hidden
        piece.first, piece.last, piece.begins, piece.hidden = first, last, False, True
        if hidden or piece.word.number is not None:
            replaced.append(piece)
    for piece in made:
        piece.first, piece.last = first, last
    made[0].begins = begins
    return made + replaced


def _added(beside: _Piece, tokens: list[str], revision: Revision, *, before: Seconds | None) -> list[_Piece]:
    """Words that follow a piece, in the time up to the next one."""
    start = beside.word.end
    end = start + _INSERTED * len(tokens)
    if before is not None:
        end = max(start, min(end, before))
    written = [(f"r{revision.number}.{number}", token) for number, token in enumerate(tokens, start=1)]
    return _shared_out(beside, written, revision, span=(start, end))


def _shared_out(
    beside: _Piece, written: list[tuple[str, str]], revision: Revision, *, span: tuple[Seconds, Seconds]
) -> list[_Piece]:
    """New words with the times at which an engine heard them or, until it has, that of a span by their letters."""
    letters = [0, *accumulate(len(text) for _, text in written)]
    times = [span[0] + (span[1] - span[0]) * count / letters[-1] for count in letters]
    return [
        _Piece(
            first=beside.first,
            last=beside.last,
            word=_by_a_person(name, text, revision, shared=(start, end), language=beside.word.language),
            voice=beside.voice,
            begins=False,
        )
        for (name, text), (start, end) in zip(written, pairwise(times), strict=True)
    ]


def _by_a_person(
    name: str, text: str, revision: Revision, *, shared: tuple[Seconds, Seconds], language: str
) -> WorkingWord:
    heard = revision.times.get(name)
    return WorkingWord(
        id=name,
        number=None,
        start=heard.start if heard else round(shared[0], 3),
        end=heard.end if heard else round(shared[1], 3),
        text=text,
        language=language,
        probability=None,
        marks=(),
        other_voice=None,
        respelled_from=None,
        estimated=heard is None,
        revision=revision.number,
    )


def _marked(word: WorkingWord, operation: edits.SetMark) -> WorkingWord:
    others = tuple(mark for mark in word.marks if mark != operation.mark)
    return replace(word, marks=(*others, operation.mark) if operation.on else others)


def _turn(run: list[_Piece]) -> WorkingTurn:
    said = [piece for piece in run if not piece.hidden]
    checks = [piece.checked for piece in said or run]
    held = [check for check in checks if check is not None]
    return WorkingTurn(
        words=tuple(piece.word for piece in said),
        hidden=tuple(piece.word for piece in run if piece.hidden),
        numbers=Words(first=min(piece.first for piece in run), last=max(piece.last for piece in run)),
        voice=run[0].voice,
        checked=max(held, key=lambda check: check.at) if len(held) == len(checks) else None,
        revisions=tuple(sorted({number for piece in run for number in piece.revisions})),
    )
