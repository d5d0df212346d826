"""A language model on the command line and behind the server: off unless it is set, and told of where it is asked."""

import json
from dataclasses import replace
from pathlib import Path

from fastapi.testclient import TestClient
from pydantic import SecretStr

from builders import Telling
from chatting import chat
from claimgraph.ingest.pipeline import add_reading
from claimgraph.model import Dropped, Proposals
from claimgraph_api.app import create_app
from claimgraph_api.settings import Settings
from forking import warm
from visiting import Visitor

KEY = "sk-not-to-be-seen"
TEXT = "The mayor said that the bridge is closed.\n\nTwo million crowns: that, for Ada Quist, is the damage in the harbour.\n"
WORDS = json.dumps(
    {
        "assertions": [
            {
                "quote": "that, for Ada Quist, is the damage in the harbour",
                "claim": "That is the damage.",
                "chain": [{"speaker": "Ada Quist"}],
            },
            {
                "quote": "Two million crowns",
                "claim": "The damage in the harbour is two million crowns.",
                "chain": [{"speaker": "Ada Quist", "stance": "endorses"}],
            },
        ]
    }
)


def test_add_and_read_ask_the_model_that_is_set_and_say_what_it_took(tmp_path: Path) -> None:
    with chat(WORDS, WORDS, 500) as model:
        priced = {"CLAIMGRAPH_LLM_INPUT_PRICE": "2", "CLAIMGRAPH_LLM_OUTPUT_PRICE": "4"}
        setting = {"CLAIMGRAPH_LLM_URL": model.url, "CLAIMGRAPH_LLM_MODEL": "small", "CLAIMGRAPH_LLM_KEY": KEY, **priced}
        read = warm().run("read", "-", "--json", stdin=TEXT.encode(), **setting)
        added = warm().run("add", "-", "--store", str(tmp_path), stdin=TEXT.encode(), **setting)
        failed = warm().run("read", "-", stdin=TEXT.encode(), **setting)
        plain = warm().run("read", "-", "--json", "--no-model", stdin=TEXT.encode(), **setting)
    came = json.loads(read.stdout)
    assert (came["proposals"]["judge"], came["proposals"]["cost"], len(came["dropped"])) == ("model:small@unstated", 0.0022, 1)
    assert "900 + 100 tokens, cost 0.0022" in added.stdout.decode()
    assert "1 dropped" in added.stdout.decode()
    (line,) = [line for line in failed.stdout.decode().splitlines() if line.startswith("language model: ")]
    assert (failed.returncode, line) == (0, "language model: its endpoint answered 500; what the rules read stands")
    assert b"the bridge is closed" in failed.stdout.lower()
    assert "proposals" not in json.loads(plain.stdout)
    assert len(model.bodies) == 3
    assert not any(KEY.encode() in stream for done in (read, added, failed) for stream in (done.stdout, done.stderr))


def test_a_model_that_is_asked_for_and_not_set_or_half_set_is_one_line() -> None:
    missing = warm().run("read", "-", "--model", stdin=TEXT.encode())
    half = warm().run("read", "-", stdin=TEXT.encode(), CLAIMGRAPH_LLM_MODEL="small")
    priceless = {"CLAIMGRAPH_LLM_URL": "http://127.0.0.1:9/v1", "CLAIMGRAPH_LLM_MODEL": "small", "CLAIMGRAPH_LLM_MOST_COST": "1"}
    uncounted = warm().run("read", "-", stdin=TEXT.encode(), **priceless)
    for done, word in ((missing, b"no language model is set"), (half, b"CLAIMGRAPH_LLM_URL"), (uncounted, b"CLAIMGRAPH_LLM_INPUT_PRICE")):
        assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (1, b"", 1)
        assert word in done.stderr


def test_the_server_asks_the_model_about_what_is_added_and_once(tmp_path: Path) -> None:
    with chat(WORDS) as model:
        settings = Settings(store=str(tmp_path), llm_url=model.url, llm_model="small", llm_key=SecretStr(KEY))
        with TestClient(create_app(settings), base_url="http://127.0.0.1:8000") as client:
            first = client.post("/v1/documents", json={"text": TEXT})
            again = client.post("/v1/documents", json={"text": TEXT})
            by_form = client.post("/add", data={"text": TEXT + "It rained, the baker said."}, headers={"Origin": "http://127.0.0.1:8000"})
            judged = client.get("/v1/judgements").json()["items"]
    assert (first.status_code, again.status_code, by_form.status_code, len(model.bodies)) == (201, 200, 200, 2)
    proposals = first.json()["proposals"]
    assert set(proposals["nodes"]) < {item["target"] for item in judged if item["judge"] == "model:small@unstated"}
    assert "proposals" not in again.json()
    assert KEY not in first.text + by_form.text + repr(settings)


def test_what_the_checks_dropped_stays_with_the_document_and_its_page_shows_why_and_which_words(tmp_path: Path) -> None:
    told = Telling("Ada said that it rained.")
    told.said(told.source("Ada"), told.claim("It rained.", "it rained"), "it rained", cue="said")
    refused = Dropped("assertion", "its quote is not in the text", "<b>it snowed</b>")
    with Visitor(tmp_path) as visitor:
        add_reading(visitor.store, replace(told.reading(), dropped=(refused,), proposals=Proposals("model:small@1")), actor="test")
        page = visitor.get(f"/documents/{told.document.id}").text
        assert "1 proposal of a language model dropped by the checks" in page
        assert "assertion: its quote is not in the text: “&lt;b&gt;it snowed&lt;/b&gt;”" in page
        assert visitor.store.check() == []
        visitor.store.erase(told.document.id, actor="test", reason="by order of a court")
        assert "snowed" not in repr(list(visitor.store.stream()))
