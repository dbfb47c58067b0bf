"""Bytes on their way here."""

import errno
import hashlib
import threading
from uuid import uuid4

import pytest

from api import uploads
from api.errors import BusyError
from api.uploads import Arrivals, DamagedError
from models.store.files import FileStore, StorageError


@pytest.fixture
def files(tmp_path):
    return FileStore(folder=tmp_path / "data")


@pytest.fixture
def arrivals(files):
    return Arrivals(files)


@pytest.fixture
def begun(arrivals):
    """An upload that has just been announced."""
    upload_id = uuid4()
    arrivals.begin(upload_id)
    return upload_id


def append(arrivals, upload_id, *pieces):
    with arrivals.writing(upload_id) as arrival:
        for piece in pieces:
            arrival.append(piece)
        return arrival.size


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def test_an_upload_begins_empty_and_grows(arrivals, begun):
    assert arrivals.offset(begun) == 0
    assert append(arrivals, begun, b"abc", b"de") == 5
    assert append(arrivals, begun, b"f") == 6
    assert arrivals.offset(begun) == 6
    assert arrivals.finish(begun) == sha256(b"abcdef")


def test_an_upload_that_is_not_there_has_no_offset_and_takes_nothing(arrivals):
    assert arrivals.offset(uuid4()) is None
    with pytest.raises(FileNotFoundError):
        append(arrivals, uuid4(), b"a")


def test_a_process_that_has_not_seen_all_bytes_reads_the_beginning_again(files, arrivals, begun):
    append(arrivals, begun, b"abc")
    another = Arrivals(files)
    append(another, begun, b"def")
    append(arrivals, begun, b"ghi")  # this one has seen less than there is
    assert arrivals.finish(begun) == sha256(b"abcdefghi")


def test_bytes_that_changed_on_disk_after_they_arrived_are_found(files, arrivals, begun):
    append(arrivals, begun, b"abc")
    files.partial(begun).write_bytes(b"abX")
    with pytest.raises(DamagedError):
        arrivals.finish(begun)


def test_two_do_not_write_at_once(files, arrivals, begun):
    with arrivals.writing(begun), pytest.raises(BusyError):
        append(Arrivals(files), begun, b"x")
    assert append(arrivals, begun, b"y") == 1


def test_who_holds_an_upload_keeps_others_from_writing(arrivals, begun):
    with arrivals.held(begun) as size, pytest.raises(BusyError):
        assert size == 0
        append(arrivals, begun, b"x")


def test_an_upload_dropped_while_one_waited_for_it_is_gone(arrivals, begun):
    with arrivals.held(begun):
        arrivals.drop(begun)
        with pytest.raises(FileNotFoundError):
            append(arrivals, begun, b"x")


class _FullDisk:
    """Takes a few bytes of the next piece and then none, as a disk that fills up does."""

    def __init__(self, file, takes):
        self._file, self._left = file, takes

    def write(self, data):
        if self._left == 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        taken = self._file.write(bytes(data[: self._left]))
        self._left -= taken
        return taken


def test_what_a_full_disk_took_counts_and_the_rest_follows_later(arrivals, begun):
    with pytest.raises(StorageError, match="No space"), arrivals.writing(begun) as arrival:
        arrival._file = _FullDisk(arrival._file, 4)
        arrival.append(b"abcdef")
    assert arrivals.offset(begun) == arrival.size == 4
    append(arrivals, begun, b"efgh")
    assert arrivals.finish(begun) == sha256(b"abcdefgh")


def test_a_disk_that_does_not_keep_what_it_took_is_told(arrivals, begun, monkeypatch):
    def failing(_):
        raise OSError(errno.EIO, "Input/output error")

    with pytest.raises(StorageError, match="Input/output"), arrivals.writing(begun) as arrival:
        arrival.append(b"abc")
        monkeypatch.setattr(uploads.os, "fsync", failing)


def test_what_is_acknowledged_was_synced(arrivals, begun, monkeypatch):
    synced, fsync = [], uploads.os.fsync
    monkeypatch.setattr(
        uploads.os, "fsync", lambda handle: (synced.append(uploads.os.fstat(handle).st_size), fsync(handle))
    )
    append(arrivals, begun, b"abc")
    assert synced == [3]
    assert (arrivals.offset(begun), synced) == (3, [3, 3])


def test_hashes_of_many_uploads_are_not_kept_for_ever(files, arrivals, monkeypatch):
    monkeypatch.setattr(uploads, "_HASHERS_KEPT", 2)
    ids = [uuid4() for _ in range(4)]
    for each in ids:
        arrivals.begin(each)
        append(arrivals, each, b"a")
    for each in ids:
        append(arrivals, each, b"b")
        assert arrivals.finish(each) == sha256(b"ab")
    assert len(arrivals._hashers) <= 2


def test_a_piece_is_hashed_once_however_many_ask_meanwhile(arrivals, begun):
    taken, asked = threading.Event(), threading.Event()

    def ask():
        taken.wait(5)
        assert arrivals.offset(begun) == 3
        asked.set()

    thread = threading.Thread(target=ask)
    thread.start()
    with arrivals.writing(begun) as arrival:
        arrival.append(b"abc")
        taken.set()
        assert asked.wait(5)
        arrival.append(b"def")
    thread.join()
    assert arrivals.finish(begun) == sha256(b"abcdef")
