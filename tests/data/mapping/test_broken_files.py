"""Files that are broken, or not what the mapping says of them: one clear sentence, and nothing of a row in it."""

from __future__ import annotations

import re
import struct

import pytest
import xlsxwriter

from terms import InputError
from tests.data.mapping.conftest import Office

MAPPING = """
[payments]
file = "{file}"
columns.first_quarter = {{ value = "2025Q1" }}
columns.family_id = "id"
columns.programme = "program"
columns.rupiah = "nominal"
"""
HEADER = "id,program,nominal\n"
ROWS = "".join(f"A{number},PKH,1000\n" for number in range(3))
MANY = "".join(f"A{number},PKH,1000\n" for number in range(20_000))


@pytest.mark.parametrize(
    ("content", "more", "sentence"),
    [
        ((HEADER + ROWS).replace(",", ";").encode(), 'delimiter = ","', 'if it is several, say delimiter = ";"'),
        ((HEADER + ROWS).replace(",", "~").encode(), "", 'if it is several, say delimiter = "~"'),
        (HEADER.replace("nominal", "nominal,NOMINAL").encode() + b"1,PKH,1,2\n", "", "column nominal more than once"),
        ((HEADER + ROWS).encode() + b"9\x81,PKH,1\n", "", 'say encoding = "utf-8", "utf-16" or "windows-1252"'),
        (b"\xe9,x\n" + (HEADER + MANY).encode() + b"9\x81,PKH,1\n", "", "cannot be read as cp1252"),
        ((HEADER + ROWS).encode("utf-16") + b"\0", "", "cannot be read as utf-16"),
        ((HEADER + ROWS).encode("utf-32"), "", "is no text file, it has binary content"),
        (b"", "", "is empty, a header row is needed"),
    ],
    ids=["delimiter", "unusual", "twice", "byte", "late byte", "half a sign", "utf-32", "empty"],
)
def test_broken_text_is_told_with_the_way_out(office: Office, content: bytes, more: str, sentence: str):
    (office.folder / "bayar.csv").write_bytes(content)
    with pytest.raises(InputError, match=re.escape(sentence)) as fault:
        office.mapped(MAPPING.format(file="bayar.csv") + more)
    assert "A1" not in str(fault.value)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "utf-16-be"])
def test_line_that_is_no_row_is_set_aside_in_every_encoding(office: Office, encoding: str):
    office.file("bayar.csv", f"{HEADER}É1,PKH,1000\nSITI,PKH,1,2,3\nA3,PKH,1000\n", encoding)
    frame, account = office.mapped(MAPPING.format(file="bayar.csv"))
    assert set(frame["family_id"]) == {"É1", "A3"} and account.unread == 1
    assert "SITI" not in account.sentence


def test_undecodable_line_deep_in_a_file_is_set_aside(office: Office):
    (office.folder / "bayar.csv").write_bytes((HEADER + MANY).encode() + b"9\xff\xfe,PKH,1000\n")
    frame, account = office.mapped(MAPPING.format(file="bayar.csv"))
    assert len(frame) == 20_000 and account.unread == 1


def _merged(book: xlsxwriter.Workbook) -> None:
    """Titles over all columns, and a header whose cells reach over two rows."""
    sheet = book.add_worksheet("Data")
    sheet.merge_range(0, 0, 0, 2, "LAPORAN BANTUAN")
    sheet.merge_range(1, 0, 1, 2, "Triwulan I 2026")
    for place, name in enumerate(("id", "program", "nominal")):
        sheet.merge_range(2, place, 3, place, name)
    sheet.write_row(4, 0, ["A0", "PKH", "Rp1.000"])


def test_header_of_merged_cells_below_merged_titles_is_found(office: Office):
    with xlsxwriter.Workbook(office.folder / "bayar.xlsx") as book:
        _merged(book)
    frame, account = office.mapped(MAPPING.format(file="bayar.xlsx"))
    assert frame[["family_id", "rupiah"]].to_numpy().tolist() == [["A0", 1000]]
    assert dict(account.left_out) == {"row without a value": 1}


@pytest.mark.parametrize(
    ("sheets", "more", "sentence"),
    [
        (["Lain"], 'sheet = "Data"', "has no sheet Data; it has Lain"),
        (["Satu", "Dua"], "", "has several sheets, name one with sheet = …: Satu, Dua"),
        (["Data"], "", "sheet Data is empty, a header row is needed"),
        (None, "", "bayar.xlsx has a password; save it without one"),
        ([], "", "bayar.xlsx is no workbook that can be read"),
    ],
)
def test_workbook_at_fault_is_told(office: Office, sheets: list[str] | None, more: str, sentence: str):
    path = office.folder / "bayar.xlsx"
    if sheets:
        with xlsxwriter.Workbook(path) as book:
            for name in sheets:
                book.add_worksheet(name)
    else:
        path.write_bytes(locked_workbook() if sheets is None else b"")
    with pytest.raises(InputError, match=re.escape(sentence)):
        office.mapped(MAPPING.format(file="bayar.xlsx") + more)


def locked_workbook() -> bytes:
    """The compound file that Excel wraps a workbook with a password into: its two streams, with nothing in them."""
    free, end, fat = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD

    def entry(name: str, kind: int, child: int, right: int, start: int, size: int) -> bytes:
        raw = name.encode("utf-16-le") + b"\0\0"
        return struct.pack("<64sHBBIII16sIQQIQ", raw, len(raw), kind, 1, free, right, child, b"", 0, 0, 0, start, size)

    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 62, 3, 0xFFFE, 9, 6, b"",
        0, 1, 1, 0, 4096, end, 0, end, 0, 0,
    )  # fmt: skip
    table = struct.pack("<128I", fat, end, *range(3, 10), end, *range(11, 18), end, *[free] * 110)
    entries = entry("Root Entry", 5, 1, free, end, 0) + entry("EncryptionInfo", 2, free, 2, 2, 4096)
    entries += entry("EncryptedPackage", 2, free, free, 10, 4096) + b"\0" * 128
    return header + struct.pack("<108I", *[free] * 108) + table + entries + b"\0" * 8192
