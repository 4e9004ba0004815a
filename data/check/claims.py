"""The claims of ``data/sql/check/claims``: each is a query whose rows break it, named as what should be true.

Each runs alone, as it can be pasted into the DuckDB shell. One pass for all of them was tried and is slower on Parquet:
alone, most are answered by the files' own statistics. What several claims need (``check/tables``) is computed once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from data.contract import input_tables
from data.statements import names, statement

FOLDER = "check/claims"
TABLES = "check/tables"
_FORM = re.compile(
    r"-- (?P<severity>error|warning), (?P<table>\w+): (?P<meaning>[^\n]+)\n(?P<query>.*?);?\s*", re.DOTALL
)
_WORD = re.compile(r"\w+")
_ALL_COLUMNS = re.compile(r"select (\w+\.)?\*")


@dataclass(frozen=True)
class Claim:
    """One claim: its name, severity, the table it is about, what one row that breaks it is, and its query.

    The rows of an error carry the key of their table, so that they can be set aside.
    """

    name: str
    severity: str
    table: str
    meaning: str
    query: str

    @property
    def count(self) -> str:
        """How many rows break the claim. Its file is put into brackets whole; no value is ever formatted into SQL."""
        return f"select count(*) from (\n{self.query}\n) as broken"

    @property
    def needs_last_quarter(self) -> bool:
        return "before" in self.words

    @property
    def is_about_rows(self) -> bool:
        """Whether what breaks the claim are rows of its table, which lie in one shard each, and not a share of all."""
        key = set(input_tables.table(self.table).key)
        return _ALL_COLUMNS.search(self.query) is not None or key <= set(_WORD.findall(self.query))

    @cached_property
    def tables(self) -> frozenset[str]:
        """The input tables that the query reads, through the tables of ``check/tables`` too."""
        return frozenset(entry.name for entry in input_tables.INPUT if self.words & {entry.name, f"raw_{entry.name}"})

    @cached_property
    def words(self) -> frozenset[str]:
        """Every name that the query, or a table of ``check/tables`` that it reads, speaks of."""
        words = set(_WORD.findall(self.query))
        for name in names(TABLES):
            if name.rsplit("/", 1)[1] in words:
                words.update(_WORD.findall(statement(name)))
        return frozenset(words)


@cache
def all_claims() -> tuple[Claim, ...]:
    """Every claim, errors first, then by table in the contract's order and by name."""
    order = [entry.name for entry in input_tables.INPUT]
    claims = (read_claim(name) for name in names(FOLDER))
    return tuple(sorted(claims, key=lambda claim: (claim.severity, order.index(claim.table), claim.name)))


def read_claim(name: str) -> Claim:
    """The claim of one file of ``data/sql``."""
    match = _FORM.fullmatch(statement(name))
    if match is None:
        raise ValueError(f"data/sql/{name}.sql must begin with '-- error, <table>: <what one row is>'")
    return Claim(name.rsplit("/", 1)[1], match["severity"], match["table"], match["meaning"], match["query"].strip())
