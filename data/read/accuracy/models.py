"""What the models of the spot check learned, read from the store within a scope.

The store keeps the models of the newest round only. They speak of families in the register; the entitled who are not in
it are told beside, as a share of all the entitled met.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.statements import statement
from data.store.open import Store
from data.store.scope import Scope
from simulator.entitlement import Entitled
from simulator.policy.enacted import rule_in_force
from simulator.policy.rules import Rule
from targeting.model.entitled import DECILES, TRAITS, Effects
from targeting.model.visit_priority import ranked
from terms import InputError, Quarter

SIDES = ("both", "recipients", "others")


@dataclass(frozen=True, eq=False)
class Entitlements:
    """Who is entitled, by programme, as the simulator takes it; empty without a usable sample, and ``note`` says why.

    ``round`` is the quarter of the sample (None without one) and ``visits`` its interviewed families found in the
    register. ``outside_share``: of the entitled families met, by programme, the share not found in the register. The
    probabilities do not know of them: an exclusion error from these is that among registered families, and counting
    those outside too it is e + o(1 − e), with o that share.
    """

    table: Mapping[str, Entitled]
    round: Quarter | None
    visits: int
    outside_share: Mapping[str, float]
    note: str


def entitled(store: Store, scope: Scope, quarter: Quarter) -> Entitlements:
    """The entitled-probability table for a quarter: from the newest round, if that is at or before the quarter.

    Provinces are those that the scope touches: shares of a province, no counts of it. Effects are expanded on each
    call, so keep what comes back.
    """
    known = rounds(store)
    if known.empty:
        return _without("no quarter of the store has a spot check, so who is entitled is not known")
    newest = Quarter.parse(known["quarter"].iloc[0])
    if newest > quarter:
        return _without(f"the models rest on the spot check of {newest}, which is later than {quarter}")
    usable = known[known["lacks"] == ""]
    if usable.empty:
        return _without(f"the spot check of {newest} is too small: {known['lacks'].iloc[0]}")
    provinces = tuple(_frame(store, "entitled_province", scope.filters)["province_code"])
    table = {name: _entitled(store, name, provinces) for name in usable["programme"]}
    outside = dict(zip(usable["programme"], usable["entitled_outside_share"].astype(float), strict=True))
    visits = int(usable["visits"].iloc[0])
    return Entitlements(table, newest, visits, outside, f"spot check of {newest}, {visits} families found")


def entitled_by(
    store: Store, scope: Scope, quarter: Quarter, programme: str, rule: Rule, found: Entitlements | None = None
) -> Entitled | None:
    """As ``entitled``, were the last decile of a scenario's rule (in a province its own) the last one entitled.

    None where this build has no estimate for one of these deciles, for cut-offs of single kabupaten, whose families no
    estimate tells apart, and where the rule asks otherwise for components than the enacted one. ``found`` is what
    ``entitled`` gives, for whoever has it.
    """
    found = found or entitled(store, scope, quarter)
    enacted = found.table.get(programme)
    if enacted is None or found.round is None or rule.max_decile is None or rule.max_decile_by_kabupaten:
        return None
    yardstick, own = rule_in_force(programme, found.round), dict(rule.max_decile_by_province)
    limits = [own.get(code, rule.max_decile) for code in enacted.provinces]
    known = {yardstick.max_decile, *_limits(store, programme)}
    if rule.needs_component != yardstick.needs_component or not set(limits) <= known:
        return None
    tables = {
        limit: _entitled(store, programme, enacted.provinces, limit) for limit in {*limits} - {yardstick.max_decile}
    }
    return _by_province(tables | {yardstick.max_decile: enacted}, limits, enacted.provinces)


def _by_province(tables: Mapping[int, Entitled], limits: list[int], provinces: tuple[str, ...]) -> Entitled:
    """Each province from the table of its limit, as far as all have draws: the first are of the same replicates."""
    draws = min(len(table.draws) for table in tables.values())
    probability = np.stack([tables[limit].probability[place] for place, limit in enumerate(limits)])
    drawn = np.stack([tables[limit].draws[:draws, place] for place, limit in enumerate(limits)], axis=1)
    return Entitled(provinces, probability, drawn)


def _limits(store: Store, programme: str) -> set[int]:
    """The last deciles other than the enacted one that this build has estimates for."""
    if _frame(store, "has_table", {"table": "entitled_limit_effect"}).empty:
        return set()
    return set(_frame(store, "entitled_limits", {"programme": programme})["max_decile"].astype(int))


def _without(note: str) -> Entitlements:
    return Entitlements({}, None, 0, {}, note)


def _entitled(store: Store, programme: str, provinces: tuple[str, ...], limit: int | None = None) -> Entitled:
    """By the enacted rule; with a limit, were that the last decile entitled.

    Replicates are kept in single precision, half the memory: they tell an interval, the estimate itself is exact.
    """
    levels = {"decile": DECILES, "trait": TRAITS, "province": len(provinces)}
    cursor, terms = store.cursor(), []
    for term, count in levels.items():
        asked: dict[str, object] = {"programme": programme, "term": term, "codes": list(provinces)}
        asked |= {} if limit is None else {"max_decile": limit}
        name = "read/entitled_effect" if limit is None else "read/entitled_limit_effect"
        values = cursor.execute(statement(name), asked).fetchnumpy()["effect"]
        terms.append(np.asarray(values, dtype=float).reshape(-1, 2, count))
    chances = Effects(*terms).probabilities()
    return Entitled(provinces, chances[0], chances[1:].astype(np.float32))


def rounds(store: Store) -> pd.DataFrame:
    """One row a programme of the newest round: quarter, visits, psus, replicates, entitled_outside_share (0–1), and
    what it lacks for a model (empty when nothing); no row without a spot check."""
    return _frame(store, "entitled_round", {})


def assisted_errors(store: Store, scope: Scope) -> pd.DataFrame:
    """One row per programme, error and area (``ID`` under a national scope; provinces wholly within it): the direct
    and the model-assisted estimate among registered families, with intervals; see ``targeting.model.assisted``."""
    return _frame(store, "assisted_error", {name: scope.filters[name] for name in ("national", "provinces")})


def checking_quality(store: Store) -> pd.DataFrame:
    """One row a programme: how good the chances of being misplaced are for unseen families."""
    return _frame(store, "checking_quality", {})


def checking_groups(store: Store, scope: Scope, programme: str) -> pd.DataFrame:
    """Exact groups, which no page may show: kabupaten_code, decile, family_type, on_programme, families, and wrong
    (expected of them); empty without a model of the programme."""
    return _frame(store, "checking_group", {"programme": programme, **scope.filters})


def ranking(store: Store, groups: pd.DataFrame, programme: str, side: str = "both") -> pd.DataFrame:
    """Groups as above with found_per_thousand, most errors found per thousand visits first.

    ``side``: recipients alone, the others alone, or both.
    """
    if side not in SIDES:
        raise InputError(f"side: must be one of {', '.join(SIDES)}, got {side!r}")
    if side != "both":
        groups = groups[groups["on_programme"] == (side == "recipients")]
    measured = checking_quality(store).set_index("programme")["interviewed_share"]
    return ranked(groups, float(measured.get(programme, np.nan)))


def _frame(store: Store, name: str, values: dict[str, object]) -> pd.DataFrame:
    return store.cursor().execute(statement(f"read/{name}"), values).df()
