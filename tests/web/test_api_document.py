"""A test client that knows only the document asks at random, and no answer breaks what the document says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from settings import STORE_VARIABLE

ROOT = Path(__file__).parents[2]
#: Other people's code, which warns of itself, in a process of its own; it tells how many answers there were.
ASK = """
import json
from collections import Counter
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis.checks import CHECKS, load_all_checks
from starlette.applications import Starlette
from web.api import routes
from web.api.limits import AskingLimits

app = Starlette(routes=[routes.mounted("", AskingLimits(a_minute=100_000))])
schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)
load_all_checks()
names = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance",
    "response_headers_conformance", "negative_data_rejection", "unsupported_method",
)
chosen = [CHECKS.get_one(name) for name in names]
seen = Counter()
for found in schema.get_all_operations():
    operation = found.ok()
    @seed(20261127)
    @settings(
        max_examples=3, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(case=operation.as_strategy())
    def ask(case):
        answer = case.call()
        seen[f"{operation.path} {answer.status_code}"] += 1
        case.validate_response(answer, checks=chosen)
    ask()
print(json.dumps(seen))
"""


def test_client_made_from_the_document_finds_no_answer_that_breaks_it(weight_one):
    environment = {**os.environ, STORE_VARIABLE: str(weight_one.path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ASK], capture_output=True, text=True, env=environment, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr[-3000:]
    seen = json.loads(done.stdout.splitlines()[-1])
    paths = {name.split()[0] for name in seen}
    assert {path.rsplit("/", 1)[1] for path in paths} >= {"desil", "ledger", "errors", "simulate", "areas", "quarters"}
    assert any(name.endswith(" 200") for name in seen)
