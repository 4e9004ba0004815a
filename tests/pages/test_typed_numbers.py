"""Numbers are read as they are typed in the page's language, and what can be meant in two ways is asked back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.scenario import draft
from pages.shared import typed_numbers
from pages.shared.voice import Voice
from simulator.policy.files import Policy
from terms import Quarter
from tests.pages.conftest import address

SURE = [
    ("750.000", "id", 0, 750_000),
    ("750,000", "en", 0, 750_000),
    ("9.500.000.000.000", "id", 0, 9_500_000_000_000),
    ("15.000.000", "id", 0, 15_000_000),
    ("750000", "id", 0, 750_000),
    ("750 000", "id", 0, 750_000),
    ("Rp750.000", "id", 0, 750_000),
    ("Rp 750.000,-", "id", 0, 750_000),
    ("750.000,00", "id", 0, 750_000),
    (" 36,5 % ", "id", 2, 36.5),
    ("36.5", "en", 2, 36.5),
    ("36,50", "id", 1, 36.5),
    ("1.000,25", "id", 2, 1000.25),
    ("36", "id", 2, 36.0),
    ("-5", "id", 0, -5),
    ("−0,5", "id", 1, -0.5),
    ("", "id", 0, None),
    ("  ", "en", 2, None),
]
UNSURE = [
    ("750,000", "id", 0),
    ("750.000", "en", 2),
    ("36.5", "id", 2),
    ("36,5", "en", 2),
    ("36,500", "id", 2),
    ("0.500", "id", 2),
    ("75.0000", "id", 0),
    ("1.50.000", "id", 0),
    ("9,500,000", "id", 0),
    ("1.000 000", "id", 0),
    ("9,5", "id", 0),
    ("36,555", "id", 2),
    ("36,5551", "id", 2),
    ("1e6", "id", 0),
    ("9,5 triliun", "id", 2),
    ("７５０", "id", 0),
    ("lima", "id", 0),
]


@pytest.mark.parametrize(("text", "language", "decimals", "expected"), SURE)
def test_number_of_the_pages_language_is_read_as_meant(text, language, decimals, expected):
    assert typed_numbers.read(text, Voice(language), decimals) == expected


@pytest.mark.parametrize(("text", "language", "decimals"), UNSURE)
def test_number_that_may_mean_another_is_not_read(text, language, decimals):
    with pytest.raises(ValueError, match="must"):
        typed_numbers.read(text, Voice(language), decimals)


@given(st.integers(0, 10**15), st.sampled_from(["id", "en"]))
def test_every_whole_number_is_read_back_as_it_is_written(value, language):
    assert typed_numbers.read(Voice(language).bulat(value), Voice(language)) == value


@given(st.integers(0, 10**5), st.sampled_from(["id", "en"]))
def test_every_goal_is_read_back_as_it_is_written(hundredths, language):
    assert typed_numbers.read(Voice(language).desimal(hundredths / 100, 2), Voice(language), 2) == hundredths / 100


def value_of(app, programme: str, name: str) -> object:
    policy: Policy = draft.read(address(app)["skenario"])
    found = getattr(policy.rules(Quarter(2026, 1))[programme], name)
    return found


@pytest.mark.parametrize(
    ("name", "typed", "meant"),
    [
        ("amounts", "750.000", 750_000),
        ("budget_limit", "9.500.000.000.000", 9_500_000_000_000),
        ("quota", "15.000.000", 15_000_000),
    ],
)
@pytest.mark.parametrize("language", ["id", "en"])
def test_lever_takes_a_number_with_thousands_as_meant(visit, name, typed, meant, language):
    app = visit("simulasi", program="SEMBAKO", bahasa=language)
    text = typed if language == "id" else typed.replace(".", ",")
    app.text_input(f"simulasi/SEMBAKO.{name}").set_value(text).run()
    assert value_of(app, "SEMBAKO", name) == meant
    assert app.text_input(f"simulasi/SEMBAKO.{name}").value == text and not app.error


def test_goal_with_a_decimal_comma_keeps_its_decimal(visit):
    app = visit("simulasi", bagian="titik")
    app.text_input("simulasi/anggaran/text").set_value("36,5").run()
    assert address(app)["anggaran"] == "36.5" and app.text_input("simulasi/anggaran/text").value == "36,5"


@pytest.mark.parametrize("typed", ["750,000", "lima", "-5", "", "9.999.999.999.999.999"])
def test_what_cannot_be_read_is_asked_back_and_changes_nothing(visit, typed):
    app = visit("simulasi", program="SEMBAKO")
    field = "simulasi/SEMBAKO.amounts"
    before = app.text_input(field).value
    app.text_input(field).set_value(typed).run()
    assert len(app.error) == 1 and f"Yang dipakai tetap: {before}." in app.error[0].value
    assert app.text_input(field).value == typed, "the text stays, to be mended"
    assert "skenario" not in address(app)
    app.slider("simulasi/SEMBAKO.max_decile").set_value(3).run()
    assert len(app.error) == 1, "the question stays while other levers move"
    app.text_input(field).set_value("750.000").run()
    assert not app.error and value_of(app, "SEMBAKO", "amounts") == 750_000


def test_goal_that_cannot_be_read_leaves_the_goal_as_it_was(visit):
    app = visit("simulasi", bagian="titik", inklusi="7.5")
    app.text_input("simulasi/inklusi/text").set_value("36.5").run()
    assert "`36.5`" in app.error[0].value and address(app)["inklusi"] == "7.5"
    app.text_input("simulasi/inklusi/text").set_value("").run()
    assert not app.error and "inklusi" not in address(app)


def test_field_follows_the_language_of_the_page(visit):
    app = visit("simulasi", program="SEMBAKO")
    assert app.text_input("simulasi/SEMBAKO.amounts").value == "600.000"
    app.button_group("language").set_value("en").run()
    assert app.text_input("simulasi/SEMBAKO.amounts").value == "600,000"
