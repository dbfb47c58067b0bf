"""The draft holds everything that was said once, and says nothing that nobody stated."""

from pathlib import Path

import docx
import pypdf
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from models.interrogation import InterrogationForm, ParticipantRole, VoiceRuling
from models.protocol_document import ANNEXES, EntryKind, SectionKind
from tests.factories import transcript
from transcribe.protocol.accounting import defects_of
from transcribe.protocol.docx import write_docx
from transcribe.protocol.draft import draft
from transcribe.protocol.form import read_form
from transcribe.protocol.pdf import write_pdf

FORMS = sorted((Path(__file__).parents[3] / "samples" / "forms").glob("*.yaml"))
SAID = (
    ("VOICE_00", "Что вы видели вечером?"),
    ("VOICE_01", "Я видел двух мужчин."),
    ("VOICE_00", "Вы знакомы с ними?"),
    ("VOICE_01", "Нет."),
)
voices = st.sampled_from(["VOICE_00", "VOICE_01", "VOICE_02"])
texts = st.text(st.characters(codec="utf-8", exclude_categories=("Z", "C")), min_size=1, max_size=30)
roles = st.sampled_from([None, *ParticipantRole])


def squeezed(text):
    return "".join(text.split())


def read_docx(path):
    """All text of a DOCX, tables in their place."""
    body = docx.Document(str(path)).element.body
    return "\n".join("".join(each.text or "" for each in paragraph.iter(qn("w:t"))) for paragraph in body.iter(qn("w:p")))


def read_pdf(path):
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


@pytest.fixture(scope="module", params=FORMS, ids=lambda path: path.stem)
def written(request, tmp_path_factory):
    """A draft of a sample form, with what its DOCX and PDF read as."""
    folder = tmp_path_factory.mktemp(request.param.stem)
    document = draft([transcript(*SAID)], read_form(request.param))
    write_docx(document, folder / "p.docx")
    write_pdf(document, folder / "p.pdf")
    return request.param.stem, document, read_docx(folder / "p.docx"), read_pdf(folder / "p.pdf")


@given(st.lists(st.tuples(voices, texts), min_size=1, max_size=12), st.lists(roles, min_size=3, max_size=3))
@settings(max_examples=60, deadline=None)
def test_every_turn_is_in_the_record_once_or_listed_as_left_out(said, ruled):
    made = transcript(*said)
    present = {turn.voice for turn in made.turns}
    singles = [role for role in ruled if role is not None]
    rulings = tuple(
        VoiceRuling(recording=None, voice=f"VOICE_{number:02d}", role=role)
        for number, role in enumerate(ruled)
        if role is not None and f"VOICE_{number:02d}" in present and singles.count(role) == 1
    )
    document = draft([made], InterrogationForm(voices=rulings))
    assert not list(defects_of(document, [made]))
    told = [turn.turn_id for entry in document.entries() for turn in entry.turns]
    told += [each.turn.turn_id for each in document.left_out]
    assert sorted(told) == [turn.id for turn in made.turns]


def test_sections_come_in_the_protocols_order(written):
    _, document, _, _ = written
    order = list(SectionKind)
    places = [order.index(section.kind) for section in document.sections]
    assert places == sorted(places)
    assert [kind for kind in order if kind not in ANNEXES] == [s.kind for s in document.sections if s.kind not in ANNEXES]


def test_headings_read_back_in_the_same_order(written):
    _, document, word, pdf = written
    headings = [section.heading for section in document.sections if section.heading]
    for text in (squeezed(word), squeezed(pdf)):
        places = [text.index(squeezed(heading)) for heading in headings]
        assert places == sorted(places)


def test_every_gap_reads_back(written):
    _, document, word, pdf = written
    assert len(document.gaps()) > 10
    for gap in document.gaps():
        assert gap.startswith(("[ВСТАВИТЬ: ", "[ЕНГІЗУ: "))
        assert squeezed(gap) in squeezed(word)
        assert squeezed(gap) in squeezed(pdf)


def test_all_eighteen_rows_read_back(written):
    _, document, word, pdf = written
    rows = document.section(SectionKind.PERSON).blocks
    assert [row.number for row in rows] == list(range(1, 19))
    for row in rows:
        assert squeezed(row.label) in squeezed(word)
        assert squeezed(row.label) in squeezed(pdf)


def test_both_breaks_are_printed(written):
    stem, _, word, pdf = written
    russian = stem.endswith(".ru")
    stopped, again = ("Прерван", "Возобновлен") if russian else ("тоқтатылды", "Қайта басталды")
    clock = "{} час. {} мин." if russian else "«{}» сағат «{}» минут"
    for text in (squeezed(word), squeezed(pdf)):
        for verb, times in ((stopped, ("10:40", "12:10")), (again, ("11:45", "13:15"))):
            found = [part[:120] for part in text.split(squeezed(verb))[1:]]
            printed = [squeezed(clock.format(*time.split(":"))) for time in times]
            assert [each in part for each, part in zip(printed, found, strict=False)] == [True, True]


def test_questions_and_answers_are_exactly_their_words(written):
    _, document, word, pdf = written
    spoken = {each.id: each.text for each in transcript(*SAID).words()}
    pairs = [entry for entry in document.entries() if entry.kind in {EntryKind.QUESTION, EntryKind.ANSWER}]
    assert [entry.kind for entry in pairs] == [EntryKind.QUESTION, EntryKind.ANSWER] * 2
    for entry in pairs:
        said = " ".join(spoken[each] for each in entry.word_ids)
        assert said in word
        assert squeezed(said) in squeezed(pdf)


def test_a_victim_of_15_is_reminded_and_not_warned(written):
    stem, _, word, pdf = written
    for text in (squeezed(word), squeezed(pdf)):
        if stem.startswith("victim15"):
            assert "420" not in text.replace("240000000000001", "")
            assert "421" not in text
            assert "педагог" in text.lower()
            assert "законн" in text.lower() if stem.endswith("ru") else "заңды" in text.lower()
        elif stem.startswith("suspect"):
            assert "420" not in text
        else:
            assert "420" in text
            assert "421" in text


def test_voices_of_two_recordings_are_named_apart():
    first = transcript(*SAID, name="first.wav")
    second = transcript(("VOICE_00", "Продолжим?"), ("VOICE_01", "Да."), name="second.wav")
    rulings = tuple(
        VoiceRuling(recording=recording, voice=voice, role=role)
        for recording, voice, role in (
            (1, "VOICE_00", ParticipantRole.INVESTIGATOR),
            (1, "VOICE_01", ParticipantRole.INTERROGATED),
            (2, "VOICE_01", ParticipantRole.INVESTIGATOR),
            (2, "VOICE_00", ParticipantRole.INTERROGATED),
        )
    )
    document = draft([first, second], InterrogationForm(voices=rulings))
    kinds = {(e.recording, squeezed("".join(run.text for run in e.text))): e.kind for e in document.entries()}
    assert kinds[1, "Нет."] is EntryKind.ANSWER
    assert kinds[2, "Продолжим?"] is not EntryKind.QUESTION
