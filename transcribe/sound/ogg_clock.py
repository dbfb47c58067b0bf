"""Which seconds of an Ogg Opus file lie in a range of its bytes (RFC 3533, RFC 7845)."""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from models.span import Span

_CLOCK = 48_000  # of Opus granule positions, whatever the rate of the sound
_LARGEST_PAGE = 65_307
_CAPTURE = b"OggS\0"  # how a page begins, with its version
_NO_PACKET_ENDS = 2**64 - 1


def span_of_bytes(path: Path, first: int, last: int) -> Span | None:
    """From the page that holds byte `first` to the one that holds byte `last`, both whole; None where there is no sound.

    The file is one of ours, so that what looks like the beginning of a page is one. OSError where it cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(_LARGEST_PAGE)
        mark = head.find(b"OpusHead")
        if mark < 0 or len(head) < mark + 12:
            return None
        (skipped,) = struct.unpack_from("<H", head, mark + 10)
        earlier = [ends for begins, ends in _pages(file, first - 2 * _LARGEST_PAGE, first + 1)]
        until = [ends for begins, ends in _pages(file, last - 2 * _LARGEST_PAGE, last + 1)]
    if not until:
        return None
    start = earlier[-2] if len(earlier) > 1 else 0  # the last page that has begun holds the byte, so the one before it
    return Span(start=max(0, start - skipped) / _CLOCK, end=max(0, start - skipped, until[-1] - skipped) / _CLOCK)


def _pages(file: BinaryIO, first: int, after: int) -> Iterator[tuple[int, int]]:
    """Pages that begin between two bytes: where, and the granule position at their end."""
    first = max(0, first)
    file.seek(first)
    window = file.read(after - first + 14)
    at = window.find(_CAPTURE)
    while 0 <= at < after - first and at + 14 <= len(window):
        (granule,) = struct.unpack_from("<Q", window, at + 6)
        if granule != _NO_PACKET_ENDS:
            yield first + at, granule
        at = window.find(_CAPTURE, at + 1)
