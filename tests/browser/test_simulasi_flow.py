"""The whole flow of a policy officer: build a scenario, see, compare, save, share, download, verify; and clicks."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

import pytest
from axe_playwright_python.sync_playwright import Axe

from data.keep import scenarios
from pages.simulation.parts import PARTS
from simulator.policy.files import parse
from tests.browser.serving import ROOT, server

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def own(small_store, tmp_path_factory):
    """A server of its own over a copy of the store, which it may write to; the store beside."""
    store = tmp_path_factory.mktemp("own") / "store"
    shutil.copytree(small_store, store, symlinks=True)
    with server(store, store.parent / "log") as home:
        yield home, store


def shown(view) -> list[str]:
    return view.page.get_by_test_id("stMetricValue").all_inner_texts()


def press(view, name: str) -> None:
    view.page.get_by_role("button", name=name, exact=True).click()
    view.settle()


def part(view, name: str) -> None:
    view.page.get_by_role("radio", name=name).click()
    view.settle()


def test_scenario_is_built_compared_saved_shared_downloaded_and_verified(watch, own, tmp_path):
    home, store = own
    view = watch(home)
    view.open("/simulasi")
    before = shown(view)
    view.page.get_by_role("slider").first.focus()
    view.page.keyboard.press("ArrowLeft")
    view.page.wait_for_url(re.compile(r"skenario=1\."))
    view.settle()
    after = shown(view)
    assert after != before, "the answer follows the slider"

    part(view, "Bandingkan")
    press(view, "Tambahkan skenario di layar")
    view.page.get_by_text("PKH: selisih dari Aturan berlaku").wait_for()
    view.page.wait_for_url(lambda url: "banding=" in url)

    part(view, "Simpan & unduh")
    name = view.page.get_by_label("Nama skenario")
    name.fill("Desil tiga")
    name.press("Enter")
    view.page.wait_for_function("() => document.querySelector('[data-testid=stCode]').innerText.includes('Desil tiga')")
    view.settle()
    press(view, "Simpan")
    view.page.get_by_text("Tersimpan: Desil tiga").wait_for()
    assert [one.name for one in scenarios.of(store, "lokal")] == ["Desil tiga"]

    other = watch(home)
    other.open(view.page.url.removeprefix(home))
    assert shown(other) == after, "the link opens the same answer in another browser"
    press(other, "Catat hasil ini")
    with other.page.expect_download() as record:
        other.page.get_by_role("button", name="Unduh JSON").first.click()
    record.value.save_as(tmp_path / "catatan.json")
    command = [sys.executable, "cli.py", "verify", str(tmp_path / "catatan.json"), "--store", str(store)]
    verdict = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr
    assert "holds" in verdict.stdout + verdict.stderr

    for label, ending in (("Skenario (TOML)", "toml"), ("Hasil (CSV)", "csv"), ("Hasil (XLSX)", "xlsx")):
        with other.page.expect_download() as file:
            other.page.get_by_role("button", name=label).click()
        file.value.save_as(tmp_path / f"file.{ending}")
    assert parse((tmp_path / "file.toml").read_text()).name == "Desil tiga"
    assert (tmp_path / "file.csv").read_text(encoding="utf-8-sig").count("\n") > 3 * 514
    assert (tmp_path / "file.xlsx").read_bytes()[:2] == b"PK"


def test_click_on_a_square_takes_that_point_and_undo_gives_it_back(watch, own):
    view = watch(own[0])
    view.open("/simulasi?bagian=titik")
    chart = view.page.locator('[data-testid="stPlotlyChart"]').first
    chart.scroll_into_view_if_needed()
    squares = chart.locator(".scatterlayer .trace").first.locator("path.point")
    assert squares.count() == 190, "ten limits times eighteen years and none"
    box = squares.nth(2).bounding_box()
    view.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    view.page.wait_for_timeout(300)
    view.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    view.page.wait_for_url(re.compile(r"skenario=1\."))
    view.settle()
    assert view.page.get_by_role("slider").first.input_value() == "3"
    press(view, "Batalkan")
    view.page.wait_for_url(lambda url: "skenario" not in url)
    view.settle()
    assert view.page.get_by_role("slider").first.input_value() == "4"


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("name", PARTS)
def test_part_fits_the_screen_and_is_accessible(watch, own, name, width):
    view = watch(own[0], width)
    view.open(f"/simulasi?bagian={name}&banding=batas_desil_3~lima_tahun_sempit")
    assert view.overflow() <= 1
    found = Axe().run(view.page).response["violations"]
    bad = [(each["id"], each["nodes"][0]["html"][:200]) for each in found if each["impact"] in ("critical", "serious")]
    assert not bad, bad


def test_first_answer_needs_no_scrolling_on_a_desktop(watch, own):
    view = watch(own[0], 1440, 900)
    view.open("/simulasi")
    for label in ("Rupiah setahun, semua program", "PKH, cakupan", "Kesalahan eksklusi"):
        box = view.page.get_by_test_id("stMetric").filter(has_text=label).first.bounding_box()
        assert box["y"] + box["height"] < 900, label
    table = view.page.get_by_test_id("stDataFrame").first.bounding_box()
    assert table["y"] + table["height"] < 900
