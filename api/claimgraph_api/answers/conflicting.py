"""Sets of claims that cannot all hold, as programs and terminals are told of them."""

from collections.abc import Iterator
from typing import Any

from claimgraph.derivations import Conflicts
from claimgraph.model import Claim
from claimgraph.store import Store


def conflicts_record(store: Store, found: Conflicts) -> dict[str, Any]:
    """The sets with the texts of their claims; `status` is "complete", or "undetermined" where a budget ended the search."""
    nodes = store.nodes(node for each in found.sets for node in each.claims)
    texts = {node: item.text for node, item in nodes.items() if isinstance(item, Claim)}
    return {
        "sets": [
            {
                "id": each.id,
                "reason": each.reason,
                "rule": each.rule,
                "claims": [{"id": node, "text": texts.get(node, "")} for node in each.claims],
            }
            for each in found.sets
        ],
        "standing": [list(each) for each in found.standing],
        "status": "complete" if found.complete else "undetermined",
    }


def conflict_lines(record: dict[str, Any]) -> Iterator[str]:
    """The same as lines of text; none where nothing was found."""
    for each in record["sets"]:
        yield f"  ✕ cannot all be so: {each['reason']}"
        yield from (f"    - {claim['text']}" for claim in each["claims"])
    if record["status"] != "complete":
        yield "  whether more of these cannot all be so is undetermined: there was too much to look at"
