"""The graph as quads and back: `from_quads(to_quads(graph, base), base) == graph`.

Claims, sources, entities, links, judgements, documents and the plain edges stand in the default graph; the assertions
of a document stand in the named graph of its provenance. Every IRI is the base and an id, or that and a fragment for
a part of a node, so the same graph always gives the same quads. A stored text holds no surrogate code points; where
one comes along all the same, it becomes U+FFFD.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from claimgraph.errors import InputError
from claimgraph.ids import kind_of
from claimgraph.model import Graph, Link, Node
from claimgraph.rdf.lines import edge_lines, node_lines, same_lines
from claimgraph.rdf.naming import DEFAULT_BASE, RDF, id_of, local_name
from claimgraph.rdf.properties import CLASSES, Holds, Property, properties_of
from claimgraph.rdf.terms import CG, SCALES, concept

Term = NamedNode | BlankNode | Literal | Triple
Subject = NamedNode | BlankNode | Triple

_TYPE = NamedNode(f"{RDF}type")
_INDEX = NamedNode(str(CG.index))
_ORDER = NamedNode(str(CG.order))
_SAME = NamedNode(str(CG.representedBy))
_FLAGS = {"true": True, "1": True, "false": False, "0": False}


def to_quads(graph: Graph, base: str = DEFAULT_BASE) -> Iterator[Quad]:
    """All that the graph holds, each quad once, in an order that depends on the graph alone."""
    for node in graph.nodes():
        yield from node_quads(node, base)
    yield from dict.fromkeys(edge for link in graph.links.values() for edge in edge_quads(link, base))
    yield from same_quads(graph.same, base)


def node_quads(node: Node, base: str) -> Iterator[Quad]:
    """What one node says of itself and its parts; the plain edges of a link are not among it."""
    return _parsed(node_lines(node, base))


def edge_quads(link: Link, base: str) -> Iterator[Quad]:
    """The plain edges of a link between two claims while it stands; a contradiction goes both ways."""
    return _parsed(edge_lines(link, base))


def same_quads(same: Mapping[str, str], base: str) -> Iterator[Quad]:
    """Which source or entity stands for which."""
    return _parsed(same_lines(same, base))


def _parsed(lines: Iterable[str]) -> Iterator[Quad]:
    text = "".join(lines)
    return iter(parse(text, format=RdfFormat.N_QUADS)) if text else iter(())


def from_quads(quads: Iterable[Quad], base: str = DEFAULT_BASE) -> Graph:
    """The graph that the quads state; what they say beyond our terms is passed over.

    Raises InputError where a node lacks what it must have or holds what it cannot.
    """
    reading = _Reading(base)
    for quad in quads:
        reading.note(quad)
    return Graph.of(reading.nodes(), reading.same())


class _Reading:
    """Gathers quads by subject and builds the dataclasses of the model from them."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._facts: dict[Subject, dict[str, dict[Term, None]]] = {}

    def note(self, quad: Quad) -> None:
        """Keeps one statement; the graph in which it stands does not matter."""
        self._facts.setdefault(quad.subject, {}).setdefault(quad.predicate.value, {})[quad.object] = None

    def nodes(self) -> Iterator[Node]:
        """Every subject that has one of our classes, as a node."""
        kinds: dict[Term, type] = {NamedNode(str(terms[0])): kind for kind, terms in CLASSES.items()}
        for subject, facts in self._facts.items():
            for term in facts.get(_TYPE.value, ()):
                if term in kinds:
                    yield self._build(kinds[term], subject, id=self._id(subject))

    def same(self) -> dict[str, str]:
        """Which source or entity stands for which."""
        pairs = ((subject, facts[_SAME.value]) for subject, facts in self._facts.items() if _SAME.value in facts)
        return {self._id(subject): self._id(self._single(subject, _SAME.value, list(heads))) for subject, heads in pairs}

    def _build(self, kind: Any, subject: Subject, **known: str) -> Any:
        values = {item.field: self._value(subject, item) for item in properties_of(kind)}
        try:
            return kind(**known, **values)
        except ValueError as error:
            raise InputError(f"{subject}: {error}") from error

    def _value(self, subject: Subject, item: Property) -> Any:
        if item.holds is Holds.INLINE:
            return self._inline(subject, item)
        found = list(self._facts.get(subject, {}).get(item.term, ()))
        if not found:
            if item.required:
                raise InputError(f"{subject} has no {local_name(item.term)}")
            return item.default
        if item.holds is Holds.SERIES:
            return tuple(self._strings(subject, self._single(subject, item.term, found)))
        if not item.many:
            return self._convert(item, self._single(subject, item.term, found))
        return self._series(subject, item, found)

    def _inline(self, subject: Subject, item: Property) -> Any:
        there = self._facts.get(subject, {}).keys()
        absent = item.default is None and not item.required and there.isdisjoint(part.term for part in properties_of(item.type))
        return None if absent else self._build(item.type, subject)

    def _series(self, subject: Subject, item: Property, found: list[Term]) -> tuple[Any, ...]:
        if item.holds is Holds.PART:
            return tuple(self._convert(item, term) for term in sorted(found, key=self._place))
        values = sorted(self._convert(item, term) for term in found)
        return next((listed for listed in self._orders(subject, item) if set(listed) == set(values)), tuple(values))

    def _orders(self, subject: Subject, item: Property) -> Iterator[tuple[str, ...]]:
        """The orders of the values of a property that the subject states."""
        for order in self._facts[subject].get(_ORDER.value, ()):
            stated = self._parsed(subject, order)
            listed = stated.get(local_name(item.term)) if isinstance(stated, dict) else None
            if isinstance(listed, list) and all(isinstance(text, str) for text in listed):
                yield tuple(listed)

    def _place(self, part: Term) -> tuple[int, str]:
        indices = self._facts.get(part, {}).get(_INDEX.value, ()) if not isinstance(part, Literal) else ()
        return min((_number(int, index) for index in indices), default=1 << 31), str(part)

    def _single(self, subject: Subject, predicate: str, found: list[Term]) -> Term:
        if len(found) > 1:
            raise InputError(f"{subject} has {len(found)} values of {local_name(predicate)}, where one is allowed")
        return found[0]

    def _convert(self, item: Property, term: Term) -> Any:
        if item.holds is Holds.PART:
            if isinstance(term, Literal):
                raise InputError(f"{term} stands where a {item.type.__name__} must be described")
            return self._build(item.type, term)
        return _CONVERSIONS[item.holds](self, item, term)

    def _id(self, term: Term) -> str:
        if not isinstance(term, NamedNode):
            raise InputError(f"{term} stands where the IRI of a node must be")
        return id_of(term.value, self._base)

    def _node(self, _: Property, term: Term) -> str:
        return self._id(term)

    def _name(self, _: Property, term: Term) -> str:
        if isinstance(term, NamedNode) and term.value.startswith(self._base) and kind_of(term.value.removeprefix(self._base)):
            return self._id(term)
        return _text(term)

    def _strings(self, subject: Subject, term: Term) -> list[str]:
        value = self._parsed(subject, term)
        if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
            raise InputError(f"{subject}: {term} is not a JSON array of strings")
        return value

    def _parsed(self, subject: Subject, term: Term) -> Any:
        try:
            return json.loads(_text(term))
        except (ValueError, RecursionError) as error:
            raise InputError(f"{subject}: {term} is not JSON") from error


def _text(term: Term) -> str:
    if isinstance(term, Literal | NamedNode):
        return term.value
    raise InputError(f"{term} stands where a text must be")


def _number(kind: type[float] | type[int], term: Term) -> Any:
    try:
        value = kind(_text(term))
    except ValueError as error:
        raise InputError(f"{term} is not a number that fits") from error
    if value != value:  # NaN, which would never compare equal again
        raise InputError(f"{term} is not a number")
    return value


def _flag(term: Term) -> bool:
    if _text(term) not in _FLAGS:
        raise InputError(f"{term} is neither true nor false")
    return _FLAGS[_text(term)]


_WORDS = {scale: {str(concept(value)): value for value in scale} for scale in SCALES}


def _word(item: Property, term: Term) -> Any:
    word = _WORDS[item.type].get(_text(term))
    if word is None:
        raise InputError(f"{term} is no {item.type.__name__}")
    return word


_CONVERSIONS: Mapping[Holds, Callable[[_Reading, Property, Term], Any]] = {
    Holds.TEXT: lambda _, __, term: _text(term),
    Holds.ADDRESS: lambda _, __, term: _text(term),
    Holds.NUMBER: lambda _, item, term: _number(item.type, term),
    Holds.COUNT: lambda _, item, term: _number(item.type, term),
    Holds.FLAG: lambda _, __, term: _flag(term),
    Holds.WORD: lambda _, item, term: _word(item, term),
    Holds.NODE: _Reading._node,
    Holds.NAME: _Reading._name,
}
