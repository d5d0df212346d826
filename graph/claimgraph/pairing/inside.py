"""What joins the claims of a collection: found as if there were nothing else, as the collection was when a document came into it."""

from collections.abc import Sequence

from claimgraph.model import Graph, Judgement, Link
from claimgraph.pairing.nearby import nearby
from claimgraph.store import Store


def document_alone(store: Store, document: str) -> Graph:
    """A document of the record with all that is its own, and the links at its claims."""
    graph = store.whole().graph([document])
    own = {
        node.id: node for node in graph.nodes() if not isinstance(node, Link | Judgement) and getattr(node, "document", node.id) == document
    }
    links = (link for link in graph.links.values() if not own.keys().isdisjoint((link.from_, link.to)))
    return Graph.of((*own.values(), *links), graph.same)


def before(store: Store, collection: str, seq: int) -> Store:
    """A collection as it was before entry `seq`."""
    return store.whole().at(seq - 1).within(collection)


def links_inside(store: Store, alone: Graph, collection: str, seq: int) -> tuple[Link, ...]:
    """What rules find between a document, which is `alone`, and the collection that it came into with entry `seq`, as that was before."""
    return nearby(before(store, collection, seq), alone, ()).links()


def joined_links(views: Sequence[Store], found: Sequence[tuple[Link, ...]]) -> tuple[Link, ...]:
    """What was found in a store and maybe in collections: what joins their own claims is found as if there were nothing else."""
    links = found[0]
    for inside, more in zip(views[1:], found[1:], strict=True):
        kept = inside.shown({end for link in links for end in (link.from_, link.to)})
        links = (*(link for link in links if not kept & {link.from_, link.to}), *more)
    return links
