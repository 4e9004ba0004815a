"""What a mapping says, as frozen values: which cells of which rows fill which columns of the contract."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from data.contract import input_tables
from data.contract.columns import Table
from data.inbox.personal_text import shown_name

Constant = str | int | float | bool


@dataclass(frozen=True)
class FileOrigin:
    """Where rows come from: files of the quarter's folder by a name with ``*``, or a table of a database by address.

    ``header`` is the line of the header row from 1, None where it is to be found. ``password`` names a variable of the
    environment."""

    file: str = ""
    address: str = ""
    sheet: str = ""
    table: str = ""
    header: int | None = None
    delimiter: str = ""
    encoding: str = ""
    password: str = ""

    @property
    def shown(self) -> str:
        """The file or database, and its sheet or table, as it may be told: not where a database is, nobody's name."""
        kind, _, rest = self.address.partition(":")
        place = self.file or (rest.rpartition("/")[2] if kind == "sqlite" else "PostgreSQL")
        return ", ".join(shown_name(part) for part in (place, self.sheet or self.table) if part)


@dataclass(frozen=True)
class Filling:
    """How one column is filled: from one cell, from several joined (codes), or with a constant.

    ``words`` looks a cell up (small letters, meaning), ``otherwise`` is for those not in it, ``empty`` for a cell that
    says nothing, ``times`` multiplies (a monthly amount: 3).
    """

    column: str
    sources: tuple[str, ...]
    reading: str
    value: Constant | None = None
    words: tuple[tuple[str, str], ...] = ()
    otherwise: str | None = None
    empty: Constant | None = None
    times: int = 1


@dataclass(frozen=True)
class Aid:
    """The columns of one programme in a table with a column, or several, for each programme. ``per_member`` where the
    rows are members: those on aid are counted and their amounts added up, else the amount is the family's."""

    programme: str
    fillings: tuple[Filling, ...]
    per_member: bool = False

    def says(self, column: str) -> bool:
        """Whether the programme tells a column by itself."""
        return any(filling.column == column for filling in self.fillings)


@dataclass(frozen=True)
class Entry:
    """One table's rows from one origin. ``kind`` says what one row of theirs is: ``row`` one of the contract,
    ``member`` of a family, ``aid`` a family with columns of aid, ``member_aid`` a member with them, ``spell`` a
    time on aid, ``disbursement`` one of several payments in a quarter. ``only`` keeps rows with one of these words in
    a column."""

    label: str
    table: str
    origin: FileOrigin
    kind: str
    fillings: tuple[Filling, ...]
    details: tuple[Filling, ...] = ()
    aid: tuple[Aid, ...] = ()
    only: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def contract(self) -> Table:
        return input_tables.table(self.table)

    @property
    def wanted(self) -> tuple[str, ...]:
        """The columns of theirs that the entry reads, each once."""
        of_aid = [filling for aid in self.aid for filling in aid.fillings]
        read = [name for filling in (*self.fillings, *self.details, *of_aid) for name in filling.sources]
        return tuple(dict.fromkeys((*read, *(name for name, _ in self.only))))


@dataclass(frozen=True)
class QuarterMapping:
    """A mapping file: its entries in order, and the largest share of a table's rows (0–1) that may be set aside."""

    path: Path
    entries: tuple[Entry, ...]
    set_aside: float
