"""Plain values of a Plotly figure: arrays as lists, texts without markup, colours as numbers."""

from __future__ import annotations

import base64
import html
import math
import re
from collections.abc import Mapping
from typing import Any

import numpy as np

Colour = tuple[float, float, float, float]
#: What Plotly draws where a figure names no colour.
USUAL = "#2f78b7"
_TAG = re.compile(r"<[^>]+>")
_NUMBERS = re.compile(r"[\d.]+")


def listed(value: Any) -> list[Any]:
    """A column of a trace as a list, whichever way Plotly keeps it; empty when there is none."""
    if value is None:
        return []
    if isinstance(value, Mapping) and "bdata" in value:
        flat = np.frombuffer(base64.b64decode(value["bdata"]), dtype=np.dtype(value["dtype"]))
        shape = str(value.get("shape", flat.size))
        return list(flat.reshape([int(size) for size in shape.split(",")]).tolist())
    return list(np.asarray(value, dtype=object).tolist()) if isinstance(value, np.ndarray) else list(value)


def each(value: Any, count: int, usual: Any) -> list[Any]:
    """One value a point, where a figure gives one for all or one for each."""
    if value is None:
        return [usual] * count
    if isinstance(value, (str, int, float)):
        return [value] * count
    return listed(value)


def number(value: Any) -> float:
    """A number; not a number where there is none."""
    return math.nan if value is None else float(value)


def plain(text: Any) -> str:
    """The text without markup; `<br>` ends a line."""
    return html.unescape(_TAG.sub("", str("" if text is None else text).replace("<br>", "\n")))


def colour(text: str | None, opacity: float = 1.0) -> Colour:
    """`#rrggbb`, `rgb(…)` or `rgba(…)` with an opacity over it."""
    given = text or USUAL
    if given.startswith("rgb"):
        red, green, blue, *more = (float(part) for part in _NUMBERS.findall(given))
        return red / 255, green / 255, blue / 255, (more[0] if more else 1.0) * opacity
    red, green, blue = (int(given[at : at + 2], 16) for at in (1, 3, 5))
    return red / 255, green / 255, blue / 255, opacity


def at(tree: Mapping[str, Any], *path: str) -> Any:
    """What stands at a path of a figure's tree; None where the tree has no such branch."""
    found: Any = tree
    for name in path:
        found = found.get(name) if isinstance(found, Mapping) else None
    return found
