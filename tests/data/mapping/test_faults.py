"""A mapping or a file at fault is one clear sentence; nothing of a person comes in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from data.inbox.mapped import work_beside
from data.inbox.workbench import Limits, workbench
from data.mapping.carry_out import MappingOptions, map_inbox
from data.mapping.reading import read_mapping
from data.mapping.tables import Site, mapped_table, prepare
from data.store.workplace import workplace
from terms import InputError
from tests.data.mapping.conftest import KEY, QUARTER, Office

ENTRY = """
[payments]
file = "bayar.csv"
columns.first_quarter = {{ value = "2025Q1" }}
columns.family_id = "id"
columns.programme = "program"
columns.rupiah = "nominal"
{more}
"""


def mapping(more: str = "") -> str:
    return ENTRY.format(more=more)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (mapping().replace('"id"', '"nomor"'), "bayar.csv has no column nomor; it has id, program, nominal"),
        (
            mapping().replace('"nominal"', '{ from = "nominal", as = "dolar" }'),
            "as must be a transformation (rupiah, number",
        ),
        (
            mapping().replace('"nominal"', '{ from = "nominal", as = "day" }'),
            "as must be one of rupiah, number here, got day",
        ),
        (mapping().replace('"nominal"', '["nominal", "id"]'), "must be the name of one column of theirs"),
        (mapping('columns.rupiah = "id"'), "must be TOML in UTF-8, each name once"),
        (mapping('columns.desil = "id"'), "payments: desil is no column of payments"),
        (mapping().replace('columns.programme = "program"', ""), "nothing fills programme (programme of aid)"),
        (mapping().replace("bayar.csv", "gaji.csv"), "file: gaji.csv is not in 2026Q1, which holds bayar.csv"),
        (mapping().replace("bayar.csv", "../bayar.csv"), "file must lie in the quarter's folder"),
        (mapping().replace("bayar.csv", "kosong.csv"), "kosong.csv is empty, a header row is needed"),
        (mapping().replace("bayar.csv", "rusak.xlsx"), "rusak.xlsx is no workbook that can be read"),
        (mapping().replace('"bayar.csv"', '"bayar.csv"\nencoding = "utf-16"'), "bayar.csv: is not text in utf-16"),
        (mapping().replace('"bayar.csv"', '"bayar.csv"\nencoding = "ebcdic"'), "encoding must be one of utf-8"),
        (
            mapping().replace('file = "bayar.csv"', 'address = "oracle://x/y"\ntable = "t"'),
            "address: must be sqlite:FILE or",
        ),
        (
            mapping().replace('file = "bayar.csv"', 'address = "postgresql://a:rahasia@x/y"\ntable = "t"'),
            "address: must hold no password",
        ),
        (
            mapping().replace(
                'file = "bayar.csv"', 'address = "postgresql://a@x/y"\ntable = "t"\npassword = "TAK_ADA"'
            ),
            "password: the variable TAK_ADA is not set",
        ),
        (
            mapping().replace('"program"', '{ from = "program", words = { "BPNT" = "SEMBAKO" } }'),
            "programme: is not in its words: 3",
        ),
        ("gaji = 1", "gaji: must be a table of the contract (families, payments"),
        ("set_aside = 2\n" + mapping(), "set_aside: must be a share from 0 to 1, got 2"),
        ("", "must fill a table of the contract"),
    ],
)
def test_fault_of_a_mapping_is_one_clear_sentence(office: Office, text: str, sentence: str):
    office.file("bayar.csv", "id,program,nominal\n" + "".join(f"{n},PKH,1000\n" for n in range(3)))
    office.file("kosong.csv", "\n")
    office.file("rusak.xlsx", "no workbook")
    office.mapping(text)
    with pytest.raises(InputError, match=re.escape(sentence)) as fault:
        map_inbox(office.folder.parent, MappingOptions(Limits("512MB", 2)))
    assert "rahasia" not in str(fault.value)


CARDS = "nokk,program,nominal\n" + "".join(f"351501010190{n:04},PKH,1000\n" for n in range(5))


def test_family_card_comes_in_only_as_a_keyed_hash(office: Office):
    office.file("bayar.csv", CARDS)
    text = mapping().replace('"id"', '"nokk"')
    with pytest.raises(InputError, match="must not be filled from a column of persons, got nokk; give --pseudonymise"):
        office.mapped(text)
    frame, _ = office.mapped(text, KEY)
    assert frame["family_id"].map(lambda name: re.fullmatch("[0-9a-f]{32}", name) is not None).all()
    assert frame["family_id"].is_unique and len(frame) == 5


def test_sixteen_digits_under_a_harmless_name_are_set_aside(office: Office):
    office.file("bayar.csv", CARDS.replace("nokk", "id"))
    frame, account = office.mapped(mapping())
    assert frame.empty and account.aside == (("family_id: looks like a NIK or KK number; give --pseudonymise", 5),)


def test_sixteen_digits_are_not_even_written_among_what_is_set_aside(office: Office):
    office.file("bayar.csv", CARDS.replace("nokk", "id"))
    entry = read_mapping(office.mapping(mapping())).entries[0]
    with workbench(Limits("512MB", 2)) as connection:
        site = Site(connection, QUARTER, office.folder)
        prepare(site)
        mapped_table(site, entry)
        assert connection.table("mapped_row").select("family_id").fetchall() == [(None,)] * 5


def test_nothing_clear_is_written_and_the_hash_is_made_once(office: Office):
    office.file("bayar.csv", CARDS)
    office.mapping(mapping().replace('"id"', '"nokk"'))
    options = MappingOptions(Limits("512MB", 2), KEY)
    assert map_inbox(office.folder.parent, options)[0].is_new
    assert not map_inbox(office.folder.parent, options)[0].is_new, "what was mapped stays while nothing changes"
    work = work_beside(office.folder.parent)
    assert not any(b"35150101019" in path.read_bytes() for path in work.rglob("*") if path.is_file())


def test_mapped_quarters_lie_where_the_store_keeps_families(tmp_path: Path):
    for name in ("inbox", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / f"store-{name}").mkdir()
        assert workplace(tmp_path / f"store-{name}", tmp_path / name).work.parent == work_beside(tmp_path / name)


def test_code_of_another_width_is_set_aside_and_not_taken_for_its_kabupaten(office: Office):
    office.file("data.csv", "id,p,k,c,program\n1,35,15,1,PKH\n2,35,15,010,PKH\n3,35,15,,PKH\n")
    frame, account = office.mapped("""
[payments]
file = "data.csv"
columns.kecamatan_code = { join = ["p", "k", "c"], as = "kemendagri" }
columns.rupiah = { value = 1000 }
columns.first_quarter = { value = "2025Q1" }
columns.family_id = "id"
columns.programme = "program"
""")
    assert frame["kecamatan_code"].tolist() == ["35.15.01"] and account.set_aside == 2
