"""Predictions and how they came out as RDF, where they are asked for: graphs of their own, derived, no part of the record.

How a prediction stands depends on the day that is asked about, which is told with it.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple
from rdflib import XSD, URIRef

from claimgraph.rdf.naming import iri_of, statement
from claimgraph.rdf.telling import Value, described, nodes, part_of, valued, words
from claimgraph.rdf.terms import CG

TERMS = frozenset({CG.due, CG.dueDay, CG.outcome, CG.outcomeOn, CG.outcomeBy, CG.outcomeMaybe, CG.predictedBy})
"""What is said of a claim that predicts."""
PROPERTIES: Mapping[URIRef, frozenset[URIRef]] = MappingProxyType(
    {
        CG.TrackRecord: frozenset({CG.trackOf, CG.trackOn, CG.trackWhole, CG.trackCount}),
        CG.OutcomeCount: frozenset({CG.outcome, CG.outcomeNumber}),
    }
)
"""The properties of how those of a voice came out, and of each count."""


def prediction_triples(predictions: Iterable[Mapping[str, Any]], on: date, base: str) -> Iterator[Triple]:
    """For the record of each prediction who made it, when it is due, how it stands on that day, what settles it and what might."""
    for item in predictions:
        node = iri_of(item["claim"], base)
        told: dict[URIRef, Value] = {
            CG.due: words(item["due"]),
            CG.dueDay: _day(item["day"]),
            CG.outcome: Literal(item["state"]),
            CG.outcomeOn: _day(on.isoformat()),
            CG.outcomeBy: nodes(item["by"], base),
            CG.outcomeMaybe: nodes(item["maybe"], base),
            CG.predictedBy: nodes(item["voices"], base),
        }
        yield from valued(node, told)


def track_triples(record: Mapping[str, Any], on: date, base: str) -> Iterator[Triple]:
    """How many of those that a voice made stand how on that day, and each of them."""
    source = iri_of(record["source"], base)
    about = NamedNode(f"{source.value}#predictions")
    yield from described(
        about, CG.TrackRecord, {CG.trackOf: source, CG.trackOn: _day(on.isoformat()), CG.trackWhole: Literal(record["whole"])}
    )
    for place, (state, number) in enumerate(record["counts"].items()):
        part = part_of(about, f"count-{place}")
        yield statement(about, CG.trackCount, part)
        yield from described(part, CG.OutcomeCount, {CG.outcome: Literal(state), CG.outcomeNumber: Literal(number)})
    yield from prediction_triples(record["predictions"], on, base)


def _day(day: str | None) -> Literal | None:
    return Literal(day, datatype=NamedNode(str(XSD.date))) if day else None
