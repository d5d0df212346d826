"""Which names and claims are one: groups derived from the judgements of sameness, kept as versions like everything else."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Executable,
    Integer,
    Select,
    Table,
    Text,
    and_,
    bindparam,
    case,
    delete,
    func,
    literal_column,
    select,
    update,
)

from claimgraph.model import Judgement
from claimgraph.store import sameness
from claimgraph.store.dialects import insert_rows
from claimgraph.store.moment import Making, Moment
from claimgraph.store.prepared import listed
from claimgraph.store.schema import among, among_bound, claim, entity, identity, member, scope, source
from claimgraph.verdicts import decisive

Pair = tuple[str, str]
Ages = dict[str, tuple[int, str]]
"""When nodes were first recorded, each with its id: the oldest node, and of two of one entry the smaller id, comes first."""


@dataclass(frozen=True, slots=True)
class Regrouped:
    """What an entry changes: who comes to stand for whom, and for whom nobody does any more, or another."""

    begun: Mapping[str, str]
    ended: Collection[str] = ()

    @classmethod
    def between(cls, known: Mapping[str, str], wanted: Mapping[str, str]) -> "Regrouped":
        """What leads from those who stand for others to those who are wanted."""
        return cls(
            {node: head for node, head in wanted.items() if known.get(node) != head},
            {node for node, head in known.items() if wanted.get(node) != head},
        )


def heads(moment: Moment, ids: Iterable[str] | None = None) -> dict[str, str]:
    """Who stands for whom at this moment, of all or of these ids; ids that stand for themselves are left out."""
    wanted = None if ids is None else set(ids)
    if wanted is not None and not wanted:
        return {}
    if wanted is None:
        found = moment.connection.execute(select(identity.c.id, identity.c.head).where(moment.alive(identity)))
        return {row.id: row.head for row in found}
    return dict(moment.ask(_standing, {"ids": listed(wanted)}, wanted, plain=True))


def _standing(moment: Moment) -> Select[Any]:
    return select(identity.c.id, identity.c.head).where(moment.alive(identity), among_bound(identity.c.id, "ids"))


def grouped(moment: Moment, ids: Collection[str]) -> set[str]:
    """These ids with all that are one with them."""
    if not ids:
        return set()
    standing = {*ids, *(row.head for row in moment.ask(_standing, {"ids": listed(ids)}, ids))}
    return standing | {row.id for row in moment.ask(_stood_for, {"ids": listed(standing)}, standing)}


def _stood_for(moment: Moment) -> Select[Any]:
    return select(identity.c.id, identity.c.head).where(moment.alive(identity), among_bound(identity.c.head, "ids"))


class Standing:
    """Who stands for whom at one moment, looked up once for each id, however often it is asked."""

    def __init__(self, moment: Moment) -> None:
        self._moment = moment
        self._heads: dict[str, str] = {}

    def heads(self, ids: Iterable[str]) -> dict[str, str]:
        """Who stands for these ids, in their order; those that stand for themselves are left out."""
        wanted, known = set(ids), self._heads
        if new := wanted - known.keys():
            known |= dict(zip(new, new, strict=True))
            for node, head in heads(self._moment, new).items():
                known[node] = head
                known[head] = head
        return {node: head for node in sorted(wanted) if (head := known[node]) != node}

    def grouped(self, ids: Collection[str]) -> set[str]:
        """These ids with all that are one with them."""
        if not ids:
            return set()
        standing = {*ids, *self.heads(ids).values()}
        found: dict[str, str] = dict(self._moment.ask(_stood_for, {"ids": listed(standing)}, standing, plain=True))
        self._heads |= found
        return standing | found.keys()


def collectives_of(moment: Moment, sources: Collection[str]) -> set[str]:
    """The collectives that speak for some of these very sources, under whichever names these have there."""
    return {row.collective for row in moment.ask(_speaking_for, {"ids": listed(sources)}, sources)} if sources else set()


def members_of(moment: Moment, sources: Collection[str]) -> dict[str, set[str]]:
    """Of those of these sources that are collectives, for whom each speaks."""
    found: dict[str, set[str]] = {}
    for row in moment.ask(_spoken_for, {"ids": listed(sources)}, sources) if sources else ():
        found.setdefault(row.collective, set()).add(row.source)
    return found


def _speaking_for(moment: Moment) -> Select[Any]:
    return in_collectives(moment.alive).where(among_bound(member.c.source, "ids"))


def _spoken_for(moment: Moment) -> Select[Any]:
    return in_collectives(moment.alive).where(among_bound(member.c.collective, "ids"))


def in_collectives(holds: Callable[[Table], ColumnElement[bool]]) -> Select[Any]:
    """The statement of which collectives speak for which sources, of versions that hold."""
    version = and_(source.c.id == member.c.collective, source.c.recorded_seq == member.c.recorded_seq)
    return select(member.c.collective, member.c.source).join(source, version).where(holds(source))


def alike_to(moment: Moment, ids: Iterable[str], most: int) -> set[str]:
    """These ids, who stands for them, and of each at most so many that are one with it: those with the smallest ids, which is by chance."""
    known = {node: node for node in ids}
    known |= heads(moment, known)
    rows = (row for head in set(known.values()) for row in moment.ask(_members, {"head": head, "most": most}, [head]))
    return {*known, *known.values(), *(row.id for row in rows)}


def _members(moment: Moment) -> Select[Any]:
    """At most `most` of those that `head` stands for."""
    mine = select(identity.c.id).where(identity.c.head == bindparam("head", type_=Text), moment.alive(identity))
    return mine.order_by(identity.c.id).limit(bindparam("most", type_=Integer))


def told_apart(moment: Moment, one: str, other: str) -> str | None:
    """A document that names somebody of the group of each of two sources or entities, so that they cannot be one; None where none does."""
    homes = [
        {row.document for table in (source, entity) for row in moment.rows(table, table.c.id, grouped(moment, {node}))}
        for node in (one, other)
    ]
    return min(homes[0] & homes[1], default=None)


def join(now: Moment, seq: int) -> None:
    """Record as of entry `seq` who stands for whom, in the store or a collection, by the judgements and nodes that it brought there.

    A node that this entry brought, and that one judgement alone calls the same as one that stands already, joins that
    group at no look at the rest of it, which may be as large as the store. All else is for `refresh`.
    """
    judged = [row for row in sameness.judged(now, seq) if row.other]
    if not judged:
        return
    settled = {end for row in judged if row.recorded_seq != seq or row.verdict != sameness.SAME for end in (row.target, row.other)}
    found = _candidates(judged, settled)
    known = heads(now, found.values())
    ages, living = _ages(now, {*found, *found.values(), *known.values()})
    joining = {
        node: known.get(other, other)
        for node, other in found.items()
        if {node, other} <= living and ages[node][0] == seq and (ages[other][0] < seq or other not in settled)
    }
    _begin(now, _stands_for(joining, ages, seq), seq)
    refresh(now, {end for row in judged if row.target not in joining for end in (row.target, row.other)}, seq)


def joined_anew(judged: Sequence[Judgement], ages: Ages, seq: int) -> dict[str, str] | None:
    """Who stands for whom by these judgements of entry `seq` on names that it brought, None where that takes a look at the record.

    `ages` are those of the nodes among their ends that are alive and stand for themselves.
    """
    found = _candidates(judged, set())
    simple = len(found) == len(judged) and all(item.verdict == sameness.SAME for item in judged)
    return _stands_for(found, ages, seq) if simple and ages.keys() >= {*found, *found.values()} else None


def _candidates(judged: Sequence[Any], settled: set[str]) -> dict[str, str]:
    """The nodes that one judgement alone calls the same as another, each with that; not those about whom it is `settled`."""
    times = Counter(end for row in judged for end in (row.target, row.other))
    targets = {row.target for row in judged}
    return {row.target: row.other for row in judged if times[row.target] == 1 and row.other not in targets and row.target not in settled}


def _stands_for(joining: Mapping[str, str], ages: Ages, seq: int) -> dict[str, str]:
    """Who stands for whom where these nodes join the groups of these heads: of those that came together the smallest id, for all."""
    members: dict[str, list[str]] = {}
    for node, head in joining.items():
        members.setdefault(head, []).append(node)
    stands_for: dict[str, str] = {}
    for head, group in members.items():
        first = min(head, *group) if ages[head][0] == seq else head
        stands_for |= dict.fromkeys(group if first == head else {head, *group} - {first}, first)
    return stands_for


def leave(now: Moment, gone: set[str], seq: int) -> None:
    """Record as of entry `seq`, which retracted these nodes, that nobody stands for them; a group whose head they were gets another."""
    headed = set(now.connection.execute(select(identity.c.head).where(now.alive(identity), among(identity.c.head, gone))).scalars())
    _end(now, gone, seq)
    refresh(now, headed, seq)


def refresh(now: Moment, touched: Iterable[str], seq: int) -> None:
    """Record as of entry `seq` who stands for whom, in all groups that these nodes belong to; linear in the size of the groups.

    The oldest living node of a group stands for it. A retracted node stands for nobody, yet those that were judged to
    be the same as it stay one group.
    """
    nodes = set(touched)
    if not nodes:
        return
    members, wanted = grouped_anew(now, nodes)
    found = Regrouped.between(heads(now, members | nodes), wanted)
    _end(now, found.ended, seq)
    _begin(now, found.begun, seq)


def grouped_anew(now: Moment, nodes: Collection[str]) -> tuple[set[str], dict[str, str]]:
    """All that belong to groups of these nodes by the judgements of sameness, and who then stands for whom among them."""
    judged = sameness.judgements_around(now, nodes)
    members = {end for item in judged for end in (item.target, item.other or item.target)}
    return members, grouped_by(judged, *_ages(now, members)) if members else {}


def _end(now: Moment, nodes: Collection[str], seq: int) -> None:
    if not nodes:
        return
    mine = (among(identity.c.id, nodes), identity.c.collection == (now.collection or ""), identity.c.recorded_seq == seq)
    now.connection.execute(delete(identity).where(*mine))  # what this entry itself began never held
    keep(now, Regrouped({}, nodes), seq)
    _mark(now, nodes, None)


def _begin(now: Moment, stands_for: Mapping[str, str], seq: int) -> None:
    keep(now, Regrouped(stands_for), seq)
    _mark(now, stands_for, seq)


def keep(now: Moment, found: Regrouped, seq: int) -> None:
    """Keep who stands for whom from entry `seq` on; that the rows of names say so too is the caller's part."""
    if found.ended:
        over = update(identity).where(among(identity.c.id, found.ended), now.alive(identity))
        now.connection.execute(over.values(retracted_seq=seq))
    mark = {"collection": now.collection or "", "recorded_seq": seq}
    insert_rows(now.connection, identity, [{"id": node, "head": head, **mark} for node, head in found.begun.items()])


def mark_anew(now: Moment, names: Collection[str]) -> None:
    """Say in the rows of names that are alive, and were written anew, since when another stands for them."""
    rows = now.connection.execute(select(identity.c.id, identity.c.recorded_seq).where(now.alive(identity), among(identity.c.id, names)))
    for row in rows.all():
        _mark(now, [row.id], row.recorded_seq)


def _mark(now: Moment, nodes: Collection[str], joined: int | None) -> None:
    for table in (source, entity) if now.collection is None else ():
        found = [node for node in nodes if node.startswith(table.name)]
        if found:
            now.connection.execute(update(table).where(among(table.c.id, found), table.c.retracted_seq.is_(None)).values(joined=joined))


def grouped_by(judged: Iterable[Judgement], ages: Ages, living: Collection[str]) -> dict[str, str]:
    """Who stands for whom by these judgements, all that there are on their ends: of each group the oldest of the living."""
    pairs: dict[Pair, list[Judgement]] = {}
    for item in judged:
        first, second = sorted((item.target, item.other or item.target))
        pairs.setdefault((first, second), []).append(item)
    same = [pair for pair, items in pairs.items() if (last := decisive(items)) and last.verdict == sameness.SAME]
    return {
        node: group[0]
        for found in _groups({end for pair in pairs for end in pair}, same)
        if (group := sorted(found.intersection(living), key=lambda node: ages[node]))
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


def _ages(now: Moment, ids: set[str]) -> tuple[Ages, set[str]]:
    """When each node was first recorded, that it was retracted and brought back makes it no younger; and which are alive."""
    ages, living = Ages(), set[str]()
    for table in (source, entity, claim):
        wanted = [node for node in ids if node.startswith(table.name)]
        for node, first, alive in now.ask(_aged(table), {"ids": listed(wanted)}) if wanted else ():
            ages[node] = (first, node)
            if alive:
                living.add(node)
    return ages, living


@cache
def _aged(table: Table) -> Making:
    """Since when the nodes `ids` of a table are there, and whether they are alive."""

    def make(now: Moment) -> Executable:
        """The statement, at a moment."""
        alive = func.max(case((now.alive(table), literal_column("1")), else_=literal_column("0")))
        return (
            select(table.c.id, func.min(now.age(table)), alive).where(now.ever(table), among_bound(table.c.id, "ids")).group_by(table.c.id)
        )

    return make


def forget(connection: Connection, gone: set[str]) -> None:
    """Rewrite who stood for whom as though these nodes, which were erased, had never been in any group.

    Of a group that one of them stood for, the oldest of the others that were in it then takes its place.
    """
    headed: dict[Pair, list[Any]] = {}
    for row in connection.execute(select(identity).where(among(identity.c.head, gone))):
        headed.setdefault((row.collection, row.head), []).append(row)
    for column in (identity.c.id, identity.c.head):
        connection.execute(delete(identity).where(among(column, gone)))
    for (collection, _), rows in headed.items():
        ages = _ages_ever(Moment(connection, collection=collection or None), {row.id for row in rows} - gone)
        stood = _stood([row for row in rows if row.id in ages], ages)
        insert_rows(connection, identity, [{"collection": collection, **row} for row in stood])


def _ages_ever(now: Moment, ids: set[str]) -> Ages:
    """The same, with those that a collection does not show any more, as old as their first place there."""
    if now.collection is None:
        return _ages(now, ids)[0]
    query = select(scope.c.id, func.min(scope.c.recorded_seq).label("first")).where(scope.c.collection == now.collection)
    rows = now.connection.execute(query.where(among(scope.c.id, ids)).group_by(scope.c.id))
    return {**{row.id: (row.first, row.id) for row in rows}, **_ages(now, ids)[0]}


def _stood(rows: Sequence[Any], ages: Ages) -> Iterator[dict[str, Any]]:
    """The rows of a group whose head is gone: from one change of it to the next, its oldest member stands for the others."""
    points = sorted({row.recorded_seq for row in rows} | {row.retracted_seq for row in rows if row.retracted_seq})
    standing: dict[str, tuple[int, str]] = {}
    for point in points:
        members = {row.id for row in rows if row.recorded_seq <= point and (row.retracted_seq is None or row.retracted_seq > point)}
        head = min(members, key=lambda node: ages[node], default=None)
        for node, (since, before) in list(standing.items()):
            if node not in members or node == head or before != head:
                yield {"id": node, "recorded_seq": since, "retracted_seq": point, "head": before}
                del standing[node]
        standing = {**{node: (point, head) for node in members if head and node != head}, **standing}
    yield from ({"id": node, "recorded_seq": since, "retracted_seq": None, "head": head} for node, (since, head) in standing.items())
