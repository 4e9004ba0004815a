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

#: What a count tells with it: where it is withheld, these are.
_TOLD_BY: dict[str, tuple[str, ...]] = {
    **{"reached": (), "ended": ("freed",), "working": ()},
    **{"going": ("ended", "freed"), "others": ("working",)},
}
#: A difference of sums of shares is none below this many digits.
_DIGITS = 6


@dataclass(frozen=True)
class CapGroup:
    """A decile or a family type over all quarters: families who reach the cap, who go on all the same (exempt, or kept
    after an assessment), whose aid it ends, and of these those with a working-age able member; ``freed``: the rupiah of
    the quarters in which aid ended, one quarter's a family. None: withheld.

    ``group`` is the decile, or the sum of the traits of a type as the cells write them.
    """

    group: int
    reached: float | None
    going_on: float | None
    ended: float | None
    to_empowerment: float | None
    freed: float | None


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
    parts = (track.reached, track.ended, track.ended[..., track.working_age], track.freed)
    return _groups(years, area, range(track.reached.shape[2]), tuple(part.sum(axis=3) for part in parts))


def by_kind(years: Years, area: str, programme: str, types: Sequence[int]) -> tuple[CapGroup, ...]:
    """The kinds of families of one area, by the traits of one family type each; as ``by_decile``."""
    track = years.projection.tracks[programme]
    parts = (track.reached, track.ended, track.ended * track.working_age, track.freed)
    return _groups(years, area, types, tuple(part.sum(axis=2) for part in parts))


def _groups(years: Years, area: str, groups: Sequence[int], parts: tuple[np.ndarray, ...]) -> tuple[CapGroup, ...]:
    """``parts`` (quarter, kabupaten, group): below the province a group under ten families is withheld, and the
    smallest other with it where it is the only one; so is what a difference of two would tell."""
    if not years.allows(area):
        return ()
    here = np.array([area == NATION or code.startswith(area) for code in years.projection.codes])
    reached, ended, working, freed = (part[:, here].sum(axis=(0, 1)) for part in parts)
    table = pd.DataFrame({"reached": reached, "ended": ended, "working": working, "freed": freed, "whole": area})
    # What two counts differ by is a count as well: who goes on, and who lost aid without an able member.
    table = table.assign(going=(reached - ended).round(_DIGITS), others=(ended - working).round(_DIGITS))
    for name, told_by in _TOLD_BY.items():
        table = disclosure.suppress(table, [name], level_of(area), group=["whole"], derived=told_by)
    found = []
    columns = (table[name] for name in ("reached", "ended", "working", "freed", "going"))
    for group, *row in zip(groups, *columns, strict=True):
        come, gone, able, paid, going = (None if pd.isna(one) else float(one) for one in row)
        if come is None or come > 0:
            on, fit = (None if come is None else going, able) if gone is not None else (None, None)
            found.append(CapGroup(int(group), come, on, gone, fit, paid))
    return tuple(found)
