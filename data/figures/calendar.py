"""The calendar of a cap as it may be shown: sums over the quarters by area, decile and family type; the map of when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.figures.projection import Years, level_of
from data.store import disclosure
from simulator.projection.result import CALENDAR
from terms import NATION


@dataclass(frozen=True)
class CapGroup:
    """A decile or a family type over all quarters: families who reach the cap, and whose aid it ends; None: withheld.

    ``group`` is the decile, or the sum of the traits of a type as the cells write them.
    """

    group: int
    reached: float | None
    ended: float | None


def by_area(years: Years, level: str, programme: str, province: str = "") -> pd.DataFrame:
    """One row an area of the level (within a province, if one is given): code, CALENDAR summed over the quarters, when
    (a quarter, missing where too few reach it), withheld. Below the province it is the sum that must not be small."""
    frame = years.projection.calendar(level)
    frame = frame[(frame["programme"] == programme) & frame["group"].str.startswith(province)]
    found = frame.groupby("group", sort=True, as_index=False)[list(CALENDAR)].sum().rename(columns={"group": "code"})
    found = found[[years.allows(code) for code in found["code"]]].reset_index(drop=True)
    found = found.assign(around=found["code"].str[:2])
    for name in (one for one in CALENDAR if one != "rupiah_freed"):
        freed = ("rupiah_freed",) if name == "dropped_cap" else ()
        found = disclosure.suppress(found, [name], level, group=["around"], derived=freed)
    return found.drop(columns="around").merge(_when(years, level, programme), on="code", how="left")


def _when(years: Years, level: str, programme: str) -> pd.DataFrame:
    if level != "kabupaten":
        return pd.DataFrame({"code": pd.Series(dtype="str"), "when": pd.Series(dtype="string")})
    return years.when(programme).rename(columns={"kabupaten": "code", "quarter": "when"})


def by_decile(years: Years, area: str, programme: str) -> tuple[CapGroup, ...]:
    """The deciles of one area, 0 for families without one; in which nobody reaches the cap are left out."""
    track = years.projection.tracks[programme]
    return _groups(years, area, range(track.reached.shape[2]), (track.reached.sum(axis=3), track.ended.sum(axis=3)))


def by_kind(years: Years, area: str, programme: str, types: Sequence[int]) -> tuple[CapGroup, ...]:
    """The kinds of families of one area, by the traits of one family type each; as ``by_decile``."""
    track = years.projection.tracks[programme]
    return _groups(years, area, types, (track.reached.sum(axis=2), track.ended.sum(axis=2)))


def _groups(
    years: Years, area: str, groups: Sequence[int], parts: tuple[np.ndarray, np.ndarray]
) -> tuple[CapGroup, ...]:
    """``parts`` (quarter, kabupaten, group): below the province a group under ten families is withheld, and the
    smallest other with it where it is the only one."""
    if not years.allows(area):
        return ()
    here = np.array([area == NATION or code.startswith(area) for code in years.projection.codes])
    reached, ended = (part[:, here].sum(axis=(0, 1)) for part in parts)
    table = pd.DataFrame({"reached": reached, "ended": ended, "whole": area})
    for name in ("reached", "ended"):
        table = disclosure.suppress(table, [name], level_of(area), group=["whole"])
    columns = [[None if pd.isna(one) else float(one) for one in table[name]] for name in ("reached", "ended")]
    rows = zip(groups, *columns, strict=True)
    return tuple(CapGroup(int(group), *both) for group, *both in rows if both[0] is None or both[0] > 0)
