"""Every number of proposals below and of a province that the screen and its files can show, told to the attacker.

To the attacker each proposal lies in a cell of quarter, kabupaten, kind, channel, stage and outcome; what is told are
sums of cells.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from data.contract.values import UPDATE_STAGES
from data.figures import updates as shown
from data.figures import upkeep
from data.figures.upkeep import ALL, Proposals
from data.read import asked, updates
from data.store.open import Store
from data.store.scope import Scope
from terms import Quarter
from tests.data.figures.attacker import Part

KABUPATEN, PROVINCE = "kabupaten", "province"
CELL = ["quarter", "code", "kind", "channel", "stage", "outcome", "overdue"]
KINDS = (ALL, *shown.KINDS)
EVER = "ever"


class Cells:
    """The cells of a province's kabupaten with their exact proposals, every cell that some kabupaten has in all.

    Sets of cells are arrays of whether each belongs.
    """

    def __init__(self, attacker: Part, store: Store, province: str) -> None:
        self.attacker, quarters = attacker, asked.quarters(store)
        found = updates.areas(store, Scope.provinces(province), KABUPATEN, quarters)
        self.codes = sorted(found["code"])
        rows = pd.concat(
            [updates.flows(store, Scope.kabupaten(code), quarters).assign(code=code) for code in self.codes]
        )
        kinds = rows[[name for name in CELL if name != "code"]].drop_duplicates()
        every = kinds.merge(pd.DataFrame({"code": self.codes}), how="cross")
        self._rows = every.merge(rows, on=CELL, how="left").fillna({"proposals": 0})
        self._proposals = self._rows["proposals"].to_numpy()
        self._names = [("cell", *one) for one in self._rows[CELL].itertuples(index=False)]
        self.exact: dict[tuple, int] = {}

    @cache  # noqa: B019
    def where(self, column: str, *values: object) -> np.ndarray:
        """The cells with one of these values."""
        return self._rows[column].isin(values).to_numpy()

    def names(self, chosen: np.ndarray) -> list[tuple]:
        return [self._names[place] for place in np.flatnonzero(chosen)]

    def tells(self, name: tuple, chosen: np.ndarray, count: float) -> None:
        """A sum of cells by its name: told when it is shown, and its exact count kept when it is of a kabupaten."""
        if name not in self.exact:
            self.exact[name] = int(self._proposals[chosen].sum())
            self.attacker.knows(dict.fromkeys(self.names(chosen), -1.0) | {name: 1.0}, 0)
        if not pd.isna(count):
            self.attacker.reads(name, count)

    @cache  # noqa: B019
    def of(self, codes: tuple[str, ...], quarter: str, kind: str) -> np.ndarray:
        """The cells of these kabupaten, of a quarter or ever, of a kind or all."""
        chosen = self.where("code", *codes)
        if quarter != EVER:
            chosen = chosen & self.where("quarter", quarter)
        return chosen if kind == ALL else chosen & self.where("kind", kind)


def proposals(
    attacker: Part, store: Store, province: str, quarters: tuple[Quarter, ...], by_kind: tuple[Quarter, ...]
) -> dict[tuple, int]:
    """Tells the page on proposals of the province and its kabupaten in these quarters, in some of them of every single
    kind too; returns the kabupaten's exact counts."""
    cells = Cells(attacker, store, province)
    areas = [(code, (code,), Scope.kabupaten(code), KABUPATEN) for code in cells.codes]
    areas.append((province, tuple(cells.codes), Scope.provinces(province), PROVINCE))
    for quarter in quarters:
        told = {
            (area, codes, kind): upkeep.proposals(store, scope, level, quarter, kind)
            for area, codes, scope, level in areas
            for kind in (KINDS if quarter in by_kind else (ALL,))
        }
        for (area, codes, kind), page in told.items():
            _page(cells, page, area, codes, str(quarter), kind)
        _map(cells, store, province, quarter)
        _changes(cells, store, quarter)
        for (area, codes, kind), page in told.items():
            _effect(cells, page, area, codes, str(quarter), kind)
    return {name: count for name, count in cells.exact.items() if name[1] != province}


def _page(cells: Cells, told: Proposals, area: str, codes: tuple[str, ...], quarter: str, kind: str) -> None:
    own, ever, late = cells.of(codes, quarter, kind), cells.of(codes, EVER, kind), cells.where("overdue", True)
    _tally(cells, (quarter, area, kind, "tally"), own, told.tally)
    cells.tells((EVER, area, kind, "overdue"), ever & late, told.backlog.overdue)
    for one, filed in told.by_kind.items():
        cells.tells((quarter, area, one, "tally", "filed"), cells.of(codes, quarter, one), filed)
    for at in told.by_quarter.index:
        for one in told.by_quarter.columns:
            cells.tells((at, area, one, "tally", "filed"), cells.of(codes, at, one), told.by_quarter.at[at, one])
    for way, tally in told.ways.items():
        of_way = own & cells.where("channel", *shown.CHANNELS[way])
        _tally(cells, (quarter, area, kind, way), of_way, tally)
        funnel = told.funnels[way]
        for stage in () if funnel is None else funnel.index:
            further = cells.where("stage", *UPDATE_STAGES[UPDATE_STAGES.index(stage) :])
            cells.tells((quarter, area, kind, way, "reached", stage), of_way & further, funnel[stage])
    for name, channel in told.channels.items():
        here = cells.where("channel", name)
        _tally(cells, (quarter, area, kind, name), own & here, channel.tally)
        cells.tells((EVER, area, kind, name, "overdue"), ever & late & here, channel.backlog.overdue)


def _tally(cells: Cells, name: tuple, chosen: np.ndarray, tally: shown.Tally) -> None:
    cells.tells((*name, "filed"), chosen, tally.filed)
    for outcome in shown.OUTCOMES:
        cells.tells((*name, outcome), chosen & cells.where("outcome", outcome), getattr(tally, outcome))
    if not pd.isna(tally.accepted_share):
        share = float(tally.accepted_share)
        cells.attacker.knows({(*name, "accepted"): 1 - share, (*name, "rejected"): -share}, 0)


def _map(cells: Cells, store: Store, province: str, quarter: Quarter) -> None:
    for row in upkeep.proposal_areas(store, Scope.provinces(province), quarter, KABUPATEN).itertuples():
        name, own = (str(quarter), row.code, ALL, "tally"), cells.of((row.code,), str(quarter), ALL)
        cells.tells((*name, "filed"), own, row.filed)
        for outcome in shown.OUTCOMES:
            cells.tells((*name, outcome), own & cells.where("outcome", outcome), getattr(row, outcome))
        ever, late = cells.of((row.code,), EVER, ALL), (EVER, row.code, ALL, "overdue")
        cells.tells(late, ever & cells.where("overdue", True), row.overdue)
        if not pd.isna(row.accepted_share):
            cells.attacker.knows(
                {(*name, "accepted"): 1 - row.accepted_share, (*name, "rejected"): -row.accepted_share}, 0
            )
        if not pd.isna(row.overdue_share):
            cells.attacker.knows(dict.fromkeys(cells.names(ever), -float(row.overdue_share)) | {late: 1.0}, 0)


def _changes(cells: Cells, store: Store, quarter: Quarter) -> None:
    """Those accepted of each kind by change of decile; the rest of them are not known before or after."""
    at = str(quarter)
    for code in cells.codes:
        rows = updates.effects(store, Scope.kabupaten(code), (quarter,))
        for kind in shown.KINDS:
            counts = shown.changes(rows[rows["kind"] == kind])
            steps = {(at, code, kind, "step", step): int(count) for step, count in counts.items()}
            accepted = (at, code, kind, "tally", "accepted")
            cells.tells(accepted, cells.of((code,), at, kind) & cells.where("outcome", "accepted"), float("nan"))
            rest = (at, code, kind, "step", "none")
            cells.exact |= steps | {rest: cells.exact[accepted] - sum(steps.values())}
            cells.attacker.knows(dict.fromkeys([*steps, rest], 1.0) | {accepted: -1.0}, 0)


def _effect(cells: Cells, told: Proposals, area: str, codes: tuple[str, ...], at: str, kind: str) -> None:
    kinds = shown.KINDS if kind == ALL else (kind,)
    steps = {step: [(at, code, one, "step", step) for code in codes for one in kinds] for step in range(-9, 10)}
    if kind == ALL and len(codes) == 1:
        for step, names in steps.items():
            whole = (at, area, ALL, "step", step)
            cells.exact[whole] = sum(cells.exact[name] for name in names)
            cells.attacker.knows(dict.fromkeys(names, -1.0) | {whole: 1.0}, 0)
    if told.changes is None:
        return
    for step, names in steps.items():
        if not pd.isna(told.changes[step]):
            cells.attacker.knows(names, float(told.changes[step]))
    total = told.effect.proposals
    cells.attacker.knows([name for names in steps.values() for name in names], total)
    for word, chosen in (("down", range(-9, 0)), ("same", (0,)), ("up", range(1, 10))):
        if not pd.isna(share := getattr(told.effect, word)):
            cells.attacker.knows([name for step in chosen for name in steps[step]], round(share * total))
    if not pd.isna(told.effect.mean):
        weighted = {name: float(step) for step, names in steps.items() for name in names}
        cells.attacker.knows(weighted, round(told.effect.mean * total))
