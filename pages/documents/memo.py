"""A simulated policy in three plain lines for a memo: who receives, families on any aid, and the money."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.figures.outcome import Report
from geo import regions
from pages.shared.names import programme_name, scenario_name
from pages.shared.voice import Voice
from terms import QUARTERS_A_YEAR

SMALL = 10
MOST_NAMES = 3
_MANY = {"family": "families", "person": "persons", "pupil": "pupils"}


@dataclass(frozen=True)
class _Change:
    """A count before and after, and what it counts; a count that may not be told is missing."""

    before: float
    after: float
    unit: str

    @property
    def is_hidden(self) -> bool:
        return math.isnan(self.before) or math.isnan(self.after)

    @property
    def difference(self) -> int:
        """In whole units, as they are written."""
        return round(self.after) - round(self.before)


def lines(report: Report, voice: Voice) -> tuple[str, str, str]:
    """The three lines, about the difference from the named reference. Small areas' counts under ten are not told."""
    return _recipients(report, voice), _any_aid(report, voice), _money(report, voice)


def reference_name(report: Report, voice: Voice) -> str:
    """What the report is read against, as a sentence names it."""
    return voice.say("memo.as_paid") if report.reference is None else scenario_name(report.reference.name, voice)


def area_name(report: Report, voice: Voice) -> str:
    """What the figures cover: the nation, the names of a few areas (whole provinces as such), or how many kabupaten."""
    if report.within is None:
        return voice.say("umum.nation")
    if len(report.areas) > MOST_NAMES:
        return voice.say("memo.areas", count=voice.bulat(len(report.within)))
    return ", ".join(regions.name(code) for code in report.areas)


def _recipients(report: Report, voice: Voice) -> str:
    said = {"name": scenario_name(report.policy.name, voice), "quarter": voice.triwulan(report.quarter)}
    said |= {"area": area_name(report, voice), "reference": reference_name(report, voice)}
    if report.is_same:
        return voice.say("memo.nothing", **said)
    units = {one.code: one.unit for one in report.policy.programmes()}
    rows = report.table("nation").to_dict("records")
    parts = [_programme(row, units[row["programme"]], report.is_below_province, voice) for row in rows]
    return voice.say("memo.changes", **said, programmes="; ".join(parts))


def _programme(row: Mapping[Any, Any], unit: str, is_small_area: bool, voice: Voice) -> str:
    counted = "persons" if unit == "person" else "recipients"
    before, after = (_number(row[f"{counted}_{when}"]) for when in ("reference", "after"))
    change = _Change(before, after, unit)
    named = programme_name(str(row["programme"]), voice)
    if before == after == 0:
        return voice.say("memo.programme_none", programme=named)
    movement, told = _movement(change, is_small_area, voice)
    return voice.say(f"memo.programme_{movement}", programme=named, **told)


def _any_aid(report: Report, voice: Voice) -> str:
    row = report.any_aid("nation").iloc[0]
    change = _Change(_number(row["families_reference"]), _number(row["families_after"]), "family")
    if change.before == change.after == 0:
        return voice.say("memo.aid_none")
    movement, told = _movement(change, report.is_below_province, voice)
    persons = _number(row["persons_after"])
    inside = "" if math.isnan(persons) else _count(persons, "person", voice)
    return voice.say(
        "memo.aid",
        movement=voice.say(f"memo.aid_{movement}", **told),
        persons=voice.say("memo.aid_persons", persons=inside) if inside else "",
    )


def _movement(change: _Change, is_small_area: bool, voice: Voice) -> tuple[str, dict[str, str]]:
    """Which way a count moves (up, down, same, hidden), and what is told of it; small moves of small areas are not."""
    after = _told(change.after, change.unit, voice)
    if change.is_hidden:
        return "hidden", {"before": _told(change.before, change.unit, voice), "after": after}
    if change.difference == 0:
        return "same", {"after": after}
    if is_small_area and abs(change.difference) < SMALL:
        moved = voice.say("memo.small", unit=voice.say(f"memo.unit_{_MANY[change.unit]}"))
    else:
        moved = _count(abs(change.difference), change.unit, voice)
    return "up" if change.difference > 0 else "down", {"change": moved, "after": after}


def _money(report: Report, voice: Voice) -> str:
    table = report.table("nation")
    before, after = (
        float(table[name].astype(float).sum(skipna=False))
        for name in ("rupiah_per_quarter_reference", "rupiah_per_quarter")
    )
    caveats = (("memo.cap", report.has_cap), ("memo.synthetic", report.about.synthetic))
    said = [voice.say(key) for key, holds in caveats if holds]
    said += [voice.say("memo.perturbed")] if report.is_perturbed("nation") and report.below is not None else []
    return " ".join([_cost(before, after, reference_name(report, voice), voice), *said])


def _cost(before: float, after: float, reference: str, voice: Voice) -> str:
    if math.isnan(before) or math.isnan(after):
        return voice.say("memo.money_unknown")
    paid = {
        "quarterly": voice.rupiah(after),
        "yearly": voice.rupiah(after * QUARTERS_A_YEAR),
        "reference": reference,
    }
    difference = round(after - before)
    if difference == 0:
        return voice.say("memo.money_same", **paid)
    change = voice.rupiah(abs(difference) * QUARTERS_A_YEAR)
    movement = voice.say("memo.money_up" if difference > 0 else "memo.money_down", change=change)
    return voice.say("memo.money", **paid, movement=movement)


def _told(value: float, unit: str, voice: Voice) -> str:
    return voice.say("memo.not_shown") if math.isnan(value) else _count(value, unit, voice)


def _count(value: float, unit: str, voice: Voice) -> str:
    name = unit if round(value) == 1 else _MANY[unit]
    return voice.say("memo.number", number=voice.angka(value), unit=voice.say(f"memo.unit_{name}"))


def _number(value: Any) -> float:
    return math.nan if pd.isna(value) else float(value)
