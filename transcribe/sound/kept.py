"""Decoded sound kept on disk between stages, so that a recording is decoded once."""

import json
from dataclasses import asdict
from pathlib import Path

import numpy as np

from models.span import Span
from models.transcript_document import recording_of
from transcribe.sound.decode import DecodedRecording
from transcribe.sound.pcm import SAMPLE_RATE, Pcm

_NAME = "decoded.json"
PEAKS_A_SECOND = 20
"""Of the waveform that a player shows."""


def keep(decoded: DecodedRecording) -> None:
    """Write beside the sound what is known of it."""
    document = {
        "recording": asdict(decoded.recording),
        "samples": decoded.pcm.samples,
        "channels": decoded.pcm.channels,
        "missing": [asdict(span) for span in decoded.missing],
        "heard": list(decoded.channels),
    }
    path = decoded.pcm.path.with_name(_NAME)
    path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")


def read_kept(folder: Path) -> DecodedRecording:
    """What `keep` wrote in a folder; FileNotFoundError where sound or its description is not there."""
    document = json.loads((folder / _NAME).read_text("utf-8"))
    path = folder / "sound.pcm"
    path.stat()
    return DecodedRecording(
        recording=recording_of(document["recording"]),
        pcm=Pcm(path=path, samples=document["samples"], channels=document["channels"]),
        missing=tuple(Span(**span) for span in document["missing"]),
        channels=tuple(document["heard"]),
    )


def write_peaks(pcm: Pcm, path: Path) -> None:
    """The waveform: for each channel and each twentieth of a second its highest level, a byte each, channel by channel."""
    step = SAMPLE_RATE // PEAKS_A_SECOND
    minute = 60 * PEAKS_A_SECOND * step
    peaks: list[list[np.ndarray]] = [[] for _ in range(pcm.channels)]
    for first in range(0, pcm.samples, minute):
        span = Span(start=first / SAMPLE_RATE, end=min(first + minute, pcm.samples) / SAMPLE_RATE)
        for channel, found in enumerate(peaks):
            loud = np.abs(pcm.read(span, channel))
            padded = np.pad(loud, (0, -len(loud) % step)).reshape(-1, step)
            found.append(np.minimum(padded.max(axis=1) * 256, 255).astype(np.uint8))
    path.write_bytes(b"".join(np.concatenate(found).tobytes() for found in peaks if found))
