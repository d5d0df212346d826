"""Reading a stored document again: what a newer reader finds comes in, and what people decided on stays as it is."""

from dataclasses import dataclass

from claimgraph import __version__
from claimgraph.errors import InputError
from claimgraph.ingest.pipeline import PROPOSED, read_again
from claimgraph.ingest.rerecording import Plan, document_graph, in_turn, record_plan
from claimgraph.model import Assertion, Document, Reading
from claimgraph.review import Made
from claimgraph.review import reread as compare
from claimgraph.store import Store


@dataclass(frozen=True, slots=True)
class Reread:
    """What reading a document again came to: the entry, None where nothing differs, and the assertions by what became of them.

    `held_back` are those that were found and not recorded, since a person decided on their words.
    """

    document: str
    seq: int | None
    added: int
    changed: int
    retracted: int
    links: int
    held_back: tuple[Assertion, ...]


def reread(store: Store, document_id: str, *, actor: str, reading: Reading | None = None) -> Reread:
    """Read a stored document again, or take this reading of it, and record what differs as one entry.

    Raises InputError, NotFoundError, ConflictError.
    """
    document = store.get(document_id)
    if not isinstance(document, Document):
        raise InputError(f"{document_id[:80]} is no document: documents are read again", code="bad-target")
    again = reading or read_again(document)
    return in_turn(store, lambda: _reread(store, again, actor))


def _reread(store: Store, reading: Reading, actor: str) -> Reread:
    seq, document = store.seq(), reading.document.id
    graph = document_graph(store, document)
    made = [Made(node, came, went) for node, came, went in store.made_of(document)]
    proposed = {item.target for item in graph.judgements.values() if item.verdict == PROPOSED}
    found = compare(graph, reading, made, proposed=proposed)
    note = f"claimgraph {__version__}"
    done = record_plan(store, graph, Plan(document, found.revision, "reread", actor, seq, note=note))
    links = sum(name.startswith("link-") for name in (*done.recorded, *done.retracted))
    entry = done.seq if done.seq != seq else None
    return Reread(document, entry, found.added, found.changed, found.retracted, links, found.held_back)
