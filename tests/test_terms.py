"""Words that every room shares."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terms import Quarter


@pytest.mark.parametrize(
    ("quarter", "day"),
    [
        ("2025Q1", date(2025, 1, 1)),
        ("2025Q2", date(2025, 4, 1)),
        ("2025Q3", date(2025, 7, 1)),
        ("2025Q4", date(2025, 10, 1)),
    ],
)
def test_first_day_of_a_quarter(quarter, day):
    assert Quarter.parse(quarter).first_day == day


@settings(deadline=None)
@given(st.integers(2000, 2100), st.integers(1, 4))
def test_quarters_follow_one_another_without_a_gap(year, number):
    quarter = Quarter(year, number)
    assert 90 <= (quarter.next().first_day - quarter.first_day).days <= 92
    assert (quarter.next().first_day - timedelta(days=1)).year == year
