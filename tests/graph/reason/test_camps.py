import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.reason.camps import Edge, camps_of, components_of, neighbours_of

NODES = st.integers(0, 25).map(lambda number: f"c{number:02}")
PAIRS = st.lists(st.tuples(NODES, NODES).filter(lambda pair: pair[0] != pair[1]), min_size=1, max_size=60)


def _clashes(pairs: list[tuple[str, str]]) -> list[Edge]:
    return [Edge(a, b, -1) for a, b in pairs]


@given(PAIRS)
def test_components_are_those_that_networkx_finds(pairs: list[tuple[str, str]]) -> None:
    ours = {frozenset(component) for component in components_of(neighbours_of(_clashes(pairs)))}
    assert ours == {frozenset(component) for component in nx.connected_components(nx.Graph(pairs))}


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=40))
def test_camps_are_exact_where_two_sides_fit_all_contradictions(pairs: list[tuple[int, int]]) -> None:
    edges = [Edge(f"a{left}", f"b{right}", -1) for left, right in pairs]
    for group in components_of(neighbours_of(edges)):
        side = camps_of(group, neighbours_of(edges))
        assert len({side[claim] for claim in group if claim.startswith("a")}) <= 1
        assert all(side[edge.a] != side[edge.b] for edge in edges if edge.a in side)


@given(PAIRS)
def test_flips_leave_no_claim_that_fits_better_on_the_other_side(pairs: list[tuple[str, str]]) -> None:
    edges = _clashes(list(dict.fromkeys(pairs)))
    neighbours = neighbours_of(edges)
    for group in components_of(neighbours_of(edges)):
        side = camps_of(group, neighbours)
        assert side[group[0]] == 0
        for claim in group:
            apart = sum(side[other] != side[claim] for other, _ in neighbours[claim])
            assert apart * 2 >= len(neighbours[claim])


def test_the_first_claim_stands_on_side_a_and_parts_without_a_bridge_have_sides_of_their_own() -> None:
    edges = [Edge("a", "b", -1), Edge("c", "d", -1)]
    assert camps_of(["a", "b", "c", "d"], neighbours_of(edges)) == {"a": 0, "b": 1, "c": 0, "d": 1}
    crowd = [Edge("a", "b", -1), Edge("a", "c", 1), Edge("a", "d", 1), Edge("b", "c", 1), Edge("b", "d", 1)]
    assert camps_of(["a", "b", "c", "d"], neighbours_of(crowd))["a"] == 0


def test_restatements_stand_on_one_side() -> None:
    edges = [Edge("a", "b", -1), Edge("b", "c", 1), Edge("c", "d", -1)]
    side = camps_of(["a", "b", "c", "d"], neighbours_of(edges))
    assert (side["b"], side["c"], side["d"]) == (1, 1, 0)
