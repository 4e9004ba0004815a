"""Every number below and of a province that the screen and its files can show, told to the attacker."""

from __future__ import annotations

import pandas as pd

from data.contract.movement import FLOWS
from data.figures import deciles, ledger, mobility, tenure, upkeep
from data.figures.deciles import DECILES, Measure
from data.read import asked, movement, register, updates
from data.store.open import Store
from data.store.scope import Scope
from terms import Quarter
from tests.data.figures.attacker import Attacker, Part

KABUPATEN, PROVINCE = "kabupaten", "province"
REASONED = ("entered", "exited")
STAYED = "stayed"
IDENTITY = {"opening": 1, "entered": 1, "moved_in": 1, "exited": -1, "moved_out": -1, "closing": -1}


def _name(quarter: Quarter, code: str, flow: str, reason: str = "", given: bool = False) -> tuple:
    return (str(quarter), code, flow, reason, given)


def ledgers(attacker: Part, store: Store, programme: str, unit: str, province: str) -> dict[tuple, int]:
    """Tells every ledger of the province and of its kabupaten, a quarter each and years; returns the exact counts."""
    quarters = asked.quarters(store)
    exact = counted(store, programme, unit, province)
    codes = sorted({name[1] for name in exact})
    for at, quarter in enumerate(quarters):
        kinds = sorted({name[2:] for name in exact if name[0] == str(quarter) and name[3]})
        shown = ledger.areas(store, Scope.provinces(province), programme, unit, KABUPATEN, (quarter,)).set_index("code")
        for code in codes:
            own = ledger.area(store, Scope.kabupaten(code), programme, unit, KABUPATEN, (quarter,))
            for flow in FLOWS:
                for count in (own.flows[flow], shown.at[code, flow]):
                    _reads(attacker, _name(quarter, code, flow), count)
            _reasons(attacker, own, quarter, code, kinds)
            _rates(attacker, shown.loc[code], quarter, code)
            _identities(attacker, quarter, code, kinds, at)
        _province(attacker, store, programme, unit, province, quarter, codes, kinds, at)
    for last in range(4, len(quarters)):
        _year(attacker, store, programme, unit, quarters[last - 3 : last + 1], codes)
    return exact


def counted(store: Store, programme: str, unit: str, province: str) -> dict[tuple, int]:
    rows = movement.ledger(store, Scope.provinces(province), programme, KABUPATEN, asked.quarters(store))
    names = ["quarter", "code", "flow", "reason", "given"]
    counts = rows.groupby(names)[unit].sum().to_dict()
    for name, count in rows.groupby(names[:3])[unit].sum().items():
        counts[(*name, "", False)] = count
    opened = [name[:2] for name, count in counts.items() if name[2] == "opening" and count]
    for quarter, code in opened:
        own = [counts.get((quarter, code, flow, "", False), 0) for flow in ("opening", "exited", "moved_out")]
        counts[quarter, code, STAYED, "", False] = own[0] - own[1] - own[2]
    return counts


def _reads(attacker: Part, name: tuple, count: float) -> None:
    if not pd.isna(count):
        attacker.reads(name, count)


def _reasons(attacker: Part, own: ledger.Ledger, quarter: Quarter, code: str, kinds: list[tuple]) -> None:
    """A reason without a row has nobody; the sum of given and derived is shown too."""
    told = own.reasons.set_index(["flow", "reason", "given"])["count"]
    for kind in kinds:
        _reads(attacker, _name(quarter, code, *kind), told.get(kind, 0))
    for flow in REASONED:
        for reason, count in own.by_reason(flow).dropna().items():
            attacker.knows([_name(quarter, code, *kind) for kind in kinds if kind[:2] == (flow, reason)], count)


def _rates(attacker: Part, shown: pd.Series, quarter: Quarter, code: str) -> None:
    """A rate times the opening, had it been told to the last decimal."""
    for rate, signs in {
        "net": {"closing": 1, "opening": -1},
        "entry": {"entered": 1, "moved_in": 1},
        "exit": {"exited": 1, "moved_out": 1},
    }.items():
        if not pd.isna(shown[rate]):
            attacker.knows(
                {_name(quarter, code, f): s for f, s in signs.items()}, round(shown[rate] * shown["opening"])
            )


def _identities(attacker: Part, quarter: Quarter, code: str, kinds: list[tuple], at: int) -> None:
    if at == 0:
        return
    attacker.knows({_name(quarter, code, flow): sign for flow, sign in IDENTITY.items()}, 0)
    attacker.knows({_name(quarter, code, "opening"): 1, _name(quarter.previous(), code, "closing"): -1}, 0)
    gone = dict.fromkeys([_name(quarter, code, flow) for flow in ("exited", "moved_out", STAYED)], -1)
    attacker.knows({_name(quarter, code, "opening"): 1} | gone, 0)
    for flow in REASONED:
        parts = {_name(quarter, code, *kind): -1 for kind in kinds if kind[0] == flow}
        attacker.knows({_name(quarter, code, flow): 1} | parts, 0)


def _province(
    attacker: Part, store: Store, programme: str, unit: str, province: str,
    quarter: Quarter, codes: list[str], kinds: list[tuple], at: int,
) -> None:  # fmt: skip
    whole = ledger.area(store, Scope.provinces(province), programme, unit, PROVINCE, (quarter,))
    for flow in ("opening", "entered", "exited", "closing") if at else ("closing",):
        attacker.knows([_name(quarter, code, flow) for code in codes], whole.flows[flow])
    moves = {_name(quarter, c, "moved_in"): 1 for c in codes} | {_name(quarter, c, "moved_out"): -1 for c in codes}
    attacker.knows(moves, whole.flows["moved_in"] - whole.flows["moved_out"])
    told = whole.reasons.set_index(["flow", "reason", "given"])["count"]
    for kind in kinds:
        attacker.knows([_name(quarter, code, *kind) for code in codes], told.get(kind, 0))


def at_least_one_person_a_family(attacker: Attacker, families: Part, persons: Part, exact: dict[tuple, int]) -> None:
    """What is left of a count of persons when one is taken from it for each family is no less than nought."""
    for name in exact:
        more = ("more", name)
        attacker.knows({(*persons.prefix, name): 1.0, (*families.prefix, name): -1.0, more: -1.0}, 0)


def on_any_aid(attacker: Part, store: Store, province: str, quarters: tuple[Quarter, ...]) -> dict[tuple, int]:
    """Tells who came on aid from none and who left all of it, each quarter and over the year; returns exact counts."""
    codes = sorted(register.desil(store, Scope.provinces(province), quarters[-1], KABUPATEN)["code"].unique())
    exact: dict[tuple, int] = {}
    for quarter in quarters:
        for code in codes:
            flows = movement.decile_flows(store, Scope.kabupaten(code), quarter.previous(), quarter)
            came, left = (
                ~flows["on_aid_before"] & flows["on_aid_after"],
                flows["on_aid_before"] & ~flows["on_aid_after"],
            )
            exact |= {
                (str(quarter), code, kind): int(flows.loc[rows, "families"].sum())
                for kind, rows in (("came", came), ("left", left))
            }
    for span in (*((one,) for one in quarters), quarters):
        for codes_of, scope, level in (
            *(([code], Scope.kabupaten(code), KABUPATEN) for code in codes),
            (codes, Scope.provinces(province), PROVINCE),
        ):
            for kind, count in zip(("came", "left"), mobility.on_any_aid(store, scope, level, span), strict=True):
                if not pd.isna(count):
                    attacker.knows([(str(one), code, kind) for one in span for code in codes_of], count)
    return exact


def _year(
    attacker: Part, store: Store, programme: str, unit: str, quarters: tuple[Quarter, ...], codes: list[str]
) -> None:
    for code in codes:
        own = ledger.area(store, Scope.kabupaten(code), programme, unit, KABUPATEN, quarters)
        for flow in ("entered", "moved_in", "exited", "moved_out"):
            if not pd.isna(own.flows[flow]):
                attacker.knows([_name(quarter, code, flow) for quarter in quarters], own.flows[flow])


def years_on_aid(attacker: Part, store: Store, programme: str, province: str, codes: list[str]) -> dict[tuple, int]:
    """Tells how long recipients are on aid in every quarter, beside the closing of the ledger; returns exact counts."""
    exact = {}
    for quarter in asked.quarters(store):
        years = range(1, tenure.LAST_YEAR + 1)
        for code in codes:
            exact |= _own_years(attacker, store, programme, quarter, code)
        whole = tenure.years_on_aid(store, Scope.provinces(province), programme, quarter, PROVINCE)
        outside = {(str(quarter), province, "outside", year): 1 for year in years}
        for year in years:
            names = [(str(quarter), code, year) for code in codes] + [(str(quarter), province, "outside", year)]
            attacker.knows(names, whole.by_year[year])
        attacker.knows(outside | {(str(quarter), code, "outside"): -1 for code in codes}, 0)
    return exact


def _own_years(attacker: Part, store: Store, programme: str, quarter: Quarter, code: str) -> dict[tuple, int]:
    found, key = tenure.years_on_aid(store, Scope.kabupaten(code), programme, quarter, KABUPATEN), (str(quarter), code)
    rows = movement.years_on_aid(store, Scope.kabupaten(code), quarter)
    own = rows[rows["programme"] == programme].set_index("year_of_aid")["families"]
    exact = {(*key, year): int(own.get(year, 0)) for year in found.by_year.index}
    for year, count in found.by_year.items():
        _reads(attacker, (*key, year), count)
    all_years = [(*key, year) for year in found.by_year.index]
    if not pd.isna(found.total):
        attacker.knows(all_years, found.total)
    for milestone, past in found.past.items():
        if not pd.isna(past):
            attacker.knows([name for name in all_years if name[2] > milestone], past)
    attacker.knows(dict.fromkeys([*all_years, (*key, "outside")], 1) | {_name(quarter, code, "closing"): -1}, 0)
    rows = movement.ledger(store, Scope.kabupaten(code), programme, KABUPATEN, (quarter,))
    paid = int(rows.loc[rows["flow"] == "closing", "families"].sum())
    return exact | {(*key, "outside"): paid - sum(exact.values())}


def registers(attacker: Part, store: Store, province: str, quarters: tuple[Quarter, ...]) -> dict[tuple, int]:
    """Tells deciles and upkeep of the province and of its kabupaten in these quarters; returns the exact counts."""
    exact: dict[tuple, int] = {}
    for quarter in quarters:
        exact |= _exact_register(store, province, quarter)
        codes = sorted({name[1] for name in exact if name[0] == str(quarter)})
        for code in codes:
            _register(attacker, store, Scope.kabupaten(code), KABUPATEN, quarter, [code], exact)
        _register(attacker, store, Scope.provinces(province), PROVINCE, quarter, codes, exact)
        _decile_maps(attacker, store, province, quarter)
        _upkeep_map(attacker, store, province, quarter, exact)
    return exact


def _exact_register(store: Store, province: str, quarter: Quarter) -> dict[tuple, int]:
    scope, at = Scope.provinces(province), str(quarter)
    rows = register.desil(store, scope, quarter, KABUPATEN)
    codes = sorted(rows["code"].unique())
    exact = {(at, code, "decile", decile): 0 for code in codes for decile in range(11)}
    exact |= {(at, row.code, "decile", row.decile): int(row.families) for row in rows.itertuples()}
    quality = updates.register_quality(store, scope, quarter, KABUPATEN)
    for kind, value in _splits(quality).items():
        counts = quality.groupby(["code", value])["families"].sum().unstack(fill_value=0)
        exact |= {(at, c, kind, v): int(counts.at[c, v]) for c in counts.index for v in counts.columns}
    flows = movement.register_flows(store, scope, KABUPATEN, (quarter,)).groupby(["code", "flow"])["families"].sum()
    exact |= {(at, code, flow): int(flows.get((code, flow), 0)) for code in codes for flow in ("born", "left")}
    return exact


def _splits(quality: pd.DataFrame) -> dict[str, pd.Series]:
    sources = quality[["from_dtks", "from_regsosek", "from_p3ke"]].astype(bool).apply(tuple, axis=1)
    return {
        "verified": quality["verified_within_year"].astype(bool),
        "sources": sources.rename("sources"),
        "match": quality["civil_match"].fillna("").rename("match"),
    }


def _of(exact: dict[tuple, int], quarter: Quarter, codes: list[str], kind: str) -> dict[object, list[tuple]]:
    """The names of a kind's counts in these areas, by their value."""
    found: dict[object, list[tuple]] = {}
    for name in exact:
        if name[0] == str(quarter) and name[1] in codes and name[2] == kind and len(name) == 4:
            found.setdefault(name[3], []).append(name)
    return found


def _register(
    attacker: Part, store: Store, scope: Scope, level: str,
    quarter: Quarter, codes: list[str], exact: dict[tuple, int],
) -> None:  # fmt: skip
    """The deciles and the upkeep of one area, which is the sum of these kabupaten."""
    told = deciles.by_decile(store, scope, quarter, level).set_index("decile")["families"]
    for decile, names in _of(exact, quarter, codes, "decile").items():
        _sum(attacker, names, told.get(decile, 0))
    known = upkeep.register(store, scope, quarter, level)
    everybody = [name for names in _of(exact, quarter, codes, "decile").values() for name in names]
    _sum(attacker, everybody, known.area["families"])
    for kind, told in (("sources", known.overlaps.to_dict()), ("match", known.civil.to_dict())):
        for value, names in _of(exact, quarter, codes, kind).items():
            _sum(attacker, names, told.get(value, 0))
    for kind in ("verified", "sources", "match"):
        parts = [name for names in _of(exact, quarter, codes, kind).values() for name in names]
        attacker.knows(dict.fromkeys(parts, 1) | dict.fromkeys(everybody, -1), 0)
    for flow, count in (("born", known.came), ("left", known.left)):
        if count is not None:
            _sum(attacker, [(str(quarter), code, flow) for code in codes], count)


def _sum(attacker: Part, names: list[tuple], count: float) -> None:
    if not pd.isna(count):
        attacker.knows(names, count)


def _decile_maps(attacker: Part, store: Store, province: str, quarter: Quarter) -> None:
    """Every range as a number and as a share; a share with the number of another map tells its denominator."""
    for name, (first, last) in DECILES.items():
        number = deciles.area_values(
            store, Scope.provinces(province), quarter, KABUPATEN, Measure("desil", name, "families", "number")
        ).set_index("code")["value"]
        share = deciles.area_values(
            store, Scope.provinces(province), quarter, KABUPATEN, Measure("desil", name, "families", "share")
        ).set_index("code")["value"]
        for code in number.index:
            own = [(str(quarter), code, "decile", decile) for decile in range(11)]
            _sum(attacker, own[first : last + 1], number[code])
            if pd.isna(share[code]):
                continue
            whole = dict.fromkeys(own[0 if first == 0 else 1 :], -float(share[code]))
            for inside in own[first : last + 1]:
                whole[inside] = whole.get(inside, 0) + 1
            attacker.knows(whole, 0)


def _upkeep_map(attacker: Part, store: Store, province: str, quarter: Quarter, exact: dict[tuple, int]) -> None:
    table = upkeep.register_areas(store, Scope.provinces(province), quarter, KABUPATEN).set_index("code")
    for code, row in table.iterrows():
        deciles_of = [(str(quarter), code, "decile", decile) for decile in range(11)]
        _sum(attacker, deciles_of, row["families"])
        _share(attacker, [(str(quarter), code, "verified", True)], deciles_of, row["verified"])
        _share(attacker, deciles_of[:1], deciles_of, row["unranked"])
        others = [names[0] for value, names in _of(exact, quarter, [code], "match").items() if value != "matched"]
        _share(attacker, others, deciles_of, row["civil"])


def moves(attacker: Part, store: Store, province: str, before: Quarter, after: Quarter) -> dict[tuple, int]:
    """Tells every move from decile to decile over a span, beside the deciles moved into; returns the exact counts."""
    codes = sorted(register.desil(store, Scope.provinces(province), after, KABUPATEN)["code"].unique())
    exact, span = {}, (str(before), str(after))
    for code in codes:
        exact |= _exact_moves(store, span, code, before, after)
        shown = mobility.moves(store, Scope.kabupaten(code), KABUPATEN, before, after)
        _moves(attacker, shown, span, [code])
        _into_deciles(attacker, span, code, after)
    _moves(attacker, mobility.moves(store, Scope.provinces(province), PROVINCE, before, after), span, codes)
    return exact


def _exact_moves(store: Store, span: tuple, code: str, before: Quarter, after: Quarter) -> dict[tuple, int]:
    flows = movement.decile_flows(store, Scope.kabupaten(code), before, after)
    counts = flows.groupby(["verified", "decile_before", "decile_after"])["families"].sum()
    return {(span, code, bool(who), first, last): int(n) for (who, first, last), n in counts.items()}


def _moves(attacker: Part, shown: mobility.Moves, span: tuple, codes: list[str]) -> None:
    """One area's matrices, measures and Sankey (by aid only of a province, whose counts are exact); it is the sum of
    these kabupaten."""
    states = mobility.STATES
    ranked = [(first, last) for first in mobility.DECILES for last in mobility.DECILES]
    for who, kinds in {"verified": (True,), "reranked": (False,), "all": (True, False)}.items():
        names = {
            (first, last): [(span, code, kind, first, last) for code in codes for kind in kinds]
            for first in states
            for last in states
        }
        for at, first in enumerate(states):
            for to, last in enumerate(states):
                _sum(attacker, names[first, last], shown.matrices[who][at, to])
        for link in () if shown.by_aid else shown.links[who].itertuples():
            attacker.knows(names[link.decile_before, link.decile_after], link.families)
        found = shown.mobility[who]
        _sum(attacker, [name for pair in ranked for name in names[pair]], found.families)
        for share, inside in (
            (found.stayed, [pair for pair in ranked if pair[0] == pair[1]]),
            (found.up, [pair for pair in ranked if pair[0] < pair[1]]),
            (found.down, [pair for pair in ranked if pair[0] > pair[1]]),
        ):
            _sum(attacker, [name for pair in inside for name in names[pair]], share * found.families)
    came = [(span, c, k, -1, last) for c in codes for k in (True, False) for last in states]
    left = [(span, c, k, first, -1) for c in codes for k in (True, False) for first in states]
    _sum(attacker, came, shown.came)
    _sum(attacker, left, shown.left)


def _into_deciles(attacker: Part, span: tuple, code: str, after: Quarter) -> None:
    for decile in range(11):
        into = {(span, code, kind, first, decile): 1 for kind in (True, False) for first in mobility.STATES}
        attacker.knows(into | {(str(after), code, "decile", decile): -1}, 0)


def _share(attacker: Part, inside: list[tuple], whole: list[tuple], share: float) -> None:
    if pd.isna(share):
        return
    signs = dict.fromkeys(whole, -float(share))
    for name in inside:
        signs[name] = signs.get(name, 0) + 1
    attacker.knows(signs, 0)
