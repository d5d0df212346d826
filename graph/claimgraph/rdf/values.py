"""What truth discovery favours as RDF, where it is asked for: a graph of its own, derived, no part of the record."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple
from rdflib import RDF, XSD, URIRef

from claimgraph.rdf import telling
from claimgraph.rdf.naming import iri_of, statement
from claimgraph.rdf.terms import CG

TERMS = frozenset({CG.valueIn, CG.valueWords, CG.valueClaim, CG.valueOrigin, CG.valueRival})
"""The properties of contested values."""
BELIEFS = frozenset({CG.beliefIn, CG.beliefDegree, CG.beliefLeads, CG.beliefMethod})
"""Those of what a method makes of them."""


DEPENDENCES = frozenset({CG.dependenceIn, CG.dependenceBetween, CG.dependenceProbability, CG.beliefMethod})
"""Those of how probable a method holds it that one voice copies another."""


def value_triples(record: Mapping[str, Any], base: str) -> Iterator[Triple]:
    """The statements of the record of a dispute's values: each value, and what each method makes of it and of those who say it.

    Also which of those it holds to copy each other.

    The IRI of a value is that of its dispute with a fragment.
    """
    values = [_values(question, base) for question in record["questions"]]
    for question, nodes in zip(record["questions"], values, strict=True):
        for node, value in zip(nodes, question["values"], strict=True):
            yield from _value_triples(node, value, question, nodes, base=base)
    for told in record["told"]:
        method = f"{told['method']} ({record['version']})"
        for favour, nodes in zip(told["favours"], values, strict=True):
            yield from _favour_triples(nodes, method, favour)
        for weight in told["weights"]:
            yield from _belief_triples(iri_of(weight["voice"], base), method, weight["trust"], None)
        yield from _dependence_triples(iri_of(record["dispute"], base), method, told["dependences"], base)


def _values(question: Mapping[str, Any], base: str) -> list[NamedNode]:
    dispute = iri_of(question["dispute"], base).value
    return [NamedNode(f"{dispute}#value-{question['type']}-{question['id']}-{number}") for number in range(len(question["values"]))]


def _value_triples(
    node: NamedNode, value: Mapping[str, Any], question: Mapping[str, Any], nodes: list[NamedNode], *, base: str
) -> Iterator[Triple]:
    yield statement(node, RDF.type, NamedNode(str(CG.ContestedValue)))
    yield statement(node, CG.valueIn, iri_of(question["dispute"], base))
    yield statement(node, CG.valueWords, Literal(value["words"]))
    yield from (statement(node, CG.valueClaim, iri_of(claim, base)) for claim in value["claims"])
    yield from (statement(node, CG.valueOrigin, iri_of(voice, base)) for voice in value["origins"])
    yield from (statement(node, CG.valueRival, rival) for rival in nodes if rival != node)


def _favour_triples(nodes: list[NamedNode], method: str, favour: Mapping[str, Any]) -> Iterator[Triple]:
    for number, (node, degree) in enumerate(zip(nodes, favour["beliefs"], strict=True)):
        yield from _belief_triples(node, method, degree, favour["leads"] == number)


def _dependence_triples(dispute: NamedNode, method: str, pairs: Iterable[Mapping[str, Any]], base: str) -> Iterator[Triple]:
    for pair in pairs:
        about = NamedNode(f"{dispute.value}#dependence-{quote(method, safe='')}-{pair['first']}-{pair['second']}")
        told: dict[URIRef, telling.Value] = {
            CG.dependenceIn: dispute,
            CG.dependenceBetween: telling.nodes((pair["first"], pair["second"]), base),
            CG.dependenceProbability: telling.number(pair["probability"]),
            CG.beliefMethod: Literal(method),
        }
        yield from telling.described(about, CG.Dependence, told)


def _belief_triples(about: NamedNode, method: str, degree: float, leads: bool | None) -> Iterator[Triple]:
    mark = "-" if "#" in about.value else "#"
    node = NamedNode(f"{about.value}{mark}belief-{quote(method, safe='')}")
    yield statement(node, RDF.type, NamedNode(str(CG.Belief)))
    yield statement(node, CG.beliefIn, about)
    yield statement(node, CG.beliefMethod, Literal(method))
    yield statement(node, CG.beliefDegree, Literal(str(degree), datatype=NamedNode(str(XSD.double))))
    if leads is not None:
        yield statement(node, CG.beliefLeads, Literal(leads))
