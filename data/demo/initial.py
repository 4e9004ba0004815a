"""The first families: sizes, members, true welfare, and what the merged registers knew of them."""

from __future__ import annotations

import numpy as np

from data.demo import parameters as p
from data.demo.adjust import nudge, starts
from data.demo.families import DTKS, P3KE, REGSOSEK, UNRANKED, YOUNG, Families
from data.demo.plan import CountryPlan
from terms import Quarter

REGSOSEK_CENSUS = Quarter(2022, 4)
FAMILY_NUMBERS = 10_000_000  # family numbers kept for each kabupaten


def first_families(plan: CountryPlan, kabupaten: range, generator: np.random.Generator) -> Families:
    """The families of some kabupaten in the first quarter, in kecamatan order, not yet ranked nor on aid."""
    counts = np.rint(plan.families(p.FIRST_QUARTER) / plan.weight).astype(np.int64)[kabupaten.start : kabupaten.stop]
    families = Families.empty(int(counts.sum()))
    index = np.repeat(np.arange(kabupaten.start, kabupaten.stop), counts)
    serial = np.arange(len(index)) - np.repeat(np.cumsum(counts) - counts, counts)
    families.family_id[:] = (index + 1) * FAMILY_NUMBERS + serial
    families.weight[:] = plan.weight[index]
    families.kecamatan[:] = np.concatenate([_kecamatan(plan, k, n) for k, n in zip(kabupaten, counts, strict=True)])
    _set_persons(plan, kabupaten, families, counts, generator)
    set_members(families, plan.elderly_share[index], generator)
    meet_elderly(plan, kabupaten, families, generator)
    generator.standard_normal(out=families.welfare, dtype=np.float32)
    _set_sources(families, generator)
    return families


def _kecamatan(plan: CountryPlan, kabupaten: int, rows: int) -> np.ndarray:
    """Rows dealt out to the kecamatan by their number of villages."""
    first, end = plan.kecamatan_start[kabupaten : kabupaten + 2]
    edges = np.rint(np.cumsum(plan.villages[first:end]) / plan.villages[first:end].sum() * rows).astype(int)
    return np.repeat(np.arange(first, end), np.diff(edges, prepend=0))


def _set_persons(
    plan: CountryPlan, kabupaten: range, families: Families, counts: np.ndarray, generator: np.random.Generator
) -> None:
    mean = (plan.persons(p.FIRST_QUARTER) / plan.weight)[kabupaten.start : kabupaten.stop] / counts
    families.persons[:] = np.minimum(1 + generator.poisson(np.repeat(mean - 1, counts)), p.MAX_SIZE)
    meet_persons(plan, kabupaten, families, p.FIRST_QUARTER, generator)


def meet_persons(
    plan: CountryPlan, kabupaten: range, families: Families, quarter: Quarter, generator: np.random.Generator
) -> None:
    """Bring each kabupaten to its persons: adults join or leave families with room."""
    start, short = _shortfall(plan, kabupaten, families, families.persons, plan.persons(quarter))
    able = families.working_age_able

    def apply(rows: np.ndarray, sign: int) -> np.ndarray:
        persons = families.persons[rows]
        possible = persons < p.MAX_SIZE if sign > 0 else (persons > 1) & (able[rows] > 0)
        families.persons[rows[possible]] += sign
        able[rows[possible]] += sign
        return possible

    nudge(generator, start, short, apply)


def meet_elderly(plan: CountryPlan, kabupaten: range, families: Families, generator: np.random.Generator) -> None:
    """Bring each kabupaten to its province's share aged 60 and over: adults turn 60, or are found younger."""
    persons = plan_persons(plan, kabupaten, families)
    target = np.zeros(len(plan.weight))
    target[kabupaten.start : kabupaten.stop] = persons * plan.elderly_share[kabupaten.start : kabupaten.stop]
    start, short = _shortfall(plan, kabupaten, families, families.aged_60_plus, target)
    able = families.working_age_able

    def apply(rows: np.ndarray, sign: int) -> np.ndarray:
        possible = (able[rows] > 0) & (families.aged_60_plus[rows] < 3) if sign > 0 else families.aged_60_plus[rows] > 0
        families.aged_60_plus[rows[possible]] += sign
        able[rows[possible]] -= sign
        return possible

    nudge(generator, start, short, apply)


def plan_persons(plan: CountryPlan, kabupaten: range, families: Families) -> np.ndarray:
    """Weighted persons by kabupaten of the block."""
    index = plan.kabupaten_of_kecamatan[families.kecamatan] - kabupaten.start
    mass = families.persons * families.weight.astype(np.int32)
    return np.bincount(index, mass, len(kabupaten))


def _shortfall(
    plan: CountryPlan, kabupaten: range, families: Families, count: np.ndarray, target: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """First rows by kabupaten, and the target less the weighted count, in rows of the kabupaten's own weight."""
    index = plan.kabupaten_of_kecamatan[families.kecamatan] - kabupaten.start
    have = np.bincount(index, count * families.weight.astype(np.int32), len(kabupaten))
    own = slice(kabupaten.start, kabupaten.stop)
    return starts(index, len(kabupaten)), np.rint((target[own] - have) / plan.weight[own])


def set_members(families: Families, elderly_share: np.ndarray, generator: np.random.Generator) -> None:
    """Draw elderly, disabled, pregnant, children and pupils; one adult always remains in families of two or more."""
    rows = len(families)
    with_elderly = generator.random(rows, np.float32) < elderly_share * 2.2
    couple = (generator.random(rows, np.float32) < 0.38) & (families.persons > 1)
    families.aged_60_plus[:] = with_elderly * (1 + couple)
    places = np.maximum(families.persons - 1 - families.aged_60_plus, 0)
    disabled = generator.random(rows, np.float32) < p.SEVERE_DISABILITY_PER_PERSON * families.persons
    families.severe_disability[:] = disabled & (places > 0)
    _set_young(families, np.maximum(places - families.severe_disability, 0), generator)
    pregnant = generator.random(rows, np.float32) < p.BIRTHS_PER_FAMILY * p.QUARTERS_IN_STAGE["pregnant"] / 0.8
    families.pregnant[:] = pregnant & (families.persons > 1) & (families.working_age_able > 0)


def _set_young(families: Families, places: np.ndarray, generator: np.random.Generator) -> None:
    """Fill places (members beside the first adult and the elderly) with the young of each stage, the rest adults."""
    each = np.array([p.QUARTERS_IN_STAGE[name] for name in YOUNG]) * p.BIRTHS_PER_FAMILY * len(families)
    limits = np.cumsum(each / max(int(places.sum()), 1)).astype(np.float32)
    for place in range(int(places.max(initial=0))):
        rows = np.flatnonzero(places > place)
        stage = np.searchsorted(limits, generator.random(len(rows), np.float32), "right")
        for number, name in enumerate(YOUNG):
            getattr(families, name)[rows[stage == number]] += 1


def _set_sources(families: Families, generator: np.random.Generator) -> None:
    """Which registers knew the family, what Dukcapil said, when it was last visited (all assumed)."""
    rows = len(families)
    poor = np.clip(0.75 - 0.16 * families.welfare, 0.1, 0.95)
    known = (generator.random(rows, np.float32) < poor) * DTKS
    known |= (generator.random(rows, np.float32) < 0.93) * REGSOSEK
    known |= (generator.random(rows, np.float32) < poor * 0.55) * P3KE
    known[known == 0] = REGSOSEK
    families.flags[:] = known | (generator.random(rows, np.float32) < p.UNRANKED_SHARE) * UNRANKED
    match = generator.random(rows, np.float32)
    families.civil_match[:] = (match > 0.955).astype(np.int8) + (match > 0.985)
    visit = generator.random(rows, np.float32)
    families.verified[:] = np.where(visit < 0.55, REGSOSEK_CENSUS.ordinal, 0)
    families.verified_by[:] = np.where(visit < 0.55, 7, 0)
    later = visit > 0.85
    families.verified[later] = Quarter(2023, 1).ordinal + generator.integers(0, 8, int(later.sum()))
    families.verified_by[later] = generator.integers(1, 8, int(later.sum()))
