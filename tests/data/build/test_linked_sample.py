"""What models are told of the register: groups counted once, chances in parts as at once."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from data.build import linked_sample
from data.build.linked_sample import LinkedSample, YardstickRule
from targeting.model.misplaced import BOOSTING, Learnt
from targeting.survey.design import first_stage
from targeting.survey.sample import Sample
from terms import PBI, PKH, SEMBAKO, Quarter

CLASSES = {"decile": 11, "family_type": 32, "tenure_pkh": 4, "tenure_sembako": 4, "on_pbi": 2, "persons": 7}


@pytest.fixture(scope="module")
def found() -> LinkedSample:
    draw = np.random.default_rng(16)
    values = {name: draw.integers(0, most, 900).astype(np.int8) for name, most in CLASSES.items()}
    provinces = {"province": draw.choice([11, 32, 73, 94], 900).astype(np.int8)}
    rest = {"verified_age": draw.integers(0, 4, 900), "known_by": draw.integers(0, 16, 900)}
    groups = pd.DataFrame({**provinces, **values, **rest, "families": draw.integers(1, 500, 900)})
    stage = first_stage(pd.Series(["a", "b"]), pd.Series(["x", "x"]), area=pd.Series(["11.01", "11.01"]))
    return LinkedSample(Quarter(2026, 1), (), groups.iloc[:0], groups.iloc[:0], groups, stage, 0.9)


@pytest.mark.parametrize("programme", [PKH, SEMBAKO, PBI])
def test_families_are_counted_as_one_by_one_whatever_the_last_decile(found, programme):
    rule = YardstickRule(programme, 4, False)
    slowly = np.zeros((4, 11, 32, 2))
    for row in found.groups.itertuples():
        place = found.provinces.index(str(row.province))
        slowly[place, row.decile, row.family_type, int(getattr(row, rule.on_column) > 0)] += row.families
    assert np.array_equal(found.counted(rule), slowly)
    assert np.array_equal(found.counted(YardstickRule(programme, 6, True)), slowly)


def test_chances_and_families_of_provinces_are_the_same_in_parts_as_at_once(found, monkeypatch):
    draw = np.random.default_rng(17)
    whole = found._features(found.groups)
    outcome = draw.random(len(whole)) < whole[:, 1] / 12
    parts = [slice(first, None, 3) for first in range(3)]
    models = tuple(HistGradientBoostingClassifier(**BOOSTING).fit(whole[part], outcome[part]) for part in parts)
    nobody = np.empty(0)
    learnt = Learnt(models, nobody, nobody, Sample(*[nobody] * 4, *[nobody.astype(bool)] * 2))
    monkeypatch.setattr(linked_sample, "GROUPS_AT_ONCE", 128)
    chances = found.chances(learnt)
    assert np.array_equal(chances, learnt.entitled(whole))
    assert chances.std() > 0.1
    codes, rule = np.array(["32", "94"]), YardstickRule(PKH, 4, False)
    asked = found.register(rule, chances, codes)
    for place, code in enumerate(codes):
        here = found.groups[found.groups["province"] == int(code)]
        off, on = (here["families"][(here["tenure_pkh"] > 0) == side].sum() for side in (False, True))
        assert asked.families[place].tolist() == [off, on]
