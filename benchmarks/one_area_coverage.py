"""One area of few villages, nothing known from elsewhere: how often its interval holds the truth and "met" is false.

Run: python -m benchmarks.one_area_coverage [samples of each setting]. Each sample is assessed alone, as a file of one
area in ``tepat ratio``. With the estimated correlation (``none``) a sample of few villages often seems to have no
likeness inside them; ``cautious`` takes at least ``targeting.verdict.borrowed.CAUTIOUS``, the smallest step of 0.005
that meets the aims for 8 to 16 villages and correlations up to 0.15: coverage 0.95, false "met" 2.5 %. ``known`` is
given the true correlation.

Then weights: errors more (or less) often where weights are heavy, in an area of 23 villages; with the correlation as
borrowed, and with 0 given, as a large file whose villages show none would lend it.
"""

from __future__ import annotations

import itertools
import sys

import numpy as np
import pandas as pd

from benchmarks.targeting_coverage import TARGET, Setting, country
from targeting.survey.design import FirstStage, first_stage
from targeting.survey.effective import intra_psu_correlation
from targeting.survey.informative import informative
from targeting.survey.sums import Sums, lay_out
from targeting.verdict.assess import assess
from targeting.verdict.borrowed import Borrowed, borrowed, given

VILLAGES = (8, 12, 16, 24, 31)
LIKENESS = (0.0, 0.05, 0.10, 0.15)


def sample(setting: Setting, random: np.random.Generator) -> tuple[Sums, FirstStage]:
    frame = country(setting, 1, random)
    stage = first_stage(frame.psu, frame.stratum)
    return lay_out(stage, frame.psu, frame.weight).sums(frame.wrong, np.ones(len(frame))), stage


def ways(sums: Sums, stage: FirstStage, setting: Setting) -> dict[str, Borrowed]:
    plain = intra_psu_correlation(sums).value
    return {
        "none": Borrowed(0.0 if np.isnan(plain) else plain),
        "cautious": borrowed(sums, stage),
        "known": given(setting.correlation),
    }


def measure(setting: Setting, samples: int, random: np.random.Generator) -> list[dict[str, object]]:
    """One row a way: shares of samples whose interval holds the truth, and that say met and missed."""
    found = []
    for _ in range(samples):
        sums, stage = sample(setting, random)
        for name, lent in ways(sums, stage, setting).items():
            row = assess(sums, stage, TARGET, correlation=lent).iloc[0]
            held = row.low <= setting.error <= row.high
            found.append((name, held, row.verdict == "met", row.verdict == "missed", row.high - row.low))
    table = pd.DataFrame(found, columns=["way", "coverage", "met", "missed", "width"])
    return [
        vars(setting) | {"way": way} | rows.mean().to_dict() for way, rows in table.set_index("way").groupby(level=0)
    ]


def summary(found: pd.DataFrame) -> pd.DataFrame:
    """By villages and way, the worst over the other settings."""
    at_target = found[found.error == TARGET].groupby(["psus", "way"])
    worst = found.groupby(["psus", "way"])
    return pd.DataFrame(
        {
            "lowest coverage": worst.coverage.min(),
            "median coverage": worst.coverage.median(),
            "most false met at 5 %": at_target.met.max(),
            "most false missed at 5 %": at_target.missed.max(),
            "median width": worst.width.median(),
        }
    )


def heavy(samples: int, random: np.random.Generator, villages: int = 23) -> pd.DataFrame:
    """Very uneven weights (log-normal, σ 1) whose families err more often the heavier (or lighter) they are."""
    rows = []
    for slope, likeness, families in itertools.product((-1.0, 0.0, 1.0), (0.0, 0.05), (8, 25)):
        found = [_heavy(slope, likeness, (villages, families), random) for _ in range(samples)]
        names = ["warned", "coverage", "false met", "coverage at 0", "false met at 0", "of these warned"]
        means = pd.DataFrame(found, columns=names).mean().to_dict()
        means["of these warned"] /= means["false met at 0"] or np.nan
        rows.append({"slope": slope, "likeness": likeness, "families": families} | means)
    return pd.DataFrame(rows)


def _heavy(slope: float, likeness: float, size: tuple[int, int], random: np.random.Generator) -> tuple:
    villages, families = size
    psu = np.repeat(np.arange(villages), families)
    z = random.normal(size=len(psu))
    place = random.normal(0, np.sqrt(likeness * 20), villages)[psu] if likeness else 0.0
    # The weighted error is 5 %: E[w p]/E[w] with w = exp z shifts z by its variance.
    nodes = np.random.default_rng(1).normal(1.0, 1.0, 4000) * slope
    chance = 1 / (1 + np.exp(-(_level(nodes, likeness) + slope * z + place)))
    stage = first_stage(psu, psu % 2)
    sums = lay_out(stage, psu, np.exp(z)).sums(random.random(len(psu)) < chance, np.ones(len(psu)))
    warned = bool(informative(sums)[0])
    found = [assess(sums, stage, TARGET, correlation=lent).iloc[0] for lent in (borrowed(sums, stage), given(0.0))]
    judged = [value for row in found for value in (row.low <= TARGET <= row.high, row.verdict == "met")]
    return warned, *judged, judged[-1] and warned


_LEVELS: dict[tuple[float, float], float] = {}


def _level(nodes: np.ndarray, likeness: float) -> float:
    """The intercept at which the weighted error is the target, by bisection over a fixed sample."""
    key = (float(nodes[0]), likeness)
    if key not in _LEVELS:
        spread = np.random.default_rng(2).normal(0, np.sqrt(likeness * 20), len(nodes)) if likeness else 0.0
        low, high = -12.0, 2.0
        for _ in range(60):
            middle = (low + high) / 2
            mean = (1 / (1 + np.exp(-(middle + nodes + spread)))).mean()
            low, high = (middle, high) if mean < TARGET else (low, middle)
        _LEVELS[key] = (low + high) / 2
    return _LEVELS[key]


def main() -> None:
    samples = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    random = np.random.default_rng(20260127)
    settings = itertools.product(VILLAGES, (8, 25), (0.02, TARGET, 0.10), LIKENESS)
    found = pd.DataFrame([row for values in settings for row in measure(Setting(*values), samples, random)])
    pd.set_option("display.width", 200, "display.max_columns", 20)
    print(f"{samples} samples of each setting\n{summary(found).round(4).to_string()}")
    print(f"\nweights that go with the error, 23 villages\n{heavy(samples, random).round(4).to_string(index=False)}")


if __name__ == "__main__":
    main()
