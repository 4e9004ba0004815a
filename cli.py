"""The terminal door: ``tepat COMMAND``. Each command lives in ``commands/``; none has arithmetic of its own."""

from __future__ import annotations

import importlib
import sys

import typer

from commands.output import errors
from terms import InputError

SUBJECTS = (
    *("demo", "map", "check", "build", "store", "simulate", "projection", "movement", "errors", "statistics"),
    *("boundaries", "verify", "audit", "application", "note", "publish"),
)

app = typer.Typer(
    name="tepat",
    help="Tepat Sasaran: maps, tracks, estimates and simulates the targeting of social aid on the DTSEN register.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
for subject in SUBJECTS:
    importlib.import_module(f"commands.{subject}").register(app)


def main() -> int:
    """Run one command; a fault of the input is one paragraph on standard error and exit code 1."""
    try:
        app(standalone_mode=True, prog_name="tepat")
    except InputError as fault:
        errors.print(f"Error: {fault}", style="red", markup=False, highlight=False, soft_wrap=True)
        return 1
    except OSError as fault:
        if fault.errno is None:
            raise
        where = f"{fault.filename}: " if fault.filename else ""
        errors.print(f"Error: {where}{fault.strerror}", style="red", markup=False, highlight=False, soft_wrap=True)
        return 1
    except KeyboardInterrupt:
        errors.print("Interrupted; nothing was changed.")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
