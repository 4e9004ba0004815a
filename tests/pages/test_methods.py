"""The page on methods says everything in the viewer's language."""

from __future__ import annotations

import pandas as pd
import pytest

from data.demo.lines import lines
from data.store.scope import Scope
from pages.methods import definitions
from pages.shared.session import Viewer
from pages.shared.voice import sentences
from simulator.policy.files import named
from terms import Quarter

INDONESIAN = Viewer(Scope.national(), "id")


def test_every_calibrated_figure_has_an_indonesian_name_unit_and_source():
    texts = {line.figure.rpartition(", ")[0] for line in lines()}
    texts |= {line.unit for line in lines()} | {line.source for line in lines()}
    missing = sorted(text for text in texts if f"kalibrasi.{text}" not in sentences())
    assert not missing


def test_calibration_shows_target_and_achieved_as_people_read_them():
    given = {"target": 37.2, "achieved": float("nan"), "unit": "% of ranked", "source": "x", "within": pd.NA}
    frame = pd.DataFrame([{"figure": "Ranked families in desil 1-4, 2026Q1", **given}])
    shown = definitions.calibration(INDONESIAN, frame).iloc[0].tolist()
    assert shown == ["Keluarga di desil 1–4", "2026T1", "37,2", "–", "% dari yang diperingkat", "–", "x"]


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_rule_in_force_can_be_said_in_words(language):
    viewer = Viewer(Scope.national(), language)
    rules = definitions.rules(viewer, named("aturan_berlaku"), Quarter(2026, 1))
    assert set(rules) >= {"PKH", "SEMBAKO", "PBI"}
    assert all(len(lines) >= 5 and all("****" not in line for line in lines) for lines in rules.values())
