"""Which groups of families to visit first, and what the errors found there would change."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Standing:
    """A programme as it stands, in expected families: recipients, those of them not entitled, and the entitled who are
    not recipients. Families outside the register are not in it."""

    recipients: float
    not_entitled: float
    left_out: float

    @property
    def inclusion(self) -> float:
        return self.not_entitled / self.recipients if self.recipients else float("nan")

    @property
    def exclusion(self) -> float:
        entitled = self.recipients - self.not_entitled + self.left_out
        return self.left_out / entitled if entitled else float("nan")

    def corrected(self, not_entitled: float, left_out: float) -> Standing:
        """Once so many not entitled have left the programme, and so many who were left out have entered it."""
        recipients = self.recipients - not_entitled + left_out
        return Standing(recipients, self.not_entitled - not_entitled, self.left_out - left_out)


@dataclass(frozen=True)
class Gain:
    """What a number of visits is expected to find, and the errors before and after all that is found is put right."""

    visits: int
    found_not_entitled: float
    found_left_out: float
    before: Standing
    after: Standing


def ranked(groups: pd.DataFrame, interviewed_share: float) -> pd.DataFrame:
    """The groups with ``found_per_thousand``, errors found per thousand visits, the highest first.

    ``groups`` has families and wrong (expected to be misplaced); a visit ends in an interview with the probability
    ``interviewed_share``.
    """
    found = groups.assign(found_per_thousand=1000 * interviewed_share * groups["wrong"] / groups["families"])
    keys = [name for name in ("kabupaten_code", "decile", "family_type", "on_programme") if name in found]
    return found.sort_values(["found_per_thousand", *keys], ascending=[False] + [True] * len(keys), ignore_index=True)


def gain(ranking: pd.DataFrame, visits: int, standing: Standing) -> Gain:
    """What ``visits`` find, made in the order of the ranking: each group as far as it reaches, the last in part.

    ``ranking`` has on_programme, families and found_per_thousand. Nobody is visited twice.
    """
    families = ranking["families"].to_numpy(float)
    done = np.clip(visits - np.concatenate([[0.0], np.cumsum(families)[:-1]]), 0.0, families)
    errors = done * ranking["found_per_thousand"].to_numpy(float) / 1000
    on_programme = ranking["on_programme"].to_numpy(bool)
    not_entitled, left_out = float(errors[on_programme].sum()), float(errors[~on_programme].sum())
    return Gain(int(done.sum()), not_entitled, left_out, standing, standing.corrected(not_entitled, left_out))
