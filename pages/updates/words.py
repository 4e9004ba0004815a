"""Upkeep in plain words, made from the numbers: right for none, one, hidden and many."""

from __future__ import annotations

import math

import pandas as pd

from data.figures.updates import Tally
from pages.shared import voice


def summary(tally: Tally, proposals: float, objections: float, said: dict[str, str], language: str) -> str:
    """What was filed and what became of it; how proposals and objections compare. `said` has quarter and area."""
    if not pd.isna(tally.filed) and tally.filed == 0:
        return voice.say(language, "pemutakhiran.nothing_filed", **said)
    sentence = voice.say(
        language,
        "pemutakhiran.filed_and_decided",
        filed=count(tally.filed, language),
        accepted=number(tally.accepted, language),
        rejected=number(tally.rejected, language),
        pending=number(tally.pending, language),
        **said,
    )
    return f"{sentence} {ratio(proposals, objections, language)}".strip()


def ratio(proposals: float, objections: float, language: str) -> str:
    """How many proposals there are for each objection; nothing to say when there is neither, or one is hidden."""
    if pd.isna(proposals) or pd.isna(objections) or not (proposals or objections):
        return ""
    if not objections:
        return voice.say(language, "pemutakhiran.no_objection")
    if not proposals:
        return voice.say(language, "pemutakhiran.no_proposal")
    times = proposals / objections
    text = voice.bulat(times, language) if times >= 10 else voice.desimal(times, language, 1)
    return voice.say(language, "pemutakhiran.times", times=text)


def overdue(tally: Tally, language: str) -> str:
    """The backlog older than three months."""
    if not pd.isna(tally.overdue) and tally.overdue == 0:
        return voice.say(language, "pemutakhiran.no_backlog")
    return voice.say(language, "pemutakhiran.backlog", count=count(tally.overdue, language))


def count(filed: float, language: str) -> str:
    """`1 pengajuan`, `1,2 juta pengajuan`, `kurang dari 10 pengajuan` (hidden)."""
    if pd.isna(filed):
        return voice.say(language, "pemutakhiran.few_filed")
    if filed == 1:
        return voice.say(language, "pemutakhiran.one_filed")
    return voice.say(language, "pemutakhiran.many_filed", number=voice.angka(filed, language))


def number(value: float, language: str) -> str:
    """A number inside a sentence; none is a word, and so is a hidden one."""
    if pd.isna(value):
        return voice.say(language, "pergerakan.under_ten")
    return voice.say(language, "pemutakhiran.none") if value == 0 else voice.angka(value, language)


def register(share_verified: float, unranked: float, families: float, said: dict[str, str], language: str) -> str:
    """How many families were verified of late, and how many are not ranked."""
    if families == 0 or math.isnan(share_verified):
        return voice.say(language, "pemutakhiran.empty_register", **said)
    key = "register_ranked" if unranked == 0 else "register_unranked"
    return voice.say(
        language,
        f"pemutakhiran.{key}",
        share=voice.persen(share_verified, language),
        families=voice.angka(families, language),
        unranked=voice.angka(unranked, language),
        **said,
    )
