"""The README stays true: the commands it names exist, and those that exist are named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from cli import app
from simulator.policy.files import available

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = sorted(get_command(app).commands)


def test_every_command_of_the_terminal_is_in_the_readme():
    assert [name for name in COMMANDS if f"`{name}`" not in README] == []


def test_every_command_line_of_the_documents_names_a_command_that_exists():
    texts = README + (ROOT / "docs" / "first-quarter.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\./tepat ([a-z][a-z-]+)", texts))
    assert named and named <= set(COMMANDS)


def test_policy_that_the_readme_simulates_comes_with_the_application():
    assert set(re.findall(r"tepat simulate ([a-z0-9_]+)", README)) <= set(available())


def test_every_file_that_the_readme_points_to_is_there():
    pointed = re.findall(r"\]\(([^)h][^)]*)\)|`(docs/[^`]+|[A-Z]+(?:\.md)?)`", README)
    assert [path for pair in pointed for path in pair if path and not (ROOT / path).exists()] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_every_command_says_what_it_is_for(name):
    done = CliRunner().invoke(app, [name, "--help"])
    assert done.exit_code == 0 and len(done.stdout.split()) > 20
