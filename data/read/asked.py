"""What every reader is asked: a scope, a level, a programme, quarters; and the one way to read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import pandas as pd

from data.statements import statement
from data.store.open import Store
from data.store.scope import Scope
from terms import LEVELS, REGISTER_PROGRAMMES, InputError, Quarter


@lru_cache(maxsize=8)
def quarters(store: Store) -> tuple[Quarter, ...]:
    """The quarters of the store in order; a build has the same for ever."""
    rows = store.cursor().execute(statement("read/quarters")).fetchall()
    return tuple(Quarter.parse(quarter) for (quarter,) in rows)


def read(store: Store, scope: Scope, name: str, values: Mapping[str, object]) -> pd.DataFrame:
    """The rows of a statement of ``data/sql/read`` that filters by scope."""
    return store.cursor().execute(statement(f"read/{name}"), {**values, **scope.filters}).df()


def known_programme(programme: str) -> str:
    """The code of a programme, if there is such a one."""
    if programme not in (known := [one.code for one in REGISTER_PROGRAMMES]):
        raise InputError(f"programme: must be one of {', '.join(known)}, got {programme!r}")
    return programme


def known_level(level: str) -> str:
    """The level, if there is such a one."""
    if level not in LEVELS:
        raise InputError(f"level: must be one of {', '.join(LEVELS)}, got {level!r}")
    return level


def held(store: Store, asked: tuple[Quarter, ...]) -> list[str]:
    """The quarters as the store writes them; InputError when it lacks one."""
    there = quarters(store)
    if absent := [str(quarter) for quarter in asked if quarter not in there]:
        raise InputError(f"quarter: the store holds {', '.join(map(str, there)) or 'none'}, got {', '.join(absent)}")
    return [str(quarter) for quarter in asked]
