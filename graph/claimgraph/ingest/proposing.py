"""Proposals that names of a new document are those of stored ones in another form; for people to accept or reject, never decided here."""

from collections.abc import Iterable, Iterator, Sequence

from claimgraph.ids import mint_id
from claimgraph.ingest.aliases import Likeness, Named, acronym_of, folded, likeness
from claimgraph.model import Entity, Judgement, Reading, Source
from claimgraph.store import Store
from claimgraph.store.schema import name_key
from claimgraph.verdicts import ALIKE

JUDGE = "rule:like-names@1"
MOST_NAMES = 40
"""Of how many names of a document likes are sought, the first of each shelf."""
MOST_LIKE = 50
"""How many stored names that share its last word a name is held against."""


def proposed_names(reading: Reading, store: Store, at: str) -> Iterator[Judgement]:
    """Judgements that propose which sources and entities of a reading are stored ones under another name.

    Nothing is proposed of two who are named apart in one document, nor where a weak likeness fits two stored names or where the
    two documents speak of nothing else together. Names that are stored in the same form are no matter of this.
    """
    for shelf, nodes in (("sources", reading.sources), ("entities", reading.entities)):
        named: Sequence[Named] = nodes
        here = {name_key(node.name) for node in named}
        for node in [item for item in named if item.name[:1].isupper()][:MOST_NAMES]:
            for other, why in _alike(store, node, shelf):
                if name_key(other.name) in here or store.named_apart(shelf, node.name, other.name):
                    continue
                told = _told(why, _shared(store, reading, other)) if why.weak else why.reason
                if told:
                    yield Judgement(mint_id("judgement", node.id, ALIKE, other.id, JUDGE), node.id, ALIKE, JUDGE, at, told, other.id)


def _alike(store: Store, node: Named, shelf: str) -> list[tuple[Named, Likeness]]:
    """The stored nodes whose names are like that of this one, and why; those of a weak likeness only where they have one name."""
    found = [(other, why) for other in _near(store, node, shelf) if (why := likeness(node, other))]
    weak = {name_key(other.name) for other, why in found if why.weak}
    return found if len(weak) < 2 else [(other, why) for other, why in found if not why.weak]


def _near(store: Store, node: Named, shelf: str) -> list[Named]:
    """The oldest stored node of each other name that shares the last word with this one, or is its acronym."""
    last = folded(node.name).split()[-1:]
    alike = store.names_with(shelf, node.kind.value, last[0], most=MOST_LIKE) if last and len(last[0]) > 1 else ()
    keys = {*alike, name_key(acronym_of(node.name))} - {name_key(node.name), ""}
    firsts = store.first_named(shelf, {(node.kind.value, key) for key in keys}, but=node.document)
    found = store.nodes(first for first, _ in firsts.values())
    return [other for other in found.values() if isinstance(other, Source | Entity)]


def _shared(store: Store, reading: Reading, other: Named) -> list[str]:
    """The names of which both the reading and the document of a stored node speak, but the node's own."""
    ours = {name_key(item.name): item.name for item in reading.entities if item.name[:1].isupper()}
    theirs = {name_key(name) for name in store.names_in(other.document)} - {name_key(other.name)}
    return sorted(ours[key] for key in ours.keys() & theirs)


def _told(why: Likeness, shared: Iterable[str]) -> str:
    """The reason of a weak likeness with what both documents speak of; "" where that is nothing."""
    names = [f"“{name}”" for name in shared][:3]
    return f"{why.reason}; both documents speak of {', '.join(names)}" if names else ""
