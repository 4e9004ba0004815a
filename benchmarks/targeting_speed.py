"""How long the errors of all areas take: 514 areas × 3 programmes × 2 errors on 500,000 sampled families.

Run: python -m benchmarks.targeting_speed [rows]. The plain way with pandas, ratio by ratio, is timed in the same run
and must give the same standard errors, so that the figure that matters is the ratio of the two.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np
import pandas as pd

from targeting.survey.design import FirstStage, first_stage
from targeting.survey.sums import lay_out
from targeting.verdict.assess import assess

Made = TypeVar("Made")

AREAS, PROGRAMMES, TARGET = 514, 3, 0.05


def sample(rows: int, seed: int = 1) -> pd.DataFrame:
    """Families in 514 areas, two strata an area, PSUs of about ten families."""
    random = np.random.default_rng(seed)
    area = np.sort(random.integers(0, AREAS, rows))
    stratum = area * 2 + random.integers(0, 2, rows)
    blocks = max(2, rows // AREAS // 20)
    frame = pd.DataFrame({"area": area, "stratum": stratum, "psu": stratum * 10_000 + random.integers(0, blocks, rows)})
    frame["weight"] = random.gamma(4, 50, rows)
    for programme in range(PROGRAMMES):
        frame[f"entitled{programme}"] = random.random(rows) < 0.4
        likely = np.where(frame[f"entitled{programme}"], 0.9, 0.03)
        frame[f"received{programme}"] = random.random(rows) < likely
    return frame


def errors_of(frame: pd.DataFrame) -> list[tuple[np.ndarray, np.ndarray]]:
    """Numerator and denominator of the six errors."""
    pairs = []
    for programme in range(PROGRAMMES):
        entitled, received = frame[f"entitled{programme}"].to_numpy(), frame[f"received{programme}"].to_numpy()
        pairs += [(~entitled, received), (~received, entitled)]
    return pairs


def vectorised(frame: pd.DataFrame) -> tuple[list[pd.DataFrame], FirstStage]:
    """Estimates, intervals and verdicts of all areas and errors."""
    stage = first_stage(frame.psu, frame.stratum)
    layout = lay_out(stage, frame.psu, frame.weight, frame.area)
    return [assess(layout.sums(y, x), stage, TARGET) for y, x in errors_of(frame)], stage


def with_pandas(frame: pd.DataFrame) -> list[pd.Series]:
    """Standard errors alone, by groupby: what an analyst would write."""
    size = frame.groupby("stratum").psu.nunique()
    found = []
    for y, x in errors_of(frame):
        part = frame.loc[x, ["area", "stratum", "psu", "weight"]].assign(wrong=y[x])
        part["hit"] = part.weight * part.wrong
        total = part.groupby("area")[["hit", "weight"]].sum()
        ratio = part.area.map(total.hit / total.weight)
        part["z"] = part.weight * (part.wrong - ratio) / part.area.map(total.weight)
        z = part.groupby(["area", "stratum", "psu"]).z.sum().to_frame("first")
        parts = z.assign(second=z["first"] ** 2).groupby(level=["area", "stratum"]).sum()
        n = parts.index.get_level_values("stratum").map(size).to_numpy()
        variance = n / (n - 1) * (parts.second - parts["first"] ** 2 / n)
        found.append(np.sqrt(variance.groupby(level="area").sum()))
    return found


def best_of(runs: int, work: Callable[[pd.DataFrame], Made], frame: pd.DataFrame) -> tuple[float, Made]:
    seconds = np.inf
    for _ in range(runs):
        start = time.perf_counter()
        result = work(frame)
        seconds = min(seconds, time.perf_counter() - start)
    return seconds, result


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 500_000
    frame = sample(rows)
    ours, (tables, stage) = best_of(3, vectorised, frame)
    plain, series = best_of(1, with_pandas, frame)
    gap = max(np.abs(table.se.to_numpy() / se.to_numpy() - 1).max() for table, se in zip(tables, series, strict=True))
    print(f"{rows:,} families, {len(stage.psus):,} PSUs, {AREAS} areas x {len(tables)} errors")
    print(f"estimate, interval, verdict   {ours:6.2f} s")
    print(f"pandas, standard error alone  {plain:6.2f} s   {plain / ours:.1f} times as long")
    print(f"largest relative difference of the standard errors {gap:.1e}")


if __name__ == "__main__":
    main()
