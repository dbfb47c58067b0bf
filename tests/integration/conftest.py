"""Networks are loaded once, and the sample is transcribed once, for all tests of this folder."""

import pytest

from gpu import devices, engines
from models.settings import read_settings
from tests.integration.recordings import SAMPLES, heard


@pytest.fixture(scope="session")
def built():
    return engines.build(read_settings(), ("ru", "kk"), devices.choose("cpu", 0))


@pytest.fixture(scope="session")
def sample(built, tmp_path_factory):
    return heard(SAMPLES / "interrogation.ogg", tmp_path_factory.mktemp("sample"), built)
