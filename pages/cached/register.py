"""The only file of the screen that reads the store. Every result is keyed on the build, the scope and what was asked.

The build is part of each key, so that a new one is noticed at the next rerun without a restart.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import pandas as pd

from data.contract import columns, input_tables, store_tables
from data.figures import deciles, totals
from data.read import asked, published, register
from data.read import calibration as calibrated
from data.store.finished import StoreFault
from data.store.open import Store
from data.store.scope import Scope
from geo.map_files import MapFiles, boundaries, current
from pages.cached import store
from pages.cached.store import folder, kept, of_store
from settings import ROOT
from simulator.policy.files import CURRENT_STATE, ENACTED, named
from simulator.policy.rules import Policy
from terms import LEVELS, Quarter

NATION, PROVINCE, KABUPATEN = LEVELS


@dataclass(frozen=True)
class QuarterFacts:
    """What came with a quarter: its day, who sent it, and whether it is made up."""

    quarter: Quarter
    as_of: date
    sent_by: str
    synthetic: bool


def folder_from_here() -> str:
    """The store's path as it is written from the folder of the application, where its lines are run."""
    return os.path.relpath(folder().resolve(), ROOT)


def fault() -> StoreFault | None:
    """What is wrong with the store as a whole, so that no page can show anything; None when a build can be read."""
    try:
        store.build()
    except StoreFault as found:
        return found
    return None


def quarters(scope: Scope) -> tuple[Quarter, ...]:
    """The quarters of the build, oldest first."""
    return _quarters(store.build(), scope)


by_decile = of_store(deciles.by_decile)
decile_values = of_store(deciles.area_values)
#: What the checks of a quarter's files warned of: name of the claim, failures.
warnings = of_store(register.warnings)
#: What lay in the inbox at the build and was not read: quarter (empty = beside all quarters), name.
unread_files = of_store(register.unread_files)
#: What became of the rows of an office's own files: quarter, table_name, origins, rows in, used, set aside, left out.
mapped_tables = of_store(register.mapped_tables)
#: What there is altogether quarter by quarter, up to the last one asked for.
history = of_store(totals.history)


def poverty() -> pd.DataFrame:
    """Published poverty: code, value (0–1)."""
    return published.poverty()


def calibration() -> pd.DataFrame:
    """Each calibrated figure: figure, target, achieved, unit, source, within; empty for a real register."""
    return _calibration(store.build()) if is_synthetic() else pd.DataFrame()


def quarter_facts(quarter: Quarter) -> QuarterFacts:
    """What came with a quarter of the build."""
    return _quarter_facts(store.build())[quarter]


def quarter_facts_all() -> dict[Quarter, QuarterFacts]:
    """What came with every quarter of the build."""
    return _quarter_facts(store.build())


def is_synthetic() -> bool:
    """Whether any quarter of the build is made up."""
    return any(facts.synthetic for facts in _quarter_facts(store.build()).values())


def build() -> register.Provenance:
    """Which build this is, when it was made and by which version."""
    return _build(store.build())


def dictionary() -> dict[str, pd.DataFrame]:
    """The columns of the input files and of the built tables, made from the contract."""
    return {"input": _columns(input_tables.INPUT), "built": _columns(store_tables.BUILT)}


def in_force() -> Policy:
    """The rules in force."""
    return named(ENACTED)


def as_paid() -> Policy:
    """No rule at all: everybody stays as paid."""
    return named(CURRENT_STATE)


def map_files() -> MapFiles:
    """The boundaries in use; read anew when an import has switched them."""
    try:
        found = current(folder()).lstat()
    except OSError:
        return _map_files(folder(), 0, 0)
    return _map_files(folder(), found.st_ino, found.st_mtime_ns)


@lru_cache(maxsize=4)
def _map_files(served: Path, _name: int, _at: int) -> MapFiles:
    return boundaries(served)


@kept(64)
def _quarters(served: Store, scope: Scope) -> tuple[Quarter, ...]:
    return asked.quarters(served)


@kept(4)
def _quarter_facts(served: Store) -> dict[Quarter, QuarterFacts]:
    told = {}
    for row in register.quarter_info(served).to_dict("records"):
        quarter, day = Quarter.parse(row["quarter"]), pd.Timestamp(row["as_of"]).date()
        told[quarter] = QuarterFacts(quarter, day, row["sent_by"], bool(row["synthetic"]))
    return told


@kept(4)
def _calibration(served: Store) -> pd.DataFrame:
    return calibrated.calibration(served)


@kept(4)
def _build(served: Store) -> register.Provenance:
    return register.provenance(served)


def _columns(tables: Iterable[columns.Table | columns.BuiltTable]) -> pd.DataFrame:
    rows = [
        (table.name, column.name, column.type, column.unit, column.allowed_text, column.meaning, column.source)
        for table in tables
        for column in table.columns
    ]
    return pd.DataFrame(rows, columns=["table", "column", "type", "unit", "allowed", "meaning", "source"])
