"""Findings and predictions as RDF, where they are asked for: graphs of their own, derived and never part of the record or of an export."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple
from rdflib import RDF, XSD, URIRef

from claimgraph.model import Finding, FindingStep
from claimgraph.rdf.naming import iri_of
from claimgraph.rdf.terms import CG, OA


def finding_triples(findings: Iterable[Finding], base: str) -> Iterator[Triple]:
    """The statements of findings; the IRI of each is that of its target with a fragment that names its kind, and counts where it must."""
    places: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        place = places[finding.target, finding.kind]
        places[finding.target, finding.kind] += 1
        node = NamedNode(f"{base}{finding.target}#finding-{quote(finding.kind, safe='')}{f'-{place}' if place else ''}")
        yield _said(node, RDF.type, NamedNode(str(CG.Finding)))
        yield _said(node, CG.findingKind, Literal(finding.kind))
        yield _said(node, CG.findingAbout, iri_of(finding.target, base))
        yield _said(node, CG.findingSays, Literal(finding.message))
        for number, step in enumerate(finding.steps):
            part = NamedNode(f"{node.value}-step-{number}")
            yield _said(node, CG.findingStep, part)
            yield from _step_triples(step, number, part, base)


def prediction_triples(predictions: Iterable[Mapping[str, Any]], base: str) -> Iterator[Triple]:
    """For the record of each prediction when it is due, how it stands, and what settles it."""
    for item in predictions:
        node = iri_of(item["claim"], base)
        if item["due"] is not None:
            yield _said(node, CG.due, Literal(item["due"]))
        yield _said(node, CG.outcome, Literal(item["state"]))
        for settling in item["by"]:
            yield _said(node, CG.outcomeBy, iri_of(settling, base))


def _step_triples(step: FindingStep, number: int, part: NamedNode, base: str) -> Iterator[Triple]:
    yield _said(part, RDF.type, NamedNode(str(CG.FindingStep)))
    yield _said(part, CG.index, _number(number))
    yield _said(part, CG.stepNode, iri_of(step.node, base))
    yield _said(part, CG.stepSays, Literal(step.says))
    if step.voice:
        yield _said(part, CG.stepVoice, iri_of(step.voice, base))
    if step.anchor is not None:
        yield _said(part, CG.stepDocument, iri_of(step.document, base))
        yield _said(part, OA.exact, Literal(step.anchor.exact))
        yield _said(part, OA.start, _number(step.anchor.start))
        yield _said(part, OA.end, _number(step.anchor.end))


def _number(value: int) -> Literal:
    return Literal(str(value), datatype=NamedNode(str(XSD.integer)))


def _said(node: NamedNode, term: URIRef, value: NamedNode | Literal) -> Triple:
    return Triple(node, NamedNode(str(term)), value)
