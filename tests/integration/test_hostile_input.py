"""Hostile and broken input: recordings, and words that look like a template's tags."""

import subprocess
from dataclasses import replace

import docx
import pypdf
import pytest

from gpu.engines import build_decoder
from models.errors import BadInputError
from models.interrogation import InterrogationForm
from models.progress import silent
from models.settings import read_settings
from models.transcript import LedgerKind, Transcript, Turn, Word
from tests.factories import activity
from tests.integration.recordings import DATA, SAMPLES
from transcribe.ledger import account
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


def test_a_damaged_part_is_named_in_the_ledger(decoder, tmp_path):
    """A FLAC file with a torn middle: the decoder fills what it could not read, and that is no silence."""
    whole = tmp_path / "whole.flac"
    subprocess.run([decoder.binary, "-v", "error", "-i", SAMPLES / "interrogation.ogg", whole], check=True)
    sound = bytearray(whole.read_bytes())
    middle = len(sound) // 2
    sound[middle : middle + 60_000] = bytes(60_000)
    torn = tmp_path / "torn.flac"
    torn.write_bytes(sound)
    decoded = decode(torn, tmp_path, decoder, progress=silent)
    assert any(warning.code == "damaged" for warning in decoded.recording.warnings)
    lost = max(decoded.missing, key=lambda span: span.duration)
    assert lost.duration > 0.5
    ledger = account(decoded.pcm.duration, words=(), voices=(), activity=activity(duration=90), missing=decoded.missing)
    assert LedgerKind.NOT_PROCESSED in {entry.kind for entry in ledger if entry.span.overlap(lost) > 0}
    assert not decode(whole, tmp_path, decoder, progress=silent).missing
