"""What goes wrong, as a problem document (RFC 9457): what was asked, the rule, and what came."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from data.figures.tables.question import NotWithinScope
from data.keep.database import Unavailable
from data.store.finished import StoreFault
from terms import InputError

MEDIA = "application/problem+json"
LONGEST = 2_000
log = logging.getLogger("tepat")


class Problem(Exception):
    """An answer that is no figure: its status, one sentence, and headers that belong to it."""

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.headers = status, detail, dict(headers or {})


def answer(request: Request, fault: Exception) -> Response:
    """The document of a fault; what nobody expected goes to the log, and its words to nobody."""
    problem = _told(fault)
    content = {
        "type": "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": _written(problem.detail[:LONGEST]),
        "instance": _written(request.url.path),
    }
    headers = {"Cache-Control": "no-store", **problem.headers}
    return JSONResponse(content, problem.status, headers, MEDIA)


def _written(text: str) -> str:
    """A text that UTF-8 can hold, whatever of a question it repeats."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _told(fault: Exception) -> Problem:
    if isinstance(fault, Problem):
        return fault
    if isinstance(fault, HTTPException):
        return Problem(fault.status_code, _OF_STATUS.get(fault.status_code, fault.detail), fault.headers)
    if isinstance(fault, NotWithinScope):
        return Problem(403, str(fault))
    if isinstance(fault, StoreFault | Unavailable):
        # Its own words name folders of the server, which are nobody's business who asks for figures.
        log.error("the API cannot answer: %s", fault)
        return Problem(503, "the figures cannot be read just now; what happened is in the log", {"Retry-After": "60"})
    if isinstance(fault, InputError):
        return Problem(400, str(fault))
    log.error("the API stopped", exc_info=fault)
    return Problem(500, "the application failed; what happened is in its log")


_OF_STATUS = {
    404: "there is nothing at this address; api/v1/openapi.json lists what there is",
    405: "this method is not for this address; the header Allow lists those that are",
}
