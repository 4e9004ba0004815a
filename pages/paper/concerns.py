"""What needs doing, in sentences, each with the page behind it; and the one sentence at the head."""

from __future__ import annotations

from collections.abc import Callable

from data.figures.region.values import RegionConcern, RegionQuarter
from pages.paper.values import SheetConcern
from pages.paper.wording import area_name, programme, signed
from pages.shared.voice import Voice
from simulator.policy import link
from simulator.policy.files import named
from terms import PKH

Query = tuple[tuple[str, str], ...]
AREA, QUARTER, PROGRAMME = "wilayah", "triwulan", "program"


def lead(told: RegionQuarter, voice: Voice) -> str:
    """`Sidoarjo: 59,7 ribu keluarga PKH, −700 dari triwulan lalu; 388 pengajuan menunggu lebih dari tiga bulan.`"""
    on_pkh = next(one for one in told.standings if one.code == f"recipients_{PKH}")
    parts = []
    if on_pkh.now is not None:
        parts.append(voice.say("pantauan.lead_pkh", families=voice.angka(on_pkh.now)))
        if on_pkh.since_quarter is not None:
            parts[0] += voice.say("pantauan.lead_change", change=signed(voice, on_pkh.since_quarter))
    if told.waiting is not None and told.waiting.overdue is not None:
        parts.append(voice.say("pantauan.lead_overdue", number=voice.bulat(told.waiting.overdue)))
    name = area_name(voice, told.area)
    return f"{name}: {'; '.join(parts)}." if parts else voice.say("pantauan.lead_none", area=name)


def sentences(told: RegionQuarter, voice: Voice) -> tuple[SheetConcern, ...]:
    """At most five, most families first."""
    return tuple(_sentence(told, one, voice) for one in told.concerns)


def _sentence(told: RegionQuarter, one: RegionConcern, voice: Voice) -> SheetConcern:
    page, query = _BEHIND[one.code](one)
    values = {
        "families": voice.bulat(one.families),
        "programme": programme(voice, one.programme) if one.programme else "",
        "share": voice.persen(one.figures["share"]) if "share" in one.figures else "",
        "pending": voice.bulat(one.figures.get("pending")),
        "over": voice.bulat(one.figures.get("over")),
        "wrong": voice.bulat(one.figures.get("wrong")),
        "net": signed(voice, one.figures.get("net")),
        "visits": voice.bulat(one.figures.get("visits")),
        "places": voice.bulat(one.figures.get("places")),
        "reason": _reason(one, voice),
    }
    kept: Query = ((AREA, told.area), (QUARTER, str(told.quarter)))
    text = voice.say(f"pantauan.todo_{one.code}", **values)
    return SheetConcern(text, page, voice.say(f"menu.{page}"), (*kept, *query))


def _reason(one: RegionConcern, voice: Voice) -> str:
    """The largest reason of the exits with its families, in brackets; nothing where none is told."""
    for name, count in one.figures.items():
        if name.startswith("reason_"):
            reason = voice.say(f"pergerakan.{name}").lower()
            return voice.say("pantauan.todo_reason", reason=reason, families=voice.bulat(count))
    return ""


def _of(page: str, **query: str) -> Callable[[RegionConcern], tuple[str, Query]]:
    return lambda one: (page, tuple(query.items()))


def _with_programme(page: str, **query: str) -> Callable[[RegionConcern], tuple[str, Query]]:
    return lambda one: (page, ((PROGRAMME, one.programme), *query.items()))


def _cap(one: RegionConcern) -> tuple[str, Query]:
    return "simulasi", ((PROGRAMME, one.programme), ("skenario", link.encode(named("lima_tahun_sempit"))))


#: The page behind each thing to do, and what is chosen there besides area and quarter.
_BEHIND: dict[str, Callable[[RegionConcern], tuple[str, Query]]] = {
    "unverified": _of("pemutakhiran", lihat="register"),
    "unranked": _of("sebaran", desil="0"),
    "overdue": _of("pemutakhiran"),
    "pending": _of("pemutakhiran"),
    "cap": _cap,
    "uncovered": lambda one: ("sebaran", (("ukuran", f"cakupan-{one.programme.lower()}"),)),
    "left": _with_programme("pergerakan"),
    "check": _with_programme("ketepatan", lihat="cek"),
    "places": _with_programme("simulasi"),
    "undecided": _with_programme("ketepatan", lihat="rencana"),
}
