"""Quarters that came in an office's own files, with a mapping: check and build read what the mapping made of them.

It lies beside the inbox, in ``work/mapped/2026Q1`` (``<inbox name>.work`` for an inbox of another name), as files of
the contract. Nothing here opens a file of the office.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from terms import InputError

MAPPING = "mapping.toml"
#: What was mapped of a quarter, from what, and which tables hold keyed hashes already.
MARK = ".mapped.json"


@dataclass(frozen=True)
class MappedRows:
    """What became of the rows that one part of a mapping read, in the order of the store's ``mapped_rows``."""

    table_name: str
    origin: str
    rows_in: int
    rows_used: int
    rows_set_aside: int
    rows_left_out: int
    lines_unread: int
    rows_out: int
    reasons: str


def mapping_of(folder: Path) -> Path | None:
    """The mapping of a quarter folder: its own, else the inbox's, unless the quarter holds families of the contract."""
    own, common = folder / MAPPING, folder.parent / MAPPING
    if own.is_file():
        return own
    has_families = any(path.name.lower().split(".")[0] == "families" for path in folder.iterdir())
    return common if common.is_file() and not has_families else None


def work_beside(inbox: Path) -> Path:
    """The folder beside an inbox where families may lie, as ``data.store.workplace`` has it."""
    beside = inbox.resolve()
    return beside.with_name("work" if beside.name == "inbox" else f"{beside.name}.work")


def mapped_folder(folder: Path) -> Path:
    """Where what was mapped of a quarter folder lies, or will."""
    return work_beside(folder.parent) / "mapped" / folder.name


def read_from(folder: Path) -> Path:
    """The folder that check and build read for a quarter folder: itself, or what was mapped of it.

    Raises InputError when there is a mapping and nothing was mapped yet.
    """
    mapping = mapping_of(folder)
    if mapping is None:
        return folder
    mapped = mapped_folder(folder)
    if not (mapped / MARK).is_file():
        raise InputError(f"{folder.name}: has a mapping ({mapping}) that was not carried out yet; run tepat check")
    return mapped


def mark_of(folder: Path) -> dict[str, Any]:
    """What the mapping noted in a mapped folder; empty for any other."""
    with suppress(OSError, ValueError):
        told = json.loads((folder / MARK).read_text(encoding="utf-8"))
        return told if isinstance(told, dict) else {}
    return {}


def rows_of_mapping(folder: Path) -> tuple[MappedRows, ...]:
    """What became of each part's rows in a mapped folder; nothing for any other."""
    return tuple(MappedRows(**told) for told in mark_of(folder).get("rows", ()))


def is_hashed(folder: Path, table: str) -> bool:
    """Whether a table's identifiers were turned into keyed hashes while it was mapped; they are not hashed twice."""
    return table in mark_of(folder).get("hashed", ())
