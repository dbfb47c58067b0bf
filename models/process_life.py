"""How our processes begin and end: they end with the one that started them, however it ends."""

import ctypes
import gc
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_PR_SET_PDEATHSIG = 1


def die_with(owner: int) -> None:
    """Ask the kernel to end this process when its parent, of that pid, ends; it ends here if that happened already."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != owner:
            os._exit(1)


@contextmanager
def beginning() -> Iterator[None]:
    """Load modules and make what stays for as long as the process lives.

    Nothing of it is garbage: not looked for meanwhile (a fifth of the time of loading), nor ever again afterwards.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.freeze()
