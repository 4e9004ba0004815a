"""Tables of a simulated policy, worked out from one row by hand."""

from __future__ import annotations

import pandas as pd

from pages.shared import results


def test_small_counts_of_a_simulation_hide_what_they_could_be_worked_out_from():
    row = {"recipients_before": 100, "kept": 96, "admitted": 0, "recipients_after": 96}
    row |= {"rupiah_per_quarter_before": 1000, "rupiah_per_quarter": 960}
    shown = results.without_small_counts(results.with_derived(pd.DataFrame([row]))).iloc[0]
    assert shown[["newly_out", "recipients_after", "change_share", "rupiah_per_year"]].isna().all()
    assert shown["recipients_before"] == 100 and shown["newly_in"] == 0
