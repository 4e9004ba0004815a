"""``tepat small-area``: areas with few families that borrow from each other and from covariates."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import pandas as pd
import typer

from commands.analyst_file import Columns, read_columns
from commands.analyst_options import Areas, Decimal, Form, Target, Thousands, column
from commands.numerals import Numerals
from commands.output import Format, errors, print_frame
from targeting.small_area.benchmarking import Benchmarked, benchmarked, benchmarked_by_mse
from targeting.small_area.beta_binomial import BetaBinomial, beta_binomial
from targeting.small_area.fay_herriot import FayHerriot, Method, fay_herriot
from targeting.small_area.few_areas import FEW, REPLICATES, bootstrapped
from terms import InputError

SMALL_AREA = ["area", "direct", "estimate", "mse", "low", "high", "shrinkage", "probability_below_target"]
SEED = 20260127
#: Arrays: estimates and variances, or counts and sizes, and the covariates if there are any.
_Given = tuple[Any, Any, Any]


class Model(StrEnum):
    """The models of ``small-area``."""

    reml = "reml"
    ml = "ml"
    li_lahiri = "li-lahiri"
    eb = "eb"


class Benchmarking(StrEnum):
    """How estimates are made to agree with the whole."""

    mse = "mse"
    ratio = "ratio"


def small_area(
    file: Areas,
    estimate: Annotated[str | None, column("Direct estimate; empty where an area has no sample.")] = None,
    variance: Annotated[str | None, column("Its smoothed sampling variance, above 0.")] = None,
    counts: Annotated[str | None, column("Errors found, n_effective × share; with --size.")] = None,
    size: Annotated[str | None, column("Effective sample size; 0 or empty without a sample.")] = None,
    covariates: Annotated[str | None, typer.Option(metavar="A,B", help="Columns that explain the error.")] = None,
    area: Annotated[str | None, column("Name of the area; else the row number.")] = None,
    method: Annotated[
        Model | None, typer.Option(help="eb for counts; reml, ml or li-lahiri for estimates.", show_default=False)
    ] = None,
    benchmark: Annotated[
        float | None, typer.Option(help="The direct estimate of the whole, to agree with; with --shares.")
    ] = None,
    shares: Annotated[str | None, column("Recipients (inclusion) or entitled (exclusion) of the area.")] = None,
    benchmark_by: Annotated[
        Benchmarking, typer.Option(help="mse: uncertain areas move most; ratio: all by one factor.")
    ] = Benchmarking.mse,
    decimal: Decimal = None,
    thousands: Thousands = None,
    target: Target = 0.05,
    form: Form = Format.table,
) -> None:
    """Estimates for small areas that borrow from each other: empirical Bayes for counts, Fay–Herriot for estimates.

    With fewer than 50 areas empirical Bayes is drawn again and again from itself (parametric bootstrap), so that
    intervals and probabilities hold what is not known of the model.
    """
    by_counts = method is Model.eb or (method is None and counts is not None)
    first, second = (counts, size) if by_counts else (estimate, variance)
    names = ("--counts", "--size") if by_counts else ("--estimate", "--variance")
    if first is None or second is None:
        raise InputError(f"small-area: method {method or 'reml'} needs {names[0]} and {names[1]}")
    if (benchmark is None) != (shares is None):
        raise InputError("small-area: --benchmark and --shares go together")
    explained = [name.strip() for name in covariates.split(",")] if covariates else []
    asked = {names[0]: first, names[1]: second, "--area": area, "--shares": shares}
    asked |= {f"--covariates ({name})": name for name in explained}
    read = read_columns(file, asked, Numerals(decimal, thousands))
    x = pd.concat([read.numbers(name, scale_free=True) for name in explained], axis=1).to_numpy() if explained else None
    given = (read.numbers(first, gaps=True).to_numpy(), read.numbers(second, gaps=True).to_numpy(), x)
    fitted = _by_counts(given, target) if by_counts else _by_estimates(given, method or Model.reml, target)
    if fitted.synthetic:
        errors.print(_synthetic(by_counts), highlight=False)
    found = fitted.areas.assign(area=_areas(read, area))[SMALL_AREA]
    if benchmark is not None and shares is not None:
        found.insert(3, "benchmarked", _agreeing(found, read.numbers(shares), benchmark, benchmark_by).values)
    cut = fitted.cut if isinstance(fitted, FayHerriot) else 0
    caption = f"{cut} intervals went beyond 0 or 1 and are cut there" if cut else ""
    print_frame(found, form, f"Small areas by {'empirical Bayes' if by_counts else 'Fay–Herriot'}", caption)


def _by_estimates(given: _Given, method: Model, target: float) -> FayHerriot:
    estimate, variance, x = given
    return fay_herriot(estimate, variance, x, Method(method), target)


def _by_counts(given: _Given, target: float) -> BetaBinomial:
    y, n, x = given
    fitted = beta_binomial(y, n, x, target)
    sampled = int(fitted.areas["direct"].notna().sum())
    if sampled >= FEW:
        return fitted
    errors.print(
        f"Note: {sampled} areas with a sample are few; intervals and probabilities are from {REPLICATES} parametric "
        "bootstrap fits, so that they hold what is not known of the model.",
        highlight=False,
    )
    return bootstrapped(fitted, y, n, x, target, SEED)


def _agreeing(found: pd.DataFrame, shares: pd.Series, total: float, rule: Benchmarking) -> Benchmarked:
    given = (found["estimate"].to_numpy(), shares.to_numpy(), total)
    agreed = benchmarked(*given) if rule is Benchmarking.ratio else benchmarked_by_mse(*given, found["mse"].to_numpy())
    errors.print(
        f"Note: the model's areas add up to {total / agreed.factor:.4g}, the whole is {total:.4g} (factor "
        f"{agreed.factor:.3f}); intervals stay the model's.",
        highlight=False,
    )
    if not agreed.trusted:
        errors.print("Warning: a factor further than 10 % from 1 means that the model does not fit.", highlight=False)
    return agreed


def _areas(read: Columns, area: str | None) -> pd.Series:
    if area is None:
        return pd.Series([str(index + 1) for index in read.index])
    names = read.labels(area)
    if names.duplicated().any():
        raise InputError(f"{area}: each area must have one row, but {names[names.duplicated()].iloc[0]} has more")
    return names


def _synthetic(by_counts: bool) -> str:
    rest = "the intervals are too narrow." if by_counts else "--method li-lahiri keeps some of the direct estimates."
    return f"Note: the areas differ by no more than chance, so each shows the model's value alone; {rest}"
