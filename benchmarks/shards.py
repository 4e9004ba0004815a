"""The same register built in 1, 4 and 16 shards on this machine and by two workers of a Dask cluster, in one run.

``python -m benchmarks.shards INBOX FOLDER [--shards 1 4 16] [--memory 4GB]``: for each way the seconds, the peak memory
of each process (MB, as the system counts it), the bytes that lay in the scratch folder, and the digest of the store,
which must be the same. A register of another size: ``tepat demo --scale 0.1 --inbox INBOX``.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from data.contract.store_tables import BUILT
from data.store.open import open_store

ROOT = Path(__file__).parents[1]
#: Times and ids of builds differ by their nature.
ABOUT_BUILDS = {"provenance", "source_file"}


@dataclass(frozen=True)
class Measured:
    """One way of building: seconds, peak memory by process in MB, the most bytes that lay in the scratch folder at
    once, and the digest of the store."""

    way: str
    seconds: float
    peaks: tuple[float, ...]
    scratch_bytes: int
    digest: str


def digest(store: Path) -> str:
    """One hash over all rows of all tables, in the order of the store, but those that tell of the builds themselves."""
    found = hashlib.sha256()
    opened = open_store(store)
    for table in BUILT:
        if table.name not in ABOUT_BUILDS:
            columns = ", ".join(column.name for column in table.columns if column.name != "build_id")
            order = " order by all" if table.name == "check_result" else ""
            rows = opened.cursor().execute(f"select {columns} from {table.name}{order}")
            while part := rows.fetchmany(100_000):
                found.update(repr(part).encode())
    opened.close()
    return found.hexdigest()[:16]


def measured(way: str, inbox: Path, store: Path, words: list[str], peaks: Callable[[], list[float]]) -> Measured:
    """Build once in a process of its own."""
    command = [sys.executable, str(ROOT / "cli.py"), "build", "--inbox", str(inbox), "--store", str(store), *words]
    started = time.monotonic()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        work = inbox.resolve().with_name("work" if inbox.name == "inbox" else f"{inbox.name}.work")
        watched = Watched(process.pid, work)
        watched.start()
        code = process.wait()
    seconds = time.monotonic() - started
    watched.join()
    if code:
        raise SystemExit(f"{way}: the build failed")
    return Measured(way, seconds, (watched.peak, *peaks()), watched.scratch, digest(store))


class Watched(threading.Thread):
    """The peak memory of a process (its own count) and of the scratch folders of its work, looked at while it runs."""

    def __init__(self, pid: int, work: Path) -> None:
        super().__init__(daemon=True)
        self.pid, self.work, self.peak, self.scratch = pid, work, 0.0, 0

    def run(self) -> None:
        status = Path(f"/proc/{self.pid}/status")
        while True:
            try:
                lines = status.read_text().splitlines()
            except OSError:
                return
            found = [line for line in lines if line.startswith("VmHWM")]
            if not found:
                return
            self.peak = max(self.peak, float(found[0].split()[1]) / 1000)
            self.scratch = max(self.scratch, bytes_below(self.work))
            time.sleep(0.5)


def bytes_below(work: Path) -> int:
    """The bytes of all files in scratch folders."""
    total = 0
    for path in work.glob("*/scratch.*/**/*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except OSError:
            continue
    return total


def own_peak() -> float:
    """The peak memory of the process that runs this, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("inbox", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--shards", type=int, nargs="+", default=[1, 4, 16])
    parser.add_argument("--memory", default="4GB")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    found = []
    for shards in asked.shards:
        words = ["--shards", str(shards), "--memory", asked.memory]
        found.append(measured(f"{shards} shards", asked.inbox, asked.folder / f"k{shards}", words, list))
        print(found[-1], flush=True)
    found.append(on_two_workers(asked.inbox, asked.folder / "dask", asked.memory))
    print(found[-1], flush=True)
    for one in found:
        peaks = ", ".join(f"{peak:,.0f}" for peak in one.peaks)
        print(f"| {one.way} | {one.seconds:,.1f} | {peaks} | {one.scratch_bytes / 1e6:,.0f} | {one.digest} |")
    if len({one.digest for one in found}) > 1:
        raise SystemExit("the stores differ")


def on_two_workers(inbox: Path, store: Path, memory: str) -> Measured:
    """The same by a scheduler and two workers of one thread each."""
    from distributed import Client, LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, memory_limit=0
    ) as cluster:

        def peaks() -> list[float]:
            with Client(cluster.scheduler_address, set_as_default=False) as client:
                return list(client.run(own_peak).values())

        words = ["--cluster", cluster.scheduler_address, "--memory", memory, "--threads", "1"]
        return measured("2 workers", inbox, store, words, peaks)


if __name__ == "__main__":
    main()
