"""The store that the screen reads: where it lies, and how answers of it are kept."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TypeVar

import streamlit as st

from data.store.open import open_store

Answer = TypeVar("Answer")


def of_store(reader: Callable[..., Answer]) -> Callable[..., Answer]:
    """The reader without its store: that is the newest build, and part of the key."""
    kept = st.cache_data(max_entries=64, show_spinner=False)(reader)

    @wraps(reader)
    def ask(*question: object) -> Answer:
        return kept(open_store(folder()), *question)

    return ask


ROOT = Path(__file__).parent.parent.parent


def folder() -> Path:
    """The store that this application serves: `TEPAT_STORE`, else `store` beside the application."""
    return Path(os.environ.get("TEPAT_STORE", ROOT / "store"))
