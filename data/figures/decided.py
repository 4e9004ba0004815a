"""What a guard has decided to hide in a build, kept in the build's folder for every process.

Some decisions take seconds a province, and a map of the nation asks for all of them. To keep them is safer too: another
solver may find another shelter, and whoever held both answers would have what each of them hides.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable
from functools import cache, lru_cache, wraps
from pathlib import Path
from typing import Any, Protocol

from data.figures import kept_files
from data.store.finished import DATABASE, folder_of
from data.store.open import Store
from data.store.version import digest_of_texts
from terms import Quarter

Names = frozenset[tuple[Any, ...]]
FOLDER = "decided"
_ROOT = Path(__file__).parents[2]
#: What a decision follows from, besides the build: another text of these may decide otherwise.
_TEXTS = (
    *("terms.py", "data/contract/movement.py", "data/contract/values.py", "data/figures/*.py", "data/read/*.py"),
    *("data/sql/read/**/*.sql", "data/store/disclosure.py", "data/store/scope.py"),
)


class KeptGuard(Protocol):
    """A decision that is kept; ``cache_clear`` forgets what this process holds of it."""

    def __call__(self, store: Store, *asked: Any) -> Names: ...

    cache_clear: Callable[[], None]


def kept(most: int) -> Callable[[Callable[..., Names]], KeptGuard]:
    """Keeps the answers of ``decide(store, *asked)``: `most` of them in this process, all of them beside the build.

    Where nothing can be written there, each process decides for itself.
    """

    def keep(decide: Callable[..., Names]) -> Any:
        name = f"{decide.__module__.rpartition('.')[2]}.{decide.__name__}"

        @lru_cache(maxsize=most)
        @wraps(decide)
        def answer(store: Store, *asked: Any) -> Names:
            file = file_of(store, name, asked)
            found = None if file is None else _read(file)
            if found is None:
                found = frozenset(map(_tuple, decide(store, *asked)))
                if file is not None:
                    kept_files.write(file, _text(found))
            return found

        return answer

    return keep


def file_of(store: Store, name: str, asked: tuple[Any, ...]) -> Path | None:
    """Where the answer to a question lies; None where the build's database cannot be seen."""
    told = mark(store, name, *map(str, asked))
    return None if told is None else folder_of(store.path, store.build_id) / FOLDER / f"{name}-{told}.kept"


def mark(store: Store, *asked: str) -> str | None:
    """A short name of what is asked of a build as it is: another where its database was changed, or the code that reads
    and decides; None where the database cannot be seen."""
    try:
        seen = (folder_of(store.path, store.build_id) / DATABASE).stat()
    except OSError:
        return None
    said = json.dumps([_code(), store.build_id, seen.st_size, seen.st_mtime_ns, *asked])
    return hashlib.sha256(said.encode()).hexdigest()[:24]


def cells_name(store: Store, quarter: Quarter, key: str) -> str | None:
    """Under which name a quarter's cells are kept, exact or perturbed by the key of this digest; None as ``mark``."""
    told = mark(store, str(quarter), key)
    return None if told is None else f"{quarter}-{told}"


@cache
def _code() -> str:
    """Digest of the texts that decide."""
    return digest_of_texts(_ROOT, _TEXTS)


def _read(file: Path) -> Names | None:
    """None where there is no whole file: then it is decided anew."""
    text = kept_files.read(file)
    return None if text is None else frozenset(map(_tuple, json.loads(text)))


def _tuple(value: Any) -> Any:
    """The same few codes and words stand in thousands of names: one copy of each is enough."""
    if isinstance(value, str):
        return sys.intern(str(value))
    return tuple(map(_tuple, value)) if isinstance(value, list | tuple) else value


def _text(names: Names) -> bytes:
    return json.dumps(sorted(names, key=str), default=lambda number: number.item()).encode()
