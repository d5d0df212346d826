"""A score as RDF, where it is asked for: a graph of its own, derived, no part of the record."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize
from rdflib import RDF, XSD, URIRef

from claimgraph.rdf.naming import iri_of, statement
from claimgraph.rdf.terms import CG, PREFIXES

FORMATS: Mapping[str, RdfFormat] = MappingProxyType(
    {"text/turtle": RdfFormat.TURTLE, "application/n-triples": RdfFormat.N_TRIPLES, "application/ld+json": RdfFormat.JSON_LD}
)
"""The formats of a score by their media type."""
FIELDS: Mapping[str, URIRef] = MappingProxyType(
    {
        "claim": CG.scoreOf,
        "value": CG.scoreValue,
        "formula": CG.formula,
        "version": CG.formulaVersion,
        "trust": CG.trustProfile,
        "certificate": CG.certificate,
        "status": CG.standing,
    }
)
"""The property of each field of a score's record that is one word or number; the tally has `originFor` and `originAgainst`."""
_NODES = frozenset({"claim"})


def write_triples(triples: Iterable[Triple], media_type: str) -> bytes:
    """What is derived in a format of RDF, in an order that depends on it alone."""
    form = FORMATS[media_type]
    prefixes = PREFIXES if form == RdfFormat.TURTLE else None
    return serialize(sorted(triples, key=str), format=form, prefixes=prefixes) or b""


def score_triples(score: Mapping[str, Any], base: str) -> Iterator[Triple]:
    """The statements of a score; its IRI is that of its claim with a fragment that names the profile."""
    profile = f"-{quote(score['trust'], safe='')}" if score["trust"] else ""
    node = NamedNode(f"{base}{score['claim']}#score{profile}")
    yield statement(node, RDF.type, NamedNode(str(CG.Score)))
    for field, term in FIELDS.items():
        if score[field] is not None:
            yield statement(node, term, _object(field, score[field], base))
    for side, origin in (("for", CG.originFor), ("against", CG.originAgainst)):
        for voice in score["tally"][side]:
            yield statement(node, origin, iri_of(voice, base))


def _object(field: str, value: Any, base: str) -> NamedNode | Literal:
    if field in _NODES:
        return iri_of(value, base)
    return Literal(str(value), datatype=NamedNode(str(XSD.double))) if isinstance(value, float) else Literal(value)
