"""Sets of claims in conflict as RDF, where they are asked for: a graph of its own, derived and never part of the record."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize
from rdflib import RDF, URIRef

from claimgraph.model import ConflictSet
from claimgraph.rdf.naming import check_base, iri_of
from claimgraph.rdf.scoring import FORMATS
from claimgraph.rdf.terms import CG, PREFIXES

FIELDS: Mapping[str, URIRef] = MappingProxyType({"claims": CG.conflictMember, "rule": CG.conflictRule, "reason": CG.conflictReason})
"""The property of each field of a set but its id."""


def write_conflicts(sets: Iterable[ConflictSet], media_type: str, base: str) -> bytes:
    """The sets in a format of RDF (`FORMATS` of scores), with IRIs under `base`."""
    form = FORMATS[media_type]
    triples = sorted((triple for each in sets for triple in _triples(each, check_base(base))), key=str)
    return serialize(triples, format=form, prefixes=PREFIXES if form == RdfFormat.TURTLE else None) or b""


def _triples(each: ConflictSet, base: str) -> Iterator[Triple]:
    node = NamedNode(f"{iri_of(min(each.claims), base).value}#{each.id}")  # so that whoever follows it finds one of its claims
    yield Triple(node, NamedNode(str(RDF.type)), NamedNode(str(CG.ConflictSet)))
    yield from (Triple(node, NamedNode(str(FIELDS["claims"])), iri_of(claim, base)) for claim in each.claims)
    yield Triple(node, NamedNode(str(FIELDS["rule"])), Literal(each.rule))
    yield Triple(node, NamedNode(str(FIELDS["reason"])), Literal(each.reason))
