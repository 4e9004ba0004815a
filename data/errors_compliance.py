"""Rule compliance on the register: who is paid and who may be, by the register's own deciles. A census count."""

from __future__ import annotations

import pandas as pd

from data.movements import known_level, read
from data.readers import quarters
from data.rule_in_force import rule_in_force
from data.scope import Scope
from data.store import Store
from terms import InputError, Quarter

METHOD = "census count"


def compliance(store: Store, scope: Scope, quarter: Quarter, programme: str, level: str) -> pd.DataFrame:
    """One row an area: code, families that are recipients, recipients_beyond (outside the rule, or not in the
    register), eligible, eligible_unpaid; inclusion_share = beyond ÷ recipients, exclusion_share = unpaid ÷ eligible;
    persons_covered (PBI), persons_eligible_unpaid, persons (of the register).

    It says how far payments follow the register, not how far the register is right; it has no sampling error.
    """
    if quarter not in quarters(store):
        raise InputError(f"quarter: the store does not hold {quarter}")
    rule = rule_in_force(programme, quarter)
    asked = {
        "quarter": str(quarter),
        "programme": programme,
        "max_decile": rule.max_decile,
        "needs_component": rule.needs_component,
        "level": known_level(level),
    }
    table = read(store, scope, "rule_compliance", asked)
    return table.assign(
        inclusion_share=table["recipients_beyond"] / table["recipients"].where(table["recipients"] > 0),
        exclusion_share=table["eligible_unpaid"] / table["eligible"].where(table["eligible"] > 0),
    )
