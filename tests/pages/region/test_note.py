"""The note on paper: two pages of the page's own texts, the same bytes from the same figures, refusals in words."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli import app
from data.store.scope import Scope
from geo.map_files import boundaries
from geo.paper_map import OUTLINE, svg
from pages.cached import region
from pages.paper import sheet, typeset
from pages.paper.values import Sheet
from pages.shared.voice import Voice
from terms import InputError, Quarter

NEWEST = Quarter(2026, 1)
MADE = 1_700_000_000


@pytest.fixture
def written(small_store: Path, monkeypatch):
    monkeypatch.setenv("TEPAT_STORE", str(small_store))

    def write(area: str = "35.15", language: str = "id") -> Sheet:
        told = region.of_area(Scope.national(), area, NEWEST)
        return sheet.written(told, region.about(NEWEST), Voice(language))

    return write


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("area", ["35.15", "95.01", "35"])
def test_note_fills_two_pages_and_is_tagged_for_readers(written, small_store, area, language):
    files, voice = boundaries(small_store), Voice(language)
    assert len(typeset.pictures(written(area, language), files, voice, MADE)) == 2
    # The compiler refuses what does not keep PDF/UA-1: an untagged picture, a heading out of order.
    note = typeset.pdf(written(area, language), files, voice, MADE)
    assert note.startswith(b"%PDF-") and b"/MarkInfo" in note and b"PlusJakartaSans" in note


def test_deck_of_the_nation_has_four_pages_and_ends_with_decisions(written, small_store):
    told = written("ID")
    assert len(typeset.pictures(told, boundaries(small_store), Voice("id"), MADE)) == 4
    assert {row[0] for row in told.decisions.rows} >= {"Batas desil 3", "Sembako sampai desil 5"}
    assert written("35").decisions.rows == ()


def test_same_figures_give_the_same_bytes_and_others_do_not(written, small_store):
    files, voice = boundaries(small_store), Voice("id")
    first, again = (typeset.pdf(written(), files, voice, MADE) for _ in range(2))
    assert first == again
    assert typeset.pdf(written("35.16"), files, voice, MADE) != first


def test_note_says_every_text_of_the_page(written, small_store):
    told = json.dumps(typeset.inputs(written(), boundaries(small_store), Voice("id")), ensure_ascii=False)
    one = written()
    for table in (one.figures, one.errors, one.flows, one.reasons, one.waiting, one.caps, one.groups, one.places):
        assert table.title in told
        assert all(json.dumps(cell, ensure_ascii=False) in told for row in table.rows for cell in row)
    template = (Path(typeset.__file__).parent / "note.typ").read_text(encoding="utf-8")
    named = set(re.findall(r"told\.([a-z_]+)", template))
    parts = {"figures", "errors", "intervals", "flows", "reasons", "waiting", "caps", "groups", "places", "alike"}
    assert parts | {"definitions", "foot", "notice", "lead", "concerns", "map"} <= named


def test_map_marks_the_area_and_greys_those_without_a_value(small_store):
    files = boundaries(small_store)
    drawn = svg(files, "kabupaten-35", {"35.15": 0.2, "35.16": 0.4}, "35.15")
    assert drawn.count(OUTLINE) == 1 and drawn.count('fill="#b8b8b8"') == 38 - 2
    assert svg(files, "kabupaten-35", {"35.15": 0.2}, "").count(OUTLINE) == 0


def test_command_writes_the_note_of_an_area_found_by_its_name(small_store, tmp_path):
    file = tmp_path / "note.pdf"
    done = CliRunner().invoke(app, ["note", "sidoarjo", "--out", str(file), "--store", str(small_store)])
    assert done.exit_code == 0, done.output
    assert file.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["note"], "give one area or --all"),
        (["note", "35.15", "--all"], "give one area or --all"),
        (["note", "35.15", "--quarter", "2030Q1"], "the store holds 2025Q4, 2026Q1"),
        (["note", "35.15", "--language", "fr"], "language: must be id or en"),
        (["note", "Atlantis"], "Atlantis"),
    ],
)
def test_command_says_what_is_wrong_with_what_was_asked(small_store, given, said):
    done = CliRunner().invoke(app, [*given, "--store", str(small_store)])
    assert isinstance(done.exception, InputError) and said in str(done.exception)
