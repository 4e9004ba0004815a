"""What offices that nobody had met before stumbled over: totals at the foot, words for no rank, monthly amounts."""

from __future__ import annotations

import sqlite3

import pytest

from data.inbox.workbench import Limits
from data.mapping.account import EntryAccount
from data.mapping.carry_out import MOST_FOOT, refuse
from data.mapping.entries import FileOrigin
from data.mapping.look import look
from data.mapping.projection import FOOT
from data.mapping.proposed import LIKELY, SURE, Proposed, ProposedEntry
from terms import InputError
from tests.data.mapping.conftest import QUARTER, Office

FAMILIES = """
[families]
file = "keluarga.csv"
[families.columns]
family_id = "id"
kecamatan_code = "kode"
decile = "desil"
persons = "jiwa"
pregnant = { value = 0 }
children_0_6 = { value = 0 }
pupils_sd = { value = 0 }
pupils_smp = { value = 0 }
pupils_sma = { value = 0 }
aged_60_plus = { value = 0 }
severe_disability = { value = 0 }
working_age_able = { value = 0 }
"""


def proposed(office: Office, *origins: FileOrigin) -> dict[str, ProposedEntry]:
    """What is proposed, by the table that it fills."""
    return {one.entry.table: one for one in look(office.folder, origins, QUARTER, Limits("512MB", 2)).proposed}


def line(entry: ProposedEntry, name: str) -> Proposed:
    return dict(entry.lines)[name]


@pytest.mark.parametrize(
    ("word", "decile"),
    [("Belum diperingkat", 0), ("tidak ada desil", 0), ("Non Desil", 0), ("unranked", 0), ("Desil 7", 7)],
)
def test_words_for_no_rank_are_decile_0(office: Office, word: str, decile: int):
    office.file("keluarga.csv", f"id,kode,desil,jiwa\nA1,35.15.01,{word},3\n")
    assert office.mapped(FAMILIES)[0]["decile"].tolist() == [decile]


def test_word_with_a_number_is_never_taken_for_no_rank(office: Office):
    office.file("keluarga.csv", "id,kode,desil,jiwa\nA1,35.15.01,tidak miskin (desil 6),3\nA2,35.15.01,1,3\n")
    frame, account = office.mapped(FAMILIES)
    assert len(frame) == 1 and account.set_aside == 1


def test_totals_and_signatures_below_a_table_are_left_out_and_told(office: Office):
    foot = ",,,7\nJUMLAH,,,7\nTotal keseluruhan,,,7\n,,,Kepala Dinas\n"
    office.file("keluarga.csv", f"id,kode,desil,jiwa\nA1,35.15.01,1,3\nA2,35.15.02,2,4\n{foot}")
    frame, account = office.mapped(FAMILIES)
    assert frame["family_id"].tolist() == ["A1", "A2"]
    assert account.left_out == ((FOOT, 4),) and account.aside == ()


def test_family_without_an_identifier_is_a_fault_and_no_line_of_totals(office: Office):
    office.file("keluarga.csv", "id,kode,desil,jiwa\nA1,35.15.01,1,3\n,35.15.02,2,4\n")
    assert office.mapped(FAMILIES)[1].aside == (("family_id: is empty", 1),)


def test_many_rows_that_name_no_family_are_refused():
    few, many = (
        EntryAccount("families", 1_000, 1_000 - lines, 1_000 - lines, (), ((FOOT, lines),))
        for lines in (MOST_FOOT, MOST_FOOT + 1)
    )
    refuse(few, 0.005)
    refuse(many, 0.05)
    with pytest.raises(InputError, match=r"families: at most 20 rows, or 0.5%, may name no family .* got 21"):
        refuse(many, 0.005)


def test_empty_deciles_and_counts_are_proposed_as_none_with_the_doubt(office: Office):
    office.file("a.csv", "id_kel;kode_kec;desil;jml_jiwa;bumil;lansia\n1;35.15.01;;3;;1\n2;35.15.01;4;3;1;0\n;;;6;;\n")
    families = proposed(office, FileOrigin(file="a.csv"))["families"]
    for name in ("decile", "pregnant"):
        one = line(families, name)
        assert one.filling is not None and one.filling.empty == 0 and one.sure == LIKELY
        assert "50 % of the cells are empty, read as 0" in one.why
    told = line(families, "aged_60_plus").filling
    assert told is not None and told.empty is None


def test_all_tables_of_a_database_are_looked_at_and_monthly_amounts_are_times_three(office: Office):
    columns = 'id_keluarga, kd_prov, kd_kab, kd_kec, desil, "jml art", disabilitas'
    with sqlite3.connect(office.folder / "siks.db") as database:
        database.execute(f"create table t_keluarga ({columns})")
        rows = [(f"K{n}", 35, 15, n % 9 + 1, n % 10 + 1, 3, 0) for n in range(20)]
        database.executemany("insert into t_keluarga values (?, ?, ?, ?, ?, ?, ?)", rows)
        database.execute("create table t_bansos (id_keluarga, program, tgl_mulai, nominal_per_bulan)")
        database.executemany(
            "insert into t_bansos values (?, 'PKH', '2025-01-01', 250000)", [(f"K{n}",) for n in (1, 2)]
        )
    database.close()
    found = proposed(office, FileOrigin(address="sqlite:siks.db"))
    assert {table: one.entry.origin.table for table, one in found.items()} == {
        "families": "t_keluarga",
        "payments": "t_bansos",
    }
    monthly = line(found["payments"], "rupiah")
    assert monthly.filling is not None and (monthly.filling.times, monthly.sure) == (3, LIKELY)
    place = line(found["families"], "kecamatan_code")
    assert place.filling is not None and (place.filling.reading, place.sure) == ("kemendagri", SURE)
    assert "it may count light disabilities too" in line(found["families"], "severe_disability").why


def test_kecamatan_beyond_two_digits_are_codes_of_bps(office: Office):
    rows = "".join(f"K{n};35;15;{n % 9 + 1}{n % 2}0;{n % 10 + 1};3\n" for n in range(20))
    office.file("a.csv", f"id_keluarga;kdprov;kdkab;kdkec;desil;jml_art\n{rows}")
    place = line(proposed(office, FileOrigin(file="a.csv"))["families"], "kecamatan_code")
    assert place.filling is not None and (place.filling.reading, place.sure) == ("bps", SURE)


def test_origin_of_a_database_is_told_without_where_it_is():
    inside = FileOrigin(address="postgresql://tepat@db.kantor:5432/dtsen", table="publik.keluarga")
    assert inside.shown == "PostgreSQL, publik.keluarga"
    assert FileOrigin(address="sqlite:data/siks.db", table="t").shown == "siks.db, t"
    assert FileOrigin(file="3515010101900001.csv").shown.startswith("(a name of ")
