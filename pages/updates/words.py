"""Updates in plain words, made from the numbers: right for none, one, hidden and many."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from data.figures.updates import Tally
from pages.shared.voice import Voice

#: Fewer are not told as a difference.
SMALL = 10


def summary(tally: Tally, proposals: float, objections: float, said: dict[str, str], voice: Voice) -> str:
    """What was filed and what became of it; how proposals and objections compare. `said` has quarter and area."""
    if not pd.isna(tally.filed) and tally.filed == 0:
        return voice.say("pemutakhiran.nothing_filed", **said)
    sentence = voice.say(
        "pemutakhiran.filed_and_decided",
        filed=count(tally.filed, voice),
        accepted=number(tally.accepted, voice),
        rejected=number(tally.rejected, voice),
        pending=number(tally.pending, voice),
        **said,
    )
    return f"{sentence} {ratio(proposals, objections, voice)}".strip()


def ratio(proposals: float, objections: float, voice: Voice) -> str:
    """How many proposals there are for each objection; nothing to say when there is neither, or one is hidden."""
    if pd.isna(proposals) or pd.isna(objections) or not (proposals or objections):
        return ""
    if not objections:
        return voice.say("pemutakhiran.no_objection")
    if not proposals:
        return voice.say("pemutakhiran.no_proposal")
    times = proposals / objections
    text = voice.bulat(times) if times >= 10 else voice.desimal(times, 1)
    return voice.say("pemutakhiran.times", times=text)


def overdue(tally: Tally, voice: Voice) -> str:
    """The backlog older than three months."""
    if not pd.isna(tally.overdue) and tally.overdue == 0:
        return voice.say("pemutakhiran.no_backlog")
    return voice.say("pemutakhiran.backlog", count=count(tally.overdue, voice))


def count(filed: float, voice: Voice) -> str:
    """`1 pengajuan`, `1,2 juta pengajuan`, `sejumlah pengajuan (tidak ditampilkan)`."""
    if pd.isna(filed):
        return voice.say("pemutakhiran.few_filed")
    if filed == 1:
        return voice.say("pemutakhiran.one_filed")
    return voice.say("pemutakhiran.many_filed", number=voice.angka(filed))


def number(value: float, voice: Voice) -> str:
    """A number inside a sentence; none is a word, and so is a hidden one."""
    if pd.isna(value):
        return voice.say("pergerakan.hidden")
    return voice.say("pemutakhiran.none") if value == 0 else voice.angka(value)


def register(share_verified: float, unranked: float, families: float, said: dict[str, str], voice: Voice) -> str:
    """How many families were verified of late, and how many are not ranked."""
    if families == 0 or math.isnan(share_verified):
        return voice.say("pemutakhiran.empty_register", **said)
    key = "register_ranked" if unranked == 0 else "register_unranked"
    return voice.say(
        f"pemutakhiran.{key}",
        share=voice.persen(share_verified),
        families=voice.angka(families),
        unranked=voice.angka(unranked),
        **said,
    )


def largest(counts: pd.Series, measure: str, voice: Voice) -> str:
    """The part (index) that most belong to, with its share; empty where one is hidden or there is nobody."""
    if counts.isna().any() or not counts.sum() > 0:
        return ""
    most = str(counts.idxmax())
    share = voice.persen(float(counts.max()) / float(counts.sum()))
    return voice.say("pemutakhiran.found_largest", measure=measure, part=most, share=share)


def kinds(by_quarter: pd.DataFrame, names: Sequence[str], voice: Voice) -> str:
    """What was filed of each kind (columns) in the newest quarter (the last row, named), and the change of all since
    the one before; empty where a count is hidden. A change of one to nine is not told."""
    last = by_quarter.iloc[-2:].astype("Float64")
    if last.isna().any(axis=None):
        return ""
    listed = ", ".join(
        voice.say("pemutakhiran.found_kind", kind=name, number=voice.angka(float(number)))
        for name, number in zip(names, last.iloc[-1], strict=True)
    )
    said = {"quarter": str(last.index[-1]), "kinds": listed}
    change = float(last.iloc[-1].sum() - last.iloc[0].sum())
    if len(last) == 1 or 0 < abs(change) < SMALL:
        return voice.say("pemutakhiran.found_kinds_once", **said)
    before = str(last.index[0])
    return voice.say("pemutakhiran.found_kinds", change=voice.selisih(change), before=before, **said)
