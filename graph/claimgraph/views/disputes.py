"""A dispute as JSON: positions with their voices, rungs with their words that clash."""

from typing import Any

from claimgraph.derivations import Dispute, Position, Rung
from claimgraph.folding import worded
from claimgraph.model import Graph, Link, Span
from claimgraph.records import to_record
from claimgraph.views.wording import SETTLES, judge_words


def dispute_record(graph: Graph, dispute: Dispute) -> dict[str, Any]:
    """The dispute with names beside ids: what a client needs to show it without asking again."""
    return {
        "id": dispute.id,
        "question": dispute.question,
        "status": dispute.status,
        "positions": [_position(graph, position) for position in dispute.positions],
        "rungs": [_rung(graph, rung) for rung in dispute.rungs],
        "apparent": [_rung(graph, rung) for rung in dispute.apparent],
        "supports": list(dispute.supports),
        "undercuts": list(dispute.undercuts),
        "entities": [{"id": entity, "name": _name(graph, entity)} for entity in dispute.entities],
        "documents": [{"id": node, "title": graph.documents[node].title} for node in dispute.documents if node in graph.documents],
        "frustration": dispute.frustration,
        "cut": list(dispute.cut),
    }


def _position(graph: Graph, position: Position) -> dict[str, Any]:
    return {
        "letter": position.letter,
        "label": position.label,
        "claims": [{"id": claim, "text": graph.claims[claim].text} for claim in position.claims],
        "origins": [{"id": source, "name": _name(graph, source)} for source in position.origins],
        "independent_origins_at_most": len(position.origins),
        "relays": [{"id": source, "name": _name(graph, source)} for source in position.relays],
    }


def _rung(graph: Graph, rung: Rung) -> dict[str, Any]:
    link = graph.links[rung.link]
    ends = {"a": _spans(graph, link, rung.a), "b": _spans(graph, link, rung.b)}
    judged = {"judge": link.judge, "judged_by": judge_words(link), "stated_in": link.stated_in, "rationale": link.rationale}
    return {**to_record(rung), "clash": ends, **judged, "settles": SETTLES.get(link.type)}


def _spans(graph: Graph, link: Link, claim: str) -> list[dict[str, Any]]:
    """The words of one end that clash, where they stand in its document."""
    spans, home = link.clash_from if claim == link.from_ else link.clash_to, worded(graph, link.id, claim).document
    document = graph.documents.get(home)
    return [_span(span, document.text if document else "", home) for span in spans]


def _span(span: Span, text: str, document: str) -> dict[str, Any]:
    return {"document": document, "start": span.start, "end": span.end, "exact": text[span.start : span.end]}


def _name(graph: Graph, node: str) -> str:
    found = graph.sources.get(node) or graph.entities.get(node)
    return found.name if found else node
