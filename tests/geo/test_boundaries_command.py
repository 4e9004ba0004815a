"""``tepat boundaries``: what the terminal says of an import, of what is missing, and of a fault."""

import geopandas
import pytest
import typer
from typer.testing import CliRunner

from commands import boundaries
from geo.map_files import OWN
from terms import InputError

app = typer.Typer()
app.callback()(lambda: None)
boundaries.register(app)


@pytest.fixture
def yogyakarta(tmp_path):
    file = tmp_path / "diy.gpkg"
    geopandas.read_file(OWN / "kabupaten-34.json").iloc[1:].to_file(file)
    return file


def run(*words):
    return CliRunner().invoke(app, ["boundaries", *map(str, words)], catch_exceptions=True)


def test_import_says_what_was_found_and_what_keeps_the_general_map(yogyakarta, tmp_path):
    store = tmp_path / "store"
    said = run(yogyakarta, "--store", store)
    assert said.exit_code == 0, said.exception
    assert "4 of 514 kabupaten/kota imported by Kemendagri code from column id." in said.output
    assert "510 not in the file" in said.output
    assert "all of 35 Jawa Timur" in said.output and "34.01 Kabupaten Kulon Progo" in said.output
    assert "all of 34" not in said.output
    assert "general map is in use again" in run("--remove", "--store", store).output
    assert "already in use" in run("--remove", "--store", store).output


@pytest.mark.parametrize("words", [(), ("a.gpkg", "--remove")], ids=["neither", "both"])
def test_a_file_or_remove_is_asked_for(words, tmp_path):
    fault = run(*words, "--store", tmp_path).exception
    assert isinstance(fault, InputError) and "give either a FILE to import or --remove" in str(fault)


def test_a_fault_is_said_with_the_map_unchanged(tmp_path):
    (tmp_path / "x.geojson").write_text("{}")
    fault = run(tmp_path / "x.geojson", "--store", tmp_path).exception
    assert isinstance(fault, InputError)
    assert str(fault).startswith("boundaries: x.geojson") and str(fault).endswith("The map in use is unchanged")
