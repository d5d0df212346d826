"""Who says a claim and how each voice counts as RDF, where it is asked for: a graph of its own, derived, no part of the record."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple
from rdflib import URIRef

from claimgraph.rdf.naming import iri_of, statement
from claimgraph.rdf.telling import described, node, nodes, part_of, words
from claimgraph.rdf.terms import CG

PROPERTIES: Mapping[URIRef, frozenset[URIRef]] = MappingProxyType(
    {
        CG.Independence: frozenset({CG.independenceOf, CG.originsAtMost, CG.heardVoice, CG.formulaVersion}),
        CG.HeardVoice: frozenset({CG.index, CG.heardFrom, CG.heardAs, CG.heardIn, CG.countsWith, CG.repeats, CG.heardWhy}),
    }
)
"""The properties of how independent the voices of a claim are, and of each voice."""


def origin_triples(record: Mapping[str, Any], base: str) -> Iterator[Triple]:
    """The statements of the record of the origins of a claim; the IRI is that of the claim with a fragment."""
    claim = iri_of(record["claim"], base)
    about = NamedNode(f"{claim.value}#origins")
    counted = {CG.originsAtMost: Literal(record["at_most"]), CG.formulaVersion: Literal(record["version"])}
    yield from described(about, CG.Independence, {CG.independenceOf: claim, **counted})
    for place, voice in enumerate(record["voices"]):
        part = part_of(about, f"voice-{place}")
        yield statement(about, CG.heardVoice, part)
        yield from described(
            part,
            CG.HeardVoice,
            {
                CG.index: Literal(place),
                CG.heardFrom: iri_of(voice["voice"], base),
                CG.heardAs: Literal(voice["role"]),
                CG.heardIn: nodes(voice["assertions"], base),
                CG.countsWith: node(voice["counts_with"], base),
                CG.repeats: node(voice["repeats"], base),
                CG.heardWhy: words(voice["why"]),
            },
        )
