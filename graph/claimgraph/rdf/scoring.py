"""A score as RDF, where it is asked for, with all that pulls at the claim: a graph of its own, derived, no part of the record."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple
from rdflib import URIRef

from claimgraph.rdf.naming import iri_of, statement
from claimgraph.rdf.telling import Value, described, node, nodes, number, part_of, profile_iri, rules_of, under, words
from claimgraph.rdf.terms import CG

PROPERTIES: Mapping[URIRef, frozenset[URIRef]] = MappingProxyType(
    {
        CG.Score: frozenset(
            {
                *(CG.scoreOf, CG.scoreValue, CG.scoreLow, CG.scoreHigh, CG.scoreBase, CG.scoreClaim, CG.scoreSpread),
                *(CG.formula, CG.formulaVersion, CG.trustProfile, CG.underProfile, CG.certificate, CG.standing, CG.contestedCore),
                *(CG.originFor, CG.originAgainst, CG.weighedWhole),
                *(CG.scoreReason, CG.reasonsLeftOut, CG.appliedRule, CG.scoreShare, CG.shareBase),
            }
        ),
        CG.SpreadValue: frozenset({CG.formula, CG.scoreValue}),
        CG.Reason: frozenset(
            {
                *(CG.index, CG.reasonNode, CG.reasonThrough, CG.reasonWeight, CG.reasonStrength, CG.reasonBase, CG.reasonSharing),
                *(CG.appliedRule, CG.scoreWithout, CG.reasonEffect, CG.reasonSensitivity),
            }
        ),
        CG.AppliedRule: frozenset({CG.index, CG.ruleName, CG.ruleValue, CG.ruleWhy, CG.ruleFrom}),
        CG.Share: frozenset({CG.index, CG.shareOf, CG.shareOthers, CG.shareValue}),
    }
)
"""The properties of a score, of the value that another formula gives, of what pulls at the claim, and of what a voice has in the score."""


def score_triples(
    score: Mapping[str, Any], base: str, *, whole: bool, why: Mapping[str, Any] | None = None, collection: str | None = None
) -> Iterator[Triple]:
    """The statements of the record of a score, with the reasons for it where they are given.

    The IRI is that of its claim with a fragment that names the profile. Of what pulls at the claim weight · strength add up to the energy
    of the formula; with reasons each also has what the score would be without it, and `shareBase` and the shares add up to the value.
    """
    about = NamedNode(f"{iri_of(score['claim'], base).value}#score{under(score['trust'])}")
    yield from described(about, CG.Score, {**_own(score, base, collection), CG.weighedWhole: Literal(whole)})
    for formula, value in score["spread"].items():
        other = part_of(about, f"spread-{under(formula)[1:]}")
        yield statement(about, CG.scoreSpread, other)
        yield from described(other, CG.SpreadValue, {CG.formula: Literal(formula), CG.scoreValue: number(value)})
    yield from rules_of(about, score["rules"], base)
    yield from _pulls(about, score["steps"], why, base)
    if why:
        yield from _shares(about, why, base)


def _own(score: Mapping[str, Any], base: str, collection: str | None) -> dict[URIRef, Value]:
    return {
        CG.scoreOf: iri_of(score["claim"], base),
        CG.scoreClaim: nodes(score["claims"], base),
        CG.scoreValue: number(score["value"]),
        CG.scoreLow: number(score["low"]),
        CG.scoreHigh: number(score["high"]),
        CG.scoreBase: number(score["base"]),
        CG.formula: Literal(score["formula"]),
        CG.formulaVersion: Literal(score["version"]),
        CG.trustProfile: words(score["trust"]),
        CG.underProfile: profile_iri(score["trust"], base, collection),
        CG.certificate: Literal(score["certificate"]),
        CG.standing: Literal(score["status"]),
        CG.contestedCore: None if score["contested_core"] is None else Literal(score["contested_core"]),
        CG.originFor: nodes(score["tally"]["for"], base),
        CG.originAgainst: nodes(score["tally"]["against"], base),
    }


def _pulls(about: NamedNode, steps: Iterable[Mapping[str, Any]], why: Mapping[str, Any] | None, base: str) -> Iterator[Triple]:
    """What pulls at the claim: the reasons, the greatest effect first, and what else there is."""
    reasons = why["reasons"] if why else ()
    rest = list(steps)
    for reason in reasons:
        rest.remove(reason["step"])
    for place, reason in enumerate((*reasons, *({"step": step} for step in rest))):
        part = part_of(about, f"reason-{place}")
        yield statement(about, CG.scoreReason, part)
        yield from described(part, CG.Reason, {CG.index: Literal(place), **_reason(reason, base)})
        yield from rules_of(part, reason["step"]["rules"], base)
    if why:
        yield statement(about, CG.reasonsLeftOut, Literal(why["left_out"]))


def _reason(reason: Mapping[str, Any], base: str) -> dict[URIRef, Value]:
    step = reason["step"]
    return {
        CG.reasonNode: iri_of(step["node"], base),
        CG.reasonThrough: node(step["link"] or step["assertion"], base),
        CG.reasonWeight: number(step["weight"]),
        CG.reasonStrength: number(step["strength"]),
        CG.reasonBase: number(step["base"]),
        CG.reasonSharing: Literal(step["share"]),
        CG.scoreWithout: number(reason.get("without")),
        CG.reasonEffect: number(reason.get("effect")),
        CG.reasonSensitivity: number(reason.get("sensitivity")),
    }


def _shares(about: NamedNode, why: Mapping[str, Any], base: str) -> Iterator[Triple]:
    if why["shares"]:
        yield statement(about, CG.shareBase, number(why["base"]) or Literal(0.0))
    for place, share in enumerate(why["shares"]):
        part = part_of(about, f"share-{place}")
        yield statement(about, CG.scoreShare, part)
        others = Literal(share["others"]) if share["others"] else None
        told = {CG.shareOf: node(share["voice"], base), CG.shareOthers: others, CG.shareValue: number(share["value"])}
        yield from described(part, CG.Share, {CG.index: Literal(place), **told})
