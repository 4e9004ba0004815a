"""Reads a workbook with nothing but the standard library, as a spreadsheet program would see it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass(frozen=True)
class Sheet:
    """Cells by row; numbers as float, text as str, empty as None; with the frozen corner, filter and number formats."""

    rows: list[list[object]]
    formats: list[list[str]]
    frozen: str
    filtered: str
    widths: list[float]

    def table(self, head: str) -> list[dict[str, object]]:
        """The rows below the row that begins with ``head``, by its words."""
        start = next(place for place, row in enumerate(self.rows) if row and row[0] == head)
        names = self.rows[start]
        return [dict(zip(names, row, strict=False)) for row in self.rows[start + 1 :]]

    def format_of(self, column: str) -> set[str]:
        start = next(place for place, row in enumerate(self.rows) if column in row)
        place = self.rows[start].index(column)
        return {formats[place] for formats in self.formats[start + 1 :]}

    @property
    def text(self) -> str:
        return "\n".join(str(cell) for row in self.rows for cell in row if cell is not None)


def sheets(content: bytes) -> dict[str, Sheet]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        read = {
            name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xml")
        }
    shared = ["".join(part.itertext()) for part in read["xl/sharedStrings.xml"]]
    names = [sheet.get("name", "") for sheet in read["xl/workbook.xml"].iter(f"{MAIN}sheet")]
    formats = _formats(read["xl/styles.xml"])
    pages = [read[f"xl/worksheets/sheet{number}.xml"] for number in range(1, len(names) + 1)]
    return {name: _sheet(page, shared, formats) for name, page in zip(names, pages, strict=True)}


def _formats(styles: ElementTree.Element) -> list[str]:
    own = {form.get("numFmtId"): form.get("formatCode", "") for form in styles.iter(f"{MAIN}numFmt")}
    own |= {"3": "#,##0"}
    cells = styles.find(f"{MAIN}cellXfs")
    return [own.get(form.get("numFmtId"), "") for form in cells]


def _sheet(page: ElementTree.Element, shared: list[str], formats: list[str]) -> Sheet:
    rows: list[list[object]] = []
    forms: list[list[str]] = []
    for row in page.iter(f"{MAIN}row"):
        place = int(row.get("r", "0"))
        rows += [[] for _ in range(place - len(rows))]
        forms += [[] for _ in range(place - len(forms))]
        for cell in row:
            column = _column(cell.get("r", ""))
            rows[place - 1] += [None] * (column + 1 - len(rows[place - 1]))
            forms[place - 1] += [""] * (column + 1 - len(forms[place - 1]))
            rows[place - 1][column] = _value(cell, shared)
            forms[place - 1][column] = formats[int(cell.get("s", "0"))]
    assert not list(page.iter(f"{MAIN}f")), "no cell is a formula"
    pane, chosen = next(page.iter(f"{MAIN}pane"), None), page.find(f"{MAIN}autoFilter")
    widths = [float(column.get("width", "0")) for column in page.iter(f"{MAIN}col")]
    corner = "" if pane is None else pane.get("topLeftCell", "")
    return Sheet(rows, forms, corner, "" if chosen is None else chosen.get("ref", ""), widths)


def _column(reference: str) -> int:
    number = 0
    for letter in re.match(r"[A-Z]+", reference)[0]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _value(cell: ElementTree.Element, shared: list[str]) -> object:
    value = cell.find(f"{MAIN}v")
    if value is None:
        return None
    return shared[int(value.text)] if cell.get("t") == "s" else float(value.text)
