"""The view of where to check next, drawn over the small store."""

from __future__ import annotations

from functools import partial

import pytest
from streamlit.testing.v1 import AppTest

from data.figures import next_visits
from data.figures.perturbed import perturbed
from data.keep.figures_key import KEY_VARIABLE
from data.read import register
from data.store.open import open_store
from data.store.scope import Scope
from pages.cached import national_cells
from terms import Quarter

KEY = "a key of these tests, long enough for a site"


def draw() -> None:
    """A page with this view alone."""
    import streamlit as st

    from pages.accuracy import next_visits
    from pages.accuracy.choice import ErrorChoice
    from pages.shared import address, session
    from terms import Quarter

    address.listen()
    asked = st.query_params
    area, programme = asked.get("wilayah", "ID"), asked.get("program", "PKH")
    next_visits.show(session.viewer(), ErrorChoice("cek", programme, "inclusion", "decile", area, Quarter(2026, 1)))


@pytest.fixture
def look(small_store, monkeypatch):
    monkeypatch.setenv("TEPAT_STORE", str(small_store))
    monkeypatch.setenv(KEY_VARIABLE, KEY)

    def shown(**query: str) -> AppTest:
        app = AppTest.from_function(draw, default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception, [fault.message for fault in app.exception]
        return app

    return shown


@pytest.mark.parametrize("programme", ["PKH", "SEMBAKO", "PBI"])
def test_groups_stand_in_the_order_of_errors_found(look, small_store, programme):
    table = look(program=programme).dataframe[0].value
    assert table["Kesalahan per 1.000 kunjungan"].is_monotonic_decreasing
    assert (table["Keluarga"] >= 10).all()
    store = open_store(small_store)
    below = perturbed(register.cells(store, Scope.national(), Quarter(2026, 1)), KEY.encode())
    known = next_visits.known(store, programme, lambda _: below).listed(Scope.national()).head(len(table))
    assert table["Kode"].tolist() == known["kabupaten_code"].tolist()
    assert table["Keluarga"].tolist() == known["families"].tolist()
    exact = next_visits.known(store, programme, partial(register.cells, store, Scope.national()))
    assert table["Keluarga"].tolist() != exact.listed(Scope.national())["families"].head(len(table)).tolist()


def test_groups_are_said_to_be_changed_a_little(look):
    assert any("diubah beberapa keluarga demi kerahasiaan" in one.value for one in look(wilayah="35.15").caption)


def test_without_the_key_no_group_is_shown(look, monkeypatch):
    monkeypatch.setattr(national_cells, "figures_key", lambda folder: None)
    app = look(wilayah="35.15")
    assert any("figures.key" in one.value for one in app.info)
    assert not any("Keluarga" in frame.value for frame in app.dataframe)
    assert not any("sesudahnya" in metric.label for metric in app.metric)


def test_looking_for_recipients_alone_lowers_the_inclusion_error_alone(look):
    app = look(sisi="recipients", kunjungan="2000000")
    changes = {metric.label: metric.delta for metric in app.metric}
    assert changes["Kesalahan inklusi sesudahnya"].startswith("−")
    assert not changes["Kesalahan eksklusi dalam register sesudahnya"]
    assert set(app.dataframe[0].value["Status"]) == {"penerima"}


def test_a_province_shows_its_own_groups_and_its_own_assisted_errors(look):
    app = look(wilayah="35", bahasa="en")
    groups, assisted = (frame.value for frame in app.dataframe[:2])
    assert all(code.startswith("35.") for code in groups["Code"])
    assert set(assisted["Area"]) == {"Jawa Timur"}


def test_a_kabupaten_is_told_that_assisted_errors_are_for_provinces(look):
    assert "nasional dan provinsi" in look(wilayah="35.15").info[0].value
