"""The OpenAPI 3.1 document, made from the same models and the same catalogue that answer."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from data.figures.outcome import REFERENCE
from data.figures.outcome_tables import SOURCES
from data.figures.tables.catalogue import OpenTable, catalogue
from pages.shared.voice import sentences
from simulator.engine.outcome import COLUMNS
from web.api.problems import MEDIA
from web.api.questions import (
    AreaParameters,
    Parameters,
    ProgrammeParameters,
    ScenarioParameters,
    TableParameters,
)
from web.api.scenario import JSON, TOML
from web.api.scenario_schema import scenario_schema

VERSION = "1.0.0"
PROBLEMS = {
    "400": "A parameter is wrong.",
    "401": "Nobody is signed in.",
    "403": "You may not see this.",
    "404": "There is no such area, quarter or policy.",
    "406": "Accept allows neither JSON nor CSV.",
    "414": "The query is too long.",
    "429": "Too many questions; Retry-After says when to come again.",
    "503": "The application is busy, or its store cannot be read.",
}
OF_BODY = {
    "408": "The scenario did not come in time.",
    "413": "The scenario is too large.",
    "415": "The scenario is neither TOML nor JSON.",
    "422": "The scenario has faults, or cannot be evaluated.",
}
QUARTERS = ("quarter", "as_of", "sent_by", "synthetic")
AREAS = ("code", "code_bps", "area", "level", "province_code")
#: What an address gives, in both languages as the tables have it.
QUARTERS_TOLD = "Quarters of the store. / Triwulan yang dimuat."
AREAS_TOLD = "Areas that you may see, with both codes. / Wilayah yang boleh Anda lihat, dengan kedua kodenya."
SIMULATE_TOLD = (
    "What a scenario does, as the page on simulation answers it: a policy file, in TOML or as JSON. / Akibat sebuah"
    " skenario, seperti jawaban halaman simulasi: berkas kebijakan, dalam TOML atau JSON."
)
_TEXT: dict[str, Any] = {"type": ["string", "null"]}
EXAMPLE = """name = "Batas desil 3"
baseline = "aturan_berlaku"

[[pkh.max_decile]]
value = 3
start = 2026-01-01
unit = "decile, inclusive"
status = "scenario"
source = "Contoh / example"
"""
AS_JSON: dict[str, Any] = {
    "name": "Batas desil 3",
    "baseline": "aturan_berlaku",
    "pkh": {
        "max_decile": [
            {
                "value": 3,
                "start": "2026-01-01",
                "unit": "decile, inclusive",
                "status": "scenario",
                "source": "Contoh / example",
            }
        ]
    },
}


@cache
def document(server: str = "/api/v1") -> dict[str, Any]:
    """The whole document; no figure is in it. ``server`` is where the API lies on its host."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Tepat Sasaran",
            "version": VERSION,
            "description": "The figures of the pages, with their scopes and their hidden counts; read only.",
        },
        "servers": [{"url": server}],
        "paths": {
            "/quarters": {"get": _get("quarters", QUARTERS_TOLD, Parameters, _plain(QUARTERS))},
            "/areas": {"get": _get("areas", AREAS_TOLD, AreaParameters, _plain(AREAS))},
            **{f"/{name}": {"get": _of_table(table)} for name, table in catalogue().items()},
            "/simulate": {"post": _simulate()},
        },
        "components": {"schemas": {"Problem": _problem(), "Scenario": scenario_schema()}},
    }


def parameters_of(table: OpenTable) -> type[TableParameters]:
    """The parameters that a table takes."""
    return ProgrammeParameters if table.has_programme else TableParameters


def _of_table(table: OpenTable) -> dict[str, Any]:
    properties = {
        one.name: {"type": [one.type, "null"], "description": f"{one.english} ({one.unit})"} for one in table.columns
    }
    return _get(table.name, f"{table.english} / {table.indonesian}", parameters_of(table), _object(properties))


def _get(name: str, told: str, kind: type[Parameters], row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "operationId": name,
        "summary": told,
        "parameters": _parameters(kind),
        "responses": _responses(_answer(row), PROBLEMS),
    }


def _simulate() -> dict[str, Any]:
    row = {
        "type": "object",
        "required": ["group", "programme"],
        "properties": _defined(),
        "additionalProperties": {"type": ["number", "string", "null"]},
    }
    of_json = {"schema": {"$ref": "#/components/schemas/Scenario"}, "example": AS_JSON}
    content = {TOML[0]: {"schema": {"type": "string"}, "example": EXAMPLE}, JSON[0]: of_json}
    return {
        "operationId": "simulate",
        "summary": SIMULATE_TOLD,
        "parameters": _parameters(ScenarioParameters),
        "requestBody": {"required": True, "content": content},
        "responses": _responses(_answer(row), PROBLEMS | OF_BODY),
    }


def _defined() -> dict[str, Any]:
    """The columns that the page's own files define, in both languages."""
    names, told = (*COLUMNS, *REFERENCE.values(), *SOURCES), sentences()
    both = {name: told[key] for name in names if (key := f"buku.def_{name}") in told}
    return {
        name: {"type": ["number", "null"], "description": " / ".join(reversed(one.values()))}
        for name, one in both.items()
    }


def _parameters(kind: type[Parameters]) -> list[dict[str, Any]]:
    """The fields of the model; each may be left out, and none may be null in an address."""
    found = []
    for name, field in kind.model_json_schema()["properties"].items():
        choices = [one for one in field.get("anyOf", [field]) if one.get("type") != "null"]
        schema = {key: value for key, value in choices[0].items() if key not in ("title", "description", "default")}
        found.append({"name": name, "in": "query", "description": field.get("description", ""), "schema": schema})
    return found


def _answer(row: Mapping[str, Any]) -> dict[str, Any]:
    about = {
        "build": {"type": "string"},
        "version": {"type": "string"},
        "synthetic": {"type": "boolean"},
        "as_of": _TEXT,
        "sent_by": _TEXT,
    }
    return {
        "type": "object",
        "required": ["about", "rows"],
        "properties": {"about": _object(about), "rows": {"type": "array", "items": dict(row)}},
        "additionalProperties": {"type": ["string", "boolean", "null"]},
    }


def _responses(schema: Mapping[str, Any], problems: Mapping[str, str]) -> dict[str, Any]:
    mark = {"ETag": {"description": "Changes with the build.", "schema": {"type": "string"}}}
    content = {"application/json": {"schema": dict(schema)}, "text/csv": {"schema": {"type": "string"}}}
    said = {
        code: {
            "description": text,
            "content": {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for code, text in problems.items()
    }
    return {
        "200": {"description": "The rows.", "headers": mark, "content": content},
        "304": {"description": "Nothing has changed since (If-None-Match).", "headers": mark},
        **said,
    }


def _plain(names: tuple[str, ...]) -> dict[str, Any]:
    return _object({name: {"type": ["string", "boolean", "null"]} for name in names})


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": list(properties),
        "properties": dict(properties),
        "additionalProperties": False,
    }


def _problem() -> dict[str, Any]:
    texts = {name: {"type": "string"} for name in ("type", "title", "detail", "instance")}
    return _object(texts | {"status": {"type": "integer"}})
