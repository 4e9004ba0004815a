"""A release: the source archive of a commit or tag, a CycloneDX list of what the lock installs, and their checksums.

`python scripts/release.py TAG FOLDER`; `.ci/release` runs it for a tag. The lock is held against known advisories where
a database is at hand: TEPAT_ADVISORIES names a folder of OSV files (the ecosystem PyPI as one JSON file an advisory).
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from cyclonedx.model import Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense, LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from license_expression import ExpressionError, get_spdx_licensing
from packageurl import PackageURL

ROOT = Path(__file__).parent.parent
LOCK = "requirements.lock"
ADVISORIES = "TEPAT_ADVISORIES"


@dataclass(frozen=True)
class Pinned:
    """One package of the lock, its name as indexes write it."""

    name: str
    version: str


def pinned(text: str) -> tuple[Pinned, ...]:
    """The packages of a lock file."""
    lines = (line.strip() for line in text.splitlines())
    pairs = (line.split("==") for line in lines if line and not line.startswith("#"))
    return tuple(Pinned(re.sub(r"[-_.]+", "-", name).lower(), version) for name, version in pairs)


def version_of(text: str) -> str:
    """The version in a pyproject.toml."""
    found = re.search(r'^version = "([^"]+)"$', text, re.MULTILINE)
    if found is None:
        raise SystemExit("Error: pyproject.toml names no version")
    return found[1]


def components(packages: tuple[Pinned, ...], version: str) -> str:
    """The list of components as CycloneDX 1.6, with the licences that the installed packages name."""
    bom = Bom()
    application = Component(name="tepat-sasaran", version=version, type=ComponentType.APPLICATION)
    bom.metadata.component = application
    for one in packages:
        licence = _licence(one.name)
        bom.components.add(
            Component(
                name=one.name,
                version=one.version,
                type=ComponentType.LIBRARY,
                purl=PackageURL("pypi", name=one.name, version=one.version),
                licenses=[] if licence is None else [licence],
                properties=[Property(name="tepat:lock", value=LOCK)],
            )
        )
    bom.register_dependency(application, bom.components)
    return JsonV1Dot6(bom).output_as_string(indent=2)


def _licence(name: str) -> LicenseExpression | DisjunctiveLicense | None:
    """What a package says of its licence; None where it is not installed or says nothing short."""
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    text = told.get("License-Expression") or told.get("License") or ""
    try:
        get_spdx_licensing().parse(text, validate=True)
        return LicenseExpression(text) if text else None
    except ExpressionError:
        return DisjunctiveLicense(name=text.splitlines()[0][:80])


def advised(packages: tuple[Pinned, ...], folder: Path) -> Iterator[str]:
    """A sentence for each pinned version that an advisory of the folder names."""
    held = {one.name: one.version for one in packages}
    for path in sorted(folder.glob("*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        for affected in told.get("affected", []):
            package = affected.get("package", {})
            name = re.sub(r"[-_.]+", "-", package.get("name", "")).lower()
            if package.get("ecosystem") == "PyPI" and held.get(name) in affected.get("versions", []):
                yield f"{told['id']}: {name} {held[name]}: {told.get('summary', 'no summary')}"


def archive(commit: str, version: str, target: Path) -> Path:
    """The files of a commit in one archive, the same bytes whenever it is made."""
    name = f"tepat-sasaran-{version}"
    command = ["git", "-C", str(ROOT), "archive", "--format=tar", f"--prefix={name}/", commit]
    tar = subprocess.run(command, capture_output=True, check=True).stdout
    path = target / f"{name}.tar.gz"
    with path.open("wb") as file, gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed:
        packed.write(tar)
    return path


def checked(packages: tuple[Pinned, ...]) -> list[str]:
    """What was found in the advisories, or that none were at hand."""
    named = os.environ.get(ADVISORIES, "")
    if not named:
        say(f"advisories: not checked, for {ADVISORIES} names no folder of them")
        return []
    found = list(advised(packages, Path(named)))
    say(f"advisories: {len(packages)} packages held against {named}, {len(found)} found")
    return found


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


def main(commit: str, target: Path) -> int:
    """Write the three files; 1 when an advisory names a pinned version."""
    show = ["git", "-C", str(ROOT), "show"]
    lock, project = (
        subprocess.run([*show, f"{commit}:{name}"], capture_output=True, check=True, text=True).stdout
        for name in (LOCK, "pyproject.toml")
    )
    version, packages = version_of(project), pinned(lock)
    if commit.removeprefix("v") != version and re.fullmatch(r"v\d.*", commit):
        say(f"Error: the tag is {commit}, and pyproject.toml says {version}")
        return 1
    found = checked(packages)
    target.mkdir(parents=True, exist_ok=True)
    listed = target / f"tepat-sasaran-{version}.cdx.json"
    listed.write_text(components(packages, version), encoding="utf-8")
    files = [archive(commit, version, target), listed]
    sums = "".join(f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files)
    (target / "SHA256SUMS").write_text(sums, encoding="ascii")
    say(f"{target}: {', '.join(file.name for file in files)}, SHA256SUMS")
    for one in found:
        say(one)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "HEAD", Path(sys.argv[2] if len(sys.argv) > 2 else "dist")))
