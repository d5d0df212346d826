"""Which property carries which field of the model: the one table that mapping, context and shapes are held against.

What a field holds (text, number, word of a scale, part) and how often is read from its type; what the type cannot say
(that a string is the id of a node) is said here.
"""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import Enum, StrEnum
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from rdflib import SDO, URIRef
from rdflib.namespace import PROV

from claimgraph.model import (
    Affiliation,
    Anchor,
    Assertion,
    Citation,
    Claim,
    Content,
    Document,
    Entity,
    Interest,
    Judgement,
    Link,
    Mention,
    Quantity,
    Review,
    Slots,
    Source,
    Span,
    TimeSpan,
    Unread,
    Voice,
)
from claimgraph.rdf.terms import CG, OA


class Holds(StrEnum):
    """What the values of a property are."""

    TEXT = "text"
    ADDRESS = "address"
    NUMBER = "number"
    COUNT = "count"
    FLAG = "flag"
    WORD = "word"
    NODE = "node"
    NAME = "name"
    SERIES = "series"
    PART = "part"
    INLINE = "inline"


@dataclass(frozen=True, slots=True)
class _Mark:
    """A property whose values the field's type does not tell: a string that is an id, an address or one of a series."""

    term: URIRef
    holds: Holds


@dataclass(frozen=True, slots=True)
class Property:
    """One field as RDF; `type` is the dataclass of a part, the enumeration of a word, or the plain type."""

    field: str
    term: str
    holds: Holds
    type: Any
    many: bool
    required: bool
    default: Any


def _node(term: URIRef) -> _Mark:
    return _Mark(term, Holds.NODE)


def _address(term: URIRef) -> _Mark:
    return _Mark(term, Holds.ADDRESS)


_INLINE = _Mark(URIRef(""), Holds.INLINE)
_POSITION = {"start": OA.start, "end": OA.end}

FIELDS: Mapping[type, Mapping[str, URIRef | _Mark]] = MappingProxyType(
    {
        Document: {
            "text": CG.fullText,
            "sha256": CG.sha256,
            "media_type": CG.mediaType,
            "url": _address(CG.url),
            "archived_url": _address(CG.archivedUrl),
            "title": CG.title,
            "language": CG.language,
            "authors": CG.author,
            "publisher": CG.publisher,
            "published_at": CG.publishedAt,
            "citations": CG.citation,
            "hidden": CG.hidden,
            "revises": _node(CG.revises),
            "unread": CG.unread,
        },
        Source: {
            "document": _node(CG.namedIn),
            "kind": CG.sourceKind,
            "name": CG.name,
            "variants": CG.variant,
            "affiliations": CG.affiliation,
            "interests": CG.interest,
            "members": _node(CG.member),
        },
        Entity: {
            "document": _node(CG.mentionedIn),
            "kind": CG.entityKind,
            "name": CG.name,
            "variants": CG.variant,
            "same_as": _Mark(CG.sameAs, Holds.NAME),
        },
        Claim: {
            "document": _node(CG.carriedBy),
            "text": CG.text,
            "language": CG.language,
            "modality": CG.modality,
            "slots": _INLINE,
            "mentions": CG.mention,
            "review": _INLINE,
        },
        Assertion: {
            "document": _node(CG.assertedIn),
            "speaker": _INLINE,
            "stance": CG.stance,
            "content": _INLINE,
            "quote": CG.quote,
            "cue": CG.cue,
            "verb": CG.verb,
            "certainty": CG.certainty,
            "hedges": CG.hedge,
            "evidentiality": CG.evidentiality,
            "fidelity": CG.fidelity,
            "implied": CG.implied,
            "said_at": CG.saidAt,
            "review": _INLINE,
        },
        Link: {
            "kind": CG.linkKind,
            "type": CG.linkType,
            "from_": _node(CG.linkFrom),
            "to": _node(CG.linkTo),
            "score": CG.score,
            "rationale": CG.rationale,
            "judge": CG.foundBy,
            "status": CG.linkStatus,
            "clash_from": CG.clashFrom,
            "clash_to": CG.clashTo,
            "stated_in": _node(CG.statedIn),
        },
        Judgement: {
            "target": _node(CG.judges),
            "verdict": CG.verdict,
            "judge": CG.judgedBy,
            "at": CG.judgedAt,
            "note": CG.note,
            "other": _node(CG.judgesWith),
        },
        Slots: {
            "subject": CG.subject,
            "predicate": CG.predicate,
            "object": CG.object,
            "polarity": CG.polarity,
            "quantities": CG.quantity,
            "place": CG.place,
            "time": CG.time,
            "terms": _Mark(CG.terms, Holds.SERIES),
            "parse": CG.parse,
        },
        Voice: {"id": _node(CG.speaker), "name": CG.speakerName, "mention": CG.speakerMention},
        Content: {"claim": _node(CG.ofClaim), "assertion": _node(CG.ofAssertion)},
        Review: {"verdict": CG.reviewVerdict, "judgement": _node(CG.reviewedBy), "corrects": _node(CG.corrects)},
        Span: _POSITION,
        Anchor: {**_POSITION, "exact": OA.exact, "prefix": OA.prefix, "suffix": OA.suffix},
        Mention: {"entity": _node(CG.entity), **_POSITION},
        Unread: {**_POSITION, "reason": CG.whyUnread},
        Citation: {"mark": CG.mark, **_POSITION, "target": _address(CG.citationTarget), "dangling": CG.dangling},
        Quantity: {"low": CG.low, "high": CG.high, "unit": CG.unit, "comparator": CG.comparator, "words": CG.words},
        TimeSpan: {"from_": CG.begins, "to": CG.ends, "precision": CG.precision, "words": CG.words},
        Affiliation: {
            "name": CG.name,
            "words": CG.words,
            "organisation": _node(CG.organisation),
            "assertion": _node(CG.statedIn),
        },
        Interest: {"name": CG.name, "direction": CG.direction, "entity": _node(CG.entity), "assertion": _node(CG.statedIn)},
    }
)
"""For each dataclass of the model, the property of each field but a node's `id`, which is its IRI."""

CLASSES: Mapping[type, tuple[URIRef, URIRef]] = MappingProxyType(
    {
        Document: (CG.Document, SDO.CreativeWork),
        Source: (CG.Source, PROV.Agent),
        Entity: (CG.Entity, SDO.Thing),
        Claim: (CG.Claim, SDO.Claim),
        Assertion: (CG.Assertion, URIRef("http://purl.obolibrary.org/obo/SEPIO_0000001")),
        Link: (CG.Link, PROV.Entity),
        Judgement: (CG.Judgement, OA.Annotation),
    }
)
"""For each kind of node its class, and the class of a vocabulary in wide use that it is also written as."""

PLAIN_EDGES = (CG.supports, CG.contradicts, CG.about, CG.representedBy)
"""Properties that no field carries: they follow from links, mentions and judgements."""

_PLAIN: Mapping[type, Holds] = MappingProxyType({str: Holds.TEXT, float: Holds.NUMBER, int: Holds.COUNT, bool: Holds.FLAG})


@cache
def properties_of(kind: type) -> tuple[Property, ...]:
    """The properties of a dataclass of the model, in the order of its fields."""
    hints = get_type_hints(kind)
    marks = FIELDS[kind]
    return tuple(
        _property(name=field.name, mark=marks[field.name], hint=hints[field.name], default=_default(field))
        for field in fields(kind)
        if field.name in marks
    )


def _property(*, name: str, mark: URIRef | _Mark, hint: Any, default: Any) -> Property:
    many = get_origin(hint) is tuple
    inner = get_args(hint)[0] if many else _without_none(hint)
    term, holds = (mark.term, mark.holds) if isinstance(mark, _Mark) else (mark, _holds(inner))
    required = default is MISSING and not many and inner is hint
    return Property(name, str(term), holds, inner, many, required, None if default is MISSING else default)


def _default(field: Any) -> Any:
    return field.default if field.default_factory is MISSING else field.default_factory()


def _without_none(hint: Any) -> Any:
    return next(part for part in get_args(hint) if part is not NoneType) if isinstance(hint, UnionType) else hint


def _holds(kind: type) -> Holds:
    if issubclass(kind, Enum):
        return Holds.WORD
    return Holds.PART if is_dataclass(kind) else _PLAIN[kind]
