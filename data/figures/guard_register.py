"""What is hidden of what the register knows of the families of a province's kabupaten: deciles, upkeep, who came."""

from __future__ import annotations

from typing import Any

import pandas as pd

from data.figures.decided import kept
from data.figures.sums import HiddenSums
from data.read import asked, movement, register, updates
from data.store.open import Store
from data.store.scope import Scope
from terms import Quarter

#: Ranges of deciles that are shown as one; not ranked is 0, and "ranked" is the denominator of shares.
RANGES = {"1-2": (1, 2), "1-4": (1, 4), "1-5": (1, 5), "ranked": (1, 10)}
MARKS = ("verified", "civil")
ALL = "all"
SOURCES = ("from_dtks", "from_regsosek", "from_p3ke")


@kept(256)
def hidden(store: Store, province: str, quarter: Quarter) -> frozenset[tuple[Any, ...]]:
    """Names of the hidden counts of the kabupaten in a quarter.

    (code, "decile", n), (code, "decile", range), (code, ALL), (code, mark, True or False), (code, "sources", which),
    (code, "match", what the civil registry answered), (code, "born" or "left").
    """
    scope = Scope.provinces(province)
    deciles = register.desil(store, scope, quarter, "kabupaten")
    quality = updates.register_quality(store, scope, quarter, "kabupaten")
    sums = HiddenSums()
    for code in sorted({*deciles["code"], *quality["code"]}):
        _deciles(sums, code, deciles[deciles["code"] == code].set_index("decile")["families"])
    codes = sorted(set(deciles["code"]))
    for kind, column in _kinds(quality).items():
        _split(sums, codes, kind, quality.groupby(["code", column])["families"].sum())
    _of_province(sums, codes)
    if quarter.previous() in asked.quarters(store):
        _came_and_left(sums, codes, movement.register_flows(store, scope, "kabupaten", (quarter,)))
    return sums.hide()[0]


def _deciles(sums: HiddenSums, code: str, counts: pd.Series) -> None:
    counts = counts.reindex(range(11), fill_value=0)
    for decile, count in counts.items():
        sums.count((code, "decile", decile), count)
    for name, (first, last) in RANGES.items():
        inside = range(first, last + 1)
        sums.count((code, "decile", name), counts[list(inside)].sum(), 10.0 if name == "ranked" else 2.0)
        sums.kept({(code, "decile", name): 1.0} | {(code, "decile", decile): -1.0 for decile in inside})
    sums.count((code, ALL), counts.sum(), 20.0)
    sums.kept({(code, ALL): 1.0, (code, "decile", "ranked"): -1.0, (code, "decile", 0): -1.0})


def _kinds(quality: pd.DataFrame) -> dict[str, pd.Series]:
    """Each way in which the upkeep splits the families, as a value for each row."""
    # A register may not tell which it was merged from; what is not told counts as no.
    sources = (
        quality[list(SOURCES)].fillna(False).astype(bool).apply(tuple, axis=1)
        if len(quality)
        else pd.Series(dtype=object)
    )
    return {
        "verified": quality["verified_within_year"].astype(bool).rename("verified"),
        "civil": (quality["civil_match"] != "matched").rename("civil"),
        "sources": sources.rename("sources"),
        "match": quality["civil_match"].fillna("").rename("match"),
    }


def _split(sums: HiddenSums, codes: list[str], kind: str, counts: pd.Series) -> None:
    """The parts of a kabupaten's families add up to all of them; those of all kabupaten to the province's."""
    values = sorted({value for _, value in counts.index})
    for code in codes:
        for value in values:
            sums.count((code, kind, value), counts.get((code, value), 0))
        sums.kept({(code, ALL): 1.0} | {(code, kind, value): -1.0 for value in values})
    for value in values:
        sums.kept([(code, kind, value) for code in codes])
    if kind == "match" and "matched" in values:
        for code in codes:
            if (code, "civil", False) in sums:
                sums.kept({(code, "civil", False): 1.0, (code, kind, "matched"): -1.0})


def _of_province(sums: HiddenSums, codes: list[str]) -> None:
    for decile in range(11):
        sums.kept([(code, "decile", decile) for code in codes])


def _came_and_left(sums: HiddenSums, codes: list[str], flows: pd.DataFrame) -> None:
    counts = flows.groupby(["code", "flow"])["families"].sum()
    for flow in ("born", "left"):
        for code in codes:
            sums.count((code, flow), counts.get((code, flow), 0))
        sums.kept([(code, flow) for code in codes])
