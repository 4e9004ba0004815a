"""The plan of the register: how many families and persons each kabupaten has each quarter, with which weight."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from data.demo.parameters import NATION, URBAN_VILLAGES
from data.read.published import poverty
from geo import regions
from terms import InputError, Quarter

REFERENCE = Path(__file__).parent / "reference"


def _read(name: str) -> pd.DataFrame:
    codes = dict.fromkeys(("kabupaten_code", "province_code", "kecamatan_code"), "str")
    return pd.read_csv(REFERENCE / name, dtype=codes)


def _kabupaten() -> pd.DataFrame:
    """What is known of each kabupaten and of its province, by code; names, kinds and provinces are those of the map."""
    areas = regions.kabupaten()[["kabupaten_code", "kind", "province_code"]]
    areas = areas.merge(_read("kabupaten.csv"), on="kabupaten_code").merge(_read("province.csv"), on="province_code")
    poor = poverty().set_index("code")["value"]
    areas = areas.assign(poverty_share=areas["kabupaten_code"].map(poor))
    return areas.sort_values("kabupaten_code", ignore_index=True)


@dataclass(frozen=True, eq=False)
class CountryPlan:
    """Targets by kabupaten; kecamatan in code order, so that those of a kabupaten are consecutive.

    ``families`` and ``persons`` are national figures split by registered residents and the province's family size;
    ``weight`` is the whole number of families that one row stands for.
    """

    kabupaten: pd.DataFrame
    kecamatan_codes: np.ndarray
    villages: np.ndarray
    kabupaten_of_kecamatan: np.ndarray
    weight: np.ndarray

    @cached_property
    def kabupaten_codes(self) -> np.ndarray:
        return self.kabupaten["kabupaten_code"].to_numpy(str)

    @cached_property
    def poverty_share(self) -> np.ndarray:
        return self.kabupaten["poverty_share"].to_numpy(float)

    @cached_property
    def elderly_share(self) -> np.ndarray:
        return self.kabupaten["aged_60_plus_percent_2024"].to_numpy(float) / 100

    @cached_property
    def first_village(self) -> np.ndarray:
        return np.concatenate([[0], np.cumsum(self.villages)]).astype(np.int32)

    @cached_property
    def urban_village(self) -> np.ndarray:
        """Whether each village counts as urban: invented, the same for ever; never one village alone."""
        kabupaten = np.repeat(self.kabupaten_of_kecamatan, self.villages)
        share = self.kabupaten["kind"].map(URBAN_VILLAGES).to_numpy()
        urban = np.random.default_rng(20250205).random(len(kabupaten)) < share[kabupaten]
        villages = np.bincount(kabupaten, minlength=len(share))
        urban &= (np.bincount(kabupaten, urban, len(share)) > 1)[kabupaten]
        return urban | (villages - np.bincount(kabupaten, urban, len(share)) == 1)[kabupaten]

    @cached_property
    def kecamatan_start(self) -> np.ndarray:
        """First kecamatan of each kabupaten, and the end."""
        return np.searchsorted(self.kabupaten_of_kecamatan, np.arange(len(self.weight) + 1))

    def persons(self, quarter: Quarter) -> np.ndarray:
        residents = self.kabupaten["persons_dukcapil_2024"].to_numpy(float)
        return NATION[quarter][0] * residents / residents.sum()

    def families(self, quarter: Quarter) -> np.ndarray:
        """Families by kabupaten: the province's persons per family, scaled to the nation's families."""
        families = self.persons(quarter) / self.kabupaten["persons_per_family_2024"].to_numpy(float)
        return NATION[quarter][1] * families / families.sum()


def make_plan(scale: float, floor: int) -> CountryPlan:
    """The plan at a scale: a row stands for ``round(1 / scale)`` families, or fewer to have ``floor`` rows."""
    if not 0 < scale <= 1:
        raise InputError(f"demo: scale must be above 0 and at most 1, got {scale:g}")
    kabupaten = _kabupaten()
    kecamatan = _read("kecamatan.csv").sort_values("kecamatan_code", ignore_index=True)
    index = pd.Index(kabupaten["kabupaten_code"]).get_indexer(kecamatan["kecamatan_code"].str[:5]).astype(np.int16)
    plan = CountryPlan(
        kabupaten, kecamatan["kecamatan_code"].to_numpy(str), kecamatan["villages"].to_numpy(), index, np.ones(1)
    )
    families = plan.families(next(iter(NATION)))
    weight = np.clip(np.minimum(round(1 / scale), families // max(floor, 1)), 1, None).astype(np.int64)
    return CountryPlan(kabupaten, plan.kecamatan_codes, plan.villages, index, weight)
