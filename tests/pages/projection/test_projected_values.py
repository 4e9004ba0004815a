"""What the page on projection shows adds up, hides what it must, keeps its bands, and is repeated by its own lines."""

from __future__ import annotations

import io
import shlex
from dataclasses import replace

import pandas as pd
import pytest
from typer.testing import CliRunner

from cli import app as terminal
from data.figures.backtest import Backtested
from data.figures.places import Relapse
from data.keep.figures_key import KEY_VARIABLE
from data.read import movement, register
from data.store.open import open_store
from data.store.scope import Scope
from geo import regions
from pages.cached import cap_calendar, places, projection, projection_bands, simulation
from pages.cached.projection import Compared, ProjectionQuestion
from pages.documents import reproduce
from pages.projection import choice, compare, doubt, graduation, keep, refill
from pages.projection.choice import ProjectionChoice
from pages.scenario import draft
from pages.shared.session import Viewer
from simulator.error import figures
from simulator.policy.files import ENACTED, named
from simulator.projection.options import ProjectionOptions
from terms import Quarter
from tests.pages.shared.xlsx import sheets

QUARTER = Quarter(2026, 1)
NATION = Scope.national()
VIEWER = Viewer(NATION, "id")


@pytest.fixture(autouse=True)
def served(small_store, monkeypatch):
    monkeypatch.setenv("TEPAT_STORE", str(small_store))
    monkeypatch.setenv(KEY_VARIABLE, "the key of the site in this test")
    return small_store


def chosen(area: str = "ID", programme: str = "PKH", sees_exact: bool = False) -> ProjectionChoice:
    options = ProjectionOptions(4)
    policies = (draft.read(choice.begun()), named(ENACTED))
    asked = tuple(ProjectionQuestion(QUARTER, one, options, sees_exact) for one in policies)
    return ProjectionChoice(programme, Compared(asked, area), "Aturan berlaku")


def course(what: ProjectionChoice, at: int = 0):
    return projection.courses(NATION, what.compared, what.programme)[at]


def test_kabupaten_over_the_quarters_have_the_values_of_their_own_course():
    what = chosen("35.15")
    found = projection.by_quarter(NATION, what.compared, what.programme, "35")
    assert set(found) == {"recipients", "reached_cap"}
    for name, values in found.items():
        assert set(values.columns.str[:2]) == {"35"} and list(values.index) == list(course(what).quarters)
        for code in (*values.columns[:3], "35.15"):
            told = [None if pd.isna(value) else value for value in values[code]]
            assert told == list(course(chosen(code))[name]), (name, code)


def test_calendar_by_area_decile_and_type_adds_up_to_the_quarters():
    """Types are told apart in a projection of their own, in which those who come new are divided a little otherwise."""
    what = chosen()
    whole = course(what)
    provinces = cap_calendar.by_area(NATION, what.compared, "province", "PKH")
    assert provinces["reached_cap"].sum() == pytest.approx(whole.total("reached_cap"))
    assert provinces["rupiah_freed"].sum() == pytest.approx(whole.total("rupiah_freed"))
    for groups in (
        cap_calendar.by_decile(NATION, what.compared, "PKH"),
        cap_calendar.by_type(NATION, what.compared, "PKH"),
    ):
        assert sum(one.reached for one in groups) == pytest.approx(whole.total("reached_cap"), rel=1e-4)
        assert sum(one.ended for one in groups) == pytest.approx(whole.total("dropped_cap"), rel=1e-4)
        assert sum(one.freed for one in groups) == pytest.approx(whole.total("rupiah_freed"))


def test_family_types_that_are_exempt_lose_no_aid():
    elderly, severe = 2, 4
    found = cap_calendar.by_type(NATION, chosen().compared, "PKH")
    exempt = [one for one in found if one.group & (elderly | severe)]
    assert exempt and all(one.ended == 0 for one in exempt)
    assert any(one.ended > 0 for one in found)


def test_kabupaten_are_projected_from_the_perturbed_register_and_exact_ones_only_by_right():
    hidden, exact = (course(chosen("35.15", sees_exact=right)) for right in (False, True))
    assert hidden["recipients"] != exact["recipients"]
    assert course(chosen("35"))["recipients"] == course(chosen("35", sees_exact=True))["recipients"]


def test_no_count_of_one_to_nine_families_is_told_of_a_kabupaten():
    rows = cap_calendar.by_area(NATION, chosen("35.15").compared, "kabupaten", "PKH")
    counts = rows[["reached_cap", "exempt", "dropped_cap", "dropped_poorest"]]
    assert counts.isna().to_numpy().any()
    assert not ((counts > 0) & (counts < 10)).fillna(False).to_numpy().any()
    assert rows.loc[rows["dropped_cap"].isna(), "rupiah_freed"].isna().all()


def test_no_course_of_a_kabupaten_tells_one_to_nine_families():
    told = [course(chosen(code)).columns for code in regions.kabupaten_of("35")[:12]]
    values = [one for columns in told for name in ("exited", "entered", "dropped_cap") for one in columns[name]]
    assert None in values and any(values)
    assert not any(one is not None and 0 < one < 10 for one in values)


def test_rupiah_freed_is_withheld_of_a_group_whose_ends_are():
    compared = chosen("35.15").compared
    groups = [*cap_calendar.by_decile(NATION, compared, "PKH"), *cap_calendar.by_type(NATION, compared, "PKH")]
    assert any(one.ended is None for one in groups) and any(one.freed for one in groups)
    assert all(one.freed is None for one in groups if one.ended is None)


def test_no_two_counts_of_a_group_of_a_kabupaten_differ_by_one_to_nine_families():
    groups = [
        one
        for code in regions.kabupaten_of("35")[:12]
        for one in cap_calendar.by_decile(NATION, chosen(code).compared, "PKH")
    ]
    pairs = [(one.reached, one.ended) for one in groups] + [(one.ended, one.to_empowerment) for one in groups]
    told = [whole - part for whole, part in pairs if whole is not None and part is not None]
    assert told and not any(1e-6 < rest < 10 for rest in told)
    assert all(one.going_on is None for one in groups if one.reached is None or one.ended is None)


def test_one_scoped_viewer_gets_nothing_of_elsewhere():
    scope = NATION.within("35")
    assert cap_calendar.by_decile(scope, chosen().compared, "PKH") == ()
    assert projection.courses(scope, chosen().compared, "PKH")[0].quarters == ()
    rows = cap_calendar.by_area(scope, chosen("35").compared, "kabupaten", "PKH")
    assert set(rows["code"].str[:2]) == {"35"}


def test_rule_for_one_kabupaten_guards_every_area():
    policy = named(ENACTED).changed("PKH", "max_decile_by_kabupaten", {"35.15": 2}, "uji")
    what = chosen()
    asked = (replace(what.asked, policy=policy), what.compared.asked[1])
    assert Compared(asked, "ID").is_guarded and not what.compared.is_guarded


def test_drawing_that_is_stopped_keeps_nothing_and_a_whole_one_is_kept(monkeypatch):
    monkeypatch.setattr(projection_bands, "DRAWS", 20)
    what = chosen().compared

    def stop(done: int) -> None:
        raise InterruptedError(done)

    with pytest.raises(InterruptedError):
        projection_bands.draw(what, "PKH", stop)
    assert projection_bands.edges(NATION, what, "PKH", 0) is None
    heard: list[int] = []
    projection_bands.draw(what, "PKH", heard.append)
    assert heard[-1] == 20
    middle = course(chosen())["recipients"]
    low, high = projection_bands.edges(NATION, what, "PKH", 0)["PKH", "recipients"]
    assert low[0] == pytest.approx(middle[0], rel=1e-4) and low[4] < high[4]
    projection_bands.draw(what, "PKH", stop)  # kept: nothing is drawn again


def test_errors_begin_at_the_static_answer_and_have_a_band(monkeypatch):
    what = chosen()
    static = figures(simulation.error_shares(Scope.national(), QUARTER, what.asked.policy, "PKH", False))
    for name, now in (("inclusion_error", static.inclusion), ("exclusion_error", static.exclusion)):
        assert course(what)[name][0] == pytest.approx(now.value, abs=1e-4)
        assert course(chosen("35.15"))[name] == (None,) * 5
    monkeypatch.setattr(projection_bands, "DRAWS", 20)
    projection_bands.draw(what.compared, "PKH", lambda done: None)
    low, high = projection_bands.edges(NATION, what.compared, "PKH", 0)["PKH", "exclusion_error"]
    assert 0 < low[4] < high[4] < 1


def test_refilled_places_take_people_in_and_never_more_than_are_paid_now(served):
    what = chosen()
    filled, ours = refill.course(VIEWER, what), course(what)
    assert filled.total("entered") > 0 == ours.total("entered")
    cells = register.cells(open_store(served), NATION, QUARTER)
    paid = cells.families[cells.quarters_on["PKH"] > 0].sum()
    assert all(less <= more <= paid + 1 for less, more in zip(ours["recipients"], filled["recipients"], strict=True))


def test_compared_table_tells_differences_from_the_reference_alone():
    what = chosen()
    sides = [
        compare.ProjectedSide(name, asked.policy, course(what, at))
        for at, (name, asked) in enumerate(zip(("Ini", "Aturan berlaku"), what.compared.asked, strict=True))
    ]
    table = compare.table(VIEWER, what, sides)
    assert not table["Aturan berlaku"].str.contains(r"\(").any()
    ended = table[table.iloc[:, 0] == "Berakhir karena batas sampai 2027T1"].iloc[0]
    assert ended["Aturan berlaku"] == "0" and "(+" in ended["Ini"]
    every = compare.quarters(VIEWER, sides)
    assert len(every) == 2 * 5
    share = every["Kesalahan inklusi"].iloc[0]
    assert share == pytest.approx(sides[0].course["inclusion_error"][0], abs=5e-5) and 0 < share < 1


def test_workbook_holds_both_scenarios_and_says_announced():
    what = chosen()
    made = keep.book(VIEWER, what, projection.courses(NATION, what.compared, "PKH"))
    book = list(sheets(made).values())
    assert "diumumkan, belum berlaku" in book[0].text and "**" not in book[0].text and "\\(" not in book[0].text
    names = {row["Skenario"] for row in book[0].table("Skenario")}
    assert names == {what.asked.policy.name, "Aturan berlaku"}
    assert "lima_tahun_sempit" in book[-1].text


def test_lines_of_the_terminal_give_the_figures_of_the_page(served, tmp_path, monkeypatch):
    what = chosen()
    text = reproduce.projected(what.asked.policy, what.asked.options, str(served))
    toml = text.split("<<'SELESAI'\n")[1].split("SELESAI\n")[0]
    (tmp_path / reproduce.FILE).write_text(toml)
    monkeypatch.chdir(tmp_path)
    words = shlex.split(text.strip().splitlines()[-1])
    done = CliRunner().invoke(terminal, words[1:])
    assert done.exit_code == 0, done.output
    rows = pd.read_csv(io.StringIO(done.stdout))
    printed = rows[rows["programme"] == "PKH"]["recipients"].tolist()
    assert printed == pytest.approx(list(course(what)["recipients"]))


def test_graduates_are_the_ledgers_and_the_pace_is_computed_from_them(served):
    counts = places.graduated(NATION, "PKH", (QUARTER,), "nation")
    rows = movement.ledger(open_store(served), NATION, "PKH", "nation", (QUARTER,))
    told = rows[(rows["flow"] == "exited") & (rows["reason"] == "graduated")]["families"].sum()
    assert counts == (float(told),)
    assert "**9 tahun**" in graduation.pace(VIEWER, 300_000)
    assert "tidak akan pernah" in graduation.pace(VIEWER, 0)


def test_announced_figures_name_owner_day_and_source():
    said = places.announced()
    assert said["result_2025"].value == 77_000 and said["target_2026"].value == 300_000
    assert all(one.owner and one.source and pd.Timestamp(one.date) for one in said.values())


def test_places_left_are_quota_less_recipients():
    left = places.left(NATION, QUARTER, "province")
    assert len(left) and (left["left"] == left["quota"] - left["recipients"]).all()


def test_backtest_says_how_much_its_band_holds_and_what_the_nation_has_to_do_with_it():
    narrow = Backtested("PBI", 514, 0.27, 0.6, 0.13, 0.06, 0.07, 34e6, 35e6, 34.8e6, 36e6, False, 0.23)
    told = doubt.verdict(VIEWER, narrow)
    assert "27,0" in told and "terlalu sempit" in told and "23,0" in told
    for covered, word in ((0.9, "dapat dipercaya"), (0.85, "dapat dipercaya"), (0.96, "lebih lebar")):
        held = doubt.verdict(VIEWER, replace(narrow, covered=covered, held=True))
        assert word in held and "23,0" not in held
    assert doubt.table(VIEWER, (narrow,)).iloc[0, 1] == "27,0\u00a0%"


def test_relapse_is_told_as_a_share_of_all_who_graduated_and_withheld_where_it_is_small():
    told = Relapse(Quarter(2025, 1), 4, 1_000.0, 150.0, 100.0, 200.0, 50.0)
    small = replace(told, back_in_decile=None, back_on_aid=None, back=None, poor_then=None)
    assert "**20,0\u00a0%** kembali" in graduation.relapsed(VIEWER, told)
    assert "tidak ditampilkan" in graduation.relapsed(VIEWER, small)
    table = graduation.relapse_table(VIEWER, (told, small))
    assert table["Bagian yang kembali"].tolist() == ["20,0\u00a0%", "–"]
    assert table["Salah satunya"].tolist() == ["200", "ditahan"]
