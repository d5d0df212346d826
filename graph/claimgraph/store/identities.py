"""Which names are one: groups derived from the judgements of sameness, kept as versions like everything else."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, and_, func, insert, or_, select, update

from claimgraph.model import Judgement
from claimgraph.store.moment import Moment, batches
from claimgraph.store.schema import claim, entity, identity, judgement, source

VERDICTS = ("same", "different")
_RANKS = ("text", "rule", "model", "person")
Pair = tuple[str, str]


def decisive(judgements: Iterable[Judgement]) -> Judgement | None:
    """The judgement that decides among these: of the highest rank the newest; None where there is none."""
    return max(reversed(list(judgements)), key=_rank, default=None)


def _rank(item: Judgement) -> tuple[int, str]:
    kind = item.judge.split(":", 1)[0]
    return (_RANKS.index(kind) if kind in _RANKS else 0, item.at)


def heads(moment: Moment, ids: Iterable[str] | None = None) -> dict[str, str]:
    """Who stands for whom at this moment, of all or of these ids; ids that stand for themselves are left out."""
    query = select(identity.c.id, identity.c.head).where(moment.alive(identity))
    if ids is None:
        return {row.id: row.head for row in moment.connection.execute(query)}
    return {row.id: row.head for batch in batches(ids) for row in moment.connection.execute(query.where(identity.c.id.in_(batch)))}


def grouped(moment: Moment, ids: set[str]) -> set[str]:
    """These ids with all that are one with them."""
    known = heads(moment, ids)
    standing = set(known.values()) | ids
    query = select(identity.c.id).where(moment.alive(identity))
    rows = (row for batch in batches(standing) for row in moment.connection.execute(query.where(identity.c.head.in_(batch))))
    return standing | {row.id for row in rows}


def refresh(connection: Connection, touched: Iterable[str], seq: int) -> None:
    """Record as of entry `seq` who stands for whom, in all groups that these nodes belong to.

    The oldest living node of a group stands for it. A retracted node stands for nobody, yet those that were judged to
    be the same as it stay one group.
    """
    now, nodes = Moment(connection), set(touched)
    judged = _judgements_around(now, nodes)
    members = {end for item in judged for end in (item.target, item.other or item.target)}
    known = heads(now, members | nodes)
    wanted = _wanted(now, members, judged) if members else {}
    stale = [node for node, head in known.items() if wanted.get(node) != head]
    rows = [{"id": node, "head": head, "recorded_seq": seq} for node, head in wanted.items() if known.get(node) != head]
    for batch in batches(stale):
        connection.execute(update(identity).where(identity.c.id.in_(batch), now.alive(identity)).values(retracted_seq=seq))
    if rows:
        connection.execute(insert(identity), rows)


def _judgements_around(now: Moment, touched: set[str]) -> list[Judgement]:
    """The judgements of sameness on these nodes and, step by step, on those at their other ends; retracted ones too."""
    found: dict[str, Judgement] = {}
    seen: set[str] = set()
    while frontier := touched - seen:
        seen |= frontier
        for batch in batches(frontier):
            ends = or_(judgement.c.target.in_(batch), judgement.c.other.in_(batch))
            found |= {item.id: item for item in now.nodes(Judgement, and_(judgement.c.verdict.in_(VERDICTS), ends))}
        touched = {end for item in found.values() for end in (item.target, item.other) if end}
    return list(found.values())


def _wanted(now: Moment, members: set[str], judged: Sequence[Judgement]) -> dict[str, str]:
    pairs: dict[Pair, list[Judgement]] = {}
    for item in judged:
        first, second = sorted((item.target, item.other or item.target))
        pairs.setdefault((first, second), []).append(item)
    same = [pair for pair, items in pairs.items() if (last := decisive(items)) and last.verdict == "same"]
    ages = _ages(now, members)
    living = {row.id for table in (source, entity, claim) for row in now.rows(table, table.c.id, members)}
    return {
        node: group[0]
        for found in _groups(members, same)
        if (group := sorted(found & living, key=lambda node: ages[node]))
        for node in group[1:]
    }


def _groups(members: set[str], pairs: Iterable[Pair]) -> list[set[str]]:
    group = {node: {node} for node in members}
    for first, second in pairs:
        if group[first] is not group[second]:
            small, large = sorted((group[first], group[second]), key=len)
            large |= small
            group.update(dict.fromkeys(small, large))
    return list({id(found): found for found in group.values()}.values())


def _ages(now: Moment, ids: set[str]) -> dict[str, tuple[int, str]]:
    """When each node was first recorded; that it was retracted and brought back makes it no younger."""
    found: dict[str, tuple[int, str]] = {}
    for table in (source, entity, claim):
        query = select(table.c.id, func.min(table.c.recorded_seq).label("first")).group_by(table.c.id)
        rows = (row for batch in batches(ids) for row in now.connection.execute(query.where(table.c.id.in_(batch))))
        found |= {row.id: (row.first, row.id) for row in rows}
    return found
