"""Proposals as RDF, where they are asked for: a graph of its own, derived, no part of the record."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode, Triple
from rdflib import RDF, URIRef

from claimgraph.derivations import Proposal
from claimgraph.rdf.naming import iri_of, statement
from claimgraph.rdf.terms import CG

FIELDS: Mapping[str, URIRef] = MappingProxyType(
    {
        "one": CG.proposalOf,
        "other": CG.proposalOf,
        "link": CG.proposalFrom,
        "proposed": CG.proposalFrom,
        "reason": CG.proposalReason,
        "status": CG.proposalStatus,
        "judge": CG.proposedBy,
        "decided": CG.decidedBy,
    }
)
"""The property of each field but the id, and the kind, which the two nodes have."""
_WORDS = frozenset({CG.proposalReason, CG.proposalStatus, CG.proposedBy})


def proposal_triples(proposals: Iterable[Proposal], base: str) -> Iterator[Triple]:
    """The statements of proposals; the IRI of each is that of its younger node with a fragment."""
    for each in proposals:
        node = NamedNode(f"{iri_of(each.other, base).value}#{each.id}")
        yield statement(node, RDF.type, NamedNode(str(CG.Proposal)))
        for field in fields(each):
            value, term = getattr(each, field.name), FIELDS.get(field.name)
            if value is not None and term is not None:
                yield statement(node, term, Literal(str(value)) if term in _WORDS else iri_of(value, base))
