"""The type that carries a sample, the errors read off it, and what it refuses."""

import numpy as np
import pytest

from targeting.survey.design import first_stage
from targeting.survey.sample import Sample, exclusion_error, inclusion_error
from targeting.verdict.assess import assess
from terms import InputError
from tests.targeting.oracle import expected


@pytest.fixture(scope="module")
def sample(register):
    entitled, recipient = register.in_target5.to_numpy() == 1, register.receives_pbi.to_numpy() == 1
    columns = (register[name].to_numpy() for name in ("weight", "stratum", "psu", "kabupaten"))
    return Sample(*columns, entitled, recipient)


@pytest.mark.parametrize(
    ("error", "statistic"),
    [(inclusion_error, "inclusion_error"), (exclusion_error, "exclusion_error")],
)
def test_each_error_has_its_own_denominator(sample, error, statistic):
    stage = first_stage(sample.psu, sample.stratum)
    found = assess(error(sample, sample.layout(stage)), stage, target=0.05).iloc[0]
    rows = (r for r in expected("P02_register_small")["rows"] if (r["programme"], r["statistic"]) == ("pbi", statistic))
    wanted = next(rows)
    assert found.n == wanted["n"]
    assert found.estimate == pytest.approx(wanted["estimate"], rel=1e-10)


def test_a_sample_of_uneven_columns_is_refused(sample):
    with pytest.raises(InputError, match="as long as each other"):
        Sample(sample.weight[:3], sample.stratum, sample.psu, sample.region, sample.entitled, sample.recipient)


def test_a_sample_with_a_weight_of_zero_is_refused(sample):
    weight = np.where(np.arange(len(sample.weight)) == 4, 0, sample.weight)
    with pytest.raises(InputError, match="weight must be above 0"):
        Sample(weight, sample.stratum, sample.psu, sample.region, sample.entitled, sample.recipient)


def test_unknown_entitlement_cannot_enter_a_sample(sample):
    unknown = np.where(sample.entitled, 1.0, np.nan)
    with pytest.raises(InputError, match="entitled must be True or False"):
        Sample(sample.weight, sample.stratum, sample.psu, sample.region, unknown, sample.recipient)
