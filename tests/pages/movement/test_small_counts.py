"""No page shows a count under ten of a kabupaten, whatever is asked: the whole page is searched, charts included."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.read import asked, movement, updates
from data.store.open import open_store
from data.store.scope import Scope
from terms import Quarter
from tests.pages.small import in_tables, small_counts

NEWEST = Quarter(2026, 3)
#: Kabupaten, programme and quarter in which one to nine families are past five, ten or eighteen years.
FEW_PAST = (
    ("11.01", "PKH", Quarter(2026, 1)),
    ("11.01", "SEMBAKO", NEWEST),
    ("35.78", "PKH", Quarter(2026, 2)),
    ("51.71", "SEMBAKO", NEWEST),
)


def past(store: Path, area: str, programme: str, quarter: Quarter) -> set[int]:
    """Exact families past each milestone."""
    rows = movement.years_on_aid(open_store(store), Scope.kabupaten(area), quarter)
    own = rows[rows["programme"] == programme]
    return {int(own.loc[own["year_of_aid"] > years, "families"].sum()) for years in (5, 10, 18)}


@pytest.mark.parametrize(("area", "programme", "quarter"), FEW_PAST, ids=str)
def test_few_families_past_a_milestone_are_not_counted_on_the_page(open_page, year_store, area, programme, quarter):
    few = {number for number in past(year_store, area, programme, quarter) if 0 < number < 10}
    assert few
    app = open_page("pergerakan", lihat="lama", wilayah=area, program=programme, triwulan=str(quarter))
    assert len(app.metric) == 3 and small_counts(app) == []
    assert all(not tile.delta for tile in app.metric if tile.value == "ditahan"), "a share tells the count"


@pytest.mark.parametrize("area", ["11.01", "35.15", "35.78"])
@pytest.mark.parametrize("asked", [{}, {"masa": "tahun"}, {"program": "PBI", "satuan": "persons"}], ids=str)
def test_few_families_of_a_flow_or_of_a_difference_are_not_told(open_page, area, asked):
    app = open_page("pergerakan", lihat="neraca", wilayah=area, **asked)
    assert len(app.dataframe) == 1 and small_counts(app) == []


@pytest.mark.parametrize("area", ["11.01", "51.71"])
def test_few_families_in_a_year_of_aid_have_no_bar(open_page, year_store, area):
    rows = movement.years_on_aid(open_store(year_store), Scope.kabupaten(area), NEWEST)
    assert rows.loc[rows["programme"] == "PKH", "families"].between(1, 9).any()
    app = open_page("pergerakan", lihat="lama", wilayah=area, program="PKH")
    assert len(app.get("plotly_chart")) == 1 and small_counts(app) == []


@pytest.mark.parametrize("area", ["11.01", "35.15", "51.71"])
def test_few_families_between_two_deciles_are_neither_drawn_nor_told(open_page, year_store, area):
    flows = movement.decile_flows(open_store(year_store), Scope.kabupaten(area), NEWEST.previous(), NEWEST)
    for key in (["decile_before", "decile_after"], ["decile_before", "decile_after", "on_aid_before", "on_aid_after"]):
        assert flows.groupby(key)["families"].sum().between(1, 9).any()
    app = open_page("pergerakan", lihat="desil", wilayah=area)
    assert len(app.get("plotly_chart")) >= 2 and small_counts(app) == []


@pytest.mark.parametrize("province", ["35", "51"])
def test_few_families_of_a_flow_are_on_no_map(open_page, year_store, province):
    rows = movement.ledger(open_store(year_store), Scope.provinces(province), "PKH", "kabupaten", (NEWEST,))
    flows = rows.groupby(["code", "flow"])["families"].sum()
    assert flows.between(1, 9).any()
    app = open_page("pergerakan", lihat="peta", wilayah=province)
    assert len(app.dataframe) == 1 and small_counts(app) == []


@pytest.mark.parametrize("area", ["11.01", "51"])
@pytest.mark.parametrize("asked", [{"desil": "1", "bentuk": "number"}, {"desil": "9"}], ids=str)
def test_few_families_of_a_decile_are_on_no_map(open_page, area, asked):
    """The last chart counts the deciles of the area itself, which a province may show."""
    app = open_page("sebaran", wilayah=area, **asked)
    charts = len(app.get("plotly_chart"))
    assert charts == 3 and small_counts(app, charts if len(area) > 2 else charts - 1) == []


@pytest.mark.parametrize("unit", ["families", "persons"])
def test_few_families_more_or_less_than_before_are_on_no_map(open_page, unit):
    app = open_page("sebaran", wilayah="11", perubahan="1", desil="4", bentuk="number", satuan=unit)
    assert "perubahan" in app.dataframe[0].value.columns[2].lower() and small_counts(app, 2) == []


def test_page_on_which_all_is_withheld_says_so(open_page):
    app = open_page("sebaran", wilayah="35", perubahan="1", desil="7", bentuk="number")
    assert not app.dataframe and "ditahan" in app.info[0].value


@pytest.mark.parametrize("area", ["11.01", "35.15", "51.71"])
@pytest.mark.parametrize("kind", ["all", "proposal"])
def test_few_proposals_are_neither_drawn_nor_told(open_page, year_store, area, kind):
    store = open_store(year_store)
    rows = updates.flows(store, Scope.kabupaten(area), asked.quarters(store))
    assert rows.groupby("quarter")["proposals"].sum().between(1, 9).any()
    for quarter in rows["quarter"].unique():
        app = open_page("pemutakhiran", wilayah=area, jenis=kind, triwulan=quarter)
        assert len(app.metric) == 6 and small_counts(app) == []


@pytest.mark.parametrize("programme", ["PKH", "SEMBAKO"])
def test_few_families_of_a_scenario_are_in_no_table_of_areas(open_page, year_store, programme):
    word = "batas_desil_3"
    app = open_page("simulasi", rinci="kabupaten", program=programme, rujukan=word)
    assert any("Kode" in table.value.columns for table in app.dataframe) and in_tables(app) == []
