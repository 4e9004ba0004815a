"""``tepat ratio``, ``small-area`` and ``plan``: the statistics of ``targeting/`` on an analyst's own file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import pandas as pd
import typer

from commands.analyst_file import read_columns
from commands.analyst_options import Decimal, Families, Form, Target, Thousands, column
from commands.numerals import Numerals
from commands.output import Format, print_frame
from commands.ratio_sample import RatioColumns, assessed
from commands.small_area import SMALL_AREA, small_area
from commands.totals import Totals, read_totals
from targeting.survey.singleton import Treatment
from targeting.verdict.borrowed import given
from targeting.verdict.plan import Question, sample_size
from terms import InputError

__all__ = ["RATIO", "SMALL_AREA", "plan", "ratio", "register"]
RATIO = ["group", "n", "psus", "strata", "df", "estimate", "se", "low", "high", "n_effective", "correlation"]
RATIO += ["method", "verdict"]
IN_FULL = ["strata", "df", "se", "correlation"]
WHY_DESIGN = (
    "families of one PSU resemble each other and weights are not equal, so an interval that ignores the design is too "
    "narrow (in simulations it held the truth 78 times in 100 instead of 95). For a sample drawn family by family say "
    "so with --simple-random"
)


def register(app: typer.Typer) -> None:
    """Add the commands to the terminal door."""
    app.command("ratio")(ratio)
    app.command("small-area")(small_area)
    app.command("plan")(plan)


def ratio(
    file: Families,
    numerator: Annotated[str, column("1 = in error (for example: not entitled), 0 = not; or COL=VALUE.")],
    denominator: Annotated[str, column("1 = counted (for example: recipient), 0 = not.")],
    by: Annotated[str | None, column("One result for each value of this column.")] = None,
    stratum: Annotated[str | None, column("Stratum of the sample.")] = None,
    psu: Annotated[str | None, column("Primary sampling unit; each lies in one stratum.")] = None,
    weight: Annotated[str | None, column("Sampling weight, above 0 (times persons for figures in persons).")] = None,
    fpc: Annotated[
        str | None,
        column(
            "Finite population correction, one value a stratum: PSUs in the population, or a fraction of at most 1."
        ),
    ] = None,
    fpc_within: Annotated[
        str | None,
        column("With --fpc, one value a PSU: families in it, or the fraction visited; else taken as a small part."),
    ] = None,
    pool: Annotated[
        str | None,
        column("Areas (kabupaten) within which the intra-cluster correlation is pooled; else those of --by."),
    ] = None,
    correlation: Annotated[
        float | None, typer.Option(help="Intra-cluster correlation known from elsewhere (the nation's), 0 to 1.")
    ] = None,
    rake: Annotated[
        Path | None,
        typer.Option(
            dir_okay=False,
            help="CSV with column, value, total: known totals that the weights are raked to; a+b crosses two columns.",
        ),
    ] = None,
    singleton: Annotated[Treatment, typer.Option(help="What to do with strata of one PSU.")] = Treatment.adjust,
    decimal: Decimal = None,
    thousands: Thousands = None,
    target: Target = 0.05,
    simple_random: Annotated[bool, typer.Option("--simple-random", help="The file is a simple random sample.")] = False,
    form: Form = Format.table,
) -> None:
    """An error (a share of 0/1 columns) with standard error, interval and verdict, by the sample's design.

    Groups with fewer than 30 degrees of freedom borrow a correlation inside PSUs; the method says which. From fewer
    than 50 PSUs it is taken as at least 0.085: give the nation's with --correlation where it is known.
    """
    asked = RatioColumns(numerator, denominator, by, stratum, psu, weight, fpc, fpc_within, pool, simple_random)
    _check(asked, rake)
    numerals, lent = Numerals(decimal, thousands), None if correlation is None else given(correlation)
    totals = Totals() if rake is None else read_totals(rake, numerals)
    read = read_columns(file, asked.columns | totals.columns, numerals)
    found = assessed(read, asked, totals, singleton, (target, lent))
    _print(found[RATIO], form, f"{numerator} ÷ {denominator}, against {target:g}")


def _print(found: pd.DataFrame, form: Format, title: str) -> None:
    """The table leaves out what is seldom read; a method that all rows share stands below it."""
    shown, caption = found, ""
    if form is Format.table:
        shown = found.drop(columns=IN_FULL)
        if found["method"].nunique() == 1:
            shown, caption = shown.drop(columns="method"), f"method: {found['method'].iloc[0]}"
    print_frame(shown, form, title, caption)


def plan(
    true: Annotated[float, typer.Option("--true", help="The error supposed to be true, a share.", show_default=False)],
    target: Target = 0.05,
    deff: Annotated[float, typer.Option(help="Design effect of the sample, 1 or more.")] = 1.0,
    power: Annotated[float, typer.Option(help="Chance wanted that the sample shows it.")] = 0.8,
    level: Annotated[float, typer.Option(help="Level of the interval.")] = 0.95,
    one_sided: Annotated[bool, typer.Option("--one-sided", help="All of the doubt on the side of the target.")] = False,
    form: Form = Format.table,
) -> None:
    """The smallest sample from which an error of --true is shown to be under --target with the power asked."""
    tail = 1 - level if one_sided else (1 - level) / 2
    found = sample_size(true, Question(target, power, tail), deff)
    print_frame(pd.DataFrame([{"n_effective": found.n_effective, "n": found.n}]), form, "Families to check")


def _check(asked: RatioColumns, rake: Path | None) -> None:
    design = {"--stratum": asked.stratum, "--psu": asked.psu, "--weight": asked.weight}
    lacking = [option for option, name in design.items() if name is None]
    if lacking and not asked.simple_random:
        raise InputError(f"ratio: {', '.join(lacking)} must name a column: {WHY_DESIGN}")
    if asked.fpc_within is not None and (asked.fpc is None or asked.simple_random):
        raise InputError("ratio: --fpc-within is the second stage of a correction whose first is --fpc; give both")
    if rake is not None and asked.fpc is not None:
        raise InputError("ratio: --rake and --fpc are not offered together; leave out --fpc to err on the safe side")
