"""The door: the same arguments give the same bytes, quarters appear whole, real ones are never replaced."""

from __future__ import annotations

import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

from data.demo import generate
from terms import InputError, Quarter
from tests.data.demo.conftest import SMALL, TABLES, in_quarter

FIRST, SECOND = Quarter(2025, 1), Quarter(2025, 2)


def test_same_seed_gives_the_same_bytes_whichever_quarters_are_written(small_inbox, tmp_path):
    generate(tmp_path, seed=7, quarters=(SECOND, SECOND), **SMALL)
    assert [path.name for path in tmp_path.iterdir()] == ["2025Q2"]
    for name in TABLES:
        assert in_quarter(tmp_path, SECOND, name) == in_quarter(small_inbox, SECOND, name), name


def test_another_seed_gives_other_families(small_inbox, tmp_path):
    generate(tmp_path, seed=8, quarters=(FIRST, FIRST), **SMALL)
    assert in_quarter(tmp_path, FIRST, "families") != in_quarter(small_inbox, FIRST, "families")


def test_killed_run_leaves_no_half_quarter_and_the_next_completes_it(small_inbox, tmp_path):
    code = (
        "import sys; from pathlib import Path; from data.demo import generate;"
        f"generate(Path(sys.argv[1]), seed=7, scale={SMALL['scale']}, floor={SMALL['floor']})"
    )
    root = Path(__file__).parents[3]
    run = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], cwd=root)
    while run.poll() is None and not (tmp_path / ".2025Q2.partial" / "payments.parquet").exists():
        time.sleep(0.005)
    run.kill()
    run.wait()
    whole = [path for path in tmp_path.iterdir() if not path.name.startswith(".")]
    assert whole
    for path in whole:
        sent = {file.name for file in path.iterdir()}
        assert sent == {file.name for file in (small_inbox / path.name).iterdir()}
    generate(tmp_path, seed=7, **SMALL)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in small_inbox.iterdir())
    assert in_quarter(tmp_path, SECOND, "payments") == in_quarter(small_inbox, SECOND, "payments")


def test_real_quarter_is_never_replaced_by_a_made_up_one(tmp_path):
    (tmp_path / "2025Q1").mkdir()
    manifest = tmp_path / "2025Q1" / "manifest.toml"
    manifest.write_text('sent_by = "BPS"\nas_of = 2025-02-03\nsynthetic = false\n')
    with pytest.raises(InputError, match="2025Q1 without a manifest that says synthetic"):
        generate(tmp_path, quarters=(FIRST, SECOND), **SMALL)
    assert manifest.exists()
    assert not (tmp_path / "2025Q2").exists()


def test_scale_out_of_range_is_refused_with_the_rule(tmp_path):
    with pytest.raises(InputError, match="scale must be above 0 and at most 1, got 2"):
        generate(tmp_path, scale=2)


def test_quarters_that_run_backward_or_out_are_refused(tmp_path):
    with pytest.raises(InputError, match=r"within 2025Q1\.\.2026Q1, got 2025Q2\.\.2025Q1"):
        generate(tmp_path, quarters=(SECOND, FIRST))
    with pytest.raises(InputError, match=r"got 2024Q4\.\.2025Q1"):
        generate(tmp_path, quarters=(Quarter(2024, 4), FIRST))


def test_manifest_says_synthetic_and_holds_true_figures_as_aggregates(small_inbox):
    for folder in small_inbox.iterdir():
        manifest = tomllib.loads((folder / "manifest.toml").read_text())
        assert manifest["synthetic"] is True
        assert len(manifest["truth"]["poverty_share_by_kabupaten"]) == 514
        assert len(manifest["truth"]["aged_60_plus_share_by_province"]) == 38
        assert len(manifest["truth"]["families_by_true_decile"]) == 10
        assert 0.2 < manifest["truth"]["pkh_inclusion_error"] < 0.5
