"""What files of our own hold, parsed in the process of the test."""

from claimgraph.ingest.documents import UNKNOWN, Origin, Received, only, receive
from claimgraph.ingest.parsing import parse_here
from claimgraph.model import Document


def here(data: bytes, origin: Origin = UNKNOWN) -> list[Received]:
    """What bytes hold, parsed in this process: quicker, and the same."""
    return receive(data, origin, parse_here)


def document_of(data: bytes, origin: Origin = UNKNOWN) -> Document:
    """The only document that bytes hold."""
    return only(here(data, origin), "x").document


def hidden(data: bytes, name: str = "x") -> list[str]:
    """The stretches of a file that nobody would see."""
    document = document_of(data, Origin(name))
    return [document.text[span.start : span.end].strip() for span in document.hidden]


def told(received: Received) -> list[str]:
    """What the findings on what was received say."""
    return [finding.message for finding in received.findings]
