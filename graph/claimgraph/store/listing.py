"""Lists of nodes, newest first, page by page: what meets conditions, how much there is of it, and what once did.

Each statement is built once for each kind of question and moment: building one costs several times what running it does.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Table,
    Text,
    and_,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    tuple_,
)

from claimgraph.errors import InputError
from claimgraph.model import LinkKind, Modality, Node
from claimgraph.store import counts, derived, journal
from claimgraph.store.conditions import Holds, any_merged, between_claims_about, of_claims, of_group
from claimgraph.store.cursors import list_mark, read_cursor, write_cursor
from claimgraph.store.identities import heads
from claimgraph.store.moment import Making, Moment, Shelf, node_of
from claimgraph.store.reads import derives, noted
from claimgraph.store.schema import (
    BEGINNING,
    KINDS,
    PREDICTED,
    TABLES,
    assertion,
    equals_bound,
    identity,
    link,
    listed,
)

MOST = 1_000
"""The most items of one page."""
MOST_COUNTED = 10_000
"""Up to how many nodes of a list are counted; beyond it is known only what is kept count of."""
CROWD = 40
"""A source or entity is so common that its newest claims are found by looking through all claims, newest first, where
the square of how many it has is above this times all that there are: what either way looks at then grows as the root of the store.
"""
CROWD_PREDICTING = 120
"""The same for its predictions, which are then found by looking through all predictions, newest first."""
FILTERS: Mapping[str, tuple[str, ...]] = {
    "documents": ("url", "publisher", "sha256"),
    "sources": ("document", "kind", "name"),
    "entities": ("document", "kind", "name"),
    "claims": ("document", "modality", "polarity", "entity", "source"),
    "assertions": ("document", "claim", "speaker", "stance"),
    "links": ("kind", "type", "status", "judge", "claim", "from", "to", "entity"),
    "judgements": ("target", "verdict", "judge"),
}
"""By what each kind of node can be filtered."""
_INDEXED = frozenset({"document", "url", "publisher", "name", "entity", "source", "claim", "speaker", "from", "to", "target"})
"""The filters that an index answers."""
_NAMED: Mapping[str, frozenset[str]] = {
    "claims": frozenset({"document", "entity", "source"}),
    "assertions": frozenset({"document", "claim", "speaker"}),
    "links": frozenset({"claim", "from", "to"}),
    "judgements": frozenset({"target"}),
}
"""The filters by a name that an entry touches wherever it changes what the filter finds."""
_COLUMNS = {"from": "from_id", "to": "to_id"}
_GROUPED = {
    ("claims", "entity"): "entity",
    ("claims", "source"): "source",
    ("links", "entity"): "",
    ("links", "claim"): "",
    ("assertions", "claim"): "",
}
"""The filters by a name or a claim, for which whatever stands for it stands; and under what its claims are counted."""
_KEPT = {"claims": (("source", ()), ("entity", ())), "links": (("entity", ("kind",)),)}
"""By which names a list is kept in its order, see `claimgraph.store.touching.Place`, and which other filters say which of these it is."""
_BESIDES = frozenset({"modality", "polarity", "type", "status", "judge"})
"""The filters by which what such a list holds may be looked through besides."""


_AGE, _ID, _MOST = bindparam("age", type_=Integer), bindparam("id", type_=Text), bindparam("most", type_=Integer)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list: the items, the cursor of the next page (None on the last), and how many there are in all.

    `total` is None where there are more than `MOST_COUNTED` and nobody keeps count; of a voice or an entity with many claims it may
    leave out what came with the very last entries, see `claimgraph.store.counts`. `hidden` counts the nodes that would be in
    the list had they not been retracted by then.
    """

    items: tuple[Node, ...]
    next: str | None
    total: int | None
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a list is asked for, without the values: the kind of node, the names of the filters, those of them that name a crowd.

    `merged` says that there are claims for which others stand, `predicted` that predictions are asked for; `kept` are the filters
    that are answered by a list that is kept in its order.
    """

    kind: str
    names: tuple[str, ...]
    crowds: frozenset[str]
    merged: bool
    predicted: bool
    kept: tuple[str, ...] = ()

    @property
    def table(self) -> Table:
        """Where the nodes are."""
        return TABLES[KINDS[self.kind]]

    def about(self, values: Mapping[str, Any]) -> list[str] | None:
        """The names that an entry touches which changes the list, where there are such: see `claimgraph.store.reads`."""
        named = [values[f"is_{name}"] for name in self.names if name in _NAMED.get(self.kind, ())]
        return named or None

    @property
    def besides(self) -> tuple[str, ...]:
        """The filters that a list which is kept leaves to ask."""
        return tuple(name for name in self.names if name not in self.kept)

    @property
    def sought(self) -> bool:
        """Whether all of the list is sought for its first page, which then tells how long it is: to seek it again would take as long."""
        return self.kind == "links" and "entity" in self.names and not self.kept

    def shelf(self, moment: Moment) -> Shelf:
        """What the list is read from."""
        return moment.shelf(self.table, few=not _INDEXED.isdisjoint(self.names))

    def conditions(self, moment: Moment, shelf: Shelf) -> list[ColumnElement[bool]]:
        """What a node of the list meets, in the order in which it is best asked: what is sought leaves less to ask the rest of."""
        return [shelf.holds, *_conditions(self, moment, moment.alive), *_shown(moment, self.kind, shelf)]


def page(moment: Moment, kind: str, *, where: Mapping[str, str], cursor: str | None, limit: int, counted: bool = True) -> Page:
    """The nodes of a kind, newest first, that meet all conditions; raises InputError on one that the kind does not know.

    Where nobody wants to know how many there are, they are not `counted`, which may take as long as to find them.
    """
    _check(kind, where, limit)
    asked, values = _asked(moment, kind, where)
    mark = partial(list_mark, kind, where, seq=moment.seq, collection=moment.collection)
    if cursor is not None:
        values["age"], values["id"] = read_cursor(cursor, mark(), (int, str))
    making, about = _paging_kept if asked.kept else _paging, asked.about(values)
    if asked.kept and about is None:  # asked again before the list is brought up to date, it would be as it was
        derives()
    rows = moment.ask(making(asked, cursor is not None), {**values, "most": limit + 1}, about)
    shown = rows[:limit]
    following = write_cursor(mark(), shown[-1].age, shown[-1].id) if len(rows) > limit else None
    items = tuple(node_of(KINDS[kind], row.body) for row in shown)
    if not counted:
        return Page(items, following, None)
    if not (following or cursor):
        total: int | None = len(rows)
    elif asked.sought and not cursor:
        total = rows[0].total if rows[0].total <= MOST_COUNTED else None
    else:
        total = _total(moment, asked, where, values)
    return Page(items, following, total, _hidden(moment, asked, values))


def statistics(moment: Moment) -> dict[str, int]:
    """How many living nodes of each kind there are, and the number of the newest entry then."""
    found = counts.population(moment)
    sizes = {shelf: _tallied(moment, shelf) if found is None else found.get(("living", shelf), 0) for shelf in KINDS}
    return {**sizes, "seq": journal.newest(moment.connection)[0] if moment.seq is None else moment.seq}


def _check(kind: str, where: Mapping[str, str], limit: int) -> None:
    if kind not in KINDS:
        raise InputError(f"“{kind}” is no kind of node; the kinds are {', '.join(KINDS)}")
    if not 1 <= limit <= MOST:
        raise InputError(f"limit must be between 1 and {MOST}, not {limit}")
    for name in where:
        if name not in FILTERS[kind]:
            raise InputError(f"{kind} cannot be filtered by “{name}”; they can by: {', '.join(FILTERS[kind])}")


def _asked(moment: Moment, kind: str, where: Mapping[str, str]) -> tuple[_Asked, dict[str, Any]]:
    """The kind of question, and the values of its parameters."""
    values: dict[str, Any] = {}
    crowds: set[str] = set()
    predicted = kind == "claims" and where.get("modality") == Modality.PREDICTION.value
    kept = _kept(moment, kind, where)
    for name, value in where.items():
        counted = _GROUPED.get((kind, name))
        head = value if counted is None else heads(moment, [value]).get(value, value)
        values |= {f"is_{name}": head, f"begins_{name}": head[:BEGINNING]}
        # With another filter few of its claims may be left, and all that there are would be looked through for those.
        alone = CROWD if len(where) == 1 and not kept else CROWD_PREDICTING if predicted and len(where) == 2 else None
        if counted and alone and _is_crowd(moment, counted, head, alone):
            crowds.add(name)
    if kept:
        values |= {"list": where[kept[1]] if kept[1:] else kept[0], "of": values[f"is_{kept[0]}"]}
    merged = kind == "claims" and bool(where) and not kept and moment.ask(any_merged, {}).first() is not None
    return _Asked(kind, tuple(sorted(where)), frozenset(crowds), merged, predicted, kept), values


def _kept(moment: Moment, kind: str, where: Mapping[str, str]) -> tuple[str, ...]:
    """The filters that a list answers which is kept in its order; none where what was written last is not followed yet."""
    for name, others in _KEPT.get(kind, ()):
        answered = {name, *others}
        if answered <= where.keys() <= answered | _BESIDES and where.get("kind", LinkKind.CONTRADICTS) in set(LinkKind):
            span = derived.span(moment)
            return (name, *others) if span and span[0] == span[1] else ()
    return ()


def _is_crowd(moment: Moment, name: str, head: str, times: int) -> bool:
    with noted(None):  # it says how to look, and nothing of what is found
        return counts.number_of(moment, name, head) ** 2 > times * counts.size_of(moment, "claims")


@cache
def _paging_kept(asked: _Asked, after: bool) -> Making:
    """The same of a list that is kept in its order."""

    def make(moment: Moment) -> Any:
        """The statement, at a moment."""
        shelf = _kept_shelf(asked, moment)
        further = [tuple_(shelf.age, shelf.id) < tuple_(_AGE, _ID)] if after else []
        query = select(asked.table.c.body, shelf.age.label("age"), shelf.id.label("id")).select_from(shelf.rows)
        return query.where(shelf.holds, *further).order_by(shelf.age.desc(), shelf.id.desc()).limit(_MOST)

    return make


def _kept_shelf(asked: _Asked, moment: Moment) -> Shelf:
    """What a list that is kept in its order is read from."""
    table = asked.table
    version = and_(listed.c.id == table.c.id, listed.c.age == table.c.recorded_seq)
    held = and_(listed.c.name == bindparam("list", type_=Text), listed.c.value == bindparam("of", type_=Text))
    besides = _conditions(replace(asked, names=asked.besides), moment, moment.alive)
    if asked.crowds:  # few are predictions, and many of those are in the list
        here = select(listed.c.id).where(held, version).exists()
        return Shelf(table, and_(moment.alive(table), *besides, here), table.c.id, table.c.recorded_seq)
    return Shelf(listed.join(table, version), and_(held, moment.alive(table), *besides), listed.c.id, listed.c.age)


@cache
def _paging(asked: _Asked, after: bool) -> Making:
    """The `most` newest of a list, `after` a cursor or from its beginning."""

    def make(moment: Moment) -> Any:
        """The statement, at a moment."""
        table, shelf = asked.table, asked.shelf(moment)
        conditions = asked.conditions(moment, shelf)
        if after:
            conditions.append(tuple_(shelf.age, shelf.id) < tuple_(_AGE, _ID))
        order = (shelf.age.desc(), shelf.id.desc())
        if shelf.rows is table and not asked.names:  # an index has them in order: none is read but those of the page
            return select(table.c.body, shelf.age.label("age"), shelf.id.label("id")).where(*conditions).order_by(*order).limit(_MOST)
        version = select(shelf.id.label("id"), table.c.recorded_seq.label("version"), shelf.age.label("age")).select_from(shelf.rows)
        if asked.sought and not after:
            version = version.add_columns(func.count().over().label("total"))
        newest = version.where(*conditions).order_by(*order)
        # Bodies are looked up for the page alone: sorting them all along would read every one that meets the conditions.
        found = newest.limit(_MOST).subquery()
        here = and_(table.c.id == found.c.id, table.c.recorded_seq == found.c.version)
        query = select(table.c.body, *(column for column in found.c if column.name != "version")).select_from(found.join(table, here))
        return query.order_by(found.c.age.desc(), found.c.id.desc())

    return make


def _total(moment: Moment, asked: _Asked, where: Mapping[str, str], values: Mapping[str, Any]) -> int | None:
    if asked.kept and not asked.besides:
        return counts.number_of(moment, values["list"], values["of"])
    kept = counts.length_of(moment, asked.kind, {name: values[f"is_{name}"] for name in where})
    if kept is None and moment.collection is not None and not where:
        kept = _tallied(moment, asked.kind, shown=True)
    if kept is not None:
        return kept
    counted: int = moment.ask(_counting(asked), values, asked.about(values)).scalar_one()
    return counted if counted <= MOST_COUNTED else None


@cache
def _counting(asked: _Asked) -> Making:
    """How many a list has, as far as they are counted."""

    def make(moment: Moment) -> Any:
        """The statement, at a moment."""
        if asked.kept:
            shelf = _kept_shelf(asked, moment)
            conditions = [shelf.holds]
        else:
            shelf = asked.shelf(moment)
            conditions = asked.conditions(moment, shelf)
        found = select(shelf.id).select_from(shelf.rows).where(*conditions)
        return select(func.count()).select_from(found.limit(literal_column(str(MOST_COUNTED + 1))).subquery())

    return make


def _tallied(moment: Moment, kind: str, *, shown: bool = False) -> int:
    """How many living nodes of a kind there are, or are `shown`."""
    tally = moment.tally(TABLES[KINDS[kind]])
    conditions: Sequence[ColumnElement[bool]] = [tally.holds, *(_shown(moment, kind, tally) if shown else ())]
    return moment.connection.execute(select(func.count()).select_from(tally.rows).where(*conditions)).scalar_one()


def _hidden(moment: Moment, asked: _Asked, values: Mapping[str, Any]) -> int:
    """How many nodes once met the conditions and are retracted, with no version that is alive."""
    if moment.ask(_any_gone(asked.table), {}).first() is None:
        return 0
    hidden: int = moment.ask(_hiding(asked), values, asked.about(values)).scalar_one()
    return hidden


@cache
def _any_gone(table: Table) -> Making:
    return lambda moment: select(table.c.id).where(moment.gone(table)).limit(literal_column("1"))


@cache
def _hiding(asked: _Asked) -> Making:
    def make(moment: Moment) -> Any:
        """The statement, at a moment."""
        table = asked.table
        living = table.alias()
        alive = select(living.c.id).where(living.c.id == table.c.id, moment.alive(living)).exists()
        conditions = (moment.gone(table), ~alive, *_conditions(asked, moment, moment.ever))
        return select(func.count(table.c.id.distinct())).where(*conditions)

    return make


def _shown(moment: Moment, kind: str, shelf: Shelf) -> Iterator[ColumnElement[bool]]:
    """Sources, entities and claims that another one stands for are shown in its place."""
    table = TABLES[KINDS[kind]]
    if "joined" in table.c and moment.seq is None and moment.collection is None:
        yield table.c.joined.is_(None)
    elif kind in ("sources", "entities", "claims"):
        yield ~select(identity.c.id).where(identity.c.id == shelf.id, moment.alive(identity)).exists()


def _conditions(asked: _Asked, moment: Moment, holds: Holds) -> Iterator[ColumnElement[bool]]:
    for name in asked.names:
        value: BindParameter[str] = bindparam(f"is_{name}", type_=Text)
        match asked.kind, name:
            case "claims", "modality" if asked.predicted:
                yield PREDICTED
            case "claims", "document" | "entity" | "source":
                yield of_claims(moment, name, holds, crowd=name in asked.crowds, merged=asked.merged)
            case "assertions", "claim":
                yield of_group(moment, assertion.c.root_claim, value)
            case "links", "claim":
                yield or_(of_group(moment, link.c.from_id, value), of_group(moment, link.c.to_id, value))
            case "links", "entity":
                yield between_claims_about(moment, value)
            case _:
                yield equals_bound(asked.table.c[_COLUMNS.get(name, name)], value, bindparam(f"begins_{name}", type_=Text))
