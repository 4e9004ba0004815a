"""Why a figure is missing is told: withheld, not to be estimated, or not known; in tables, files, maps and charts."""

from __future__ import annotations

import pandas as pd

from data.figures import deciles, outcome_tables
from data.figures.gaps import states
from data.store.disclosure import suppress
from data.store.scope import Scope
from geo.figure import View
from pages.movement import tenure_charts
from pages.shared import charts, gaps, maps, tables
from pages.shared.session import Viewer
from terms import NO_DATA, NOT_ESTIMABLE, WITHHELD

VIEWER = Viewer(Scope.national(), "id")


def areas() -> pd.DataFrame:
    """One area hidden, one without a denominator, one told."""
    frame = pd.DataFrame({"code": ["34.01", "34.02", "34.03"], "families": [4, 0, 500], "value": [0.4, None, 0.5]})
    return suppress(frame, ["families"], "kabupaten", derived=["value"])


def test_withheld_and_unknown_values_have_states_of_their_own():
    assert states(areas(), "value").tolist() == [WITHHELD, NO_DATA, ""]
    assert states(areas(), "value", NOT_ESTIMABLE).tolist() == [WITHHELD, NOT_ESTIMABLE, ""]
    assert states(areas(), "families").tolist() == [WITHHELD, "", ""]


def test_change_is_withheld_where_either_quarter_is():
    known = pd.DataFrame({"code": ["34.01", "34.02", "34.03"], "families": 500, "value": 0.3, "withheld": ""})
    changed = deciles.change(known, areas(), "kabupaten", "share")
    assert states(changed, "value").tolist() == [WITHHELD, NO_DATA, ""]


def test_table_and_file_say_why_cells_are_empty():
    rows = areas().assign(state=lambda table: states(table, "value"))
    shown = tables.for_screen(VIEWER, tables.areas(rows, str), "Bagian (%)", True).set_index("Kode")
    assert shown["Sel kosong"].to_dict() == {"34.03": "", "34.01": "ditahan", "34.02": "tidak ada data"}
    assert tables.missing(tables.areas(rows, str)) == "Kabupaten Bantul"


def test_columns_are_named_where_they_differ():
    shown = pd.DataFrame({"A": [None, 1.0], "B": [2.0, 3.0]})
    states = {"A": pd.Series([WITHHELD, ""]), "B": pd.Series(["", ""])}
    assert gaps.explained(VIEWER, shown, states)["Sel kosong"].tolist() == ["ditahan: A", ""]
    full = {"A": pd.Series(["", ""])}
    assert "Sel kosong" not in gaps.explained(VIEWER, shown, full)


def test_map_names_each_state_in_its_legend(monkeypatch, small_store):
    monkeypatch.setenv("TEPAT_STORE", str(small_store))
    values = areas().assign(state=lambda table: states(table, "value"))
    drawn = maps.area_map(VIEWER, values, View("kabupaten", "34"), str)
    named = {trace.name: trace.locations for trace in drawn.data if trace.name}
    assert named == {"ditahan": ("34.01",), "tidak ada data": ("34.02", "34.04", "34.71")}


def test_withheld_bars_have_a_sign_instead_of_nothing():
    shares = pd.Series([0.1] * 9 + [None], index=range(1, 11), dtype="Float64")
    (bars,) = charts.desil_bars(shares, VIEWER).data
    assert bars.text[-1] == charts.WITHHELD_SIGN and bars.customdata[-1] == "ditahan"
    (years,) = tenure_charts.distribution(pd.Series([20, None], index=[1, 2], dtype="Int64"), VIEWER).data
    assert list(years.text) == ["", charts.WITHHELD_SIGN] and years.customdata[1] == "ditahan"


def test_what_is_made_of_withheld_counts_is_withheld_and_not_unknown():
    table = pd.DataFrame(
        {
            "recipients_before": pd.array([None, 40, 0], dtype="Int64"),
            "recipients_reference": pd.array([None, 40, 0], dtype="Int64"),
            "recipients_after": pd.array([None, 30, 0], dtype="Int64"),
            "kept": pd.array([None, 30, 0], dtype="Int64"),
            "admitted": pd.array([0, 0, 0], dtype="Int64"),
            "rupiah_per_quarter_before": pd.array([None, 8, 0], dtype="Int64"),
            "rupiah_per_quarter": pd.array([None, 6, 0], dtype="Int64"),
            "rupiah_per_quarter_reference": pd.array([None, 8, 0], dtype="Int64"),
            "withheld": [
                "recipients_before recipients_reference recipients_after kept rupiah_per_quarter_before"
                " rupiah_per_quarter rupiah_per_quarter_reference",
                "",
                "",
            ],
        }
    )  # fmt: skip
    derived = outcome_tables.with_derived(table)
    for name in ("change_share", "out_share", "newly_out", "rupiah_per_year"):
        assert states(derived, name).iloc[0] == WITHHELD, name
    assert states(derived, "change_share").tolist() == [WITHHELD, "", NO_DATA]


def test_pointer_tells_the_count_or_interval_beside_a_share_and_nothing_of_a_hidden_one(monkeypatch, small_store):
    monkeypatch.setenv("TEPAT_STORE", str(small_store))
    values = pd.DataFrame({"code": ["11", "35"], "value": [0.25, 0.5], "told": ["12.345 keluarga", ""]})
    drawn = maps.area_map(VIEWER, values, View("province"), VIEWER.voice.persen)
    said = [label for trace in drawn.data for label in trace.customdata]
    assert f"Aceh: {VIEWER.voice.persen(0.25)}<br>12.345 keluarga" in said
    assert f"Jawa Timur: {VIEWER.voice.persen(0.5)}" in said
    (bars,) = charts.ranking(tables.areas(values, VIEWER.voice.persen), VIEWER.voice).data
    assert [list(one) for one in bars.customdata] == [["Jawa Timur", ""], ["Aceh", "<br>12.345 keluarga"]]
    shares = pd.Series([0.5, 0.5], index=[1, 2])
    (bars,) = charts.desil_bars(shares, VIEWER, counts=pd.Series([1234, pd.NA], index=[1, 2])).data
    share = VIEWER.voice.persen(0.5)
    assert list(bars.customdata) == [f"{share}, {VIEWER.voice.angka(1234)} keluarga", share]
