"""The documents, and each with its claims marked in its text."""

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from claimgraph.errors import NotFoundError
from claimgraph.model import Document, Finding, Graph, Link, LinkKind, LinkStatus, LinkType
from claimgraph.views.chains import chains_of
from claimgraph.views.document import MarkedText, Paragraph, mark_document
from claimgraph_api.pages.rendering import page
from claimgraph_api.pages.showing import claim_counts, disputes_by_claim, list_values
from claimgraph_api.site import Site, site_of

router = APIRouter(include_in_schema=False)


@router.get("/documents")
def list_documents(request: Request, site: Annotated[Site, Depends(site_of)]) -> HTMLResponse:
    """The documents, newest first."""
    values = list_values(request, site, "documents", ("publisher",))
    counts = claim_counts(site, "document", (item.id for item in values["items"]))
    return page(request, "documents.html", **values, counts=counts)


@router.get("/documents/{document_id}")
def show_document(request: Request, document_id: str, site: Annotated[Site, Depends(site_of)]) -> HTMLResponse:
    """One document: its text with its claims marked, and the claims beside it."""
    document = site.store.get(document_id)
    if not isinstance(document, Document):
        raise NotFoundError(f"{document_id} is no document")
    graph = site.store.graph([document_id])
    values = document_values(graph, document, site.findings())
    already = "already" in request.query_params
    return page(request, "document.html", **values, disputes_of=disputes_by_claim(site.disputes()), already=already)


def document_values(graph: Graph, document: Document, findings: Iterable[Finding]) -> dict[str, object]:
    """What the template of a document needs besides the disputes; a preview of a reading shows the same."""
    marked = mark_document(graph, document)
    return {
        "document": document,
        "graph": graph,
        "marked": marked,
        "claims": [graph.claims[claim] for claim in marked.numbers if claim in graph.claims],
        "chains": chains_of(graph),
        "margins": {paragraph.start: _margin(graph, paragraph) for paragraph in marked.paragraphs},
        "findings": [finding for finding in findings if finding.target == document.id or finding.target in marked.numbers],
        "dangling": [citation for citation in document.citations if citation.dangling],
        "hidden_claims": _hidden_claims(marked),
    }


def _margin(graph: Graph, paragraph: Paragraph) -> list[tuple[str, Link, str]]:
    """The sign, the link and the claim of each live link that touches a claim of this paragraph; each kind once a claim."""
    claims = set(paragraph.claims)
    found: dict[tuple[str, str], tuple[str, Link, str]] = {}
    for link in graph.links.values():
        for end in (link.from_, link.to):
            if end in claims and link.status in (LinkStatus.PROPOSED, LinkStatus.CONFIRMED):
                found.setdefault((_sign(link), end), (_sign(link), link, end))
    order = {claim: number for number, claim in enumerate(paragraph.claims)}
    return sorted(found.values(), key=lambda mark: (order[mark[2]], mark[0]))


def _sign(link: Link) -> str:
    if link.type is LinkType.UNDERCUT:
        return "undercuts"
    return "contradicts" if link.kind is LinkKind.CONTRADICTS else "supports"


def _hidden_claims(marked: MarkedText) -> set[str]:
    return {claim for paragraph in marked.paragraphs for segment in paragraph.segments if segment.hidden for claim in segment.claims}
