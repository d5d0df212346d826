"""Decisions of people: verdicts, retractions and erasures."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from claimgraph.errors import NotFoundError, StoreError
from claimgraph.ids import kind_of
from claimgraph.model import Judgement
from claimgraph.rdf.grading import grade_triples
from claimgraph.records import to_record
from claimgraph_api.answers.grading import grades_record
from claimgraph_api.answers.judging import PERSON, Decision
from claimgraph_api.answers.schemas import FormJudgement, NewErasure, NewJudgement, NewRetraction
from claimgraph_api.routers.answers import wanted_versions
from claimgraph_api.routers.derived import FORMS, IN_FORMS, derived_answer
from claimgraph_api.server.once import OnceRoute
from claimgraph_api.server.site import Site, site_of, view_of

router = APIRouter(tags=["judgements"], route_class=OnceRoute)
At = Annotated[Site, Depends(site_of)]


@router.post("/v1/judgements", status_code=201)
def judge(request: Request, new: NewJudgement, site: At) -> JSONResponse:
    """Record a verdict; the newest by rank decides what is shown, all are kept. With If-Match, on that version alone.

    On an assertion it decides about what was read: what is edited, split or merged is said in `changes`.
    """
    judgement = _decide(request, site, new)
    return JSONResponse(to_record(judgement), 201, headers={"Location": f"/v1/judgements/{judgement.id}"})


def _grades(shelf: str) -> Callable[..., Response]:
    def get_grades(request: Request, node_id: str, site: Annotated[Site, Depends(view_of)]) -> Response:
        """What a node was graded by people."""
        if kind_of(node_id) != shelf[:-1]:
            raise NotFoundError(f"{node_id[:80]!r} is not the id of one of the {shelf}")

        def made(then: Site) -> dict[str, Any]:
            return grades_record(then.store, node_id)

        return derived_answer(request, site, lambda: made(site), lambda then, base: grade_triples(made(then), base))

    return get_grades


for _shelf in ("sources", "claims"):
    _words = f"The grades that people gave one of the {_shelf}: those that stand, with the opinion that each stands for, and the history."
    router.add_api_route(
        f"/v1/{_shelf}/{{node_id}}/grades",
        _grades(_shelf),
        name=f"grades_{_shelf}",
        description=_words,
        responses=FORMS,
        dependencies=IN_FORMS,
    )


@router.post("/v1/retractions", status_code=201)
def retract(request: Request, new: NewRetraction, site: At) -> dict[str, object]:
    """Take back a node with all that rests on it; nothing is deleted. With If-Match, that version alone."""
    seq = site.store.retract(new.target, actor=PERSON, reason=new.reason, versions=wanted_versions(request))
    site.follow()
    return {"target": new.target, "seq": seq}


@router.post("/v1/erasures", status_code=201)
def erase(request: Request, new: NewErasure, site: At) -> dict[str, object]:
    """Erase the words of a document, a link or a judgement, and of all that ever rested on it, for good.

    With If-Match, that version alone.
    """
    try:
        seq = site.store.erase(new.target, actor=PERSON, reason=new.reason, versions=wanted_versions(request))
    except StoreError:  # it may stand, and the database could not be swept
        site.forget()
        raise
    site.forget()
    request.state.erasure = seq
    return {"target": new.target, "seq": seq}


@router.post("/v1/unretractions", status_code=201)
def unretract(request: Request, new: NewRetraction, site: At) -> dict[str, object]:
    """Bring back exactly what the retraction of a node took. With If-Match, that version of the node alone."""
    seq = site.store.unretract(new.target, actor=PERSON, reason=new.reason, versions=wanted_versions(request))
    site.follow()
    return {"target": new.target, "seq": seq}


@router.post("/judgements", include_in_schema=False)
def judge_by_form(request: Request, site: At, new: Annotated[FormJudgement, Form()]) -> RedirectResponse:
    """The same from a form of a page; goes back to that page."""
    _decide(request, site, NewJudgement(target=new.target, verdict=new.verdict, note=new.note, other=new.other or None))
    is_ours = new.back.startswith("/") and not new.back.startswith(("//", "/\\"))
    return RedirectResponse(new.back if is_ours else "/", 303)


def _decide(request: Request, site: Site, new: NewJudgement) -> Judgement:
    # A request that is made again under its Idempotency-Key is the judgement of the first time.
    began = getattr(request.state, "began", None)
    changes = tuple(change.to_change() for change in new.changes)
    decision = Decision(new.target, new.verdict, new.note, new.other, changes, began, wanted_versions(request))
    judgement, _ = site.work.decide(site.store, decision)
    site.follow()
    return judgement
