"""What claims are about, and what is said and contested of each."""

from collections import Counter
from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from claimgraph.chains import Chains
from claimgraph.derivations import Dispute
from claimgraph.errors import NotFoundError
from claimgraph.model import Claim, Entity, EntityKind, Graph, Quantity
from claimgraph.views.chains import chains_of
from claimgraph_api.pages.rendering import page
from claimgraph_api.pages.showing import claim_counts, list_values, names_of, newest_around, total_claims, view_query
from claimgraph_api.server.site import Site, view_of

router = APIRouter(include_in_schema=False)
MOST_FIGURES = 12
"""Of how many things the competing figures are shown."""


@router.get("/entities")
def list_entities(request: Request, site: Annotated[Site, Depends(view_of)]) -> HTMLResponse:
    """The entities, newest first; those that a judgement joined are shown once."""
    values = list_values(request, site, "entities", ("kind", "document"))
    return page(request, "entities.html", **values, counts=claim_counts(site, "entity", values["items"]), kinds=list(EntityKind))


@router.get("/entities/{entity_id}")
def show_entity(request: Request, entity_id: str, site: Annotated[Site, Depends(view_of)]) -> HTMLResponse:
    """One entity, with all that stand for it."""
    if not isinstance(site.store.get(entity_id), Entity):
        raise NotFoundError(f"{entity_id} is no entity")
    graph = newest_around(site, "entity", entity_id)
    disputes_of = site.derived.disputes_of(graph.claims)
    count = total_claims(site, "entity", graph, entity_id)
    shared: dict[str, Any] = {"disputes_of": disputes_of, "query": view_query(site, entity_id), "count": count}
    return page(request, "entity.html", **entity_values(graph, entity_id, disputes_of), **shared)


def entity_values(graph: Graph, entity_id: str, disputes_of: dict[str, tuple[Dispute, ...]]) -> dict[str, Any]:
    """What the template of an entity needs besides the disputes of claims."""
    head = graph.representative(entity_id)
    same = [entity for entity in graph.entities.values() if graph.representative(entity.id) == head]
    names = dict.fromkeys(name for entity in same for name in (entity.name, *entity.variants))
    entity = graph.entities.get(head, graph.entities[entity_id])
    claims = [claim for claim in graph.claims.values() if any(graph.representative(about) == head for about in claim.entities)]
    return {
        "entity": entity,
        "same": same,
        "variants": [name for name in names if name != entity.name],
        "graph": graph,
        "names": names_of(graph),
        "chains": chains_of(graph),
        "disputes": list({dispute.id: dispute for claim in claims for dispute in disputes_of.get(claim.id, ())}.values()),
        "groups": _by_predicate(claims),
        "shown_claims": len(claims),
        "figures": _figures(claims),
        "voices": _voices(graph, claims),
    }


def _by_predicate(claims: Iterable[Claim]) -> list[tuple[str, list[Claim]]]:
    """The claims by what they say, the most said first."""
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.slots.predicate or "other", []).append(claim)
    return sorted(found.items(), key=lambda group: (-len(group[1]), group[0]))


def _figures(claims: Iterable[Claim]) -> list[tuple[str, list[tuple[Quantity, Claim]]]]:
    """What is counted of the entity, with every figure given for it; only where at least two claims give one."""
    found: dict[str, list[tuple[Quantity, Claim]]] = {}
    for claim in claims:
        for quantity in claim.slots.quantities:
            if quantity.unit and (quantity.low is not None or quantity.high is not None):
                found.setdefault(quantity.unit, []).append((quantity, claim))
    competing = [(unit, sorted(given, key=_size)) for unit, given in found.items() if len({claim.id for _, claim in given}) > 1]
    return sorted(competing, key=lambda item: (-len(item[1]), item[0]))[:MOST_FIGURES]


def _size(given: tuple[Quantity, Claim]) -> tuple[float, str]:
    quantity, claim = given
    return (quantity.low if quantity.low is not None else quantity.high or 0.0, claim.id)


def _voices(graph: Graph, claims: Iterable[Claim]) -> list[tuple[str, int]]:
    """Who says something of these claims at first hand, and of how many; the most talkative first."""
    chains = Chains(graph)
    return Counter(voice for claim in claims for voice in chains.voices_of(chains.first_hands(claim.id))).most_common(12)
