"""The visits of a quarter judged family by family with pandas: what the stored sums are held against."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from tests.data.build.registers import COMPONENTS

LIMITS = {"PKH": 4, "SEMBAKO": 4, "PBI": 5}


@dataclass(frozen=True, eq=False)
class Visits:
    """One quarter of an inbox: all visits, families and payments."""

    spotcheck: pd.DataFrame
    families: pd.DataFrame
    payments: pd.DataFrame

    @classmethod
    def read(cls, inbox: Path, quarter: str) -> Visits:
        folder = inbox / quarter
        return cls(*(_table(folder, name) for name in ("spotcheck", "families", "payments")))

    @property
    def first(self) -> pd.DataFrame:
        """First visits, whatever became of them."""
        return self.spotcheck[self.spotcheck["recheck_of"].isna()].reset_index(drop=True)

    def judged(self, programme: str, yardstick: str = "decile") -> pd.DataFrame:
        """First visits with the columns interviewed, kabupaten, recipient, entitled (0/1) and on_register."""
        rows = self.first
        paid = set(self.payments.loc[self.payments["programme"] == programme, "family_id"])
        known = set(self.families["family_id"]) | set(self.payments["family_id"])
        linked = rows["linked"].astype(bool) & rows["family_id"].isin(known)
        return rows.assign(
            interviewed=rows["outcome"] == "interviewed",
            kabupaten=rows["kecamatan_code"].str[:5],
            known=linked,
            recipient=linked & rows["family_id"].isin(paid),
            entitled=entitled(rows, programme, yardstick),
        )


def entitled(rows: pd.DataFrame, programme: str, yardstick: str) -> pd.Series:
    """Whether the visit found the family entitled."""
    if yardstick == "verdict":
        return rows["verdict"] == "eligible"
    within = (rows["verified_decile"] <= LIMITS[programme]).fillna(False).astype(bool)
    return within & (rows[[*COMPONENTS]].fillna(0).gt(0).any(axis=1) if programme == "PKH" else True)


def _table(folder: Path, name: str) -> pd.DataFrame:
    return pd.read_parquet(folder / f"{name}.parquet")
