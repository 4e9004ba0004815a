"""Tables of a simulated policy, worked out from one row by hand."""

from __future__ import annotations

import pandas as pd

from data.figures import outcome_tables

ROW = {"recipients_before": 100, "kept": 80, "admitted": 20, "recipients_after": 100, "recipients_reference": 100}
RUPIAH = {"rupiah_per_quarter_before": 1000, "rupiah_per_quarter": 960, "rupiah_per_quarter_reference": 960}


def test_derived_figures_come_from_the_counts_of_the_row():
    shown = outcome_tables.with_derived(pd.DataFrame([ROW | RUPIAH])).iloc[0]
    assert (shown["newly_out"], shown["newly_in"]) == (20, 20)
    assert (shown["out_share"], shown["in_share"], shown["change_share"]) == (0.2, 0.2, 0)
    assert (shown["rupiah_per_year_before"], shown["rupiah_per_year"]) == (4000, 3840)


def test_derived_figures_stay_hidden_where_their_counts_are_hidden():
    hidden = {"kept": pd.NA, "recipients_after": pd.NA, "rupiah_per_quarter": pd.NA}
    shown = outcome_tables.with_derived(pd.DataFrame([ROW | RUPIAH | hidden])).iloc[0]
    assert shown[["newly_out", "out_share", "in_share", "change_share", "rupiah_per_year"]].isna().all()
    assert shown["recipients_before"] == 100 and shown["newly_in"] == 20
