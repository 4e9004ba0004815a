"""The version of the code, as builds and records name it."""

from __future__ import annotations

import hashlib
import subprocess
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


def digest_of_texts(root: Path, patterns: Iterable[str]) -> str:
    """Digest of the files below a folder that a pattern finds: what follows from them bears it in its name."""
    digest = hashlib.sha256()
    for file in sorted({file for pattern in patterns for file in root.glob(pattern)}):
        digest.update(file.read_bytes())
    return digest.hexdigest()


@cache
def code_version() -> str:
    """The version of ``pyproject.toml``, with the commit when the code lies in a git work tree."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    try:
        commit = subprocess.run(
            ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True
        ).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return version
    return f"{version}+{commit}"
