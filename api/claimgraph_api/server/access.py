"""Who may do what: open on loopback, a key beyond it; and nobody's browser is driven here by another site."""

import base64
import binascii
from urllib.parse import urlsplit

from fastapi import Request
from fastapi.concurrency import run_in_threadpool

from claimgraph.errors import AccessError
from claimgraph.store import Key
from claimgraph_api.server.site import Site, served_site
from claimgraph_api.settings import is_loopback

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""The methods that change nothing."""
OWN = "claimgraph.own"
"""What marks a request in its scope that the server itself makes; no client can set it."""
_OPEN = ("/livez", "/readyz", "/static/")
_READING = ("/sparql", "/v1/read", "/v1/compare")
"""What only reads although it may be a POST."""
_WRITING = ("/v1/jobs",)
"""What is for those alone who may write: the tables that they sent, and what was rejected of them, are no part of the record."""


_WHOLE = ("/v1/import", "/v1/jobs")
"""What goes into the whole store, and tells of others' tables: nothing for a key that is limited to collections."""


async def check_access(request: Request) -> None:
    """Raise AccessError unless the request may be answered, and note what its key is limited to. Runs before every route.

    Only a key is looked up by another thread: handing over costs more than all else here.
    """
    site = served_site(request)
    request.state.bounds = ()
    if OWN in request.scope:
        return
    site.asked += not request.url.path.startswith(_OPEN)
    _check_host(request, site)
    _check_origin(request)
    if site.settings.on_loopback or request.url.path.startswith(_OPEN):
        return
    reads = request.method in SAFE and not request.url.path.startswith(_WRITING)
    scope = "read" if reads or request.url.path in _READING else "write"
    if scope == "read" and site.settings.allow_anonymous_read:
        return
    key = await run_in_threadpool(_check_key, request, site, scope)
    if key.collections and request.url.path.startswith(_WHOLE):
        raise AccessError("this API key is good for collections alone, and imports are of the whole store", code="whole-store")
    request.state.bounds = key.collections


def _check_host(request: Request, site: Site) -> None:
    # A name that an attacker's DNS points at 127.0.0.1 arrives with that name as Host.
    host = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    if site.settings.on_loopback and not is_loopback(host):
        raise AccessError(f"this server answers on loopback only, not as {host[:80]!r}", code="wrong-host")


def _check_origin(request: Request) -> None:
    if request.method in SAFE:
        return
    origin = request.headers.get("origin")
    foreign = origin is not None and urlsplit(origin).netloc != request.headers.get("host")
    if foreign or request.headers.get("sec-fetch-site") in ("cross-site", "same-site"):
        raise AccessError("a page of another site may not change anything here", code="wrong-origin")


def _check_key(request: Request, site: Site, scope: str) -> Key:
    token = _token(request.headers.get("authorization", ""))
    if not token:
        raise AccessError("this server wants an API key: send it as “Authorization: Bearer KEY”", code="no-key")
    key = site.store.find_key(token)
    if key is None:
        raise AccessError("this API key is not known, or no longer valid", code="no-key")
    if scope not in key.scopes:
        raise AccessError(f"this API key may {' and '.join(key.scopes)}, but not {scope}", code="missing-scope")
    return key


def _token(header: str) -> str:
    """The key in a Bearer header, or the password of a Basic one, which is what browsers can send."""
    kind, _, value = header.partition(" ")
    if kind.lower() == "bearer":
        return value.strip()
    if kind.lower() != "basic":
        return ""
    try:
        return base64.b64decode(value, validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""
