"""One area's quarter from the tables of the door."""

from __future__ import annotations

from itertools import chain

from data.figures import upkeep
from data.figures.region import alike as likeness
from data.figures.region import concerns, decisions, errors, parts, standings
from data.figures.region.basis import RegionBasis
from data.figures.region.standings import BESIDE, PROGRAMMES, number
from data.figures.region.values import Alike, RegionQuarter, level_of
from data.read import published
from data.store.scope import Scope
from terms import NATION


def assemble(basis: RegionBasis, scope: Scope, area: str, sees_above: bool = True) -> RegionQuarter:
    """All that is said of an area in the basis' quarter; InputError when it is not wholly within the scope.

    The province and the nation stand beside it where ``sees_above``, the right to their figures for a scope that does
    not hold them; other kabupaten stand there as far as the scope goes.
    """
    scope.within(area)
    figures = standings.of_area(basis, scope, area)
    by_code = {one.code: one.now for one in figures}
    found_errors = errors.of_area(basis.store, scope, area, basis.quarter)
    ledgers = parts.ledgers(basis, scope, area)
    waiting, caps = parts.waiting(basis, scope, area), parts.caps(basis, area)
    groups = parts.groups(basis, scope, area)
    places = parts.places_left(basis, scope, area, {code: by_code[f"recipients_{code}"] for code in PROGRAMMES})
    counted = register_counts(basis, scope, area)
    pressing = concerns.most_pressing(
        concerns.of_register(counted),
        concerns.of_waiting(waiting),
        concerns.of_caps(caps),
        concerns.of_coverage(_eligible(basis, scope, area)),
        concerns.of_ledgers(ledgers),
        concerns.of_groups(groups),
        concerns.of_places(places),
        concerns.of_errors(found_errors, counted.get("families")),
    )
    return RegionQuarter(
        area,
        basis.quarter,
        pressing,
        counted.get("families"),
        parts.decile_shares(basis, scope, area, sees_above),
        figures,
        _around(basis, scope, area),
        _poverty(area),
        found_errors,
        ledgers,
        waiting,
        caps,
        groups,
        places,
        alike(basis, scope, area),
        decisions.effects(basis) if area == NATION and scope.is_national else (),
    )


def register_counts(basis: RegionBasis, scope: Scope, area: str) -> dict[str, float | None]:
    """Families of the register, those verified within a year, those without a decile; empty where there are none."""
    rows = upkeep.register_areas(basis.store, scope.within(area), basis.quarter, level_of(area))
    rows = rows[rows["code"] == area]
    if rows.empty:
        return {}
    names = {"families": "families", "verified": "verified_families", "unranked": "unranked_families"}
    return {name: number(rows[column].iloc[0]) for name, column in names.items()}


def alike(basis: RegionBasis, scope: Scope, area: str) -> tuple[Alike, ...]:
    """The five areas that are like this one, with a few figures of each."""
    if area == NATION:
        return ()
    found, level = [], level_of(area)
    for code, distance, is_neighbour in likeness.nearest(basis.store, scope, basis.quarter, area):
        tables = standings.at(basis, standings.peers(code, scope), level, basis.quarter, BESIDE)
        figures = {name: number(tables[name]["value"].get(code)) for name in BESIDE}
        found.append(Alike(code, distance, is_neighbour, figures))
    return tuple(found)


def _eligible(basis: RegionBasis, scope: Scope, area: str) -> dict[str, tuple[float | None, float | None]]:
    tables = standings.at(basis, standings.peers(area, scope), level_of(area), basis.quarter)
    rows = {code: tables[f"coverage_{code}"] for code in PROGRAMMES}
    return {
        code: (number(table["families"].get(area)), number(table["value"].get(area)))
        for code, table in rows.items()
        if area in table.index
    }


def _around(basis: RegionBasis, scope: Scope, area: str) -> dict[str, float | None]:
    level = "province" if area == NATION else level_of(area)
    if area == NATION and not scope.is_national:
        return {}
    table = standings.at(basis, standings.peers(area, scope), level, basis.quarter)["poor"]
    return {str(code): number(value) for code, value in table["value"].items()}


def _poverty(area: str) -> dict[str, float]:
    """Published poverty of the area, its province and the nation, as far as it is published."""
    known = published.poverty().set_index("code")["value"]
    asked = dict.fromkeys(chain([area], [area[:2]] if "." in area else [], [NATION]))
    return {code: float(known[code]) for code in asked if code in known.index}
