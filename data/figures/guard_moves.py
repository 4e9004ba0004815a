"""What is hidden of the moves between deciles of a province's kabupaten, and of who came on any aid or left it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import pandas as pd

from data.figures import guard_register
from data.figures.decided import kept
from data.figures.sums import BETWEEN, HiddenSums
from data.read import movement
from data.store.disclosure import is_small
from data.store.open import Store
from data.store.scope import Scope
from terms import Quarter

STATES = (*range(1, 11), 0, -1)
OUTSIDE = -1
#: Sums of moves that are told: both ranked, stayed, better off, worse off; came into the register, left it.
RANKED, STAYED, UP, DOWN, CAME, LEFT = "ranked", "stayed", "up", "down", "came", "left"
ON_AID, OFF_AID = "on aid", "off aid"

Pair = tuple[int, int]


@kept(256)
def hidden(store: Store, province: str, before: Quarter, after: Quarter) -> frozenset[tuple[Any, ...]]:
    """Names (code, (state before, state after)) and (code, sum) of what is hidden of the kabupaten.

    The families verified in the field and those only ranked anew add up to all, so a pair is hidden for all of them or
    for none. What moves into a decile adds up to its families: where these are hidden, so is every move into it.
    """
    flows = _flows(store, province, before, after)
    known = guard_register.hidden(store, province, after)
    lost = _small(flows) | _into_hidden_deciles(flows, known)
    if after == before.shift(1):
        told = {"born": CAME, "left": LEFT}
        lost |= {(name[0], told[name[1]]) for name in known if name[1] in told}
    for verified in (True, False):
        lost |= _sums(flows, flows["verified"] == verified).hide(lost)[0]
    return frozenset(lost)


@kept(256)
def aid_hidden(store: Store, province: str, quarter: Quarter) -> frozenset[tuple[Any, ...]]:
    """Names (code, ON_AID) and (code, OFF_AID) of what is hidden of those that came on PKH or Sembako from neither, and
    of those that left both, in a quarter."""
    flows = _flows(store, province, quarter.previous(), quarter)
    sums = HiddenSums()
    for kind, rows in (
        (ON_AID, flows[~flows["on_aid_before"] & flows["on_aid_after"]]),
        (OFF_AID, flows[flows["on_aid_before"] & ~flows["on_aid_after"]]),
    ):
        counts = rows.groupby("code")["families"].sum()
        codes = sorted(set(flows["code"]))
        for code in codes:
            sums.count((code, kind), counts.get(code, 0))
        sums.kept([(code, kind) for code in codes])
    return sums.hide()[0]


def _flows(store: Store, province: str, before: Quarter, after: Quarter) -> pd.DataFrame:
    """The rows of ``movement.decile_flows`` of every kabupaten, with its code."""
    found = _codes(store, province, before, after)
    parts = [movement.decile_flows(store, Scope.kabupaten(code), before, after).assign(code=code) for code in found]
    return pd.concat(parts, ignore_index=True)


def _codes(store: Store, province: str, before: Quarter, after: Quarter) -> list[str]:
    """The kabupaten in which families were in either quarter."""
    rows = movement.register_flows(store, Scope.provinces(province), "kabupaten", (before, after))
    return sorted(rows["code"].unique())


def _small(flows: pd.DataFrame) -> set[tuple[Any, ...]]:
    """Pairs of which all families are few, or those verified, or those ranked anew."""
    key = ["code", "decile_before", "decile_after"]
    whole, parts = flows.groupby(key)["families"].sum(), flows.groupby([*key, "verified"])["families"].sum()
    found = {(code, (before, after)) for (code, before, after), count in cast(Any, whole.items()) if is_small(count)}
    return found | {
        (code, (before, after)) for (code, before, after, _), count in cast(Any, parts.items()) if is_small(count)
    }


def _into_hidden_deciles(flows: pd.DataFrame, known: frozenset[tuple[Any, ...]]) -> set[tuple[Any, ...]]:
    """Every move into a decile whose families are hidden, and the sums of moves of that kabupaten."""
    columns = {(name[0], name[2]) for name in known if name[1] == "decile" and name[2] in range(11)}
    codes = set(flows["code"])
    moves = {(code, (before, decile)) for code, decile in columns if code in codes for before in STATES}
    return moves | {(code, kind) for code, _ in columns for kind in (RANKED, STAYED, UP, DOWN)}


def _sums(flows: pd.DataFrame, chosen: pd.Series) -> HiddenSums:
    """The pairs and sums of some of the families."""
    counts = flows[chosen].groupby(["code", "decile_before", "decile_after"])["families"].sum().to_dict()
    codes = sorted(set(flows["code"]))
    pairs = sorted({(int(before), int(after)) for _, before, after in cast(Any, counts)})
    sums = HiddenSums()
    for code in codes:
        for before, after in pairs:
            sums.count((code, (before, after)), counts.get((code, before, after), 0), 1.0, after + 1)
        for after in (one for one in STATES if one != OUTSIDE):
            sums.kept([(code, pair) for pair in pairs if pair[1] == after])
        for kind, inside in _kinds(pairs):
            sums.count((code, kind), sum(counts.get((code, *pair), 0) for pair in inside), 4.0, BETWEEN)
            sums.kept({(code, kind): 1.0} | {(code, pair): -1.0 for pair in inside})
    for pair in pairs:
        sums.kept([(code, pair) for code in codes])
    return sums


def _kinds(pairs: list[Pair]) -> Iterator[tuple[str, list[Pair]]]:
    ranked = [(before, after) for before, after in pairs if before > 0 and after > 0]
    yield RANKED, ranked
    yield STAYED, [pair for pair in ranked if pair[0] == pair[1]]
    yield UP, [pair for pair in ranked if pair[0] < pair[1]]
    yield DOWN, [pair for pair in ranked if pair[0] > pair[1]]
    yield CAME, [pair for pair in pairs if pair[0] == OUTSIDE]
    yield LEFT, [pair for pair in pairs if pair[1] == OUTSIDE]
