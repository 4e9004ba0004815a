"""Files as offices have them, with figures counted by hand: what must not be added, lost or turned round."""

from __future__ import annotations

import pytest

from data.inbox.workbench import Limits
from data.mapping.carry_out import MappingOptions, map_inbox, refuse
from data.mapping.trial import try_quarter
from terms import InputError
from tests.data.mapping.conftest import KEY, Office

CONSTANTS = "".join(
    f"columns.{name} = {{ value = 1 }}\n"
    for name in (
        *("persons", "pregnant", "children_0_6", "pupils_sd", "pupils_smp", "pupils_sma", "aged_60_plus"),
        *("severe_disability", "working_age_able"),
    )
)
FAMILIES = f"""
[families]
file = "kel.csv"
columns.family_id = "id"
columns.kecamatan_code = "kode"
columns.decile = {{ from = "desil", empty = 0 }}
{CONSTANTS}"""
MEMBERS = """
[families]
file = "anggota.csv"
columns = { family_id = "keluarga", kecamatan_code = "kode", decile = "desil" }
members.age = "lahir"
members.sex = "jk"
members.schooling = "sekolah"
members.disability = { value = "tidak" }
members.pregnancy = { value = 0 }
"""
BANK = """
[payments]
file = "bank.csv"
only = { status = ["salur", "retur"] }
columns = { family_id = "id", programme = { value = "PKH" }, first_quarter = { value = "2024Q1" }, rupiah = "nominal" }
disbursement.paid_on = "tanggal"
"""
AID = """
[payments]
file = "bantuan.csv"
columns = { family_id = "id", kecamatan_code = "kode", first_quarter = { value = "2024Q1" } }
aid.PKH = { on = "pkh", rupiah = { value = 600000 } }
aid.SEMBAKO = { on = "sembako", rupiah = { value = 600000 } }
aid.PBI = { on = "pbi", persons_covered = { value = 1 }, rupiah = { value = 126000 } }
"""


def anggota(office: Office, *members: str) -> None:
    rows = "".join(f"{member}\n" for member in members)
    office.file("anggota.csv", f"keluarga;kode;desil;lahir;jk;sekolah\n{rows}")


def test_year_of_birth_of_two_digits_is_of_the_century_that_has_been(office: Office):
    births = ("03-04-55", "31/12/26", "1.4.26", "01-01-08", "30-06-99")
    anggota(office, *(f"1;35.15.01;2;{birth};L;Tidak sekolah" for birth in births))
    frame, _ = office.mapped(MEMBERS)
    told = ("persons", "aged_60_plus", "children_0_6", "working_age_able")
    # On 31 March 2026: 70, 99, 99 (1 April 2026 is yet to come), 18 and 26 years old.
    assert [int(frame[name][0]) for name in told] == [5, 3, 0, 2]


@pytest.mark.parametrize("birth", ["01/01/1890", "150", "31/12/2031"])
def test_age_that_nobody_has_sets_its_family_aside(office: Office, birth):
    anggota(office, f"1;35.15.01;2;{birth};L;SD", "2;35.15.01;2;40;P;Tidak sekolah")
    frame, account = office.mapped(f"set_aside = 1\n{MEMBERS}")
    assert frame["family_id"].tolist() == ["2"] and account.aside[0][0].startswith("age: cannot be read")


def test_highest_school_of_grown_people_makes_no_pupils(office: Office):
    members = [
        ("8", "SD"),
        ("22", "SMA"),
        ("45", "SD"),
        ("17", "SMA"),
        ("5", "SD"),
        ("21", "SMA"),
        ("13", "SMP"),
        ("70", "SMP"),
    ]
    anggota(office, *(f"1;35.15.01;2;{age};L;{school}" for age, school in members))
    frame, _ = office.mapped(MEMBERS)
    assert [int(frame[f"pupils_{level}"][0]) for level in ("sd", "smp", "sma")] == [2, 1, 2]


def test_payment_that_came_back_is_no_payment(office: Office):
    office.file(
        "bank.csv",
        "id;nominal;tanggal;status\n"
        "A;600000;02/01/2026;salur\nB;600000;02/01/2026;salur\nB;-600000;20/01/2026;retur\n"
        "C;600000;02/01/2026;salur\nC;-200000;20/01/2026;retur\nD;600000;02/01/2026;gagal\n",
    )
    frame, account = office.mapped(BANK)
    assert frame[["family_id", "rupiah"]].to_numpy().tolist() == [["A", 600_000], ["C", 400_000]]
    assert dict(account.left_out) == {
        "returned, its payments add up to nothing": 2,
        "status is not one of the words kept": 1,
    }


def test_payment_without_a_day_is_not_of_this_quarter(office: Office):
    office.file(
        "bank.csv",
        "id;nominal;tanggal;status\nA;600000;02/01/2026;salur\nB;600000;;salur\nA;600000;-;salur\nC;1;02/10/2025;salur\n",
    )
    frame, account = office.mapped(BANK)
    assert frame[["family_id", "rupiah"]].to_numpy().tolist() == [["A", 600_000]]
    assert dict(account.left_out) == {"without a day of payment": 2, "paid in another quarter": 1}


def test_line_of_totals_with_its_place_is_no_family(office: Office):
    office.file("kel.csv", "id;kode;desil\nA;35.15.07;2\nJUMLAH KEC 07;35.15.07;\nTotal;35.15.07;9\n")
    frame, account = office.mapped(FAMILIES)
    assert frame["family_id"].tolist() == ["A"]
    assert dict(account.left_out) == {"line of totals or a note, of no family": 2}


def test_second_line_of_names_and_totals_of_columns_of_aid_stop_nothing(office: Office):
    families = "".join(f"K{number};35.15.01;ya;tidak;ya\n" for number in range(40))
    office.file("bantuan.csv", f"id;kode;pkh;sembako;pbi\n;;PKH;BPNT;JKN\nno;kode;x1;x2;x3\n{families};;40;0;40\n")
    frame, account = office.mapped(AID)
    assert len(frame) == 80 and dict(account.left_out)["line of totals or a note, of no family"] == 6
    assert account.set_aside == 3, "one row of theirs, for each of the three programmes"
    refuse(account, 0.0)


def test_two_rows_of_columns_of_aid_may_always_be_set_aside_and_a_third_not(office: Office):
    good = "".join(f"K{number};35.15.01;ya;tidak;ya\n" for number in range(20))
    for odd in (2, 3):
        office.file("bantuan.csv", f"id;kode;pkh;sembako;pbi\n{good}" + "L;35.15.01;entah;tidak;ya\n" * odd)
        _, account = office.mapped(AID)
        assert account.set_aside == 3 * odd
        if odd == 2:
            refuse(account, 0.005)
        else:
            with pytest.raises(InputError, match=r"at most 0\.5%"):
                refuse(account, 0.005)


def test_optional_table_with_nothing_of_the_quarter_is_left_out_and_a_needed_one_stops(office: Office):
    office.file("kel.csv", "id;kode;desil\nA;35.15.07;2\n")
    office.file("keluar.csv", "id;sebab;tgl\nA;meninggal;01/08/2025\n")
    exits = (
        '[exits]\nfile = "keluar.csv"\ncolumns.family_id = "id"\ncolumns.quarter = "tgl"\n'
        'columns.programme = { value = "PKH" }\n'
        'columns.reason = { from = "sebab", words = { "meninggal" = "deceased" } }\n'
    )
    office.mapping(FAMILIES + exits)
    inbox, options = office.folder.parent, MappingOptions(Limits("512MB", 2))
    (found,) = map_inbox(inbox, options)
    assert [(one.label, one.rows_out) for one in found.accounts] == [("families", 1), ("exits", 0)]
    office.mapping(FAMILIES.replace("[families]", '[families]\nonly = { id = ["B"] }') + exits)
    with pytest.raises(InputError, match="families: must give rows, got none of 1"):
        map_inbox(inbox, options)


def test_sixteen_digits_with_and_without_blanks_are_one_identifier(office: Office):
    office.file("kel.csv", "id;kode;desil\n3515 0702 0180 0001;35.15.07;2\n3515.0702.0180.0002;35.15.07;2\n")
    office.file(
        "bank.csv",
        "id;nominal;tanggal;status\n3515070201800001;1;02/01/2026;salur\n3515070201800002;1;02/01/2026;salur\n",
    )
    hashed = [{*office.mapped(text, KEY)[0]["family_id"]} for text in (FAMILIES, BANK)]
    assert len(hashed[0]) == 2 and hashed[0] == hashed[1]


@pytest.mark.parametrize(
    ("said", "quarter"), [("Jan-25", "2025Q1"), ("Agustus 24", "2024Q3"), ("2024/12/31", "2024Q4")]
)
def test_months_and_days_as_spreadsheets_show_them_are_read(office: Office, said, quarter):
    office.file("bantuan.csv", f"id;kode;pkh;sembako;pbi;sejak\nA;35.15.01;ya;tidak;tidak;{said}\n")
    frame, _ = office.mapped(AID.replace('{ value = "2024Q1" }', '"sejak"'))
    assert frame["first_quarter"].tolist() == [quarter]


def test_trial_shows_nobody_on_whose_behalf_something_was_said(office: Office):
    office.file("kel.csv", "id;kode;desil;padan\nA;35.15.07;2;Meninggal a.n. Karsinah Wulan\n")
    matched = 'columns.civil_match = { from = "padan", words = { "padan" = "matched" } }'
    office.mapping(f"set_aside = 1\n{FAMILIES}{matched}\n")
    (tried,) = try_quarter(office.folder.parent, None, Limits("512MB", 2), None)
    assert "Karsinah" not in repr((tried.cells, tried.unread)) and "•••" in repr(tried.unread)
