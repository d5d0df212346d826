"""Scores: how well claims stand under a trust profile, and what falls if something does."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from claimgraph.errors import NotFoundError
from claimgraph.ids import kind_of
from claimgraph.rdf.scoring import score_triples
from claimgraph_api.routers.derived import FORMS, derived_answer
from claimgraph_api.site import Site, view_of
from claimgraph_api.weighing import falls_record, score_record, scores_record

router = APIRouter(tags=["scores"])
At = Annotated[Site, Depends(view_of)]
Trust = Annotated[str | None, Query(max_length=80, description="A trust profile; without one every voice is as good as any other.")]
Why = Annotated[bool, Query(description="Whether to say why: the score without each thing that pulls at it, and shares that add up.")]


@router.get("/v1/claims/{claim_id}/score", responses=FORMS)
def get_score(request: Request, claim_id: str, site: At, *, trust: Trust = None, why: Why = False) -> Response:
    """How well a claim stands, with every step, at most how many independent origins are for and against it, and what is proven.

    By Accept as RDF too: a graph of its own, derived, and in an export only where that is asked for.
    """
    record = score_record(site.store, claim_id, trust, reasons=why)
    return derived_answer(request, site, lambda: record, lambda base: score_triples(record["score"], base))


@router.get("/v1/disputes/{dispute_id}/scores")
def get_scores(dispute_id: str, site: At, trust: Trust = None) -> dict[str, Any]:
    """The scores of all claims of a dispute."""
    dispute = site.derived.dispute(dispute_id)
    return scores_record(site.store, (claim for position in dispute.positions for claim in position.claims), trust)


def _falls(shelf: str) -> Callable[..., dict[str, Any]]:
    def get_falls(node_id: str, site: At, trust: Trust = None) -> dict[str, Any]:
        """What would have to fall for the claims of a node to fall."""
        if kind_of(node_id) != shelf[:-1]:
            raise NotFoundError(f"{node_id[:80]!r} is not the id of one of the {shelf}")
        return falls_record(site.store, node_id, trust)

    return get_falls


for _shelf in ("claims", "sources", "assertions", "links"):
    _words = f"What changes for other claims if this {_shelf[:-1]} counts for nothing, the gravest first."
    router.add_api_route(f"/v1/{_shelf}/{{node_id}}/falls", _falls(_shelf), name=f"falls_{_shelf}", description=_words)
