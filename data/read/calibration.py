"""What the synthetic register was made to meet, and what the built store says of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from data.demo.lines import lines
from data.read.published import poverty
from data.read.register import quarter_info
from data.statements import names, statement
from data.store.open import Store

#: The tables that the demonstration is calibrated to.
REFERENCE = Path(__file__).parents[1] / "demo" / "reference"
LARGE_KABUPATEN = 200_000  # registered residents
TRUE_FIGURES = {
    "PKH recipients truly above desil 4": "pkh_inclusion_error",
    "Sembako recipients truly above desil 4": "sembako_inclusion_error",
}


def calibration(store: Store) -> pd.DataFrame:
    """One row a line: figure, target, achieved, unit, source, within.

    ``achieved`` is missing, and ``within`` empty, where the store lacks the quarter or the true figures.
    """
    achieved = _counted(store) | _true_figures(store) | _places(store)
    frame = pd.DataFrame([vars(line) for line in lines()])
    frame["achieved"] = frame["figure"].map(achieved).astype(float)
    within = (frame["achieved"] - frame["target"]).abs() <= frame["tolerance"]
    frame["within"] = within.astype("boolean").mask(frame["achieved"].isna())
    return frame[["figure", "target", "achieved", "unit", "source", "within"]]


def _counted(store: Store) -> dict[str, float]:
    """Figures that the store's tables hold, each statement giving rows of (figure, achieved)."""
    found: dict[str, float] = {}
    for name in names("read/calibration/figures"):
        found |= dict(store.cursor().execute(statement(name)).fetchall())
    return found


def _truth(store: Store) -> dict[str, dict[str, Any]]:
    """The true figures of each quarter that has them."""
    told = quarter_info(store).set_index("quarter")["truth"].dropna()
    return {str(quarter): truth for quarter, text in told.items() if (truth := json.loads(text))}


def _true_figures(store: Store) -> dict[str, float]:
    truth = _truth(store)
    removed = {quarter: figures["field_checks_removed_families"] for quarter, figures in truth.items()}
    found = {f"Families removed by field checks, {quarter}": float(count) for quarter, count in removed.items()}
    found["Families removed by field checks, to 2026Q1"] = float(sum(removed.values()))
    for figure, name in TRUE_FIGURES.items():
        found |= {f"{figure}, {quarter}": figures[name] * 100 for quarter, figures in truth.items()}
    return found


def _places(store: Store) -> dict[str, float]:
    """Largest misses over kabupaten or provinces, in per cent or points."""
    counted = store.cursor().execute(statement("read/calibration/kabupaten")).df()
    truth = _truth(store)
    found: dict[str, float] = {}
    for quarter, rows in counted.groupby("quarter"):
        areas = rows.set_index("kabupaten_code").join(_kabupaten(), how="inner")
        found |= {f"{figure}, {quarter}": miss for figure, miss in _area_misses(areas).items()}
        if str(quarter) in truth:
            misses = _true_misses(areas, truth[str(quarter)])
            found |= {f"{figure}, {quarter}": miss for figure, miss in misses.items()}
    return found


def _kabupaten() -> pd.DataFrame:
    return pd.read_csv(REFERENCE / "kabupaten.csv", dtype={"kabupaten_code": "str"}).set_index("kabupaten_code")


def _province() -> pd.DataFrame:
    return pd.read_csv(REFERENCE / "province.csv", dtype={"province_code": "str"}).set_index("province_code")


def _area_misses(areas: pd.DataFrame) -> dict[str, float]:
    residents = areas["persons_dukcapil_2024"]
    share = (areas["persons"] / areas["persons"].sum()) / (residents / residents.sum())
    sums = areas.groupby(areas.index.str[:2])[["persons", "families"]].sum().join(_province())
    size = sums["persons"] / sums["families"] / sums["persons_per_family_2024"]
    expected = sums["persons"].sum() / (sums["persons"] / sums["persons_per_family_2024"]).sum()
    nation = sums["persons"].sum() / sums["families"].sum() / expected
    return {
        "Persons by kabupaten, largest miss": _largest(share - 1) * 100,
        "Persons per family by province, largest miss": _largest(size / nation - 1) * 100,
    }


def _true_misses(areas: pd.DataFrame, truth: dict[str, Any]) -> dict[str, float]:
    elderly = pd.Series(truth["aged_60_plus_share_by_province"]) * 100
    measured = _province()["aged_60_plus_percent_2024"]
    published = areas.index.map(poverty().set_index("code")["value"].to_dict())
    miss = (pd.Series(truth["poverty_share_by_kabupaten"]) - pd.Series(published, areas.index)) * 100
    large = areas["persons_dukcapil_2024"] >= LARGE_KABUPATEN
    return {
        "Aged 60 and over by province, largest miss": _largest(elderly / measured - 1) * 100,
        "True poverty by kabupaten, largest miss, large": _largest(miss[large]),
        "True poverty by kabupaten, largest miss, small": _largest(miss[~large]),
    }


def _largest(misses: pd.Series) -> float:
    return float(np.abs(misses).max())
