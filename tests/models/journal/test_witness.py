"""Witnesses keep checkpoints, and one that fails is told of."""

import os
import socket
from pathlib import Path

from models.journal.checkpoint import read_checkpoints
from models.journal.witness import FileWitness, LocalSyslogWitness, RemoteSyslogWitness, publish
from models.sentences import INTERFACE_LANGUAGES
from tests.models.journal.journals import checkpoint, journal

FIRST, SECOND = checkpoint(journal(3)), checkpoint(journal(5))


def read(path):
    with path.open(encoding="utf-8") as file:
        return read_checkpoints(file)


def test_a_file_only_grows_and_gives_every_checkpoint_back(tmp_path):
    path = tmp_path / "checkpoints"
    FileWitness(path).keep(FIRST)
    before = path.read_bytes()
    FileWitness(path).keep(SECOND)
    assert path.read_bytes().startswith(before)
    assert read(path).checkpoints == (FIRST, SECOND)


def test_a_record_after_a_torn_one_is_whole(tmp_path):
    for end in range(0, len(FIRST.text.encode()), 7):
        path = tmp_path / f"checkpoints-{end}"
        path.write_bytes(FIRST.text.encode()[:end])
        FileWitness(path).keep(SECOND)
        assert SECOND in read(path).checkpoints


def test_a_witness_that_fails_is_told_of_and_the_others_still_keep(tmp_path):
    path = tmp_path / "checkpoints"
    witnesses = [
        FileWitness(tmp_path),
        FileWitness(Path("/dev/full")),
        LocalSyslogWitness(tmp_path / "log"),
        FileWitness(path),
    ]
    deliveries = publish(FIRST, witnesses)
    assert [each.witness for each in deliveries] == [each.name for each in witnesses]
    assert [each.error is None for each in deliveries] == [False, False, False, True]
    assert all(each.witness in each.error.say(language) for each in deliveries[:3] for language in INTERFACE_LANGUAGES)
    assert read(path).checkpoints == (FIRST,)


def test_the_local_syslog_gets_one_line(tmp_path):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as daemon:
        daemon.bind(str(tmp_path / "log"))
        daemon.settimeout(5)
        LocalSyslogWitness(tmp_path / "log").keep(FIRST)
        line = daemon.recv(65_536).decode()
    assert line.startswith("<85>hattama: ")
    assert read_checkpoints([line]).checkpoints == (FIRST,)


def test_a_log_host_gets_one_framed_line():
    with socket.create_server(("127.0.0.1", 0)) as daemon:
        RemoteSyslogWitness("127.0.0.1", daemon.getsockname()[1]).keep(FIRST)
        connection, _ = daemon.accept()
        with connection, connection.makefile("rb") as stream:
            length, _, line = stream.read().partition(b" ")
    assert int(length) == len(line)
    assert line.startswith(b"<85>1 2026-01-31T12:00:03.000000Z ")
    assert read_checkpoints([line.decode()]).checkpoints == (FIRST,)


def test_a_log_host_where_nobody_listens_is_told_of():
    with socket.create_server(("127.0.0.1", 0)) as daemon:
        port = daemon.getsockname()[1]
    (delivery,) = publish(FIRST, [RemoteSyslogWitness("127.0.0.1", port)])
    assert delivery.error is not None


def test_a_checkpoint_half_written_or_not_yet_on_disk_is_not_kept(tmp_path, monkeypatch):
    write, synced = os.write, []
    monkeypatch.setattr(os, "fsync", lambda descriptor: synced.append(os.fstat(descriptor).st_size))
    FileWitness(tmp_path / "checkpoints").keep(FIRST)
    assert synced[0] == len(FIRST.text.encode()) + 1
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:9]))
    (delivery,) = publish(FIRST, [FileWitness(tmp_path / "checkpoints")])
    assert "only 9" in delivery.error.say("en")
