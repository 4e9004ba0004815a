"""The sentences of the screen: one key a sentence, both languages complete, kept in `pages/shared/words/*.toml`.

A key is `file.name`, for example `ringkasan.title`. Indonesian is the first language; English the other.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

LANGUAGES = ("id", "en")
FOLDER = Path(__file__).parent / "words"

Say = Callable[..., str]


@cache
def sentences() -> dict[str, dict[str, str]]:
    """Every sentence by key, each a mapping from language to text."""
    tables = {file.stem: tomllib.loads(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("*.toml"))}
    return {f"{stem}.{name}": both for stem, table in tables.items() for name, both in table.items()}


def say(language: str, key: str, **values: object) -> str:
    """The sentence in this language with `{name}` places filled; an unknown key is a fault of the program."""
    return sentences()[key][language].format(**values)


def speaker(language: str) -> Say:
    """`say` for one language: `speaker("id")("ringkasan.title")`."""
    return partial(say, language)
