"""The documents, and each with its claims marked in its text."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from claimgraph.derivations import Dispute
from claimgraph.errors import NotFoundError
from claimgraph.ingest.pipeline import DROPPED
from claimgraph.model import Claim, Document, Finding, Graph, Link, LinkKind, LinkStatus, LinkType
from claimgraph.views.chains import chains_of
from claimgraph.views.document import MarkedText, Paragraph, mark_document, unread_in
from claimgraph_api.pages.rendering import page, url_of
from claimgraph_api.pages.reviewing import Looked, listed, looked_at, read_again
from claimgraph_api.pages.showing import claim_counts, list_values, view_query
from claimgraph_api.server.site import Site, view_of

router = APIRouter(include_in_schema=False)
LIVE = frozenset({LinkStatus.PROPOSED, LinkStatus.CONFIRMED})
MOST_BESIDE = 400
"""How many claims are listed beside a text; the rest are marked in it and a link away."""
Disputes = Mapping[str, tuple[Dispute, ...]]
_WORDS = {"supports": "supports or is supported", "undercuts": "undercuts or is undercut"}


@dataclass(frozen=True, slots=True)
class MarginMark:
    """A sign beside a paragraph: its kind, where it leads, and what it says in words."""

    sign: str
    address: str
    label: str


@router.get("/documents")
def list_documents(request: Request, site: Annotated[Site, Depends(view_of)]) -> HTMLResponse:
    """The documents, newest first."""
    values = list_values(request, site, "documents", ("publisher",))
    return page(request, "documents.html", **values, counts=claim_counts(site, "document", values["items"]))


@router.get("/documents/{document_id}")
def show_document(request: Request, document_id: str, site: Annotated[Site, Depends(view_of)]) -> HTMLResponse:
    """One document: its text with its claims marked, and the claims beside it."""
    document = site.store.get(document_id)
    if not isinstance(document, Document):
        raise NotFoundError(f"{document_id} is no document")
    graph = site.store.graph([document_id])
    derived = site.derived
    values = document_values(graph, document, derived.findings_on([document_id, *graph.claims]), derived.disputes_of(graph.claims))
    looked = looked_at(site.store, graph, document, request.query_params.get("show", ""))
    values |= {"looked": looked, "claims": listed(values["claims"], looked), "all_claims": len(values["claims"])}
    values |= {"refused": [item for item in graph.judgements.values() if item.target == document.id and item.verdict == DROPPED]}
    values |= {"same": site.store.same_text(document)}
    values |= {"again": read_again(request.query_params.get("again", ""))}
    return page(request, "document.html", **values, already="already" in request.query_params, query=view_query(site, document.id))


def document_values(graph: Graph, document: Document, findings: Iterable[Finding], disputes_of: Disputes) -> dict[str, Any]:
    """What the template of a document needs; a preview of a reading shows the same."""
    marked, touching = mark_document(graph, document), _touching(graph)
    claims = [graph.claims[claim] for claim in marked.numbers if claim in graph.claims]
    beside = {claim.id: claim for claim in claims[:MOST_BESIDE]}
    return {
        "document": document,
        "graph": graph,
        "marked": marked,
        "most": MOST_BESIDE,
        "claims": claims,
        "all_claims": len(claims),
        "looked": Looked(choosing=True),
        "chains": chains_of(graph),
        "disputes_of": disputes_of,
        "margins": {paragraph.start: _margin(paragraph, beside, disputes_of, touching) for paragraph in marked.paragraphs},
        "findings": [finding for finding in findings if finding.target == document.id or finding.target in marked.numbers],
        "dangling": [citation for citation in document.citations if citation.dangling],
        "hidden_claims": _hidden_claims(marked),
        "unread": unread_in(graph, document),
    }


def _margin(
    paragraph: Paragraph, beside: Mapping[str, Claim], disputes_of: Disputes, touching: Mapping[str, Sequence[Link]]
) -> list[MarginMark]:
    """One mark for each dispute in which a claim of the paragraph stands, one for its undercuts and one for its supports."""
    disputes = {dispute.id: dispute for claim in paragraph.claims for dispute in disputes_of.get(claim, ())}
    marks = [MarginMark("contradicts", url_of(dispute.id), f"disputed: {dispute.question}") for dispute in disputes.values()]
    found: dict[str, MarginMark] = {}
    for claim in (beside[claim] for claim in paragraph.claims if claim in beside):
        for sign in {_sign(link) for link in touching.get(claim.id, ())} & _WORDS.keys():
            found.setdefault(sign, MarginMark(sign, f"#r-{claim.id}", f"{_WORDS[sign]}: {claim.text}"))
    return [*marks, *(found[sign] for sign in sorted(found))]


def _touching(graph: Graph) -> dict[str, list[Link]]:
    """The live links at each node."""
    found: dict[str, list[Link]] = {}
    for link in graph.links.values():
        if link.status in LIVE:
            found.setdefault(link.from_, []).append(link)
            found.setdefault(link.to, []).append(link)
    return found


def _sign(link: Link) -> str:
    if link.type is LinkType.UNDERCUT:
        return "undercuts"
    return "contradicts" if link.kind is LinkKind.CONTRADICTS else "supports"


def _hidden_claims(marked: MarkedText) -> set[str]:
    return {claim for paragraph in marked.paragraphs for segment in paragraph.segments if segment.hidden for claim in segment.claims}
