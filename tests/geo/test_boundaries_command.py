"""``tepat boundaries``: what the terminal says of an import, of what is missing, and of a fault."""

import shutil

import geopandas
import pytest
import typer
from typer.testing import CliRunner

import app as app_of_web
from commands import boundaries
from geo import map_files
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


def refuse(*_words, **_more):
    raise OSError(30, "Read-only file system")


def test_store_that_cannot_be_written_is_one_sentence(yogyakarta, tmp_path, monkeypatch):
    store = tmp_path / "store"
    assert run(yogyakarta, "--store", store).exit_code == 0
    monkeypatch.setattr("geo.official.TemporaryDirectory", refuse)
    monkeypatch.setattr("geo.official.shutil.rmtree", refuse)
    for words in ((yogyakarta,), ("--remove",)):
        fault = run(*words, "--store", store).exception
        assert isinstance(fault, InputError), fault
        assert "store: cannot be written: Read-only file system" in str(fault)


def test_imported_map_is_found_where_links_do_not_exist_and_after_a_copy(yogyakarta, tmp_path, monkeypatch):
    def no_links(path, target, target_is_directory=False):
        raise PermissionError(1, "Operation not permitted")

    store, copy = tmp_path / "store", tmp_path / "copy"
    with monkeypatch.context() as without:
        without.setattr("pathlib.Path.symlink_to", no_links)
        assert run(yogyakarta, "--store", store).exit_code == 0
    assert (store / "boundaries" / "current").is_file()
    monkeypatch.setenv("TEPAT_STORE", str(store))
    assert map_files.boundaries(store).official
    assert (app_of_web.boundary_folders()[0] / "index.json").is_file()
    assert run(yogyakarta, "--store", store).exit_code == 0
    shutil.copytree(store, copy, symlinks=False)
    assert (copy / "boundaries" / "current").is_dir() and map_files.boundaries(copy).official
    assert run(yogyakarta, "--store", copy).exit_code == 0
    assert map_files.boundaries(copy).official
