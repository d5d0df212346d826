"""The part of the graph that nodes hang together with, at one moment."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import and_, select

from claimgraph.ids import kind_of
from claimgraph.model import SHELVES, Assertion, Claim, Document, Entity, Graph, Judgement, Link, Node, Source
from claimgraph.store.identities import grouped, heads
from claimgraph.store.moment import Moment
from claimgraph.store.schema import among, assertion, claim, judgement, link, mention

_ORDER: Mapping[type, int] = {kind: place for place, kind in enumerate(SHELVES)}


def whole_graph(moment: Moment) -> Graph:
    """All living nodes, oldest first; as large as the store."""
    from_all = (node for kind in SHELVES for node in moment.all(kind))
    return Graph.of(from_all, heads(moment))


def graph_around(moment: Moment, ids: Iterable[str]) -> Graph:
    """These nodes, their links with the other ends, and all that those rest on: chains, voices, documents, entities."""
    asked = set(ids)
    near = _claims_near(moment, asked)
    spoken = {row.id for row in moment.rows(assertion, assertion.c.root_claim, near)}
    links = _links_of(moment, asked | near | spoken)
    ends = {end for item in links.values() for end in (item.from_, item.to)}
    claims = near | _claims_near(moment, {end for end in ends if kind_of(end) in ("claim", "assertion")})
    assertions = {node.id: node for node in moment.where(Assertion, assertion.c.root_claim, claims)}
    nodes: list[Node] = [*moment.live(Claim, claims), *assertions.values(), *links.values()]
    nodes += _rest(moment, asked, nodes)
    return Graph.of(sorted(nodes, key=lambda node: _ORDER[type(node)]), heads(moment, _named_in(nodes) | asked))


def _named_in(nodes: Iterable[Node]) -> set[str]:
    """The nodes that could be one with others, and what claims mention."""
    found = {node.id for node in nodes if isinstance(node, Source | Entity | Claim)}
    return found.union(*(node.entities for node in nodes if isinstance(node, Claim)))


def _links_of(moment: Moment, ids: set[str]) -> dict[str, Any]:
    """Links that are asked for, touch what is asked for, or undercut a link found on the way."""
    found: dict[str, Any] = {}
    frontier = ids
    while frontier:
        near = {item.id: item for column in (link.c.id, link.c.from_id, link.c.to_id) for item in moment.where(Link, column, frontier)}
        frontier = near.keys() - found.keys()
        found |= near
    return dict(sorted(found.items()))


def _claims_near(moment: Moment, ids: set[str]) -> set[str]:
    """The claims among these ids, of these documents, by these sources, about these entities, or behind these assertions."""
    group = grouped(moment, ids)
    of_assertions = {
        row.root_claim
        for column, values in ((assertion.c.id, ids), (assertion.c.speaker, group))
        for row in moment.rows(assertion, column, values)
    }
    of_documents = {row.id for row in moment.rows(claim, claim.c.document, ids)}
    return {node_id for node_id in ids if kind_of(node_id) == "claim"} | of_assertions | of_documents | _claims_about(moment, group)


def _claims_about(moment: Moment, entities: set[str]) -> set[str]:
    joined = and_(mention.c.claim == claim.c.id, mention.c.recorded_seq == claim.c.recorded_seq)
    query = select(mention.c.claim).join(claim, joined).where(moment.alive(claim))
    return {row.claim for row in moment.connection.execute(query.where(among(mention.c.entity, entities)))}


def _rest(moment: Moment, asked: set[str], nodes: list[Node]) -> list[Node]:
    """The voices, documents, entities and judgements that these nodes name, and those asked for."""
    group = grouped(moment, asked)
    speakers = {node.speaker.id for node in nodes if isinstance(node, Assertion)} | group
    sources = list(moment.live(Source, speakers))
    sources += [item for item in moment.live(Source, {m for s in sources for m in s.members}) if item.id not in speakers]
    entities = {name for node in nodes if isinstance(node, Claim) for name in node.entities} | group
    documents = {getattr(node, "document", None) for node in [*nodes, *sources]} | asked
    decided = moment.where(Judgement, judgement.c.target, {node.id for node in nodes} | asked)
    return [*moment.live(Document, {d for d in documents if d}), *sources, *moment.live(Entity, entities), *decided]
