"""What the first page says of an area: both errors against both targets, what moved most, what awaits a decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from data.figures import ledger
from data.figures.ledger import Ledger
from data.figures.region import errors, parts
from data.figures.region.basis import RegionBasis
from data.figures.region.standings import FIGURES, PROGRAMMES, number
from data.figures.region.values import AreaError, CapCourse, PlacesLeft, Waiting, level_of
from data.read import register
from data.read.accuracy import floor, spotcheck
from data.store.scope import Scope
from targeting.verdict.verdict import Verdict, verdicts
from terms import QUARTERS_A_YEAR, TARGETS, Quarter

MOVEMENTS, REASONS = 3, 2
#: The quarters ahead in which reaching the cap is a matter to decide now.
SOON = 4


@dataclass(frozen=True)
class ErrorCourse:
    """An error now, its verdict against each target by name, the floor that places leave (None where not told), the
    same error a quarter and a year before (None where not known), and where a floor is told how many families are
    entitled (estimated): entitled × (floor − target) families more would have to have a place."""

    now: AreaError
    verdicts: Mapping[float, str]
    floor: float | None
    before: AreaError | None
    year_ago: AreaError | None
    entitled: float | None = None


@dataclass(frozen=True)
class AreaMovement:
    """Who entered or exited a programme in the quarter: how many, as a share of those on it before, the largest
    reasons, and how many in the quarter before and in the same quarter a year before; None where hidden or not known.
    """

    programme: str
    unit: str
    flow: str
    count: float
    share: float
    reasons: tuple[tuple[str, float], ...]
    before: float | None
    year_ago: float | None


@dataclass(frozen=True)
class FirstPage:
    """All that the first page says of an area; ``warnings`` are claims of the checks with their failures."""

    errors: tuple[ErrorCourse, ...]
    movements: tuple[AreaMovement, ...]
    places: tuple[PlacesLeft, ...]
    caps: tuple[CapCourse, ...]
    waiting: Waiting | None
    warnings: tuple[tuple[str, int], ...]


def assemble(basis: RegionBasis, scope: Scope, area: str) -> FirstPage:
    """The first page of an area in the basis' quarter; InputError when it is not wholly within the scope."""
    held = scope.within(area)
    told = _ledgers(basis, held, area, basis.quarter)
    on_programme = {code: number(one.flows["closing"]) for code, one in told.items()}
    found = register.warnings(basis.store, basis.quarter)
    now = errors.of_area(basis.store, scope, area, basis.quarter)
    return FirstPage(
        _courses(basis, scope, area, now),
        _movements(basis, held, area, told) if basis.before else (),
        parts.places_left(basis, scope, area, on_programme),
        # A calendar of the cap leans on how families of the whole nation move: of a kabupaten its own page tells it.
        () if level_of(area) == "kabupaten" else parts.caps(basis, area),
        parts.waiting(basis, scope, area),
        tuple((str(name), int(count)) for name, count in zip(found["name"], found["failures"], strict=True)),
    )


def _courses(basis: RegionBasis, scope: Scope, area: str, now: tuple[AreaError, ...]) -> tuple[ErrorCourse, ...]:
    before, year_ago = (_errors(basis, scope, area, quarter) for quarter in (basis.before, basis.year_ago))
    held = scope.within(area)
    floors = {code: _floor(basis, held, area, code) for code in PROGRAMMES} if now else {}
    found = []
    for one in now:
        key = (one.programme, one.error)
        least = floors[one.programme] if one.error == spotcheck.EXCLUSION else None
        share = least.exclusion_floor.value if least else None
        entitled = least.entitled.value if least else None
        told = {target: _verdict(one, target) for target in TARGETS}
        found.append(ErrorCourse(one, told, share, before.get(key), year_ago.get(key), entitled))
    return tuple(found)


def _errors(basis: RegionBasis, scope: Scope, area: str, quarter: Quarter | None) -> dict[tuple[str, str], AreaError]:
    """Of an earlier quarter; a kabupaten's sample of one quarter is too small to tell of a change."""
    if quarter is None or level_of(area) == "kabupaten":
        return {}
    found = errors.of_area(basis.store, scope, area, quarter)
    return {(one.programme, one.error): one for one in found}


def _verdict(one: AreaError, target: float) -> str:
    """That of the interval shown; nothing is decided where sample and model decide oppositely."""
    if one.source == errors.NEITHER:
        return Verdict.unproven
    known = [np.nan if bound is None else bound for bound in (one.low, one.high)]
    enough = one.verdict != Verdict.insufficient
    (found,) = verdicts(np.array(known[:1]), np.array(known[1:]), target, np.array([enough]))
    return str(found)


def _floor(basis: RegionBasis, held: Scope, area: str, programme: str) -> floor.Floor | None:
    """The exclusion error that is left with all places at the entitled; told of nation and provinces, whose own sample
    estimates it, and where it does not lie above the estimate of the error itself, as by chance it may."""
    if level_of(area) == "kabupaten":
        return None
    found = floor.floor(basis.store, held, basis.quarter, programme)
    if found is None or not 0 < found.exclusion_floor.value <= found.exclusion.value:
        return None
    return found


def _ledgers(basis: RegionBasis, held: Scope, area: str, quarter: Quarter) -> dict[str, Ledger]:
    units = {code: FIGURES[f"recipients_{code}"] for code in PROGRAMMES}
    return {
        code: ledger.area(basis.store, held, code, unit, level_of(area), (quarter,)) for code, unit in units.items()
    }


def _movements(basis: RegionBasis, held: Scope, area: str, now: dict[str, Ledger]) -> tuple[AreaMovement, ...]:
    """The largest flows by their share of the recipients before."""
    earlier = [_with_a_ledger(basis, held, area, ago) for ago in (1, QUARTERS_A_YEAR)]
    found = [
        _movement(code, told, flow, *(then[code].flows[flow] if then else None for then in earlier))
        for code, told in now.items()
        for flow in ("entered", "exited")
    ]
    known = (one for one in found if one is not None and one.count > 0)
    return tuple(sorted(known, key=lambda one: -one.share)[:MOVEMENTS])


def _with_a_ledger(basis: RegionBasis, held: Scope, area: str, ago: int) -> dict[str, Ledger]:
    """The ledgers of an earlier quarter; none for the first of the build, which has nothing before it."""
    quarter = basis.quarter.shift(-ago)
    has_one = quarter in basis.quarters and quarter.previous() in basis.quarters
    return _ledgers(basis, held, area, quarter) if has_one else {}


def _movement(programme: str, told: Ledger, flow: str, *earlier: float | None) -> AreaMovement | None:
    count, opening = number(told.flows[flow]), number(told.flows["opening"])
    if count is None or not opening:
        return None
    reasons = told.by_reason(flow).dropna().head(REASONS)
    named = tuple((str(reason), float(size)) for reason, size in reasons.items())
    unit = FIGURES[f"recipients_{programme}"]
    return AreaMovement(programme, unit, flow, count, count / opening, named, *(number(one) for one in earlier))


def soon(course: CapCourse) -> float | None:
    """Families that reach the cap within the next four quarters; None where one of them is withheld."""
    known = [one for one in course.reach[:SOON] if one is not None]
    return sum(known) if len(known) == SOON else None


def freed_a_year(course: CapCourse) -> float | None:
    """Rupiah a year that the limit frees once it has ended the aid of whoever it ends among those over it now and those
    who reach it within the next four quarters; None where one of them is withheld."""
    known = [one for one in course.freed[: SOON + 1] if one is not None]
    return QUARTERS_A_YEAR * sum(known) if len(known) == SOON + 1 else None
