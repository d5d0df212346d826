"""A text in: pasted, uploaded or fetched; looked at first where wished, then added."""

import base64
import binascii
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import UploadFile

from claimgraph.errors import ConflictError, InputError, LimitError
from claimgraph.ids import kind_of
from claimgraph.ingest.documents import Origin
from claimgraph.ingest.opening import open_url
from claimgraph.ingest.pipeline import propose
from claimgraph.model import Assertion, Document, Finding, Graph, Reading
from claimgraph.reason.disputes import derive_disputes
from claimgraph.reason.findings import derive_findings
from claimgraph.records import to_record
from claimgraph.views.report import reading_report
from claimgraph_api.answers.judging import Decision
from claimgraph_api.answers.reporting import added_lines
from claimgraph_api.pages.documents import document_values
from claimgraph_api.pages.rendering import PATHS, page
from claimgraph_api.pages.showing import disputes_by_claim
from claimgraph_api.server.moments import inside
from claimgraph_api.server.site import Site, site_of
from claimgraph_api.server.turns import in_turn

router = APIRouter(include_in_schema=False)
_FIELDS = frozenset({"text", "url", "title", "file", "action", "carried", "name", "media_type", "collection"})
MOST_DECIDED = 5_000
"""On how many assertions of a preview something can be decided."""
MOST_PREVIEWED = 1_000_000
"""How many bytes a preview carries to and fro; a longer file is added at once."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What the form holds: exactly one of text, file and url makes a document; `file` is (name, media type, bytes)."""

    text: str = ""
    url: str = ""
    title: str = ""
    file: tuple[str, str, bytes] | None = None
    preview: bool = False
    verdicts: Mapping[str, str] = field(default_factory=dict)
    """What was decided in a preview, by assertion."""


async def sent_form(request: Request, site: Annotated[Site, Depends(site_of)]) -> Sent:
    """The form as it was sent; a browser's line ends of a pasted text are made plain again."""
    async with request.form(max_files=1, max_fields=12 + MOST_DECIDED, max_part_size=site.settings.most_upload_bytes) as form:
        words = {name: value for name, value in form.items() if isinstance(value, str)}
        if not all(name in _FIELDS or kind_of(name) == "assertion" for name in form):
            raise InputError("the form has fields that are not its own: send it as it is on the page")
        return Sent(
            words.get("text", "").replace("\r\n", "\n"),
            words.get("url", "").strip(),
            words.get("title", "").strip(),
            await _file(form.get("file"), words),
            words.get("action") == "preview",
            {name: word for name, word in words.items() if kind_of(name) == "assertion" and word in ("accepted", "rejected")},
        )


async def _file(upload: object, words: dict[str, str]) -> tuple[str, str, bytes] | None:
    """The uploaded file, or the one that a preview carries along."""
    if isinstance(upload, UploadFile) and upload.filename:
        return upload.filename, upload.content_type or "", await upload.read()
    if words.get("carried"):
        try:
            return words.get("name", ""), words.get("media_type", ""), base64.b64decode(words["carried"], validate=True)
        except binascii.Error as error:
            raise InputError("the previewed file came back damaged: choose it again") from error
    return None


@dataclass(frozen=True, slots=True)
class Item:
    """What came of one document: whether it was there, what is to be known that its page does not tell, or why it was not added.

    Other documents may carry the `same` text.
    """

    document: Document
    already: bool = False
    lines: tuple[str, ...] = ()
    same: tuple[Document, ...] = ()
    error: str = ""


@router.get("/add")
def show_form(request: Request, _site: Annotated[Site, Depends(site_of)]) -> HTMLResponse:
    """The empty form."""
    return page(request, "add.html", sent=Sent(), error=None)


@router.post("/add", dependencies=[Depends(in_turn)])
def add_text(request: Request, sent: Annotated[Sent, Depends(sent_form)], site: Annotated[Site, Depends(site_of)]) -> Response:
    """The preview, or the page of what was added; first what is to be known of it, or of each item of a feed. Else the form and why."""
    try:
        readings = _read(sent, site)
        if sent.preview:
            return page(request, "preview.html", **_preview(sent, _only(readings)), same=site.store.same_text(readings[0].document))
        items = [_add(site, reading, alone=len(readings) == 1) for reading in readings]
        _decide(sent, site, readings)
        site.follow()
    except InputError as error:
        return page(request, "add.html", status=413 if isinstance(error, LimitError) else 400, sent=sent, error=str(error))
    if len(items) > 1 or items[0].lines or items[0].same:
        return page(request, "added.html", items=items)
    return RedirectResponse(inside(PATHS["document"] + items[0].document.id + ("?already=1" if items[0].already else "")), 303)


def _add(site: Site, reading: Reading, *, alone: bool) -> Item:
    """Add one document; where others come with it, what is wrong with one is told beside them."""
    more = propose(reading, site.model, site.store)
    try:
        added = site.work.add(site.store, more, actor=ACTOR)
    except ConflictError as error:
        if alone:
            raise
        return Item(reading.document, error=str(error))
    untold = replace(more, findings=tuple(_underived(Graph.of_reading(reading), reading)))
    lines = added_lines({**to_record(added), **reading_report(untold)})
    return Item(reading.document, added.already, tuple(lines), tuple(site.store.same_text(reading.document)))


def _underived(graph: Graph, reading: Reading) -> Iterator[Finding]:
    """The findings on how a document came in and was read, which its page does not derive from the record."""
    derived = {(item.kind, item.target, item.anchor) for item in derive_findings(graph)}
    return (item for item in reading.findings if (item.kind, item.target, item.anchor) not in derived)


def _decide(sent: Sent, site: Site, readings: Iterable[Reading]) -> None:
    """Record what was decided in the preview on what was read now too: what is rejected there is kept as rejected."""
    there = site.store.nodes(act.id for reading in readings for act in reading.assertions if act.id in sent.verdicts)
    for node_id, act in there.items():
        if isinstance(act, Assertion) and act.review is None:
            site.work.decide(site.store, Decision(node_id, sent.verdicts[node_id]))


ACTOR = "person:local"
"""Who is written into the journal for what comes through the form."""


def _read(sent: Sent, site: Site) -> list[Reading]:
    given = [bool(sent.text.strip()), sent.file is not None, bool(sent.url)]
    if sum(given) != 1:
        raise InputError("give one of the three: a text, a file or an address")
    if sent.url:
        return site.work.read(*open_url(sent.url, allow_private=site.settings.allow_private_urls))
    if sent.file is None:
        return site.work.read(sent.text.encode("utf-8", "replace"), Origin(media_type="text/plain", title=sent.title or None))
    name, media_type, data = sent.file
    if sent.preview and len(data) > MOST_PREVIEWED:
        raise LimitError(f"the file has {len(data):,} bytes; at most {MOST_PREVIEWED:,} can be previewed: add it at once instead")
    return site.work.read(data, Origin(name or None, media_type or None, title=sent.title or None))


def _only(readings: list[Reading]) -> Reading:
    if len(readings) > 1:
        raise InputError(f"this is a feed of {len(readings):,} items; a preview shows one document: add it at once instead", code="feed")
    return readings[0]


def _preview(sent: Sent, reading: Reading) -> dict[str, Any]:
    graph = Graph.of_reading(reading)
    name, media_type, data = sent.file or ("", "text/plain", sent.text.encode("utf-8", "replace"))
    carried = "" if sent.url else base64.b64encode(data).decode("ascii")
    shown = replace(reading.document, title=reading.document.title or sent.title or None)
    findings = (*derive_findings(graph), *_underived(graph, reading))
    disputes = derive_disputes(graph)
    values = document_values(graph, shown, findings, disputes_by_claim(disputes))
    sending = {"carried": carried, "name": name, "media_type": media_type, "url": sent.url, "title": sent.title}
    # Nothing is stored yet, so there is no page of a dispute to lead to.
    margins = {
        start: [mark if mark.sign != "contradicts" else replace(mark, address="#disputes") for mark in marks]
        for start, marks in values["margins"].items()
    }
    return {**values, "margins": margins, "sending": sending, "reading": reading, "disputes": disputes}
