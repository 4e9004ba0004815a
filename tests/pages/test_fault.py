"""What a visitor reads when a page stops by a fault of the program."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def test_a_fault_is_one_plain_sentence_in_each_language():
    def page() -> None:
        import app

        app.say_sorry(ValueError("secret detail"))

    said = AppTest.from_function(page).run(timeout=60).error[0].value
    assert said.startswith("Maaf, halaman ini terhenti") and "\n\nSorry, this page stopped" in said
    assert "secret detail" not in said
