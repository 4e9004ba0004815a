"""Published figures shown beside the register's own: they are not computed from it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd

_POVERTY = Path(__file__).parent / "reference" / "poverty.csv"


@cache
def poverty() -> pd.DataFrame:
    """Columns code (province or kabupaten) and value: the share (0–1) of persons below the poverty line.

    BPS, Susenas March 2025. Provinces are published by themselves and are not the mean of their kabupaten.
    """
    table = pd.read_csv(_POVERTY, dtype={"code": str})
    return pd.DataFrame({"code": table["code"], "value": table["poverty_headcount_percent"] / 100})
