"""What a proposal of a stranger's file does not know, it says: nothing is `sure` that may be otherwise."""

from __future__ import annotations

import pytest
import xlsxwriter

from data.inbox.workbench import Limits
from data.mapping.entries import FileOrigin
from data.mapping.look import look
from data.mapping.proposal_text import proposal_text
from data.mapping.proposed import LIKELY, LOOK, SURE
from tests.data.mapping.conftest import QUARTER, Office
from tests.data.mapping.test_strangers import FAMILIES, line, proposed

BANK = "id_keluarga;program;nominal;sejak;tgl_salur;status_salur\n"


def bank(*runs: tuple[str, int]) -> str:
    """Payments with each word in so many rows, one after the other."""
    words = [word for word, rows in runs for _ in range(rows)]
    return BANK + "".join(f"K{n};PKH;600000;2025Q1;31/01/2026;{word}\n" for n, word in enumerate(words))


@pytest.mark.parametrize(
    ("runs", "kept", "told"),
    [
        ((("SUDAH SALUR", 20), ("GAGAL SALUR", 5), ("", 4)), ("sudah salur",), "left out: gagal salur (5), empty (4)"),
        ((("BERHASIL", 2_100), ("GAGAL", 400)), ("berhasil",), "left out: gagal (400)"),
        ((("BERHASIL", 60), *((f"GAGAL {n}", 1) for n in range(14))), ("berhasil",), "left out: 14 other words (14)"),
        ((("BERHASIL", 9), ("RETUR a.n. Karsinah", 9)), ("berhasil",), "left out: 1 other word (9)"),
        ((("01", 20), ("02", 5)), None, "no row is left out for its words, paid or not: 01 (20), 02 (5)"),
    ],
)
def test_words_of_status_are_those_of_the_whole_file(
    office: Office, runs: tuple[tuple[str, int], ...], kept: tuple[str, ...] | None, told: str
):
    office.file("bayar.csv", bank(*runs))
    found = proposed(office, FileOrigin(file="bayar.csv"))["payments"]
    assert found.entry.only == ((("status_salur", kept),) if kept else ())
    assert len(found.doubts) == 1 and told in found.doubts[0]
    assert f"# look at it: {found.doubts[0]}\n[payments]" in proposal_text((found,))


def test_status_that_every_payment_has_is_kept_without_a_doubt(office: Office):
    office.file("bayar.csv", bank(("Berhasil", 3)))
    found = proposed(office, FileOrigin(file="bayar.csv"))["payments"]
    assert (found.entry.only, found.doubts) == ((("status_salur", ("berhasil",)),), ())


def test_hidden_sheet_is_passed_over_and_told_and_two_sheets_of_one_table_are_doubted(office: Office):
    with xlsxwriter.Workbook(office.folder / "keluarga.xlsx") as book:
        for name in ("Data", "Data lama", "Arsip"):
            sheet = book.add_worksheet(name)
            for place, row in enumerate(
                [("ID Keluarga", "Kode Kecamatan", "Desil", "Jumlah ART"), ("A1", "35.15.01", 3, 4)]
            ):
                sheet.write_row(place, 0, row)
        book.get_worksheet_by_name("Arsip").hide()
    seen = look(office.folder, (FileOrigin(file="keluarga.xlsx"),), QUARTER, Limits("512MB", 2))
    assert [one.entry.origin.sheet for one in seen.proposed] == ["Data", "Data lama"]
    told = "families: rows of keluarga.xlsx, Data, keluarga.xlsx, Data lama are put together"
    assert all(one.doubts[0].startswith(told) for one in seen.proposed)
    assert seen.passed_over == (
        "keluarga.xlsx, Arsip is a hidden sheet and is passed over; it is looked at with --sheet",
    )
    asked = look(office.folder, (FileOrigin(file="keluarga.xlsx", sheet="Arsip"),), QUARTER, Limits("512MB", 2))
    assert [one.entry.origin.sheet for one in asked.proposed] == ["Arsip"] and not asked.passed_over


@pytest.mark.parametrize(
    ("name", "values", "reading", "sure", "told"),
    [
        ("persentil_nasional", range(1, 11), "percentile", SURE, "100 %"),
        ("desil", range(1, 11), "decile", SURE, "100 %"),
        ("desil", range(1, 13), "decile", LOOK, "some are above 10"),
        ("peringkat_nasional", range(1, 11), "decile", LOOK, "percentile ranks of the poorest alone?"),
        ("peringkat_nasional", range(1, 101), "percentile", LIKELY, "some are above 10"),
    ],
)
def test_percentile_is_told_by_its_name_before_its_numbers(
    office: Office, name: str, values: range, reading: str, sure: str, told: str
):
    rows = "".join(f"K{n};35.15.01;{n};3\n" for n in values)
    office.file("a.csv", f"id_keluarga;kode_kecamatan;{name};jumlah_art\n{rows}")
    decile = line(proposed(office, FileOrigin(file="a.csv"))["families"], "decile")
    assert decile.filling is not None and (decile.filling.reading, decile.sure) == (reading, sure)
    assert told in decile.why


@pytest.mark.parametrize(
    ("header", "row", "tables"),
    [
        ("id_keluarga;program;alasan;desil", "A1;PKH;graduasi;6", {"exits"}),
        ("id_keluarga;program;alasan;desil;jumlah_art", "A1;PKH;graduasi;6;3", {"exits"}),
        ("no_sampel;strata;psu;bobot;desil;jumlah_art;bumil;lansia", "S1;1;2;140,5;3;4;0;1", {"spotcheck"}),
        ("id_keluarga;kode_kecamatan;desil;jumlah_art", "A1;35.15.01;3;4", {"families"}),
        ("id_keluarga;kode_kecamatan;bumil;balita;lansia", "A1;35.15.01;1;0;0", {"families"}),
    ],
)
def test_list_with_a_decile_is_no_register_of_families(office: Office, header: str, row: str, tables: set[str]):
    office.file("a.csv", f"{header}\n{row}\n")
    assert {*proposed(office, FileOrigin(file="a.csv"))} == tables


MEMBERS = "id_keluarga;kode_kecamatan;desil;umur;jk;sekolah;disabilitas;hamil\n"


def members(*deciles: str) -> str:
    """Two members of each family: the head with the decile as given, a child with the second, if there is one."""
    heads, children = zip(*(decile.split("/") for decile in deciles), strict=True)
    rows = [
        f"K{n};35.15.01;{decile};{age};{sex};{school};tidak;tidak\n"
        for n, pair in enumerate(zip(heads, children, strict=True))
        for decile, age, sex, school in zip(pair, (40, 9), "PL", ("tidak sekolah", "SD"), strict=True)
    ]
    return MEMBERS + "".join(rows)


def test_decile_on_the_row_of_the_head_alone_is_that_of_the_family(office: Office):
    office.file("a.csv", members("3/", "4/", "7/"))
    found = proposed(office, FileOrigin(file="a.csv"))["families"]
    decile = line(found, "decile")
    assert decile.filling is not None and decile.filling.empty is None and decile.sure == LIKELY
    assert "50 % of the cells are empty, a family's is that of its rows which say one" in decile.why
    frame, account = office.mapped(proposal_text((found,)))
    assert frame["decile"].tolist() == [3, 4, 7] and account.aside == ()


def test_decile_that_no_row_of_a_family_has_is_proposed_as_not_ranked(office: Office):
    office.file("a.csv", members("3/3", "/"))
    found = proposed(office, FileOrigin(file="a.csv"))["families"]
    assert "read as 0, not ranked" in line(found, "decile").why
    assert office.mapped(proposal_text((found,)))[0]["decile"].tolist() == [3, 0]


VISITS = "no_sampel;strata;psu;bobot;kode_kecamatan;hasil_kunjungan;kelayakan\n"


def test_words_of_visits_are_known_and_mean_what_their_table_knows(office: Office):
    words = (
        "Berhasil diwawancarai;Layak",
        "Menolak;",
        "Pindah;",
        "Tidak ditemukan;",
        "Berhasil diwawancarai;Tidak layak",
    )
    rows = "".join(f"S{n};1;{n};140,5;35.15.01;{said}\n" for n, said in enumerate(words))
    office.file("a.csv", VISITS + rows)
    found = proposed(office, FileOrigin(file="a.csv"))["spotcheck"]
    assert {line(found, name).sure for name in ("outcome", "verdict")} == {SURE}
    outcome = line(found, "outcome").filling
    assert outcome is not None and dict(outcome.words)["menolak"] == "refused" and "rejected" not in dict(outcome.words)


def test_words_that_the_contract_does_not_know_are_looked_at(office: Office):
    rows = "".join(f"S{n};1;{n};140,5;35.15.01;Ketemu;Cukup\n" for n in range(5))
    office.file("a.csv", VISITS + rows)
    found = proposed(office, FileOrigin(file="a.csv"))["spotcheck"]
    outcome = line(found, "outcome")
    assert outcome.sure == LOOK and outcome.why.startswith("0 % of the values are words that are known")
    assert "interviewed, refused" in outcome.why and line(found, "verdict").sure == LOOK


def test_codes_of_no_list_are_not_sure(office: Office):
    rows = "".join(f"35.{n:02};PKH;100\n" for n in (1, 2, 3, 4, 5, 6, 7, 8, 9))
    office.file("a.csv", f"kode_kabupaten;program;kuota\n{rows}JUMLAH;PKH;900\n")
    place = line(proposed(office, FileOrigin(file="a.csv"))["quotas"], "kabupaten_code")
    assert place.filling is not None and (place.filling.reading, place.sure) == ("code", LIKELY)
    assert place.why == "90 % of the values can be read"


@pytest.mark.parametrize(
    ("marks", "sure"),
    [(("v", "", "v"), SURE), (("x", "", "x"), LIKELY), (("v", "x", ""), LOOK), (("v",) * 2_100 + ("x",), LOOK)],
)
def test_cross_beside_a_tick_is_looked_at(office: Office, marks: tuple[str, ...], sure: str):
    rows = "".join(f"K{n};35.15.01;{n % 10 + 1};3;{mark}\n" for n, mark in enumerate(marks))
    office.file("a.csv", f"id_keluarga;kode_kecamatan;desil;jumlah_art;sembako\n{rows}")
    on_aid = line(proposed(office, FileOrigin(file="a.csv"))["payments"], "SEMBAKO on")
    assert on_aid.sure == sure and ("x is read as yes" in on_aid.why) == (sure != SURE)


def test_exits_of_other_quarters_are_proposed_to_be_left_out(office: Office):
    days = ("15/01/2026", "20/03/2026", "01/12/2025")
    rows = "".join(f"A{n};PKH;meninggal;{day}\n" for n, day in enumerate(days))
    office.file("a.csv", f"id_keluarga;program;alasan;tanggal keluar\n{rows}")
    found = proposed(office, FileOrigin(file="a.csv"))["exits"]
    assert line(found, "quarter").sure == LIKELY and "the first quarter without aid" in line(found, "quarter").why
    frame, account = office.mapped(proposal_text((found,)))
    assert frame["family_id"].tolist() == ["A0", "A1"] and account.left_out == (("row of another quarter", 1),)


def test_quarter_that_cannot_be_read_is_not_proposed_but_doubted(office: Office):
    office.file("a.csv", "id_keluarga;program;alasan;triwulan\nA1;PKH;meninggal;kedua\n")
    found = proposed(office, FileOrigin(file="a.csv"))["exits"]
    assert "quarter" not in dict(found.lines)
    assert found.doubts == (
        "triwulan may say of which quarter a row is, but cannot be read; rows of all quarters are taken",
    )


def test_columns_of_aid_of_several_quarters_are_those_of_one(office: Office):
    rows = "A1;35.15.01;3;4;2026Q1;600000\nA1;35.15.01;3;4;2025Q4;500000\n"
    office.file("a.csv", f"id_keluarga;kode_kecamatan;desil;jumlah_art;triwulan;nominal_pkh\n{rows}")
    found = proposed(office, FileOrigin(file="a.csv"))
    assert {name for name, one in found.items() if "quarter" in dict(one.lines)} == {"families", "payments"}
    text = proposal_text((found["payments"],)).replace('# first_quarter = ""', 'first_quarter = { value = "2026Q1" }')
    frame, account = office.mapped(text)
    assert frame["rupiah"].tolist() == [600_000] and account.left_out == (("row of another quarter", 1),)


@pytest.mark.parametrize(("amounts", "sure"), [((600, 600, 750_000), LOOK), ((0, 0, 0, 600_000), SURE)])
def test_amounts_that_are_too_small_are_looked_at(office: Office, amounts: tuple[int, ...], sure: str):
    rows = "".join(f"K{n};PKH;{rupiah};2025Q1\n" for n, rupiah in enumerate(amounts))
    office.file("a.csv", f"id_keluarga;program;nominal;sejak\n{rows}")
    rupiah = line(proposed(office, FileOrigin(file="a.csv"))["payments"], "rupiah")
    assert rupiah.sure == sure and ("times = 1000" in rupiah.why) == (sure == LOOK)


@pytest.mark.parametrize(
    ("name", "of_adults", "sure"),
    [("sekolah", "tidak sekolah", SURE), ("pendidikan", "tidak sekolah", LIKELY), ("sekolah", "SMA", LOOK)],
)
def test_highest_school_reached_is_not_taken_for_the_one_attended(office: Office, name: str, of_adults: str, sure: str):
    text = members("3/3", "4/4", "7/7").replace("tidak sekolah", of_adults).replace(";sekolah;", f";{name};")
    office.file("a.csv", text)
    assert line(proposed(office, FileOrigin(file="a.csv"))["families"], "schooling").sure == sure


def test_recapitulation_of_programmes_is_no_list_of_families(office: Office):
    office.file("a.csv", "id_keluarga;kode_kecamatan;desil;jumlah_art;pkh\nA1;35.15.01;3;4;ya\n")
    office.file("rekap.csv", "kecamatan;pkh;bpnt;pbi\nTaman;30;20;10\n")
    found = look(office.folder, (FileOrigin(file="a.csv"), FileOrigin(file="rekap.csv")), QUARTER, Limits("512MB", 2))
    assert [one.entry.origin.file for one in found.proposed] == ["a.csv", "a.csv"]
    assert found.passed_over[0].startswith("rekap.csv: fills no table")


def test_empty_percentile_rank_is_not_ranked(office: Office):
    office.file("keluarga.csv", "id,kode,desil,jiwa\nA1,35.15.01,45,3\nA2,35.15.01,,3\nA3,35.15.01,100,3\n")
    rank = 'decile = { from = "desil", as = "percentile", empty = 0 }'
    frame, account = office.mapped(FAMILIES.replace('decile = "desil"', rank))
    assert frame.sort_values("family_id")["decile"].tolist() == [5, 0, 10] and account.aside == ()


def test_header_of_two_rows_is_told(office: Office):
    header = "ID Keluarga;Kode Kec;Desil;Jml ART;Anak sekolah;;\n;;;;SD;SMP;SMA\n"
    office.file("a.csv", f"{header}A1;35.15.01;3;4;1;0;0\nA2;35.15.01;3;4;1;0;0\n")
    told = "the header: it has two rows, the lower one is not read (sd, smp, sma); make one row of both in the file"
    assert proposed(office, FileOrigin(file="a.csv"))["families"].doubts == (told,)


def test_rows_that_seem_to_be_exits_and_payments_are_doubted_as_each(office: Office):
    office.file("a.csv", "id_keluarga;program;alasan;nominal;sejak\nA1;PKH;graduasi;600000;2025Q1\n")
    found = proposed(office, FileOrigin(file="a.csv"))
    told = "payments and exits: the same rows are proposed as each; keep what they are"
    assert {name: one.doubts for name, one in found.items()} == {"payments": (told,), "exits": (told,)}
