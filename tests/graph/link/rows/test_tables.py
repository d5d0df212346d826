"""Rows of tables that cannot both hold are linked, whatever their order and however long the table is; all others are not."""

import io
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.exchange.rows import row_id
from claimgraph.exchange.structured import to_reading
from claimgraph.exchange.tables import Reject, read_table
from claimgraph.link import MOST, link_row_pairs, link_rows
from claimgraph.link.version import judge_of
from claimgraph.model import Graph, Link, LinkStatus, LinkType
from claimgraph.store.schema import name_key

HEADER = "source,entity,attribute,value,low,high,unit,time,place,polarity,modality,quote\n"


def graphs(lines: Sequence[str]) -> list[Graph]:
    """A graph for each row, as each of a document of its own."""
    found = read_table(io.BytesIO((HEADER + "".join(f"{line}\n" for line in lines)).encode()), name="a.csv")
    rows = [item.row for item in found if not isinstance(item, Reject)]
    assert len(rows) == len(lines)
    return [Graph.of_reading(to_reading({row_id(row): row}, title=f"Row {n}", media_type="text/csv")) for n, row in enumerate(rows)]


def linked(lines: Sequence[str]) -> list[Link]:
    """The links among rows, those of one name being one."""
    made = graphs(lines)
    heads = {node.id: name_key(node.name) for graph in made for node in graph.entities.values()}
    found, _ = link_rows(made, heads.__getitem__)
    return found


@pytest.mark.parametrize(
    ("rows", "type_"),
    [
        (("Parade,Safir column,killed,30,,,officers,2015-10,,,,", "Staff,Safir Column,Killed,3,,,officers,2015-10,,,,"), LinkType.QUANTITY),
        (("Parade,Dam,height,,40,50,m,,,,,", "Staff,Dam,height,,60,,m,,,,,"), LinkType.QUANTITY),
        (("Parade,Dam,state,breached,,,,,,,,", "Staff,Dam,state,breached,,,,,,negative,,"), LinkType.DENIAL),
    ],
)
def test_rows_that_cannot_both_hold_contradict_each_other_in_either_order(rows: tuple[str, str], type_: LinkType) -> None:
    (link,) = linked(rows)
    assert (link.type, link.status, link.judge) == (type_, LinkStatus.PROPOSED, judge_of(f"row-{type_}"))
    assert {link.id} == {item.id for item in linked(rows[::-1])}
    assert link.clash_from
    assert link.clash_to


@pytest.mark.parametrize(
    "other",
    [
        "Staff,Safir column,killed,30,,,officers,2015-10,,,,",
        "Staff,Safir column,killed,,20,40,officers,2015-10,,,,",
        "Staff,Safir column,killed,3,,,tanks,2015-10,,,,",
        "Staff,Safir column,killed,3,,,officers,2015-11,,,,",
        "Staff,Safir column,killed,3,,,officers,,,,,",
        "Staff,Safir column,killed,3,,,officers,2015-10,Orsk,,,",
        "Staff,Safir column,wounded,3,,,officers,2015-10,,,,",
        "Staff,Orsk column,killed,3,,,officers,2015-10,,,,",
        "Staff,Safir column,killed,3000,,,officers,2015-10,,,,",
        "Staff,Safir column,killed,3,,,officers,2015-10,,,prediction,",
        "Staff,Safir column,killed,3,,,officers,2015-10,,negative,,",
        "Staff,Safir column,killed,several,,,,2015-10,,,,",
    ],
)
def test_rows_that_may_both_hold_are_left_alone(other: str) -> None:
    assert linked(["Parade,Safir column,killed,30,,,officers,2015-10,,,,", other]) == []


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 9)), min_size=1, max_size=12, unique=True), st.randoms(use_true_random=False))
def test_which_rows_are_linked_does_not_rest_on_their_order(rows: list[tuple[int, int]], chance: object) -> None:
    lines = [f"Source {value},Bridge {town},width,{value},,,m,,,,," for town, value in rows]
    mixed = list(lines)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    pairs = sum(one[0] == other[0] and one[1] != other[1] for place, one in enumerate(rows) for other in rows[:place])
    assert len(linked(lines)) == len(linked(mixed)) == pairs


def test_each_row_is_compared_with_the_last_sixty_about_the_same_and_which_had_more_is_told() -> None:
    made = graphs([f"Source {n},Bridge,width,{n + 20},,,m,,,,," for n in range(MOST + 10)])
    found, cut = link_rows(made, lambda _: "bridge")
    assert len(found) == MOST * (MOST - 1) // 2 + 10 * MOST
    assert cut == {claim for graph in made[MOST:] for claim in graph.claims}


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(20, 29)), min_size=2, max_size=12, unique=True), st.integers(1, 11))
def test_pairs_of_rows_are_linked_as_rows_that_come_together_are(rows: list[tuple[int, int]], place: int) -> None:
    made = graphs([f"Source {value},Bridge {town},width,{value},,,m,,,,," for town, value in rows])
    same = {node.id: name_key(node.name) for graph in made for node in graph.entities.values()}
    old, new = (Graph.of((node for graph in part for node in graph.nodes()), same) for part in (made[:place], made[place:]))
    pairs = [(a, b) for a in new.claims.values() for b in old.claims.values()]
    apart = {link.id for part in (made[:place], made[place:]) for link in link_rows(part, same.__getitem__)[0]}
    together, _ = link_rows(made, same.__getitem__)
    assert {link.id for link in link_row_pairs(new, old, pairs)} | apart == {link.id for link in together}
