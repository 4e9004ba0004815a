"""The contract's tables of one quarter as Arrow, a block at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pyarrow as pa

from data.demo import parameters as p
from data.demo.block import Block, Exits
from data.demo.families import COMPONENTS, DTKS, P3KE, REGSOSEK, Families
from data.demo.plan import CountryPlan
from terms import PBI, PKH, SEMBAKO, Quarter

VERIFIERS = ("", "rt_rw", "siks_ng", "cek_bansos", "pkh_companion", "command_centre", "whatsapp", "ground_check")
CIVIL_MATCHES = ("matched", "unmatched", "inactive")


def coded(codes: np.ndarray, words: Sequence[str] | np.ndarray, missing: np.ndarray | None = None) -> pa.Array:
    """Text from small integer codes; masked ones are empty."""
    width = np.int16 if len(words) < 2**15 else np.int32
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(width), mask=missing), pa.array(words, pa.string()))


def repeated(word: str, rows: int) -> pa.Array:
    return coded(np.zeros(rows, np.int16), [word])


def quarters(ordinals: np.ndarray) -> pa.Array:
    """Quarter numbers as text; 0 is empty."""
    first = Quarter(2007, 1).ordinal
    words = [str(Quarter(2007, 1).shift(index)) for index in range(p.LAST_QUARTER.ordinal - first + 1)]
    return coded(np.maximum(ordinals - first, 0), words, ordinals == 0)


def families_table(families: Families, plan: CountryPlan, quarter: Quarter) -> pa.Table:
    columns = {
        "quarter": repeated(str(quarter), len(families)),
        "family_id": families.family_id,
        "kecamatan_code": coded(families.kecamatan, plan.kecamatan_codes),
        "decile": families.decile,
        "weight": families.weight.astype(np.int32),
        "persons": families.persons,
        **{name: getattr(families, name) for name in COMPONENTS},
        "working_age_able": families.working_age_able,
        "from_dtks": (families.flags & DTKS) > 0,
        "from_regsosek": (families.flags & REGSOSEK) > 0,
        "from_p3ke": (families.flags & P3KE) > 0,
        "civil_match": coded(families.civil_match, CIVIL_MATCHES),
        "last_verified": quarters(families.verified),
        "verified_by": coded(families.verified_by, VERIFIERS, families.verified_by == 0),
    }
    return pa.table(columns)


def pkh_rupiah(families: Families, rows: np.ndarray) -> np.ndarray:
    """Rupiah per quarter: dearest components first, at most four persons, elderly and disability at most one each."""
    room = np.full(len(rows), p.MAX_COMPONENTS, np.int64)
    rupiah = np.zeros(len(rows), np.int64)
    for name, amount in p.COMPONENT_RUPIAH.items():
        counted = np.minimum(getattr(families, name)[rows], 1 if name in p.COUNTED_ONCE else p.MAX_COMPONENTS)
        counted = np.minimum(counted, room)
        room -= counted
        rupiah += counted * amount
    return rupiah


def payments_table(families: Families, plan: CountryPlan, quarter: Quarter) -> pa.Table:
    """The three programmes one after the other."""
    pkh, sembako, pbi = (np.flatnonzero(families.since(programme) > 0) for programme in (PKH, SEMBAKO, PBI))
    rows = np.concatenate([pkh, sembako, pbi])
    programme = np.repeat(np.arange(3), [len(pkh), len(sembako), len(pbi)])
    covered = families.covered[rows]
    since = [families.since(name)[chosen] for name, chosen in ((PKH, pkh), (SEMBAKO, sembako), (PBI, pbi))]
    premiums = families.covered[pbi].astype(np.int64) * p.PBI_RUPIAH
    columns = {
        "quarter": repeated(str(quarter), len(rows)),
        "family_id": families.family_id[rows],
        "programme": coded(programme, (PKH, SEMBAKO, PBI)),
        "persons_covered": pa.array(covered, mask=programme != 2),
        "kecamatan_code": coded(families.kecamatan[rows], plan.kecamatan_codes),
        "weight": families.weight[rows].astype(np.int32),
        "rupiah": np.concatenate([pkh_rupiah(families, pkh), np.full(len(sembako), p.SEMBAKO_RUPIAH), premiums]),
        "first_quarter": quarters(np.concatenate(since)),
    }
    return pa.table(columns)


def exits_table(exits: Iterable[Exits], quarter: Quarter) -> pa.Table:
    given = [entry for entry in exits if len(entry.family_id)]
    counts = [len(entry.family_id) for entry in given]
    words = {name: [getattr(entry, name) for entry in given] for name in ("programme", "reason")}
    return pa.table(
        {
            "quarter": repeated(str(quarter), sum(counts)),
            "family_id": np.concatenate([np.zeros(0, np.int64), *(entry.family_id for entry in given)]),
            "programme": pa.array(np.repeat(np.array(words["programme"], "U8"), counts), pa.string()),
            "reason": pa.array(np.repeat(np.array(words["reason"], "U24"), counts), pa.string()),
        }
    )


def quota_rows(block: Block, plan: CountryPlan) -> pa.Table:
    """Today's recipients as the quota of each kabupaten: families, for PBI persons."""
    families = block.families
    index = plan.kabupaten_of_kecamatan[families.kecamatan] - block.kabupaten.start
    weight = families.weight.astype(np.int64)
    masses = {PKH: weight * (families.pkh > 0), SEMBAKO: weight * (families.sembako > 0)}
    masses[PBI] = weight * families.covered
    codes = plan.kabupaten_codes[block.kabupaten.start : block.kabupaten.stop]
    quotas = [np.rint(np.bincount(index, mass, len(codes))).astype(np.int64) for mass in masses.values()]
    return pa.table(
        {
            "kabupaten_code": np.repeat(codes, 3),
            "programme": np.tile(list(masses), len(codes)),
            "quota": np.stack(quotas, axis=1).ravel(),
        }
    )
