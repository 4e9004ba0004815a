"""``tepat simulate``, ``tepat frontier`` and ``tepat seek``: what a policy does with the register of the store."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer

from commands.output import Format, errors, print_frame
from data import readers
from data.scope import Scope
from data.store import open_store
from simulator.cells import Cells
from simulator.comparison import BILLION, brief
from simulator.comparison import against as beside
from simulator.engine import simulate as apply
from simulator.entitlement import Entitled
from simulator.frontier import frontier as all_points
from simulator.notices import start_notices
from simulator.outcome import Outcome
from simulator.policy import CURRENT_STATE, ENACTED, load
from simulator.seek import Goals
from simulator.seek import seek as sought
from terms import InputError, Quarter

Level = StrEnum("Level", ["nation", "province", "kabupaten", "decile", "family_type"])

Scenario = Annotated[str, typer.Argument(help="A policy file (TOML), or the name of a policy that comes along.")]
Store = Annotated[Path, typer.Option(envvar="TEPAT_STORE", file_okay=False, help="Folder of the store.")]
Asked = Annotated[str | None, typer.Option("--quarter", help="Such as 2026Q1; the last one when not given.")]
Chosen = Annotated[str, typer.Option("--programme", help="PKH, SEMBAKO, PBI or one that the policy declares.")]
Known = Annotated[
    Path | None,
    typer.Option(
        "--entitled",
        dir_okay=False,
        help="CSV with province, decile, family_type, on_programme (0 or 1) and probability: who is entitled.",
    ),
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
    by: Annotated[Level, typer.Option(help="What a row is; the nation's code is ID.")] = Level.nation,
    quarter: Asked = None,
    form: Form = Format.table,
    store: Store = Path("store"),
) -> None:
    """Apply a policy to a quarter's register and print what it does, a row for each group and programme.

    Counts are families (places per pupil: pupils), persons are named, rupiah are per quarter. Figures are exact,
    small counts included: the terminal belongs to whoever holds the store. A programme without a rule stays as paid.
    """
    cells = _cells(store, quarter)
    policy = load(scenario)
    outcome = apply(cells, policy)
    baseline = load(against) if against else policy.baseline
    compared = apply(cells, baseline) if baseline else None
    table = beside(outcome, compared, by) if against and compared else outcome.table(by)
    if form is Format.table:
        print_frame(brief(table), form, f"{policy.name}, {cells.quarter} (all columns: --format csv)")
        print_frame(outcome.any_aid(by).round(), form, "Families on any aid, each once")
    else:
        print_frame(table, form)
    _warn(_remarks(outcome, compared))


def frontier(
    scenario: Scenario,
    programme: Chosen = "PKH",
    entitled: Known = None,
    quarter: Asked = None,
    form: Form = Format.table,
    store: Store = Path("store"),
) -> None:
    """All cut-offs by all duration caps of a programme at once, all else as the policy has it.

    With the probabilities of being entitled, inclusion and exclusion error of each point stand beside.
    """
    points = _points(scenario, programme, entitled, quarter, store)
    _print_points(points, form, f"Cut-off by cap, {programme.upper()}")


def seek(
    scenario: Scenario,
    programme: Chosen = "PKH",
    budget: Annotated[float | None, typer.Option(help="At most so many rupiah a year, such as 30e12.")] = None,
    max_exclusion: Annotated[float | None, typer.Option(help="Share, such as 0.1; needs --entitled.")] = None,
    max_inclusion: Annotated[float | None, typer.Option(help="Share, such as 0.1; needs --entitled.")] = None,
    keep_poorest: Annotated[bool, typer.Option("--keep-poorest", help="Nobody in desil 1-2 loses aid.")] = False,
    entitled: Known = None,
    quarter: Asked = None,
    form: Form = Format.table,
    store: Store = Path("store"),
) -> None:
    """The cut-offs and caps that meet the goals, cheapest first; a dominated point is one that another beats."""
    goals = Goals(budget, max_inclusion, max_exclusion, keep_poorest)
    found = sought(_points(scenario, programme, entitled, quarter, store), goals)
    _print_points(found, form, f"What meets the goals, {programme.upper()}")
    if found.empty:
        errors.print("No cut-off and cap meets all the goals; ask for less, or change the rest of the policy.")


def _print_points(points: pd.DataFrame, form: Format, title: str) -> None:
    if form is not Format.table:
        print_frame(points, form)
        return
    names = ["max_decile", "max_quarters", "recipients_after", "dropped_poorest", "rp_billion_per_quarter"]
    names += [name for name in ("inclusion_error", "exclusion_error") if points[name].notna().any()]
    names += [name for name in ("is_policy", "dominated") if name in points.columns]
    shown = {name: points[name].round() for name in ("recipients_after", "dropped_poorest")}
    shown["rp_billion_per_quarter"] = (points["rupiah_per_quarter"] / BILLION).round(1)
    print_frame(points.assign(**shown)[names], form, f"{title} (all columns: --format csv)")


def _points(scenario: str, programme: str, entitled: Path | None, quarter: str | None, store: Path) -> pd.DataFrame:
    cells = _cells(store, quarter)
    known = None
    if entitled is not None:
        provinces = sorted({code[:2] for code in cells.kabupaten_codes})
        known = Entitled.from_frame(_table(entitled), provinces)
    policy = load(scenario)
    _warn([f"Warning: {notice}." for notice in start_notices(policy, cells.quarter, (CURRENT_STATE, ENACTED))])
    return all_points(cells, policy, programme.upper(), known)


def _table(path: Path) -> pd.DataFrame:
    try:
        return pd.read_csv(path, dtype={"province": str})
    except (OSError, ValueError) as fault:
        raise InputError(f"entitled: {path} cannot be read as CSV: {fault}") from None


def _cells(store: Path, quarter: str | None) -> Cells:
    served = open_store(store)
    wanted = Quarter.parse(quarter) if quarter else readers.quarters(served)[-1]
    return readers.cells(served, Scope.national(), wanted)


def _warn(sentences: list[str]) -> None:
    for sentence in sentences:
        errors.print(sentence, markup=False, highlight=False, soft_wrap=True)


def _remarks(outcome: Outcome, compared: Outcome | None) -> list[str]:
    found = [f"Warning: {warning}." for warning in outcome.warnings]
    if compared is not None:
        found += [f"Warning, {compared.policy}: {one}." for one in compared.warnings if one not in outcome.warnings]
    if outcome.changes_nothing:
        found.append(f"{outcome.policy} changes nothing: every family's aid stays as it is paid in {outcome.quarter}.")
    elif compared is not None and outcome.same_as(compared):
        found.append(f"{outcome.policy} changes nothing against {compared.policy} in {outcome.quarter}.")
    return found
