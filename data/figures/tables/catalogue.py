"""Which tables leave as data and what each of their columns means, in both languages; the texts: ``catalogue.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from terms import InputError

TEXTS = Path(__file__).with_name("catalogue.toml")
#: How a value is typed in every form that it leaves in.
TYPES = ("string", "integer", "number")


@dataclass(frozen=True)
class OpenColumn:
    """One column: its type, its unit or denominator and its meaning in Bahasa Indonesia and English."""

    name: str
    type: str
    unit: str
    indonesian: str
    english: str

    def meaning(self, language: str) -> str:
        """In ``id`` or ``en``."""
        return self.english if language == "en" else self.indonesian


@dataclass(frozen=True)
class OpenTable:
    """One table: what one row is, its columns in order, the key that comes once."""

    name: str
    indonesian: str
    english: str
    key: tuple[str, ...]
    columns: tuple[OpenColumn, ...]

    def title(self, language: str) -> str:
        """What one row is, in ``id`` or ``en``."""
        return self.english if language == "en" else self.indonesian

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    @property
    def has_programme(self) -> bool:
        """Whether a row is of one programme."""
        return "programme" in self.names


@cache
def catalogue() -> Mapping[str, OpenTable]:
    """The tables by name, in the order in which they are told."""
    told = tomllib.loads(TEXTS.read_text(encoding="utf-8"))
    shared = {name: _column(name, column) for name, column in told["shared"].items()}
    return {name: _table(name, content, shared) for name, content in told["table"].items()}


def known(name: str) -> OpenTable:
    """The table of a name; InputError when there is none."""
    if name not in catalogue():
        raise InputError(f"table: must be one of {', '.join(catalogue())}, got {name[:40]!r}")
    return catalogue()[name]


def _table(name: str, content: Mapping[str, Any], shared: Mapping[str, OpenColumn]) -> OpenTable:
    own = {column: _column(column, said) for column, said in content.get("column", {}).items()}
    columns = tuple((own | dict(shared))[column] if column not in own else own[column] for column in content["columns"])
    return OpenTable(name, content["id"], content["en"], tuple(content["key"]), columns)


def _column(name: str, said: Mapping[str, str]) -> OpenColumn:
    assert said["type"] in TYPES, f"{name}: {said['type']}"
    return OpenColumn(name, said["type"], said["unit"], said["id"], said["en"])
