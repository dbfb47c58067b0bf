"""Windows for the engines: stretches of speech packed together and cut in silences."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from models.span import Seconds, Span
from models.transcript import Word
from transcribe.diarize.slot import SpeechActivity
from transcribe.recognize.slot import SoundWindow
from transcribe.sound.pcm import Pcm

LONGEST: Seconds = 16.0  # a Whisper window holds 30 s; the engine is surer well inside it (docs/why.md)
AHEAD: Seconds = 8.0  # of what follows is given along: an engine that hears a sentence go on writes its beginning better
_SPEECH = 0.5  # a stretch is speech where the detector is at least this sure,
_FAINT = 0.1  # and reaches as far as it is this sure: a word lost here is lost for good
_PAD: Seconds = 0.25  # consonants begin before the detector is sure
_WORD_RIM: Seconds = 0.2  # engines' word times are this loose
_LEAST_MISSED: Seconds = 0.7
_LONGEST_PAUSE: Seconds = 2.0  # inside a window: engines invent text in longer ones


def stretches(activity: SpeechActivity, duration: Seconds) -> list[Span]:
    """Where speech is, padded, none touching another."""
    faint = activity.probability >= _FAINT
    edges = np.flatnonzero(np.diff(np.concatenate(([0], faint.astype(np.int8), [0]))))
    spans: list[Span] = []
    for first, last in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if activity.probability[first:last].max() < _SPEECH:
            continue
        start = max(0.0, first * activity.frame + activity.offset - _PAD)
        end = min(duration, last * activity.frame + activity.offset + _PAD)
        if spans and start <= spans[-1].end:
            start = spans.pop().start
        if end > start:
            spans.append(Span(start=start, end=end))
    return spans


def cut(activity: SpeechActivity, duration: Seconds) -> list[Span]:
    """Windows of at most `LONGEST` seconds that together hold all speech."""
    pieces = [piece for span in stretches(activity, duration) for piece in _pieces(span, activity)]
    windows: list[list[Span]] = []
    for piece in pieces:
        last = windows[-1] if windows else None
        near = last is not None and piece.start - last[-1].end <= _LONGEST_PAUSE
        if last is not None and near and piece.end - last[0].start <= LONGEST:
            last.append(piece)
        else:
            windows.append([piece])
    return [Span(start=window[0].start, end=window[-1].end) for window in windows]


def without_words(activity: SpeechActivity, words: Sequence[Word], duration: Seconds) -> list[Span]:
    """Windows over speech that no word covers, long enough to hold a word or two."""
    covered = np.zeros(len(activity.probability), bool)
    for word in words:
        first = round((word.start - _WORD_RIM - activity.offset) / activity.frame)
        last = round((word.end + _WORD_RIM - activity.offset) / activity.frame)
        covered[max(0, first) : max(0, last) + 1] = True
    bare = SpeechActivity(
        probability=np.where(covered, 0, activity.probability), frame=activity.frame, offset=activity.offset
    )
    least = _LEAST_MISSED + 2 * _PAD  # stretches are padded
    return [piece for span in stretches(bare, duration) if span.duration >= least for piece in _pieces(span, bare)]


def _pieces(span: Span, activity: SpeechActivity) -> Iterator[Span]:
    """A stretch longer than a window, cut where the detector is least sure of speech."""
    while span.duration > LONGEST:
        search = Span(start=span.start + LONGEST / 2, end=span.start + LONGEST)
        heard = _smooth(activity.at(search))
        moment = search.start + (int(heard.argmin()) + 0.5) * search.duration / len(heard)
        yield Span(start=span.start, end=moment)
        span = Span(start=moment, end=span.end)
    yield span


def _smooth(probability: NDArray[np.float32]) -> NDArray[np.float32]:
    """Mean over about a fifth of a second: a pause beats a dip. Rims are continued, or else they would look silent."""
    half = min(5, (len(probability) - 1) // 2)
    continued = np.pad(probability, half, mode="edge")
    return np.convolve(continued, np.ones(2 * half + 1, np.float32) / (2 * half + 1), "valid").astype(np.float32)


def read(pcm: Pcm, channel: int | None, spans: list[Span], *, ahead: Seconds = AHEAD) -> Iterator[SoundWindow]:
    """The sound of windows and of what follows them, one at a time."""
    for span in spans:
        heard = Span(start=span.start, end=min(pcm.duration, span.end + ahead))
        yield SoundWindow(span=span, samples=pcm.read(heard, channel))
