"""The form of an answer by the header Accept, and the mark by which it is known, as RFC 9110 has them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from starlette.requests import Request

from data.keep.database import Unavailable
from data.store.finished import StoreFault
from web.api import answers, problems
from web.api.problems import Problem


def asked(**headers: str) -> Request:
    told = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": "GET", "headers": told})


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("text/csv", answers.CSV),
        ("text/csv;q=0.5, application/json", answers.JSON),
        ("application/json;q=0.1, text/csv;q=0.2", answers.CSV),
        ("text/csv;q=0, */*", answers.JSON),
        ("text/html, */*;q=0.1", answers.JSON),
        ("text/csv;q=x", answers.CSV),
    ],
)
def test_form_is_the_one_that_is_wanted_most(accept: str, form: str):
    assert answers.form_of(asked(accept=accept), None) == form
    assert answers.form_of(asked(accept="image/png"), "csv") == answers.CSV


@pytest.mark.parametrize("accept", ["image/png", "application/json;q=0"])
def test_neither_form_is_a_problem(accept: str):
    with pytest.raises(Problem) as problem:
        answers.form_of(asked(accept=accept), None)
    assert problem.value.status == 406


def test_mark_is_compared_weakly():
    own = 'W/"abc"'
    for given in ('W/"abc"', '"abc"', '"x", W/"abc"'):
        assert answers.is_known(asked(if_none_match=given), own)
    assert not answers.is_known(asked(if_none_match='W/"abcd"'), own)
    head = Request({"type": "http", "method": "HEAD", "headers": [(b"if-none-match", own.encode())]})
    post = Request({"type": "http", "method": "POST", "headers": [(b"if-none-match", own.encode())]})
    assert answers.is_known(head, own) and not answers.is_known(post, own)
    assert not answers.is_known(asked(), own) and not answers.is_known(asked(if_none_match="*"), own)


def test_problem_that_repeats_what_is_no_text_can_be_sent_all_the_same():
    request = Request({"type": "http", "path": "/api/v1/simulate", "headers": [], "query_string": b""})
    told = problems.answer(request, Problem(422, "unknown key \ud800"))
    assert (told.status_code, json.loads(told.body)["detail"]) == (422, "unknown key \\ud800")


@pytest.mark.parametrize(
    "fault",
    [
        StoreFault("no_current", "/srv/tepat/store has no current; run tepat store repair"),
        Unavailable(Path("/srv/app"), "busy", "is busy"),
    ],
    ids=["store", "database"],
)
def test_answer_that_cannot_be_given_names_no_folder_of_the_server(fault):
    scope = {"type": "http", "method": "GET", "path": "/api/v1/quarters", "headers": []}
    given = problems.answer(Request(scope), fault)
    assert given.status_code == 503 and given.headers["retry-after"] == "60"
    assert b"/srv" not in given.body and b"log" in given.body
