"""Proposals, and how well the register knows its families, area by area."""

from __future__ import annotations

import pandas as pd

from data.figures import upkeep as shown
from data.figures.tables.question import TableQuestion
from data.store.open import Store
from data.store.scope import Scope


def proposals(store: Store, scope: Scope, asked: TableQuestion) -> pd.DataFrame:
    """See ``upkeep.proposal_areas``."""
    return shown.proposal_areas(store, scope, asked.quarter, asked.level)


def quality(store: Store, scope: Scope, asked: TableQuestion) -> pd.DataFrame:
    """See ``upkeep.register_areas``."""
    return shown.register_areas(store, scope, asked.quarter, asked.level)
