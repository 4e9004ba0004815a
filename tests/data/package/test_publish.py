"""The package is whole, valid for others' tools, the same every time, and never takes another folder's place."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import pytest

from data.figures.tables.catalogue import catalogue
from data.figures.tables.question import TableQuestion
from data.figures.tables.read import read
from data.package.about import Order
from data.package.publish import publish
from data.read import asked
from data.store.scope import Scope
from geo.map_files import boundaries
from terms import LEVELS, InputError

#: A name that a pattern of files would read as one.
PLACE = "data[1]"
#: Other people's code, which warns of itself, in a process of its own.
VALIDATE = """
import sys, json
from frictionless import Package
report = Package(sys.argv[1]).validate()
print(json.dumps([report.valid, report.flatten(["name", "type", "note"])[:5], len(report.tasks)]))
"""


@pytest.fixture(scope="module")
def order(weight_one):
    return Order("Dinas Contoh", "CC0-1.0", asked.quarters(weight_one)[-1:])


@pytest.fixture(scope="module")
def package(weight_one, order, tmp_path_factory):
    folder = tmp_path_factory.mktemp("published") / "package"
    publish(weight_one, boundaries(weight_one.path), folder, order)
    return folder


def test_same_store_gives_the_same_bytes_and_replaces_its_own_package(weight_one, order, package):
    before = {path.name: path.read_bytes() for path in package.iterdir()}
    (package / "desil.csv").write_text("cut off")
    publish(weight_one, boundaries(weight_one.path), package, order)
    assert {path.name: path.read_bytes() for path in package.iterdir()} == before
    assert [path.name for path in package.parent.iterdir()] == ["package"]


def test_folder_of_somebody_else_is_left_as_it_is(weight_one, order, package, tmp_path):
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "thesis.docx").write_text("mine")
    more = tmp_path / "more"
    more.mkdir()
    for name in ("datapackage.json", "SHA256SUMS"):
        (more / name).write_bytes((package / name).read_bytes())
    (more / "notes.txt").write_text("mine")
    file, link = tmp_path / "file", tmp_path / "link"
    file.write_text("mine")
    link.symlink_to(package)
    for place in (foreign, more, file, link):
        with pytest.raises(InputError, match="holds something else"):
            publish(weight_one, boundaries(weight_one.path), place, order)
    assert (foreign / "thesis.docx").read_text() == (more / "notes.txt").read_text() == file.read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "foreign", "link", "more"]


def test_frictionless_finds_the_package_valid_and_a_changed_figure_not(package, tmp_path):
    told = validated(package / "datapackage.json")
    assert told == [True, [], 2 * len(catalogue()) + 4]
    copy = tmp_path / "copy"
    subprocess.run(["cp", "-r", str(package), str(copy)], check=True)
    text = (copy / "desil.csv").read_text()
    (copy / "desil.csv").write_text(text.replace(",province,35,", ",province,36,", 1))
    assert validated(copy / "datapackage.json")[0] is False


def validated(descriptor):
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", VALIDATE, str(descriptor)], capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("name", list(catalogue()))
def test_csv_and_parquet_hold_the_rows_of_the_door(weight_one, package, name):
    table = catalogue()[name]
    types = {one.name: {"string": "string", "integer": "Int64", "number": "Float64"}[one.type] for one in table.columns}
    csv = pd.read_csv(package / f"{name}.csv", dtype=types, keep_default_na=False, na_values=[""])
    parquet = pq.read_table(package / f"{name}.parquet").to_pandas().astype(types)
    for column in table.columns:
        if column.type == "string":
            csv[column.name] = csv[column.name].fillna("")
    pd.testing.assert_frame_equal(csv, parquet)
    quarter = asked.quarters(weight_one)[-1]
    level = LEVELS[-1]
    door = read(weight_one, Scope.national(), TableQuestion(name, quarter, level))
    mine = parquet[parquet["level"] == level].reset_index(drop=True)
    pd.testing.assert_frame_equal(mine, door.astype(types))


def test_borders_carry_the_codes_of_the_tables(package):
    shapes = {level: gpd.read_parquet(package / f"borders-{level}.parquet") for level in ("province", "kabupaten")}
    assert {level: len(frame) for level, frame in shapes.items()} == {"province": 38, "kabupaten": 514}
    assert shapes["province"].crs.to_epsg() == 4326
    desil = pd.read_csv(package / "desil.csv", dtype={"code": str})
    for level, frame in shapes.items():
        assert set(desil.loc[desil["level"] == level, "code"]) <= set(frame["code"])
        text = json.loads((package / f"borders-{level}.geojson").read_text())
        assert [one["properties"]["code"] for one in text["features"]] == list(frame["code"])
        assert "bukan batas resmi" in text["note"]


def test_everything_says_that_it_is_synthetic_and_what_it_is(package):
    told = json.loads((package / "datapackage.json").read_text())
    assert told["synthetic"] is True and "SYNTHETIC DATA" in told["title"] and told["licenses"][0]["name"] == "CC0-1.0"
    assert told["contributors"][0]["title"] == "Dinas Contoh"
    readme = (package / "README.md").read_text()
    assert "DATA SINTETIS" in readme and "SYNTHETIC DATA" in readme and "sha256sum -c" in readme
    assert json.loads((package / "dcat.jsonld").read_text())["@type"] == "dcat:Dataset"
    assert pq.read_schema(package / "ledger.parquet").metadata[b"synthetic"] == b"true"
    for resource in (one for one in told["resources"] if one["format"] == "csv"):
        for field in resource["schema"]["fields"]:
            assert field["unit"] and field["description"] and field["description_id"]
    for line in (package / "SHA256SUMS").read_text().splitlines():
        digest, _, name = line.partition("  ")
        assert hashlib.sha256((package / name).read_bytes()).hexdigest() == digest
    assert len((package / "SHA256SUMS").read_text().splitlines()) == len(list(package.iterdir())) - 1


def test_package_of_a_run_that_was_killed_between_its_renames_is_put_back(weight_one, package, tmp_path):
    """As a kill leaves it: the old package under its other name, the new one aside; and what an older kill left."""
    place, aside, others = (tmp_path / name for name in (PLACE, f".{PLACE}-0badcafe", f".{PLACE}-12345678"))
    shutil.copytree(package, tmp_path / f".{PLACE}-old-deadbeef")
    for folder in (aside, others):
        folder.mkdir()
    os.utime(aside, (0, 0))
    (tmp_path / f".{PLACE}-mine").mkdir()
    with pytest.raises(InputError, match="licence: must be one of"):
        publish(weight_one, boundaries(weight_one.path), place, Order(licence="mine"))
    assert {path.name: path.read_bytes() for path in place.iterdir()} == {
        path.name: path.read_bytes() for path in package.iterdir()
    }
    assert {path.name for path in tmp_path.iterdir()} == {PLACE, others.name, f".{PLACE}-mine"}
    shutil.copytree(package, tmp_path / f".{PLACE}-old-deadbeef")
    with pytest.raises(InputError, match="licence: must be one of"):
        publish(weight_one, boundaries(weight_one.path), place, Order(licence="mine"))
    assert {path.name for path in tmp_path.iterdir()} == {PLACE, others.name, f".{PLACE}-mine"}


def test_licence_and_quarter_that_are_not_known_are_said(weight_one, tmp_path):
    files = boundaries(weight_one.path)
    with pytest.raises(InputError, match="licence: must be one of"):
        publish(weight_one, files, tmp_path / "a", Order(licence="mine"))
    absent = asked.quarters(weight_one)[-1].next()
    with pytest.raises(InputError, match="quarter: the store holds"):
        publish(weight_one, files, tmp_path / "a", Order(quarters=(absent,)))
    assert list(tmp_path.iterdir()) == []
