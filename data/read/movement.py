"""Readers of the ledger, of deciles from quarter to quarter, and of time on aid; nothing outside the scope is given."""

from __future__ import annotations

import pandas as pd

from data.contract.movement import ENTRY_REASONS, FLOWS
from data.contract.values import EXIT_REASONS
from data.read.asked import held, known_level, known_programme, read
from data.statements import statement
from data.store.open import Store
from data.store.scope import Scope
from terms import InputError, Quarter

#: Why families entered, then why they exited; the last two are never given by a programme.
FLOW_REASONS = (*ENTRY_REASONS, *EXIT_REASONS, "fewer_members", "unknown")


def ledger(store: Store, scope: Scope, programme: str, level: str, asked: tuple[Quarter, ...]) -> pd.DataFrame:
    """The ledger of a programme in these quarters: quarter, code, flow, reason, given, families, persons (PBI alone).

    Flows are opening + entered + moved_in − exited − moved_out = closing, in every area of ``level`` (nation, province
    or kabupaten); the first quarter of the store has a closing only. Moves count between areas of the level: within a
    province they are no moves of the province, and the nation has none. Where the scope holds only a part of a
    province, or several provinces, their ledgers are added up with the moves between them, and still balance.
    """
    named = {"programme": known_programme(programme), "level": known_level(level)}
    return read(store, scope, "ledger", named | {"quarters": held(store, asked)})


def wide(rows: pd.DataFrame, unit: str) -> pd.DataFrame:
    """The rows of ``ledger`` with a row for each quarter and group: the flows, then a column for each reason.

    ``unit`` is families or persons. A quarter without a ledger has a closing only; the rest is NA.
    """
    if unit not in (units := ("families", "persons")):
        raise InputError(f"unit: must be one of {', '.join(units)}, got {unit!r}")
    key = ["quarter", "code"]
    flows = rows.pivot_table(index=key, columns="flow", values=unit, aggfunc="sum").reindex(columns=FLOWS)
    given = rows[rows["reason"] != ""]
    reasons = given.pivot_table(index=key, columns="reason", values=unit, aggfunc="sum").reindex(columns=FLOW_REASONS)
    table = flows.join(reasons).astype("Int64")
    followed = table["opening"].notna() | table["entered"].notna() | table["moved_in"].notna()
    table[followed] = table[followed].fillna(0)
    table["closing"] = table["closing"].fillna(0)
    return table.rename_axis(index=["quarter", "group"], columns=None).reset_index()


def decile_flows(store: Store, scope: Scope, before: Quarter, after: Quarter) -> pd.DataFrame:
    """Families by decile in two quarters: decile_before, decile_after (−1 = not in the register, 0 = not ranked),
    on_aid_before, on_aid_after (PKH or Sembako), verified (in the field since ``before``), families, persons.

    Families are where they are now, or were last. Steps of one to four quarters are kept.
    """
    followed = spans(store, after)
    if before not in followed:
        found = ", ".join(map(str, followed)) or "no quarter"
        raise InputError(f"quarter: families are followed to {after} from {found}, got {before}")
    return read(store, scope, "decile_flow", {"quarter": str(after), "quarter_before": str(before)})


def spans(store: Store, after: Quarter) -> tuple[Quarter, ...]:
    """The quarters from which families were followed to this one, oldest first; none for the first quarter."""
    rows = store.cursor().execute(statement("read/decile_span"), {"quarter": str(after)}).fetchall()
    return tuple(Quarter.parse(quarter) for (quarter,) in rows)


def register_flows(store: Store, scope: Scope, level: str, asked: tuple[Quarter, ...]) -> pd.DataFrame:
    """Columns quarter, code, flow, families, persons: opening + born + moved_in − left − moved_out = closing.

    Born are the newly registered, members that join a family among the persons (``NEWLY_REGISTERED``).
    Unlike in ``ledger``, every move between kabupaten is shown at every level, once as moved_in and once as moved_out.
    """
    return read(store, scope, "register_flow", {"level": known_level(level), "quarters": held(store, asked)})


def spells(store: Store, scope: Scope, programme: str, quarter: Quarter) -> pd.DataFrame:
    """Spells on a programme as known at a quarter: family_type (−1 = not in the register), entry, stop, cause
    ("" = still on aid), families.

    A spell was seen from ``entry`` to ``stop``, in quarters completed; one that still runs is in its quarter stop + 1.
    Spells are kept by province: a scope of single kabupaten has none.
    """
    values = {"programme": known_programme(programme), "quarter": held(store, (quarter,))[0]}
    return read(store, scope, "spell", values)


def years_on_aid(store: Store, scope: Scope, quarter: Quarter) -> pd.DataFrame:
    """Families of the register by programme (PKH, SEMBAKO) and year_of_aid: the year of consecutive aid that they are
    in, 1 to 18, or 19 for longer; columns programme, year_of_aid, families."""
    rows = years_on_aid_by_kabupaten(store, scope, quarter)
    return rows.groupby(["programme", "year_of_aid"])["families"].sum().reset_index()


def years_on_aid_by_kabupaten(store: Store, scope: Scope, quarter: Quarter) -> pd.DataFrame:
    """As ``years_on_aid``, with the code of each kabupaten within the scope."""
    return read(store, scope, "years_on_aid_by_kabupaten", {"quarter": held(store, (quarter,))[0]})
