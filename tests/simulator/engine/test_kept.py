"""What the engine keeps between questions changes no answer and does not grow with the questions asked."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.cells import VARIANTS
from simulator.engine.any_aid import PACKED
from simulator.engine.packed import Packed
from simulator.engine.simulate import simulate
from simulator.policy.files import named
from tests.simulator.registers import Family, cells_of

CAPS = (8, 20, 24, 8, 40, 20)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.sampled_from((0.0, 0.0, 1.0, 0.5, 0.1, 2.0**24 + 1, 2.0**52 + 1, 3.0)), min_size=12, max_size=12),
    st.booleans(),
)
def test_packing_loses_nothing(values, deep):
    whole = np.array(values).reshape((2, 2, 3) if deep else (4, 3))
    packed = Packed.of(whole)
    assert np.array_equal(packed.whole, whole) and packed.whole.dtype == np.float64
    assert packed.values.shape[-1] == int(whole.reshape(-1, 3).any(axis=0).sum())


def test_whole_numbers_of_a_kabupaten_take_half_the_room():
    assert Packed.of(np.full((5, 3), 123_456.0)).values.dtype == np.float32
    assert Packed.of(np.full((5, 3), 0.1)).values.dtype == np.float64


def register() -> list[Family]:
    return [
        Family(code, decile, raw=raw, pkh=pkh, sembako=25 - pkh, weight=3 + decile)
        for code in ("11.01", "35.15")
        for decile in (1, 4, 5)
        for raw in ((("children_0_6", 1),), (("elderly", 1),))
        for pkh in (0, 9, 21, 25)
    ]


def test_one_question_after_another_is_answered_as_if_it_were_the_first():
    cells, base = cells_of(register()), named("lima_tahun_luas")
    for step, cap in enumerate(CAPS):
        policy = base.changed("PKH", "max_quarters", cap, "a test").changed(
            "SEMBAKO", "amounts", 1000 + step % 3, "a test"
        )
        again, fresh = simulate(cells, policy), simulate(cells_of(register()), policy)
        for by in ("nation", "kabupaten", "family_type"):
            assert again.table(by).equals(fresh.table(by)), (cap, by)
            assert again.any_aid(by).equals(fresh.any_aid(by)), (cap, by)
    for key in (("over", "PKH", "family"), ("sides", "SEMBAKO", "family")):
        assert len(cells.prepared[key]) == VARIANTS


@pytest.mark.parametrize("weight", [1, int(PACKED) + 1])
def test_families_on_any_aid_are_right_where_two_counts_do_not_fit_into_one_number(weight):
    cells = cells_of([Family(decile=1, persons=3, sembako=21, weight=weight), Family(decile=1, sembako=2)])
    policy = named("lima_tahun_luas").changed("SEMBAKO", "cap_mode", "stop", "a test")
    found = simulate(cells, policy).any_aid("nation").iloc[0]
    assert (found.families_before, found.families_after) == (weight + 1, 1)
    assert (found.persons_before, found.persons_after) == (3 * weight + 4, 4)
