"""Checks and builds two quarters of a national register and prints what each stage takes, beside a plain scan.

    python benchmarks/national.py --scale 1.0 --folder /somewhere/with/space

Makes 2025Q4 and 2026Q1 with the demonstration's generator (kept in the folder, so that a second run starts at once),
scans the files with DuckDB alone as the floor, then builds one quarter and adds the other. Every step is a process of
its own. The last table is Markdown.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import platform
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

sys.path.insert(0, str(Path(__file__).parent.parent))

from data.build.build import build
from data.build.options import Options
from data.demo import generate
from data.store.finished import folder_of
from data.store.open import open_store
from terms import Quarter

QUARTERS = (Quarter(2025, 4), Quarter(2026, 1))
GROUPS = {
    "check and cells": ("check", "families and payments", "cell", "unmatched"),
    "ledger": ("path", "changed family", "movement", "decile_flow", "register_flow", "spell"),
}
STATUS, REFERENCES = Path("/proc/self/status"), Path("/proc/self/clear_refs")


@dataclass
class Meter:
    """Notes seconds, rows and the peak of resident memory of each stage that it is told of."""

    stages: dict[str, dict[str, Any]] = field(default_factory=dict)
    started: dict[str, float] = field(default_factory=dict)

    def told(self, stage: str, rows: int, share: float) -> None:
        if stage not in self.started:
            self.started[stage] = time.monotonic()
            _forget_peak()
        if share >= 1:
            seconds = time.monotonic() - self.started[stage]
            self.stages[stage] = {"rows": rows, "seconds": seconds, "peak": _peak()}
            print(f"  {stage:<40} {rows:>13,} rows {seconds:>8.1f} s {_peak() / 1e9:>6.2f} GB", flush=True)


def _peak() -> int:
    """Peak of resident memory in bytes since it was last forgotten."""
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


def _forget_peak() -> None:
    REFERENCES.write_text("5")


def make(inbox: Path, scale: float) -> None:
    """Generate the two quarters; a folder that holds them already is used as it is."""
    generate(inbox, scale, 1, QUARTERS, progress=lambda stage, done: None)


def scan(inbox: Path, options: Options, told: Callable[[str, int, float], None]) -> None:
    """The floor: read every column of families and payments once, and do nothing with them."""
    # Without this DuckDB answers a maximum from the file's own statistics: no row of payments would be read.
    config = {"disabled_optimizers": "statistics_propagation"}
    config |= {"threads": options.threads, "memory_limit": options.memory}
    with duckdb.connect(config=config) as connection:
        for quarter in QUARTERS:
            files = [str(path) for name in ("families", "payments") for path in inbox.glob(f"{quarter}/{name}*")]
            rows = sum(connection.read_parquet(file).aggregate("count(*)").fetchall()[0][0] for file in files)
            told(f"{quarter} plain scan", rows, 0.0)
            for file in files:
                connection.read_parquet(file).aggregate("max(columns(*))").fetchall()
            told(f"{quarter} plain scan", rows, 1.0)


def in_a_process(action: Callable[[Callable[[str, int, float], None]], object]) -> dict[str, Any]:
    """Run an action in a process of its own: its stages, its seconds and its peak of memory."""
    reader, writer = multiprocessing.Pipe(duplex=False)

    def run() -> None:
        meter, started = Meter(), time.monotonic()
        _forget_peak()
        action(meter.told)
        writer.send({"stages": meter.stages, "seconds": time.monotonic() - started})

    process = multiprocessing.get_context("fork").Process(target=run)
    process.start()
    writer.close()
    try:
        result = reader.recv()
    except EOFError:
        process.join()
        raise SystemExit("a step failed, see above") from None
    pid, _, usage = os.wait4(process.pid, 0)
    return result | {"peak": usage.ru_maxrss * 1024, "pid": pid}


def size(folder: Path) -> int:
    """Bytes of all files of a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def report(scale: float, floor: dict[str, Any], builds: list[dict[str, Any]], options: Options) -> str:
    """The Markdown table of all stages, with the ratio to the plain scan of the same quarter."""
    machine = f"{os.cpu_count()} cores, {platform.machine()}, {options.threads} threads, memory {options.memory}"
    lines = [
        f"Scale {scale:g}, {date.today():%d %B %Y}, {machine}, DuckDB {duckdb.__version__}.",
        "",
        "| stage | rows | seconds | rows a second | peak GB | times the scan |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for quarter, built in zip(QUARTERS, builds, strict=True):
        base = floor["stages"][f"{quarter} plain scan"]
        lines.append(_line(f"{quarter} plain scan", base["rows"], base["seconds"], base["peak"], base["seconds"]))
        stages = {name.removeprefix(f"{quarter} "): stage for name, stage in built["stages"].items()}
        for name, stage in stages.items():
            lines.append(_line(f"{quarter} {name}", stage["rows"], stage["seconds"], stage["peak"], base["seconds"]))
        for name, members in GROUPS.items():
            chosen = [stages[member] for member in members]
            seconds, peak = sum(entry["seconds"] for entry in chosen), max(entry["peak"] for entry in chosen)
            lines.append(_line(f"**{quarter} {name}**", base["rows"], seconds, peak, base["seconds"]))
        whole = (built["seconds"], built["peak"], base["seconds"])
        lines.append(_line(f"**{quarter} whole build**", base["rows"], *whole))
    return "\n".join(lines)


def _line(name: str, rows: int, seconds: float, peak: int, base: float) -> str:
    return (
        f"| {name} | {rows:,} | {seconds:,.1f} | {rows / max(seconds, 1e-9):,.0f} | {peak / 1e9:.2f} |"
        f" {seconds / base:,.1f} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--folder", type=Path, required=True, help="where the register and the store may lie")
    parser.add_argument("--memory", default="4GB")
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    folder = given.folder.resolve()
    inbox, waiting = folder / "inbox", folder / f"register-{given.scale:g}"
    if not waiting.is_dir():
        print("making the register", flush=True)
        made = in_a_process(lambda told: make(waiting, given.scale))
        print(f"made in {made['seconds']:,.0f} s, peak {made['peak'] / 1e9:.2f} GB", flush=True)
    for old in (inbox, folder / "work", folder / "store"):
        shutil.rmtree(old, ignore_errors=True)
    inbox.mkdir()
    options = Options(inbox, folder / "store", memory=given.memory, threads=given.threads)
    floor = in_a_process(lambda told: scan(waiting, options, told))
    builds = []
    for quarter in QUARTERS:
        (inbox / str(quarter)).symlink_to(waiting / str(quarter))
        builds.append(in_a_process(lambda told: build(options, told)))
    print(report(given.scale, floor, builds, options))
    store = open_store(folder / "store")
    query = "select quarter, count(*) from cell group by quarter order by quarter"
    counts = store.cursor().execute(query).fetchall()
    print("\nCells: " + ", ".join(f"{quarter} {count:,}" for quarter, count in counts) + ".")
    sizes = {
        "register": sum(size(waiting / str(quarter)) for quarter in QUARTERS),
        "work": size(folder / "work"),
        "store": size(folder_of(store.path, store.build_id)),
    }
    print("Disk: " + ", ".join(f"{name} {count / 1e6:,.0f} MB" for name, count in sizes.items()) + ".")


if __name__ == "__main__":
    main()
