"""Colours that tell things apart do so for every colour vision: as seen with each kind of missing cone, by a formula.

Machado, Oliveira and Fernandes (2009), severity 1, in linear light; differences in CIE Lab, D65.
"""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import plotly.colors
import pytest

from geo.figure import DECILES, DIVERGING, ERRORS, MISSING, OTHERS
from pages.accuracy.charts import PART_COLOURS, PROGRAMME_STYLES
from pages.movement.tenure_charts import LINE_COLOURS
from pages.projection.cap_quarters import COLOURS as CAP_COLOURS
from pages.projection.compare import COLOURS
from pages.region.drawings import COLOURS as REGION_COLOURS
from pages.shared import charts, interval_chart
from pages.simulation.charts import FATE_COLOURS
from pages.updates.charts import KIND_COLOURS

SEEN = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
_WHITE = np.array([0.95047, 1.0, 1.08883])
#: Side by side an eye can just tell 2.3; categories are looked up in a legend, steps of a ramp lie beside each other.
FEWEST, FEWEST_STEP = 12.0, 4.0


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(colour: str, vision: str) -> np.ndarray:
    """L, a, b of a colour as it is seen."""
    seen = np.clip(SEEN[vision] @ linear(colour), 0, 1)
    scaled = _TO_XYZ @ seen / _WHITE
    x, y, z = np.where(scaled > (6 / 29) ** 3, np.cbrt(scaled), scaled / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def difference(one: str, other: str, vision: str) -> float:
    return float(np.linalg.norm(lab(one, vision) - lab(other, vision)))


CATEGORIES = {
    "programmes": [colour for colour, _ in PROGRAMME_STYLES],
    "lines of tenure": list(LINE_COLOURS),
    "scenarios": list(COLOURS),
    "errors": list(interval_chart.OF_ERROR.values()),
    "gain and loss": [charts.ACCENT, charts.LOSS, charts.MUTED],
    "kinds of proposals": list(KIND_COLOURS),
    "parts of an error": list(dict.fromkeys(PART_COLOURS.values())),
    "groups of deciles": list(charts.GROUP_COLOURS),
    "fates under a scenario": list(FATE_COLOURS),
    "reaching the limit": list(CAP_COLOURS),
    "area, province and nation": list(REGION_COLOURS),
    "why an area has no value": list(MISSING.values()),
}


@pytest.mark.parametrize("vision", SEEN)
@pytest.mark.parametrize("palette", CATEGORIES)
def test_categories_are_told_apart(palette, vision):
    close = {
        pair: round(difference(*pair, vision), 1)
        for pair in combinations(CATEGORIES[palette], 2)
        if difference(*pair, vision) < FEWEST
    }
    assert close == {}


@pytest.mark.parametrize("vision", SEEN)
def test_each_decile_is_told_from_the_next(vision):
    assert min(difference(*pair, vision) for pair in pairwise(charts.DECILE_COLOURS)) >= FEWEST_STEP


def sampled(ramp: str) -> list[str]:
    shades = plotly.colors.sample_colorscale(ramp, [step / 8 for step in range(9)], colortype="tuple")
    return ["#" + "".join(f"{round(part * 255):02x}" for part in shade) for shade in shades]


@pytest.mark.parametrize("vision", SEEN)
@pytest.mark.parametrize("ramp", [DECILES, ERRORS, OTHERS, DIVERGING])
def test_steps_of_a_ramp_are_told_apart_and_no_area_without_value_looks_like_one(ramp, vision):
    shades = sampled(ramp)
    assert min(difference(*pair, vision) for pair in pairwise(shades)) >= FEWEST_STEP
    ends = {(end, gap): difference(end, gap, vision) for end in shades[::8] for gap in MISSING.values()}
    assert min(ends.values()) >= FEWEST, ends


@pytest.mark.parametrize("vision", SEEN)
def test_an_area_whose_error_is_not_known_looks_like_no_error(vision):
    near = {(shade, gap): difference(shade, gap, vision) for shade in sampled(ERRORS) for gap in MISSING.values()}
    assert min(near.values()) >= FEWEST, min(near, key=near.get)


def test_formula_takes_red_and_green_for_alike_where_the_cone_is_missing():
    assert difference("#a06000", "#6f7d00", "deuteranopia") < 0.5 * difference("#a06000", "#6f7d00", "usual")
