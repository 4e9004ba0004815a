"""A scenario survives the way into the address and back."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pages.shared import scenario
from pages.shared.scenario import Levers

BASE = {"PKH": Levers(4, crossing_mode="suspend"), "SEMBAKO": Levers(4), "PBI": Levers(5)}

levers = st.builds(
    Levers,
    max_decile=st.integers(0, 10),
    max_quarters=st.sampled_from(scenario.CAPS),
    cap_exempt=st.sets(st.sampled_from(sorted(scenario.EXEMPTIONS.values()))).map(
        lambda chosen: tuple(trait for trait in scenario.EXEMPTIONS.values() if trait in chosen)
    ),
    crossing_mode=st.sampled_from(["suspend", "stop"]),
    admission=st.sampled_from(["none", "all"]),
    is_applied=st.booleans(),
)
untimed = levers.map(lambda each: replace(each, max_quarters=0, cap_exempt=()))
scenarios = st.fixed_dictionaries({"PKH": levers, "SEMBAKO": levers, "PBI": untimed})


@given(scenarios)
def test_every_scenario_comes_back_from_its_address(wanted):
    assert scenario.read(scenario.write(wanted, BASE), BASE) == (wanted, ())


@given(scenarios)
def test_scenario_word_needs_no_escape_in_an_address(wanted):
    assert re.fullmatch(r"[a-z0-9.~]*", scenario.write(wanted, BASE))


def test_rules_in_force_are_no_word_at_all():
    assert scenario.write(BASE, BASE) == ""
    assert scenario.read("", BASE) == (BASE, ())


def test_every_unreadable_part_of_a_word_is_named():
    _, unread = scenario.read("pkh.d11.c20~umum.d4~sembako.c5.aa~pbi~pbi.c20", BASE)
    assert unread == ("pkh.d11", "umum.d4", "sembako.c5", "pbi", "pbi.c20")


@given(st.text(max_size=40))
def test_any_text_in_the_address_is_read_without_failing(text):
    read, unread = scenario.read(text, BASE)
    assert set(read) == set(BASE) and all(isinstance(part, str) for part in unread)
