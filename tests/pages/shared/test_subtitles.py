"""What stands under a figure, on the screen and on its picture, names the quarter or the quarters that it is of."""

from __future__ import annotations

import re

import pytest

from pages.shared import figures

QUARTER = re.compile(r"[Tt]riwulan [IV]+ \d{4}|\d{4}T[1-4]")
VIEWS = (
    *(("ketepatan", {"lihat": view}) for view in ("putusan", "wilayah", "sebab")),
    ("pergerakan", {"lihat": "lama"}),
    *(("pemutakhiran", {"lihat": view}) for view in ("usulan", "register")),
    *(("simulasi", {"bagian": part}) for part in ("rinci", "titik", "banding")),
    ("simulasi", {"rinci": "province"}),
    *(("proyeksi", {"jangka": "4", "bagian": part}) for part in ("kalender", "lulus", "banding")),
    ("proyeksi", {"jangka": "4", "menurut": "wilayah", "waktu": "1"}),
    ("sebaran", {}),
    ("pantauan", {"wilayah": "35.15", "waktu_serupa": "1"}),
)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: " ".join((view[0], *view[1].values())))
def test_subtitle_names_the_quarter(visit, monkeypatch, view):
    shown = []
    monkeypatch.setattr(figures, "_menu", lambda _viewer, one, is_one_of_many: shown.append(one))
    page, query = view
    visit(page, **query)
    assert shown
    assert [one.key for one in shown if not QUARTER.search(f"{one.title} {one.note}")] == []
