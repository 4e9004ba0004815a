"""Lines and points of charts are seen on the light and on the dark ground; what is filled has an edge that is."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pandas as pd
import pytest

from data.store.scope import Scope
from geo.figure import DECILES, ERRORS, MARK, OTHERS
from pages.accuracy.charts import PROGRAMME_STYLES
from pages.movement.decile_charts import BANDS
from pages.movement.tenure_charts import LINE_COLOURS
from pages.projection.compare import COLOURS
from pages.shared import charts, interval_chart, tiles
from pages.shared.session import Viewer
from pages.simulation.charts import HERE
from pages.updates.charts import BETWEEN

CONFIG = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text())
VIEWER = Viewer(Scope.national(), "id")
GROUNDS = [CONFIG["theme"][theme]["backgroundColor"] for theme in ("light", "dark")]
DRAWN = {
    *(charts.ACCENT, charts.LOSS, charts.MUTED, charts.EDGE["color"], tiles.LINE_COLOUR, HERE, MARK),
    *(colour for colour, _ in PROGRAMME_STYLES),
    *LINE_COLOURS,
    *COLOURS,
    *interval_chart.OF_ERROR.values(),
    interval_chart.TARGET_COLOUR,
}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("colour", sorted(DRAWN))
def test_lines_and_points_are_seen_on_both_grounds(colour, ground):
    assert contrast(colour, ground) >= 3


def over(band: str, ground: str) -> str:
    """A colour that lets the ground through, as it is seen on it."""
    *parts, opacity = (float(part) for part in re.findall(r"[\d.]+", band))
    below = [int(ground[at : at + 2], 16) for at in (1, 3, 5)]
    seen = (round(one * opacity + under * (1 - opacity)) for one, under in zip(parts, below, strict=True))
    return "#" + "".join(f"{part:02x}" for part in seen)


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("band", BANDS)
def test_bands_between_deciles_stand_out_from_both_grounds(band, ground):
    assert contrast(over(band, ground), ground) >= 1.5


@pytest.mark.parametrize("ground", GROUNDS)
def test_what_joins_the_stages_of_a_funnel_is_fainter_than_these_on_both_grounds(ground):
    joined, stages = (contrast(one, ground) for one in (over(BETWEEN, ground), charts.ACCENT))
    assert 1.1 < joined < stages / 1.5


def test_darkest_bar_of_the_deciles_has_an_edge_that_is_seen():
    shares = pd.Series(0.1, index=range(1, 11))
    drawn = charts.desil_bars(shares, Viewer(Scope.national(), "id"))
    assert contrast(charts.DECILE_COLOURS[0], GROUNDS[1]) < 3
    assert drawn.data[0].marker.line.color == charts.EDGE["color"] and drawn.data[0].marker.line.width >= 1


def test_kinds_of_figures_have_ramps_of_their_own():
    assert len({DECILES, ERRORS, OTHERS}) == 3


def test_names_of_targets_are_in_the_colour_of_texts():
    """The green of their lines is too dark for small letters on the dark ground, and too light on the light one."""
    line = interval_chart.IntervalLine("PKH", 0.3, 0.2, 0.4, float("nan"), charts.ACCENT)
    drawn = interval_chart.intervals([line], lambda share: f"{share:.0%}", VIEWER.voice, "lantai")
    names = [one for one in drawn.layout.annotations if one.text in ("5%", "10%")]
    assert len(names) == 2 and all(one.font.color is None for one in names)
