"""Sentences about errors: intervals, verdicts against both targets, floors, and what a figure rests on."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pages.cached import accuracy, register
from pages.cached.accuracy import Floor
from pages.shared.session import Viewer
from pages.shared.voice import NBSP, UNDEFINED, Voice
from targeting.verdict.verdict import Verdict, verdicts
from terms import TARGETS, Quarter

BADGES = {
    Verdict.met: "green",
    Verdict.missed: "red",
    Verdict.unproven: "gray",
    Verdict.insufficient: "gray",
}


def points(viewer: Viewer, share: float) -> str:
    """A part of an error, which is points of it and no share of those in error: `44,9 poin`."""
    return viewer.voice.poin(share).lstrip("+")


def span(low: float, high: float, voice: Voice) -> str:
    """A range of numbers, the word of their size only once: `24,9–25,5 juta`."""
    first, last = (voice.angka(bound).partition(NBSP) for bound in (low, high))
    return f"{first[0] if first[2] == last[2] else ''.join(first)}–{''.join(last)}"


def verdict_badge(viewer: Viewer, low: float, high: float, target: float, enough: bool) -> str:
    """A badge such as `≤ 5 %: belum tercapai`, coloured and in words."""
    verdict = verdicts(np.array([low]), np.array([high]), target, np.array([enough]))[0]
    share = viewer.voice.persen(target, 0)
    return f":{BADGES[verdict]}-badge[< {share}: {viewer.say(f'ketepatan.verdict_{verdict}')}]"


def verdict_word(viewer: Viewer, verdict: str) -> str:
    """`met`, `missed (model)` and so on in the viewer's language."""
    return viewer.say(f"ketepatan.verdict_{verdict.split(' ')[0]}")


def basis(viewer: Viewer, row: pd.Series) -> str:
    """What an estimate rests on: families, units, design effect, and whose intra-cluster correlation it leans on."""
    effect = row["design_effect"]
    told = viewer.say(
        f"ketepatan.basis_{leans_on(row)}",
        n=viewer.voice.bulat(row["n"]),
        psus=viewer.voice.bulat(row["psus"]),
        effect=UNDEFINED if pd.isna(effect) else viewer.voice.tetap(effect, 2),
        likeness=viewer.voice.desimal(row["correlation"]),
    )
    return f"{told}. {viewer.say('ketepatan.weak_point')}" if pd.isna(row["estimate"]) else told


def leans_on(row: pd.Series) -> str:
    """`direct` when the variance is the sample's own, else whose correlation it borrows: `national` or `default`."""
    return str(row["correlation_from"]) or "direct"


def correlation_note(viewer: Viewer) -> str:
    """Where an interval leans on a correlation that is not the area's own, and what is taken in a small sample."""
    return viewer.say(
        "ketepatan.likeness_note",
        fewest=viewer.voice.bulat(accuracy.FEWEST_UNITS),
        careful=viewer.voice.desimal(accuracy.CAUTIOUS),
    )


def dated_yardstick(viewer: Viewer, quarter: Quarter, yardstick: str, unit: str) -> str:
    """What entitled means here, what PBI counts, and of which day the figures are."""
    named = viewer.voice.triwulan(quarter)
    day = viewer.voice.tanggal(register.quarter_facts(quarter).as_of)
    dated = viewer.say("ketepatan.as_of", quarter=named, date=day)
    counted = viewer.say(f"ketepatan.unit_note_{unit}")
    return f"{viewer.say(f'ketepatan.yardstick_note_{yardstick}')} {counted} {dated}"


def floor_sentence(viewer: Viewer, programme: str, floor: Floor) -> str:
    """What the number of places leaves of the exclusion error, whatever is done about the data."""
    say, lowest = viewer.say, floor.exclusion_floor
    with_places = floor.places is not None and floor.places >= floor.recipients
    kind = "places" if with_places else "recipients"
    values = _floor_values(viewer, programme, floor)
    if lowest.value <= 0:
        return say(f"ketepatan.no_floor_{kind}", **values)
    target = min(TARGETS)
    reach = "above" if lowest.low > target else "below" if lowest.high < target else "near"
    said = [say(f"ketepatan.floor_{kind}", **values), say(f"ketepatan.floor_{reach}", **values)]
    if not np.isnan(floor.exclusion.value):
        said.append(say(f"ketepatan.floor_{_against_error(floor)}", **values))
    return " ".join(said)


def _against_error(floor: Floor) -> str:
    """How the error stands to its floor: `avoidable` above it, `reached` at it or under it by chance, else `astray`:
    the whole interval under the floor's means that sample and payment lists disagree. `wide` when the sample is too
    small for a point."""
    if floor.weak:
        return "wide"
    if round(floor.avoidable_exclusion, 3) > 0:
        return "avoidable"
    return "astray" if floor.exclusion.high < floor.exclusion_floor.low else "reached"


def _floor_values(viewer: Viewer, programme: str, floor: Floor) -> dict[str, str]:
    voice, lowest = viewer.voice, floor.exclusion_floor
    return {
        "programme": viewer.say(f"umum.{programme}"),
        "places": voice.angka(floor.filled),
        "entitled": voice.angka(floor.entitled.value),
        "range": span(floor.entitled.low, floor.entitled.high, voice),
        "unit": viewer.say(f"umum.unit_{floor.unit}"),
        "floor": voice.persen(lowest.value),
        "span": viewer.voice.selang(lowest.low, lowest.high),
        "error": voice.persen(floor.exclusion.value),
        "error_span": viewer.voice.selang(floor.exclusion.low, floor.exclusion.high),
        "avoidable": points(viewer, max(floor.avoidable_exclusion, 0.0)),
    }
