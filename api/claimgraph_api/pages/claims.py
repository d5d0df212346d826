"""The claims, and each with who says it, what contradicts it and what it rests on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from claimgraph.derive.predicting import day_of
from claimgraph.derive.proposals import id_of_restatement, is_restating
from claimgraph.errors import NotFoundError
from claimgraph.folding import folded
from claimgraph.model import Claim, Graph, Judgement, Link, LinkKind, LinkStatus, LinkType, Modality
from claimgraph.reason.origins import heard_of, origins_of
from claimgraph.reason.predictions import Prediction, predictions_of
from claimgraph.views.chains import chains_of
from claimgraph_api.pages.conflicts import conflict_values
from claimgraph_api.pages.findings import voices_in
from claimgraph_api.pages.grading import grade_values
from claimgraph_api.pages.rendering import page
from claimgraph_api.pages.showing import Edge, edges_of, list_values, names_of, view_query
from claimgraph_api.pages.weighing import Trust, standing_values
from claimgraph_api.server.moments import shown
from claimgraph_api.server.site import Site, view_of

router = APIRouter(include_in_schema=False)


@router.get("/claims")
def list_claims(request: Request, site: Annotated[Site, Depends(view_of)]) -> HTMLResponse:
    """The claims, newest first, by modality, polarity, document, entity or source."""
    values = list_values(request, site, "claims", ("modality", "polarity", "document", "entity", "source"))
    graph = folded(site.store.graph([item.id for item in values["items"]])) if values["items"] else Graph()
    shared: dict[str, Any] = {"graph": graph, "chains": chains_of(graph), "modalities": list(Modality)}
    return page(request, "claims.html", **values, **shared, disputes_of=site.derived.disputes_of(graph.claims))


@router.get("/claims/{claim_id}")
def show_claim(
    request: Request, claim_id: str, site: Annotated[Site, Depends(view_of)], *, trust: Trust = None, why: bool = False
) -> HTMLResponse:
    """One claim or whichever stands for it, weighed under a trust profile or none."""
    claim = site.store.standing(claim_id)
    if not isinstance(claim, Claim):
        raise NotFoundError(f"{claim_id} is no claim")
    claim_id, graph = claim.id, folded(site.store.graph([claim.id]))
    claim = graph.claims[claim_id]
    derived = site.derived
    values = claim_values(graph, claim) | {"disputes_of": derived.disputes_of(graph.claims), "query": view_query(site, claim.id)}
    standing = standing_values(site, claim_id, trust, why=why)
    values |= grade_values(site, claim) | conflict_values(request, site, [claim_id])
    values["open"] = shown().seq is None
    values["prediction"] = next(iter(_predicted(site, graph, claim)), None)
    found = derived.findings_on([claim.id])
    return page(request, "claim.html", **values, **standing, findings=found, step_names=voices_in(site, found))


def _predicted(site: Site, graph: Graph, claim: Claim) -> list[Prediction]:
    """How the claim stands as a prediction, if it is one."""
    return [item for item in predictions_of(graph, day_of(site.store)) if item.claim == claim.id]


def claim_values(graph: Graph, claim: Claim) -> dict[str, Any]:
    """What the template of a claim needs besides the disputes."""
    edges = edges_of(graph, claim.id)
    contradictions = [edge for edge in edges if edge.link.kind is LinkKind.CONTRADICTS and edge.link.type is not LinkType.UNDERCUT]
    supports = [edge for edge in edges if edge.link.kind is LinkKind.SUPPORTS]
    origins = origins_of(graph, claim.id)
    return {
        "claim": claim,
        "graph": graph,
        "names": names_of(graph),
        "chains": chains_of(graph).get(claim.id, ()),
        "origins": origins,
        "copies": [voice for voice in heard_of(graph, [claim.id]) if voice.counts_with] if origins.copies else [],
        "contradictions": [edge for edge in contradictions if edge.link.status is not LinkStatus.DISMISSED],
        "dismissed": [edge for edge in edges if edge.link.status is LinkStatus.DISMISSED],
        "supported_by": _live(edge for edge in supports if edge.link.to == claim.id),
        "supporting": _live(edge for edge in supports if edge.link.from_ == claim.id),
        "undercuts": _undercuts(graph, claim),
        "wordings": _wordings(graph, claim),
        "decided": _decided(graph),
    }


@dataclass(frozen=True, slots=True)
class Wording:
    """A claim for which another stands, and the judgements by which it is one with it: those on the link, or those on the pair."""

    claim: Claim
    link: Link | None
    other: str
    judged: tuple[Judgement, ...]

    @property
    def proposal(self) -> str:
        """The proposal that was accepted, "" where there is none."""
        return id_of_restatement(self.link.id) if self.link else ""


def _wordings(graph: Graph, claim: Claim) -> list[Wording]:
    """The claims for which this one stands, oldest first, each with what made it so."""
    others = [item for item in graph.apart.claims.values() if item.id != claim.id and graph.representative(item.id) == claim.id]
    judged = _decided(graph)
    return [_wording(graph, item, judged) for item in others]


def _wording(graph: Graph, claim: Claim, judged: Mapping[str, Sequence[Judgement]]) -> Wording:
    for link in graph.apart.links.values():
        if claim.id in (link.from_, link.to) and is_restating(link) and link.status is LinkStatus.CONFIRMED and link.id in judged:
            return Wording(claim, link, "", tuple(judged[link.id]))
    pairs = [item for items in judged.values() for item in items if item.verdict == "same" and claim.id in (item.target, item.other)]
    others = (item.other if item.target == claim.id else item.target for item in reversed(pairs))
    return Wording(claim, None, next(others, None) or claim.id, tuple(pairs))


def _decided(graph: Graph) -> dict[str, list[Judgement]]:
    """The judgements on each node, oldest first."""
    found: dict[str, list[Judgement]] = {}
    for judgement in sorted(graph.judgements.values(), key=lambda item: item.at):
        found.setdefault(judgement.target, []).append(judgement)
    return found


def _live(edges: Iterable[Edge]) -> list[Edge]:
    return [edge for edge in edges if edge.link.status is not LinkStatus.DISMISSED]


def _undercuts(graph: Graph, claim: Claim) -> list[tuple[Link, Claim | None]]:
    """Undercuts of the claim's assertions and links, with the claim that each comes from."""
    around = {assertion.id for chain in chains_of(graph).get(claim.id, ()) for assertion in chain.hops}
    around |= {link.id for link in graph.links.values() if claim.id in (link.from_, link.to)} | {claim.id}
    cuts = [link for link in graph.links.values() if link.type is LinkType.UNDERCUT and link.to in around]
    return [(link, graph.claims.get(link.from_)) for link in cuts if link.status is not LinkStatus.DISMISSED]
