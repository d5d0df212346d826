"""The terms of the ontology as names: a term that is not in ontology/claimgraph.ttl cannot be spelled here.

A test holds both lists together, in both directions.
"""
# ruff: noqa: N815 - the names are the ontology's own: classes in UpperCamelCase, properties in lowerCamelCase

from enum import Enum

from rdflib import Namespace, URIRef
from rdflib.namespace import DefinedNamespace

from claimgraph import model

NAMESPACE = "https://w3id.org/claimgraph/ns#"
"""Where every term of ours lies; its prefix is cg."""

SCALES: tuple[type[Enum], ...] = (
    model.Modality,
    model.Polarity,
    model.Stance,
    model.Fidelity,
    model.Certainty,
    model.Evidentiality,
    model.SourceKind,
    model.EntityKind,
    model.Direction,
    model.LinkKind,
    model.LinkType,
    model.LinkStatus,
    model.ReviewVerdict,
)
"""Every enumeration of the model; each is a SKOS concept scheme."""

ICD203 = ("AlmostNoChance", "VeryUnlikely", "Unlikely", "RoughlyEvenChance", "Likely", "VeryLikely", "AlmostCertain")


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]


def concept_name(value: Enum) -> str:
    """The local name of the concept for a value of an enumeration.

    >>> concept_name(model.Fidelity.SCARE_QUOTE)
    'fidelityScareQuote'
    """
    return _lower(type(value).__name__) + "".join(part.capitalize() for part in str(value.value).split("-"))


def scheme_name(scale: type[Enum]) -> str:
    """The local name of the concept scheme of an enumeration."""
    return f"{_lower(scale.__name__)}Scheme"


_CONCEPTS = [concept_name(value) for scale in SCALES for value in scale]
_SCHEMES = [*(scheme_name(scale) for scale in SCALES), "admiraltyReliabilityScheme", "admiraltyCredibilityScheme", "icd203Scheme"]
_ANALYSTS = [
    *(f"admiraltyReliability{letter}" for letter in "ABCDEF"),
    *(f"admiraltyCredibility{digit}" for digit in "123456"),
    *(f"icd203{word}" for word in ICD203),
]


class CG(DefinedNamespace):
    """The closed namespace: any other name raises AttributeError."""

    _fail = True
    _NS = Namespace(NAMESPACE)
    _extras = [*_CONCEPTS, *_SCHEMES, *_ANALYSTS]  # noqa: RUF012 - rdflib reads a plain list

    # Classes: the seven kinds of node
    Document: URIRef
    Source: URIRef
    Entity: URIRef
    Claim: URIRef
    Assertion: URIRef
    Link: URIRef
    Judgement: URIRef

    # Classes: the parts of nodes
    Span: URIRef
    Anchor: URIRef
    Mention: URIRef
    Citation: URIRef
    Unread: URIRef
    Quantity: URIRef
    TimeSpan: URIRef
    Affiliation: URIRef
    Interest: URIRef

    # Classes: derived, never stored
    Origin: URIRef

    # The plain edges
    supports: URIRef
    contradicts: URIRef
    about: URIRef
    representedBy: URIRef

    # Properties of documents
    fullText: URIRef
    sha256: URIRef
    mediaType: URIRef
    url: URIRef
    archivedUrl: URIRef
    title: URIRef
    language: URIRef
    author: URIRef
    publisher: URIRef
    publishedAt: URIRef
    citation: URIRef
    hidden: URIRef
    revises: URIRef
    unread: URIRef

    # Properties of sources and entities
    namedIn: URIRef
    sourceKind: URIRef
    name: URIRef
    variant: URIRef
    affiliation: URIRef
    interest: URIRef
    member: URIRef
    mentionedIn: URIRef
    entityKind: URIRef
    sameAs: URIRef
    organisation: URIRef
    direction: URIRef
    words: URIRef

    # Properties of claims
    carriedBy: URIRef
    text: URIRef
    modality: URIRef
    subject: URIRef
    predicate: URIRef
    object: URIRef
    polarity: URIRef
    quantity: URIRef
    place: URIRef
    time: URIRef
    terms: URIRef
    parse: URIRef
    mention: URIRef
    entity: URIRef
    low: URIRef
    high: URIRef
    unit: URIRef
    comparator: URIRef
    begins: URIRef
    ends: URIRef
    precision: URIRef

    # Properties of assertions
    assertedIn: URIRef
    speaker: URIRef
    speakerName: URIRef
    speakerMention: URIRef
    stance: URIRef
    ofClaim: URIRef
    ofAssertion: URIRef
    quote: URIRef
    cue: URIRef
    verb: URIRef
    certainty: URIRef
    hedge: URIRef
    evidentiality: URIRef
    fidelity: URIRef
    implied: URIRef
    saidAt: URIRef
    statedIn: URIRef

    # Properties of links and judgements
    linkKind: URIRef
    linkType: URIRef
    linkFrom: URIRef
    linkTo: URIRef
    score: URIRef
    rationale: URIRef
    foundBy: URIRef
    linkStatus: URIRef
    clashFrom: URIRef
    clashTo: URIRef
    judges: URIRef
    judgesWith: URIRef
    verdict: URIRef
    judgedBy: URIRef
    judgedAt: URIRef
    note: URIRef
    reviewVerdict: URIRef
    reviewedBy: URIRef
    corrects: URIRef

    # Properties of citations, and of order
    mark: URIRef
    citationTarget: URIRef
    whyUnread: URIRef
    dangling: URIRef
    index: URIRef
    order: URIRef
    reflects: URIRef

    # Scores, which are derived
    Score: URIRef
    scoreOf: URIRef
    scoreValue: URIRef
    formula: URIRef
    formulaVersion: URIRef
    trustProfile: URIRef
    certificate: URIRef
    standing: URIRef
    originFor: URIRef
    originAgainst: URIRef

    # Disputes and their positions, which are derived
    Dispute: URIRef
    disputeQuestion: URIRef
    disputeStatus: URIRef
    disputePosition: URIRef
    disputeRung: URIRef
    disputeApparent: URIRef
    Position: URIRef
    positionLetter: URIRef
    positionClaim: URIRef
    positionOrigin: URIRef
    positionRelay: URIRef
    disputeAbout: URIRef
    fewestOrigins: URIRef
    rungCount: URIRef
    positionOriginsAtMost: URIRef

    # The graph in which what is derived can be asked
    DerivedGraph: URIRef

    # Sets of claims in conflict, which are derived
    ConflictSet: URIRef
    conflictMember: URIRef
    conflictRule: URIRef
    conflictReason: URIRef
    # Sources, entities and claims that may be one, which is derived
    Proposal: URIRef
    proposalOf: URIRef
    proposalFrom: URIRef
    proposalReason: URIRef
    proposalStatus: URIRef
    proposedBy: URIRef
    decidedBy: URIRef
    # What truth discovery favours, which is derived
    ContestedValue: URIRef
    valueIn: URIRef
    valueWords: URIRef
    valueClaim: URIRef
    valueOrigin: URIRef
    valueRival: URIRef
    Belief: URIRef
    beliefIn: URIRef
    beliefDegree: URIRef
    beliefLeads: URIRef
    beliefMethod: URIRef

    # Findings, which are derived
    Finding: URIRef
    FindingStep: URIRef
    findingKind: URIRef
    findingAbout: URIRef
    findingSays: URIRef
    findingStep: URIRef
    stepNode: URIRef
    stepSays: URIRef
    stepVoice: URIRef
    stepDocument: URIRef
    due: URIRef
    outcome: URIRef
    outcomeBy: URIRef

    # Why a score is what it is
    SpreadValue: URIRef
    Reason: URIRef
    AppliedRule: URIRef
    Share: URIRef
    scoreLow: URIRef
    scoreHigh: URIRef
    scoreBase: URIRef
    scoreClaim: URIRef
    scoreSpread: URIRef
    scoreReason: URIRef
    reasonsLeftOut: URIRef
    scoreShare: URIRef
    shareBase: URIRef
    weighedWhole: URIRef
    appliedRule: URIRef
    reasonNode: URIRef
    reasonThrough: URIRef
    reasonWeight: URIRef
    reasonStrength: URIRef
    reasonBase: URIRef
    reasonSharing: URIRef
    scoreWithout: URIRef
    reasonEffect: URIRef
    reasonSensitivity: URIRef
    ruleName: URIRef
    ruleValue: URIRef
    ruleWhy: URIRef
    ruleFrom: URIRef
    shareOf: URIRef
    shareOthers: URIRef
    shareValue: URIRef
    derivedBy: URIRef

    # Trust profiles, which are kept beside the graph
    TrustProfile: URIRef
    TrustRule: URIRef
    underProfile: URIRef
    profileDescription: URIRef
    takesGrades: URIRef
    trustRule: URIRef
    trusted: URIRef
    trustedOutlet: URIRef
    trustedKind: URIRef
    trustWeight: URIRef
    trustGrade: URIRef
    trustAbout: URIRef

    # What falls without something, and what differs between two profiles, which is derived
    Removal: URIRef
    Comparison: URIRef
    Change: URIRef
    removes: URIRef
    fromProfile: URIRef
    toProfile: URIRef
    comparedIn: URIRef
    comparedClaims: URIRef
    change: URIRef
    changeOf: URIRef
    changeKind: URIRef
    valueBefore: URIRef
    valueAfter: URIRef
    standingBefore: URIRef
    standingAfter: URIRef
    originsBefore: URIRef
    originsAfter: URIRef

    # How independent the voices of a claim are, which is derived
    Independence: URIRef
    HeardVoice: URIRef
    independenceOf: URIRef
    originsAtMost: URIRef
    heardVoice: URIRef
    heardFrom: URIRef
    heardAs: URIRef
    heardIn: URIRef
    countsWith: URIRef
    repeats: URIRef
    heardWhy: URIRef

    # Grades that stand, which are derived
    Grade: URIRef
    gradeOf: URIRef
    gradeIs: URIRef
    gradeAbout: URIRef
    gradeFrom: URIRef
    opinionBelief: URIRef
    opinionDisbelief: URIRef
    opinionUncertainty: URIRef
    opinionBaseRate: URIRef
    opinionProbability: URIRef

    # Competing hypotheses and the opinion of a claim, which are derived
    HypothesisTable: URIRef
    Hypothesis: URIRef
    Evidence: URIRef
    Fit: URIRef
    ClaimOpinion: URIRef
    OpinionPart: URIRef
    tableOf: URIRef
    tableHypothesis: URIRef
    tableEvidence: URIRef
    hypothesisPosition: URIRef
    hypothesisRank: URIRef
    inconsistencyCount: URIRef
    inconsistencyWeighted: URIRef
    inconsistencyDistance: URIRef
    consistencyDistance: URIRef
    evidenceClaim: URIRef
    diagnosticity: URIRef
    evidenceFit: URIRef
    fitWith: URIRef
    fitDegree: URIRef
    fitThrough: URIRef
    opinionOn: URIRef
    opinionWord: URIRef
    opinionPart: URIRef

    # More of what follows: links of disputes, searches for conflicts, dependences, how predictions came out
    ConflictSearch: URIRef
    ConsistentSet: URIRef
    Dependence: URIRef
    TrackRecord: URIRef
    OutcomeCount: URIRef
    contestedCore: URIRef
    disputeSupport: URIRef
    disputeUndercut: URIRef
    disputeCut: URIRef
    disputeFrustration: URIRef
    searchAround: URIRef
    searchStatus: URIRef
    searchFound: URIRef
    consistentSet: URIRef
    consistentMember: URIRef
    dependenceIn: URIRef
    dependenceBetween: URIRef
    dependenceProbability: URIRef
    dueDay: URIRef
    outcomeOn: URIRef
    outcomeMaybe: URIRef
    predictedBy: URIRef
    trackOf: URIRef
    trackOn: URIRef
    trackWhole: URIRef
    trackCount: URIRef
    outcomeNumber: URIRef

    # Scales
    Modality: URIRef
    Polarity: URIRef
    Stance: URIRef
    Fidelity: URIRef
    Certainty: URIRef
    Evidentiality: URIRef
    SourceKind: URIRef
    EntityKind: URIRef
    Direction: URIRef
    LinkKind: URIRef
    LinkType: URIRef
    LinkStatus: URIRef
    ReviewVerdict: URIRef


class OA(DefinedNamespace):
    """The terms of the Web Annotation vocabulary that are used as they are; rdflib ships none."""

    _fail = True
    _NS = Namespace("http://www.w3.org/ns/oa#")
    exact: URIRef
    prefix: URIRef
    suffix: URIRef
    start: URIRef
    end: URIRef
    Annotation: URIRef


PREFIXES: dict[str, str] = {
    "cg": NAMESPACE,
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "schema": "https://schema.org/",
    "sepio": "http://purl.obolibrary.org/obo/SEPIO_",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The prefixes that every export declares."""


def concept(value: Enum) -> URIRef:
    """The concept for a value of an enumeration."""
    return CG[concept_name(value)]
