"""The SPARQL form and its answers for people. The endpoint itself is a router; it calls these where a page is preferred."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse

from claimgraph.errors import NotFoundError
from claimgraph.ids import kind_of
from claimgraph.model import Assertion, Claim, Document, Entity, Link, Node, Source
from claimgraph.rdf.ontology import ONTOLOGY_FOLDER
from claimgraph_api.pages.rendering import called, page, url_of, web_link
from claimgraph_api.server.moments import carried, inside
from claimgraph_api.server.site import Site

MOST_ROWS = 500
"""How many rows a page shows; the downloads hold all of them."""
MOST_NAMES = 200
"""How many nodes of an answer are shown with their names beside their ids."""
MOST_CHARACTERS = 200_000
"""How much of a graph a page shows."""
RESULTS = "application/sparql-results+json"
_TITLE = "# "


class Answered(Protocol):
    """What a query worker answers: the serialised result, its media type, and the journal entries that it reflects."""

    @property
    def body(self) -> bytes:
        """The result, serialised."""
        ...

    @property
    def media_type(self) -> str:
        """Its media type."""
        ...

    @property
    def seq(self) -> int:
        """The journal entry that it reflects."""
        ...

    @property
    def derived(self) -> int | None:
        """The one that what is derived reflects, None where nothing of that can be asked."""
        ...


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a result row: its words, where it leads (None for nowhere), its language or datatype, its id if it is ours."""

    words: str
    link: str | None = None
    note: str = ""
    node: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A result as a table: the variables, the rows shown, and how many there are in all."""

    names: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int


@dataclass(frozen=True, slots=True)
class Example:
    """A query to start from, with what it asks."""

    title: str
    query: str
    address: str


def form(request: Request, site: Site, *, query: str = "", error: str | None = None, status: int = 200) -> HTMLResponse:
    """The form; with an error, the query as it was sent and what is wrong with it."""
    return _show(request, site, query, status=status, error=error)


def results(request: Request, site: Site, query: str, answer: Answered) -> HTMLResponse:
    """The form with the answer below it: a table for SPARQL JSON results, a yes or no, or the text of a graph."""
    entries: dict[str, Any] = {"seq": answer.seq, "derived": answer.derived}
    if not answer.media_type.startswith(RESULTS):
        return _show(request, site, query, **entries, graph=answer.body[:MOST_CHARACTERS].decode("utf-8", "replace"))
    found = json.loads(answer.body)
    if "boolean" in found:
        return _show(request, site, query, **entries, truth=bool(found["boolean"]))
    table = to_table(found, site.settings.base)
    names = _names(site, (cell.node for row in table.rows for cell in row if cell.node))
    return _show(request, site, query, **entries, table=table, names=names, disputes_of=site.derived.disputes_of(names))


def _show(request: Request, site: Site, query: str, *, status: int = 200, **answer: Any) -> HTMLResponse:
    nothing: dict[str, Any] = {"error": None, "table": None, "truth": None, "graph": None, "seq": None, "names": {}}
    nothing |= {"derived": None, "disputes_of": {}}
    downloads = {form: carried("/sparql?" + urlencode({"query": query, "format": form})) for form in ("csv", "json")}
    share = carried("/sparql?" + urlencode({"query": query}))
    lasting = inside("/sparql?" + urlencode({"query": query, "as_of": answer.get("seq")}))
    shared = {"query": query, "examples": examples(), "limits": site.settings, "share": share, "lasting": lasting}
    return page(request, "sparql.html", status=status, **{**nothing, **shared, **answer}, downloads=downloads, alternate=None)


def to_table(found: dict[str, Any], base: str) -> Table:
    """SPARQL 1.1 Query Results JSON (section 3) as a table; ids under `base` lead to their pages."""
    names = tuple(found["head"].get("vars", ()))
    rows = found["results"]["bindings"]
    return Table(names, tuple(tuple(_cell(row.get(name), base) for name in names) for row in rows[:MOST_ROWS]), len(rows))


def _cell(term: dict[str, str] | None, base: str) -> Cell:
    if term is None:
        return Cell("")
    value = str(term.get("value", ""))
    if term.get("type") != "uri":
        datatype = term.get("datatype", "").rsplit("#", 1)[-1]
        return Cell(value, None, term.get("xml:lang") or datatype)
    node_id = value.removeprefix(base)
    if value.startswith(base) and kind_of(node_id):
        return Cell(node_id, url_of(node_id), node=node_id)
    return Cell(value, web_link(value))


def _names(site: Site, ids: Iterable[str]) -> dict[str, str]:
    """What the first of these nodes and disputes are called, so that a person can read the table."""
    found: dict[str, str] = {}
    derived = site.derived
    for node_id in list(dict.fromkeys(ids))[:MOST_NAMES]:
        try:
            found[node_id] = derived.question(node_id) if kind_of(node_id) == "dispute" else _name(site.store.get(node_id))
        except NotFoundError:
            continue
    return found


def _name(node: Node) -> str:
    match node:
        case Claim(text=words) | Source(name=words) | Entity(name=words):
            return words
        case Document():
            return called(node)
        case Assertion(quote=quote):
            return f"“{quote.exact}”"
        case Link(rationale=rationale):
            return rationale
        case _:
            return ""


@cache
def examples() -> tuple[Example, ...]:
    """The queries that come with the ontology, by name; a first line `# …` says what each asks."""
    files = sorted((ONTOLOGY_FOLDER / "queries").glob("*.rq"))
    return tuple(_example(file.stem.replace("-", " "), file.read_text("utf-8")) for file in files)


def _example(name: str, query: str) -> Example:
    first = query.split("\n", 1)[0]
    title = first.removeprefix(_TITLE).strip() if first.startswith(_TITLE) else name
    return Example(title, query, "/sparql?" + urlencode({"query": query}))
