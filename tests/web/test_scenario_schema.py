"""What the document says of a scenario as JSON is what the reader of policies takes."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from simulator.policy.fields import FIELDS
from simulator.policy.files import parse_table
from terms import InputError
from web.api.document import AS_JSON
from web.api.scenario_schema import scenario_schema

VALUES: dict[str, tuple[object, object]] = {
    "max_decile": (10, 11),
    "max_decile_by_province": ({"35": 3}, {"99": 3}),
    "max_decile_by_kabupaten": ({"35.15": 3}, {"35.15": 11}),
    "needs_component": (True, "true"),
    "amounts": ({"pregnant": 750_000}, {"toddlers": 1}),
    "max_persons": (4, 3),
    "quota": ({"35.15": 5, "national": 5}, {"3515": 5}),
    "max_quarters": (72, 26),
    "cap_exempt": (["elderly"], ["old"]),
    "cap_clock": ("any", "all"),
    "cap_mode": ("assess", "go"),
    "cap_keep_share": (0.5, 1.5),
    "crossing_mode": ("suspend", "go"),
    "crossing_keep_share": (0, -0.1),
    "admission": ("quota", "some"),
    "take_up_share": (1, 2),
    "filling_order": ("decile", "age"),
    "budget_limit": ("none", -1),
}


def with_value(field: str, value: object) -> dict[str, Any]:
    """The example with one more value, in the first unit that the document names."""
    entries = scenario_schema()["properties"]["pkh"]["properties"][field]["items"]["properties"]
    one = {**AS_JSON["pkh"]["max_decile"][0], "value": value, "unit": entries["unit"]["enum"][0]}
    return {**AS_JSON, "pkh": {**AS_JSON["pkh"], field: [one]}}


def takes(scenario: dict[str, Any]) -> bool:
    try:
        parse_table(scenario)
    except InputError:
        return False
    return True


def test_every_field_of_a_rule_is_tried_here():
    assert [*VALUES] == [*FIELDS]


@pytest.mark.parametrize("field", FIELDS)
def test_schema_and_reader_take_and_refuse_the_same_values(field: str):
    schema = Draft202012Validator(scenario_schema())
    right, wrong = (with_value(field, value) for value in VALUES[field])
    assert (schema.is_valid(right), takes(right)) == (True, True)
    assert (schema.is_valid(wrong), takes(wrong)) == (False, False)


@pytest.mark.parametrize(
    "change",
    [{"name": ""}, {"name": " "}, {"name": "a\x11"}, {"name": "x" * 101}, {"baseline": "?"}, {"pkhh": {}}, {"note": 1}],
)
def test_heads_that_no_scenario_has_are_refused_by_both(change: dict[str, Any]):
    assert not Draft202012Validator(scenario_schema()).is_valid(AS_JSON | change)
    assert not takes(AS_JSON | change)
