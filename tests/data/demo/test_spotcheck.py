"""The verified sample is a probability sample: its weights add up, and it finds what the manifest knows."""

from __future__ import annotations

import tomllib

import pytest

from tests.data.demo.conftest import SMALL

VISITS = "FROM spotcheck WHERE recheck_of IS NULL"


def value(connection, query):
    return connection.execute(query).fetchone()[0]


def test_weights_add_up_to_the_register_and_those_outside_it(small):
    visited = value(small, f"SELECT sum(weight) {VISITS} AND quarter = '2026Q1'")
    registered = value(small, "SELECT sum(weight) FROM families WHERE quarter = '2026Q1'")
    assert visited / registered == pytest.approx(1.02, abs=0.02)


def test_each_psu_lies_in_one_stratum_and_each_stratum_in_one_kabupaten(small):
    assert not small.execute("SELECT psu FROM spotcheck GROUP BY psu HAVING count(DISTINCT stratum) > 1").fetchall()
    assert value(small, "SELECT count(*) FROM spotcheck WHERE left(stratum, 5) <> left(kecamatan_code, 5)") == 0
    assert value(small, f"SELECT count(DISTINCT left(stratum, 5)) {VISITS} AND quarter = '2026Q1'") == 514


def test_decile_and_verdict_come_only_from_interviews(small):
    found = "(verified_decile IS NOT NULL AND verdict IS NOT NULL AND persons IS NOT NULL)"
    assert value(small, f"SELECT count(*) FROM spotcheck WHERE (outcome = 'interviewed') <> {found}") == 0
    assert 0.88 < value(small, f"SELECT avg((outcome = 'interviewed')::INTEGER) {VISITS}") < 0.95


def test_recheck_repeats_an_interview_of_the_same_quarter_blind(small):
    pairs = """
        FROM spotcheck again JOIN spotcheck first ON again.recheck_of = first.sample_id
        WHERE again.quarter = first.quarter AND again.psu = first.psu AND first.outcome = 'interviewed'
    """
    rechecks = value(small, "SELECT count(recheck_of) FROM spotcheck")
    assert value(small, f"SELECT count(*) {pairs}") == rechecks
    interviews = value(small, f"SELECT count(*) {VISITS} AND outcome = 'interviewed'")
    assert rechecks / interviews == pytest.approx(0.05, abs=0.01)
    agreed = value(small, f"SELECT avg((again.verified_decile = first.verified_decile)::INTEGER) {pairs}")
    assert 0.65 < agreed < 0.85


def test_some_families_are_not_in_the_register_or_not_linked(small):
    outside = value(small, f"SELECT avg((family_id IS NULL)::INTEGER) {VISITS}")
    assert 0.02 < outside < 0.04
    assert value(small, "SELECT count(*) FROM spotcheck WHERE linked <> (family_id IS NOT NULL)") == 0


def test_sample_finds_the_true_share_of_recipients_above_desil_4(small_inbox, small):
    truth = tomllib.loads((small_inbox / "2026Q1" / "manifest.toml").read_text())["truth"]
    assert SMALL["scale"] < 0.01
    recipients = (
        f"{VISITS} AND quarter = '2026Q1' AND family_id IN "
        "(SELECT family_id FROM payments WHERE quarter = '2026Q1' AND programme = 'SEMBAKO')"
    )
    share = "SELECT sum(weight) FILTER (verified_decile > 4) / sum(weight) FILTER (verified_decile IS NOT NULL)"
    assert value(small, f"{share} {recipients}") == pytest.approx(truth["sembako_inclusion_error"], abs=0.03)


def test_register_rank_and_verified_decile_are_different_things(small):
    joined = "FROM spotcheck s JOIN families f USING (quarter, family_id) WHERE verified_decile IS NOT NULL"
    assert 0.5 < value(small, f"SELECT corr(f.decile, s.verified_decile) {joined} AND f.decile > 0") < 0.85
