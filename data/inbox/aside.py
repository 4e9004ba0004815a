"""A task writes aside and renames at the end: it can be run again, or twice at once, and half of it is never read."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Scratch:
    """The shared folder of one build. Its client makes it; a task that outlives its build does not make it anew, so
    that nothing is left behind."""

    folder: Path

    def make(self) -> Scratch:
        for path in (self.folder / "aside", self.folder / "done"):
            path.mkdir(parents=True, exist_ok=True)
        return self

    def done(self, name: str) -> Path:
        """Where the finished task of that name has put its files."""
        return self.folder / "done" / name

    @contextmanager
    def writing(self, name: str) -> Iterator[tuple[Path, Path]]:
        """A folder to write into, which is ``done(name)`` when all is written, and one to spill into, which goes."""
        folder = self.folder / "aside" / f"{name}.{uuid.uuid4().hex}"
        spill = folder.with_name(f"{folder.name}.spill")
        try:
            for path in (folder, spill):
                path.mkdir()
            yield folder, spill
            self._rename(folder, name)
        finally:
            for path in (folder, spill):
                shutil.rmtree(path, ignore_errors=True)

    def _rename(self, folder: Path, name: str) -> None:
        try:
            folder.rename(self.done(name))
        except OSError:
            # The same task, sent twice, was finished elsewhere: what it wrote is the same.
            if not self.done(name).is_dir():
                raise
