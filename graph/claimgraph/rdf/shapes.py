"""Whether a graph conforms to the shapes of the ontology (SHACL 1.0)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

import pyshacl
import rdflib
from pyoxigraph import RdfFormat, serialize
from rdflib import RDF, SH

from claimgraph.model import Graph, Node
from claimgraph.rdf.conforming import Facts, Shapes
from claimgraph.rdf.lines import edge_lines, iri, node_lines, same_lines
from claimgraph.rdf.mapping import to_quads
from claimgraph.rdf.naming import DEFAULT_BASE, id_of, local_name
from claimgraph.rdf.ontology import ONTOLOGY_FOLDER
from claimgraph.rdf.properties import CLASSES
from claimgraph.rdf.terms import CG
from claimgraph.store.checking import Problem, Section, named_in

EXPLAINED = 1_000
"""How many nodes that do not conform pySHACL is asked about, which looks at some 500 in a second."""
_MEND = "What claimgraph writes conforms: run `claimgraph verify`, and where it names an entry, restore a backup that was made before."


def validate(graph: Graph, base: str = DEFAULT_BASE) -> list[str]:
    """Every breach of the shapes in one sentence each, sorted; none where the graph conforms.

    Slow: about a second for a hundred claims. Named graphs are looked at as one.
    """
    triples = {quad.triple for quad in to_quads(graph, base)}
    data = rdflib.Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
    return validate_triples(data)


def validate_triples(data: rdflib.Graph) -> list[str]:
    """The same for triples from anywhere."""
    _, report, _ = pyshacl.validate(data, shacl_graph=_shapes(), inference="none")
    return sorted(f"<{focus}>{said}" for focus, said, _ in _results(report))


class Conforming:
    """Looks for breaches of the shapes in sections, one after the other: `Shapes` finds what does not conform, pySHACL says why.

    `nodes` counts those that were looked at. Of what comes after the first `EXPLAINED` that do not conform only that is told.
    """

    def __init__(self, base: str = DEFAULT_BASE) -> None:
        self._base, self._explained, self.nodes = base, 0, 0
        self._compiled = Shapes(_shapes())

    def __call__(self, section: Section) -> Iterator[Problem]:
        """Every breach by one of the nodes; named graphs are looked at as one."""
        self.nodes += len(section.nodes)
        facts = Facts(_lines(section, self._base), self._compiled.backwards)
        failing = [node for node in section.nodes if not self._compiled.conforms(facts, iri(node.id, self._base))]
        told = failing[: max(0, EXPLAINED - self._explained)]
        self._explained += len(told)
        if told:
            yield from self._reasons(_narrowed(section, told))
        for node in failing[len(told) :]:
            yield Problem(node.id, f"does not conform to the shape of its kind, {type(node).__name__}", "shapes", _MEND)

    def _reasons(self, section: Section) -> Iterator[Problem]:
        # Not by `focus_nodes`: pySHACL passes over the value nodes of nested shapes that are not among them.
        data = rdflib.Graph().parse(data="".join(_lines(section, self._base)), format="nt")
        _, report, _ = pyshacl.validate(data, shacl_graph=_shapes(), inference="none")
        asked = {iri(node.id, self._base)[1:-1] for node in section.nodes}
        for focus, said, broken in sorted(_results(report)):
            node, _, part = focus.partition("#")
            if node in asked:
                yield Problem(id_of(node, self._base), f"{part}{said}".strip(), f"shapes: {broken}", _MEND)


def _narrowed(section: Section, nodes: Sequence[Node]) -> Section:
    """Some of the nodes of a section, and no more beside them than has to do with them."""
    ids = {node.id for node in nodes}
    links = [link for link in section.links if link.from_ in ids or link.to in ids]
    same, said = ({node_id: held[node_id] for node_id in ids & held.keys()} for held in (section.same, section.said))
    near = {name for node in nodes for _, name in named_in(node)}.union(same.values(), *((link.from_, link.to) for link in links))
    return replace(
        section, nodes=nodes, there={kind: found & near for kind, found in section.there.items()}, said=said, links=links, same=same
    )


def _lines(section: Section, base: str) -> Iterator[str]:
    """What the nodes state in N-Triples, and what shapes look at of those beside them."""
    for node in section.nodes:
        yield from node_lines(node, base, named=False)
    for link in section.links:
        yield from edge_lines(link, base)
    yield from same_lines(section.same, base)
    for kind, ids in section.there.items():
        yield from _types(kind, ids, base)
    yield from (f"{iri(said, base)} <{CG.ofClaim}> {iri(claim, base)} .\n" for claim, said in section.said.items())


def _types(kind: type[Node], ids: Iterable[str], base: str) -> Iterator[str]:
    ending = f" <{RDF.type}> <{CLASSES[kind][0]}> .\n"
    return (f"{iri(node_id, base)}{ending}" for node_id in ids)


@cache
def _shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(ONTOLOGY_FOLDER / "shapes.ttl", format="turtle")


def _results(report: rdflib.Graph) -> Iterator[tuple[str, str, str]]:
    """Of each breach the node, what is said of it, and what it breaks: a property and a constraint."""
    terms = (SH.focusNode, SH.resultPath, SH.value, SH.resultMessage, SH.sourceConstraintComponent)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus, path, value, message, component = (report.value(result, term) for term in terms)
        of = f" {local_name(str(path))}" if isinstance(path, rdflib.URIRef) else ""
        shown = "" if value is None or isinstance(value, rdflib.BNode) else f" ({str(value)[:80]})"
        broken = f"{of} {local_name(str(component)).removesuffix('ConstraintComponent')}".strip()
        yield str(focus), f"{of}: {message}{shown}", broken
