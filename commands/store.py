"""``tepat store repair``: let a store that was copied or damaged serve its newest whole build."""

from __future__ import annotations

import typer

from commands.folders import Store
from commands.output import console
from data.store.repair import repair as repair_store
from settings import STORE


def register(app: typer.Typer) -> None:
    """Add the group of commands about the folder of the store."""
    group = typer.Typer(help="Mend the folder of a store.", no_args_is_help=True)
    group.callback()(store)
    group.command("repair")(repair)
    app.add_typer(group, name="store")


def store() -> None:
    """Mend the folder of a store."""


def repair(store: Store = STORE) -> None:
    """Read every build to its end, and let `current` name the newest whole one unless it names a whole one already.

    For a store whose link a copy has lost (zip, SMB, cloud, cp -L), or whose served build is damaged. Deletes nothing.
    """
    done = repair_store(store)
    for line in done.lines:
        console.print(f"{line}.", markup=False, highlight=False, soft_wrap=True)
    said = "serves now" if done.changed else "serves already, nothing to mend:"
    console.print(f"{store} {said} build {done.build_id}.", markup=False, highlight=False, soft_wrap=True)
