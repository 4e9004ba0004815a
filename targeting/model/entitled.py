"""The probability of being entitled, by group of families of the register: for weighing what a policy would do.

A weighted logistic regression for each side (on the programme or not) with effects of decile, family traits and
province, each shrunk by as much as the sample says; then moved so that the errors they give on the register equal the
direct estimates: the nation's exactly, those of provinces with enough visits nearly. Replicates take one Newton step
with the weights of each Rao–Wu replicate (Rao & Tausi 2004) and are moved to that replicate's direct estimates.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from targeting.model.logistic import Blocks, newton_steps, shrunken_fit
from targeting.model.shift import shifted_to
from targeting.survey.design import FirstStage

DECILES = 11
TRAITS = 5
FAMILY_TYPES = 2**TRAITS
FEWEST = 30
"""Visits of each kind without which nothing is estimated."""
FEWEST_IN_PROVINCE = 100
"""Recipients, and entitled families, visited in a province without which it is not moved to its direct estimates."""
EDGE = 1e-4
OFF, ON = 0, 1


@dataclass(frozen=True, eq=False)
class Linked:
    """Interviewed families found in the register, one value a row in each array.

    ``province`` indexes the register's provinces, ``psu`` the first stage's PSUs; ``decile`` 0–10 and ``family_type``
    0–31 are the register's; ``recipient`` of the programme; ``entitled`` by the verified decile and components.
    """

    weight: np.ndarray
    psu: np.ndarray
    province: np.ndarray
    decile: np.ndarray
    family_type: np.ndarray
    recipient: np.ndarray
    entitled: np.ndarray

    @property
    def cell(self) -> np.ndarray:
        """The place of each row in the flattened grid of province, decile and family type."""
        return (self.province * DECILES + self.decile) * FAMILY_TYPES + self.family_type

    def lacks(self) -> str:
        """What is missing for an estimate; empty when nothing is."""
        counts = {
            "families on the programme": self.recipient,
            "families not on the programme": ~self.recipient,
            "entitled families": self.entitled,
            "families not entitled": ~self.entitled,
        }
        few = [f"{int(rows.sum())} {name}" for name, rows in counts.items() if rows.sum() < FEWEST]
        if not few and not (self.recipient & self.entitled).any():
            few = ["0 entitled families on the programme"]
        return f"at least {FEWEST} visits of each kind are needed, got {', '.join(few)}" if few else ""


@dataclass(frozen=True, eq=False)
class Effects:
    """Log odds by term: ``decile`` (draw, side, 11), ``trait`` (draw, side, 5 traits of the family type) and
    ``province`` (draw, side, province), which add up. Draw 0 is the estimate; side 0 is off the programme, 1 on it."""

    decile: np.ndarray
    trait: np.ndarray
    province: np.ndarray

    def probabilities(self) -> np.ndarray:
        """Shape (draw, province, decile, family type, side)."""
        places = self.province.transpose(0, 2, 1)[:, :, None, None, :]
        deciles = self.decile.transpose(0, 2, 1)[:, None, :, None, :]
        types = (self.trait @ trait_matrix().T).transpose(0, 2, 1)[:, None, None, :, :]
        # Odds multiply: a product of three small tables is far quicker than an exponential of the large one.
        odds = np.exp(places) * np.exp(deciles) * np.exp(types)
        return np.divide(odds, 1.0 + odds, out=odds)


def trait_matrix() -> np.ndarray:
    """One row a family type, one column a trait."""
    return (np.arange(FAMILY_TYPES)[:, None] >> np.arange(TRAITS) & 1).astype(float)


def entitled_effects(linked: Linked, register: np.ndarray, stage: FirstStage, multipliers: np.ndarray) -> Effects:
    """Effects with one draw a row of ``multipliers`` (from ``rao_wu_multipliers``) behind the estimate.

    ``register`` counts families by (province, decile, family type, side) in the quarter of the sample; the linked
    families must not lack anything. Families outside the register are in neither, so the exclusion error that these
    probabilities give is that among registered families.
    """
    provinces = len(register)
    rows = [np.flatnonzero(linked.recipient == side) for side in (OFF, ON)]
    # One row a PSU, side by side in memory: each product below would else copy the whole.
    weights = np.ascontiguousarray(np.vstack([np.ones(len(stage.psus)), multipliers]).T)
    sums = [_sums(linked, members, weights, provinces) for members in rows]
    worth = [linked.weight[members].sum() ** 2 / (linked.weight[members] ** 2).sum() for members in rows]
    fitted = [_fitted(*side, provinces, observations) for side, observations in zip(sums, worth, strict=True)]
    targets = _targets(sums, register, _calibrated(linked, provinces))
    for side, effects in enumerate(fitted):
        _move(effects, register[..., side].reshape(provinces, -1), *(target[side] for target in targets))
    return Effects(*(np.stack([effects[place] for effects in fitted], axis=1) for place in range(3)))


def _sums(linked: Linked, rows: np.ndarray, weights: np.ndarray, provinces: int) -> tuple[np.ndarray, np.ndarray]:
    """Weight and entitled weight by draw and cell; ``weights`` is (PSU, draw)."""
    shape = (provinces * DECILES * FAMILY_TYPES, len(weights))
    where = (linked.cell[rows], linked.psu[rows])
    both = (linked.weight[rows], linked.weight[rows] * linked.entitled[rows])
    total, entitled = (sparse.csr_array((values, where), shape=shape) @ weights for values in both)
    return total.T, entitled.T


def _fitted(total: np.ndarray, entitled: np.ndarray, provinces: int, observations: float) -> list[np.ndarray]:
    """Decile, trait and province effects of one side by draw; the intercept is in the provinces."""
    seen = np.flatnonzero(total[0])
    place, family_type = np.divmod(seen, FAMILY_TYPES)
    province, decile = np.divmod(place, DECILES)
    design = np.hstack(
        [np.ones((len(seen), 1)), np.eye(DECILES)[decile], trait_matrix()[family_type], np.eye(provinces)[province]]
    )
    blocks = Blocks((1, DECILES, TRAITS, provinces))
    fit = shrunken_fit(design, total[0, seen], entitled[0, seen], blocks, observations)
    draws = newton_steps(fit, design, total[1:, seen], entitled[1:, seen])
    intercept, deciles, traits, places = blocks.split(np.vstack([fit.coefficients, draws]))
    return [deciles, traits, places + intercept]


def _calibrated(linked: Linked, provinces: int) -> np.ndarray:
    """The provinces with enough visits to be moved to their direct estimates."""
    counts = (np.bincount(linked.province[rows], minlength=provinces) for rows in (linked.recipient, linked.entitled))
    return np.logical_and(*(count >= FEWEST_IN_PROVINCE for count in counts))


def _targets(
    sums: list[tuple[np.ndarray, np.ndarray]], register: np.ndarray, calibrated: np.ndarray
) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Entitled families that the direct errors mean on the register, by side: (draw, province), and (draw) nationally.

    On the programme: recipients × (1 − inclusion). Off it: as many more as the exclusion error says, E₁ · EE/(1 − EE).
    NaN for provinces that are not calibrated.
    """
    provinces = len(register)
    families = register.reshape(provinces, -1, 2).sum(axis=1).T
    total, entitled = (
        np.stack([side[place].reshape(len(side[place]), provinces, -1).sum(axis=2) for side in sums])
        for place in (0, 1)
    )
    local = _entitled_families(total, entitled, families[:, None, :])
    local[:, :, ~calibrated] = np.nan
    nation = _entitled_families(total.sum(axis=2), entitled.sum(axis=2), families.sum(axis=1)[:, None])
    return list(local), list(nation)


def _entitled_families(total: np.ndarray, entitled: np.ndarray, families: np.ndarray) -> np.ndarray:
    with np.errstate(invalid="ignore", divide="ignore"):
        on = families[ON] * entitled[ON] / total[ON]
        off = on * entitled[OFF] / entitled[ON]
    return np.stack([np.clip(off, EDGE * families[OFF], (1 - EDGE) * families[OFF]),
                     np.clip(on, EDGE * families[ON], (1 - EDGE) * families[ON])])  # fmt: skip


def _move(effects: list[np.ndarray], families: np.ndarray, local: np.ndarray, nation: np.ndarray) -> None:
    """Shift the province effects, in place, to the targets: each province by itself, then all alike."""
    deciles, traits, places = effects
    profile = (deciles[:, :, None] + (traits @ trait_matrix().T)[:, None, :]).reshape(len(deciles), -1)
    for province in np.flatnonzero(families.any(axis=1) & np.isfinite(local).all(axis=0)):
        here = np.flatnonzero(families[province])
        log_odds = profile[:, here] + places[:, province, None]
        places[:, province] += shifted_to(log_odds, families[province, here], local[:, province])
    provinces, cell = np.nonzero(families)
    log_odds = profile[:, cell] + places[:, provinces]
    places += shifted_to(log_odds, families[provinces, cell], nation)[:, None]
