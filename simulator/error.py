"""Inclusion and exclusion error of an outcome, with intervals, and exclusion split by where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from simulator.cells import COMPONENT, DECILES, FAMILY_TYPES
from simulator.engine.outcome import Outcome
from simulator.engine.part import Part
from simulator.entitlement import Entitled
from simulator.policy.rules import Rule
from targeting.model.threads import one_thread_from_now
from terms import InputError

INTERVAL = (0.025, 0.975)
OFF, ON = 0, 1


@dataclass(frozen=True)
class Figure:
    """A share with the bounds of its 95 % interval over the draws (NaN without draws)."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Errors:
    """The targeting error of one programme under a policy. Undefined figures are NaN.

    ``inclusion``: recipients not entitled ÷ recipients. ``exclusion``: entitled not recipient ÷ entitled, and it is
    the sum of ``by_design`` (the rule or the quota leaves no place), ``by_data`` (the register's decile or
    components put them beyond the enacted rule) and ``by_delivery`` (eligible with a place, not paid).
    ``coverage_of_entitled`` = 1 − exclusion.
    """

    inclusion: Figure
    exclusion: Figure
    by_design: Figure
    by_data: Figure
    by_delivery: Figure
    coverage_of_entitled: Figure
    entitled: Figure


#: The errors' values: by the estimate first, then by each draw; keys are the fields of ``Errors``.
Shares = Mapping[str, np.ndarray]


def errors(outcome: Outcome, programme: str, entitled: Entitled, enacted: Rule, rule: Rule | None) -> Errors:
    """The errors of a programme after the policy; ``rule`` is the policy's (None: as paid), ``enacted`` the yardstick.

    With intervals from the draws of ``entitled``.
    """
    return figures(shares(outcome, programme, entitled, enacted, rule))


def shares(outcome: Outcome, programme: str, entitled: Entitled, enacted: Rule, rule: Rule | None) -> Shares:
    """As ``errors``, but every draw kept: two outcomes measured with the same draws may be subtracted."""
    part = outcome.parts[programme]
    if part.unit == "pupil":
        raise InputError(f"{programme.lower()}: errors are defined for families, and this programme counts pupils")
    known = entitled.of(outcome.areas.provinces)
    sides = _sides(part, enacted, rule, outcome.areas.provinces)
    totals = dict(zip(sides, _totals(known, list(sides.values())), strict=True))
    reached, everyone = totals["after"], totals["everyone"]
    recipients = float(sides["after"].sum())
    missed = {name: _share(totals[name], everyone) for name in ("without", "design", "data", "delivery")}
    return {
        "inclusion": 1.0 - _share(reached, np.full_like(reached, recipients)),
        "exclusion": missed["without"],
        "by_design": missed["design"],
        "by_data": missed["data"],
        "by_delivery": missed["delivery"],
        "coverage_of_entitled": 1.0 - missed["without"],
        "entitled": everyone,
    }


def figures(found: Shares) -> Errors:
    """The estimates with their intervals."""
    return Errors(**{name: _figure(values) for name, values in found.items()})


def changes(after: Shares, before: Shares) -> Errors:
    """How one outcome's errors differ from another's, draw by draw: the interval is that of the difference."""
    return Errors(**{name: _figure(after[name] - before[name]) for name in after})


def _sides(part: Part, enacted: Rule, rule: Rule | None, provinces: tuple[str, ...]) -> dict[str, np.ndarray]:
    """Families by fate, each (province, decile, family type, side); the three causes make up those without aid."""
    column = {name: sums.groups for name, sums in part.columns.items() if sums.groups is not None}
    on_without = column["recipients_before"] - column["kept"]
    off_without = column["others"] - column["admitted"]
    fits = _fits(enacted, provinces)
    waiting = column["waiting"] if part.has_rule else fits * column["others"]
    with_place = waiting * _delivery_share(part, rule, waiting)
    beyond = np.stack([off_without - waiting, on_without], axis=-1)
    inside = fits[..., None]
    no_place = np.stack([waiting - with_place, np.zeros_like(waiting)], axis=-1)
    return {
        "after": np.stack([column["admitted"], column["kept"]], axis=-1),
        "everyone": np.stack([column["others"], column["recipients_before"]], axis=-1),
        "without": np.stack([off_without, on_without], axis=-1),
        "design": beyond * inside + no_place,
        "data": beyond * ~inside,
        "delivery": np.stack([with_place, np.zeros_like(waiting)], axis=-1),
    }


def _fits(enacted: Rule, provinces: tuple[str, ...]) -> np.ndarray:
    """Whether the enacted rule, applied to the register, takes a (province, decile, family type)."""
    limits = dict(enacted.max_decile_by_province)
    limit = np.array([limits.get(code, enacted.max_decile) for code in provinces])[:, None, None]
    decile = np.arange(DECILES)[None, :, None]
    component = (np.arange(FAMILY_TYPES) & COMPONENT > 0) | (not enacted.needs_component)
    fits: np.ndarray = (decile >= 1) & (decile <= limit) & component
    return fits


def _delivery_share(part: Part, rule: Rule | None, waiting: np.ndarray) -> float:
    """Share of the eligible who wait for whom a place is there: all without a quota, else the places not taken."""
    quota = None if rule is None else _national_quota(rule)
    if quota is None or not waiting.any():
        return 1.0
    unit = "persons_after" if part.unit == "person" else None
    taken = part.total(unit) if unit else part.total("kept") + part.total("admitted")
    families = part.total("kept") + part.total("admitted")
    each = taken / families if families > 0 else 1.0
    return float(np.clip((quota - taken) / (waiting.sum() * each), 0.0, 1.0)) if each > 0 else 1.0


def _national_quota(rule: Rule) -> int | None:
    if rule.quota is not None or not rule.quota_by_kabupaten:
        return rule.quota
    return sum(places for _, places in rule.quota_by_kabupaten)


def _totals(entitled: Entitled, counts: list[np.ndarray]) -> np.ndarray:
    """Entitled families among each of the counts: by the estimate first, then by each draw, in the draws' precision."""
    one_thread_from_now()
    flat = np.stack([count.ravel() for count in counts])
    drawn = entitled.draws.reshape(-1, flat.shape[1])
    return np.column_stack([flat @ entitled.probability.ravel(), flat.astype(drawn.dtype) @ drawn.T])


def _share(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return np.divide(part, whole, out=np.full_like(part, np.nan), where=whole > 0)


def _figure(values: np.ndarray) -> Figure:
    draws = values[1:]
    low, high = np.quantile(draws, INTERVAL) if len(draws) else (np.nan, np.nan)
    return Figure(float(values[0]), float(low), float(high))
