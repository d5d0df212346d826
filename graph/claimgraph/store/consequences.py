"""Whether what follows from the record is what is kept of it: derived anew from the rows that the journal seals, and compared.

`verify` tells whether those rows are whole. What is kept beside them for readers decides what is shown as much: which collection shows
what, who stands for whom, what is about whom, what a search finds. It is looked at by the ids of nodes, some at a time. Memory grows
with the names and claims that are judged to be others alone, by about a hundred bytes each, besides the largest groups of them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Subquery, Table, and_, func, select, union

from claimgraph.model import Claim, Node, Source
from claimgraph.store import sameness, scope
from claimgraph.store.checking import Problem
from claimgraph.store.identities import grouped_anew, heads
from claimgraph.store.moment import Moment, node_of
from claimgraph.store.schema import TABLES, among, claim, entity, erased, identity, member, membership, mention, passage, source
from claimgraph.store.schema import scope as shown
from claimgraph.store.search import WORDS, text_of

EACH = 1_000
"""Of how many nodes it is looked at together."""
GROUPED = 50
"""Of how many of them the groups are: each may be as large as there are documents."""
Row = tuple[Any, ...]
Interval = tuple[int, int | None]
"""From an entry until before another, or for good."""


@dataclass(frozen=True, slots=True)
class _Part:
    """The versions of a part of the nodes of a kind, in the order of their ids: those above `low`, up to `high` or to the end."""

    low: str
    high: str | None
    rows: list[Any]

    def holds(self, column: ColumnElement[str]) -> ColumnElement[bool]:
        """The condition that an id is in this part, whether there is such a node or not."""
        return column > self.low if self.high is None else and_(column > self.low, column <= self.high)


Tell = Callable[[int], None]
"""Hears of how many more rows of the record was derived what follows."""


def _silent(_: int) -> None:
    """Nobody is told."""


def faults(connection: Connection, tell: Tell = _silent) -> Iterator[Problem]:
    """Of each table the first row that does not follow from the record, or that is missing; linear in the size of the store."""
    for check in _CHECKS:
        yield from islice(check(connection, tell), 1)


def count(connection: Connection) -> int:
    """Of how many rows `tell` hears where nothing is found."""
    versions = {table: connection.execute(select(func.count()).select_from(table)).scalar_one() for table in TABLES.values()}
    judged = sum(
        connection.execute(select(func.count()).select_from(_judged_in(view))).scalar_one() for view in _views(connection).values()
    )
    return judged + sum(versions[table] for table in (*TABLES.values(), source, entity, claim, source, *_SEARCHED.values()))


def _parts(connection: Connection, tell: Tell, table: Table, *columns: ColumnElement[Any]) -> Iterator[_Part]:
    """All versions of a table, but of what was erased, with their ids, entries and these columns."""
    whole = (table.c.id, table.c.recorded_seq, table.c.retracted_seq, *columns)
    low = ""
    while True:
        ids = select(table.c.id).where(table.c.id > low).distinct().order_by(table.c.id).limit(EACH)
        high = connection.execute(select(func.max(ids.subquery().c.id), func.count())).one()
        part = _Part(low, high[0] if high[1] == EACH else None, [])
        versions = select(*whole).where(part.holds(table.c.id), table.c.id.not_in(select(erased.c.id)))
        rows = list(connection.execute(versions))
        yield _Part(part.low, part.high, rows)
        tell(len(rows))
        if part.high is None:
            return
        low = part.high


def _difference(table: Table, kept: Iterable[Row], follows: Iterable[Row]) -> Iterator[Problem]:
    """The first row that is kept or follows, and not both; the id comes first in each."""
    there, wanted = set(kept), set(follows)
    for row in sorted(there ^ wanted, key=str)[:1]:
        yield _problem(table, row[0], "keeps what does not follow" if row in there else "lacks what follows", row[1:])


def _problem(table: Table, node: str, what: str, row: Row = ()) -> Problem:
    told = f": {', '.join('-' if each is None else str(each) for each in row)}" if row else ""
    return Problem(node, f"the table `{table.name}` {what} from the record{told}", f"the table `{table.name}`", _MEND)


_MEND = "Restore a backup that was made before into an empty folder, and run `claimgraph verify` and `claimgraph check` there."


def _scope(connection: Connection, tell: Tell) -> Iterator[Problem]:
    """Which collections show which versions, from when until when."""
    for table in TABLES.values():
        needs = scope.NEEDS.get(table)
        for part in _parts(connection, tell, table, *(needs or (scope.HOMES[table].label("home"),))):
            rows = select(*_SHOWN).where(part.holds(shown.c.id), shown.c.kind == table.name, shown.c.id.not_in(select(erased.c.id)))
            follows = _tied(connection, part.rows) if needs else _homed(connection, part.rows)
            yield from _difference(shown, map(tuple, connection.execute(rows)), follows)
    other = select(shown.c.id, shown.c.kind).where(shown.c.kind.not_in([table.name for table in TABLES.values()]))
    for row in connection.execute(other.limit(1)):
        yield _problem(shown, row.id, "keeps what does not follow", (row.kind,))


_SHOWN = (shown.c.id, shown.c.version, shown.c.collection, shown.c.recorded_seq, shown.c.retracted_seq, shown.c.ended_seq)


def _homed(connection: Connection, rows: Iterable[Any]) -> Iterator[Row]:
    """Where versions that belong to a document are shown: as long as that belongs to a collection."""
    spans = select(membership.c.document, membership.c.collection, membership.c.recorded_seq, membership.c.retracted_seq)
    belongs: dict[str, list[tuple[str, Interval]]] = {}
    for document, collection, start, end in connection.execute(spans.where(among(membership.c.document, {row.home for row in rows}))):
        belongs.setdefault(document, []).append((collection, (start, end)))
    for row in rows:
        for collection, span in belongs.get(row.home, ()):
            yield from _places(row, collection, span)


def _tied(connection: Connection, rows: Iterable[Any]) -> Iterator[Row]:
    """Where links and judgements are shown: as long as all that they need is."""
    spans = select(shown.c.id, shown.c.collection, shown.c.recorded_seq, shown.c.retracted_seq)
    needs = {need for row in rows for need in row[3:] if need}
    found: dict[str, dict[str, list[Interval]]] = {}
    for node, collection, start, end in connection.execute(spans.where(among(shown.c.id, needs))):
        found.setdefault(node, {}).setdefault(collection, []).append((start, end))
    for row in rows:
        first, *others = ({**found.get(need, {})} for need in dict.fromkeys(row[3:]) if need)
        for collection, spans_of in first.items():
            together = _joined(spans_of)
            for other in others:
                together = _common(together, _joined(other.get(collection, [])))
            for span in together:
                yield from _places(row, collection, span)


def _places(row: Any, collection: str, span: Interval) -> Iterator[Row]:
    """The row of a version in a collection where it is shown during a span, unless it went before or came after."""
    start = max(row.recorded_seq, span[0])
    if (span[1] is None or start < span[1]) and (row.retracted_seq is None or start < row.retracted_seq):
        yield row.id, row.recorded_seq, collection, start, span[1], row.retracted_seq


def _joined(spans: Iterable[Interval]) -> list[Interval]:
    """The same times in intervals that do not meet, in order."""
    made: list[Interval] = []
    for start, end in sorted(spans, key=lambda span: span[0]):
        if made and (made[-1][1] is None or start <= made[-1][1]):
            last = made.pop()
            made.append((last[0], None if last[1] is None or end is None else max(last[1], end)))
        else:
            made.append((start, end))
    return made


def _common(first: Iterable[Interval], second: Iterable[Interval]) -> list[Interval]:
    """The times that are in both."""
    return [
        (max(a[0], b[0]), min((end for end in (a[1], b[1]) if end is not None), default=None))
        for a in first
        for b in second
        if (a[1] is None or b[0] < a[1]) and (b[1] is None or a[0] < b[1])
    ]


def _views(connection: Connection) -> dict[str, Moment]:
    """The record as it is now, and as each collection shows it, by the name under which is kept who stands for whom there."""
    names = connection.execute(select(membership.c.collection).distinct()).scalars()
    return {"": Moment(connection), **{name: Moment(connection, collection=name) for name in names}}


def _identity(connection: Connection, tell: Tell) -> Iterator[Problem]:
    """Who stands for whom now, in the store and in each collection."""
    views = _views(connection)
    for row in connection.execute(select(identity.c.id, identity.c.collection).where(identity.c.collection.not_in(views)).limit(1)):
        yield _problem(identity, row.id, "keeps what does not follow", (row.collection,))
    for name, view in views.items():
        for nodes, wanted in _groups(view, tell):
            kept = heads(view, nodes)
            mark = (name or "-",)
            yield from _difference(identity, ((*pair, *mark) for pair in kept.items()), ((*pair, *mark) for pair in wanted.items()))


def _groups(view: Moment, tell: Tell) -> Iterator[tuple[set[str], dict[str, str]]]:
    """Some groups at a time, by the judgements: the nodes in them, and who stands for whom among these."""
    waiting, later = set[str](), set[str]()  # those whose groups are next; those of groups that were looked at, still to come
    for ids in _judged(view):
        for node in ids:
            if node in later:
                later.discard(node)
            else:
                waiting.add(node)
            if len(waiting) == GROUPED or (waiting and node == ids[-1]):
                members, wanted = grouped_anew(view, waiting)
                later |= {member for member in members if member > node}
                yield waiting | members, wanted
                waiting = set()
        tell(len(ids))


def _judged(view: Moment) -> Iterator[Sequence[str]]:
    """The nodes that others are judged to be, or stand for, some at a time, in the order of their ids."""
    # By one statement: one for each thousand would scan all judgements each time.
    ids = _judged_in(view)
    with view.connection.execute(select(ids.c.id).order_by(ids.c.id), execution_options={"yield_per": EACH}) as found:
        yield from found.scalars().partitions()


def _judged_in(view: Moment) -> Subquery:
    return union(*sameness.judged_ends(view), select(identity.c.id).where(view.alive(identity))).subquery()


def _names(connection: Connection, tell: Tell) -> Iterator[Problem]:
    """Since when another stands for a name, as the rows of names say it."""
    for table in (source, entity):
        for part in _parts(connection, tell, table, table.c.joined):
            now = (identity.c.collection == "", identity.c.retracted_seq.is_(None))
            standing = connection.execute(select(identity.c.id, identity.c.recorded_seq).where(part.holds(identity.c.id), *now))
            since = {row.id: row.recorded_seq for row in standing}
            living = [row for row in part.rows if row.retracted_seq is None]
            yield from _difference(table, ((row.id, row.joined) for row in living), ((row.id, since.get(row.id)) for row in living))


def _naming(kind: type[Node], table: Table, names: Callable[[Any], Iterable[str]]) -> Callable[[Connection, Tell], Iterator[Problem]]:
    """What checks a table of which versions of a kind of node name which others."""

    def check(connection: Connection, tell: Tell) -> Iterator[Problem]:
        """The rows that are not what the nodes say."""
        node, *columns = table.c
        for part in _parts(connection, tell, TABLES[kind], TABLES[kind].c.body):
            kept = connection.execute(select(node, *columns).where(part.holds(node)))
            follows = ((row.id, name, row.recorded_seq) for row in part.rows for name in names(node_of(kind, row.body)))
            yield from _difference(table, map(tuple, kept), follows)

    return check


_SEARCHED = {kind: TABLES[kind] for kind in WORDS}


def _passages(connection: Connection, tell: Tell) -> Iterator[Problem]:
    """The words that a search finds: of each living node its own once, and of what went what it said then."""
    columns = (passage.c.id, passage.c.recorded_seq, passage.c.retracted_seq, passage.c.text)
    for kind, table in _SEARCHED.items():
        for part in _parts(connection, tell, table, table.c.body):
            kept = connection.execute(select(*columns).where(part.holds(passage.c.id), _of_kind(table))).all()
            versions: dict[str, list[tuple[Any, str]]] = {}
            for row in sorted(part.rows, key=lambda row: row.recorded_seq):
                versions.setdefault(row.id, []).append((row, text_of(node_of(kind, row.body))))
            yield from _past_words(kept, versions)
            living = ((row.id, text) for found in versions.values() for row, text in found if row.retracted_seq is None and text)
            yield from _difference(passage, ((row.id, row.text) for row in kept if row.retracted_seq is None), living)
    strays = select(passage.c.id).where(*(~_of_kind(table) for table in _SEARCHED.values())).limit(1)
    yield from (_problem(passage, row.id, "keeps what does not follow") for row in connection.execute(strays))


def _past_words(kept: Iterable[Any], versions: Mapping[str, list[tuple[Any, str]]]) -> Iterator[Problem]:
    """The first passage that does not hold the words of the version that it is of."""
    for row in kept:
        then = [text for version, text in versions.get(row.id, ()) if version.recorded_seq <= row.recorded_seq]
        if then[-1:] != [row.text]:
            yield _problem(passage, row.id, "keeps what does not follow", (row.recorded_seq, row.text[:40]))


def _of_kind(table: Table) -> ColumnElement[bool]:
    return passage.c.id.startswith(f"{table.name}-", autoescape=True)


_CHECKS = (
    _scope,
    _identity,
    _names,
    _naming(Claim, mention, lambda node: node.entities),
    _naming(Source, member, lambda node: node.members),
    _passages,
)
