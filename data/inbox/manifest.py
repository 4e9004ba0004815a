"""Reads the manifest of a quarter: who sent it, its date, whether it is made up. Its words reach every page."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from data.inbox.folders import MANIFEST
from data.inbox.personal_names import is_name_of_a_person
from data.inbox.personal_text import personal_reason, shown_name
from terms import InputError

#: By key: whether a value holds, and the rule in words.
Said = Mapping[str, tuple[Callable[[Any], bool], str]]
LARGEST_MANIFEST = 1_000_000
LONGEST_SENDER = 200
LONGEST_FIGURE = 100
SIXTEEN_DIGITS = 10**15
#: What a manifest may say beside what it must, each with its rule.
OPTIONAL: Said = {
    "codes": (lambda value: value in ("bps", "kemendagri"), '"bps" or "kemendagri"'),
    "accept_unlinked": (
        lambda value: isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1,
        "a share from 0 to 1",
    ),
}


@dataclass(frozen=True)
class Manifest:
    """Who sent a quarter, its date, whether it is made up, and the true figures of a made-up register; where the sender
    says so, whose codes without dots are (``bps`` or ``kemendagri``) and which share of a join may find nobody."""

    sent_by: str
    as_of: date
    synthetic: bool
    truth: dict[str, object]
    codes: str | None = None
    accept_unlinked: float | None = None


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a quarter; all its faults in one InputError."""
    path = folder / MANIFEST
    if not path.is_file():
        raise InputError(f"{MANIFEST}: each quarter must have one (sent_by, as_of, synthetic), {folder.name} has none")
    if path.stat().st_size > LARGEST_MANIFEST:
        raise InputError(f"{MANIFEST}: must have {LARGEST_MANIFEST:,} bytes at most, has {path.stat().st_size:,}")
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except RecursionError as fault:
        raise InputError(f"{MANIFEST}: must be TOML without deep nesting") from fault
    except ValueError as fault:
        raise InputError(f"{MANIFEST}: must be TOML in UTF-8: {fault}") from fault
    faults = tuple(_manifest_faults(entries))
    if faults:
        raise InputError(f"{MANIFEST}: " + "; ".join(faults))
    said = {key: entries[key] for key in OPTIONAL if key in entries}
    return Manifest(entries["sent_by"], entries["as_of"], entries["synthetic"], entries.get("truth", {}), **said)


def _manifest_faults(entries: dict[str, object]) -> list[str]:
    rules: Said = {
        "sent_by": (lambda value: isinstance(value, str) and value.strip() != "", "a name in quotes"),
        "as_of": (lambda value: type(value) is date, "a date such as 2026-01-31, without quotes"),
        "synthetic": (lambda value: isinstance(value, bool), "true or false"),
    }
    faults = [
        f"{key} must be {rule}, got {_shown(entries[key])}" if key in entries else f"{key} is missing, must be {rule}"
        for key, (holds, rule) in rules.items()
        if key not in entries or not holds(entries[key])
    ]
    faults += [
        f"{key} must be {rule}, got {_shown(entries[key])}"
        for key, (holds, rule) in OPTIONAL.items()
        if key in entries and not holds(entries[key])
    ]
    return faults + _sender_faults(entries.get("sent_by")) + _truth_faults(entries.get("truth", {}))


def _sender_faults(sender: object) -> list[str]:
    """The sender is shown on every page and in every download: one short line, nothing of a person."""
    if not isinstance(sender, str):
        return []
    if len(sender) > LONGEST_SENDER:
        return [f"sent_by must have {LONGEST_SENDER} characters at most, got {len(sender):,}"]
    if not sender.isprintable():
        return ["sent_by must be one line without control characters"]
    reason = "the name of a person" if is_name_of_a_person(sender) else personal_reason(sender)
    return [f"sent_by must name an office, got {reason}; take it out"] if reason else []


def _truth_faults(truth: object) -> list[str]:
    """The true figures go into the store: numbers under short names, nothing of a person."""
    if not isinstance(truth, dict):
        return [f"truth must be a table of figures, got {_shown(truth)}"]
    names, values = _parts(truth)
    strange = [name for name in names if len(name) > LONGEST_FIGURE or personal_reason(name) is not None]
    faults = [f"truth must have short names of figures, got {_shown(strange[0])}"] if strange else []
    if any(isinstance(value, bool) or not isinstance(value, int | float) for value in values):
        faults.append("truth must hold numbers alone")
    elif any(isinstance(value, int) and abs(value) >= SIXTEEN_DIGITS for value in values):
        faults.append("truth must hold numbers below 10^15")
    return faults


def _parts(value: object) -> tuple[list[str], list[object]]:
    """All names and all values of a nested table."""
    if not isinstance(value, dict | list):
        return [], [value]
    names = list(value) if isinstance(value, dict) else []
    values: list[object] = []
    for part in value.values() if isinstance(value, dict) else value:
        inner_names, inner_values = _parts(part)
        names += inner_names
        values += inner_values
    return names, values


def _shown(value: object) -> str:
    return shown_name(repr(value))
