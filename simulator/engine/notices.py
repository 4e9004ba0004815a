"""Odd but possible values: the policy runs and the answer says so. A page translates by ``code``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from simulator.engine.part import Part
from simulator.policy.rules import Policy, Rule
from terms import Quarter

HIGH_CUTOFF = 6
SHORT_CAP = 8
MANY_TIMES = 5

_TEXT = {
    "cutoff_high": "{key}: a cut-off above decile {limit} is unusual, got {value}",
    "cap_short": "{key}: a cap under {limit} quarters is unusual, got {value}",
    "quota_below_recipients": "{key}: the quota is below today's recipients ({limit:,}), got {value:,}",
    "quota_low": "{key}: a quota under a fifth of today's recipients ({limit:,}) is unusual, got {value:,}",
    "quota_high": "{key}: a quota over five times today's recipients ({limit:,}) is unusual, got {value:,}",
    "amount_high": "{key}: an amount over five times today's ({limit:,} rupiah) is unusual, got {value:,}",
    "amount_low": "{key}: an amount under a fifth of today's ({limit:,} rupiah) is unusual, got {value:,}",
    "budget_low": "{key}: a budget under a fifth of what is paid today ({limit:,} rupiah a quarter) is unusual,"
    " got {value:,}",
    "starts_later": "{key}: {value} starts on {limit}, after the quarter: it does not hold yet",
    "starts_within": "{key}: {value} starts on {limit}, within the quarter: it holds from the next quarter",
}


@dataclass(frozen=True)
class Notice:
    """A warning: ``value`` came, ``limit`` is the ordinary bound; of a start, the fields and their first day."""

    code: str
    programme: str
    value: int | str
    limit: int | date

    def __str__(self) -> str:
        return _TEXT[self.code].format(key=self.programme.lower(), value=self.value, limit=self.limit)


def notices(rules: Mapping[str, Rule], enacted: Mapping[str, Rule], parts: Mapping[str, Part]) -> tuple[Notice, ...]:
    """The warnings that a policy's rules deserve on this register; today's amounts are the enacted ones."""
    found: list[Notice] = []
    for code, rule in rules.items():
        limits = [rule.max_decile, *(limit for _, limit in rule.max_decile_by_province + rule.max_decile_by_kabupaten)]
        highest = max(limit for limit in limits if limit is not None)
        if highest > HIGH_CUTOFF:
            found.append(Notice("cutoff_high", code, highest, HIGH_CUTOFF))
        if rule.max_quarters is not None and rule.max_quarters < SHORT_CAP:
            found.append(Notice("cap_short", code, rule.max_quarters, SHORT_CAP))
        found += _odd_quota(rule, enacted.get(code), round(parts[code].total(_counted(rule))))
        found += _odd_budget(rule, round(parts[code].total("rupiah_per_quarter_before")))
        if code in enacted:
            found += _odd_amounts(rule, enacted[code])
    return tuple(found)


def start_notices(policy: Policy, quarter: Quarter, references: tuple[str, ...]) -> tuple[Notice, ...]:
    """What the policy and its own baselines say that does not hold yet in the quarter; the references are known."""
    found: dict[tuple[str, date], list[str]] = {}
    for code, name, start in _starts(policy, references):
        if start > quarter.first_day:
            found.setdefault((code, start), []).append(name)
    following = quarter.next().first_day
    return tuple(
        Notice("starts_within" if start < following else "starts_later", code, ", ".join(dict.fromkeys(names)), start)
        for (code, start), names in sorted(found.items())
    )


def _starts(policy: Policy, references: tuple[str, ...]) -> Iterator[tuple[str, str, date]]:
    if policy.key in references:
        return
    for code, name, dated in policy.values:
        yield from ((code, name, one.start) for one in dated if one.start is not None)
    if policy.baseline is not None:
        yield from _starts(policy.baseline, references)


def _counted(rule: Rule) -> str:
    return "persons_before" if rule.unit == "person" else "recipients_before"


def _odd_quota(rule: Rule, enacted: Rule | None, today: int) -> list[Notice]:
    """A quota far from today's recipients is perhaps a slip of the thousands; one that admits nobody is said too."""
    quota = rule.quota
    if quota is None and rule.quota_by_kabupaten:
        quota = sum(places for _, places in rule.quota_by_kabupaten)
    if quota is None or today == 0:
        return []
    if rule.admission == "quota" and rule.quota is not None and quota < today:
        return [Notice("quota_below_recipients", rule.programme, quota, today)]
    if enacted is not None and rule.quota is not None and rule.quota == enacted.quota:
        return []
    if quota * MANY_TIMES < today:
        return [Notice("quota_low", rule.programme, quota, today)]
    return [Notice("quota_high", rule.programme, quota, today)] if quota > MANY_TIMES * today else []


def _odd_budget(rule: Rule, paid: int) -> list[Notice]:
    limit = rule.budget_limit
    if limit is None or limit * MANY_TIMES >= paid:
        return []
    return [Notice("budget_low", rule.programme, limit, paid)]


def _odd_amounts(rule: Rule, enacted: Rule) -> list[Notice]:
    given, today = _amounts(rule), _amounts(enacted)
    pairs = [(amount, today[kind]) for kind, amount in given.items() if kind in today]
    low = [Notice("amount_low", rule.programme, one, usual) for one, usual in pairs if one * MANY_TIMES < usual]
    high = [Notice("amount_high", rule.programme, one, usual) for one, usual in pairs if one > MANY_TIMES * usual]
    return low + high


def _amounts(rule: Rule) -> dict[str, int]:
    return dict(rule.amounts) if isinstance(rule.amounts, tuple) else {"": int(rule.amounts or 0)}
