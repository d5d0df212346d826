"""Changing what was read of a document: new versions of nodes, new nodes, and what goes with all that rested on it, in one entry."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, Text, and_, bindparam, literal_column, select

from claimgraph.errors import ConflictError
from claimgraph.model import SHELVES, Assertion, Claim, Content, Entity, Judgement, Link, Node, Source
from claimgraph.store import identities, journal, reading, retracting, sameness, scope, writing
from claimgraph.store.moment import Moment, erased_by, node_of
from claimgraph.store.schema import TABLES, among, assertion, change, link, membership
from claimgraph.store.search import refresh_claims

_CAME, _WENT = change.alias("came"), change.alias("went")


def revise(
    now: Moment,
    nodes: Sequence[Node],
    gone: Collection[str],
    judgements: Sequence[Judgement],
    *,
    actor: str,
    verb: str,
    target: str,
    note: str,
) -> int:
    """Record these nodes, in the place of their living versions, and the judgements; retract what is `gone`. The number of the entry.

    A judgement that is there already changes nothing, and the number is that of the newest entry.
    """
    connection = now.connection
    seq, previous = journal.newest(connection)
    if judgements and reading.find(Moment(connection), judgements[0].id):
        return seq
    _check_erased(connection, [*nodes, *judgements])
    fresh = _recorded(connection, nodes, judgements, seq + 1)
    doomed = retracting.resting_on(Moment(connection), gone)
    touched = {node.id for node in nodes if isinstance(node, Assertion)} | doomed.get(Assertion, set())
    for kind, ids in doomed.items():
        retracting.end(connection, kind, ids, seq + 1)
    refresh_claims(connection, retracting.claims_of(connection, touched) | fresh, seq + 1)
    names = {name for kind in (Source, Entity, Claim) for name in doomed.get(kind, ())}
    restated = sameness.restated(connection, doomed.get(Link, ()))
    for view in scope.views_of(connection, names | restated):
        identities.leave(view, names, seq + 1)
        identities.refresh(view, restated, seq + 1)
    journal.append(connection, seq + 1, actor=actor, verb=verb, target=target, note=note, previous_hash=previous)
    return seq + 1


def check_own(now: Moment, document: str) -> None:
    """Refuse to change within a collection what others hold too; raises ConflictError."""
    if now.collection is None:
        return
    rows = Moment(now.connection).rows(membership, membership.c.document, [document])
    if any(row.collection != now.collection for row in rows):
        raise ConflictError(
            "the document belongs to other collections too: what was read of it is decided on in the whole record", code="within-collection"
        )


def made_of(moment: Moment, document: str) -> list[tuple[Assertion, str, str | None]]:
    """Every version of the document's assertions, oldest first: the node, by what its node came in, and by what the version went.

    Both are verbs of entries; the last is None while the version lives.
    """
    rows = moment.ask(_made_of, {"document": document}, [document])
    first: dict[str, str] = {}
    for row in rows:
        first.setdefault(row.id, row.came)
    return [(node_of(Assertion, row.body), first[row.id], row.went) for row in rows]  # type: ignore[misc]


def _made_of(_moment: Moment) -> Select[Any]:
    """The versions of the assertions of `document` with the verbs of the entries that they came and went with, oldest first."""
    query = select(assertion.c.id, assertion.c.body, _CAME.c.verb.label("came"), _WENT.c.verb.label("went"))
    query = query.join(_CAME, _CAME.c.seq == assertion.c.recorded_seq).outerjoin(_WENT, _WENT.c.seq == assertion.c.retracted_seq)
    whole = (assertion.c.document == bindparam("document", type_=Text), assertion.c.body != literal_column("''"))
    return query.where(*whole).order_by(assertion.c.recorded_seq, assertion.c.id)


def taken_back(moment: Moment, ids: Iterable[str]) -> set[str]:
    """Which of these links were retracted by themselves, and are not there again."""
    rows = moment.connection.execute(
        select(link.c.id, link.c.retracted_seq)
        .join(change, and_(change.c.seq == link.c.retracted_seq, change.c.verb == "retract", change.c.target == link.c.id))
        .where(among(link.c.id, ids))
    ).all()
    return {row.id for row in rows} - {row.id for row in moment.rows(link, link.c.id, {row.id for row in rows})}


def _check_erased(connection: Connection, nodes: Iterable[Node]) -> None:
    if by := erased_by(Moment(connection), [node.id for node in nodes]):
        raise ConflictError(f"{min(by)} was erased, and is not taken again", code="was-erased")


def _recorded(connection: Connection, nodes: Sequence[Node], judgements: Sequence[Judgement], seq: int) -> set[str]:
    """Write the nodes and judgements as versions of entry `seq`; the claims among them that were there before."""
    now = Moment(connection)
    old = {
        kind: {row.id for row in now.rows(table, table.c.id, [node.id for node in nodes if type(node) is kind])}
        for kind, table in TABLES.items()
    }
    for kind in SHELVES:
        if old[kind]:
            retracting.end(connection, kind, old[kind], seq)
    links = writing.as_judged(connection, [node for node in nodes if isinstance(node, Link)])
    others = [node for node in nodes if not isinstance(node, Link)]
    writing.record(connection, [*others, *links, *judgements], seq, _roots(now, nodes))
    if old[Source] | old[Entity]:
        identities.mark_anew(now, old[Source] | old[Entity])
    return old[Claim]


def _roots(now: Moment, nodes: Sequence[Node]) -> Mapping[str, str]:
    """The claim at the end of each of these assertions, whose chains may go on in the record."""
    acts = [node for node in nodes if isinstance(node, Assertion)]
    rows: Iterable[Any] = now.rows(assertion, assertion.c.document, {node.document for node in acts})
    content = {row.id: Content(row.claim, row.assertion) for row in rows} | {node.id: node.content for node in acts}
    roots = writing.roots_of(content)
    return {node.id: roots[node.id] for node in acts}
