"""One file per fault: each file in ``check/claims/<claim>/`` replaces that table of a valid quarter, and that claim is
reported, with nothing but what follows from it."""

from __future__ import annotations

import shutil
from itertools import zip_longest
from pathlib import Path

import pytest

from data.check.claims import all_claims
from data.check.delivery import deliveries_of
from data.check.findings import CheckReport
from data.check.linking import links
from data.check.run import run_checks
from data.inbox.workbench import Limits
from terms import Quarter

CHECK = Path(__file__).parent / "check"
FILES = sorted(CHECK.glob("claims/*/*.csv"))
#: Warnings of a whole country, which four families cannot satisfy.
ALWAYS = {"kabupaten_have_families", "deciles_hold_10_percent_of_persons_each"}
#: What cannot be broken without something that follows from it.
FEWER = "kabupaten_families_change_by_less_than_20_percent"
JUMP = "payments_spells_go_on_between_quarters"
UNMATCHED = "paid_families_are_in_the_register"
#: Shares of joins: of four families one is a quarter, and a warning whatever broke it.
FOLLOWED = "families_are_followed_between_quarters"
REGISTERED, VISITED = "payments_name_registered_families", "spotcheck_names_known_families"
NEVER_PAID = "exits_are_of_families_paid_before"
FOLLOWS = {
    "exits_programme_is_known": {"exits_end_earlier_payments", NEVER_PAID},
    "empowerment_has_the_quarter_of_its_folder": {"exits_end_earlier_payments"},
    "families_come_once": {FEWER},
    "families_have_an_identifier": {FEWER, FOLLOWED},
    FEWER: {FOLLOWED, VISITED},
    UNMATCHED: {REGISTERED},
    "spotcheck_psu_lies_in_one_kabupaten": {"spotcheck_strata_have_two_psus"},
    "families_kecamatan_is_known": {FEWER},
    "families_weight_is_at_least_1": {FEWER},
    "payments_first_quarter_is_not_after_the_quarter": {JUMP},
    "payments_have_an_identifier": {JUMP, UNMATCHED},
    "payments_programme_is_known": {JUMP},
    "unmatched_payments_have_a_kecamatan": {JUMP, UNMATCHED, REGISTERED},
}


def rounds() -> list[tuple[Path, ...]]:
    """The files in rounds of at most one a table, as tables do not disturb each other, but for the first two."""
    queues: dict[str, list[Path]] = {}
    for file in FILES:
        queues.setdefault("families" if file.stem == "payments" else file.stem, []).append(file)
    return [tuple(file for file in files if file) for files in zip_longest(*queues.values())]


def inbox(folder: Path) -> Path:
    shutil.copytree(CHECK / "last_quarter", folder / "2025Q4")
    shutil.copytree(CHECK / "valid", folder / "2026Q1")
    return folder


def checked(folder: Path) -> CheckReport:
    return run_checks(deliveries_of(folder, (Quarter(2026, 1),), None), Limits(), lambda _: None)


def test_valid_quarter_breaks_no_claim(tmp_path):
    assert {finding.claim for finding in checked(inbox(tmp_path)).broken} == ALWAYS


@pytest.mark.parametrize("files", rounds(), ids=lambda files: files[0].parent.name)
def test_broken_files_are_named_by_their_claims_alone(files, tmp_path):
    folder = inbox(tmp_path) / "2026Q1"
    for file in files:
        shutil.copy(file, folder / file.name)
    broken = [finding for finding in checked(tmp_path).broken if finding.claim not in ALWAYS]
    expected = {file.parent.name for file in files}
    assert {finding.claim for finding in broken} == expected.union(*(FOLLOWS.get(claim, set()) for claim in expected))
    joins = {link.name for link in links()}
    assert all(finding.count >= 1 and (finding.rows or finding.claim in joins) for finding in broken)


def test_every_claim_has_a_file_that_breaks_it():
    assert {claim.name for claim in all_claims()} - ALWAYS == {file.parent.name for file in FILES}
