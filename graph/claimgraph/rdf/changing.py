"""What falls without a node, and what differs between two trust profiles, as RDF: graphs of their own, derived, no part of the record."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode, Triple
from rdflib import URIRef

from claimgraph.rdf.naming import iri_of, statement
from claimgraph.rdf.telling import Value, described, node, number, part_of, profile_iri, under, words
from claimgraph.rdf.terms import CG

_METHOD = frozenset({CG.formula, CG.formulaVersion, CG.weighedWhole, CG.change})
PROPERTIES: Mapping[URIRef, frozenset[URIRef]] = MappingProxyType(
    {
        CG.Removal: _METHOD | {CG.removes, CG.trustProfile, CG.underProfile},
        CG.Comparison: _METHOD | {CG.fromProfile, CG.toProfile, CG.comparedIn, CG.comparedClaims},
        CG.Change: frozenset(
            {
                *(CG.index, CG.changeOf, CG.changeKind, CG.valueBefore, CG.valueAfter),
                *(CG.standingBefore, CG.standingAfter, CG.originsBefore, CG.originsAfter),
            }
        ),
    }
)
"""The properties of what is asked, if something falls or between two profiles, and of each change."""


def removal_triples(record: Mapping[str, Any], base: str, collection: str | None) -> Iterator[Triple]:
    """The statements of the record of what falls; the IRI is that of what is taken away with a fragment that names the profile."""
    removed = iri_of(record["node"], base)
    about = NamedNode(f"{removed.value}#falls{under(record['trust'])}")
    profile = {CG.trustProfile: words(record["trust"]), CG.underProfile: profile_iri(record["trust"], base, collection)}
    yield from described(about, CG.Removal, {CG.removes: removed, **profile, **_method(record)})
    yield from _changes(about, record["changes"], base)


def comparison_triples(record: Mapping[str, Any], base: str, collection: str | None) -> Iterator[Triple]:
    """The statements of the record of two profiles; the IRI is the address at which it is asked."""
    asked = {name: record[name] for name in ("a", "b", "dispute", "entity") if record[name]}
    about = NamedNode(f"{base}v1/trust/compare?{urlencode({**asked, **({'collection': collection} if collection else {})})}")
    pair = {CG.fromProfile: profile_iri(record["a"], base, collection), CG.toProfile: profile_iri(record["b"], base, collection)}
    place = {CG.comparedIn: node(record["dispute"] or record["entity"], base), CG.comparedClaims: Literal(record["claims"])}
    yield from described(about, CG.Comparison, {**pair, **place, **_method(record)})
    yield from _changes(about, record["changes"], base)


def _method(record: Mapping[str, Any]) -> dict[URIRef, Value]:
    return {
        CG.formula: Literal(record["formula"]),
        CG.formulaVersion: Literal(record["version"]),
        CG.weighedWhole: Literal(record["whole"]),
    }


def _changes(about: NamedNode, changes: Iterable[Mapping[str, Any]], base: str) -> Iterator[Triple]:
    for place, change in enumerate(changes):
        part = part_of(about, f"change-{place}")
        yield statement(about, CG.change, part)
        yield from described(part, CG.Change, {CG.index: Literal(place), **_change(change, base)})


def _change(change: Mapping[str, Any], base: str) -> dict[URIRef, Value]:
    before, after = change["before"], change["after"]
    return {
        CG.changeOf: iri_of(change["claim"], base),
        CG.changeKind: map(Literal, change["kinds"]),
        CG.valueBefore: number(before["value"]),
        CG.valueAfter: number(after["value"]),
        CG.standingBefore: Literal(before["status"]),
        CG.standingAfter: Literal(after["status"]),
        CG.originsBefore: Literal(before["origins"]),
        CG.originsAfter: Literal(after["origins"]),
    }
