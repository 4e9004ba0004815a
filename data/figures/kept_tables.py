"""Tables of figures that take long to make, kept beside the build for every process, as what is hidden in them is.

A table is kept as it may be shown, never anything that it was made of.
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import pandas as pd

from data.figures import kept_files
from data.figures.decided import FOLDER, mark
from data.store.disclosure import WITHHELD
from data.store.finished import folder_of
from data.store.open import Store
from data.store.version import digest_of_texts

_ROOT = Path(__file__).parents[2]
#: What a table follows from, besides the build and what is asked: other texts may make another.
_TEXTS = (
    *("terms.py", "data/**/*.py", "data/sql/**/*.sql", "geo/regions.py"),
    *("simulator/**/*.py", "simulator/**/*.toml", "targeting/**/*.py"),
)


def found(store: Store, name: str, *asked: str) -> pd.DataFrame | None:
    """The table of this name that answers this; None where it was not kept, or the file is not as it was written."""
    file = _file(store, name, asked)
    if file is None:
        return None
    content = kept_files.read(file)
    if content is None:
        return None
    table = pd.read_parquet(io.BytesIO(content))
    return table.astype({WITHHELD: object}) if WITHHELD in table else table


def keep(store: Store, name: str, *asked: str, table: pd.DataFrame) -> None:
    """Where nothing can be written, it is made again."""
    file = _file(store, name, asked)
    if file is not None:
        kept_files.write(file, table.to_parquet())


def _file(store: Store, name: str, asked: tuple[str, ...]) -> Path | None:
    told = mark(store, name, _code(), *asked)
    return None if told is None else folder_of(store.path, store.build_id) / FOLDER / f"{name}-{told}.kept"


@cache
def _code() -> str:
    """Digest of the texts that make tables."""
    return digest_of_texts(_ROOT, _TEXTS)
