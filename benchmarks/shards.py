"""The same register built in 1, 4 and 16 shards on this machine and by two workers of a Dask cluster, in one run.

``python -m benchmarks.shards INBOX FOLDER [--quarters 1] [--variants 1 4 16 cluster] [--memory 4GB] [--to FILE]``: for
each variant the seconds on the clock and of processor time, the most memory of each process and of all together, the
most bytes that lay in the scratch folders, and the digest of the store, which must be the same. INBOX is only read;
each variant's store and work lie below FOLDER and are removed when they have been measured. The table is Markdown.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from benchmarks.watched import Cost, watched
from data.contract.store_tables import BUILT
from data.inbox.folders import quarter_folders
from data.store.finished import DATABASE, current_build_id, folder_of

ROOT = Path(__file__).parents[1]
CLUSTER = "cluster"
STAGE = re.compile(r"INFO ([^:\n]+): \d+ rows, ([\d.]+) s$", re.MULTILINE)
WORKERS = 2
#: Times and ids of builds differ by their nature.
ABOUT_BUILDS = {"provenance", "source_file"}
#: Estimates of a fitted model: the last digits of its library are not ours to fix, so nine digits count.
FITTED = {"assisted_error"}
#: Room for a store, its work, shards and what is spilled, in bytes of the register's own files; and whatever its size.
ROOM, LEAST_ROOM = 8, 2 * 10**9


@dataclass(frozen=True)
class Measured:
    """One way of building: what it took, the seconds on the clock of each of its stages, and the digest of the store.

    ``rows`` are those of the tables of families in all quarters, ``file_bytes`` those of all their files."""

    variant: str
    rows: int
    file_bytes: int
    quarters: int
    cost: Cost
    stages: dict[str, float]
    store_bytes: int
    digest: str

    @property
    def line(self) -> str:
        """A row of the table."""
        peaks = ", ".join(f"{peak:,.0f}" for peak in sorted(self.cost.peaks, reverse=True) if peak >= 1)
        cost = self.cost
        return (
            f"| {name_of(self.variant)} | {cost.clock:,.1f} | {cost.processor:,.1f} | {peaks} | {cost.together:,.0f}"
            f" | {cost.scratch_bytes / 1e6:,.0f} | {self.digest} |"
        )


HEAD = (
    "| way | clock s | processor s | peak MB of each process | most MB together | scratch MB | digest |\n"
    "|---|---:|---:|---:|---:|---:|---|"
)


def name_of(variant: str) -> str:
    return f"{WORKERS} Dask workers" if variant == CLUSTER else f"{variant} shard{'s' if variant != '1' else ''}"


def digest(store: Path) -> str:
    """One hash over all rows of all tables, in the order of the store, but those that tell of the builds themselves."""
    found = hashlib.sha256()
    path = folder_of(store, current_build_id(store)) / DATABASE
    with duckdb.connect(str(path), read_only=True) as connection:
        for table in BUILT:
            if table.name in ABOUT_BUILDS:
                continue
            columns = [column.name for column in table.columns if column.name != "build_id"]
            if table.name in FITTED:
                rows = connection.execute(f"select {', '.join(columns)} from {table.name}").fetchall()
                short = [[f"{value:.9g}" if isinstance(value, float) else value for value in row] for row in rows]
                found.update(repr(short).encode())
                continue
            place = [] if table.name == "check_result" else ["rowid"]
            values = ", ".join((*place, *columns))
            sums = f"select count(*), bit_xor(hash({values})), sum(hash({values})) from {table.name}"
            found.update(f"{table.name} {connection.execute(sums).fetchall()}".encode())
    return found.hexdigest()[:16]


def chosen_quarters(inbox: Path, newest: int | None) -> dict[str, Path]:
    """The newest quarters of an inbox, in order of time."""
    found = {str(quarter): path for quarter, path in sorted(quarter_folders(inbox).items())}
    return dict(list(found.items())[-newest:] if newest else found)


def rows_and_bytes(quarters: dict[str, Path]) -> tuple[int, int]:
    """The rows of families, payments and exits, and the bytes of all files; read once, so that no variant finds them
    colder than the next."""
    files = [path for folder in quarters.values() for path in folder.rglob("*") if path.is_file()]
    size = sum(len(path.read_bytes()) for path in files)
    of_families = [
        path for path in files if path.suffix == ".parquet" and path.stem in ("families", "payments", "exits")
    ]
    return sum(pq.read_metadata(path).num_rows for path in of_families), size


@contextmanager
def place(folder: Path, quarters: dict[str, Path]) -> Iterator[Path]:
    """A folder of one variant, with links to the quarters in its inbox; nothing of it stays."""
    made = Path(tempfile.mkdtemp(prefix="shards-", dir=folder))
    try:
        (made / "inbox").mkdir()
        for name, path in quarters.items():
            (made / "inbox" / name).symlink_to(path.resolve())
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def build_command(at: Path, words: list[str]) -> list[str]:
    return [
        sys.executable,
        str(ROOT / "cli.py"),
        "build",
        "--inbox",
        str(at / "inbox"),
        "--store",
        str(at / "store"),
        *words,
    ]


def measured(variant: str, asked: argparse.Namespace, quarters: dict[str, Path], rows: tuple[int, int]) -> Measured:
    """Build once in processes of its own."""
    with place(asked.folder, quarters) as at:
        if variant == CLUSTER:
            cost = on_workers(at, asked)
        else:
            words = ["--shards", variant, "--memory", asked.memory, "--threads", str(asked.threads)]
            cost = watched(build_command(at, words), ROOT, at / "work")
        store = at / "store"
        size = sum(path.stat().st_size for path in (store / "builds").rglob("*") if path.is_file())
        return Measured(variant, *rows, len(quarters), cost, stages(store), size, digest(store))


def stages(store: Path) -> dict[str, float]:
    """The stages of a build with their seconds, from its own log."""
    lines = "\n".join(path.read_text(encoding="utf-8") for path in (store / "log").glob("*.log"))
    return {stage: float(seconds) for stage, seconds in STAGE.findall(lines)}


def on_workers(at: Path, asked: argparse.Namespace) -> Cost:
    """The same by a scheduler in this process and two workers, who share the memory and threads of one machine."""
    from distributed import LocalCluster

    alone = {"n_workers": WORKERS, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    with LocalCluster(**alone, memory_limit=0, local_directory=str(at / "dask"), silence_logs=50) as cluster:
        workers = tuple(nanny.pid for nanny in cluster.workers.values())
        words = ["--cluster", cluster.scheduler_address, "--memory", asked.worker_memory]
        words += ["--threads", str(max(asked.threads // WORKERS, 1))]
        return watched(build_command(at, words), ROOT, at / "work", workers)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inbox", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--quarters", type=int, help="only the newest so many")
    parser.add_argument(
        "--variants", nargs="+", default=["1", "4", "16", CLUSTER], help=f"numbers of shards, or {CLUSTER}"
    )
    parser.add_argument("--memory", default="4GB", help="of one machine")
    parser.add_argument("--worker-memory", default="2GB", help="of each worker of the cluster")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--to", type=Path, help="a file that gets one line of JSON a variant")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit("stopped"))
    asked.folder = asked.folder.resolve()
    asked.folder.mkdir(parents=True, exist_ok=True)
    quarters = chosen_quarters(asked.inbox, asked.quarters)
    rows, size = rows_and_bytes(quarters)
    need, free = LEAST_ROOM + ROOM * size, shutil.disk_usage(asked.folder).free
    if free < need:
        raise SystemExit(f"{asked.folder}: {free / 1e9:,.1f} GB are free, {need / 1e9:,.1f} GB may be needed")
    print(f"{', '.join(quarters)}: {rows:,} rows of families, {size / 1e6:,.0f} MB of files.\n\n{HEAD}", flush=True)
    found, faults = [], []
    for variant in asked.variants:
        try:
            found.append(measured(variant, asked, quarters, (rows, size)))
        except subprocess.CalledProcessError as fault:
            faults.append(f"{name_of(variant)}: {fault.stderr.strip()[-2000:]}")
            print(f"| {name_of(variant)} | failed |", flush=True)
            continue
        print(found[-1].line, flush=True)
        if asked.to:
            with asked.to.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(found[-1])) + "\n")
    if faults or len({one.digest for one in found}) > 1:
        raise SystemExit("; ".join(faults) or "the stores differ")


if __name__ == "__main__":
    main()
