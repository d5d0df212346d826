"""Reports of one event beside each other over HTTP, on a page and on a terminal, and the links that people make there."""

import html
import json
import re
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from chatting import Chat, chat, completion, send
from claimgraph_api.app import create_app
from claimgraph_api.cli import app
from claimgraph_api.settings import Settings

WIRE = """Ferry strikes pier at Callow Point
CALLOW POINT, May 2 (Coastal Wire)

The ferry Heron of Marsh Lines struck the pier at Callow Point on Friday. Some sixty passengers were on board. Captain Ines Roy said that
both engines of the <b>Heron</b> were running. A crane lifted the bow on Saturday. Gulls looked on.
"""
TOWN = """Callow Point wants answers
Callow Gazette, 4 May 2025

The engines of the Heron were not running when it reached Callow Point, the harbour master said. The mayor asked Marsh Lines for a plan.
Ice cream was sold out by noon. A band played on the promenade.
"""


@pytest.fixture
def told(fresh: TestClient) -> TestClient:
    for text in (WIRE, TOWN):
        assert fresh.post("/v1/documents", json={"text": text}).status_code == 201
    return fresh


def laid(told: TestClient) -> dict[str, Any]:
    documents = told.get("/v1/documents").json()["items"]
    wire = next(item["id"] for item in documents if "Ferry" in item["title"])
    found: dict[str, Any] = told.get(f"/v1/documents/{wire}/beside").json()
    return found


def pair(told: TestClient) -> tuple[str, str]:
    item = next(item for item in laid(told)["statements"] if "engines" in item["text"])
    return item["claim"], next(near["claim"] for near in item["near"] if "not running" in near["text"])


def test_what_another_report_says_of_the_same_is_answered_with_its_words(told: TestClient) -> None:
    found = laid(told)
    assert [report["title"] for report in found["reports"]] == ["Callow Point wants answers"]
    assert pair(told)
    assert "whoever reads them" in found["note"]
    assert told.get(f"/v1/documents/{found['document']}/beside?each=0").status_code == 422
    assert told.get("/v1/documents/document-none/beside").status_code == 404


def test_a_person_sets_two_claims_against_each_other_and_a_dispute_comes_of_it(told: TestClient) -> None:
    one, other = pair(told)
    answer = told.post("/v1/links", json={"from": one, "to": other, "type": "states", "note": "running, or not"})
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert (made["kind"], made["judge"], made["status"]) == ("contradicts", "person:local", "confirmed")
    assert told.get(answer.headers["Location"]).json()["id"] == made["id"]
    assert [item["link"] for row in laid(told)["statements"] for item in row["near"] if row["claim"] == one and item["claim"] == other] == [
        made["id"]
    ]
    disputes = told.get("/v1/disputes").json()["items"]
    assert {one, other} in [{claim["id"] for position in item["positions"] for claim in position["claims"]} for item in disputes]
    assert told.post("/v1/links", json={"from": one, "to": other, "type": "states"}).status_code == 409
    assert told.post("/v1/links", json={"from": one, "to": one, "type": "states"}).json()["code"] == "bad-link"
    assert told.post("/v1/links", json={"from": one, "to": other, "type": "love"}).json()["code"] == "bad-type"


def test_the_page_lays_both_side_by_side_escaped_and_its_form_decides(told: TestClient) -> None:
    one, other = pair(told)
    address = f"/documents/{laid(told)['document']}/beside"
    page = told.get(address).text
    assert "<b>Heron" not in page
    assert "not running" in html.unescape(re.sub("<[^>]+>", "", page))
    form = {"one": one, "other": other, "type": "states", "note": "", "back": f"{address}#c-{one}"}
    answer = told.post("/links", data=form, follow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{address}#c-{one}")
    assert "judged by local" in told.get(address).text
    same = {"target": one, "verdict": "same", "other": other, "back": address}
    assert told.post("/judgements", data=same, follow_redirects=False).status_code == 303
    assert told.get(f"/v1/claims/{other}").json()["id"] == told.get(f"/v1/claims/{one}").json()["id"]
    away = told.post("/links", data={**form, "type": "time", "back": "//evil.example"}, follow_redirects=False)
    assert away.headers["Location"] == "/"


def test_the_terminal_lays_them_beside_each_other_and_makes_the_link(told: TestClient, folder: Path) -> None:
    one, other = pair(told)
    document, run = laid(told)["document"], CliRunner().invoke
    printed = run(app, ["beside", document, "--store", str(folder)]).stdout
    assert other in printed
    assert json.loads(run(app, ["beside", document, "--store", str(folder), "--json"]).stdout)["document"] == document
    made = run(app, ["relate", one, other, "--type", "states", "--store", str(folder)])
    assert "contradicts, states" in made.stdout
    refused = run(app, ["relate", one, other, "--type", "states", "--store", str(folder)])
    assert "joins the two already" in str(refused.exception)


def proposing(model: Chat, handler: BaseHTTPRequestHandler) -> None:
    """Answer that the first pair collides, and try to have it confirmed."""
    rows = json.loads(model.bodies[-1]["messages"][1]["content"].splitlines()[1])
    found = [{"pair": rows[0]["pair"], "type": "states", "rationale": "Engines <i>run</i> or not.", "status": "confirmed"}]
    send(handler, json.dumps(completion(json.dumps({"found": found}))).encode())


def test_a_language_model_is_asked_of_what_stands_beside_and_only_proposes(folder: Path) -> None:
    with chat(proposing, '{"found": []}') as model:
        settings = Settings(store=str(folder), llm_url=model.url, llm_model="small")
        for text in (WIRE, TOWN):
            added = CliRunner().invoke(app, ["add", "-", "--no-model", "--store", str(folder)], input=text)
            assert added.exit_code == 0, added.stderr
        with TestClient(create_app(settings), base_url="http://127.0.0.1:8000") as served:
            document, shown = laid(served)["document"], laid(served)["statements"]
            assert "Ask model:small@unstated" in served.get(f"/documents/{document}/beside").text
            asked = served.post(f"/v1/documents/{document}/beside")
            assert asked.status_code == 201, asked.text
            made = asked.json()["links"][0]
            ends = next({item["claim"], near["claim"]} for item in shown for near in item["near"] if near["link"] is None)
            assert (made["status"], made["judge"], {made["from"], made["to"]}) == ("proposed", "model:small@unstated", ends)
            assert "<i>run" not in served.get(f"/claims/{made['from']}").text
            form = served.post(f"/documents/{document}/beside", follow_redirects=False)
            assert (form.status_code, form.headers["Location"]) == (303, f"/documents/{document}/beside")
            assert served.post("/v1/collections/case/documents", json={"documents": [document]}).status_code == 201
            within = served.post(f"/documents/{document}/beside?collection=case", follow_redirects=False)
            assert within.headers["Location"] == f"/documents/{document}/beside?collection=case"
            assert served.get(f"/v1/links/{made['id']}").json() == made
            assert len(json.loads(model.bodies[1]["messages"][1]["content"].splitlines()[1])) == asked.json()["pairs"] - 1


def test_without_a_language_model_none_is_asked(told: TestClient, folder: Path) -> None:
    document = laid(told)["document"]
    refused = told.post(f"/v1/documents/{document}/beside")
    assert (refused.status_code, refused.json()["code"]) == (400, "no-model")
    assert "Ask model" not in told.get(f"/documents/{document}/beside").text
    asked = ["beside", document, "--ask", "--store", str(folder)]
    assert "no language model is set" in str(CliRunner().invoke(app, asked).exception)
    assert "leave out --as-of" in str(CliRunner().invoke(app, [*asked, "--as-of", "1"]).exception)
