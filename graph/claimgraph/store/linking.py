"""Links found between claims that are in the record, as an entry of their own."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from claimgraph.model import Link
from claimgraph.store import blocks, journal, reading, revising
from claimgraph.store.moment import Moment
from claimgraph.store.schema import among, change, judgement, link
from claimgraph.store.writing import as_judged, record

VERB = "link"
"""The verb of such an entry."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: links, those among the living ones that are otherwise now, and the ids of those that are not found any more."""

    links: Sequence[Link] = ()
    changed: Sequence[Link] = ()
    gone: Collection[str] = ()


def add_links(connection: Connection, found: Found, *, actor: str, target: str, reached: tuple[str, int] | None) -> int:
    """Record those of the links that were never there and whose ends are alive, and up to which claim they were sought; the entry.

    A link that such an entry retracted may come back. What is otherwise or gone is so unless somebody judged it, or a link points at it.
    Where nothing changes the newest entry stays the newest.
    """
    seq, previous = journal.newest(connection)
    if reached is not None:
        blocks.reach(connection, *reached)
    known = _known(connection, [item.id for item in found.links])
    alive = reading.living_among(Moment(connection), {end for item in found.links for end in (item.from_, item.to)})
    fresh = [item for item in found.links if item.id not in known and {item.from_, item.to} <= alive]
    free = _free(connection, {*found.gone, *(item.id for item in found.changed)})
    changed = [item for item in found.changed if item.id in free]
    if changed or free.intersection(found.gone):
        nodes, gone = [*fresh, *changed], free.intersection(found.gone)
        return revising.revise(Moment(connection), nodes, gone, (), actor=actor, verb=VERB, target=target, note="")
    if not fresh:
        return seq
    rows = record(connection, as_judged(connection, fresh), seq + 1, {})
    journal.append(connection, seq + 1, actor=actor, verb=VERB, target=target, previous_hash=previous, rows=rows)
    return seq + 1


def _known(connection: Connection, ids: Collection[str]) -> set[str]:
    """Which of these links are there, or were last taken back by anything but an entry of this kind."""
    verb = change.c.verb.label("verb")
    versions = select(link.c.id, verb).outerjoin(change, change.c.seq == link.c.retracted_seq).order_by(link.c.recorded_seq)
    last = {row.id: row.verb for row in connection.execute(versions.where(among(link.c.id, ids)))}
    return {name for name, verb in last.items() if verb != VERB}


def _free(connection: Connection, ids: Collection[str]) -> set[str]:
    """Which of these links are alive, while nobody judged them and no link points at them."""
    now = Moment(connection)
    judged = {row.target for row in now.rows(judgement, judgement.c.target, ids)}
    ends = {row.to_id for row in now.rows(link, link.c.to_id, ids)} | {row.from_id for row in now.rows(link, link.c.from_id, ids)}
    return {row.id for row in now.rows(link, link.c.id, ids)} - judged - ends
