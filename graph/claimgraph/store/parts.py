"""The record in parts, for whoever takes all of it away without holding it at once or keeping anybody from writing."""

from collections.abc import Iterator

from sqlalchemy import func, select, tuple_

from claimgraph.model import Assertion, Claim, Document, Entity, Graph, Node, Source
from claimgraph.store.moment import Moment, node_of
from claimgraph.store.schema import TABLES, claim, document

DOCUMENTS = 200
"""How many documents one part holds at most."""
CLAIMS = 2_000
"""A part ends with the document that brings it to so many claims."""
NODES = 1_000
"""How many nodes one page of a kind holds at most, but documents, which may be long."""
Place = tuple[int, str]


def part_after(moment: Moment, place: Place) -> tuple[Graph, Place] | None:
    """The next documents after a place, oldest first, with all that they carry but links, and the place of the last.

    None where there is none. The first place is `(0, "")`.
    """
    shelf = moment.shelf(document, few=False)
    counted = select(func.count()).where(claim.c.document == shelf.id).scalar_subquery()
    query = select(shelf.age.label("age"), shelf.id, counted.label("claims")).select_from(shelf.rows)
    after = query.where(shelf.holds, tuple_(shelf.age, shelf.id) > place).order_by(shelf.age, shelf.id)
    rows = moment.connection.execute(after.limit(DOCUMENTS)).all()
    chosen, claims = [], 0
    for row in rows:
        chosen.append(row)
        claims += row.claims
        if claims >= CLAIMS:
            break
    if not chosen:
        return None
    return Graph.of(_carried(moment, [row.id for row in chosen])), (chosen[-1].age, chosen[-1].id)


def page_of(kind: type[Node]) -> int:
    """How many nodes of a kind are read at once: the text of a document may be long."""
    return DOCUMENTS if kind is Document else NODES


def nodes_after(moment: Moment, kind: type[Node], place: Place) -> tuple[list[Node], Place]:
    """The next living nodes of a kind after a place, oldest first, and the place of the last; none at the end."""
    shelf = moment.shelf(TABLES[kind], few=False)
    query = select(TABLES[kind].c.body, shelf.age.label("age"), shelf.id.label("name")).select_from(shelf.rows)
    after = query.where(shelf.holds, tuple_(shelf.age, shelf.id) > place).order_by(shelf.age, shelf.id)
    rows = moment.connection.execute(after.limit(page_of(kind))).all()
    return [node_of(kind, row.body) for row in rows], (rows[-1].age, rows[-1].name) if rows else place


def _carried(moment: Moment, ids: list[str]) -> Iterator[Node]:
    yield from moment.live(Document, ids)
    for kind in (Source, Entity, Claim, Assertion):
        yield from moment.where(kind, TABLES[kind].c.document, ids)
