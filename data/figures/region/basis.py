"""What the areas of a quarter share, computed once a build: the rules in force over the register, and who reaches an
announced cap when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from data.figures import kept_tables, next_visits
from data.figures import projection as projected
from data.figures.next_visits import VisitGroups
from data.figures.outcome import About, Report
from data.figures.projection import Years
from data.read import asked, register
from data.read.projection import observed
from data.store.disclosure import OPEN_LEVELS
from data.store.open import Store
from data.store.scope import Scope
from simulator.cells import Cells
from simulator.engine.simulate import simulate
from simulator.policy.files import ENACTED, Policy, named
from simulator.projection.options import ProjectionOptions
from simulator.projection.ready import ready
from simulator.projection.run import run
from targeting.flow.observed import FlowFit, fitted
from terms import QUARTERS_A_YEAR, InputError, Quarter

#: The announced limit of time on aid whose calendar is told, and how many quarters ahead.
CAP, AHEAD = "lima_tahun_sempit", 8
_CALENDAR = "cap_calendar"
#: Gives the nation's cells of a quarter, exact or perturbed (True).
CellsOf = Callable[[Quarter, bool], Cells]


@dataclass(frozen=True, eq=False)
class RegionBasis:
    """A build and quarter; ``held`` gives the cells. ``key`` is the digest of the site's secret by which cells are
    perturbed, empty where there is none: then no perturbed ones can be had.

    ``tables`` (``in_force``) speak of any quarter, and ``visits`` (by programme) of the newest round, so that both may
    be shared by the bases of one build.
    """

    store: Store
    quarter: Quarter
    held: CellsOf
    key: str
    tables: dict[tuple[Quarter, str], pd.DataFrame] = field(default_factory=dict)
    visits: dict[str, VisitGroups] = field(default_factory=dict)
    _calendars: dict[str, pd.DataFrame] = field(default_factory=dict)
    _fits: list[FlowFit] = field(default_factory=list)
    #: The figures of areas beside each other (``standings``), kept as long as what they were made of.
    standings: dict[tuple[object, ...], Mapping[str, pd.DataFrame]] = field(default_factory=dict)

    @property
    def is_keyed(self) -> bool:
        """Whether perturbed cells can be had."""
        return bool(self.key)

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """The quarters of the build."""
        return asked.quarters(self.store)

    @property
    def before(self) -> Quarter | None:
        """The quarter before, if the build holds it."""
        return self._held(1)

    @property
    def year_ago(self) -> Quarter | None:
        """The same quarter of the year before, if the build holds it."""
        return self._held(QUARTERS_A_YEAR)

    def in_force(self, quarter: Quarter, level: str) -> pd.DataFrame:
        """The rules in force over the register of a quarter, by area of a level: see ``Report.table``; below the
        province over the perturbed register."""
        if (quarter, level) not in self.tables:
            report = self.report(quarter, named(ENACTED), level)
            for each in _made_alike(level):
                self.tables[quarter, each] = report.table(each)
        return self.tables[quarter, level]

    def report(self, quarter: Quarter, policy: Policy, level: str) -> Report:
        """What a policy does with the nation's register of a quarter, as its table of this level may be shown."""
        # Below the province nothing is made of the exact register, unless all is hidden for want of a key.
        guarded = level == "kabupaten" and self.is_keyed
        cells = self.held(quarter, guarded)
        # What is remembered of another quarter serves no other question, so it goes with a copy.
        found = simulate(cells if quarter == self.quarter else cells.apart(), policy, counts_any_aid=False)
        return Report(found, policy, about(self.store, quarter), None, None, (lambda: found) if guarded else None)

    def visit_groups(self, programme: str) -> VisitGroups:
        """The groups worth a visit; without a key only those of provinces and the nation may be asked of it."""
        if programme not in self.visits:
            self.visits[programme] = next_visits.known(self.store, programme, self._below)
        return self.visits[programme]

    def calendar(self, level: str) -> pd.DataFrame:
        """Who reaches the cap in each quarter, for all areas of a level: see ``Years.calendar``; empty where the build
        cannot see how families move, or the site has no key."""
        if level not in self._calendars:
            kept = kept_tables.found(self.store, _CALENDAR, str(self.quarter), level, self.key_of(level))
            if kept is None:
                self._make_calendars(level)
            else:
                self._calendars[level] = kept
        return self._calendars[level]

    def key_of(self, level: str) -> str:
        """By which key the figures of a level are perturbed: those below the province alone."""
        return "" if level in OPEN_LEVELS else self.key

    def _make_calendars(self, level: str) -> None:
        years = self._years(level)
        for each in _made_alike(level):
            table = self._calendars[each] = pd.DataFrame() if years is None else years.calendar(each)
            if years is not None:
                asked = str(self.quarter), each, self.key_of(each)
                kept_tables.keep(self.store, _CALENDAR, *asked, table=table)

    def _years(self, level: str) -> Years | None:
        guarded = level == "kabupaten"
        if guarded and not self.is_keyed:
            return None
        try:
            fit = self._fit()
        except InputError:
            return None
        made = ready(self.held(self.quarter, guarded), named(CAP), ProjectionOptions(AHEAD))
        return projected.opened(run(made, fit.rates), Scope.national())

    def _fit(self) -> FlowFit:
        if not self._fits:
            cells = self.held(self.quarter, False)
            self._fits.append(fitted(observed(self.store, Scope.national(), cells, self.quarter)))
        return self._fits[0]

    def _below(self, quarter: Quarter) -> Cells:
        return self.held(quarter, self.is_keyed)

    def _held(self, ago: int) -> Quarter | None:
        wanted = self.quarter.shift(-ago)
        return wanted if wanted in self.quarters else None


def _made_alike(level: str) -> tuple[str, ...]:
    """The levels that are read from the same register as this one: nation and province from the exact one."""
    return OPEN_LEVELS if level in OPEN_LEVELS else (level,)


def about(store: Store, quarter: Quarter) -> About:
    """The build and the delivery that the figures come from."""
    made, rows = register.provenance(store), register.quarter_info(store).to_dict("records")
    info = next(row for row in rows if row["quarter"] == str(quarter))
    day = pd.Timestamp(info["as_of"]).date()
    built_on = made.built_at.date()
    return About(store.build_id, built_on, made.code_version, day, str(info["sent_by"]), bool(info["synthetic"]))
