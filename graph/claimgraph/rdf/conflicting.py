"""Sets of claims in conflict as RDF, where they are asked for: a graph of its own, derived and never part of the record."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode, Triple
from rdflib import RDF, URIRef

from claimgraph.model import ConflictSet
from claimgraph.rdf.naming import iri_of, statement
from claimgraph.rdf.terms import CG

FIELDS: Mapping[str, URIRef] = MappingProxyType({"claims": CG.conflictMember, "rule": CG.conflictRule, "reason": CG.conflictReason})
"""The property of each field of a set but its id."""


def conflict_triples(sets: Iterable[ConflictSet], base: str) -> Iterator[Triple]:
    """The statements of sets."""
    for each in sets:
        node = NamedNode(f"{iri_of(min(each.claims), base).value}#{each.id}")  # so that whoever follows it finds one of its claims
        yield statement(node, RDF.type, NamedNode(str(CG.ConflictSet)))
        yield from (statement(node, FIELDS["claims"], iri_of(claim, base)) for claim in each.claims)
        yield statement(node, FIELDS["rule"], Literal(each.rule))
        yield statement(node, FIELDS["reason"], Literal(each.reason))
