"""The terminal's ratio, small-area and plan: the same numbers, and every fault named."""

import json

import numpy as np
import pandas as pd
import pytest
import typer
from typer.testing import CliRunner

from commands.statistics import RATIO, SMALL_AREA
from commands.statistics import register as register_commands
from terms import InputError
from tests.targeting.oracle import ORACLES, PROGRAMMES, VERDICTS, close, data, expected

app = typer.Typer()
register_commands(app)
DESIGN = ("--stratum", "stratum", "--psu", "psu", "--weight", "weight")


def run(*arguments):
    return CliRunner().invoke(app, [str(part) for part in arguments])


def rows(*arguments):
    result = run(*arguments, "--format", "json")
    if result.exception is not None:
        raise result.exception
    return json.loads(result.stdout)


@pytest.fixture(scope="module")
def flagged(register, tmp_path_factory):
    """The P02 register with an analyst's 0/1 columns, as CSV."""
    frame = register.assign(
        **{f"not_{programme}": 1 - register[received] for programme, (received, _) in PROGRAMMES.items()},
        outside4=1 - register.in_target4,
        outside5=1 - register.in_target5,
        person_weight=register.weight * register.hhsize,
    )
    path = tmp_path_factory.mktemp("ratio") / "sample.csv"
    frame.to_csv(path, index=False)
    return path


def error_columns(programme, statistic):
    received, entitled = PROGRAMMES[programme]
    outside = entitled.replace("in_target", "outside")
    return {
        "inclusion_error": (outside, received),
        "exclusion_error": (f"not_{programme}", entitled),
        "fpr": (received, outside),
    }[statistic]


LEVELS = [
    (level, programme, statistic, unit)
    for level, unit in [
        ("national", "household"),
        ("national", "person"),
        ("province", "person"),
        ("kabupaten", "household"),
    ]
    for programme in PROGRAMMES
    for statistic in ("inclusion_error", "exclusion_error", "fpr")
]


@pytest.mark.parametrize(("level", "programme", "statistic", "unit"), LEVELS)
def test_ratio_command_matches_independent_software(flagged, level, programme, statistic, unit):
    numerator, denominator = error_columns(programme, statistic)
    weight = "person_weight" if unit == "person" else "weight"
    by = () if level == "national" else ("--by", level)
    found = rows(
        "ratio",
        flagged,
        "--numerator",
        numerator,
        "--denominator",
        denominator,
        *by,
        "--pool",
        "kabupaten",
        "--stratum",
        "stratum",
        "--psu",
        "psu",
        "--weight",
        weight,
    )
    chosen = {"level": level, "programme": programme, "statistic": statistic, "unit": unit}
    wanted = [row for row in expected("P02_register_small")["rows"] if chosen.items() <= row.items()]
    assert [row["group"] for row in found] == (["all"] if level == "national" else [row["key"] for row in wanted])
    for shown, row in zip(found, wanted, strict=True):
        assert list(shown) == RATIO
        assert shown["n"] == row["n"]
        if row["n"] == 0:
            assert shown["estimate"] is None and shown["low"] is None and shown["verdict"] == "insufficient"
            continue
        assert (shown["psus"], shown["strata"], shown["df"]) == (row["n_psu"], row["n_stratum"], row["df"])
        close(shown["estimate"], row["estimate"], 1e-10)
        close(shown["se"], row["se"], 1e-8)
        if row["df"] >= 30 and not row["degenerate"]:
            close([shown["low"], shown["high"]], row["ci95"]["beta_nchs"], 1e-7)


@pytest.mark.parametrize("name", expected("P09_pooled_verdict_small")["results"])
def test_ratio_command_gives_the_pooled_intervals_and_verdicts(flagged, name):
    numerator, denominator = error_columns(*name.split("|"))
    found = rows("ratio", flagged, "--numerator", numerator, "--denominator", denominator, "--by", "kabupaten", *DESIGN)
    by_group = {row["group"]: row for row in found}
    for row in expected("P09_pooled_verdict_small")["results"][name]["rows"]:
        shown = by_group[row["key"]]
        close([shown["low"], shown["high"]], [row["lo"], row["hi"]], 1e-7)
        close(shown["n_effective"], row["n_eff"], 1e-10)
        assert shown["verdict"] == VERDICTS.get(row["verdict"], row["verdict"])


ERROR = ("--numerator", "outside5", "--denominator", "receives_pbi")


def test_semicolons_decimal_commas_and_parquet_give_the_same_rows(flagged, tmp_path):
    frame = pd.read_csv(flagged)
    frame.to_csv(tmp_path / "semicolon.csv", index=False, sep=";", decimal=",")
    frame.to_parquet(tmp_path / "sample.parquet")
    wanted = rows("ratio", flagged, *ERROR, *DESIGN, "--fpc", "Npsu")
    for name in ("semicolon.csv", "sample.parquet"):
        found = rows("ratio", tmp_path / name, *ERROR, *DESIGN, "--fpc", "Npsu")
        close(found[0]["se"], wanted[0]["se"], 1e-12)
        assert found[0]["verdict"] == wanted[0]["verdict"]


def test_codes_keep_their_zeros_and_numbers_may_be_codes(flagged, tmp_path):
    frame = pd.read_csv(flagged)
    frame["kabupaten"] = "0" + frame.kabupaten.str[1:]
    frame["psu"] = frame.psu.str[1:].astype(int)
    frame.to_csv(tmp_path / "codes.csv", index=False)
    found = rows("ratio", tmp_path / "codes.csv", *ERROR, "--by", "kabupaten", *DESIGN)
    assert [row["group"] for row in found][:2] == ["0001", "0002"]
    by_name = rows("ratio", flagged, *ERROR, "--by", "kabupaten", *DESIGN)
    assert [row["se"] for row in found] == pytest.approx([row["se"] for row in by_name])


@pytest.mark.parametrize("left_out", [0, 2, 4])
def test_a_file_without_its_design_is_refused_with_the_reason(flagged, left_out):
    design = DESIGN[:left_out] + DESIGN[left_out + 2 :]
    with pytest.raises(InputError, match=f"{DESIGN[left_out]} must name a column: .*too narrow.*--simple-random"):
        rows("ratio", flagged, *ERROR, *design)


def test_a_simple_random_sample_is_marked_on_every_result(flagged):
    found = rows("ratio", flagged, *ERROR, "--by", "kabupaten", "--simple-random")
    assert len(found) == 12
    assert all("simple random sample assumed" in row["method"] for row in found)
    assert all(row["strata"] == 1 and row["psus"] == row["n"] for row in found)


def test_simple_random_standard_error_is_the_textbook_one(flagged):
    frame = pd.read_csv(flagged)
    found = rows("ratio", flagged, *ERROR, "--simple-random")[0]
    wrong = frame.outside5[frame.receives_pbi == 1]
    n, total = len(wrong), len(frame)
    textbook = np.sqrt(wrong.mean() * (1 - wrong.mean()) / n * total / (total - 1))
    assert found["se"] == pytest.approx(textbook, rel=1e-12)
    assert (found["n"], found["df"]) == (n, n - 1)


@pytest.mark.parametrize(("treatment", "note"), [("adjust", "centred"), ("collapse", "collapsed")])
def test_strata_with_one_psu_are_told_of_and_treated_as_named(flagged, tmp_path, treatment, note):
    frame = pd.read_csv(flagged)
    frame.loc[frame.psu == frame.psu[frame.stratum == "K001U"].iloc[0], "stratum"] = "K001A"
    frame.to_csv(tmp_path / "single.csv", index=False)
    arguments = ("ratio", tmp_path / "single.csv", *ERROR, *DESIGN, "--pool", "kabupaten", "--singleton", treatment)
    assert f"1 stratum with one PSU {note}" in rows(*arguments)[0]["method"]
    assert "(K001A)" in run(*arguments).stderr
    with pytest.raises(InputError, match="K001A"):
        rows("ratio", tmp_path / "single.csv", *ERROR, *DESIGN, "--singleton", "fail")


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("weight", None, r"weight: every row counted needs a value, but 1 have none \(row 3\)"),
        ("stratum", None, "stratum: every row counted"),
        ("psu", None, "psu: every row counted"),
        ("weight", "many", r"weight: must be a number, got 'many' \(row 3\)"),
        ("weight", 0, "weight: must be above 0 in every row, got 0"),
        ("receives_pbi", 2, r"receives_pbi: must be 0 or 1, got '2' \(row 3\)"),
        ("receives_pbi", None, "receives_pbi: every row counted needs a value"),
        ("outside5", None, "outside5: every row counted needs a value"),
    ],
)
def test_broken_columns_are_named_with_their_rows(flagged, tmp_path, column, value, message):
    frame = pd.read_csv(flagged).astype(object)
    frame.loc[2, column] = value
    frame.to_csv(tmp_path / "broken.csv", index=False)
    with pytest.raises(InputError, match=message):
        rows("ratio", tmp_path / "broken.csv", *ERROR, *DESIGN)


def test_an_error_unknown_outside_the_denominator_does_no_harm(flagged, tmp_path):
    frame = pd.read_csv(flagged)
    frame["outside5"] = frame.outside5.where(frame.receives_pbi == 1)
    frame.to_csv(tmp_path / "gaps.csv", index=False)
    assert rows("ratio", tmp_path / "gaps.csv", *ERROR, *DESIGN) == rows("ratio", flagged, *ERROR, *DESIGN)


def test_a_column_not_there_is_named_with_those_that_are(flagged):
    with pytest.raises(InputError, match="no column for --psu village; the columns are hh_id, province"):
        rows("ratio", flagged, *ERROR, "--stratum", "stratum", "--psu", "village", "--weight", "weight")


@pytest.mark.parametrize(("content", "message"), [(b"", "be read"), (b"a,b\n", "has no rows"), (b"\xff\n", "UTF-8")])
def test_unreadable_files_are_refused_in_one_sentence(tmp_path, content, message):
    (tmp_path / "bad.csv").write_bytes(content)
    with pytest.raises(InputError, match=message):
        rows("ratio", tmp_path / "bad.csv", "--numerator", "a", "--denominator", "b", "--simple-random")
    with pytest.raises(InputError, match="no such file"):
        rows("ratio", tmp_path / "none.csv", "--numerator", "a", "--denominator", "b", "--simple-random")


def test_table_for_people_shows_the_verdict(flagged):
    result = run("ratio", flagged, *ERROR, *DESIGN)
    assert result.exit_code == 0
    assert "missed" in result.stdout


def test_small_area_command_matches_independent_software():
    wanted = expected("P10_fh_synthetic")
    file = ORACLES / "P10_fh_synthetic" / "data.csv"
    found = rows(
        "small-area",
        file,
        "--estimate",
        "y",
        "--variance",
        "variance",
        "--covariates",
        "x",
        "--method",
        "reml",
        "--area",
        "area",
    )
    assert list(found[0]) == SMALL_AREA
    assert [row["area"] for row in found] == data("P10_fh_synthetic").area.tolist()
    close([row["estimate"] for row in found], wanted["eblup"], 1e-6)
    close([row["mse"] for row in found], wanted["mse"], 1e-6)


@pytest.fixture
def counted(tmp_path):
    random = np.random.default_rng(4)
    size = random.integers(20, 60, 80)
    frame = pd.DataFrame({"size": size, "found": random.binomial(size, random.beta(3, 57, 80))})
    frame.loc[0] = [0, 0]
    frame.to_csv(tmp_path / "areas.csv", index=False)
    return tmp_path / "areas.csv"


def test_counts_give_posteriors_for_areas_without_a_sample_too(counted):
    found = rows("small-area", counted, "--counts", "found", "--size", "size", "--method", "eb", "--target", "0.1")
    assert list(found[0]) == SMALL_AREA
    assert found[0]["direct"] is None and found[0]["shrinkage"] == 0 and found[0]["area"] == "1"
    assert all(0 < row["low"] < row["estimate"] < row["high"] < 1 for row in found)
    assert all(0 <= row["probability_below_target"] <= 1 for row in found)


def test_areas_alike_are_said_to_show_the_model_alone(tmp_path):
    pd.DataFrame({"y": [0.05, 0.0501, 0.0499, 0.05], "v": 0.01}).to_csv(tmp_path / "flat.csv", index=False)
    arguments = ("small-area", tmp_path / "flat.csv", "--estimate", "y", "--variance", "v", "--method")
    assert "no more than chance" in run(*arguments, "ml").stderr
    adjusted = run(*arguments, "li-lahiri")
    assert adjusted.stderr == "" and "4 intervals went beyond 0 or 1 and are cut there" in " ".join(
        adjusted.stdout.split()
    )


def test_small_area_columns_must_fit_the_method(counted):
    with pytest.raises(InputError, match="method eb needs --counts and --size"):
        rows("small-area", counted, "--estimate", "found", "--variance", "size", "--method", "eb")
    with pytest.raises(InputError, match="method ml needs --estimate and --variance"):
        rows("small-area", counted, "--counts", "found", "--size", "size", "--method", "ml")
    with pytest.raises(InputError, match=r"no column for --covariates \(slum\) slum"):
        rows("small-area", counted, "--counts", "found", "--size", "size", "--covariates", "slum")


def test_an_area_in_two_rows_is_named(counted):
    with pytest.raises(InputError, match="each area must have one row, but"):
        rows("small-area", counted, "--counts", "found", "--size", "size", "--area", "size")


def test_plan_command_gives_the_published_size():
    assert rows("plan", "--true", "0.02", "--deff", "1.5") == [{"n_effective": 338, "n": 507}]
    assert rows("plan", "--true", "0.02", "--one-sided") == [{"n_effective": 286, "n": 286}]
    assert rows("plan", "--true", "0", "--level", "0.9") == [{"n_effective": 59, "n": 59}]


def test_small_areas_agree_with_the_whole_when_asked(tmp_path):
    random = np.random.default_rng(4)
    size = random.integers(20, 60, 80)
    frame = pd.DataFrame({"size": size, "found": random.binomial(size, random.beta(3, 57, 80)), "s": size * 10})
    frame.to_csv(tmp_path / "areas.csv", index=False)
    asked = ("small-area", tmp_path / "areas.csv", "--counts", "found", "--size", "size", "--benchmark", "0.055")
    for rule in ("mse", "ratio"):
        found = pd.DataFrame(rows(*asked, "--shares", "s", "--benchmark-by", rule))
        assert np.average(found.benchmarked, weights=frame.s) == pytest.approx(0.055)
    assert "factor" in run(*asked, "--shares", "s").stderr
    with pytest.raises(InputError, match="--benchmark and --shares go together"):
        rows(*asked)
