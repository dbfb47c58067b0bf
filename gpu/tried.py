"""One check of a self-test and what came of it; loads no networks."""

import time
from collections.abc import Callable

from gpu.engine_process import UnexpectedError
from models.errors import HattamaError
from models.workers import Check

CHECKS = ("weights", "decoder", "device", "clip")
"""What a process that works looks at, in order; `gpu.self_test` does it."""
WITHOUT_NETWORKS = ("decoder",)
"""What is asked of a worker that loads no networks."""


def tried(name: str, check: Callable[[], str]) -> Check:
    """The check carried out; MemoryError passes, since nothing of the process can be trusted then."""
    began = time.monotonic()
    failed: HattamaError
    try:
        found = check()
        return Check(name=name, passed=True, seconds=time.monotonic() - began, found=found)
    except HattamaError as error:
        failed = error
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  # whatever a library raises is the finding; the other checks go on
        failed = UnexpectedError(kind=type(error).__name__)
    return Check(
        name=name,
        passed=False,
        seconds=time.monotonic() - began,
        found="",
        code=type(failed).__name__,
        failure=failed.sentence.filled(**failed.data),
    )
