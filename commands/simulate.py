"""``tepat simulate``, ``tepat frontier`` and ``tepat seek``: what a policy does with the register of the store."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from commands.output import Format, errors, print_frame
from data import readers
from data.scope import Scope
from data.store import open_store
from simulator.cells import Cells
from simulator.comparison import against as beside
from simulator.engine import simulate as apply
from simulator.outcome import Outcome
from simulator.policy import load
from terms import Quarter

Level = StrEnum("Level", ["nation", "province", "kabupaten", "decile", "family_type"])

Scenario = Annotated[str, typer.Argument(help="A policy file (TOML), or the name of a policy that comes along.")]
Store = Annotated[Path, typer.Option(envvar="TEPAT_STORE", file_okay=False, help="Folder of the store.")]
Asked = Annotated[str | None, typer.Option("--quarter", help="Such as 2026Q1; the last one when not given.")]
Form = Annotated[Format, typer.Option("--format", help="How figures are printed.")]


def register(app: typer.Typer) -> None:
    app.command("simulate")(simulate)


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
    print_frame(table, form, f"{policy.name}, {cells.quarter}")
    if form is Format.table:
        print_frame(outcome.any_aid(by), form, "Families on any aid, each once")
    for sentence in _remarks(outcome, compared):
        errors.print(sentence, markup=False, highlight=False, soft_wrap=True)


def _cells(store: Path, quarter: str | None) -> Cells:
    served = open_store(store)
    wanted = Quarter.parse(quarter) if quarter else readers.quarters(served)[-1]
    return readers.cells(served, Scope.national(), wanted)


def _remarks(outcome: Outcome, compared: Outcome | None) -> list[str]:
    found = [f"Warning: {warning}." for warning in outcome.warnings]
    if outcome.changes_nothing:
        found.append(f"{outcome.policy} changes nothing: every family's aid stays as it is paid in {outcome.quarter}.")
    elif compared is not None and outcome.same_as(compared):
        found.append(f"{outcome.policy} changes nothing against {compared.policy} in {outcome.quarter}.")
    return found
