"""Published figures shown beside the register's own: they are not computed from it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd

_REFERENCE = Path(__file__).parent / "reference"
_POVERTY = _REFERENCE / "poverty.csv"


@cache
def poverty() -> pd.DataFrame:
    """Columns code (province or kabupaten) and value: the share (0–1) of persons below the poverty line.

    BPS, Susenas March 2025. Provinces are published by themselves and are not the mean of their kabupaten.
    """
    table = pd.read_csv(_POVERTY, dtype={"code": str})
    return pd.DataFrame({"code": table["code"], "value": table["poverty_headcount_percent"] / 100})


@cache
def errors_of_others() -> pd.DataFrame:
    """Errors that others published, a figure a row: fact, programme, error (inclusion, exclusion, mistargeted), owner,
    date, base, before (the earlier share, if one was given), value (share), definition, source.

    Base and definition are in both languages (``_id``, ``_en``). Definitions differ, so they are shown beside our
    estimates and never compared with them by number.
    """
    return pd.read_csv(_REFERENCE / "published_errors.csv", dtype={"fact": str, "date": str})


@cache
def graduation() -> pd.DataFrame:
    """What was announced of graduation, indexed by name (result_2025, target_2026, target_per_companion, companions,
    capital_per_family, productive_age_recipients): fact, value, unit, owner, date, source."""
    return pd.read_csv(_REFERENCE / "graduation.csv", dtype={"fact": str, "date": str}).set_index("name")
