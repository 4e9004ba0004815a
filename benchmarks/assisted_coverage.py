"""How often the interval of the model-assisted estimate holds the true error, with a good, a useless and a misleading
model, and how wide it is beside the direct one.

Run: python -m benchmarks.assisted_coverage [samples]. A made-up country of 4,000 PSUs in 20 strata, whose PSUs differ
in how far the register's desil can be trusted, is sampled again and again: 12 PSUs a stratum, 10 families in each.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from targeting.model.assisted import RegisterGroups, assisted
from targeting.model.misplaced import learn
from targeting.model.threads import one_thread
from targeting.survey.design import FirstStage, first_stage
from targeting.survey.sample import Sample

STRATA, PSUS, FAMILIES = 20, 200, 25
SAMPLED_PSUS, SAMPLED_FAMILIES = 12, 10
Model = Callable[["Country", np.ndarray, Sample, FirstStage], tuple[np.ndarray, np.ndarray]]
"""From country, sampled rows, sample and first stage: the chances for the sample and for everyone."""


@dataclass(frozen=True, eq=False)
class Country:
    """Everyone: PSU, register desil, who is entitled and who is a recipient."""

    psu: np.ndarray
    decile: np.ndarray
    entitled: np.ndarray
    recipient: np.ndarray

    @property
    def truth(self) -> dict[str, float]:
        return {
            "inclusion": float(1 - self.entitled[self.recipient].mean()),
            "exclusion": float(1 - self.recipient[self.entitled].mean()),
        }

    @property
    def known_chance(self) -> np.ndarray:
        """The true share of the entitled in each family's desil and side."""
        place = self.decile * 2 + self.recipient
        return (np.bincount(place, self.entitled) / np.maximum(np.bincount(place), 1))[place]


def country(seed: int) -> Country:
    random = np.random.default_rng(seed)
    psu = np.repeat(np.arange(STRATA * PSUS), FAMILIES)
    decile = random.integers(1, 11, len(psu))
    trust = random.normal(0, 0.5, STRATA * PSUS)[psu]
    entitled = random.random(len(psu)) < 1 / (1 + np.exp(0.8 * (decile - 4.5) - trust))
    recipient = random.random(len(psu)) < np.where(entitled, 0.55, 0.18) * np.exp(-0.08 * decile)
    return Country(psu, decile, entitled, recipient)


def drawn(here: Country, random: np.random.Generator) -> tuple[np.ndarray, Sample]:
    """Rows of a two-stage sample with equal chances in each stratum, and the sample itself."""
    psus = np.concatenate(
        [stratum * PSUS + random.choice(PSUS, SAMPLED_PSUS, replace=False) for stratum in range(STRATA)]
    )
    inside = random.random((len(psus), FAMILIES)).argsort(axis=1)[:, :SAMPLED_FAMILIES]
    rows = (psus[:, None] * FAMILIES + inside).ravel()
    stratum = here.psu[rows] // PSUS
    weight = np.ones(len(rows))
    return rows, Sample(weight, stratum, here.psu[rows], stratum, here.entitled[rows], here.recipient[rows])


def good(here: Country, rows: np.ndarray, sample: Sample, stage: FirstStage) -> tuple[np.ndarray, np.ndarray]:
    return here.known_chance[rows], here.known_chance


def useless(here: Country, rows: np.ndarray, sample: Sample, stage: FirstStage) -> tuple[np.ndarray, np.ndarray]:
    noise = np.random.default_rng(1).random(len(here.psu))
    return noise[rows], noise


def misleading(here: Country, rows: np.ndarray, sample: Sample, stage: FirstStage) -> tuple[np.ndarray, np.ndarray]:
    return 1 - here.known_chance[rows], 1 - here.known_chance


def boosted(here: Country, rows: np.ndarray, sample: Sample, stage: FirstStage) -> tuple[np.ndarray, np.ndarray]:
    """Learnt from each sample by boosting, each PSU held out in turn, as the build does it."""
    features = np.column_stack([here.decile, here.recipient])
    kinds, kind = np.unique(features, axis=0, return_inverse=True)
    learnt = learn(features[rows], sample, stage)
    return learnt.held_out, learnt.entitled(kinds)[kind]


MODELS: dict[str, Model] = {"good": good, "useless": useless, "misleading": misleading, "boosted": boosted}


def estimates(here: Country, name: str, samples: int, seed: int) -> pd.DataFrame:
    """The rows of ``assisted`` of many samples, with the truth beside."""
    random, found = np.random.default_rng(seed), []
    families = np.array([[(~here.recipient).sum(), here.recipient.sum()]])
    for _ in range(samples):
        rows, sample = drawn(here, random)
        stage = first_stage(sample.psu, sample.stratum)
        of_sample, of_everyone = MODELS[name](here, rows, sample, stage)
        predicted = np.array([[of_everyone[~here.recipient].mean(), of_everyone[here.recipient].mean()]])
        found.append(assisted(sample, of_sample, RegisterGroups(families, predicted), stage))
    table = pd.concat(found, ignore_index=True)
    return table.assign(truth=table["error"].map(here.truth))


def summary(found: pd.DataFrame) -> pd.DataFrame:
    """Per error: coverage of the assisted and the direct interval, bias, mean width and narrowing."""
    measured = pd.DataFrame(
        {
            "error": found["error"],
            "coverage": (found["low"] <= found["truth"]) & (found["truth"] <= found["high"]),
            "coverage direct": (found["direct_low"] <= found["truth"]) & (found["truth"] <= found["direct_high"]),
            "bias": found["estimate"] - found["truth"],
            "width": found["high"] - found["low"],
            "narrowing": found["narrowing"],
        }
    )
    return measured.groupby("error").mean()


def main() -> None:
    samples = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    here = country(seed=3)
    print(f"{samples} samples of {STRATA * SAMPLED_PSUS} PSUs; true errors {here.truth}")
    with one_thread():
        for name in MODELS:
            times = max(1, samples // 5) if name == "boosted" else samples
            print(f"\n{name} model ({times} samples)\n{summary(estimates(here, name, times, 11)).round(4).to_string()}")


if __name__ == "__main__":
    main()
