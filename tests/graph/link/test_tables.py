"""Rows of tables that cannot both hold are linked, whatever their order and however long the table is; all others are not."""

import io
import logging
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.exchange.rows import row_id
from claimgraph.exchange.structured import to_reading
from claimgraph.exchange.tables import Reject, read_table
from claimgraph.link import RowLinks
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
    return RowLinks().links(made, lambda node: heads[node])


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
    assert (link.type, link.status, link.judge) == (type_, LinkStatus.PROPOSED, f"rule:row-{type_}@1")
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


def test_what_is_remembered_is_bounded_and_what_is_cut_is_told(caplog: pytest.LogCaptureFixture) -> None:
    def many(count: int) -> Iterator[Graph]:
        yield from graphs([f"Source {n},Bridge,width,{n + 20},,,m,,,,," for n in range(count)])

    rows = RowLinks()
    with caplog.at_level(logging.WARNING, "claimgraph.link"):
        assert len(rows.links(many(70), lambda _: "bridge")) == 60 * 59 // 2 + 10 * 60
    assert "10 rows have more than 60 before them" in caplog.text
    few = RowLinks(most=1)
    one, other, again = graphs([f"Source,Bridge {place},width,{n},,,m,,,,," for n, place in ((1, "A"), (2, "B"), (3, "A"))])
    heads = {node.id: node.name for graph in (one, other, again) for node in graph.entities.values()}
    assert few.links([one, other, again], heads.__getitem__) == []
