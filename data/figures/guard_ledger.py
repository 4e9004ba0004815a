"""What is hidden of the ledgers of a province's kabupaten: one decision for every view that shows one of its counts."""

from __future__ import annotations

from typing import Any, cast

import pandas as pd

from data.contract.movement import FLOWS
from data.figures.decided import kept
from data.figures.sums import BETWEEN, HiddenSums
from data.read import asked, movement
from data.store.disclosure import SMALLEST_SHOWN
from data.store.open import Store
from data.store.scope import Scope
from terms import Quarter

SIGNS = {"opening": 1, "entered": 1, "moved_in": 1, "exited": -1, "moved_out": -1, "closing": -1}
REASONED = ("entered", "exited")
#: Those of the opening that neither left nor moved away: shown nowhere, but the rest of a subtraction.
STAYED = "stayed"
NAME = ["quarter", "code", "flow", "reason", "given"]
#: How much is lost with a flow, a reason being one.
_WORTH = {"opening": 40.0, "closing": 40.0, "entered": 4.0, "exited": 4.0, "moved_in": 2.0, "moved_out": 2.0}


@kept(256)
def hidden(store: Store, programme: str, province: str) -> frozenset[tuple[Any, ...]]:
    """Names (quarter, code, flow, reason, given) of the hidden counts of the province's kabupaten, over all quarters.

    A flow has no reason and is not given. The province's own counts, its sums by reason among them, are all published.
    """
    rows = movement.ledger(store, Scope.provinces(province), programme, "kabupaten", asked.quarters(store))
    return hidden_of(rows, is_province=True)


def hidden_of(rows: pd.DataFrame, is_province: bool) -> frozenset[tuple[Any, ...]]:
    """As ``hidden``, from rows of ``movement.ledger`` by kabupaten; their sums are published if they are a province.

    Members that join or leave families which stay have no families of their own: their number decides. What is hidden
    for the families' sake is hidden of the persons, and the other way round.
    """
    by_families, _ = _sums(rows, "families", is_province).hide(_few_members(rows))
    if rows["persons"].isna().all():
        return by_families
    by_persons, _ = _sums(rows, "persons", is_province).hide(by_families)
    return by_persons


def _few_members(rows: pd.DataFrame) -> list[tuple[Any, ...]]:
    counts = rows.groupby(NAME)[["families", "persons"]].sum()
    few = (counts["families"] == 0) & (counts["persons"] > 0) & (counts["persons"] < SMALLEST_SHOWN)
    return list(counts.index[few])


def _sums(rows: pd.DataFrame, unit: str, is_province: bool) -> HiddenSums:
    counts = rows.groupby(NAME)[unit].sum()
    reasons = counts[counts.index.get_level_values("reason") != ""]
    flows = rows.groupby(["quarter", "code", "flow"])[unit].sum().unstack("flow").reindex(columns=list(FLOWS))
    sums, quarters = HiddenSums(), sorted(rows["quarter"].unique())
    for quarter, block in zip(quarters, range(len(quarters)), strict=True):
        own = flows.loc[[quarter]].droplevel("quarter")
        told = reasons[reasons.index.get_level_values("quarter") == quarter]
        _quarter(sums, quarter, own, told, block)
        if is_province:
            _of_province(sums, quarter, list(own.index), told)
    return sums


def _quarter(sums: HiddenSums, quarter: str, flows: pd.DataFrame, reasons: pd.Series, block: int) -> None:
    """The flows of every kabupaten, and each reason of the quarter in every one of them, a nought where it has none."""
    kinds: Any = cast(Any, reasons.index).droplevel(["quarter", "code"]).unique()
    for code, known in flows.fillna(0).astype(int).iterrows():
        for flow in FLOWS:
            before = (str(Quarter.parse(quarter).previous()), code, "closing", "", False)
            if flow == "opening" and before in sums and sums.value(before) == known[flow]:
                sums.alike((quarter, code, flow, "", False), before)
            else:
                place = BETWEEN if flow in ("opening", "closing") else block
                sums.count((quarter, code, flow, "", False), known[flow], _WORTH[flow], place)
        for kind in kinds:
            sums.count((quarter, code, *kind), reasons.get((quarter, code, *kind), 0), 1.0, block)
        if not cast(Any, flows).loc[code].drop("closing").isna().all():
            sums.kept({(quarter, code, flow, "", False): sign for flow, sign in SIGNS.items()})
            gone = {(quarter, code, flow, "", False): 1.0 for flow in ("exited", "moved_out", STAYED)}
            sums.count((quarter, code, STAYED, "", False), max(_stayed(known), 0), 4.0, block)
            sums.kept({(quarter, code, "opening", "", False): -1.0} | gone)
            for flow in REASONED:
                parts = {(quarter, code, *kind): -1.0 for kind in kinds if kind[0] == flow}
                sums.kept({(quarter, code, flow, "", False): 1.0} | parts)


def _stayed(flows: pd.Series) -> int:
    return int(flows["opening"] - flows["exited"] - flows["moved_out"])


def _of_province(sums: HiddenSums, quarter: str, codes: list[str], reasons: pd.Series) -> None:
    """What the kabupaten add up to in the province's own ledger; moves between them are in none."""
    kinds = [(flow, "", False) for flow in ("opening", "entered", "exited", "closing")]
    for kind in (*kinds, *cast(Any, reasons.index).droplevel(["quarter", "code"]).unique()):
        sums.kept([(quarter, code, *kind) for code in codes])
