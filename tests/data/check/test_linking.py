"""Every join tells how many of its rows found nobody; another key is an error, and never a family without aid."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import typer
from typer.testing import CliRunner

from commands import build as build_command
from commands import check as check_command
from commands import errors as errors_command
from data.build.build import build
from data.build.options import Options
from data.check.delivery import deliveries_of
from data.check.findings import ERROR, NOTE, WARNING, Finding
from data.check.linking import links
from data.check.run import run_checks
from data.inbox.workbench import Limits
from data.read import register
from data.read.accuracy.errors import errors
from data.read.accuracy.floor import floor
from data.read.accuracy.small_areas import area_quality
from data.read.accuracy.spotcheck import Subject
from data.store.open import open_store
from data.store.scope import Scope
from terms import InputError, Quarter
from tests.data.deliveries import write_inbox

NEWEST = Quarter(2026, 1)
OTHER_KEY = 10**12
terminal = typer.Typer()
check_command.register(terminal)
build_command.register(terminal)
errors_command.register(terminal)
#: Each join of a table by its family_id.
JOINS = {
    "payments": "payments_name_registered_families",
    "spotcheck": "spotcheck_names_known_families",
    "updates": "updates_name_known_families",
    "exits": "exits_end_earlier_payments",
    "families": "families_are_followed_between_quarters",
}


@pytest.fixture(scope="module")
def given(tmp_path_factory) -> Path:
    return write_inbox(tmp_path_factory.mktemp("linking") / "inbox", ("2025Q4", "2026Q1"), families=400)


@pytest.fixture
def inbox(given, tmp_path) -> Path:
    return Path(shutil.copytree(given, tmp_path / "inbox"))


def spoil(inbox: Path, table: str, share: float = 1.0, quarter: str = "2026Q1") -> int:
    """Give every so many-th row of a table an identifier of another key, which no reader can make canonical."""
    path = inbox / quarter / f"{table}.parquet"
    frame = pd.read_parquet(path)
    rows = frame.index[:: round(1 / share)]
    frame.loc[rows, "family_id"] += OTHER_KEY
    if table == "payments":
        frame = frame.assign(kecamatan_code="35.15.01", weight=1)
    frame.to_parquet(path, index=False)
    return len(rows)


def found(inbox: Path, claim: str, unlinked: float | None = None) -> Finding:
    report = run_checks(deliveries_of(inbox, (NEWEST,), None, unlinked), Limits(), lambda _: None)
    return next(finding for finding in report.findings if finding.claim == claim)


def say(inbox: Path, line: str) -> None:
    path = inbox / "2026Q1" / "manifest.toml"
    path.write_text(f"{path.read_text()}{line}\n")


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(terminal, [*map(str, arguments)])
    return result.exit_code, " ".join((result.output + str(result.exception or "")).split())


def test_share_of_every_join_is_told_when_all_is_well(given):
    report = run_checks(deliveries_of(given, (NEWEST,), None), Limits(), lambda _: None)
    assert not report.errors
    told = {finding.claim: finding for finding in report.findings}
    assert {link.name for link in links()} <= told.keys()
    payments = len(pd.read_parquet(given / "2026Q1" / "payments.parquet").query("programme == 'PKH'"))
    assert f"0 of {payments:,} of PKH (0.00 %)" in told["payments_name_registered_families"].message
    assert all(told[claim].severity == NOTE for claim in JOINS.values())
    shown = run("check", "--inbox", given, "--quarter", "2026Q1")[1]
    assert f"0 of {payments:,} of PKH (0.00 %)" in shown


@pytest.mark.parametrize(("table", "claim"), JOINS.items())
def test_other_key_is_an_error_with_the_share_and_the_way_out(inbox, table, claim):
    rows = spoil(inbox, table)
    finding = found(inbox, claim)
    assert finding.severity == ERROR
    assert finding.count >= rows
    assert "(100.00 %" in finding.message and "at most 10.00 % may be" in finding.message
    assert "--accept-unlinked 1," in finding.message and "accept_unlinked = 1 in the manifest" in finding.message


@pytest.mark.parametrize(("table", "claim"), JOINS.items())
def test_few_rows_that_find_nobody_are_a_warning(inbox, table, claim):
    spoil(inbox, table, 0.06)
    assert found(inbox, claim).severity == WARNING


def test_one_spoiled_programme_is_not_outvoted_by_the_others(inbox):
    path = inbox / "2026Q1" / "payments.parquet"
    frame = pd.read_parquet(path).assign(kecamatan_code="35.15.01", weight=1)
    spoiled = frame["programme"] == "PKH"
    frame.loc[spoiled, "family_id"] += OTHER_KEY
    frame.to_parquet(path, index=False)
    finding = found(inbox, "payments_name_registered_families", unlinked=0.9)
    assert finding.severity == ERROR
    assert f"{spoiled.sum()} of {spoiled.sum()} of PKH (100.00 %" in finding.message


def test_limit_is_raised_by_the_caller_or_by_the_manifest(inbox):
    spoil(inbox, "spotcheck", 0.5)
    claim = JOINS["spotcheck"]
    assert found(inbox, claim, 0.4).severity == ERROR
    assert found(inbox, claim, 0.5).severity == WARNING
    say(inbox, "accept_unlinked = 0.5")
    assert found(inbox, claim).severity == WARNING
    assert found(inbox, claim, 0.1).severity == ERROR, "the caller has the last word"


@pytest.mark.parametrize("line", ["accept_unlinked = 50", 'accept_unlinked = "all"', "accept_unlinked = true"])
def test_manifest_accepts_only_a_share(inbox, line):
    say(inbox, line)
    assert "accept_unlinked must be a share from 0 to 1" in found(inbox, "manifest_is_whole").message


def test_build_refuses_another_key_and_publishes_nothing(inbox, tmp_path):
    spoil(inbox, "payments")
    code, text = run("build", "--inbox", inbox, "--store", tmp_path / "store")
    assert code == 1 and "payments_name_registered_families" in text and "(100.00 %" in text
    assert not (tmp_path / "store" / "current").exists()
    code, text = run("build", "--quarantine", "--inbox", inbox, "--store", tmp_path / "store")
    assert code == 1 and "payments_name_registered_families" in text, "setting rows aside would hide it"


@pytest.mark.parametrize("table", ["families", "exits"])
def test_build_refuses_families_that_no_quarter_before_knows(inbox, tmp_path, table):
    for name in ("families", "payments", "spotcheck", "updates", "exits") if table == "families" else ("exits",):
        path = inbox / "2026Q1" / f"{name}.parquet"
        frame = pd.read_parquet(path)
        frame.assign(family_id=frame["family_id"] + OTHER_KEY).to_parquet(path, index=False)
    options = Options(inbox, tmp_path / "store", memory="1GB")
    with pytest.raises(InputError, match=JOINS[table]):
        build(options, lambda *told: None)


def test_visits_of_another_key_cannot_be_estimated(inbox, tmp_path):
    spoil(inbox, "spotcheck")
    store = tmp_path / "store"
    code, text = run("build", "--inbox", inbox, "--store", store, "--accept-unlinked", "1")
    assert code == 0 and "visits that name a family which neither register nor payments hold: 40 of 40" in text
    code, text = run("errors", "--store", store)
    assert code == 1 and "cannot be estimated: no visit is linked" in text
    assert JOINS["spotcheck"] in set(register.warnings(open_store(store), NEWEST)["name"])
    assert run("errors", "--store", store, "--quarter", "2025Q4")[0] == 0


def test_visits_without_identifiers_build_with_a_warning_and_no_estimate(inbox, tmp_path):
    path = inbox / "2026Q1" / "spotcheck.parquet"
    pd.read_parquet(path).drop(columns="family_id").to_parquet(path, index=False)
    assert found(inbox, "spotcheck_says_who_is_not_registered").severity == WARNING
    store = tmp_path / "store"
    assert run("build", "--inbox", inbox, "--store", store)[0] == 0
    code, text = run("errors", "--store", store)
    assert code == 1 and "cannot be estimated: no visit is linked" in text


def test_errors_with_some_lost_visits_say_so_beside_the_figures(inbox, tmp_path):
    spoil(inbox, "spotcheck", 0.25)
    store = tmp_path / "store"
    assert run("build", "--inbox", inbox, "--store", store, "--accept-unlinked", "0.25")[0] == 0
    code, text = run("errors", "--store", store)
    assert code == 0 and "10 visits name a family that neither register nor payments hold" in text


def test_psu_in_two_kabupaten_is_named_with_both(inbox):
    path = inbox / "2026Q1" / "spotcheck.parquet"
    frame = pd.read_parquet(path)
    frame.loc[frame["psu"] == "psu 0", "kecamatan_code"] = "35.15.01"
    frame.loc[frame.index[0], "kecamatan_code"] = "35.78.01"
    frame.to_parquet(path, index=False)
    finding = found(inbox, "spotcheck_psu_lies_in_one_kabupaten")
    assert (finding.severity, finding.count) == (ERROR, 4)
    assert '"psu": "psu 0", "kabupaten_of_psu": "35.15, 35.78"' in finding.rows[0]


def test_exit_of_a_family_that_is_still_paid_is_warned_of(inbox):
    paid = pd.read_parquet(inbox / "2026Q1" / "payments.parquet").head(2)
    path = inbox / "2026Q1" / "exits.parquet"
    stays = paid[["family_id", "programme", "quarter"]].assign(reason="graduated")
    pd.concat([pd.read_parquet(path), stays]).to_parquet(path, index=False)
    finding = found(inbox, "exits_are_of_families_not_paid_any_more")
    assert (finding.severity, finding.count) == (WARNING, 2)


def test_subject_of_a_linked_quarter_is_estimated_from_its_visits(inbox, tmp_path):
    build(Options(inbox, tmp_path / "store", memory="1GB"), lambda *told: None)
    row = errors(open_store(tmp_path / "store"), Scope.national(), Subject(NEWEST, "PBI", "exclusion"), "nation").iloc[
        0
    ]
    assert 0 <= row["estimate"] < 1


def test_families_never_compared_with_the_civil_register_are_not_unmatched(inbox, tmp_path):
    path = inbox / "2026Q1" / "families.parquet"
    frame = pd.read_parquet(path).drop(columns="civil_match")
    frame.to_parquet(path, index=False)
    build(Options(inbox, tmp_path / "store", memory="1GB"), lambda *told: None)
    store = open_store(tmp_path / "store")
    assert area_quality(store, NEWEST, "PKH")["unmatched_share"].isna().all()
    earlier = area_quality(store, NEWEST.previous(), "PKH")["unmatched_share"]
    compared = pd.read_parquet(inbox / "2025Q4" / "families.parquet")
    right = compared.assign(
        code=compared["kecamatan_code"].str[:5], odd=compared["weight"] * (compared["civil_match"] != "matched")
    )
    sums = right.groupby("code")[["odd", "weight"]].sum()
    assert earlier.to_dict() == pytest.approx((sums["odd"] / sums["weight"]).to_dict())


def test_area_of_which_no_visit_is_linked_has_no_figure_and_others_have(inbox, tmp_path):
    path = inbox / "2026Q1" / "spotcheck.parquet"
    frame = pd.read_parquet(path)
    lost = frame["psu"].isin(["psu 0", "psu 1"])
    frame["kecamatan_code"] = ["35.15.01" if gone else "11.01.01" for gone in lost]
    frame.loc[lost, "family_id"] += OTHER_KEY
    frame.to_parquet(path, index=False)
    build(Options(inbox, tmp_path / "store", memory="1GB", unlinked=0.2), lambda *told: None)
    store, asked = open_store(tmp_path / "store"), Subject(NEWEST, "PBI", "exclusion")
    for level, gone, known in (("province", "35", "11"), ("kabupaten", "35.15", "11.01")):
        rows = errors(store, Scope.national(), asked, level).set_index("group")
        assert rows.loc[gone, ["estimate", "low", "high"]].isna().all()
        assert tuple(rows.loc[gone, ["verdict", "listed", "method"]]) == (
            "insufficient",
            "insufficient",
            "no visit linked",
        )
        assert 0 <= rows.loc[known, "estimate"] < 1
    assert errors(store, Scope.provinces("35"), asked, "nation")["estimate"].isna().all()
    assert np.isnan(floor(store, Scope.provinces("35"), NEWEST, "PBI").entitled.value)
    assert floor(store, Scope.provinces("11"), NEWEST, "PBI").entitled.value > 0
