"""What claims rest on, at one moment: all that deriving asks of the record, and no more.

Of judgements those alone are read that say whether a text says a claim: who stands for whom tells what the others say. Of entities
and documents only what is asked for by name is.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, select, union_all

from claimgraph.folding import folded
from claimgraph.ids import kind_of
from claimgraph.model import Assertion, Claim, Document, Entity, Graph, Judgement, Link, Source
from claimgraph.records import from_json
from claimgraph.store.identities import grouped, heads
from claimgraph.store.moment import Moment
from claimgraph.store.schema import among, assertion, judgement, link
from claimgraph.verdicts import READ


def grounds_of(moment: Moment, claims: Iterable[str], *, shown: Iterable[str] = (), documents: Iterable[str] = ()) -> Graph:
    """These claims with their links, the other ends of those, and the chains and voices of all of them.

    Of the claims that are `shown`, and of those at their links, the entities and documents come along, and so do these
    documents. Claims that are one are one, and all are in the order in which they are in the whole graph.
    """
    wanted, seen = grouped(moment, set(claims)), grouped(moment, set(shown))
    links = _links_of(moment, wanted)
    seen |= {end for item in links if not seen.isdisjoint((item.from_, item.to)) for end in (item.from_, item.to)} if seen else set()
    held = list(moment.live(Claim, wanted | grouped(moment, _claims_behind(moment, links))))
    said = list(moment.where(Assertion, assertion.c.root_claim, {item.id for item in held}))
    entities = {name for item in held if item.id in wanted for name in item.entities}
    voices, same = _voices(moment, {item.speaker.id for item in said}, entities | {item.id for item in held})
    decided = (item for item in moment.where(Judgement, judgement.c.target, wanted) if item.verdict in READ)
    named = {same.get(name, name) for item in held if item.id in seen for name in item.entities}
    papers = {item.document for item in held if item.id in seen}.union(documents)
    nodes = (*moment.live(Document, papers), *voices, *moment.live(Entity, named), *held, *said, *links, *decided)
    return folded(Graph.of(nodes, same))


def _voices(moment: Moment, speakers: set[str], names: set[str]) -> tuple[list[Source], dict[str, str]]:
    """The sources, their members and those that stand for any of them; and who stands for whom, of these names too."""
    sources = list(moment.live(Source, speakers))
    members = {member for source in sources for member in source.members} - speakers
    same = heads(moment, speakers | members | names)
    standing = {same[node] for node in speakers | members if node in same} - speakers
    return [*sources, *moment.live(Source, members | standing)], same


def _links_of(moment: Moment, claims: set[str]) -> Sequence[Link]:
    """The links at these claims, at their assertions, and at the links found on the way, oldest first."""
    found: dict[str, Any] = {}
    acts = select(assertion.c.id).where(moment.alive(assertion), among(assertion.c.root_claim, claims))
    frontier = claims
    while frontier:
        ends = [among(column, frontier) for column in (link.c.from_id, link.c.to_id)]
        ends += [column.in_(acts) for column in (link.c.from_id, link.c.to_id) if frontier is claims]
        new = {row.id: row for row in _rows(moment, ends) if row.id not in found}
        found |= new
        frontier = set(new)
    return [from_json(row.body, Link) for row in sorted(found.values(), key=lambda row: (row.recorded_seq, row.id))]


def _rows(moment: Moment, conditions: Iterable[ColumnElement[bool]]) -> Sequence[Any]:
    columns = (link.c.id, link.c.recorded_seq, link.c.body)
    return moment.connection.execute(union_all(*(select(*columns).where(moment.alive(link), end) for end in conditions))).all()


def _claims_behind(moment: Moment, links: Iterable[Link]) -> set[str]:
    """The claims at the ends of these links, or behind the assertions that are."""
    ends = {end for item in links for end in (item.from_, item.to)}
    acts = {end for end in ends if kind_of(end) == "assertion"}
    return {end for end in ends if kind_of(end) == "claim"} | {row.root_claim for row in moment.rows(assertion, assertion.c.id, acts)}
