"""As which Unix account the embedded PostgreSQL runs.

Not root: as ourselves. As root PostgreSQL refuses to run, so it gets an account of its own:

- not `nobody`: other services run as nobody too, and would read the database's files;
- not a bare unused number: initdb refuses a uid that the system cannot name (tried with 18.4);
- a locked system account `hattama-db` without shell or home, made by `useradd` as a Linux package would make it.
  Where that cannot be (no `useradd`, a read-only system), the error says so: an operator makes the account or starts
  Hattama as an ordinary user.

Root of a user namespace that holds nobody else (`unshare -r`, some containers) can become no other user at all. There
PostgreSQL runs in a namespace inside that one, in which the same user is called `nobody` (`models.store.renamed`).

A database that already lies there keeps its owner: root starts it as whoever made it, and nothing changes hands.
"""

import os
import pwd
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from models.errors import FailureError
from models.sentences import Sentence
from models.store import renamed

ACCOUNT_NAME = "hattama-db"


class NoDatabaseAccountError(FailureError):
    """Started as root and no account for PostgreSQL can be had; `name` and `reason`."""

    sentence = Sentence(
        ru="PostgreSQL не работает от root, а учётную запись «{name}» создать не удалось ({reason}). "
        "Создайте её или запускайте Hattama от обычного пользователя.",
        kk="PostgreSQL root атынан жұмыс істемейді, ал «{name}» есептік жазбасын жасау мүмкін болмады ({reason}). "
        "Оны жасаңыз немесе Hattama-ны қарапайым пайдаланушы атынан іске қосыңыз.",
        en="PostgreSQL does not run as root, and the account “{name}” could not be made ({reason}). "
        "Make it, or start Hattama as an ordinary user.",
    )


class DatabaseOutOfReachError(FailureError):
    """PostgreSQL's account cannot reach the folder; `name` and `folder`."""

    sentence = Sentence(
        ru="Учётная запись «{name}» не может войти в папку {folder}. Укажите в HATTAMA_DATA_DIR папку, "
        "все родительские папки которой проходимы (например, /var/lib/hattama).",
        kk="«{name}» есептік жазбасы {folder} қалтасына кіре алмайды. HATTAMA_DATA_DIR ішінде барлық ата-қалталары "
        "өтуге ашық қалтаны көрсетіңіз (мысалы, /var/lib/hattama).",
        en="The account “{name}” cannot enter the folder {folder}. Set HATTAMA_DATA_DIR to a folder "
        "whose parents may all be passed (such as /var/lib/hattama).",
    )


class Identity(TypedDict, total=False):
    """The keywords of `subprocess` that change who a child is; empty: as ourselves."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """A Unix account."""

    name: str
    uid: int  # as we see it, for the owner of files
    gid: int
    called: tuple[int, int] | None = None  # the uid and gid that programs see instead, in a namespace of their own

    def command(self, command: list[str]) -> list[str]:
        """A command, run with `identity`, as this account."""
        if self.called is None:
            return command
        uid, gid = self.called
        return [sys.executable, "-I", "-S", renamed.__file__, str(uid), str(gid), *command]

    def reaches(self, folder: Path) -> bool:
        """Whether this account may enter the folder, asked of the system as that account."""
        command = self.command(["/usr/bin/env", "test", "-x", str(folder)])
        return subprocess.run(command, check=False, cwd="/", **self.identity()).returncode == 0  # noqa: S603

    def identity(self) -> "Identity":
        """What `subprocess` needs to run a `command` as this account."""
        return {} if self.called is not None else {"user": self.uid, "group": self.gid, "extra_groups": []}


def account_for(data: Path) -> Account | None:
    """As whom PostgreSQL runs on this data folder, which need not exist: None means as ourselves.

    Raises NoDatabaseAccountError.
    """
    if os.geteuid() != 0:
        return None
    if is_alone():
        return _renamed()
    if data.exists() and (owner := data.stat()).st_uid != 0:
        return Account(name=_name_of(owner.st_uid), uid=owner.st_uid, gid=owner.st_gid)
    return _find() or _make()


def is_alone() -> bool:
    """Whether this user namespace holds one user only, so that root can become nobody else."""
    try:
        lines = Path("/proc/self/uid_map").read_text("ascii").splitlines()
    except OSError:
        return False  # no namespaces, no such root
    return sum(int(line.split()[2]) for line in lines) == 1


def _renamed() -> Account:
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError as error:
        raise NoDatabaseAccountError(name="nobody", reason="getpwnam") from error
    return Account(name=nobody.pw_name, uid=0, gid=0, called=(nobody.pw_uid, nobody.pw_gid))


def _find() -> Account | None:
    try:
        found = pwd.getpwnam(ACCOUNT_NAME)
    except KeyError:
        return None
    if found.pw_uid == 0:
        raise NoDatabaseAccountError(name=ACCOUNT_NAME, reason="uid 0")
    return Account(name=found.pw_name, uid=found.pw_uid, gid=found.pw_gid)


def _make() -> Account:
    useradd = shutil.which("useradd") or shutil.which("useradd", path="/usr/sbin:/sbin")
    if useradd is None:
        raise NoDatabaseAccountError(name=ACCOUNT_NAME, reason="useradd: not found")
    nowhere = ["--no-create-home", "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin"]
    command = [useradd, "--system", "--user-group", *nowhere, "--comment", "Hattama's database", ACCOUNT_NAME]
    made = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    account = _find()  # also where another process made it at the same moment
    if account is None:
        raise NoDatabaseAccountError(name=ACCOUNT_NAME, reason=made.stderr.strip() or f"useradd: {made.returncode}")
    return account


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
