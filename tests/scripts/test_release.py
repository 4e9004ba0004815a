"""A release holds the sources, what the lock installs, and checksums that fit; advisories are looked at or skipped."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
import tarfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def release():
    spec = importlib.util.spec_from_file_location("release", ROOT / "scripts" / "release.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["release"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def made(release, tmp_path, monkeypatch, capsys):
    monkeypatch.delenv(release.ADVISORIES, raising=False)
    assert release.main("HEAD", tmp_path) == 0
    return tmp_path, capsys.readouterr().out


def test_archive_list_and_checksums_fit_together(made):
    folder, said = made
    lines = (folder / "SHA256SUMS").read_text().splitlines()
    assert len(lines) == 2
    for line in lines:
        told, name = line.split("  ")
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == told
    with tarfile.open(next(folder.glob("*.tar.gz"))) as archive:
        names = archive.getnames()
    assert any(name.endswith("/requirements.lock") for name in names)
    assert not any("/.git/" in name or "/store/current" in name for name in names)
    assert "advisories: not checked" in said


def test_archive_is_the_same_bytes_whenever_it_is_made(release, made, tmp_path_factory):
    again = tmp_path_factory.mktemp("again")
    assert release.archive("HEAD", "0.1.0", again).read_bytes() == next(made[0].glob("*.tar.gz")).read_bytes()


def test_every_package_of_the_lock_is_a_component_with_its_address(release, made):
    listed = json.loads(next(made[0].glob("*.cdx.json")).read_text())
    assert listed["bomFormat"] == "CycloneDX" and listed["specVersion"] == "1.6"
    addresses = {one["purl"] for one in listed["components"]}
    packages = release.pinned((ROOT / "requirements.lock").read_text())
    assert addresses == {f"pkg:pypi/{one.name}@{one.version}" for one in packages} and len(packages) > 50
    licensed = [one for one in listed["components"] if one.get("licenses")]
    assert len(licensed) > len(packages) / 2


def test_advisory_for_a_pinned_version_is_told_and_for_another_is_not(release, tmp_path, monkeypatch, capsys):
    def advisory(name, **affected):
        affected = {"package": {"ecosystem": "PyPI", "name": "Authlib"}, **affected}
        (tmp_path / name).write_text(json.dumps({"id": name, "summary": "said", "affected": [affected]}))

    held = next(one for one in release.pinned((ROOT / "requirements.lock").read_text()) if one.name == "authlib")
    advisory("OTHER.json", versions=["0.0.1"])
    advisory("NPM.json", versions=[held.version], package={"ecosystem": "npm", "name": "authlib"})
    monkeypatch.setenv(release.ADVISORIES, str(tmp_path))
    assert release.checked((held,)) == []
    advisory("OURS.json", versions=["0.0.1", held.version])
    assert release.checked((held,)) == [f"OURS.json: authlib {held.version}: said"]
    assert "1 packages held against" in capsys.readouterr().out


def test_tag_that_is_not_the_version_is_refused(release, tmp_path, monkeypatch, capsys):
    real = release.subprocess.run

    def of_head(command, **options):
        return real([part.replace("v9.9.9:", "HEAD:") for part in command], **options)

    monkeypatch.setattr(release.subprocess, "run", of_head)
    assert release.main("v9.9.9", tmp_path / "dist") == 1
    assert "the tag is v9.9.9, and pyproject.toml says" in capsys.readouterr().out and not (tmp_path / "dist").exists()
