"""OWL terms, terms.py, the JSON-LD context, the shapes, the dataclasses and the mapping say the same, in both directions."""

import dataclasses
import json
from typing import Any

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.namespace import SH

from builders import contested_province
from claimgraph import derivations, model
from claimgraph.rdf.changing import PROPERTIES as CHANGES
from claimgraph.rdf.conflicting import FIELDS as CONFLICT_FIELDS
from claimgraph.rdf.conflicting import PROPERTIES as CONFLICTS
from claimgraph.rdf.deriving import TERMS as DERIVED_GRAPH
from claimgraph.rdf.disputing import POSITIONS
from claimgraph.rdf.disputing import TERMS as DISPUTES
from claimgraph.rdf.grading import PROPERTIES as GRADES
from claimgraph.rdf.mapping import to_quads
from claimgraph.rdf.naming import local_name
from claimgraph.rdf.ontology import ONTOLOGY_FOLDER
from claimgraph.rdf.opinions import PROPERTIES as OPINIONS
from claimgraph.rdf.originating import PROPERTIES as ORIGINS
from claimgraph.rdf.predicting import PROPERTIES as RECORDS
from claimgraph.rdf.predicting import TERMS as PREDICTIONS
from claimgraph.rdf.properties import CLASSES, FIELDS, PLAIN_EDGES, Holds, Property, properties_of
from claimgraph.rdf.proposals import FIELDS as PROPOSAL_FIELDS
from claimgraph.rdf.scoring import PROPERTIES as SCORES
from claimgraph.rdf.telling import DERIVED_BY_RULES, MOMENTARY
from claimgraph.rdf.terms import CG, NAMESPACE, PREFIXES, SCALES, concept, concept_name, scheme_name
from claimgraph.rdf.trusting import PROPERTIES as TRUST
from claimgraph.rdf.values import BELIEFS, DEPENDENCES
from claimgraph.rdf.values import TERMS as VALUES

DEFINED_ALONE = {CG.Origin}
"""Classes that the ontology defines and nobody writes."""
PROPOSALS = set(PROPOSAL_FIELDS.values())
"""Properties of proposals, which are derived and of no node."""
IN_PARTS = {
    *(CG.Position, CG.SpreadValue, CG.Reason, CG.AppliedRule, CG.Share, CG.TrustRule, CG.Change),
    *(CG.ConsistentSet, CG.HeardVoice, CG.OutcomeCount),
    *(CG.Hypothesis, CG.Evidence, CG.Fit, CG.OpinionPart),
}
"""Classes of parts of what is derived: the whole says as of when it is."""


def _stamps(kind: URIRef) -> set[URIRef]:
    """What is said of each thing of a class as of when, and by what, it is derived."""
    return {term for term, kinds in ((CG.reflects, MOMENTARY), (CG.derivedBy, DERIVED_BY_RULES)) if kind in kinds}


_WRITTEN = {
    **SCORES,
    **CHANGES,
    **TRUST,
    CG.Dispute: DISPUTES,
    CG.Position: POSITIONS,
    CG.DerivedGraph: DERIVED_GRAPH,
    **CONFLICTS,
    **ORIGINS,
    **GRADES,
    **OPINIONS,
    **RECORDS,
    CG.Proposal: PROPOSALS,
    CG.ContestedValue: VALUES,
    CG.Belief: BELIEFS,
    CG.Dependence: DEPENDENCES,
}
DERIVED = {kind: {*terms, *_stamps(kind)} for kind, terms in _WRITTEN.items()}
"""The classes of what is derived, each with its properties, by which its shape bounds it."""
FINDINGS = {
    *_stamps(CG.Finding),
    *(CG.findingKind, CG.findingAbout, CG.findingSays, CG.findingStep),
    *(CG.stepNode, CG.stepSays, CG.stepVoice, CG.stepDocument),
    *PREDICTIONS,
}
"""Properties of findings with their steps and of how predictions stand, likewise."""
BOOKKEEPING = {CG.index, CG.order}
"""Properties of order, which no field carries."""
WATERMARK = {CG.reflects}
"""What the index alone writes."""
PARTS = {kind for kind in FIELDS if kind not in CLASSES} - {model.Slots, model.Voice, model.Content, model.Review}
ALIGNED = (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch, SKOS.relatedMatch, SKOS.exactMatch)


@pytest.fixture(scope="module")
def owl() -> Graph:
    return Graph().parse(ONTOLOGY_FOLDER / "claimgraph.ttl", format="turtle")


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(ONTOLOGY_FOLDER / "shapes.ttl", format="turtle")


@pytest.fixture(scope="module")
def context() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((ONTOLOGY_FOLDER / "context.jsonld").read_text("utf-8"))["@context"]
    return loaded


def _terms(owl: Graph, *kinds: URIRef) -> set[URIRef]:
    found = {term for kind in kinds for term in owl.subjects(RDF.type, kind)}
    return {term for term in found if isinstance(term, URIRef) and term.startswith(NAMESPACE)}


def _all(owl: Graph) -> set[URIRef]:
    return {term for term in owl.subjects(RDF.type) if isinstance(term, URIRef) and term.startswith(NAMESPACE)}


def _classes(owl: Graph) -> set[URIRef]:
    return _terms(owl, OWL.Class)


def _properties(owl: Graph) -> set[URIRef]:
    return _terms(owl, OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property)


def _carried(*kinds: type) -> list[Property]:
    return [item for kind in kinds or FIELDS for item in properties_of(kind) if item.holds is not Holds.INLINE]


def test_every_term_has_a_label_a_comment_and_an_alignment(owl: Graph) -> None:
    for term in _all(owl):
        assert owl.value(term, RDFS.label), term
        assert owl.value(term, RDFS.comment), term
    for term in _classes(owl) | _properties(owl):
        matches = [match for relation in ALIGNED for match in owl.objects(term, relation)]
        assert any(isinstance(match, URIRef) and not match.startswith(NAMESPACE) for match in matches), term


def test_the_ontology_and_the_closed_namespace_hold_the_same_terms(owl: Graph) -> None:
    listed = [CG[name] for name in (*CG.__annotations__, *CG._extras) if not name.startswith("_")]
    assert len(listed) == len(set(listed))
    assert set(listed) == _all(owl)
    with pytest.raises(AttributeError):
        CG.contradict  # noqa: B018 - the access is what must fail


def test_every_class_is_a_dataclass_a_scale_or_defined_alone(owl: Graph) -> None:
    expected = {CG[kind.__name__] for kind in (*CLASSES, *PARTS, *SCALES)}
    assert _classes(owl) == expected | DEFINED_ALONE | {*DERIVED, CG.Finding, CG.FindingStep}
    assert {terms[0] for terms in CLASSES.values()} == {CG[kind.__name__] for kind in CLASSES}


def test_every_property_carries_a_field_or_is_derived(owl: Graph) -> None:
    written = {URIRef(item.term) for item in _carried()} | FINDINGS.union(*DERIVED.values())
    ours = {term for term in written if term.startswith(NAMESPACE)}
    assert _properties(owl) == ours | set(PLAIN_EDGES) | BOOKKEEPING | WATERMARK


def test_what_is_of_one_moment_says_so_and_has_a_class_that_is_derived() -> None:
    assert {kind for kind in (*DERIVED, CG.Finding) if kind not in IN_PARTS} == MOMENTARY


def test_conflict_sets_and_proposals_carry_each_of_their_fields() -> None:
    assert {"id", *CONFLICT_FIELDS} == {field.name for field in dataclasses.fields(derivations.ConflictSet)}
    assert {"id", "kind", *PROPOSAL_FIELDS} == {field.name for field in dataclasses.fields(derivations.Proposal)}


@pytest.mark.parametrize("kind", DERIVED, ids=local_name)
def test_what_is_derived_is_bounded_by_its_shape(shapes: Graph, kind: URIRef) -> None:
    shape = URIRef(f"{kind}Shape")
    assert shapes.value(shape, SH.targetClass) == kind
    assert {shapes.value(bound, SH.path) for bound in shapes.objects(shape, SH.property)} == DERIVED[kind]


def test_every_field_of_the_model_is_carried() -> None:
    for kind, listed in FIELDS.items():
        names = {field.name for field in dataclasses.fields(kind)}
        assert set(listed) == names - ({"id"} if kind in CLASSES else set()), kind
    assert set(CLASSES) == set(model.SHELVES)


def test_every_enumeration_is_a_concept_scheme(owl: Graph) -> None:
    for scale in SCALES:
        scheme, kind = CG[scheme_name(scale)], URIRef(NAMESPACE + scale.__name__)
        assert (scheme, RDF.type, SKOS.ConceptScheme) in owl
        assert set(owl.subjects(SKOS.inScheme, scheme)) == set(owl.objects(scheme, SKOS.hasTopConcept)) == set(map(concept, scale))
        for value in scale:
            assert str(owl.value(concept(value), SKOS.notation)) == value.value
            assert (concept(value), RDF.type, kind) in owl
    used = {item.type for item in _carried() if item.holds is Holds.WORD}
    assert used == set(SCALES)


def test_the_context_names_every_term_that_is_written(context: dict[str, Any]) -> None:
    expected = {local_name(item.term) for item in _carried()} | {
        local_name(term) for term in (*PLAIN_EDGES, *BOOKKEEPING, *FINDINGS.union(*DERIVED.values()), *DERIVED, CG.Finding, CG.FindingStep)
    }
    expected |= {kind.__name__ for kind in CLASSES} | {concept_name(value) for scale in SCALES for value in scale}
    assert set(context) == expected | set(PREFIXES) | {"@version"}
    for prefix, iri in PREFIXES.items():
        stated = context[prefix]
        assert (stated["@id"] if isinstance(stated, dict) else stated) == iri


def test_the_context_states_what_each_property_holds(context: dict[str, Any]) -> None:
    coercions = {
        Holds.TEXT: None,
        Holds.NAME: None,
        Holds.ADDRESS: "xsd:anyURI",
        Holds.NUMBER: "xsd:double",
        Holds.COUNT: "xsd:integer",
        Holds.FLAG: "xsd:boolean",
        Holds.WORD: "@vocab",
        Holds.NODE: "@id",
        Holds.PART: "@id",
        Holds.SERIES: "@json",
    }
    for item in _carried():
        stated = context[local_name(item.term)]
        definition = stated if isinstance(stated, dict) else {"@id": stated}
        prefix, _, name = definition["@id"].partition(":")
        assert PREFIXES[prefix] + name == item.term
        assert definition.get("@type") == coercions[item.holds], item
        assert (definition.get("@container") == "@set") == (item.many and item.holds is not Holds.SERIES), item


def test_the_shapes_bound_every_field_as_the_dataclass_does(shapes: Graph) -> None:
    for kind in (*CLASSES, *PARTS):
        shape = CG._NS[f"{kind.__name__}Shape"]
        assert (shape, SH.closed, None) in shapes
        paths = {shapes.value(bound, SH.path): bound for bound in shapes.objects(shape, SH.property)}
        fields = {URIRef(item.term): item for item in _fields(kind)}
        extra = {path for path in paths if isinstance(path, URIRef)} - fields.keys()
        assert extra <= set(PLAIN_EDGES) | BOOKKEEPING, kind
        for term, item in fields.items():
            assert _bound(shapes, paths[term], SH.maxCount) == (None if item.many and item.holds is not Holds.SERIES else 1), item
            always = item.required or (item.holds is Holds.WORD and not item.many and item.default is not None)
            assert _bound(shapes, paths[term], SH.minCount) == (1 if always else None), item


def _fields(kind: type) -> list[Property]:
    found: list[Property] = []
    for item in properties_of(kind):
        inner = _fields(item.type) if item.holds is Holds.INLINE else [item]
        found += [dataclasses.replace(part, required=False, default=None) for part in inner] if _may_lack(item) else inner
    return found


def _may_lack(item: Property) -> bool:
    """Whether a node may lack all fields of a part that is written as its own."""
    return item.holds is Holds.INLINE and not item.required and item.default is None


def _bound(shapes: Graph, bound: Any, term: URIRef) -> int | None:
    value = shapes.value(bound, term)
    return None if value is None else int(str(value))


def test_the_shapes_allow_the_words_of_each_scale_and_no_other(shapes: Graph) -> None:
    for item in _carried():
        if item.holds is Holds.WORD:
            allowed = [
                set(shapes.items(listed))
                for bound in shapes.subjects(SH.path, URIRef(item.term))
                for listed in shapes.objects(bound, SH["in"])
                if (None, SH.property, bound) in shapes
            ]
            assert set(map(concept, item.type)) in allowed, item


def test_every_term_that_is_written_is_in_the_ontology(owl: Graph) -> None:
    known = {str(term) for term in _all(owl)}
    for quad in to_quads(contested_province().graph(), "https://example.org/"):
        for term in (quad.predicate, quad.object):
            value = str(getattr(term, "value", ""))
            assert not value.startswith(NAMESPACE) or value in known


def test_domains_and_ranges_are_the_dataclasses_that_hold_the_field(owl: Graph) -> None:
    for term in _properties(owl) - set(PLAIN_EDGES) - BOOKKEEPING - WATERMARK - FINDINGS.union(*DERIVED.values()):
        holders = {CG[kind.__name__] for kind in (*CLASSES, *PARTS) if str(term) in {item.term for item in _fields(kind)}}
        domain = owl.value(term, RDFS.domain)
        union = owl.value(domain, OWL.unionOf)
        stated = {domain} if union is None else set(owl.items(union))
        assert stated == holders, term


def test_alignments_name_no_term_of_ours_that_is_missing(owl: Graph) -> None:
    mentioned = {term for triple in owl for term in triple if isinstance(term, URIRef) and term.startswith(NAMESPACE)}
    assert mentioned == _all(owl)


def test_the_ontology_states_the_public_aliases_of_the_plain_edges(owl: Graph) -> None:
    assert (CG.supports, RDFS.subPropertyOf, URIRef("http://purl.org/spar/cito/supports")) in owl
    assert (CG.contradicts, RDFS.subPropertyOf, URIRef("http://purl.org/spar/cito/disputes")) in owl
    assert (CG.contradicts, RDF.type, OWL.SymmetricProperty) in owl
