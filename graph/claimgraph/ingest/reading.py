"""From the bytes of a document to what it says, with the links inside it: whoever only reads loads neither the record nor the network."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from claimgraph.extract import read
from claimgraph.ingest.documents import UNKNOWN, Origin, Received, findings_on, from_text, only, receive
from claimgraph.ingest.inference import Inference
from claimgraph.ingest.opening import open_path
from claimgraph.language import load
from claimgraph.link import forget_profiles, link_reading
from claimgraph.link.entailment import EntailmentModel
from claimgraph.link.inferring import infer, pairs_inside
from claimgraph.model import Finding, Graph, Reading


def read_text(text: str, *, name: str | None = None, title: str | None = None, inference: Inference | None = None) -> Reading:
    """What a text says, with the links inside it; nothing is stored. Raises InputError."""
    return read_received(Received(from_text(text, Origin(name, title=title))), inference)


def read_bytes(data: bytes, origin: Origin = UNKNOWN) -> Reading:
    """What the one document in these bytes says, with the links inside it; nothing is stored. Raises InputError."""
    return read_received(only(receive(data, origin), origin.name or origin.url or "the text"))


def read_all(data: bytes, origin: Origin = UNKNOWN, inference: Inference | None = None) -> Iterator[Reading]:
    """What each document in these bytes says: one, or the items of a feed. Raises InputError."""
    return (read_received(item, inference) for item in receive(data, origin))


def read_path(path: Path) -> Reading:
    """What a file says; raises InputError, UnreadableError where it cannot be opened."""
    return read_bytes(*open_path(path))


def read_received(received: Received, inference: Inference | None = None) -> Reading:
    """What a document says, with the links inside it, also by a model where one is given, and what is to be known of how it came in."""
    reading = read(received.document)
    links = (*reading.links, *link_reading(Graph.of_reading(reading)))
    whole = replace(reading, links=links, findings=(*findings_on(received), *reading.findings))
    return entail(whole, inference)


def read_forgetting(received: Received, inference: Inference | None = None) -> Reading:
    """The same, where other documents follow and none is stored here: neither words nor claims of this one are kept in memory."""
    with load().memory_zone():
        reading = read_received(received, inference)
    forget_profiles()
    return reading


def entail(reading: Reading, inference: Inference | None) -> Reading:
    """A reading with the contradictions inside it that a model of entailment proposes besides; as it is without one. Raises InputError."""
    if inference is None:
        return reading
    graph = Graph.of_reading(reading)
    linked = {frozenset((link.from_, link.to)) for link in reading.links}
    pairs = (pair for pair in pairs_inside(graph) if frozenset((pair.a.claim.id, pair.b.claim.id)) not in linked)
    model = load_model(inference.folder)
    asked = infer(model, pairs, most=inference.most)
    cut = f"{model.judge} was asked of {asked.pairs:,} pairs of claims; {asked.cut:,} with less in common were left out."
    findings = (Finding("entailment-cut", reading.document.id, cut),) if asked.cut else ()
    return replace(reading, links=(*reading.links, *asked.links), findings=(*reading.findings, *findings))


@cache
def load_model(folder: str) -> EntailmentModel:
    """The model of entailment in a folder, loaded once. Raises InputError."""
    return EntailmentModel.load(Path(folder))
