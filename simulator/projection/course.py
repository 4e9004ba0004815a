"""One programme from quarter to quarter: a quarter of life, its rule or its usual entries, and a balance."""

from __future__ import annotations

from typing import Any

import numpy as np

from simulator.engine.decision import Tests
from simulator.policy.rules import Rule
from simulator.projection.grid import channel_of
from simulator.projection.life import Life, Moving, live
from simulator.projection.options import AT_ONCE, ProjectionOptions
from simulator.projection.phase import phased
from simulator.projection.ready import ProjectedProgramme
from simulator.projection.record import ProjectionRecord
from simulator.projection.result import Track
from simulator.projection.settle import Settling, admit, settle
from simulator.projection.state import State, ratio, total
from targeting.flow.rates import ProgrammeRates, Rates

#: What a balance may be off by, as a share of the families: the last digits of sums.
PRECISION: dict[Any, float] = {np.float64: 1e-9, np.float32: 1e-5}


def carried(
    one: ProjectedProgramme, rates: Rates, moving: list[Moving], options: ProjectionOptions, draw: int | None
) -> Track:
    kind = moving[0].staying.dtype.type
    known = None if one.chances is None else one.chances.drawn(draw, kind)
    state = State(one.start, one.clock, options.reentry_quarters, kind, known is not None)
    record = ProjectionRecord(one.code, one.unit, one.kind.working_age, state, len(one.rules) - 1, known is not None)
    own = rates.of(one.code)
    profile = _profile(state)
    hazards = {is_paid: _hazard(one, own, is_paid) for is_paid in (False, True)}
    capped = False
    for step, (rule, tests) in enumerate(zip(one.rules, one.tests, strict=True)):
        checked: np.ndarray | float = 0.0
        before, closing = state.by_area
        record.open(step, closing, before)
        if step:
            state.return_rested()
            _stand_above(state, one.tests[step - 1])
            hazard = hazards[rule is None]
            life = _life(rates, own, rule, step, hazard, (before * profile).astype(kind))
            lived = live(state, moving[min(step, len(moving)) - 1], life)
            checked = ratio(state.above, state.places)
            record.lived(step, lived, own, hazard)
        exact = one.start.sides if step == 0 else None
        if rule is not None and rule.max_quarters is not None and not capped:
            capped = True
            if options.phase != AT_ONCE and tests is not None:
                exact = None
                phased(state, rule.max_quarters, tests.exempt, options)
                state.find_ends()
        channel = channel_of(one.start.paying, rule)
        index = (1.0 + options.indexation) ** (step // 4)
        if rule is None or tests is None:
            if step:
                record.entered(step, _refill(state, one, own, record.exited(step), step))
        else:
            turn = Settling(rule, tests, channel, index, one.entry_bin, checked)
            record.settled(step, settle(state, one.start, turn, exact), tests.exempt)
        record.close(step, state, channel, index, known)
        _balanced(record, step, PRECISION[kind])
    return record.track()


def _profile(state: State) -> np.ndarray:
    """(kind, kabupaten): how the kinds divide the families of a kabupaten; new families are taken to be alike."""
    found = (state.places + state.off).sum(axis=1, dtype=np.float64).T
    whole = found.sum(axis=0)
    return found / np.where(whole > 0, whole, 1.0)


def _hazard(one: ProjectedProgramme, own: ProgrammeRates, is_paid: bool) -> np.ndarray:
    """(reason, bin): exits that count in a quarter: all that are seen where the programme goes on as it is paid, or
    only those that no rule makes."""
    return one.clock.hazard(own.hazard if is_paid else own.hazard * ~own.by_rule[:, None])


def _life(
    rates: Rates, own: ProgrammeRates, rule: Rule | None, step: int, hazard: np.ndarray, families: np.ndarray
) -> Life:
    """The step-th quarter; ``families`` (kind, kabupaten) are of the register, among whom new ones come."""
    leaving = own.factor_in(step) @ hazard
    shock = families.dtype.type(1.0) if rates.new_shock is None else rates.new_shock[step - 1].astype(families.dtype)
    new = (families * shock)[:, :, None] * rates.new.astype(families.dtype)
    cap = None if rule is None else rule.max_quarters
    return Life(1.0 - np.clip(leaving, 0.0, 1.0), new.transpose(1, 2, 0), cap)


def _stand_above(state: State, tests: Tests | None) -> None:
    """Who is on the programme above the limit now was checked, and is not checked again while he stays there."""
    state.above[:] = 0.0 if tests is None else state.places * ~tests.decile_passes[:, :, None]


def _refill(state: State, one: ProjectedProgramme, own: ProgrammeRates, exited: np.ndarray, step: int) -> np.ndarray:
    """Entries of a programme that goes on as it is paid: so many for each exit, where they came before."""
    asked = own.entry * total(state.places)
    if own.entry_shock is not None:
        asked = asked * own.entry_shock[step - 1]
    likely = state.off * own.entering[None, :, None]
    there = total(likely)
    if not asked.sum() > 0:
        return np.zeros_like(likely)
    refill = own.refill if own.refill_shock is None else own.refill * own.refill_shock[step - 1]
    entries = refill * exited.sum() * asked / asked.sum()
    shared = likely * np.divide(entries, there, out=np.zeros_like(there), where=there > 0)[:, None, None]
    admitted = np.minimum(shared, state.off)
    admit(state, one.start, admitted, one.entry_bin)
    return admitted


def _balanced(record: ProjectionRecord, step: int, precision: float) -> None:
    """Every ledger of every kabupaten; a projection that does not balance is wrong and gives no figure."""
    off = record.imbalance(step)
    limit = precision * max(1.0, record.size)
    if not off <= limit:
        raise ArithmeticError(f"projection: the ledger of {record.programme} is off by {off} families, step {step}")
