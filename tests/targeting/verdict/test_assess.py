"""Intervals and verdicts as they are shown, against independent software and at the edges."""

import numpy as np
import pandas as pd
import pytest

from targeting.survey.design import first_stage
from targeting.survey.effective import intra_psu_correlation
from targeting.survey.sums import lay_out
from targeting.verdict.assess import DIRECT, NO_CASE, POOLED, assess
from targeting.verdict.borrowed import CAUTIOUS
from targeting.verdict.several import verdicts_of_many
from terms import InputError
from tests.targeting.oracle import VERDICTS, close, columns, expected

POOLED_CASE = expected("P09_pooled_verdict_small")["results"]
NOT_SEEN = f"{POOLED}, correlation {CAUTIOUS} assumed, it cannot be estimated here"


def sums_of(register, programme, statistic, group="kabupaten"):
    stage = first_stage(register.psu, register.stratum)
    labels = None if group is None else register[group]
    layout = lay_out(stage, register.psu, register.weight, labels, register.kabupaten)
    return layout.sums(*columns(register, programme, statistic)), stage


@pytest.mark.parametrize("name", POOLED_CASE)
def test_pooled_intervals_and_verdicts_match_independent_software(register, name):
    case = POOLED_CASE[name]
    sums, stage = sums_of(register, *name.split("|"))
    pooled = intra_psu_correlation(sums)
    close(
        [pooled.value, pooled.mean_size, pooled.between, pooled.within],
        [case["icc"], case["m0"], case["msb"], case["msw"]],
        1e-10,
    )
    found = assess(sums, stage, target=0.05).set_index("group")
    many = verdicts_of_many(*(found[column].to_numpy() for column in ("p_less", "p_more", "verdict")))
    for row in case["rows"]:
        shown = found.loc[row["key"]]
        close(shown[["n_effective", "design_effect"]], [row["n_eff"], row["deff"]], 1e-10)
        close(shown[["low", "high", "p_less", "p_more"]], [row[k] for k in ("lo", "hi", "p_less", "p_more")], 1e-7)
        assert shown.verdict == VERDICTS.get(row["verdict"], row["verdict"])
        assert many[found.index.get_loc(row["key"])] == VERDICTS.get(row["verdict_fdr"], row["verdict_fdr"])


def test_thirty_degrees_of_freedom_let_the_sample_speak_for_itself(register):
    sums, stage = sums_of(register, "pbi", "fpr", group=None)
    wanted = next(
        r for r in expected("P02_register_small")["rows"] if (r["programme"], r["statistic"]) == ("pbi", "fpr")
    )
    found = assess(sums, stage, target=0.05).iloc[0]
    assert found.df == 37
    assert found.method == DIRECT
    close(found.n_effective, wanted["n_eff_nchs"], 1e-10)
    close(found[["low", "high"]], wanted["ci95"]["beta_nchs"], 1e-7)


def test_wider_groups_keep_the_correlation_pooled_within_kabupaten(register):
    by_kabupaten, _ = sums_of(register, "pbi", "inclusion_error")
    by_province, _ = sums_of(register, "pbi", "inclusion_error", group="province")
    assert intra_psu_correlation(by_kabupaten) == intra_psu_correlation(by_province)


def test_an_empty_group_is_insufficient_and_undefined(register):
    sums, stage = sums_of(register, "pkh", "inclusion_error")
    row = assess(sums, stage, target=0.05).set_index("group").loc["K009"]
    assert (row.n, row.psus, row.verdict, row.method) == (0, 0, "insufficient", NO_CASE)
    assert row[["estimate", "se", "low", "high", "n_effective"]].isna().all()


def many_psus(errors, psus=80):
    """A sample of 80 PSUs of 10 in 8 strata; ``errors`` per PSU are wrong."""
    sample = pd.DataFrame({"psu": np.repeat(np.arange(psus), 10)})
    sample["stratum"] = sample.psu % 8
    sample["wrong"] = (np.arange(len(sample)) % 10 < np.repeat(errors, 10)).astype(int)
    stage = first_stage(sample.psu, sample.stratum)
    return lay_out(stage, sample.psu, np.ones(len(sample))).sums(sample.wrong, np.ones(len(sample))), stage


@pytest.mark.parametrize(("errors", "estimate", "verdict"), [(0, 0.0, "met"), (10, 1.0, "missed")])
def test_no_error_and_only_errors_borrow_the_pooled_effect(errors, estimate, verdict):
    found = assess(*many_psus(np.full(80, errors)), target=0.05).iloc[0]
    assert (found.estimate, found.se, found.method, found.verdict) == (estimate, 0, NOT_SEEN, verdict)
    assert found.correlation == CAUTIOUS
    assert found.n_effective == pytest.approx(800 / (1 + 9 * CAUTIOUS))
    assert 0 <= found.low <= found.high <= 1


def test_zero_variance_between_psus_is_no_more_than_a_simple_sample():
    found = assess(*many_psus(np.full(80, 1)), target=0.05).iloc[0]
    assert (found.se, found.n_effective, found.method) == (0, 800, DIRECT)
    assert found.low > 0.05 and found.verdict == "missed"


def test_one_psu_is_insufficient_whatever_it_shows():
    stage = first_stage([1] * 500 + [2], ["a"] * 501)
    sums = lay_out(stage, [1] * 500 + [2], [1.0] * 501).sums([0] * 501, [1] * 500 + [0])
    assert assess(sums, stage, target=0.05).verdict.tolist() == ["insufficient"]


def test_the_method_tells_of_strata_with_one_psu():
    stage = first_stage([1, 2, 3], ["a", "a", "b"])
    found = assess(lay_out(stage, [1, 2, 3], [1.0] * 3).sums([0, 1, 0], [1] * 3), stage, target=0.05)
    assert found.method[0] == f"{POOLED}; 1 stratum with one PSU centred at the overall mean"


def test_a_known_national_correlation_replaces_the_estimated_one(register):
    sums, stage = sums_of(register, "pbi", "inclusion_error")
    alone = assess(sums, stage, target=0.05, correlation=0.0).set_index("group").loc["K006"]
    clustered = assess(sums, stage, target=0.05, correlation=0.5).set_index("group").loc["K006"]
    assert alone.n_effective > clustered.n_effective
    assert clustered.high - clustered.low > alone.high - alone.low


def test_amounts_have_no_interval():
    stage = first_stage([1, 2], ["a", "a"])
    with pytest.raises(InputError, match="amounts have none"):
        assess(lay_out(stage, [1, 2], [1.0, 1.0]).sums([3, 0], [3, 4]), stage, target=0.05)


@pytest.mark.parametrize("target", [0, 1, 5, -0.1])
def test_the_target_must_be_a_share(target):
    with pytest.raises(InputError, match="target: must be a share"):
        assess(*many_psus(np.full(80, 1)), target=target)
