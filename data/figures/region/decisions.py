"""What a few decisions would change for the nation, against the rules in force."""

from __future__ import annotations

from data.figures.region.basis import RegionBasis
from data.figures.region.values import PolicyEffect
from simulator.policy.files import named
from terms import QUARTERS_A_YEAR

#: The policies that come along and treat all kabupaten alike, so that the nation's figures stay exact.
POLICIES = ("sembako_desil_5", "batas_desil_3", "lima_tahun_sempit", "lima_tahun_luas")


def effects(basis: RegionBasis) -> tuple[PolicyEffect, ...]:
    """Each policy by programme: recipients, their difference from the rules in force, and that of a year's rupiah."""
    level = "nation"
    held = basis.in_force(basis.quarter, level).set_index("programme")
    found = []
    for key in POLICIES:
        told = basis.report(basis.quarter, named(key), level).table(level).set_index("programme")
        for programme in held.index.intersection(told.index, sort=False):
            after, before = told.loc[programme], held.loc[programme]
            rupiah = float(after["rupiah_per_quarter"] - before["rupiah_per_quarter"]) * QUARTERS_A_YEAR
            recipients = float(after["recipients_after"])
            change = recipients - float(before["recipients_after"])
            found.append(PolicyEffect(key, str(programme), recipients, change, rupiah))
    return tuple(found)
