"""The service's speed: a long transcript, many readers, a large upload; beside what this machine does without us.

`python -m bench.service [--turns N] [--gb N] [--seconds N] [--out FILE.json] [pages|readers|upload ...]`
"""

import argparse
import asyncio
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import psutil
from rich.console import Console
from rich.table import Table

from bench import references, service_records
from bench.service_records import Records
from models.journal.signing import SigningKey
from models.store import migrate
from models.store.embedded import EmbeddedPostgres

PARTS = ("pages", "readers", "upload")
_MIB = 1 << 20
_READERS = 50
_PAUSE_SECONDS = 3.0  # of a reader between two pages; a page is some three minutes of speech


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """One measured value beside what it should be."""

    name: str
    value: float
    unit: str
    target: str = ""


@contextmanager
def web(url: str, folder: Path) -> Iterator[tuple[str, psutil.Process]]:
    """A web process of its own over that database: its address and the process."""
    key = folder / "journal.key"
    SigningKey.make(key, "bench.hattama")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = os.environ | {
        "HATTAMA_DATABASE_URL": url,
        "HATTAMA_DATA_DIR": str(folder / "data"),
        "HATTAMA_JOURNAL_KEY": str(key),
    }
    command = [sys.executable, "-m", "hattama.main", "web", "--port", str(port), "--owner", str(os.getpid())]
    process = subprocess.Popen(command, env=environment, cwd=references.ROOT, stderr=subprocess.DEVNULL)  # noqa: S603
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_ready(address)
        yield address, psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(30)


def _wait_until_ready(address: str) -> None:
    for _ in range(300):
        with suppress(httpx.TransportError):
            if httpx.get(address + "/health/ready").is_success:
                return
        time.sleep(0.1)
    raise TimeoutError(address)


def pages(address: str, records: Records, layer_id: UUID) -> list[Figure]:
    """The first page and an edit of a long transcript, one after another."""
    with httpx.Client(base_url=address, headers=records.headers, timeout=60) as client:
        path = f"/api/layers/{layer_id}"
        first = [_ms(lambda: client.get(f"{path}/turns").raise_for_status()) for _ in range(20)]
        middle = [
            _ms(lambda number=number: client.get(f"{path}/turns", params={"first": number}).raise_for_status())
            for number in range(500, 9500, 500)
        ]
        edits = [_ms(lambda number=number: _edit(client, path, number)) for number in range(200)]
        after = [_ms(lambda: client.get(f"{path}/turns").raise_for_status()) for _ in range(20)]
        undo = [_ms(lambda number=number: _undo(client, path, number, 200 + number)) for number in range(1, 21)]
        overview = [_ms(lambda: client.get(f"{path}/overview").raise_for_status()) for _ in range(3)]
        export = _ms(lambda: client.get(f"/api/recordings/{records.recording_id}/transcript.json").raise_for_status())
    return [
        Figure(name="first page, first time", value=first[0], unit="ms", target="< 100"),
        Figure(name="first page, median", value=statistics.median(first), unit="ms", target="< 100"),
        Figure(name="a page in the middle, median", value=statistics.median(middle), unit="ms"),
        Figure(name="an edit, median", value=statistics.median(edits), unit="ms", target="< 50"),
        Figure(name="an edit, p95", value=_percentile(edits, 95), unit="ms", target="< 50"),
        Figure(name="first page after 200 edits, median", value=statistics.median(after), unit="ms", target="< 100"),
        Figure(name="an undo, median", value=statistics.median(undo), unit="ms", target="< 50"),
        Figure(name="500 turns in numbers, median", value=statistics.median(overview), unit="ms"),
        Figure(name="the whole as JSON", value=export, unit="ms"),
    ]


def _edit(client: httpx.Client, path: str, number: int) -> None:
    words = service_records.WORDS_OF_A_TURN
    first = number % 40 * words + 1
    sent = {"operation": "replace_text", "words": {"first": first, "last": first + 2}, "text": f"исправлено {number}"}
    client.post(f"{path}/revisions", json=sent, headers={"If-Match": f'"{number}"'}).raise_for_status()


def _undo(client: httpx.Client, path: str, number: int, seen: int) -> None:
    sent = {"operation": "undo", "number": 201 - number}
    client.post(f"{path}/revisions", json=sent, headers={"If-Match": f'"{seen - 1}"'}).raise_for_status()


def readers(address: str, url: str, folder: Path, records: Records, seconds: float) -> list[Figure]:
    """Fifty people paging transcripts: on an idle machine, and beside a worker at nice 10 that writes words."""
    layer_id = records.layer_id
    idle = asyncio.run(_read_on(address, records, layer_id, seconds))
    service_records.give_work(url, folder / "data", records, count=1 + int(seconds // 10))
    environment = os.environ | {"HATTAMA_DATABASE_URL": url, "HATTAMA_DATA_DIR": str(folder / "data")}
    command = ["nice", "-n", "10", sys.executable, "-m", "hattama.main", "worker", "--device", "cpu"]
    worker = subprocess.Popen(  # noqa: S603  # our own program
        [*command, "--owner", str(os.getpid())], env=environment, cwd=references.ROOT, stderr=subprocess.DEVNULL
    )
    try:
        service_records.wait_for_words(url, 120)
        beside = asyncio.run(_read_on(address, records, layer_id, seconds))
    finally:
        worker.kill()
        worker.wait()
    return [
        Figure(name=f"{_READERS} readers, idle, p50", value=_percentile(idle, 50), unit="ms"),
        Figure(name=f"{_READERS} readers, idle, p95", value=_percentile(idle, 95), unit="ms", target="< 150"),
        Figure(name=f"{_READERS} readers, worker busy, p50", value=_percentile(beside, 50), unit="ms"),
        Figure(name=f"{_READERS} readers, worker busy, p95", value=_percentile(beside, 95), unit="ms", target="< 300"),
        Figure(name="busy to idle, p95", value=_percentile(beside, 95) / _percentile(idle, 95), unit="times"),
        Figure(name="pages a second, idle", value=len(idle) / seconds, unit="1/s"),
    ]


async def _read_on(address: str, records: Records, layer_id: UUID, seconds: float) -> list[float]:
    until = time.perf_counter() + seconds
    limits = httpx.Limits(max_connections=_READERS)
    async with httpx.AsyncClient(base_url=address, headers=records.headers, timeout=60, limits=limits) as client:

        async def read(reader: int) -> list[float]:
            took, number = [], reader * 100 + 1
            await asyncio.sleep(_PAUSE_SECONDS * reader / _READERS)
            while time.perf_counter() < until:
                started = time.perf_counter()
                reply = await client.get(f"/api/layers/{layer_id}/turns", params={"first": number})
                took.append((time.perf_counter() - started) * 1000)
                number = reply.raise_for_status().json()["next"] or 1
                await asyncio.sleep(_PAUSE_SECONDS)
            return took

        return [each for one in await asyncio.gather(*map(read, range(_READERS))) for each in one]


def upload(address: str, process: psutil.Process, records: Records, folder: Path, size_bytes: int) -> list[Figure]:
    """A large recording over loopback, beside the disk's own speed; and what it costs in memory."""
    disk = _disk_speed(folder, min(size_bytes, 1 << 30))
    before, peak = process.memory_info().rss, 0
    piece = os.urandom(_MIB)
    with httpx.Client(base_url=address, headers=records.headers, timeout=600) as client:
        location = service_records.announce(client, records.case_id, size_bytes)

        def content() -> Iterator[bytes]:
            nonlocal peak
            for number in range(size_bytes // _MIB):
                if number % 64 == 0:
                    peak = max(peak, process.memory_info().rss)
                yield piece

        started = time.perf_counter()
        service_records.send(client, location, content())
        took = time.perf_counter() - started
        peak = max(peak, process.memory_info().rss)
    speed = size_bytes / took / 1e6
    return [
        Figure(name="the disk's own fsynced write", value=disk, unit="MB/s"),
        Figure(name="upload, acknowledged and recorded", value=speed, unit="MB/s", target=f"> {min(100, disk / 2):.0f}"),
        Figure(name="growth of the server's memory", value=(peak - before) / 1e6, unit="MB", target="< 50"),
    ]


def _disk_speed(folder: Path, size_bytes: int) -> float:
    piece, path = os.urandom(_MIB), folder / "plain"
    started = time.perf_counter()
    with path.open("wb") as file:
        for _ in range(size_bytes // _MIB):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    took = time.perf_counter() - started
    path.unlink()
    return size_bytes / took / 1e6


def _ms(work: Any) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def _percentile(values: Sequence[float], percent: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def table(figures: Sequence[Figure]) -> Table:
    """Figures as people read them."""
    shown = Table(title="the service on this machine")
    shown.add_column("what")
    for name in ("measured", "unit", "target"):
        shown.add_column(name, justify="right")
    for each in figures:
        shown.add_row(each.name, f"{each.value:.1f}", each.unit, each.target)
    return shown


def main() -> None:
    """Measure, print the table, write the JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)}; default: all")
    parser.add_argument("--turns", type=int, default=10_000)
    parser.add_argument("--gb", type=float, default=2.0)
    parser.add_argument("--seconds", type=float, default=20.0, help="how long the readers read, each time")
    parser.add_argument("--out", type=Path, default=references.ROOT / "out" / "bench-service.json")
    chosen = parser.parse_args()
    parts = chosen.parts or PARTS
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="hattama-bench-", dir="/tmp") as name:  # PostgreSQL's account must pass
        folder = Path(name)
        folder.chmod(0o711)
        with EmbeddedPostgres(folder / "database") as server:
            migrate.upgrade(server.addresses().owner)
            url = server.addresses().application
            records = service_records.make(url, chosen.turns)
            with web(url, folder) as (address, process):
                if "pages" in parts:
                    figures += pages(address, records, records.layer_id)
                if "readers" in parts:
                    figures += readers(address, url, folder, records, chosen.seconds)
                if "upload" in parts:
                    figures += upload(address, process, records, folder, int(chosen.gb * 1e9) // _MIB * _MIB)
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    chosen.out.write_text(json.dumps([asdict(each) for each in figures], indent=1) + "\n", "utf-8")
    Console(width=120).print(table(figures))
    print(chosen.out)


if __name__ == "__main__":
    main()
