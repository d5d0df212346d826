"""Sets of claims in conflict as RDF, where they are asked for: a graph of its own, derived and never part of the record."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode, Triple
from rdflib import RDF, URIRef

from claimgraph.derivations import Conflicts
from claimgraph.rdf.naming import iri_of, statement
from claimgraph.rdf.telling import described, nodes, part_of
from claimgraph.rdf.terms import CG

FIELDS: Mapping[str, URIRef] = MappingProxyType({"claims": CG.conflictMember, "rule": CG.conflictRule, "reason": CG.conflictReason})
"""The property of each field of a set but its id."""


PROPERTIES: Mapping[URIRef, frozenset[URIRef]] = MappingProxyType(
    {
        CG.ConflictSet: frozenset(FIELDS.values()),
        CG.ConflictSearch: frozenset({CG.searchAround, CG.searchStatus, CG.searchFound, CG.consistentSet}),
        CG.ConsistentSet: frozenset({CG.consistentMember}),
    }
)
"""The properties of a set, of the search that found it, and of what can stand together."""


def conflict_triples(about: str, found: Conflicts, base: str) -> Iterator[Triple]:
    """The statements of what was found around a dispute or a claim, and whether that is all that there is to find."""
    searched = iri_of(about, base)
    search = NamedNode(f"{searched.value}#conflicts")
    status = Literal("complete" if found.complete else "undetermined")
    yield from described(search, CG.ConflictSearch, {CG.searchAround: searched, CG.searchStatus: status})
    for place, claims in enumerate(found.standing):
        part = part_of(search, f"standing-{place}")
        yield statement(search, CG.consistentSet, part)
        yield from described(part, CG.ConsistentSet, {CG.consistentMember: nodes(claims, base)})
    for each in found.sets:
        node = NamedNode(f"{iri_of(min(each.claims), base).value}#{each.id}")  # so that whoever follows it finds one of its claims
        yield statement(search, CG.searchFound, node)
        yield statement(node, RDF.type, NamedNode(str(CG.ConflictSet)))
        yield from (statement(node, FIELDS["claims"], iri_of(claim, base)) for claim in each.claims)
        yield statement(node, FIELDS["rule"], Literal(each.rule))
        yield statement(node, FIELDS["reason"], Literal(each.reason))
