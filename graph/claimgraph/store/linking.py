"""Links found between claims that are in the record, as an entry of their own."""

from collections.abc import Sequence

from sqlalchemy import Connection

from claimgraph.model import Link
from claimgraph.store import blocks, journal, reading
from claimgraph.store.moment import Moment
from claimgraph.store.schema import link
from claimgraph.store.writing import as_judged, record


def add_links(connection: Connection, links: Sequence[Link], *, actor: str, target: str, reached: tuple[str, int] | None) -> int:
    """Record those of these links that were never there and whose ends are alive, and up to which claim they were sought; the entry.

    Where there are none the newest entry stays the newest.
    """
    seq, previous = journal.newest(connection)
    if reached is not None:
        blocks.reach(connection, *reached)
    known = set(reading.ever(connection, link, [item.id for item in links]))
    alive = reading.living_among(Moment(connection), {end for item in links for end in (item.from_, item.to)})
    fresh = [item for item in links if item.id not in known and {item.from_, item.to} <= alive]
    if not fresh:
        return seq
    rows = record(connection, as_judged(connection, fresh), seq + 1, {})
    journal.append(connection, seq + 1, actor=actor, verb="link", target=target, previous_hash=previous, rows=rows)
    return seq + 1
