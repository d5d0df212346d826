"""Scores: how well claims stand under a trust profile, who stands behind them, and what falls if something does."""

from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response
from pyoxigraph import Triple

from claimgraph.errors import NotFoundError
from claimgraph.ids import kind_of
from claimgraph.rdf.changing import removal_triples
from claimgraph.rdf.opinions import hypothesis_triples, opinion_triples
from claimgraph.rdf.originating import origin_triples
from claimgraph.rdf.scoring import score_triples
from claimgraph.views.selection import claim_ids
from claimgraph_api.answers.opining import hypotheses_record, opinion_record
from claimgraph_api.answers.tracing import origins_record
from claimgraph_api.answers.weighing import falls_record, score_record, scores_record
from claimgraph_api.routers.derived import FORMS, IN_FORMS, derived_answer
from claimgraph_api.server.site import Site, view_of

router = APIRouter(tags=["scores"])
At = Annotated[Site, Depends(view_of)]
Trust = Annotated[str | None, Query(max_length=80, description="A trust profile; without one every voice is as good as any other.")]
Why = Annotated[bool, Query(description="Whether to say why: the score without each thing that pulls at it, and shares that add up.")]


@router.get("/v1/claims/{claim_id}/score", responses=FORMS, dependencies=IN_FORMS)
def get_score(request: Request, claim_id: str, site: At, *, trust: Trust = None, why: Why = False) -> Response:
    """How well a claim stands, with every step, at most how many independent origins are for and against it, and what is proven.

    By Accept as RDF too: a graph of its own, derived, and in an export only where that is asked for.
    """

    def made(then: Site) -> dict[str, Any]:
        return score_record(then.store, claim_id, trust, reasons=why)

    def told(then: Site, base: str) -> Iterator[Triple]:
        record = made(then)
        return score_triples(record["score"], base, whole=record["whole"], why=record["why"], collection=then.store.collection)

    return derived_answer(request, site, lambda: made(site), told)


@router.get("/v1/disputes/{dispute_id}/scores", responses=FORMS, dependencies=IN_FORMS)
def get_scores(request: Request, dispute_id: str, site: At, trust: Trust = None) -> Response:
    """The scores of all claims of a dispute, by Accept as RDF too."""

    def made(then: Site) -> dict[str, Any]:
        return scores_record(then.store, claim_ids(then.derived.dispute(dispute_id)), trust)

    return derived_answer(request, site, lambda: made(site), lambda then, base: _scored(made(then), base, then.store.collection))


@router.get("/v1/claims/{claim_id}/origins", responses=FORMS, dependencies=IN_FORMS)
def get_origins(request: Request, claim_id: str, site: At) -> Response:
    """Who says a claim: each voice at first hand or as a relay, in which assertions, with whom it counts as one and what shows that.

    By Accept as RDF too: a graph of its own, derived.
    """

    def made(then: Site) -> dict[str, Any]:
        return origins_record(then.store, claim_id)

    return derived_answer(request, site, lambda: made(site), lambda then, base: origin_triples(made(then), base))


@router.get("/v1/disputes/{dispute_id}/hypotheses", responses=FORMS, dependencies=IN_FORMS)
def get_hypotheses(request: Request, dispute_id: str, site: At, trust: Trust = None) -> Response:
    """The positions of a dispute as competing hypotheses, against all claims that living links tie to them: how each fits each, and counts
    of what speaks against each. By Accept as RDF too: a graph of its own, derived.
    """

    def made(then: Site) -> dict[str, Any]:
        return hypotheses_record(then.store, then.derived, dispute_id, trust)

    return derived_answer(request, site, lambda: made(site), lambda then, base: hypothesis_triples(made(then), base, then.store.collection))


@router.get("/v1/claims/{claim_id}/opinion", responses=FORMS, dependencies=IN_FORMS)
def get_opinion(request: Request, claim_id: str, site: At, trust: Trust = None) -> Response:
    """What all who speak on a claim at first hand make of it together: belief, disbelief and uncertainty, origin by origin and saying by
    saying. By Accept as RDF too: a graph of its own, derived.
    """

    def made(then: Site) -> dict[str, Any]:
        return opinion_record(then.store, claim_id, trust)

    return derived_answer(request, site, lambda: made(site), lambda then, base: opinion_triples(made(then), base, then.store.collection))


def _scored(record: Mapping[str, Any], base: str, collection: str | None) -> Iterator[Triple]:
    for score in record["scores"].values():
        yield from score_triples(score, base, whole=record["whole"], collection=collection)


def _falls(shelf: str) -> Callable[..., Response]:
    def get_falls(request: Request, node_id: str, site: At, trust: Trust = None) -> Response:
        """What would have to fall for the claims of a node to fall."""
        if kind_of(node_id) != shelf[:-1]:
            raise NotFoundError(f"{node_id[:80]!r} is not the id of one of the {shelf}")

        def made(then: Site) -> dict[str, Any]:
            return falls_record(then.store, node_id, trust)

        return derived_answer(
            request, site, lambda: made(site), lambda then, base: removal_triples(made(then), base, then.store.collection)
        )

    return get_falls


for _shelf in ("claims", "sources", "assertions", "documents", "links"):
    _words = f"What changes for other claims if this {_shelf[:-1]} counts for nothing, the gravest first; by Accept as RDF too."
    router.add_api_route(
        f"/v1/{_shelf}/{{node_id}}/falls",
        _falls(_shelf),
        name=f"falls_{_shelf}",
        description=_words,
        responses=FORMS,
        dependencies=IN_FORMS,
    )
