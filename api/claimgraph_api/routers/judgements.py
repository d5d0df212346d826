"""Decisions of people: verdicts, retractions and erasures."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import JSONResponse, RedirectResponse

from claimgraph.model import Judgement
from claimgraph.records import to_record
from claimgraph_api.judging import PERSON, record_verdict
from claimgraph_api.once import OnceRoute
from claimgraph_api.routers.answers import wanted_versions
from claimgraph_api.schemas import FormJudgement, NewErasure, NewJudgement, NewRetraction
from claimgraph_api.site import Site, site_of

router = APIRouter(tags=["judgements"], route_class=OnceRoute)
At = Annotated[Site, Depends(site_of)]


@router.post("/v1/judgements", status_code=201)
def judge(request: Request, new: NewJudgement, site: At) -> JSONResponse:
    """Record a verdict; the newest by rank decides what is shown, all are kept. With If-Match, on that version alone.

    On an assertion it decides about what was read: what is edited, split or merged is said in `changes`.
    """
    judgement = _decide(request, site, new)
    return JSONResponse(to_record(judgement), 201, headers={"Location": f"/v1/judgements/{judgement.id}"})


@router.post("/v1/retractions", status_code=201)
def retract(request: Request, new: NewRetraction, site: At) -> dict[str, object]:
    """Take back a node with all that rests on it; nothing is deleted. With If-Match, that version alone."""
    seq = site.store.retract(new.target, actor=PERSON, reason=new.reason, versions=wanted_versions(request))
    site.follow()
    return {"target": new.target, "seq": seq}


@router.post("/v1/erasures", status_code=201)
def erase(request: Request, new: NewErasure, site: At) -> dict[str, object]:
    """Erase the words of a document, a link or a judgement, and of all that ever rested on it, for good."""
    try:
        seq = site.store.erase(new.target, actor=PERSON, reason=new.reason, versions=wanted_versions(request))
    finally:  # also where the database could not be swept
        site.forget()
    return {"target": new.target, "seq": seq}


@router.post("/v1/unretractions", status_code=201)
def unretract(new: NewRetraction, site: At) -> dict[str, object]:
    """Bring back exactly what the retraction of a node took."""
    seq = site.store.unretract(new.target, actor=PERSON, reason=new.reason)
    site.follow()
    return {"target": new.target, "seq": seq}


@router.post("/judgements", include_in_schema=False)
def judge_by_form(request: Request, site: At, new: Annotated[FormJudgement, Form()]) -> RedirectResponse:
    """The same from a form of a page; goes back to that page."""
    _decide(request, site, NewJudgement(target=new.target, verdict=new.verdict, note=new.note))
    is_ours = new.back.startswith("/") and not new.back.startswith(("//", "/\\"))
    return RedirectResponse(new.back if is_ours else "/", 303)


def _decide(request: Request, site: Site, new: NewJudgement) -> Judgement:
    # A request that is made again under its Idempotency-Key is the judgement of the first time.
    began = getattr(request.state, "began", None)
    changes = [change.to_change() for change in new.changes]
    versions = wanted_versions(request)
    judgement, _ = record_verdict(site.store, new.target, new.verdict, new.note, new.other, changes, at=began, versions=versions)
    site.follow()
    return judgement
