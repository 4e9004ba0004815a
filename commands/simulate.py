"""``tepat simulate``, ``tepat frontier`` and ``tepat seek``: what a policy does with the register of the store."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer

from commands import scenario_errors
from commands.exported_file import number, read_table
from commands.folders import Store
from commands.output import Format, errors, print_frame
from data.read import asked
from data.read.register import cells as cells_of
from data.store.open import Store as StoreOfCounts
from data.store.open import open_build, open_store
from data.store.scope import Scope
from settings import STORE
from simulator.cells import Cells
from simulator.comparison import ANY_AID, BILLION, NOT_ENACTED, brief, cap_in_words, whole_table
from simulator.comparison import against as beside
from simulator.engine.notices import start_notices
from simulator.engine.outcome import GROUPINGS, Outcome
from simulator.engine.simulate import simulate as apply
from simulator.entitlement import Entitled, occurring
from simulator.frontier import frontier as all_points
from simulator.policy.files import CURRENT_STATE, ENACTED, Policy, load
from simulator.seek import AIMS, Goals, usual_aim
from simulator.seek import seek as sought
from terms import InputError, Quarter

# The words are the engine's, kept in one place; mypy would have them written out here again.
Aim = StrEnum("Aim", list(AIMS))  # type: ignore[misc]
Level = StrEnum("Level", list(GROUPINGS))  # type: ignore[misc]
_NATION = Level("nation")

Scenario = Annotated[str, typer.Argument(help="A policy file (TOML), or the name of a policy that comes along.")]
Asked = Annotated[str | None, typer.Option("--quarter", help="Such as 2026Q1; the last one when not given.")]
Chosen = Annotated[str, typer.Option("--programme", help="PKH, SEMBAKO, PBI or one that the policy declares.")]
Known = Annotated[
    Path | None,
    typer.Option(
        "--entitled",
        dir_okay=False,
        help="CSV, JSON or Parquet with province, decile, family_type, on_programme (0 or 1) and probability, a row for"
        " each group that holds families: who is entitled.",
    ),
]
Build = Annotated[
    str | None, typer.Option("--build", help="Answer from this build only; refused when the store has it no more.")
]
Form = Annotated[Format, typer.Option("--format", help="How figures are printed.")]


def register(app: typer.Typer) -> None:
    app.command("simulate")(simulate)
    app.command("frontier")(frontier)
    app.command("seek")(seek)


def simulate(
    scenario: Scenario,
    against: Annotated[
        str | None, typer.Option(help="Another policy, file or name, to set the figures beside.")
    ] = None,
    by: Annotated[Level, typer.Option(help="What a row is; the nation's code is ID.")] = _NATION,
    quarter: Asked = None,
    form: Form = Format.table,
    store: Store = STORE,
    build: Build = None,
) -> None:
    """Apply a policy to a quarter's register and print what it does, a row for each group and programme.

    Counts are families (places per pupil: pupils), persons are named, rupiah are per quarter. The row ANY_AID counts
    each family on any programme once (what places for pupils add to it is at most that). Figures are exact, small
    counts included: the terminal belongs to whoever holds the store. A programme without a rule stays as paid.
    Rows of the nation have both errors by the rules in force and, where the cut-off differs, by the scenario's own.
    """
    served = _served(store, build)
    cells = _cells_of(served, quarter)
    policy = load(scenario)
    reference = load(against) if against else policy.baseline
    outcome = apply(cells, policy)
    compared = apply(cells, reference) if reference else None
    table = whole_table(outcome, policy, by)
    if against and reference and compared:
        table = beside(table, whole_table(compared, reference, by)).assign(baseline=reference.name)
    told = scenario_errors.of_nation(served, policy, outcome)
    if form is Format.table:
        heading = f"{policy.name}, {cells.quarter}" + (f", against {reference.name}" if against and reference else "")
        print_frame(brief(table[table["programme"] != ANY_AID]), form, f"{heading} (all columns: --format csv)")
        print_frame(outcome.any_aid(by).round(), form, "Families on any aid, each once")
        if told["inclusion_error"].notna().any():
            print_frame(
                _shares(told), form, "Errors, all Indonesia: by the rules in force, and by the scenario's own rule"
            )
    else:
        print_frame(table if by is not _NATION else table.merge(told, on="programme", how="left"), form)
    caps = {one.name: one for one in (policy, reference if against else None) if one}
    _warn([*_remarks(outcome, compared), *_caps(tuple(caps.values()), cells.quarter)])


def frontier(
    scenario: Scenario,
    programme: Chosen = "PKH",
    entitled: Known = None,
    quarter: Asked = None,
    form: Form = Format.table,
    store: Store = STORE,
    build: Build = None,
) -> None:
    """All cut-offs by all duration caps of a programme at once, all else as the policy has it.

    With the probabilities of being entitled, inclusion and exclusion error of each point stand beside.
    """
    points = _points(scenario, programme, entitled, _cells(store, quarter, build))
    _print_points(points, form, f"Cut-off by cap, {programme.upper()}")


def seek(
    scenario: Scenario,
    programme: Chosen = "PKH",
    aim: Annotated[
        Aim | None,
        typer.Option(
            help="What decides: least exclusion, inclusion, losses (families who lose aid) or rupiah, or most coverage"
            " (of desil 1-2). Without it exclusion with --entitled, else coverage."
        ),
    ] = None,
    budget: Annotated[float | None, typer.Option(help="At most so many rupiah a year, such as 30e12.")] = None,
    max_exclusion: Annotated[float | None, typer.Option(help="Share, such as 0.1; needs --entitled.")] = None,
    max_inclusion: Annotated[float | None, typer.Option(help="Share, such as 0.1; needs --entitled.")] = None,
    min_coverage: Annotated[float | None, typer.Option(help="Share of the eligible, such as 0.8.")] = None,
    min_coverage_poorest: Annotated[float | None, typer.Option(help="Share of the families of desil 1-2.")] = None,
    max_losses: Annotated[float | None, typer.Option(help="At most so many families lose aid.")] = None,
    keep_poorest: Annotated[bool, typer.Option("--keep-poorest", help="Nobody in desil 1-2 loses aid.")] = False,
    entitled: Known = None,
    quarter: Asked = None,
    form: Form = Format.table,
    store: Store = STORE,
    build: Build = None,
) -> None:
    """The cut-offs and caps that meet the goals, the best first; a dominated point is one that another beats."""
    goals = Goals(budget, max_inclusion, max_exclusion, keep_poorest, min_coverage, min_coverage_poorest, max_losses)
    points = _points(scenario, programme, entitled, _cells(store, quarter, build))
    chosen = aim.value if aim else usual_aim(points)
    found = sought(points, goals, chosen)
    which = "most" if AIMS[chosen][1] < 0 else "least"
    _print_points(found, form, f"What meets the goals, {which} {chosen} first, {programme.upper()}")
    if found.empty:
        errors.print("No cut-off and cap meets all the goals; ask for less, or change the rest of the policy.")


def _print_points(points: pd.DataFrame, form: Format, title: str) -> None:
    if form is not Format.table:
        print_frame(points, form)
        return
    names = ["max_decile", "max_quarters", "recipients_after", "dropped_poorest", "rp_billion_per_quarter"]
    names += ["coverage_poorest"]
    names += [name for name in ("inclusion_error", "exclusion_error") if points[name].notna().any()]
    names += [name for name in ("is_policy", "dominated") if name in points.columns]
    shown = {name: points[name].round() for name in ("recipients_after", "dropped_poorest")}
    shown["rp_billion_per_quarter"] = (points["rupiah_per_quarter"] / BILLION).round(1)
    print_frame(points.assign(**shown)[names], form, f"{title}; caps are {NOT_ENACTED} (all columns: --format csv)")


def _points(scenario: str, programme: str, entitled: Path | None, cells: Cells) -> pd.DataFrame:
    known = None if entitled is None else _entitled(entitled, cells, programme.upper())
    policy = load(scenario)
    _warn([f"Warning: {notice}." for notice in start_notices(policy, cells.quarter, (CURRENT_STATE, ENACTED))])
    points = all_points(cells, policy, programme.upper(), known)
    told = [None if pd.isna(cap) else f"{cap} quarters: {NOT_ENACTED}" for cap in points["max_quarters"]]
    return points.assign(cap=pd.Series(told, points.index))


def _entitled(path: Path, cells: Cells, programme: str) -> Entitled:
    frame = read_table(path, "entitled")
    provinces = sorted({code[:2] for code in cells.kabupaten_codes})
    draws = [name for name in frame.columns if str(name).startswith("draw_")]
    whole = ("decile", "family_type", "on_programme")
    numbers = {name: number(frame, name, "entitled") for name in (*whole, "probability", *draws) if name in frame}
    for name in whole:
        if name in numbers and (numbers[name] != numbers[name].round()).any():
            raise InputError(
                f"entitled: {name} must be a whole number, got {frame[name][numbers[name] % 1 != 0].iloc[0]!r}"
            )
    if "province" in frame:
        numbers["province"] = frame["province"].astype("string").str.strip().str.removesuffix(".0")
    return Entitled.from_frame(frame.assign(**numbers), provinces, occurring(cells, programme))


def _shares(told: pd.DataFrame) -> pd.DataFrame:
    """Both errors by both rules, as the table shows them: without the bounds, which stand in the other forms."""
    names = [f"{error}_error{rule}" for rule in ("", "_own_rule") for error in scenario_errors.ERRORS]
    shown = [name for name in names if told[name].notna().any()]
    return told[["programme", *shown]].round(4)


def _served(store: Path, build: str | None) -> StoreOfCounts:
    return open_build(store, build) if build else open_store(store)


def _cells(store: Path, quarter: str | None, build: str | None) -> Cells:
    return _cells_of(_served(store, build), quarter)


def _cells_of(served: StoreOfCounts, quarter: str | None) -> Cells:
    wanted = Quarter.parse(quarter) if quarter else asked.quarters(served)[-1]
    return cells_of(served, Scope.national(), wanted)


def _warn(sentences: list[str]) -> None:
    for sentence in sentences:
        errors.print(sentence, markup=False, highlight=False, soft_wrap=True)


def _caps(policies: tuple[Policy, ...], quarter: Quarter) -> list[str]:
    """What the time limits of these policies are, a sentence for each that has any."""
    found = []
    for policy in policies:
        caps = {one.code: cap_in_words(policy, quarter, one.code) for one in policy.programmes()}
        told = "; ".join(f"{code} {cap}" for code, cap in caps.items() if cap)
        if told:
            found.append(f"{policy.name} limits time on aid: {told}.")
    return found


def _remarks(outcome: Outcome, compared: Outcome | None) -> list[str]:
    found = [f"Warning: {warning}." for warning in outcome.warnings]
    if compared is not None:
        found += [f"Warning, {compared.policy}: {one}." for one in compared.warnings if one not in outcome.warnings]
    if compared is not None and outcome.same_as(compared):
        found.append(f"{outcome.policy} changes nothing against {compared.policy} in {outcome.quarter}.")
    elif compared is not None and outcome.same_aid_as(compared):
        found.append(
            f"{outcome.policy} pays everybody as {compared.policy} does in {outcome.quarter}; who is eligible, who"
            " waits and coverage differ."
        )
    elif compared is None and outcome.changes_nothing:
        found.append(f"{outcome.policy} changes nothing: every family's aid stays as it is paid in {outcome.quarter}.")
    elif outcome.changes_nothing:
        found.append(
            f"{outcome.policy} moves nobody and no rupiah from what is paid in {outcome.quarter}; who is eligible, who"
            " waits and coverage are by its rules."
        )
    return found
