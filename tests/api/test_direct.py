"""What is asked most is answered without a search for its route, and as by it."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.types import ASGIApp, Receive, Scope, Send

from claimgraph.store import FILTERS
from claimgraph_api import app as application
from claimgraph_api.app import create_app
from claimgraph_api.server.direct import read_of

KINDS = tuple(FILTERS)
VALUES = st.sampled_from(["", "1", "2", "0", "-1", "1001", "٣", "x", "contradicts", "closed", "%00", "a b", "é"])
NAMES = st.sampled_from(
    ["limit", "cursor", "as_of", "collection", "trust", "nothing", *{name for names in FILTERS.values() for name in names}]
)


class LongWay:
    """Leaves everything to the application."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass it on."""
        await self.app(scope, receive, send)


@pytest.fixture(scope="module")
def long_way(client: TestClient) -> Iterator[TestClient]:
    """The same site, asked without the short way."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(application, "Direct", LongWay)
        app = create_app(site=client.app.state.site)  # type: ignore[attr-defined]
    with TestClient(app, base_url="http://127.0.0.1:8000") as opened:
        yield opened


def asked(path: str) -> Scope:
    before, _, query = path.partition("?")
    return {"type": "http", "method": "GET", "path": before, "query_string": query.encode()}


def same(client: TestClient, long_way: TestClient, path: str, **headers: str) -> int:
    short, long = client.get(path, headers=headers), long_way.get(path, headers=headers)
    assert (short.status_code, short.content, short.headers) == (long.status_code, long.content, long.headers), path
    return short.status_code


def test_nodes_and_lists_are_answered_as_by_their_routes(client: TestClient, long_way: TestClient) -> None:
    for kind in KINDS:
        assert read_of(asked(f"/v1/{kind}")) is not None
        assert same(client, long_way, f"/v1/{kind}") == 200
        assert same(client, long_way, f"/v1/{kind}?limit=1") == 200
        for item in client.get(f"/v1/{kind}?limit=3").json()["items"]:
            assert read_of(asked(f"/v1/{kind}/{item['id']}")) is not None
            assert same(client, long_way, f"/v1/{kind}/{item['id']}") == 200
            tag = client.get(f"/v1/{kind}/{item['id']}").headers["etag"]
            assert same(client, long_way, f"/v1/{kind}/{item['id']}", **{"If-None-Match": tag}) == 304


def test_pages_go_on_where_the_last_one_ended(client: TestClient, long_way: TestClient) -> None:
    following = client.get("/v1/assertions?limit=2").links["next"]["url"]
    assert same(client, long_way, following) == 200


@pytest.mark.parametrize("path", ["/v1/claims/claim-x", "/v1/claims/%2e%2e", "/v1/claims?limit=0", "/v1/nothing", "/v1/claims?cursor=x"])
def test_errors_are_worded_alike(client: TestClient, long_way: TestClient, path: str) -> None:
    assert same(client, long_way, path) >= 400


def test_another_name_of_the_host_is_refused_on_the_short_way_too(client: TestClient, long_way: TestClient) -> None:
    assert same(client, long_way, "/v1/claims", Host="evil.example") == 403


@given(st.sampled_from(KINDS), st.lists(st.tuples(NAMES, VALUES), max_size=3))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
def test_whatever_is_asked_of_a_list_is_answered_alike(
    client: TestClient, long_way: TestClient, kind: str, query: list[tuple[str, str]]
) -> None:
    same(client, long_way, f"/v1/{kind}?{'&'.join(f'{name}={value}' for name, value in query)}")
