"""The voices, and each with what it says, whom it contradicts and whom it relays."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from claimgraph.chains import Chains
from claimgraph.derive.predicting import track_record
from claimgraph.errors import NotFoundError
from claimgraph.model import Assertion, Graph, Source, SourceKind
from claimgraph.views.chains import chains_of
from claimgraph.views.profile import Profile, profile_of
from claimgraph_api.pages.findings import voices_in
from claimgraph_api.pages.grading import grade_values, topics_in
from claimgraph_api.pages.rendering import page
from claimgraph_api.pages.showing import MOST_CLAIMS, claim_counts, list_values, names_of, newest_around, total_claims, view_query
from claimgraph_api.server.site import Site, view_of

router = APIRouter(include_in_schema=False)
MOST_FINDINGS = 20
"""How many gaps a voice's page shows in which it has a part."""


@router.get("/sources")
def list_sources(request: Request, site: Annotated[Site, Depends(view_of)]) -> HTMLResponse:
    """The voices, newest first; those that a judgement joined are shown once."""
    values = list_values(request, site, "sources", ("kind", "document"))
    return page(request, "sources.html", **values, counts=claim_counts(site, "source", values["items"]), kinds=list(SourceKind))


@router.get("/sources/{source_id}")
def show_source(request: Request, source_id: str, site: Annotated[Site, Depends(view_of)]) -> HTMLResponse:
    """One voice, with all that stand for it."""
    node = site.store.get(source_id)
    if not isinstance(node, Source):
        raise NotFoundError(f"{source_id} is no source")
    graph = newest_around(site, "source", source_id)
    shared: dict[str, Any] = {"disputes_of": site.derived.disputes_of(graph.claims), "query": view_query(site, source_id)}
    same = [source.id for source in graph.sources.values() if graph.representative(source.id) == graph.representative(source_id)]
    told, total = site.derived.first_findings(same, MOST_FINDINGS)
    shared |= {"findings": told, "findings_left": total - len(told), "step_names": voices_in(site, told)}
    shared["record"] = track_record(site.store, source_id)
    shared |= grade_values(site, node, topics_in(graph))
    return page(request, "source.html", **source_values(graph, source_id), **shared, total=total_claims(site, "source", graph, source_id))


def source_values(graph: Graph, source_id: str) -> dict[str, Any]:
    """What the template of a voice needs besides the disputes."""
    profile = profile_of(graph, source_id)
    same = [source for source in graph.sources.values() if graph.representative(source.id) == profile.source]
    names = dict.fromkeys(name for source in same for name in (source.name, *source.variants))
    source = graph.sources.get(profile.source, graph.sources[source_id])
    return {
        "source": source,
        "same": same,
        "variants": [name for name in names if name != source.name],
        "profile": profile,
        "graph": graph,
        "names": names_of(graph),
        "chains": chains_of(graph),
        "own": own_words(graph, profile),
        "claims": [graph.claims[claim] for claim in profile.claims if claim in graph.claims],
        "most": MOST_CLAIMS,
    }


def own_words(graph: Graph, profile: Profile) -> dict[str, Assertion]:
    """For each claim that the voice speaks of at first hand, its first assertion of it."""
    chains = Chains(graph)
    found: dict[str, Assertion] = {}
    for claim in profile.claims:
        for assertion in chains.first_hands(claim):
            if profile.source in chains.voices(assertion.speaker.id):
                found.setdefault(claim, assertion)
    return found
