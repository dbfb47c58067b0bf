"""Networks are loaded once a process, and the sample is transcribed once, for all tests of this folder."""

import os

import pytest
from filelock import FileLock

from gpu import devices, engines
from models.progress import silent
from models.settings import read_settings
from tests.integration.recordings import SAMPLES, heard
from transcribe.formats.json_format import read_json, to_json
from transcribe.sound.decode import decode


@pytest.fixture(scope="session")
def built():
    return engines.build(read_settings(), ("ru", "kk"), devices.choose("cpu", 0))


@pytest.fixture(scope="session")
def sample(request, tmp_path_factory):
    """Whichever of the processes that share the tests out wants it first transcribes it; the others read it."""
    folder = tmp_path_factory.getbasetemp()
    path = (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "sample.json"
    with FileLock(path.with_suffix(".lock")):
        if not path.exists():
            built = request.getfixturevalue("built")
            made = heard(SAMPLES / "interrogation.ogg", tmp_path_factory.mktemp("sample"), built)
            path.write_text(to_json(made), "utf-8")
    return read_json(path)


@pytest.fixture(scope="session")
def sample_pcm(tmp_path_factory):
    decoder, _ = engines.build_decoder(read_settings())
    return decode(SAMPLES / "interrogation.ogg", tmp_path_factory.mktemp("pcm"), decoder, progress=silent).pcm
