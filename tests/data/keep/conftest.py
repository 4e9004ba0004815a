"""A run to record, and a store that lies in a temporary folder."""

from __future__ import annotations

import pytest

from data.keep.records import Run

SCENARIO = """name = "Sampai desil 3"
baseline = "aturan_berlaku"

[[pkh.max_decile]]
value = 3
status = "scenario"
source = "Rapat 2 Maret 2026"
"""


@pytest.fixture
def store(tmp_path):
    folder = tmp_path / "store"
    folder.mkdir()
    return folder


@pytest.fixture
def run():
    return Run(
        who="sari@contoh.go.id",
        scenario=SCENARIO,
        baseline="keadaan_sekarang",
        build_id="20260401T010203-abcdef",
        quarter="2026Q1",
        code_version="0.1.0",
        scope="ID",
        results_sha256="0" * 64,
        figures='[{"programme": "PKH"}]',
    )
