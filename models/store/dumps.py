"""The database as a file and back, by PostgreSQL's own programs; the server may be older than they are."""

import os
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import IO

import psycopg

from models.errors import FailureError
from models.sentences import Sentence

SCHEMAS = ("hattama", "queue")
_NEWER_SETTINGS = (b"SET transaction_timeout = 0;\n",)  # that older servers do not know, and that set nothing
_OF_NO_SCHEMA = b"ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;\n"  # of migration 0001; not in archives
_NAMES = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}


class BackupFailedError(FailureError):
    """The database could not be written to a file or brought back; `reason`."""

    sentence = Sentence(
        ru="Резервное копирование не удалось: {reason}.",
        kk="Сақтық көшірме жасалмады: {reason}.",
        en="The backup failed: {reason}.",
    )


def dump(url: str, path: Path, programs: Path, *more: str) -> None:
    """Write both schemas to PostgreSQL's own archive; BackupFailedError."""
    command = [str(programs / "pg_dump"), "--format=custom", f"--file={path}"]
    command += [*(f"--schema={each}" for each in SCHEMAS), *more]
    ended = subprocess.run(command, env=_environment(url), capture_output=True, check=False)  # noqa: S603  # PostgreSQL's
    _judge(ended.returncode, ended.stderr)


def load(archive: Path, url: str, programs: Path) -> None:
    """Bring an archive into a database that has neither schema, as its owner, whole or not at all; BackupFailedError."""
    unpack = [str(programs / "pg_restore"), "--exit-on-error", "--file=-", str(archive)]
    run = [str(programs / "psql"), "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--file=-"]
    environment = _environment(url) | {"PGCLIENTENCODING": "UTF8"}
    with (
        subprocess.Popen(unpack, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as source,  # noqa: S603  # PostgreSQL's
        subprocess.Popen(  # noqa: S603  # as above
            run, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment
        ) as target,
    ):
        assert source.stdout is not None and source.stderr is not None  # noqa: S101  # narrow the types
        assert target.stdin is not None and target.stderr is not None  # noqa: S101  # as above
        try:
            _pass_on(source.stdout, target.stdin)
            unpacked = source.wait() == 0
            if not unpacked:
                target.stdin.write(b"SELECT the_archive_broke_off;\n")  # an error: nothing of it stays
            target.stdin.write(_OF_NO_SCHEMA)
            target.stdin.close()
        except BrokenPipeError:  # psql gave up, and says why
            source.kill()
            with suppress(BrokenPipeError):
                target.stdin.close()
            unpacked = True
        said = target.stderr.read()
        failed = target.wait()
        if not unpacked:
            _judge(1, source.stderr.read())
        _judge(failed, said)


def _pass_on(source: IO[bytes], target: IO[bytes]) -> None:
    """The script, without settings of its head that an older server does not know; the data below go as they are."""
    for line in source:
        if line.startswith(b"COPY "):
            target.write(line)
            break
        if line not in _NEWER_SETTINGS:
            target.write(line)
    while block := source.read(1 << 20):
        target.write(block)


def _environment(url: str) -> dict[str, str]:
    """Whom to connect to: a password goes through the environment, not the command line."""
    parts = psycopg.conninfo.conninfo_to_dict(url)
    return os.environ | {_NAMES[key]: str(value) for key, value in parts.items() if key in _NAMES and value}


def _judge(code: int, said: bytes) -> None:
    if code:
        lines = said.decode("utf-8", "replace").strip().splitlines()
        raise BackupFailedError(reason=(lines or ["?"])[0])
