"""A projection as it may be shown: what small counts below the province would tell of families is hidden.

A projected count is an expectation, but the first quarters are nearly the register's own counts, so it hides as they
do: below the province a count under ten families is missing, and with it what would tell it. What lies between two
policies is shown only where both are.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from data.figures.perturbed import names_kabupaten
from data.read.projection import observed
from data.store import disclosure
from data.store.open import Store
from data.store.scope import Scope
from simulator.cells import Cells
from simulator.policy.rules import Policy
from simulator.projection.bands import Bands
from simulator.projection.lines import ERRORS
from simulator.projection.result import CALENDAR, ENTITLED, LEDGER, Projection
from targeting.flow.observed import FlowFit, fitted
from terms import NATION, Quarter

#: Counts of families that the table shows, each with what would tell it.
TOLD_BY = {"recipients": ("persons", "rupiah"), "dropped_cap": ("rupiah_freed",)}
SHOWN = (*LEDGER, "waiting", "reached_cap")
#: A measure that is hidden with another.
_DECIDES = {"rupiah": "recipients", "graduated": "exited"}
SUMMED = ("entered", "exited", *CALENDAR)
#: What areas are followed by over the quarters.
OVER_TIME = ("recipients", "reached_cap")
_KEYS = ["quarter", "group", "programme"]
#: A value a quarter; None where it is withheld.
Values = tuple[float | None, ...]


@dataclass(frozen=True, eq=False)
class Years:
    """One projected policy for whom may see ``scope``; every table of areas below the province hides small counts."""

    projection: Projection
    scope: Scope

    def table(self, by: str) -> pd.DataFrame:
        """Columns quarter, group, programme, SHOWN, persons, rupiah, withheld; areas of the scope alone."""
        return self._shown(self.projection.table(by, (*SHOWN, "persons", "rupiah")), by, SHOWN)

    def allows(self, group: str) -> bool:
        """The nation for whoever sees all of it; a province for whoever sees it whole; kabupaten one by one."""
        scope = self.scope
        if group == NATION:
            return scope.is_national
        return scope.allows(group) if "." in group else scope.is_national or group in scope.province_codes

    def calendar(self, by: str) -> pd.DataFrame:
        """Columns quarter, group, programme, CALENDAR, withheld: who reaches the cap when."""
        counts = tuple(name for name in CALENDAR if name != "rupiah_freed")
        return self._shown(self.projection.calendar(by), by, counts)

    def when(self, programme: str) -> pd.DataFrame:
        """Columns kabupaten, quarter: the map of when; missing where fewer than ten families reach the cap at all."""
        found = self.projection.when(programme)
        reached = self.projection.tracks[programme].columns["reached_cap"].sum(axis=0)
        small = pd.Series(reached < disclosure.SMALLEST_SHOWN, found.index)
        return found.assign(quarter=found["quarter"].mask(small))[self._allowed(found["kabupaten"])].reset_index(
            drop=True
        )

    def exits(self, by: str) -> pd.DataFrame:
        """Columns quarter, group, programme, reason, families, withheld: exits that no rule made."""
        frame = self.projection.exits(by)
        frame = frame[self._allowed(frame["group"])].reset_index(drop=True)
        key = ["quarter", "programme", "group"]
        return disclosure.suppress(frame, ["families"], by, group=key)

    def bands(self, drawn: Bands, policy: int, by: str) -> pd.DataFrame:
        """The bands of a policy in the areas of the scope; below the province missing where the middle is hidden."""
        return self.banded(drawn.table(policy), by)

    def banded(self, frame: pd.DataFrame, by: str) -> pd.DataFrame:
        """As ``bands``, of a table of them."""
        middle = self.table(by)
        frame = frame[self._allowed(frame["group"])].merge(middle[[*_KEYS, *SHOWN]], on=_KEYS, how="left")
        edges = [name for name in frame.columns if name.endswith(("_low", "_high"))]
        for edge in edges:
            column = "recipients" if edge.startswith("rupiah") else edge.rsplit("_", 1)[0]
            frame[edge] = frame[edge].convert_dtypes().mask(frame[column].isna())
        return frame[[*_KEYS, *edges]]

    def near(self, area: str, programme: str) -> Years:
        """A programme in the province of an area alone: small counts hide within these, so that they hide alike."""
        return replace(self, projection=_narrowed(self.projection, area, programme))

    def _allowed(self, groups: pd.Series) -> pd.Series:
        return groups.map({group: self.allows(group) for group in groups.unique()}).astype(bool)

    def _shown(self, frame: pd.DataFrame, by: str, counts: tuple[str, ...]) -> pd.DataFrame:
        frame = frame[self._allowed(frame["group"])].reset_index(drop=True)
        area = frame.assign(area=frame["group"].str[:2])
        small = disclosure.small_each(area, counts, ["quarter", "area", "programme"])
        if by in disclosure.OPEN_LEVELS:
            small[:] = False
        names = {name: at for at, count in enumerate(counts) for name in (count, *TOLD_BY.get(count, ()))}
        return disclosure.hide_each(frame, {name: small[:, at] for name, at in names.items()})


def _narrowed(projection: Projection, area: str, programme: str) -> Projection:
    here = np.array([area == NATION or code[:2] == area[:2] for code in projection.codes])
    track = projection.tracks[programme]
    columns, reasons = (
        {name: values[:, here] for name, values in each.items()} for each in (track.columns, track.reasons)
    )
    groups = {name: getattr(track, name)[:, here] for name in ("reached", "ended", "freed")}
    alone = replace(track, columns=columns, reasons=reasons, **groups)
    codes = tuple(code for code, is_here in zip(projection.codes, here, strict=True) if is_here)
    return replace(projection, codes=codes, tracks={programme: alone})


def opened(projection: Projection, scope: Scope) -> Years:
    """The door: a projection of the nation, for whom may see a part of it."""
    return Years(projection, scope)


def fit(store: Store, cells: Cells) -> FlowFit:
    """What the quarters of a store say of the quarters to come, up to the cells' own; InputError when it has one."""
    return fitted(observed(store, Scope.national(), cells, cells.quarter))


def needs_guard(policies: Collection[Policy], quarters: Collection[Quarter], area: str, sees_exact: bool) -> bool:
    """Whether these figures of an area must come from the perturbed register: those below the province, and every
    figure of a rule for one kabupaten, for the nation with and without that rule would tell it."""
    if sees_exact:
        return False
    return "." in area or any(names_kabupaten(policy, each) for policy in policies for each in quarters)


@dataclass(frozen=True)
class AreaCourse:
    """One programme in one area: ``columns`` by name, a value a quarter, None where withheld; ``sums`` of flows."""

    quarters: tuple[str, ...]
    columns: Mapping[str, Values]
    sums: Mapping[str, float | None]

    def __getitem__(self, name: str) -> Values:
        return self.columns[name]

    def total(self, name: str) -> float | None:
        """The sum over the quarters; below the province None where it is itself under ten families."""
        return self.sums[name]

    def last(self, name: str) -> float | None:
        """The value of the last quarter."""
        return self.columns[name][-1]


def course(years: Years, area: str, programme: str) -> AreaCourse:
    """SHOWN, CALENDAR, persons and rupiah of one area, as the tables of its level show them."""
    if programme not in years.projection.tracks:
        return AreaCourse((), {}, {})
    level, years = level_of(area), years.near(area, programme)
    columns: dict[str, Values] = {}
    quarters: tuple[str, ...] = ()
    for table in (years.table(level), years.calendar(level)):
        rows = table[(table["group"] == area) & (table["programme"] == programme)]
        quarters = tuple(rows["quarter"])
        for name in rows.columns.difference([*_KEYS, disclosure.WITHHELD]):
            columns[name] = _plain(rows[name])
    if quarters:
        columns |= _errors(years, area, programme)
    return AreaCourse(quarters, columns, _sums(years, area, programme) if quarters else {})


def by_quarter(years: Years, level: str, programme: str, province: str = "") -> dict[str, pd.DataFrame]:
    """OVER_TIME of the areas of a level (within a province, if one is given), as ``course`` has them: by name a row a
    quarter and a column an area, missing where withheld."""
    rows = years.table(level)
    rows = rows[(rows["programme"] == programme) & rows["group"].str.startswith(province)]
    known = rows.assign(**{name: rows[name].astype("Float64").astype("float64") for name in OVER_TIME})
    return {name: known.pivot(index="quarter", columns="group", values=name) for name in OVER_TIME}


def _errors(years: Years, area: str, programme: str) -> dict[str, Values]:
    """Both errors, where a spot check tells who is entitled; below the province they are not measured."""
    unknown: Values = (None,) * len(years.projection.quarters)
    track = years.projection.tracks[programme]
    if level_of(area) == "kabupaten" or ENTITLED[0] not in track.columns:
        return dict.fromkeys(ERRORS, unknown)
    here = np.array([area == NATION or code.startswith(area) for code in years.projection.codes])
    entitled, reached, on = (track.columns[name][:, here].sum(axis=1) for name in (*ENTITLED, "recipients"))
    found = {}
    for name, whole in zip(ERRORS, (on, entitled), strict=True):
        share = np.divide(reached, whole, out=np.full_like(whole, np.nan), where=whole > 0)
        found[name] = _plain(pd.Series(1.0 - share))
    return found


def _sums(years: Years, area: str, programme: str) -> dict[str, float | None]:
    """Entries and the calendar, added up over the quarters."""
    exact = years.projection.table(level_of(area), SUMMED)
    exact = exact[(exact["group"] == area) & (exact["programme"] == programme)]
    whole = {name: float(exact[name].sum()) for name in SUMMED}
    is_open = level_of(area) in disclosure.OPEN_LEVELS
    small = {name for name, count in whole.items() if not is_open and disclosure.is_small(count)}
    if "dropped_cap" in small:
        small.add("rupiah_freed")
    return {name: None if name in small else count for name, count in whole.items()}


def edges(years: Years, table: pd.DataFrame, area: str) -> dict[tuple[str, str], tuple[Values, Values]]:
    """A policy's table of lines in one area: by programme and measure the low and the high edge, a value a quarter;
    below the province missing where the middle is withheld."""
    if not years.allows(area):
        return {}
    found: dict[tuple[str, str], tuple[Values, Values]] = {}
    of_area = table[table["group"] == area]
    for code, rows in of_area.groupby("programme"):
        middle = course(years, area, str(code)).columns
        for name, part in rows.groupby("measure"):
            told = np.array([value is not None for value in middle[_DECIDES.get(str(name), str(name))]])
            low, high = (_plain(part[end].where(told)) for end in ("low", "high"))
            found[str(code), str(name)] = (low, high)
    return found


def level_of(area: str) -> str:
    """nation, province or kabupaten."""
    return "nation" if area == NATION else "kabupaten" if "." in area else "province"


def _plain(column: pd.Series) -> Values:
    return tuple(None if pd.isna(value) else float(value) for value in column)
