"""Putting something else where an application answers what nobody before it did."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send


def answer_by(client: TestClient, monkeypatch: pytest.MonkeyPatch, other: ASGIApp) -> Any:
    """Let this answer instead of the routes; the routes, as they were."""
    app: Any = client.app
    layer: Any = app.middleware_stack
    routes = app.router
    while layer.app is not routes:
        layer = layer.app
    monkeypatch.setattr(layer, "app", other)
    return routes


async def broken(scope: Scope, _receive: Receive, _send: Send) -> None:
    """Answer nothing."""
    raise AssertionError(scope["path"])
