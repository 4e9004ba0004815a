"""The files that a build keeps of the families of a quarter; they never reach the store."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

_CUT = re.compile(r"known_family\.\d{4}-of-(\d{4})-(\w+)\.parquet")
#: The cut of a memory in one piece.
WHOLE = (1, "")


@dataclass(frozen=True)
class Memory:
    """The files that a build keeps of the families of one quarter, of all of them or of one ``part``: a shard, how many
    there are, and by which hash. Proposals and rejects are kept whole."""

    folder: Path
    part: tuple[int, int, str] | None = None

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
    def cut(self) -> tuple[int, str]:
        """Into how many shards what is remembered was cut, and by which hash: DuckDB's may change with its version."""
        found = [match for path in self.folder.glob("known_family.*-of-*") if (match := _CUT.fullmatch(path.name))]
        return (int(found[0][1]), found[0][2]) if found else WHOLE

    def parts(self, cut: tuple[int, str]) -> tuple[Memory, ...]:
        """The memory of each shard of such a cut."""
        if cut == WHOLE:
            return (self,)
        return tuple(replace(self, part=(number, *cut)) for number in range(cut[0]))

    @property
    def is_whole(self) -> bool:
        files = [Path(self.update_seen)]
        for part in self.parts(self.cut):
            files += map(Path, (part.known_family, part.told_exit, part.exit_seen))
        return all(file.is_file() for file in files)

    def inherit(self, earlier: Memory, cut: tuple[int, str]) -> None:
        """Take over what the ledger does not change; of families only if they are cut so."""
        self.folder.mkdir(parents=True)
        kept = [Path(earlier.update_seen), *earlier.folder.glob(earlier.rejects.name)]
        for part in earlier.parts(cut) if earlier.cut == cut else ():
            kept += map(Path, (part.known_family, part.told_exit))
        for path in kept:
            link(path, self.folder / path.name)

    def _file(self, name: str) -> str:
        cut = "" if self.part is None else ".{:04}-of-{:04}-{}".format(*self.part)
        return str(self.folder / f"{name}{cut}.parquet")


def link(path: Path, beside: Path) -> None:
    """The same file under a second name, or a copy of it where there can be none."""
    try:
        os.link(path, beside)
    except OSError:
        shutil.copyfile(path, beside)
