"""The whole record held against rules that are about a node and those that it names, in memory that does not grow with it.

It is read as in `stream()`: page by page, all of one moment, and whoever writes meanwhile is kept waiting by nobody.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import func, select

from claimgraph.ids import kind_of
from claimgraph.model import SHELVES, Assertion, Claim, Document, Entity, Node, Source
from claimgraph.store.checking import Chains, Problem, Section, breaches, named_in
from claimgraph.store.identities import heads
from claimgraph.store.moment import Moment
from claimgraph.store.neighbourhood import links_touching
from claimgraph.store.parts import nodes_after
from claimgraph.store.schema import TABLES, assertion

T = TypeVar("T")
TEXTS = 2**24
"""How many characters of documents are kept at hand, besides the document that is looked at."""
Moments = Callable[[], AbstractContextManager[Moment]]
"""Opens the same moment again and again."""
Inspect = Callable[[Section], Iterable[Problem]]
"""What else a section is held against."""


def count(moment: Moment) -> int:
    """How many living nodes there are."""
    shelves = (moment.tally(table) for table in TABLES.values())
    queries = (select(func.count()).select_from(shelf.rows).where(shelf.holds) for shelf in shelves)
    return sum(int(moment.connection.execute(query).scalar_one()) for query in queries)


def inspect_record(moments: Moments, inspect: Inspect, tell: Callable[[int], None]) -> Iterator[Problem]:
    """Every breach of the rules and of what else is asked, kind by kind, oldest first, as it is found; linear.

    `tell` hears after each page how many nodes it held.
    """
    texts, chains = _Texts(), Chains()

    def held(moment: Moment, nodes: Sequence[Node]) -> list[Problem]:
        """What is found on a page."""
        section = section_of(moment, nodes, partial(texts.get, moment))
        chains.note(nodes)
        return [*breaches(section), *inspect(section)]

    for kind in SHELVES:
        for nodes, found in _pages(moments, kind, held):
            yield from found
            tell(len(nodes))
    again = (node for nodes, _ in _pages(moments, Assertion, lambda _, __: None) for node in nodes)
    yield from chains.cycles(again)


def _pages(moments: Moments, kind: type[Node], work: Callable[[Moment, Sequence[Node]], T]) -> Iterator[tuple[Sequence[Node], T]]:
    """Each page of a kind with what is made of it while its moment is open; whoever takes long over it keeps nothing open."""
    place = (0, "")
    while True:
        with moments() as moment:
            nodes, place = nodes_after(moment, kind, place)
            if not nodes:
                return
            made = work(moment, nodes)
        yield nodes, made


def section_of(moment: Moment, nodes: Sequence[Node], text: Callable[[str], str | None]) -> Section:
    """Some living nodes of one kind with what they hang together with."""
    kind, ids = type(nodes[0]), {node.id for node in nodes}
    same = heads(moment, ids) if kind in (Claim, Entity, Source) else {}
    links = links_touching(moment, ids) if kind is Claim else []
    wanted: dict[type[Node], set[str]] = {kind: {*same.values()}}
    if kind is Claim:
        wanted[kind] |= {end for item in links for end in (item.from_, item.to) if kind_of(end) == "claim"}
    for node in nodes:
        for named, node_id in named_in(node):
            wanted.setdefault(named, set()).add(node_id)
    there = {named: _living(moment, named, found) for named, found in wanted.items()}
    return Section(nodes, there, text, _said(moment, ids) if kind is Claim else {}, links, same)


def _living(moment: Moment, kind: type[Node], ids: set[str]) -> set[str]:
    return {row.id for row in moment.rows(TABLES[kind], TABLES[kind].c.id, ids, ("id",))}


def _said(moment: Moment, claims: set[str]) -> dict[str, str]:
    rows: Iterable[Any] = moment.rows(assertion, assertion.c.root_claim, claims, ("id", "claim"))
    return {row.claim: row.id for row in rows if row.claim in claims}


class _Texts:
    """The texts of documents that were looked at lately."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, str | None] = OrderedDict()
        self._size = 0

    def get(self, moment: Moment, document: str) -> str | None:
        """The text of a living document, None where there is none."""
        if document in self._held:
            self._held.move_to_end(document)
            return self._held[document]
        found = moment.one(Document, document)
        text = found.text if isinstance(found, Document) else None
        self._held[document] = text
        self._size += len(text or "")
        while self._size > TEXTS and len(self._held) > 1:
            self._size -= len(self._held.popitem(last=False)[1] or "")
        return text
