"""Cells lie in files that processes map: always the same cells, whatever happens to a file."""

from __future__ import annotations

import os
from dataclasses import replace

import numpy as np
import pytest

from data.keep import mapped_cells
from data.keep.kept_cells import columns_of, digest
from data.keep.mapped_cells import FOLDER, mapped
from simulator.engine.simulate import simulate
from simulator.policy.files import named
from tests.pages.shared.conftest import cells


def refused(*_given):
    raise AssertionError("made again")


def same(one, other) -> bool:
    ours, theirs = columns_of(one), columns_of(other)
    alike = (ours[name].dtype == theirs[name].dtype and np.array_equal(ours[name], theirs[name]) for name in theirs)
    return (one.quarter, one.kabupaten_codes) == (other.quarter, other.kabupaten_codes) and all(alike)


def test_cells_of_a_file_are_those_that_were_made_and_are_made_once(tmp_path):
    made = cells().in_order()
    first = mapped(tmp_path, "a-2026Q1", lambda: made)
    assert same(first, made) and same(mapped(tmp_path, "a-2026Q1", refused), made)
    assert first.on_pbi.dtype == bool and not first.families.flags.writeable
    assert [file.name for file in (tmp_path / FOLDER).iterdir()] == ["a-2026Q1.arrow"]


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9])
def test_file_that_is_cut_off_is_made_anew(tmp_path, share):
    made = cells().in_order()
    mapped(tmp_path, "a-2026Q1", lambda: made)
    path = tmp_path / FOLDER / "a-2026Q1.arrow"
    whole = path.read_bytes()
    path.unlink()
    path.write_bytes(whole[: int(share * len(whole))])
    assert same(mapped(tmp_path, "a-2026Q1", lambda: made), made)
    assert path.read_bytes() == whole


def test_cells_are_laid_in_the_order_of_their_kabupaten_so_that_an_area_is_a_piece_of_them(tmp_path):
    given = cells()
    laid = mapped(tmp_path, "a", lambda: given)
    for first, last in ((0, 0), (1, 2), (0, 2), (0, -1)):
        piece, picked = laid.of_kabupaten(first, last), given.of_kabupaten(first, last)
        assert piece.kabupaten_codes == picked.kabupaten_codes and digest(piece) == digest(picked)
        assert np.shares_memory(piece.families, laid.families) == (last >= first)
    assert digest(laid) == digest(given)


def summed(given):
    """Every table and every family on any aid, of a policy that asks for all that is summed."""
    found = simulate(given, named("lima_tahun_luas"))
    return [found.table("kabupaten"), found.table("family_type"), found.any_aid("decile")]


def test_sums_of_a_file_are_those_that_were_made_and_are_made_once(tmp_path, monkeypatch):
    made = cells().in_order()
    wanted, first = summed(made), summed(mapped(tmp_path, "a", lambda: made))
    files = sorted((tmp_path / FOLDER).glob("a.*.arrow"))
    monkeypatch.setattr("simulator.engine.margins._margin", refused)
    monkeypatch.setattr("simulator.engine.margins._timed", refused)
    monkeypatch.setattr("simulator.engine.any_aid._made", refused)
    again = summed(mapped(tmp_path, "a", refused))
    assert len(files) > 5 and files == sorted((tmp_path / FOLDER).glob("a.*.arrow"))
    assert all(one.equals(other) and one.equals(third) for one, other, third in zip(wanted, first, again, strict=True))


@pytest.mark.parametrize("share", [0.0, 0.5, 0.95])
def test_sums_that_are_cut_off_are_made_anew(tmp_path, share):
    made = cells().in_order()
    wanted = summed(mapped(tmp_path, "a", lambda: made))
    for path in (tmp_path / FOLDER).glob("a.*.arrow"):
        whole = path.read_bytes()
        path.unlink()
        path.write_bytes(whole[: int(share * len(whole))])
    again = summed(mapped(tmp_path, "a", refused))
    assert all(one.equals(other) for one, other in zip(wanted, again, strict=True))


def test_other_families_in_the_same_cells_have_none_of_their_sums(tmp_path):
    made = cells().in_order()
    kept = mapped(tmp_path, "a", lambda: made)
    summed(kept)
    other = replace(kept, families=kept.families * 2)
    assert other.keeps is None and not summed(other)[0].equals(summed(kept)[0])
    assert kept.apart().keeps is kept.keeps and not kept.apart().prepared


def test_least_used_go_when_there_is_no_room_and_are_read_on_by_whoever_has_them(tmp_path, monkeypatch):
    made = cells().in_order()
    first = mapped(tmp_path, "0", lambda: made)
    size = (tmp_path / FOLDER / "0.arrow").stat().st_size
    os.utime(tmp_path / FOLDER / "0.arrow", (0, 0))
    monkeypatch.setattr(mapped_cells, "LIMIT_BYTES", 3 * size)
    for number in range(1, 5):
        mapped(tmp_path, str(number), lambda: replace(made, families=made.families + 1))
        os.utime(tmp_path / FOLDER / f"{number}.arrow", (number, number))
    assert sorted(file.stem for file in (tmp_path / FOLDER).iterdir()) == ["2", "3", "4"] and same(first, made)
    monkeypatch.setattr(mapped_cells, "LIMIT_BYTES", 0)
    assert mapped(tmp_path, "5", lambda: made).quarter == made.quarter
    assert [file.stem for file in (tmp_path / FOLDER).iterdir()] == ["5"]


def test_disk_that_takes_nothing_costs_nothing_but_the_file(tmp_path, monkeypatch):
    made = cells().in_order()

    def full(path, mode):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(mapped_cells.pa, "OSFile", full)
    assert same(mapped(tmp_path, "a", lambda: made), made) and not list((tmp_path / FOLDER).iterdir())
    (tmp_path / "file").write_text("")
    assert same(mapped(tmp_path / "file", "a", lambda: made), made)
