"""Small counts are hidden below the province, and cannot be found by subtraction."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from data.store.disclosure import small_each, suppress, withheld


def frame(*families: int) -> pd.DataFrame:
    return pd.DataFrame({"code": "35.15", "families": families, "persons": [4 * count for count in families]})


def test_counts_under_ten_families_are_hidden_with_their_persons():
    shown = suppress(frame(9, 10, 0, 3), ["families", "persons"], "kabupaten")
    assert shown["families"].isna().tolist() == [True, False, False, True]
    assert shown["persons"].isna().tolist() == [True, False, False, True]


def test_nothing_is_hidden_at_province_level_and_above():
    for level in ("nation", "province"):
        assert suppress(frame(1, 2), ["families"], level).equals(frame(1, 2))


def test_shares_made_from_hidden_counts_are_hidden_too():
    given_frame = frame(5, 50).assign(families_share=[0.1, 0.9])
    shown = suppress(given_frame, ["families"], "kabupaten", derived=["families_share"])
    assert shown["families_share"].isna().tolist() == [True, False]


def test_hidden_values_are_told_apart_from_unknown_ones():
    given_frame = frame(5, 50).assign(families_share=[0.1, None], persons=[None, 200])
    shown = suppress(given_frame, ["families", "persons"], "kabupaten", derived=["families_share"])
    assert withheld(shown, "families").tolist() == [True, False]
    assert withheld(shown, "persons").tolist() == [False, False]
    assert withheld(shown, "families_share").tolist() == [True, False]
    again = suppress(shown.assign(other=[1, 3]), ["other"], "kabupaten")
    assert withheld(again, "families").tolist() == [True, False]
    assert withheld(again, "other").tolist() == [True, True]


def test_single_hidden_row_takes_the_smallest_other_with_it():
    shown = suppress(frame(5, 80, 30, 30, 0), ["families"], "kabupaten", group=["code"])
    assert shown["families"].isna().tolist() == [True, False, True, False, False]


@given(st.lists(st.integers(0, 40), min_size=1, max_size=8))
def test_total_never_reveals_a_hidden_row(families: list[int]):
    shown = suppress(frame(*families), ["families"], "kabupaten", group=["code"])["families"]
    hidden = [count for count, is_hidden in zip(families, shown.isna(), strict=True) if is_hidden]
    small = [count for count in families if 0 < count < 10]
    assert set(small) <= set(hidden)
    if hidden and len([count for count in families if count]) > 1:
        assert len(hidden) >= 2
    assert len(hidden) <= max(2, len(small)) or not small


def told_one_by_one(rows: list[tuple[str | None, list[float | None]]], count: int) -> list[bool]:
    """``small_each`` of one count, group by group in plain loops."""
    values = [each[count] for _, each in rows]
    hidden = [value is not None and 0 < value < 10 for value in values]
    for group in {name for name, _ in rows if name is not None}:
        inside = [row for row, (name, _) in enumerate(rows) if name == group]
        if sum(hidden[row] for row in inside) == 1:
            others = [row for row in inside if not hidden[row] and (values[row] or 0) > 0]
            if others:
                hidden[min(others, key=lambda row: (values[row], row))] = True
    return hidden


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["35", "36", None]),
            st.lists(st.one_of(st.none(), st.integers(0, 14).map(float)), min_size=2, max_size=2),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_each_count_hides_by_itself_within_its_groups(rows):
    table = pd.DataFrame({"area": [name for name, _ in rows]})
    for count in (0, 1):
        table[f"count_{count}"] = pd.Series([each[count] for _, each in rows], dtype="Float64")
    found = small_each(table, ["count_0", "count_1"], ["area"])
    for count in (0, 1):
        assert found[:, count].tolist() == told_one_by_one(rows, count)
