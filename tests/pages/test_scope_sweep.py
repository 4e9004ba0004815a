"""Sidoarjo opens every page, every view and every file, and finds nothing of another kabupaten.

Two things are looked for. No code or name of another kabupaten stands anywhere. And nothing on the screen changes when
every count of every other kabupaten is tripled in the store: what does not depend on them cannot tell them.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb
import numpy as np
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.figures.perturbed import perturbed
from data.read import register
from data.store import finished
from data.store.open import open_store
from data.store.scope import Scope
from geo import regions
from pages.shared import controls
from terms import Quarter
from tests.menu import MENU, PAGES
from tests.pages import sweep

OWN = "35.15"
#: Choices that lead to no other kind of view: the language, and the quarters and programmes that a page offers.
SAME_VIEW = {"bahasa", "triwulan", "kunjungan"}
#: Numbers of quarters, of parts and of percent that a projection is made with: the last stands for all of them.
LAST_ALONE = {"jangka", "sejak", "tahap", "kembali", "naik"}
#: Counts of these belong to one kabupaten each; samples and models of the whole nation are borrowed by all.
COUNTED = ("cell", "decile_flow", "movement", "register_flow", "register_quality", "unmatched")
COUNTED += ("update_days", "update_effect", "update_flow", "empowerment")
#: Pages with figures of the nation or province by design: a scenario's persons and rupiah are its families times the
#: mean of like families there (``data.figures.perturbed``), a projection's rates are those of like families of the
#: nation (and so is the calendar of the cap of one area), and calibration is told of the synthetic nation.
BORROWS = {"simulasi", "proyeksi", "pantauan", "metode"}
#: The press that a rule is cited from, by its office.
CITED = "Dinsos Kota Malang"
COUNTS = {"families", "persons", "pbi_persons", "proposals", "rupiah", "rupiah_pkh", "rupiah_sembako", "rupiah_pbi"}
#: A code as it stands alone; `12.34` inside a longer number is none.
CODE = re.compile(r"(?<![\d.,:])\d{2}\.\d{2}(?![\d.,:])")
MOST_VIEWS = 400


@cache
def others() -> dict[str, str]:
    """The names of all other kabupaten by their codes."""
    codes = [code for one in regions.provinces()["province_code"] for code in regions.kabupaten_of(one)]
    return {code: regions.name(code) for code in codes if code != OWN}


def leaks(texts: list[str]) -> list[str]:
    """What names another kabupaten, by name or by code."""
    named = re.compile("|".join(re.escape(name) + r"\b" for name in sorted(others().values(), key=len, reverse=True)))
    texts = [text.replace(CITED, "") for text in texts]
    return [text[:200] for text in texts if named.search(text) or set(CODE.findall(text)) & set(others())]


@dataclass(frozen=True)
class Seen:
    """One view: what was asked, all its texts and numbers, its files, and the choices that it offered."""

    texts: tuple[str, ...]
    numbers: tuple[str, ...]
    files: dict[str, bytes]
    offered: dict[str, tuple[str, ...]]


@pytest.fixture
def look(monkeypatch):
    """`look(store, page, query)` opens a view as Sidoarjo."""

    def open_view(store: Path, page: str, query: dict[str, str]) -> Seen:
        files: dict[str, bytes] = {}
        offered: dict[str, tuple[str, ...]] = {}
        download, prepare = st.download_button, controls._prepare

        def take(label: str, data: Callable[[], bytes] | bytes, file_name: str, **rest: object) -> bool:
            files[file_name] = data() if callable(data) else data
            return False

        def note(viewer: object, choice: controls.Choice) -> str:
            offered[choice.name] = choice.options
            return prepare(viewer, choice)

        with monkeypatch.context() as patched:
            patched.setenv("TEPAT_STORE", str(store))
            patched.setenv("TEPAT_FIGURES_KEY", "sama" * 16)
            patched.setattr(st, "download_button", take)
            patched.setattr(controls, "_prepare", note)
            app = AppTest.from_file(str(MENU), default_timeout=120)
            app.session_state["looks-as"] = "region"
            if page != PAGES[0]:
                app.switch_page(f"{page}.py")
            for name, value in query.items():
                app.query_params[name] = value
            app.run()
        assert download is st.download_button
        assert not app.exception, [fault.message for fault in app.exception]
        return Seen(tuple(sweep.texts(app)), tuple(sweep.numbers(app)), files, offered)

    return open_view


@pytest.fixture(scope="module")
def other_store(small_store, tmp_path_factory):
    """The store with every count of every other kabupaten tripled; its build has the same name."""
    return multiplied(small_store, tmp_path_factory.mktemp("tripled") / "store", 3)


@pytest.fixture(scope="module")
def third_store(small_store, tmp_path_factory):
    """As ``other_store``, five times as many."""
    return multiplied(small_store, tmp_path_factory.mktemp("fivefold") / "store", 5)


def multiplied(small_store, copy, factor):
    shutil.copytree(small_store, copy, symlinks=True)
    folder = finished.folder_of(copy, finished.current_build_id(copy))
    with closing(duckdb.connect(str(folder / finished.DATABASE))) as connection:
        for table in COUNTED:
            told = f"select column_name from information_schema.columns where table_name = '{table}'"
            there = {row[0] for row in connection.execute(told).fetchall()}
            changes = ", ".join(f"{name} = {factor} * {name}" for name in sorted(there & COUNTS))
            assert changes, table
            connection.execute(f"update {table} set {changes} where kabupaten_code <> '{OWN}'")
    record = folder / finished.RECORD
    told = finished.read(copy, folder.name)
    size = (folder / finished.DATABASE).stat().st_size
    record.write_text(re.sub(r'"bytes": \d+', f'"bytes": {size}', told.text()))
    return copy


def views(look, store, page):
    """Every view of a page that a choice leads to, each choice taken once from the view that offered it first."""
    waiting: list[dict[str, str]] = [{}]
    tried: set[tuple[str, str]] = set()
    while waiting:
        query = waiting.pop(0)
        seen = look(store, page, query)
        yield query, seen
        for name, options in seen.offered.items():
            for option in options[-1:] if name in LAST_ALONE else options:
                if name not in SAME_VIEW and (name, option) not in tried:
                    tried.add((name, option))
                    if option != options[0] or name == "bagian":
                        waiting.append({**query, name: option})
        assert len(tried) < MOST_VIEWS


@pytest.mark.parametrize("page", [*PAGES, "jejak"])
def test_region_finds_no_other_kabupaten_on_any_page_view_or_file(look, small_store, other_store, third_store, page):
    count = 0
    for query, seen in views(look, small_store, page):
        count += 1
        assert leaks(list(seen.texts)) == [], (page, query)
        for name, file in seen.files.items():
            assert leaks([text for part in sweep.within(file) for text in _cells(part)]) == [], (page, query, name)
        if page in BORROWS:
            continue
        again = look(other_store, page, query)
        if again.texts == seen.texts and again.numbers == seen.numbers:
            continue
        # Which proposals of a province are withheld together follows from how many of them are small. What is told in
        # place of something withheld is the region's own: it is the same again when others count five times as many.
        fivefold = look(third_store, page, query)
        assert set(again.texts) - set(seen.texts) - set(fivefold.texts) == set(), (page, query)
        assert set(again.numbers) - set(seen.numbers) - set(fivefold.numbers) == set(), (page, query)
    assert count >= 1


def _cells(part: str) -> list[str]:
    return re.split(r"[;\n<>]", part)


def test_families_of_a_scenario_are_the_same_whatever_others_count(small_store, other_store):
    found = []
    for store in (small_store, other_store):
        cells = register.cells(open_store(store), Scope.national(), Quarter(2026, 1))
        own = cells.kabupaten == list(cells.kabupaten_codes).index(OWN)
        found.append(perturbed(cells, b"sama" * 16).families[own])
    assert len(found[0]) > 100
    np.testing.assert_array_equal(*found)


def test_sweep_sees_another_kabupaten_where_there_is_one(small_store, monkeypatch):
    monkeypatch.setenv("TEPAT_STORE", str(small_store))
    app = AppTest.from_file(str(MENU), default_timeout=120)
    app.switch_page("sebaran.py")
    app.query_params["rinci"] = "kabupaten"
    app.run()
    assert len(leaks(sweep.texts(app))) > 500
