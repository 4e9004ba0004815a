"""An analyst's sample laid out for ``tepat ratio``: its design, its weights, and what must be said beside it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from commands.analyst_file import Columns
from commands.output import errors
from commands.totals import Totals
from targeting.survey.design import FirstStage, SecondStage, first_stage, second_stage
from targeting.survey.informative import informative, weight_correlations
from targeting.survey.raking import calibrated_ratios, rake
from targeting.survey.ratio import ratios
from targeting.survey.singleton import Treatment
from targeting.survey.sums import Sums, lay_out
from targeting.verdict.assess import assess
from targeting.verdict.borrowed import Borrowed
from terms import InputError


@dataclass(frozen=True)
class RatioColumns:
    """The columns that the options named; None where not given."""

    numerator: str
    denominator: str
    by: str | None
    stratum: str | None
    psu: str | None
    weight: str | None
    fpc: str | None
    fpc_within: str | None
    pool: str | None
    simple_random: bool

    @property
    def columns(self) -> dict[str, str | None]:
        """The columns to read, by the option that named them."""
        used = {"numerator", "denominator", "by", "weight", "fpc", "fpc_within", "pool"}
        used |= set() if self.simple_random else {"stratum", "psu"}
        named = {f"--{name.replace('_', '-')}": getattr(self, name) for name in sorted(used)}
        return named | {"--numerator": self.wrong[0]}

    @property
    def wrong(self) -> tuple[str, str | None]:
        """The numerator's column, and the value that counts as 1; None where the column holds 0 and 1."""
        name, sign, value = self.numerator.partition("=")
        return (name, value.strip()) if sign else (name, None)


def assessed(
    read: Columns, asked: RatioColumns, totals: Totals, singleton: Treatment, rule: tuple[float, Borrowed | None]
) -> pd.DataFrame:
    """The rows of ``assess``; ``rule`` is the target and the correlation given. Notes go to standard error."""
    target, lent = rule
    drawn, area = _design(read, asked), _labels(read, asked.pool or asked.by)
    stage = first_stage(drawn["psu"], drawn["stratum"], _numbers(read, asked.fpc), singleton, area)
    _tell_of_singletons(stage)
    margins = totals.margins(read)
    weight = rake(drawn["weight"].to_numpy(), margins) if margins else drawn["weight"].to_numpy()
    layout = lay_out(stage, drawn["psu"], weight, _labels(read, asked.by), area)
    among = read.flags(asked.denominator)
    wrong, counted = _wrong(read, asked, among).to_numpy(), among.to_numpy()
    sums, second = layout.sums(wrong, counted), _second(read, asked, stage, drawn["psu"])
    found = calibrated_ratios(layout, (wrong, counted), stage, margins) if margins else ratios(sums, stage, second)
    table = assess(sums, stage, target, correlation=lent, found=found)
    _tell_of_weights(sums, table)
    return table.assign(method=table["method"] + _remarks(asked, second, totals))


def _wrong(read: Columns, asked: RatioColumns, counted: pd.Series) -> pd.Series:
    name, value = asked.wrong
    if value is None:
        return read.flags(name, counted)
    labels = read.labels(name)
    if not (labels == value).any():
        known = ", ".join(sorted(labels.unique())[:10])
        raise InputError(f"--numerator {name}={value}: no row has this value; there are {known}")
    return (labels == value).astype(float)


def _design(read: Columns, asked: RatioColumns) -> pd.DataFrame:
    """Stratum, PSU and weight of each row; of a simple random sample each row is a PSU of one stratum."""
    weights = pd.Series(1.0, index=read.index) if asked.weight is None else read.numbers(asked.weight, scale_free=True)
    if asked.simple_random:
        return pd.DataFrame({"stratum": "all", "psu": read.index, "weight": weights})
    if asked.stratum is None or asked.psu is None:
        raise InputError("ratio: a sample needs --stratum and --psu, or --simple-random")
    return pd.DataFrame(
        {"stratum": read.labels(asked.stratum), "psu": read.labels(asked.psu), "weight": weights.to_numpy()}
    )


def _labels(read: Columns, column: str | None) -> pd.Series | None:
    return None if column is None else read.labels(column)


def _numbers(read: Columns, column: str | None) -> pd.Series | None:
    return None if column is None else read.numbers(column)


def _second(read: Columns, asked: RatioColumns, stage: FirstStage, psu: pd.Series) -> SecondStage | None:
    """The families drawn inside PSUs, where a correction at the first stage makes them count."""
    if asked.fpc is None or asked.simple_random:
        return None
    return second_stage(stage, psu, _numbers(read, asked.fpc_within))


def _remarks(asked: RatioColumns, second: SecondStage | None, totals: Totals) -> str:
    said = []
    if asked.simple_random:
        said.append("simple random sample assumed")
    if second is not None and asked.fpc_within is not None:
        said.append("corrected for the finite population at both stages")
    elif second is not None:
        said.append("corrected at the first stage, families taken as a small part of their PSU")
    if totals.by_column:
        said.append(f"weights raked to {', '.join(totals.by_column)}")
    return "".join(f"; {sentence}" for sentence in said)


def _tell_of_singletons(stage: FirstStage) -> None:
    if stage.singletons:
        errors.print(f"Note: {stage.note()} ({', '.join(stage.singletons[:5])}).", highlight=False, markup=False)


def _tell_of_weights(sums: Sums, table: pd.DataFrame) -> None:
    """Direct variances see weights that go with the error; the borrowed design effect does not."""
    pooled = table["correlation"].notna().to_numpy()
    astray = table[pooled & informative(sums)]
    if not astray.empty:
        found = weight_correlations(sums)
        shown = ", ".join(f"{group} {found[row]:+.2f}" for row, group in astray["group"].head().items())
        errors.print(
            f"Warning: weights go with the error (correlation {shown}{' …' if len(astray) > 5 else ''}), which the "
            "borrowed design effect does not hold: where the correlation inside PSUs is near 0 such intervals hold the "
            "truth less often than they say.",
            highlight=False,
            markup=False,
        )
