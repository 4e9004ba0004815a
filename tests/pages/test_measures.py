"""What the map shows, worked out from small frames by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from data.figures import deciles
from data.figures.deciles import Measure
from data.store.scope import Scope
from pages.shared import controls, maps, tables
from pages.shared.session import Viewer
from pages.shared.voice import Voice

#: Sidoarjo: 5 unranked, 10 in decile 1, 30 in decile 2, 60 in decile 10. Surabaya: only unranked.
DESIL = pd.DataFrame(
    {
        "code": ["35.15"] * 4 + ["35.78"],
        "decile": [0, 1, 2, 10, 0],
        "families": [5, 10, 30, 60, 7],
        "persons": [9, 40, 90, 120, 20],
    }
)


def value(measure: Measure) -> dict[str, float]:
    return deciles.desil_values(DESIL, measure).set_index("code")["value"].dropna().to_dict()


def test_share_of_families_leaves_the_unranked_out_of_the_denominator():
    assert value(Measure("desil", "1-2")) == {"35.15": 0.4}, "an area without ranked families has no share"


def test_share_of_the_unranked_is_taken_of_all_families():
    assert value(Measure("desil", "0")) == {"35.15": 5 / 105, "35.78": 1.0}


def test_number_in_deciles_counts_persons_or_families_and_zero_is_a_number():
    assert value(Measure("desil", "1-4", "persons", "number")) == {"35.15": 130, "35.78": 0}
    assert value(Measure("desil", "10", "families", "number")) == {"35.15": 60, "35.78": 0}


def test_change_is_missing_where_an_area_had_no_figure_before():
    now = pd.DataFrame({"code": ["a", "b"], "value": [0.5, 0.25], "families": [20, 30]})
    before = pd.DataFrame({"code": ["a"], "value": [0.25], "families": [8]})
    changed = deciles.change(now, before, "province", "share").set_index("code")
    assert changed.loc["a", "value"] == 0.25 and pd.isna(changed.loc["b", "value"])
    assert changed.loc["a", "families"] == 8, "a change hides when either of its counts is small"


def test_shares_by_decile_add_up_to_one_and_leave_out_the_unranked():
    shares = deciles.shares_by_decile(DESIL[DESIL["code"] == "35.15"])
    assert list(shares.index) == list(range(1, 11)) and shares.sum() == pytest.approx(1)
    assert shares[1] == 0.1 and shares[3] == 0
    assert deciles.shares_by_decile(DESIL[DESIL["code"] == "35.78"]).isna().all()


def test_recipients_by_group_put_every_decile_into_one_group():
    table = pd.DataFrame({"group": [str(n) for n in range(11)], "programme": "PKH", "recipients_before": 1})
    groups = deciles.recipients_by_group(table).loc["PKH"] * 11
    assert groups.round().tolist() == [2, 2, 1, 5, 1]


def test_ticks_of_a_difference_are_symmetric_around_zero():
    marks = [mark for mark, _ in maps.ticks(pd.Series([-0.02, 0.05]), str, diverging=True)]
    assert marks == [-mark for mark in reversed(marks)] and 0 in marks
    assert maps.ticks(pd.Series([0.3, 0.3]), str, diverging=False) == ((0.3, "0.3"),)
    assert maps.ticks(pd.Series([], dtype=float), str, diverging=True) == ()


def test_areas_without_value_are_named_and_come_last():
    values = pd.DataFrame({"code": ["35.15", "35.78"], "value": [float("nan"), 0.5]})
    table = tables.areas(values, lambda share: Voice("en").persen(share))
    assert table["name"].tolist() == ["Kota Surabaya", "Kabupaten Sidoarjo"]
    assert tables.missing(table) == "Kabupaten Sidoarjo"


def test_viewer_of_one_province_is_offered_that_province_alone():
    offered = controls.areas(Viewer(Scope.provinces("35"), "id"))
    assert offered[0] == "35" and len(offered) == 39 and all(code.startswith("35") for code in offered)
    assert controls.areas(Viewer(Scope.kabupaten("35.15"), "id")) == ("35.15",)
    assert len(controls.areas(Viewer(Scope.national(), "id"))) == 1 + 38 + 514
