"""What truth discovery favours in a dispute as programs are answered, made the same way for the API and the command line."""

from itertools import chain
from typing import TYPE_CHECKING, Any

from claimgraph.derivations import Dispute
from claimgraph.records import to_record
from claimgraph.store import Store

if TYPE_CHECKING:  # what solves takes half a second to load
    from claimgraph.derive import Derived
    from claimgraph.derive.discovery import Discovery

VERSION = "truth-discovery@1"
"""Of the methods: raise it when what they find changes."""
NOTE = (
    "No method knows the truth: each finds what the better sources agree on, and takes for better those that agree. "
    "With few questions it follows the many."
)


def discovered(store: Store, derived: "Derived", dispute: Dispute, *, everything: bool = False) -> "Discovery":
    """What the methods favour for the values of a dispute that exclude each other."""
    from claimgraph.derive.discovery import discover

    return discover(store, derived, dispute, everything=everything)


def values_record(store: Store, derived: "Derived", dispute_id: str, *, everything: bool = False) -> dict[str, Any]:
    """The same by the id of a dispute, as JSON; raises NotFoundError."""
    found = discovered(store, derived, derived.dispute(dispute_id), everything=everything)
    named: set[str] = set()
    for value in chain.from_iterable(question.values for question in found.questions):
        named.update(value.origins, (saying.voice for saying in value.sayings))
    names = {voice: name for voice, name in found.names.items() if voice in named}
    return {"dispute": dispute_id, "version": VERSION, **to_record(found), "names": names, "note": NOTE}
