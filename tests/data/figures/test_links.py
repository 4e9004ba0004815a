"""The Sankey's links: crossed with aid only for provinces and the nation, below them what the matrix tells anyway."""

from __future__ import annotations

import pandas as pd
import pytest

from data.figures import mobility

COLUMNS = ["decile_before", "decile_after", "on_aid_before", "on_aid_after", "verified", "families", "persons"]
#: One family of a kabupaten came on aid without leaving its decile; its neighbours and the province would tell it.
ROWS = [(1, 1, False, True, False, 1, 3), (1, 1, True, True, False, 60, 180), (1, 2, True, False, True, 40, 120)]


@pytest.mark.parametrize("hidden", [frozenset(), frozenset({(1, 2)})], ids=str)
def test_links_of_a_kabupaten_say_nothing_of_aid_even_where_nothing_is_hidden(hidden):
    flows = pd.DataFrame(ROWS, columns=COLUMNS)
    told = mobility.of_flows(flows, hidden)
    assert not told.by_aid
    for who in mobility.WHO:
        links = told.links[who]
        assert not links[["on_aid_before", "on_aid_after"]].any(axis=None)
        assert not hidden & set(zip(links["decile_before"], links["decile_after"], strict=True))
    assert told.links["all"]["families"].tolist()[0] == 61


def test_links_of_a_province_are_exact_by_aid():
    told = mobility.of_flows(pd.DataFrame(ROWS, columns=COLUMNS))
    assert told.by_aid and told.links["all"]["families"].tolist() == [1, 60, 40]
