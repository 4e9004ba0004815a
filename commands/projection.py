"""``tepat project`` and ``tepat calendar``: a policy quarter by quarter, and who reaches its cap when."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer
from rich.progress import track

from commands.folders import Store
from commands.levels import NATION_LEVEL, ByLevel
from commands.output import Format, errors, print_frame
from data.read import asked
from data.read import register as readers
from data.read.projection import held_out, observed
from data.store.open import open_store
from data.store.scope import Scope
from settings import STORE
from simulator.cells import Cells
from simulator.comparison import BILLION, NOT_ENACTED, cap_in_words
from simulator.policy.files import Policy, load
from simulator.projection.backtest import backtest as tested
from simulator.projection.bands import DRAWN, FEWEST, MOST, bands, check_draws
from simulator.projection.groups import (
    GROUP_COLUMNS,
    by_decile,
    by_type,
    family_types,
    freeing_as,
    trait_by_trait,
)
from simulator.projection.options import PHASES, ProjectionOptions
from simulator.projection.ready import ready
from simulator.projection.result import Projection
from simulator.projection.run import run
from targeting.flow.observed import FlowFit, fitted
from terms import LEVELS, Quarter

# The words are the engine's, kept in one place; mypy would have them written out here again.
Phase = StrEnum("Phase", list(PHASES))  # type: ignore[misc]
_AT_ONCE = Phase("at_once")

Scenario = Annotated[str, typer.Argument(help="A policy file (TOML), or the name of a policy that comes along.")]
Quarters = Annotated[int, typer.Option(help="So many quarters after the store's last one, 4 to 40.")]
Begins = Annotated[
    Phase,
    typer.Option(
        help="Whom the cap meets: at_once all who are over it in its first quarter; by_cohort in --cohorts equal"
        " parts, one a quarter; new_only nobody who is on aid when it begins."
    ),
]
Cohorts = Annotated[int, typer.Option(help="With by_cohort: in so many parts.")]
From = Annotated[str | None, typer.Option(help="Put every cap off to this quarter, such as 2027Q1.")]
Reentry = Annotated[
    int | None,
    typer.Option(help="Families whose aid the cap ended may be admitted again so many quarters later; never without."),
]
Rise = Annotated[float, typer.Option(help="Share by which amounts rise after every four quarters, such as 0.03.")]
BACKTEST_DRAWS = 200
#: The calendar is told of areas, of the nation's deciles and of its family types.
CalendarRow = StrEnum("CalendarRow", [*LEVELS, "decile", "family_type"])  # type: ignore[misc]
CalendarBy = Annotated[CalendarRow, typer.Option("--by", help="A row an area, a decile (0: none) or a family type.")]
_NATION = CalendarRow("nation")
Form = Annotated[Format, typer.Option("--format", help="How figures are printed.")]

_BRIEF = (
    "quarter",
    "group",
    "programme",
    "recipients",
    "entered",
    "exited",
    "dropped_decile",
    "dropped_cap",
    "waiting",
)


def register(app: typer.Typer) -> None:
    app.command("project")(project)
    app.command("calendar")(calendar)


def project(
    scenario: Scenario,
    quarters: Quarters = 20,
    by: ByLevel = NATION_LEVEL,
    against: Annotated[
        str | None, typer.Option(help="Another policy; its figures stand beside, and with --draws the difference.")
    ] = None,
    phase: Begins = _AT_ONCE,
    cohorts: Cohorts = 8,
    cap_from: From = None,
    reentry_quarters: Reentry = None,
    indexation: Rise = 0.0,
    draws: Annotated[int, typer.Option(help=f"Bands of 90 % from so many draws, {FEWEST} to {MOST}; 0: none.")] = 0,
    backtest: Annotated[
        bool, typer.Option("--backtest", help="Instead: predict the store's last quarter without it, and compare.")
    ] = False,
    form: Form = Format.table,
    store: Store = STORE,
) -> None:
    """Carry a policy on from the store's last quarter, and print recipients, entries, exits and rupiah.

    A row is a quarter, an area and a programme: opening + moved_in - moved_out - exited - dropped_... + entered =
    recipients. The first quarter is what `tepat simulate` says. Exits, deciles and new families go on as the store has
    seen them; a programme without a rule goes on as it is paid. Figures are exact, small counts included.
    """
    wanted = _options(quarters, phase, cohorts, cap_from, reentry_quarters, indexation)
    policy, other = load(scenario), load(against) if against else None
    if draws:
        check_draws(draws)
    base = _Base.opened(store)
    if backtest:
        print_frame(_backtested(store), form, "Recipients in kabupaten: predicted without the last quarter, and come")
        return
    policies = (policy,) if other is None else (policy, other)
    made = [ready(base.cells, one, wanted, policies) for one in policies]
    results = [run(one, base.fit.rates) for one in made]
    table = results[0].table(by)
    if other is not None:
        table = _beside(table, results[1].table(by), other.name)
    if draws:
        drawn = bands(made, base.fit, by, draws, told=_DrawsTold(draws).so_many)
        table = table.merge(drawn.table(0), on=["quarter", "group", "programme"])
        if other is not None:
            change = drawn.difference(0, 1).set_index(["quarter", "group", "programme"]).add_prefix("change_")
            table = table.merge(change.reset_index(), on=["quarter", "group", "programme"])
    _print_years(table, form, policy, results[0], by)


def calendar(
    scenario: Scenario,
    quarters: Quarters = 20,
    by: CalendarBy = _NATION,
    phase: Begins = _AT_ONCE,
    cohorts: Cohorts = 8,
    cap_from: From = None,
    reentry_quarters: Reentry = None,
    when: Annotated[
        bool, typer.Option("--when", help="Instead: the quarter by which half of each kabupaten's families reach it.")
    ] = False,
    form: Form = Format.table,
    store: Store = STORE,
) -> None:
    """Who reaches the cap of a policy in which quarter: families by area and programme.

    reached_cap = exempt + kept_assessed + dropped_cap; of those whose aid ends, dropped_poorest are in desil 1-2;
    to_empowerment have a working-age able member, to_rehabilitation none; rupiah_freed are of the quarter. By decile or
    family type (the sum of its traits: 1 PKH component, 2 elderly, 4 severe disability, 8 pregnant or young child, 16
    working-age able) going_on are exempt or kept, and the figures are of the nation.
    """
    wanted = _options(quarters, phase, cohorts, cap_from, reentry_quarters, 0.0)
    policy = load(scenario)
    base = _Base.opened(store)
    result = run(ready(base.cells, policy, wanted), base.fit.rates)
    capped = [code for code, track in result.tracks.items() if track.columns["reached_cap"].any()]
    if not capped:
        errors.print(f"{policy.name} has no cap that anybody reaches in these quarters.")
    if when:
        found = [result.when(code).assign(programme=code) for code in capped]
        empty = pd.DataFrame(columns=["kabupaten", "quarter", "programme"])
        print_frame(pd.concat(found, ignore_index=True) if found else empty, form, "Half have reached the cap by")
        return
    if by not in LEVELS:
        groups = [_grouped(base, policy, wanted, result, code, by) for code in capped]
        table = pd.concat(groups, ignore_index=True) if groups else pd.DataFrame(columns=["quarter", *GROUP_COLUMNS])
    else:
        table = result.calendar(by)
        table = table[table["programme"].isin(capped)]
    if form is Format.table:
        table = table.assign(rp_billion_freed=(table["rupiah_freed"] / BILLION).round(1)).drop(columns="rupiah_freed")
        print_frame(_whole(table), form, f"{policy.name}: who reaches the cap when; {NOT_ENACTED}")
    else:
        print_frame(table, form)


def _grouped(
    base: _Base, policy: Policy, wanted: ProjectionOptions, result: Projection, programme: str, by: str
) -> pd.DataFrame:
    """The calendar by decile; by family type from a projection that tells every trait apart."""
    if by == "decile":
        return by_decile(result, programme)
    beside = trait_by_trait(policy, base.cells.quarter, programme)
    made = ready(base.cells, policy, wanted, beside, only=programme)
    apart = freeing_as(run(made, base.fit.rates), result, programme)
    return by_type(apart, programme, family_types(made, policy, programme))


@dataclass(frozen=True, eq=False)
class _Base:
    """The register of the store's last quarter and what its quarters speak for."""

    cells: Cells
    fit: FlowFit

    @classmethod
    def opened(cls, folder: Path) -> _Base:
        served = open_store(folder)
        cells = readers.cells(served, Scope.national(), asked.quarters(served)[-1])
        return cls(cells, fitted(observed(served, Scope.national(), cells)))


class _DrawsTold:
    """A bar on standard error that moves with the draws."""

    def __init__(self, draws: int) -> None:
        self._bar = iter(track(range(draws), "Draws", console=errors, transient=True))
        next(self._bar)

    def so_many(self, done: int) -> None:
        next(self._bar, None)


def _options(
    quarters: int, phase: Phase, cohorts: int, cap_from: str | None, reentry: int | None, indexation: float
) -> ProjectionOptions:
    begins = Quarter.parse(cap_from) if cap_from else None
    return ProjectionOptions(quarters, phase.value, cohorts, begins, reentry, indexation)


def _backtested(folder: Path) -> pd.DataFrame:
    found = held_out(open_store(folder))
    told = _DrawsTold(BACKTEST_DRAWS).so_many
    table = tested(found.before, fitted(found.seen), found.after, BACKTEST_DRAWS, told=told)
    counts = ["nation", "predicted", "low", "high"]
    return table.assign(**table[counts].round().astype("int64"))


def _beside(table: pd.DataFrame, other: pd.DataFrame, name: str) -> pd.DataFrame:
    keys = ["quarter", "group", "programme"]
    kept = other[[*keys, *DRAWN]].rename(columns={column: f"{column}_reference" for column in DRAWN})
    return table.merge(kept, on=keys, how="left").assign(reference=name)


def _print_years(table: pd.DataFrame, form: Format, policy: Policy, result: Projection, by: str) -> None:
    if form is not Format.table:
        print_frame(table, form)
        return
    names = [*_BRIEF]
    names += [name for name in ("recipients_low", "recipients_high", "recipients_reference") if name in table]
    shown = table[names].assign(rp_billion=(table["rupiah"] / BILLION).round(1))
    print_frame(_whole(shown), form, f"{policy.name} from {result.quarter} (all columns: --format csv)")
    caps = {code: cap_in_words(policy, result.quarter, code) for code in result.tracks}
    told = "; ".join(f"{code} {cap}" for code, cap in caps.items() if cap)
    if told:
        errors.print(f"{policy.name} limits time on aid: {told}.", markup=False, highlight=False, soft_wrap=True)


def _whole(table: pd.DataFrame) -> pd.DataFrame:
    numbers = table.select_dtypes("number").columns.difference(["rp_billion", "rp_billion_freed"])
    return table.assign(**{name: table[name].round() for name in numbers})
