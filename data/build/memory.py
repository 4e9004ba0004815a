"""The files that a build keeps of the families of a quarter; they never reach the store."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Memory:
    """The files that a build keeps of the families of one quarter; they never reach the store."""

    folder: Path

    @property
    def known_family(self) -> str:
        return str(self.folder / "known_family.parquet")

    @property
    def told_exit(self) -> str:
        """Reasons of exit as the programmes gave them."""
        return str(self.folder / "told_exit.parquet")

    @property
    def exit_seen(self) -> str:
        """Who left which programme; made by the ledger."""
        return str(self.folder / "exit.parquet")

    @property
    def update_seen(self) -> str:
        return str(self.folder / "update.parquet")

    @property
    def rejects(self) -> Path:
        """Broken rows that were set aside, with their reasons; only when there are any."""
        return self.folder / "set_aside.csv"

    @property
    def is_whole(self) -> bool:
        files = (self.known_family, self.told_exit, self.exit_seen, self.update_seen)
        return all(Path(file).is_file() for file in files)

    def inherit(self, earlier: Memory) -> None:
        """Take over what the ledger does not change."""
        self.folder.mkdir(parents=True)
        kept = [Path(name) for name in (earlier.known_family, earlier.told_exit, earlier.update_seen)]
        for path in (*kept, *earlier.folder.glob(earlier.rejects.name)):
            try:
                os.link(path, self.folder / path.name)
            except OSError:
                shutil.copyfile(path, self.folder / path.name)
