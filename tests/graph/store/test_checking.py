"""The rules find in a store, page by page, what a look at the graph as a whole finds, and say it with what can be done."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import contested_province
from claimgraph.model import Assertion, Content, Graph, Link
from claimgraph.rdf.shapes import Conforming
from claimgraph.records import to_json
from claimgraph.store import Store, inspecting, parts
from claimgraph.store.checking import Chains, Problem, check, sections_of
from claimgraph.store.dialects import insert_rows
from claimgraph.store.inspecting import inspect_record
from claimgraph.store.schema import TABLES, columns_of, identity
from claimgraph.store.writing import roots_of
from damaging import damaged_graphs
from strategies import TIMES, unhurried

Said = list[tuple[str, str]]


def put(store: Store, graph: Graph) -> None:
    """Write a graph into an empty store behind its back, whatever it says."""
    roots = roots_of({item.id: item.content for item in graph.assertions.values()})
    with store._writing() as connection:
        for node in graph.nodes():
            row = {"id": node.id, "recorded_seq": 1, **columns_of(node), "digest": "", "body": to_json(node)}
            insert_rows(connection, TABLES[type(node)], [{**row, "root_claim": roots.get(node.id)} if isinstance(node, Assertion) else row])
        insert_rows(connection, identity, [{"id": a, "head": b, "collection": "", "recorded_seq": 1} for a, b in graph.same.items()])


def found_in(store: Store) -> list[Problem]:
    return list(inspect_record(store.moment, lambda _: (), lambda _: None))


def as_said(problems: list[Problem]) -> Said:
    return sorted((problem.node, problem.message) for problem in problems)


def breaches_in(graph: Graph) -> Iterator[tuple[str, str]]:
    """The rules as they read, of a graph that is held as a whole."""
    ends = graph.claims.keys() | graph.assertions.keys()
    for claim in graph.claims.values():
        if all(claim.id != item.content.claim for item in graph.assertions.values()):
            yield claim.id, "nobody asserts this claim"
        yield from ((claim.id, f"its entity {name} is not in the store") for name in claim.entities if name not in graph.entities)
    for item in graph.assertions.values():
        named = {
            "document": (item.document, graph.documents),
            "speaker": (item.speaker.id, graph.sources),
            "content": (item.content.id, ends),
        }
        yield from ((item.id, f"its {what} {name} is not in the store") for what, (name, there) in named.items() if name not in there)
        for anchor in (item.quote, *item.hedges, *((item.cue,) if item.cue else ())):
            if item.document in graph.documents and not anchor.holds_in(graph.documents[item.document].text):
                yield item.id, f"“{anchor.exact[:40]}” is not at {anchor.start} of the document"
        if leads_back(item, graph):
            yield item.id, "its chain leads back to itself"
    for link in graph.links.values():
        yield from ((link.id, message) for message in link_breaches(link, graph))


def link_breaches(link: Link, graph: Graph) -> Iterator[str]:
    ends = graph.claims.keys() | graph.assertions.keys() | graph.links.keys()
    yield from (f"its end {end} is not in the store" for end in (link.from_, link.to) if end not in ends)
    if link.stated_in and link.stated_in not in graph.assertions:
        yield f"the assertion {link.stated_in} that states it is not in the store"
    if not link.stated_in and not link.judge:
        yield "neither an assertion nor a judge stands behind it"
    if not 0 <= link.score <= 1:
        yield f"its score {link.score} is not in [0, 1]"


def leads_back(start: Assertion, graph: Graph) -> bool:
    here = graph.assertions.get(start.content.assertion or "")
    for _ in graph.assertions:
        if here is None or here.id == start.id:
            return here is not None
        here = graph.assertions.get(here.content.assertion or "")
    return False


@unhurried
@given(damaged_graphs())
def test_a_store_is_found_to_break_what_its_graph_as_a_whole_breaks(graph: Graph) -> None:
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder, Store.open(folder) as store:
        patch.setattr(parts, "NODES", 2)
        patch.setattr(parts, "DOCUMENTS", 1)
        patch.setattr(inspecting, "TEXTS", 30)
        put(store, graph)
        assert as_said(found_in(store)) == as_said(check(graph)) == sorted(breaches_in(graph))


@settings(unhurried, max_examples=8 * TIMES)
@given(damaged_graphs())
def test_shapes_are_held_against_the_pages_of_a_store_as_against_its_graph(graph: Graph) -> None:
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder, Store.open(folder) as store:
        patch.setattr(parts, "NODES", 3)
        put(store, graph)
        shapes, whole = Conforming(), Conforming()
        found = list(inspect_record(store.moment, shapes, lambda _: None))
        as_whole = [problem for section in sections_of(graph) for problem in whole(section)]
        assert as_said(found) == sorted([*breaches_in(graph), *as_said(as_whole)])
        assert shapes.nodes == whole.nodes == len(list(graph.nodes()))


def test_a_sound_store_breaks_nothing_and_tells_how_far_it_is(store: Store) -> None:
    graph, told = contested_province().graph(), list[tuple[int, int]]()
    store.add(contested_province().reading(), list(graph.links.values()), actor="test")
    assert list(store.problems(Conforming(), lambda done, total: told.append((done, total)))) == []
    assert all(one <= other for (one, _), (other, _) in pairwise(told))
    assert told[-1][0] == told[-1][1] > 2 * len(list(graph.nodes()))


def test_a_breach_is_told_with_its_node_its_rule_and_how_to_mend_it(store: Store) -> None:
    graph = contested_province().graph()
    first, second, *_ = graph.assertions.values()
    spoilt = replace(second, content=Content(assertion=second.id), quote=replace(second.quote, start=0))
    put(store, replace(graph, assertions={**graph.assertions, second.id: spoilt}, documents={}))
    found = found_in(store)
    assert {(problem.node, problem.rule) for problem in found} >= {
        (first.id, "assertions without their document"),
        (second.id, "chains that lead back to themselves"),
    }
    assert all("`claimgraph verify`" in problem.mend and "`claimgraph retract ID" in problem.mend for problem in found)


def test_a_document_that_was_changed_loses_its_anchors_and_no_other_does(store: Store) -> None:
    graph = contested_province().graph()
    (document,) = graph.documents.values()
    put(store, replace(graph, documents={document.id: replace(document, text=document.text[:400])}))
    cut = {item.id for item in graph.assertions.values() if max(item.quote.end, item.cue.end if item.cue else 0) > 400}
    assert cut
    assert {problem.node for problem in found_in(store)} == cut
    assert {problem.rule for problem in found_in(store)} == {"anchors that are not found again"}


@settings(unhurried, max_examples=60 * TIMES)
@given(st.lists(st.integers(0, 30), min_size=1, max_size=30), st.integers(0, 500))
def test_all_that_leads_back_to_itself_is_found_however_long_the_way(leads_to: list[int], tail: int) -> None:
    sample = next(iter(contested_province().graph().assertions.values()))
    steps = {number: to for number, to in enumerate(leads_to) if to != 30} | {number: number - 1 for number in range(100, 100 + tail)}
    assertions = [replace(sample, id=f"a{number}", content=Content(assertion=f"a{to}")) for number, to in steps.items()]
    chains = Chains()
    chains.note(assertions)
    found = {problem.node for problem in chains.cycles(assertions)}
    graph = Graph.of(assertions)
    assert found == {item.id for item in assertions if leads_back(item, graph)}
