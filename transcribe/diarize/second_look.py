"""A second look at short stretches: the lone "нет" between two questions.

The segmentation network tends to give a short stretch to the voice around it, and a "да" or "нет" under the wrong voice
turns testimony round. Each short stretch is therefore embedded by itself and set against the voices found: where
another voice is clearly nearer, it is given to that one; where none is, its voice is in doubt.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from models.span import Seconds, Span
from transcribe.diarize import embed
from transcribe.diarize.network import Network
from transcribe.sound.pcm import Pcm

SHORT: Seconds = 2.0  # longer stretches had windows enough
_LEAST: Seconds = 0.4  # a shorter stretch says nothing about its voice
_MARGIN = 0.15  # of cosine likeness, between the nearest voice and the next
_ALIKE = 0.35  # likeness below which a stretch is nobody's we know
_SAME_BREATH: Seconds = 0.2  # a shorter pause does not end a stretch
_BUCKET = 10  # Mel frames: lengths are cut to multiples of it, so that equal ones can be computed together


@dataclass(frozen=True, kw_only=True, slots=True)
class SecondLook:
    """Voices as they are after it."""

    voices: list[tuple[Span, ...]]  # in the order given
    doubtful: tuple[Span, ...]  # whose voice could not be told


@dataclass(frozen=True, kw_only=True, slots=True)
class _Stretch:
    span: Span
    voice: int
    parts: tuple[Span, ...]  # the voice's spans that make it up


def look_again(
    pcm: Pcm,
    channel: int | None,
    voices: Sequence[tuple[Span, ...]],
    means: NDArray[np.float32],
    network: Network,
) -> SecondLook:
    """Give short stretches to the voice they sound like; `means` are the voices' embeddings, (voices, 192)."""
    if len(voices) < 2:
        return SecondLook(voices=list(voices), doubtful=())
    short = [each for each in _stretches(voices) if each.span.duration <= SHORT and _alone(each, voices)]
    told = [each for each in short if each.span.duration >= _LEAST]
    doubtful = [each.span for each in short if each.span.duration < _LEAST]
    moved: dict[int, set[Span]] = {}
    given: dict[int, list[Span]] = {}
    likeness = _likeness(pcm, channel, [each.span for each in told], means, network)
    for each, alike in zip(told, likeness, strict=True):
        first, second = np.argsort(-alike, kind="stable")[:2].tolist()
        if alike[first] < _ALIKE or alike[first] - alike[second] < _MARGIN:
            doubtful.append(each.span)
        elif first != each.voice:
            moved.setdefault(each.voice, set()).update(each.parts)
            given.setdefault(first, []).extend(each.parts)
    return SecondLook(
        voices=[
            _joined([*(span for span in spans if span not in moved.get(voice, ())), *given.get(voice, ())])
            for voice, spans in enumerate(voices)
        ],
        doubtful=tuple(sorted(doubtful, key=lambda span: span.start)),
    )


def _stretches(voices: Sequence[tuple[Span, ...]]) -> list[_Stretch]:
    """Each voice's spans held together over pauses of less than a breath."""
    found = []
    for voice, spans in enumerate(voices):
        parts: list[Span] = []
        for span in spans:
            if parts and span.start - parts[-1].end > _SAME_BREATH:
                found.append(_stretch(voice, parts))
                parts = []
            parts.append(span)
        if parts:
            found.append(_stretch(voice, parts))
    return found


def _stretch(voice: int, parts: list[Span]) -> _Stretch:
    return _Stretch(span=Span(start=parts[0].start, end=parts[-1].end), voice=voice, parts=tuple(parts))


def _alone(stretch: _Stretch, voices: Sequence[tuple[Span, ...]]) -> bool:
    """Whether nobody else speaks in the stretch: a mixture sounds like neither."""
    over = sum(span.overlap(stretch.span) for voice, spans in enumerate(voices) if voice != stretch.voice for span in spans)
    return over < 0.1 * stretch.span.duration


def _likeness(
    pcm: Pcm,
    channel: int | None,
    spans: Sequence[Span],
    means: NDArray[np.float32],
    network: Network,
) -> NDArray[np.float32]:
    """Cosine likeness of each span to each voice, (spans, voices)."""
    features = [embed.mel(pcm.read(span, channel)) for span in spans]
    if not features:
        return np.zeros((0, len(means)), np.float32)
    ends = np.cumsum([len(each) for each in features]).tolist()
    frames = [
        np.arange(end - len(each), end - len(each) + max(1, len(each) // _BUCKET) * _BUCKET)
        for each, end in zip(features, ends, strict=True)
    ]
    return embed.vectors(torch.cat(features), frames, network) @ means.T


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    """In order, touching ones as one."""
    made: list[Span] = []
    for span in sorted(spans, key=lambda each: each.start):
        if made and span.start <= made[-1].end:
            made[-1] = Span(start=made[-1].start, end=max(span.end, made[-1].end))
        else:
            made.append(span)
    return tuple(made)
