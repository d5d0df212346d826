"""The worker's own answers, frame by frame, without the walls around its process (those are tested from outside)."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from builders import contested_province
from claimgraph.rdf.index import Index
from claimgraph.rdf.terms import PREFIXES
from claimgraph.rdf.worker import CHUNK, FRAME, _Answers, _read_request
from claimgraph.store import Store

BASE = "https://example.org/case/"
Frames = list[tuple[bytes, bytes]]


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("worker")
    with Store.open(folder / "store") as store, Index(folder / "index", store, BASE) as index:
        store.add(contested_province().reading(), actor="person:test")
        index.follow()
        yield index.checkpoint()


def _request(checkpoint: Path, query: str, **changes: Any) -> dict[str, Any]:
    return {
        "folder": str(checkpoint),
        "watermark": [BASE, f"{BASE}derived", "https://w3id.org/claimgraph/ns#reflects"],
        "query": query,
        "base": BASE,
        "prefixes": PREFIXES,
        "solutions": ["application/sparql-results+json", "srj"],
        "graph": ["text/turtle", "ttl"],
        "default_graphs": [],
        "named_graphs": [],
        "seconds": 10**6,  # the processor time of the test's own process is bounded by this
        **changes,
    }


def _frames(*requests: dict[str, Any]) -> Frames:
    out = io.BytesIO()
    answers = _Answers(out)
    for request in requests:
        answers.answer(request)
    data, frames = out.getvalue(), []
    while data:
        letter, length = FRAME.unpack(data[: FRAME.size])
        frames.append((letter, data[FRAME.size : FRAME.size + length]))
        data = data[FRAME.size + length :]
    return frames


def test_an_answer_is_its_bytes_and_an_end_that_says_what_it_reflects(checkpoint: Path) -> None:
    (first, body), (last, end) = _frames(_request(checkpoint, "ASK {?a cg:contradicts ?b}"))
    assert (first, json.loads(body)["boolean"]) == (b"d", True)
    assert (last, json.loads(end)) == (b"e", {"media_type": "application/sparql-results+json", "seq": 1, "derived": None})


def test_a_large_answer_comes_in_many_frames(checkpoint: Path) -> None:
    *chunks, (last, _) = _frames(_request(checkpoint, "SELECT * {?s ?p ?o . ?x cg:contradicts ?y}"))
    assert last == b"e"
    assert len(chunks) > 1
    assert all(letter == b"d" and len(chunk) < 2 * CHUNK for letter, chunk in chunks)
    assert json.loads(b"".join(chunk for _, chunk in chunks))["results"]["bindings"]


@pytest.mark.parametrize(
    ("query", "changes", "code"),
    [
        ("SELEC", {}, "query-wrong"),
        ("ASK {FILTER(<a:f>(1))}", {}, "query-wrong"),
        ("ASK {}", {"default_graphs": ["no iri"]}, "query-wrong"),
        ("ASK {}", {"solutions": None}, "not-acceptable"),
        ("CONSTRUCT WHERE {?s ?p ?o}", {"graph": None}, "not-acceptable"),
        ("ASK {}", {"folder": "/nowhere"}, "index-damaged"),
    ],
)
def test_an_error_is_one_frame_and_the_next_request_is_answered(checkpoint: Path, query: str, changes: dict[str, Any], code: str) -> None:
    before, after = (_request(checkpoint, "ASK {}") for _ in range(2))
    _, _, (letter, error), *rest = _frames(before, _request(checkpoint, query, **changes), after)
    assert (letter, json.loads(error)["code"]) == (b"x", code)
    assert [letter for letter, _ in rest] == [b"d", b"e"]


def test_requests_are_read_until_the_parent_is_gone() -> None:
    payload = json.dumps({"query": "ASK {}"}).encode()
    source = io.BytesIO(FRAME.pack(b"q", len(payload)) + payload)
    assert _read_request(source) == {"query": "ASK {}"}
    assert _read_request(source) is None
