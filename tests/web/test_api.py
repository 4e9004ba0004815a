"""The API gives the figures of the pages, in either form, and says clearly what it does not give."""

from __future__ import annotations

import asyncio
import io
import json

import httpx
import numpy as np
import pandas as pd
import pytest
from starlette.applications import Starlette

from data.figures import outcome_tables
from data.figures.tables.catalogue import catalogue
from data.figures.tables.question import TableQuestion
from data.figures.tables.read import read
from data.read import asked
from data.store.scope import Scope
from pages.cached import simulation
from simulator.policy.files import ENACTED, named, parse
from tests.waiting import waited_for
from web.api import answers, page, routes
from web.api.document import AS_JSON, EXAMPLE, document
from web.api.limits import AskingLimits, Turns, body_of
from web.api.problems import Problem

TOML, JSON = {"content-type": "application/toml"}, {"content-type": "application/json"}


def plain(frame):
    """As JSON would hold it."""
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


@pytest.mark.parametrize("name", list(catalogue()))
def test_every_table_has_the_rows_of_the_door_in_both_forms(ask, served, name):
    quarter = asked.quarters(served)[-1]
    question = TableQuestion(name, quarter, "kabupaten", "35.15")
    door = read(served, Scope.national(), question)
    answer = ask(f"{name}?area=3515")
    told = answer.json()
    assert answer.status_code == 200 and told["area"] == "35.15" and told["about"]["synthetic"] is True
    assert told["rows"] == plain(door)
    text = ask(f"{name}?area=35.15&level=kabupaten&quarter={quarter}&format=csv").text
    assert "SYNTHETIC DATA" in text.splitlines()[1]
    table = pd.read_csv(io.StringIO(text), comment="#", dtype={"code": str})
    for column in (one.name for one in catalogue()[name].columns if one.type != "string"):
        np.testing.assert_array_equal(
            table[column].astype(float), door[column].to_numpy(dtype=float, na_value=np.nan), column
        )


def test_scenario_gets_the_answer_of_the_page_as_toml_and_as_json(ask, served):
    quarter = asked.quarters(served)[-1]
    reference = named(ENACTED)
    for by in ("nation", "kabupaten", "decile"):
        report = simulation.report(Scope.national(), quarter, parse(EXAMPLE), (reference, reference.name))
        page_table = outcome_tables.with_derived(report.table(by))
        toml = ask(f"simulate?by={by}", "POST", content=EXAMPLE, headers=TOML)
        told = ask(f"simulate?by={by}", "POST", content=json.dumps(AS_JSON), headers=JSON).json()
        assert toml.status_code == 200 and toml.json()["rows"] == told["rows"]
        assert told["perturbed"] is (by == "kabupaten")
        mine = pd.DataFrame(told["rows"])
        assert {*rows_of_a_scenario()["properties"]} <= {*mine}
        for column in page_table.columns.drop("withheld", errors="ignore"):
            assert plain(mine[[column]]) == plain(page_table.reset_index(drop=True)[[column]]), column


def rows_of_a_scenario():
    """What the document says of the rows of an answer."""
    answer = document()["paths"]["/simulate"]["post"]["responses"]["200"]["content"]["application/json"]
    return answer["schema"]["properties"]["rows"]["items"]


def test_document_defines_what_a_scenario_gives_in_both_languages():
    told = rows_of_a_scenario()["properties"]
    assert told["recipients_after"]["description"] == "Kept plus in. / Tetap ditambah masuk."
    assert {"coverage_share", "rupiah_per_quarter", "change_share", "waiting"} <= {*told}


def test_answer_that_is_known_is_not_sent_again_and_each_viewer_has_an_own(ask):
    first = ask("desil?area=35.15")
    again = ask("desil?area=35.15", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304 and again.content == b"" and again.headers["etag"] == first.headers["etag"]
    marks = {
        ask(address).headers["etag"]
        for address in ("desil?area=35.15", "desil?area=35.15&view_as=region", "desil?area=35.15&format=csv", "desil")
    }
    assert len(marks) == 4
    assert first.headers["cache-control"].startswith("private")


def test_answer_of_an_earlier_version_is_not_known_any_more(ask, monkeypatch):
    """A new version may answer otherwise from the same build, and hide what the one before told."""
    known = {"if-none-match": ask("desil?area=35.15").headers["etag"]}
    monkeypatch.setattr(answers, "code_version", lambda: "0.0.0")
    assert ask("desil?area=35.15", headers=known).status_code == 200


def test_quarters_and_areas_are_those_that_one_may_see(ask, served):
    assert [row["quarter"] for row in ask("quarters").json()["rows"]] == [str(one) for one in asked.quarters(served)]
    assert len(ask("areas").json()["rows"]) == 1 + 38 + 514
    assert [row["code_bps"] for row in ask("areas?view_as=region").json()["rows"]] == ["3515"]


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("desil?area=99.99", 404, "nearest"),
        ("desil?area=35.15'%20or%201=1--", 400, "area:"),
        ("desil?area=35;drop%20table%20cell", 400, "area:"),
        ("desil?quarter=1999Q1", 404, "the store holds"),
        ("desil?quarter=NaN", 400, "quarter:"),
        ("desil?level=kecamatan", 400, "level:"),
        ("desil?area=35&area=11", 400, "once"),
        ("desil?exact=1", 400, "exact"),
        ("desil?programme=PKH", 400, "programme"),
        ("ledger?programme=pkh", 400, "programme"),
        ("desil?area=35.15&level=nation", 400, "narrower"),
        ("desil?view_as=region&level=nation", 403, "not wholly within"),
        ("desil?view_as=region&area=35", 403, "not wholly within"),
        ("errors?view_as=region&area=35.78", 403, "not wholly within"),
        ("areas?view_as=region&area=35.78", 403, "not wholly within"),
        ("desil?area=" + "3" * 3000, 414, "letters"),
        ("cells", 404, "openapi.json"),
        ("../../app.py", 404, ""),
    ],
)
def test_wrong_question_gets_a_clear_problem(ask, address, status, said):
    answer = ask(address)
    assert answer.status_code == status, answer.text
    if said:
        told = answer.json()
        assert answer.headers["content-type"] == "application/problem+json"
        assert said in told["detail"] and told["status"] == status and told["title"]


@pytest.mark.parametrize(
    ("content", "headers", "status", "said"),
    [
        ("x" * 70_000, TOML, 413, "65536 bytes"),
        ("a=" + "[" * 5000, TOML, 422, "nested"),
        ("a" * 3000 + "=1", TOML, 422, "at most"),
        ("[" * 60_000, JSON, 422, "nested"),
        ('{"name": NaN}', JSON, 422, "NaN"),
        ('{"name": "a", "name": "b"}', JSON, 422, "twice"),
        ("[1]", JSON, 422, "object"),
        ('{"name": "a", "\\ud800": 1}', JSON, 422, "half a letter"),
        ('{"name": "a", "pkh": {"\\udfff": 1}}', JSON, 422, "half a letter"),
        ('{"name": "a", "baseline": null}', JSON, 422, "null is no value"),
        ("", JSON, 422, "got nothing"),
        ('name = "x"\n[pkh.max_decile]\nvalue = nan', TOML, 422, "max_decile"),
        ('name = "x"\nbaseline = "../../etc/passwd"', TOML, 422, "policy"),
        (b"\xff\xfe\x00", TOML, 422, "UTF-8"),
        (EXAMPLE, {"content-type": "text/plain"}, 415, "application/toml"),
        (EXAMPLE, {}, 415, "none"),
        (EXAMPLE, {**TOML, "content-encoding": "gzip"}, 415, "identity, got gzip"),
    ],
)
def test_hostile_scenario_is_refused_before_it_costs_anything(ask, content, headers, status, said):
    answer = ask("simulate", "POST", content=content, headers=headers)
    assert answer.status_code == status and said in answer.json()["detail"], answer.text[:500]


def test_method_and_form_that_there_are_not_are_said(ask):
    wrong = ask("desil", "DELETE")
    assert wrong.status_code == 405 and "GET" in wrong.headers["allow"] and wrong.json()["status"] == 405
    assert ask("simulate").status_code == 405
    assert ask("desil", headers={"accept": "image/png"}).status_code == 406
    assert ask("desil", headers={"accept": "text/csv"}).text.startswith("# table: desil")
    assert ask("desil", "HEAD").status_code == 200


def test_ten_thousand_questions_are_counted_and_the_moment_is_said(ask):
    app = Starlette(routes=[routes.mounted("", AskingLimits(a_minute=5))])
    found = [ask("quarters", app=app) for _ in range(6)]
    assert [one.status_code for one in found] == [200] * 5 + [429]
    assert int(found[-1].headers["retry-after"]) >= 1 and "5 questions a minute" in found[-1].json()["detail"]
    now = [0.0]
    turns = Turns(AskingLimits(a_minute=60), lambda: now[0])
    refused = 0
    for _ in range(10_000):
        try:
            turns.count("one")
        except Problem:
            refused += 1
    assert refused == 10_000 - 60
    turns.count("another")
    now[0] += 1
    turns.count("one")
    with pytest.raises(Problem):
        turns.count("one")


def test_more_who_wait_than_may_are_sent_away_and_the_loop_goes_on():
    turns = Turns(AskingLimits(at_once=1, waiting=2))

    async def crowd():
        held = asyncio.Event()
        loop = asyncio.get_running_loop()

        def work():
            loop.call_soon_threadsafe(held.set)
            return 1

        found = await asyncio.gather(*(turns.run(str(who), work) for who in range(5)), return_exceptions=True)
        await asyncio.wait_for(held.wait(), 5)
        return found

    found = waited_for(crowd())
    assert [one for one in found if one == 1] == [1, 1, 1]
    assert [one.status for one in found if isinstance(one, Problem)] == [503] * 2


def test_body_that_does_not_come_is_not_waited_for():
    class Slow:
        async def stream(self):
            yield b"name"
            await asyncio.sleep(60)

    with pytest.raises(Problem) as fault:
        waited_for(body_of(Slow(), AskingLimits(seconds=0.05)))
    assert fault.value.status == 408


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("areas?area=35&level=nation", 400),
        ("areas?area=35.15&level=province", 400),
        ("desil?quarter=٢٠٢٦Q1", 400),
        ("desil?area=٣٥", 400),
        ("desil/", 404),
        ("", 200),
    ],
)
def test_address_is_read_as_the_document_says(ask, address, status):
    answer = ask(address, headers={"host": "evil.example"})
    assert answer.status_code == status and "location" not in answer.headers


def test_empty_body_is_no_scenario_and_a_name_may_be_left_out(ask):
    for content in (b"", b" \n"):
        answer = ask("simulate", "POST", content=content, headers={"content-type": "application/json"})
        assert answer.status_code == 422 and "got nothing" in answer.json()["detail"]
    assert ask("simulate", "POST", json={"baseline": "aturan_berlaku"}).json()["scenario"] == "scenario"


def test_refused_form_is_not_answered_though_any_other_would_do(ask):
    told = ask("desil", headers={"accept": "application/json;q=0, */*"})
    assert told.status_code == 200 and told.headers["content-type"].startswith("text/csv")


def test_nobody_fills_the_line_alone():
    turns = Turns(AskingLimits(a_person=2))

    async def crowd():
        asked = [turns.run(who, list) for who in ("one", "one", "one", "another")]
        first = await asyncio.gather(*asked, return_exceptions=True)
        return [*first, await turns.run("one", list)]

    found = waited_for(crowd())
    assert [one.status if isinstance(one, Problem) else "told" for one in found] == [
        "told",
        "told",
        429,
        "told",
        "told",
    ]


def test_many_at_once_get_each_their_own(api, served):
    codes = ["35.15", "35.78", "51.71", "35"] * 2

    async def crowd():
        transport = httpx.ASGITransport(app=api)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await asyncio.gather(*(client.get(f"/api/v1/register?area={code}") for code in codes))

    assert [one.json()["rows"][0]["code"] for one in waited_for(crowd())] == codes


def test_page_shows_the_whole_document_and_asks_nothing_from_elsewhere(ask):
    text = page.html()
    for path, of in document()["paths"].items():
        assert f" {path[1:]}</code>" in text
        for operation in of.values():
            assert " / " in operation["summary"], "both languages"
            assert all(f"<code>{one['name']}</code>" in text for one in operation["parameters"])
    assert "<script" not in text and "http" not in text.replace("https://", "http").split("<style>")[1].split("<h1>")[0]
    assert ask("docs").headers["content-type"].startswith("text/html") and ask("openapi.json").json() == document()
