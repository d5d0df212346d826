"""Proposals that sources or entities of two documents are the same, as judgements that can be taken back."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from claimgraph.ids import mint_id
from claimgraph.model import Entity, EntityKind, Judgement, Node, Reading, Source, SourceKind
from claimgraph.store.schema import name_key

JUDGE = "rule:same-name@1"

Named = Callable[[str], Mapping[str, Sequence[Node]]]
"""What the store answers when asked for a compared name: the nodes of that name by kind, oldest first."""


def same_names(reading: Reading, named: Named, at: str) -> Iterator[Judgement]:
    """Judgements that a source or entity of this reading is the one of the same proper name and kind that is stored.

    `at` is the time of judging. Authors without a name, common nouns ("officials") and persons by one name alone are
    left to people.
    """
    for shelf, nodes in (("sources", reading.sources), ("entities", reading.entities)):
        for node in nodes:
            known = next((old for old in named(name_key(node.name))[shelf] if _alike(node, old)), None)
            if known is not None and _is_proper(node):
                yield _judgement(node, known, at)


def _alike(node: Source | Entity, old: Node) -> bool:
    return isinstance(old, Source | Entity) and type(old) is type(node) and old.kind == node.kind and old.document != node.document


def _is_proper(node: Source | Entity) -> bool:
    words = node.name.split()
    personal = node.kind in (SourceKind.PERSON, EntityKind.PERSON)
    return bool(words) and words[-1][0].isupper() and (len(words) > 1 or not personal)


def _judgement(node: Source | Entity, known: Node, at: str) -> Judgement:
    note = f"both documents name “{node.name}”"
    return Judgement(mint_id("judgement", node.id, "same", known.id, JUDGE), node.id, "same", JUDGE, at, note, known.id)
