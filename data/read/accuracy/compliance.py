"""Rule compliance on the register: who is paid and who may be, by the register's own deciles. A census count."""

from __future__ import annotations

import pandas as pd

from data.read.asked import known_level, quarters, read
from data.store.open import Store
from data.store.scope import Scope
from simulator.policy.enacted import rule_in_force
from terms import InputError, Quarter


def compliance(store: Store, scope: Scope, quarter: Quarter, programme: str, level: str) -> pd.DataFrame:
    """One row an area: code, families that are recipients, recipients_beyond (outside the rule, or not in the
    register), eligible, eligible_unpaid; inclusion_share = beyond ÷ recipients, exclusion_share = unpaid ÷ eligible;
    persons_covered (PBI), persons_covered_beyond, persons_eligible, persons_eligible_unpaid (in families without a
    covered member), persons (of the register); for PBI the same two shares in persons, persons_inclusion_share and
    persons_exclusion_share (members of eligible families not covered ÷ all of them).

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
    fitting = table["persons_covered"] - table["persons_covered_beyond"]
    return table.assign(
        inclusion_share=table["recipients_beyond"] / table["recipients"].where(table["recipients"] > 0),
        exclusion_share=table["eligible_unpaid"] / table["eligible"].where(table["eligible"] > 0),
        persons_inclusion_share=table["persons_covered_beyond"]
        / table["persons_covered"].where(table["persons_covered"] > 0),
        persons_exclusion_share=1 - fitting / table["persons_eligible"].where(table["persons_eligible"] > 0),
    )
