"""Starts the application as `make run` does, on a free port, and waits until it answers."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
STARTS_WITHIN_SECONDS = 90


@contextmanager
def server(store: Path, log: Path, port: int = 0, base: str = "", **settings: str) -> Iterator[str]:
    """A fresh process that serves this store; yields its address and ends it afterwards."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    options = ["--server.port", str(port), "--server.headless", "true", "--server.address", "localhost"]
    environment = {**os.environ, "TEPAT_STORE": str(store), "TEPAT_WARM": "first", **settings}
    with log.open("w") as target:
        process = subprocess.Popen(
            [*command, *options], cwd=ROOT, env=environment, stdout=target, stderr=subprocess.STDOUT
        )
        try:
            _wait(process, f"{port}{base}", log)
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.wait(timeout=20)


def free_port() -> int:
    """A port that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return probe.getsockname()[1]


def _wait(process: subprocess.Popen[bytes], place: str, log: Path) -> None:
    deadline = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, f"the server stopped:\n{log.read_text()}"
        try:
            with urllib.request.urlopen(f"http://localhost:{place}/_stcore/health", timeout=2) as answer:
                if answer.read() == b"ok":
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise AssertionError(f"the server did not answer in time:\n{log.read_text()}")
