"""The table of an area's errors by every yardstick and unit, each figure under its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from data.figures.gaps import states
from data.store.scope import Scope
from pages.accuracy import choice, words
from pages.accuracy.choice import ErrorChoice
from pages.cached import accuracy, register
from pages.cached.accuracy import ERRORS, EXCLUSION, FAMILIES, INCLUSION, PERSONS, PROGRAMMES
from pages.documents import exports
from pages.shared import controls, gaps, tables
from pages.shared.kept import kept
from pages.shared.session import Viewer
from pages.shared.voice import UNDEFINED
from terms import NOT_ESTIMABLE, PBI

#: The census' share and its denominator, by what is counted.
CENSUS = {
    FAMILIES: {INCLUSION: ("inclusion_share", "recipients"), EXCLUSION: ("exclusion_share", "eligible")},
    PERSONS: {
        INCLUSION: ("persons_inclusion_share", "persons_covered"),
        EXCLUSION: ("persons_exclusion_share", "persons_eligible"),
    },
}


def show(viewer: Viewer, chosen: ErrorChoice) -> None:
    """Each figure under its yardstick: three that must not be mixed; and the files of them."""
    shown = _drawn(viewer, chosen)
    title = f"{viewer.say('ketepatan.yardsticks')}, {controls.area_name(viewer, chosen.area)}"
    exports.buttons(viewer, shown, f"galat-{chosen.area}-{chosen.quarter}", exports.note(viewer, chosen.quarter, title))


@kept
def _drawn(viewer: Viewer, chosen: ErrorChoice) -> pd.DataFrame:
    """Draws the table and returns it."""
    say, scope = viewer.say, choice.scope_of(viewer, chosen.area)
    st.subheader(say("ketepatan.yardsticks"))
    st.caption(say("ketepatan.yardsticks_note"))
    rows = []
    for code in PROGRAMMES:
        census = accuracy.compliance(scope, chosen.quarter, code, register.NATION)
        for unit in accuracy.UNITS if code == PBI else (FAMILIES,):
            for error in ERRORS:
                about = ShownError(code, error, unit)
                rows.append(_census_row(viewer, about, census.iloc[0] if len(census) else None))
                rows += _sample_rows(viewer, chosen, scope, about)
    shown = pd.DataFrame(rows)
    empty = states(shown, say("ketepatan.col_share"), NOT_ESTIMABLE)
    shown = gaps.explained(viewer, shown, {say("ketepatan.col_share"): empty})
    tables.show(viewer, shown, say("ketepatan.yardsticks"))
    st.caption(words.correlation_note(viewer))
    return shown


@dataclass(frozen=True)
class ShownError:
    """One error of a programme in a unit."""

    programme: str
    error: str
    unit: str


def _census_row(viewer: Viewer, about: ShownError, census: pd.Series | None) -> dict[str, object]:
    share, n = CENSUS[about.unit][about.error]
    found = (None, None) if census is None else (census[share], census[n])
    return _row(viewer, about, "rule", found[0], UNDEFINED, found[1], None, None, "census")


def _sample_rows(viewer: Viewer, chosen: ErrorChoice, scope: Scope, about: ShownError) -> list[dict[str, object]]:
    """By verified decile, then by the officer's verdict."""
    found = []
    for yardstick in accuracy.YARDSTICKS:
        table = accuracy.all_errors(scope, chosen.quarter, yardstick, about.unit)
        one = table[(table["programme"] == about.programme) & (table["error"] == about.error)]
        found += [_sample_row(viewer, about, yardstick, each) for _, each in one.iterrows()]
    return found


def _sample_row(viewer: Viewer, about: ShownError, yardstick: str, row: pd.Series) -> dict[str, object]:
    shown = accuracy.without_weak_points(row.to_frame().T.infer_objects()).iloc[0]
    bounds = viewer.voice.selang(row["low"], row["high"])
    rest = (row["n"], row["psus"], row["design_effect"], words.leans_on(row))
    return _row(viewer, about, yardstick, shown["estimate"], bounds, *rest)


def _row(
    viewer: Viewer, about: ShownError, yardstick: str, share: float | None, bounds: str, *rest: Any
) -> dict[str, object]:
    say = viewer.say
    n, psus, size, method = rest
    effect = UNDEFINED if pd.isna(size) else viewer.voice.tetap(float(size), 2)
    return {
        say("ketepatan.col_programme"): say(f"umum.{about.programme}"),
        say("ketepatan.col_error"): say(f"ketepatan.error_{about.error}"),
        say("ketepatan.col_unit"): say(f"umum.unit_{about.unit}"),
        say("ketepatan.col_yardstick"): say(f"ketepatan.yardstick_{yardstick}"),
        say("ketepatan.col_share"): None if share is None or pd.isna(share) else round(float(share) * 100, 1),
        say("ketepatan.col_interval"): bounds,
        say("ketepatan.col_denominator"): say(f"ketepatan.denominator_{about.error}_{yardstick}"),
        "n": n,
        say("ketepatan.col_psus"): viewer.voice.bulat(psus),
        say("ketepatan.col_effect"): effect,
        say("ketepatan.col_method"): say(f"ketepatan.method_{method}"),
    }
