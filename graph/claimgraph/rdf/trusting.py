"""Trust profiles as RDF, where they are asked for: their name is their address, and they are in no export of the record."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from pyoxigraph import Literal, Triple
from rdflib import URIRef

from claimgraph.model import SourceKind
from claimgraph.rdf.naming import statement
from claimgraph.rdf.telling import Value, described, named, node, number, part_of, profile_iri, words
from claimgraph.rdf.terms import CG, concept
from claimgraph.trust import TrustProfile, TrustRule

PROPERTIES: Mapping[URIRef, frozenset[URIRef]] = MappingProxyType(
    {
        CG.TrustProfile: frozenset({CG.trustProfile, CG.profileDescription, CG.takesGrades, CG.trustRule}),
        CG.TrustRule: frozenset({CG.index, CG.trusted, CG.trustedOutlet, CG.trustedKind, CG.trustWeight, CG.trustGrade, CG.trustAbout}),
    }
)
"""The properties of a profile and of its rules."""


def profile_triples(profile: TrustProfile, base: str, collection: str | None) -> Iterator[Triple]:
    """The statements of a profile with its rules."""
    about = profile_iri(profile.name, base, collection)
    if about is None:
        return
    told: dict[URIRef, Value] = {CG.trustProfile: Literal(profile.name), CG.profileDescription: words(profile.description)}
    yield from described(about, CG.TrustProfile, {**told, CG.takesGrades: Literal(profile.grades)})
    for place, rule in enumerate(profile.rules):
        part = part_of(about, f"rule-{place}")
        yield statement(about, CG.trustRule, part)
        yield from described(part, CG.TrustRule, {CG.index: Literal(place), **_rule(rule, base)})


def _rule(rule: TrustRule, base: str) -> dict[URIRef, Value]:
    return {
        CG.trusted: node(rule.source, base),
        CG.trustedOutlet: words(rule.outlet),
        CG.trustedKind: named(concept(SourceKind(rule.kind))) if rule.kind else None,
        CG.trustWeight: number(rule.weight),
        CG.trustGrade: named(CG[f"admiraltyReliability{rule.grade}"]) if rule.grade else None,
        CG.trustAbout: node(rule.about, base),
    }
