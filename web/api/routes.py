"""The addresses of the API, and the way of a question: who asks, how often, what, is it known, the work, the trail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route

from data.access.roles import Access
from data.figures.tables.catalogue import catalogue
from data.figures.tables.question import TableQuestion
from data.keep import audit
from data.store.scope import Scope
from geo import regions
from pages.cached import open_tables, register
from terms import NATION, InputError
from web.api import answers, caller, page, problems, scenario
from web.api.answers import Reply
from web.api.document import AREAS, QUARTERS, document, parameters_of
from web.api.limits import AskingLimits, Turns, body_of, check_query
from web.api.problems import Problem
from web.api.questions import (
    AreaParameters,
    Parameters,
    ScenarioParameters,
    area_of,
    level_asked,
    not_wider,
    parsed,
    quarter_of,
)

VERSION = "v1"
#: A scenario takes as much of the questions of a minute.
SCENARIO_PRICE = 8


@dataclass(frozen=True)
class Work:
    """A question that is understood: what it is known by, what is noted of it, and how it is answered."""

    known_by: tuple[object, ...]
    event: tuple[str, str, str]
    answer: Callable[[], Reply]


Understood = Callable[[Access], Work]


def mounted(base: str = "", limits: AskingLimits | None = None) -> Mount:
    """The API under ``/api``, with limits of its own."""
    turns = Turns(limits or AskingLimits())
    routes = [
        Route(f"/{VERSION}", _index),
        Route(f"/{VERSION}/", _index),
        Route(f"/{VERSION}/openapi.json", _document(f"{base}/api/{VERSION}")),
        Route(f"/{VERSION}/docs", _page),
        Route(f"/{VERSION}/quarters", _get(turns, _quarters)),
        Route(f"/{VERSION}/areas", _get(turns, _areas)),
        *(Route(f"/{VERSION}/{name}", _get(turns, _table(name))) for name in catalogue()),
        Route(f"/{VERSION}/simulate", _post(turns), methods=["POST"]),
    ]

    async def said(request: Request, fault: Exception) -> Response:
        return problems.answer(request, fault)

    handled = dict.fromkeys((Problem, HTTPException, InputError, Exception), said)
    app = Starlette(routes=routes, exception_handlers=handled)
    # A redirect would name whatever host the asker said.
    app.router.redirect_slashes = False
    return Mount(f"{base}/api", app=app)


async def _index(_request: Request) -> Response:
    return JSONResponse({"document": f"{VERSION}/openapi.json", "page": f"{VERSION}/docs"})


def _document(server: str) -> Callable[..., object]:
    async def told(_request: Request) -> Response:
        return JSONResponse(document(server))

    return told


async def _page(_request: Request) -> Response:
    return HTMLResponse(await run_in_threadpool(page.html))


def _get(turns: Turns, understand: Callable[[Request], tuple[Parameters, Understood]]) -> Callable[..., object]:
    async def get(request: Request) -> Response:
        check_query(request, turns.limits)
        asked, understood = understand(request)
        return await _answered(turns, request, asked, understood, 1)

    return get


def _post(turns: Turns) -> Callable[..., object]:
    async def post(request: Request) -> Response:
        check_query(request, turns.limits)
        asked = parsed(ScenarioParameters, request.query_params)
        if coded := request.headers.get("content-encoding", "identity").lower().removeprefix("identity"):
            raise Problem(415, f"content-encoding: must be identity, got {coded[:60]}")
        content = await body_of(request, turns.limits)
        kind = request.headers.get("content-type", "")
        return await _answered(turns, request, asked, lambda who: _scenario(who, asked, content, kind), SCENARIO_PRICE)

    return post


async def _answered(turns: Turns, request: Request, asked: Parameters, understood: Understood, price: int) -> Response:
    """No area, quarter or scenario is looked up before it is known who asks; no figure leaves before it is noted."""
    form = answers.form_of(request, asked.format)

    def begun() -> tuple[Access, Work, str]:
        who = caller.of(request.cookies, asked.view_as)
        turns.count(who.who, price)
        work = understood(who)
        return who, work, answers.mark(who, form, *work.known_by)

    who, work, own = await run_in_threadpool(begun)

    def done() -> Response:
        told = work.answer()
        caller.note(who, *work.event)
        return answers.response(told, form, own)

    if answers.is_known(request, own):
        await run_in_threadpool(caller.note, who, *work.event)
        return answers.unchanged(own)
    return await turns.run(who.who, done)


def _quarters(request: Request) -> tuple[Parameters, Understood]:
    asked = parsed(Parameters, request.query_params)

    def told() -> Reply:
        rows = [
            (str(quarter), facts.as_of.isoformat(), facts.sent_by, facts.synthetic)
            for quarter, facts in register.quarter_facts_all().items()
        ]
        return Reply({"table": "quarters"}, pd.DataFrame(rows, columns=list(QUARTERS)))

    return asked, lambda who: Work(("quarters",), (audit.TOOK, NATION, "quarters"), told)


def _areas(request: Request) -> tuple[Parameters, Understood]:
    asked = parsed(AreaParameters, request.query_params)

    def understood(who: Access) -> Work:
        area = area_of(asked.area)
        not_wider(asked.level, area)
        inner = _within(who.scope, area)
        known_by = ("areas", area, asked.level)
        return Work(known_by, (audit.TOOK, area, "areas"), lambda: _areas_told(inner, area, asked.level))

    return asked, understood


def _within(scope: Scope, area: str) -> Scope:
    try:
        return scope.within(area)
    except InputError as fault:
        raise Problem(403, str(fault)) from None


def _areas_told(scope: Scope, area: str, level: str | None) -> Reply:
    rows: list[tuple[str | None, ...]] = [(NATION, None, "Indonesia", "nation", None)] if scope.is_national else []
    provinces, kabupaten = regions.provinces(), regions.kabupaten()
    for code, bps, name in _texts(provinces, "province_code", "province_code_bps", "name"):
        if scope.is_national or code in scope.province_codes:
            rows.append((code, bps, name, "province", code))
    for code, bps, name in _texts(kabupaten, "kabupaten_code", "kabupaten_code_bps", "name"):
        if scope.allows(code):
            rows.append((code, bps, name, "kabupaten", code[:2]))
    table = pd.DataFrame(rows, columns=list(AREAS))
    if level is not None:
        table = table[table["level"] == level].reset_index(drop=True)
    return Reply({"table": "areas", "area": area, "level": level}, table)


def _texts(table: pd.DataFrame, *columns: str) -> Iterator[tuple[str, ...]]:
    return zip(*(map(str, table[name]) for name in columns), strict=True)


def _table(name: str) -> Callable[[Request], tuple[Parameters, Understood]]:
    kind = parameters_of(catalogue()[name])

    def understand(request: Request) -> tuple[Parameters, Understood]:
        asked = parsed(kind, request.query_params)
        programme = getattr(asked, "programme", None)

        def understood(who: Access) -> Work:
            area, quarter = area_of(asked.area), quarter_of(asked.quarter, register.quarters(who.scope))
            level = level_asked(asked.level, area, who.scope)
            question = TableQuestion(name, quarter, level, area, programme or "")
            said = {"table": name, "quarter": str(quarter), "level": level, "area": area, "programme": programme}
            about = f"{name} {quarter} {level} {programme or ''}".strip()

            def told() -> Reply:
                return Reply(said, open_tables.read(who.scope, question), quarter)

            return Work((question,), (audit.TOOK, area, about), told)

        return asked, understood

    return understand


def _scenario(who: Access, asked: ScenarioParameters, content: bytes, kind: str) -> Work:
    policy, other = scenario.policy_of(content, kind), scenario.reference(asked.against)
    quarter = quarter_of(asked.quarter, register.quarters(who.scope))
    known_by = ("simulate", policy.digest(), other.digest(), quarter, asked.by)
    about = f"simulate {policy.digest()[:12]} {quarter} {asked.by}"
    return Work(known_by, (audit.RAN, NATION, about), lambda: scenario.answered(who, quarter, policy, asked))
