"""The graph in the formats of the field. The same graph always gives the same bytes.

Each format is a module with NAME, MEDIA_TYPE, LOSSES (sentences on what it cannot carry) and `write(graph, base)`. For stores that
are larger than the memory, those of tables of claims have `stream(parts)` too, and those of RDF `export(store, base)`.
What a format cannot carry also stands in the file, as a comment at its head, where the format has comments.
"""

from collections.abc import Iterable, Iterator
from types import MappingProxyType, ModuleType

from pyoxigraph import Triple

from claimgraph.errors import InputError
from claimgraph.exchange import csv_rows, jsonld, ndjson, nquads, ntriples, rdfxml, trig, turtle
from claimgraph.exchange.statements import lines_of
from claimgraph.model import Graph
from claimgraph.rdf.naming import DEFAULT_BASE, check_base
from claimgraph.store import Store

_FORMATS: dict[str, ModuleType] = {module.NAME: module for module in (turtle, trig, nquads, ntriples, jsonld, rdfxml, csv_rows, ndjson)}

MEDIA_TYPES = MappingProxyType({name: str(module.MEDIA_TYPE) for name, module in _FORMATS.items()})
"""The media type of each format, by its name."""
STREAMED = (csv_rows.NAME, ndjson.NAME)
"""The formats of tables of claims, which are written document by document; those of RDF are, slice by slice."""


def write(graph: Graph, format: str, base: str = DEFAULT_BASE) -> bytes:
    """The whole graph in a format, with IRIs under `base`; raises InputError for a format that there is not.

    >>> write(Graph(), "nquads")
    b''
    """
    data: bytes = _module(format).write(graph, check_base(base))
    return data


def stream(parts: Iterable[Graph], format: str) -> Iterator[bytes]:
    """The claims of graphs of whole documents, one after the other, in one of the `STREAMED` formats."""
    chunks: Iterator[bytes] = _module(format).stream(parts)
    return chunks


def export(store: Store, format: str, base: str = DEFAULT_BASE, *, more: Iterable[Iterable[Triple]] = ()) -> Iterator[bytes]:
    """All that a store shows in a format, with IRIs under `base`; raises InputError for a format that there is not.

    Piece by piece in memory that does not grow with the store, all of one moment. In a format of RDF `more` statements follow, in pieces
    that hold whole subjects.
    """
    module, checked = _module(format), check_base(base)
    if format in STREAMED:
        return stream(store.parts(), format)
    chunks: Iterator[bytes] = module.export(store, checked, map(lines_of, more))
    return chunks


def losses(format: str) -> tuple[str, ...]:
    """What a format cannot carry, in sentences; none where it carries all.

    >>> losses("trig")
    ()
    """
    stated: tuple[str, ...] = _module(format).LOSSES
    return stated


def _module(format: str) -> ModuleType:
    if format not in _FORMATS:
        raise InputError(f"“{format[:40]}” is no format; the formats are {', '.join(_FORMATS)}")
    return _FORMATS[format]
