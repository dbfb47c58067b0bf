"""A process between the owner and its PostgreSQL: when the owner is gone, however it went, the server stops.

Run by its path, with nothing of ours imported, so that it starts in hundredths of a second:
`guardian.py OWNER UID GID LOCK -- postgres ...`. OWNER is the pid of the process that started it; UID and GID
are as whom PostgreSQL runs, -1 for as ourselves; LOCK is an open file that PostgreSQL and all its processes inherit:
the lock on it is free again only when the last of them has ended.

SIGTERM asks for a fast shutdown; so does the owner's death, seen within half a second. Where the guardian itself is
killed, the kernel sends PostgreSQL the same request (Linux).
"""

import ctypes
import os
import select
import signal
import subprocess
import sys
import time

LOOK_SECONDS = 0.5  # how often it looks whether the owner is there
FAST_SECONDS = 30.0  # how long a fast shutdown may take before an immediate one
IMMEDIATE_SECONDS = 10.0  # and that one, before the process is killed
PR_SET_PDEATHSIG = 1


def main(arguments: list[str]) -> int:
    """Run PostgreSQL until it ends, the owner ends, or SIGTERM; its exit status."""
    owner, uid, gid, lock = (int(each) for each in arguments[:4])
    wake = _wake_on_signals()
    guardian = os.getpid()

    def end_with_guardian() -> None:
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)
        if os.getppid() != guardian:
            os._exit(1)

    server = subprocess.Popen(  # noqa: S603  # the owner's own command
        arguments[5:],
        user=uid if uid >= 0 else None,
        group=gid if uid >= 0 else None,
        extra_groups=[] if uid >= 0 else None,
        pass_fds=[lock],
        preexec_fn=end_with_guardian,  # noqa: PLW1509  # this process has one thread
    )
    asked: set[int] = set()
    while server.poll() is None and os.getppid() == owner and signal.SIGTERM not in asked:
        if select.select([wake], [], [], LOOK_SECONDS)[0]:
            asked.update(os.read(wake, 64))
    return _stop(server)


def _wake_on_signals() -> int:
    """A file that becomes readable, with the signals' numbers as bytes, when one arrives."""
    readable, writable = os.pipe()
    os.set_blocking(writable, False)
    signal.set_wakeup_fd(writable, warn_on_full_buffer=False)
    for number in (signal.SIGTERM, signal.SIGCHLD):
        signal.signal(number, lambda *_: None)
    return readable


def _stop(server: "subprocess.Popen[bytes]") -> int:
    for number, seconds in ((signal.SIGINT, FAST_SECONDS), (signal.SIGQUIT, IMMEDIATE_SECONDS), (signal.SIGKILL, 1.0)):
        if server.poll() is None:
            server.send_signal(number)
            deadline = time.monotonic() + seconds
            while server.poll() is None and time.monotonic() < deadline:
                time.sleep(0.02)
    return server.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
