"""The enacted rule of a programme in a quarter: what "entitled" and "eligible" mean in figures of error."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.policy import files
from simulator.policy.rules import Policy, Rule
from terms import InputError, Quarter


@dataclass(frozen=True)
class RuleInForce:
    """The last decile allowed, whether a PKH component is asked for, and the places (families; PBI: persons), if the
    rules of the quarter name a number."""

    max_decile: int
    needs_component: bool
    places: int | None


def rule_in_force(programme: str, quarter: Quarter) -> RuleInForce:
    """The rule on the first day of the quarter; InputError when the programme has no limit then."""
    day = quarter.first_day
    enacted = files.named(files.ENACTED)
    names = ("max_decile", "needs_component", "quota")
    limit, component, quota = (
        dated and dated.value for dated in (enacted.in_force(programme, name, day) for name in names)
    )
    if not isinstance(limit, int):
        raise InputError(f"{programme.lower()}: no rule is in force in {quarter}")
    return RuleInForce(limit, bool(component), quota if isinstance(quota, int) else None)


def draws_another_line(policy: Policy, quarter: Quarter, programme: str) -> bool:
    """Whether the policy has a rule for an enacted programme by which others would be entitled."""
    rule, enacted = (one.rules(quarter).get(programme) for one in (policy, files.named(files.ENACTED)))
    return rule is not None and enacted is not None and _line(rule) != _line(enacted)


def _line(rule: Rule) -> tuple[object, ...]:
    """What decides who would be entitled by a rule."""
    return rule.max_decile, rule.max_decile_by_province, rule.max_decile_by_kabupaten, rule.needs_component
