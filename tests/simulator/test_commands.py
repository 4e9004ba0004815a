"""The terminal over a real store, from family rows to printed figures, against the walk over those families."""

from __future__ import annotations

import io
import itertools
import json
import re
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from cli import app
from data import spreadsheet
from data.read.accuracy.models import entitled_by
from data.read.asked import quarters
from data.read.register import cells
from data.store.open import open_store
from data.store.scope import Scope
from simulator import entitlement
from simulator.engine.simulate import simulate
from simulator.error import errors
from simulator.policy.files import load, named
from terms import PBI, PKH, SEMBAKO, InputError, Quarter
from tests.data.build.registers import Register, Snapshot
from tests.data.build.stores import built_of
from tests.simulator.reference import COUNTS, Walk
from tests.simulator.registers import Family

SCENARIO = """
name = "Uji"
baseline = "aturan_berlaku"
[[pkh.max_decile]]
value = 6
start = 2026-01-01
unit = "desil, inclusive"
status = "scenario"
source = "a test"
[[pkh.admission]]
value = "all"
start = 2026-01-01
unit = "none, quota or all"
status = "scenario"
source = "a test"
[[sembako.max_quarters]]
value = 20
start = 2026-01-01
unit = "triwulan, inklusif"
status = "announced"
source = "a test"
"""


@pytest.fixture(scope="module")
def snapshots() -> list[Snapshot]:
    return Register(seed=11, families=150).live(3)


@pytest.fixture(scope="module")
def store(snapshots: list[Snapshot], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_of(snapshots, tmp_path_factory.mktemp("simulated"))


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    path = tmp_path / "uji.toml"
    path.write_text(SCENARIO, encoding="utf-8")
    return path


def run(store: Path, *words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], env={"TEPAT_STORE": str(store)})


def printed(result: Result) -> pd.DataFrame:
    assert result.exit_code == 0, result.output
    return pd.read_csv(io.StringIO(result.stdout), dtype={"group": str})


def register_of(snapshot: Snapshot) -> list[Family]:
    """The families of a snapshot, each with what it is paid this quarter."""
    paid = {(row["family_id"], row["programme"]): row for row in snapshot.payments}
    return [_family(row, paid, snapshot.quarter) for row in snapshot.families]


def _family(row: dict, paid: dict, now: Quarter) -> Family:
    kinds = ("pregnant", "children_0_6", "pupils_sd", "pupils_smp", "pupils_sma", "severe_disability")
    raw = (*((kind, row[kind]) for kind in kinds), ("elderly", row["aged_60_plus"]))
    ours = {code: paid.get((row["family_id"], code)) for code in (PKH, SEMBAKO, PBI)}
    clocks = {
        code: 0 if ours[code] is None else now.ordinal - Quarter.parse(ours[code]["first_quarter"]).ordinal + 1
        for code in (PKH, SEMBAKO)
    }
    return Family(
        kabupaten=row["kecamatan_code"][:5],
        decile=row["decile"],
        persons=row["persons"],
        raw=raw,
        working_age=row["working_age_able"] > 0,
        pkh=clocks[PKH],
        sembako=clocks[SEMBAKO],
        pbi_members=ours[PBI]["persons_covered"] if ours[PBI] else 0,
        weight=row["weight"],
        paid={code: payment["rupiah"] for code, payment in ours.items() if payment},
    )


@pytest.mark.parametrize("by", ["nation", "province", "kabupaten", "decile", "family_type"])
def test_printed_figures_equal_a_walk_over_the_families_of_the_inbox(store, snapshots, scenario, by):
    table = printed(run(store, "simulate", scenario, "--by", by, "--format", "csv"))
    assert table.columns[:2].tolist() == ["group", "programme"]
    rows = table.set_index(["group", "programme"]).to_dict("index")
    families = register_of(snapshots[-1])
    for rule in load(scenario).rules(snapshots[-1].quarter).values():
        for group, wanted in Walk(families, rule).table(by).items():
            for name in COUNTS:
                found = rows[group, rule.programme][name]
                assert found == pytest.approx(float(wanted[name]), rel=1e-9), (group, rule.programme, name)


def test_terminal_and_python_give_the_same_table(store):
    table = printed(run(store, "simulate", "lima_tahun_luas", "--by", "kabupaten", "--format", "csv"))
    served = open_store(store)
    outcome = simulate(cells(served, Scope.national(), Quarter(2026, 1)), named("lima_tahun_luas"))
    programmes = table[table.programme != "ANY_AID"].drop(columns="cap").reset_index(drop=True)
    pd.testing.assert_frame_equal(programmes, outcome.table("kabupaten"), check_dtype=False, rtol=1e-12)
    aid, wanted = table[table.programme == "ANY_AID"], outcome.any_aid("kabupaten")
    assert aid.group.tolist() == wanted.group.tolist()
    for name, column in (("recipients", "families"), ("persons", "persons")):
        for when in ("before", "after"):
            assert aid[f"{name}_{when}"].tolist() == pytest.approx(wanted[f"{column}_{when}"].tolist())


def test_json_holds_plain_numbers_and_null_where_undefined(store):
    result = run(store, "simulate", "keadaan_sekarang", "--format", "json")
    rows = json.loads(result.stdout)
    assert [row["programme"] for row in rows] == ["PKH", "SEMBAKO", "PBI", "ANY_AID"]
    assert all(row["cap"] is None for row in rows)
    assert all(row["group"] == "ID" and row["coverage_share"] is None for row in rows)
    assert all(isinstance(row["recipients_after"], int) for row in rows)


def test_scenario_that_changes_nothing_says_so_in_words(store, tmp_path):
    (tmp_path / "same.toml").write_text('name = "Sama"\nbaseline = "aturan_berlaku"\n')
    said = run(store, "simulate", tmp_path / "same.toml").stderr
    assert "Sama changes nothing against Aturan berlaku in 2026Q1." in said
    said = run(store, "simulate", "keadaan_sekarang").stderr
    assert "Keadaan sekarang changes nothing: every family's aid stays as it is paid in 2026Q1." in said


def test_difference_against_another_policy_is_that_of_the_two_tables(store, scenario):
    both = printed(run(store, "simulate", scenario, "--against", "keadaan_sekarang", "--format", "csv"))
    alone = printed(run(store, "simulate", scenario, "--format", "csv"))
    other = printed(run(store, "simulate", "keadaan_sekarang", "--format", "csv"))
    change = alone.recipients_after - other.recipients_after
    assert both.recipients_after_change.tolist() == pytest.approx(change.tolist())
    paid = both.programme != "ANY_AID"
    assert both.rupiah_per_quarter_baseline[paid].tolist() == other.rupiah_per_quarter[paid].tolist()
    assert both.baseline.unique().tolist() == ["Keadaan sekarang"]


def test_an_earlier_quarter_can_be_asked_for(store, snapshots):
    table = printed(run(store, "simulate", "aturan_berlaku", "--quarter", "2025Q4", "--format", "csv"))
    families = register_of(snapshots[1])
    assert table.recipients_before[0] == sum(family.weight for family in families if family.pkh)


@pytest.mark.parametrize("command", ["simulate", "frontier", "seek"])
def test_rule_that_does_not_hold_yet_is_said_by_every_command(store, tmp_path, command):
    (tmp_path / "later.toml").write_text(SCENARIO.replace("2026-01-01", "2026-02-01", 1))
    said = run(store, command, tmp_path / "later.toml").stderr
    assert "Warning: pkh: max_decile starts on 2026-02-01, within the quarter: it holds from the next quarter." in said


def test_warnings_of_the_policy_that_one_compares_with_are_told_under_its_name(store, tmp_path):
    (tmp_path / "later.toml").write_text(SCENARIO.replace("2026-01-01", "2030-01-01", 1))
    said = run(store, "simulate", "aturan_berlaku", "--against", tmp_path / "later.toml").stderr
    assert "Warning, Uji: pkh: max_decile starts on 2030-01-01, after the quarter" in said


def test_unknown_codes_are_refused_on_the_terminal(store):
    result = run(store, "simulate", Path(__file__).parent / "cases" / "unknown_code.toml")
    assert result.exit_code == 1 and "Kabupaten Merauke is 93.01 Kabupaten Merauke now" in str(result.exception)


def test_faults_of_a_policy_file_reach_the_terminal(store, tmp_path):
    (tmp_path / "broken.toml").write_text("[[pkh.max_desil]]\nvalue = 3\n")
    result = run(store, "simulate", tmp_path / "broken.toml")
    assert isinstance(result.exception, InputError)
    assert "pkh: unknown key max_desil (did you mean max_decile?)" in str(result.exception)


def test_frontier_prints_every_cutoff_and_cap(store):
    points = printed(run(store, "frontier", "aturan_berlaku", "--programme", "sembako", "--format", "csv"))
    assert len(points) == 370
    own = points[points.is_policy]
    table = printed(run(store, "simulate", "aturan_berlaku", "--format", "csv")).set_index("programme")
    assert own.rupiah_per_quarter.tolist() == pytest.approx([table.loc["SEMBAKO", "rupiah_per_quarter"]])


def test_example_of_school_places_reaches_families_in_every_form(store):
    """Places for pupils reach at most as many families as there are places, and at least one more than without."""
    table, enacted = (
        printed(run(store, "simulate", name, "--format", "csv")).set_index("programme")
        for name in ("sekolah_rakyat", "aturan_berlaku")
    )
    more = table.loc["ANY_AID", "recipients_after"] - enacted.loc["ANY_AID", "recipients_after"]
    assert 0 < more <= table.loc["SEKOLAH_RAKYAT", "admitted"]
    rows = json.loads(run(store, "simulate", "sekolah_rakyat", "--format", "json").stdout)
    assert rows[-1]["programme"] == "ANY_AID"
    assert rows[-1]["recipients_after"] == pytest.approx(table.loc["ANY_AID", "recipients_after"])


@pytest.mark.parametrize("command", ["simulate", "frontier", "seek", "against"])
def test_every_form_says_that_a_time_limit_is_not_enacted(store, command):
    words = ("simulate", "aturan_berlaku", "--against") if command == "against" else (command,)
    said = run(store, *words, "lima_tahun_luas")
    shown = " ".join((said.stdout + said.stderr).replace("│", " ").split())
    assert "announced, not enacted" in shown, shown
    table = printed(run(store, *words, "lima_tahun_luas", "--format", "csv"))
    rows = json.loads(run(store, *words, "lima_tahun_luas", "--format", "json").stdout)
    name = "cap_baseline" if command == "against" else "cap"
    assert table[name].dropna().str.contains("quarters: announced, not enacted").sum() >= 2
    assert [row[name] for row in rows if row[name]] == table[name].dropna().tolist()


def test_build_that_is_asked_for_answers_or_none(store):
    build_id = open_store(store).build_id
    assert run(store, "simulate", "aturan_berlaku", "--build", build_id).exit_code == 0
    for command in ("simulate", "frontier", "seek"):
        refused = run(store, command, "aturan_berlaku", "--build", "20200101T000000-000000")
        assert f"20200101T000000-000000 was asked for, and {store} serves build {build_id}" in str(refused.exception)


def test_scenario_that_moves_nobody_but_the_eligible_says_what_differs(store, tmp_path):
    (tmp_path / "wide.toml").write_text(SCENARIO.split("[[pkh.admission]]")[0].replace("value = 6", "value = 5"))
    same = "[[pkh.crossing_keep_share]]\nvalue = 1.0\nstart = 2020-01-01\nunit = 'share, 0 to 1'\n"
    same += "status = 'scenario'\nsource = 'uji'\n"
    (tmp_path / "base.toml").write_text(f"name = 'Dasar'\nbaseline = 'aturan_berlaku'\n{same}")
    wide = (tmp_path / "wide.toml").read_text().replace('baseline = "aturan_berlaku"', 'baseline = "base.toml"')
    (tmp_path / "wide.toml").write_text(wide)
    found = run(store, "simulate", tmp_path / "wide.toml")
    assert found.exit_code == 0, found.exception
    said = found.stderr
    assert "Uji pays everybody as Dasar does in 2026Q1; who is eligible, who waits and coverage differ." in said
    assert "changes nothing" not in said


def test_seeking_prints_the_cheapest_first_within_the_budget(store):
    table = printed(run(store, "simulate", "aturan_berlaku", "--format", "csv")).set_index("programme")
    budget = 4 * table.loc["PKH", "rupiah_per_quarter"] / 2
    found = printed(run(store, "seek", "aturan_berlaku", "--aim", "rupiah", "--budget", budget, "--format", "csv"))
    assert len(found) > 0 and found.rupiah_per_quarter.is_monotonic_increasing
    assert found.rupiah_per_quarter.max() * 4 <= budget * (1 + 1e-9)


def test_seeking_errors_takes_the_probabilities_from_a_table(store, tmp_path):
    groups = itertools.product((11, 35, 51), range(11), range(32), (0, 1))
    table = pd.DataFrame(groups, columns=["province", "decile", "family_type", "on_programme"])
    table.assign(probability=(table.decile.between(1, 4)) * 1.0).to_csv(tmp_path / "entitled.csv", index=False)
    words = ("seek", "aturan_berlaku", "--max-inclusion", 0.9, "--entitled", tmp_path / "entitled.csv")
    found = printed(run(store, *words, "--format", "csv"))
    assert len(found) > 0 and (found.inclusion_error <= 0.9).all() and found.exclusion_error.notna().all()
    refused = run(store, "seek", "aturan_berlaku", "--max-inclusion", 0.5)
    assert "need the probabilities of being entitled" in str(refused.exception)


@pytest.mark.parametrize("form", ["semicolon", "tab", "parquet", "json", "notes"])
def test_probabilities_are_read_as_the_application_writes_tables(store, tmp_path, form):
    """Only the groups that hold families, with decimal commas where the screen writes them."""
    held = cells(open_store(store), Scope.national(), Quarter(2026, 1))
    there = entitlement.occurring(held, "PKH")
    provinces = sorted({code[:2] for code in held.kabupaten_codes})
    rows = [(provinces[i], d, t, s, 0.25 + 0.05 * d) for i, d, t, s in zip(*there.nonzero(), strict=True)]
    table = pd.DataFrame(rows, columns=["province", "decile", "family_type", "on_programme", "probability"])
    plain, other = tmp_path / "plain.csv", tmp_path / f"e.{form if form in ('parquet', 'json') else 'csv'}"
    table.to_csv(plain, index=False)
    if form == "parquet":
        table.to_parquet(other)
    elif form == "json":
        other.write_text(table.to_json(orient="records"))
    else:
        notes = ["Tepat Sasaran: judul"] if form == "notes" else []
        text = spreadsheet.to_csv(table, notes=notes, sep=";")
        other.write_text(text.replace(";", "\t") if form == "tab" else text, encoding="utf-8-sig")
    found = [
        printed(run(store, "frontier", "aturan_berlaku", "--entitled", path, "--format", "csv"))
        for path in (plain, other)
    ]
    pd.testing.assert_frame_equal(*found)
    assert found[0].exclusion_error.notna().all()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "province;decile;family_type;on_programme;probability\n35;1;0;0;0,5\n",
            "groups are missing, such as province",
        ),
        ("province,decile,family_type,on_programme,probability\n35,11,0,0,0.5\n", "groups do not exist, such as"),
        ("province,decile,family_type,on_programme,probability\n35,1,0,0,lima\n", "probability must be a number"),
        ("province,decile,family_type,on_programme,probability\n35,1.5,0,0,1\n", "decile must be a whole number"),
        ("a,b\n1,2\n", "missing province, decile"),
        ("", "cannot be read|has no rows"),
    ],
)
def test_faults_of_a_table_of_probabilities_are_named(store, tmp_path, text, fault):
    (tmp_path / "e.csv").write_text(text)
    refused = run(store, "frontier", "aturan_berlaku", "--entitled", tmp_path / "e.csv")
    assert isinstance(refused.exception, InputError)
    assert re.search(fault, str(refused.exception)), str(refused.exception)


def test_people_read_a_short_table_with_families_on_any_aid(store):
    shown = run(store, "simulate", "aturan_berlaku", "--by", "province").stdout
    assert "Aturan berlaku, 2026Q1 (all columns: --format csv)" in shown
    assert "Families on any aid, each once" in shown


def test_simulate_tells_the_errors_by_both_rules_where_the_cut_off_is_another(small_store):
    served = open_store(small_store)
    found = printed(run(small_store, "simulate", "sembako_desil_5", "--format", "csv")).set_index("programme")
    quarter, policy = quarters(served)[-1], named("sembako_desil_5")
    outcome = simulate(cells(served, Scope.national(), quarter), policy)
    rule = policy.rules(quarter)["SEMBAKO"]
    own = errors(outcome, "SEMBAKO", entitled_by(served, Scope.national(), quarter, "SEMBAKO", rule), rule, rule)
    row = found.loc["SEMBAKO"]
    assert row["inclusion_error_own_rule"] == pytest.approx(own.inclusion.value)
    assert row["exclusion_error_own_rule_low"] == pytest.approx(own.exclusion.low)
    assert row["inclusion_error_own_rule"] < row["inclusion_error"], "more are entitled by a wider rule"
    assert found.loc["PKH", "inclusion_error"] > 0 and found.loc["PKH", :].filter(like="own_rule").isna().all()
    said = run(small_store, "simulate", "sembako_desil_5").stdout
    assert "by the scenario's own" in said and "own_rule" in said
    assert "own_rule" not in run(small_store, "simulate", "aturan_berlaku").stdout
