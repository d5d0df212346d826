"""Findings as RDF, where they are asked for: a graph of its own, derived, no part of the record."""

from collections import Counter
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple
from rdflib import RDF, XSD

from claimgraph.model import Finding, FindingStep
from claimgraph.rdf.naming import iri_of, statement
from claimgraph.rdf.terms import CG, OA


def finding_triples(findings: Iterable[Finding], base: str) -> Iterator[Triple]:
    """The statements of findings; the IRI of each is that of its target with a fragment that names its kind, and counts where it must."""
    places: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        place = places[finding.target, finding.kind]
        places[finding.target, finding.kind] += 1
        node = finding_node(finding, place, base)
        yield from gist_triples(finding, node, base)
        for number, step in enumerate(finding.steps):
            part = NamedNode(f"{node.value}-step-{number}")
            yield statement(node, CG.findingStep, part)
            yield from _step_triples(step, number, part, base)


def finding_node(finding: Finding, place: int, base: str) -> NamedNode:
    """The IRI of a finding that so many of its kind about its target come before."""
    return NamedNode(f"{base}{finding.target}#finding-{quote(finding.kind, safe='')}{f'-{place}' if place else ''}")


def gist_triples(finding: Finding, node: NamedNode, base: str) -> Iterator[Triple]:
    """The statements of a finding without what leads to it."""
    yield statement(node, RDF.type, NamedNode(str(CG.Finding)))
    yield statement(node, CG.findingKind, Literal(finding.kind))
    yield statement(node, CG.findingAbout, iri_of(finding.target, base))
    yield statement(node, CG.findingSays, Literal(finding.message))


def _step_triples(step: FindingStep, number: int, part: NamedNode, base: str) -> Iterator[Triple]:
    yield statement(part, RDF.type, NamedNode(str(CG.FindingStep)))
    yield statement(part, CG.index, _number(number))
    yield statement(part, CG.stepNode, iri_of(step.node, base))
    yield statement(part, CG.stepSays, Literal(step.says))
    if step.voice:
        yield statement(part, CG.stepVoice, iri_of(step.voice, base))
    if step.anchor is not None:
        yield statement(part, CG.stepDocument, iri_of(step.document, base))
        yield statement(part, OA.exact, Literal(step.anchor.exact))
        yield statement(part, OA.start, _number(step.anchor.start))
        yield statement(part, OA.end, _number(step.anchor.end))


def _number(value: int) -> Literal:
    return Literal(str(value), datatype=NamedNode(str(XSD.integer)))
