"""How often a claim of the small-area model is right with few areas, by the fitted model alone and by the bootstrap.

Run: python -m benchmarks.few_areas [samples of each setting]. Areas of about 48 families, whose errors vary about a
mean. A claim is P(error < 5 %) of at least 0.975; it is right when the area's true error is below. Settings with a mean
at or above the target are the hardest: nearly every area is above, so that a claim is rare and mostly made by a sample
that happens to be low throughout.
"""

from __future__ import annotations

import sys

import numpy as np
import pandas as pd

from targeting.small_area.beta_binomial import BetaBinomial, beta_binomial
from targeting.small_area.few_areas import bootstrapped
from terms import InputError

TARGET = 0.05
AREAS = (10, 38)
SETTINGS = ((0.03, 60), (0.03, 200), (0.04, 1000), (0.05, 20), (0.05, 60), (0.08, 30))
"""Mean error and precision: the larger, the more alike areas are (60: standard deviation 2.2 to 2.8 points)."""


def judged(found: BetaBinomial, true: np.ndarray) -> dict[str, float]:
    """Counts of one sample: claims of both kinds, those that are right, and intervals that hold the truth."""
    areas = found.areas
    met, missed = (areas.probability_below_target >= 0.975), (areas.probability_below_target <= 0.025)
    return {
        "areas": len(true),
        "met": met.sum(),
        "met right": (met & (true < TARGET)).sum(),
        "missed": missed.sum(),
        "missed right": (missed & (true > TARGET)).sum(),
        "held": ((areas.low <= true) & (true <= areas.high)).sum(),
    }


def one(areas: int, setting: tuple[float, float], random: np.random.Generator) -> dict[str, dict[str, float]]:
    """One sample judged by both ways; none where no error was found at all."""
    mean, precision = setting
    true = random.beta(mean * precision, (1 - mean) * precision, areas)
    size = np.maximum(8, random.gamma(4, 12, areas)).astype(int)
    counts = random.binomial(size, true)
    try:
        fitted = beta_binomial(counts, size, None, TARGET)
    except InputError:
        return {}
    again = bootstrapped(fitted, counts, size, None, TARGET, seed=int(random.integers(2**31)))
    return {"fitted model": judged(fitted, true), "bootstrap": judged(again, true)}


def table(samples: int) -> pd.DataFrame:
    random, rows = np.random.default_rng(20260127), []
    for areas in AREAS:
        for setting in SETTINGS:
            for _ in range(-(-samples * AREAS[0] // areas)):
                found = one(areas, setting, random)
                rows += [
                    {"n": areas, "mean": setting[0], "phi": setting[1], "by": by} | row for by, row in found.items()
                ]
    return pd.DataFrame(rows)


def shares(found: pd.DataFrame) -> pd.DataFrame:
    """Shares of areas with a claim, of claims that are right, and of intervals that hold the truth."""
    return pd.DataFrame(
        {
            "claims met": found["met"],
            "met of areas": found["met"] / found["areas"],
            "of them right": found["met right"] / found["met"],
            "missed of areas": found["missed"] / found["areas"],
            "of those right": found["missed right"] / found["missed"],
            "coverage": found["held"] / found["areas"],
        }
    )


def main() -> None:
    found = table(int(sys.argv[1]) if len(sys.argv) > 1 else 400)
    pd.set_option("display.width", 200, "display.max_columns", 20)
    print(shares(found.groupby(["n", "mean", "phi", "by"]).sum()).round(4).to_string())
    together = found.drop(columns=["mean", "phi"]).groupby(["n", "by"]).sum()
    print(f"\nall settings together\n{shares(together).round(4).to_string()}")


if __name__ == "__main__":
    main()
