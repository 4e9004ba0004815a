"""Terms of the glossary are found where they stand, in both languages, and explained in heads of tables."""

from __future__ import annotations

import re

import pytest

from pages.shared import glossary, tables
from pages.shared.voice import LANGUAGES, Voice, sentences


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_is_written_in_some_sentence_outside_the_glossary(language):
    said = "\n".join(
        both[language] for key, both in sentences().items() if not key.startswith(("istilah.", "metode.def_"))
    )
    said += Voice(language).poin(0.1)
    unsaid = [term.name for term in glossary.terms(language) if term not in glossary.found(said, language)]
    assert unsaid == []


def test_terms_are_whole_words_in_whatever_letters():
    found = glossary.found("Kesalahan inklusi menurut desilnya; Cakupan PKH", "id")
    assert [term.name for term in found] == ["Kesalahan inklusi", "Cakupan"]


def test_longest_form_of_a_term_is_the_one_that_is_found():
    pattern = glossary._pattern("en")
    assert pattern.findall("95%\u00a0confidence intervals, not entitled") == [
        "95%\u00a0confidence intervals",
        "not entitled",
    ]


def test_head_of_a_table_with_a_term_explains_it_and_others_do_not():
    columns = tables._columns(["Wilayah", "Kesalahan inklusi"], "id", ["Kesalahan inklusi"])
    assert list(columns) == ["Kesalahan inklusi"]
    assert "÷ penerima" in columns["Kesalahan inklusi"]["help"] and columns["Kesalahan inklusi"]["alignment"] == "right"


@pytest.mark.parametrize("language", LANGUAGES)
def test_script_holds_nothing_for_which_streamlit_drops_it(language):
    """Its cleaning of markup takes a script with such signs for an attack, and with it all that the script does."""
    assert not re.search(r"<[/\w!]", glossary.script(language))


def test_forms_are_found_whichever_blank_stands_in_them():
    forms = [form for term in glossary.terms("id") for form in term.forms]
    assert "selang kepercayaan 95 %" in forms and not any("\N{NO-BREAK SPACE}" in form for form in forms)
    for blank in (" ", "\N{NO-BREAK SPACE}"):
        (term,) = glossary.found(f"Selang kepercayaan 95{blank}%", "id")
        assert "selang kepercayaan 95 %" in term.forms
