"""The whole service in a folder of its own, as `hattama up` starts it."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

from tests.postgres import folder_for_servers


@contextmanager
def up(*arguments):
    """`hattama up` in a folder of its own: its process, its address and the folder with what it printed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with folder_for_servers() as folder:
        environment = os.environ | {"HATTAMA_DATA_DIR": str(folder / "data"), "HATTAMA_LANGUAGE": "en"}
        command = [sys.executable, "-W", "ignore", "-m", "hattama.main", "up", *arguments, "--port", str(port)]
        with (folder / "log").open("w+") as log:
            process = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
            try:
                yield process, f"http://127.0.0.1:{port}", folder
            finally:
                process.send_signal(signal.SIGTERM)
                process.wait(60)


def until(look, *, seconds):
    """What `look` gives once it gives something."""
    ends = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        assert time.monotonic() < ends, "it took too long"
        time.sleep(0.5)
