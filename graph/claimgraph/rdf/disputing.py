"""Disputes with their positions as RDF, where they are asked for: a graph of its own, derived and never part of the record."""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple
from rdflib import RDF

from claimgraph.derivations import Dispute, Position
from claimgraph.rdf.naming import iri_of, statement
from claimgraph.rdf.terms import CG

TERMS = frozenset(
    {
        *(CG.disputeQuestion, CG.disputeStatus, CG.disputePosition, CG.disputeRung, CG.disputeApparent),
        *(CG.disputeSupport, CG.disputeUndercut, CG.disputeCut, CG.disputeFrustration),
        *(CG.disputeAbout, CG.fewestOrigins, CG.rungCount),
    }
)
"""The properties of disputes."""
POSITIONS = frozenset({CG.positionLetter, CG.positionClaim, CG.positionOrigin, CG.positionRelay, CG.positionOriginsAtMost})
"""Those of their positions."""


def dispute_triples(disputes: Iterable[Dispute], base: str) -> Iterator[Triple]:
    """The statements of disputes; the IRI of a position is that of its dispute with a fragment."""
    for dispute in disputes:
        node = iri_of(dispute.id, base)
        yield statement(node, RDF.type, NamedNode(str(CG.Dispute)))
        yield statement(node, CG.disputeQuestion, Literal(dispute.question))
        yield statement(node, CG.disputeStatus, Literal(dispute.status))
        yield statement(node, CG.disputeFrustration, Literal(dispute.frustration))
        yield from _contested_triples(node, dispute, base)
        yield from _link_triples(node, dispute, base)
        for position in dispute.positions:
            part = NamedNode(f"{node.value}#position-{position.letter}")
            yield statement(node, CG.disputePosition, part)
            yield from _position_triples(part, position, base)


def _contested_triples(node: NamedNode, dispute: Dispute, base: str) -> Iterator[Triple]:
    """What it is about, and the counts by which lists show the most contested first."""
    yield from (statement(node, CG.disputeAbout, iri_of(entity, base)) for entity in dispute.entities)
    yield statement(node, CG.fewestOrigins, Literal(min((len(position.origins) for position in dispute.positions), default=0)))
    yield statement(node, CG.rungCount, Literal(len(dispute.rungs)))


def _link_triples(node: NamedNode, dispute: Dispute, base: str) -> Iterator[Triple]:
    """The links that the dispute rests on: those between its sides, those that bear on these, and those that lead to other disputes."""
    rungs, apparent = ((rung.link for rung in rungs) for rungs in (dispute.rungs, dispute.apparent))
    held = ((CG.disputeRung, rungs), (CG.disputeApparent, apparent), (CG.disputeSupport, dispute.supports))
    for term, links in (*held, (CG.disputeUndercut, dispute.undercuts), (CG.disputeCut, dispute.cut)):
        yield from (statement(node, term, iri_of(link, base)) for link in links)


def _position_triples(part: NamedNode, position: Position, base: str) -> Iterator[Triple]:
    yield statement(part, RDF.type, NamedNode(str(CG.Position)))
    yield statement(part, CG.positionLetter, Literal(position.letter))
    yield statement(part, CG.positionOriginsAtMost, Literal(len(position.origins)))
    held = ((CG.positionClaim, position.claims), (CG.positionOrigin, position.origins), (CG.positionRelay, position.relays))
    yield from (statement(part, term, iri_of(node, base)) for term, nodes in held for node in nodes)
