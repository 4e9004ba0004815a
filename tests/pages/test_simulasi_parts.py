"""The parts below the first answer: points of the frontier and goals, comparison, what is kept."""

from __future__ import annotations

import shutil
from urllib.parse import parse_qs

import pytest

from data.keep import records, scenarios, verify
from data.read import register
from data.read.accuracy import models
from data.store.open import open_store
from data.store.scope import Scope
from pages.cached import simulation
from pages.scenario import draft
from pages.shared.session import Viewer
from pages.shared.voice import Voice
from pages.simulation import frontier, keep
from simulator import error
from simulator.engine.simulate import simulate
from simulator.policy import edit
from simulator.policy.files import named, parse, to_toml
from terms import Quarter
from tests.pages.conftest import address
from tests.pages.test_pages import metrics, texts

FIVE_YEARS = "lima_tahun_sempit"


@pytest.fixture
def own(visit, small_store, tmp_path, monkeypatch):
    """`visit` over a copy of the small store, which may be written to; and that store."""
    store = tmp_path / "store"
    shutil.copytree(small_store, store, symlinks=True)
    monkeypatch.setenv("TEPAT_STORE", str(store))
    return visit, store


def goals_of(app) -> dict[str, str]:
    return {name: app.text_input(f"simulasi/{name}/text").value for name in ("anggaran", "inklusi", "eksklusi")}


@pytest.mark.parametrize("value", ["0", "7.5", "1000"])
def test_link_restores_the_goals_at_both_ends(visit, value):
    link = {"bagian": "titik", "anggaran": value, "inklusi": "100", "eksklusi": "0", "jaga": "1", "semua": "1"}
    app = visit("simulasi", **link, ukur="eksklusi", utama="losses")
    assert goals_of(app) == {
        "anggaran": value.replace(".", ",").replace("1000", "1.000"),
        "inklusi": "100",
        "eksklusi": "0",
    }
    assert app.toggle("simulasi/jaga").value is True and app.toggle("simulasi/semua").value is True
    assert address(app) == {**link, "ukur": "eksklusi", "utama": "losses"}


def test_goals_that_nothing_meets_are_answered_in_words(visit):
    assert "Tidak ada batas desil" in visit("simulasi", bagian="titik", eksklusi="0").warning[-1].value


def test_point_that_is_taken_becomes_the_scenario_in_one_step(visit):
    app = visit("simulasi", bagian="titik", program="SEMBAKO", jaga="1", anggaran="41")
    decile, cap = app.selectbox("simulasi/point").value
    app.button("simulasi/take").click().run()
    assert app.slider("simulasi/SEMBAKO.max_decile").value == decile
    assert app.select_slider("simulasi/SEMBAKO.max_quarters").value == cap
    app.button("simulasi/undo").click().run()
    assert "skenario" not in address(app)


def test_cheapest_point_of_the_table_costs_what_the_scenario_then_costs(visit):
    app = visit("simulasi", bagian="titik", jaga="1", utama="rupiah")
    told = app.dataframe[1].value["Rupiah setahun"].iloc[0]
    app.button("simulasi/take").click().run()
    shown = app.dataframe[0].value.set_index("Angka").loc["Rupiah setahun (4 × triwulan)", "PKH"]
    assert shown.endswith(Voice("id").rupiah(told))


def test_frontier_of_a_programme_without_a_rule_is_refused_in_words(visit):
    app = visit("simulasi", bagian="titik")
    app.toggle("simulasi/PKH.is_applied").set_value(False).run()
    assert "tidak punya aturan" in app.info[0].value


def test_places_by_need_are_one_click_and_add_up_to_the_quota(visit):
    app = visit("simulasi", bagian="titik")
    quota = int(app.text_input("simulasi/PKH.quota").value.replace(".", ""))
    app.button("simulasi/quotas").click().run()
    assert not app.exception and not app.error
    policy = draft.read(address(app)["skenario"])
    places = dict(policy.values[[entry[1] for entry in policy.values].index("quota")][2][0].value)
    assert places.pop("national") == quota == sum(places.values()) and len(places) == 514


def test_errors_are_shown_with_interval_and_verdict_for_both_targets(visit):
    app = visit("simulasi")
    said = texts(app)
    assert {"Kesalahan inklusi (% dari penerima)", "Kesalahan eksklusi dalam register"} <= set(metrics(app))
    assert said.count("selang kepercayaan 95\N{NO-BREAK SPACE}%: ") == 3
    assert said.count(f"< {Voice('id').persen(0.10, 0)}, < {Voice('id').persen(0.05, 0)}: tidak tercapai") == 2


def test_first_quarter_without_a_sample_says_that_errors_are_unknown(visit):
    app = visit("simulasi", triwulan="2025Q4", bagian="titik")
    assert "belum dapat ditunjukkan" in texts(app) or "Kesalahan inklusi (% dari penerima)" in metrics(app)
    assert not app.exception


def test_link_restores_the_compared_scenarios_and_the_baseline(visit):
    app = visit("simulasi", bagian="banding")
    app.slider("simulasi/PKH.max_decile").set_value(3).run()
    app.button("simulasi/pin").click().run()
    app.multiselect("simulasi/banding").set_value([*app.multiselect("simulasi/banding").value, FIVE_YEARS]).run()
    app.selectbox("simulasi/acuan").set_value("keadaan_sekarang").run()
    again = visit("simulasi", **address(app))
    assert address(again) == address(app) and set(address(app)) == {"bagian", "skenario", "banding", "acuan"}
    assert list(again.dataframe[1].value.columns) == list(app.dataframe[1].value.columns)
    assert len(again.dataframe[1].value.columns) == 5


def test_scenario_differs_from_the_one_that_it_is_held_against_and_not_from_itself(visit):
    app = visit("simulasi", bagian="banding", acuan="aturan_berlaku", banding="batas_desil_3")
    table = app.dataframe[1].value
    enacted, here, stricter = (table.iloc[:, at] for at in (1, 2, 3))
    assert not enacted.str.contains("(", regex=False).any() and enacted.tolist() == here.tolist()
    assert stricter.str.contains("(", regex=False).any()


def test_comparison_shows_what_the_first_answer_shows(visit):
    app = visit("simulasi", bagian="banding")
    app.slider("simulasi/PKH.max_decile").set_value(2).run()
    cell = app.dataframe[1].value.iloc[0, 2]
    assert cell.startswith(metrics(app)["Rupiah setahun, semua program"])


@pytest.mark.parametrize(
    ("name", "value"), [("banding", "1.xyz"), ("acuan", "xyz"), ("anggaran", "dua"), ("bagian", "x")]
)
def test_unknown_part_of_a_link_is_said_and_can_be_dropped(visit, name, value):
    link = {"bagian": "titik" if name == "anggaran" else "banding"} | {name: value}
    app = visit("simulasi", **link)
    assert value in app.error[0].value
    app.button(f"settle/{name}").click().run()
    assert (not app.error and not app.exception and name not in address(app)) or name == "bagian"


def test_scenario_is_saved_found_opened_renamed_copied_and_deleted(own):
    visit, store = own
    app = visit("simulasi", bagian="simpan")
    app.slider("simulasi/PKH.max_decile").set_value(3).run()
    app.text_input("simulasi/name").set_value("Desil tiga").run()
    app.button("simulasi/save").click().run()
    assert "Tersimpan" in app.success[0].value
    (kept,) = scenarios.of(store, "lokal")
    assert kept.name == "Desil tiga" and parse(kept.toml).values == draft.read(address(app)["skenario"]).values
    app.button("simulasi/save").click().run()
    assert "Sebabnya: nama 'Desil tiga' sudah dipakai; pilih yang lain." in app.error[0].value
    app.button("simulasi/reset").click().run()
    app.button(f"simulasi/open-{kept.id}").click().run()
    assert app.slider("simulasi/PKH.max_decile").value == 3
    app.text_input(f"simulasi/rename-{kept.id}").set_value("Tiga saja").run()
    app.button(f"simulasi/rename-{kept.id}/button").click().run()
    app.button(f"simulasi/duplicate-{kept.id}/button").click().run()
    assert {one.name for one in scenarios.of(store, "lokal")} == {"Tiga saja", "Tiga saja (2)"}
    app.text_input("simulasi/find").set_value("(2)").run()
    assert [button.key for button in app.button if button.key.startswith("simulasi/open-")] == [
        f"simulasi/open-{kept.id + 1}"
    ]
    app.button(f"simulasi/delete-{kept.id + 1}/button").click().run()
    assert [one.name for one in scenarios.of(store, "lokal")] == ["Tiga saja"]


def test_recorded_run_can_be_verified_from_its_number_and_stays(own):
    visit, store = own
    app = visit("simulasi", bagian="simpan", rujukan="keadaan_sekarang")
    app.button(f"simulasi/start/{FIVE_YEARS}").click().run()
    app.button("simulasi/record").click().run()
    assert not app.exception
    assert verify.verify(store, "1").holds
    assert records.get(store, 1).run.baseline == "keadaan_sekarang" and records.get(store, 1).run.cells_sha256
    assert "Catatan 1" in texts(app)


def test_memo_and_reproducing_lines_are_those_of_the_scenario(own):
    visit, _ = own
    app = visit("simulasi", bagian="simpan")
    app.button(f"simulasi/start/{FIVE_YEARS}").click().run()
    memo, terminal, python = (code.value for code in app.code[:3])
    assert len(memo.splitlines()) == 3 and "diumumkan, belum berlaku" in memo
    assert "tepat simulate" in terminal and "lima_tahun_sempit" in terminal and "simulate(cells" in python


def test_pasted_scenario_replaces_the_one_on_the_screen_and_a_faulty_one_does_not(own):
    visit, _ = own
    app = visit("simulasi", bagian="simpan")
    app.text_area("simulasi/toml").set_value(to_toml(named("batas_desil_3"))).run()
    app.button("simulasi/toml-take").click().run()
    assert app.slider("simulasi/PKH.max_decile").value == 3
    app.text_area("simulasi/toml").set_value("[pkh]\nmax_decile = 12").run()
    app.button("simulasi/toml-take").click().run()
    assert "tidak dipakai" in app.error[0].value and app.slider("simulasi/PKH.max_decile").value == 3
    assert "pkh\\: max\\_decile harus tabel dengan value, start, unit" in app.error[0].value
    faulty = 'baseline = "aturan_berlaku"\n[[sembako.amounts]]\nvalue = 200000\nunit = "rupiah per bulan"\n'
    app.text_area("simulasi/toml").set_value(f'{faulty}status = "scenario"\nsource = "x"').run()
    app.button("simulasi/toml-take").click().run()
    assert "tulis jumlah tiga bulan" in app.error[0].value and "tidak punya start" in app.error[0].value


def test_name_that_no_title_can_hold_is_refused_on_the_page(own):
    visit, _ = own
    app = visit("simulasi", bagian="simpan")
    app.text_input("simulasi/name").set_value("tiga\u202eagit").run()
    assert not app.exception and "tidak boleh berisi ganti baris atau tanda kendali" in app.error[0].value


def test_measures_of_the_frontier_are_written_with_their_unit():
    viewer = Viewer(Scope.national(), "id")
    assert frontier.writer(viewer, "rupiah")(2e12) == Voice("id").rupiah(2e12)
    assert frontier.writer(viewer, "eksklusi")(0.25) == Voice("id").persen(0.25)


@pytest.mark.parametrize("part", ["simpan", "banding"])
def test_broken_database_is_one_sentence_and_the_page_goes_on(own, part):
    visit, store = own
    (store / "app.sqlite").write_text("no database at all " * 400)
    app = visit("simulasi", bagian=part)
    assert any("bukan milik aplikasi ini" in one.value for one in app.warning)
    app.slider("simulasi/PKH.max_decile").set_value(3).run()
    assert not app.exception and metrics(app)
    if part == "simpan":
        for button, said in (("save", "bukan milik aplikasi ini"), ("record", "bukan milik aplikasi ini")):
            app.button(f"simulasi/{button}").click().run()
            assert not app.exception and said in app.error[0].value


def test_errors_by_the_own_rule_stand_beside_those_by_the_rules_in_force(own):
    """Of a wider cut-off: on the page, in the memo and in the file; not where the cut-off is the enacted one."""
    visit, store = own
    app = visit("simulasi", bagian="simpan", program="SEMBAKO")
    assert "aturan skenario sendiri" not in texts(app)
    app.button("simulasi/start/sembako_desil_5").click().run()
    policy, quarter, viewer = named("sembako_desil_5"), Quarter(2026, 1), Viewer(Scope.national(), "id")
    rule = policy.rules(quarter)["SEMBAKO"]
    served = open_store(store)
    outcome = simulate(register.cells(served, Scope.national(), quarter), policy)
    known = models.entitled_by(served, Scope.national(), quarter, "SEMBAKO", rule)
    found = error.errors(outcome, "SEMBAKO", known, rule, rule)
    told = f"kesalahan inklusi {viewer.voice.persen(found.inclusion.value)} ("
    assert "Menurut aturan skenario sendiri" in texts(app) and told in texts(app)
    memo = app.code[0].value.splitlines()
    assert (
        len(memo) == 4 and memo[3].startswith("Sembako: Menurut aturan berlaku, seluruh Indonesia") and told in memo[3]
    )
    files = {
        name: keep.csv(viewer, simulation.report(Scope.national(), quarter, named(name))).decode("utf-8-sig")
        for name in ("sembako_desil_5", "lima_tahun_sempit")
    }
    assert told in files["sembako_desil_5"] and "aturan skenario sendiri" not in files["lima_tahun_sempit"]


@pytest.mark.parametrize(("code", "shown"), [("keadaan_sekarang", "Keadaan sekarang"), ("batas_desil_3", "desil 3")])
def test_breakdown_names_what_is_paid_and_what_the_reference_gives(visit, code, shown):
    app = visit("simulasi", rinci="province", rujukan=code)
    columns = [str(name) for table in app.dataframe for name in table.value.columns]
    assert "Dibayar sekarang (keluarga)" in columns and not any("ebelum" in name for name in columns)
    assert any(name.startswith("Menurut ") and shown.lower() in name.lower() for name in columns)
    assert any(name.startswith("Perubahan (% dari ") and shown.lower() in name.lower() for name in columns)


def test_map_of_a_changed_scenario_leads_to_its_kabupaten_over_the_quarters_to_come(visit):
    wider = edit.with_field(edit.blank(draft.wording()), Quarter(2026, 1), "PKH", "max_decile", 5, draft.wording())
    label = Voice("id").say("rincian.over_time")
    app = visit("simulasi", rinci="kabupaten", skenario=draft.word_of(wider), program="PKH")
    found = next(one.proto for one in app.get("page_link") if one.label == label)
    assert found.page == "proyeksi"
    assert {"skenario": [draft.word_of(wider)], "waktu": ["1"]}.items() <= parse_qs(found.query_string).items()
    same = visit("simulasi", rinci="kabupaten")
    assert label not in [one.proto.label for one in same.get("page_link")]
