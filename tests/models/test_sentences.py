"""A sentence in three languages."""

import pytest

from models.sentences import Sentence

WHOLE = Sentence(ru="файл {name}: {reason}", kk="{name} файлы: {reason}", en="file {name}: {reason}")
REASON = Sentence(ru="строк {count}", kk="{count} жол", en="{count} lines")


def test_a_sentence_within_is_told_in_the_language_of_the_whole():
    assert WHOLE.filled(name="а.txt", reason=REASON.filled(count=3)) == Sentence(
        ru="файл а.txt: строк 3", kk="а.txt файлы: 3 жол", en="file а.txt: 3 lines"
    )


def test_braces_in_what_is_filled_in_stay():
    inner = REASON.filled(count="{name}")
    assert WHOLE.filled(name="а", reason=inner).en == "file а: {name} lines"


def test_a_name_that_nobody_gives_is_an_error():
    with pytest.raises(KeyError):
        WHOLE.filled(name="а")
