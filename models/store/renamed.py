"""Run as a program: become another name in a user namespace of its own, then another program.

`renamed.py UID GID PROGRAM ARGS...`, standard library only, started by its path. The kernel sees the same user as before;
the program sees itself under that number, which PostgreSQL asks for: see `models.store.account`.
"""

import ctypes
import os
import signal
import sys

_CLONE_NEWUSER = 0x10000000
_PR_SET_PDEATHSIG = 1


def rename(uid: int, gid: int) -> None:
    """This process's user and group, root before, are called `uid` and `gid` from here on; OSError where refused."""
    own_uid, own_gid = os.geteuid(), os.getegid()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_CLONE_NEWUSER) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    for name, content in (("setgroups", "deny"), ("uid_map", f"{uid} {own_uid} 1"), ("gid_map", f"{gid} {own_gid} 1")):
        with open(f"/proc/self/{name}", "w", encoding="ascii") as file:  # noqa: PTH123  # no import for one line
            file.write(content)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGINT)  # the kernel forgot it with the change of rights


if __name__ == "__main__":
    rename(int(sys.argv[1]), int(sys.argv[2]))
    os.execv(sys.argv[3], sys.argv[3:])  # noqa: S606  # the caller's program
