"""The verified sample: strata are kabupaten x urban or rural (invented); villages are drawn, then families in them.

The only place where the true decile of a family leaves the generator, as the field officer measured it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from data.demo import parameters as p
from data.demo.families import COMPONENTS, Families
from data.demo.plan import CountryPlan
from data.demo.tables import coded, repeated
from terms import Quarter

OUTCOMES = ("interviewed", "refused", "not_found", "moved", "deceased")
OUTCOME_SHARES = (0.915, 0.025, 0.030, 0.020, 0.010)
VERDICTS = ("eligible", "ineligible")
# The officer's measure: one desil off in 16 % of visits; the verdict is wrong for 4 % of the poor, 7 % of the others.
ONE_DECILE_OFF_SHARE = 0.16
WRONG_VERDICT_SHARE = (0.04, 0.07)
NOT_IN_REGISTER_SHARE = 0.02  # found at the door, not in the register
NOT_LINKED_SHARE = 0.01  # in the register, but not matched
RECHECKED_SHARE = 0.05
EQUAL_SHARE = 0.5  # half of the sample is dealt out equally to kabupaten, half by families


@dataclass(frozen=True, eq=False)
class Draw:
    """Rows drawn, each with its village, its survey weight, and the number of villages in its stratum.

    An outsider is a family like that row, met in the village, but not in the register.
    """

    rows: np.ndarray
    village: np.ndarray
    weight: np.ndarray
    villages: np.ndarray
    outsider: np.ndarray


def spotcheck_table(
    families: Families, plan: CountryPlan, kabupaten: range, quarter: Quarter, generator: np.random.Generator
) -> pa.Table:
    """Visits in the block, blind rechecks after the first visits."""
    draw = _with_outsiders(_draw(families, plan, kabupaten, quarter, generator), generator)
    drawn = len(draw.rows)
    outcome = generator.choice(len(OUTCOMES), drawn, p=OUTCOME_SHARES)
    unlinked = draw.outsider | (generator.random(drawn) < NOT_LINKED_SHARE)
    again = np.flatnonzero((outcome == 0) & (generator.random(drawn) < RECHECKED_SHARE))
    visit = np.concatenate([np.arange(drawn), again])
    first = np.arange(len(visit)) < drawn
    number = quarter.ordinal * 100_000_000 + kabupaten.start * 100_000 + visit
    columns = {
        "sample_id": np.where(first, number, number + 50_000_000),
        "quarter": repeated(str(quarter), len(visit)),
        "family_id": pa.array(families.family_id[draw.rows[visit]], mask=unlinked[visit]),
        "kecamatan_code": coded(families.kecamatan[draw.rows[visit]], plan.kecamatan_codes),
        **_place(plan, draw, visit),
        "weight": draw.weight[visit],
        **_found(families, draw.rows[visit], outcome[visit], generator),
        "linked": ~unlinked[visit],
        "recheck_of": pa.array(number, mask=first),
        "fpc": draw.villages[visit],
    }
    return pa.table(columns)


def _place(plan: CountryPlan, draw: Draw, visit: np.ndarray) -> dict[str, pa.Array]:
    """Stratum and PSU as text; a PSU is the kecamatan's code and the village's number in it."""
    village = draw.village[visit]
    kecamatan = np.searchsorted(plan.first_village, village, "right") - 1
    side = np.where(plan.urban_village[village], "/urban", "/rural")
    stratum = np.char.add(plan.kabupaten_codes[plan.kabupaten_of_kecamatan[kecamatan]], side)
    number = np.char.zfill((village - plan.first_village[kecamatan] + 1).astype(str), 3)
    psu = np.char.add(np.char.add(plan.kecamatan_codes[kecamatan], "/"), number)
    return {"stratum": pa.array(stratum), "psu": pa.array(psu)}


def _found(
    families: Families, rows: np.ndarray, outcome: np.ndarray, generator: np.random.Generator
) -> dict[str, pa.Array]:
    """What the officer writes down: only when interviewed."""
    away = outcome != 0
    true = families.true_decile[rows]
    step = generator.choice((-1, 1), len(rows)) * (generator.random(len(rows)) < ONE_DECILE_OFF_SHARE)
    decile = np.clip(true + step, 1, 10).astype(np.int8)
    poor = true <= p.MAX_DECILE
    wrong = generator.random(len(rows)) < np.where(poor, *WRONG_VERDICT_SHARE)
    found = {name: pa.array(getattr(families, name)[rows], mask=away) for name in (*COMPONENTS, "persons")}
    return {
        "outcome": coded(outcome, OUTCOMES),
        "verified_decile": pa.array(decile, mask=away),
        "verdict": coded(poor == wrong, VERDICTS, away),
        **found,
    }


def _draw(
    families: Families, plan: CountryPlan, kabupaten: range, quarter: Quarter, generator: np.random.Generator
) -> Draw:
    """Villages at random in each stratum, then up to ``FAMILIES_PER_PSU`` families at random in each village."""
    village = village_of(families, plan)
    size = np.bincount(village, minlength=len(plan.urban_village))
    chance, frame = _villages(size, plan, kabupaten, quarter, generator)
    rows = np.flatnonzero(chance[village] > 0)
    rows = rows[np.lexsort((generator.random(len(rows)), village[rows]))]
    order = np.arange(len(rows)) - np.searchsorted(village[rows], village[rows])
    rows = rows[order < p.FAMILIES_PER_PSU]
    drawn = village[rows]
    within = size[drawn] / np.minimum(size[drawn], p.FAMILIES_PER_PSU)
    weight = families.weight[rows] * within / chance[drawn]
    return Draw(rows, drawn, weight, frame[drawn].astype(float), np.zeros(len(rows), bool))


def _with_outsiders(draw: Draw, generator: np.random.Generator) -> Draw:
    """The sample is of areas: it also meets families outside the register, beside those in it."""
    extra = np.flatnonzero(generator.random(len(draw.rows)) < NOT_IN_REGISTER_SHARE)
    order = np.sort(np.concatenate([np.arange(len(draw.rows)), extra]), kind="stable")
    outsider = np.append(False, order[1:] == order[:-1]) if len(order) else draw.outsider
    return Draw(draw.rows[order], draw.village[order], draw.weight[order], draw.villages[order], outsider)


def _villages(
    size: np.ndarray, plan: CountryPlan, kabupaten: range, quarter: Quarter, generator: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Each village's chance if it was drawn, else 0; and the villages with families in its stratum."""
    chance, frame = np.zeros(len(size)), np.zeros(len(size), np.int64)
    wanted = _families_wanted(plan, quarter)
    for index in kabupaten:
        first, end = plan.first_village[plan.kecamatan_start[index : index + 2]]
        inside = np.arange(first, end)[size[first:end] > 0]
        for urban in (False, True):
            stratum = inside[plan.urban_village[inside] == urban]
            part = wanted[index] * size[stratum].sum() / max(size[inside].sum(), 1)
            each = np.minimum(size[stratum], p.FAMILIES_PER_PSU).mean() if len(stratum) else 1
            number = min(max(2, round(part / each)), len(stratum))
            drawn = generator.choice(stratum, number, replace=False)
            chance[drawn], frame[drawn] = number / max(len(stratum), 1), len(stratum)
    return chance, frame


def _families_wanted(plan: CountryPlan, quarter: Quarter) -> np.ndarray:
    """Families to visit by kabupaten: half dealt out equally, half by families."""
    families = plan.families(quarter)
    share = EQUAL_SHARE / len(families) + (1 - EQUAL_SHARE) * families / families.sum()
    return p.SPOTCHECK_FAMILIES[quarter] * share


def village_of(families: Families, plan: CountryPlan) -> np.ndarray:
    """An invented village of the kecamatan, the same for life unless the family moves."""
    mixed = (families.family_id.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(33)
    villages = plan.villages[families.kecamatan].astype(np.uint64)
    return plan.first_village[families.kecamatan] + (mixed % villages).astype(np.int32)
