"""The schema of a scenario sent as JSON: what each key of a policy file may hold, as far as a schema can say it.

What needs two keys at once (days that overlap, a quota over its sum, a rule that lacks a part) is told by 422 alone; a
programme that a scenario declares itself comes as TOML.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from geo import regions
from simulator.cells import COMPONENTS
from simulator.policy import units
from simulator.policy.dated import STATUSES
from simulator.policy.fields import (
    EXACT_QUARTERS,
    EXEMPTIONS,
    FIELDS,
    HIGHEST_AMOUNT,
    HIGHEST_BUDGET,
    HIGHEST_QUOTA,
    LONGEST_CAP,
    NATIONAL,
    NONE,
    PERSONS_COUNTED,
)
from simulator.policy.files import available
from simulator.policy.reading_values import ALWAYS
from simulator.policy.texts import LONGEST_NAME, LONGEST_TEXT
from terms import PKH, QUARTERS_A_YEAR, REGISTER_PROGRAMMES

Schema = dict[str, Any]
#: Letters of the scripts of Latin, digits and signs: no controls, and not blanks alone.
_WRITTEN = r"^[\u0020-\u007e\u00a1-\u024f]*[\u0021-\u007e\u00a1-\u024f][\u0020-\u007e\u00a1-\u024f]*$"
_DAY = r"^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$"


@cache
def scenario_schema() -> Schema:
    """Of the whole body."""
    rules = {
        one.code.lower(): _closed({name: _dated(name, one.code) for name in FIELDS}) for one in REGISTER_PROGRAMMES
    }
    name = {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME, "pattern": _WRITTEN}
    note = {"type": "string", "maxLength": LONGEST_TEXT, "pattern": _WRITTEN}
    return _closed({"name": name, "note": note, "baseline": {"enum": list(available())}, **rules})


def _dated(field: str, programme: str) -> Schema:
    """One value, or several of different days, each with unit, status and source."""
    start = {"anyOf": [{"const": ALWAYS}, {"type": "string", "pattern": _DAY}]}
    source = {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT, "pattern": _WRITTEN}
    parts: Schema = {
        "value": _value(field, programme),
        "start": start,
        "unit": {"enum": list(units.allowed(field, programme, _counted(programme)))},
        "status": {"enum": list(STATUSES)},
        "source": source,
    }
    return {"type": "array", "minItems": 1, "items": _closed(parts, tuple(parts))}


def _counted(programme: str) -> str:
    return next(one.unit for one in REGISTER_PROGRAMMES if one.code == programme)


def _value(field: str, programme: str) -> Schema:
    share: Schema = {"type": "number", "minimum": 0, "maximum": 1}
    amount, places = _whole(HIGHEST_AMOUNT), _whole(HIGHEST_QUOTA)
    of_components = _closed(dict.fromkeys(COMPONENTS, amount))
    caps = [*range(1, EXACT_QUARTERS + 1), *range(EXACT_QUARTERS, LONGEST_CAP + 1, QUARTERS_A_YEAR)[1:], NONE]
    known: Schema = {
        "max_decile": _whole(10),
        "max_decile_by_province": _by_code(regions.provinces()["province_code"], _whole(10)),
        "max_decile_by_kabupaten": _by_code(regions.kabupaten()["kabupaten_code"], _whole(10)),
        "needs_component": {"type": "boolean"},
        "amounts": of_components if programme == PKH else amount,
        "max_persons": {"const": PERSONS_COUNTED},
        "quota": {"anyOf": [{"const": NONE}, places, _quotas(places)]},
        "max_quarters": {"enum": caps},
        "cap_exempt": {"type": "array", "items": {"enum": list(EXEMPTIONS)}},
        "cap_clock": {"enum": ["programme", "any"]},
        "cap_mode": {"enum": ["stop", "assess"]},
        "crossing_mode": {"enum": ["stop", "suspend"]},
        "admission": {"enum": ["none", "quota", "all"]},
        "filling_order": {"enum": ["decile"]},
        "budget_limit": {"anyOf": [{"const": NONE}, _whole(HIGHEST_BUDGET)]},
    }
    found: Schema = known.get(field, share)
    return found


def _quotas(places: Schema) -> Schema:
    """By kabupaten, and together."""
    table = _by_code(regions.kabupaten()["kabupaten_code"], places)
    return table | {"propertyNames": {"enum": [*table["propertyNames"]["enum"], NATIONAL]}}


def _whole(most: int) -> Schema:
    return {"type": "integer", "minimum": 0, "maximum": most}


def _by_code(codes: Any, each: Schema) -> Schema:
    return {"type": "object", "propertyNames": {"enum": list(map(str, codes))}, "additionalProperties": each}


def _closed(properties: Schema, required: tuple[str, ...] = ()) -> Schema:
    return {
        "type": "object",
        "required": list(required),
        "properties": properties,
        "additionalProperties": False,
    }
