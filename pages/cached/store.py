"""The store that the screen reads: where it lies, and how answers of it are kept."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import Path
from typing import TypeVar

import streamlit as st

import settings
from data.store.finished import CURRENT
from data.store.open import Store, open_store
from pages.cached.questions import KEY, CacheKey
from pages.cached.turns import turns

Answer = TypeVar("Answer")
#: Answers of one reader that are kept: those of the areas, quarters and choices that were asked for last.
MOST_ANSWERS = 64


def kept(most: int) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """The last so many answers of a function, by all that it is asked.

    An answer is kept as it is, one for all sessions, so nobody may change it; two who ask the same at the same time
    compute it once.
    """

    def keep(answer: Callable[..., Answer]) -> Callable[..., Answer]:
        def answered(asked: CacheKey) -> Answer:
            return answer(*asked.parts)

        name = f"{answer.__module__}.{answer.__qualname__}"
        # Streamlit tells caches apart by the name and the text of the function.
        answered.__module__, answered.__qualname__ = answer.__module__, answer.__qualname__
        once = st.cache_resource(max_entries=most, show_spinner=False, hash_funcs=KEY)(answered)

        @wraps(answer)
        def ask(*parts: object) -> Answer:
            asked = CacheKey(parts)
            with turns().of((name, asked.text())):
                return once(asked)

        return ask

    return keep


def of_store(reader: Callable[..., Answer]) -> Callable[..., Answer]:
    """The reader without its store: that is the newest build, and part of the key."""
    ask = kept(MOST_ANSWERS)(reader)

    @wraps(reader)
    def asked(*question: object) -> Answer:
        return ask(build(), *question)

    return asked


def build() -> Store:
    """The newest build of the store, open; asked many times in a run, so that it costs next to nothing.

    Raises StoreFault as `open_store` does.
    """
    served = folder()
    try:
        current = os.path.join(served, CURRENT)  # noqa: PTH118 - thirty times a run, and a path is dear to make
        said, found = os.readlink(current), os.stat(current)  # noqa: PTH115, PTH116
    except OSError:  # no link: there is no build, or the pointer is a small file
        return open_store(served)
    return _opened(served, said, (found.st_dev, found.st_ino))


@lru_cache(maxsize=4)
def _opened(served: Path, _said: str, _folder: tuple[int, int]) -> Store:
    """By what ``current`` says and which folder that is: another build is another key."""
    return open_store(served)


def folder() -> Path:
    """The store that this application serves."""
    return settings.served_store()
