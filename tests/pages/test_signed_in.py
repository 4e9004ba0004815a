"""Pages for somebody who signed in: what is shown, to whom, and what is noted of it."""

from __future__ import annotations

import shutil
import sqlite3
import time
from contextlib import closing

import pytest
from streamlit.testing.v1 import AppTest

from data.access import claims
from data.keep import audit, database, scenarios, sharing, sign_ins
from data.keep.audit import Event
from pages.cached import warming
from pages.shared import session
from tests.browser.provider import configured
from tests.data.keep.conftest import SCENARIO
from tests.menu import MENU, PAGES

ISSUER = "http://127.0.0.1:1"


@pytest.fixture
def store(small_store, tmp_path, monkeypatch):
    shutil.copytree(small_store, tmp_path / "store", symlinks=True, ignore=shutil.ignore_patterns("app.sqlite*"))
    monkeypatch.setenv("TEPAT_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("TEPAT_ACCESS", str(configured(tmp_path, ISSUER, "http://localhost:1")))
    return tmp_path / "store"


@pytest.fixture
def come(store, monkeypatch):
    """`come("sub-analis", "sebaran")` opens a page as somebody whom the provider sent a moment ago."""

    def open_page(sub="sub-analis", page=PAGES[0], taken_up=True, query=None, **said):
        now = time.time()
        told = {"iss": ISSUER, "aud": "tepat", "sub": sub, "iat": now - 5, "exp": now + 300, "nonce": sub} | said
        if taken_up:
            sign_ins.begin(store, claims.key_of(told), sub, now)
        app = AppTest.from_file(str(MENU), default_timeout=90)
        app.user = told | {"is_logged_in": True} if sub else {"is_logged_in": False}
        if page != PAGES[0]:
            app.switch_page(f"{page}.py")
        for name, value in (query or {}).items():
            app.query_params[name] = value
        app.run()
        assert not app.exception, [fault.message for fault in app.exception]
        return app

    return open_page


def said(app):
    return "\n".join(str(one.value) for kind in (app.info, app.error, app.success) for one in kind)


def has_figures(app):
    return bool(app.metric or app.dataframe or app.get("plotly_chart"))


@pytest.mark.parametrize("page", PAGES)
def test_page_shows_nothing_to_whom_nobody_knows(come, page):
    app = come("sub-orang-lain", page)
    assert "belum terdaftar" in said(app) and not has_figures(app)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"sub": ""}, "Halaman ini perlu masuk"),
        ({"taken_up": False}, "Sesi Anda sudah berakhir"),
        ({"aud": "lain"}, "Sesi Anda sudah berakhir"),
        ({"iss": "http://attacker.example"}, "Sesi Anda sudah berakhir"),
        ({"iat": 1.0}, "Sesi Anda sudah terlalu lama"),
    ],
)
def test_sign_in_that_does_not_hold_shows_a_sentence(come, facts, sentence):
    app = come(**facts)
    assert sentence in said(app) and not has_figures(app)


def test_page_run_past_the_door_stops(monkeypatch):
    monkeypatch.setattr("pages.cached.access.held", lambda looks_as: "masuk.unknown")
    with pytest.raises(session.NotLetIn, match=r"masuk\.unknown"):
        session.viewer()


def test_page_and_area_are_noted_once_with_the_person(come, store):
    app = come("sub-daerah", "sebaran", groups=["dinsos-sidoarjo"])
    assert has_figures(app)
    app.run()
    saw = [one.event for one in audit.every(store) if one.event.what == audit.SAW]
    assert [(one.who, one.role, one.page, one.area) for one in saw][:1] == [
        ("sub-daerah", "region", "sebaran", "35.15")
    ]
    assert len(saw) == len(set(saw)) <= 2


@pytest.mark.parametrize("page", ["simulasi", "proyeksi"])
def test_scenario_that_is_computed_is_noted(come, store, page):
    come("sub-analis", page)
    ran = [one.event for one in audit.every(store) if one.event.what == audit.RAN]
    assert len(ran) == 1 and ran[0].who == "sub-analis" and ran[0].page == page


def come_as(identity):
    """The first page for a session that says this of itself."""
    app = AppTest.from_file(str(MENU), default_timeout=90)
    app.user = identity
    return app.run()


def test_own_visitor_warms_the_pages_up_and_is_nobody_in_the_trail(store):
    app = come_as(warming.identity())
    assert has_figures(app) and audit.every(store) == ()


def test_who_only_claims_to_be_the_own_visitor_is_not_let_in(store):
    app = come_as({mark: "0" * len(str(word)) for mark, word in warming.identity().items()})
    assert "perlu masuk" in said(app) and not has_figures(app)


def test_without_a_trail_nothing_is_shown(come, store):
    audit.note(store, Event("a", "b", audit.SAW))
    (store / "records.key").write_text("x" * 64)
    app = come("sub-analis")
    assert not has_figures(app) and "tidak dapat" in said(app)


def test_faulty_configuration_lets_nobody_in(come, store):
    (store.parent / "access.toml").write_text("[sign_in]")
    app = come("sub-analis")
    assert "Tidak ada yang dapat masuk" in said(app) and not has_figures(app)


@pytest.mark.parametrize(("sub", "facts"), [("sub-analis", {}), ("sub-daerah", {"groups": ["dinsos-sidoarjo"]})])
def test_trail_is_shown_to_auditors_alone(come, store, sub, facts):
    app = come(sub, "jejak", **facts)
    assert "hanya untuk pemeriksa" in said(app) and not app.dataframe


HOSTILE = "=HYPERLINK('http://x')<script>alert(1)</script>**tebal** [a](javascript:x)"


def test_auditor_reads_the_trail_and_what_people_typed_is_only_text(come, store):
    audit.note(store, Event("sub-1", "analyst", audit.KEPT, "simulasi", "ID", HOSTILE))
    app = come("sub-pemeriksa", "jejak", email="pemeriksa@contoh.go.id", email_verified=True)
    assert HOSTILE in app.dataframe[0].value.iloc[:, -1].tolist()
    shown = [str(one.value) for kind in (app.markdown, app.caption, app.info, app.error) for one in kind]
    assert not any("<script" in text and "alert(1)" in text for text in shown)
    app.button[[one.label for one in app.button].index("Periksa keutuhan")].click().run()
    assert "Jejak utuh" in said(app)


def test_scenario_of_another_is_offered_only_where_it_was_shared(come, store):
    plan = scenarios.save(store, "sub-1", "Rencana rahasia", SCENARIO)
    kept = {"bagian": "simpan"}
    before = come("sub-analis", "simulasi", query=kept)
    sharing.share(store, "sub-1", plan.id)
    after = come("sub-analis", "simulasi", query=kept)
    named = [any("Rencana rahasia" in str(one.value) for one in app.markdown) for app in (before, after)]
    assert named == [False, True]


@pytest.mark.parametrize("page", ["simulasi", "proyeksi"])
def test_auditor_keeps_no_scenarios(come, page):
    app = come("sub-pemeriksa", page, email="pemeriksa@contoh.go.id", email_verified=True, query={"bagian": "simpan"})
    assert "Pemeriksa hanya melihat" in said(app) and not any(one.label == "Simpan" for one in app.button)


def test_app_database_of_a_newer_version_is_a_sentence(come, store):
    with closing(sqlite3.connect(database.path_of(store))) as connection:
        connection.execute(f"pragma user_version = {database.LAYOUT + 1}")
    app = come("sub-analis", taken_up=False)
    assert "tidak dapat diperiksa atau dicatat" in said(app) and not has_figures(app)
