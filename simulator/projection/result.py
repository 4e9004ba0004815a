"""What a projection gives: columns by quarter and kabupaten, and the calendar of the cap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from terms import Quarter

LEVELS = ("nation", "province", "kabupaten")
#: opening + moved_in − moved_out − exited − dropped_… + entered = recipients.
LEDGER = (
    "opening", "moved_in", "moved_out", "exited", "dropped_decile", "dropped_component", "dropped_cap",
    "dropped_budget", "entered", "recipients",
)  # fmt: skip
REGISTER = ("population", "born", "vanished")
MEASURES = ("persons", "rupiah", "eligible", "waiting")
CALENDAR = (
    "reached_cap", "exempt", "kept_assessed", "dropped_cap", "dropped_poorest", "to_empowerment", "to_rehabilitation",
    "rupiah_freed",
)  # fmt: skip
#: Families that are entitled, of the whole register and of the recipients, as far as a sample can tell.
ENTITLED = ("entitled", "entitled_reached")
COLUMNS = (*LEDGER, *MEASURES, *(name for name in CALENDAR if name != "dropped_cap"), *REGISTER)


@dataclass(frozen=True, eq=False)
class Track:
    """One programme quarter by quarter: ``columns`` (quarter, kabupaten), families but for persons and rupiah.

    The first row is the rule applied to the register as it is; ``reasons`` divides ``exited``. ``eligible`` and
    ``waiting`` are NaN where no rule is in force. ``by_decile`` (quarter, decile): recipients of the nation.
    ``reached``, ``ended`` and ``freed`` (quarter, kabupaten, decile, kind): families who reached the cap, whose aid it
    ended, and the rupiah of the quarter that this frees; they, and all columns that no band shows, are of a projection
    in double precision alone. ``working_age`` (kind) tells the kinds apart. With the chances of being entitled there
    are also the columns ENTITLED.
    """

    programme: str
    unit: str
    columns: Mapping[str, np.ndarray]
    reasons: Mapping[str, np.ndarray]
    by_decile: np.ndarray
    reached: np.ndarray
    ended: np.ndarray
    freed: np.ndarray
    working_age: np.ndarray


@dataclass(frozen=True, eq=False)
class Projection:
    """A policy's years to come; ``tracks`` by programme code. Exact figures: what may be shown is decided elsewhere."""

    policy: str
    quarter: Quarter
    codes: tuple[str, ...]
    tracks: Mapping[str, Track]

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        count = len(next(iter(self.tracks.values())).columns["recipients"])
        return tuple(self.quarter.shift(step) for step in range(count))

    def table(self, by: str, columns: tuple[str, ...] = COLUMNS) -> pd.DataFrame:
        """Columns quarter, group, programme, then ``columns``; areas add up to the nation (ID)."""
        names, of_group = groups(self.codes, by)
        frames = []
        for code, track in self.tracks.items():
            found = {name: (track.columns[name] @ of_group).ravel() for name in columns}
            frames.append(self._keyed(code, names).assign(**found))
        return pd.concat(frames, ignore_index=True)

    def exits(self, by: str) -> pd.DataFrame:
        """Columns quarter, group, programme, reason, families: exits that no rule made."""
        names, of_group = groups(self.codes, by)
        frames = [
            self._keyed(code, names).assign(reason=reason, families=(counted @ of_group).ravel())
            for code, track in self.tracks.items()
            for reason, counted in track.reasons.items()
        ]
        return pd.concat(frames, ignore_index=True)

    def calendar(self, by: str) -> pd.DataFrame:
        """Columns quarter, group, programme, then CALENDAR: who reaches the cap when, and what follows."""
        return self.table(by, CALENDAR)

    def when(self, programme: str) -> pd.DataFrame:
        """Columns kabupaten, quarter: the quarter by which half of the families that reach the cap have; NA if none."""
        reached = self.tracks[programme].columns["reached_cap"].cumsum(axis=0)
        half = reached >= 0.5 * reached[-1]
        first = [str(self.quarters[step]) for step in half.argmax(axis=0)]
        found = pd.Series(first, dtype="string").where(reached[-1] > 1e-9)
        return pd.DataFrame({"kabupaten": self.codes, "quarter": found})

    def _keyed(self, code: str, names: tuple[str, ...]) -> pd.DataFrame:
        quarters = [str(quarter) for quarter in self.quarters]
        keys = {"quarter": np.repeat(quarters, len(names)), "group": list(names) * len(quarters)}
        return pd.DataFrame(keys).assign(programme=code)


@lru_cache(maxsize=8)
def groups(codes: tuple[str, ...], by: str) -> tuple[tuple[str, ...], np.ndarray]:
    """The names of the areas of a level, and (kabupaten, area): 1 where the kabupaten lies in it."""
    if by not in LEVELS:
        raise ValueError(f"by: must be one of {', '.join(LEVELS)}, got {by!r}")
    area = [{"nation": "ID", "province": code[:2], "kabupaten": code}[by] for code in codes]
    names = tuple(sorted(set(area)))
    return names, np.array([[float(one == name) for name in names] for one in area])
