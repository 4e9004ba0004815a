"""The sentences of the page on projection, computed from the courses that they speak of."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from data import spreadsheet
from data.figures.projection import AreaCourse
from pages.documents import exports
from pages.projection.choice import ProjectionChoice
from pages.shared import controls, refusals
from pages.shared.names import programme_name, scenario_name
from pages.shared.session import Viewer
from simulator.policy.files import Policy
from terms import QUARTERS_A_YEAR, Quarter


def first(viewer: Viewer, chosen: ProjectionChoice, ours: AreaCourse, theirs: AreaCourse) -> str:
    """Who reaches the cap when, whose aid it ends, and what the scenario changes of recipients and rupiah."""
    return f"{_reaching(viewer, chosen, ours)} {_against(viewer, chosen, ours, theirs)}"


def queue(viewer: Viewer, ahead: int, seconds: float) -> str:
    """How many pieces of long work are before this one, and for about how long."""
    return viewer.say("proyeksi.queue", ahead=ahead, time=_lasting(viewer, seconds))


def queue_full(viewer: Viewer, seconds: float) -> str:
    """That too many wait, and for about how long."""
    return viewer.say("proyeksi.queue_full", time=_lasting(viewer, seconds))


def _lasting(viewer: Viewer, seconds: float) -> str:
    """In steps of five seconds, from a minute and a half on in minutes; never less than it will be."""
    if seconds > 90:
        return viewer.say("proyeksi.minutes", count=math.ceil(seconds / 60))
    return viewer.say("proyeksi.seconds", count=max(5 * math.ceil(seconds / 5), 5))


def picture_title(viewer: Viewer, chosen: ProjectionChoice) -> str:
    return viewer.say("proyeksi.picture", programme=programme(viewer, chosen), area=area(viewer, chosen))


def picture_alt(viewer: Viewer, chosen: ProjectionChoice, ours: AreaCourse) -> str:
    """The ends of the line, for those who do not see it."""
    voice, last = viewer.voice, len(ours.quarters) - 1
    return viewer.say(
        "proyeksi.picture_alt",
        programme=programme(viewer, chosen),
        area=area(viewer, chosen),
        first=short(viewer, ours.quarters[0]),
        start=told(viewer, ours["recipients"][0]),
        last=short(viewer, ours.quarters[last]),
        end=told(viewer, ours["recipients"][last]),
        reference=chosen.reference,
        separators=voice.separators(),
    )


def notes(viewer: Viewer, chosen: ProjectionChoice) -> tuple[str, ...]:
    """What must be said with every figure of the page: announced, read against what, expected, perturbed."""
    said = [viewer.say("proyeksi.read_against", reference=chosen.reference)]
    if has_cap(chosen):
        said.insert(0, viewer.say("simulasi.cap_announced"))
    said.append(viewer.say("proyeksi.expected"))
    if chosen.compared.is_guarded:
        said += guarded(viewer, chosen.area)
    return tuple(said)


def guarded(viewer: Viewer, area: str) -> tuple[str, ...]:
    """That figures of such an area are perturbed; nothing for whoever sees exact ones."""
    if viewer.sees_exact:
        return ()
    return (viewer.say("umum.perturbed" if "." in area else "umum.perturbed_above"),)


def title(viewer: Viewer, chosen: ProjectionChoice, key: str) -> str:
    """A heading that names programme and area."""
    return viewer.say(key, programme=programme(viewer, chosen), area=area(viewer, chosen))


def followed(viewer: Viewer, chosen: ProjectionChoice, measure: str) -> str:
    """What of each kabupaten is followed over the quarters, under which scenario."""
    name = scenario_name(chosen.asked.policy.name, viewer.voice)
    told = viewer.say(f"proyeksi.followed_{measure}")
    return viewer.say("proyeksi.followed", measure=told, programme=programme(viewer, chosen), name=name)


def file(chosen: ProjectionChoice, part: str) -> str:
    """What a file of this page is called, without its ending."""
    about = (chosen.asked.policy.name.lower(), chosen.programme.lower(), chosen.area, str(chosen.asked.quarter))
    return spreadsheet.file_name("proyeksi", part, *about)


def note(viewer: Viewer, chosen: ProjectionChoice, heading: str) -> exports.Note:
    """What a file of this page says of itself: the scenario, its reference, and all that the screen says."""
    name = f"{scenario_name(chosen.asked.policy.name, viewer.voice)}, {heading}"
    return exports.note(viewer, chosen.asked.quarter, name).with_lines([bare(line) for line in notes(viewer, chosen)])


def bare(line: str) -> str:
    """A sentence without its marks of bold and badges."""
    plain = re.sub(r":[a-z]+-badge\[([^]]*)\]", r"\1:", line).replace("**", "")
    return re.sub(r"\\([^\w\s])", r"\1", plain)


def has_cap(chosen: ProjectionChoice) -> bool:
    """Whether any programme of the scenario limits time on aid in any quarter looked at."""
    rules = [rule for each in chosen.asked.quarters for rule in chosen.asked.policy.rules(each).values()]
    return any(rule.max_quarters is not None for rule in rules)


def programme(viewer: Viewer, chosen: ProjectionChoice) -> str:
    return programme_name(chosen.programme, viewer.voice)


def scenario(viewer: Viewer, policy: Policy) -> str:
    """A scenario's name inside a sentence in Markdown."""
    return refusals.plain(scenario_name(policy.name, viewer.voice))


def area(viewer: Viewer, chosen: ProjectionChoice) -> str:
    return controls.area_name(viewer, chosen.area)


def short(viewer: Viewer, code: str) -> str:
    """`2031T1` of the code of a quarter."""
    return viewer.voice.triwulan_pendek(Quarter.parse(code))


def over(viewer: Viewer, measure: str, quarters: Sequence[str]) -> str:
    """The measure with the first and the last of the quarters (codes) that it is shown over."""
    first, last = (Quarter.parse(quarters[at]) for at in (0, -1))
    return f"{measure}, {viewer.voice.triwulan_antara(first, last)}."


def told(viewer: Viewer, value: float | None, money: bool = False) -> str:
    """A count or rupiah as a sentence has it; withheld ones say so."""
    if value is None:
        return viewer.say("umum.gap_withheld")
    return viewer.voice.rupiah(value) if money else viewer.voice.angka(value)


def _reaching(viewer: Viewer, chosen: ProjectionChoice, ours: AreaCourse) -> str:
    reached, last = ours.total("reached_cap"), short(viewer, ours.quarters[-1])
    said = {
        "name": scenario(viewer, chosen.asked.policy),
        "programme": programme(viewer, chosen),
        "area": area(viewer, chosen),
        "last": last,
    }
    if reached is None:
        return viewer.say("proyeksi.reach_withheld", **said)
    if round(reached) == 0:
        return nobody(viewer, chosen, ours)
    highest, count = _peak(ours)
    return viewer.say(
        "proyeksi.reach",
        **said,
        reached=told(viewer, reached),
        first=told(viewer, ours["reached_cap"][0]),
        start=short(viewer, ours.quarters[0]),
        peak=short(viewer, highest),
        most=told(viewer, count),
        ended=told(viewer, ours.total("dropped_cap")),
        poorest=told(viewer, ours.total("dropped_poorest")),
    )


def nobody(viewer: Viewer, chosen: ProjectionChoice, ours: AreaCourse) -> str:
    """That no family reaches a cap in these quarters."""
    return viewer.say(
        "proyeksi.reach_nobody",
        name=scenario(viewer, chosen.asked.policy),
        programme=programme(viewer, chosen),
        area=area(viewer, chosen),
        last=short(viewer, ours.quarters[-1]),
    )


def _peak(ours: AreaCourse) -> tuple[str, float | None]:
    """The quarter after the first in which most reach the cap."""
    later = list(zip(ours.quarters, ours["reached_cap"], strict=True))[1:]
    return max(later, key=lambda one: one[1] or 0.0)


def _against(viewer: Viewer, chosen: ProjectionChoice, ours: AreaCourse, theirs: AreaCourse) -> str:
    last = {"last": short(viewer, ours.quarters[-1]), "reference": refusals.plain(chosen.reference)}
    pairs = [(one["recipients"][-1], one["rupiah"][-1]) for one in (ours, theirs)]
    if any(value is None for pair in pairs for value in pair):
        return viewer.say("proyeksi.against_withheld", **last)
    (families, paid), (held, cost) = ((one or 0.0, money or 0.0) for one, money in pairs)
    if round(families - held) == 0 and round(paid - cost) == 0:
        return viewer.say("proyeksi.against_same", **last)
    return viewer.say(
        "proyeksi.against",
        **last,
        families=viewer.voice.selisih(families - held),
        rupiah=viewer.voice.selisih((paid - cost) * QUARTERS_A_YEAR, money=True),
    )
