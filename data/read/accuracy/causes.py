"""Why families are wrongly in or out, and which deciles they come from: parts of the error that add up to it.

By design: the rule or the number of places leaves no other way. By data: the register is wrong about the family, or
does not know it. By delivery: paid against the register, or not paid though it says eligible and a place is there.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from data.read.accuracy.compliance import compliance
from data.read.accuracy.floor import entitled_total
from data.read.accuracy.intra_cluster import intra_cluster
from data.read.accuracy.spotcheck import (
    EXCLUSION,
    INCLUSION,
    Design,
    Subject,
    at_level,
    design,
    national_sums,
    read_wrong,
)
from data.store.open import Store
from data.store.scope import Scope
from simulator.policy.enacted import rule_in_force
from targeting.survey.sums import Sums
from targeting.verdict.assess import assess
from targeting.verdict.floors import inclusion_floor
from terms import PBI, Quarter

DESIGN, DATA, DELIVERY, UNPAID = "design", "data", "delivery", "unpaid"
CAUSES = {
    INCLUSION: ("data_decile", "data_component", "delivery_decile", "delivery_component", "delivery_unlisted"),
    EXCLUSION: ("eligible", "data_decile", "data_component", "data_unlisted"),
}
#: No interval needs a target here; the middle keeps the verdict away from either end.
ANY_TARGET = 0.5
SHARES = ("estimate", "se", "low", "high")


def causes(store: Store, scope: Scope, subject: Subject, level: str) -> pd.DataFrame:
    """One row an area and cause: group, part (design, data, delivery, or unpaid), cause, positives (families found),
    n, estimate, se, low, high as points of the error (same denominator), so that the estimates add up to it.

    Only by verified decile. Families eligible on the register and not paid are split between design and delivery by
    ``free_share``, the nation's; where no number of places is in force they stay together as ``unpaid``. Inclusion by
    design is the floor that more places than entitled leave; it is taken from the other parts in proportion.
    """
    rows = read_wrong(store, subject, "cause")
    table = _parts(store, scope, subject, level, rows, CAUSES[subject.error])
    table.insert(1, "part", [cause.split("_")[0] for cause in table["value"]])
    table = table.rename(columns={"value": "cause"})
    split = _split_exclusion if subject.error == EXCLUSION else _split_inclusion
    return split(store, scope, subject, table)


def wrong_by_decile(store: Store, scope: Scope, subject: Subject, level: str) -> pd.DataFrame:
    """One row an area and decile of those in error (group, value, positives, n, estimate, se, low, high), as points of
    the error. The verified decile for inclusion; the register's for exclusion, -1 = not in it, 0 = not ranked."""
    first = 1 if subject.error == INCLUSION else -1
    values = tuple(str(decile) for decile in range(first, 11))
    return _parts(store, scope, subject, level, read_wrong(store, subject, "decile"), values)


def free_share(store: Store, quarter: Quarter, programme: str) -> float | None:
    """Of the eligible on the register who are not paid, the share for whom a place was free; None without a number of
    places. Families, PBI in persons; of the whole nation, whoever looks."""
    places = rule_in_force(programme, quarter).places
    if places is None:
        return None
    nation = compliance(store, Scope.national(), quarter, programme, "nation").iloc[0]
    taken, waiting = (
        ("persons_covered", "persons_eligible_unpaid") if programme == PBI else ("recipients", "eligible_unpaid")
    )
    return float(np.clip((places - nation[taken]) / nation[waiting], 0, 1)) if nation[waiting] > 0 else 0.0


def _parts(
    store: Store, scope: Scope, subject: Subject, level: str, rows: pd.DataFrame, values: tuple[str, ...]
) -> pd.DataFrame:
    drawn, whole = design(store, subject.quarter), national_sums(store, subject)
    tables = []
    for value in values:
        part = _numerator(drawn, whole, rows[rows["value"] == value])
        found = at_level(part, level, scope)
        table = assess(found, drawn.stage, ANY_TARGET, correlation=intra_cluster(part).value)
        positives = np.bincount(found.group, weights=found.positives, minlength=len(found.groups))
        named = {"group": table["group"], "value": value, "positives": positives.astype(int), "n": table["n"]}
        tables.append(pd.DataFrame(named | {name: table[name] for name in SHARES}))
    return pd.concat(tables, ignore_index=True).sort_values("group", kind="stable", ignore_index=True)


def _numerator(drawn: Design, whole: Sums, rows: pd.DataFrame) -> Sums:
    """The error's denominators with another numerator: the families of ``rows``."""
    places = drawn.stage.locate(rows["psu"])
    count = len(drawn.psus)
    by_unit = (np.bincount(places, weights=rows[name], minlength=count) for name in ("positives", "weight_positives"))
    positives, weight = (column[whole.psu] for column in by_unit)
    return replace(whole, positives=positives, weight_positives=weight)


def _split_exclusion(store: Store, scope: Scope, subject: Subject, table: pd.DataFrame) -> pd.DataFrame:
    free = free_share(store, subject.quarter, subject.programme)
    eligible = table["part"] == "eligible"
    if free is None:
        table.loc[eligible, ["part", "cause"]] = [UNPAID, "unpaid"]
        return table
    halves = [
        _scaled(table[eligible].assign(part=part, cause=cause), share)
        for part, cause, share in ((DESIGN, "no_place", 1 - free), (DELIVERY, "unpaid", free))
    ]
    return pd.concat([halves[0], table[~eligible], halves[1]]).sort_values("group", kind="stable", ignore_index=True)


def _split_inclusion(store: Store, scope: Scope, subject: Subject, table: pd.DataFrame) -> pd.DataFrame:
    """Places beyond the entitled of all that the scope holds; with fewer places than entitled there are none."""
    entitled = entitled_total(store, scope, subject.quarter, subject.programme, "families").value
    paid = compliance(store, scope, subject.quarter, subject.programme, "nation")["recipients"].iloc[0]
    floor = inclusion_floor(float(paid), entitled)
    total = table.groupby("group")["estimate"].transform("sum")
    share = (floor / total.where(total > 0)).clip(upper=1).fillna(0.0)
    first = table.drop_duplicates("group").assign(part=DESIGN, cause="more_places")
    beyond = (total * share)[first.index]
    first = first.assign(positives=0, estimate=beyond, se=np.nan, low=np.nan, high=np.nan)
    return pd.concat([first, _scaled(table, 1 - share)]).sort_values("group", kind="stable", ignore_index=True)


def _scaled(table: pd.DataFrame, share: float | pd.Series) -> pd.DataFrame:
    return table.assign(**{name: table[name] * share for name in SHARES})
