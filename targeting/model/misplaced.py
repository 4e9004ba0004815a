"""The chance that a family's place is wrong, learnt from a verified sample and told by register columns alone.

A place is wrong when a recipient is not entitled or an entitled family is not a recipient. Gradient boosting learns who
is entitled, once for each fold of PSUs left out; whose place is wrong follows, as the register knows the recipients.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.special import expit, logit
from sklearn.ensemble import HistGradientBoostingClassifier

from targeting.model.logistic import logistic_line
from targeting.survey.design import FirstStage
from targeting.survey.folds import psu_folds
from targeting.survey.sample import Sample

FOLDS = 3
SEED = 20260101
EDGE = 1e-4
BOOSTING = {
    "max_iter": 20,
    "learning_rate": 0.35,
    "max_leaf_nodes": 8,
    "min_samples_leaf": 50,
    "early_stopping": False,
    "random_state": SEED,
}


@dataclass(frozen=True, eq=False)
class Learnt:
    """Who is entitled to one programme: one model for each fold that it has not seen.

    ``held_out`` is the chance of being entitled of each family of the sample by the model that has not seen its PSU;
    ``fold`` its fold.
    """

    models: tuple[HistGradientBoostingClassifier, ...]
    held_out: np.ndarray
    fold: np.ndarray
    sample: Sample

    def entitled(self, features: np.ndarray) -> np.ndarray:
        """The chance of being entitled of other families, the mean of the models; not calibrated."""
        return np.mean([model.predict_proba(features)[:, 1] for model in self.models], axis=0)

    def wrong(self, entitled: np.ndarray, recipient: np.ndarray) -> np.ndarray:
        """The calibrated chance of being misplaced from ``entitled`` (as above) and whether a family is a recipient."""
        return _turned(_calibrated(self.calibration, entitled, recipient), recipient)

    @cached_property
    def calibration(self) -> np.ndarray:
        """Intercept, slope on the log odds, and what recipients add; fitted to the chances of held-out families."""
        return _calibration(self.sample, self.held_out, np.ones(len(self.held_out), dtype=bool))

    @cached_property
    def held_out_wrong(self) -> np.ndarray:
        """Each sampled family's chance of being misplaced; neither model nor calibration has seen its PSU."""
        found = np.empty(len(self.held_out))
        for fold in range(FOLDS):
            here = self.fold == fold
            rule = _calibration(self.sample, self.held_out, ~here)
            recipient = self.sample.recipient[here]
            found[here] = _turned(_calibrated(rule, self.held_out[here], recipient), recipient)
        return found

    @property
    def is_wrong(self) -> np.ndarray:
        """Whether the place of each family of the sample is wrong."""
        return self.sample.entitled != self.sample.recipient


def learn(features: np.ndarray, sample: Sample, stage: FirstStage) -> Learnt:
    """Learn from the families of a sample; ``features`` has one row a family, one column of numbers a register column.

    Fits are weighted by the survey weights. Run within ``threads.one_thread``.
    """
    fold = psu_folds(stage, FOLDS, SEED)[stage.locate(sample.psu)]
    weight = sample.weight / sample.weight.mean()
    held_out, models = np.empty(len(weight)), []
    for left_out in range(FOLDS):
        seen = fold != left_out
        model = HistGradientBoostingClassifier(**BOOSTING)
        model.fit(features[seen], sample.entitled[seen], sample_weight=weight[seen])
        held_out[~seen] = model.predict_proba(features[~seen])[:, 1]
        models.append(model)
    return Learnt(tuple(models), held_out, fold, sample)


def _calibration(sample: Sample, chance: np.ndarray, rows: np.ndarray) -> np.ndarray:
    return logistic_line(_columns(chance[rows], sample.recipient[rows]), sample.entitled[rows], sample.weight[rows])


def _calibrated(rule: np.ndarray, chance: np.ndarray, recipient: np.ndarray) -> np.ndarray:
    return expit(rule[0] + _columns(chance, recipient) @ rule[1:])


def _columns(chance: np.ndarray, recipient: np.ndarray) -> np.ndarray:
    return np.column_stack([logit(np.clip(chance, EDGE, 1 - EDGE)), recipient])


def _turned(entitled: np.ndarray, recipient: np.ndarray) -> np.ndarray:
    return np.where(recipient, 1.0 - entitled, entitled)
