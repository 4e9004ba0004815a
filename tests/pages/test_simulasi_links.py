"""Every control of a scenario travels in the link: set at either end, opened anew, it shows the same."""

from __future__ import annotations

import base64
import zlib

import pytest

from pages.scenario import draft
from pages.scenario.bench import CAPS
from pages.shared import session
from simulator.cells import COMPONENTS
from simulator.policy import link as scenario_link
from tests.pages.conftest import address

#: programme, kind of widget, field, and values at both ends; another widget may have to be set before.
CONTROLS = [
    ("PKH", "slider", "max_decile", (0, 10), None),
    ("PKH", "select_slider", "max_quarters", (1, 72), None),
    ("PBI", "select_slider", "max_quarters", (1, 72), None),
    ("PKH", "button_group", "admission", ("quota", "all"), None),
    ("PKH", "toggle", "needs_component", (False,), None),
    ("PKH", "button_group", "crossing_mode", ("stop",), None),
    ("PKH", "select_slider", "crossing_keep_share", (0.0, 100.0), None),
    (
        "PKH",
        "multiselect",
        "cap_exempt",
        (["no_working_age"], ["elderly", "no_working_age"]),
        ("select_slider", "max_quarters", 20),
    ),
    ("PKH", "multiselect", "cap_exempt", ([],), ("select_slider", "max_quarters", 20)),
    ("SEMBAKO", "button_group", "cap_clock", ("any",), None),
    ("SEMBAKO", "button_group", "cap_mode", ("assess",), None),
    ("SEMBAKO", "select_slider", "cap_keep_share", (0.0, 100.0), ("button_group", "cap_mode", "assess")),
    ("PBI", "text_input", "quota", ("0", "200.000.000"), None),
    ("PKH", "text_input", "quota", ("",), None),
    ("PKH", "select_slider", "take_up_share", (0.0, 62.5), None),
    ("SEMBAKO", "text_input", "amounts", ("0", "3.000.001"), None),
    ("PBI", "text_input", "amounts", ("0", "900.000"), None),
    *(("PKH", "text_input", f"amounts.{kind}", ("0", "9.000.000"), None) for kind in COMPONENTS),
    ("PKH", "text_input", "budget_limit", ("0", "5.000.000.000.123"), None),
]


def set_widget(app, kind: str, key: str, value: object) -> None:
    getattr(app, kind)(key).set_value(value)
    app.run()
    assert not app.exception, [fault.message for fault in app.exception]


@pytest.mark.parametrize(("programme", "kind", "field", "values", "before"), CONTROLS)
def test_link_restores_the_control_at_both_ends(visit, programme, kind, field, values, before):
    app = visit("simulasi", program=programme)
    if before:
        set_widget(app, before[0], f"simulasi/{programme}.{before[1]}", before[2])
    for value in values:
        set_widget(app, kind, f"simulasi/{programme}.{field}", value)
        again = visit("simulasi", **address(app))
        assert getattr(again, kind)(f"simulasi/{programme}.{field}").value == value
        assert address(again) == address(app)
        assert "skenario" in address(app)


def test_link_restores_limits_of_a_province_and_of_a_kabupaten(visit):
    app = visit("simulasi")
    for code in ("35", "35.15"):
        set_widget(app, "selectbox", "simulasi/PKH.area", code)
    set_widget(app, "slider", "simulasi/PKH.max_decile_by_province.35", 6)
    set_widget(app, "slider", "simulasi/PKH.max_decile_by_kabupaten.35.15", 0)
    again = visit("simulasi", **address(app))
    assert again.slider("simulasi/PKH.max_decile_by_province.35").value == 6
    assert again.slider("simulasi/PKH.max_decile_by_kabupaten.35.15").value == 0
    for name in ("max_decile_by_province.35", "max_decile_by_kabupaten.35.15"):
        again.button(f"simulasi/PKH.{name}/button").click().run()
    assert address(again) == {}, "without its areas the scenario is the rules in force"


def test_link_restores_a_programme_that_has_no_rule(visit):
    app = visit("simulasi", program="PBI")
    set_widget(app, "toggle", "simulasi/PBI.is_applied", False)
    again = visit("simulasi", **address(app))
    assert again.toggle("simulasi/PBI.is_applied").value is False
    assert address(again) == address(app)


def test_link_restores_name_part_level_and_map(visit):
    link = {"bagian": "rinci", "rinci": "province", "peta": "out_share", "program": "SEMBAKO"}
    app = visit("simulasi", **link)
    assert address(app) == {name: value for name, value in link.items() if name != "bagian"}, "defaults are not written"


def packed(content: bytes) -> str:
    press = zlib.compressobj(9, zdict=scenario_link._COMMON)
    return "1." + base64.urlsafe_b64encode(press.compress(content) + press.flush()).decode().rstrip("=")


@pytest.mark.parametrize(
    ("content", "language", "said"),
    [
        (b"a = " + b"[" * 20_000, "id", "kurung paling dalam bertingkat 8"),
        (b"a" + b".a" * 32_000 + b" = 1", "en", "a key must have at most 6 parts"),
        (b"[[pkh.quota]]\nvalue = " + b"9" * 5_000, "id", "paling panjang 64 huruf, yang datang 5.000"),
        (b'name = "a\\n=HYPERLINK(1)"', "id", "tidak boleh berisi ganti baris"),
        (b'[[pkh.max_decile_by_kabupaten]]\nvalue = {"91.01" = 2}', "id", "Kabupaten Merauke kini 93.01"),
    ],
)
def test_link_that_is_refused_says_why_in_the_language_of_the_page(visit, content, language, said):
    app = visit("simulasi", skenario=packed(content), bahasa=language)
    assert said in app.error[0].value
    assert not app.slider, "nothing is computed"


def test_every_time_limit_that_a_rule_may_have_can_be_chosen():
    assert CAPS[:24] == tuple(range(1, 25)) and CAPS[24:-1] == tuple(range(28, 73, 4)) and CAPS[-1] == 0


def test_setting_a_control_back_empties_the_link(visit):
    app = visit("simulasi")
    set_widget(app, "slider", "simulasi/PKH.max_decile", 7)
    set_widget(app, "slider", "simulasi/PKH.max_decile", 4)
    assert address(app) == {}
    assert draft.read("").baseline.key == "aturan_berlaku"


def test_limits_of_the_nation_are_levers_of_whoever_sees_it(visit):
    limits = {f"simulasi/PKH.{field}" for field in ("quota", "budget_limit")}
    app = visit("simulasi", program="PKH")
    assert limits <= {one.key for one in app.text_input}
    app.selectbox(session.LOOKS_AS).set_value("region").run()
    assert not app.exception and not limits & {one.key for one in app.text_input}
    assert "simulasi/PKH.amounts.pupils_sd" in {one.key for one in app.text_input}
