"""What there is in an area altogether, quarter by quarter: the register, who is on aid, and the rupiah."""

from __future__ import annotations

from typing import Any

import pandas as pd

from data.read import asked, register
from data.store.disclosure import suppress
from data.store.open import Store
from data.store.scope import Scope
from terms import LEVELS, PBI, Quarter


def history(store: Store, scope: Scope, last: Quarter) -> pd.DataFrame:
    """One row a quarter up to ``last``: persons, families, recipients_PKH, …, recipients_PBI (persons), money (rupiah).

    Below the province a count under ten is missing, and the rupiah with any count of recipients.
    """
    table = pd.DataFrame([_row(store, scope, quarter) for quarter in asked.quarters(store) if quarter <= last])
    if not scope.kabupaten_codes:
        return table
    table = suppress(table, ["families"], LEVELS[-1], derived=["persons"])
    for name in [one for one in table.columns if one.startswith("recipients_")]:
        table = suppress(table, [name], LEVELS[-1], derived=["money"])
    return table


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
