"""Families from decile to decile: matrices, who moved and how far, real change beside re-ranking, and whether the
quarters may be multiplied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from data.figures import guard_moves
from data.figures.counts import NOT_SHOWN
from data.figures.tenure import QUARTERS_A_YEAR
from data.read import movement
from data.store.disclosure import OPEN_LEVELS
from data.store.open import Store
from data.store.scope import Scope
from targeting.flow import transition
from terms import Quarter

DECILES = tuple(range(1, 11))
UNRANKED, OUTSIDE = 0, -1
STATES = guard_moves.STATES
Hidden = frozenset[Any]
WHO = ("all", "verified", "reranked")
#: Beyond two points the product of the quarters is no forecast of the year.
MARKOV_LIMIT = 0.02


@dataclass(frozen=True)
class Mobility:
    """Families ranked in both quarters: how many, shares that stayed, rose and fell, mean signed and absolute number
    of deciles, and the Shorrocks index (0 nobody moves, 1 the start tells nothing); NaN where there is nobody."""

    families: float
    stayed: float
    up: float
    down: float
    mean_change: float
    mean_distance: float
    shorrocks: float


@dataclass(frozen=True, eq=False)
class Moves:
    """What became of the families of an area between two quarters, as it may be shown.

    For each of WHO: `matrices` (STATES by STATES, hidden counts NaN), `mobility`, and `links` (decile_before,
    decile_after, on_aid_before, on_aid_after, families). Below the province links are the told pairs of the matrix, not
    `by_aid`: crossed with aid their small counts would follow from the province's. `came` and `left` are the families
    that came into the register and that left it (NaN where hidden).
    """

    is_empty: bool
    matrices: Mapping[str, np.ndarray]
    mobility: Mapping[str, Mobility]
    links: Mapping[str, pd.DataFrame]
    came: float
    left: float
    by_aid: bool = True


def moves(store: Store, scope: Scope, level: str, before: Quarter, after: Quarter) -> Moves:
    """From decile to decile in the one area that the scope is."""
    flows = movement.decile_flows(store, scope, before, after)
    return of_flows(flows, None if flows.empty else _guarded(store, scope, level, before, after))


def pairs(store: Store, scope: Scope, level: str, before: Quarter, after: Quarter) -> np.ndarray:
    """The matrix of all families in ``moves`` alone (STATES by STATES), for whoever asks for many areas."""
    flows = movement.decile_flows(store, scope, before, after)
    hidden = None if flows.empty else _guarded(store, scope, level, before, after)
    return shown(matrix(flows), hidden or frozenset())


def _guarded(store: Store, scope: Scope, level: str, before: Quarter, after: Quarter) -> Hidden | None:
    """What is hidden of the one kabupaten that the scope is, None above it."""
    if level in OPEN_LEVELS:
        return None
    (code,) = scope.kabupaten_codes
    hidden = guard_moves.hidden(store, code[:2], before, after)
    return frozenset(name[1] for name in hidden if name[0] == code)


def of_flows(flows: pd.DataFrame, guarded: Hidden | None = None) -> Moves:
    """The rows of ``movement.decile_flows`` of one area; below the province without what ``guard_moves.hidden`` names,
    None elsewhere."""
    hidden = frozenset() if guarded is None else guarded
    came, left = register_moves(flows)
    parts = {who: of_whom(flows, who) for who in WHO}
    told = flows if guarded is None else _without_aid(flows, hidden)
    return Moves(
        flows.empty,
        {who: shown(matrix(part), hidden) for who, part in parts.items()},
        {who: _told(mobility(part), hidden) for who, part in parts.items()},
        {who: _links(of_whom(told, who)) for who in WHO},
        NOT_SHOWN if guard_moves.CAME in hidden else came,
        NOT_SHOWN if guard_moves.LEFT in hidden else left,
        guarded is None,
    )


def on_any_aid(store: Store, scope: Scope, level: str, quarters: tuple[Quarter, ...]) -> tuple[float, float]:
    """Families that came on aid (PKH or Sembako) from none and those that left all of it, each quarter's once and added
    up; NaN where a quarter's are hidden below the province."""
    steps = [movement.decile_flows(store, scope, quarter.previous(), quarter) for quarter in quarters]
    came = sum(step.loc[~step["on_aid_before"] & step["on_aid_after"], "families"].sum() for step in steps)
    left = sum(step.loc[step["on_aid_before"] & ~step["on_aid_after"], "families"].sum() for step in steps)
    if level in OPEN_LEVELS:
        return int(came), int(left)
    (code,) = scope.kabupaten_codes
    lost = {
        kind for quarter in quarters for one, kind in guard_moves.aid_hidden(store, code[:2], quarter) if one == code
    }
    return (
        NOT_SHOWN if guard_moves.ON_AID in lost else int(came),
        NOT_SHOWN if guard_moves.OFF_AID in lost else int(left),
    )


def year(store: Store, scope: Scope, level: str, end: Quarter) -> Stability | None:
    """How the year that ends with a quarter fits its quarters; None where it was not followed, or families that stayed
    in a decile are hidden."""
    start = end.shift(-QUARTERS_A_YEAR)
    if start not in movement.spans(store, end):
        return None
    ends = [start.shift(ahead) for ahead in range(1, QUARTERS_A_YEAR + 1)]
    spans_of = [*((one.previous(), one) for one in ends), (start, end)]
    if any(np.isnan(np.diag(moves(store, scope, level, *span).matrices["all"])).any() for span in spans_of):
        return None
    *steps, direct = (movement.decile_flows(store, scope, *span) for span in spans_of)
    return stability(steps, direct)


spans = movement.spans


def _told(found: Mobility, hidden: Hidden) -> Mobility:
    """Without the sums that are hidden; means and the index are made of every pair, so each must be told."""
    kinds = {
        "families": guard_moves.RANKED,
        "stayed": guard_moves.STAYED,
        "up": guard_moves.UP,
        "down": guard_moves.DOWN,
    }
    lost = {name for name, kind in kinds.items() if kind in hidden}
    if any(isinstance(name, tuple) for name in hidden):
        lost |= {"mean_change", "mean_distance", "shorrocks"}
    if "families" in lost:
        lost |= kinds.keys()
    return replace(found, **dict.fromkeys(lost, NOT_SHOWN))


def _without_aid(flows: pd.DataFrame, hidden: Hidden) -> pd.DataFrame:
    """The rows of pairs that are told, none of them said to be on aid."""
    pairs = zip(flows["decile_before"], flows["decile_after"], strict=True)
    told = flows[np.array([one not in hidden for one in pairs], bool)]
    return told.assign(on_aid_before=False, on_aid_after=False)


def _links(flows: pd.DataFrame) -> pd.DataFrame:
    key = ["decile_before", "decile_after", "on_aid_before", "on_aid_after"]
    return flows.groupby(key)["families"].sum().reset_index()


def of_whom(flows: pd.DataFrame, who: str) -> pd.DataFrame:
    """The rows of all families, of those verified in the field since, or of those only ranked anew."""
    if who == "all":
        return flows
    return flows[flows["verified"]] if who == "verified" else flows[~flows["verified"]]


def matrix(flows: pd.DataFrame, states: Sequence[int] = STATES) -> np.ndarray:
    """Families by state before (rows) and after (columns)."""
    counts = flows.groupby(["decile_before", "decile_after"])["families"].sum().unstack(fill_value=0)
    return counts.reindex(index=list(states), columns=list(states), fill_value=0).to_numpy(dtype=float, copy=True)


def shown(counts: np.ndarray, hidden: Hidden) -> np.ndarray:
    """The matrix of STATES with the hidden pairs missing."""
    lost = [[(before, after) in hidden for after in STATES] for before in STATES]
    return np.where(lost, np.nan, counts)


def mobility(flows: pd.DataFrame) -> Mobility:
    """What the families that were ranked in both quarters did."""
    counts = matrix(flows, DECILES)
    total = counts.sum()
    found = transition.movement_shares(counts)
    steps = np.subtract.outer(np.array(DECILES), np.array(DECILES)).T
    mean = float((counts * steps).sum() / total) if total else float("nan")
    index = transition.shorrocks(transition.transition_matrix(counts)) if (counts.sum(axis=1) > 0).all() else np.nan
    return Mobility(int(total), found["stayed"], found["up"], found["down"], mean, found["mean_steps"], index)


def register_moves(flows: pd.DataFrame) -> tuple[int, int]:
    """Families that came into the register and that left it."""
    came = flows.loc[flows["decile_before"] == OUTSIDE, "families"].sum()
    left = flows.loc[flows["decile_after"] == OUTSIDE, "families"].sum()
    return int(came), int(left)


@dataclass(frozen=True, eq=False)
class Stability:
    """Whether quarters are alike and forget: Cramér's V between the quarters' matrices, the families in one of them on
    average, G² with its degrees of freedom and p; the share staying in each decile by the product of the quarters and
    as seen over the whole span."""

    effect: float
    families: float
    test: transition.Homogeneity
    product: np.ndarray
    direct: np.ndarray

    @property
    def gap(self) -> float:
        """The largest difference of the two shares, with its sign."""
        differences = self.product - self.direct
        return float(differences[np.argmax(np.abs(differences))])

    @property
    def may_project(self) -> bool:
        return abs(self.gap) <= MARKOV_LIMIT


def stability(steps: Sequence[pd.DataFrame], direct: pd.DataFrame) -> Stability | None:
    """From the quarters' flows in order and the flow over their whole span; None where a state is empty in a quarter.

    Out of the register is a state that is not left again: who comes back counts as new.
    """
    counts = np.array([matrix(step) for step in steps])
    whole = matrix(direct)
    for table in (*counts, whole):
        table[-1] = 0
        table[-1, -1] = 1
    if not ((counts.sum(axis=2) > 0).all() and (whole.sum(axis=1) > 0).all()):
        return None
    quarterly = np.array([transition.transition_matrix(one) for one in counts])
    annual = transition.transition_matrix(whole)
    gap = transition.markov_gap(quarterly, annual)
    inside, seen = counts[:, :-1, :], np.diag(annual)
    ranked = slice(0, len(DECILES))
    test = transition.homogeneity(inside)
    families = float(inside.sum() / len(steps))
    return Stability(transition.effect_size(inside), families, test, (gap + seen)[ranked], seen[ranked])
