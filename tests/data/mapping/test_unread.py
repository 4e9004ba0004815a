"""What `tepat map --try` shows of cells that a mapping does not read."""

from __future__ import annotations

from data.inbox.workbench import Limits
from data.mapping.trial import Trial, try_quarter
from tests.data.mapping.conftest import Office

CONSTANTS = "".join(
    f"{name} = {{ value = 1 }}\n"
    for name in (
        *("persons", "pregnant", "children_0_6", "pupils_sd", "pupils_smp", "pupils_sma"),
        *("severe_disability", "working_age_able"),
    )
)
MAPPING = f"""
set_aside = 1
[families]
file = "kel*.csv"
only = {{ status = ["aktif"] }}
[families.columns]
family_id = "id"
kecamatan_code = {{ join = ["prov", "kab", "kec"], as = "kemendagri" }}
decile = {{ from = "desil", as = "decile" }}
aged_60_plus = "nama lansia"
civil_match = {{ from = "padan", words = {{ "padan" = "matched" }} }}
{CONSTANTS}"""
HEAD = "id;prov;kab;kec;desil;nama lansia;padan;status\n"


def tried(office: Office, mapping: str = MAPPING) -> tuple[Trial, ...]:
    office.mapping(mapping)
    return try_quarter(office.folder.parent, None, Limits("512MB", 2), None)


def test_cells_that_are_not_read_are_shown_with_their_rows_most_frequent_first(office):
    rows = ["35;15;01;miskin;0;padan;aktif"] * 3 + ["35;15;01;4;0;Blm Padan;aktif", "35;15;99;4;0;padan;aktif"]
    office.file("kel1.csv", HEAD + "".join(f"a{place};{row}\n" for place, row in enumerate(rows)))
    office.file("kel2.csv", HEAD + "b1;35;15;01;rentan;0;padan;aktif\nb2;35;15;01;miskin;0;padan;aktif\n")
    (one,) = tried(office)
    assert one.unread == (
        ("civil_match", "padan", "Blm Padan", 1),
        ("decile", "desil", "miskin", 4),
        ("decile", "desil", "rentan", 1),
        ("kecamatan_code", "prov + kab + kec", "35 + 15 + 99", 1),
    )


def test_columns_of_persons_and_what_looks_like_a_person_stay_hidden(office):
    rows = ["35;15;01;Siti Aminah;Siti Aminah;padan;aktif", "35;15;01;3515010101800001;0;padan;aktif"]
    office.file("kel.csv", HEAD + "".join(f"a{place};{row}\n" for place, row in enumerate(rows)))
    (one,) = tried(office)
    assert {(column, cell) for column, _, cell, _ in one.unread} == {("decile", "•••")}


def test_rows_that_are_left_out_and_mappings_that_read_all_show_none(office):
    office.file("kel.csv", HEAD + "a1;35;15;01;miskin;0;padan;pindah\na2;35;15;01;3;0;padan;aktif\n")
    (one,) = tried(office)
    assert one.unread == ()


def test_lines_that_are_no_rows_are_counted_for_their_own_table_alone(office):
    good = "".join(f"a{place};35;15;01;4;0;padan;aktif\n" for place in range(30))
    office.file("kel.csv", HEAD + good + "x;y\n" + "a31;35;15;01;miskin;0;padan;aktif\n")
    paid = 'family_id = "id"\nkecamatan_code = "kec"\nprogramme = { value = "PKH" }\nrupiah = { value = 600000 }\n'
    paid += 'first_quarter = { value = "2026Q1" }\n'
    office.file("bayar.csv", "id;kec\n" + "".join(f"a{place};350101\n" for place in range(30)))
    found = tried(office, f'{MAPPING}\n[payments]\nfile = "bayar.csv"\n[payments.columns]\n{paid}')
    assert [one.account.unread for one in found] == [1, 0]
