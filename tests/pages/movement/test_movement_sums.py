"""What the pages work out from the readers' rows: ledgers, mobility, time on aid, updates."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from data.figures import ledger, mobility, tenure, updates

COLUMNS = ["quarter", "code", "flow", "reason", "given", "families", "persons"]


def rows(*parts: tuple) -> pd.DataFrame:
    """Ledger rows of one area; persons are three a family."""
    made = [(quarter, "35.15", flow, why, True, count, 3 * count) for quarter, flow, why, count in parts]
    return pd.DataFrame(made, columns=COLUMNS)


TWO_QUARTERS = rows(
    ("2025Q4", "opening", "", 100),
    ("2025Q4", "entered", "first_time", 20),
    ("2025Q4", "exited", "deceased", 30),
    ("2025Q4", "closing", "", 90),
    ("2026Q1", "opening", "", 90),
    ("2026Q1", "moved_in", "", 15),
    ("2026Q1", "exited", "deceased", 12),
    ("2026Q1", "exited", "decile_above", 40),
    ("2026Q1", "closing", "", 53),
)


def test_period_opens_with_its_first_quarter_and_closes_with_its_last():
    found = ledger.of_area(TWO_QUARTERS, "families", "nation")
    assert found.flows == {
        "opening": 100, "entered": 20, "moved_in": 15, "exited": 82, "moved_out": 0, "closing": 53,
    }  # fmt: skip
    assert found.is_balanced
    assert found.by_reason("exited").to_dict() == {"deceased": 42, "decile_above": 40}


def test_gap_is_told_with_its_size():
    broken = TWO_QUARTERS.assign(families=TWO_QUARTERS["families"] + (TWO_QUARTERS["reason"] == "decile_above") * 5)
    found = ledger.of_area(broken, "families", "nation")
    assert (found.is_balanced, found.gap) == (False, -5)


def test_small_reason_is_hidden_with_the_next_that_would_give_it_away():
    small = rows(("2026Q1", "opening", "", 100), ("2026Q1", "exited", "deceased", 4), ("2026Q1", "exited", "other", 16),
                 ("2026Q1", "exited", "graduated", 30), ("2026Q1", "closing", "", 50))  # fmt: skip
    shown = ledger.of_area(small, "families", "kabupaten")
    assert shown.by_reason("exited").dropna().to_dict() == {"graduated": 30}
    assert (shown.flows["exited"], shown.is_balanced) == (50, True)
    assert ledger.of_area(small, "families", "province").by_reason("exited")["deceased"] == 4


def test_members_that_join_families_which_stay_are_hidden_when_few():
    joined = rows(
        ("2026Q1", "opening", "", 100), ("2026Q1", "entered", "more_members", 0), ("2026Q1", "closing", "", 100)
    )
    joined.loc[joined["reason"] == "more_members", "persons"] = 3
    assert ledger.of_area(joined, "persons", "kabupaten").by_reason("entered").isna().all()
    assert ledger.of_area(joined, "persons", "nation").by_reason("entered")["more_members"] == 3


def test_rates_are_shares_of_the_opening_and_hidden_where_counts_are_small():
    table = ledger.of_areas(TWO_QUARTERS, "families", "kabupaten").iloc[0]
    assert (table["net"], table["entry"], table["exit"]) == pytest.approx((-0.47, 0.35, 0.82))
    few = rows(("2026Q1", "opening", "", 50), ("2026Q1", "exited", "other", 3), ("2026Q1", "closing", "", 47))
    hidden = ledger.of_areas(few, "families", "kabupaten").iloc[0]
    assert pd.isna(hidden["exited"]) and pd.isna(hidden["exit"])
    none = rows(("2026Q1", "entered", "first_time", 50), ("2026Q1", "closing", "", 50))
    assert pd.isna(ledger.of_areas(none, "families", "nation").iloc[0]["entry"])


def flows(*parts: tuple[int, int, int]) -> pd.DataFrame:
    made = pd.DataFrame(parts, columns=["decile_before", "decile_after", "families"])
    return made.assign(verified=False, on_aid_before=False, on_aid_after=False)


def test_mobility_counts_families_ranked_in_both_quarters_alone():
    found = mobility.mobility(flows((1, 1, 60), (1, 3, 30), (4, 3, 10), (0, 5, 99), (-1, 2, 99), (7, -1, 99)))
    assert (found.families, found.stayed, found.up, found.down) == (100, 0.6, 0.3, 0.1)
    assert (found.mean_change, found.mean_distance) == pytest.approx((0.5, 0.7))
    assert np.isnan(found.shorrocks), "a decile that nobody started from has no share"


def test_nobody_ranked_has_no_shares():
    found = mobility.mobility(flows((0, 5, 99)))
    assert found.families == 0
    assert np.isnan([found.stayed, found.up, found.down, found.mean_change]).all()


def test_year_of_quarters_that_forget_fits_their_product_and_one_of_movers_does_not():
    """Families that all swap back in the second quarter stay over the span, though each quarter moves them."""
    still = [(state, state, 100) for state in (0, *range(3, 11))]
    swap = flows((1, 2, 50), (1, 1, 50), (2, 1, 50), (2, 2, 50), *still)
    mixed = flows((1, 1, 50), (1, 2, 50), (2, 1, 50), (2, 2, 50), *still)
    back = flows((1, 1, 100), (2, 2, 100), *still)
    fitting, not_fitting = (mobility.stability([swap, swap], direct) for direct in (mixed, back))
    assert fitting.gap == pytest.approx(0) and fitting.may_project
    assert not_fitting.gap == pytest.approx(-0.5) and not not_fitting.may_project
    assert fitting.effect == pytest.approx(0, abs=1e-7)


def test_stability_needs_families_in_every_state():
    assert mobility.stability([flows((1, 1, 5))], flows((1, 1, 5))) is None


def spells(*parts: tuple) -> pd.DataFrame:
    return pd.DataFrame(parts, columns=["family_type", "entry", "stop", "cause", "families"])


def test_family_groups_take_elderly_first_and_leave_out_the_unknown():
    groups = tenure.family_group(pd.Series([-1, 0, 1 | 8, 2 | 8, 4, 16]))
    assert groups.tolist() == [None, "other", "young", "elderly_or_disabled", "elderly_or_disabled", "other"]


def test_year_of_aid_and_milestones_count_running_spells_only():
    by_year = tenure.years_running(
        spells((0, 0, 0, "", 5), (0, 0, 20, "", 7), (0, 0, 90, "", 2), (0, 0, 30, "other", 9))
    )
    assert (by_year[1], by_year[6], by_year[19], by_year.sum()) == (5, 7, 2, 14)
    assert [tenure.past(by_year, years) for years in (5, 10, 18)] == [9, 2, 2]


def test_left_truncation_counts_families_only_from_when_they_were_seen():
    """Half of the newcomers leave in quarter 1; the old hands, seen from quarter 4 on, are no survivors of it."""
    known = spells((0, 0, 1, "other", 50), (0, 0, 5, "", 50), (0, 4, 5, "", 1000))
    curve = tenure.curves({"all": known})["all"]
    assert curve["survival"].iloc[0] == 0.5
    assert tenure.median_quarters(curve) == 1


def test_causes_beyond_the_largest_are_added_up_and_nobody_watched_has_none():
    table = tenure.by_cause(spells((0, 0, 1, "a", 50), (0, 0, 1, "b", 30), (0, 0, 1, "c", 5), (0, 0, 2, "", 15)), 2)
    assert table.iloc[-1][["a", "b", "rest"]].tolist() == pytest.approx([0.5, 0.3, 0.05])
    assert tenure.by_cause(spells((0, 3, 3, "", 50)), 2) is None


def test_funnel_counts_everything_that_came_at_least_so_far():
    made = pd.DataFrame(
        {
            "channel": "whatsapp",
            "stage": ["filed", "field_check", "bps_ranking"],
            "outcome": ["pending", "pending", "accepted"],
            "overdue": [True, False, False],
            "proposals": [5, 3, 2],
        }
    )
    assert updates.funnel(made, "participatory").to_list() == [10, 5, 5, 2]
    assert updates.funnel(made, "formal").to_list() == [10, 5, 5, 2, 2, 2]
    assert updates.tally(made) == updates.Tally(10, 2, 0, 8, 5)
    assert updates.of_way(made, "formal").empty


def test_effect_leaves_out_those_without_a_decile_before_or_after():
    made = pd.DataFrame(
        {"decile_before": [5, 5, 0, pd.NA], "decile_after": [2, 5, 3, 4], "proposals": [30, 10, 99, 99]}
    ).astype("Int64")
    found = updates.effect(made)
    assert (found.proposals, found.down, found.same, found.up, found.mean) == (40, 0.75, 0.25, 0.0, -2.25)
    assert updates.changes(made).to_dict()[-3] == 30
