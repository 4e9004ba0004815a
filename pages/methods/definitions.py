"""What the page on methods shows: definitions, calibration, rules with their sources, figures that disagree."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

import pandas as pd

from pages.shared.session import Viewer
from pages.shared.voice import UNDEFINED, Voice, sentences
from simulator.cells import COMPONENTS
from simulator.policy.dated import Dated
from simulator.policy.fields import FIELDS
from simulator.policy.rules import Policy
from terms import Quarter

#: A quarter as the lines of calibration write it.
_QUARTER = re.compile(r"\d{4}Q[1-4]")


def definitions(viewer: Viewer) -> list[tuple[str, str]]:
    """Each term with its meaning, in the order of the word list."""
    terms = [key for key in sentences() if key.startswith("metode.def_") and not key.endswith("_text")]
    return [(viewer.say(key), viewer.say(f"{key}_text")) for key in terms]


def conflicts(viewer: Viewer) -> list[str]:
    """Published figures that disagree, and which one is used."""
    return [viewer.say(key) for key in sentences() if key.startswith("metode.conflict_")]


def misfits(viewer: Viewer) -> list[str]:
    """Published figures that the synthetic register is known not to meet, and why it is left so."""
    return [viewer.say(key) for key in sentences() if key.startswith("metode.misfit_")]


def calibration(viewer: Viewer, lines: pd.DataFrame) -> pd.DataFrame:
    """The calibrated figures in the viewer's language: figure, quarter, target, achieved, unit, within, source."""
    figure = lines["figure"].str.rsplit(", ", n=1, expand=True)
    within = {True: viewer.say("metode.within_yes"), False: viewer.say("metode.within_no")}
    columns = {
        "figure": [_translated(viewer, name) for name in figure[0]],
        "period": [_QUARTER.sub(partial(_quarter, viewer.voice), when.replace("to ", "≤ ")) for when in figure[1]],
        "target": [_figure(value, viewer.voice) for value in lines["target"]],
        "achieved": [_figure(value, viewer.voice) for value in lines["achieved"]],
        "unit": [_translated(viewer, name) for name in lines["unit"]],
        "within": [within.get(value, UNDEFINED) for value in lines["within"]],
        "source": [_translated(viewer, name) for name in lines["source"]],
    }
    return pd.DataFrame({viewer.say(f"metode.{name}"): values for name, values in columns.items()})


def _quarter(voice: Voice, found: re.Match[str]) -> str:
    return voice.triwulan_pendek(Quarter.parse(found[0]))


def met(viewer: Viewer, lines: pd.DataFrame) -> str:
    """How many of the calibrated figures that could be counted lie within their limits."""
    known = lines["within"].dropna().astype(bool)
    return viewer.say("metode.calibration_met", met=int(known.sum()), count=len(known))


def rules(viewer: Viewer, policy: Policy, quarter: Quarter) -> dict[str, list[str]]:
    """By programme, a line for every value in force in a quarter: rule, value, status, since when, source."""
    day = quarter.first_day
    found = {}
    for programme in policy.programmes():
        dated = {name: policy.in_force(programme.code, name, day) for name in FIELDS}
        found[programme.code] = [_line(viewer, name, one) for name, one in dated.items() if one is not None]
    return found


def _line(viewer: Viewer, name: str, dated: Dated) -> str:
    return viewer.say(
        "metode.rule_line",
        rule=viewer.say(f"metode.rule_{name}"),
        value=_value(viewer, dated.value),
        status=viewer.say(f"metode.status_{dated.status}"),
        start=viewer.voice.tanggal(dated.start) if dated.start else UNDEFINED,
        source=dated.source,
    )


def _value(viewer: Viewer, value: Any) -> str:
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return viewer.say(f"metode.value_{str(value).lower()}")
    if isinstance(value, tuple):
        return "; ".join(f"{_part(viewer, part[0])} {_value(viewer, part[1])}" for part in value)
    return _figure(value, viewer.voice)


def _part(viewer: Viewer, code: str) -> str:
    return viewer.say(f"metode.component_{code}") if code in COMPONENTS else code


def _figure(value: float, voice: Voice) -> str:
    """A figure at the precision it has: whole numbers in full, others with what decimals they need, up to three."""
    if pd.isna(value):
        return UNDEFINED
    if float(value).is_integer():
        return voice.bulat(value)
    return voice.desimal(value)


def _translated(viewer: Viewer, english: str) -> str:
    """Texts of the calibration are kept in English beside the figures; their Indonesian is in the word list."""
    if viewer.language == "en":
        return english
    return sentences().get(f"kalibrasi.{english}", {}).get(viewer.language, english)
