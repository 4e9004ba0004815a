"""Before check and build: quarters that came in an office's own files are mapped, and their account is told."""

from __future__ import annotations

from pathlib import Path

from commands.output import errors
from data.inbox.workbench import Limits
from data.mapping.carry_out import MappedQuarter, MappingOptions, map_inbox


def carry_out(inbox: Path, limits: Limits, key: bytes | None, anew: bool = False) -> tuple[MappedQuarter, ...]:
    """Map what comes with a mapping and say, on standard error, what became of each row."""
    with errors.status("Mapping …") as status:
        mapped = map_inbox(inbox, MappingOptions(limits, key, anew), lambda step: status.update(f"Mapping {step} …"))
    for quarter in mapped:
        for account in quarter.accounts:
            say(f"{quarter.quarter} mapped, {account.sentence}.")
        if quarter.unread_files:
            say(f"{quarter.quarter} not read by the mapping: {', '.join(quarter.unread_files)}.")
    return mapped


def say(sentence: str) -> None:
    """One line on standard error, as it is."""
    errors.print(sentence, markup=False, highlight=False, soft_wrap=True)
