"""Transcripts and a form become the draft of a protocol."""

from collections.abc import Sequence

from models.interrogation import InterrogationForm
from models.protocol_document import ProtocolDocument, Section, SectionKind
from models.transcript import Transcript
from transcribe.protocol import annexes, closing, middle, opening, refusals
from transcribe.protocol.accounting import check_accounted
from transcribe.protocol.doubts import doubtful_places
from transcribe.protocol.errors import NoTranscriptError, VoiceUnknownError
from transcribe.protocol.minors import minor_rules
from transcribe.protocol.pen import Pen, Wording
from transcribe.protocol.record import Record, write_record
from transcribe.protocol.voices import recording_number, seat_voices

_RECORD_HEADING = Wording(ru="Показания", kk="Айғақтар")
_FOOTER = Wording(ru="{who}: ____________________ (подпись)", kk="{who}: ____________________ (қолы)")
_PAGE = Wording(ru="Страница", kk="Бет")
_INVESTIGATOR_WORDS = ("следовател", "тергеуші")


def draft(
    transcripts: Sequence[Transcript], form: InterrogationForm, *, recording_names: Sequence[str] | None = None
) -> ProtocolDocument:
    """The draft: sections in the protocol's order, every turn in the record or listed as left out.

    Args:
        transcripts: The machine layers, in the order of the files; voices of two recordings are never joined.
        form: What a person states. What it does not state is a gap.
        recording_names: What to call the recordings in the annex; their own names where not given.

    Raises:
        NoTranscriptError: there is nothing to draft from.
        VoiceUnknownError, VoiceAmbiguousError, VoiceTwiceError, TurnTwiceError: the form's voices or turns do not fit
            the recordings.
        TurnsLostError: the result does not account for every turn (our error).
    """
    if not transcripts:
        raise NoTranscriptError
    pen, rules = Pen(language=form.language), minor_rules(form)
    seating = seat_voices(transcripts, form, pen)
    stated = refusals.unanswered(transcripts, form)
    record = write_record(
        transcripts,
        seating.seats,
        _ruled_out(transcripts, form),
        needs_no_answer=stated.turns,
        pen=pen,
        by_investigator=_by_investigator(form),
    )
    doubtful, several = doubtful_places(transcripts), len(transcripts) > 1
    names = recording_names or [each.recording.name for each in transcripts]
    sections = [
        annexes.notice(seating.proposals, pen),
        opening.title(form, rules, pen),
        opening.times(form, pen),
        opening.introduction(form, pen),
        opening.person(form, pen),
        opening.participants(form, rules, pen),
        middle.rights(form, rules, pen),
        middle.language(form, pen),
        _record_section(form, record, stated, pen),
        closing.closing(form, pen),
        closing.signatures(form, rules, pen),
    ]
    if seating.proposals:
        sections.append(annexes.voices(seating.proposals, pen, several=several))
    sections.append(annexes.check(doubtful, pen, several=several))
    if record.left_out:
        sections.append(annexes.left_out(record.left_out, pen, several=several))
    sections.append(annexes.sources(transcripts, names, pen))
    document = ProtocolDocument(
        language=form.language,
        role=form.role,
        sections=tuple(sections),
        left_out=record.left_out,
        proposals=seating.proposals,
        doubtful=doubtful,
        footer=pen.raw(_FOOTER).format(who=pen.raw(middle.person_name(form))),
        page_word=pen.raw(_PAGE),
    )
    check_accounted(document, transcripts)
    return document


def _record_section(form: InterrogationForm, record: Record, stated: refusals.Unanswered, pen: Pen) -> Section:
    return Section(
        kind=SectionKind.RECORD,
        heading=pen.raw(_RECORD_HEADING),
        blocks=(*middle.invitation(form, pen), *refusals.with_notes(record.entries, stated, form, pen)),
    )


def _by_investigator(form: InterrogationForm) -> bool:
    """Questions are called the investigator's only where the stated position is one."""
    return any(word in (form.official.position or "").lower() for word in _INVESTIGATOR_WORDS)


def _ruled_out(transcripts: Sequence[Transcript], form: InterrogationForm) -> frozenset[tuple[int, str]]:
    """The turns that a person has ruled out; VoiceUnknownError where one does not exist."""
    known = {(number, turn.id) for number, each in enumerate(transcripts, start=1) for turn in each.turns}
    ruled = {(recording_number(each.recording, each.turn, len(transcripts)), each.turn) for each in form.leave_out}
    for number, turn in sorted(ruled - known):
        shown = [f"{recording}:{name}" for recording, name in sorted(known)[:5]]
        raise VoiceUnknownError(key=f"{number}:{turn}", known=", ".join([*shown, "…"]))
    return frozenset(ruled)
