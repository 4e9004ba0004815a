"""What a projection is fitted to: the flows of the quarters of the store as arrays per kabupaten, within the scope."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.contract.values import EXIT_REASONS
from data.read import movement, register
from data.read.asked import held, quarters, read
from data.store.open import Store
from data.store.scope import Scope
from simulator.cells import TIMED, Cells
from simulator.engine.margins import timed
from targeting.flow.hazard import EXACT, TENURES
from targeting.flow.observed import Observed, ProgrammeSeen
from targeting.flow.rates import STATES
from targeting.flow.tenure import Spells
from terms import QUARTERS_A_YEAR, REGISTER_PROGRAMMES, InputError, Quarter

REASONS = (*EXIT_REASONS, "unknown")


def observed(store: Store, scope: Scope, cells: Cells, until: Quarter | None = None) -> Observed:
    """The steps between quarters in a row, up to ``until`` (the cells' own quarter when not given).

    Arrays are in the order of the cells' kabupaten; see ``Observed``. InputError when there is no such step: a store
    with one quarter has seen nobody move.
    """
    last = until or cells.quarter
    known = [quarter for quarter in quarters(store) if quarter <= last]
    steps = [quarter for quarter in known if quarter.previous() in known]
    if not steps:
        raise InputError(
            f"projection: the store must hold two quarters in a row up to {last}, to see how families move, got"
            f" {', '.join(map(str, known)) or 'none'}"
        )
    asked = {"quarters": held(store, tuple(steps)), "before": [str(one.previous()) for one in steps]}
    place = _Place([str(one) for one in steps], cells.kabupaten_codes)
    deciles = read(store, scope, "projection_decile", asked)
    steps_only = {"quarters": asked["quarters"]}
    flows = place.flows(read(store, scope, "projection_register", steps_only))
    ledger = read(store, scope, "projection_ledger", steps_only)
    programmes = {
        one.code: _programme(store, scope, cells, place, ledger[ledger["programme"] == one.code], one.code, last)
        for one in REGISTER_PROGRAMMES
    }
    span = _span(known)
    asked = {"quarters": held(store, (last,)), "before": [str(last.shift(-span))]}
    whole = place.transitions(read(store, scope, "projection_decile", asked)).sum(axis=(0, 1)) if span > 1 else None
    return Observed(
        cells.kabupaten_codes,
        place.transitions(deciles),
        place.born(deciles),
        flows["opening"],
        flows["moved_out"],
        flows["moved_in"],
        _share_vanishing(deciles),
        _entering(deciles),
        programmes,
        span if whole is not None and whole.any() else 0,
        whole if whole is not None and whole.any() else None,
    )


@dataclass(frozen=True, eq=False)
class HeldOut:
    """The store's last quarter (``after``), the one before it, and what was seen up to then."""

    before: Cells
    seen: Observed
    after: Cells


def held_out(store: Store) -> HeldOut:
    """What a backtest of the nation needs; InputError for a store of fewer than three quarters."""
    known, nation = quarters(store), Scope.national()
    if len(known) < 3:
        raise InputError(f"backtest: the store must hold at least three quarters, got {len(known)}")
    before = register.cells(store, nation, known[-2])
    return HeldOut(before, observed(store, nation, before), register.cells(store, nation, known[-1]))


def _span(known: list[Quarter]) -> int:
    """The steps in a row before the last quarter, a year's at most."""
    found = 0
    while found < QUARTERS_A_YEAR and known[-1].shift(-found - 1) in known:
        found += 1
    return found


class _Place:
    """Where a row of a frame lies in the arrays: its step and its kabupaten."""

    def __init__(self, steps: list[str], codes: tuple[str, ...]) -> None:
        self.shape = len(steps), len(codes)
        self._steps, self._codes = pd.Index(steps), pd.Index(codes)

    def filled(
        self, rows: pd.DataFrame, extra: tuple[int, ...] = (), places: tuple[np.ndarray, ...] = ()
    ) -> np.ndarray:
        """(step, kabupaten, …): the families of the rows; kabupaten without cells are left out."""
        found = np.zeros((*self.shape, *extra))
        step, area = self._steps.get_indexer(pd.Index(rows["quarter"])), self._codes.get_indexer(pd.Index(rows["code"]))
        here = (step >= 0) & (area >= 0)
        np.add.at(found, (step[here], area[here], *(one[here] for one in places)), rows["families"].to_numpy()[here])
        return found

    def flows(self, rows: pd.DataFrame) -> dict[str, np.ndarray]:
        return {flow: self.filled(rows[rows["flow"] == flow]) for flow in ("opening", "moved_out", "moved_in")}

    def transitions(self, rows: pd.DataFrame) -> np.ndarray:
        stayed = rows[rows["decile_before"] >= 0]
        after = stayed["decile_after"].to_numpy(int)
        places = (stayed["decile_before"].to_numpy(int), np.where(after < 0, STATES, after))
        return self.filled(stayed, (STATES, STATES + 1), places)

    def born(self, rows: pd.DataFrame) -> np.ndarray:
        came = rows[rows["decile_before"] < 0]
        return self.filled(came, (STATES,), (came["decile_after"].to_numpy(int),))


def _programme(
    store: Store, scope: Scope, cells: Cells, place: _Place, rows: pd.DataFrame, code: str, last: Quarter
) -> ProgrammeSeen:
    exits = rows[rows["flow"] == "exited"]
    exits = exits[exits["reason"].isin(REASONS)]
    reason = np.array([REASONS.index(one) for one in exits["reason"]], int)
    seen = movement.spells(store, scope, code, last)
    seen = seen[(seen["entry"] < seen["stop"]) & (seen["families"] > 0)]
    spells = Spells(*(seen[name].to_numpy() for name in ("entry", "stop", "cause", "families")))
    return ProgrammeSeen(
        REASONS,
        place.filled(rows[rows["flow"] == "opening"]),
        place.filled(rows[rows["flow"] == "entered"]),
        place.filled(exits, (len(REASONS),), (reason,)),
        spells,
        _tenure(cells, code),
    )


def _tenure(cells: Cells, code: str) -> np.ndarray:
    """(kabupaten, tenure): families on the programme; none for one whose quarters the register does not count."""
    found = np.zeros((len(cells.kabupaten_codes), TENURES))
    if code not in TIMED:
        return found
    rows = timed(cells, code, "family", "programme")
    assert rows is not None
    tenure = np.clip(rows.bins, 1, EXACT + 1) - 1
    kabupaten = rows.place // (cells.shape[1] * cells.shape[2])
    counted = np.bincount(kabupaten * TENURES + tenure, weights=rows.count(), minlength=found.size)
    return counted.reshape(found.shape)


def _share_vanishing(rows: pd.DataFrame) -> float:
    aided = rows[rows["decile_before"] >= 0]
    total = aided["aided"].sum()
    return float(aided.loc[aided["decile_after"] < 0, "aided"].sum() / total) if total else 0.0


def _entering(rows: pd.DataFrame) -> np.ndarray:
    """(decile now): share of the families that were not on aid who came on it."""
    now = rows[rows["decile_after"] >= 0]
    entered = now.groupby("decile_after")["entered"].sum().reindex(range(STATES), fill_value=0).to_numpy(float)
    off = (now["families"] - now["aided"]).groupby(now["decile_after"]).sum()
    waiting = off.reindex(range(STATES), fill_value=0).to_numpy(float)
    return np.divide(entered, waiting, out=np.zeros(STATES), where=waiting > 0)
