"""Numbers as people type them: both readings are never guessed between in silence."""

import pandas as pd
import pytest

from commands.numerals import Numerals, parsed
from terms import InputError

UNTOLD = Numerals()


def read(values, numerals=UNTOLD, scale_free=False):
    return list(parsed(pd.Series(values, dtype="string"), "w", numerals, scale_free))


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        (["1532", "497"], [1532, 497]),
        (["0.5", "12.25", "3"], [0.5, 12.25, 3]),
        (["0,5", "12,25", "3"], [0.5, 12.25, 3]),
        (["0.125", "1.250", "0"], [0.125, 1.25, 0]),
        (["101.182", "145.04", "64.4", "497"], [101.182, 145.04, 64.4, 497]),
        (["1e-3", "2.5E2", "-7", "+3"], [0.001, 250, -7, 3]),
        (["1.5e3", "1234567"], [1500, 1234567]),
    ],
)
def test_plain_decimals_are_read_without_being_told(values, wanted):
    assert read(values) == pytest.approx(wanted)


@pytest.mark.parametrize("mark", [".", ","])
def test_three_digits_after_each_mark_beside_plain_numbers_are_refused_with_rows(mark):
    values = [f"1{mark}532", "497", f"1{mark}014"]
    with pytest.raises(InputError, match=r"(?s)w: '1.532' \(row 1, 3\) beside '497' \(row 2\).*say --thousands"):
        read(values, scale_free=True)
    assert read(values, Numerals(thousands=mark)) == [1532, 497, 1014]
    assert read(values, Numerals(decimal=mark)) == pytest.approx([1.532, 497, 1.014])


def test_thousands_throughout_change_nothing_for_weights_and_are_asked_back_elsewhere():
    values = ["1.532", "2.014"]
    assert read(values, scale_free=True) == [1.532, 2.014]
    with pytest.raises(InputError, match="may be decimals or thousands"):
        read(values)


def test_a_number_with_two_thousands_marks_is_no_decimal():
    with pytest.raises(InputError, match=r"'1.234.567' has thousands \(row 2\); say --thousands ."):
        read(["12", "1.234.567"])


def test_points_and_commas_in_one_column_are_refused_with_rows():
    with pytest.raises(InputError, match=r"uses the point and the comma \('2.500' and '850,5'\) \(row 1\)"):
        read(["2.500", "850,5", "12,5"])
    assert read(["2.500", "850,5", "1.532,25"], Numerals(",", ".")) == [2500, 850.5, 1532.25]


def test_decimals_with_closing_zeros_cut_off_do_not_hold_one_with_them():
    with pytest.raises(InputError, match=r"'2.500' \(row 1\) looks like thousands and '850.5' \(row 2\) like decimals"):
        read(["2.500", "850.5"])


def test_a_thousands_mark_out_of_place_is_no_number():
    assert pd.isna(read(["15.32", "1.532"], Numerals(thousands="."))[0])
    assert pd.isna(read(["1.5", "2"], Numerals(decimal=","))[0])


def test_blanks_and_apostrophes_between_thousands_are_read_when_told():
    assert read(["1 532", "497,5"], Numerals(thousands=" ")) == [1532, 497.5]
    assert read(["1'532.5", "497"], Numerals(".", "'")) == [1532.5, 497]


@pytest.mark.parametrize("marks", [(";", None), (None, "x"), (",", ",")])
def test_marks_that_cannot_be_are_refused(marks):
    with pytest.raises(InputError, match=r"--decimal|--thousands"):
        Numerals(*marks)
