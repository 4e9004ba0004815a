"""How often the shown interval holds the true error, and how often "met" is said when it is not true.

Run: python -m benchmarks.targeting_coverage [samples of each setting]. Each sample is a country of 100 areas (or 20
large ones), two strata an area, PSUs whose error rates vary with the named correlation, uneven weights. An area's truth
is the rate all its PSUs vary about. Intervals and verdicts are those of ``assess``, as pages, lists and the terminal
show them; Wald is estimate ± t·se, for comparison only.
"""

from __future__ import annotations

import itertools
import sys
from dataclasses import dataclass

import numpy as np
import pandas as pd

from targeting.small_area.beta_binomial import beta_binomial
from targeting.survey.design import first_stage
from targeting.survey.sums import lay_out
from targeting.verdict.assess import assess
from targeting.verdict.interval import t_quantile

TARGET = 0.05
FEW = (4, 6, 8, 12)
MANY = (40, 100)


@dataclass(frozen=True)
class Setting:
    """``psus`` an area, about ``members`` counted in each, the true ``error`` and its intra-PSU ``correlation``."""

    psus: int
    members: int
    error: float
    correlation: float


def country(setting: Setting, areas: int, random: np.random.Generator) -> pd.DataFrame:
    """Counted families of one sampled country."""
    psu = np.arange(areas * setting.psus)
    if setting.correlation:
        spread = 1 / setting.correlation - 1
        rate = random.beta(setting.error * spread, (1 - setting.error) * spread, len(psu))
    else:
        rate = np.full(len(psu), setting.error)
    size = 1 + random.poisson(setting.members - 1, len(psu))
    frame = pd.DataFrame({"psu": np.repeat(psu, size)})
    frame["area"] = frame.psu // setting.psus
    frame["stratum"] = frame.area * 2 + frame.psu % 2
    frame["weight"] = random.gamma(10, 1.0, len(frame))
    frame["wrong"] = random.random(len(frame)) < rate[frame.psu]
    return frame


def assessed(frame: pd.DataFrame) -> pd.DataFrame:
    stage = first_stage(frame.psu, frame.stratum)
    counted = np.ones(len(frame))
    return assess(lay_out(stage, frame.psu, frame.weight, frame.area).sums(frame.wrong, counted), stage, TARGET)


def measure(setting: Setting, samples: int, random: np.random.Generator) -> dict[str, float]:
    """Shares over the samples of one setting."""
    areas = 100 if setting.psus in FEW else 20
    found = pd.concat([assessed(country(setting, areas, random)) for _ in range(-(-samples // areas))])
    reach = t_quantile(found.df.to_numpy(), 0.95) * found.se
    true = setting.error
    return {
        "coverage": ((found.low <= true) & (true <= found.high)).mean(),
        "missed above": (found.high < true).mean(),
        "missed below": (found.low > true).mean(),
        "met": (found.verdict == "met").mean(),
        "missed": (found.verdict == "missed").mean(),
        "width": (found.high - found.low).mean(),
        "Wald coverage": ((found.estimate - reach <= true) & (true <= found.estimate + reach)).mean(),
        "Wald met": (found.estimate + reach < TARGET).mean(),
    }


def small_areas(random: np.random.Generator) -> dict[str, float]:
    """Posterior intervals of 514 areas of about 48 counted families whose errors vary about 5 %."""
    true = random.beta(3, 57, 514)
    size = np.maximum(8, random.gamma(4, 12, 514)).astype(int)
    counts = random.binomial(size, true)
    found = beta_binomial(counts, size, None, TARGET).areas
    said = found.probability_below_target >= 0.975
    return {
        "coverage": ((found.low <= true) & (true <= found.high)).mean(),
        "rmse": np.sqrt(((found.estimate - true) ** 2).mean()),
        "rmse direct": np.sqrt(((found.direct - true) ** 2).mean()),
        "met (model)": said.mean(),
        "of them false": (true[said] >= TARGET).mean() if said.any() else np.nan,
    }


def table(samples: int, psus: tuple[int, ...], seed: int) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    rows = []
    for values in itertools.product(psus, (3, 8), (0.01, 0.02, 0.05, 0.10), (0.0, 0.05, 0.15)):
        setting = Setting(*values)
        rows.append(vars(setting) | measure(setting, samples, random))
    return pd.DataFrame(rows)


def summary(found: pd.DataFrame) -> pd.DataFrame:
    """Worst and middle of the settings; false claims where the true error is at the target or above it."""
    at_target, above = found[found.error == TARGET], found[found.error > TARGET]
    below = found[found.error < TARGET]
    return pd.DataFrame(
        {
            "lowest coverage": [found.coverage.min(), found["Wald coverage"].min()],
            "median coverage": [found.coverage.median(), found["Wald coverage"].median()],
            "most false met at 5 %": [at_target["met"].max(), at_target["Wald met"].max()],
            "most false met at 10 %": [above["met"].max(), above["Wald met"].max()],
            "most false missed at 5 %": [at_target["missed"].max(), np.nan],
            "most false missed at 1-2 %": [below["missed"].max(), np.nan],
        },
        index=["shown", "Wald"],
    )


def main() -> None:
    samples = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    pd.set_option("display.width", 200, "display.max_columns", 20, "display.max_rows", 200)
    for title, psus in (("Few PSUs an area (pooled design effect)", FEW), ("Many PSUs (direct variance)", MANY)):
        found = table(samples, psus, seed=20260101)
        print(f"\n{title}: {samples} samples of each setting\n{found.round(4).to_string(index=False)}\n")
        print(f"{summary(found).round(4).to_string()}\n")
    random = np.random.default_rng(7)
    runs = pd.DataFrame([small_areas(random) for _ in range(max(1, samples // 100))])
    print(f"514 small areas by empirical Bayes, mean of {len(runs)} runs\n{runs.mean().round(4).to_string()}")


if __name__ == "__main__":
    main()
