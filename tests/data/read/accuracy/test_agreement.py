"""How the register's decile agrees with the verified one, from stored sums and family by family."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from data.read.accuracy.agreement import agreement
from data.store.open import Store
from data.store.scope import Scope
from tests.data.read.accuracy.conftest import NEWEST
from tests.data.read.accuracy.visits import Visits


def both(visits: Visits) -> pd.DataFrame:
    """Interviewed families that register and visit rank."""
    rows = visits.judged("PKH")
    rows = rows.assign(register=rows["family_id"].map(visits.families.set_index("family_id")["decile"]))
    known = rows["interviewed"] & rows["known"] & rows["register"].between(1, 10) & rows["verified_decile"].notna()
    return rows[known].astype({"register": float, "verified_decile": float})


@pytest.mark.parametrize("code", ["ID", "35"])
def test_agreement_of_the_store_is_that_of_the_visits(store: Store, visits: Visits, code: str):
    rows = both(visits)
    rows = rows if code == "ID" else rows[rows["kabupaten"].str[:2] == code]
    found = agreement(store, Scope.national() if code == "ID" else Scope.provinces(code), NEWEST)
    apart = (rows["register"] - rows["verified_decile"]).abs()
    assert found.n == len(rows)
    assert found.exact.value == pytest.approx(np.average(apart == 0, weights=rows["weight"]))
    assert found.within_one.value == pytest.approx(np.average(apart <= 1, weights=rows["weight"]))
    correlation = np.cov(rows["register"], rows["verified_decile"], aweights=rows["weight"])
    expected = correlation[0, 1] ** 2 / (correlation[0, 0] * correlation[1, 1])
    assert found.r_squared == pytest.approx(expected)
    assert 0 < found.exact.low < found.exact.value < found.exact.high < found.within_one.value


def test_area_without_a_visit_has_no_agreement(store: Store):
    assert agreement(store, Scope.provinces("99"), NEWEST) is None
