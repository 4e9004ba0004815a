"""All that a page sends to the browser and gives to take away, as texts, for whoever looks."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pandas as pd
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Element

#: Names that Streamlit makes up anew for each run.
MADE_UP = {"uuid", "id", "element_id", "form_id", "url"}


def texts(app: AppTest) -> list[str]:
    """Every text of every element: labels, options, words, table cells, and the strings inside charts."""
    return [text for element in _elements(app._tree) for text in _texts(element)]


def numbers(app: AppTest) -> list[str]:
    """Every text and every number of tables and charts, in order, as one comparable list."""
    return [text for element in _elements(app._tree) for text in (*_texts(element), *_numbers(element))]


def within(file: bytes) -> list[str]:
    """The texts in a file: a workbook's parts, or the file itself."""
    if file[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(file)) as parts:
            return [parts.read(name).decode("utf-8", "replace") for name in parts.namelist() if name.endswith(".xml")]
    return [file.decode("utf-8-sig", "replace")]


def _elements(block: Block) -> Iterator[Element]:
    for child in block.children.values():
        if isinstance(child, Block):
            yield from _elements(child)
        yield child


def _texts(element: Any) -> list[str]:
    proto = getattr(element, "proto", None)
    found = [] if proto is None else list(_strings(proto))
    table = _table(element)
    if table is not None:
        found += [str(name) for name in table.columns]
        found += [str(one) for column in table.select_dtypes(exclude="number") for one in table[column]]
    return found


def _numbers(element: Any) -> list[str]:
    found = [str(one) for text in _specs(element) for one in _in_json(json.loads(text)) if not isinstance(one, str)]
    table = _table(element)
    if table is not None:
        found += [str(one) for column in table.select_dtypes("number") for one in table[column]]
    return found


def _table(element: Any) -> pd.DataFrame | None:
    return element.value if type(element).__name__ in ("Dataframe", "Table") else None


def _specs(element: Any) -> list[str]:
    spec = getattr(getattr(element, "proto", None), "spec", "")
    return [spec] if isinstance(spec, str) and spec.startswith("{") else []


def _strings(message: Any) -> Iterator[str]:
    """The strings of a protobuf message; those of a chart's JSON one by one."""
    if not hasattr(message, "ListFields"):
        return
    for field, value in message.ListFields():
        if field.name in MADE_UP:
            continue
        each = value if hasattr(value, "__iter__") and not isinstance(value, str | bytes) else [value]
        for one in each:
            if isinstance(one, str):
                yield from _split(one)
            elif field.type == field.TYPE_MESSAGE and one is not None:
                yield from _strings(one)


def _split(text: str) -> Iterator[str]:
    if not text.startswith(("{", "[")) or re.match(r"\[?[A-Za-z ]", text):
        yield text
        return
    try:
        yield from (one for one in _in_json(json.loads(text)) if isinstance(one, str))
    except ValueError:
        yield text


def _in_json(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for one in value.values():
            yield from _in_json(one)
    elif isinstance(value, list):
        for one in value:
            yield from _in_json(one)
    else:
        yield value
