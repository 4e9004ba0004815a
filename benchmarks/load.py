"""Many people at once: 1, 10 and 30 at their browsers on one server, over all pages, with varied choices.

Run: python -m benchmarks.load [STORE] [--people 1 10 30] [--seconds 60] [--pause 5] [--out FILE.json] [--no-plain]
     [--seed N] [--processes 1] [--cold]

The store is copied and the server started here, on localhost. People come once it has opened its own pages in the
background (for how long is told), or at once (``--cold``). Told are seconds from asking to the last message (of
everybody, and by page), the server's processor time a rerun, failures, and resident memory by the minute. The same
is done with nothing drawn kept (`benchmarks/plain_server.py`), in the same run. With several processes over the same
store each person stays with one of them, as behind a sticky proxy. Of resident memory the part is told that belongs to
the processes alone (``own``); the rest are files that they map, such as cells and libraries, which are in memory once.
Machine-readable to FILE, a table in Markdown to the terminal.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.people import Person, Rerun

ROOT = Path(__file__).parent.parent
KINDS = {"kept": ["-m", "streamlit", "run", "app.py"], "plain": ["-m", "benchmarks.plain_server"]}
STARTS_WITHIN_SECONDS = 180
#: Warmed is a server that for so long took less than a tenth of a core.
QUIET_SECONDS, WARMS_WITHIN_SECONDS = 10, 1800


class Server:
    """A process that serves the copied store, watched from outside."""

    def __init__(self, kind: str, store: Path, log: Path) -> None:
        self.port = _free_port()
        options = ["--server.port", str(self.port), "--server.headless", "true", "--server.address", "localhost"]
        environment = {**os.environ, "TEPAT_STORE": str(store)}
        with log.open("w") as target:
            self.process = subprocess.Popen(
                [sys.executable, *KINDS[kind], *options], cwd=ROOT, env=environment, stdout=target, stderr=target
            )

    @property
    def address(self) -> str:
        return f"ws://localhost:{self.port}/_stcore/stream"

    def processor(self) -> float:
        """Processor seconds of all threads so far (Linux's clock of another process)."""
        return time.clock_gettime((~self.process.pid << 3) | 2)

    def resident(self, kind: str = "VmRSS") -> float:
        """Resident memory in MB; with ``RssAnon`` without mapped files."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split(f"{kind}:")[1].split()[0]) / 1024

    def wait(self) -> float:
        """Seconds until the server says that it is well."""
        begun = time.monotonic()
        while time.monotonic() - begun < STARTS_WITHIN_SECONDS:
            if self.process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"http://localhost:{self.port}/_stcore/health", timeout=2):
                    return time.monotonic() - begun
            except OSError:
                time.sleep(0.2)
        raise RuntimeError("the server did not start")


@dataclass(frozen=True)
class Servers:
    """The processes that serve one store, as one."""

    each: tuple[Server, ...]

    def processor(self) -> float:
        return sum(one.processor() for one in self.each)

    def resident(self, kind: str = "VmRSS") -> float:
        return sum(one.resident(kind) for one in self.each)

    def wait(self) -> float:
        return max(one.wait() for one in self.each)

    def warm(self) -> float:
        """Seconds until nothing is done in the background any more."""
        begun = time.monotonic()
        while time.monotonic() - begun < WARMS_WITHIN_SECONDS:
            before = self.processor()
            time.sleep(QUIET_SECONDS)
            if self.processor() - before < 0.1 * QUIET_SECONDS and not any(_children(one) for one in self.each):
                return time.monotonic() - begun - QUIET_SECONDS
        raise RuntimeError(f"the server was still warming up after {WARMS_WITHIN_SECONDS} s")


def _children(server: Server) -> list[str]:
    """The processes that the server has begun, such as the one that decides what is hidden."""
    tasks = Path(f"/proc/{server.process.pid}/task")
    return [child for task in tasks.iterdir() for child in (task / "children").read_text().split()]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return probe.getsockname()[1]


@contextmanager
def served(kind: str, store: Path, folder: Path, processes: int) -> Iterator[Servers]:
    """The servers, ended afterwards."""
    servers = Servers(tuple(Server(kind, store, folder / f"{kind}-{number}.log") for number in range(processes)))
    try:
        yield servers
    finally:
        for server in servers.each:
            server.process.terminate()
        for server in servers.each:
            server.process.wait(timeout=30)


async def phase(server: Servers, people: int, seconds: float, pause: float, seed: int) -> dict[str, Any]:
    """So many people for so long: what they met."""
    until = time.monotonic() + seconds
    before = server.processor()
    chances = [random.Random(f"{seed}/{people}/{number}") for number in range(people)]
    sticky = [server.each[number % len(server.each)].address for number in range(people)]
    tabs = [Person(address, chance, server.processor) for address, chance in zip(sticky, chances, strict=True)]
    crowd = [one.browse(until, pause) for one in tabs]
    minutes: list[int] = []
    memory = asyncio.create_task(_memory(server, minutes))
    met = [one for each in await asyncio.gather(*crowd) for one in each]
    memory.cancel()
    spent = server.processor() - before
    return {
        "people": people,
        "seconds": seconds,
        "reruns": len(met),
        "failed": sum(one.failed for one in met),
        "processor_ms_a_rerun": 1000 * spent / max(len(met), 1),
        "processor_share": spent / seconds,
        **_percentiles(met),
        "pages": {page: _of_page(ones, people) for page, ones in sorted(_by_page(met).items())},
        "kinds": {kind: _percentiles([one for one in met if one.kind == kind]) for kind in ("open", "move", "same")},
        "resident_mb": [*minutes, round(server.resident())],
        "own_mb": round(server.resident("RssAnon")),
    }


async def _memory(server: Servers, minutes: list[int]) -> None:
    """Resident memory in MB, a value a minute."""
    while True:
        minutes.append(round(server.resident()))
        await asyncio.sleep(60)


def _by_page(met: list[Rerun]) -> dict[str, list[Rerun]]:
    pages: dict[str, list[Rerun]] = defaultdict(list)
    for one in met:
        pages[one.page].append(one)
    return pages


def _of_page(met: list[Rerun], people: int) -> dict[str, Any]:
    """One person alone has the server's processor time to himself; with more it cannot be told apart by page."""
    told: dict[str, Any] = {"reruns": len(met), **_percentiles(met)}
    if people == 1:
        told["processor_ms"] = 1000 * sum(one.processor for one in met) / len(met)
    return told


def _percentiles(met: list[Rerun]) -> dict[str, float]:
    ordered = sorted(one.seconds for one in met)
    if not ordered:
        return {}
    at = lambda share: ordered[min(len(ordered) - 1, int(share * len(ordered)))]  # noqa: E731
    return {"p50": at(0.5), "p95": at(0.95), "p99": at(0.99), "longest": ordered[-1]}


def table(found: dict[str, Any]) -> str:
    """The phases as a table in Markdown; times in milliseconds."""
    lines = [
        "| drawn parts | people | reruns | failed | p50 ms | p95 ms | p99 ms | processor ms a rerun | MB | own MB |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for kind, server in found["servers"].items():
        for one in server["phases"]:
            times = " | ".join(f"{1000 * one.get(name, float('nan')):.0f}" for name in ("p50", "p95", "p99"))
            cost = f"{one['processor_ms_a_rerun']:.0f} | {one['resident_mb'][-1]} | {one['own_mb']}"
            lines.append(f"| {kind} | {one['people']} | {one['reruns']} | {one['failed']} | {times} | {cost} |")
    return "\n".join(lines)


def main(asked: argparse.Namespace) -> None:
    found: dict[str, Any] = {"cores": os.cpu_count(), "load_before": os.getloadavg()[0], "servers": {}}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        store = folder / "store"
        shutil.copytree(Path(asked.store).resolve(), store, symlinks=True)
        for kind in ["kept"] if asked.no_plain else ["kept", "plain"]:
            with served(kind, store, folder, asked.processes) as server:
                starts = server.wait()
                print(f"{kind}: answers after {starts:.1f} s, {server.resident():.0f} MB", flush=True)
                if not asked.cold:
                    print(f"{kind}: warm after {server.warm():.0f} s more, {server.resident():.0f} MB", flush=True)
                phases = []
                for people in asked.people:
                    phases.append(asyncio.run(phase(server, people, asked.seconds, asked.pause, asked.seed)))
                    print(json.dumps(phases[-1]), flush=True)
                found["servers"][kind] = {"starts_after_s": starts, "phases": phases}
                found["load_after"] = os.getloadavg()[0]
    if asked.out:
        Path(asked.out).write_text(json.dumps(found, indent=1))
    print(table(found))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", nargs="?", default="store")
    parser.add_argument("--people", type=int, nargs="+", default=[1, 10, 30])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--cold", action="store_true")
    parser.add_argument("--out")
    parser.add_argument("--no-plain", action="store_true")
    main(parser.parse_args())
