"""What is derived: disputes and findings."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse, Response
from msgspec import Raw

from claimgraph.derive.conflicts import conflicts_around
from claimgraph.model import Finding
from claimgraph_api.conflicting import conflicts_record
from claimgraph_api.routers.answers import GRAPH_FORMS, graph_answer, list_of, listing
from claimgraph_api.site import Site, view_of
from claimgraph_api.weighing import scores_record

router = APIRouter(tags=["disputes"])
At = Annotated[Site, Depends(view_of)]
Limit = Annotated[int, Query(ge=1, le=1000)]
Trust = Annotated[str | None, Query(max_length=80, description="A trust profile: claims come with their scores under it.")]
Form = Annotated[str, Query(pattern="^(node-link|graphml)$", description="`node-link` JSON of networkx, or `graphml`.")]


@router.get("/v1/disputes")
def list_disputes(request: Request, site: At, cursor: str | None = None, limit: Limit = 50, trust: Trust = None) -> Response:
    """The disputes, the most contested first; under a trust profile with the scores of the two claims that clash most in each."""
    found = site.derived.dispute_texts(cursor=cursor, limit=limit)
    scores = _scores(site, [json.loads(text) for text in found.items], trust) if trust else {}
    return listing(request, [Raw(text) for text in found.items], found.next, found.total, **scores)


@router.get("/v1/disputes/{dispute_id}")
def get_dispute(dispute_id: str, site: At, trust: Trust = None) -> Response:
    """One dispute: its positions with their voices, its rungs with the words that clash, and which three claims or more cannot all be so.

    Under a trust profile with all scores.
    """
    record = json.loads(site.derived.dispute_text(dispute_id))
    claims = [claim["id"] for position in record["positions"] for claim in position["claims"]]
    record["conflicts"] = conflicts_record(site.store, conflicts_around(site.store, claims))
    return JSONResponse({**record, "trust": trust, **scores_record(site.store, claims, trust)} if trust else record)


def _scores(site: Site, disputes: list[dict[str, Any]], trust: str) -> dict[str, Any]:
    rungs = (rung for dispute in disputes for rung in (*dispute["rungs"], *dispute["apparent"])[:1])
    return {"trust": trust, **scores_record(site.store, (rung[end] for rung in rungs for end in ("a", "b")), trust)}


@router.get("/v1/disputes/{dispute_id}/graph", responses=GRAPH_FORMS)
def get_dispute_graph(dispute_id: str, site: At, form: Form = "node-link") -> Response:
    """All that a dispute rests on, as a graph."""
    return graph_answer(site.around(site.derived.dispute(dispute_id)), form)


@router.get("/v1/findings", responses=list_of(Finding))
def list_findings(request: Request, site: At, cursor: str | None = None, limit: Limit = 1000) -> Response:
    """Gaps worth knowing: cited but missing, single origin, certainty without evidence."""
    found = site.derived.findings(cursor=cursor, limit=limit)
    return listing(request, found.items, found.next, found.total)


@router.get("/v1/stats")
def get_statistics(site: At) -> dict[str, Any]:
    """How much the store holds, and the newest entry of its journal."""
    return {**site.store.statistics(), **site.derived.sizes()}
