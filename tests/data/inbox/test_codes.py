"""One code list a table: found by how many of all its codes fit each, told with the counts, refused when in doubt."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from data.check.delivery import check_delivery, deliveries_of
from data.check.findings import NOTE, WARNING
from data.check.run import run_checks
from data.inbox.codes import BPS, KEMENDAGRI, bps_meaning, judged, kemendagri_meaning
from data.inbox.workbench import Limits, workbench
from geo import regions
from terms import Quarter

CASES = Path(__file__).parent.parent / "cases"
NEWEST = Quarter(2026, 1)
KABUPATEN = regions.kabupaten()
PLAIN = {code.replace(".", "") for code in KABUPATEN["kabupaten_code"]}
OF_BPS = set(KABUPATEN["kabupaten_code_bps"])


def case(name: str, folder: Path, line: str = "") -> Path:
    shutil.copytree(CASES / name, folder / "inbox")
    manifest = folder / "inbox" / "2026Q1" / "manifest.toml"
    manifest.write_text(f"{manifest.read_text()}\n{line}\n")
    return folder / "inbox"


def read(inbox: Path) -> set[str]:
    """The kecamatan codes of the families as they are read."""
    with workbench(Limits()) as connection:
        check_delivery(connection, deliveries_of(inbox, (), None)[0], lambda _: None)
        return {code for (code,) in connection.execute("select distinct kecamatan_code from families").fetchall()}


def findings(inbox: Path) -> dict[str, object]:
    report = run_checks(deliveries_of(inbox, (), None), Limits(), lambda _: None)
    return {finding.claim: finding for finding in report.findings}


@pytest.mark.parametrize(
    ("code", "kemendagri", "bps"),
    [
        ("1101", "11.01.00", "11.09.00"),
        ("110101", "11.01.01", None),
        ("1802011001", "18.02.01", "18.06.00"),
        ("1802010001", None, "18.06.00"),
        ("3515010", None, "35.15.00"),
        ("35.15", "35.15.00", None),
        ("35.15.01.2001", "35.15.01", None),
        ("35", None, None),
        ("9999", None, None),
        ("", None, None),
    ],
)
def test_code_means_what_each_list_says(code, kemendagri, bps):
    assert (kemendagri_meaning(code), bps_meaning(code)) == (kemendagri, bps)


@pytest.mark.parametrize(("codes", "chosen"), [(PLAIN, KEMENDAGRI), (OF_BPS, BPS)])
def test_whole_list_without_dots_is_recognised_by_all_its_codes(codes, chosen):
    reading = judged("families", codes)
    assert (reading.chosen, reading.fits[chosen]) == (chosen, 514)
    assert reading.other_place > 100
    kabupaten = set(KABUPATEN["kabupaten_code"])
    assert {code[:5] for code in reading.meanings.values()} == kabupaten


def test_lists_that_agree_on_every_code_leave_no_doubt():
    java = {code for code in PLAIN if code.startswith("35")}
    reading = judged("families", java)
    assert (reading.chosen, reading.other_place, reading.fault) == (KEMENDAGRI, 0, "")


def test_codes_that_fit_both_lists_and_mean_other_places_are_refused():
    reading = judged("families", {"1101", "1102"})
    assert (reading.chosen, reading.meanings) == ("", {})
    assert "1101 is 11.01 Kabupaten Aceh Selatan for Kemendagri and 11.09 Kabupaten Simeulue for BPS" in reading.fault
    assert 'codes = "kemendagri" or codes = "bps" in the manifest' in reading.fault
    assert judged("families", {"1101", "1102"}, "bps").meanings["1101"] == "11.09.00"
    assert judged("families", {"1101", "1102"}, "kemendagri").meanings["1101"] == "11.01.00"


def test_mix_of_both_lists_is_refused_with_the_counts():
    reading = judged("payments", {"110101", "351501", "3515010"})
    assert reading.chosen == ""
    assert (
        "got a mix: of 3 known codes 2 only that of Kemendagri (first 110101) and 1 only that of BPS" in reading.fault
    )
    stated = judged("payments", {"11.01.01", "1101", "3515010"}, "bps")
    assert stated.meanings == {"11.01.01": "11.01.01", "1101": "11.09.00", "3515010": "35.15.00"}


def test_codes_without_dots_are_read_by_one_list_and_told(tmp_path):
    inbox = case("codes-without-dots", tmp_path)
    assert read(inbox) == {"11.01.00", "11.01.01"}, "1101 is Aceh Selatan as 110101 is, not BPS' Simeulue"
    told = findings(inbox)["codes_without_dots_mean_one_place"]
    assert told.severity == WARNING
    assert "of all 2 codes 2 fit Kemendagri's list and 1 that of BPS" in told.message


def test_villages_that_fit_both_lists_are_refused_until_the_manifest_says_whose_they_are(tmp_path):
    inbox = case("bps-village", tmp_path)
    refused = findings(inbox)["codes_are_of_one_list"]
    assert "20 of them mean another kabupaten in each" in refused.message
    assert read(case("bps-village", tmp_path / "bps", 'codes = "bps"')) == {"18.06.00"}
    assert read(case("bps-village", tmp_path / "kemendagri", 'codes = "kemendagri"')) == {"18.02.01"}


def test_stated_list_leaves_a_note_and_no_warning(tmp_path):
    told = findings(case("codes-without-dots", tmp_path, 'codes = "kemendagri"'))
    assert told["codes_without_dots_mean_one_place"].severity == NOTE


def test_manifest_knows_only_the_two_lists(tmp_path):
    told = findings(case("bps-village", tmp_path, 'codes = "BIG"'))["manifest_is_whole"]
    assert 'codes must be "bps" or "kemendagri", got \'BIG\'' in told.message


def test_quarters_with_other_lists_are_compared_place_by_place(tmp_path):
    inbox = case("bps-village", tmp_path, 'codes = "bps"')
    shutil.copytree(inbox / "2026Q1", inbox / "2025Q4")
    for name in ("families", "payments", "manifest"):
        path = next((inbox / "2025Q4").glob(f"{name}.*"))
        path.write_text(
            path.read_text().replace("2026Q1", "2025Q4").replace("1802011", "1806012").replace('"bps"', '"kemendagri"')
        )
    told = findings(inbox)
    assert told["kabupaten_families_change_by_less_than_20_percent"].count == 0


def test_quota_codes_are_judged_as_a_table_of_their_own(tmp_path):
    inbox = case("codes-without-dots", tmp_path)
    frame = pd.DataFrame({"kabupaten_code": sorted(OF_BPS), "programme": "PKH", "quota": 1})
    frame.to_csv(inbox / "2026Q1" / "quotas.csv", index=False)
    with workbench(Limits()) as connection:
        check_delivery(connection, deliveries_of(inbox, (), None)[0], lambda _: None)
        codes = {code for (code,) in connection.execute("select kabupaten_code from quotas").fetchall()}
    assert codes == set(KABUPATEN["kabupaten_code"])
