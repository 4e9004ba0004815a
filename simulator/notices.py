"""Odd but possible values: the policy runs and the answer says so. A page translates by ``code``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.part import Part
from simulator.rules import Rule

HIGH_CUTOFF = 6
SHORT_CAP = 8
MANY_TIMES = 5

_TEXT = {
    "cutoff_high": "{key}: a cut-off above decile {limit} is unusual, got {value}",
    "cap_short": "{key}: a cap under {limit} quarters is unusual, got {value}",
    "quota_below_recipients": "{key}: the quota is below today's recipients ({limit:,}), got {value:,}",
    "amount_high": "{key}: an amount over five times today's ({limit:,} rupiah) is unusual, got {value:,}",
}


@dataclass(frozen=True)
class Notice:
    """A warning: ``value`` came, ``limit`` is the ordinary bound."""

    code: str
    programme: str
    value: int
    limit: int

    def __str__(self) -> str:
        return _TEXT[self.code].format(key=self.programme.lower(), value=self.value, limit=self.limit)


def notices(rules: Mapping[str, Rule], enacted: Mapping[str, Rule], parts: Mapping[str, Part]) -> tuple[Notice, ...]:
    """The warnings that a policy's rules deserve on this register; today's amounts are the enacted ones."""
    found = []
    for code, rule in rules.items():
        limits = [rule.max_decile, *(limit for _, limit in rule.max_decile_by_province + rule.max_decile_by_kabupaten)]
        highest = max(limit for limit in limits if limit is not None)
        if highest > HIGH_CUTOFF:
            found.append(Notice("cutoff_high", code, highest, HIGH_CUTOFF))
        if rule.max_quarters is not None and rule.max_quarters < SHORT_CAP:
            found.append(Notice("cap_short", code, rule.max_quarters, SHORT_CAP))
        today = parts[code].total("persons_before" if rule.unit == "person" else "recipients_before")
        if rule.admission == "quota" and rule.quota is not None and rule.quota < today:
            found.append(Notice("quota_below_recipients", code, rule.quota, int(today)))
        if code in enacted:
            found += _high_amounts(rule, enacted[code])
    return tuple(found)


def _high_amounts(rule: Rule, enacted: Rule) -> list[Notice]:
    given, today = _amounts(rule), _amounts(enacted)
    return [
        Notice("amount_high", rule.programme, amount, today[kind])
        for kind, amount in given.items()
        if kind in today and amount > MANY_TIMES * today[kind]
    ]


def _amounts(rule: Rule) -> dict[str, int]:
    return dict(rule.amounts) if isinstance(rule.amounts, tuple) else {"": int(rule.amounts or 0)}
