"""The tables and drawn numbers of a sheet, each from the values of the door."""

from __future__ import annotations

from data.figures.region.standings import BESIDE
from data.figures.region.values import AreaError, AreaFigure, AreaLedger, RegionQuarter
from geo import regions
from pages.paper.values import SheetBars, SheetInterval, SheetTable
from pages.paper.wording import area_name, family, programme, share, signed, whole
from pages.shared.voice import UNDEFINED, Voice
from terms import PBI, Quarter

FLOWS = ("opening", "entered", "moved_in", "exited", "moved_out", "closing")
MOST_REASONS = 6


def figure_name(voice: Voice, code: str) -> str:
    """`Penerima PKH (keluarga)`."""
    kind, _, of = code.partition("_")
    if not of:
        return voice.say(f"pantauan.figure_{kind}")
    return voice.say(f"pantauan.figure_{kind}", programme=programme(voice, of), unit=_unit(voice, of))


def _unit(voice: Voice, code: str) -> str:
    return voice.say("umum.unit_persons" if code == PBI else "umum.unit_families")


def deciles(told: RegionQuarter, voice: Voice) -> SheetBars:
    """Shares of the ten deciles: the area, its province, the nation."""
    names = tuple(area_name(voice, code) for code in told.deciles)
    values = tuple(told.deciles.values())
    texts = tuple(tuple(share(voice, one) for one in row) for row in values)
    labels = tuple(f"D{decile}" for decile in range(1, 11))
    return SheetBars(voice.say("pantauan.deciles"), labels, names, values, texts, _poverty(told, voice))


def _poverty(told: RegionQuarter, voice: Voice) -> str:
    known = [f"{area_name(voice, code)} {voice.persen(value)}" for code, value in told.poverty.items()]
    return voice.say("pantauan.poverty", areas=", ".join(known)) if known else ""


def figures(told: RegionQuarter, voice: Voice) -> SheetTable:
    """Each figure with its change and its rank."""
    say = voice.say
    names = ("figure", "now", "since_quarter", "since_year", "rank")
    headings = names[:-1] if told.level == "nation" else names
    rows = tuple(_figure(one, voice)[: len(headings)] for one in told.standings)
    beside = "kabupaten" if told.level == "kabupaten" else "province"
    note = "" if told.level == "nation" else say(f"pantauan.rank_note_{beside}")
    return SheetTable(say("pantauan.figures"), tuple(say(f"pantauan.col_{name}") for name in headings), rows, note)


def _figure(one: AreaFigure, voice: Voice) -> tuple[str, ...]:
    is_share = one.unit == "share"
    now = share(voice, one.now, one.is_withheld) if is_share else _count(one, voice)
    changes = (voice.poin(value) if is_share else signed(voice, value) for value in (one.since_quarter, one.since_year))
    rank = UNDEFINED if one.rank is None else voice.say("pantauan.rank", rank=one.rank, of=one.of)
    return figure_name(voice, one.code), now, *changes, rank


def _count(one: AreaFigure, voice: Voice) -> str:
    return UNDEFINED if one.now is None and not one.is_withheld else whole(voice, one.now)


def errors(told: RegionQuarter, voice: Voice) -> SheetTable:
    """One estimate a programme and error, whose it is, its verdict against 5 %, and the sample that would decide."""
    say = voice.say
    headings = ("error", "estimate", "interval", "source", "verdict", "visits", "needed")
    rows = tuple(_error(one, voice) for one in told.errors)
    note = say("pantauan.errors_note") if rows else say("pantauan.no_errors")
    return SheetTable(say("pantauan.errors"), tuple(say(f"pantauan.col_{name}") for name in headings), rows, note)


def _error(one: AreaError, voice: Voice) -> tuple[str, ...]:
    decided = one.verdict in ("met", "missed")
    needed = UNDEFINED if one.needed is None else voice.bulat(max(one.needed - one.visits, 0))
    return (
        error_name(one, voice),
        share(voice, one.estimate, is_withheld=False),
        voice.selang(one.low, one.high),
        voice.say(f"pantauan.source_{one.source}"),
        voice.say(f"ketepatan.verdict_{one.verdict}"),
        voice.bulat(one.visits),
        voice.say("pantauan.decided") if decided else needed,
    )


def error_name(one: AreaError, voice: Voice) -> str:
    """`PKH, inklusi`."""
    return f"{programme(voice, one.programme)}, {voice.say(f'ketepatan.error_short_{one.error}')}"


def intervals(told: RegionQuarter, voice: Voice) -> tuple[SheetInterval, ...]:
    """The errors that have an interval."""
    return tuple(
        SheetInterval(
            error_name(one, voice), one.error, one.estimate, one.low, one.high, voice.selang(one.low, one.high)
        )
        for one in told.errors
        if one.low is not None and one.high is not None
    )


def flows(told: RegionQuarter, voice: Voice) -> SheetTable:
    """The ledger: opening + entered + moved in − exited − moved out = closing, a column a programme."""
    say = voice.say
    rows = [(say(f"pantauan.flow_{flow}"), *(whole(voice, one.flows[flow]) for one in told.ledgers)) for flow in FLOWS]
    net = (say("pantauan.flow_net"), *(signed(voice, one.net) for one in told.ledgers))
    note = "" if told.ledgers else say("pantauan.no_ledger")
    kept = (*rows, net) if told.ledgers else ()
    return SheetTable(say("pantauan.flows"), _by_programme(told.ledgers, voice), kept, note)


def reasons(told: RegionQuarter, voice: Voice) -> SheetTable:
    """Why families entered and exited, the largest first; the rest is named as hidden or left out."""
    say = voice.say
    rows: list[tuple[str, ...]] = []
    for flow in ("entered", "exited"):
        by_programme = [dict(getattr(one, flow)) for one in told.ledgers]
        size = {name: sum(one.get(name) or 0 for one in by_programme) for one in by_programme for name in one}
        shown = sorted(size, key=lambda name: -size[name])[:MOST_REASONS]
        for name in shown:
            cells = (whole(voice, one[name]) if name in one else voice.bulat(0) for one in by_programme)
            rows.append((say(f"pantauan.{flow}_reason", reason=say(f"pergerakan.reason_{name}")), *cells))
    return SheetTable(say("pantauan.reasons"), _by_programme(told.ledgers, voice), tuple(rows))


def _by_programme(told: tuple[AreaLedger, ...], voice: Voice) -> tuple[str, ...]:
    names = (f"{programme(voice, one.programme)} ({_unit(voice, one.programme)})" for one in told)
    return voice.say("pantauan.col_flow"), *names


def waiting(told: RegionQuarter, voice: Voice) -> SheetTable:
    """What waits and for how long."""
    say, known = voice.say, told.waiting
    columns = (say("pantauan.col_waiting"), say("pantauan.col_number"))
    if known is None:
        return SheetTable(say("pantauan.waiting"), columns, (), say("pantauan.no_waiting"))
    rows = [
        (say("pantauan.waiting_pending"), whole(voice, known.pending)),
        (say("pantauan.waiting_overdue"), whole(voice, known.overdue)),
        *((say(f"pantauan.filed_{kind}"), whole(voice, count)) for kind, count in known.by_kind.items()),
        (say("pantauan.waiting_median"), voice.bulat(known.median_days)),
        (say("pantauan.waiting_p90"), voice.bulat(known.nine_in_ten_days)),
    ]
    return SheetTable(say("pantauan.waiting"), columns, tuple(rows))


def caps(told: RegionQuarter, voice: Voice) -> SheetTable:
    """Who is over the announced cap now, and who reaches it in each quarter to come."""
    say = voice.say
    columns = (say("umum.quarter"), *(programme(voice, one.programme) for one in told.caps))
    if not told.caps:
        return SheetTable(say("pantauan.caps"), columns, (), say("pantauan.no_caps"))
    rows = [(say("pantauan.cap_now"), *(whole(voice, one.over_now) for one in told.caps))]
    for step, quarter in enumerate(told.caps[0].quarters):
        name = voice.triwulan_pendek(Quarter.parse(quarter))
        rows.append((name, *(whole(voice, one.reach[step]) for one in told.caps)))
    return SheetTable(say("pantauan.caps"), columns, tuple(rows), say("pantauan.caps_note"))


def groups(told: RegionQuarter, voice: Voice) -> SheetTable:
    """Which groups of families to visit first."""
    say = voice.say
    columns = tuple(say(f"pantauan.col_{name}") for name in ("group", "programme", "side", "families", "wrong"))
    rows = tuple(
        (
            family(voice, one.decile, one.family_type),
            programme(voice, one.programme),
            say("pantauan.side_on" if one.on_programme else "pantauan.side_off"),
            voice.bulat(one.families),
            voice.bulat(one.wrong),
        )
        for one in told.groups
    )
    return SheetTable(
        say("pantauan.groups"), columns, rows, say("pantauan.groups_note" if rows else "pantauan.no_groups")
    )


def places(told: RegionQuarter, voice: Voice) -> SheetTable:
    """Places of each programme and what is left of them."""
    say = voice.say
    columns = tuple(say(f"pantauan.col_{name}") for name in ("programme", "places", "recipients", "left"))
    rows = tuple(
        (
            f"{programme(voice, one.programme)} ({_unit(voice, one.programme)})",
            whole(voice, one.places),
            whole(voice, one.recipients),
            whole(voice, one.left),
        )
        for one in told.places
    )
    return SheetTable(say("pantauan.places"), columns, rows, "" if rows else say("pantauan.no_places"))


def alike(told: RegionQuarter, voice: Voice) -> SheetTable:
    """The area and five that are like it, side by side."""
    say = voice.say
    first = (say("umum.area"), say("pantauan.col_distance"), say("pantauan.col_urban"))
    own = {one.code: one.now for one in told.standings}
    rows = []
    if told.alike:
        figures_here = (_beside(voice, name, own[name]) for name in BESIDE)
        rows.append((area_name(voice, told.area), UNDEFINED, _urban(voice, told.area), *figures_here))
    for one in told.alike:
        name = area_name(voice, one.code) + (say("pantauan.neighbour") if one.is_neighbour else "")
        figures_of = (_beside(voice, code, one.figures[code]) for code in BESIDE)
        rows.append((name, voice.desimal(one.distance, 2), _urban(voice, one.code), *figures_of))
    columns = (*first, *(figure_name(voice, name) for name in BESIDE))
    return SheetTable(say("pantauan.alike"), columns, tuple(rows), say("pantauan.alike_note") if rows else "")


def _urban(voice: Voice, code: str) -> str:
    return voice.persen(regions.urban_share(code), 0)


def _beside(voice: Voice, name: str, value: float | None) -> str:
    return whole(voice, value) if name == "overdue" else share(voice, value)


def decisions(told: RegionQuarter, voice: Voice) -> SheetTable:
    """What a few decisions would change against the rules in force, a row a policy and programme that it changes."""
    say = voice.say
    columns = tuple(
        say(f"pantauan.col_{name}") for name in ("decision", "programme", "recipients_after", "change", "year")
    )
    rows = tuple(
        (
            say(f"simulasi.template_{one.policy}"),
            programme(voice, one.programme),
            voice.angka(one.recipients),
            voice.selisih(one.change),
            voice.selisih(one.rupiah_a_year, money=True),
        )
        for one in told.decisions
        if round(one.change) or round(one.rupiah_a_year)
    )
    return SheetTable(say("pantauan.decisions"), columns, rows, say("pantauan.decisions_note") if rows else "")
