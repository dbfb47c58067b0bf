"""Every error that a user can meet."""

import importlib
import pkgutil

import pytest

import gpu
import hattama
import models
import transcribe
from models.errors import BadInputError, FailureError, HattamaError
from models.sentences import INTERFACE_LANGUAGES


@pytest.mark.filterwarnings("default")  # the networks' libraries warn of their own affairs while they are imported
def test_every_error_says_its_sentence_in_three_languages():
    for package in (gpu, hattama, models, transcribe):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)

    def leaves(kind):
        for each in kind.__subclasses__():
            yield from leaves(each)
            if each not in {BadInputError, FailureError}:
                yield each

    errors = set(leaves(HattamaError))
    assert len(errors) > 20
    for error in errors:
        assert len({getattr(error.sentence, language) for language in INTERFACE_LANGUAGES}) == 3, error
