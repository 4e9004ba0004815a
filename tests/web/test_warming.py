"""A start decides in the background what is hidden of the build, and says so where it cannot."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from settings import ROOT, WARM_VARIABLE
from tests.data.build.registers import Register
from tests.data.build.stores import built_of


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    return built_of(Register(seed=8, families=60).live(2), tmp_path_factory.mktemp("warming"))


def started(store: Path) -> str:
    environment = {**os.environ, "TEPAT_STORE": str(store), "TEPAT_WITHOUT_SIGN_IN": "real-data-for-everyone"}
    environment.pop(WARM_VARIABLE, None)
    command = [sys.executable, "-m", "tests.web.warming"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=180)
    return done.stdout + done.stderr


def test_start_decides_what_is_hidden_of_the_build(store):
    assert "kept True" in started(store)


def test_what_cannot_be_decided_is_told_in_the_log(tmp_path):
    told = started(tmp_path / "none")
    assert "kept False" in told and "what is hidden was not decided ahead" in told
