"""``tepat ratio``, ``small-area`` and ``plan``: the statistics of ``targeting/`` on an analyst's own file."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer

from commands.analyst_file import flags, labels, numbers, read_columns
from commands.output import Format, errors, print_frame
from targeting.assess import assess
from targeting.beta_binomial import beta_binomial
from targeting.design import FirstStage, first_stage
from targeting.fay_herriot import Method, fay_herriot
from targeting.plan import Question, sample_size
from targeting.singleton import Treatment
from targeting.sums import lay_out
from terms import InputError

RATIO = ["group", "n", "psus", "strata", "df", "estimate", "se", "low", "high", "n_effective", "method", "verdict"]
IN_FULL = ["strata", "df", "se"]
SMALL_AREA = ["area", "direct", "estimate", "mse", "low", "high", "shrinkage", "probability_below_target"]
WHY_DESIGN = (
    "families of one PSU resemble each other and weights are not equal, so an interval that ignores the design is too "
    "narrow (in simulations it held the truth 78 times in 100 instead of 95). For a sample drawn family by family say "
    "so with --simple-random"
)


class Model(StrEnum):
    """The models of ``small-area``."""

    reml = "reml"
    ml = "ml"
    li_lahiri = "li-lahiri"
    eb = "eb"


File = Annotated[
    Path, typer.Argument(help="CSV (comma or semicolon) or Parquet, one row a family.", show_default=False)
]
Areas = Annotated[
    Path, typer.Argument(help="CSV (comma or semicolon) or Parquet, one row an area.", show_default=False)
]
Target = Annotated[float, typer.Option(help="The error to stay under, a share.")]
Form = Annotated[Format, typer.Option("--format", help="How to print; JSON and CSV at full precision.")]


def _column(text: str) -> typer.models.OptionInfo:
    return typer.Option(metavar="COL", help=text, show_default=False)


def register(app: typer.Typer) -> None:
    """Add the commands to the terminal door."""
    app.command("ratio")(ratio)
    app.command("small-area")(small_area)
    app.command("plan")(plan)


def ratio(
    file: File,
    numerator: Annotated[str, _column("1 = in error (for example: not entitled), 0 = not.")],
    denominator: Annotated[str, _column("1 = counted (for example: recipient), 0 = not.")],
    by: Annotated[str | None, _column("One result for each value of this column.")] = None,
    stratum: Annotated[str | None, _column("Stratum of the sample.")] = None,
    psu: Annotated[str | None, _column("Primary sampling unit; each lies in one stratum.")] = None,
    weight: Annotated[str | None, _column("Sampling weight, above 0 (times persons for figures in persons).")] = None,
    fpc: Annotated[
        str | None,
        _column("First-stage correction, one value a stratum: PSUs in the population, or a fraction of at most 1."),
    ] = None,
    pool: Annotated[
        str | None, _column("Areas (kabupaten) within which the likeness inside PSUs is pooled; else those of --by.")
    ] = None,
    singleton: Annotated[Treatment, typer.Option(help="What to do with strata of one PSU.")] = Treatment.adjust,
    target: Target = 0.05,
    simple_random: Annotated[bool, typer.Option("--simple-random", help="The file is a simple random sample.")] = False,
    form: Form = Format.table,
) -> None:
    """An error (a share of 0/1 columns) with standard error, interval and verdict, by the sample's design."""
    design = {"--stratum": stratum, "--psu": psu, "--weight": weight}
    lacking = [option for option, column in design.items() if column is None]
    if lacking and not simple_random:
        raise InputError(f"ratio: {', '.join(lacking)} must name a column: {WHY_DESIGN}")
    chosen = {"--numerator": numerator, "--denominator": denominator, "--by": by, "--fpc": fpc, "--pool": pool}
    frame = read_columns(file, chosen | ({"--weight": weight} if simple_random else design))
    area = pool or by
    columns = _design_columns(frame, None if simple_random else (stratum, psu), weight)
    area_labels = None if area is None else labels(frame, area)
    corrections = None if fpc is None else numbers(frame, fpc)
    stage = first_stage(columns.psu, columns.stratum, corrections, singleton, area_labels)
    _tell_of_singletons(stage)
    counted = flags(frame, denominator)
    layout = lay_out(stage, columns.psu, columns.weight, None if by is None else labels(frame, by), area_labels)
    found = assess(layout.sums(flags(frame, numerator, counted), counted), stage, target)
    if simple_random:
        found["method"] += "; simple random sample assumed"
    shown = found[RATIO].drop(columns=IN_FULL) if form is Format.table else found[RATIO]
    print_frame(shown, form, f"{numerator} ÷ {denominator}, against {target:g}")


def small_area(
    file: Areas,
    estimate: Annotated[str | None, _column("Direct estimate; empty where an area has no sample.")] = None,
    variance: Annotated[str | None, _column("Its smoothed sampling variance, above 0.")] = None,
    counts: Annotated[str | None, _column("Errors found, n_effective × share; with --size.")] = None,
    size: Annotated[str | None, _column("Effective sample size; 0 or empty without a sample.")] = None,
    covariates: Annotated[str | None, typer.Option(metavar="A,B", help="Columns that explain the error.")] = None,
    area: Annotated[str | None, _column("Name of the area; else the row number.")] = None,
    method: Annotated[
        Model | None, typer.Option(help="eb for counts; reml, ml or li-lahiri for estimates.", show_default=False)
    ] = None,
    target: Target = 0.05,
    form: Form = Format.table,
) -> None:
    """Estimates for small areas that borrow from each other: empirical Bayes for counts, Fay–Herriot for estimates."""
    by_counts = method is Model.eb or (method is None and counts is not None)
    first, second = (counts, size) if by_counts else (estimate, variance)
    names = ("--counts", "--size") if by_counts else ("--estimate", "--variance")
    if first is None or second is None:
        raise InputError(f"small-area: method {method or 'reml'} needs {names[0]} and {names[1]}")
    explained = [name.strip() for name in covariates.split(",")] if covariates else []
    asked = {names[0]: first, names[1]: second, "--area": area} | {f"--covariates ({name})": name for name in explained}
    frame = read_columns(file, asked)
    x = pd.concat([numbers(frame, name) for name in explained], axis=1).to_numpy() if explained else None
    given = (numbers(frame, first, gaps=True).to_numpy(), numbers(frame, second, gaps=True).to_numpy(), x)
    fitted = beta_binomial(*given, target) if by_counts else fay_herriot(*given, Method(method or Model.reml), target)
    if fitted.synthetic:
        errors.print(_synthetic(by_counts), highlight=False)
    found = fitted.areas.assign(area=_areas(frame, area))
    print_frame(found[SMALL_AREA], form, f"Small areas by {'empirical Bayes' if by_counts else 'Fay–Herriot'}")


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


def _design_columns(frame: pd.DataFrame, design: tuple[str, str] | None, weight: str | None) -> pd.DataFrame:
    """Stratum, PSU and weight of each row; of a simple random sample each row is a PSU of one stratum."""
    weights = pd.Series(1.0, index=frame.index) if weight is None else numbers(frame, weight)
    if design is None:
        return pd.DataFrame({"stratum": "all", "psu": frame.index, "weight": weights})
    return pd.DataFrame({"stratum": labels(frame, design[0]), "psu": labels(frame, design[1]), "weight": weights})


def _tell_of_singletons(stage: FirstStage) -> None:
    if stage.singletons:
        errors.print(f"Note: {stage.note()} ({', '.join(stage.singletons[:5])}).", highlight=False, markup=False)


def _areas(frame: pd.DataFrame, area: str | None) -> pd.Series:
    if area is None:
        return pd.Series([str(index + 1) for index in frame.index])
    names = labels(frame, area)
    if names.duplicated().any():
        raise InputError(f"{area}: each area must have one row, but {names[names.duplicated()].iloc[0]} has more")
    return names


def _synthetic(by_counts: bool) -> str:
    rest = "the intervals are too narrow." if by_counts else "--method li-lahiri keeps some of the direct estimates."
    return f"Note: the areas differ by no more than chance, so each shows the model's value alone; {rest}"
