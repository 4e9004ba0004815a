"""Cells lie in files that processes map: always the same cells, whatever happens to a file."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from data.keep import mapped_cells
from data.keep.kept_cells import columns_of
from data.keep.mapped_cells import FOLDER, MOST, mapped
from tests.pages.shared.conftest import cells


def refused():
    raise AssertionError("made again")


def same(one, other) -> bool:
    ours, theirs = columns_of(one), columns_of(other)
    alike = (ours[name].dtype == theirs[name].dtype and np.array_equal(ours[name], theirs[name]) for name in theirs)
    return (one.quarter, one.kabupaten_codes) == (other.quarter, other.kabupaten_codes) and all(alike)


def test_cells_of_a_file_are_those_that_were_made_and_are_made_once(tmp_path):
    made = cells()
    first = mapped(tmp_path, "a-2026Q1", lambda: made)
    assert same(first, made) and same(mapped(tmp_path, "a-2026Q1", refused), made)
    assert first.on_pbi.dtype == bool and not first.families.flags.writeable
    assert [file.name for file in (tmp_path / FOLDER).iterdir()] == ["a-2026Q1.arrow"]


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9])
def test_file_that_is_cut_off_is_made_anew(tmp_path, share):
    made = cells()
    mapped(tmp_path, "a-2026Q1", lambda: made)
    path = tmp_path / FOLDER / "a-2026Q1.arrow"
    whole = path.read_bytes()
    path.unlink()
    path.write_bytes(whole[: int(share * len(whole))])
    assert same(mapped(tmp_path, "a-2026Q1", lambda: made), made)
    assert path.read_bytes() == whole


def test_cells_that_go_are_read_on_by_whoever_has_them_and_few_files_are_kept(tmp_path):
    made = cells()
    first = mapped(tmp_path, "0", lambda: made)
    for number in range(1, MOST + 2):
        mapped(tmp_path, str(number), lambda: replace(made, families=made.families + 1))
    assert len(list((tmp_path / FOLDER).iterdir())) == MOST
    assert not (tmp_path / FOLDER / "0.arrow").exists() and same(first, made)


def test_disk_that_takes_nothing_costs_nothing_but_the_file(tmp_path, monkeypatch):
    made = cells()

    def full(path, mode):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(mapped_cells.pa, "OSFile", full)
    assert mapped(tmp_path, "a", lambda: made) is made and not list((tmp_path / FOLDER).iterdir())
    (tmp_path / "file").write_text("")
    assert mapped(tmp_path / "file", "a", lambda: made) is made
