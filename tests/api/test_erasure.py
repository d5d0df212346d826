"""Erasure over HTTP, on pages and by the command line beside a running server."""

import gc
import subprocess
import time
from collections.abc import Callable
from functools import _lru_cache_wrapper
from itertools import product
from pathlib import Path
from typing import cast

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from claimgraph.derivations import Dispute
from claimgraph.derive import Derived, Follower
from claimgraph.ingest.pipeline import add_reading, read_text
from claimgraph.model import Assertion, Claim, Document, Entity, Reading, Source
from claimgraph.rdf.sparql import SparqlWorkers
from claimgraph.store import Store
from claimgraph.store.schema import KINDS
from claimgraph.views.selection import claim_ids
from claimgraph_api.commands.asking import ask, forget
from claimgraph_api.server.site import Site
from claimgraph_api.settings import Settings
from forking import PATIENCE, warm

TEXT = {"text": "The Xanquo Post reported that the mayor denied that the xanquo bridge is closed.", "title": "Xanquo"}
ASK = 'ASK {?s ?p ?o FILTER(CONTAINS(LCASE(STR(?o)), "xanquo"))}'
LISTS = [
    *(f"/v1/{shelf}" for shelf in (*KINDS, "disputes", "findings", "stats", "changes")),
    *(f"/v1/export?format={form}" for form in ("nquads", "trig", "jsonld", "node-link", "graphml")),
    *("/", "/documents", "/claims", "/sources", "/entities", "/disputes"),
]
DISPUTED = "The mayor of Lund said that the Qovrax bridge is closed. The river guard denied that the Qovrax bridge is closed."
OTHER = {"text": "The baker said that it rained."}


def files_with(word: bytes, folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and word in path.read_bytes().lower()]


@pytest.fixture
def written(fresh: TestClient) -> tuple[TestClient, str]:
    """A server with two documents, everything about which was asked once; the id of the first."""
    document = fresh.post("/v1/documents", json=TEXT, headers={"Idempotency-Key": "add"}).json()["document"]
    fresh.post("/v1/read", json=TEXT, headers={"Idempotency-Key": "read"})
    fresh.post("/v1/documents", json=OTHER, headers={"Idempotency-Key": "other"})
    assert "true" in fresh.get("/sparql", params={"query": ASK}, headers={"accept": "text/csv"}).text
    assert "true" in fresh.get("/sparql", params={"query": ASK, "as_of": "1"}, headers={"accept": "text/csv"}).text
    for address in ("/v1/disputes?as_of=1", "/documents?as_of=1", "/"):
        assert fresh.get(address).status_code == 200
    return fresh, document


def served(client: TestClient) -> Site:
    return cast("Site", cast("FastAPI", client.app).state.site)


def erase(client: TestClient, target: str) -> int:
    answer = client.post("/v1/erasures", json={"target": target, "reason": "by order of a court"})
    assert answer.status_code == 201, answer.text
    assert answer.json()["target"] == target
    return int(answer.json()["seq"])


def test_what_is_erased_is_in_no_answer_about_any_moment(written: tuple[TestClient, str]) -> None:
    client, document = written
    seq = erase(client, document)
    for address, moment in product(LISTS, ("", *(f"as_of={number}" for number in range(seq + 1)))):
        answer = client.get(f"{address}{'&' if '?' in address else '?'}{moment}")
        assert answer.status_code == 200, (address, moment)
        assert "xanquo" not in answer.text.lower(), (address, moment)


def test_what_is_erased_is_found_by_no_search_no_query_and_no_listener(written: tuple[TestClient, str]) -> None:
    client, document = written
    erase(client, document)
    assert [client.get("/v1/search", params={"q": "xanquo", "as_of": moment}).json()["total"] for moment in range(4)] == [0] * 4
    for moment in ({}, {"as_of": "1"}, {"as_of": "2"}, {"as_of": "3"}):
        assert client.get("/sparql", params={"query": ASK, **moment}, headers={"accept": "text/csv"}).text.strip() == "false"
    assert "xanquo" not in client.get("/v1/changes", headers={"accept": "application/x-ndjson"}).text.lower()


def test_what_is_erased_is_gone_and_says_why(written: tuple[TestClient, str]) -> None:
    client, document = written
    seq = erase(client, document)
    for address in (f"/v1/documents/{document}", f"/v1/documents/{document}?as_of=1", f"/{document}"):
        answer = client.get(address)
        assert (answer.status_code, answer.json()["code"]) == (410, "erased")
    assert client.get(f"/documents/{document}", headers={"accept": "text/html"}).status_code == 410
    (version,) = client.get(f"/v1/documents/{document}/history").json()["items"]
    assert (version["node"], version["erased"]["seq"], version["erased"]["note"]) == (None, seq, "by order of a court")
    refused = client.post("/v1/documents", json=TEXT)
    assert (refused.status_code, refused.json()["code"]) == (409, "was-erased")
    assert client.post("/v1/unretractions", json={"target": document, "reason": "back"}).status_code == 409


def test_a_part_of_a_document_is_not_erased_alone(written: tuple[TestClient, str]) -> None:
    client, document = written
    claim = client.get(f"/v1/claims?document={document}").json()["items"][0]["id"]
    refused = client.post("/v1/erasures", json={"target": claim, "reason": "half"})
    assert (refused.status_code, refused.json()["code"]) == (409, "half-erasure")
    assert client.post("/v1/erasures", json={"target": document, "reason": ""}).status_code == 422
    assert client.post("/v1/erasures", json={"target": "document-aaaaaaaaaaaaaaaaaaaa", "reason": "x"}).status_code == 404
    moved = client.post("/v1/erasures", json={"target": document, "reason": "x"}, headers={"If-Match": '"another"'})
    assert moved.status_code == 412


def test_answers_that_were_kept_are_gone_and_their_requests_have_no_effect(written: tuple[TestClient, str], tmp_path: Path) -> None:
    client, document = written
    assert files_with(b"xanquo", tmp_path)
    erase(client, document)
    assert files_with(b"xanquo", tmp_path) == []
    assert client.post("/v1/documents", json=TEXT, headers={"Idempotency-Key": "add"}).status_code == 409
    assert client.post("/v1/documents", json=OTHER, headers={"Idempotency-Key": "other"}).status_code == 201
    assert client.get("/v1/stats").json()["documents"] == 1


def test_what_is_erased_while_it_is_read_is_in_no_kept_answer(
    written: tuple[TestClient, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, document = written
    work = served(client).work
    read_text = work.read_text

    def overtaken(text: str, title: str | None) -> Reading:
        """What the text says, after which somebody is quicker to erase it than the answer to be given."""
        found = read_text(text, title)
        erase(client, document)
        return found

    monkeypatch.setattr(work, "read_text", overtaken)
    key = {"Idempotency-Key": "overtaken"}
    assert client.post("/v1/read", json=TEXT, headers=key).status_code == 200
    assert files_with(b"xanquo", tmp_path) == []
    monkeypatch.undo()
    assert client.post("/v1/read", json=TEXT, headers=key).status_code == 200


def test_an_erasure_is_answered_again_as_before(written: tuple[TestClient, str]) -> None:
    client, document = written
    tag = client.get(f"/v1/documents/{document}").headers["etag"]
    sent = {"target": document, "reason": "by order of a court"}
    asked = [client.post("/v1/erasures", json=sent, headers={"Idempotency-Key": "erase", "If-Match": tag}) for _ in range(2)]
    assert [(answer.status_code, answer.content) for answer in asked] == [(201, asked[0].content)] * 2


def test_a_server_lets_go_of_what_the_command_line_erased(written: tuple[TestClient, str], tmp_path: Path) -> None:
    client, document = written
    assert set(files_with(b"xanquo", tmp_path / "store" / "sparql"))
    done = warm().run("erase", document, "--reason", "order", "--store", str(tmp_path / "store"))
    assert (done.returncode, b"erased, entry 3" in done.stdout) == (0, True), done.stderr
    until = time.monotonic() + 60
    while files_with(b"xanquo", tmp_path) and time.monotonic() < until:
        time.sleep(0.2)
    assert files_with(b"xanquo", tmp_path) == []
    assert client.get(f"/v1/documents/{document}").status_code == 410


def test_the_command_line_erases_without_a_server(tmp_path: Path) -> None:
    def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[bytes]:
        return warm().run(*arguments, "--store", str(tmp_path / "store"), stdin=stdin)

    assert run("add", "-", stdin=TEXT["text"]).returncode == 0
    document = run("sparql", "SELECT ?d {?d a cg:Document}").stdout.decode().split("/")[-1].strip()
    assert run("add", "-", stdin=OTHER["text"]).returncode == 0
    assert run("sparql", ASK, "--as-of", "1").stdout.strip() == b"true"
    assert files_with(b"xanquo", tmp_path / "store" / "sparql" / "past")
    assert run("erase", document, "--reason", "order").returncode == 0
    assert files_with(b"xanquo", tmp_path) == []
    assert b"erase " in run("history", document).stdout
    assert run("add", "-", stdin=TEXT["text"]).returncode == 1
    assert run("verify").returncode == 0
    assert run("check").returncode == 0


def test_whoever_holds_the_index_while_another_erases_removes_it_at_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_reading(store := Store.open(tmp_path), read_text(TEXT["text"]), actor="test")
    answer = SparqlWorkers.answer

    def erasing(self: SparqlWorkers, query: str, accept: str) -> object:
        """The answer, after which the command line of another erases what it is about."""
        found = answer(self, query, accept)
        with Store.open(tmp_path) as other:
            other.erase(next(iter(other.graph().documents)), actor="test", reason="order")
            forget(other)
        assert files_with(b"xanquo", tmp_path / "sparql")
        return found

    monkeypatch.setattr(SparqlWorkers, "answer", erasing)
    with store:
        assert b"true" in ask(store, "https://example.org/", ASK, "text/csv")
    assert files_with(b"xanquo", tmp_path) == []


@pytest.mark.parametrize("leads", [True, False])
def test_a_process_keeps_no_node_dispute_or_sentence_in_memory_that_anybody_erased(tmp_path: Path, leads: bool) -> None:
    place = str(tmp_path / "store")
    with Store.open(place) as store:
        document = add_reading(store, read_text(DISPUTED), actor="test").document
        Follower(store).follow()
    with Site(Settings(store=place, readers=0), leads=leads) as site:
        for dispute in site.derived.disputes().items:
            site.derived.dispute(dispute.id)
            site.store.graph([dispute.id, *claim_ids(dispute)])
            site.store.evidence(claim_ids(dispute), most=9)
        del dispute
        assert {Dispute, Claim, Assertion} <= in_memory("qovrax")
        assert remembering("qovrax bridge is")
        assert warm().run("erase", document, "--reason", "order", "--store", place).returncode == 0
        until = time.monotonic() + 30
        while (in_memory("qovrax") or remembering("qovrax bridge is")) and time.monotonic() < until:
            time.sleep(0.2)
        assert in_memory("qovrax") == set()
        assert remembering("qovrax bridge is") == set()


@pytest.mark.parametrize("over_http", [True, False])
def test_memory_is_let_go_of_where_a_file_cannot_be_which_is_tried_again(fresh: TestClient, tmp_path: Path, over_http: bool) -> None:
    documents = [fresh.post("/v1/documents", json=sent).json()["document"] for sent in (TEXT, OTHER)]
    job = fresh.post("/v1/import", content="source,text\nParade,\n", headers={"content-type": "text/csv"}).json()["id"]
    rejects = tmp_path / "store" / "imports" / f"{job}.rejects.ndjson"
    wait(lambda: fresh.get(f"/v1/jobs/{job}").json()["state"] == "done" and rejects.exists())
    rejects.unlink()
    rejects.mkdir()  # what cannot be unlinked, whoever tries
    remembered = served(fresh).remembered
    with Store.open(tmp_path / "store") as other:
        for number, document in enumerate(documents):
            fresh.get("/documents")
            assert ("/documents", "", (), ()) in remembered
            if over_http and not number:
                refused = fresh.post("/v1/erasures", json={"target": document, "reason": "order"})
                assert (refused.status_code, refused.json()["code"]) == (503, "store")
            else:
                other.erase(document, actor="test", reason="order")
            wait(lambda: ("/documents", "", (), ()) not in remembered)
            assert fresh.get(f"/v1/documents/{document}").status_code == 410
    rejects.rmdir()
    rejects.write_text("xanquo")
    wait(lambda: not rejects.exists())


def wait(until: Callable[[], bool]) -> None:
    """Wait until that is so."""
    end = time.monotonic() + PATIENCE
    while not until():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_whoever_erases_by_the_library_keeps_nothing_of_it_in_memory(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store") as store:
        document = add_reading(store, read_text(DISPUTED), actor="test").document
        Follower(store).follow()
        assert Derived(store).disputes().items
        assert in_memory("qovrax")
        store.erase(document, actor="test", reason="order")
        assert in_memory("qovrax") == set()
        assert remembering("qovrax bridge is") == set()


def in_memory(word: str) -> set[type]:
    """The kinds of nodes and disputes whose words have this among them, wherever this process has them."""
    gc.collect()
    nodes = [thing for thing in gc.get_objects() if type(thing) in (Assertion, Claim, Dispute, Document, Entity, Source)]
    return {type(node) for node in nodes if word in repr(node).lower()}


def remembering(words: str) -> set[str]:
    """The functions that remember what they were asked with these words in it."""
    caches = [thing for thing in gc.get_objects() if isinstance(thing, _lru_cache_wrapper)]
    return {cache.__qualname__ for cache in caches if words in repr(gc.get_referents(cache)).lower()}
