"""The one place where a text becomes a cell of a CSV or XLSX file, or the name of one: no cell is taken for a formula.

A spreadsheet takes a cell that begins with ``= + - @``, a tab or a carriage return for a formula, whatever the file
says, and a line break inside a text begins a new line for a reader that splits by lines. Numbers are left as they are.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

import pandas as pd

#: Their full-width forms are taken for the same signs by some spreadsheets.
STARTS = "=+-@＝＋－＠"
LONGEST_NAME = 80

_BREAKS = re.compile(r"[\r\n\t\v\f\x1c-\x1e\x85\u2028\u2029]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f]")
_NUMBER = re.compile(r"[-+]?[\d.,\s]*\d\s*%?|[-+]")
_AFTER_SEPARATOR = re.compile(rf"([;,]\s*)(?=[{re.escape(STARTS)}])")


def cell(value: Any) -> Any:
    """A value as a cell: a text in one line that no spreadsheet reads as a formula; anything else as it is.

    A text that would be a formula has ``'`` in front, the sign for text; a text that is a number stays.
    """
    if not isinstance(value, str):
        return value
    flat = _CONTROLS.sub("", _BREAKS.sub(" ", value))
    begins = flat.lstrip()[:1]
    risky = bool(begins) and begins in STARTS and not _NUMBER.fullmatch(flat.strip())
    return f"'{flat}" if risky else flat


def line(text: str) -> str:
    """A line of a note above a table: as ``cell``, also behind a comma or semicolon, where a reader may cut it."""
    return _AFTER_SEPARATOR.sub(r"\1'", cell(text))


def frame(table: pd.DataFrame) -> pd.DataFrame:
    """The table with every text, header and label of a category as a cell."""
    safe = table.rename(columns=cell)
    texts = [place for place, kind in enumerate(safe.dtypes) if not pd.api.types.is_numeric_dtype(kind)]
    for place in texts:
        safe.isetitem(place, safe.iloc[:, place].astype(object).map(cell, na_action="ignore").array)
    return safe


def to_csv(table: pd.DataFrame, target: TextIO | None = None, notes: Iterable[str] = (), sep: str = ",") -> str | None:
    """The table as CSV with its notes in lines that begin with ``#``; with ``;`` numbers have decimal commas.

    Returned as text, or written to ``target``.
    """
    head = "".join(f"# {line(note)}\n" for note in notes)
    decimal = "," if sep == ";" else "."
    if target is not None:
        target.write(head)
        frame(table).to_csv(target, index=False, sep=sep, decimal=decimal, lineterminator="\n")
        return None
    return head + frame(table).to_csv(index=False, sep=sep, decimal=decimal, lineterminator="\n")


def csv_file(table: pd.DataFrame, notes: Iterable[str], for_excel: bool = True) -> bytes:
    """The table as a CSV file: for Indonesian Excel with semicolons, decimal commas and a byte-order mark, else plain,
    with commas and decimal points."""
    text = to_csv(table, notes=notes, sep=";" if for_excel else ",") or ""
    return text.encode("utf-8-sig" if for_excel else "utf-8")


def xlsx_file(table: pd.DataFrame, notes: Sequence[str]) -> bytes:
    """The table as a workbook: one sheet with the table, header frozen and filtered, and one with the notes."""
    target = io.BytesIO()
    with pd.ExcelWriter(target, engine="xlsxwriter") as writer:
        frame(table).to_excel(writer, sheet_name="Data", index=False)
        sheet = writer.sheets["Data"]
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(table), max(len(table.columns) - 1, 0))
        sheet.autofit()
        frame(pd.DataFrame({"Keterangan / Note": list(notes)})).to_excel(writer, sheet_name="Keterangan", index=False)
        writer.sheets["Keterangan"].autofit()
    return target.getvalue()


class Writer:
    """Writes rows of cells to an open text file, comma-separated."""

    def __init__(self, file: TextIO) -> None:
        self._writer = csv.writer(file)

    def row(self, values: Iterable[Any]) -> None:
        """One line; texts as ``cell`` makes them."""
        self._writer.writerow([cell(value) for value in values])


def file_name(*parts: str) -> str:
    """A file's name of these parts, without ending: letters, digits, ``.``, ``-`` and ``_``, at most 80 characters.

    Safe on every system: no path, no leading point or sign, nothing that the header of a download must escape. What
    is too long is cut from the longest part, so that the quarter at the end stays.
    """
    slugs = [slug for slug in map(_slug, parts) if slug]
    while len("-".join(slugs)) > LONGEST_NAME:
        longest = max(range(len(slugs)), key=lambda place: len(slugs[place]))
        slugs[longest] = slugs[longest][:-1]
    return "-".join(slug.strip("-._") for slug in slugs) or "data"


def _slug(text: str) -> str:
    """``Désil 3, cepat`` is ``Desil-3-cepat``; a letter that ASCII lacks is left out."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9._]+", "-", plain).strip("-._")
