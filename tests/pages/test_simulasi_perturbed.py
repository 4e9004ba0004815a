"""What the page on simulation tells of kabupaten: perturbed counts, with a sentence, and exact ones by right."""

from __future__ import annotations

import pandas as pd
import pytest

from data.keep import records
from data.keep.figures_key import KEY_FILE, KEY_VARIABLE, figures_key
from data.read import register
from data.store.open import open_store
from data.store.scope import Scope
from pages.cached import keeping, simulation
from pages.documents import memo
from pages.shared import session
from pages.shared.session import Viewer
from pages.shared.voice import Voice
from pages.simulation.keep import csv
from simulator.engine.simulate import simulate
from simulator.policy.files import ENACTED, Policy, named
from terms import PKH, Quarter

QUARTER = Quarter(2026, 1)
COUNTS = ["recipients_before", "kept", "eligible", "waiting"]


@pytest.fixture
def store(small_store, monkeypatch):
    monkeypatch.setenv("TEPAT_STORE", str(small_store))
    monkeypatch.setenv(KEY_VARIABLE, "the key of the site in this test")
    return small_store


@pytest.fixture
def exact(store):
    cells = register.cells(open_store(store), Scope.national(), QUARTER)
    return lambda policy, by: simulate(cells, policy).table(by)


def report(policy: Policy, scope: Scope | None = None, **more: object):
    return simulation.report(scope or Scope.national(), QUARTER, policy, **more)


def naming(code: str = "11.01", decile: int = 0) -> Policy:
    policy = Policy("Satu kabupaten", baseline=named(ENACTED), key="satu")
    return policy.changed(PKH, "max_decile_by_kabupaten", {code: decile}, "uji")


def test_kabupaten_are_perturbed_and_all_above_is_exact(exact):
    for by in ("nation", "province", "decile", "family_type"):
        shown = report(named(ENACTED)).table(by)
        assert shown[COUNTS].equals(exact(named(ENACTED), by)[COUNTS])
    shown, whole = report(named(ENACTED)).table("kabupaten"), exact(named(ENACTED), "kabupaten")
    known = shown["kept"].notna()
    assert (shown.loc[known, "kept"].astype(float) != whole.loc[known, "kept"].astype(float)).mean() > 0.7
    change = (shown["recipients_before"].astype(float) - whole["recipients_before"]).abs()
    assert change.median() < 20 and change.max() < 60


def test_right_to_exact_cells_is_part_of_the_answer_whoever_asked_before(exact):
    first, right, again = (report(named(ENACTED), sees_exact=one).table("kabupaten") for one in (False, True, False))
    assert right[COUNTS].equals(exact(named(ENACTED), "kabupaten")[COUNTS])
    pd.testing.assert_frame_equal(first, again)
    assert not first[COUNTS].equals(right[COUNTS])


def test_viewer_of_one_kabupaten_sees_the_same_perturbed_count(exact):
    scope = Scope.kabupaten("35.15")
    alone = report(named(ENACTED), scope).table("nation").set_index("programme").loc[PKH]
    among = report(named(ENACTED)).table("kabupaten").set_index(["group", "programme"]).loc[("35.15", PKH)]
    assert alone["kept"] == pytest.approx(among["kept"]) and alone["eligible"] == among["eligible"]


def test_nation_with_and_without_one_kabupaten_does_not_tell_it(exact):
    """Both sides of a comparison use the same register, and their difference is the kabupaten's perturbed count."""
    with_it, without = (
        report(one, beside=(naming(), naming(decile=4))).table("nation").set_index("programme").loc[PKH, "kept"]
        for one in (naming(decile=4), naming())
    )
    true = exact(named(ENACTED), "kabupaten").set_index(["group", "programme"]).loc[("11.01", PKH), "kept"]
    own = report(naming(decile=4)).table("kabupaten").set_index(["group", "programme"]).loc[("11.01", PKH), "kept"]
    lost = report(naming()).table("kabupaten").set_index(["group", "programme"]).loc[("11.01", PKH), "kept"]
    if not pd.isna(own) and not pd.isna(lost):
        assert with_it - without == pytest.approx(own - lost)
    assert with_it - without != pytest.approx(true, abs=1e-6)
    assert (
        not report(naming()).table("nation")["recipients_before"].equals(exact(naming(), "nation")["recipients_before"])
    )
    against = report(named(ENACTED), against=(naming(), "x")).table("nation")
    assert against["recipients_before"].equals(report(naming()).table("nation")["recipients_before"])


def test_changed_key_is_never_answered_with_what_was_kept_under_the_key_before(exact, monkeypatch):
    """Every kept answer: outcomes below the province, rules that name kabupaten, frontier, errors, places."""

    def asked() -> dict[str, object]:
        return {
            "below": report(named(ENACTED)).table("kabupaten").astype(str).to_csv(),
            "named": report(naming()).table("nation").to_csv(),
            "frontier": simulation.frontier(Scope.national(), QUARTER, naming(), PKH).to_csv(),
            "errors": simulation.error_shares(Scope.national(), QUARTER, naming(), PKH)["inclusion"].tolist(),
            "places": simulation.places_by_need(QUARTER, PKH, "families", 100_000),
        }

    first = asked()
    monkeypatch.setenv(KEY_VARIABLE, "another key of the site, in the same process")
    second = asked()
    assert all(first[name] != second[name] for name in first), [name for name in first if first[name] == second[name]]
    monkeypatch.setenv(KEY_VARIABLE, "the key of the site in this test")
    assert asked() == first


@pytest.mark.parametrize(("language", "said"), [("id", "Di bawah provinsi"), ("en", "Below the province")])
def test_table_csv_and_memo_say_that_counts_are_changed(visit, store, language, said):
    app = visit("simulasi", rinci="kabupaten", bahasa=language)
    assert any(said in caption.value for caption in app.caption)
    app = visit("simulasi", rinci="province", bahasa=language)
    assert not any(said in caption.value for caption in app.caption)
    viewer = Viewer(Scope.national(), language)
    assert said in csv(viewer, report(named(ENACTED))).decode("utf-8-sig")
    line = Voice(language).say("memo.perturbed")
    assert line in memo.lines(report(named(ENACTED), Scope.kabupaten("35.15")), viewer.voice)[2]
    assert line not in memo.lines(report(named(ENACTED)), viewer.voice)[2]


def test_viewer_with_the_right_reads_exact_counts_without_the_sentence(visit, store, monkeypatch):
    monkeypatch.setattr(session, "viewer", lambda: Viewer(Scope.national(), "id", sees_exact=True))
    app = visit("simulasi", rinci="kabupaten")
    assert not any("Di bawah provinsi" in caption.value for caption in app.caption)


def test_without_a_key_everything_below_the_province_is_withheld(visit, store, monkeypatch):
    monkeypatch.delenv(KEY_VARIABLE)
    monkeypatch.setattr("pages.cached.national_cells.figures_key", lambda folder: None)
    app = visit("simulasi", rinci="kabupaten")
    assert not app.error and any(KEY_FILE in caption.value for caption in app.caption)
    assert report(named(ENACTED)).table("kabupaten")["recipients_before"].isna().all()
    assert figures_key(store / "gone") is None


def test_key_that_is_too_short_withholds_as_none_does(visit, store, monkeypatch):
    """A slip in the server's environment leaves no page without its figures of the nation and the provinces."""
    monkeypatch.setenv(KEY_VARIABLE, "short")
    app = visit("simulasi", rinci="kabupaten")
    assert not app.error and any(KEY_FILE in caption.value for caption in app.caption)
    assert report(named(ENACTED)).table("kabupaten")["recipients_before"].isna().all()


def test_record_of_rules_that_name_a_kabupaten_tells_no_total(store, tmp_path, monkeypatch):
    monkeypatch.setattr(keeping, "folder", lambda: tmp_path)
    viewer = Viewer(Scope.national(), "id")
    apart = keeping.record(viewer.who, viewer.scope, QUARTER, naming(), named(ENACTED))
    alike = keeping.record(viewer.who, viewer.scope, QUARTER, named("lima_tahun_luas"), named(ENACTED))
    assert apart.run.figures == "{}" and '"PKH"' in alike.run.figures
    assert records.get(tmp_path, apart.id) == apart
