"""The store that the screen reads: where it lies, and how answers of it are kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TypeVar

import streamlit as st

import settings
from data.store.open import open_store

Answer = TypeVar("Answer")


def of_store(reader: Callable[..., Answer]) -> Callable[..., Answer]:
    """The reader without its store: that is the newest build, and part of the key."""
    kept = st.cache_data(max_entries=64, show_spinner=False)(reader)

    @wraps(reader)
    def ask(*question: object) -> Answer:
        return kept(open_store(folder()), *question)

    return ask


def folder() -> Path:
    """The store that this application serves."""
    return settings.served_store()
