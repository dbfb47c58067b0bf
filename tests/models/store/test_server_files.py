"""Where the server's socket lies, and what the server is started with."""

import os
import shutil
from pathlib import Path

import pytest

from models.store.server_files import SOCKET_NAME, SOCKET_PATH_BYTES, server_command, socket_folder


def test_a_short_path_holds_its_socket(tmp_path):
    folder = Path("/tmp")
    assert socket_folder(folder, None, make=False) == folder / "socket"


@pytest.mark.parametrize("name", ["ы" * 60, "a,b"])
def test_a_path_unfit_for_a_socket_gets_a_closed_folder_elsewhere_and_remembers_it(tmp_path, name, monkeypatch):
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    folder = tmp_path / name
    folder.mkdir()
    made = socket_folder(folder, None, make=True)
    try:
        assert len(os.fsencode(made / SOCKET_NAME)) <= SOCKET_PATH_BYTES
        assert made.stat().st_mode & 0o777 == 0o700
        assert socket_folder(folder, None, make=False) == made
        assert socket_folder(folder, None, make=True) == made
    finally:
        made.rmdir()


def test_a_remembered_folder_that_another_could_have_made_is_not_used_again(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/tmp")
    folder = tmp_path / "a,b"
    folder.mkdir()
    first = socket_folder(folder, None, make=True)
    first.chmod(0o777)
    second = socket_folder(folder, None, make=True)
    assert second != first
    shutil.rmtree(first)
    second.rmdir()


def test_the_server_listens_to_nobody_and_writes_no_values_to_its_log():
    command = server_command(Path("/p"), Path('/a"b'), Path('/a"b/socket'))
    assert 'unix_socket_directories="/a""b/socket"' in command
    for setting in ("listen_addresses=", "fsync=on", "log_parameter_max_length=0", "log_min_error_statement=panic"):
        assert setting in command
