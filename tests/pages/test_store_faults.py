"""What the pages say when the store cannot be read, which day they show, and what of the inbox was not read."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from data.build.build import build
from data.build.options import Options
from data.contract.store_tables import LAYOUT
from data.read import register
from data.store import finished
from data.store.open import open_store
from tests.data.build.registers import Register
from tests.pages.conftest import MENU


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of one small quarter, from an inbox with a misspelt quarter."""
    folder = tmp_path_factory.mktemp("faults")
    Register(seed=41, families=40).live(1)[0].write(folder / "inbox")
    (folder / "inbox" / "2026q2").mkdir()
    build(Options(folder / "inbox", folder / "store", memory="1GB"), lambda stage, rows, share: None)
    return folder / "store"


@pytest.fixture
def store(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy to be harmed, served by the application."""
    copy = tmp_path / "store"
    shutil.copytree(whole, copy, symlinks=True)
    monkeypatch.setenv("TEPAT_STORE", str(copy))
    yield copy


def opened(page: str = "ringkasan", **query: str) -> str:
    """Everything that a page says."""
    app = AppTest.from_file(str(MENU), default_timeout=60)
    if page != "ringkasan":
        app.switch_page(f"{page}.py")
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, [fault.message for fault in app.exception]
    kinds = (app.markdown, app.caption, app.info, app.warning, app.error)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def database(store: Path) -> Path:
    return finished.folder_of(store, finished.current_build_id(store)) / finished.DATABASE


def change(store: Path, statement: str) -> None:
    """Change the database as another version would have made it."""
    path = database(store)
    with duckdb.connect(path) as connection:
        connection.execute(statement)
    record = path.with_name(finished.RECORD)
    record.write_text(json.dumps(json.loads(record.read_text()) | {"bytes": path.stat().st_size}))


def test_copy_that_lost_its_link_is_one_sentence_with_the_way_to_mend_it(store: Path):
    subprocess.run(["cp", "-rL", store, store.with_name("copy")], check=True)
    shutil.rmtree(store)
    store.with_name("copy").rename(store)
    assert "tepat store repair" in opened()
    assert "names none of them" in opened("pemutakhiran", bahasa="en")


def test_build_of_another_version_is_one_sentence_with_both_versions(store: Path):
    change(store, "alter table cell rename column families to family_count")
    said = opened(bahasa="en")
    assert said.count(f"layout {LAYOUT}") == 2 and "tepat build --anew" in said


def test_build_that_is_cut_off_is_one_sentence(store: Path):
    path = database(store)
    path.write_bytes(path.read_bytes()[:-100])
    assert "rusak atau terpotong" in opened()


def test_damage_that_shows_only_while_reading_is_one_sentence(store: Path):
    path = database(store)
    content = bytearray(path.read_bytes())
    content[len(content) // 6 : -len(content) // 6] = bytes(len(content[len(content) // 6 : -len(content) // 6]))
    path.write_bytes(bytes(content))
    assert "rusak atau terpotong" in opened("pergerakan")


def test_days_on_screen_are_those_of_jakarta(store: Path):
    """20.30 UTC is 03.30 of the next day in Jakarta."""
    change(store, "update provenance set built_at = timestamp '2026-11-26 20:30:00'")
    assert "27 November 2026" in opened()
    made = register.provenance(open_store(store))
    assert f"{made.built_at:%Y-%m-%d %H:%M %Z}" == "2026-11-27 03:30 WIB"


def test_what_was_not_read_of_the_inbox_is_named_on_the_page_on_updates(store: Path):
    said = opened("pemutakhiran", lihat="register")
    assert "Tidak dibaca dari kotak masuk: `2026q2 (write 2026Q2)`." in said


def test_account_of_an_offices_files_is_told_by_table_on_the_page_on_updates(store: Path):
    """Rows of a file of one kabupaten would be its families: the files of a table are told together."""
    parts = ((1, "families", "sidoarjo.csv", 30, 24, 4, 2, 1, 24), (2, "families", "surabaya.csv", 9, 9, 0, 0, 0, 9))
    for part, table, file, *counts in parts:
        values = ", ".join(map(str, counts))
        quarter = "(select max(quarter) from quarter_info)"
        change(store, f"insert into mapped_rows values ({quarter}, {part}, '{table}', '{file}', {values}, '')")
    said = opened("pemutakhiran", lihat="register", bahasa="en")
    assert (
        "Table families from `sidoarjo.csv; surabaya.csv`: 40 rows in = 33 used + 5 set aside + 2 left out by a rule;"
        " they became 33 rows." in said
    )


def test_build_of_before_mappings_were_accounted_for_is_read_all_the_same(store: Path):
    change(store, "drop table mapped_rows")
    assert "Tidak dibaca" in opened("pemutakhiran", lihat="register")
