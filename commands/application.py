"""``tepat application``: copy and restore the application's own database, and check the configuration of access."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commands.folders import Store
from commands.output import console
from data.access import configuration
from data.keep import copying
from settings import STORE


def register(app: typer.Typer) -> None:
    """Add the group of commands about the application's own database and its access."""
    group = typer.Typer(help="The application's own database, and who may see what.", no_args_is_help=True)
    group.callback()(application)
    for command in (backup, restore, access):
        group.command(command.__name__)(command)
    app.add_typer(group, name="application")


def application() -> None:
    """The application's own database, and who may see what."""


def backup(
    target: Annotated[Path, typer.Argument(help="A new folder for the copy.", show_default=False)], store: Store = STORE
) -> None:
    """Copy scenarios, run records, audit trail, anchors and keys, while people work. Keep the copy as secret as the
    store."""
    _say(f"Copied to {target}: {', '.join(copying.copy(store, target))}.")


def restore(
    source: Annotated[Path, typer.Argument(help="The folder of a copy.", show_default=False)], store: Store = STORE
) -> None:
    """Put a copy into a store without such a database; a copy whose records or trail are broken is refused."""
    _say(f"Restored to {store}: {', '.join(copying.restore(source, store))}.")


def access(
    file: Annotated[Path, typer.Argument(help="The file that TEPAT_ACCESS names.", show_default=False)],
) -> None:
    """Check a configuration of access and say what it gives to whom."""
    found = configuration.read(file)
    for one in found.grants:
        areas = ", ".join((*one.scope.province_codes, *one.scope.kabupaten_codes)) or "the nation"
        more = [word for word, held in (("exact cells", one.sees_exact), ("national results", one.sees_above)) if held]
        _say(f"{one.by} {one.value}: {one.role}, {areas}{''.join(f', {word}' for word in more)}.")
    _say(f"{len(found.grants)} given, {len(found.revoked)} revoked; all others see nothing.")


def _say(text: str) -> None:
    console.print(text, markup=False, highlight=False, soft_wrap=True)
