"""A completely full disk: the store that is served stays, one sentence says why, and the log is never the fault."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from data.store import finished
from data.store.open import open_store
from tests.data.build.conftest import Build
from tests.data.build.registers import Register

ROOT = Path(__file__).parents[3]
BUILD = """
import resource, sys
import cli
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
sys.argv = ["tepat", "build", "--memory", "1GB", "--inbox", sys.argv[1], "--store", sys.argv[2]]
sys.exit(cli.main())
"""


def test_disk_without_a_free_byte_is_one_sentence_without_a_traceback(tmp_path: Path, build_store: Build):
    first, second = Register(seed=21, families=20).live(2)
    first.write(tmp_path / "inbox")
    build_store()
    served = finished.current_build_id(tmp_path / "store")
    second.write(tmp_path / "inbox")
    words = [sys.executable, "-c", BUILD, str(tmp_path / "inbox"), str(tmp_path / "store")]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr and "Logging error" not in done.stderr, done.stderr
    assert "Error: " in done.stderr and "nothing was changed" in done.stderr, done.stderr
    assert open_store(tmp_path / "store").build_id == served
    assert build_store().counted == (second.quarter,)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full is needed")
def test_log_on_a_full_disk_does_not_stop_a_build(tmp_path: Path, build_store: Build, monkeypatch, capfd):
    snapshot = Register(seed=22, families=20).live(1)[0]
    snapshot.write(tmp_path / "inbox")
    build_store()
    (tmp_path / "store" / "log" / "full.log").symlink_to("/dev/full")
    monkeypatch.setattr("data.build.log.new_build_id", lambda: "full")
    assert build_store(quarters=(snapshot.quarter,)).build_id == "full"
    assert "Logging error" not in capfd.readouterr().err
