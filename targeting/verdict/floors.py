"""Indicators of targeting on a register or a sample, with their formulas (no sampling error here).

w weight (household, or household × persons), B receives, T entitled by the programme's rule and yardstick, b benefit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import special


@dataclass(frozen=True)
class Indicators:
    """Shares 0–1 unless said; NaN where a denominator is empty.

    inclusion_error Σw B(1−T)/Σw B; exclusion_error Σw T(1−B)/Σw T; fpr Σw B(1−T)/Σw(1−T), in some texts called
    inclusion error; coverage Σw B/Σw; target_share Σw T/Σw; misclassified_share Σw[B(1−T)+T(1−B)]/Σw;
    targeting_differential (1 − exclusion_error) − fpr (Ravallion; −1 to 1); share_to_target Σw bT/Σw b and
    budget_leakage 1 − that; cgh_index share_to_target ÷ target_share (1 = neutral); mean_transfer_* in the benefit's
    unit; ntd_amount (mean to the entitled − mean to the others) ÷ mean per recipient; floors are what remains however
    good the data, avoidable_* the rest.
    """

    inclusion_error: float
    exclusion_error: float
    fpr: float
    coverage: float
    target_share: float
    misclassified_share: float
    targeting_differential: float
    share_to_target: float
    budget_leakage: float
    cgh_index: float
    mean_transfer_target: float
    mean_transfer_nontarget: float
    mean_transfer_beneficiary: float
    ntd_amount: float
    ie_floor: float
    ee_floor: float
    avoidable_inclusion_error: float
    avoidable_exclusion_error: float


def indicators(weight: np.ndarray, recipient: np.ndarray, entitled: np.ndarray, benefit: np.ndarray) -> Indicators:
    """All indicators of one programme; ``recipient`` and ``entitled`` 0 or 1, ``benefit`` what a household got."""
    w, received, target, amount = (np.asarray(a, dtype=float) for a in (weight, recipient, entitled, benefit))
    everyone, recipients, targets = np.float64(w.sum()), (w * received).sum(), (w * target).sum()
    wrongly, missed = (w * received * (1 - target)).sum(), (w * target * (1 - received)).sum()
    paid, paid_to_target = (w * amount).sum(), (w * amount * target).sum()
    with np.errstate(invalid="ignore", divide="ignore"):
        ie, ee, fpr = wrongly / recipients, missed / targets, wrongly / (everyone - targets)
        to_target, to_others = paid_to_target / targets, (paid - paid_to_target) / (everyone - targets)
        return Indicators(
            inclusion_error=ie,
            exclusion_error=ee,
            fpr=fpr,
            coverage=recipients / everyone,
            target_share=targets / everyone,
            misclassified_share=(wrongly + missed) / everyone,
            targeting_differential=(1 - ee) - fpr,
            share_to_target=paid_to_target / paid,
            budget_leakage=1 - paid_to_target / paid,
            cgh_index=paid_to_target / paid / (targets / everyone),
            mean_transfer_target=to_target,
            mean_transfer_nontarget=to_others,
            mean_transfer_beneficiary=paid / recipients,
            ntd_amount=(to_target - to_others) / (paid / recipients),
            ie_floor=inclusion_floor(recipients, targets),
            ee_floor=exclusion_floor(recipients, targets),
            avoidable_inclusion_error=ie - inclusion_floor(recipients, targets),
            avoidable_exclusion_error=ee - exclusion_floor(recipients, targets),
        )


def exclusion_floor(recipients: float, targets: float) -> float:
    """Exclusion error that even perfect targeting leaves: max(0, 1 − N_B/N_T); NaN without a target."""
    return max(0.0, 1 - recipients / targets) if targets > 0 else np.nan


def inclusion_floor(recipients: float, targets: float) -> float:
    """Inclusion error that even perfect targeting leaves: max(0, 1 − N_T/N_B); NaN without recipients."""
    return max(0.0, 1 - targets / recipients) if recipients > 0 else np.nan


def exclusion_from_inclusion(
    inclusion: float, recipients: float, targets: float, inclusion_se: float = 0.0
) -> tuple[float, float]:
    """EE = 1 − (N_B/N_T)(1 − IE) with its standard error (N_B/N_T)·se(IE).

    For a target whose size N_T is fixed by definition, nationally only; beside a direct estimate where there is one.
    """
    ratio = recipients / targets
    return 1 - ratio * (1 - inclusion), ratio * inclusion_se


def incidence(weight: np.ndarray, recipient: np.ndarray, benefit: np.ndarray, decile: np.ndarray) -> pd.DataFrame:
    """By decile: coverage Σw B/Σw, the decile's share of recipients and of benefits, and the cumulated latter."""
    w, received, amount = (np.asarray(a, dtype=float) for a in (weight, recipient, benefit))
    parts = pd.DataFrame({"decile": decile, "all": w, "recipients": w * received, "paid": w * amount})
    sums = parts.groupby("decile", sort=True).sum()
    benefits = sums.paid / sums.paid.sum()
    return pd.DataFrame(
        {
            "coverage_share": sums.recipients / sums["all"],
            "recipient_share": sums.recipients / sums.recipients.sum(),
            "benefit_share": benefits,
            "benefit_share_up_to": benefits.cumsum(),
        }
    ).reset_index()


def attainable_error(r_squared: float, target_share: float) -> float:
    """Inclusion = exclusion error of the best ranking by a score of this R² when the quota equals the target.

    Score and welfare bivariate normal; the same figure reads as the error that a perfect register shows when it is
    checked with a welfare measure of this reliability.
    """
    correlation = np.sqrt(r_squared)
    cut = special.ndtri(target_share)
    return float(2 * special.owens_t(cut, np.sqrt((1 - correlation) / (1 + correlation))) / target_share)
