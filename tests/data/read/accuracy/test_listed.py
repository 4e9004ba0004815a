"""The verdict of a list is never stronger than the area's own."""

import pandas as pd

from data.read.accuracy.errors import _listed


def test_one_sided_evidence_alone_lists_no_area_whose_interval_spans_the_target():
    """Both are below 5 % one-sided; the first one's own interval still spans the target."""
    table = pd.DataFrame({"p_less": [0.03, 0.001], "p_more": [0.97, 0.999], "verdict": ["unproven", "met"]})
    assert _listed(table).tolist() == ["unproven", "met"]
