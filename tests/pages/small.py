"""Finds counts of one to nine families on a page: in tiles, sentences, tables, and in all that a chart holds."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator

import numpy as np
import pandas as pd
from streamlit.testing.v1 import AppTest

#: One to nine of what is counted, in a sentence or on hover, and not the end of a longer number.
COUNTED = re.compile(r"(?<![\d.,])[1-9] (?:keluarga|families|family|peserta|members|pengajuan|filings)\b")
#: What a chart says of its marks, and the sizes that it draws; shares and places lie elsewhere.
SAID, DRAWN = ("text", "customdata"), ("y", "value")
TEXTS = ("title", "markdown", "caption", "info", "warning", "error", "success", "subheader")


def small_counts(app: AppTest, charts: int | None = None) -> list[str]:
    """Where each small count stands, and what is said there; empty when there is none.

    ``charts``: only the first so many are searched.
    """
    return [*_in_tiles(app), *_in_sentences(app), *in_tables(app), *_in_charts(app, charts)]


def in_tables(app: AppTest) -> list[str]:
    """The small counts of the page's tables alone."""
    return list(_in_tables(app))


def _in_tiles(app: AppTest) -> Iterator[str]:
    for tile in app.metric:
        for text in (tile.value, tile.delta):
            if _is_small(text):
                yield f"tile {tile.label}: {text}"


def _in_sentences(app: AppTest) -> Iterator[str]:
    for kind in TEXTS:
        for element in getattr(app, kind):
            yield from (f"{kind}: {found}" for found in COUNTED.findall(_plain(element.value)))


def _in_tables(app: AppTest) -> Iterator[str]:
    for table in app.dataframe:
        for name in table.value.columns:
            yield from (f"table, {name}: {cell}" for cell in table.value[name] if _is_whole(table.value[name], cell))


def _is_whole(column: pd.Series, cell: object) -> bool:
    """Columns of whole numbers count; the others are shares and days."""
    return pd.api.types.is_integer_dtype(column) and pd.notna(cell) and 0 < abs(cell) < 10


def _in_charts(app: AppTest, charts: int | None) -> Iterator[str]:
    for chart in app.get("plotly_chart")[:charts]:
        for trace in json.loads(chart.proto.spec)["data"]:
            marks = trace.get("link", trace)
            for text in _flat([marks.get(name, []) for name in SAID]):
                if COUNTED.search(_plain(text)) or _is_small(text):
                    yield f"{trace['type']}: {text}"
            if trace["type"] in ("bar", "sankey") and trace.get("orientation") != "h":
                sizes = np.abs(np.concatenate([_numbers(marks.get(name, [])) for name in DRAWN]))
                yield from (f"{trace['type']} drawn: {size:g}" for size in sizes if size in range(1, 10))


def _is_small(text: object) -> bool:
    return re.fullmatch(r"[+−-]?[1-9]", str(text).strip()) is not None


def _plain(text: object) -> str:
    return str(text).replace("\u00a0", " ")


def _flat(values: object) -> Iterator[object]:
    if isinstance(values, list):
        for value in values:
            yield from _flat(value)
    elif not isinstance(values, dict):
        yield values


def _numbers(values: object) -> np.ndarray:
    """A list, or the bytes in which Plotly writes an array."""
    if isinstance(values, dict):
        return np.frombuffer(base64.b64decode(values["bdata"]), values["dtype"]).astype(float)
    return np.array([value for value in values if isinstance(value, int | float)], dtype=float)
