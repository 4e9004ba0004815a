"""A policy laid on the cells, once for every run: each programme's grid and its rule in every quarter to come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, partial

import numpy as np

from simulator.cells import TIMED, Cells
from simulator.engine.decision import Tests, component_test, exemption
from simulator.engine.simulate import tests_of
from simulator.entitlement import Entitled, Entitlement
from simulator.policy.dated import Declared
from simulator.policy.rules import Policy, Rule
from simulator.projection.chance import Chances, chances
from simulator.projection.clock import OUTSIDE, Clock
from simulator.projection.grid import Grid, Kinds, grid, kinds
from simulator.projection.options import ProjectionOptions
from terms import PBI, Quarter


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
    only: str | None = None,
) -> Ready:
    """Count what every run needs. Raises InputError when a rule of any quarter to come cannot be evaluated.

    ``beside`` are the policies that it is compared with: families that any of them tells apart are told apart in all,
    so that what differs is the policies' alone. With ``entitled`` (by programme) both errors are told too. ``only`` is
    the code of the one programme that is wanted: programmes do not depend on each other.
    """
    asked = cells, policy, options, beside, entitled, only
    return replace(_ready(*asked), coarser=partial(_ready, *asked, by_work=False))


def _ready(
    cells: Cells,
    policy: Policy,
    options: ProjectionOptions,
    beside: tuple[Policy, ...],
    entitled: Entitlement | None,
    only: str | None,
    by_work: bool = True,
) -> Ready:
    quarters = [cells.quarter.shift(step) for step in range(options.quarters + 1)]
    rules = [_put_off(policy.rules(quarter), quarter, options) for quarter in quarters]
    others = {rule for other in beside for quarter in quarters for rule in other.rules(quarter).values()}
    found = []
    for one in policy.programmes():
        of_programme = tuple(each.get(one.code) for each in rules)
        if only in (None, one.code) and (one.code in cells.rupiah or any(of_programme)):
            theirs = [rule for rule in others if rule.programme == one.code]
            kind = kinds(cells.types, [*filter(None, of_programme), *theirs], by_work)
            found.append(_programme(cells, one, of_programme, theirs, kind, (entitled or {}).get(one.code)))
    return Ready(policy.name, cells.quarter, cells.kabupaten_codes, options, tuple(found))


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
