"""The frozen values of one area's quarter; a missing one is None, and says whether it was withheld."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from terms import NATION, Quarter


@dataclass(frozen=True)
class AreaFigure:
    """A figure of an area: its value now, its change against the quarter before and a year ago, and its rank.

    ``code`` names the figure, ``unit`` is families, persons or share (0–1). ``rank`` is among the ``of`` areas beside
    it that show a value, 1 the highest.
    """

    code: str
    unit: str
    now: float | None
    is_withheld: bool
    since_quarter: float | None
    since_year: float | None
    rank: int | None
    of: int


@dataclass(frozen=True)
class AreaError:
    """One error of one programme: the one estimate to use, and what would decide it.

    ``source`` is sample, model, or neither where the two decide oppositely. ``estimate``, ``low`` and ``high`` are
    shares (estimate None where a point would mislead). ``verdict`` is that against 5 %. ``visits`` were made in the
    area; ``needed`` families decide at the estimate (None where it lies too near the target).
    """

    programme: str
    error: str
    source: str
    estimate: float | None
    low: float | None
    high: float | None
    verdict: str
    visits: int
    needed: int | None


@dataclass(frozen=True)
class AreaLedger:
    """One programme's ledger of the quarter: flows by name, reasons of entries and exits, the largest first.

    Counts are families (PBI: persons); a hidden one is None.
    """

    programme: str
    unit: str
    flows: Mapping[str, float | None]
    entered: tuple[tuple[str, float | None], ...]
    exited: tuple[tuple[str, float | None], ...]
    net: float | None


@dataclass(frozen=True)
class Waiting:
    """Proposals of all quarters without a decision: how many, those waiting for over three months, and days of those
    decided of this quarter's."""

    pending: float | None
    overdue: float | None
    by_kind: Mapping[str, float | None]
    median_days: float | None
    nine_in_ten_days: float | None


@dataclass(frozen=True)
class CapCourse:
    """Families of a programme at the cap of an announced limit: those over it now, and who reach it in each of the
    quarters to come, were it in force; ``freed``: the rupiah a quarter that ending their aid frees, now and in each of
    those quarters."""

    programme: str
    over_now: float | None
    quarters: tuple[str, ...]
    reach: tuple[float | None, ...]
    freed: tuple[float | None, ...]

    @property
    def total(self) -> float | None:
        """Those who reach it in the quarters to come; None where one of them is withheld."""
        known = [one for one in self.reach if one is not None]
        return sum(known) if len(known) == len(self.reach) else None


@dataclass(frozen=True)
class CheckGroup:
    """A group of like families worth a visit: expected ``wrong`` of its ``families``."""

    programme: str
    decile: int
    family_type: int
    on_programme: bool
    families: int
    wrong: float


@dataclass(frozen=True)
class PlacesLeft:
    """Places of a programme, who is on it (families, PBI: persons), and what is left; None where hidden."""

    programme: str
    unit: str
    places: float
    recipients: float | None
    left: float | None


@dataclass(frozen=True)
class Alike:
    """An area that is like this one: figures by code, and how far it lies (1: as far as areas lie on average)."""

    code: str
    distance: float
    is_neighbour: bool
    figures: Mapping[str, float | None]


@dataclass(frozen=True)
class PolicyEffect:
    """A programme under a policy: families on it, and their difference from the rules in force with that of a year's
    rupiah."""

    policy: str
    programme: str
    recipients: float
    change: float
    rupiah_a_year: float


@dataclass(frozen=True)
class RegionConcern:
    """Something to do: what (``code``), how many families it concerns, and the figures of its sentence."""

    code: str
    programme: str
    families: float
    figures: Mapping[str, float]


@dataclass(frozen=True)
class RegionQuarter:
    """All that a page, a note or a file says of one area in one quarter.

    ``around`` is the share of families in deciles 1 to 4 of the areas that it is ranked among, by code;
    ``decisions`` are told of the nation alone.
    """

    area: str
    quarter: Quarter
    concerns: tuple[RegionConcern, ...]
    families: float | None
    deciles: Mapping[str, tuple[float | None, ...]]
    standings: tuple[AreaFigure, ...]
    around: Mapping[str, float | None]
    poverty: Mapping[str, float]
    errors: tuple[AreaError, ...]
    ledgers: tuple[AreaLedger, ...]
    waiting: Waiting | None
    caps: tuple[CapCourse, ...]
    groups: tuple[CheckGroup, ...]
    places: tuple[PlacesLeft, ...]
    alike: tuple[Alike, ...]
    decisions: tuple[PolicyEffect, ...]

    @property
    def level(self) -> str:
        return level_of(self.area)


def level_of(area: str) -> str:
    """nation, province or kabupaten."""
    return "nation" if area == NATION else "kabupaten" if "." in area else "province"
