"""Tables that break lines between words only, at any width of the terminal."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

BETWEEN = 3
"""Characters that each column takes beside its words: two blanks and a line."""
SMALLEST = 8
"""A word is cut only where the terminal leaves its column no more than this, or less than the word."""


def tables(cells: pd.DataFrame, numeric: list[bool], words: tuple[str, str], width: int) -> list[Table]:
    """One table where it fits, else several below each other, each with the columns of text that lead the first.

    ``cells`` are texts; ``words`` the title of the first and the caption of the last.
    """
    least = [_longest_word(cells, place) for place in range(cells.shape[1])]
    parts = _parts(least, numeric, width)
    found = []
    for number, part in enumerate(parts):
        table = Table(header_style="bold", title=words[0] or None if number == 0 else None)
        table.caption = words[1] or None if number == len(parts) - 1 else None
        _fill(table, cells.iloc[:, part], [numeric[place] for place in part], _widths(cells, part, least, width))
        found.append(table)
    return found


def _fill(table: Table, cells: pd.DataFrame, numeric: list[bool], widths: list[int]) -> None:
    for name, is_number, space in zip(cells.columns, numeric, widths, strict=True):
        table.add_column(str(name), justify="right" if is_number else "left", overflow="fold", width=space)
    for row in cells.itertuples(index=False):
        # Text, not markup: a cell from a file may hold square brackets.
        table.add_row(*(Text(value) for value in row))


def _parts(least: list[int], numeric: list[bool], width: int) -> list[list[int]]:
    """The columns of each table: as many as fit, after the leading ones of text, which name the row."""
    leading = next((place for place, is_number in enumerate(numeric) if is_number), len(numeric))
    keys = list(range(max(1, min(leading, len(numeric) - 1))))
    while len(keys) > 1 and _taken(keys, least) > width / 2:
        keys.pop()
    parts, here = [], list(keys)
    for place in range(len(keys), len(least)):
        if len(here) > len(keys) and _taken([*here, place], least) > width:
            parts.append(here)
            here = list(keys)
        here.append(place)
    return [*parts, here]


def _widths(cells: pd.DataFrame, part: list[int], least: list[int], width: int) -> list[int]:
    """What each column gets: its longest word, and of the room left as much as its lines want."""
    given = [least[place] for place in part]
    wanted = [_longest_line(cells, place) for place in part]
    room = width - _taken(part, least)
    while room < 0 and max(given) > SMALLEST:
        given[given.index(max(given))] -= 1
        room += 1
    while room > 0 and given != wanted:
        # The column that lacks least of its lines first, so that short ones need no second line.
        lacking = [
            (want - has, place) for place, (has, want) in enumerate(zip(given, wanted, strict=True)) if want > has
        ]
        if not lacking:
            break
        missing, place = min(lacking)
        given[place] += min(missing, room)
        room -= min(missing, room)
    return given


def _taken(part: list[int], least: list[int]) -> int:
    return sum(least[place] for place in part) + BETWEEN * len(part) + 1


def _longest_word(cells: pd.DataFrame, place: int) -> int:
    return _most(cells, place, lambda text: max(map(cell_len, text.split()), default=1))


def _longest_line(cells: pd.DataFrame, place: int) -> int:
    return _most(cells, place, lambda text: max(map(cell_len, text.splitlines()), default=1))


def _most(cells: pd.DataFrame, place: int, measure: Callable[[str], int]) -> int:
    return max(measure(text) for text in [str(cells.columns[place]), *cells.iloc[:, place]])
