"""The files that a build keeps of the families of a quarter; they never reach the store."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

_CUT = re.compile(r"known_family\.\d{4}-of-(\d{4})\.parquet")


@dataclass(frozen=True)
class Memory:
    """The files that a build keeps of the families of one quarter, of all of them or of one ``part``: a shard and how
    many there are. Proposals and rejects are kept whole."""

    folder: Path
    part: tuple[int, int] | None = None

    @property
    def known_family(self) -> str:
        return self._file("known_family")

    @property
    def told_exit(self) -> str:
        """Reasons of exit as the programmes gave them."""
        return self._file("told_exit")

    @property
    def exit_seen(self) -> str:
        """Who left which programme; made by the ledger."""
        return self._file("exit")

    @property
    def update_seen(self) -> str:
        return str(self.folder / "update.parquet")

    @property
    def rejects(self) -> Path:
        """Broken rows that were set aside, with their reasons; only when there are any."""
        return self.folder / "set_aside.csv"

    @property
    def shards(self) -> int:
        """Into how many shards what is remembered was cut."""
        found = [match for path in self.folder.glob("known_family.*-of-*") if (match := _CUT.fullmatch(path.name))]
        return int(found[0][1]) if found else 1

    def parts(self, shards: int) -> tuple[Memory, ...]:
        """The memory of each of so many shards."""
        return (self,) if shards == 1 else tuple(replace(self, part=(number, shards)) for number in range(shards))

    @property
    def is_whole(self) -> bool:
        files = [Path(self.update_seen)]
        for part in self.parts(self.shards):
            files += map(Path, (part.known_family, part.told_exit, part.exit_seen))
        return all(file.is_file() for file in files)

    def inherit(self, earlier: Memory, shards: int) -> None:
        """Take over what the ledger does not change; of families only if they are cut into so many shards."""
        self.folder.mkdir(parents=True)
        kept = [Path(earlier.update_seen), *earlier.folder.glob(earlier.rejects.name)]
        for part in earlier.parts(shards) if earlier.shards == shards else ():
            kept += map(Path, (part.known_family, part.told_exit))
        for path in kept:
            link(path, self.folder / path.name)

    def _file(self, name: str) -> str:
        cut = "" if self.part is None else f".{self.part[0]:04}-of-{self.part[1]:04}"
        return str(self.folder / f"{name}{cut}.parquet")


def link(path: Path, beside: Path) -> None:
    """The same file under a second name, or a copy of it where there can be none."""
    try:
        os.link(path, beside)
    except OSError:
        shutil.copyfile(path, beside)
