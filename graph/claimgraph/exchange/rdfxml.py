"""RDF/XML: one graph, for tools that read no other syntax."""

import re

from pyoxigraph import Literal, RdfFormat, Triple

from claimgraph.exchange.statements import MERGED, serialised, sorted_triples
from claimgraph.model import Graph

NAME = "rdfxml"
MEDIA_TYPE = "application/rdf+xml"
LOSSES: tuple[str, ...] = (MERGED, "Characters that XML 1.0 cannot hold, such as U+0000, are replaced by U+FFFD.")

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 does not allow in text (section 2.2)."""


def write(graph: Graph, base: str) -> bytes:
    """The graph in RDF/XML."""
    body = serialised(map(_allowed, sorted_triples(graph, base)), RdfFormat.RDF_XML)
    declaration, _, rest = body.partition(b"\n")
    comments = "".join(f"<!-- Not carried: {loss} -->\n" for loss in LOSSES).encode()
    # A bare carriage return would be read as a line feed (XML 1.0, 2.11).
    return declaration + b"\n" + comments + rest.replace(b"\r", b"&#xD;")


def _allowed(triple: Triple) -> Triple:
    value = triple.object
    if not isinstance(value, Literal) or not _FORBIDDEN.search(value.value):
        return triple
    return Triple(triple.subject, triple.predicate, Literal(_FORBIDDEN.sub("\ufffd", value.value), datatype=value.datatype))
