"""Analysts' files that are not the best case, each with its right answer."""

import unicodedata
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from targeting.verdict.borrowed import CAUTIOUS
from terms import InputError
from tests.targeting.test_statistics_commands import rows, run

CASES = Path(__file__).parent / "cases"
ERROR = ("--numerator", "y", "--denominator", "x")
DESIGN = ("--stratum", "h", "--psu", "c", "--weight")


def ratio(case, *more, weight="w"):
    return rows("ratio", CASES / f"{case}.csv", *ERROR, *DESIGN, weight, *more)[0]


def test_thousands_points_beside_plain_numbers_are_refused_with_their_rows():
    with pytest.raises(InputError, match=r"w: '1.532' \(row 1, 2, 3, 5, 7 …\) beside '497' \(row 4, 6, 8, 12, 13 …\)"):
        ratio("dots")


def test_thousands_points_that_are_told_give_the_right_answer():
    found, wanted = ratio("dots", "--thousands", "."), ratio("dots", weight="wt")
    assert found == wanted
    assert found["estimate"] == pytest.approx(0.0432, abs=5e-5) and found["verdict"] == "unproven"
    assert ratio("dots", "--decimal", ".")["verdict"] == "missed"


def test_one_area_of_few_villages_does_not_say_met():
    found = ratio("single_met")
    assert found["verdict"] == "unproven" and found["correlation"] == CAUTIOUS
    assert "assumed, 12 PSUs are few" in found["method"]


def test_one_area_of_few_villages_borrows_the_correlation_given():
    found = ratio("single_met", "--correlation", "0.12")
    assert found["verdict"] == "unproven"
    assert (found["low"], found["high"]) == pytest.approx((0.0002, 0.0688), abs=5e-5)
    assert "correlation 0.12 as given" in found["method"]


def test_one_psu_in_each_kabupaten_is_as_without_pooling_and_said():
    pooled, plain = ratio("one_psu", "--by", "prov", "--pool", "kab"), ratio("one_psu", "--by", "prov")
    assert pooled["n_effective"] == plain["n_effective"] == pytest.approx(24.95, abs=0.01)
    assert pooled["verdict"] == plain["verdict"] == "unproven"
    assert "as most areas to pool have one" in pooled["method"]


def test_codes_with_blanks_round_them_are_the_same_codes():
    found, wanted = ratio("spaces"), ratio("spaces_truth")
    assert found == wanted
    assert found["psus"] == 24 and found["n_effective"] == pytest.approx(128.7, abs=0.05)


@pytest.fixture
def small():
    return pd.DataFrame(
        {"h": ["é1"] * 4 + ["b"] * 4, "c": list("pqpqrsrs"), "w": 2.5, "x": 1, "y": [1, 0, 0, 1, 0, 0, 1, 0]}
    )


def of(path, *more):
    return rows("ratio", path, *ERROR, *DESIGN, "w", *more)


def test_both_unicode_forms_of_a_code_are_one(small, tmp_path):
    small.to_csv(tmp_path / "one.csv", index=False)
    small.loc[:1, "h"] = unicodedata.normalize("NFD", "é1")
    small.to_csv(tmp_path / "two.csv", index=False)
    small.to_parquet(tmp_path / "two.parquet")
    assert of(tmp_path / "two.csv") == of(tmp_path / "one.csv") == of(tmp_path / "two.parquet")


def test_whole_numbers_that_a_spreadsheet_wrote_with_a_point_are_the_same_codes(small, tmp_path):
    small["c"] = ["1", "2", "1.0", "2.0", "3", "4", "3.0", "4"]
    small.to_csv(tmp_path / "floats.csv", index=False)
    assert of(tmp_path / "floats.csv")[0]["psus"] == 4


def test_header_names_may_have_blanks_and_must_differ(small, tmp_path):
    small.rename(columns={"w": " w "}).to_csv(tmp_path / "blanks.csv", index=False)
    assert of(tmp_path / "blanks.csv")[0]["n"] == 8
    small.assign(v=1.0).rename(columns={"v": "w"}).to_csv(tmp_path / "twice.csv", index=False)
    with pytest.raises(InputError, match="a name of its own, but w comes more than once"):
        of(tmp_path / "twice.csv")


def test_rows_longer_than_the_header_are_refused_instead_of_shifted(small, tmp_path):
    text = small.to_csv(index=False).splitlines()
    (tmp_path / "long.csv").write_text("\n".join([text[0], *(line + ",9" for line in text[1:])]))
    with pytest.raises(InputError, match="rows with more values than the header has names"):
        of(tmp_path / "long.csv")


def test_a_spreadsheets_separator_line_and_a_packed_file_are_read(small, tmp_path):
    (tmp_path / "sep.csv").write_text("sep=;\n" + small.to_csv(index=False, sep=";", decimal=","))
    small.to_csv(tmp_path / "packed.csv.gz", index=False)
    assert of(tmp_path / "sep.csv") == of(tmp_path / "packed.csv.gz")


def test_notes_above_the_header_of_our_own_exports_are_passed_over(small, tmp_path):
    small.to_csv(tmp_path / "plain.csv", index=False)
    notes = "# Galat inklusi, data sintetis\n# Build 20260101T000000\n"
    (tmp_path / "noted.csv").write_text("\ufeff" + notes + small.to_csv(index=False, sep=";", decimal=","))
    assert of(tmp_path / "noted.csv") == of(tmp_path / "plain.csv")


def test_blanks_that_do_not_break_are_blanks_between_thousands(small, tmp_path):
    small.assign(w=["1\u00a0532", "1\u202f014", "1 100", "497"] * 2).to_csv(tmp_path / "blanks.csv", index=False)
    with pytest.raises(InputError, match=r"w: must be a number, got '1.+532' \(row 1, 2, 3"):
        of(tmp_path / "blanks.csv")
    told = of(tmp_path / "blanks.csv", "--thousands", " ")[0]
    small.assign(w=[1532, 1014, 1100, 497] * 2).to_csv(tmp_path / "plain.csv", index=False)
    assert told == of(tmp_path / "plain.csv")[0]


def test_decimal_columns_of_parquet_are_numbers_whatever_their_digits(small, tmp_path):
    small["w"] = [Decimal("1.532"), Decimal("497.000")] * 4
    small.to_parquet(tmp_path / "decimal.parquet")
    assert of(tmp_path / "decimal.parquet")[0]["n"] == 8


def test_a_code_of_blanks_alone_is_missing(small, tmp_path):
    small.loc[1, "h"] = "  "
    small.to_parquet(tmp_path / "blank.parquet")
    with pytest.raises(InputError, match=r"h: every row counted needs a value, but 1 have none \(row 2\)"):
        of(tmp_path / "blank.parquet")


def test_weights_of_any_size_give_one_sentence_and_no_raw_warning(small, tmp_path):
    for scale in (1e-200, 1e200):
        small.assign(w=small.w * scale).to_csv(tmp_path / "far.csv", index=False)
        with pytest.raises(InputError, match=r"weight: must lie between 1e-30 and 1e\+30"):
            of(tmp_path / "far.csv")
    for scale in (1e-25, 1e25):
        small.assign(w=small.w * scale).to_csv(tmp_path / "near.csv", index=False)
        assert of(tmp_path / "near.csv")[0]["se"] == pytest.approx(of_plain(small, tmp_path)["se"])


def of_plain(small, tmp_path):
    small.to_csv(tmp_path / "plain.csv", index=False)
    return of(tmp_path / "plain.csv")[0]


def test_small_area_reads_the_same_marks(tmp_path):
    frame = pd.DataFrame({"found": ["1,5", "3", "2,25", "4"], "size": ["1.050", "980", "1.200", "950"]})
    frame.to_csv(tmp_path / "areas.csv", index=False, sep=";")
    asked = ("small-area", tmp_path / "areas.csv", "--counts", "found", "--size", "size")
    with pytest.raises(InputError, match=r"size: '1.050'.*say --thousands"):
        rows(*asked)
    found = rows(*asked, "--thousands", ".")
    assert found[0]["direct"] == pytest.approx(1.5 / 1050)


def test_corrections_at_the_first_stage_count_the_families_drawn_inside(tmp_path):
    random = np.random.default_rng(3)
    frame = pd.DataFrame({"c": np.repeat(np.arange(8), 5), "w": 1.0, "x": 1})
    frame = frame.assign(h=frame.c % 2, y=(random.random(40) < 0.3).astype(int), psus=5, there=50)
    frame.to_csv(tmp_path / "fpc.csv", index=False)
    both = of(tmp_path / "fpc.csv", "--fpc", "psus", "--fpc-within", "there")[0]
    large = of(tmp_path / "fpc.csv", "--fpc", "psus")[0]
    stage_alone = of(tmp_path / "fpc.csv")[0]["se"] * (1 - 4 / 5) ** 0.5
    assert stage_alone < both["se"] < large["se"]
    assert "at both stages" in both["method"] and "small part of their PSU" in large["method"]
    with pytest.raises(InputError, match="--fpc-within is the second stage of a correction whose first is --fpc"):
        of(tmp_path / "fpc.csv", "--fpc-within", "there")


def test_weights_that_go_with_the_error_are_warned_of(tmp_path):
    random = np.random.default_rng(1)
    frame = pd.DataFrame({"c": np.repeat(np.arange(23), 12), "x": 1})
    frame = frame.assign(h=frame.c % 2, w=random.gamma(1.0, 1.0, len(frame)) + 0.1)
    frame["y"] = (random.random(len(frame)) < 0.02 + 0.3 * (frame.w > 2)).astype(int)
    frame.to_csv(tmp_path / "heavy.csv", index=False)
    asked = ("ratio", tmp_path / "heavy.csv", *ERROR, *DESIGN, "w")
    assert "weights go with the error" in " ".join(run(*asked).stderr.split())
    frame.assign(w=random.permutation(frame.w)).to_csv(tmp_path / "heavy.csv", index=False)
    assert run(*asked).stderr == ""
