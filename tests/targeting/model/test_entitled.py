"""The entitled-probability table: it gives back the direct errors and shrinks what is thin."""

import numpy as np
import pytest

from targeting.model.entitled import DECILES, EDGE, FAMILY_TYPES, OFF, ON, Effects, Linked, entitled_effects
from targeting.survey.design import first_stage
from targeting.survey.replicate import rao_wu_multipliers

PROVINCES, FAMILIES, DRAWN = 3, 300_000, 9_000


def made_up(seed: int):
    """A register and a sample of it: PSUs in one province, two strata each; province 2 is thinly sampled."""
    random = np.random.default_rng(seed)
    province = random.integers(0, PROVINCES, FAMILIES)
    decile, family_type = random.integers(0, DECILES, FAMILIES), random.integers(0, FAMILY_TYPES, FAMILIES)
    log_odds = 2.5 - 0.7 * decile + 0.8 * (family_type & 1) + np.array([0.0, 0.7, -0.4])[province]
    entitled = random.random(FAMILIES) < 1 / (1 + np.exp(-log_odds))
    recipient = random.random(FAMILIES) < np.where(entitled, 0.5, 0.15)
    register = np.zeros((PROVINCES, DECILES, FAMILY_TYPES, 2))
    np.add.at(register, (province, decile, family_type, recipient.astype(int)), 1)
    chance = np.array([0.08, 0.08, 0.0025])[province]
    rows = np.flatnonzero(random.random(FAMILIES) < chance)
    psu = province[rows] * 100 + random.integers(0, 100, len(rows))
    stage = first_stage(psu, psu // 50)
    columns = (province, decile, family_type, recipient, entitled)
    weight = 1 / chance[rows] * random.choice([0.8, 1.2], len(rows))
    return register, Linked(weight, stage.locate(psu), *(column[rows] for column in columns)), stage


@pytest.fixture(scope="module")
def fitted():
    register, linked, stage = made_up(1)
    effects = entitled_effects(linked, register, stage, rao_wu_multipliers(stage, 100, 7))
    return register, linked, stage, effects.probabilities()


def errors(register: np.ndarray, chances: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    entitled = (register * chances).sum(axis=(-4, -3, -2))
    return 1 - entitled[..., ON] / register[..., ON].sum(), entitled[..., OFF] / entitled.sum(axis=-1)


def direct(linked: Linked, rows: np.ndarray) -> tuple[float, float]:
    weight, entitled, recipient = linked.weight * rows, linked.entitled, linked.recipient
    return (
        1 - weight[recipient & entitled].sum() / weight[recipient].sum(),
        weight[entitled & ~recipient].sum() / weight[entitled].sum(),
    )


def test_national_errors_of_the_table_equal_the_direct_estimates(fitted):
    register, linked, _, chances = fitted
    found = errors(register, chances)
    assert (found[0][0], found[1][0]) == pytest.approx(direct(linked, np.ones(len(linked.weight))), abs=1e-9)


def test_each_draw_gives_the_errors_of_its_own_replicate(fitted):
    register, linked, stage, chances = fitted
    multipliers = rao_wu_multipliers(stage, 100, 7)
    found = errors(register, chances)
    for draw in (1, 50, 100):
        wanted = direct(linked, multipliers[draw - 1][linked.psu])
        assert (found[0][draw], found[1][draw]) == pytest.approx(wanted, abs=1e-9)


def test_provinces_with_enough_visits_come_near_their_direct_errors(fitted):
    register, linked, _, chances = fitted
    for province in (0, 1):
        found = errors(register[[province]], chances[:, [province]])
        wanted = direct(linked, linked.province == province)
        assert (found[0][0], found[1][0]) == pytest.approx(wanted, abs=0.03)


def test_province_with_few_visits_is_shrunk_towards_the_others(fitted):
    register, linked, _, chances = fitted
    here = linked.province == 2
    assert (linked.recipient & here).sum() < 100
    true = 1 / (1 + np.exp(-(2.1 - 0.7 * np.arange(DECILES)[:, None] + 0.8 * (np.arange(FAMILY_TYPES) & 1))))
    off = np.where(true > 0, true * 0.5 / (true * 0.5 + (1 - true) * 0.85), 0)
    counts = register[2, :, :, OFF]
    assert (counts * chances[0, 2, :, :, OFF]).sum() / counts.sum() == pytest.approx(
        (counts * off).sum() / counts.sum(), abs=0.06
    )


def test_chances_follow_the_verified_truth_by_decile_and_component(fitted):
    _, linked, _, chances = fitted
    said = chances[0, linked.province, linked.decile, linked.family_type, linked.recipient.astype(int)]
    for decile in range(1, DECILES):
        for component in (0, 1):
            rows = (linked.decile == decile) & (linked.family_type & 1 == component)
            observed = np.average(linked.entitled[rows], weights=linked.weight[rows])
            assert np.average(said[rows], weights=linked.weight[rows]) == pytest.approx(observed, abs=0.08)


def test_probabilities_are_the_logistic_of_the_added_effects():
    random = np.random.default_rng(3)
    effects = Effects(random.normal(size=(2, 2, 11)), random.normal(size=(2, 2, 5)), random.normal(size=(2, 2, 4)))
    family_type = 0b10110
    for side in (OFF, ON):
        log_odds = effects.decile[1, side, 7] + effects.trait[1, side, [1, 2, 4]].sum() + effects.province[1, side, 3]
        assert effects.probabilities()[1, 3, 7, family_type, side] == pytest.approx(1 / (1 + np.exp(-log_odds)))


def test_family_kind_that_is_never_entitled_gets_next_to_nothing():
    """PKH asks for a component, so that families without one are never entitled."""
    register, linked, stage = made_up(2)
    none = linked.family_type & 1 == 0
    changed = Linked(**{**vars(linked), "entitled": linked.entitled & ~none})
    chances = entitled_effects(changed, register, stage, rao_wu_multipliers(stage, 5, 7)).probabilities()
    without = chances[:, :, :, ::2, :]
    assert without[0, :, 1:].mean() < 0.01
    assert without.max() < 0.2


def test_recipients_without_any_error_stay_within_the_edge():
    register, linked, stage = made_up(3)
    faultless = Linked(**{**vars(linked), "entitled": linked.entitled | linked.recipient})
    chances = entitled_effects(faultless, register, stage, rao_wu_multipliers(stage, 5, 7)).probabilities()
    assert errors(register, chances)[0] == pytest.approx(np.full(6, EDGE), abs=1e-6)


def test_what_a_sample_lacks_is_said_in_numbers():
    _, linked, _ = made_up(4)
    few = Linked(*(column[:20] for column in vars(linked).values()))
    assert "at least 30 visits of each kind are needed" in few.lacks()
    assert f"{int(few.recipient.sum())} families on the programme" in few.lacks()
    assert linked.lacks() == ""
