"""In which language words are listened to."""

from types import SimpleNamespace

import numpy as np

from models.placed_words import PlacedWord
from models.span import Span
from transcribe.realign import realign


def placed(number, language, *, estimated=False):
    return PlacedWord(id=f"w{number}", start=number, end=number + 0.5, text="сөз", language=language, estimated=estimated)


def test_words_are_listened_to_in_their_own_language_whatever_those_around_are():
    asked = []

    def align(_window, words, language):
        asked.append(language)
        return tuple(Span(start=2.1, end=2.4) for _ in words)

    engines = SimpleNamespace(routes={"ru": "one", "kk": "two"}, recognizers={"two": SimpleNamespace(align=align)})
    pcm = SimpleNamespace(read=lambda _span, _channel: np.zeros(16000, dtype=np.float32))
    words = [placed(1, "ru"), placed(2, "kk", estimated=True), placed(3, "ru")]
    found = realign(words, Span(start=0, end=5), pcm, None, engines)
    assert (asked, found) == (["kk"], {"w2": Span(start=2.1, end=2.4)})
