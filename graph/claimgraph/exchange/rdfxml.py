"""RDF/XML: one graph, for tools that read no other syntax."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from pyoxigraph import Literal, RdfFormat, Triple

from claimgraph.exchange.statements import MERGED, Lines, parsed, serialised, sorted_triples, triples_of_store
from claimgraph.model import Graph
from claimgraph.store import Store

NAME = "rdfxml"
MEDIA_TYPE = "application/rdf+xml"
LOSSES: tuple[str, ...] = (MERGED, "Characters that XML 1.0 cannot hold, such as U+0000, are replaced by U+FFFD.")

_END = b"\n</rdf:RDF>"
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 does not allow in text (section 2.2)."""


def write(graph: Graph, base: str) -> bytes:
    """The graph in RDF/XML."""
    return b"".join(_document([sorted_triples(graph, base)]))


def export(store: Store, base: str, more: Iterable[Lines] = ()) -> Iterator[bytes]:
    """What a store shows in RDF/XML, piece by piece, and `more` behind it; without more the bytes of `write`."""
    return _document((quad.triple for quad in parsed(lines)) for lines in chain(triples_of_store(store, base), more))


def _document(pieces: Iterable[Iterable[Triple]]) -> Iterator[bytes]:
    """One document of pieces that hold whole subjects."""
    declaration, _, root = serialised((), RdfFormat.RDF_XML).removesuffix(_END).partition(b"\n")
    yield declaration + b"\n" + "".join(f"<!-- Not carried: {loss} -->\n" for loss in LOSSES).encode() + root
    for piece in pieces:
        whole = serialised(map(_allowed, piece), RdfFormat.RDF_XML)
        # A bare carriage return would be read as a line feed (XML 1.0, 2.11).
        yield whole.partition(root)[2].removesuffix(_END).replace(b"\r", b"&#xD;")
    yield _END


def _allowed(triple: Triple) -> Triple:
    value = triple.object
    if not isinstance(value, Literal) or not _FORBIDDEN.search(value.value):
        return triple
    return Triple(triple.subject, triple.predicate, Literal(_FORBIDDEN.sub("\ufffd", value.value), datatype=value.datatype))
