"""The secret by which figures below the province are perturbed."""

from __future__ import annotations

import errno
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from data.keep.figures_key import KEY_FILE, KEY_VARIABLE, figures_key
from terms import InputError


def test_key_is_made_once_for_its_owner_alone_and_stays(tmp_path):
    made = figures_key(tmp_path)
    assert made is not None and len(made) == 64 and figures_key(tmp_path) == made
    assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [KEY_FILE]


def test_all_who_come_first_at_once_get_the_same_key(tmp_path):
    with ThreadPoolExecutor(8) as several:
        found = set(several.map(lambda _: figures_key(tmp_path), range(32)))
    assert len(found) == 1 and None not in found


def test_key_is_made_and_kept_where_the_disk_knows_no_links(tmp_path, monkeypatch):
    def no_link(*_paths):
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr("data.keep.figures_key.os.link", no_link)
    made = figures_key(tmp_path)
    assert made is not None and figures_key(tmp_path) == made
    assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [KEY_FILE]


def test_variable_goes_before_the_file_and_a_short_one_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv(KEY_VARIABLE, "v" * 32)
    assert figures_key(tmp_path) == b"v" * 32 and not list(tmp_path.iterdir())
    monkeypatch.setenv(KEY_VARIABLE, "v" * 31)
    with pytest.raises(InputError, match="at least 32 characters, got 31"):
        figures_key(tmp_path)


def test_there_is_no_key_where_none_can_be_made(tmp_path):
    assert figures_key(tmp_path / "gone") is None
    (tmp_path / KEY_FILE).mkdir()
    assert figures_key(tmp_path) is None
