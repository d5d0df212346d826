"""Sets of three claims and more that cannot all hold."""

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from claimgraph.derive.conflicts import conflicts_around
from claimgraph.errors import NotFoundError
from claimgraph.model import Claim
from claimgraph.rdf.conflicting import conflict_triples
from claimgraph_api.conflicting import conflicts_record
from claimgraph_api.routers.derived import FORMS, derived_answer
from claimgraph_api.site import Site, view_of

router = APIRouter(tags=["disputes"])
At = Annotated[Site, Depends(view_of)]


@router.get("/v1/disputes/{dispute_id}/conflicts", responses=FORMS)
def get_conflicts(request: Request, dispute_id: str, site: At) -> Response:
    """The sets of three claims and more that cannot all hold, each with its reason, in which claims of a dispute have a part.

    By Accept as RDF too: a graph of its own, derived, and in an export only where that is asked for.
    """
    return _answer(request, site, (claim for position in site.derived.dispute(dispute_id).positions for claim in position.claims))


@router.get("/v1/claims/{claim_id}/conflicts", responses=FORMS)
def get_conflicts_of_claim(request: Request, claim_id: str, site: At) -> Response:
    """The same for one claim."""
    if not isinstance(site.store.get(claim_id), Claim):
        raise NotFoundError(f"{claim_id[:80]!r} is no claim")
    return _answer(request, site, [claim_id])


def _answer(request: Request, site: Site, claims: Iterable[str]) -> Response:
    found = conflicts_around(site.store, claims)
    return derived_answer(request, site, lambda: conflicts_record(site.store, found), lambda base: conflict_triples(found.sets, base))
