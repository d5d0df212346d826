"""Pages are made before anybody asks for them, while nobody asks for anything; and for nobody who may not see them."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from starlette.types import Receive, Scope, Send

from answering import answer_by, broken
from builders import contested_province
from claimgraph.errors import StoreError
from claimgraph.store import Store
from claimgraph_api.app import create_app
from claimgraph_api.server import ahead
from claimgraph_api.server.site import Site
from claimgraph_api.settings import Settings

PATIENCE_SECONDS = 30


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "QUIET_SECONDS", 0.01)


def site_of(client: TestClient) -> Site:
    return client.app.state.site  # type: ignore[attr-defined,no-any-return]


def kept(client: TestClient) -> set[str]:
    return {str(asked[0]) for asked in site_of(client).remembered._answers}  # type: ignore[index]


@contextmanager
def making(client: TestClient) -> Iterator[None]:
    assert client.portal
    task = client.portal.start_task_soon(ahead.make_ahead, client.app, site_of(client))
    try:
        yield
    finally:
        task.cancel()


def wait_for(true: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < until
        time.sleep(0.01)


def wanted(client: TestClient) -> set[str]:
    dispute = client.get("/v1/disputes?limit=1").json()["items"][0]
    voices = {voice["id"] for position in dispute["positions"] for voice in position["origins"]}
    return {"/", "/disputes", f"/disputes/{dispute['id']}", *(f"/sources/{voice}" for voice in voices)}


def test_what_most_turn_to_is_there_before_it_is_asked_for(changeable: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = wanted(changeable)
    anew = {path: changeable.get(path, headers={"Cache-Control": "no-cache"}) for path in asked}
    site_of(changeable).remembered.forget()
    with making(changeable):
        wait_for(lambda: kept(changeable) >= asked)
    assert any(path.startswith("/entities/") for path in kept(changeable))
    answer_by(changeable, monkeypatch, broken)
    for path in asked:
        answer = changeable.get(path, headers={"Accept": "text/html,application/xhtml+xml;q=0.9"})
        assert (answer.content, answer.headers) == (anew[path].content, anew[path].headers)


def test_what_an_entry_changes_is_made_again(changeable: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    with making(changeable):
        wait_for(lambda: kept(changeable) >= {"/", "/disputes"})
        before = changeable.get("/").content
        changeable.post("/v1/documents", json={"text": "The harbour master said that pier 9 of Varn is flooded."})
        newest = site_of(changeable).store.seq()
        found = site_of(changeable).remembered._answers
        wait_for(lambda: any(asked[0] == "/" and answer.state.seq == newest for asked, answer in [*found.items()]))  # type: ignore[index]
    answer_by(changeable, monkeypatch, broken)
    assert changeable.get("/").content != before


def test_nothing_is_made_while_somebody_asks(changeable: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "QUIET_SECONDS", 0.2)
    until = time.monotonic() + 1.5
    with making(changeable):
        while time.monotonic() < until:
            changeable.get("/v1/stats", headers={"Cache-Control": "no-cache"})
            assert kept(changeable) <= {"/v1/stats"}
        wait_for(lambda: "/" in kept(changeable))


def test_whoever_looks_whether_the_server_is_there_disturbs_nothing(changeable: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "QUIET_SECONDS", 0.2)
    before = site_of(changeable).asked
    with making(changeable):
        wait_for(lambda: changeable.get("/livez").status_code == 200 and "/" in kept(changeable))
    assert site_of(changeable).asked == before


@pytest.mark.parametrize(("workers", "asked", "pages"), [(1, None, 1_500), (2, None, 0), (2, 9, 9), (1, 0, 0)])
def test_where_several_processes_answer_none_makes_pages_unless_that_is_set(workers: int, asked: int | None, pages: int) -> None:
    assert Settings(workers=workers, ahead=asked).pages_ahead == pages


def test_a_page_that_fails_keeps_no_other_from_being_made(
    changeable: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def half(scope: Scope, receive: Receive, send: Send) -> None:
        await (broken if scope["path"] == "/" else routes)(scope, receive, send)

    routes = answer_by(changeable, monkeypatch, half)
    with making(changeable):
        wait_for(lambda: "/disputes" in kept(changeable))
    assert "/" not in kept(changeable)
    assert "the page / could not be made" in caplog.text


def test_it_is_shown_to_nobody_who_has_no_key_for_it(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        store.add(contested_province().reading(), actor="test")
        whole, limited = store.make_key("ann", ["read"]), store.make_key("bob", ["read"], collections=["nothing"])
    settings = Settings(store=str(tmp_path), host="203.0.113.7", base="http://203.0.113.7/")
    with TestClient(create_app(settings), base_url="http://203.0.113.7") as client, making(client):
        wait_for(lambda: "/disputes" in kept(client))
        assert client.get("/disputes").status_code == 401
        answers = [client.get("/disputes", headers={"Authorization": f"Bearer {key}"}) for key in (whole, limited)]
        assert [answer.status_code for answer in answers] == [200, 200]
        assert answers[0].content != answers[1].content


@pytest.mark.parametrize("fault", [StoreError("the disk is gone"), RuntimeError("nobody knows")])
def test_a_store_that_fails_for_a_while_is_tried_again(changeable: TestClient, monkeypatch: pytest.MonkeyPatch, fault: Exception) -> None:
    site, failing = site_of(changeable), [True, True]
    whole = type(site.store).reach

    def reach(maker: str) -> tuple[int, int]:
        if failing and failing.pop():
            raise fault
        return whole(site.store, maker)

    monkeypatch.setattr(site.store, "reach", reach)
    with making(changeable):
        wait_for(lambda: "/" in kept(changeable))
    assert not failing


def test_where_much_is_written_it_rests(changeable: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    async def counting(_app: object, path: str) -> float:
        made.append(path)
        return 1_000.0

    monkeypatch.setattr(ahead, "_make", counting)
    with making(changeable):
        wait_for(lambda: bool(made))
        changeable.post("/v1/documents", json={"text": "The harbour master said that pier 9 of Varn is flooded."})
        time.sleep(0.3)
    assert made.count("/") == 1
