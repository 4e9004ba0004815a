"""The page on simulation: its levers at both ends, its words, undo, examples, and nothing stale."""

from __future__ import annotations

import pytest

from data.read import register
from data.store.open import open_store
from data.store.scope import Scope
from pages.scenario import draft
from pages.shared import session
from pages.shared.session import Viewer
from pages.shared.voice import Voice
from simulator.engine.simulate import simulate
from simulator.policy.files import available, named
from terms import Quarter
from tests.pages.conftest import FOLDS, address
from tests.pages.test_pages import metrics, texts


def policy(app):
    return draft.read(address(app).get("skenario", ""))


def quarter(app):
    return Quarter.parse(app.selectbox("simulasi/triwulan").value)


def test_rules_in_force_are_named_as_such(visit):
    assert any("sama dengan Aturan berlaku" in one.value for one in visit("simulasi").caption)


def test_scenario_that_changes_nothing_says_so_in_words(visit):
    app = visit("simulasi", rujukan="keadaan_sekarang")
    app.button("simulasi/start/keadaan_sekarang").click().run()
    assert any("sama dengan Keadaan sekarang" in one.value for one in app.caption)


def test_wider_limit_never_looks_like_fewer_recipients(visit):
    """Against aid as paid it does, for recipients above the limit are checked; the reference is then named beside."""
    app = visit("simulasi", program="SEMBAKO")
    app.slider("simulasi/SEMBAKO.max_decile").set_value(5).run()
    tile = next(one for one in app.metric if one.label == "Sembako, keluarga penerima")
    assert not tile.delta.startswith("−") and not tile.delta.startswith("-")
    assert any("penerima baru: tidak ada" in one.value for one in app.warning)
    assert any("**Berhak** tetap diukur dengan aturan berlaku" in one.value for one in app.info)
    other = app.button_group("simulasi/program").set_value("PKH").run()
    tile = next(one for one in other.metric if one.label == "PKH, keluarga penerima")
    assert tile.delta.strip("±+-− ") == "0", "nobody changed PKH"


def test_reference_of_a_link_is_named_and_a_wrong_one_is_refused(visit):
    app = visit("simulasi", rujukan="lima_tahun_sempit")
    assert address(app) == {"rujukan": "lima_tahun_sempit"}
    assert "dari **Lima tahun, pengecualian sempit (diumumkan)**" in texts(app)
    refused = visit("simulasi", rujukan="tidak_ada")
    assert "tidak_ada" in refused.error[0].value


@pytest.mark.parametrize("decile", [0, 10])
@pytest.mark.parametrize("admission", ["none", "all"])
def test_cut_offs_and_admission_at_both_ends_are_computed(visit, decile, admission):
    app = visit("simulasi")
    app.slider("simulasi/PKH.max_decile").set_value(decile).run()
    app.button_group("simulasi/PKH.admission").set_value(admission).run()
    app.button_group("simulasi/PKH.crossing_mode").set_value("stop").run()
    assert not app.exception
    assert (metrics(app)["PKH, keluarga penerima"] == "0") == (decile == 0)


@pytest.mark.parametrize("cap", [1, 7, 72])
def test_time_limits_at_both_ends_are_computed_and_called_announced(visit, cap):
    app = visit("simulasi")
    app.select_slider("simulasi/PKH.max_quarters").set_value(cap).run()
    assert not app.exception
    assert bool(app.warning) == (cap < 8)
    assert "diumumkan, belum berlaku" in app.select_slider("simulasi/PKH.max_quarters").label
    assert "belum ada peraturan" in texts(app)


def test_time_limit_brings_the_exemptions_that_were_announced_with_it(visit):
    app = visit("simulasi")
    app.select_slider("simulasi/PKH.max_quarters").set_value(20).run()
    assert app.multiselect("simulasi/PKH.cap_exempt").value == ["elderly", "severe_disability"]


def test_undo_takes_back_one_step_after_another(visit):
    app = visit("simulasi")
    for decile in (3, 2):
        app.slider("simulasi/PKH.max_decile").set_value(decile).run()
    seen = []
    for _ in range(2):
        app.button("simulasi/undo").click().run()
        seen.append(app.slider("simulasi/PKH.max_decile").value)
    assert seen == [3, 4] and address(app) == {}
    assert app.button("simulasi/undo").disabled


def test_reset_brings_back_the_rules_in_force_and_can_be_undone(visit):
    app = visit("simulasi")
    app.slider("simulasi/PKH.max_decile").set_value(2).run()
    word = address(app)["skenario"]
    app.button("simulasi/reset").click().run()
    assert address(app) == {} and app.slider("simulasi/PKH.max_decile").value == 4
    app.button("simulasi/undo").click().run()
    assert address(app) == {"skenario": word}


@pytest.mark.parametrize("key", available())
def test_every_example_is_computed_and_its_link_opens_it_again(visit, key):
    app = visit("simulasi")
    app.button(f"simulasi/start/{key}").click().run()
    assert not app.exception and not app.error
    again = visit("simulasi", **address(app))
    assert address(again) == address(app)
    assert policy(again).rules(quarter(again)) == named(key).rules(quarter(again))


def test_stacked_examples_hold_what_both_say(visit):
    app = visit("simulasi")
    app.button("simulasi/start/sembako_desil_5").click().run()
    app.button("simulasi/stack/lima_tahun_sempit").click().run()
    rules = policy(app).rules(quarter(app))
    assert rules["SEMBAKO"].max_decile == 5 and rules["SEMBAKO"].max_quarters == 20
    assert policy(app).name == "Sembako sampai desil 5 + Lima tahun, pengecualian sempit (diumumkan)"


def test_programme_without_a_rule_stays_as_it_is_paid(visit):
    app = visit("simulasi")
    app.slider("simulasi/PKH.max_decile").set_value(2).run()
    app.toggle("simulasi/PKH.is_applied").set_value(False).run()
    assert "PKH" not in policy(app).rules(quarter(app)) and "SEMBAKO" in policy(app).rules(quarter(app))
    app.toggle("simulasi/PKH.is_applied").set_value(True).run()
    assert app.slider("simulasi/PKH.max_decile").value == 4


def test_changed_scenario_is_never_answered_with_the_one_before(visit, small_store):
    """A stale cached reform: the same page, moved to and fro, gives what the engine gives each time."""
    app = visit("simulasi")
    cells = register.cells(open_store(small_store), Scope.national(), quarter(app))
    for decile in (2, 6, 2, 9, 4):
        app.slider("simulasi/PKH.max_decile").set_value(decile).run()
        expected = simulate(cells, policy(app)).table("nation").set_index("programme")
        shown = app.dataframe[1].value
        after = shown["Sesudah (keluarga)"].sum()
        assert after == pytest.approx(expected.loc["PKH", "recipients_after"], abs=len(shown))


def test_change_that_is_impossible_is_refused_in_words(visit):
    app = visit("simulasi", program="SEMBAKO")
    app.button_group("simulasi/SEMBAKO.admission").set_value("quota").run()
    assert not app.exception and not app.error
    app.text_input("simulasi/SEMBAKO.quota").set_value("").run()
    assert "tidak dipakai" in app.error[0].value or "tidak dapat dihitung" in app.info[0].value


def test_viewer_of_one_province_sees_that_province_of_the_national_answer(visit, small_store, monkeypatch):
    """The nation's quota is shared among all, and only then is the province shown."""
    east_java = Scope.provinces("35")
    monkeypatch.setattr(session, "viewer", lambda: Viewer(east_java, "id"))
    app = visit("simulasi", rinci="kabupaten", program="SEMBAKO")
    app.button("simulasi/start/sembako_desil_5").click().run()
    assert not app.exception and not app.error
    cells = register.cells(open_store(small_store), Scope.national(), quarter(app))
    told = simulate(cells, policy(app)).table("province").set_index(["group", "programme"]).loc[("35", "SEMBAKO")]
    assert metrics(app)["Sembako, keluarga penerima"] == Voice("id").angka(told["recipients_after"])
    codes = app.dataframe[1].value["Kode"]
    assert len(codes) == 38 and all(code.startswith("35.") for code in codes)
    assert "Pemeriksaan" in texts(app)


def test_regions_of_a_simulation_add_up_to_the_nation(visit):
    app = visit("simulasi")
    app.button("simulasi/start/lima_tahun_luas").click().run()
    assert "jumlah semua kabupaten/kota, provinsi, desil, dan jenis keluarga sama" in texts(app)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("level", ["decile", "family_type", "province", "kabupaten"])
def test_every_breakdown_is_shown_in_both_languages(visit, level, language):
    app = visit("simulasi", rinci=level, program="SEMBAKO", bahasa=language)
    assert not app.error
    rows = len(app.dataframe[1].value)
    assert rows == {"decile": 11, "province": 38, "kabupaten": 514}.get(level, rows) and rows > 5


@pytest.mark.parametrize("share", ["change_share", "out_share", "in_share", "coverage_share"])
def test_every_share_can_be_put_on_the_map(visit, share):
    app = visit("simulasi", rinci="province", peta=share)
    assert not app.error and not app.exception


def test_levers_and_examples_are_drawn_while_they_are_open(visit):
    """That a heading stays open when it gets its mark is seen in a browser alone (tests/browser/test_front_end.py)."""
    app = visit("simulasi", program="SEMBAKO")
    shut = [key for key in FOLDS if "part_cap" not in key]
    for key in shut:
        app.session_state[key] = False
    app.run()
    drawn = [one.key for kind in (app.text_input, app.multiselect, app.select_slider, app.button) for one in kind]
    assert "simulasi/SEMBAKO.cap_exempt" in drawn and "simulasi/SEMBAKO.max_quarters" in drawn
    assert not {"simulasi/SEMBAKO.amounts", "simulasi/SEMBAKO.quota", "simulasi/start/keadaan_sekarang"} & {*drawn}
    app.button_group("simulasi/SEMBAKO.cap_mode").set_value("assess").run()
    assert app.select_slider("simulasi/SEMBAKO.cap_keep_share").value == 50
    app.button_group("language").set_value("en").run()
    assert app.select_slider("simulasi/SEMBAKO.cap_keep_share").value == 50
