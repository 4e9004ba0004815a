"""The answer to a what-if: tables by nation, province, kabupaten, decile or family type that add up alike."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from simulator.cells import DECILES, FAMILY_TYPES
from simulator.engine.notices import Notice
from simulator.engine.part import Areas, Part, PartSums
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


@dataclass(frozen=True, eq=False)
class Outcome:
    """What a policy does with one quarter's register, per programme (``parts``) and for families on any aid."""

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
        groups, members = self._groups(by, within)
        found = [_columns(part, by, members) for part in self.parts.values()]
        columns = {name: np.stack([one[name] for one in found], axis=1).ravel() for name in COLUMNS}
        codes = list(self.parts) * len(groups)
        names = np.repeat(np.array(groups, dtype=object), len(found))
        return _whole(pd.DataFrame({"group": names, "programme": codes, **columns}))

    def any_aid(self, by: str, within: Collection[str] | None = None) -> pd.DataFrame:
        """Families on any aid, each once, and the persons in them: ``group``, then before and after."""
        groups, members = self._groups(by, within)
        columns = {name: _summed(sums, by, members) for name, sums in self.aid.items()}
        return _whole(pd.DataFrame({"group": groups, **columns}))

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

    def _groups(self, by: str, within: Collection[str] | None) -> tuple[list[str], np.ndarray]:
        """The groups' names, and (row, kabupaten): 1 where a kabupaten's sums go into the row."""
        if by not in GROUPINGS:
            raise InputError(f"by: must be {', '.join(GROUPINGS[:-1])} or {GROUPINGS[-1]}, got {by!r}")
        codes = self.areas.kabupaten
        inside = np.array([within is None or code in within for code in codes])
        if by == "kabupaten":
            return [code for code, keep in zip(codes, inside, strict=True) if keep], np.eye(len(codes))[inside]
        if by == "province":
            members = self.areas.province_of * inside
            present = members.any(axis=1)
            provinces = [code for code, keep in zip(self.areas.provinces, present, strict=True) if keep]
            return provinces, members[present]
        names = {"nation": [NATION], "decile": range(DECILES), "family_type": range(FAMILY_TYPES)}[by]
        return [str(name) for name in names], inside[None, :].astype(float)


def _columns(part: Part, by: str, members: np.ndarray) -> dict[str, np.ndarray]:
    """The programme's columns of the table, one value a group."""
    found = {name: _summed(sums, by, members) for name, sums in part.columns.items()}
    unknown = np.full(len(found["kept"]), np.nan)
    eligible, after = found.get("eligible", unknown), found.get("eligible_after", unknown)
    return found | {
        "eligible": eligible,
        "waiting": found.get("waiting", unknown),
        "recipients_after": found["kept"] + found["admitted"],
        "coverage_share": np.divide(after, eligible, out=unknown.copy(), where=eligible > 0),
        "unit": np.full(len(unknown), "pupil" if part.unit == "pupil" else "family", dtype=object),
    }


def _summed(sums: PartSums, by: str, members: np.ndarray) -> np.ndarray:
    if by in ("decile", "family_type"):
        columns = slice(0, DECILES) if by == "decile" else slice(DECILES, None)
        return np.asarray((members @ sums.margins[:, columns])[0])
    return np.asarray(members @ sums.margins[:, :DECILES].sum(axis=1))


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


def _whole(frame: pd.DataFrame) -> pd.DataFrame:
    """Columns whose values are all whole numbers as int64; the others, and those too large to be exact, as they are."""
    for name in frame.columns[frame.dtypes == "float64"]:
        column = frame[name].to_numpy()
        exact = name != "coverage_share" and (np.abs(column) < 2.0**53).all()
        if exact and (column == np.rint(column)).all():
            frame[name] = column.astype(np.int64)
    return frame
