"""What the page on proposals tells of a kabupaten: no count under ten, and none as the rest of a subtraction."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pandas as pd
import pytest

from data.figures import updates, upkeep
from data.figures.upkeep import ALL, Proposals
from data.read import asked
from data.read import updates as rows_of
from data.store.open import Store
from data.store.scope import Scope
from tests.data.figures.conftest import PROVINCE, SMALL

KABUPATEN = ("35.15", "35.78", *(place[:5] for place in SMALL))


@pytest.fixture(scope="module")
def pages(weight_one) -> dict[tuple[str, str, str], Proposals]:
    """By code, quarter and kind."""
    return {
        (code, str(quarter), kind): upkeep.proposals(weight_one, Scope.kabupaten(code), "kabupaten", quarter, kind)
        for code in KABUPATEN
        for quarter in asked.quarters(weight_one)[-2:]
        for kind in (ALL, "correction")
    }


def counts(page: Proposals) -> Iterator[float]:
    """Every count that the page tells."""
    tallies = [page.tally, page.backlog, *page.ways.values()]
    tallies += [one for channel in page.channels.values() for one in (channel.tally, channel.backlog)]
    for tally in tallies:
        yield from (tally.filed, tally.accepted, tally.rejected, tally.pending, tally.overdue)
    yield from page.by_kind.values()
    for funnel in page.funnels.values():
        yield from () if funnel is None else funnel.tolist()
    yield from page.by_quarter.to_numpy().ravel().tolist()
    yield from () if page.changes is None else page.changes.tolist()
    yield page.effect.proposals


def is_few(count: object) -> bool:
    return not pd.isna(count) and 0 < count < 10


def test_no_count_under_ten_is_told(pages):
    assert not {key: found for key, page in pages.items() if (found := [n for n in counts(page) if is_few(n)])}
    assert sum(not pd.isna(n) and n > 0 for page in pages.values() for n in counts(page)) > 50


def rests(page: Proposals) -> Iterator[float]:
    """What a total leaves when all its parts that are told are taken from it."""
    for names in (updates.KINDS, page.channels):
        parts = [page.by_kind[one] if names is updates.KINDS else page.channels[one].tally.filed for one in names]
        yield page.tally.filed - sum(one for one in parts if not pd.isna(one))
    for outcome in updates.OUTCOMES:
        parts = [getattr(one.tally, outcome) for one in page.channels.values()]
        yield getattr(page.tally, outcome) - sum(one for one in parts if not pd.isna(one))
    overdue = [one.backlog.overdue for one in page.channels.values()]
    yield page.backlog.overdue - sum(one for one in overdue if not pd.isna(one))
    for way, funnel in page.funnels.items():
        if funnel is not None:
            reached = [n for n in funnel if not pd.isna(n)]
            yield from (page.ways[way].filed - n for n in reached)
            yield from (before - after for before, after in pairwise(reached))
    if page.changes is not None:
        yield page.effect.proposals - page.changes.sum()
        yield page.tally.accepted - page.effect.proposals


def test_no_rest_under_ten_is_left_by_what_is_told(pages):
    assert not {
        key: found
        for key, page in pages.items()
        if key[2] == ALL and (found := [rest for rest in rests(page) if is_few(rest)])
    }


def test_single_kind_is_not_told_by_way_channel_or_change(pages):
    """Counts of a kind by channel, with those of all kinds and of the province, are more than can be kept in order."""
    single = [page for key, page in pages.items() if key[2] != ALL]
    assert any(not pd.isna(page.tally.filed) for page in single)
    for page in single:
        tallies = [*page.ways.values(), *(one.tally for one in page.channels.values())]
        assert all(pd.isna(one.filed) and pd.isna(one.accepted) for one in tallies)
        assert all(pd.isna(one.backlog.overdue) for one in page.channels.values())
        assert page.changes is None and pd.isna(page.effect.mean)
        assert all(funnel is None for funnel in page.funnels.values())


def test_mean_change_is_told_only_where_every_change_is(pages):
    told = [page for page in pages.values() if page.changes is not None]
    assert any(page.changes.isna().any() for page in told)
    assert all(pd.isna(page.effect.mean) for page in told if page.changes.isna().any())


def test_map_tells_what_the_pages_tell(weight_one: Store, pages):
    for quarter in asked.quarters(weight_one)[-2:]:
        areas = upkeep.proposal_areas(weight_one, Scope.provinces(PROVINCE), quarter, "kabupaten").set_index("code")
        for code in KABUPATEN:
            page, row = pages[code, str(quarter), ALL], areas.loc[code]
            told = [row[name] for name in ("filed", "accepted", "rejected", "pending", "overdue")]
            expected = [*(getattr(page.tally, name) for name in ("filed", "accepted", "rejected", "pending"))]
            assert [None if pd.isna(n) else n for n in told] == [
                None if pd.isna(n) else n for n in (*expected, page.backlog.overdue)
            ]
            if pd.isna(row["overdue"]):
                assert pd.isna(row["overdue_share"])


def test_province_tells_everything(weight_one: Store):
    quarter = asked.quarters(weight_one)[-1]
    scope = Scope.provinces(PROVINCE)
    page = upkeep.proposals(weight_one, scope, "province", quarter, "correction")
    rows = rows_of.flows(weight_one, scope, (quarter,))
    filed = rows[rows["kind"] == "correction"].groupby("channel")["proposals"].sum()
    assert {name: one.tally.filed for name, one in page.channels.items()} == filed.to_dict()
