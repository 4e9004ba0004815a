"""``tepat audit verify``: is the audit trail whole?"""

from __future__ import annotations

import typer

from commands.folders import Store
from commands.output import console, errors
from data.keep import audit
from settings import STORE


def register(app: typer.Typer) -> None:
    """Add the group of commands about the audit trail."""
    group = typer.Typer(help="The audit trail of whoever used the application.", no_args_is_help=True)
    group.callback()(trail)
    group.command("verify")(verify)
    app.add_typer(group, name="audit")


def trail() -> None:
    """The audit trail of whoever used the application."""


def verify(store: Store = STORE) -> None:
    """Look for rows that were changed, removed, put into another order or cut off; exit code 1 when there are any.

    Needs the site's key (TEPAT_RECORD_KEY or records.key in the store) and audit.anchor beside the database.
    """
    found = audit.look(store)
    if found.faults:
        for fault in found.faults:
            errors.print(f"{fault}.", style="red", markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1)
    told = f"{found.count:,} rows of the audit trail in {store}: none is missing, changed or out of order."
    console.print(told, markup=False, highlight=False, soft_wrap=True)
