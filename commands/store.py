"""``tepat store``: let a store that was copied or damaged serve its newest whole build; decide ahead what is hidden."""

from __future__ import annotations

import os
from functools import partial

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from commands.basis import basis_of
from commands.folders import Store
from commands.output import console, errors
from data.figures.deciding import decide as decide_all
from data.store.open import open_store
from data.store.repair import repair as repair_store
from settings import STORE

#: By how much it is nicer than others: as far as it goes.
LOWEST = 19


def register(app: typer.Typer) -> None:
    """Add the group of commands about the folder of the store."""
    group = typer.Typer(help="Mend the folder of a store, or make it ready.", no_args_is_help=True)
    group.callback()(store)
    group.command("repair")(repair)
    group.command("decide")(decide)
    app.add_typer(group, name="store")


def store() -> None:
    """Mend the folder of a store, or make it ready."""


def decide(store: Store = STORE) -> None:
    """Decide which small counts of the served build are hidden, and make the tables that areas are read beside; keep
    both beside the build: some minutes.

    Pages make what they need when they are first asked; after this they find it. `make run` does it by itself in the
    background. What is made already is left as it is, so it may be stopped and called again. It lets every other
    process of the machine go first.
    """
    os.nice(LOWEST)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=errors) as progress:
        task = progress.add_task("Deciding what is hidden", total=None)
        served = open_store(store)
        count = decide_all(
            served,
            partial(basis_of, served, store),
            lambda done, total: progress.update(task, completed=done, total=total),
        )
    console.print(f"{count} decisions and tables are kept beside the build.", highlight=False)


def repair(store: Store = STORE) -> None:
    """Read every build to its end, and let `current` name the newest whole one unless it names a whole one already.

    For a store whose link a copy has lost (zip, SMB, cloud, cp -L), or whose served build is damaged. Deletes nothing.
    """
    done = repair_store(store)
    for line in done.lines:
        console.print(f"{line}.", markup=False, highlight=False, soft_wrap=True)
    said = "serves now" if done.changed else "serves already, nothing to mend:"
    console.print(f"{store} {said} build {done.build_id}.", markup=False, highlight=False, soft_wrap=True)
