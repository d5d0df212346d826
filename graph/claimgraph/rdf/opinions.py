"""Competing hypotheses and the opinion of a claim as RDF, where they are asked for: graphs of their own, derived, no part of the record."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple
from rdflib import URIRef

from claimgraph.rdf.naming import iri_of, statement
from claimgraph.rdf.telling import Value, described, nodes, number, part_of, profile_iri, rules_of, under, words
from claimgraph.rdf.terms import CG

_UNDER = (CG.trustProfile, CG.underProfile, CG.formulaVersion, CG.weighedWhole)
_NUMBERS: Mapping[str, URIRef] = MappingProxyType(
    {
        "belief": CG.opinionBelief,
        "disbelief": CG.opinionDisbelief,
        "uncertainty": CG.opinionUncertainty,
        "base_rate": CG.opinionBaseRate,
    }
)
_HELD = (*_NUMBERS.values(), CG.opinionProbability)
PROPERTIES: Mapping[URIRef, frozenset[URIRef]] = MappingProxyType(
    {
        CG.HypothesisTable: frozenset({CG.tableOf, CG.tableHypothesis, CG.tableEvidence, *_UNDER}),
        CG.Hypothesis: frozenset(
            {
                *(CG.index, CG.hypothesisPosition, CG.hypothesisRank, CG.inconsistencyCount, CG.inconsistencyWeighted),
                *(CG.inconsistencyDistance, CG.consistencyDistance),
            }
        ),
        CG.Evidence: frozenset({CG.index, CG.evidenceClaim, CG.originFor, CG.scoreValue, CG.diagnosticity, CG.evidenceFit}),
        CG.Fit: frozenset({CG.fitWith, CG.fitDegree, CG.fitThrough}),
        CG.ClaimOpinion: frozenset({CG.opinionOn, CG.opinionWord, CG.opinionPart, CG.appliedRule, *_HELD, *_UNDER}),
        CG.OpinionPart: frozenset(
            {*(CG.index, CG.opinionPart, CG.reasonNode, CG.reasonThrough, CG.reasonBase, CG.opinionWord, CG.appliedRule), *_HELD}
        ),
    }
)
"""The properties of a table of hypotheses and its parts, and of an opinion and its parts."""


def hypothesis_triples(record: Mapping[str, Any], base: str, collection: str | None = None) -> Iterator[Triple]:
    """The statements of the record of competing hypotheses; the IRI is that of the dispute with a fragment that names the profile."""
    dispute = iri_of(record["dispute"], base)
    about = NamedNode(f"{dispute.value}#hypotheses{under(record['trust'])}")
    columns = [part_of(about, one["letter"]) for one in record["hypotheses"]]
    yield from described(about, CG.HypothesisTable, {CG.tableOf: dispute, **_weighed(record, base, collection)})
    for place, (column, one) in enumerate(zip(columns, record["hypotheses"], strict=True)):
        yield statement(about, CG.tableHypothesis, column)
        told: dict[URIRef, Value] = {
            CG.index: Literal(place),
            CG.hypothesisPosition: NamedNode(f"{dispute.value}#position-{one['letter']}"),
            CG.hypothesisRank: Literal(one["rank"]),
            CG.inconsistencyCount: Literal(one["count"]),
            CG.inconsistencyWeighted: number(one["weighted"]),
            CG.inconsistencyDistance: Literal(one["inconsistency"]),
            CG.consistencyDistance: Literal(one["consistency"]),
        }
        yield from described(column, CG.Hypothesis, told)
    for place, row in enumerate(record["evidence"]):
        part = part_of(about, f"evidence-{place}")
        yield statement(about, CG.tableEvidence, part)
        yield from _evidence(part, {**row, "index": place}, columns, base)


def _evidence(part: NamedNode, row: Mapping[str, Any], columns: Iterable[NamedNode], base: str) -> Iterator[Triple]:
    yield from described(
        part,
        CG.Evidence,
        {
            CG.index: Literal(row["index"]),
            CG.evidenceClaim: nodes(row["claims"], base),
            CG.originFor: nodes(row["voices"], base),
            CG.scoreValue: number(row["credibility"]),
            CG.diagnosticity: number(row["diagnosticity"]),
        },
    )
    for place, (column, fit, links) in enumerate(zip(columns, row["fits"], row["links"], strict=True)):
        one = part_of(part, f"fit-{place}")
        yield statement(part, CG.evidenceFit, one)
        yield from described(one, CG.Fit, {CG.fitWith: column, CG.fitDegree: Literal(fit), CG.fitThrough: nodes(links, base)})


def opinion_triples(record: Mapping[str, Any], base: str, collection: str | None = None) -> Iterator[Triple]:
    """The statements of the record of the opinion of a claim: each origin is a part of it, and each of its sayings a part of that.

    The IRI is that of the claim with a fragment that names the profile.
    """
    about = NamedNode(f"{iri_of(record['claim'], base).value}#opinion{under(record['trust'])}")
    own: dict[URIRef, Value] = {CG.opinionOn: nodes(record["claims"], base), CG.opinionWord: words(record["word"])}
    yield from described(about, CG.ClaimOpinion, {**own, **_held(record), **_weighed(record, base, collection)})
    yield from rules_of(about, record["rules"], base)
    for place, origin in enumerate(record["origins"]):
        part, voice = part_of(about, f"origin-{place}"), iri_of(origin["voice"], base)
        yield statement(about, CG.opinionPart, part)
        yield from described(part, CG.OpinionPart, {CG.index: Literal(place), CG.reasonNode: voice, **_held(origin)})
        for number_, said in enumerate(origin["sayings"]):
            yield from _saying(part, {**said, "index": number_}, voice, base)


def _saying(origin: NamedNode, said: Mapping[str, Any], voice: NamedNode, base: str) -> Iterator[Triple]:
    part = part_of(origin, f"saying-{said['index']}")
    yield statement(origin, CG.opinionPart, part)
    told: dict[URIRef, Value] = {
        CG.index: Literal(said["index"]),
        CG.reasonNode: voice,
        CG.reasonThrough: nodes((said["assertion"], *([said["link"]] if said["link"] else ())), base),
        CG.reasonBase: number(said["trust"]),
        CG.opinionWord: words(said["word"]),
    }
    yield from described(part, CG.OpinionPart, {**told, **_held(said)})
    yield from rules_of(part, said["rules"], base)


def _held(record: Mapping[str, Any]) -> dict[URIRef, Value]:
    parts = {term: number(record["opinion"][name]) for name, term in _NUMBERS.items()}
    return {**parts, CG.opinionProbability: number(record["probability"])}


def _weighed(record: Mapping[str, Any], base: str, collection: str | None) -> dict[URIRef, Value]:
    return {
        CG.trustProfile: words(record["trust"]),
        CG.underProfile: profile_iri(record["trust"], base, collection),
        CG.formulaVersion: Literal(record["version"]),
        CG.weighedWhole: Literal(record["whole"]),
    }
