"""Groups of families worth a visit, as they may be shown."""

from __future__ import annotations

import pandas as pd

from data.read.accuracy import models
from data.store.disclosure import SMALLEST_SHOWN
from data.store.open import Store
from data.store.scope import Scope


def groups(store: Store, scope: Scope, programme: str, side: str = "both") -> pd.DataFrame:
    """The groups of ``models.checking_groups`` that hold ten families or more; a smaller one is shown nowhere, nor sent
    to be visited."""
    return models.checking_groups(store, scope, programme, side, SMALLEST_SHOWN)
