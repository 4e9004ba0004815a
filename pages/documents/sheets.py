"""Sheets of a workbook in one manner: what the data are on top, a frozen head, filters, widths, numbers with units."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from data import spreadsheet

FORMATS = {
    "text": {"valign": "top", "text_wrap": True},
    "count": {"num_format": "#,##0", "valign": "top"},
    "share": {"num_format": "0.0%", "valign": "top"},
    "money": {"num_format": '"Rp"#,##0;-"Rp"#,##0', "valign": "top"},
    "head": {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E8EEF4"},
    "title": {"bold": True, "font_size": 14},
    "notice": {"bold": True, "font_color": "#9C0006"},
    "line": {},
    "code": {"font_name": "Consolas"},
}
WIDTHS = {"count": 14, "share": 11, "money": 24}
NARROWEST, WIDEST = 8, 60


@dataclass(frozen=True)
class Sheets:
    """A workbook that is being written; the title and the notices stand on top of every sheet."""

    book: Workbook
    formats: Mapping[str, Format]
    title: str
    notices: tuple[str, ...]

    @classmethod
    def of(cls, book: Workbook, title: str, notices: tuple[str, ...]) -> Sheets:
        """Begin a workbook."""
        return cls(book, {name: book.add_format(form) for name, form in FORMATS.items()}, title, notices)

    def table(self, name: str, frame: pd.DataFrame, kinds: Sequence[str], lines: Sequence[str] = ()) -> None:
        """A sheet with some lines and a table; ``kinds`` says how each column is written (text, count, share, money).

        Text columns at the left stay in sight when the sheet is scrolled.
        """
        sheet = self.book.add_worksheet(name)
        head = self._top(sheet, lines)
        for place, (column, kind) in enumerate(zip(frame, kinds, strict=True)):
            texts = frame[column].astype(str) if kind == "text" else None
            sheet.set_column(place, place, WIDTHS.get(kind, 0) or _width(str(column), texts))
            sheet.write_string(head, place, spreadsheet.cell(str(column)), self.formats["head"])
            for row, value in enumerate(frame[column].tolist(), head + 1):
                self._cell(sheet, (row, place), value, kind)
        left = next((place for place, kind in enumerate(kinds) if kind != "text"), 0)
        sheet.freeze_panes(head + 1, left)
        sheet.autofilter(head, 0, head + len(frame), len(kinds) - 1)
        sheet.repeat_rows(head)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)

    def text(self, name: str, lines: Sequence[str]) -> None:
        """A sheet of lines as they are, such as a file."""
        sheet = self.book.add_worksheet(name)
        first = self._top(sheet, ())
        for row, line in enumerate(lines, first):
            sheet.write_string(row, 0, spreadsheet.cell(line), self.formats["code"])

    def _top(self, sheet: Worksheet, lines: Sequence[str]) -> int:
        """Title, notices and lines; returns the row below them and one empty row."""
        above = [
            (self.title, "title"),
            *((text, "notice") for text in self.notices),
            *((text, "line") for text in lines),
        ]
        for row, (text, form) in enumerate(above):
            sheet.write_string(row, 0, spreadsheet.cell(text), self.formats[form])
        return len(above) + 1

    def _cell(self, sheet: Worksheet, place: tuple[int, int], value: Any, kind: str) -> None:
        if pd.isna(value) or (isinstance(value, float) and not math.isfinite(value)):
            sheet.write_blank(*place, None, self.formats[kind])
        elif kind == "text":
            sheet.write_string(*place, spreadsheet.cell(str(value)), self.formats[kind])
        else:
            sheet.write_number(*place, value, self.formats[kind])


def _width(head: str, texts: pd.Series | None) -> int:
    longest = 0 if texts is None or texts.empty else int(texts.str.len().max())
    return min(max(longest, len(head), NARROWEST) + 2, WIDEST)
