"""One area's quarter in words: the one text that the page, the note and its tests share."""

from __future__ import annotations

from data.figures.outcome import About
from data.figures.region.values import RegionQuarter
from pages.paper import concerns, tables
from pages.paper.values import Sheet
from pages.paper.wording import area_name
from pages.shared.voice import UNDEFINED, Voice


def written(told: RegionQuarter, about: About, voice: Voice) -> Sheet:
    """The sheet of an area in a language. Numbers are written as on the other pages; a withheld one says so."""
    return Sheet(
        area=told.area,
        name=area_name(voice, told.area),
        quarter=voice.triwulan(told.quarter),
        lead=concerns.lead(told, voice),
        concerns=concerns.sentences(told, voice),
        around=tuple(told.around.items()),
        around_range=_range(told, voice),
        deciles=tables.deciles(told, voice),
        figures=tables.figures(told, voice),
        errors=tables.errors(told, voice),
        intervals=tables.intervals(told, voice),
        flows=tables.flows(told, voice),
        reasons=tables.reasons(told, voice),
        waiting=tables.waiting(told, voice),
        caps=tables.caps(told, voice),
        groups=tables.groups(told, voice),
        places=tables.places(told, voice),
        alike=tables.alike(told, voice),
        decisions=tables.decisions(told, voice),
        definitions=_definitions(voice),
        foot=_foot(about, told, voice),
        is_synthetic=about.synthetic,
        build=about.build_id,
    )


def _range(told: RegionQuarter, voice: Voice) -> tuple[str, str]:
    """The lowest and the highest value of the map."""
    known = [value for value in told.around.values() if value is not None]
    return (voice.persen(min(known)), voice.persen(max(known))) if known else (UNDEFINED, UNDEFINED)


def _definitions(voice: Voice) -> tuple[str, ...]:
    say = voice.say
    names = ("desil", "cakupan", "galat", "putusan", "pengajuan", "batas", "kuota", "serupa")
    return tuple(say(f"pantauan.def_{name}") for name in names)


def _foot(about: About, told: RegionQuarter, voice: Voice) -> tuple[str, ...]:
    """As of when, of whom, which build; what was chosen; what is withheld; sources; and that it is synthetic."""
    say = voice.say
    kind = say("umum.kind_synthetic" if about.synthetic else "umum.kind_real", sender=about.sent_by)
    origin = say(
        "pantauan.origin",
        quarter=voice.triwulan(told.quarter),
        as_of=voice.tanggal(about.as_of),
        kind=kind,
        build=about.build_id,
        version=about.code_version,
    )
    chosen = say("pantauan.filters", area=area_name(voice, told.area), code=told.area, quarter=told.quarter)
    lines = [origin, chosen, say("umum.suppressed"), say("umum.sources")]
    return (*lines, say("umum.synthetic_plain")) if about.synthetic else tuple(lines)
