"""``tepat demo`` from the terminal."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def tepat(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "cli.py", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


def test_command_writes_the_quarters_that_are_asked_for(tmp_path):
    done = tepat("demo", "--scale", "0.001", "--inbox", str(tmp_path / "in"), "--quarters", "2025Q1..2025Q2")
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "in").iterdir()) == ["2025Q1", "2025Q2"]
    assert "2025Q1 to 2025Q2 written" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--quarters", "2025"), "quarters must look like 2025Q1..2026Q1, got '2025'"),
        (("--quarters", "2024Q1..2025Q1"), "within 2025Q1..2026Q1, got 2024Q1..2025Q1"),
        (("--scale", "0"), "scale must be above 0 and at most 1, got 0"),
    ],
)
def test_wrong_option_is_one_sentence_without_a_traceback(tmp_path, arguments, message):
    done = tepat("demo", "--inbox", str(tmp_path), *arguments)
    assert done.returncode == 1
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_inbox_that_is_not_writable_is_said_clearly(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    done = tepat("demo", "--scale", "0.001", "--inbox", str(blocked / "inbox"))
    assert done.returncode == 1
    assert "2025Q1 cannot be written to" in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
