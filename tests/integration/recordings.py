"""Where recordings to test with lie, and the way from a file to a transcript."""

from pathlib import Path

from models.progress import silent
from transcribe.diarize.slot import VoiceBounds
from transcribe.pipeline import Options, transcribe

SAMPLES = Path(__file__).parents[2] / "samples"
DATA = Path(__file__).parents[3] / "shared" / "data"


def heard(path, folder, built):
    options = Options(languages=("ru", "kk"), bounds=VoiceBounds(), hattama_version="test")
    return transcribe(path, folder, built, options, progress=silent)
