"""The cases of independent software: data and expected numbers, and how closely they must be met."""

import json
from pathlib import Path

import numpy as np
import pandas as pd

ORACLES = Path(__file__).parents[1] / "oracles"
PROGRAMMES = {
    "pkh": ("receives_pkh", "in_target4"),
    "sembako": ("receives_sembako", "in_target4"),
    "pbi": ("receives_pbi", "in_target5"),
}
VERDICTS = {"not_met": "missed", "undecided": "unproven"}


def expected(case):
    return json.loads((ORACLES / case / "expected.json").read_text())


def data(case, name="data.csv"):
    return pd.read_csv(ORACLES / case / name)


def columns(register, programme, statistic):
    """Numerator and denominator of one error of one programme in the P02 register."""
    received, entitled = (register[name].to_numpy() for name in PROGRAMMES[programme])
    return {
        "inclusion_error": (1 - entitled, received),
        "exclusion_error": (1 - received, entitled),
        "fpr": (received, 1 - entitled),
    }[statistic]


def close(found, wanted, relative):
    """Equal within a relative tolerance, zeros within 1e-15; None stands for NaN."""
    found, wanted = np.asarray(found, dtype=float), np.asarray(wanted, dtype=float)
    np.testing.assert_allclose(found, wanted, rtol=relative, atol=1e-15)
