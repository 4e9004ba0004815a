"""Errors from the stored sums are those of the visits themselves, within each scope."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from cli import app
from data.read.accuracy.errors import COLUMNS, errors, errors_of_traits, errors_over_time, without_weak_points
from data.read.accuracy.spotcheck import ERRORS, INCLUSION, TRAITS, YARDSTICKS, Subject
from data.store.open import Store
from data.store.scope import Scope
from targeting.survey.design import first_stage
from targeting.survey.sums import lay_out
from targeting.verdict.assess import assess
from terms import InputError, Quarter
from tests.data.read.accuracy.conftest import NEWEST
from tests.data.read.accuracy.visits import LIMITS, Visits

NATION = Scope.national()


def by_hand(visits: Visits, subject: Subject, group: str) -> pd.DataFrame:
    """The same errors from the rows: every PSU in the first stage, interviewed families in the sums."""
    rows = visits.judged(subject.programme, subject.yardstick)
    stage = first_stage(rows["psu"], rows["stratum"], area=rows["kabupaten"])
    counted, wrong = rows["recipient"], ~rows["entitled"]
    if subject.error != INCLUSION:
        counted, wrong = rows["entitled"], ~rows["recipient"]
    counted = counted & rows["interviewed"]
    groups = {"nation": None, "province": rows["kabupaten"].str[:2], "kabupaten": rows["kabupaten"]}[group]
    layout = lay_out(stage, rows["psu"], rows["weight"], groups, rows["kabupaten"])
    return assess(layout.sums(wrong & counted, counted), stage, 0.05)


@pytest.mark.parametrize("level", ["nation", "province", "kabupaten"])
@pytest.mark.parametrize("yardstick", YARDSTICKS)
@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("programme", LIMITS)
def test_errors_of_the_store_are_those_of_the_visits(
    store: Store, visits: Visits, programme: str, error: str, yardstick: str, level: str
):
    subject = Subject(NEWEST, programme, error, yardstick)
    expected = by_hand(visits, subject, level).set_index("group")
    found = errors(store, NATION, subject, level).set_index("group")
    if level == "nation":
        expected.index = found.index
    assert sorted(found.index) == sorted(expected.index), "every area with a visit has its row, and no other has one"
    pd.testing.assert_frame_equal(
        found[list(expected.columns)], expected.loc[found.index], check_dtype=False, rtol=1e-9, atol=1e-12
    )


def test_sample_of_the_tests_has_variance_and_single_units(store: Store):
    row = errors(store, NATION, Subject(NEWEST, "PKH", "inclusion"), "nation").iloc[0]
    assert row["se"] > 0
    assert "with one PSU" in row["method"]


def test_narrow_scope_sees_its_rows_of_the_nation(store: Store):
    subject = Subject(NEWEST, "PKH", "exclusion")
    everywhere = errors(store, NATION, subject, "kabupaten").set_index("group")
    for scope in (Scope.provinces("35"), Scope.kabupaten("35.15", "11.01")):
        seen = errors(store, scope, subject, "kabupaten").set_index("group")
        assert seen.index.tolist() == [code for code in everywhere.index if scope.allows(code)]
        pd.testing.assert_frame_equal(seen, everywhere.loc[seen.index])


def test_one_province_alone_is_its_row_among_all(store: Store):
    subject = Subject(NEWEST, "SEMBAKO", "inclusion")
    among_all = errors(store, NATION, subject, "province").set_index("group").loc["35"]
    alone = errors(store, Scope.provinces("35"), subject, "nation").iloc[0]
    for name in ("n", "psus", "df", "estimate", "se", "low", "high", "n_effective"):
        assert alone[name] == pytest.approx(among_all[name]), name


def test_kabupaten_without_a_visit_within_scope_gives_no_row(store: Store):
    found = errors(store, Scope.provinces("99"), Subject(NEWEST, "PKH", "inclusion"), "nation")
    assert found.empty


@pytest.mark.parametrize("level", ["nation", "province", "kabupaten"])
@pytest.mark.parametrize("error", ERRORS)
def test_pbi_in_persons_counts_members_one_by_one(store: Store, visits: Visits, error: str, level: str):
    rows = visits.judged("PBI")
    paid = visits.payments[visits.payments["programme"] == "PBI"].set_index("family_id")["persons_covered"]
    covered = rows["family_id"].map(paid).where(rows["recipient"], 0).astype(float)
    members = rows["persons"].fillna(rows["family_id"].map(visits.families.set_index("family_id")["persons"]))
    size, wrong = (covered, covered * ~rows["entitled"]) if error == INCLUSION else (members, members - covered)
    counted = rows["interviewed"] & (rows["recipient"] if error == INCLUSION else rows["entitled"]) & (size > 0)
    group = {"nation": "ID", "province": rows["kabupaten"].str[:2], "kabupaten": rows["kabupaten"]}[level]
    sums = pd.DataFrame({"group": group, "wrong": rows["weight"] * wrong, "size": rows["weight"] * size})[counted]
    expected = sums.groupby("group")[["wrong", "size"]].sum().eval("wrong / size")
    found = errors(store, NATION, Subject(NEWEST, "PBI", error, unit="persons"), level).set_index("group")
    assert found["estimate"].to_dict() == pytest.approx(expected.to_dict())
    assert found["n"].sum() == counted.sum()
    assert ((found["low"] <= found["estimate"]) & (found["estimate"] <= found["high"])).all()


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("programme", LIMITS)
def test_listed_verdict_is_the_own_one_or_unproven(store: Store, programme: str, error: str):
    for target in (0.05, 0.10, 0.30):
        table = errors(store, NATION, Subject(NEWEST, programme, error), "kabupaten", target)
        assert (table["listed"].isin(["unproven", "insufficient"]) | (table["listed"] == table["verdict"])).all()
        spans = (table["low"] <= target) & (table["high"] >= target)
        assert set(table.loc[spans, "listed"]) <= {"unproven", "insufficient"}


def test_each_trait_counts_families_that_have_it(store: Store, visits: Visits):
    rows = visits.judged("SEMBAKO")
    counted = rows["entitled"] & rows["interviewed"]
    found = errors_of_traits(store, NATION, Subject(NEWEST, "SEMBAKO", "exclusion")).set_index("group")
    assert found.index.tolist() == list(TRAITS)
    assert found.loc["elderly", "n"] == (counted & (rows["aged_60_plus"] > 0)).sum()
    school = rows[["pupils_sd", "pupils_smp", "pupils_sma"]].gt(0).any(axis=1)
    assert found.loc["pupil", "estimate"] == pytest.approx(
        np.average(~rows.loc[counted & school, "recipient"], weights=rows.loc[counted & school, "weight"])
    )


def test_courses_carry_quarter_and_subject_in_front(store: Store):
    subjects = tuple(Subject(quarter, "PBI", "inclusion") for quarter in (NEWEST.previous(), NEWEST))
    table = errors_over_time(store, NATION, subjects, "nation")
    assert table.columns[:5].tolist() == ["quarter", "programme", "error", "yardstick", "unit"]
    assert table["quarter"].tolist() == ["2025Q4", "2026Q1"]


def test_weak_points_are_hidden_and_their_intervals_stay():
    table = pd.DataFrame(
        {
            "estimate": [0.1, 0.2, 0.3],
            "se": [0.01] * 3,
            "low": [0.05, 0.05, 0.2],
            "high": [0.15, 0.35, 0.4],
            "n_effective": [29.9, 100, 30],
        }
    )
    shown = without_weak_points(table)
    assert shown["estimate"].isna().tolist() == [True, True, False]
    assert shown[["low", "high"]].equals(table[["low", "high"]])


def test_quarter_that_the_store_lacks_is_named_with_those_it_has(store: Store):
    with pytest.raises(InputError, match="the store holds 2025Q4, 2026Q1, got 2031Q1"):
        errors(store, NATION, Subject(Quarter(2031, 1), "PKH", "inclusion"), "nation")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (("PIP", "inclusion", "decile"), "programme: must be one of PKH, SEMBAKO, PBI, got 'PIP'"),
        (("PKH", "leakage", "decile"), "error: must be one of inclusion, exclusion, got 'leakage'"),
        (("PKH", "inclusion", "decile", "persons"), "unit: persons are counted for PBI alone, got PKH"),
        (("PBI", "inclusion", "decile", "pupils"), "unit: must be one of families, persons, got 'pupils'"),
        (("PKH", "inclusion", "income"), "yardstick: must be one of decile, verdict, got 'income'"),
    ],
)
def test_subject_refuses_what_it_does_not_know(given: tuple[str, str, str], message: str):
    with pytest.raises(InputError, match=message):
        Subject(NEWEST, *given)


def test_store_holds_no_visit_and_names_no_village(store: Store):
    columns = store.cursor().execute(
        "select table_name, column_name, data_type from duckdb_columns() where table_name like 'spotcheck%'"
    )
    found = columns.fetchall()
    assert {name for _, name, _ in found}.isdisjoint({"sample_id", "family_id", "kecamatan_code", "recheck_of"})
    assert {kind for _, name, kind in found if name == "psu"} == {"INTEGER"}


def printed(*arguments: str) -> list[dict[str, object]]:
    answer = CliRunner().invoke(app, ["errors", *arguments, "--format", "json"])
    assert answer.exit_code == 0, answer.output
    return json.loads(answer.stdout)


def test_terminal_prints_the_agreed_keys_at_full_precision(errors_store: Path, store: Store):
    rows = printed("--by", "province", "--programme", "PKH", "--error", "inclusion", "--store", str(errors_store))
    assert list(rows[0]) == list(COLUMNS)
    table = errors(store, NATION, Subject(NEWEST, "PKH", "inclusion"), "province")
    assert [row["estimate"] for row in rows] == table["estimate"].tolist()
    assert [row["group"] for row in rows] == table["group"].tolist()


def test_terminal_names_the_subject_when_several_are_asked(errors_store: Path):
    rows = printed("--store", str(errors_store), "--yardstick", "verdict")
    assert list(rows[0]) == ["programme", "error", "yardstick", "unit", *COLUMNS]
    assert [(row["programme"], row["error"]) for row in rows] == [(code, kind) for code in LIMITS for kind in ERRORS]
    assert {row["yardstick"] for row in rows} == {"verdict"}
    assert {row["group"] for row in rows} == {"ID"}


def test_terminal_offers_pbi_in_persons_and_refuses_them_of_others(errors_store: Path, store: Store):
    rows = printed("--store", str(errors_store), "--unit", "persons")
    assert [(row["programme"], row["error"], row["unit"]) for row in rows] == [
        ("PBI", kind, "persons") for kind in ERRORS
    ]
    for row in rows:
        found = errors(store, NATION, Subject(NEWEST, "PBI", row["error"], unit="persons"), "nation").iloc[0]
        assert row["estimate"] == found["estimate"]
    refused = CliRunner().invoke(
        app, ["errors", "--programme", "PKH", "--unit", "persons", "--store", str(errors_store)]
    )
    assert refused.exit_code == 1
    assert "persons are counted for PBI alone" in str(refused.exception)


def test_terminal_lists_no_area_as_decided_whose_interval_spans_the_line(errors_store: Path):
    rows = printed("--by", "kabupaten", "--programme", "PKH", "--error", "inclusion", "--store", str(errors_store))
    decided = [row for row in rows if row["listed"] in ("met", "missed")]
    assert decided
    assert all(row["listed"] == row["verdict"] and not row["low"] <= 0.05 <= row["high"] for row in decided)
