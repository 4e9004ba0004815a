"""Breaks the code on purpose, one guard at a time, and demands that the named tests notice: `make mutants`.

Each entry of `mutants.toml` names a file, the text that stands there once, what is put in its place, and the tests that
must then fail. A mutant that lives, or whose text is no longer there once, is a fault of the tests or of the list.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIST = Path(__file__).parent / "mutants.toml"
#: What pytest answers when tests ran and some failed; anything else (nothing collected, a broken file) proves nothing.
TESTS_FAILED = 1


@dataclass(frozen=True)
class Mutant:
    """One deliberate fault: in `file`, `text` becomes `mutated`; one of `tests` must then fail."""

    guards: str
    file: str
    text: str
    mutated: str
    tests: tuple[str, ...]


def mutants(path: Path = LIST) -> tuple[Mutant, ...]:
    """The list, in its order; every field is required."""
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["mutant"]
    return tuple(Mutant(**{**entry, "tests": tuple(entry["tests"])}) for entry in entries)


def broken(source: str, mutant: Mutant) -> str:
    """The source with the fault in it; ValueError unless the text stands there exactly once."""
    found = source.count(mutant.text)
    if found != 1:
        raise ValueError(f"{mutant.file}: the text must stand there once, found {found} times: {mutant.text!r}")
    return source.replace(mutant.text, mutant.mutated)


@contextmanager
def copy_of_the_tree() -> Iterator[Path]:
    """Every file that git knows, in a folder of its own, so that nothing is broken where people work."""
    listed = subprocess.run(["git", "-C", ROOT, "ls-files", "-z"], capture_output=True, check=True).stdout.decode()
    with tempfile.TemporaryDirectory(prefix="tepat-mutants-") as folder:
        for name in filter(None, listed.split("\0")):
            if (ROOT / name).is_file():
                target = Path(folder) / name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, target)
        yield Path(folder)


def survives(tree: Path, mutant: Mutant) -> str:
    """Why the mutant lives on; empty when a test has noticed it."""
    file = tree / mutant.file
    whole = file.read_text(encoding="utf-8")
    try:
        file.write_text(broken(whole, mutant), encoding="utf-8")
        answer = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *mutant.tests],
            cwd=tree,
            capture_output=True,
            text=True,
        )
    except ValueError as fault:
        return str(fault)
    finally:
        file.write_text(whole, encoding="utf-8")
    if answer.returncode == TESTS_FAILED:
        return ""
    return answer.stdout.strip().splitlines()[-1] if answer.returncode == 0 else answer.stdout[-2000:]


def main(words: list[str]) -> int:
    """Run every mutant, or those whose file or guard holds one of the words; exit 1 when one lives."""
    chosen = [one for one in mutants() if not words or any(word in f"{one.file} {one.guards}" for word in words)]
    living = 0
    with copy_of_the_tree() as tree:
        for entry in chosen:
            why = survives(tree, entry)
            living += bool(why)
            fate = f"LIVES: {why}" if why else "killed"
            sys.stdout.write(f"{entry.guards} ({entry.file}): {fate}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{len(chosen) - living} of {len(chosen)} mutants were noticed\n")
    return 1 if living or not chosen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
