"""Sets of three claims and more that cannot all hold."""

from collections.abc import Callable, Iterable
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from claimgraph.derivations import Conflicts
from claimgraph.derive.conflicts import conflicts_around
from claimgraph.errors import NotFoundError
from claimgraph.model import Claim
from claimgraph.rdf.conflicting import conflict_triples
from claimgraph.views.selection import claim_ids
from claimgraph_api.answers.conflicting import conflicts_record
from claimgraph_api.routers.derived import FORMS, IN_FORMS, derived_answer
from claimgraph_api.server.site import Site, view_of

router = APIRouter(tags=["disputes"])
At = Annotated[Site, Depends(view_of)]


@router.get("/v1/disputes/{dispute_id}/conflicts", responses=FORMS, dependencies=IN_FORMS)
def get_conflicts(request: Request, dispute_id: str, site: At) -> Response:
    """The sets of three claims and more that cannot all hold, each with its reason, in which claims of a dispute have a part.

    By Accept as RDF too: a graph of its own, derived, and in an export only where that is asked for.
    """
    return _answer(request, site, dispute_id, lambda then: claim_ids(then.derived.dispute(dispute_id)))


@router.get("/v1/claims/{claim_id}/conflicts", responses=FORMS, dependencies=IN_FORMS)
def get_conflicts_of_claim(request: Request, claim_id: str, site: At) -> Response:
    """The same for one claim."""
    if not isinstance(site.store.get(claim_id), Claim):
        raise NotFoundError(f"{claim_id[:80]!r} is no claim")
    return _answer(request, site, claim_id, lambda _: [claim_id])


def _answer(request: Request, site: Site, about: str, claims: Callable[[Site], Iterable[str]]) -> Response:
    def found(then: Site) -> Conflicts:
        return conflicts_around(then.store, claims(then))

    return derived_answer(
        request,
        site,
        lambda: conflicts_record(site.store, found(site)),
        lambda then, base: conflict_triples(about, found(then), base),
    )
