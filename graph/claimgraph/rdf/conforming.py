"""Whether nodes conform to shapes: SHACL Core (W3C, 2017, section 4), compiled for the constraints that our shapes use.

pySHACL looks at some 500 of our nodes in a CPU-second, this at some 10,000; a test holds both together over damaged graphs. It says
which nodes do not conform. Why is pySHACL's to say. Terms are as N-Triples writes them in its canonical form.
"""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import ge, le
from typing import Any

import rdflib
from pyoxigraph import Literal, NamedNode
from rdflib import RDF, SH, XSD, URIRef
from rdflib.collection import Collection

Said = dict[str, list[str]]
"""What is said of a subject: the objects by predicate."""
_NOTHING: Said = {}
_TYPE = f"<{RDF.type}>"


class Facts:
    """Statements as shapes look at them: by subject, and by object under those predicates that they follow backwards.

    Each line is a statement of N-Triples, with one space between its terms and ` .` and a line feed behind them.
    """

    def __init__(self, lines: Iterable[str], backwards: frozenset[str]) -> None:
        self.said: dict[str, Said] = {}
        self.said_of: dict[str, Said] = {}
        last, said = "", Said()
        for line in lines:
            subject, predicate, rest = line.split(" ", 2)
            value = rest[:-3]
            if subject != last:
                last, said = subject, self.said.setdefault(subject, {})
            said.setdefault(predicate, []).append(value)
            if predicate in backwards:
                self.said_of.setdefault(value, {}).setdefault(predicate, []).append(subject)


Test = Callable[[Facts, str], bool]
"""Whether a node conforms to a shape."""
Constraint = Callable[[Facts, str, Sequence[str]], bool]
"""Whether the value nodes of a focus node, which may hold one several times, meet a constraint."""


class Shapes:
    """The node shapes of a graph of shapes, each for the nodes of a class, or for those that have a property.

    Raises NotImplementedError where a shape says what is not known here: a constraint that nobody looks at would be taken as met.
    """

    def __init__(self, graph: rdflib.Graph) -> None:
        self._graph = graph
        self._backwards: set[str] = set()
        self._made: dict[rdflib.term.Node, Test] = {}
        self._of_class, self._with = self._targets(SH.targetClass), self._targets(SH.targetSubjectsOf)
        if not {SH.targetNode, SH.targetObjectsOf}.isdisjoint(graph.predicates()):
            raise NotImplementedError("a shape is for nodes that are named, or that are objects of a property")
        self.backwards = frozenset(self._backwards)
        """The predicates that a path of a shape follows from object to subject."""

    def conforms(self, facts: Facts, node: str) -> bool:
        """Whether a node conforms to the shapes of its classes, and to those for whatever has one of its properties."""
        said = facts.said.get(node, _NOTHING)
        held = chain((self._of_class.get(of) for of in said.get(_TYPE, ())), map(self._with.get, said))
        return all(test(facts, node) for tests in held if tests for test in tests)

    def _targets(self, kind: URIRef) -> dict[str, list[Test]]:
        """The shapes by the terms that tell which nodes they are for."""
        found: dict[str, list[Test]] = {}
        for shape, of in self._graph.subject_objects(kind):
            found.setdefault(_term(of), []).append(self._shape(shape))
        return found

    def _shape(self, shape: rdflib.term.Node) -> Test:
        if shape not in self._made:
            path = self._graph.value(shape, SH.path)
            self._made[shape] = self._node_shape(shape) if path is None else self._property_shape(shape, path)
        return self._made[shape]

    def _node_shape(self, shape: rdflib.term.Node) -> Test:
        """By the predicates that are there, and those that must be: of the many that a node may have it has few."""
        along: dict[str, list[Constraint]] = {}
        needed: set[str] = set()
        others: list[Test] = []
        for bound in self._graph.objects(shape, SH.property):
            path = self._graph.value(bound, SH.path)
            if not isinstance(path, URIRef) or any(self._graph.value(bound, empty) is not None for empty in _HOLDS_OF_NONE):
                others.append(self._shape(bound))
                continue
            along.setdefault(_term(path), []).extend(self._constraints(bound))
            needed |= {_term(path) for least in self._graph.objects(bound, SH.minCount) if int(str(least)) > 0}
        allowed = self._allowed(shape) if (shape, SH.closed, rdflib.Literal(True)) in self._graph else None
        own = self._constraints(shape, besides=_OF_NODE_SHAPES)

        def conforms(facts: Facts, node: str) -> bool:
            """Whether a node meets all that the shape says."""
            said = facts.said.get(node, _NOTHING)
            if not needed <= said.keys() or (allowed is not None and not said.keys() <= allowed):
                return False
            for predicate, values in said.items():
                for constraint in along.get(predicate, ()):
                    if not constraint(facts, node, values):
                        return False
            return all(constraint(facts, node, (node,)) for constraint in own) and all(test(facts, node) for test in others)

        return conforms

    def _allowed(self, shape: rdflib.term.Node) -> set[str]:
        """The properties that a node of a closed shape may have."""
        paths = {self._graph.value(bound, SH.path) for bound in self._graph.objects(shape, SH.property)}
        ignored = _listed(self._graph, shape, SH.ignoredProperties)
        return {_term(path) for path in (*paths, *ignored) if isinstance(path, URIRef)}

    def _property_shape(self, shape: rdflib.term.Node, path: rdflib.term.Node) -> Test:
        constraints = self._constraints(shape)
        if isinstance(path, URIRef):
            predicate, backwards = _term(path), False
        else:
            inverse = self._graph.value(path, SH.inversePath)
            if not isinstance(inverse, URIRef) or len(list(self._graph.predicates(path))) != 1:
                raise NotImplementedError(f"a path of {shape} is neither a property nor the inverse of one")
            predicate, backwards = _term(inverse), True
            self._backwards.add(predicate)

        def conforms(facts: Facts, node: str) -> bool:
            """Whether what the path leads to meets all constraints."""
            values = (facts.said_of if backwards else facts.said).get(node, _NOTHING).get(predicate, ())
            return all(constraint(facts, node, values) for constraint in constraints)

        return conforms

    def _constraints(self, shape: rdflib.term.Node, besides: Container[rdflib.term.Node] = ()) -> list[Constraint]:
        """What a shape asks of its value nodes, `besides` what is looked at elsewhere."""
        made = []
        for predicate, value in self._graph.predicate_objects(shape):
            if predicate in _OF_VALUES:
                made.append(_OF_VALUES[predicate](self, value))
            elif predicate not in _NO_CONSTRAINTS and predicate not in besides:
                raise NotImplementedError(f"{shape} has {predicate}")
        return made

    def _in(self, value: rdflib.term.Node) -> Constraint:
        allowed = {_term(item) for item in Collection(self._graph, value)}
        return lambda _, __, values: allowed.issuperset(values)

    def _each(self, value: rdflib.term.Node) -> Constraint:
        test = self._shape(value)
        return lambda facts, _, values: all(test(facts, node) for node in values)

    def _or(self, value: rdflib.term.Node) -> Constraint:
        tests = [self._shape(item) for item in Collection(self._graph, value)]
        return lambda facts, _, values: all(any(test(facts, node) for test in tests) for node in values)

    def _xone(self, value: rdflib.term.Node) -> Constraint:
        tests = [self._shape(item) for item in Collection(self._graph, value)]
        return lambda facts, _, values: all(sum(test(facts, node) for test in tests) == 1 for node in values)


def _term(term: rdflib.term.Node) -> str:
    """A term as N-Triples writes it."""
    if isinstance(term, URIRef):
        return str(NamedNode(str(term)))
    if isinstance(term, rdflib.Literal):
        return str(Literal(str(term), datatype=NamedNode(str(term.datatype or XSD.string)), language=term.language))
    raise NotImplementedError(f"{term} is neither an IRI nor a literal")


def _listed(graph: rdflib.Graph, shape: rdflib.term.Node, predicate: URIRef) -> Iterator[rdflib.term.Node]:
    head = graph.value(shape, predicate)
    return iter(()) if head is None else iter(Collection(graph, head))


def _every(test: Callable[[str], object]) -> Constraint:
    """That each value node passes a test; most properties have one."""
    return lambda _, __, values: bool(test(values[0])) if len(values) == 1 else all(map(test, values))


def _at_least(value: Any) -> Constraint:
    bound = int(value)
    return lambda _, __, values: len(values) >= bound and len(set(values)) >= bound


def _at_most(value: Any) -> Constraint:
    bound = int(value)
    return lambda _, __, values: len(values) <= bound or len(set(values)) <= bound


_LEXICAL: Mapping[URIRef, str] = {
    XSD.integer: r'"[+-]?[0-9]+"',
    XSD.boolean: '"(true|false|1|0)"',
    XSD.double: r'"([+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]?INF|NaN)"',
    XSD.date: '"-?[0-9]{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(Z|[+-][0-9]{2}:[0-9]{2})?"',
}
"""How the literals of a datatype are written."""
_IN_ANY_WAY = (XSD.anyURI, RDF.JSON)
"""Those that pySHACL takes as they are written."""


def _datatype(value: Any) -> Constraint:
    end = '"' if value == XSD.string else f'"^^{_term(value)}'
    if value == XSD.string or value in _IN_ANY_WAY:
        return _every(lambda term: term.endswith(end))
    if value not in _LEXICAL:
        raise NotImplementedError(f"the datatype {value}")
    return _every(re.compile(_LEXICAL[value] + re.escape(end[1:])).fullmatch)


_NODE_KINDS: Mapping[URIRef, tuple[str, ...]] = {SH.IRI: ("<",), SH.BlankNodeOrIRI: ("<", "_")}
"""The kinds of node that our shapes speak of, by how such terms begin."""


def _node_kind(value: Any) -> Constraint:
    if value not in _NODE_KINDS:
        raise NotImplementedError(f"the kind of node {value}")
    begins = _NODE_KINDS[value]
    return _every(lambda term: term.startswith(begins))


def _class(value: rdflib.term.Node) -> Constraint:
    of = _term(value)
    return lambda facts, _, values: all(of in facts.said.get(node, _NOTHING).get(_TYPE, ()) for node in values)


def _has_value(value: rdflib.term.Node) -> Constraint:
    wanted = _term(value)
    return lambda _, __, values: wanted in values


def _equals(value: rdflib.term.Node) -> Constraint:
    predicate = _term(value)
    return lambda facts, node, values: set(values) == set(facts.said.get(node, _NOTHING).get(predicate, ()))


def _less_than(value: rdflib.term.Node) -> Constraint:
    predicate = _term(value)

    def less(facts: Facts, node: str, values: Sequence[str]) -> bool:
        """Whether each value is smaller than each of the other property."""
        others = facts.said.get(node, _NOTHING).get(predicate, ())
        return all(_number(term) < _number(other) for term in values for other in others)

    return less


def _bound(value: Any, meets: Callable[[float, float], bool]) -> Constraint:
    bound = float(value)
    return _every(lambda term: meets(_number(term), bound))


_NUMBERS = tuple(f'"^^<{XSD}{name}>' for name in ("integer", "decimal", "double", "float"))


def _number(term: str) -> float:
    """The number that a literal is; one that is never in order with any other where it is none."""
    try:
        return float(term[1 : term.rindex('"')]) if term.endswith(_NUMBERS) else float("nan")
    except ValueError:
        return float("nan")


_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_SHORT = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def _text(term: str) -> str:
    """The characters of a literal or an IRI."""
    held = term[1 : term.rindex('"') if term[0] == '"' else -1]
    return _ESCAPED.sub(_unescaped, held) if "\\" in held else held


def _unescaped(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _SHORT.get(found[3], found[3])


def _min_length(value: Any) -> Constraint:
    least = int(value)
    return _every(lambda term: len(_text(term)) >= least)


def _pattern(value: Any) -> Constraint:
    found = re.compile(str(value)).search
    return _every(lambda term: found(_text(term)))


_NO_CONSTRAINTS = {RDF.type, SH.path, SH.message}
_OF_NODE_SHAPES = {SH.targetClass, SH.targetSubjectsOf, SH.property, SH.closed, SH.ignoredProperties}
_HOLDS_OF_NONE = (SH.equals, SH.hasValue)
"""The constraints that what is not there may fail, but for a count."""
_OF_VALUES: Mapping[rdflib.term.Node, Callable[[Shapes, rdflib.term.Node], Constraint]] = {
    SH.minCount: lambda _, value: _at_least(value),
    SH.maxCount: lambda _, value: _at_most(value),
    SH.datatype: lambda _, value: _datatype(value),
    SH.nodeKind: lambda _, value: _node_kind(value),
    SH["class"]: lambda _, value: _class(value),
    SH.hasValue: lambda _, value: _has_value(value),
    SH.equals: lambda _, value: _equals(value),
    SH.lessThan: lambda _, value: _less_than(value),
    SH.minInclusive: lambda _, value: _bound(value, ge),
    SH.maxInclusive: lambda _, value: _bound(value, le),
    SH.minLength: lambda _, value: _min_length(value),
    SH.pattern: lambda _, value: _pattern(value),
    SH["in"]: Shapes._in,
    SH.node: Shapes._each,
    SH["or"]: Shapes._or,
    SH.xone: Shapes._xone,
}
