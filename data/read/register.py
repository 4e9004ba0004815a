"""What the store tells: every reader takes the store and a scope, and gives nothing outside the scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import pandas as pd

from data.read.asked import quarters
from data.statements import statement
from data.store.open import Store
from data.store.scope import Scope
from simulator.cells import COMPONENTS, PUPILS, Cells
from terms import JAKARTA, LEVELS, PBI, PKH, SEMBAKO, InputError, Quarter


def quarter_info(store: Store) -> pd.DataFrame:
    """One row a quarter: quarter, as_of, sent_by, synthetic, truth (JSON text), build_id."""
    return _frame(store, "quarter_info", {})


@dataclass(frozen=True)
class Provenance:
    """Which build this is, when it ended (time in Jakarta), by which code, what it counted, how long it took."""

    build_id: str
    built_at: datetime
    code_version: str
    built_quarters: str
    seconds: float


def provenance(store: Store) -> Provenance:
    """The build that is served."""
    asked = {"build_id": store.build_id}
    build_id, ended, *more = store.cursor().execute(statement("read/provenance"), asked).fetchall()[0]
    return Provenance(build_id, ended.replace(tzinfo=UTC).astimezone(JAKARTA), *more)


def status(store: Store) -> pd.DataFrame:
    """One row a quarter: rows in and set aside, families and persons in the register, checks and warnings."""
    return _frame(store, "status", {})


def warnings(store: Store, quarter: Quarter) -> pd.DataFrame:
    """The claims of the input checks that do not hold in a quarter (columns name, failures); none is an error."""
    return _frame(store, "warnings", {"quarter": held(store, quarter)})


def unread_files(store: Store, quarter: Quarter) -> pd.DataFrame:
    """What lay in the inbox and was not read: quarter (empty = beside the folders of the quarters), name."""
    return _frame(store, "unread_file", {"quarter": held(store, quarter)})


def mapped_rows(store: Store) -> pd.DataFrame:
    """What became of the rows that each part of each quarter's mapping read (``mapped_rows`` of the contract).

    For who holds the store: of a file of one kabupaten the rows are its families."""
    return _of_mappings(store, "mapped_rows")


def mapped_tables(store: Store) -> pd.DataFrame:
    """The same by quarter and table of the contract, over all files (``origins``), so that no file is told apart."""
    return _of_mappings(store, "mapped_tables")


def _of_mappings(store: Store, name: str) -> pd.DataFrame:
    """Empty when no quarter came through a mapping, or the build is older than its account."""
    told = not _frame(store, "has_table", {"table": "mapped_rows"}).empty
    return _frame(store, name, {}) if told else pd.DataFrame()


def cells(store: Store, scope: Scope, quarter: Quarter) -> Cells:
    """The cells of a quarter as column arrays, only of the kabupaten within the scope.

    Raises InputError when the store does not hold the quarter.
    """
    asked = {"quarter": held(store, quarter)}
    cursor = store.cursor()
    codes = [code for (code,) in cursor.execute(statement("read/kabupaten"), asked | scope.filters).fetchall()]
    column = cursor.execute(statement("read/cells"), asked | {"codes": codes}).fetchnumpy()
    whole = {name: np.ascontiguousarray(values) for name, values in column.items()}
    return Cells(
        quarter,
        tuple(codes),
        whole["kabupaten"],
        whole["decile"],
        whole["family_type"],
        {PKH: whole["quarters_on_pkh"], SEMBAKO: whole["quarters_on_sembako"]},
        whole["on_pbi"],
        whole["families"],
        whole["persons"],
        whole["pbi_persons"],
        {name: whole[name] for name in COMPONENTS},
        {name: whole[f"all_pupils_{name}"] for name in PUPILS},
        {name: whole[f"rupiah_{name.lower()}"] for name in (PKH, SEMBAKO, PBI)},
    )


def desil(store: Store, scope: Scope, quarter: Quarter, level: str) -> pd.DataFrame:
    """Columns code, decile (0 = not ranked), families, persons; ``level`` is nation, province or kabupaten.

    The code of the nation is ``ID``; under a narrower scope it is the sum of what the scope holds.
    """
    return _frame(store, "desil", _asked(store, scope, quarter, level))


def recipients(store: Store, scope: Scope, quarter: Quarter, level: str) -> pd.DataFrame:
    """Columns code, programme, families, persons, rupiah (of the quarter), payments outside the register included.

    Persons are the members covered (PBI), else the members of the families that the register holds.
    """
    return _frame(store, "recipients", _asked(store, scope, quarter, level))


def _frame(store: Store, name: str, values: dict[str, object]) -> pd.DataFrame:
    return store.cursor().execute(statement(f"read/{name}"), values).df()


def _asked(store: Store, scope: Scope, quarter: Quarter, level: str) -> dict[str, object]:
    if level not in LEVELS:
        raise InputError(f"level: must be one of {', '.join(LEVELS)}, got {level!r}")
    return {"quarter": held(store, quarter), "level": level, **scope.filters}


def held(store: Store, quarter: Quarter) -> str:
    """The quarter as the statements want it; InputError when the store does not hold it."""
    known = quarters(store)
    if quarter not in known:
        raise InputError(f"quarter: the store holds {', '.join(map(str, known)) or 'none'}, got {quarter}")
    return str(quarter)
