"""Whose list a table's region codes are of: found by how many of all its codes fit each list, never code by code.

Codes with dots are Kemendagri's. Without dots the two lists look alike: about 480 of 514 kabupaten codes stand in both,
a third of them for another place; ten digits are a village of either. So one table is read by one list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import duckdb
import pandas as pd

from geo import regions

KEMENDAGRI, BPS = "Kemendagri", "BPS"
LISTS = {"kemendagri": KEMENDAGRI, "bps": BPS}
#: The column of each table that holds region codes.
COLUMNS = {
    "families": "kecamatan_code",
    "payments": "kecamatan_code",
    "updates": "kecamatan_code",
    "spotcheck": "kecamatan_code",
    "quotas": "kabupaten_code",
}
#: The length of a kecamatan code with dots.
USUAL = 8
_DOTTED = re.compile(r"\d{2}\.\d{2}(\.\d{2}(\.\d{4})?)?")
_OF_KEMENDAGRI = re.compile(r"\d{4}(\d{2}([123]\d{3})?)?")
_OF_BPS = re.compile(r"\d{4}(\d{3}(\d{3})?)?")
_WAY_OUT = 'say whose they are with codes = "kemendagri" or codes = "bps" in the manifest'


@dataclass(frozen=True)
class CodeReading:
    """How a table's codes are read: each given code with the kecamatan_code that it means (kabupaten as a whole: 00).

    ``chosen`` is the list, '' when the table is refused for ``fault``. ``codes`` differ; ``plain`` of them have no dot;
    ``fits`` says how many fit each list, ``other_place`` how many would be another kabupaten in the other list.
    """

    table: str
    meanings: dict[str, str]
    chosen: str
    codes: int
    plain: int
    fits: dict[str, int]
    other_place: int
    fault: str = ""

    @property
    def sentence(self) -> str:
        """Which list was taken, and why."""
        text = (
            f"{self.table}: codes without dots ({self.plain} different ones) are read as {self.chosen}'s: of all"
            f" {self.codes} codes {self.fits[KEMENDAGRI]} fit Kemendagri's list and {self.fits[BPS]} that of BPS"
        )
        doubt = f"; {self.other_place} would be another kabupaten in the other list; if they are, {_WAY_OUT}"
        return text + (doubt if self.other_place else "")


def kemendagri_meaning(code: str) -> str | None:
    """The kecamatan_code of a code of Kemendagri's list, with dots or without; None when it is none."""
    if not (_DOTTED.fullmatch(code) or _OF_KEMENDAGRI.fullmatch(code)):
        return None
    digits = code.replace(".", "")[:6].ljust(6, "0")
    dotted = f"{digits[:2]}.{digits[2:4]}.{digits[4:]}"
    return dotted if dotted in _known() else None


def bps_meaning(code: str) -> str | None:
    """The kabupaten as a whole (kecamatan 00) of a BPS code of a kabupaten (4 digits), kecamatan (7) or village (10);
    BPS numbers kecamatan in its own way, so no kecamatan is invented."""
    kabupaten = _of_bps().get(code[:4]) if _OF_BPS.fullmatch(code) else None
    return None if kabupaten is None else f"{kabupaten}.00"


def read_codes(connection: duckdb.DuckDBPyConnection, table: str, stated: str | None = None) -> CodeReading | None:
    """How the codes of ``given_<table>`` are read; None when there is nothing to translate. ``stated``: bps or
    kemendagri, where the manifest says so."""
    column = COLUMNS.get(table)
    given = connection.view(f"given_{table}")
    if column is None or column not in given.columns:
        return None
    code = duckdb.ColumnExpression(column).cast("VARCHAR").alias("code")
    lengths = duckdb.FunctionExpression("strlen", code)
    bounds = [duckdb.FunctionExpression(bound, lengths) for bound in ("min", "max")]
    if set(given.aggregate(bounds).fetchall()[0]) <= {None, USUAL}:
        return None
    return judged(table, {row[0] for row in given.select(code).distinct().fetchall() if row[0]}, stated)


def judged(table: str, codes: set[str], stated: str | None = None) -> CodeReading:
    """The list of these codes, and what each means in it."""
    of = {
        KEMENDAGRI: {code: meant for code in codes if (meant := kemendagri_meaning(code))},
        BPS: {code: meant for code in codes if (meant := bps_meaning(code))},
    }
    plain = {code for code in codes if "." not in code and (code in of[KEMENDAGRI] or code in of[BPS])}
    both = of[KEMENDAGRI].keys() & of[BPS].keys()
    elsewhere = sorted(code for code in both if of[KEMENDAGRI][code][:5] != of[BPS][code][:5])
    chosen, fault = (LISTS[stated], "") if stated else _chosen(table, of, elsewhere)
    meanings = dict(of[chosen]) if chosen else {}
    if chosen:
        # A code with dots is Kemendagri's whatever the rest is.
        meanings |= {code: meant for code, meant in of[KEMENDAGRI].items() if "." in code}
    fits = {name: len(found) for name, found in of.items()}
    return CodeReading(table, meanings, chosen, len(codes), len(plain), fits, 0 if stated else len(elsewhere), fault)


def translates(readings: Iterable[CodeReading]) -> bool:
    """Whether some code of a kecamatan is to be looked up; those of kabupaten have a look-up of their own."""
    return any(COLUMNS[reading.table] == "kecamatan_code" for reading in readings)


def frame(readings: list[CodeReading]) -> pd.DataFrame:
    """Columns table_name, given_code, kecamatan_code of all readings, as the staging looks them up."""
    rows = [(one.table, code, meant) for one in readings for code, meant in sorted(one.meanings.items())]
    return pd.DataFrame(rows, columns=["table_name", "given_code", "kecamatan_code"], dtype="str")


def _chosen(table: str, of: dict[str, dict[str, str]], elsewhere: list[str]) -> tuple[str, str]:
    """The list of the codes, or why there is none."""
    only = {
        KEMENDAGRI: sorted(of[KEMENDAGRI].keys() - of[BPS].keys()),
        BPS: sorted(of[BPS].keys() - of[KEMENDAGRI].keys()),
    }
    known = len(of[KEMENDAGRI].keys() | of[BPS].keys())
    if not only[KEMENDAGRI] and not only[BPS] and elsewhere:
        return "", _ambiguous(table, of, elsewhere)
    if only[KEMENDAGRI] and only[BPS]:
        return "", _mixed(table, only, known)
    return (BPS, "") if only[BPS] else (KEMENDAGRI, "")


def _ambiguous(table: str, of: dict[str, dict[str, str]], elsewhere: list[str]) -> str:
    code = elsewhere[0]
    places = " and ".join(_place(name, of[name][code]) for name in (KEMENDAGRI, BPS))
    return (
        f"{table}: all codes fit both lists, and {len(elsewhere)} of them mean another kabupaten in each ({code} is"
        f" {places}): {_WAY_OUT}"
    )


def _mixed(table: str, only: dict[str, list[str]], known: int) -> str:
    parts = " and ".join(f"{len(codes)} only that of {name} (first {codes[0]})" for name, codes in only.items())
    return (
        f"{table}: must use one code list, got a mix: of {known} known codes {parts} fit; write one list, or {_WAY_OUT}"
    )


def _place(name: str, kecamatan_code: str) -> str:
    return f"{kecamatan_code[:5]} {regions.name(kecamatan_code[:5])} for {name}"


@cache
def _known() -> frozenset[str]:
    return frozenset(region_codes()["kecamatan_code"])


@cache
def _of_bps() -> dict[str, str]:
    codes = regions.bps_codes()
    return dict(zip(codes["kabupaten_code_bps"], codes["kabupaten_code"], strict=True))


@cache
def region_codes() -> pd.DataFrame:
    """Every code with dots (given_code) and the kecamatan_code that it means.

    A kabupaten as a whole is its kecamatan 00: no kecamatan is invented for it.
    """
    forms = {code: code for code in regions.kecamatan()["kecamatan_code"]}
    forms |= {form: f"{code}.00" for code in regions.kabupaten()["kabupaten_code"] for form in (code, f"{code}.00")}
    return pd.DataFrame({"given_code": list(forms), "kecamatan_code": list(forms.values())})
