"""The figures by which areas are read beside each other: now, against the quarter before and a year ago, and ranked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from data.figures import counts, deciles, kept_tables, ledger, upkeep
from data.figures.deciles import Measure
from data.figures.region.basis import RegionBasis
from data.figures.region.values import AreaFigure, level_of
from data.store.disclosure import OPEN_LEVELS
from data.store.scope import Scope
from terms import NATION, PBI, REGISTER_PROGRAMMES, Quarter

PROGRAMMES = tuple(one.code for one in REGISTER_PROGRAMMES)
#: The figures in the order of the page, each with its unit.
FIGURES: dict[str, str] = {
    "poor": "share",
    **{f"recipients_{code}": "persons" if code == PBI else "families" for code in PROGRAMMES},
    **{f"coverage_{code}": "share" for code in PROGRAMMES},
    "verified": "share",
    "unranked": "share",
    "overdue": "families",
}
#: Those that tell of the register as it stands now, whatever the quarter asked for: they have no course.
WITHOUT_COURSE = ("overdue",)
#: Those of areas beside another that cost little.
BESIDE = ("poor", *(f"coverage_{code}" for code in PROGRAMMES), "verified", "overdue")
MOST_KEPT = 128
_ALL, _NAME = tuple(FIGURES), "standings"
Tables = Mapping[str, pd.DataFrame]


def peers(area: str, scope: Scope) -> Scope:
    """The areas that an area is ranked among: the kabupaten of its province, or all provinces, as far as the scope."""
    if level_of(area) != "kabupaten":
        return scope
    province = area[:2]
    is_whole = scope.is_national or province in scope.province_codes
    return scope.within(province if is_whole else area)


def of_area(basis: RegionBasis, scope: Scope, area: str) -> tuple[AreaFigure, ...]:
    """Every figure of FIGURES that the build can tell, in order."""
    level, among = level_of(area), peers(area, scope)
    now = at(basis, among, level, basis.quarter)
    before = at(basis, among, level, basis.before) if basis.before else {}
    year = at(basis, among, level, basis.year_ago) if basis.year_ago else {}
    return tuple(_figure(code, area, level, now[code], before.get(code), year.get(code)) for code in FIGURES)


def at(
    basis: RegionBasis, scope: Scope, level: str, quarter: Quarter, codes: tuple[str, ...] = tuple(FIGURES)
) -> Tables:
    """By figure, the areas of a level within the scope (index code): value, and the families that it counts; both
    missing where the area's value may not be told. Kept with the basis, the last MOST_KEPT, and all figures of an area
    beside the build."""
    asked = scope, level, quarter
    for known in (codes, _ALL):
        if (*asked, known) in basis.standings:
            return basis.standings[*asked, known]
    found = _kept(basis, *asked)
    if found is not None:
        codes = _ALL
    else:
        found = _at(basis, *asked, codes)
        if codes == _ALL:
            kept_tables.keep(basis.store, _NAME, *_asked(basis, *asked), table=pd.concat(found, names=["figure"]))
    basis.standings[*asked, codes] = found
    for old in list(basis.standings)[:-MOST_KEPT]:
        basis.standings.pop(old, None)
    return found


def _kept(basis: RegionBasis, scope: Scope, level: str, quarter: Quarter) -> Tables | None:
    whole = kept_tables.found(basis.store, _NAME, *_asked(basis, scope, level, quarter))
    if whole is None:
        return None
    figure = whole.index.get_level_values("figure")
    return {name: whole[figure == name].droplevel("figure") for name in _ALL}


def _asked(basis: RegionBasis, scope: Scope, level: str, quarter: Quarter) -> tuple[str, ...]:
    return str(scope), level, str(quarter), basis.key_of(level)


def _at(basis: RegionBasis, scope: Scope, level: str, quarter: Quarter, codes: tuple[str, ...]) -> Tables:
    store, found = basis.store, {}
    programmes = [one for one in PROGRAMMES if f"recipients_{one}" in codes]
    found["poor"] = deciles.area_values(store, scope, quarter, level, Measure("desil", "1-4"))
    for one in programmes:
        unit = FIGURES[f"recipients_{one}"]
        closing = ledger.areas(store, scope, one, unit, level, (quarter,))
        found[f"recipients_{one}"] = closing.assign(value=closing["closing"], families=closing["closing"])
    in_force = basis.in_force(quarter, level)
    for one in PROGRAMMES:
        rows = in_force[(in_force["programme"] == one) & in_force["group"].map(lambda code: _sees(scope, code))]
        columns = {"group": "code", "coverage_share": "value", "eligible": "families"}
        found[f"coverage_{one}"] = rows.rename(columns=columns)
    kept = upkeep.register_areas(store, scope, quarter, level)
    for name in ("verified", "unranked"):
        found[name] = kept.assign(value=kept[name], families=kept[f"{name}_families"])
    filed = upkeep.proposal_areas(store, scope, quarter, level)
    found["overdue"] = filed.assign(value=filed["overdue"], families=filed["overdue"])
    return {name: _plain(table) for name, table in found.items()}


def _sees(scope: Scope, code: str) -> bool:
    if code == NATION:
        return scope.is_national
    return scope.allows(code) if "." in code else scope.is_national or code in scope.province_codes


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    kept = table.set_index("code")[["value", "families"]]
    return kept.astype("Float64")


def _figure(
    code: str, area: str, level: str, now: pd.DataFrame, before: pd.DataFrame | None, year: pd.DataFrame | None
) -> AreaFigure:
    value = number(now["value"].get(area))
    known = now["value"].dropna()
    rank = None if value is None or level == "nation" else int((known > value).sum()) + 1
    timeless = code in WITHOUT_COURSE
    return AreaFigure(
        code,
        FIGURES[code],
        value,
        value is None and area in now.index,
        None if before is None or timeless else _since(code, area, level, now, before),
        None if year is None or timeless else _since(code, area, level, now, year),
        rank,
        len(known),
    )


def _since(code: str, area: str, level: str, now: pd.DataFrame, then: pd.DataFrame) -> float | None:
    """The change, where no difference of one to nine families is told by it."""
    if area not in now.index or area not in then.index:
        return None
    if level not in OPEN_LEVELS:
        told = counts.difference(now["families"][area], then["families"][area], level)
        if pd.isna(told):
            return None
    return number(now["value"][area] - then["value"][area])


def number(value: Any) -> float | None:
    """A plain number; None for what is missing."""
    return None if value is None or pd.isna(value) else float(value)
