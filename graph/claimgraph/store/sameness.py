"""The judgements of sameness: those on two sources, entities or claims, and those on the restatement of one claim by another.

A restatement that is confirmed says that its two claims are one, any other verdict on it that they are not.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Executable,
    Integer,
    Select,
    Table,
    and_,
    bindparam,
    case,
    literal_column,
    select,
    union,
    union_all,
)

from claimgraph.model import Judgement, Link, LinkStatus, LinkType, Node
from claimgraph.records import from_json
from claimgraph.store.moment import Moment
from claimgraph.store.prepared import ask, listed
from claimgraph.store.schema import among, among_bound, claim, entity, judgement, link, source

VERDICTS = ("same", "different")
SAME, DIFFERENT = VERDICTS


def _literal(word: str) -> ColumnElement[str]:
    # SQLAlchemy writes a statement anew for each list of parameters.
    return literal_column(f"'{word}'")


_OF_SAMENESS = judgement.c.verdict.in_([_literal(verdict) for verdict in VERDICTS])
# Most links are stated nowhere: by its index SQLite would look at all of these for the few that touch a claim.
_STATED_NOWHERE = link.c.stated_in.concat(literal_column("''")).is_(None)
_RESTATING = and_(link.c.type == _literal(LinkType.RESTATES), _STATED_NOWHERE)
_ON_RESTATEMENT = and_(judgement.c.target == link.c.id, judgement.c.verdict.in_([_literal(status) for status in LinkStatus]), _RESTATING)
_SAYS = case((judgement.c.verdict == _literal(LinkStatus.CONFIRMED), _literal(SAME)), else_=_literal(DIFFERENT))


def judged_in(nodes: Iterable[Node]) -> list[Judgement]:
    """The judgements of sameness among these nodes, about to be recorded and never judged before; on a restatement as on its ends."""
    nodes = list(nodes)
    ends = {node.id: node for node in nodes if isinstance(node, Link) and node.type is LinkType.RESTATES and node.stated_in is None}
    given = [node for node in nodes if isinstance(node, Judgement)]
    tied = [(item, ends[item.target]) for item in given if item.target in ends and item.verdict in set(LinkStatus)]
    return [
        *(item for item in given if item.verdict in VERDICTS),
        *(replace(item, target=ends.from_, other=ends.to, verdict=_says(item)) for item, ends in tied),
    ]


def _says(on_restatement: Judgement) -> str:
    return SAME if on_restatement.verdict == LinkStatus.CONFIRMED else DIFFERENT


def judged(now: Moment, seq: int) -> list[Any]:
    """The living judgements of sameness of entry `seq` and on its nodes, without their bodies: not those on whoever else they name.

    One on a restatement is one on its ends.
    """
    if now.collection is None:
        return ask(now.connection, _JUDGED, {"seq": seq})
    own = judgement.c.id.in_(now.brought(judgement, seq))
    return list(now.connection.execute(_judged_by(now.alive, own, lambda table: now.brought(table, seq))))


def _judged_by(
    alive: Callable[[Table], ColumnElement[bool]], own: ColumnElement[bool], brought: Callable[[Table], Select[Any]]
) -> CompoundSelect[Any]:
    """The statement of `judged`: by what is alive, which judgements the entry brought, and which nodes."""
    columns = (judgement.c.id, judgement.c.target, judgement.c.other, judgement.c.verdict, judgement.c.recorded_seq)
    query = select(*columns).where(alive(judgement), _OF_SAMENESS)
    names = union_all(*(brought(table) for table in (source, entity, claim)))
    ends = (judgement.c.target.in_(names), judgement.c.other.in_(names))
    on_links = (judgement.c.id, link.c.from_id, link.c.to_id, _SAYS, judgement.c.recorded_seq)
    tied = select(*on_links).where(alive(judgement), alive(link), _ON_RESTATEMENT)
    new = (own, link.c.id.in_(brought(link)))
    return union(*(query.where(condition) for condition in (own, *ends)), *(tied.where(condition) for condition in new))


# That of the whole store is made once: every writer waits for it.
_SEQ = bindparam("seq", type_=Integer)
_JUDGED = _judged_by(
    lambda table: table.c.retracted_seq.is_(None),
    judgement.c.recorded_seq == _SEQ,
    lambda table: select(table.c.id).where(table.c.recorded_seq == _SEQ),
)


def judged_ends(now: Moment) -> list[Select[Any]]:
    """The statements of which nodes have living judgements of sameness on them; of a restatement one of its ends."""
    own = [select(column.label("id")).where(now.alive(judgement), _OF_SAMENESS) for column in (judgement.c.target, judgement.c.other)]
    return [*own, select(link.c.from_id.label("id")).where(now.alive(judgement), now.alive(link), _ON_RESTATEMENT)]


def judgements_around(now: Moment, nodes: Iterable[str]) -> list[Judgement]:
    """The judgements of sameness on these nodes and, step by step, on those at their other ends; of retracted nodes too.

    One on a restatement that is alive is one on its ends.
    """
    found: dict[str, Judgement] = {}
    seen, touched = set[str](), set(nodes)
    while frontier := touched - seen:
        seen |= frontier
        for column in (judgement.c.target, judgement.c.other):
            found |= {item.id: item for item in now.nodes(Judgement, and_(_OF_SAMENESS, among(column, frontier)))}
        found |= {item.id: item for item in _on_restatements(now, frontier)}
        touched = {end for item in found.values() for end in (item.target, item.other) if end}
    return sorted(found.values(), key=lambda item: (item.at, item.id))


def _on_restatements(now: Moment, nodes: Iterable[str]) -> Iterator[Judgement]:
    claims = [node for node in nodes if node.startswith(claim.name)]
    for row in now.ask(_restating, {"ids": listed(claims)}) if claims else ():
        yield replace(from_json(row.body, Judgement), target=row.from_id, other=row.to_id, verdict=row.says)


def _restating(now: Moment) -> Executable:
    """The judgements on restatements of which one of the claims `ids` is an end."""
    query = select(judgement.c.id, judgement.c.body, link.c.from_id, link.c.to_id, _SAYS.label("says"))
    query = query.where(now.alive(judgement), now.alive(link), _ON_RESTATEMENT)
    return union(*(query.where(among_bound(end, "ids")) for end in (link.c.from_id, link.c.to_id)))


def restated(connection: Connection, links: Iterable[str]) -> set[str]:
    """The claims that restatements among these links are between, alive or not."""
    rows = connection.execute(select(link.c.from_id, link.c.to_id).where(among(link.c.id, links), _RESTATING))
    return {end for row in rows for end in (row.from_id, row.to_id)}
