"""A verified sample as the estimators need it, and the errors read off it."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from targeting.survey.design import FirstStage
from targeting.survey.sums import Layout, Sums, lay_out
from terms import InputError


@dataclass(frozen=True, eq=False)
class Sample:
    """Verified families, one value a row in each array; ``region`` is the area that correlation is pooled within.

    ``weight`` above 0 (times persons for figures in persons); ``stratum`` and ``psu`` label the design, each PSU in one
    stratum; ``entitled`` by the chosen yardstick and ``recipient`` are True or False, both at the same date.
    """

    weight: np.ndarray
    stratum: np.ndarray
    psu: np.ndarray
    region: np.ndarray
    entitled: np.ndarray
    recipient: np.ndarray

    def __post_init__(self) -> None:
        lengths = {field.name: len(getattr(self, field.name)) for field in fields(self)}
        if len(set(lengths.values())) > 1:
            raise InputError(f"sample: all columns must be as long as each other, got {lengths}")
        for name in ("entitled", "recipient"):
            if np.asarray(getattr(self, name)).dtype != bool:
                raise InputError(f"sample: {name} must be True or False in every row")
        if not (np.asarray(self.weight) > 0).all():
            raise InputError("sample: weight must be above 0 in every row")

    def layout(self, stage: FirstStage, group: np.ndarray | None = None) -> Layout:
        """The rows by group (one group without), with correlation pooled within regions."""
        return lay_out(stage, self.psu, self.weight, group, self.region)


def inclusion_error(sample: Sample, layout: Layout) -> Sums:
    """Recipients not entitled ÷ recipients."""
    return layout.sums(~sample.entitled, sample.recipient)


def exclusion_error(sample: Sample, layout: Layout) -> Sums:
    """Entitled who do not receive ÷ entitled. Seen only as far as the sample's frame reaches the entitled."""
    return layout.sums(~sample.recipient, sample.entitled)
