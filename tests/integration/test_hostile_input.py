"""Hostile and broken input: recordings, and words that look like a template's tags."""

from dataclasses import replace

import docx
import pypdf
import pytest

from gpu.engines import build_decoder
from models.errors import BadInputError
from models.interrogation import InterrogationForm
from models.progress import silent
from models.settings import read_settings
from models.transcript import Transcript, Turn, Word
from tests.integration.test_sample import DATA, SAMPLES
from transcribe.protocol.docx import write_docx
from transcribe.protocol.draft import draft
from transcribe.protocol.pdf import write_pdf
from transcribe.sound.decode import decode

pytestmark = pytest.mark.integration
BROKEN = sorted(
    path
    for name in ("bad-inputs", "containers-odd")
    for path in (DATA / name).glob("*")
    if path.suffix not in {".tsv", ".txt"}
)
HOSTILE = '<b> & «»{{7*7}}{%x%}#read("secret.txt")\x07'


@pytest.fixture(scope="module")
def decoder():
    return build_decoder(read_settings())[0]


@pytest.mark.skipif(not BROKEN, reason="../shared/data is not here")
@pytest.mark.timeout(20)
@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.name)
def test_a_broken_file_ends_in_sound_or_one_clear_error(path, decoder, tmp_path):
    try:
        decoded = decode(path, tmp_path, decoder, progress=silent)
    except BadInputError as error:
        assert path.name in error.say("ru")
    else:
        assert decoded.pcm.samples > 0


def test_words_like_tags_stand_letter_for_letter(decoder, tmp_path):
    recording = decode(SAMPLES / "interrogation.ogg", tmp_path, decoder, progress=silent).recording
    word = Word(id="w000001", start=0.0, end=1.0, text=HOSTILE, probability=1.0, language="ru")
    made = Transcript(
        recording=replace(recording, warnings=()),
        languages=("ru",),
        engines=(),
        voices=(),
        turns=(Turn(id="t0001", voice="VOICE_00", words=(word,)),),
        ledger=(),
        hattama_version="test",
    )
    document = draft([made], InterrogationForm())
    write_docx(document, tmp_path / "p.docx")
    write_pdf(document, tmp_path / "p.pdf")
    seen = HOSTILE.replace("\x07", "\N{REPLACEMENT CHARACTER}")
    assert seen in [paragraph.text for paragraph in docx.Document(str(tmp_path / "p.docx")).paragraphs]
    text = "".join("".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "p.pdf").pages).split())
    assert "".join(seen.split()) in text
