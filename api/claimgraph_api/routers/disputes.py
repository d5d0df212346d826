"""What is derived: disputes and findings."""

import json
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse, Response
from msgspec import Raw

from claimgraph.derive import Listed
from claimgraph.derive.conflicts import conflicts_around
from claimgraph.derive.predicting import day_of
from claimgraph.model import Finding
from claimgraph.rdf.disputing import dispute_triples
from claimgraph.rdf.findings import finding_triples
from claimgraph.rdf.values import value_triples
from claimgraph_api.answers.conflicting import conflicts_record
from claimgraph_api.answers.schemas import FindingFilter
from claimgraph_api.answers.valuing import values_record
from claimgraph_api.answers.weighing import scores_record
from claimgraph_api.routers.answers import GRAPH_FORMS, graph_answer, listing
from claimgraph_api.routers.derived import FORMS, IN_FORMS, derived_answer, forms_of
from claimgraph_api.server.gaps import findings_of
from claimgraph_api.server.site import Site, view_of

router = APIRouter(tags=["disputes"])
At = Annotated[Site, Depends(view_of)]
Limit = Annotated[int, Query(ge=1, le=1000)]
Trust = Annotated[str | None, Query(max_length=80, description="A trust profile: claims come with their scores under it.")]
Values = Annotated[bool, Query(description="Whether to say which values truth discovery favours; see `/values`.")]
Everything = Annotated[bool, Query(alias="all", description="Whether to ask the methods for comparison too.")]
Form = Annotated[str, Query(pattern="^(node-link|graphml)$", description="`node-link` JSON of networkx, or `graphml`.")]


@router.get("/v1/disputes", responses=FORMS, dependencies=IN_FORMS)
def list_disputes(request: Request, site: At, *, cursor: str | None = None, limit: Limit = 50, trust: Trust = None) -> Response:
    """The disputes, the most contested first; under a trust profile with the scores of the two claims that clash most in each.

    By Accept as RDF too, without scores.
    """

    def listed() -> Response:
        found = site.derived.dispute_texts(cursor=cursor, limit=limit)
        scores = _scores(site, [json.loads(text) for text in found.items], trust) if trust else {}
        return listing(request, [Raw(text) for text in found.items], found.next, found.total, **scores)

    return derived_answer(
        request, site, listed, lambda then, base: dispute_triples(then.derived.disputes(cursor=cursor, limit=limit).items, base)
    )


@router.get("/v1/disputes/{dispute_id}", responses=FORMS, dependencies=IN_FORMS)
def get_dispute(request: Request, dispute_id: str, site: At, *, trust: Trust = None, values: Values = False) -> Response:
    """One dispute: its positions with their voices, its rungs with the words that clash, and which three claims or more cannot all be so.

    Under a trust profile with all scores, with `values` with what truth discovery favours. By Accept as RDF too, the positions alone:
    derived, and in an export where that is asked for.
    """
    answer = partial(_dispute_answer, site, dispute_id, trust=trust, values=values)
    return derived_answer(request, site, answer, lambda then, base: dispute_triples([then.derived.dispute(dispute_id)], base))


def _dispute_answer(site: Site, dispute_id: str, *, trust: str | None, values: bool) -> Response:
    record = json.loads(site.derived.dispute_text(dispute_id))
    claims = [claim["id"] for position in record["positions"] for claim in position["claims"]]
    record["conflicts"] = conflicts_record(site.store, conflicts_around(site.store, claims))
    if values:
        record["values"] = values_record(site.store, site.derived, dispute_id)
    return JSONResponse({**record, "trust": trust, **scores_record(site.store, claims, trust)} if trust else record)


@router.get("/v1/disputes/{dispute_id}/values", responses=FORMS, dependencies=IN_FORMS)
def get_values(request: Request, dispute_id: str, site: At, *, everything: Everything = False) -> Response:
    """Where numbers, times or places exclude each other: who says which at first hand, at most how many of them are independent, and which
    value each method of truth discovery favours, with how far it trusts whom and who may copy whom. No method knows the truth.
    By Accept as RDF too: derived, and in an export only where that is asked for.
    """

    def made(then: Site) -> dict[str, Any]:
        return values_record(then.store, then.derived, dispute_id, everything=everything)

    return derived_answer(request, site, lambda: made(site), lambda then, base: value_triples(made(then), base))


def _scores(site: Site, disputes: list[dict[str, Any]], trust: str) -> dict[str, Any]:
    rungs = (rung for dispute in disputes for rung in (*dispute["rungs"], *dispute["apparent"])[:1])
    return {"trust": trust, **scores_record(site.store, (rung[end] for rung in rungs for end in ("a", "b")), trust)}


@router.get("/v1/disputes/{dispute_id}/graph", responses=GRAPH_FORMS)
def get_dispute_graph(dispute_id: str, site: At, form: Form = "node-link") -> Response:
    """All that a dispute rests on, as a graph."""
    return graph_answer(site.around(site.derived.dispute(dispute_id)), form)


@router.get("/v1/findings", responses=forms_of(Finding), dependencies=IN_FORMS)
def list_findings(
    request: Request, site: At, asked: Annotated[FindingFilter, Query()], *, cursor: str | None = None, limit: Limit = 1000
) -> Response:
    """Gaps worth knowing, each with the steps that lead to it: cited but missing, single origin, certainty without evidence,
    self-contradiction, circular support, hidden text; and `prediction-due`, which depends on the day, where that kind is asked for.
    By Accept as RDF too: derived, and in an export only where that is asked for.
    """
    on = day_of(site.store)

    def found(then: Site) -> Listed[Finding]:
        return findings_of(then, asked.model_dump(exclude_none=True), cursor=cursor, limit=limit, on=on)

    def listed() -> Response:
        page = found(site)
        return listing(request, page.items, page.next, page.total)

    return derived_answer(request, site, listed, lambda then, base: finding_triples(found(then).items, base))


@router.get("/v1/stats")
def get_statistics(site: At) -> dict[str, Any]:
    """How much the store holds, and the newest entry of its journal."""
    return {**site.store.statistics(), **site.derived.sizes()}
