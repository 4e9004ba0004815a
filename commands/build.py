"""``tepat build`` makes and publishes the store; ``tepat status`` tells what it holds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import pandas as pd
import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from commands.check import SHARDS_HELP, UNLINKED_HELP
from commands.folders import Inbox, KeyFile, Pseudonymise, Store, Threads
from commands.mapped import carry_out
from commands.output import Format, console, errors, print_frame
from data.build.build import build as build_store
from data.build.options import BuildReport, Options
from data.check.quarantine import DEFAULT_SHARE
from data.inbox.personal_names import site_key
from data.inbox.workbench import Limits
from data.read.register import mapped_rows, provenance
from data.read.register import status as quarters_held
from data.store.open import open_store
from settings import INBOX, STORE
from terms import InputError, Quarter


def register(app: typer.Typer) -> None:
    app.command("build")(build)
    app.command("status")(status)


def build(
    share: Annotated[
        float | None,
        typer.Argument(help="With --quarantine: the largest share of a table to set aside.", show_default="0.005"),
    ] = None,
    inbox: Inbox = INBOX,
    store: Store = STORE,
    quarter: Annotated[
        list[str] | None, typer.Option(help="Build this quarter, also when nothing changed; may be given again.")
    ] = None,
    quarantine: Annotated[
        bool, typer.Option("--quarantine", help="Set broken rows aside, with their reasons, and build the rest.")
    ] = False,
    pseudonymise: Pseudonymise = False,
    key_file: KeyFile = None,
    anew: Annotated[
        bool, typer.Option("--anew", help="Count every quarter of the inbox anew; the build served so far is kept.")
    ] = False,
    accept_unlinked: Annotated[
        float | None,
        typer.Option(min=0, max=1, help=UNLINKED_HELP, show_default="0.1"),
    ] = None,
    memory: Annotated[
        str, typer.Option(help="Most memory that counting may use; beyond it, the disk.")
    ] = Limits.memory,
    threads: Threads = Limits.threads,
    shards: Annotated[
        int | None, typer.Option(min=1, max=1024, help=SHARDS_HELP, show_default="by rows and --memory")
    ] = None,
    cluster: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Count shards on the workers of this Dask scheduler.")
    ] = None,
) -> None:
    """Check and count the quarters of the inbox that the store lacks or that changed, and publish them at once.

    Until everything is counted and proved the old store is served; a build that fails or is stopped changes nothing.
    """
    wanted = tuple(Quarter.parse(text) for text in quarter or ())
    key = site_key(key_file) if pseudonymise else None
    share_aside = _largest_share(quarantine, share)
    carry_out(inbox, Limits(memory, threads), key)
    options = Options(inbox, store, wanted, share_aside, key, memory, threads, anew, accept_unlinked, shards, cluster)
    with _bars(errors) as bars:
        stages = _Stages(bars)
        report = build_store(options, stages.told, stages.workers)
    _print(report, store)


def _largest_share(quarantine: bool, share: float | None) -> float | None:
    """The share that may be set aside; None when any error stops the build."""
    if share is not None and not (quarantine and 0 <= share <= 1):
        raise InputError(f"share: must be 0 to 1 and follow --quarantine, got {share:g}")
    return (DEFAULT_SHARE if share is None else share) if quarantine else None


def status(store: Store = STORE, form: Annotated[Format, typer.Option("--format")] = Format.table) -> None:
    """What the store holds: its build, quarters, rows, checks and warnings."""
    served = open_store(store)
    made, quarters = provenance(served), quarters_held(served)
    if form is not Format.table:
        print_frame(quarters, form)
        return
    kind = "synthetic data" if quarters["synthetic"].all() else "real data"
    console.print(
        f"Build {made.build_id} of {made.built_at:%Y-%m-%d %H:%M} WIB, version {made.code_version}, {kind}:"
        f" counted {made.built_quarters} in {made.seconds:,.0f} s; {quarters['checks'].sum():,} checks."
    )
    print_frame(_short(quarters), form)
    for sentence in _mapped(mapped_rows(served)):
        console.print(sentence, markup=False, highlight=False, soft_wrap=True)


def _mapped(parts: pd.DataFrame) -> list[str]:
    """What became of the rows of an office's own files, a sentence for each part of a mapping."""
    return [
        f"{row['quarter']} mapped, {row['table_name']} from {row['origin']}: {row['rows_in']:,} rows in ="
        f" {row['rows_used']:,} used + {row['rows_set_aside']:,} set aside + {row['rows_left_out']:,} left out;"
        f" {row['rows_out']:,} rows out" + (f" ({row['reasons']})." if row["reasons"] else ".")
        for row in parts.to_dict("records")
    ]


def _short(quarters: pd.DataFrame) -> pd.DataFrame:
    """What fits into eighty columns."""
    return pd.DataFrame(
        {
            "quarter": quarters["quarter"],
            "rows": quarters["family_rows"] + quarters["payment_rows"],
            "set aside": quarters["rows_set_aside"],
            "families": quarters["families"],
            "persons": quarters["persons"],
            "warnings": quarters["warnings"],
        }
    )


def _print(report: BuildReport, store: Path) -> None:
    for note in report.notes:
        console.print(f"{note}.")
    if report.build_id is None:
        console.print(f"Nothing to build: {store} holds all quarters of the inbox.")
        return
    counted = ", ".join(map(str, report.counted))
    console.print(f"Build {report.build_id} published in {store}: {counted}, {report.seconds:,.0f} s.")


def _bars(shown: Console) -> Progress:
    """Stages with how far each is, the time it took and the time that is left."""
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[rows]}"))
    return Progress(*columns, TimeElapsedColumn(), TimeRemainingColumn(), console=shown, transient=True)


class _Stages:
    """Shows the stages of a build one below the other, each with its rows."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}

    def told(self, stage: str, rows: int, share: float) -> None:
        if stage not in self._tasks:
            self._tasks[stage] = self._bars.add_task(stage, total=1.0, rows="")
        done = f"{share * rows:,.0f} of {rows:,} rows" if rows else ""
        self._bars.update(self._tasks[stage], completed=share, rows=done, visible=share < 1)

    def workers(self, state: str) -> None:
        """Show what each worker of a cluster uses, in a line of its own."""
        if state and "workers" not in self._tasks:
            self._tasks["workers"] = self._bars.add_task("workers", total=None, rows="")
        if state:
            self._bars.update(self._tasks["workers"], rows=state)
