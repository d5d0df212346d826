"""Proposals that sources or entities of two documents are the same, as judgements that can be taken back."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from claimgraph.ids import mint_id
from claimgraph.model import Entity, EntityKind, Judgement, Reading, Source, SourceKind
from claimgraph.store import Store
from claimgraph.store.schema import name_key

JUDGE = "rule:same-name@1"


def same_names(reading: Reading, store: Store, at: str) -> Iterator[Judgement]:
    """Judgements that a source or entity of this reading is the one of the same proper name and kind that is stored.

    `at` is the time of judging. Authors without a name, common nouns ("officials") and persons by one name alone are
    left to people.
    """
    shelves: dict[str, Sequence[Source | Entity]] = {"sources": reading.sources, "entities": reading.entities}
    for shelf, nodes in shelves.items():
        named = [(_name(node)[1:], node) for node in nodes if _is_proper(node)]
        known = store.first_named(shelf, (name for name, _ in named), but=reading.document.id)
        yield from (_judgement(node, known[name][0], at) for name, node in named if name in known)


class KnownNames:
    """The oldest source or entity of each proper name and kind, remembered from batch to batch, at most so many.

    What `same_names` finds for one reading, without a question to the store for every name.
    """

    def __init__(self, store: Store, most: int = 200_000) -> None:
        self._store = store
        self._most = most
        self._first: OrderedDict[_Name, tuple[str, str]] = OrderedDict()

    def judgements(self, readings: Sequence[Reading], at: str) -> Iterator[Judgement]:
        """Judgements that the names of these readings, in this order, are those of an older document."""
        shelves: Iterator[Sequence[Source | Entity]] = (shelf for item in readings for shelf in (item.sources, item.entities))
        named = self._named(chain.from_iterable(shelves))
        self._take(named)
        for name, node in named:
            known, document = self._first[name]
            if document != node.document:
                yield _judgement(node, known, at)
        while len(self._first) > self._most:
            self._first.popitem(last=False)

    def heads(self, nodes: Iterable[Source | Entity]) -> dict[str, str]:
        """The oldest that has the name of each of these, for those with a proper name that anybody had before or has in them."""
        return {node.id: self._first[name][0] for name, node in self._named(nodes) if name in self._first}

    def forget(self) -> None:
        """Remember nothing: what was learned of readings that were not stored in the end is wrong."""
        self._first.clear()

    def _named(self, nodes: Iterable[Source | Entity]) -> list[tuple["_Name", Source | Entity]]:
        """Those of these nodes that have a proper name, with it; who had it before is asked for."""
        named = [(_name(node), node) for node in nodes if _is_proper(node)]
        self._learn({name for name, _ in named})
        return named

    def _take(self, named: Sequence[tuple["_Name", Source | Entity]]) -> None:
        """Remember the names that nobody had; of one entry the least id is the oldest: what the store would answer later is known now."""
        fresh = {name for name, _ in named} - self._first.keys()
        for name, node in named:
            if name in fresh:
                self._first[name] = min(self._first.get(name, (node.id, node.document)), (node.id, node.document))

    def _learn(self, names: Iterable["_Name"]) -> None:
        """Ask the store for the names that are not remembered; those that are become the youngest."""
        missing: dict[str, set[tuple[str, str]]] = {"sources": set(), "entities": set()}
        for name in names:
            if name in self._first:
                self._first.move_to_end(name)
            else:
                missing[name[0]].add(name[1:])
        for shelf, fresh in missing.items():
            found = self._store.first_named(shelf, fresh)
            self._first.update({(shelf, *name): first for name, first in found.items()})


_Name = tuple[str, str, str]
"""The shelf, the kind and the compared name of a source or entity."""


def _name(node: Source | Entity) -> _Name:
    return ("sources" if isinstance(node, Source) else "entities", node.kind.value, name_key(node.name))


def _is_proper(node: Source | Entity) -> bool:
    words = node.name.split()
    personal = node.kind in (SourceKind.PERSON, EntityKind.PERSON)
    return bool(words) and words[-1][0].isupper() and (len(words) > 1 or not personal)


def _judgement(node: Source | Entity, known: str, at: str) -> Judgement:
    note = f"both documents name “{node.name}”"
    return Judgement(mint_id("judgement", node.id, "same", known, JUDGE), node.id, "same", JUDGE, at, note, known)
