"""A bank's list: money that came back, rows that are repeated, payments without a day."""

from __future__ import annotations

import pytest

from tests.data.mapping.conftest import Office

BANK = """
[payments]
file = "bank.csv"
columns = { family_id = "id", programme = "program", rupiah = "nominal", first_quarter = { value = "2025Q1" } }
disbursement.paid_on = "tanggal"
"""
NAMES = "id,program,tanggal,nominal\n"
RETURNED = "returned, its payments add up to nothing"
REPEATED = "repeated row, equal in family, programme, day and all else that is read"


def test_family_whose_money_came_back_is_no_recipient(office: Office):
    rows = "A,PKH,05/01/2026,600000\nA,PKH,06/02/2026,-600000\nB,PKH,05/01/2026,600000\nC,PKH,05/01/2026,0\n"
    office.file("bank.csv", NAMES + rows)
    frame, account = office.mapped(BANK)
    assert frame[["family_id", "rupiah"]].to_numpy().tolist() == [["B", 600_000]]
    assert account.used == 1 and account.left_out == ((RETURNED, 3),)


def test_repeated_row_is_one_payment_and_told(office: Office):
    rows = "A,PKH,05/01/2026,200000\nA,PKH,05-01-2026,200.000\nA,PKH,05/02/2026,200000\nB,PKH,05/01/2026,1\n"
    office.file("bank.csv", NAMES + rows)
    frame, account = office.mapped(BANK)
    assert frame[["family_id", "rupiah"]].to_numpy().tolist() == [["A", 400_000], ["B", 1]]
    assert (account.rows_in, account.used, account.left_out) == (4, 3, ((REPEATED, 1),))


def test_equal_rows_of_which_only_the_quarter_is_read_are_added_up(office: Office):
    office.file("bank.csv", NAMES + "A,PKH,05/01/2026,200000\n" * 3)
    frame, account = office.mapped(BANK.replace('"tanggal"', '{ from = "tanggal", as = "quarter" }'))
    assert frame["rupiah"].tolist() == [600_000] and account.left_out == ()


@pytest.mark.parametrize(
    ("amounts", "left"), [((600, 600, -600), [600]), ((600, 600, -600, -600), [])], ids=["sent again", "all came back"]
)
def test_money_that_came_back_and_was_sent_again_the_same_day_is_paid(office: Office, amounts, left):
    office.file("bank.csv", NAMES + "".join(f"A,PKH,05/01/2026,{amount}\n" for amount in amounts))
    assert office.mapped(BANK)[0]["rupiah"].tolist() == left


def test_payment_without_a_day_is_left_out_and_told(office: Office):
    office.file("bank.csv", NAMES + "A,PKH,05/01/2026,200000\nA,PKH,,200000\nB,PKH,-,200000\n")
    frame, account = office.mapped(BANK)
    assert frame[["family_id", "rupiah"]].to_numpy().tolist() == [["A", 200_000]]
    assert account.left_out == (("without a day of payment", 2),)
