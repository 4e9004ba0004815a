"""The published events of 2025 and 2026 can be read off the readers, on the synthetic register of that year."""

from __future__ import annotations

import pytest

from data.read import movement, updates
from data.store.open import Store
from data.store.scope import Scope
from terms import Quarter

NATION = Scope.national()
YEAR = (Quarter(2025, 2), Quarter(2025, 3), Quarter(2025, 4), Quarter(2026, 1))


def exited(store: Store, programme: str, quarter: Quarter, reason: str) -> int:
    """Families, or members of PBI, that left for a reason that the programme gave."""
    rows = movement.ledger(store, NATION, programme, "nation", (quarter,))
    chosen = (rows["flow"] == "exited") & (rows["reason"] == reason) & rows["given"]
    return int(rows.loc[chosen, "persons" if programme == "PBI" else "families"].sum())


def left_either(store: Store, quarter: Quarter) -> int:
    """Families that received PKH or Sembako in the quarter before and receive neither now."""
    rows = movement.decile_flows(store, NATION, quarter.previous(), quarter)
    return int(rows.loc[rows["on_aid_before"] & ~rows["on_aid_after"], "families"].sum())


def test_over_five_million_members_outside_the_register_left_pbi_in_2025q2(demonstration: Store):
    assert exited(demonstration, "PBI", YEAR[0], "not_in_register") == pytest.approx(5_090_334, rel=0.001)


def test_over_two_million_members_above_the_limit_left_pbi_in_2025q2(demonstration: Store):
    assert exited(demonstration, "PBI", YEAR[0], "decile_above") == pytest.approx(2_306_943, rel=0.005)


def test_eleven_million_members_left_pbi_in_2026q1(demonstration: Store):
    assert exited(demonstration, "PBI", YEAR[3], "decile_above") == pytest.approx(11_000_000, rel=0.005)


def test_about_two_million_families_left_aid_in_2025q2_and_over_three_in_the_year(demonstration: Store):
    left = [left_either(demonstration, quarter) for quarter in YEAR]
    assert left[0] == pytest.approx(1_900_000, rel=0.12)
    assert sum(left) > 3_000_000


def test_recipients_of_each_programme_stay_at_their_quota_all_year(demonstration: Store):
    quotas = {"PKH": (10_000_000, "families"), "SEMBAKO": (18_300_000, "families"), "PBI": (96_800_000, "persons")}
    for programme, (quota, unit) in quotas.items():
        rows = movement.ledger(demonstration, NATION, programme, "nation", YEAR)
        closing = movement.wide(rows, unit)["closing"]
        assert closing.tolist() == pytest.approx([quota] * 4, rel=0.001)


def test_proposals_of_cek_bansos_outnumber_objections_as_published(demonstration: Store):
    rows = updates.flows(demonstration, NATION, (YEAR[0],))
    by_kind = rows[rows["channel"] == "cek_bansos"].groupby("kind")["proposals"].sum()
    assert by_kind["proposal"] == pytest.approx(389_318, rel=0.001)
    assert by_kind["objection"] == pytest.approx(5_453, rel=0.001)
