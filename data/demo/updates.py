"""Proposals and objections: one row each at any scale (they carry no weight), about families of the block."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from data.demo import parameters as p
from data.demo.families import Families
from data.demo.plan import CountryPlan
from data.demo.tables import coded
from terms import Quarter

CHANNELS = ("rt_rw", "siks_ng", "cek_bansos", "pkh_companion", "command_centre", "whatsapp")
KINDS = ("proposal", "objection", "correction")
STAGES = ("filed", "village_meeting", "field_check", "social_office", "head_of_region", "bps_ranking")
OUTCOMES = ("pending", "accepted", "rejected")
FORMAL = 2  # the first two channels
NOT_REGISTERED_SHARE = 0.12
ACCEPTED_SHARE = (0.58, 0.41, 0.83)  # by kind; nothing is published (M18): assumed
MEDIAN_DAYS = (64, 38)  # formal, participatory
LAST_DAY = np.datetime64("2026-03-31")
# Cek Bansos figures of 2025Q2 are those of 1 May to 24 June.
CEK_BANSOS_SPAN = {Quarter(2025, 2): ("2025-05-01", "2025-06-24")}


def counts(quarter: Quarter) -> dict[tuple[int, int], int]:
    """National numbers filed, by channel and kind."""
    proposals, objections = p.CEK_BANSOS[quarter]
    cek_bansos = CHANNELS.index("cek_bansos")
    found = {(cek_bansos, 0): proposals, (cek_bansos, 1): objections}
    for channel, filed in p.OTHER_CHANNELS.items():
        number = CHANNELS.index(channel)
        found |= {(number, 0): filed * 7 // 10, (number, 1): filed // 20, (number, 2): filed // 4}
    return found


def updates_table(
    families: Families, plan: CountryPlan, quarter: Quarter, share: tuple[float, float], generator: np.random.Generator
) -> pa.Table:
    """The block's part: ``share`` is where it begins and ends when the nation's families are laid on 0 … 1."""
    parts = list(_kinds(quarter, share))
    channel = np.concatenate([np.full(len(number), c, np.int8) for (c, _), number in parts])
    kind = np.concatenate([np.full(len(number), k, np.int8) for (_, k), number in parts])
    number = np.concatenate([number for _, number in parts])
    rows = _families_of(families, kind, generator)
    unknown = (kind == 0) & (generator.random(len(rows)) < NOT_REGISTERED_SHARE)
    before = families.decile[rows]
    filed, decided, outcome, stage = _course(quarter, channel, kind, generator)
    after = _new_decile(before, outcome, kind, generator)
    return pa.table(
        {
            "update_id": quarter.ordinal * 100_000_000 + number,
            "family_id": pa.array(families.family_id[rows], mask=unknown),
            "kecamatan_code": coded(families.kecamatan[rows], plan.kecamatan_codes),
            "filed_on": pa.array(filed),
            "kind": coded(kind, KINDS),
            "channel": coded(channel, CHANNELS),
            "stage": coded(stage, STAGES),
            "outcome": coded(outcome, OUTCOMES),
            "decided_on": pa.array(decided, mask=outcome == 0),
            "decile_before": pa.array(before, mask=unknown),
            "decile_after": pa.array(after, mask=(outcome == 0) | (unknown & (outcome == 2))),
        }
    )


def _kinds(quarter: Quarter, share: tuple[float, float]) -> Iterator[tuple[tuple[int, int], np.ndarray]]:
    """Numbers of the updates that fall into the block, by channel and kind."""
    offset = 0
    for key, filed in counts(quarter).items():
        yield key, offset + np.arange(round(filed * share[0]), round(filed * share[1]))
        offset += filed


def _families_of(families: Families, kind: np.ndarray, generator: np.random.Generator) -> np.ndarray:
    """Objections concern recipients, proposals those without aid, corrections anyone."""
    rows = generator.integers(0, len(families), len(kind))
    for number, about in ((0, ~families.on_aid), (1, families.on_aid)):
        pool = np.flatnonzero(about)
        wanted = np.flatnonzero(kind == number)
        if len(pool):
            rows[wanted] = pool[generator.integers(0, len(pool), len(wanted))]
    return rows


def _course(
    quarter: Quarter, channel: np.ndarray, kind: np.ndarray, generator: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Day filed, day decided, outcome (0 when still open on the last day) and stage reached."""
    first: np.datetime64 = np.datetime64(quarter.first_day, "D")
    filed = first + generator.integers(0, 90, len(channel))
    if quarter in CEK_BANSOS_SPAN:
        first, last = (np.datetime64(day) for day in CEK_BANSOS_SPAN[quarter])
        days = generator.integers(0, (last - first).astype(int) + 1, len(channel))
        filed = np.where(channel == CHANNELS.index("cek_bansos"), first + days, filed)
    median = np.where(channel < FORMAL, *MEDIAN_DAYS)
    days = np.ceil(median * np.exp(0.7 * generator.standard_normal(len(channel)))).astype(np.int64)
    decided = filed + days
    accepted = generator.random(len(channel)) < np.array(ACCEPTED_SHARE)[kind]
    outcome = np.where(decided > LAST_DAY, 0, np.where(accepted, 1, 2)).astype(np.int8)
    steps = np.where(channel < FORMAL, len(STAGES) - 1, 3)
    passed = np.minimum((LAST_DAY - filed).astype(int) / days, 0.999)
    return filed, decided, outcome, np.where(outcome == 0, (passed * steps).astype(int), len(STAGES) - 1)


def _new_decile(
    before: np.ndarray, outcome: np.ndarray, kind: np.ndarray, generator: np.random.Generator
) -> np.ndarray:
    """Accepted proposals move down, accepted objections up; rejected ones leave the decile."""
    step = generator.integers(1, 4, len(before)) * np.where(kind == 1, 1, -1)
    known = np.where(before == 0, 5, before)
    return np.where(outcome == 1, np.clip(known + step, 1, 10), before).astype(np.int8)
