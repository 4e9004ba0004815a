"""Codes, names and neighbours: counts, look-ups both ways, and what is said of a code that is wrong."""

import re

import pandas as pd
import pytest

from geo import regions
from terms import InputError


def test_the_tables_hold_every_area_of_2025_once():
    assert len(regions.provinces()) == 38
    assert regions.provinces()["kabupaten_count"].sum() == 514
    assert regions.kabupaten()["kabupaten_code"].nunique() == 514
    assert regions.kecamatan()["kecamatan_code"].nunique() == 7285
    assert set(regions.kecamatan()["kabupaten_code"]) == set(regions.kabupaten()["kabupaten_code"])


def test_every_bps_code_of_both_lists_means_one_kabupaten():
    codes = regions.bps_codes()
    assert codes["kabupaten_code_bps"].is_unique
    assert set(codes["kabupaten_code"]) == set(regions.kabupaten()["kabupaten_code"])
    both = regions.kabupaten()[["kabupaten_code_bps", "kabupaten_code_bps_2019"]].stack()
    assert set(codes["kabupaten_code_bps"]) == set(both)


def test_bps_codes_from_before_the_papua_split_are_understood():
    of = regions.bps_codes().set_index("kabupaten_code_bps")["kabupaten_code"]
    assert of["9471"] == "91.71"
    assert of["9401"] == of["9501"] == "93.01"


def test_changing_a_returned_table_leaves_the_next_one_whole():
    table = regions.kabupaten()
    table.loc[:, "name"] = "x"
    assert regions.kabupaten()["name"].nunique() == 514


def test_neighbours_are_mutual_and_everyone_has_one():
    codes = set(regions.kabupaten()["kabupaten_code"])
    for code in codes:
        others = regions.neighbours(code)
        assert others and set(others) <= codes - {code}
        assert all(code in regions.neighbours(other) for other in others)
    assert sum(len(regions.neighbours(code)) for code in codes) == 2 * 1042


def test_label_points_of_provinces_lie_at_a_kabupaten_of_theirs():
    points = set(regions.kabupaten()[["province_code", "lon", "lat"]].itertuples(index=False, name=None))
    assert set(regions.provinces()[["province_code", "lon", "lat"]].itertuples(index=False, name=None)) <= points


def test_kabupaten_of_a_province_come_in_order():
    assert regions.kabupaten_of("34") == ("34.01", "34.02", "34.03", "34.04", "34.71")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Sidoarjo", "35.15"),
        ("kab.  sidoarjo", "35.15"),
        ("KOTA BANDUNG", "32.73"),
        ("Jakarta Selatan", "31.74"),
        ("Gorontalo", "75"),
        ("kabupaten gorontalo", "75.01"),
        ("prov. Jambi", "15"),
        ("kota jambi", "15.71"),
        ("35.15", "35.15"),
        ("3515", "35.15"),
        ("9471", "91.71"),
    ],
)
def test_an_area_is_found_by_code_or_name(text, code):
    assert regions.find(text) == code


@pytest.mark.parametrize(
    ("ask", "given", "said"),
    [
        (regions.known, "31.79", ["'31.79'", "31.75 Kota Administrasi Jakarta Timur"]),
        (
            regions.known,
            "3171",
            ["BPS code it is 31.74 Kota Administrasi Jakarta Selatan", "31.71 Kota Administrasi Jakarta Pusat"],
        ),
        (regions.known, "3515", ["both lists mean 35.15", "write the dot"]),
        (regions.known, "94.71", ["BPS code 9471 is 91.71 Kota Jayapura"]),
        (regions.known, "11.1", ["11.10", "keep codes as text"]),
        (regions.known, "", ["''", "nearest"]),
        (regions.find, "Bandung", ["32.04 Kabupaten Bandung", "32.73 Kota Bandung"]),
        (regions.find, "Sidoardjo", ["35.15 Kabupaten Sidoarjo"]),
        (regions.find, "3171", ["31.74", "31.71"]),
        (regions.kabupaten_of, "35.15", ["two digits", "35.15"]),
        (regions.neighbours, "35", ["kabupaten only", "35"]),
    ],
)
def test_a_wrong_code_is_named_with_its_nearest_candidates(ask, given, said):
    with pytest.raises(InputError, match=re.escape(said[0])) as fault:
        ask(given)
    assert all(part in str(fault.value) for part in said)


@pytest.mark.parametrize("code", ["91.01", "91.01.05"])
def test_code_from_before_the_split_of_papua_is_answered_with_the_one_that_its_place_has_now(code):
    with pytest.raises(InputError, match=r"91\.01 is 93\.01 Kabupaten Merauke since Papua was split in 2022"):
        regions.known(code)
    with pytest.raises(InputError, match=r"91\.01 is 93\.01 Kabupaten Merauke"):
        regions.find(code)
    assert regions.find("9301") == "93.01" and set(regions.former().values()) <= set(
        regions.kabupaten()["kabupaten_code"]
    )


def test_urban_share_is_that_of_kelurahan_and_of_all_villages_of_a_kota():
    assert regions.urban_share("35.15") == 31 / 353
    assert regions.urban_share("35.78") == 1.0 and regions.urban_share("11.71") == 1.0
    assert regions.urban_share("31") == 1.0 and 0 < regions.urban_share("35") < 0.2
    with pytest.raises(InputError, match="urban share"):
        regions.urban_share("35.15.01")


def test_villages_of_every_kabupaten_are_counted_once():
    table = pd.read_csv(regions.REFERENCE / "villages.csv", dtype={"kabupaten_code": str})
    assert table["kabupaten_code"].tolist() == regions.kabupaten()["kabupaten_code"].tolist()
    assert (table["kelurahan"].sum(), table["desa"].sum()) == (8_488, 74_953)
