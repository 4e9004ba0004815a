"""Tables on the screen and in files: names beside codes, numbers that sort, texts in the viewer's language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from geo import regions
from pages.shared import address, gaps, glossary
from pages.shared.session import Viewer
from pages.shared.voice import UNDEFINED, Voice

MOST_DECIMALS = 3
#: `1.250,5`, `−3,4 %`, `36.5–40.1%`, `–`.
_FIGURE = re.compile(r"[+−]?[0-9][0-9.,]*(?:–[0-9][0-9.,]*)?[\u00a0 ]?%?|–")

Writer = Callable[[float], str]


def areas(values: pd.DataFrame, write: Callable[[float], str]) -> pd.DataFrame:
    """The values with name and label beside, highest first, missing ones last."""
    named = values.assign(
        name=[regions.name(code) for code in values["code"]],
        label=[write(value) if pd.notna(value) else "" for value in values["value"]],
    )
    return named.sort_values("value", ascending=False, na_position="last", ignore_index=True)


def extremes(values: pd.DataFrame, write: Callable[[float], str], most: int = 3) -> tuple[str, str]:
    """The highest and the lowest few areas with their values, each as one line."""
    known = areas(values, write).dropna(subset=["value"])
    lines = [f"{name} **{label}**" for name, label in zip(known["name"], known["label"], strict=True)]
    return ", ".join(lines[:most]), ", ".join(lines[::-1][:most])


def missing(table: pd.DataFrame, most: int = 8) -> str:
    """The names of the areas without data, the first few of them; empty when there is none."""
    absent = table["value"].isna() & (table["state"] == gaps.NO_DATA if "state" in table else True)
    names = table.loc[absent, "name"].tolist()
    return ", ".join(names[:most]) + (f" (+{len(names) - most})" if len(names) > most else "")


def for_screen(viewer: Viewer, table: pd.DataFrame, heading: str, is_share: bool) -> pd.DataFrame:
    """The table that is shown and downloaded: code, name, value (a share in per cent, a change of it in points)."""
    value = table["value"] * 100 if is_share else table["value"]
    shown = {
        viewer.say("umum.code"): table["code"],
        viewer.say("umum.area"): table["name"],
        heading: value.astype("Float64").round(1 if is_share else 0),
    }
    found = pd.DataFrame(shown)
    return gaps.explained(viewer, found, {heading: table["state"]}) if "state" in table else found


#: Columns that a laptop shows without scrolling sideways; pixels of a letter, and of the widest names on a phone.
MANY_COLUMNS, LETTER, WIDEST_NAMES = 6, 7.5, 195


def show(
    viewer: Viewer,
    table: pd.DataFrame,
    alt: str,
    height: int | None = None,
    gap: str = "",
    write: Mapping[str, Writer] | None = None,
) -> None:
    """A table whose numbers stand in the page's language, to the right, and sort as numbers; gaps are named.

    The browser's language would else decide, and one page would mix `9,842` with `7.419`. `write` says how the numbers
    of a column are written where that is not in full.
    """
    order = _order(table, viewer)
    st.dataframe(
        written(table, viewer.voice, write),
        hide_index=True,
        height=height or min(38 + 35 * len(table), 420),
        column_config=_columns(table.columns, viewer.language, _figures(table, viewer))
        | _named(table, order[0], viewer),
        column_order=order,
        placeholder=gap or UNDEFINED,
        alt=alt,
    )


def _named(table: pd.DataFrame, first: str, viewer: Viewer) -> dict[str, Any]:
    """The width of the column that names the rows of a table that is too wide for the screen, where the browser would
    give it only its head's; on a phone the next column stays in sight."""
    if len(table.columns) <= MANY_COLUMNS or table.empty or pd.api.types.is_numeric_dtype(table[first]):
        return {}
    longest = int(table[first].astype(str).str.len().max())
    if longest <= len(first):
        return {}
    wide = min(round(LETTER * longest) + 24, WIDEST_NAMES)
    return {first: st.column_config.Column(width=wide, help=glossary.help_of(first, viewer.language))}


def _order(table: pd.DataFrame, viewer: Viewer) -> list[str]:
    """Codes last: a phone shows two columns, which are to be the area and its figure."""
    code = viewer.say("umum.code")
    return [name for name in table.columns if name != code] + [name for name in table.columns if name == code]


def written(table: pd.DataFrame, voice: Voice, write: Mapping[str, Writer] | None = None) -> Styler:
    """The table with each number column as it is to be read: whole numbers in full, others with their decimals."""
    plain = table.reset_index(drop=True)
    formats: dict[Any, Any] = {
        name: partial(_cell, voice=voice, decimals=_decimals(plain[name]))
        for name in plain.columns
        if pd.api.types.is_numeric_dtype(plain[name]) and not pd.api.types.is_bool_dtype(plain[name])
    }
    return plain.style.format(formats | dict(write or {}))


def texts(table: pd.DataFrame, alt: str, **looks: Any) -> None:
    """A table of figures that are texts already, one column a figure's owner: all but the first stand to the right."""
    language = address.language()
    st.dataframe(
        table, hide_index=True, column_config=_columns(table.columns, language, table.columns[1:]), alt=alt, **looks
    )


def _columns(names: Iterable[str], language: str, right: Iterable[str]) -> dict[str, Any]:
    """How columns look: those named in `right` stand to the right; a head with a term of the glossary explains it."""
    stands, explained = set(right), {name: glossary.help_of(str(name), language) for name in names}
    return {
        name: st.column_config.TextColumn(alignment="right", help=told)
        if name in stands
        else st.column_config.Column(help=told)
        for name, told in explained.items()
        if told or name in stands
    }


def _figures(table: pd.DataFrame, viewer: Viewer) -> list[str]:
    """The columns of texts that are figures, each of another kind, such as a target in its own unit; no codes."""
    plain = [name for name in table.columns if table[name].dtype in (object, "str") and name != viewer.say("umum.code")]
    return [name for name in plain if table[name].map(lambda text: bool(_FIGURE.fullmatch(str(text)))).all()]


def _decimals(column: pd.Series) -> int:
    """How many decimals a column needs, three at most."""
    known = column.dropna().astype(float).to_numpy()
    return next(
        (n for n in range(MOST_DECIMALS) if np.allclose(known, known.round(n), rtol=0, atol=1e-9)), MOST_DECIMALS
    )


def _cell(value: float | None, voice: Voice, decimals: int) -> str:
    return "" if pd.isna(value) else voice.tetap(value, decimals)
