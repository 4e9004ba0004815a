"""Tables on the screen and in files: names beside codes, numbers that sort, texts in the viewer's language."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from geo import regions
from pages.shared import gaps, numbers
from pages.shared.session import Viewer


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


def show(viewer: Viewer, table: pd.DataFrame, alt: str) -> None:
    """A table whose numbers follow the browser's language and whose gaps are named."""
    formats = {
        name: st.column_config.NumberColumn(format="localized")
        for name in table.columns
        if pd.api.types.is_numeric_dtype(table[name])
    }
    st.dataframe(
        table,
        hide_index=True,
        height=min(38 + 35 * len(table), 420),
        column_config=formats,
        placeholder=numbers.UNDEFINED,
        alt=alt,
    )
