"""The graph as lines of N-Quads, in the canonical form that Oxigraph writes: what the index is loaded from and exports are made of.

Text is several times quicker to make than the terms of a library for each statement, which is what an index of millions is limited by.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from pyoxigraph import Literal

from claimgraph.ids import kind_of
from claimgraph.model import Assertion, Link, LinkKind, LinkStatus, Node
from claimgraph.rdf.naming import RDF, XSD, iri_of, local_name, provenance_of, without_surrogates
from claimgraph.rdf.properties import CLASSES, Holds, Property, properties_of
from claimgraph.rdf.terms import CG, SCALES, concept

STANDING = (LinkStatus.PROPOSED, LinkStatus.CONFIRMED)
"""The statuses in which a link makes a plain edge."""
EDGES: Mapping[LinkKind, str] = {LinkKind.SUPPORTS: str(CG.supports), LinkKind.CONTRADICTS: str(CG.contradicts)}
"""The plain edge of each kind of link."""

_INTEGER, _JSON, _ADDRESS = f"^^<{XSD}integer>", f"^^<{RDF}JSON>", f"^^<{XSD}anyURI>"
_ABOUT, _SAME, _INDEX, _ORDER = (f" <{term}> " for term in (CG.about, CG.representedBy, CG.index, CG.order))
_EMPTY = (None, "", (), False)
_SETS = (Holds.TEXT, Holds.NODE, Holds.NAME)
_PLAIN_TEXT = re.compile("[ !#-\\[\\]-~\u00a0-\ud7ff]*")
"""What stands in a literal as it is; the other characters, which are few, are left to Oxigraph."""
_PLAIN_ID = re.compile("[A-Za-z0-9_.~-]+")


def node_lines(node: Node, base: str, *, named: bool = True) -> list[str]:
    """What one node says of itself and its parts; the plain edges of a link are not among it.

    An assertion says it in the named graph of its document, unless none is to be `named`.
    """
    subject, kind = iri(node.id, base), _kind(node)
    writing = _Writing(base, f" {provenance_of(node.document, base)} .\n" if named and isinstance(node, Assertion) else " .\n")
    writing.lines += [f"{subject} {term}{writing.end}" for term in _types(kind)]
    writing.describe(subject, node)
    writing.lines += [f"{subject}{_ABOUT}{iri(entity, base)}{writing.end}" for entity in getattr(node, "entities", ())]
    return writing.lines


def edge_lines(link: Link, base: str) -> list[str]:
    """The plain edges of a link between two claims while it stands; a contradiction goes both ways."""
    if link.status not in STANDING or kind_of(link.from_) != "claim" or kind_of(link.to) != "claim":
        return []
    one, other = iri(link.from_, base), iri(link.to, base)
    both = link.kind is LinkKind.CONTRADICTS and one != other
    return [f"{a} <{EDGES[link.kind]}> {b} .\n" for a, b in ((one, other), (other, one))[: 2 if both else 1]]


def same_lines(same: Mapping[str, str], base: str) -> Iterator[str]:
    """Which source or entity stands for which."""
    return (f"{iri(member, base)}{_SAME}{iri(head, base)} .\n" for member, head in same.items())


class _Writing:
    """Writes dataclasses as lines that end with the name of one graph."""

    def __init__(self, base: str, end: str) -> None:
        self.base, self.end = base, end
        self.lines: list[str] = []

    def describe(self, subject: str, value: Any) -> None:
        """Write every field of a dataclass of the model but an id, and but what is empty where that is the default."""
        orders: dict[str, list[str]] = {}
        for item, predicate in _written(_kind(value)):
            held = getattr(value, item.field)
            if held == item.default and not item.required and held in _EMPTY:
                continue
            if item.holds in _OBJECTS:
                write = _OBJECTS[item.holds]
                for single in dict.fromkeys(held) if item.many else (held,):
                    self.lines.append(f"{subject}{predicate}{write(self.base, single)}{self.end}")
                if item.many and item.holds in _SETS and list(held) != sorted(set(held)):
                    orders[local_name(item.term)] = [without_surrogates(text) for text in held]
            else:
                self._nested(subject, item, held)
        if orders:
            self.lines.append(f"{subject}{_ORDER}{_json(orders)}{self.end}")

    def _nested(self, subject: str, item: Property, held: Any) -> None:
        if item.holds is Holds.INLINE:
            self.describe(subject, held)
        elif item.holds is Holds.SERIES:
            self.lines.append(f"{subject} <{item.term}> {_json([without_surrogates(text) for text in held])}{self.end}")
        elif item.many:
            for index, part in enumerate(held):
                name = self._part(subject, item, f"-{index}")
                self.lines.append(f'{name}{_INDEX}"{index}"{_INTEGER}{self.end}')
                self.describe(name, part)
        else:
            self.describe(self._part(subject, item, ""), held)

    def _part(self, subject: str, item: Property, number: str) -> str:
        name = f"{subject[:-1]}#{local_name(item.term)}{number}>"
        self.lines.append(f"{subject} <{item.term}> {name}{self.end}")
        return name


def _kind(value: Any) -> type:
    return type(value)


@cache
def _written(kind: type) -> tuple[tuple[Property, str], ...]:
    """The properties of a dataclass, each with how its predicate is written between subject and object."""
    return tuple((item, f" <{item.term}> ") for item in properties_of(kind))


@cache
def _types(kind: type[Node]) -> tuple[str, ...]:
    return tuple(f"<{RDF}type> <{term}>" for term in CLASSES[kind])


_CONCEPTS = {scale: {value: f"<{concept(value)}>" for value in scale} for scale in SCALES}


def iri(node_id: str, base: str) -> str:
    """The IRI of a node as a line holds it."""
    return f"<{base}{node_id}>" if _PLAIN_ID.fullmatch(node_id) else str(iri_of(node_id, base))


def _text(value: str) -> str:
    return f'"{value}"' if _PLAIN_TEXT.fullmatch(value) else str(Literal(without_surrogates(value)))


def _json(value: Any) -> str:
    return _text(json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)) + _JSON


def _name(base: str, value: str) -> str:
    return iri(value, base) if kind_of(value) else _text(value) + _ADDRESS


_OBJECTS: Mapping[Holds, Callable[[str, Any], str]] = {
    Holds.TEXT: lambda _, value: _text(value),
    Holds.ADDRESS: lambda _, value: _text(value) + _ADDRESS,
    Holds.NUMBER: lambda _, value: str(Literal(float(value))),
    Holds.COUNT: lambda _, value: f'"{int(value)}"{_INTEGER}',
    Holds.FLAG: lambda _, value: str(Literal(bool(value))),
    Holds.WORD: lambda _, value: _CONCEPTS[type(value)][value],
    Holds.NODE: lambda base, value: iri(value, base),
    Holds.NAME: _name,
}
"""How a value is written that is one object; parts and series are not."""
