"""The written record of an interrogation as plain data, from which the DOCX and the PDF are rendered alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from models.interrogation import ProtocolLanguage, Role
from models.sentences import Sentence
from models.span import Seconds, Span


class RunMark(StrEnum):
    """How a stretch of text is to be shown. A mark never changes the text."""

    NONE = "none"
    GAP = "gap"  # something for a person to fill in
    DOUBT = "doubt"  # words that need an ear


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """A stretch of text with one mark."""

    text: str
    mark: RunMark = RunMark.NONE


Text = tuple[Run, ...]
"""A paragraph's text; joined without anything between."""


def plain(text: Text) -> str:
    """What the runs say, without their marks."""
    return "".join(run.text for run in text)


class ParagraphStyle(StrEnum):
    """What a paragraph is for."""

    BODY = "body"
    TITLE = "title"
    RIGHT = "right"  # the times, at the right edge
    NOTE = "note"  # small, for the reader of the draft
    ITEM = "item"  # one of a list


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """Some text."""

    text: Text
    style: ParagraphStyle = ParagraphStyle.BODY


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A row of the table of personal data."""

    number: int
    label: str
    value: Text


@dataclass(frozen=True, kw_only=True, slots=True)
class SignatureLine:
    """An empty line to sign on; nothing here is ever signed by the machine."""

    who: Text  # the capacity and, where stated, the name


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """Two texts on one line: the city at the left, the date at the right."""

    left: Text
    right: Text


class EntryKind(StrEnum):
    """What a part of the record is."""

    QUESTION = "question"
    ANSWER = "answer"
    STATEMENT = "statement"  # of somebody named (or carried by a proposal), outside question and answer
    UNNAMED = "unnamed"  # of a voice that nobody named: paired with nothing
    TRANSLATION = "translation"  # the interpreter's words, neither question nor answer
    NO_ANSWER = "no_answer"  # a question, silence, and the next question
    ANSWER_GAP = "answer_gap"  # a question whose answer the recording does not give


@dataclass(frozen=True, kw_only=True, slots=True)
class TurnPointer:
    """One turn of a recording and its words."""

    recording_sha256: str
    turn_id: str
    word_ids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A part of the record, and where it was heard."""

    number: int  # from 1, in the order of the record
    kind: EntryKind
    speaker: Text  # who, or the voice with a gap
    text: Text  # exactly the words of `turns`, single spaces between; the wording of a gap where there are none
    turns: tuple[TurnPointer, ...]  # empty only for NO_ANSWER and ANSWER_GAP
    recording: int  # number of the recording, from 1
    span: Span  # on that recording
    where: str  # the same for people: "00:31-00:40"
    proposed: bool = False  # it rests on a proposal of who speaks, which no person has confirmed
    question: int | None = None  # an answer's question; a translation's original

    @property
    def word_ids(self) -> tuple[str, ...]:
        """Every word it was made of, in order."""
        return tuple(word for turn in self.turns for word in turn.word_ids)


Block = Paragraph | Row | SignatureLine | Pair | Entry


class SectionKind(StrEnum):
    """The parts of a protocol, in their order."""

    NOTICE = "notice"  # that this is a machine's draft
    TITLE = "title"
    TIMES = "times"
    INTRODUCTION = "introduction"
    PERSON = "person"
    PARTICIPANTS = "participants"
    RIGHTS = "rights"
    LANGUAGE = "language"
    RECORD = "record"
    CLOSING = "closing"
    SIGNATURES = "signatures"
    VOICES = "voices"  # annex: who may be who, and why
    CHECK = "check"  # annex: places that need an ear
    LEFT_OUT = "left_out"  # annex: turns that are not in the record
    SOURCES = "sources"  # annex: recordings and what computed


ANNEXES = (SectionKind.VOICES, SectionKind.CHECK, SectionKind.LEFT_OUT, SectionKind.SOURCES)
"""Parts for the reader of the draft, after the signatures: no part of the protocol itself."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """One part of the document."""

    kind: SectionKind
    heading: str  # empty where the part has none
    blocks: tuple[Block, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOutTurn:
    """A turn that is not in the record, and why."""

    turn: TurnPointer
    recording: int
    voice: str
    span: Span
    text: str
    reason: Sentence


@dataclass(frozen=True, kw_only=True, slots=True)
class VoiceProposal:
    """Who a voice may be, as far as the words show. A proposal, never a ruling."""

    recording: int
    voice: str
    role: str | None  # "investigator", "interrogated", "interpreter"; None: nothing speaks for anybody
    carries: bool  # clear enough to set questions beside answers (marked as proposed)
    reasons: tuple[Sentence, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class DoubtfulPlace:
    """A place of a recording that needs an ear before anything is signed."""

    recording: int
    start: Seconds
    end: Seconds
    quote: str  # empty where no words were written
    reasons: tuple[Sentence, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ProtocolDocument:
    """The draft of a protocol."""

    language: ProtocolLanguage
    role: Role | None  # None: not stated
    sections: tuple[Section, ...]  # in the order of `SectionKind`; empty annexes are absent
    left_out: tuple[LeftOutTurn, ...]
    proposals: tuple[VoiceProposal, ...]  # for voices that the form does not name
    doubtful: tuple[DoubtfulPlace, ...]
    footer: str  # what is signed on each page: "Допрашиваемый: ____"
    page_word: str  # "Страница"

    def section(self, kind: SectionKind) -> Section:
        """The part of that kind; KeyError where the document has none."""
        for section in self.sections:
            if section.kind == kind:
                return section
        raise KeyError(kind)

    def entries(self) -> tuple[Entry, ...]:
        """The record: what was said, in order."""
        return tuple(block for block in self.section(SectionKind.RECORD).blocks if isinstance(block, Entry))

    def texts(self) -> Iterator[Text]:
        """Every text a reader sees, part by part."""
        for section in self.sections:
            for block in section.blocks:
                yield from texts_of(block)

    def gaps(self) -> tuple[str, ...]:
        """Every gap a person has to fill in, in order."""
        return tuple(run.text for text in self.texts() for run in text if run.mark is RunMark.GAP)


def texts_of(block: Block) -> tuple[Text, ...]:
    """The texts of one block."""
    match block:
        case Paragraph(text=text):
            return (text,)
        case Row(label=label, value=value):
            return ((Run(text=label),), value)
        case SignatureLine(who=who):
            return (who,)
        case Pair(left=left, right=right):
            return (left, right)
        case Entry(speaker=speaker, text=text):
            return (speaker, text)
