"""Places of the programmes and what empowerment did, as they may be shown; plain values, small counts withheld."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.contract.values import EMPOWERMENT_OUTCOMES
from data.figures import guard_places, ledger
from data.figures.sums import Name
from data.read import places, published
from data.store import disclosure
from data.store.open import Store
from data.store.scope import Scope
from terms import Quarter

GRADUATED = "graduated"


@dataclass(frozen=True)
class EmpowermentRow:
    """An empowerment programme in a quarter: families by outcome; None where withheld."""

    quarter: Quarter
    pillar: str
    programme: str
    families: tuple[tuple[str, float | None], ...]

    def of(self, outcome: str) -> float | None:
        """The families of an outcome; 0 where there were none."""
        return dict(self.families).get(outcome, 0.0)


@dataclass(frozen=True)
class Announced:
    """A published figure: its value, who said it when, and where."""

    value: float
    owner: str
    date: str
    source: str


def announced() -> dict[str, Announced]:
    """Targets and results of graduation as they were announced, by name; see ``published.graduation``."""
    rows = published.graduation().to_dict("index")
    return {
        str(name): Announced(float(row["value"]), row["owner"], row["date"], row["source"])
        for name, row in rows.items()
    }


def empowered(store: Store, scope: Scope, quarters: tuple[Quarter, ...], level: str) -> tuple[EmpowermentRow, ...]:
    """What empowerment programmes did in the one area that the scope is, quarter by quarter."""
    hidden, code = frozenset[Name](), ""
    if level not in disclosure.OPEN_LEVELS:
        (code,) = scope.kabupaten_codes
        hidden = frozenset(name for name in guard_places.empowered(store, code[:2]) if name[1] == code)
    found: list[EmpowermentRow] = []
    for quarter in quarters:
        rows = _by(places.empowerment(store, scope, quarter, level), ["pillar", "programme", "outcome"])
        counts: dict[Any, float | None] = {tuple(row[:3]): float(row[3]) for row in rows.itertuples(index=False)}
        counts |= dict.fromkeys((name[2:] for name in hidden if name[0] == str(quarter)), None)
        for pillar, programme in sorted({kind[:2] for kind in counts}):
            told = tuple((kind[2], counts[kind]) for kind in sorted(counts) if kind[:2] == (pillar, programme))
            found.append(EmpowermentRow(quarter, pillar, programme, told))
    return tuple(found)


def empowered_areas(store: Store, scope: Scope, quarters: tuple[Quarter, ...], level: str) -> pd.DataFrame:
    """One row an area of the level over these quarters: code, families by outcome, withheld; below the province a sum
    with a hidden part is withheld too."""
    parts = [places.empowerment(store, scope, quarter, level) for quarter in quarters]
    summed = _by(pd.concat(parts), ["code", "outcome"])
    table = summed.pivot(index="code", columns="outcome", values="families").reindex(columns=EMPOWERMENT_OUTCOMES)
    table = table.fillna(0).astype("Int64").reset_index()
    if level in disclosure.OPEN_LEVELS:
        return table
    asked = set(map(str, quarters))
    hidden = {
        (name[1], name[4])
        for province in {code[:2] for code in table["code"]}
        for name in guard_places.empowered(store, province)
        if name[0] in asked
    }
    for outcome in EMPOWERMENT_OUTCOMES:
        table = disclosure.hide(table, [outcome], [(code, outcome) in hidden for code in table["code"]])
    return table


def graduated(
    store: Store, scope: Scope, programme: str, quarters: tuple[Quarter, ...], level: str
) -> tuple[float | None, ...]:
    """Families who left a programme of aid because they graduated, quarter by quarter, in the one area of the scope."""
    found: list[float | None] = []
    for quarter in quarters:
        by_reason = ledger.area(store, scope, programme, "families", level, (quarter,)).by_reason("exited")
        found.append(_plain(by_reason[GRADUATED]) if GRADUATED in by_reason else 0.0)
    return tuple(found)


@dataclass(frozen=True)
class Relapse:
    """Those who graduated in a quarter, followed for so many quarters: families in all, back in decile 1 to 4 from
    above, back on aid, either of the two, and those who were in decile 1 to 4 when they graduated; None: withheld."""

    graduated: Quarter
    followed: int
    families: float | None
    back_in_decile: float | None
    back_on_aid: float | None
    back: float | None
    poor_then: float | None

    @property
    def share(self) -> float | None:
        """Back of all who graduated; None where a count is withheld or nobody did."""
        return self.back / self.families if self.back is not None and self.families else None


def relapses(store: Store, scope: Scope, programme: str, quarter: Quarter, level: str) -> tuple[Relapse, ...]:
    """The graduates of a programme in the one area that the scope is, by quarter, the first one first."""
    rows = places.relapse(store, scope, quarter, level)
    rows = rows[rows["programme"] == programme]
    hidden = frozenset[Name]()
    if level not in disclosure.OPEN_LEVELS:
        (code,) = scope.kabupaten_codes
        every = guard_places.relapse(store, code[:2], programme, quarter)
        hidden = frozenset((name[0], name[2]) for name in every if name[1] == code)
    found = []
    for name, part in rows.groupby("quarter_graduated", sort=True):
        then, marked = Quarter.parse(str(name)), guard_places.marks(part)
        counts = {guard_places.FAMILIES: float(part["families"].sum())}
        counts |= {mark: float(part.loc[marked[mark], "families"].sum()) for mark in guard_places.MARKS}
        told = (None if (str(name), mark) in hidden else count for mark, count in counts.items())
        found.append(Relapse(then, quarter.ordinal - then.ordinal, *told))
    return tuple(found)


def left(store: Store, scope: Scope, quarter: Quarter, level: str) -> pd.DataFrame:
    """Places against those on the programme: code, programme, quota, recipients, left, withheld; PBI in persons.

    Below the province recipients are withheld where the ledger hides its closing, with what is left beside the quota.
    """
    found = places.places_left(store, scope, quarter, level)
    if level in disclosure.OPEN_LEVELS:
        return found
    areas = zip(found["programme"], found["code"], strict=True)
    lost = [guard_places.closing_hidden(store, programme, code, quarter) for programme, code in areas]
    return disclosure.hide(found, ["recipients", "left"], lost)


def _by(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    return rows.groupby(keys, sort=True)["families"].sum().reset_index()


def _plain(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)
