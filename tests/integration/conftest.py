"""Networks are loaded once, and the sample is transcribed once, for all tests of this folder."""

import pytest

from gpu import devices, engines
from models.progress import silent
from models.settings import read_settings
from tests.integration.recordings import SAMPLES, heard
from transcribe.sound.decode import decode


@pytest.fixture(scope="session")
def built():
    return engines.build(read_settings(), ("ru", "kk"), devices.choose("cpu", 0))


@pytest.fixture(scope="session")
def sample(built, tmp_path_factory):
    return heard(SAMPLES / "interrogation.ogg", tmp_path_factory.mktemp("sample"), built)


@pytest.fixture(scope="session")
def sample_pcm(tmp_path_factory):
    decoder, _ = engines.build_decoder(read_settings())
    return decode(SAMPLES / "interrogation.ogg", tmp_path_factory.mktemp("pcm"), decoder, progress=silent).pcm
