"""The parts of an area's quarter beside its figures: ledger, proposals, the cap, groups to check, places."""

from __future__ import annotations

import pandas as pd

from data.figures import counts, deciles, ledger, next_visits, upkeep
from data.figures.ledger import Ledger
from data.figures.region.basis import AHEAD, RegionBasis
from data.figures.region.standings import FIGURES, PROGRAMMES, number
from data.figures.region.values import AreaLedger, CapCourse, CheckGroup, PlacesLeft, Waiting, level_of
from data.figures.updates import KINDS
from data.read import places
from data.store.scope import Scope
from simulator.cells import TIMED
from terms import NATION

GROUPS_SHOWN = 5


def decile_shares(
    basis: RegionBasis, scope: Scope, area: str, sees_above: bool = True
) -> dict[str, tuple[float | None, ...]]:
    """Shares of deciles 1 to 10 of the ranked families: of the area, then of its province and the nation where the
    scope holds them or ``sees_above``; None where withheld."""
    held = {area: scope.within(area)}
    if level_of(area) == "kabupaten" and (sees_above or scope.is_national or area[:2] in scope.province_codes):
        held[area[:2]] = Scope.provinces(area[:2])
    if sees_above or scope.is_national:
        held[NATION] = Scope.national() if area != NATION else scope
    found = {}
    for code, part in held.items():
        shares = deciles.shares_by_decile(deciles.by_decile(basis.store, part, basis.quarter, level_of(code)))
        found[code] = tuple(number(share) for share in shares)
    return found


def ledgers(basis: RegionBasis, scope: Scope, area: str) -> tuple[AreaLedger, ...]:
    """The ledger of each programme over the quarter; none for the first quarter of the build."""
    if basis.before is None:
        return ()
    return tuple(_ledger(basis, scope.within(area), one, level_of(area)) for one in PROGRAMMES)


def _ledger(basis: RegionBasis, held: Scope, programme: str, level: str) -> AreaLedger:
    unit = FIGURES[f"recipients_{programme}"]
    told = ledger.area(basis.store, held, programme, unit, level, (basis.quarter,))
    flows = {name: number(value) for name, value in told.flows.items()}
    net = number(counts.difference(told.flows["closing"], told.flows["opening"], level))
    return AreaLedger(programme, unit, flows, _reasons(told, "entered"), _reasons(told, "exited"), net)


def _reasons(told: Ledger, flow: str) -> tuple[tuple[str, float | None], ...]:
    return tuple((str(reason), number(count)) for reason, count in told.by_reason(flow).items())


def waiting(basis: RegionBasis, scope: Scope, area: str) -> Waiting | None:
    """What waits of all that was ever filed; None where nothing was."""
    told = upkeep.proposals(basis.store, scope.within(area), level_of(area), basis.quarter, upkeep.ALL)
    if told.backlog.filed == 0:
        return None
    kinds = {kind: number(told.by_kind[kind]) for kind in KINDS}
    days = (number(told.days.median), number(told.days.nine_in_ten))
    return Waiting(number(told.backlog.pending), number(told.backlog.overdue), kinds, *days)


def caps(basis: RegionBasis, area: str) -> tuple[CapCourse, ...]:
    """The programmes whose quarters are counted: who is over the announced cap, and who reaches it when."""
    table = basis.calendar(level_of(area))
    if table.empty:
        return ()
    rows = table[table["group"] == area]
    found = (_course(rows[rows["programme"] == code], code) for code in TIMED)
    return tuple(one for one in found if one is not None)


def _course(rows: pd.DataFrame, programme: str) -> CapCourse | None:
    if len(rows) != AHEAD + 1:
        return None
    now, *ahead = (number(value) for value in rows["reached_cap"])
    freed = tuple(number(value) for value in rows["rupiah_freed"])
    return CapCourse(programme, now, tuple(rows["quarter"].iloc[1:]), tuple(ahead), freed)


def groups(basis: RegionBasis, scope: Scope, area: str) -> tuple[CheckGroup, ...]:
    """The groups of all programmes in which most errors are expected, most of them first."""
    if level_of(area) == "kabupaten" and not basis.is_keyed:
        return ()
    found = [_groups(basis, scope.within(area), code) for code in PROGRAMMES]
    ranked = sorted((one for part in found for one in part), key=lambda one: -one.wrong)
    return tuple(ranked[:GROUPS_SHOWN])


def _groups(basis: RegionBasis, held: Scope, programme: str) -> list[CheckGroup]:
    rows = basis.visit_groups(programme).by_kind(held).nlargest(GROUPS_SHOWN, "wrong")
    found = zip(*(rows[name] for name in (*next_visits.KIND, "families", "wrong")), strict=True)
    return [CheckGroup(programme, int(d), int(t), bool(on), int(n), float(wrong)) for d, t, on, n, wrong in found]


def places_left(
    basis: RegionBasis, scope: Scope, area: str, on_programme: dict[str, float | None]
) -> tuple[PlacesLeft, ...]:
    """Places of each programme, and what those on it (``on_programme``, as the ledger shows them) leave."""
    level = level_of(area)
    rows = places.quotas(basis.store, scope.within(area), basis.quarter, level).set_index("programme")["quota"]
    found = []
    for code in (one for one in PROGRAMMES if one in rows.index):
        held = on_programme.get(code)
        left = None if held is None else number(counts.difference(float(rows[code]), held, level))
        found.append(PlacesLeft(code, FIGURES[f"recipients_{code}"], float(rows[code]), held, left))
    return tuple(found)
