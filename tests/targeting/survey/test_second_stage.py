"""The variance inside PSUs, once a correction at the first stage makes it count: against plain loops and a census."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from targeting.survey.design import first_stage, second_stage
from targeting.survey.ratio import ratios
from targeting.survey.sums import lay_out
from terms import InputError


def two_stage(seed=5, psus=6, families=4):
    random = np.random.default_rng(seed)
    frame = pd.DataFrame({"psu": np.repeat(np.arange(psus), families)})
    frame["stratum"] = frame.psu % 2
    frame["w"] = random.uniform(1, 3, len(frame))
    frame["x"] = (random.random(len(frame)) < 0.7).astype(float)
    frame["y"] = (random.random(len(frame)) < 0.4).astype(float)
    frame["there"] = 10 + frame.psu
    return frame


def by_hand(frame, f):
    """METHODS, section 3, in plain loops: both stages."""
    total = (frame.w * frame.x).sum()
    ratio = (frame.w * frame.x * frame.y).sum() / total
    z = frame.w * frame.x * (frame.y - ratio) / total
    variance = 0.0
    for _, rows in frame.groupby("stratum"):
        per_psu = z[rows.index].groupby(rows.psu).sum()
        n = len(per_psu)
        variance += (1 - f) * n / (n - 1) * ((per_psu - per_psu.mean()) ** 2).sum()
        for _, members in rows.groupby("psu"):
            inside, m = z[members.index], len(members)
            left = 1 - m / members.there.iloc[0]
            variance += f * left * m / (m - 1) * ((inside - inside.mean()) ** 2).sum()
    return variance


def found(frame, fpc, within=None, group=None, second=True):
    stage = first_stage(frame.psu, frame.stratum, fpc)
    drawn = second_stage(stage, frame.psu, within) if second else None
    return ratios(lay_out(stage, frame.psu, frame.w, group).sums(frame.y, frame.x), stage, drawn)


def test_both_stages_equal_plain_loops():
    frame = two_stage()
    assert found(frame, [5] * len(frame), frame.there).variance[0] == pytest.approx(by_hand(frame, 3 / 5), rel=1e-12)


def test_without_a_correction_the_second_stage_adds_nothing():
    frame = two_stage()
    assert found(frame, None).variance[0] == found(frame, None, second=False).variance[0]


def test_psus_of_unknown_size_are_taken_as_large():
    frame = two_stage()
    known, unknown = (found(frame, [5] * len(frame), there).variance[0] for there in (frame.there, None))
    alone = found(frame, [5] * len(frame), second=False).variance[0]
    assert alone < known < unknown


def test_psus_visited_whole_have_no_second_stage():
    frame = two_stage()
    whole = found(frame, [5] * len(frame), [1.0] * len(frame))
    assert whole.variance[0] == pytest.approx(found(frame, [5] * len(frame), second=False).variance[0])


def test_every_psu_sampled_leaves_the_families_drawn_in_them():
    """A census of PSUs is a stratified sample whose strata are the PSUs."""
    frame = two_stage()
    inside = first_stage(np.arange(len(frame)), frame.psu, 1 / (frame.there / 4))
    one_stage = ratios(lay_out(inside, np.arange(len(frame)), frame.w).sums(frame.y, frame.x), inside)
    assert found(frame, [3] * len(frame), frame.there).variance[0] == pytest.approx(one_stage.variance[0], rel=1e-12)


def test_groups_have_their_own_second_stage():
    frame = two_stage(psus=8)
    group = np.where(frame.psu < 4, "a", "b")
    several = found(frame, [5] * len(frame), frame.there, group)
    for place, name in enumerate("ab"):
        alone = frame.assign(x=frame.x * (group == name))
        assert several.variance[place] == pytest.approx(found(alone, [5] * len(frame), frame.there).variance[0])


def test_the_corrected_standard_error_is_that_of_repeated_samples():
    """20 villages of 30 families, 10 drawn, 5 families in each: the first stage alone saw two thirds of the spread."""
    random = np.random.default_rng(8)
    wrong = random.random((20, 30)) < 0.3
    estimates, told, first_alone = [], [], []
    for _ in range(400):
        villages = random.choice(20, 10, replace=False)
        drawn = np.stack([random.choice(30, 5, replace=False) for _ in villages])
        frame = pd.DataFrame({"psu": np.repeat(villages, 5), "stratum": 0, "w": 1.0, "x": 1.0, "there": 30})
        frame["y"] = wrong[villages[:, None], drawn].ravel().astype(float)
        both = found(frame, [20] * 50, frame.there)
        estimates.append(both.estimate[0])
        told.append(both.variance[0])
        first_alone.append(found(frame, [20] * 50, second=False).variance[0])
    assert np.mean(told) == pytest.approx(np.var(estimates), rel=0.12)
    assert np.mean(first_alone) < 0.65 * np.var(estimates)


def test_more_families_than_the_psu_holds_are_named():
    frame = two_stage()
    with pytest.raises(InputError, match="fpc within: the population must hold those sampled, but 0 has 3 for 4"):
        found(frame, [5] * len(frame), [3] * len(frame))


def test_stored_sums_are_refused_for_want_of_squares():
    frame = two_stage()
    stage = first_stage(frame.psu, frame.stratum, [5] * len(frame))
    stored = replace(lay_out(stage, frame.psu, frame.w).sums(frame.y, frame.x), products=None)
    with pytest.raises(InputError, match="the second stage needs them"):
        ratios(stored, stage, second_stage(stage, frame.psu))
