"""The tables of areas: each area's verdicts, the one to use, and what its figures rest on."""

from __future__ import annotations

from typing import Any

import pandas as pd

from data.figures.gaps import states
from geo import regions
from pages.accuracy import words
from pages.cached import accuracy
from pages.shared import gaps
from pages.shared.session import Viewer
from terms import NOT_ESTIMABLE

QUALITY = ("verified_share", "near_limit_share", "churn_share", "unmatched_share")


def of_kabupaten(viewer: Viewer, rows: pd.DataFrame) -> pd.DataFrame:
    """Kabupaten by the model, with the direct estimate and the quality of their registers beside."""
    say = viewer.say
    direct = accuracy.without_weak_points(
        pd.DataFrame(
            {
                "estimate": rows["direct"],
                "se": rows["direct"],
                "low": rows["direct_low"],
                "high": rows["direct_high"],
                "n_effective": rows["n_effective"],
            }
        )
    )
    columns = _names(viewer, rows["code"]) | {
        say("ketepatan.col_used"): [_used(viewer, row) for row in rows.itertuples()],
        say("ketepatan.col_model"): _percent(rows["estimate"]),
        say("ketepatan.col_model_interval"): _bounds(viewer, rows["low"], rows["high"]),
        say("ketepatan.col_probability"): _percent(rows["probability_below_target"]),
        say("ketepatan.col_model_verdict"): _words(viewer, rows["model_verdict"]),
        say("ketepatan.col_rank"): [
            f"{first}–{last}" for first, last in zip(rows["rank_low"], rows["rank_high"], strict=True)
        ],
        say("ketepatan.col_direct"): _percent(direct["estimate"]),
        say("ketepatan.col_direct_interval"): _bounds(viewer, rows["direct_low"], rows["direct_high"]),
        say("ketepatan.col_verdict"): _words(viewer, rows["verdict"]),
        say("ketepatan.col_listed"): _words(viewer, rows["listed"]),
        "n": rows["n"],
        say("ketepatan.col_shrinkage"): _percent(rows["shrinkage"]),
    }
    quality = {say(f"ketepatan.col_{name}"): _percent(rows[name]) for name in QUALITY}
    empty = {say(f"ketepatan.col_{name}"): states(rows, name) for name in QUALITY}
    empty[say("ketepatan.col_direct")] = states(direct, "estimate", NOT_ESTIMABLE)
    return gaps.explained(viewer, pd.DataFrame(columns | quality), empty)


def of_provinces(viewer: Viewer, rows: pd.DataFrame) -> pd.DataFrame:
    """Provinces by their own sample."""
    say = viewer.say
    shown = pd.DataFrame(
        _names(viewer, rows["code"])
        | {
            say("ketepatan.col_share"): _percent(rows["estimate"]),
            say("ketepatan.col_interval"): _bounds(viewer, rows["low"], rows["high"]),
            say("ketepatan.col_verdict"): _words(viewer, rows["verdict"]),
            say("ketepatan.col_listed"): _words(viewer, rows["listed"]),
            "n": rows["n"],
            say("ketepatan.col_psus"): rows["psus"],
            say("ketepatan.col_effect"): rows["design_effect"].round(2),
            say("ketepatan.col_method"): [say(f"ketepatan.method_{words.leans_on(row)}") for _, row in rows.iterrows()],
        }
    )
    empty = {say("ketepatan.col_share"): states(rows, "estimate", NOT_ESTIMABLE)}
    return gaps.explained(viewer, shown, empty)


def _names(viewer: Viewer, codes: pd.Series) -> dict[str, object]:
    return {viewer.say("umum.code"): codes, viewer.say("umum.area"): [regions.name(code) for code in codes]}


def _words(viewer: Viewer, verdicts: pd.Series) -> list[str]:
    return [words.verdict_word(viewer, one) for one in verdicts]


def to_use(rows: pd.DataFrame) -> pd.Series:
    """The verdict that speaks of each kabupaten (met, missed, …), empty where sample and model contradict."""
    verdicts = rows["listed"].where(rows["use"] == "sample", rows["model_verdict"].str.split(" ").str[0])
    return verdicts.where(rows["use"] != "neither", "")


def _used(viewer: Viewer, row: Any) -> str:
    """The verdict that speaks of a kabupaten, and whose it is: `belum terbukti (model)`."""
    verdict = row.listed if row.use == "sample" else row.model_verdict
    return viewer.say(f"ketepatan.used_{row.use}", verdict=words.verdict_word(viewer, verdict))


def _percent(shares: pd.Series) -> pd.Series:
    return (shares * 100).round(1)


def _bounds(viewer: Viewer, low: pd.Series, high: pd.Series) -> list[str]:
    return [viewer.voice.selang(*bounds) for bounds in zip(low, high, strict=True)]
