"""What is proposed to be one, and what people decide on it."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from claimgraph.derivations import Proposal
from claimgraph.derive import Listed
from claimgraph.rdf.proposals import proposal_triples
from claimgraph_api.answers.proposing import asked_for, decide, proposal_records, version_of_record
from claimgraph_api.answers.schemas import FormDecision, NewDecision
from claimgraph_api.routers.answers import listing, wanted_versions
from claimgraph_api.routers.derived import FORMS, IN_FORMS, derived_answer
from claimgraph_api.server.once import OnceRoute
from claimgraph_api.server.site import Site, site_of, view_of

router = APIRouter(tags=["proposals"], route_class=OnceRoute)
At = Annotated[Site, Depends(view_of)]
Now = Annotated[Site, Depends(site_of)]
Limit = Annotated[int, Query(ge=1, le=1000)]


@router.get("/v1/proposals", responses=FORMS, dependencies=IN_FORMS)
def list_proposals(
    request: Request, site: At, *, kind: str | None = None, status: str | None = None, cursor: str | None = None, limit: Limit = 50
) -> Response:
    """What is proposed to be one, sources, then entities, then claims, each with why; by `kind` and `status` (open, accepted, rejected).

    By Accept as RDF too: derived, and in an export only where that is asked for.
    """

    def found(then: Site) -> Listed[Proposal]:
        return then.derived.proposals(where=asked_for(kind, status), cursor=cursor, limit=limit)

    def listed() -> Response:
        page = found(site)
        return listing(request, proposal_records(site.store, page.items), page.next, page.total)

    return derived_answer(request, site, listed, lambda then, base: proposal_triples(found(then).items, base))


@router.get("/v1/proposals/{proposal_id}", responses=FORMS, dependencies=IN_FORMS)
def get_proposal(request: Request, proposal_id: str, site: At) -> Response:
    """One proposal, as the list has it, with the ETag of its version."""
    return derived_answer(
        request,
        site,
        lambda: _answer(proposal_records(site.store, [site.derived.proposal(proposal_id)])[0]),
        lambda then, base: proposal_triples([then.derived.proposal(proposal_id)], base),
    )


@router.post("/v1/proposals/{proposal_id}/{decision}", status_code=201)
def decide_on_proposal(request: Request, proposal_id: str, decision: str, *, site: Now, new: NewDecision | None = None) -> Response:
    """`accept`, `reject`, or `undo` what was decided: each a judgement in the journal; the proposal as it then is.

    With If-Match, on that version of the proposal alone.
    """
    return _answer(_decided(request, site, proposal_id, decision, new.note if new else ""), 201)


@router.post("/proposals", include_in_schema=False)
def decide_by_form(request: Request, site: Now, new: Annotated[FormDecision, Form()]) -> RedirectResponse:
    """The same from a form of a page; goes back to that page."""
    _decided(request, site, new.proposal, new.decision, new.note)
    is_ours = new.back.startswith("/") and not new.back.startswith(("//", "/\\"))
    return RedirectResponse(new.back if is_ours else "/proposals", 303)


def _answer(record: dict[str, Any], status: int = 200) -> Response:
    return JSONResponse(record, status, headers={"ETag": f'"{version_of_record(record)}"', "Vary": "Accept"})


def _decided(request: Request, site: Site, proposal_id: str, decision: str, note: str) -> dict[str, Any]:
    # A request that is made again under its Idempotency-Key is the decision of the first time.
    began = getattr(request.state, "began", None)
    decide(site.store, site.derived.proposal(proposal_id), decision, note, at=began, versions=wanted_versions(request))
    site.follow()
    return proposal_records(site.store, [site.derived.proposal(proposal_id)])[0]
