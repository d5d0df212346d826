"""Predictions: when they are due, how they came out, and how those of one voice did."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from claimgraph.derive.predicting import Predictions, day_of
from claimgraph.rdf.predicting import prediction_triples, track_triples
from claimgraph.reason.predictions import Prediction
from claimgraph.records import to_record
from claimgraph_api.answers.predicting import listed, prediction_record, record_of
from claimgraph_api.answers.schemas import Id
from claimgraph_api.routers.answers import listing
from claimgraph_api.routers.derived import FORMS, IN_FORMS, derived_answer, forms_of
from claimgraph_api.server.site import Site, view_of

router = APIRouter(tags=["predictions"])
At = Annotated[Site, Depends(view_of)]
Limit = Annotated[int, Query(ge=1, le=400)]
Voice = Annotated[Id | None, Query(description="A source: the predictions that it speaks of.")]
State = Annotated[Id | None, Query(description="due, not due yet, no time stated, came true, did not come true, outcome undetermined.")]


@router.get("/v1/predictions", responses=forms_of(Prediction), dependencies=IN_FORMS)
def list_predictions(
    request: Request, site: At, *, source: Voice = None, state: State = None, cursor: str | None = None, limit: Limit = 50
) -> Response:
    """The predictions, newest first, with the time that each speaks of and how it stands; a page of one state may hold fewer.

    By Accept as RDF too: derived, and part of no export.
    """
    on = day_of(site.store)

    def found(then: Site) -> Predictions:
        return listed(then.store, source=source, state=state, cursor=cursor, limit=limit, on=on)

    def told() -> Response:
        page = found(site)
        return listing(request, page.items, page.next, None)

    return derived_answer(request, site, told, lambda then, base: prediction_triples(to_record(list(found(then).items)), on, base))


@router.get("/v1/claims/{claim_id}/prediction", responses=FORMS, dependencies=IN_FORMS)
def get_prediction(request: Request, claim_id: str, site: At) -> Response:
    """How one prediction stands: when it is due, who made it, what settles it and what might; by Accept as RDF too."""
    on = day_of(site.store)

    def made(then: Site) -> dict[str, Any]:
        return prediction_record(then.store, claim_id, on=on)

    return derived_answer(request, site, lambda: made(site), lambda then, base: prediction_triples([made(then)], on, base))


@router.get("/v1/sources/{source_id}/predictions", responses=FORMS, dependencies=IN_FORMS)
def get_track_record(request: Request, source_id: str, site: At) -> Response:
    """How many of the predictions that a voice made at first hand came true, did not, or stand open: counts, and no score.

    By Accept as RDF too.
    """
    on = day_of(site.store)

    def made(then: Site) -> dict[str, Any]:
        return record_of(then.store, source_id, on=on)

    return derived_answer(request, site, lambda: made(site), lambda then, base: track_triples(made(then), on, base))
