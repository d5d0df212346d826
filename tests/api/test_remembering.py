"""What was asked before is answered again, the same, until anything is written; and to nobody who may not see it."""

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Message, Receive, Scope, Send

from builders import contested_province
from claimgraph.store import Store
from claimgraph_api.app import create_app
from claimgraph_api.remembered import Remembered
from claimgraph_api.settings import Settings

PAGES = ("/", "/disputes", "/claims", "/sources", "/entities", "/documents", "/search?q=officers", "/findings", "/trust", "/v1/stats")


def body(size: int) -> Message:
    return {"type": "http.response.body", "body": b"x" * size}


def site_of(client: TestClient) -> Any:
    return client.app.state.site  # type: ignore[attr-defined]


def paths(client: TestClient) -> list[str]:
    found = [*PAGES]
    for shelf in ("disputes", "claims", "sources", "entities", "documents"):
        node = client.get(f"/v1/{shelf}?limit=1").json()["items"][0]["id"]
        found += [f"/{shelf}/{node}", f"/v1/{shelf}/{node}/graph"]
    return [*found, f"/v1/claims/{client.get('/v1/claims?limit=1').json()['items'][0]['id']}/score", "/v1/claims?limit=2"]


def test_whatever_is_asked_again_is_the_same_and_not_made_again(changeable: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = paths(changeable)
    first = [changeable.get(path) for path in asked]
    assert {answer.status_code for answer in first} == {200}
    site_of(changeable).remembered.forget()
    anew = [changeable.get(path) for path in asked]

    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        raise AssertionError(scope["path"])

    monkeypatch.setattr(changeable.app, "router", broken)
    for answers in (anew, [changeable.get(path) for path in asked]):
        assert [(one.content, one.headers) for one in answers] == [(one.content, one.headers) for one in first]


def test_what_was_written_is_seen_at_once(changeable: TestClient) -> None:
    asked = paths(changeable)
    before = {path: changeable.get(path).content for path in asked}
    added = changeable.post("/v1/documents", json={"text": "The harbour master said that pier 9 of Varn is flooded."})
    assert added.status_code == 201
    assert "pier 9" in changeable.get("/claims").text.casefold()
    for path in ("/", "/claims", "/v1/stats", "/v1/claims?limit=2"):
        assert changeable.get(path).content != before[path], path
    remembered = {path: changeable.get(path).content for path in asked}
    site_of(changeable).remembered.forget()
    assert {path: changeable.get(path).content for path in asked} == remembered


def test_what_is_behind_is_not_kept(changeable: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    remembered = site_of(changeable).remembered
    monkeypatch.setattr(site_of(changeable).store, "current", lambda _maker: None)
    assert changeable.get("/claims").status_code == 200
    assert not remembered._answers
    monkeypatch.undo()
    assert changeable.get("/claims").status_code == 200
    assert remembered._answers


def test_erased_words_are_let_go_of(changeable: TestClient) -> None:
    document = changeable.get("/v1/documents").json()["items"][0]
    assert changeable.get(f"/documents/{document['id']}").status_code == 200
    remembered = site_of(changeable).remembered
    assert remembered._answers
    answer = changeable.post("/v1/erasures", json={"target": document["id"], "reason": "the law"})
    assert answer.status_code == 201
    assert not remembered._answers
    assert changeable.get(f"/documents/{document['id']}").status_code == 410


def test_an_answer_is_kept_for_those_alone_who_may_see_the_same(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        store.add(contested_province().reading(), actor="test")
        store.within("other").add(contested_province().reading(), actor="test")
        whole, limited = store.make_key("ann", ["read"]), store.make_key("bob", ["read"], collections=["nothing"])
    settings = Settings(store=str(tmp_path), host="203.0.113.7", base="http://203.0.113.7/")
    with TestClient(create_app(settings), base_url="http://203.0.113.7") as client:
        for path in ("/claims", "/v1/claims?limit=2", "/"):
            asked = {key: [client.get(path, headers={"Authorization": f"Bearer {key}"}) for _ in range(2)] for key in (whole, limited)}
            assert all(one.content == again.content for one, again in asked.values())
            assert asked[whole][0].content != asked[limited][0].content
            assert client.get(path).status_code == 401


def test_pages_and_data_that_are_accepted_differently_are_kept_apart(changeable: TestClient) -> None:
    turtle = changeable.get("/v1/findings", headers={"Accept": "text/turtle"})
    data = changeable.get("/v1/findings", headers={"Accept": "application/json"})
    assert turtle.headers["content-type"] != data.headers["content-type"]
    assert changeable.get("/v1/findings", headers={"Accept": "text/turtle"}).content == turtle.content


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 9), st.integers(0, 60)), max_size=60))
def test_no_more_is_kept_than_the_bound_and_nothing_of_another_state(steps: list[tuple[int, int, int]]) -> None:
    remembered = Remembered(most=100)
    last = None
    for state, asked, size in steps:
        remembered.keep(state, asked, [body(size)])
        last = state
        assert sum(remembered._sizes.values()) == remembered._size <= 100
        assert remembered._answers.keys() == remembered._sizes.keys()
        assert remembered.get(state, asked), "the newest fits"
    for state in {0, 1, 2, 3} - {last}:
        assert not any(remembered.get(state, asked) for asked in range(10))
