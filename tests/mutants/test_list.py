"""The list of mutants fits the code: each text stands in its file once, and the tests that must fail exist."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from functools import cache

import pytest

from tests.mutants.run import ROOT, Mutant, broken, mutants

MUTANTS = mutants()
#: What a guard is about, before the colon of its name.
KINDS = {"scope", "disclosure", "publication", "verdict", "money", "places"}


@cache
def defined_in(file: str) -> frozenset[str]:
    """The names of the tests that a file defines."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name[:5] == "test_")


def test_every_kind_of_guard_is_on_the_list():
    assert {mutant.guards.partition(":")[0] for mutant in MUTANTS} >= KINDS


def test_no_guard_is_listed_twice():
    assert max(Counter(mutant.guards for mutant in MUTANTS).values()) == 1
    assert max(Counter((mutant.file, mutant.text, mutant.mutated) for mutant in MUTANTS).values()) == 1


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.guards)
def test_text_of_a_mutant_stands_in_its_file_once(mutant: Mutant):
    source = (ROOT / mutant.file).read_text(encoding="utf-8")
    changed = broken(source, mutant)
    assert changed != source
    if mutant.file.endswith(".py"):
        ast.parse(changed)


def test_single_cases_that_a_mutant_names_are_collected():
    """A case that has another name by now is no test, and a mutant without a test lives."""
    named = sorted({test for mutant in MUTANTS for test in mutant.tests if "[" in test})
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", *named]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert named and found.returncode == 0, found.stderr + found.stdout[-2000:]


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.guards)
def test_defined_in_a_mutant_exist(mutant: Mutant):
    assert mutant.tests
    for test in mutant.tests:
        file, _, name = test.partition("::")
        assert (ROOT / file).is_file(), test
        assert not name or name.partition("[")[0] in defined_in(file), test
