"""What needs doing in an area: at most five things, each counted, in the order of the families that they concern."""

from __future__ import annotations

from collections.abc import Iterator

from data.figures.region.values import AreaError, AreaLedger, CapCourse, CheckGroup, PlacesLeft, RegionConcern, Waiting
from data.figures.updates import SHARES
from data.store.disclosure import SMALLEST_SHOWN

MOST = 5
#: Groups are worth a visit where at least so large a share is expected to be wrong.
WORTH_A_VISIT = 0.3


def most_pressing(*given: Iterator[RegionConcern]) -> tuple[RegionConcern, ...]:
    """The first few of all, most families first, each kind once; what concerns so few that they could be made out, or
    nobody, is left out."""
    told = (one for some in given for one in some if one.families >= SMALLEST_SHOWN)
    found = sorted(told, key=lambda one: -one.families)
    first = {one.code: one for one in reversed(found)}
    return tuple(sorted(first.values(), key=lambda one: -one.families)[:MOST])


def of_register(counted: dict[str, float | None]) -> Iterator[RegionConcern]:
    """Families not verified within a year, and families without a decile; ``counted`` as in ``register_counts``."""
    families, verified, unranked = (counted.get(name) for name in ("families", *SHARES[:2]))
    if families is not None and verified is not None and families > verified:
        share = (families - verified) / families
        yield RegionConcern("unverified", "", families - verified, {"share": share})
    if unranked:
        yield RegionConcern("unranked", "", unranked, {})


def of_waiting(told: Waiting | None) -> Iterator[RegionConcern]:
    """Proposals that wait for over three months; else all that wait."""
    if told is not None and told.overdue:
        yield RegionConcern("overdue", "", told.overdue, {} if told.pending is None else {"pending": told.pending})
    elif told is not None and told.pending:
        yield RegionConcern("pending", "", told.pending, {})


def of_caps(told: tuple[CapCourse, ...]) -> Iterator[RegionConcern]:
    """Families that reach the announced cap in the quarters to come."""
    for one in told:
        if one.total:
            over = {} if one.over_now is None else {"over": one.over_now}
            yield RegionConcern("cap", one.programme, one.total, over)


def of_coverage(eligible: dict[str, tuple[float | None, float | None]]) -> Iterator[RegionConcern]:
    """Families entitled by the register and the rules in force that a programme does not reach, by programme: eligible
    and the share covered."""
    for programme, (families, covered) in eligible.items():
        if families is not None and covered is not None:
            yield RegionConcern("uncovered", programme, families * (1 - covered), {"share": 1 - covered})


def of_ledgers(told: tuple[AreaLedger, ...]) -> Iterator[RegionConcern]:
    """Programmes that lost more than they took in, with the largest reason."""
    for one in told:
        exited, reasons = one.flows["exited"], dict(one.exited)
        if one.net is not None and one.net < 0 and exited and one.unit == "families":
            known = {reason: count for reason, count in reasons.items() if count is not None}
            first = {f"reason_{reason}": count for reason, count in list(known.items())[:1]}
            yield RegionConcern("left", one.programme, exited, {"net": one.net, **first})


def of_groups(told: tuple[CheckGroup, ...]) -> Iterator[RegionConcern]:
    """The groups to check first that are worth a visit, taken together."""
    worth = [one for one in told if one.wrong >= WORTH_A_VISIT * one.families]
    if worth:
        wrong = sum(one.wrong for one in worth)
        yield RegionConcern("check", worth[0].programme, sum(one.families for one in worth), {"wrong": wrong})


def of_places(told: tuple[PlacesLeft, ...]) -> Iterator[RegionConcern]:
    """Places that nobody has."""
    for one in told:
        if one.left is not None and one.left > 0 and one.unit == "families":
            yield RegionConcern("places", one.programme, one.left, {"places": one.places})


def of_errors(told: tuple[AreaError, ...], families: float | None) -> Iterator[RegionConcern]:
    """Nothing decided of an error in this area: the visits that would; not counted in families, so never first."""
    undecided = [one for one in told if one.verdict in ("unproven", "insufficient") and one.needed]
    if undecided and families:
        first = min(undecided, key=lambda one: one.needed or 0)
        yield RegionConcern("undecided", first.programme, float(first.needed or 0), {"visits": first.visits})
