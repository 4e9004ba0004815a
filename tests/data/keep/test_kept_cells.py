"""A record is verified after its build is gone: by the cells kept with it, or by any build with equal cells."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace

import numpy as np
import pytest

from data.build.build import build
from data.build.options import Options
from data.keep import kept_cells, records
from data.read import asked, register
from data.store.open import open_store
from data.store.scope import Scope
from tests.data.build.registers import Register
from tests.data.keep.test_verification import made, run_on, store, verify  # noqa: F401 - fixtures
from tests.pages.shared.conftest import cells


def recorded(folder, keep):
    """A record as the page makes it."""
    served = open_store(folder)
    found = register.cells(served, Scope.national(), asked.quarters(served)[-1])
    if keep:
        assert kept_cells.keep(folder, found)
    return records.record(folder, replace(run_on(served), cells_sha256=kept_cells.digest(found)))


def without_its_build(folder, inbox, seed):
    """Publish another build and delete all others, as two further builds would."""
    for snapshot in Register(seed=seed, families=120).live(2):
        snapshot.write(inbox)
    build(Options(inbox, folder, memory="1GB"), lambda *told: None)
    for path in (folder / "builds").iterdir():
        if path.name != open_store(folder).build_id:
            shutil.rmtree(path)


def test_record_holds_on_its_kept_cells_after_its_build_is_gone(store, tmp_path):  # noqa: F811
    kept = recorded(store, keep=True)
    without_its_build(store, tmp_path / "inbox", seed=4)
    code, sentence = verify(store, kept.id)
    assert code == 0 and f"on the cells kept with it, of build {kept.run.build_id}" in sentence


def test_record_holds_on_another_build_of_the_same_input(store, tmp_path):  # noqa: F811
    kept = recorded(store, keep=False)
    without_its_build(store, tmp_path / "inbox", seed=3)
    code, sentence = verify(store, kept.id)
    assert code == 0 and f"whose cells equal those of build {kept.run.build_id}" in sentence


def test_refusal_says_what_is_missing(store, tmp_path):  # noqa: F811
    kept, earlier = recorded(store, keep=False), records.record(store, run_on(open_store(store)))
    without_its_build(store, tmp_path / "inbox", seed=4)
    code, sentence = verify(store, kept.id)
    assert code == 1 and f"build {kept.run.build_id} is no longer in" in sentence
    assert "none of them with equal cells of 2025Q4, and no copy of its cells is kept" in sentence
    assert "an older record names no cells" in verify(store, earlier.id)[1]


def test_kept_cells_that_were_changed_are_no_proof(store, tmp_path):  # noqa: F811
    kept = recorded(store, keep=True)
    without_its_build(store, tmp_path / "inbox", seed=4)
    (file,) = (store / kept_cells.FOLDER).glob("*.npz")
    other = cells()
    kept_cells._write(file, other)
    assert verify(store, kept.id)[0] == 1
    file.write_bytes(b"PK not an archive")
    assert verify(store, kept.id)[0] == 1


def test_digest_tells_cells_apart_but_not_the_order_of_their_rows():
    one = cells()
    order = np.random.default_rng(1).permutation(len(one))
    shuffled = one.select(np.ones(len(one), bool))
    shuffled = replace(
        shuffled,
        **{name: getattr(one, name)[order] for name in kept_cells._SINGLE},
        **{name: {key: values[order] for key, values in getattr(one, name).items()} for name in kept_cells._GROUPED},
    )
    assert kept_cells.digest(shuffled) == kept_cells.digest(one)
    families = one.families.copy()
    families[3] += 1
    assert kept_cells.digest(replace(one, families=families)) != kept_cells.digest(one)
    assert kept_cells.digest(replace(one, quarter=one.quarter.next())) != kept_cells.digest(one)


def test_copy_gives_back_the_cells_and_old_copies_make_room(tmp_path, monkeypatch):
    first = cells()
    second = replace(first, families=first.families + 1)
    assert kept_cells.keep(tmp_path, first)
    found = kept_cells.load(tmp_path, kept_cells.digest(first), first.quarter)
    assert all((getattr(found, name) == getattr(first, name)).all() for name in kept_cells._SINGLE)
    (file,) = (tmp_path / kept_cells.FOLDER).iterdir()
    os.utime(file, (1, 1))
    monkeypatch.setattr(kept_cells, "LIMIT_BYTES", int(file.stat().st_size * 1.5))
    assert kept_cells.keep(tmp_path, second)
    assert kept_cells.load(tmp_path, kept_cells.digest(first), first.quarter) is None
    assert kept_cells.load(tmp_path, kept_cells.digest(second), first.quarter) is not None


@pytest.mark.parametrize("digest", ["../../etc", "0" * 63])
def test_digest_of_a_record_is_never_a_path(store, digest):  # noqa: F811
    run = replace(run_on(open_store(store)), build_id="20250101T000000-000000", cells_sha256=digest)
    code, sentence = verify(store, records.record(store, run).id)
    assert code == 1 and "the digest of its cells is not readable" in sentence


def test_own_build_that_was_changed_is_named(store):  # noqa: F811
    run = replace(run_on(open_store(store)), cells_sha256="0" * 64)
    code, sentence = verify(store, records.record(store, run).id)
    assert code == 1 and "was changed: its cells of 2025Q4 are not those of the record" in sentence
