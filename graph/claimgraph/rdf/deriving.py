"""What is derived, as it can be asked beside the record: disputes, findings and proposals in a named graph of their own.

Each says since which entry of the journal it is so, and the graph as of which entry it is: that may be an older one than the record is of.
Of a finding there is what it says and of what, and not what leads to it, which would be more than half of all that is derived.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count
from types import MappingProxyType

import msgspec
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize
from rdflib import PROV, RDF

from claimgraph.derivations import Dispute, Proposal
from claimgraph.errors import ConflictError, StoreError
from claimgraph.ids import mint_id
from claimgraph.model import Finding
from claimgraph.rdf.disputing import dispute_triples
from claimgraph.rdf.findings import finding_node, gist_triples
from claimgraph.rdf.naming import statement
from claimgraph.rdf.proposals import proposal_triples
from claimgraph.rdf.telling import stamped
from claimgraph.rdf.terms import CG
from claimgraph.records import from_json
from claimgraph.store import Store
from claimgraph.store.derived_versions import Reach, Span, Version

TERMS = frozenset({PROV.wasDerivedFrom})
"""The properties of the graph, beside those that say as of when it is."""
_UNFINISHED = "unfinished "
"""Before the name of what derived it, where something was cut short that wrote to the graph."""
_AT_ONCE = 100
"""How many things are written as lines at once."""


class _Held(msgspec.Struct):
    dispute: Dispute


_DISPUTE = msgspec.json.Decoder(_Held)


def derived_graph(base: str) -> NamedNode:
    """The name of the graph; in a query it is `<derived>`."""
    return NamedNode(f"{base}derived")


def quads_of(version: Version, base: str, maker: str) -> list[Quad]:
    """The statements of one derived thing in the graph; none of a kind that is not told there."""
    told = _TRIPLES.get(version.kind)
    return _named(stamped(told(version, base), version.seq, maker), derived_graph(base)) if told else []


def marks_of_derived(reach: Reach, base: str, *, whole: bool = True) -> list[Quad]:
    """What the graph says of itself; where it is not `whole`, that it was as of this entry, and is being written."""
    name = derived_graph(base)
    described = (statement(name, RDF.type, NamedNode(str(CG.DerivedGraph))), statement(name, PROV.wasDerivedFrom, NamedNode(base)))
    return _named(stamped(described, reach.seq, reach.maker if whole else f"{_UNFINISHED}{reach.maker}"), name)


def _named(triples: Iterable[Triple], name: NamedNode) -> list[Quad]:
    return [Quad(triple.subject, triple.predicate, triple.object, name) for triple in triples]


def read_marks(quads: Iterable[Quad]) -> tuple[Reach | None, bool]:
    """As of when a graph is that says this of itself, and whether it is whole; None where it says nothing."""
    told = {quad.predicate.value: quad.object.value for quad in quads if isinstance(quad.object, Literal)}
    seq, maker = told.get(str(CG.reflects)), told.get(str(CG.derivedBy))
    if seq is None or maker is None:
        return None, True
    return Reach(maker.removeprefix(_UNFINISHED), int(seq)), not maker.startswith(_UNFINISHED)


def changes_of(store: Store, base: str, span: Span) -> Iterator[tuple[Quad, bool]]:
    """The quads of what went within a span and then, each with True, of what came; raises ConflictError as the store does."""
    for gone in (True, False):
        for version in store.derived_changes(span, gone=gone) if span.after or not gone else ():
            yield from ((quad, not gone) for quad in quads_of(version, base, span.maker))


def derived_lines(store: Store, base: str, span: Span) -> Iterator[str]:
    """All that came within a span as lines of N-Quads; raises StoreError where what is derived was thrown away meanwhile."""
    quads: list[Quad] = []
    try:
        for number, version in enumerate(store.derived_changes(span, gone=False), 1):
            quads += quads_of(version, base, span.maker)
            if number % _AT_ONCE == 0:
                yield _lines(quads)
                quads = []
    except ConflictError as error:
        raise StoreError(str(error)) from error
    yield _lines(quads)


def _lines(quads: list[Quad]) -> str:
    return (serialize(quads, format=RdfFormat.N_QUADS) or b"").decode()


def _dispute(version: Version, base: str) -> Iterator[Triple]:
    return dispute_triples([_DISPUTE.decode(version.body).dispute], base)


def _finding(version: Version, base: str) -> Iterator[Triple]:
    finding = from_json(version.body, Finding)
    place = next(place for place in count() if mint_id("finding", finding.kind, finding.target, place) == version.id)
    return gist_triples(finding, finding_node(finding, place, base), base)


def _proposal(version: Version, base: str) -> Iterator[Triple]:
    return proposal_triples([from_json(version.body, Proposal)], base)


_TRIPLES: Mapping[str, Callable[[Version, str], Iterator[Triple]]] = MappingProxyType(
    {"dispute": _dispute, "finding": _finding, "proposal": _proposal}
)
