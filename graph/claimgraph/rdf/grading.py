"""The grades that stand as RDF, where they are asked for, with the opinion that each stands for; the judgements are in the record."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from pyoxigraph import NamedNode, Triple
from rdflib import URIRef

from claimgraph.rdf.naming import iri_of
from claimgraph.rdf.telling import described, named, node, number, words
from claimgraph.rdf.terms import CG, ICD203
from claimgraph.verdicts import CREDIBILITY, LIKELIHOODS, RELIABILITY

PROPERTIES: Mapping[URIRef, frozenset[URIRef]] = MappingProxyType(
    {
        CG.Grade: frozenset(
            {
                *(CG.gradeOf, CG.gradeIs, CG.gradeAbout, CG.gradeFrom, CG.formulaVersion),
                *(CG.opinionBelief, CG.opinionDisbelief, CG.opinionUncertainty, CG.opinionBaseRate, CG.opinionProbability),
            }
        )
    }
)
"""The properties of a grade."""
CONCEPTS: Mapping[str, URIRef] = MappingProxyType(
    {
        **{letter: CG[f"admiraltyReliability{letter}"] for letter in RELIABILITY},
        **{digit: CG[f"admiraltyCredibility{digit}"] for digit in CREDIBILITY},
        **{word: CG[f"icd203{name}"] for word, name in zip(LIKELIHOODS, ICD203, strict=True)},
    }
)
"""The concept of each verdict that grades."""


def grade_triples(record: Mapping[str, Any], base: str) -> Iterator[Triple]:
    """The statements of the record of the grades of a node; the IRI is that of the node with a fragment that names the topic."""
    graded = iri_of(record["head"], base)
    for grade in record["standing"]:
        opinion = grade["opinion"]
        about = NamedNode(f"{graded.value}#grade{'-' if grade['about'] else ''}{grade['about'] or ''}")
        yield from described(
            about,
            CG.Grade,
            {
                CG.gradeOf: graded,
                CG.gradeIs: named(CONCEPTS[grade["verdict"]]),
                CG.gradeAbout: node(grade["about"], base),
                CG.gradeFrom: node(grade["judgement"]["id"], base),
                CG.formulaVersion: words(record["version"]),
                CG.opinionBelief: number(opinion["belief"]),
                CG.opinionDisbelief: number(opinion["disbelief"]),
                CG.opinionUncertainty: number(opinion["uncertainty"]),
                CG.opinionBaseRate: number(opinion["base_rate"]),
                CG.opinionProbability: number(grade["probability"]),
            },
        )
