"""SIMULATION read family by family in plain loops and exact fractions; written apart from the engine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from fractions import Fraction

from simulator.policy.rules import Rule
from tests.simulator.registers import Family

COUNTS = (
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
    "rupiah_per_quarter_before",
    "rupiah_per_quarter",
)
GROUPS: dict[str, Callable[[Family], str]] = {
    "nation": lambda family: "ID",
    "province": lambda family: family.kabupaten[:2],
    "kabupaten": lambda family: family.kabupaten,
    "decile": lambda family: str(family.decile),
    "family_type": lambda family: str(family.type_number()),
}


class Walk:
    """One programme's rule walked over every family; ``share[i]`` is the share of family i on aid afterwards."""

    def __init__(self, register: list[Family], rule: Rule) -> None:
        self.register, self.rule, self.code = register, rule, rule.programme
        self.rows: list[dict[str, Fraction]] = [defaultdict(Fraction) for _ in register]
        for family, row in zip(register, self.rows, strict=True):
            self._test(family, row)
        self._admit()
        self._fit_budget()
        for family, row in zip(register, self.rows, strict=True):
            self._count(family, row)
        self.share = [row["kept_share"] + row["admitted_share"] for row in self.rows]

    def limit(self, family: Family) -> int:
        by_kabupaten = dict(self.rule.max_decile_by_kabupaten)
        by_province = dict(self.rule.max_decile_by_province)
        if family.kabupaten in by_kabupaten:
            return by_kabupaten[family.kabupaten]
        return by_province.get(family.kabupaten[:2], self.rule.max_decile)

    def eligible(self, family: Family) -> bool:
        ranked_within = family.decile != 0 and family.decile <= self.limit(family)
        return ranked_within and (family.has_component() or not self.rule.needs_component)

    def over_cap(self, family: Family) -> bool:
        if self.rule.max_quarters is None or family.traits() & set(self.rule.cap_exempt):
            return False
        own = family.quarters(self.code)
        clock = max(family.pkh, family.sembako) if self.rule.cap_clock == "any" else own
        return clock > self.rule.max_quarters

    def _test(self, family: Family, row: dict[str, Fraction]) -> None:
        left = Fraction(family.on(self.code))
        if left and not 1 <= family.decile <= self.limit(family):
            stays = Fraction(self.rule.crossing_keep_share) if self.rule.crossing_mode == "suspend" else Fraction(0)
            row["decile_share"] = left * (1 - stays)
            left *= stays
        if left and self.rule.needs_component and not family.has_component():
            row["component_share"], left = left, Fraction(0)
        if left and self.over_cap(family):
            stays = Fraction(self.rule.cap_keep_share) if self.rule.cap_mode == "assess" else Fraction(0)
            row["cap_share"] = left * (1 - stays)
            left *= stays
        row["kept_share"] = left

    def units(self, family: Family, new: bool) -> int:
        """What a family weighs against a quota: itself, its pupils, or its persons covered."""
        if self.rule.unit == "person":
            return family.weight * (family.persons if new or self.code != "PBI" else family.pbi_members)
        pupils = sum(family.count(f"pupils_{level}") for level in ("sd", "smp", "sma"))
        return family.weight * (pupils if self.rule.unit == "pupil" else 1)

    def _admit(self) -> None:
        waiting = [i for i, one in enumerate(self.register) if self.eligible(one) and not one.on(self.code)]
        take_up = Fraction(self.rule.take_up_share)
        if self.rule.admission == "none":
            return
        if self.rule.admission == "all":
            for i in waiting:
                self.rows[i]["admitted_share"] = take_up
            return
        used: dict[str, Fraction] = defaultdict(Fraction)
        for family, row in zip(self.register, self.rows, strict=True):
            used[family.kabupaten] += row["kept_share"] * self.units(family, False)
        nation = None if self.rule.quota is None else max(Fraction(0), self.rule.quota - sum(used.values()))
        tables = dict(self.rule.quota_by_kabupaten)
        places = {code: max(Fraction(0), quota - used[code]) for code, quota in tables.items()}
        for decile in range(1, 11):
            queue: dict[str, list[int]] = defaultdict(list)
            for i in waiting:
                if self.register[i].decile == decile:
                    queue[self.register[i].kabupaten].append(i)
            wanted = {code: sum(take_up * self.units(self.register[i], True) for i in queue[code]) for code in queue}
            given = {code: min(wanted[code], places.get(code, wanted[code])) for code in queue}
            if nation is not None and sum(given.values()) > nation:
                part = nation / sum(given.values())
                given = {code: number * part for code, number in given.items()}
            for code, number in given.items():
                for i in queue[code]:
                    if wanted[code]:
                        self.rows[i]["admitted_share"] = take_up * number / wanted[code]
                if code in places:
                    places[code] -= number
            if nation is not None:
                nation -= sum(given.values())

    def rupiah(self, family: Family, new: bool) -> int:
        if isinstance(self.rule.amounts, tuple):
            return family.weight * sum(amount * family.counted(kind) for kind, amount in self.rule.amounts)
        return self.rule.amounts * self.units(family, new)

    def _fit_budget(self) -> None:
        if self.rule.budget_limit is None:
            return
        spent: dict[int, Fraction] = defaultdict(Fraction)
        for family, row in zip(self.register, self.rows, strict=True):
            spent[family.decile] += row["kept_share"] * self.rupiah(family, False)
            spent[family.decile] += row["admitted_share"] * self.rupiah(family, True)
        excess = sum(spent.values()) - self.rule.budget_limit
        for decile in (0, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1):
            if excess <= 0 or not spent[decile]:
                continue
            cut = min(excess, spent[decile]) / spent[decile]
            excess -= cut * spent[decile]
            for family, row in zip(self.register, self.rows, strict=True):
                if family.decile == decile:
                    row["budget_share"] = row["kept_share"] * cut
                    row["kept_share"] *= 1 - cut
                    row["admitted_share"] *= 1 - cut

    def _count(self, family: Family, row: dict[str, Fraction]) -> None:
        """The table's columns for one family."""
        pupil = self.rule.unit == "pupil"
        each = self.units(family, True) if pupil else family.weight
        today = family.on(self.code)
        row["recipients_before"] = each * Fraction(today)
        for reason in ("decile", "component", "cap", "budget"):
            row[f"dropped_{reason}"] = each * row[f"{reason}_share"]
        row["kept"], row["admitted"] = each * row["kept_share"], each * row["admitted_share"]
        row["eligible"] = each * Fraction(self.eligible(family))
        row["waiting"] = Fraction(0) if today else row["eligible"] - row["admitted"]
        row["recipients_after"] = row["kept"] + row["admitted"]
        covered = family.weight * (family.pbi_members if self.code == "PBI" else family.persons)
        newly = each if pupil else family.weight * family.persons
        row["persons_before"] = covered * Fraction(today)
        row["persons_after"] = covered * row["kept_share"] + newly * row["admitted_share"]
        row["rupiah_per_quarter_before"] = Fraction(family.weight * family.paid.get(self.code, 0) * today)
        row["rupiah_per_quarter"] = row["kept_share"] * self.rupiah(family, False)
        row["rupiah_per_quarter"] += row["admitted_share"] * self.rupiah(family, True)
        row["eligible_after"] = row["recipients_after"] if self.eligible(family) else Fraction(0)

    def table(self, by: str) -> dict[str, dict[str, Fraction]]:
        """Sums of the columns by group."""
        found: dict[str, dict[str, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
        for family, row in zip(self.register, self.rows, strict=True):
            for name in (*COUNTS, "eligible_after"):
                found[GROUPS[by](family)][name] += row[name]
        return found


def any_aid(register: list[Family], walks: list[Walk], by: str) -> dict[str, list[Fraction]]:
    """By group: families before and after, persons before and after; programmes decide independently.

    Of families that are alike, places for pupils reach as many as there are places, one a family while that goes.
    """
    walked = {walk.code for walk in walks}
    schooled = [_reached_by_places(register, walk, walks) for walk in walks if walk.rule.unit == "pupil"]
    found: dict[str, list[Fraction]] = defaultdict(lambda: [Fraction(0)] * 4)
    for i, family in enumerate(register):
        without = Fraction(1)
        for walk in walks:
            if walk.rule.unit != "pupil":
                without *= 1 - walk.share[i]
        for reached in schooled:
            without *= 1 - reached[i]
        untouched = any(family.on(code) for code in ("PKH", "SEMBAKO", "PBI") if code not in walked)
        after = Fraction(1) if untouched else 1 - without
        before = Fraction(any(family.on(code) for code in ("PKH", "SEMBAKO", "PBI")))
        people = family.weight * family.persons
        new = [family.weight * before, family.weight * after, people * before, people * after]
        group = GROUPS[by](family)
        found[group] = [old + more for old, more in zip(found[group], new, strict=True)]
    return found


def _reached_by_places(register: list[Family], walk: Walk, walks: list[Walk]) -> list[Fraction]:
    """For each family: places given to the families that are alike ÷ these families, at most one each."""
    capped = [one for one in walks if one.rule.max_quarters is not None and one.rule.unit != "pupil"]
    alike = [_state(family, capped) for family in register]
    places: dict[tuple, Fraction] = defaultdict(Fraction)
    families: dict[tuple, int] = defaultdict(int)
    for i, (family, state) in enumerate(zip(register, alike, strict=True)):
        places[state] += walk.share[i] * walk.units(family, True)
        families[state] += family.weight
    return [min(Fraction(1), places[state] / families[state]) for state in alike]


def _state(family: Family, capped: list[Walk]) -> tuple:
    """Area, decile, traits, programmes, and the caps whose clock has run out."""
    on = [code for code in ("PKH", "SEMBAKO", "PBI") if family.on(code)]
    clocks = {
        walk.code: max(family.pkh, family.sembako) if walk.rule.cap_clock == "any" else family.quarters(walk.code)
        for walk in capped
    }
    out = [walk.code for walk in capped if family.on(walk.code) and clocks[walk.code] > walk.rule.max_quarters]
    return family.kabupaten, family.decile, GROUPS["family_type"](family), (*on,), (*out,)
