"""The sample interrogation the whole way, with real weights."""

import subprocess
import zipfile

import docx
import imageio_ffmpeg
import pypdf
import pytest

from models.progress import silent
from models.transcript import INVENTION_MARKS, WordMark
from tests import pdfa
from tests.integration.recordings import DATA, SAMPLES, heard
from transcribe.formats.json_format import read_json, to_json
from transcribe.protocol.docx import write_docx
from transcribe.protocol.draft import draft
from transcribe.protocol.errors import TemplateRefusedError
from transcribe.protocol.form import read_form
from transcribe.protocol.pdf import write_pdf
from transcribe.protocol.template import write_template
from transcribe.recognize import dictionary
from transcribe.sound.decode import decode
from transcribe.sound.errors import NotARecordingError

pytestmark = [
    pytest.mark.integration,
    # The networks' libraries warn of their own affairs while they are imported.
    pytest.mark.filterwarnings("default"),
]


def test_two_voices_are_found_and_the_lone_no_is_the_witness(sample):
    assert [voice.name for voice in sample.voices] == ["VOICE_00", "VOICE_01"]
    (no,) = [turn for turn in sample.turns if turn.text == "Нет."]
    assert no.voice == "VOICE_01"


def test_words_that_the_dictionary_has_stand_for_some_that_it_lacks_and_say_so(sample):
    respelled = [word for word in sample.words() if WordMark.RESPELLED in word.marks]
    assert respelled
    assert not any(dictionary.lacks(word.text.strip(".,?!").lower()) for word in respelled)
    assert all(dictionary.lacks(word.respelled_from) for word in respelled)


def test_no_second_of_the_sample_is_unaccounted_for(sample):
    total = sum(entry.span.duration for entry in sample.ledger)
    assert total == pytest.approx(sample.recording.sound.decoded_duration)


def test_the_same_recording_gives_the_same_transcript(built, tmp_path):
    beginning = tmp_path / "beginning.ogg"
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-i", SAMPLES / "interrogation.ogg", "-t", "14"]
    subprocess.run([*command, "-c", "copy", beginning], check=True)
    once, again = (heard(beginning, tmp_path, built) for _ in range(2))
    assert to_json(again) == to_json(once)
    assert sum(1 for _ in once.words()) > 12


def test_json_round_trips(sample, tmp_path):
    path = tmp_path / "t.json"
    path.write_text(to_json(sample), "utf-8")
    assert read_json(path) == sample


@pytest.mark.parametrize("form", sorted((SAMPLES / "forms").glob("*.yaml")), ids=lambda path: path.stem)
def test_drafts_hold_every_word_in_docx_and_pdf(sample, form, tmp_path):
    document = draft([sample], read_form(form))
    write_docx(document, tmp_path / "p.docx")
    write_pdf(document, tmp_path / "p.pdf")
    word = docx.Document(str(tmp_path / "p.docx"))
    paragraphs = [paragraph.text for paragraph in word.paragraphs]
    words = {each.id: each.text for each in sample.words()}
    told = [entry for entry in document.entries() if entry.word_ids]
    for entry in told:
        assert " ".join(words[each] for each in entry.word_ids) in paragraphs
    pdf = pypdf.PdfReader(tmp_path / "p.pdf")
    text = "".join("".join(page.extract_text() for page in pdf.pages).split())
    assert all("".join(words[each] for each in entry.word_ids[:3]) in text for entry in told)
    assert sum(len(table.rows) for table in word.tables) == 18
    assert pdfa.faults(tmp_path / "p.pdf") == []
    if form.stem.startswith("victim15"):
        assert "420" not in " ".join(paragraphs)


def test_a_template_with_a_macro_is_refused(sample, tmp_path):
    form = tmp_path / "form.docx"
    write_template(form)
    with zipfile.ZipFile(form, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    with pytest.raises(TemplateRefusedError):
        write_docx(draft([sample], read_form(SAMPLES / "forms" / "witness.ru.yaml")), tmp_path / "p.docx", form)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("list.wav", "ffconcat version 1.0\nfile '{other}'\n"),
        ("list.mp4", "#EXTM3U\n#EXTINF:10,\n{other}\n#EXT-X-ENDLIST\n"),
        ("list.m3u8", "#EXTM3U\n#EXTINF:10,\n{other}\n#EXT-X-ENDLIST\n"),
    ],
)
def test_a_list_that_points_at_another_recording_is_refused(built, tmp_path, name, text):
    (tmp_path / name).write_text(text.format(other=(SAMPLES / "interrogation.ogg").resolve()))
    with pytest.raises(NotARecordingError):
        decode(tmp_path / name, tmp_path, built.decoder, progress=silent)


@pytest.mark.skipif(not DATA.exists(), reason="../shared/data is not here")
def test_silence_has_no_words(built, tmp_path):
    made = heard(DATA / "bad-inputs" / "pisets_silence.wav", tmp_path, built)
    assert all(INVENTION_MARKS.intersection(word.marks) for word in made.words())
