"""A projection as a workbook: its tables, what must be said with them, the rules in words and the scenario's file."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import xlsxwriter

from pages.documents.rules_in_words import rules_in_words
from pages.documents.sheets import Sheets
from pages.shared.voice import Voice
from simulator.policy.files import Policy, to_toml
from terms import Quarter


@dataclass(frozen=True)
class Told:
    """What a workbook is about: its title, the lines above each table, the scenario and the quarter it begins with."""

    title: str
    lines: tuple[str, ...]
    policy: Policy
    quarter: Quarter


def workbook(told: Told, tables: Mapping[str, pd.DataFrame], voice: Voice) -> bytes:
    """The XLSX file; the lines stand on the first sheet, rupiah columns are known by `Rp` in their heading."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        sheets = Sheets.of(book, told.title, ())
        for at, (name, table) in enumerate(tables.items()):
            sheets.table(
                name, table, [_kind(table, str(column)) for column in table.columns], told.lines if at == 0 else ()
            )
        rules = rules_in_words(told.policy, told.quarter, voice)
        labels = {name: voice.say(f"buku.col_{name}") for name in rules.columns}
        sheets.table(voice.say("buku.sheet_scenario"), rules.rename(columns=labels), ["text"] * len(labels))
        sheets.text(voice.say("buku.sheet_toml"), to_toml(told.policy).splitlines())
    return target.getvalue()


def _kind(table: pd.DataFrame, column: str) -> str:
    if not pd.api.types.is_numeric_dtype(table[column]):
        return "text"
    return "money" if "Rp" in column else "count"
