"""What was asked before is answered again, the same, until anything is written; and to nobody who may not see it."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Message
from stories import SEEDS, STEP, Step, Story

from answering import answer_by, broken
from builders import contested_province
from claimgraph.derive import Derived, Follower
from claimgraph.store import Store
from claimgraph_api.app import create_app
from claimgraph_api.server.remembered import Kept, Remembered, State
from claimgraph_api.server.site import Site
from claimgraph_api.settings import Settings
from databases import folder
from strategies import often

HERE = "http://127.0.0.1:8000"
SHELVES = ("documents", "claims", "sources", "entities", "assertions")
NARROWED = ("claims?source", "claims?entity", "claims?document", "links?claim", "links?from", "assertions?speaker", "assertions?claim")
LISTED = ("/v1/disputes", "/v1/links?kind=contradicts", "/v1/sources?kind=outlet", "/search?q=road", "/v1/claims?limit=1", "/proposals")
PAGES = ("/", "/disputes", "/claims", "/sources", "/entities", "/documents", "/search?q=officers", "/findings", "/trust", "/v1/stats")


HEAD: Message = {"type": "http.response.start", "status": 200, "headers": []}


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

    answer_by(changeable, monkeypatch, broken)
    with pytest.raises(AssertionError):
        changeable.get("/about/signs")
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
    seq = site_of(changeable).store.seq()
    monkeypatch.setattr(site_of(changeable).store, "reach", lambda _maker: (seq - 1, seq))
    monkeypatch.setattr("claimgraph_api.server.site.PATIENCE_SECONDS", 0.0)
    assert changeable.get("/claims").status_code == 200
    assert not remembered._answers
    assert changeable.get("/v1/claims?limit=1").status_code == 200
    assert len(remembered._answers) == 1, "what is derived does not show in it"
    monkeypatch.undo()
    assert changeable.get("/claims").status_code == 200
    assert len(remembered._answers) == 2


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


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3_000), st.booleans()), max_size=60))
def test_no_more_is_kept_than_the_bound_and_what_was_asked_for_last_longest(steps: list[tuple[int, int, bool]]) -> None:
    remembered = Remembered(most=5_000)
    for asked, size, again in steps:
        answer = Kept(HEAD, b"x" * size, State(1, True, date(2026, 1, 1)))
        remembered.keep(asked, answer, remembered.forgotten)
        assert remembered.get(asked) is answer, "the newest fits"
        assert sum(remembered._sizes.values()) == remembered._size <= 5_000
        assert remembered._answers.keys() == remembered._sizes.keys()
        assert next(reversed(remembered._answers)) == asked
        if again:
            remembered.drop(asked)
            assert remembered.get(asked) is None


def test_what_was_found_before_all_was_let_go_of_is_not_kept() -> None:
    remembered, answer = Remembered(), Kept(HEAD, b"x", State(1, True, date(2026, 1, 1)))
    before = remembered.forgotten
    remembered.forget()
    remembered.keep("page", answer, before)
    assert remembered.get("page") is None


def test_long_questions_fill_no_memory(changeable: TestClient) -> None:
    remembered = site_of(changeable).remembered
    assert changeable.get(f"/v1/stats?x={'y' * 3_000}").status_code == 200
    assert not remembered._answers
    assert changeable.get(f"/v1/stats?x={'y' * 1_500}").status_code == 200
    assert remembered._size > 1_500


@contextmanager
def two_servers(place: str) -> Iterator[tuple[TestClient, TestClient]]:
    """Two servers of one store, of which the second keeps nothing; neither follows what is written."""
    with Site(Settings(store=place), leads=False) as first, Site(Settings(store=place), leads=False) as second:
        second.remembered = Remembered(most=0)
        with TestClient(create_app(site=first), base_url=HERE) as keeping, TestClient(create_app(site=second), base_url=HERE) as fresh:
            yield keeping, fresh


def addresses(store: Store, chance: random.Random, most: int) -> list[str]:
    """Some pages and data of what a store holds: nodes of every kind, lists narrowed by them, scores, lists of all."""
    shelves = {shelf: [node.id for node in store.page(shelf).items] for shelf in SHELVES}
    shelves["disputes"] = [dispute.id for dispute in Derived(store).disputes().items]
    named = {shelf: chance.choice(ids) for shelf, ids in shelves.items() if ids}
    kinds = {"source": "sources", "speaker": "sources", "entity": "entities", "document": "documents"}
    found = [*PAGES, *LISTED, *(f"/{shelf}/{node}" for shelf, node in named.items())]
    found += [f"/v1/{shelf}/{node}/graph" for shelf, node in named.items() if shelf != "disputes"]
    for narrowed in NARROWED:
        node = named.get(kinds.get(narrowed.partition("?")[2], "claims"))
        found += [f"/v1/{narrowed}={node}", f"/v1/{narrowed}={node}&limit=1"] if node else []
    found += [
        f"/{shelf}?{name}={named[kinds[name]]}" for shelf, name in (("claims", "source"), ("disputes", "entity")) if kinds[name] in named
    ]
    found += [f"/v1/claims/{named['claims']}/score", f"/v1/claims/{named['claims']}/falls"] if "claims" in named else []
    return chance.sample(found, min(most, len(found)))


@often(2)
@given(st.lists(st.tuples(STEP, st.integers(0, 99), st.integers(0, 99)), min_size=3, max_size=8), SEEDS)
def test_what_is_kept_is_after_any_history_what_would_be_answered_anew(steps: list[Step], seed: int) -> None:
    chance = random.Random(seed)
    with folder() as place, two_servers(place) as (keeping, fresh):
        store = site_of(fresh).store
        story, follower, asked = Story(store, seed), Follower(store), list[str]()
        for step in [("add", 0, 0), ("add", 1, 0), *steps]:
            story.take(step)
            follower.follow()
            asked = list(dict.fromkeys([*asked, *addresses(store, chance, 12)]))[-40:]
            for path in asked:
                one, other = (client.get(path) for client in (keeping, fresh))
                assert (one.status_code, one.headers, one.content) == (other.status_code, other.headers, other.content), path


def test_a_list_that_was_read_before_it_was_brought_up_to_date_is_not_answered_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with folder() as place, two_servers(place) as (keeping, fresh):
        store = site_of(fresh).store
        story, follower = Story(store, 5), Follower(store)
        for number in range(5):
            story.add(number, 0)
        follower.follow()
        found = next(link for link in store.page("links", where={"kind": "contradicts"}, limit=100).items if link.to.startswith("claim-"))
        entity = store.nodes([found.from_])[found.from_].entities[0]
        path, verdict = f"/v1/links?entity={entity}&kind=contradicts", "dismissed" if found.status != "dismissed" else "confirmed"
        assert found.id in keeping.get(path).text
        story.decide(story.links.index(next(link for link in story.links if link.id == found.id)), 1 if verdict == "dismissed" else 0)
        with monkeypatch.context() as hurried:
            hurried.setattr("claimgraph_api.server.site.PATIENCE_SECONDS", 0.0)
            keeping.get(path)
        follower.follow()
        statuses = {item["id"]: item["status"] for item in keeping.get(path).json()["items"]}
        assert statuses[found.id] == verdict
        assert keeping.get(path).content == fresh.get(path).content


def test_what_an_entry_does_not_touch_still_stands(changeable: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [path for path in paths(changeable) if path.count("-") and "?" not in path]
    store, remembered = site_of(changeable).store, site_of(changeable).remembered
    asked += [f"/v1/claims?source={node.id}" for node in store.page("sources").items]
    before = [changeable.get(path).content for path in asked]
    added = changeable.post("/v1/documents", json={"text": "The harbour master said that pier 9 of Varn is flooded."})
    assert added.status_code == 201
    kept, seq = set(remembered._answers), store.seq()
    assert [changeable.get(path).content for path in asked] == before
    assert set(remembered._answers) == kept
    of_nodes = {str(key[0]): answer.state.seq for key, answer in remembered._answers.items() if str(key[0]) in asked}
    assert set(of_nodes.values()) == {seq}
    assert len(of_nodes) > 9
