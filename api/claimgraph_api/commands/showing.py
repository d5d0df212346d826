"""One node or dispute on a terminal."""

from claimgraph.derive import Derived, Follower, Kept
from claimgraph.derive.conflicts import conflicts_around
from claimgraph.ids import kind_of
from claimgraph.model import Graph
from claimgraph.records import to_record
from claimgraph.store import Store
from claimgraph.views.outline import to_text
from claimgraph.views.selection import claim_ids, link_ids
from claimgraph_api.answers.conflicting import conflict_lines, conflicts_record
from claimgraph_api.commands import terminal


def show_node(store: Store, node_id: str, *, json: bool) -> None:
    """Print a node as JSON, and for people the links and assertions that rest on it."""
    node = store.standing(node_id) if kind_of(node_id) == "claim" else store.get(node_id)
    node_id = node.id
    terminal.print_json(to_record(node))
    if json:
        return
    near = store.graph([node_id])
    if node_id in near.claims:
        terminal.print_lines(conflict_lines(conflicts_record(store, conflicts_around(store, [node_id]))))
    terminal.print_lines(
        f"{link.id}  {link.kind} ({link.type}, {link.status}): {_words(near, link.from_)} — {_words(near, link.to)}"
        for link in near.links.values()
    )


def show_dispute(store: Store, dispute_id: str, *, json: bool) -> None:
    """Print a dispute with its positions and rungs; raises NotFoundError."""
    derived = derived_from(store)
    dispute = derived.dispute(dispute_id)
    conflicts = conflicts_record(store, conflicts_around(store, claim_ids(dispute)))
    if json:
        terminal.print_json({**derived.dispute_record(dispute_id), "conflicts": conflicts})
        return
    graph = store.graph_along(claim_ids(dispute), link_ids(dispute))
    terminal.print_lines([*to_text(graph, dispute).splitlines(), *conflict_lines(conflicts)])


def derived_from(store: Store) -> Derived:
    """What is derived from the store, up to date; of a store of the past, as it was then."""
    if store.collection is not None:
        return Kept().of(store)
    Follower(store.present()).follow()
    return Derived(store)


def _words(graph: Graph, node_id: str) -> str:
    claim = graph.claims.get(node_id)
    return claim.text if claim else node_id
