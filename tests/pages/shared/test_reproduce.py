"""The lines that are offered for copying run, and print the figures of the outcome."""

from __future__ import annotations

import ast
import io
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from data.read import register
from data.read.asked import quarters
from data.store.open import open_store
from data.store.scope import Scope
from pages.cached.register import folder_from_here
from pages.documents import reproduce
from simulator.comparison import whole_table
from simulator.engine.simulate import simulate
from simulator.policy.files import Policy, named, parse
from terms import PKH, SEMBAKO
from tests.data.build.registers import Register
from tests.data.build.stores import built_of

ROOT = Path(__file__).parents[3]
TEXTS = ["Rapat 2 Maret", 'tanda """ tiga', "garis \\ miring", "baris\nSELESAI\nbaru", "'$HOME' `ls` $(ls)", "ꦗꦮ 🌾"]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    return open_store(built_of(Register(seed=3, families=120).live(1), folder, "store with a space"))


def policy_from(source):
    policy = Policy(" ".join(source.split()), baseline=named("aturan_berlaku"), key="scenario").changed(
        PKH, "max_decile", 3, source
    )
    return replace(policy.changed(SEMBAKO, "max_quarters", 8, source), key="scenario")


def expected(store, policy):
    (quarter,) = quarters(store)
    table = whole_table(simulate(register.cells(store, Scope.national(), quarter), policy), policy, "nation")
    return pd.read_csv(io.StringIO(table.to_csv(index=False)))


def printed(command, folder):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return pd.read_csv(io.StringIO(done.stdout))


@pytest.mark.parametrize("source", TEXTS)
def test_python_lines_hold_the_very_same_policy(store, source):
    policy = policy_from(source)
    python, _ = reproduce.lines(policy, quarters(store)[0], store.build_id, "store")
    held = next(
        node for node in ast.parse(python).body if isinstance(node, ast.Assign) and node.targets[0].id == "SCENARIO"
    )
    assert parse(ast.literal_eval(held.value)) == policy


@pytest.mark.parametrize("source", TEXTS)
def test_terminal_lines_write_the_very_same_policy(store, source, tmp_path):
    policy = policy_from(source)
    _, terminal = reproduce.lines(policy, quarters(store)[0], store.build_id, "store")
    writing = terminal.split("./tepat simulate")[0]
    subprocess.run(["sh", "-e", "-c", writing], cwd=tmp_path, check=True)
    assert parse((tmp_path / reproduce.FILE).read_text(encoding="utf-8")) == policy


def test_python_lines_print_the_figures_of_the_outcome(store, tmp_path):
    policy = policy_from("Rapat 2 Maret")
    python, _ = reproduce.lines(policy, quarters(store)[0], store.build_id, str(store.path))
    found = printed([sys.executable, "-c", python], tmp_path)
    pd.testing.assert_frame_equal(found, expected(store, policy), check_dtype=False)


def test_terminal_lines_print_the_figures_of_the_outcome(store, tmp_path):
    policy = policy_from("Rapat 2 Maret")
    _, terminal = reproduce.lines(policy, quarters(store)[0], store.build_id, str(store.path))
    (tmp_path / "tepat").write_text(f'#!/bin/sh\nexec "{sys.executable}" "{ROOT / "cli.py"}" "$@"\n')
    (tmp_path / "tepat").chmod(0o755)
    found, wanted = printed(["sh", "-e", "-c", terminal], tmp_path), expected(store, policy)
    pd.testing.assert_frame_equal(found[list(wanted.columns)], wanted, check_dtype=False)
    assert all("inclusion" in name or "exclusion" in name for name in found.columns.difference(wanted.columns))


@pytest.mark.parametrize("form", ["python", "terminal"])
def test_lines_refuse_to_answer_from_another_build(store, tmp_path, form):
    asked = (policy_from("x"), quarters(store)[0], "20200101T000000-000000", str(store.path))
    python, terminal = reproduce.lines(*asked)
    (tmp_path / "tepat").write_text(f'#!/bin/sh\nexec "{sys.executable}" "{ROOT / "cli.py"}" "$@"\n')
    (tmp_path / "tepat").chmod(0o755)
    command = [sys.executable, "-c", python] if form == "python" else ["sh", "-c", terminal]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode and not done.stdout
    assert f"serves build {store.build_id}" in " ".join(done.stderr.split())


def test_store_of_the_lines_is_written_from_the_folder_of_the_application(monkeypatch, tmp_path):
    monkeypatch.setenv("TEPAT_STORE", str(tmp_path / "data di sini"))
    assert (ROOT / folder_from_here()).resolve() == (tmp_path / "data di sini").resolve()
    monkeypatch.delenv("TEPAT_STORE")
    assert folder_from_here() == "store"
