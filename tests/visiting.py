"""A visitor of the web application without a network, and a reader of the pages that come back.

with Visitor(tmp_path) as visitor:
    assert visitor.page("/claims").headings == [(1, "Claims")]
"""

import asyncio
from contextlib import AsyncExitStack
from html.parser import HTMLParser
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx2

from claimgraph.store import Store
from claimgraph_api.app import create_app
from claimgraph_api.server.site import Site
from claimgraph_api.settings import Settings

BROWSER = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}
_VOID = frozenset({"meta", "link", "input", "br", "img", "hr", "path", "line", "circle", "rect", "polygon"})


class Visitor:
    """Requests to a real application over a store in `folder`, one after the other."""

    def __init__(self, folder: Path) -> None:
        self._settings = Settings(store=str(folder), sparql_workers=1)
        self._runner = asyncio.Runner()
        self._stack = AsyncExitStack()

    def __enter__(self) -> Self:
        app = create_app(self._settings)
        transport = httpx2.ASGITransport(app=app)
        self._runner.run(self._stack.enter_async_context(app.router.lifespan_context(app)))
        self._client = httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000", headers=BROWSER)
        self._runner.run(self._stack.enter_async_context(self._client))
        self.site: Site = app.state.site
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._runner.run(self._stack.aclose())
        self._runner.close()

    @property
    def store(self) -> Store:
        """The store that the application works on."""
        return self.site.store

    def get(self, address: str, **options: Any) -> httpx2.Response:
        """The answer to a GET as a browser sends it."""
        return self._runner.run(self._client.get(address, **options))

    def post(self, address: str, **options: Any) -> httpx2.Response:
        """The answer to a POST."""
        return self._runner.run(self._client.post(address, **options))

    def page(self, address: str, status: int = 200) -> "PageReader":
        """The page at an address, read."""
        answer = self.get(address)
        assert answer.status_code == status, (address, answer.status_code, answer.text[:300])
        return PageReader.of(answer.text)


class PageReader(HTMLParser):
    """A page as what matters of it; an end tag that does not fit its start tag raises AssertionError."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.headings: list[tuple[int, str]] = []
        self._open: list[str] = []

    @classmethod
    def of(cls, html: str) -> Self:
        """The page that this HTML makes."""
        reader = cls()
        reader.feed(html)
        reader.close()
        assert not reader._open, f"never closed: {reader._open}"
        return reader

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag."""
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute twice in <{tag} {names}>"
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in _VOID:
            self._open.append(tag)
        if tag in ("h1", "h2", "h3", "h4"):
            self.headings.append((int(tag[1]), ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag, which is closed at once."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        """Check that it closes what was opened last."""
        assert self._open, f"</{tag}> closes nothing"
        opened = self._open.pop()
        assert opened == tag, f"</{tag}> closes <{opened}>"

    def handle_data(self, data: str) -> None:
        """Note the text."""
        self.text += data
        inside = next((tag for tag in reversed(self._open) if tag in ("h1", "h2", "h3", "h4")), None)
        if inside:
            level, words = self.headings[-1]
            self.headings[-1] = (level, words + data)

    def all(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every element of this name."""
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def ids(self) -> list[str]:
        """Every id of the page."""
        return [attributes["id"] for _, attributes in self.tags if "id" in attributes]

    @property
    def links(self) -> list[str]:
        """Where the page's links lead, in order."""
        return [attributes["href"] for attributes in self.all("a")]
