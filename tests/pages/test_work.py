"""A rerun that changes nothing does nothing again: it reads nothing, draws nothing, makes no table."""

from __future__ import annotations

import copy
from dataclasses import replace

import pandas as pd
import pytest

from data.access.roles import Role
from data.store.scope import Scope
from pages.accuracy.choice import VIEWS as OF_ACCURACY
from pages.cached.questions import told
from pages.movement.choice import VIEWS as OF_MOVEMENT
from pages.projection.parts import BY
from pages.projection.parts import PARTS as OF_PROJECTION
from pages.shared.kept import kept
from pages.shared.session import Viewer
from pages.simulation.parts import PARTS
from pages.updates.choice import VIEWS as OF_UPDATES
from simulator.policy.files import named as named_policy
from terms import Quarter
from tests.conftest import QUARTERS
from tests.menu import PAGES
from tests.pages.work import Work, counted

VIEWS = (
    *((page, {}) for page in PAGES),
    *(("pergerakan", {"lihat": view}) for view in OF_MOVEMENT[1:]),
    *(("ketepatan", {"lihat": view}) for view in OF_ACCURACY[1:]),
    *(("pemutakhiran", {"lihat": view}) for view in OF_UPDATES[1:]),
    *(("simulasi", {"bagian": part}) for part in list(PARTS)[1:]),
    *(("proyeksi", {"jangka": "4", "bagian": part}) for part in OF_PROJECTION[1:]),
    *(("proyeksi", {"jangka": "4", "menurut": by}) for by in BY[1:]),
)
AREAS = ({"wilayah": "35"}, {"wilayah": "35.15", "bahasa": "en"})


def named(view) -> str:
    return " ".join((view[0], *view[1].values()))


@pytest.mark.parametrize("view", VIEWS, ids=named)
def test_rerun_that_changes_nothing_reads_and_draws_nothing(visit, view):
    page, query = view
    app = visit(page, **query)
    with counted() as done:
        app.run()
    assert done == Work(), f"{page} {query}"


@pytest.mark.parametrize("area", AREAS, ids=lambda area: area["wilayah"])
@pytest.mark.parametrize("page", ["sebaran", "pergerakan", "ketepatan", "pemutakhiran"])
def test_rerun_of_an_area_reads_and_draws_nothing(visit, page, area):
    app = visit(page, **area)
    with counted() as done:
        app.run()
    assert done == Work(), f"{page} {area}"


@pytest.mark.parametrize("page", ["ringkasan", "sebaran", "pergerakan"])
def test_second_visitor_reads_and_draws_nothing(visit, page):
    visit(page)
    with counted() as done:
        second = visit(page)
    assert done == Work() and second.title


def test_counting_sees_what_is_done(visit):
    with counted() as done:
        visit("sebaran", wilayah="32", desil="3")
    assert done.statements > 0 and done.figures > 0 and done.frames > 0


@pytest.mark.parametrize("value", [pd.DataFrame(), [1], {"a": 1}, object()])
def test_what_is_large_or_may_change_is_no_part_of_a_key(value):
    with pytest.raises(TypeError, match="plain values"):
        told(("sebaran", value))


ANYBODY = Viewer(Scope.national(), "id")
OTHERS = (
    replace(ANYBODY, language="en"),
    replace(ANYBODY, sees_exact=True),
    replace(ANYBODY, sees_above=False),
    replace(ANYBODY, scope=Scope.provinces("35")),
    replace(ANYBODY, scope=Scope.kabupaten("35.15")),
)


def test_what_is_kept_for_one_is_not_shown_to_another_who_may_see_less(small_store, monkeypatch):
    monkeypatch.setenv("TEPAT_STORE", str(small_store))
    made = []
    draw = kept(lambda viewer, quarter: made.append((may_see(viewer), quarter)))
    for viewer in (ANYBODY, *OTHERS, ANYBODY, *OTHERS):
        for quarter in QUARTERS:
            draw(viewer, quarter)
    assert made == [(may_see(viewer), quarter) for viewer in (ANYBODY, *OTHERS) for quarter in QUARTERS]


def may_see(viewer):
    return viewer.scope, viewer.language, viewer.sees_exact, viewer.sees_above


def test_what_is_kept_knows_nobody_and_is_kept_once_for_all_who_may_see_the_same(small_store, monkeypatch):
    monkeypatch.setenv("TEPAT_STORE", str(small_store))
    made = []
    draw = kept(lambda viewer, code: made.append((viewer.who, viewer.role, code)) or viewer.scope)
    people = [replace(ANYBODY, who=f"orang-{number}", role=role) for number, role in enumerate(Role)]
    assert {draw(one, "35.15") for one in people} == {ANYBODY.scope}
    assert made == [("", Role.LEADER, "35.15")]


def test_keys_are_equal_where_questions_are_and_only_there():
    questions = [
        (Quarter(2026, 1), "35"),
        (Quarter(2025, 1), "35"),
        (Quarter(2026, 1), "36"),
        ("35", Quarter(2026, 1)),
        (1, "1"),
        ("1", 1),
        (("a", "b"),),
        ("a", "b"),
        (Scope.provinces("35"),),
        (Scope.kabupaten("35.15"),),
        (named_policy("aturan_berlaku"),),
        (named_policy("keadaan_sekarang"),),
    ]
    assert len({told(one) for one in questions}) == len(questions)
    assert [told(one) for one in questions] == [told(copy.deepcopy(one)) for one in questions]
