"""Scenarios that would tell a region about areas beyond its scope, and are therefore refused.

A limit of places or rupiah for the whole nation is shared among all areas, so what an area gets of it tells what others
ask for; and results of the nation tell what a rule does in a single area that it names. So whoever sees a region may
treat all areas beyond it alike, or as a policy that comes with the application does, and keeps such a policy's limits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from data.store.scope import Scope
from geo import regions
from simulator.policy.files import Policy, Rule, available, named
from simulator.policy.refusals import refusal
from terms import Quarter

BY_AREA = ("max_decile_by_province", "max_decile_by_kabupaten", "quota_by_kabupaten")
OF_NATION = ("quota", "budget_limit")


def refuse_beyond(scope: Scope, policy: Policy, quarters: Iterable[Quarter]) -> None:
    """InputError where a rule in force in one of the quarters treats areas beyond the scope apart from each other, or
    sets a limit for the nation of its own; never under a national scope."""
    if scope.is_national:
        return
    for quarter in quarters:
        for rule in policy.rules(quarter).values():
            _refuse_areas(scope, rule, quarter)
            _refuse_limits(rule, quarter)


def _refuse_areas(scope: Scope, rule: Rule, quarter: Quarter) -> None:
    for field in BY_AREA:
        table = getattr(rule, field)
        first = next((code for code, _ in table if not _is_within(scope, code)), None)
        if first is None or len({*(beyond := _beyond(scope, table, first))}) == 1:
            continue
        if all(beyond != _beyond(scope, getattr(ours, field), first) for ours in _ours(rule, quarter)):
            raise refusal("areas_beyond", where=rule.programme.lower(), code=first)


def _refuse_limits(rule: Rule, quarter: Quarter) -> None:
    for field in OF_NATION:
        limit = getattr(rule, field)
        if limit is not None and all(limit != getattr(ours, field) for ours in _ours(rule, quarter)):
            raise refusal("limit_of_nation", where=f"{rule.programme.lower()}.{field}", got=limit)


def _beyond(scope: Scope, table: tuple[tuple[str, int], ...], like: str) -> list[int | None]:
    """What a table says of each area of a level (that of the code ``like``) beyond the scope; None where nothing."""
    given = dict(table)
    level = regions.kabupaten()["kabupaten_code"] if "." in like else regions.provinces()["province_code"]
    return [given.get(code) for code in level if not _is_within(scope, code)]


def _is_within(scope: Scope, code: str) -> bool:
    return scope.allows(code) if "." in code else code in scope.province_codes


def _ours(rule: Rule, quarter: Quarter) -> Iterator[Rule]:
    """The rules of the programme in the policies that come with the application."""
    for name in available():
        ours = named(name).rules(quarter).get(rule.programme)
        if ours is not None:
            yield ours
