"""Every error that a user can meet."""

from models.errors import BadInputError, FailureError, HattamaError
from models.sentences import INTERFACE_LANGUAGES


def test_every_error_says_its_sentence_in_three_languages():
    import hattama.commands.doctor
    import hattama.results  # noqa: F401

    def leaves(kind):
        for each in kind.__subclasses__():
            yield from leaves(each)
            if each not in {BadInputError, FailureError}:
                yield each

    errors = set(leaves(HattamaError))
    assert len(errors) > 20
    for error in errors:
        assert len({getattr(error.sentence, language) for language in INTERFACE_LANGUAGES}) == 3, error
