"""Error rates of what a system heard against a reference."""

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pyannote.core import Annotation, Segment, Timeline
from pyannote.metrics.diarization import DiarizationErrorRate

from bench.references import Reference
from bench.systems import Heard
from models.span import Seconds, Span

NEAR: Seconds = 1.0  # of a voice boundary


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """Errors out of something; counts of several recordings add up."""

    errors: float = 0.0
    of: float = 0.0

    def __add__(self, other: "Count") -> "Count":
        return Count(errors=self.errors + other.errors, of=self.of + other.of)

    @property
    def rate(self) -> float | None:
        """None where there was nothing to be wrong about."""
        return self.errors / self.of if self.of else None


def normal(text: str) -> str:
    """Words as they are compared: lower case, ё as е, no punctuation."""
    return " ".join(re.sub(r"[^\w ]+", " ", text.lower().replace("ё", "е")).split())


def word_errors(reference: Reference, heard: Heard) -> Count:
    """Word error rate, whoever said it."""
    said = reference.text or " ".join(turn.text for turn in reference.turns)
    if not said:
        return Count()
    written = " ".join(text for _, _, text, _ in sorted(heard.words))
    from meeteval.wer import siso_word_error_rate

    rate = siso_word_error_rate(_segments([("all", 0, said)]), _segments([("all", 0, written)]))
    return Count(errors=rate.errors, of=rate.length)


def attributed_word_errors(reference: Reference, heard: Heard) -> Count:
    """cpWER: words of each voice together, under the best assignment of voices."""
    if not reference.turns:
        return Count()
    from meeteval.wer import cp_word_error_rate

    rate = cp_word_error_rate(
        _segments((turn.voice, turn.span.start, turn.text) for turn in reference.turns),
        _segments((voice, start, text) for start, _, text, voice in sorted(heard.words)),
    )
    return Count(errors=rate.errors, of=rate.length)


def _segments(lines: Iterable[tuple[str, Seconds, str]]) -> Any:  # meeteval.io.SegLST
    from meeteval.io import SegLST  # installed by `make bench`

    return SegLST(
        [
            {"session_id": "recording", "speaker": voice, "words": normal(text), "start_time": start, "end_time": start}
            for voice, start, text in lines
        ]
    )


def diarization_errors(reference: Reference, heard: Heard) -> Count:
    """DER without a collar, overlaps counted."""
    if not reference.voices:
        return Count()
    start, end = (reference.scored.start, reference.scored.end) if reference.scored else (0.0, heard.duration)
    found = DiarizationErrorRate()(
        _said_by(reference), _heard_from(heard), uem=Timeline([Segment(start, end)]), detailed=True
    )
    missed = ("missed detection", "false alarm", "confusion")
    return Count(errors=sum(found[each] for each in missed), of=found["total"])


def boundary_errors(reference: Reference, heard: Heard) -> Count:
    """Words within a second of a change of voice, and those of them that another voice got."""
    changes = [
        moment
        for (voice, span), (next_voice, after) in itertools.pairwise(_in_order(reference))
        if voice != next_voice
        for moment in (span.end, after.start)
    ]
    if not changes or not reference.turns:
        return Count()
    names = DiarizationErrorRate().optimal_mapping(_said_by(reference), _heard_from(heard))
    near = wrong = 0
    for start, end, _, voice in heard.words:
        middle = (start + end) / 2
        if min(abs(middle - moment) for moment in changes) <= NEAR:
            near += 1
            wrong += names.get(voice) not in _speaking(reference, middle)
    return Count(errors=wrong, of=near)


def _speaking(reference: Reference, moment: Seconds) -> set[str]:
    """Who speaks then, or else who is nearest in time."""
    away: dict[str, Seconds] = {}
    for voice, span in reference.voices:
        distance = max(span.start - moment, moment - span.end, 0.0)
        away[voice] = min(distance, away.get(voice, distance))
    least = min(away.values())
    return {voice for voice, distance in away.items() if distance <= least}


def _in_order(reference: Reference) -> list[tuple[str, Span]]:
    return sorted(reference.voices, key=lambda each: each[1].start)


def _said_by(reference: Reference) -> Annotation:
    made = Annotation()
    for number, (voice, span) in enumerate(reference.voices):
        made[Segment(span.start, span.end), number] = voice
    return made


def _heard_from(heard: Heard) -> Annotation:
    made = Annotation()
    for number, (voice, start, end) in enumerate(heard.voices):
        made[Segment(start, end), number] = voice
    return made
