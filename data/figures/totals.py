"""What there is in an area altogether, quarter by quarter: the register, who is on aid, and the rupiah."""

from __future__ import annotations

from typing import Any

import pandas as pd

from data.figures import guard_places, guard_register
from data.read import asked, register
from data.store.disclosure import hide
from data.store.open import Store
from data.store.scope import Scope
from terms import LEVELS, PBI, Quarter


def history(store: Store, scope: Scope, last: Quarter) -> pd.DataFrame:
    """One row a quarter up to ``last``: persons, families, recipients_PKH, …, recipients_PBI (persons), money (rupiah).

    Below the province a count is missing where the register or a ledger hides it in one of the scope's kabupaten, and
    the rupiah with any count of recipients.
    """
    quarters = [quarter for quarter in asked.quarters(store) if quarter <= last]
    table = pd.DataFrame([_row(store, scope, quarter) for quarter in quarters])
    if not scope.kabupaten_codes:
        return table
    table = hide(table, ["families", "persons"], [_is_hidden(store, scope, quarter) for quarter in quarters])
    for name in [one for one in table.columns if one.startswith("recipients_")]:
        programme = name.removeprefix("recipients_")
        lost = [
            any(guard_places.closing_hidden(store, programme, code, quarter) for code in scope.kabupaten_codes)
            for quarter in quarters
        ]
        table = hide(table, [name, "money"], lost)
    return table


def _is_hidden(store: Store, scope: Scope, quarter: Quarter) -> bool:
    return any(
        (code, guard_register.ALL) in guard_register.hidden(store, code[:2], quarter) for code in scope.kabupaten_codes
    )


def _row(store: Store, scope: Scope, quarter: Quarter) -> dict[str, Any]:
    registered = register.desil(store, scope, quarter, LEVELS[0])[["persons", "families"]].sum()
    aid = register.recipients(store, scope, quarter, LEVELS[0]).set_index("programme")
    on_aid = {f"recipients_{code}": row["persons" if code == PBI else "families"] for code, row in aid.iterrows()}
    return {
        "persons": registered["persons"],
        "families": registered["families"],
        **on_aid,
        "money": aid["rupiah"].sum(),
    }
