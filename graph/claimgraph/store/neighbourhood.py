"""The part of the graph that nodes hang together with, at one moment. A claim comes with those that are one with it."""

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any, Protocol, TypeVar

from sqlalchemy import Select, and_, select

from claimgraph.folding import folded
from claimgraph.ids import kind_of
from claimgraph.model import SHELVES, Assertion, Claim, Document, Entity, Graph, Judgement, Link, LinkKind, Node, Source
from claimgraph.store.identities import Standing, alike_to, collectives_of, grouped, heads, members_of
from claimgraph.store.moment import Moment
from claimgraph.store.prepared import listed
from claimgraph.store.schema import among_bound, assertion, claim, document, judgement, link, mention

_ORDER: Mapping[type, int] = {kind: place for place, kind in enumerate(SHELVES)}
MOST_ALIKE = 100
"""How many of those that are one with a source or entity come with it where it is only shown: of a name that all use there are as many
as documents."""


def whole_graph(moment: Moment) -> Graph:
    """All living nodes, oldest first; as large as the store."""
    return Graph.of(all_nodes(moment), heads(moment))


def all_nodes(moment: Moment) -> Iterator[Node]:
    """All living nodes one by one, kind by kind in the order in which they refer to each other, oldest first."""
    for kind in SHELVES:
        yield from moment.all(kind)


def graph_around(moment: Moment, ids: Iterable[str], beside: Iterable[str] = ()) -> Graph:
    """These nodes, their links with the other ends, and all that those rest on: chains, voices, documents, entities.

    Sources and entities that stand `beside` bring some of those that are one with them, and no claims.

    Each kind of node is in the order in which it is in the whole graph.
    """
    asked, standing = set(ids), Standing(moment)
    near = standing.grouped(claims_near(moment, asked))
    links = _links_of(moment, asked | _spoken(moment, near))
    ends = {end for item in links for end in (item.from_, item.to) if kind_of(end) in ("claim", "assertion")}
    claims = near | standing.grouped(claims_near(moment, ends))
    nodes: list[Node] = [*moment.live(Claim, claims), *moment.where(Assertion, assertion.c.root_claim, claims), *links]
    nodes += _rest(moment, nodes, standing, asked=asked, beside=alike_to(moment, beside, MOST_ALIKE))
    return Graph.of(sorted(nodes, key=lambda node: _ORDER[type(node)]), standing.heads(_named_in(nodes) | asked))


def graph_along(moment: Moment, claims: Iterable[str], links: Iterable[str], *, entities: bool = True) -> Graph:
    """These claims, those of these links that lead to them, step by step, with their other ends, and all that these rest on.

    A contradiction leads to both of its ends, any other link to what it supports or undercuts. No further links are looked at.
    Claims that are one are one. What they are about comes unless `entities` is false.
    """
    standing = Standing(moment)
    near, given = standing.grouped(set(claims)), list(moment.live(Link, links))
    reached, waiting = _spoken(moment, near), given
    while new := [item for item in waiting if item.to in reached or (item.kind is LinkKind.CONTRADICTS and item.from_ in reached)]:
        fresh = standing.grouped(claims_near(moment, {end for item in new for end in (item.from_, item.to)})) - near
        near |= fresh
        reached |= _spoken(moment, fresh) | {item.id for item in new}
        waiting = [item for item in waiting if item.id not in reached]
    nodes = [*moment.live(Claim, near), *moment.where(Assertion, assertion.c.root_claim, near)]
    return folded(graph_of(moment, nodes, [item for item in given if item.id in reached], standing, entities=entities))


def graph_beside(moment: Moment, claims: Iterable[str]) -> Graph:
    """These claims with who says them, the judgements on both, and their links with the claims at the other ends, of which no more comes.

    Documents come along without their texts, and no entities. Each kind of node is in the order in which it is in the whole graph.
    """
    standing = Standing(moment)
    near = standing.grouped(set(claims))
    links = {item.id: item for column in (link.c.from_id, link.c.to_id) for item in moment.where(Link, column, near)}
    held = list(moment.live(Claim, near.union(*((item.from_, item.to) for item in links.values()))))
    said = list(moment.where(Assertion, assertion.c.root_claim, near))
    speakers = list(moment.live(Source, {item.speaker.id for item in said}))
    voices = [*speakers, *moment.live(Source, {member for item in speakers for member in item.members})]
    same = standing.heads(near | {item.id for item in voices})
    decided = moment.where(Judgement, judgement.c.target, {item.id for item in (*held, *said)})
    papers = wordless_documents(moment, {item.document for item in (*held, *said)})
    return Graph.of((*papers, *voices, *moment.live(Source, same.values()), *held, *said, *moment.live(Link, links), *decided), same)


def _spoken(moment: Moment, claims: set[str]) -> set[str]:
    """These claims and all that is said of them."""
    return claims | {row.id for row in moment.rows(assertion, assertion.c.root_claim, claims, ("id",))}


def graph_of(
    moment: Moment,
    nodes: Iterable[Claim | Assertion],
    links: Iterable[Link],
    standing: Standing,
    *,
    wordless: bool = False,
    entities: bool = True,
) -> Graph:
    """The graph of these claims and assertions with all that they rest on, and of these links as far as both their ends are in it.

    If `wordless`, documents come as `wordless_documents` gives them, and of entities those that stand for others or for themselves.
    """
    found: list[Node] = [*nodes, *whole_among(links, {node.id for node in nodes})]
    found += _rest(moment, found, standing, wordless=wordless, entities=entities)
    return Graph.of(sorted(found, key=lambda node: _ORDER[type(node)]), standing.heads(_named_in(found, entities=entities)))


def wordless_documents(moment: Moment, ids: Iterable[str]) -> Iterator[Document]:
    """These documents with what their columns hold, and without their texts, which may be long."""
    for row in moment.oldest(document, document.c.id, ids):
        yield Document(row.id, "", row.sha256, url=row.url, title=row.title, publisher=row.publisher, published_at=row.published_at)


class Ended(Protocol):
    """What leads from one node to another: a link, or what is known of one."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def from_(self) -> str:
        """Where it leads from."""

    @property
    def to(self) -> str:
        """Where it leads to."""


AnyLink = TypeVar("AnyLink", bound=Ended)


def whole_among(links: Iterable[AnyLink], there: set[str]) -> list[AnyLink]:
    """The links between these nodes, and those that point at such links, in their order."""
    given, known = list(links), set(there)
    waiting = given
    while whole := {item.id for item in waiting if item.from_ in known and item.to in known}:
        known |= whole
        waiting = [item for item in waiting if item.id not in whole]
    return [item for item in given if item.id in known]


def _named_in(nodes: Iterable[Node], *, entities: bool = True) -> set[str]:
    """The nodes that could be one with others, and what claims mention."""
    found = {node.id for node in nodes if isinstance(node, Source | Entity | Claim)}
    return found.union(*(node.entities for node in nodes if entities and isinstance(node, Claim)))


def _links_of(moment: Moment, ids: set[str]) -> list[Link]:
    """Links that are asked for, touch what is asked for, or undercut a link found on the way."""
    found: set[str] = set()
    frontier = ids
    while frontier:
        near = (row for column in (link.c.id, link.c.from_id, link.c.to_id) for row in moment.rows(link, column, frontier, ("id",)))
        frontier = {row.id for row in near} - found
        found |= frontier
    return list(moment.live(Link, found))


def links_touching(moment: Moment, claims: set[str]) -> list[Link]:
    """The links that begin or end at one of these claims."""
    touching = {row.id for column in (link.c.from_id, link.c.to_id) for row in moment.rows(link, column, claims, ("id",))}
    return list(moment.live(Link, touching))


def claims_near(moment: Moment, ids: set[str]) -> set[str]:
    """The claims among these ids, of these documents, by these sources, about these entities, or behind these assertions."""
    group = grouped(moment, {node for node in ids if kind_of(node) in ("source", "entity")})
    group |= collectives_of(moment, group)
    acts = {node for node in ids if kind_of(node) == "assertion"}
    of_assertions = {
        row.root_claim
        for column, values in ((assertion.c.id, acts), (assertion.c.speaker, group))
        for row in moment.rows(assertion, column, values, ("root_claim",))
    }
    of_documents = {row.id for row in moment.rows(claim, claim.c.document, {node for node in ids if kind_of(node) == "document"}, ("id",))}
    return {node for node in ids if kind_of(node) == "claim"} | of_assertions | of_documents | _claims_about(moment, group)


def _claims_about(moment: Moment, entities: set[str]) -> set[str]:
    if not entities:
        return set()
    return {row.claim for row in moment.ask(_mentioning, {"ids": listed(entities)}, entities)}


def _mentioning(moment: Moment) -> Select[Any]:
    """The living claims that mention the entities `ids`."""
    joined = and_(mention.c.claim == claim.c.id, mention.c.recorded_seq == claim.c.recorded_seq)
    return select(mention.c.claim).join(claim, joined).where(moment.alive(claim), among_bound(mention.c.entity, "ids"))


def _rest(
    moment: Moment,
    nodes: list[Node],
    standing: Standing,
    *,
    asked: Set[str] = frozenset(),
    beside: Set[str] = frozenset(),
    wordless: bool = False,
    entities: bool = True,
) -> list[Node]:
    """The voices, documents, entities and judgements that these nodes name, who stands for those, and those asked for or `beside`."""
    group = standing.grouped({node for node in asked if kind_of(node) in ("source", "entity")}) | beside
    speakers = {node.speaker.id for node in nodes if isinstance(node, Assertion)} | group
    voices = speakers.union(*members_of(moment, speakers).values())
    sources = list(moment.live(Source, voices | set(standing.heads(voices).values())))
    about = {name for node in nodes if isinstance(node, Claim) and entities for name in node.entities} | group
    homes = {home for node in nodes if (home := getattr(node, "document", None))} | asked
    papers = wordless_documents(moment, homes) if wordless else moment.live(Document, homes)
    decided = moment.where(Judgement, judgement.c.target, {node.id for node in nodes} | asked | beside)
    stood_for = standing.heads(about)
    named = moment.live(Entity, (about - stood_for.keys() if wordless else about) | set(stood_for.values()))
    return [*papers, *sources, *named, *decided]
