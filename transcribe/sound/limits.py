"""Run as a program: set limits on this process, cut it off from the network, then become another program.

A file of its own because it runs between fork and exec: Python's `preexec_fn` is unsafe in a process with threads, and
this one starts as `python -I -S limits.py CPU_SECONDS MEMORY_BYTES OPEN_FILES FILE_BYTES PROGRAM ARGS...`, with the
standard library only.
"""

import ctypes
import os
import resource
import signal
import sys

_CLONE_NEWNET = 0x40000000
_CLONE_NEWUSER = 0x10000000
_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38


def limit(cpu_seconds: int, memory_bytes: int, open_files: int, file_bytes: int) -> None:
    """Bound this process: CPU time, address space, open files, bytes of a file it writes; it leaves no core."""
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_NOFILE, (open_files, open_files))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def detach() -> bool:
    """Die with the parent, gain no rights, lose the network; False where the kernel refuses the last.

    Losing the network is a second wall behind the allow-list of protocols, so a kernel that forbids it to ordinary
    users is no reason to stop; `hattama doctor` reports it.
    """
    if not sys.platform.startswith("linux"):
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    return bool(libc.unshare(_CLONE_NEWNET) == 0 or libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0)


if __name__ == "__main__":
    detach()
    limit(*(int(bound) for bound in sys.argv[1:5]))
    os.execv(sys.argv[5], sys.argv[5:])  # noqa: S606  # the program is the decoder that the settings name
