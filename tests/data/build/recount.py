"""What the store must hold, counted with plain loops over families, independently of the SQL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import combinations

from terms import Quarter
from tests.data.build.registers import COMPONENTS, Row, Snapshot

PROGRAMMES = ("PKH", "SEMBAKO", "PBI")
LIMITS = {"PKH": 4, "SEMBAKO": 4, "PBI": 5}
DEAREST_FIRST = (
    "pregnant",
    "children_0_6",
    "elderly",
    "severe_disability",
    "pupils_sma",
    "pupils_smp",
    "pupils_sd",
)


def cells(snapshot: Snapshot) -> dict[tuple, Counter]:
    """The measures of every cell by (kabupaten_code, decile, family_type, on PKH, on Sembako, on PBI)."""
    paid = _paid(snapshot)
    found: dict[tuple, Counter] = {}
    for family in snapshot.families:
        aid = {programme: paid.get((family["family_id"], programme)) for programme in PROGRAMMES}
        key = (
            family["kecamatan_code"][:5],
            family["decile"],
            family_type(family),
            _binned(snapshot.quarter, aid["PKH"]),
            _binned(snapshot.quarter, aid["SEMBAKO"]),
            aid["PBI"] is not None,
        )
        cell = found.setdefault(key, Counter())
        for name, value in _measures(family, aid).items():
            cell[name] += family["weight"] * value
    return found


def _measures(family: Row, aid: dict[str, Row | None]) -> dict[str, int]:
    given = dict(family) | {
        "elderly": min(1, family["aged_60_plus"]),
        "severe_disability": min(1, family["severe_disability"]),
    }
    counted, places = {}, 4
    for name in DEAREST_FIRST:
        counted[name] = min(places, given[name])
        places -= counted[name]
    return counted | {
        "families": 1,
        "persons": family["persons"],
        "pbi_persons": aid["PBI"]["persons_covered"] if aid["PBI"] else 0,
        "all_pupils_sd": family["pupils_sd"],
        "all_pupils_smp": family["pupils_smp"],
        "all_pupils_sma": family["pupils_sma"],
        **{f"rupiah_{name.lower()}": row["rupiah"] if row else 0 for name, row in aid.items()},
    }


def family_type(family: Row) -> int:
    return (
        (sum(family[name] for name in COMPONENTS) > 0) * 1
        + (family["aged_60_plus"] > 0) * 2
        + (family["severe_disability"] > 0) * 4
        + (family["pregnant"] + family["children_0_6"] > 0) * 8
        + (family["working_age_able"] > 0) * 16
    )


def _binned(quarter: Quarter, payment: Row | None) -> int:
    if payment is None:
        return 0
    number = quarter.ordinal - Quarter.parse(payment["first_quarter"]).ordinal + 1
    if number <= 24:
        return number
    return next((years * 4 for years in range(7, 19) if number <= years * 4), 73)


def movement(snapshots: list[Snapshot]) -> Counter:
    """Families and persons by (quarter, kabupaten_code, programme, flow, reason, given, unit), zeros left out."""
    found: Counter = Counter()
    ever: set[tuple] = set()
    for before, now in zip([None, *snapshots], snapshots, strict=False):
        for programme in PROGRAMMES:
            for key, *rest, families, persons in _flows(before, now, programme, ever):
                unit = (str(now.quarter), key, programme, *rest)
                found[*unit, "families"] += families
                found[*unit, "persons"] += persons if programme == "PBI" else 0
        ever |= _paid(now).keys()
    return Counter({key: count for key, count in found.items() if count})


def _flows(before: Snapshot | None, now: Snapshot, programme: str, ever: set[tuple]) -> Iterable[tuple]:
    then, after = (_on(before, programme) if before else {}), _on(now, programme)
    told = {(row["family_id"], row["programme"]): row["reason"] for row in now.exits}
    for key, (area, weight, covered) in after.items():
        yield area, "closing", "", False, weight, weight * covered
        if before and key not in then:
            reason = "returned" if (key, programme) in ever else "first_time"
            yield area, "entered", reason, False, weight, weight * covered
    for key, (area, weight, covered) in then.items():
        yield area, "opening", "", False, weight, weight * covered
        if key not in after:
            reason, given = told.get((key, programme)), (key, programme) in told
            yield area, "exited", reason or _derived(now, key, programme), given, weight, weight * covered
            continue
        place, _, covers = after[key]
        if place != area:
            reach = "within_province" if place[:2] == area[:2] else "other_province"
            yield area, "moved_out", reach, False, weight, weight * covered
            yield place, "moved_in", reach, False, weight, weight * covered
        if covers > covered:
            yield place, "entered", "more_members", False, 0, weight * (covers - covered)
        if covers < covered:
            yield place, "exited", "fewer_members", False, 0, weight * (covered - covers)


def _on(snapshot: Snapshot, programme: str) -> dict[int, tuple[str, int, int]]:
    """Area, weight and members covered of every family on a programme; the register's area where it knows one."""
    register = {family["family_id"]: family for family in snapshot.families}
    found = {}
    for (key, on), row in _paid(snapshot).items():
        if on == programme:
            place = register.get(key, row)
            found[key] = (place["kecamatan_code"][:5], place["weight"], row["persons_covered"] or 0)
    return found


def _derived(now: Snapshot, key: int, programme: str) -> str:
    decile = next((family["decile"] for family in now.families if family["family_id"] == key), None)
    if decile is None:
        return "not_in_register"
    return "decile_above" if decile == 0 or decile > LIMITS[programme] else "unknown"


def _paid(snapshot: Snapshot) -> dict[tuple[int, str], Row]:
    return {(row["family_id"], row["programme"]): row for row in snapshot.payments}


def spells(snapshots: list[Snapshot]) -> Counter:
    """Families by (quarter, programme, family_type, entry, stop, cause), ended or still running at each snapshot."""
    found: Counter = Counter()
    start = snapshots[0].quarter.ordinal
    for before, now in zip([None, *snapshots], snapshots, strict=False):
        told = {(row["family_id"], row["programme"]): row["reason"] for row in now.exits}
        for source, ended in ((before, True), (now, False)):
            types = {row["family_id"]: family_type(row) for row in source.families} if source else {}
            paid, still = (_paid(source) if source else {}), _paid(now)
            for (key, programme), row in paid.items():
                if ended and (key, programme) in still:
                    continue
                first = Quarter.parse(row["first_quarter"]).ordinal
                cause = told.get((key, programme)) or _derived(now, key, programme) if ended else ""
                weight = _on(source, programme)[key][1]
                group = (str(now.quarter), programme, types.get(key, -1))
                found[*group, max(start - first, 0), now.quarter.ordinal - first, cause] += weight
    return found


def register_flows(snapshots: list[Snapshot]) -> Counter:
    """Families and persons by (quarter, kabupaten_code, flow, unit), zeros left out."""
    found: Counter = Counter()
    for before, now in zip([None, *snapshots], snapshots, strict=False):
        then = {row["family_id"]: row for row in before.families} if before else {}
        after = {row["family_id"]: row for row in now.families}
        for area, flow, families, persons in _register_flows(then, after, before is not None):
            found[str(now.quarter), area, flow, "families"] += families
            found[str(now.quarter), area, flow, "persons"] += persons
    return Counter({key: count for key, count in found.items() if count})


def _register_flows(then: dict[int, Row], after: dict[int, Row], follows: bool) -> Iterable[tuple]:
    for key, row in after.items():
        area, weight, persons = row["kecamatan_code"][:5], row["weight"], row["weight"] * row["persons"]
        yield area, "closing", weight, persons
        if follows and key not in then:
            yield area, "born", weight, persons
    for key, row in then.items():
        area, weight, persons = row["kecamatan_code"][:5], row["weight"], row["weight"] * row["persons"]
        yield area, "opening", weight, persons
        if key not in after:
            yield area, "left", weight, persons
            continue
        place, more = after[key]["kecamatan_code"][:5], weight * after[key]["persons"] - persons
        if place != area:
            yield area, "moved_out", weight, persons
            yield place, "moved_in", weight, persons
        yield place, "born" if more > 0 else "left", 0, abs(more)


def decile_flows(snapshots: list[Snapshot]) -> Counter:
    """Families and persons by (quarter, quarter before, kabupaten_code, decile then, decile now, verified, unit), for
    every two quarters: a family that left counts where it is paid now or was known last, with the members it had when
    last in the register."""
    found: Counter = Counter()
    registers = [{row["family_id"]: row for row in snapshot.families} for snapshot in snapshots]
    places = [_places(snapshot) for snapshot in snapshots]
    for start, end in combinations(range(len(snapshots)), 2):
        then, after = registers[start], registers[end]
        for key in then.keys() | after.keys():
            last = next(registers[at][key] for at in range(end, start - 1, -1) if key in registers[at])
            place = next(places[at][key] for at in range(end, start - 1, -1) if key in places[at])
            verified = (after.get(key, {}).get("last_verified") or "") > str(snapshots[start].quarter)
            deciles = (then[key]["decile"] if key in then else -1, after[key]["decile"] if key in after else -1)
            group = (str(snapshots[end].quarter), str(snapshots[start].quarter), place, *deciles, verified)
            found[*group, "families"] += last["weight"]
            found[*group, "persons"] += last["weight"] * last["persons"]
    return found


def _places(snapshot: Snapshot) -> dict[int, str]:
    """The kabupaten of every family that the register or a payment knows; the register's where both do."""
    paid = {row["family_id"]: row["kecamatan_code"][:5] for row in snapshot.payments if row["kecamatan_code"]}
    return paid | {row["family_id"]: row["kecamatan_code"][:5] for row in snapshot.families}


def kecamatan_register(snapshot: Snapshot) -> Counter:
    """Families by (kabupaten_code, kecamatan_code, decile, verified within a year)."""
    found: Counter = Counter()
    for family in snapshot.families:
        place, last = family["kecamatan_code"], family["last_verified"]
        verified = bool(last) and snapshot.quarter.ordinal - Quarter.parse(last).ordinal < 4
        found[place[:5], place, family["decile"], verified] += family["weight"]
    return found


def kecamatan_recipients(snapshot: Snapshot) -> Counter:
    """Families and persons covered by (kabupaten_code, kecamatan_code, programme, unit): where registered, or paid."""
    register = {family["family_id"]: family for family in snapshot.families}
    found: Counter = Counter()
    for (key, programme), row in _paid(snapshot).items():
        place = register.get(key, row)
        group = (place["kecamatan_code"][:5], place["kecamatan_code"], programme)
        found[*group, "families"] += place["weight"]
        found[*group, "persons"] += place["weight"] * (row["persons_covered"] or 0)
    return found


def kecamatan_waiting(snapshots: list[Snapshot], three_months_before_the_last_day: date | None) -> Counter:
    """Proposals without a decision by (quarter filed, kabupaten_code, kecamatan_code, overdue)."""
    found: Counter = Counter()
    for row in snapshots[-1].updates:
        if row["outcome"] == "pending":
            filed, place = row["filed_on"], row["kecamatan_code"]
            quarter = f"{filed.year}Q{(filed.month + 2) // 3}"
            found[quarter, place[:5], place, filed < three_months_before_the_last_day] += 1
    return found
