"""The record in slices by id, for exports that are in the order of their statements: each slice is read for itself and then let go."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from claimgraph.model import Assertion, Claim, Document, Entity, Judgement, Link, Node, Source
from claimgraph.store.identities import heads
from claimgraph.store.moment import Moment, node_of
from claimgraph.store.neighbourhood import links_touching
from claimgraph.store.parts import DOCUMENTS, NODES
from claimgraph.store.schema import TABLES, assertion
from claimgraph.store.store import Store

NAMED = (Claim, Document, Entity, Judgement, Link, Source)
"""The kinds of node, in the order of their ids, but the assertions, which come first where they are not apart."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Some nodes that follow each other by id, the links that touch the claims among them, and who stands for those among them."""

    nodes: list[Node]
    links: list[Link]
    same: dict[str, str]


def slices(store: Store, kind: type[Node], seq: int) -> Iterator[Slice]:
    """All living nodes of a kind by id, at the moment of an entry."""
    last = ""
    while True:
        with store.moment(seq) as moment:
            found = _after(moment, kind, last)
            ids = {node.id for node in found}
            links = links_touching(moment, ids) if kind is Claim else []
            same = heads(moment, ids) if kind in (Claim, Entity, Source) else {}
        if not found:
            return
        yield Slice(found, links, same)
        last = found[-1].id


def assertions_by_document(store: Store, seq: int) -> Iterator[list[Assertion]]:
    """The living assertions of each document that has any, by the id of the document, at the moment of an entry."""
    for documents in slices(store, Document, seq):
        for document in documents.nodes:
            with store.moment(seq) as moment:
                found = list(moment.where(Assertion, assertion.c.document, [document.id]))
            if found:
                yield found


def _after(moment: Moment, kind: type[Node], last: str) -> list[Node]:
    table, shelf = TABLES[kind], moment.shelf(TABLES[kind], few=False)
    query = select(table.c.body).select_from(shelf.rows).where(shelf.holds, shelf.id > last).order_by(shelf.id)
    rows = moment.connection.execute(query.limit(DOCUMENTS if kind is Document else NODES))
    return [node_of(kind, row.body) for row in rows]
