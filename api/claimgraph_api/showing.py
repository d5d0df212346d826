"""One node or dispute on a terminal."""

from claimgraph.errors import NotFoundError
from claimgraph.model import Graph
from claimgraph.reason.disputes import derive_disputes
from claimgraph.records import to_record
from claimgraph.store import Store
from claimgraph.views.disputes import dispute_record
from claimgraph.views.outline import to_text
from claimgraph_api import terminal


def show_node(store: Store, node_id: str, *, json: bool) -> None:
    """Print a node as JSON, and for people the links and assertions that rest on it."""
    node = store.get(node_id)
    terminal.print_json(to_record(node))
    if json:
        return
    near = store.graph([node_id])
    terminal.print_lines(
        f"{link.id}  {link.kind} ({link.type}, {link.status}): {_words(near, link.from_)} — {_words(near, link.to)}"
        for link in near.links.values()
    )


def show_dispute(store: Store, dispute_id: str, *, json: bool) -> None:
    """Print a dispute with its positions and rungs; raises NotFoundError."""
    graph = store.graph()
    found = next((dispute for dispute in derive_disputes(graph) if dispute.id == dispute_id), None)
    if found is None:
        raise NotFoundError(f"there is no dispute {dispute_id[:80]!r} in this store")
    if json:
        terminal.print_json(dispute_record(graph, found))
        return
    terminal.print_lines(to_text(graph, found).splitlines())


def _words(graph: Graph, node_id: str) -> str:
    claim = graph.claims.get(node_id)
    return claim.text if claim else node_id
