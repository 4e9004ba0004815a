"""Stores built from snapshots of a random register, without telling how far the build has come."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from data.build.build import build
from data.build.options import Options
from tests.data.build.registers import Snapshot


def silent(stage: str, rows: int, share: float) -> None:
    """No progress is shown in tests."""


def built_of(snapshots: Iterable[Snapshot], folder: Path, name: str = "store", text_identifiers: bool = False) -> Path:
    """Write the snapshots into ``folder/inbox`` and build ``folder/<name>`` of them; the folder of the store."""
    for snapshot in snapshots:
        snapshot.write(folder / "inbox", text_identifiers)
    build(Options(folder / "inbox", folder / name, memory="1GB"), silent)
    return folder / name
