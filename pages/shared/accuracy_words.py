"""Sentences about errors: intervals, verdicts against both targets, floors, and what a figure rests on."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pages.shared import cached, numbers
from pages.shared.cached_accuracy import Floor
from pages.shared.session import Viewer
from targeting.verdict import Verdict, verdicts
from terms import PBI, Quarter

TARGETS = (0.10, 0.05)
BADGES = {
    Verdict.met: "green",
    Verdict.missed: "red",
    Verdict.unproven: "gray",
    Verdict.insufficient: "gray",
}


def interval(viewer: Viewer, low: float, high: float) -> str:
    """`30,7–32,5 %`."""
    if np.isnan(low):
        return numbers.UNDEFINED
    lower, upper = (numbers.persen(bound, viewer.language) for bound in (low, high))
    return f"{lower.rstrip(f'%{numbers.NBSP}')}–{upper}"


def verdict_badge(viewer: Viewer, low: float, high: float, target: float, enough: bool) -> str:
    """A badge such as `≤ 5 %: belum tercapai`, coloured and in words."""
    verdict = verdicts(np.array([low]), np.array([high]), target, np.array([enough]))[0]
    share = numbers.persen(target, viewer.language, 0)
    return f":{BADGES[verdict]}-badge[< {share}: {viewer.say(f'ketepatan.verdict_{verdict}')}]"


def verdict_word(viewer: Viewer, verdict: str) -> str:
    """`met`, `missed (model)` and so on in the viewer's language."""
    return viewer.say(f"ketepatan.verdict_{verdict.split(' ')[0]}")


def basis(viewer: Viewer, row: pd.Series) -> str:
    """What an estimate rests on: families, units, design effect, and whether its variance is borrowed."""
    borrowed = "ketepatan.basis_borrowed" if str(row["method"]).startswith("pooled") else "ketepatan.basis_direct"
    effect = row["design_effect"]
    return viewer.say(
        borrowed,
        n=numbers.bulat(row["n"], viewer.language),
        psus=numbers.bulat(row["psus"], viewer.language),
        effect=numbers.UNDEFINED if pd.isna(effect) else numbers.desimal(effect, viewer.language, 2),
    )


def dated_yardstick(viewer: Viewer, quarter: Quarter, yardstick: str) -> str:
    """What entitled means here, and of which day the figures are."""
    named = numbers.triwulan(quarter, viewer.language)
    day = numbers.tanggal(cached.quarter_facts(quarter).as_of, viewer.language)
    dated = viewer.say("ketepatan.as_of", quarter=named, date=day)
    return f"{viewer.say(f'ketepatan.yardstick_note_{yardstick}')} {dated}"


def floor_sentence(viewer: Viewer, programme: str, floor: Floor) -> str:
    """What the number of places leaves of the exclusion error, whatever is done about the data."""
    language, say = viewer.language, viewer.say
    with_places = floor.places is not None
    entitled = floor.entitled_units if with_places else floor.entitled
    share = floor.places_floor if floor.places_floor is not None else floor.exclusion_floor
    unit = "persons" if programme == PBI and with_places else "families"
    values = {
        "programme": say(f"umum.{programme}"),
        "places": numbers.angka(floor.places if with_places else floor.recipients, language),
        "entitled": numbers.angka(entitled.value, language),
        "low": numbers.angka(entitled.low, language),
        "high": numbers.angka(entitled.high, language),
        "unit": say(f"umum.unit_{unit}"),
        "floor": numbers.persen(share, language),
        "error": numbers.persen(floor.exclusion, language),
        "avoidable": numbers.desimal(max(floor.avoidable_exclusion, 0.0) * 100, language, 1),
    }
    kind = "places" if with_places else "recipients"
    if share <= 0:
        return say(f"ketepatan.no_floor_{kind}", **values)
    target = ("above" if unit == "families" else "above_persons") if share > min(TARGETS) else "below"
    return " ".join([say(f"ketepatan.floor_{kind}", **values), say(f"ketepatan.floor_{target}", **values)])
