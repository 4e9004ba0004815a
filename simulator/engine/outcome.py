"""The answer to a what-if: tables by nation, province, kabupaten, decile or family type that add up alike."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from simulator.cells import DECILES, FAMILY_TYPES
from simulator.engine.areas import Areas
from simulator.engine.notices import Notice
from simulator.engine.part import Part, PartSums
from terms import LEVELS, NATION, InputError, Quarter

GROUPINGS = (*LEVELS, "decile", "family_type")
COLUMNS = (
    "recipients_before",
    "kept",
    "dropped_decile",
    "dropped_component",
    "dropped_cap",
    "dropped_budget",
    "eligible",
    "admitted",
    "waiting",
    "recipients_after",
    "persons_before",
    "persons_after",
    "coverage_share",
    "rupiah_per_quarter_before",
    "rupiah_per_quarter",
    "persons_dropped",
    "persons_admitted",
    "unit",
)


_Gather = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True, eq=False)
class Outcome:
    """What a policy does with one quarter's register, per programme (``parts``) and for families on any aid (nothing
    where these were not asked for)."""

    quarter: Quarter
    policy: str
    areas: Areas
    parts: Mapping[str, Part]
    aid: Mapping[str, PartSums]
    warnings: tuple[Notice, ...]

    def table(self, by: str, within: Collection[str] | None = None) -> pd.DataFrame:
        """One row a group and programme: ``group, programme``, then COLUMNS.

        ``group`` is ``ID`` for the nation, a Kemendagri code, a decile (0 unranked) or the number of a family type.
        Counts are families (``unit`` pupil: pupils), persons are named; ``coverage_share`` is eligible recipients
        after ÷ eligible, undefined without a rule or without eligible families. ``rupiah_per_quarter_before`` is
        as paid, ``rupiah_per_quarter`` by the rule's amounts. A column is whole numbers when all its values are.
        ``within`` keeps the kabupaten with these codes only; every level then sums over them.
        """
        groups, gather = self._groups(by, within)
        found = [_columns(part, by, gather) for part in self.parts.values()]
        columns = {name: np.stack([one[name] for one in found], axis=1).ravel() for name in COLUMNS}
        codes = list(self.parts) * len(groups)
        names = np.repeat(np.array(groups, dtype=object), len(found))
        return pd.DataFrame({"group": names, "programme": codes, **_whole(columns)})

    def any_aid(self, by: str, within: Collection[str] | None = None) -> pd.DataFrame:
        """Families on any aid, each once, and the persons in them: ``group``, then before and after.

        ValueError where they were not counted.
        """
        if not self.aid:
            raise ValueError("any aid: it was not asked for in simulate(…, counts_any_aid=…)")
        groups, gather = self._groups(by, within)
        columns = dict(zip(self.aid, _summed(list(self.aid.values()), by, gather), strict=True))
        return pd.DataFrame({"group": groups, **_whole(columns)})

    @property
    def changes_nothing(self) -> bool:
        """No recipient leaves, nobody enters, and every kabupaten's rupiah is what was paid."""
        return all(_as_before(part) for part in self.parts.values())

    def same_as(self, other: Outcome) -> bool:
        """Whether both show the same: every column of each kabupaten, decile and family type, and any aid."""
        names = sorted({name for part in (*self.parts.values(), *other.parts.values()) for name in part.columns})
        aid = all(_close(self.aid[name].margins, other.aid[name].margins) for name in self.aid)
        return self._comparable(other) and aid and self._equal(other, [name for name in names if name != "others"])

    def same_aid_as(self, other: Outcome) -> bool:
        """Whether both pay every kabupaten, decile and family type the same: recipients, persons and rupiah.

        Eligible families, those who wait and coverage may differ all the same.
        """
        return self._comparable(other) and self._equal(
            other, ("kept", "admitted", "persons_after", "rupiah_per_quarter")
        )

    def _comparable(self, other: Outcome) -> bool:
        return self.areas == other.areas and self.quarter == other.quarter

    def _equal(self, other: Outcome, names: Collection[str]) -> bool:
        codes = {*self.parts, *other.parts}
        return all(_equal(self.parts.get(code), other.parts.get(code), name) for code in codes for name in names)

    def _groups(self, by: str, within: Collection[str] | None) -> tuple[list[str], _Gather]:
        """The groups' names, and what adds up the columns (kabupaten, …) of each group to its row."""
        if by not in GROUPINGS:
            raise InputError(f"by: must be {', '.join(GROUPINGS[:-1])} or {GROUPINGS[-1]}, got {by!r}")
        codes = self.areas.kabupaten
        inside = np.array([within is None or code in within for code in codes])
        if by == "kabupaten":
            return [code for code, keep in zip(codes, inside, strict=True) if keep], lambda rows: rows[inside]
        if by == "province":
            members = self.areas.province_of * inside
            present = members.any(axis=1)
            provinces = [code for code, keep in zip(self.areas.provinces, present, strict=True) if keep]
            return provinces, lambda rows: members[present] @ rows
        names = {"nation": [NATION], "decile": range(DECILES), "family_type": range(FAMILY_TYPES)}[by]
        return [str(name) for name in names], lambda rows: inside[None, :].astype(float) @ rows


def _columns(part: Part, by: str, gather: _Gather) -> dict[str, np.ndarray]:
    """The programme's columns of the table, one value a group."""
    found = dict(zip(part.columns, _summed(list(part.columns.values()), by, gather), strict=True))
    unknown = np.full(len(found["kept"]), np.nan)
    eligible, after = found.get("eligible", unknown), found.get("eligible_after", unknown)
    return found | {
        "eligible": eligible,
        "waiting": found.get("waiting", unknown),
        "recipients_after": found["kept"] + found["admitted"],
        "coverage_share": np.divide(after, eligible, out=unknown.copy(), where=eligible > 0),
        "unit": np.full(len(unknown), "pupil" if part.unit == "pupil" else "family", dtype=object),
    }


def _summed(sums: list[PartSums], by: str, gather: _Gather) -> np.ndarray:
    """(column, group)."""
    if by in ("decile", "family_type"):
        kept = slice(0, DECILES) if by == "decile" else slice(DECILES, None)
        return np.stack([gather(one.margins[:, kept])[0] for one in sums])
    return np.asarray(gather(np.stack([one.total for one in sums], axis=1)).T)


def _as_before(part: Part) -> bool:
    columns = part.columns
    same = (
        ("kept", "recipients_before"),
        ("persons_after", "persons_before"),
        ("rupiah_per_quarter", "rupiah_per_quarter_before"),
    )
    return all(np.array_equal(columns[after].margins, columns[before].margins) for after, before in same)


def _equal(one: Part | None, other: Part | None, name: str) -> bool:
    """Whether a column is the same; a programme that one of the two has not is nobody's, one without a rule differs."""
    known = [part for part in (one, other) if part is not None]
    if any((name in part.columns) != (name in known[0].columns) for part in known):
        return False
    if name not in known[0].columns:
        return True
    ours, theirs = (np.zeros(()) if part is None else part.columns[name].margins for part in (one, other))
    return _close(ours, theirs)


def _close(ours: np.ndarray, theirs: np.ndarray) -> bool:
    """Equal but for the last bits of sums."""
    return bool(np.allclose(ours, theirs, rtol=1e-12, atol=1e-9))


def _whole(columns: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Columns whose values are all whole numbers as int64; the others, and those too large to be exact, as they are."""
    return {name: column if name == "coverage_share" else _integers(column) for name, column in columns.items()}


def _integers(column: np.ndarray) -> np.ndarray:
    if column.dtype != np.float64 or not (np.abs(column) < 2.0**53).all():
        return column
    whole = column.astype(np.int64)
    return whole if np.array_equal(whole, column) else column
