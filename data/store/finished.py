"""What lies in a store: its finished builds, which of them is served, and what is wrong when none can be."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pointer
from data.contract.store_tables import LAYOUT
from terms import InputError

DATABASE = "tepat.duckdb"
RECORD = "build.json"
CURRENT = "current"
#: Builds of before layouts were numbered say none; their tables are those of layout 1 or older.
FIRST_LAYOUT = 1


class StoreFault(InputError):
    """A store that cannot be served or built on. ``kind``: none, no_current, damaged or layout; ``named`` holds what
    the sentence names, for those who say it in other words."""

    def __init__(self, kind: str, sentence: str, **named: str) -> None:
        super().__init__(sentence)
        self.kind = kind
        self.named = named


@dataclass(frozen=True)
class Finished:
    """One finished build as its ``build.json`` tells: its quarters with the build that remembers the families of each,
    its place in the order of builds (whatever the clock said), the build served before it, the layout of its tables,
    the code that made it, and the bytes of its database (None: not noted)."""

    build_id: str
    quarters: dict[str, str] = field(compare=False)
    number: int = 0
    before: str | None = None
    layout: int = FIRST_LAYOUT
    code: str = ""
    bytes: int | None = None

    @property
    def order(self) -> tuple[int, str]:
        """Later builds are greater; those of before builds were numbered follow their names."""
        return self.number, self.build_id

    def text(self) -> str:
        """The content of ``build.json``."""
        return json.dumps(vars(self), indent=2)


def folder_of(store: Path, build_id: str) -> Path:
    return store / "builds" / build_id


def read(store: Path, build_id: str) -> Finished | None:
    """A finished build of the store; None when there is none of that name, or its ``build.json`` cannot be read."""
    return read_record(folder_of(store, build_id) / RECORD, build_id)


def read_record(path: Path, build_id: str) -> Finished | None:
    """What a ``build.json`` says of the build of this name."""
    try:
        told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        quarters = {str(quarter): str(owner) for quarter, owner in told["quarters"].items()}
        known = {name: told[name] for name in ("number", "before", "layout", "code", "bytes") if name in told}
        return Finished(build_id, quarters, **known)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def all_of(store: Path) -> tuple[Finished, ...]:
    """The finished builds of a store, oldest first."""
    names = sorted(path.parent.name for path in (store / "builds").glob(f"*/{RECORD}"))
    return tuple(sorted(filter(None, (read(store, name) for name in names)), key=lambda build: build.order))


def current_build_id(store: Path) -> str | None:
    """The build that is served; None when the store holds none.

    Raises StoreFault when there are builds and ``current`` names none of them: nobody can know which to go on from.
    """
    folder = pointer.read(store / CURRENT)
    if folder is not None and folder.parent == (store / "builds").resolve():
        return folder.name
    if not holds_builds(store):
        return None
    raise StoreFault(
        "no_current",
        f"store: {store} holds builds, but {store / CURRENT} names none of them (copies by zip, SMB, cloud or cp -L"
        f" lose the link); nothing was changed; mend it with: tepat store repair --store {store}",
        store=str(store),
    )


def holds_builds(store: Path) -> bool:
    """Whether a finished build lies in the folder, also where a copy made ``current`` a folder of its own."""
    copied = store / CURRENT
    copied_build = not copied.is_symlink() and (copied / DATABASE).is_file()
    return copied_build or any((store / "builds").glob(f"*/{RECORD}"))


def damaged(store: Path, build_id: str, reason: str) -> StoreFault:
    """The fault of a build that cannot be read, and the two ways on."""
    return StoreFault(
        "damaged",
        f"store: build {build_id} in {store} is damaged or cut off ({reason}); go back to a whole build with: tepat"
        f" store repair, or count every quarter of the inbox anew beside it with: tepat build --anew",
        build=build_id,
    )


def other_layout(build: Finished, difference: str, code: str) -> StoreFault:
    """The fault of a build whose tables are not those that this code reads."""
    made = f"version {build.code}, layout {build.layout}" if build.code else f"layout {build.layout}"
    return StoreFault(
        "layout",
        f"store: build {build.build_id} was made with other tables ({made}) than this version reads ({code}, layout"
        f" {LAYOUT}): {difference}; count the quarters of the inbox anew with: tepat build --anew, or use the version"
        f" that made it",
        build=build.build_id,
        made=made,
        wanted=f"version {code}, layout {LAYOUT}",
    )
