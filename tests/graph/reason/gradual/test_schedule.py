import networkx as nx
import numpy as np
import pytest
from hypothesis import given

from claimgraph.reason.gradual import BipolarGraph, solve
from claimgraph.reason.gradual import schedule as module
from claimgraph.reason.gradual.schedule import Manner, schedule_of
from worked_examples import GRAPHS, random_graph


def _network(graph: BipolarGraph) -> nx.DiGraph:
    network = nx.DiGraph()
    network.add_nodes_from(range(graph.count))
    network.add_edges_from(zip(graph.rows.tails.tolist(), graph.rows.heads.tolist(), strict=True))
    return network


@given(GRAPHS)
def test_components_are_those_that_networkx_finds_and_stand_after_what_they_depend_on(graph: BipolarGraph) -> None:
    schedule = schedule_of(graph)
    starts, ends = schedule.components()
    found = {frozenset(schedule.order[start:end].tolist()) for start, end in zip(starts, ends, strict=True)}
    assert found == {frozenset(component) for component in nx.strongly_connected_components(_network(graph))}
    place = np.empty_like(schedule.order)
    place[schedule.order] = np.arange(graph.count)
    tails, heads = place[graph.rows.tails], place[graph.rows.heads]
    assert ((starts[tails] < starts[heads]) | (starts[tails] == starts[heads])).all()


@given(GRAPHS)
def test_blocks_follow_each_other_and_only_cyclic_ones_point_at_themselves(graph: BipolarGraph) -> None:
    schedule = schedule_of(graph)
    ordered = graph.reordered(schedule.order)
    assert [block.start for block in schedule.blocks] == [0, *(block.end for block in schedule.blocks)][:-1]
    for block in schedule.blocks:
        tails = ordered.rows.part(block.start, block.end).tails
        assert (tails < block.end).all()
        if block.manner is Manner.TOGETHER:
            assert (tails < block.start).all()
    assert schedule.cyclic == (not nx.is_directed_acyclic_graph(_network(graph)))


def test_what_lies_deeper_than_rounds_go_stands_in_order_too() -> None:
    graph = random_graph(1, 200, 400, acyclic=True)
    whole = schedule_of(graph)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "SMALL", 0)
        patch.setattr(module, "ROUNDS", 2)
        cut = schedule_of(graph)
    place = np.empty_like(cut.order)
    place[cut.order] = np.arange(graph.count)
    assert (place[graph.rows.tails] < place[graph.rows.heads]).all()
    assert sorted(cut.order.tolist()) == sorted(whole.order.tolist())


@given(GRAPHS)
def test_a_small_graph_is_solved_alike_however_it_is_put_in_order(graph: BipolarGraph) -> None:
    found = solve(graph)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "SMALL", 0)
        assert np.array_equal(solve(graph).strengths, found.strengths, equal_nan=True)
