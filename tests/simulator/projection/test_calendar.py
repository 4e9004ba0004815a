"""The calendar of the first year is in the register already, to the family."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.read import asked, movement
from data.read import register as readers
from data.store.open import open_store
from data.store.scope import Scope
from simulator.cells import COMPONENTS
from simulator.projection.options import ProjectionOptions
from simulator.projection.run import project
from targeting.flow.rates import Rates
from tests.simulator.policies import policy_of
from tests.simulator.registers import cells_of, registers


@settings(max_examples=40, deadline=None)
@given(registers(), st.sampled_from((8, 20, 24)))
def test_first_year_counts_each_family_when_its_quarters_pass_the_cap(register, cap):
    policy = policy_of(
        {
            "PKH": {
                "max_decile": 4, "amounts": dict.fromkeys(COMPONENTS, 1), "max_quarters": cap,
                "cap_exempt": ["elderly"],
            }
        }
    )  # fmt: skip
    cells = cells_of(register)
    found = project(cells, policy, Rates.closed(cells.kabupaten_codes), ProjectionOptions(4)).tracks["PKH"].columns
    for step in range(1, 5):
        reach = [one for one in register if 1 <= one.decile <= 4 and one.pkh + step == cap + 1 and one.pkh > 0]
        ended = [one for one in reach if "elderly" not in one.traits()]
        assert found["reached_cap"][step].sum() == pytest.approx(sum(one.weight for one in reach))
        assert found["dropped_cap"][step].sum() == pytest.approx(sum(one.weight for one in ended))
        poor = sum(one.weight for one in ended if one.decile <= 2)
        assert found["dropped_poorest"][step].sum() == pytest.approx(poor)
        able = sum(one.weight for one in ended if one.working_age)
        assert found["to_empowerment"][step].sum() == pytest.approx(able)


@pytest.mark.parametrize("programme", ["PKH", "SEMBAKO"])
def test_first_year_equals_the_spells_of_the_store_where_nobody_leaves_otherwise(small_store, programme):
    store = open_store(small_store)
    quarter, cap = asked.quarters(store)[-1], 20
    cells = readers.cells(store, Scope.national(), quarter)
    amounts = dict.fromkeys(COMPONENTS, 1) if programme == "PKH" else 1
    everyone = {"max_decile": 10, "crossing_mode": "suspend", "crossing_keep_share": 1, "needs_component": False}
    policy = policy_of({programme: everyone | {"amounts": amounts, "max_quarters": cap}})
    found = project(cells, policy, Rates.closed(cells.kabupaten_codes), ProjectionOptions(4)).tracks[programme].columns
    spells = movement.spells(store, Scope.national(), programme, quarter)
    running = spells[(spells["cause"] == "") & (spells["family_type"] >= 0)]
    wanted = [running.loc[running["stop"] == cap - step, "families"].sum() for step in range(1, 5)]
    assert sum(wanted) > 0
    assert np.round(found["reached_cap"].sum(axis=1)[1:]).tolist() == wanted
