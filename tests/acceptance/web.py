"""A web process of its own, as an operator starts it."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import httpx2

from tests.service import settings_in

ROOT = Path(__file__).parents[2]


class Web:
    """A web process over a database and a folder; may be killed and started again at the same address."""

    def __init__(self, url, folder, *arguments, **environment):
        settings = settings_in(folder)
        self._environment = os.environ | {
            "HATTAMA_DATABASE_URL": url,
            "HATTAMA_DATA_DIR": str(settings.data_folder),
            "HATTAMA_JOURNAL_KEY": str(settings.journal_key_file),
            "HATTAMA_LANGUAGE": "en",
            **environment,
        }
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self._port}"
        self._arguments = arguments
        self.log = folder / "web.log"
        self.process = None

    def start(self):
        """Start, and wait until it can serve."""
        command = [sys.executable, "-m", "hattama.main", "web", "--port", str(self._port), "--owner", str(os.getpid())]
        command += self._arguments
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, env=self._environment, cwd=ROOT, stdout=log, stderr=log)
        until = time.monotonic() + 60
        with httpx2.Client(base_url=self.address, verify=False) as client:  # no list of authorities to load
            while not self._serves(client):
                assert self.process.poll() is None, self.log.read_text("utf-8")
                assert time.monotonic() < until, self.log.read_text("utf-8")
                time.sleep(0.1)

    @staticmethod
    def _serves(client):
        try:
            return client.get("/health/ready").status_code == 200
        except httpx2.TransportError:
            return False

    def kill(self):
        """As a power cut would end it."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        """As an operator would end it."""
        self.process.terminate()
        try:
            self.process.wait(20)
        finally:
            self.process.kill()


@contextmanager
def running(url, folder, *arguments, **environment):
    """A started web process; `arguments` and `environment` besides what it needs anyway."""
    web = Web(url, folder, *arguments, **environment)
    web.start()
    try:
        yield web
    finally:
        web.stop()
