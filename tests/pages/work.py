"""Counts what a run of a page does: statements of SQL, Plotly figures, pandas frames. Work, not time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pandas as pd
from plotly.basedatatypes import BaseFigure
from streamlit.runtime.scriptrunner import get_script_run_ctx

from data.store.open import Reading


@dataclass
class Work:
    """How often each thing was done by the script of a page."""

    statements: int = 0
    figures: int = 0
    frames: int = 0
    #: Columns and rows taken out of frames or made: a thousand small look-ups cost more than one large read.
    series: int = 0


#: What is counted, and as what.
WATCHED = (
    (Reading, "execute", "statements"),
    (BaseFigure, "__init__", "figures"),
    (pd.DataFrame, "__init__", "frames"),
    (pd.DataFrame, "__getitem__", "series"),
    (pd.Series, "__init__", "series"),
)


@contextmanager
def counted() -> Iterator[Work]:
    """Counts while it is open what scripts of pages do, and nothing that reads their messages."""
    done = Work()
    originals = [(owner, name, getattr(owner, name)) for owner, name, _ in WATCHED]
    for (owner, name, original), (_, _, what) in zip(originals, WATCHED, strict=True):
        setattr(owner, name, _counting(original, done, what))
    try:
        yield done
    finally:
        for owner, name, original in originals:
            setattr(owner, name, original)


def _counting(original: Callable[..., Any], done: Work, what: str) -> Callable[..., Any]:
    def counting(*given: Any, **named: Any) -> Any:
        if get_script_run_ctx(suppress_warning=True) is not None:
            setattr(done, what, getattr(done, what) + 1)
        return original(*given, **named)

    return counting
