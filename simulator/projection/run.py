"""The projection of a policy: each programme by itself, quarter after quarter, every balance checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

import numpy as np

from simulator.cells import TIMED, Cells
from simulator.engine.decision import Tests, component_test, exemption
from simulator.engine.simulate import tests_of
from simulator.entitlement import Entitled, Entitlement
from simulator.policy.dated import Declared
from simulator.policy.rules import Policy, Rule
from simulator.projection.chance import Chances, chances
from simulator.projection.clock import OUTSIDE, Clock
from simulator.projection.grid import Grid, Kinds, channel_of, grid, kinds
from simulator.projection.life import Life, Moving, live
from simulator.projection.options import AT_ONCE, ProjectionOptions
from simulator.projection.phase import phased
from simulator.projection.record import ProjectionRecord
from simulator.projection.result import Projection, Track
from simulator.projection.settle import Settling, admit, settle
from simulator.projection.state import State, ratio, total
from targeting.flow.rates import ProgrammeRates, Rates
from targeting.model.threads import one_thread_from_now
from terms import PBI, InputError, Quarter

#: What a balance may be off by, as a share of the families: the last digits of sums.
PRECISION: dict[Any, float] = {np.float64: 1e-9, np.float32: 1e-5}


@dataclass(frozen=True, eq=False)
class ProjectedProgramme:
    """A programme made ready: its grid and its rule in each quarter, None where it goes on as it is paid."""

    code: str
    unit: str
    start: Grid
    rules: tuple[Rule | None, ...]
    tests: tuple[Tests | None, ...]
    kind: Kinds
    clock: Clock
    types: np.ndarray
    chances: Chances | None = None

    @property
    def entry_bin(self) -> int:
        return OUTSIDE if self.code == PBI or not self.clock.runs else 1


@dataclass(frozen=True, eq=False)
class Ready:
    """A policy laid on the cells, once for any number of draws."""

    policy: str
    quarter: Quarter
    codes: tuple[str, ...]
    options: ProjectionOptions
    programmes: tuple[ProjectedProgramme, ...]
    coarser: Callable[[], Ready] | None = None

    @cached_property
    def for_draws(self) -> Ready:
        """The same for bands, which do not tell families of working age from others: half the kinds, half the work."""
        if self.coarser is None:
            return self
        found, codes = self.coarser(), {one.code for one in self.programmes}
        return replace(found, programmes=tuple(one for one in found.programmes if one.code in codes))

    def until(self, step: int) -> Ready:
        """Of the quarters to come only the first so many: for who looks at no later one."""
        coarser = None if self.coarser is None else lambda: self.for_draws.until(step)
        steps = slice(0, step + 1)
        cut = [replace(one, rules=one.rules[steps], tests=one.tests[steps]) for one in self.programmes]
        return replace(self, programmes=tuple(cut), coarser=coarser)


def ready(
    cells: Cells,
    policy: Policy,
    options: ProjectionOptions,
    beside: tuple[Policy, ...] = (),
    entitled: Entitlement | None = None,
) -> Ready:
    """Count what every run needs. Raises InputError when a rule of any quarter to come cannot be evaluated.

    ``beside`` are the policies that it is compared with: families that any of them tells apart are told apart in all,
    so that what differs is the policies' alone. With ``entitled`` (by programme) both errors are told too.
    """
    coarser = partial(_ready, cells, policy, options, beside, entitled, by_work=False)
    return replace(_ready(cells, policy, options, beside, entitled), coarser=coarser)


def _ready(
    cells: Cells,
    policy: Policy,
    options: ProjectionOptions,
    beside: tuple[Policy, ...],
    entitled: Entitlement | None,
    by_work: bool = True,
) -> Ready:
    quarters = [cells.quarter.shift(step) for step in range(options.quarters + 1)]
    rules = [_put_off(policy.rules(quarter), quarter, options) for quarter in quarters]
    others = {rule for other in beside for quarter in quarters for rule in other.rules(quarter).values()}
    found = []
    for one in policy.programmes():
        of_programme = tuple(each.get(one.code) for each in rules)
        if one.code in cells.rupiah or any(of_programme):
            theirs = [rule for rule in others if rule.programme == one.code]
            kind = kinds(cells.types, [*filter(None, of_programme), *theirs], by_work)
            found.append(_programme(cells, one, of_programme, theirs, kind, (entitled or {}).get(one.code)))
    return Ready(policy.name, cells.quarter, cells.kabupaten_codes, options, tuple(found))


def project(
    cells: Cells,
    policy: Policy,
    rates: Rates,
    options: ProjectionOptions,
    beside: tuple[Policy, ...] = (),
    entitled: Entitlement | None = None,
) -> Projection:
    """The policy over the quarters to come; give the whole nation, for quotas and movers are the nation's."""
    return run(ready(cells, policy, options, beside, entitled), rates)


def run(
    made: Ready,
    rates: Rates,
    told: Callable[[], None] = lambda: None,
    kind: type = np.float64,
    draw: int | None = None,
) -> Projection:
    """One projection by these rates; ``told`` is called after each programme and may raise to stop.

    ``kind`` is the type of number that families are counted in: single precision is enough for a band. ``draw`` is the
    number of the draw of who is entitled (None: the estimate).
    """
    if made.codes != rates.codes:
        raise InputError(f"projection: rates must be of the same {len(made.codes)} kabupaten, got {len(rates.codes)}")
    one_thread_from_now()
    steps = range(1, 1 + made.options.quarters)
    moving = [Moving.of(rates, kind, step) for step in (steps if rates.stayers is not None else (1,))]
    tracks = {}
    for one in made.programmes:
        tracks[one.code] = _track(one, rates, moving, made.options, draw)
        told()
    return Projection(made.policy, made.quarter, made.codes, tracks)


def _put_off(rules: dict[str, Rule], quarter: Quarter, options: ProjectionOptions) -> dict[str, Rule]:
    if options.cap_from is None or quarter >= options.cap_from:
        return rules
    return {code: replace(rule, max_quarters=None) for code, rule in rules.items()}


def _programme(
    cells: Cells,
    one: Declared,
    rules: tuple[Rule | None, ...],
    theirs: list[Rule],
    kind: Kinds,
    entitled: Entitled | None,
) -> ProjectedProgramme:
    own = list(dict.fromkeys(rule for rule in rules if rule is not None))
    caps = [rule.max_quarters for rule in (*own, *theirs) if rule.max_quarters is not None]
    clock = Clock.needed(caps, one.code in TIMED or bool(caps))
    made = {rule: _tests(cells, rule, kind) for rule in own}
    start = grid(cells, one.code, one.unit, list(rules), kind, clock)
    tests = tuple(None if rule is None else made[rule] for rule in rules)
    known = None if entitled is None or one.unit == "pupil" else chances(cells, one.code, one.unit, kind, entitled)
    return ProjectedProgramme(one.code, one.unit, start, rules, tests, kind, clock, cells.types[kind.first], known)


def _tests(cells: Cells, rule: Rule, kind: Kinds) -> Tests:
    types = cells.types[kind.first]
    return replace(tests_of(cells, rule), has_component=component_test(rule, types), exempt=exemption(rule, types))


def _track(
    one: ProjectedProgramme, rates: Rates, moving: list[Moving], options: ProjectionOptions, draw: int | None
) -> Track:
    kind = moving[0].staying.dtype.type
    state = State(one.start, one.clock, options.reentry_quarters, kind)
    known = None if one.chances is None else one.chances.drawn(draw, kind)
    record = ProjectionRecord(one.code, one.unit, one.kind.working_age, state, len(one.rules) - 1, known is not None)
    own = rates.of(one.code)
    profile = _profile(state)
    capped = False
    for step, (rule, tests) in enumerate(zip(one.rules, one.tests, strict=True)):
        checked: np.ndarray | float = 0.0
        before, closing = state.by_area()
        record.open(step, closing, before)
        if step:
            state.return_rested()
            _stand_above(state, one.tests[step - 1])
            lived = live(state, moving[min(step, len(moving)) - 1], _life(one, rates, own, step, before * profile))
            checked = ratio(state.above, state.places)
            record.lived(step, lived, own, _hazard(one, own, rule))
        exact = one.start.sides if step == 0 else None
        if rule is not None and rule.max_quarters is not None and not capped:
            capped = True
            if options.phase != AT_ONCE and tests is not None:
                exact = None
                phased(state, rule.max_quarters, tests.exempt, options)
                state.find_first()
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


def _hazard(one: ProjectedProgramme, own: ProgrammeRates, rule: Rule | None) -> np.ndarray:
    """(reason, bin): exits that count in this quarter: all that are seen, or only those that no rule makes."""
    counted = own.hazard if rule is None else own.hazard * ~own.by_rule[:, None]
    return one.clock.hazard(counted)


def _life(one: ProjectedProgramme, rates: Rates, own: ProgrammeRates, step: int, profile: np.ndarray) -> Life:
    rule = one.rules[step]
    leaving = own.factor_in(step) @ _hazard(one, own, rule)
    if rates.new_shock is not None:
        profile = profile * rates.new_shock[step - 1]
    new = (profile[:, :, None] * rates.new).transpose(1, 2, 0)
    return Life(1.0 - np.clip(leaving, 0.0, 1.0), new, None if rule is None else rule.max_quarters)


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
