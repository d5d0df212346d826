"""What is derived as RDF: how its statements are made, stamped with the entry that they are of, and written.

Each thing that is derived says as of which entry of the journal it is (`cg:reflects`), and by which rules or formula it was found.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, urlencode

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize
from rdflib import RDF, XSD, URIRef

from claimgraph.rdf.naming import iri_of, statement
from claimgraph.rdf.terms import CG, PREFIXES

FORMATS: Mapping[str, RdfFormat] = MappingProxyType(
    {
        "text/turtle": RdfFormat.TURTLE,
        "application/n-triples": RdfFormat.N_TRIPLES,
        "application/ld+json": RdfFormat.JSON_LD,
        "application/rdf+xml": RdfFormat.RDF_XML,
    }
)
"""The formats of what is derived by their media type."""
NAMED: Mapping[str, str] = MappingProxyType(
    {"text/turtle": "turtle", "application/n-triples": "ntriples", "application/ld+json": "jsonld", "application/rdf+xml": "rdfxml"}
)
"""Their names, the same as in an export, for links that cannot set a header."""
DERIVED_BY_RULES = frozenset({CG.Dispute, CG.Finding, CG.DerivedGraph})
"""Classes of what has no formula or method of its own to name: the version of what derives them is `cg:derivedBy`."""
MOMENTARY = DERIVED_BY_RULES | {
    *(CG.Score, CG.Removal, CG.Comparison, CG.TrustProfile),
    *(CG.ConflictSet, CG.ConflictSearch, CG.Proposal, CG.ContestedValue, CG.Belief, CG.Dependence),
    *(CG.Independence, CG.Grade, CG.TrackRecord, CG.HypothesisTable, CG.ClaimOpinion),
}
"""Classes of what says as of which entry it is; its parts do not repeat it."""
Value = Literal | NamedNode | Iterable["Value"] | None

_A = NamedNode(str(RDF.type))
_MOMENTARY, _BY_RULES = ({NamedNode(str(kind)) for kind in kinds} for kinds in (MOMENTARY, DERIVED_BY_RULES))


def write_triples(triples: Iterable[Triple], media_type: str) -> bytes:
    """What is derived in a format of RDF, in an order that depends on it alone."""
    form = FORMATS[media_type]
    prefixes = PREFIXES if form in (RdfFormat.TURTLE, RdfFormat.RDF_XML) else None
    return serialize(sorted(triples, key=str), format=form, prefixes=prefixes) or b""


def stamped(triples: Iterable[Triple], seq: int, maker: str) -> Iterator[Triple]:
    """The statements, and for each thing that they describe that they are of entry `seq`; by `maker` where nothing else derives it."""
    for triple in triples:
        yield triple
        if triple.predicate == _A and triple.object in _MOMENTARY and isinstance(triple.subject, NamedNode):
            yield statement(triple.subject, CG.reflects, Literal(seq))
            if triple.object in _BY_RULES:
                yield statement(triple.subject, CG.derivedBy, Literal(maker))


def described(node: NamedNode, kind: URIRef, values: Mapping[URIRef, Value]) -> Iterator[Triple]:
    """That a node is of a class and has these values; of a term with None nothing is said."""
    yield Triple(node, _A, NamedNode(str(kind)))
    yield from valued(node, values)


def valued(node: NamedNode, values: Mapping[URIRef, Value]) -> Iterator[Triple]:
    """The same of a node of which the record says what it is."""
    for term, value in values.items():
        yield from (statement(node, term, each) for each in _each(value))


def _each(value: Value) -> Iterator[Literal | NamedNode]:
    if isinstance(value, Literal | NamedNode):
        yield value
    elif value is not None:
        for part in value:
            yield from _each(part)


def number(value: float | None) -> Literal | None:
    """A value of a formula, as xsd:double."""
    return None if value is None else Literal(str(float(value)), datatype=NamedNode(str(XSD.double)))


def words(value: str | None) -> Literal | None:
    """A text, where there is one that is not empty."""
    return Literal(value) if value else None


def named(term: URIRef) -> NamedNode:
    """A term of ours as a value: a concept of a scale."""
    return NamedNode(str(term))


def part_of(node: NamedNode, name: str) -> NamedNode:
    """The name of a part of a node, which is a fragment."""
    return NamedNode(f"{node.value}{'-' if '#' in node.value else '#'}{name}")


def nodes(ids: Iterable[str], base: str) -> list[NamedNode]:
    """The nodes with these ids."""
    return [iri_of(node_id, base) for node_id in ids]


def node(node_id: str | None, base: str) -> NamedNode | None:
    """The node with this id, where there is one."""
    return iri_of(node_id, base) if node_id else None


def profile_iri(name: str | None, base: str, collection: str | None) -> NamedNode | None:
    """The address of a trust profile, which is its name; None where every voice is as good as any other.

    >>> profile_iri("No Orsk", "http://example.org/", None).value
    'http://example.org/v1/trust/No%20Orsk'
    """
    asked = f"?{urlencode({'collection': collection})}" if collection else ""
    return NamedNode(f"{base}v1/trust/{quote(name, safe='')}{asked}") if name else None


def under(name: str | None) -> str:
    """How a fragment ends that is about a profile."""
    return f"-{quote(name, safe='')}" if name else ""


def rules_of(about: NamedNode, rules: Iterable[Mapping[str, Any]], base: str) -> Iterator[Triple]:
    """The rules that were used to weigh something, each with what it gave, why, and the nodes that it rests on."""
    for place, rule in enumerate(rules):
        one = part_of(about, f"rule-{place}")
        yield statement(about, CG.appliedRule, one)
        told = {CG.ruleName: words(rule["rule"]), CG.ruleValue: number(rule["value"]), CG.ruleWhy: words(rule["why"])}
        yield from described(one, CG.AppliedRule, {CG.index: Literal(place), **told, CG.ruleFrom: nodes(rule["rests_on"], base)})
