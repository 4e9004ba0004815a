"""Tables of figures that take long to make, kept beside the build for every process, as what is hidden in them is.

A table is kept as it may be shown, never anything that it was made of.
"""

from __future__ import annotations

import hashlib
import secrets
from contextlib import suppress
from functools import cache
from pathlib import Path

import pandas as pd

from data.figures.decided import FOLDER, mark
from data.store.disclosure import WITHHELD
from data.store.finished import folder_of
from data.store.open import Store

_ROOT = Path(__file__).parents[2]
#: What a table follows from, besides the build and what is asked: other texts may make another.
_TEXTS = (
    *("terms.py", "data/**/*.py", "data/sql/**/*.sql", "geo/regions.py"),
    *("simulator/**/*.py", "simulator/**/*.toml", "targeting/**/*.py"),
)


def found(store: Store, name: str, *asked: str) -> pd.DataFrame | None:
    """The table of this name that answers this; None where it was not kept, or is no whole file."""
    file = _file(store, name, asked)
    if file is None:
        return None
    try:
        table = pd.read_parquet(file)
    except (OSError, ValueError):  # no whole file
        return None
    return table.astype({WITHHELD: object}) if WITHHELD in table else table


def keep(store: Store, name: str, *asked: str, table: pd.DataFrame) -> None:
    """Write it in one rename, so that nobody reads half of it; where nothing can be written, it is made again."""
    file = _file(store, name, asked)
    if file is None:
        return
    beside = file.with_name(f".{file.name}-{secrets.token_hex(4)}")
    with suppress(OSError):
        file.parent.mkdir(exist_ok=True)
        try:
            table.to_parquet(beside)
            beside.replace(file)
        finally:
            beside.unlink(missing_ok=True)


def _file(store: Store, name: str, asked: tuple[str, ...]) -> Path | None:
    told = mark(store, name, _code(), *asked)
    return None if told is None else folder_of(store.path, store.build_id) / FOLDER / f"{name}-{told}.parquet"


@cache
def _code() -> str:
    """Digest of the texts that make tables."""
    digest = hashlib.sha256()
    for file in sorted({file for pattern in _TEXTS for file in _ROOT.glob(pattern)}):
        digest.update(file.read_bytes())
    return digest.hexdigest()
