"""A model of time and memory by rows, fitted to what ``benchmarks.shards --quarters 1 --to FILE`` measured.

``python -m benchmarks.scaling FILE [--cores 2]`` prints the measured runs, the fitted lines with their largest error,
and what they say for members × 40 quarters on 1, 8 and 64 workers, as Markdown for ``docs/scaling.md``. Asked for are
runs of one quarter, in one piece and in several shards, at three sizes or more.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import nnls

#: Members of the nation beside its families and payments, in million rows a quarter; and how many quarters.
MEMBERS, QUARTERS = 450.0, 40
WORKERS = (1, 8, 64)
LEAST_SIZES = 3
#: What shards do, by the end of the names of stages in the log of a build.
OF_SHARDS = (" cut into shards", " shards counted", " ledger of shards")
Run = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """``start`` + ``slope`` × million rows; ``error``: the largest of the fit, as a share of what was measured."""

    start: float
    slope: float
    error: float

    def at(self, million: float) -> float:
        return self.start + self.slope * million


def fitted(runs: list[Run], value: Callable[[Run], float]) -> Line:
    """The line of least relative squares, so that small sizes count as much as great ones; no part is below zero."""
    rows, values = np.array([run["rows"] / 1e6 for run in runs]), np.array([value(run) for run in runs])
    (start, slope), _ = nnls(np.column_stack([np.ones(len(rows)), rows]) / values[:, None], np.ones(len(rows)))
    return Line(float(start), float(slope), float(np.abs((start + slope * rows) / values - 1).max()))


def processor(run: Run) -> float:
    return float(run["cost"]["processor"])


def peak(run: Run) -> float:
    """GB of the process that took most."""
    return float(max(run["cost"]["peaks"]) / 1e3)


def share_of_shards(run: Run) -> float:
    """The share of a run on the clock that is spent on shards, which several machines could do at once."""
    spent = sum(seconds for stage, seconds in run["stages"].items() if stage.endswith(OF_SHARDS))
    return min(float(spent / run["cost"]["clock"]), 1.0)


def line_of(run: Run) -> str:
    cost = run["cost"]
    return (
        f"| {run['rows'] / 1e6:,.2f} | {run['file_bytes'] / 1e6:,.0f} | {run['variant']} | {cost['processor']:,.1f}"
        f" | {peak(run):,.2f} | {cost['scratch_bytes'] / 1e6:,.0f} | {run['store_bytes'] / 1e6:,.0f} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--cores", type=int, default=2, help="of the machine that measured")
    asked = parser.parse_args()
    lines = asked.file.read_text(encoding="utf-8").splitlines()
    runs = sorted((run for run in map(json.loads, lines) if run["quarters"] == 1), key=lambda run: run["rows"])
    whole = [run for run in runs if run["variant"] == "1"]
    cut = [run for run in runs if run["variant"].isdecimal() and run["variant"] != "1"]
    if len({run["rows"] for run in whole}) < LEAST_SIZES:
        raise SystemExit(f"{asked.file}: a quarter in one piece is needed at {LEAST_SIZES} sizes or more")
    print("| million rows | MB of files | shards | processor s | peak GB | scratch MB | store MB |")
    print("|---:|---:|---:|---:|---:|---:|---:|")
    print("\n".join(map(line_of, (*whole, *cut))), end="\n\n")
    tell("processor seconds of a quarter", fitted(whole, processor))
    tell("peak GB of a quarter in one piece", fitted(whole, peak))
    tell("store MB of a quarter", fitted(whole, lambda run: run["store_bytes"] / 1e6))
    if cut:
        predict([run for run in cut if run["variant"] == cut[0]["variant"]], asked.cores)


def tell(name: str, line: Line) -> None:
    print(f"    {name} = {line.start:,.2f} + {line.slope:,.3f} × million rows   (error at most {line.error:.0%})")


def predict(cut: list[Run], cores: int) -> None:
    """Hours for members by workers of so many cores, each quarter added alone, and the bytes that are shuffled."""
    shards = fitted(cut, lambda run: processor(run) * share_of_shards(run))
    once = fitted(cut, lambda run: processor(run) * (1 - share_of_shards(run)))
    tell(f"processor seconds of {cut[0]['variant']} shards together", shards)
    tell("processor seconds of what is done once", once)
    print(f"\n| workers | hours, {QUARTERS} quarters of {MEMBERS:,.0f} million rows | of these done once |")
    print("|---:|---:|---:|")
    for workers in WORKERS:
        alone, all_of = once.at(MEMBERS), once.at(MEMBERS) + shards.at(MEMBERS) / workers
        print(f"| {workers} | {QUARTERS * all_of / cores / 3600:,.1f} | {alone / all_of:.0%} |")
    shuffled = max(run["cost"]["scratch_bytes"] / run["rows"] for run in cut)
    print(f"\n{shuffled:,.1f} bytes a row pass through the shards: {shuffled * MEMBERS / 1e3:,.0f} GB a quarter.")


if __name__ == "__main__":
    main()
