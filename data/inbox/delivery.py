"""One quarter as it lies in the inbox: its folder and the files that the contract reads."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from terms import Quarter


@dataclass(frozen=True)
class SourceFile:
    """One file of a quarter: its table (``manifest`` for the manifest), name in the folder, and state."""

    table_name: str
    file: str
    sha256: str
    bytes: int
    modified: int


@dataclass(frozen=True)
class Delivery:
    """One quarter folder of the inbox with the files that the contract reads."""

    quarter: Quarter
    folder: Path
    files: tuple[SourceFile, ...]

    @property
    def content(self) -> frozenset[tuple[str, str]]:
        """Names and hashes: equal when nothing has changed."""
        return frozenset((entry.file, entry.sha256) for entry in self.files)
