"""``tepat check``: every fault of what lies in the inbox, at once; it changes nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from commands.folders import Inbox, KeyFile, Pseudonymise, Threads
from commands.mapped import carry_out
from commands.output import Format, console, errors, print_frame
from data.check.delivery import deliveries_of
from data.check.findings import CheckReport, Finding
from data.check.run import run_checks
from data.inbox.personal_names import site_key
from data.inbox.workbench import Limits
from settings import INBOX
from terms import Quarter

#: Beside the manifest's accept_unlinked; both commands have it.
UNLINKED_HELP = "Accept that up to this share (0 to 1) of the rows of a join finds no family."

SHARDS_HELP = "Take the families in so many parts, one after the other: less memory, the same result."


def register(app: typer.Typer) -> None:
    app.command("check")(check)


def check(
    inbox: Inbox = INBOX,
    quarter: Annotated[
        list[str] | None, typer.Option(help="Check this quarter only, such as 2026Q1; may be given again.")
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="How to print the faults.")] = Format.table,
    rejects: Annotated[
        Path | None, typer.Option(dir_okay=False, help="Write the offending rows, with the reason, to this CSV file.")
    ] = None,
    pseudonymise: Pseudonymise = False,
    key_file: KeyFile = None,
    accept_unlinked: Annotated[
        float | None,
        typer.Option(min=0, max=1, help=UNLINKED_HELP, show_default="0.1"),
    ] = None,
    memory: Annotated[
        str, typer.Option(help="Most memory that the check may use; beyond it, the disk.")
    ] = Limits.memory,
    threads: Threads = Limits.threads,
    shards: Annotated[
        int | None, typer.Option(min=1, max=1024, help=SHARDS_HELP, show_default="by rows and --memory")
    ] = None,
) -> None:
    """Check the quarters of the inbox against the contract: files, columns, values, families followed over quarters.

    All faults are listed at once. Exit code 1 when there is an error, 0 when there are warnings only.
    Nothing is changed.
    """
    key = site_key(key_file) if pseudonymise else None
    carry_out(inbox, Limits(memory, threads), key)
    deliveries = deliveries_of(inbox, tuple(Quarter.parse(text) for text in quarter or ()), key, accept_unlinked)
    with errors.status("Checking …") as status:
        report = run_checks(
            deliveries, Limits(memory, threads), lambda step: status.update(f"Checking {step} …"), rejects, shards
        )
    _print(report, form)
    raise typer.Exit(int(report.has_errors))


def _print(report: CheckReport, form: Format) -> None:
    frame = report.frame()
    if form is Format.csv:
        frame = frame.assign(first_rows=[json.dumps(rows, ensure_ascii=False) for rows in frame["first_rows"]])
    if form is not Format.table:
        print_frame(frame, form)
        return
    faults = frame.head(len(report.broken))
    if len(faults):
        first = [f"{escape(broken.message)}{_first_row(broken)}" for broken in report.broken]
        print_frame(faults.assign(meaning=first).drop(columns=["table", "first_rows"]), form)
    for note in report.notes:
        console.print(f"{note.quarter} {escape(note.message)}.", highlight=False)
    warnings = len(report.broken) - len(report.errors)
    console.print(f"{len(report.findings):,} claims checked: {len(report.errors)} errors, {warnings} warnings.")


def _first_row(finding: Finding) -> str:
    if not finding.rows:
        return ""
    values = ", ".join(f"{name} {value}" for name, value in json.loads(finding.rows[0]).items() if value is not None)
    return escape(f"\nfirst: {values}")
