"""Writes a package: all of it aside, then one rename; the same store gives the same bytes."""

from __future__ import annotations

import glob
import hashlib
import json
import re
import secrets
import shutil
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from data.figures.tables.catalogue import catalogue
from data.package import about, borders, described, readme, tables
from data.package.about import NAME, Order
from data.store.open import Store
from geo.map_files import MapFiles
from terms import InputError

DESCRIPTOR, SUMS = "datapackage.json", "SHA256SUMS"
#: Beside the folder: a package that is being written, and the one before while the new one takes its place.
ASIDE, OLD = re.compile(r"[0-9a-f]{8}"), "old-"
#: Seconds: no table takes as long.
ABANDONED = 24 * 3600
#: Hears the name of each part before it is made.
Told = Callable[[str], None]


def publish(
    store: Store, files: MapFiles, folder: Path, order: Order, say: Told = lambda part: None
) -> tuple[str, ...]:
    """Write the package of a build into ``folder`` and return the names of its files.

    A package that lies there already is replaced; InputError for a folder that holds anything else.
    """
    _mend(folder)
    refuse_foreign(folder)
    told = about.facts(store, files, order)
    aside = folder.parent / f".{folder.name}-{secrets.token_hex(4)}"
    aside.mkdir(parents=True)
    try:
        names: list[str] = []
        for table in catalogue().values():
            say(table.name)
            tables.write(aside, table, tables.whole(store, table, told), told)
            names += [f"{table.name}.csv", f"{table.name}.parquet"]
        say("borders")
        names += borders.write(aside, files, told)
        package = described.data_package(aside, told, tuple(names))
        _write(aside / DESCRIPTOR, _json(package))
        _write(aside / "dcat.jsonld", _json(described.dcat(aside, package, told)))
        _write(aside / "README.md", readme.text(told))
        _write(aside / SUMS, _sums(aside))
        _put(aside, folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return tuple(sorted(path.name for path in folder.iterdir()))


def _mend(folder: Path) -> None:
    """Put back the package that a run was killed over between its two renames, and take away what killed runs left."""
    for path in sorted(folder.parent.glob(f".{glob.escape(folder.name)}-*")):
        begun = path.name.removeprefix(f".{folder.name}-")
        if begun.startswith(OLD) and _is_ours(path) and not folder.exists():
            path.rename(folder)
        elif (begun.startswith(OLD) and _is_ours(path)) or (ASIDE.fullmatch(begun) and _is_left(path)):
            shutil.rmtree(path, ignore_errors=True)


def _is_left(aside: Path) -> bool:
    """Whether nothing was written for so long that no run can be at it."""
    return time.time() - aside.stat().st_mtime > ABANDONED


def refuse_foreign(folder: Path) -> None:
    """InputError unless there is nothing at the place, or a package of ours and no more."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    if folder.is_symlink() or not folder.is_dir() or not _is_ours(folder):
        raise InputError(
            f"publish: the folder must be new, empty or a package written before, and {folder} holds something else;"
            " name another, nothing was changed"
        )


def _is_ours(folder: Path) -> bool:
    """Whether the folder holds exactly the files that our own list of sums names."""
    with suppress(OSError, ValueError, AttributeError):
        own = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8")).get("name") == NAME
        listed = {line.split("  ", 1)[1] for line in (folder / SUMS).read_text(encoding="utf-8").splitlines() if line}
        return own and {path.name for path in folder.iterdir()} <= {*listed, SUMS}
    return False


def _put(aside: Path, folder: Path) -> None:
    """Let the new package take the place of the old one."""
    if not folder.exists():
        aside.rename(folder)
        return
    old = folder.parent / f".{folder.name}-{OLD}{secrets.token_hex(4)}"
    folder.rename(old)
    try:
        aside.rename(folder)
    except BaseException:
        old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _json(content: Mapping[str, Any]) -> str:
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")


def _sums(folder: Path) -> str:
    """As ``sha256sum`` writes them, by name."""
    files = sorted(folder.iterdir(), key=lambda path: path.name)
    return "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)
