"""Which counts are hidden beside the small ones: by hand, on tables small enough to be worked out on paper."""

from __future__ import annotations

import pytest

from data.figures.sums import HiddenSums


def table(rows: list[list[int]]) -> HiddenSums:
    """Counts named (row, column), with every row and every column told as a sum."""
    sums = HiddenSums()
    for at, row in enumerate(rows):
        for to, count in enumerate(row):
            sums.count((at, to), count)
    for at, row in enumerate(rows):
        sums.kept([(at, to) for to in range(len(row))])
    for to in range(len(rows[0])):
        sums.kept([(at, to) for at in range(len(rows))])
    return sums


def test_nothing_is_hidden_where_nothing_is_small():
    assert table([[0, 12], [30, 10]]).hide() == (frozenset(), frozenset())


def test_one_small_count_takes_three_others_with_it():
    hidden, unsafe = table([[4, 20, 90], [30, 15, 80], [70, 60, 95]]).hide()
    assert hidden == {(0, 0), (0, 1), (1, 0), (1, 1)}, "the cheapest cycle through the small count"
    assert not unsafe


def test_two_small_counts_of_a_row_are_no_shelter_when_their_columns_give_them_away():
    """One hidden count beside another in the row, each alone in its column: both follow from the columns."""
    hidden, unsafe = table([[4, 5, 90], [30, 40, 80], [70, 60, 95]]).hide()
    for column in (0, 1):
        assert sum((row, column) in hidden for row in range(3)) >= 2
    assert not unsafe


def test_hidden_counts_of_a_sum_are_ten_or_more_together():
    """The total less what is shown is the sum of what is hidden: 4 + 1 would be five families, whosever they are."""
    hidden, unsafe = table([[4, 1, 0, 60, 90], [30, 20, 40, 70, 95], [70, 60, 50, 80, 99]]).hide()
    rows = [[4, 1, 0, 60, 90], [30, 20, 40, 70, 95], [70, 60, 50, 80, 99]]
    for at, row in enumerate(rows):
        assert sum(count for to, count in enumerate(row) if (at, to) in hidden) not in range(1, 10)
    for to in range(5):
        assert sum(rows[at][to] for at in range(3) if (at, to) in hidden) not in range(1, 10)
    assert not unsafe


def test_count_may_be_as_large_as_its_total_leaves_room_for():
    """Five families of a reason in a whole province, and the province tells it: no kabupaten can have ten."""
    hidden, unsafe = table([[2, 40], [3, 50], [0, 60]]).hide()
    assert {(0, 0), (1, 0)} <= hidden and not unsafe


def test_hidden_noughts_shelter_a_count_that_is_alone_in_its_column():
    hidden, unsafe = table([[3, 50], [0, 60], [0, 70]]).hide()
    assert any((row, 0) in hidden for row in (1, 2))
    assert not unsafe


def test_count_that_published_sums_fix_is_said_to_be_unsafe():
    """A province of one kabupaten: whatever is hidden of it stands in the province's own table."""
    sums = HiddenSums()
    sums.count("only", 4)
    sums.kept(["only"])
    assert sums.hide() == (frozenset({"only"}), frozenset({"only"}))


@pytest.mark.parametrize("count", [1, 9])
def test_what_is_hidden_elsewhere_is_hidden_here_too(count: int):
    rows = [[40, 50], [60, 70]]
    hidden, _ = table(rows).hide([(1, 1)])
    assert hidden == {(0, 0), (0, 1), (1, 0), (1, 1)}
    assert table([[count, 50], [60, 70]]).hide()[0] == hidden


def test_same_counts_always_give_the_same_answer():
    rows = [[4, 20, 90, 7], [30, 15, 80, 22], [70, 60, 95, 0]]
    assert len({table(rows).hide() for _ in range(3)}) == 1
