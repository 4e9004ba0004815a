"""Empowerment: the families that graduated, and others that joined, finished or gave up (assumed numbers)."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from data.demo.families import Families
from data.demo.tables import coded, repeated
from terms import Quarter

PILLARS = ("ability", "asset", "accessibility")
PROGRAMMES = ("Pelatihan kerja", "PENA", "Pendampingan usaha")
OUTCOMES = ("joined", "completed", "graduated", "dropped_out")
JOINED_SHARE = 0.004
OTHER_SHARES = (0.70, 0.22, 0.0, 0.08)


def empowerment_table(
    families: Families, graduates: np.ndarray, quarter: Quarter, generator: np.random.Generator
) -> pa.Table:
    """One row a family: graduates of the quarter, then recipients with working-age members who take part."""
    able = np.flatnonzero(families.on_aid & (families.working_age_able > 0))
    others = families.family_id[able[generator.random(len(able)) < JOINED_SHARE]]
    outcome = generator.choice(len(OUTCOMES), len(others), p=OTHER_SHARES)
    rows = len(graduates) + len(others)
    pillar = np.where(generator.random(rows) < 0.6, 1, generator.integers(0, 3, rows))
    return pa.table(
        {
            "family_id": np.concatenate([graduates, others]),
            "quarter": repeated(str(quarter), rows),
            "pillar": coded(pillar, PILLARS),
            "programme": coded(pillar, PROGRAMMES),
            "outcome": coded(np.concatenate([np.full(len(graduates), 2), outcome]), OUTCOMES),
        }
    )
