"""Rows as JSON or CSV, with what they are made of, and the mark (ETag) by which a browser knows an answer again."""

from __future__ import annotations

import hashlib
import json
import math
import re
from dataclasses import dataclass
from typing import Any

import pandas as pd
from starlette.requests import Request
from starlette.responses import Response

from data import spreadsheet
from data.access.roles import Access
from data.store.version import code_version
from pages.cached import register, simulation
from terms import Quarter
from web.api.problems import Problem

JSON, CSV = "application/json", "text/csv"
_KINDS = {"json": JSON, "csv": CSV}
#: What it depends on beside its address: who asks, and in which form.
HEADERS = {"Cache-Control": "private, no-cache", "Vary": "Accept, Cookie"}


@dataclass(frozen=True, eq=False)
class Reply:
    """What is answered: what was understood, the rows, and the quarter (None: of no single one)."""

    asked: dict[str, Any]
    rows: pd.DataFrame
    quarter: Quarter | None = None


def form_of(request: Request, asked: str | None) -> str:
    """The media type of the answer; a Problem (406) where the header Accept allows neither."""
    if asked is not None:
        return _KINDS[asked]
    accepted = sorted(map(_weighed, request.headers.get("accept", "*/*").split(",")), key=lambda one: -one[1])
    refused = {kind for kind, weight in accepted if weight == 0}
    for kind, weight in accepted:
        if weight > 0 and kind in (CSV, "text/*") and CSV not in refused:
            return CSV
        if weight > 0 and kind in (JSON, "*/*", "application/*", "") and JSON not in refused:
            return JSON
        if weight > 0 and kind == "*/*" and CSV not in refused:
            return CSV
    raise Problem(406, f"accept: must allow {JSON} or {CSV}")


def _weighed(part: str) -> tuple[str, float]:
    """A media type of the header Accept and its weight (0–1); one that cannot be read counts in full, as RFC 9110 has
    it where none is told."""
    kind, *parameters = (one.strip().lower() for one in part.split(";"))
    told = next((one[2:] for one in parameters if one.startswith("q=")), "1")
    return kind, float(told) if re.fullmatch(r"[01](\.\d{0,3})?", told) else 1.0


def mark(who: Access, *asked: object) -> str:
    """The same for the same question of the same rights to the same build under the same key of the site, as this
    version of the code answers it."""
    made = register.build()
    rights = (who.scope, who.sees_exact, who.sees_above)
    parts = repr((made.build_id, code_version(), simulation.perturbed_by(), rights, asked))
    return f'W/"{hashlib.sha256(parts.encode()).hexdigest()[:32]}"'


def is_known(request: Request, own: str) -> bool:
    """Whether the asker has this answer already; marks are compared weakly, as RFC 9110 has it for this header. ``*``
    names none, and to a scenario there is nothing that a browser could have kept."""
    given = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    return request.method != "POST" and own.removeprefix("W/") in given


def unchanged(own: str) -> Response:
    return Response(status_code=304, headers={"ETag": own, **HEADERS})


def response(told: Reply, form: str, own: str) -> Response:
    """The answer in its form."""
    headers = {"ETag": own, **HEADERS}
    if form == CSV:
        return Response(spreadsheet.to_csv(told.rows, notes=_notes(told)), 200, headers, f"{CSV}; charset=utf-8")
    content = {**told.asked, "about": about(told.quarter), "rows": records(told.rows)}
    return Response(json.dumps(content, ensure_ascii=False, allow_nan=False), 200, headers, JSON)


def about(quarter: Quarter | None) -> dict[str, Any]:
    """The build, and synthetic or real; of a quarter also its day and who sent it."""
    made = register.build()
    synthetic = register.is_synthetic()
    found: dict[str, Any] = {"build": made.build_id, "version": made.code_version, "synthetic": synthetic}
    if quarter is None:
        return found | {"as_of": None, "sent_by": None}
    facts = register.quarter_facts(quarter)
    return found | {"as_of": facts.as_of.isoformat(), "sent_by": facts.sent_by}


def records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Row by row in full precision; what is missing is None."""
    columns = {str(name): [_plain(value) for value in rows[name].tolist()] for name in rows.columns}
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def _plain(value: Any) -> Any:
    if hasattr(value, "item"):
        value = value.item()
    if value is None or value is pd.NA or (isinstance(value, float) and not math.isfinite(value)):
        return None
    return value


def _notes(told: Reply) -> list[str]:
    """What stands above the table in CSV, as in the files of the pages."""
    said = {name: value for name, value in (told.asked | about(told.quarter)).items() if value is not None}
    told_of = (f"{name}: {str(value).lower() if isinstance(value, bool) else value}" for name, value in said.items())
    lines = ["; ".join(told_of)]
    return [*lines, "DATA SINTETIS / SYNTHETIC DATA"] if said["synthetic"] else lines
