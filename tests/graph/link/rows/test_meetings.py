"""A row of a table and a sentence that speak of one attribute of one thing at one time collide or agree; all others are left alone."""

import io
from collections.abc import Iterator
from functools import cache

import pytest

from claimgraph.exchange.rows import row_id
from claimgraph.exchange.structured import to_reading
from claimgraph.exchange.tables import Reject, read_table
from claimgraph.ingest.pipeline import read_text
from claimgraph.link import blocks_of, link_across, naming_in
from claimgraph.link.blocks import MEETING, looked_into
from claimgraph.link.version import judge_of
from claimgraph.model import Graph, Link, LinkKind, LinkStatus, LinkType

HEADER = "source,entity,attribute,value,unit,time,place,certainty,polarity\n"


def table(line: str) -> Graph:
    """The graph of a table of one row."""
    (item,) = read_table(io.BytesIO(f"{HEADER}{line}\n".encode()), name="a.csv")
    assert not isinstance(item, Reject), item
    return Graph.of_reading(to_reading({row_id(item.row): item.row}, title="A table", media_type="text/csv"))


@cache
def told(text: str) -> Graph:
    return Graph.of_reading(read_text(text, name="a.txt"))


def links(line: str, text: str) -> list[Link]:
    """The links of a row with the claims of a text; whichever comes first, they are the same."""
    row, words = table(line), told(text)
    found = list(link_across(words, row))
    assert {link.id for link in found} == {link.id for link in link_across(row, words)}
    return found


def between(row: Graph, words: Graph) -> Iterator[tuple[str, ...]]:
    """What is marked on each side."""
    texts = {document.id: document.text for graph in (row, words) for document in graph.documents.values()}
    for link in link_across(words, row):
        ends = {**row.claims, **words.claims}
        marked = ((ends[link.from_], link.clash_from), (ends[link.to], link.clash_to))
        yield tuple(sorted(texts[claim.document][span.start : span.end] for claim, spans in marked for span in spans))


DEATHS = "Rescue service,Karsk Bridge,deaths,12,people,2024-05-03,,,"
SENTENCE = "The Parade reported that nine people died at Karsk Bridge on 3 May 2024."


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (DEATHS, SENTENCE),
        (DEATHS, "Nine people were killed at Karsk Bridge on 3 May 2024."),
        ("Staff,Safir Column,officers killed,30,,2015-10-14,,,", "On 14 October 2015 only three officers of the Safir Column were killed."),
        ("Police,Orsk Stadium,arrests,40,people,2024-05-03,,,", "On 3 May 2024 police arrested 14 people at Orsk Stadium."),
        ("Owner,Varmouth Docks,containers lost,70,,2024-06-02,,,", "Varmouth Docks lost 25 containers on 2 June 2024."),
        ("Union,Ostra Hospital,doctors dismissed,14,,2022-03,,,", "In March 2022 Ostra Hospital dismissed 20 doctors."),
        (DEATHS, "On 3 May 2024 more than 20 people died in a fire at Karsk Bridge."),
        ("Clinic,Karsk Bridge,injured,3,children,2024-05-03,,,", "Seven children were injured at Karsk Bridge on 3 May 2024."),
    ],
)
def test_a_row_and_a_sentence_of_one_thing_at_one_time_collide_where_both_numbers_cannot_be(row: str, text: str) -> None:
    (link,) = links(row, text)
    assert (link.kind, link.type, link.status) == (LinkKind.CONTRADICTS, LinkType.QUANTITY, LinkStatus.PROPOSED)
    assert link.judge == judge_of("row-sentence")
    assert link.clash_from
    assert link.clash_to


def test_both_sides_are_marked_and_one_plain_sentence_says_why() -> None:
    assert list(between(table(DEATHS), told(SENTENCE))) == [("12", "nine")]
    (link,) = links(DEATHS, SENTENCE)
    assert link.rationale == "Of deaths of Karsk Bridge the row says “12”, the sentence “Nine”: both cannot be so."


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (DEATHS, "Twelve people died at Karsk Bridge on 3 May 2024."),
        ("Police,Orsk Stadium,arrests,40,people,2024-05-03,,,", "On 3 May 2024 police arrested 40 people at Orsk Stadium."),
    ],
)
def test_where_both_give_one_number_they_restate_each_other(row: str, text: str) -> None:
    (link,) = links(row, text)
    assert (link.kind, link.type, link.status) == (LinkKind.SUPPORTS, LinkType.RESTATES, LinkStatus.PROPOSED)


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (DEATHS, "Nine people died at Karsk Bridge."),
        ("Rescue service,Karsk Bridge,deaths,12,people,2024-05-03,Dolna,,", SENTENCE),
    ],
)
def test_where_only_one_says_when_or_where_the_contradiction_is_apparent(row: str, text: str) -> None:
    (link,) = links(row, text)
    assert (link.type, link.status) == (LinkType.SCOPE, LinkStatus.APPARENT)
    assert " But only one says wh" in link.rationale


@pytest.mark.parametrize(
    "text",
    [
        "Nine people died at Karsk Bridge on 4 May 2024.",
        "Nine people died at Lund Bridge on 3 May 2024.",
        "Nine people were injured at Karsk Bridge on 3 May 2024.",
        "Nine sheep died at Karsk Bridge on 3 May 2024.",
        "Another nine people died at Karsk Bridge on 3 May 2024.",
        "At least nine people died at Karsk Bridge on 3 May 2024.",
        "Nine people died near Karsk Bridge on 3 May 2024.",
        "Nine people died in Dolna on 3 May 2024 after Karsk Bridge was closed.",
        "Nine people died at Karsk Bridge and Lund Bridge on 3 May 2024.",
        "Nine people could die at Karsk Bridge on 3 May 2024.",
        "Nine people will die at Karsk Bridge on 3 May 2024.",
        "Nine soldiers died at Karsk Bridge on 3 May 2024.",
        "The Karsk Bridge mayor counted nine deaths on 3 May 2024.",
        "Nine thousand people died at Karsk Bridge on 3 May 2024.",
        "Rescue service said that nine people died at Karsk Bridge on 3 May 2024.",
        "Nine cars crossed Karsk Bridge on 3 May 2024.",
        "Nine people of the fire service at Karsk Bridge died on 3 May 2024.",
        "Did nine people die at Karsk Bridge on 3 May 2024?",
    ],
)
def test_what_may_be_of_something_else_is_left_alone(text: str) -> None:
    assert links(DEATHS, text) == []


@pytest.mark.parametrize(
    "row",
    [
        "Rescue service,Karsk Bridge,dead and injured,12,people,2024-05-03,,,",
        "Rescue service,Karsk Bridge,pilgrims killed,3,,2024-05-03,,,",
        "Rescue service,Karsk Bridge,lanes,12,,2024-05-03,,,",
        "Rescue service,Karsk Bridge,deaths,several,,2024-05-03,,,",
        "Rescue service,Karsk Bridge,deaths,12,people,2024-05-03,,possible,",
        "Rescue service,Karsk Bridge,deaths,12,people,2024-05-03,,,negative",
        "Rescue service,karsk bridge,deaths,12,people,2024-05-03,,,",
        "Rescue service,Karsk,deaths,12,people,2024-05-03,,,",
        "Rescue service,Karsk Bridge,killed people,12,%,2024-05-03,,,",
        "Rescue service,Karsk Bridge,deaths,12,thousand,2024-05-03,,,",
        "Rescue service,Karsk Bridge,death rate,12,,2024-05-03,,,",
        "Rescue service,Karsk Bridge,deaths per year,12,,2024-05-03,,,",
    ],
)
def test_a_row_that_counts_something_else_or_not_surely_is_left_alone(row: str) -> None:
    assert links(row, SENTENCE) == []


def test_a_row_looks_only_at_sentences_and_a_sentence_only_at_rows() -> None:
    row, words = table(DEATHS), told(SENTENCE)
    stand = [{b for claim in graph.claims.values() for b in blocks_of(claim, naming_in(graph)) if b >= MEETING} for graph in (row, words)]
    assert set(map(looked_into, stand[0])) & stand[1]
    assert not stand[0] & stand[1]
    assert all(looked_into(looked_into(block)) == block != looked_into(block) for block in stand[0])
    assert looked_into(7) == 7
