"""Every number by kecamatan that the screen and its files can show, told to the attacker beside the kabupaten's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from data.figures import guard_kecamatan, kecamatan
from data.read import asked
from data.read import kecamatan as exactly
from data.store.open import Store
from data.store.scope import Scope
from terms import Quarter
from tests.data.figures.attacker import Attacker, Name, Part
from tests.data.figures.published_updates import ALL, EVER

FAMILY_PROGRAMMES = ("PKH", "SEMBAKO")
PERSONS = "PBI persons"
#: What everybody knows: each whole with its parts.
WHOLES = (
    ("ranked", ("poor", "better")),
    ("families", ("ranked", "unranked")),
    ("families", ("verified", "unverified")),
)
SHARES = {"poor_share": ("poor", "ranked"), "unverified_share": ("unverified", "families")}


def of_kabupaten(
    part: Part, store: Store, codes: Iterable[str], quarter: Quarter, above: Mapping[str, Part]
) -> dict[Name, int]:
    """Tells the kecamatan of these kabupaten in a quarter; returns their exact counts. ``above``: the attacker as told
    of the kabupaten's register, proposals and ledgers."""
    exact: dict[Name, int] = {}
    for code in codes:
        own = told(part, store, code, quarter)
        _sums(part, own, code, quarter, above)
        exact |= own
    return exact


def told(part: Part, store: Store, code: str, quarter: Quarter) -> dict[Name, int]:
    """Tells the kecamatan of one kabupaten, and nothing of the kabupaten itself; returns their exact counts."""
    own = _exact(store, code, quarter)
    table = kecamatan.areas(store, Scope.kabupaten(code), code, quarter).set_index("code")
    for area in table.index.difference([name[1] for name in own]):
        own |= {(str(quarter), area, name): 0 for name in guard_kecamatan.COUNTS}
    _structure(part, own)
    for area, row in table.iterrows():
        _reads(part, str(quarter), str(area), row)
    return own


def _exact(store: Store, code: str, quarter: Quarter) -> dict[Name, int]:
    scope, at, found = Scope.kabupaten(code), str(quarter), {}
    waits = exactly.overdue(store, scope, asked.quarters(store)).set_index("code")
    aid = exactly.recipients(store, scope, quarter)
    register = exactly.register(store, scope, quarter).set_index("code")
    for area in sorted({*register.index, *waits.index, *aid["code"]}):
        one = {name: int(register[name].get(area, 0)) for name in register} | {
            name: int(waits[name].get(area, 0)) for name in waits
        }
        one |= {"ranked": one["families"] - one["unranked"]}
        one |= {"better": one["ranked"] - one["poor"], "unverified": one["families"] - one["verified"]}
        rows = aid[aid["code"] == area].set_index("programme")
        one |= {programme: int(rows["families"].get(programme, 0)) for programme in (*FAMILY_PROGRAMMES, "PBI")}
        one[PERSONS] = int(rows["persons"].get("PBI", 0))
        found |= {(at, area, name): count for name, count in one.items()}
    return found


def _structure(part: Part, own: Mapping[Name, int]) -> None:
    for at, area in sorted({name[:2] for name in own}):
        for whole, parts in WHOLES:
            part.knows({(at, area, whole): 1} | {(at, area, one): -1 for one in parts}, 0)
        part.knows({(at, area, PERSONS): 1, (at, area, "PBI"): -1, (at, area, "more persons"): -1}, 0)


def _reads(part: Part, at: str, area: str, row: pd.Series) -> None:
    for name in kecamatan.SHOWN:
        if pd.isna(row[name]):
            continue
        if name in SHARES:
            inside, whole = SHARES[name]
            part.knows({(at, area, inside): 1, (at, area, whole): -float(row[name])}, 0)
        else:
            part.reads((at, area, PERSONS if name == "PBI" else name), row[name])


def _sums(part: Part, own: Mapping[Name, int], code: str, quarter: Quarter, above: Mapping[str, Part]) -> None:
    """The kecamatan of a kabupaten add up to what it tells, and to what it hides."""
    at = str(quarter)

    def add_up(name: str, to: Part, counts: Iterable[Name]) -> None:
        kecamatan_of = {(*part.prefix, one): 1.0 for one in own if one[2] == name}
        _whole(part.whole, kecamatan_of, [(*to.prefix, one) for one in counts])

    register = above["register"]
    for name, deciles in {"poor": range(1, 5), "ranked": range(1, 11), "unranked": (0,)}.items():
        add_up(name, register, [(at, code, "decile", decile) for decile in deciles])
    add_up("verified", register, [(at, code, "verified", True)])
    for programme in (*FAMILY_PROGRAMMES, "PBI"):
        add_up(programme, above[programme], [(at, code, "closing", "", False)])
    add_up(PERSONS, above[PERSONS], [(at, code, "closing", "", False)])
    add_up("overdue", above["proposals"], [(EVER, code, ALL, "overdue")])


def _whole(attacker: Attacker, parts: Mapping[Name, float], whole: Iterable[Name]) -> None:
    attacker.knows({**parts, **dict.fromkeys(whole, -1.0)}, 0)
