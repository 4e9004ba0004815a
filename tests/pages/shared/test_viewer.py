"""A page offers and reads only areas that its viewer may see."""

from __future__ import annotations

import pytest

from data.store.scope import Scope
from pages.shared import controls
from pages.shared.session import Viewer
from terms import InputError

EAST_JAVA = Viewer(Scope.provinces("35"), "id")
SIDOARJO = Viewer(Scope.kabupaten("35.15"), "id")


def test_areas_to_choose_from_are_those_of_the_scope():
    assert set(controls.areas(SIDOARJO)) == {"35.15"}
    offered = controls.areas(EAST_JAVA)
    assert offered[0] == "35" and len(offered) == 39 and all(code.startswith("35") for code in offered)
    assert controls.areas(Viewer(Scope.national(), "id"))[0] == "ID"


@pytest.mark.parametrize(
    ("viewer", "area"), [(EAST_JAVA, "11"), (EAST_JAVA, "51.71"), (SIDOARJO, "35"), (SIDOARJO, "35.78")]
)
def test_area_outside_the_scope_is_never_read(viewer: Viewer, area: str):
    with pytest.raises(InputError, match="is not wholly within what may be seen"):
        controls.scope_of(viewer, area)


def test_area_inside_the_scope_is_read_alone():
    assert controls.scope_of(EAST_JAVA, "35.15") == Scope.kabupaten("35.15")
    assert controls.scope_of(SIDOARJO, "ID") == Scope.kabupaten("35.15")


def test_own_figures_are_told_by_the_name_of_their_area():
    assert controls.scope_name(SIDOARJO) == "Kabupaten Sidoarjo" and controls.scope_name(EAST_JAVA) == "Jawa Timur"
    assert controls.scope_name(Viewer(Scope.national(), "id")) == "Indonesia"
    assert controls.scope_name(Viewer(Scope.provinces("11", "12", "13", "14"), "en")) == "your 4 areas"
    for key in ("simulasi.adds_up", "ketepatan.where_nation"):
        for viewer in (SIDOARJO, Viewer(SIDOARJO.scope, "en")):
            said = viewer.say(key, area=controls.scope_name(viewer))
            assert "Kabupaten Sidoarjo" in said and "nasional" not in said
