"""Whether two reports are of one event by what they tell."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimgraph.ingest.pipeline import add_reading, read_text
from claimgraph.link import with_rivals
from claimgraph.link.events.events import reports_in
from claimgraph.link.events.recognition import LEAST, Days, Outline, recognition
from claimgraph.model import Graph, LinkKind, LinkStatus
from claimgraph.store import Store

KILN = """Fire destroys kiln in Aldermoor
ALDERMOOR, 4 May 2026 (Lowland Wire) - A fire destroyed the kiln of a brickworks in Aldermoor on Monday, police chief Hal Denby said.

Nine people were hurt. The road past the brickworks was closed for two hours. Mayor Ruth Oakes praised the firefighters.
"""
BRICKWORKS = """Brickworks burns
Aldermoor Echo, 5 May 2026

Flames shot from the kiln of the Aldermoor brickworks on Monday. Six people were hurt by the fire, a nurse said. The road was closed
until the evening. Police chief Hal Denby does not know the cause. Mayor Ruth Oakes came to see the damage.
"""
COACH = """Coach overturns in Aldermoor
ALDERMOOR, 7 May 2026 (Lowland Wire) - A coach with pensioners overturned on a bend in Aldermoor on Thursday, police chief Hal Denby said.

Four people were hurt. The road was closed for six hours. Mayor Ruth Oakes visited the passengers in hospital.
"""
BARN = """Barn burns down in Aldermoor
ALDERMOOR, 9 May 2026 (Lowland Wire) - A barn with straw burned down on a farm in Aldermoor on Saturday, police chief Hal Denby said.

Three people were hurt by the fire. Forty cows were led out by a neighbour. Mayor Ruth Oakes thanked the farmer's sons.
"""


def proposed(one: str, other: str) -> int:
    """How many contradictions are proposed between two texts, as documents added to a store one after the other have them."""
    links = with_rivals((), Graph.of_reading(read_text(other)), Graph.of_reading(read_text(one)))
    return sum(link.status is LinkStatus.PROPOSED for link in links)


def outline(text: str) -> Outline:
    (report,) = reports_in(Graph.of_reading(read_text(text)))
    return report.outline


def test_two_reports_of_one_fire_contradict_each_other_in_how_many_were_hurt() -> None:
    assert proposed(KILN, BRICKWORKS) > 0


@pytest.mark.parametrize("other", [COACH, BARN])
@pytest.mark.parametrize("one", [KILN, BRICKWORKS])
def test_reports_of_two_events_in_one_town_do_not_whatever_names_they_share(one: str, other: str) -> None:
    assert proposed(one, other) == 0


def test_added_to_a_store_reports_of_two_events_in_one_town_do_not_contradict_each_other(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        for text in (KILN, COACH, BARN):
            add_reading(store, read_text(text), actor="test")
        graph = store.graph()
    assert len(graph.documents) == 3
    assert [link.rationale for link in graph.links.values() if link.kind is LinkKind.CONTRADICTS] == []


def test_reports_of_one_event_are_likelier_of_one_than_those_of_two() -> None:
    kiln, brickworks, coach, barn = map(outline, (KILN, BRICKWORKS, COACH, BARN))
    likely = recognition().likelihood
    assert likely(kiln, brickworks) >= LEAST > max(likely(kiln, coach), likely(brickworks, coach), likely(kiln, barn))


def test_what_a_later_report_begins_with_that_was_not_yet_tells_two_events_apart() -> None:
    words, likely = outline(KILN).words, recognition().likelihood
    early = Outline(words, frozenset(), Days(came=date(2026, 5, 4)))
    before, after = (Outline(words, frozenset(), Days(date(2026, 5, 9), first={date(2026, 5, day)})) for day in (3, 8))
    assert likely(early, after) < likely(early, before)


words = st.dictionaries(st.sampled_from(["fire", "burn", "coach", "strike", "vote", "kiln", "hurt"]), st.integers(1, 9))
days = st.builds(
    Days,
    st.none() | st.dates(date(2026, 5, 1), date(2026, 5, 20)),
    st.frozensets(st.dates(date(2026, 5, 1), date(2026, 5, 20)), max_size=3),
    st.frozensets(st.dates(date(2026, 5, 1), date(2026, 5, 20)), max_size=2),
)
outlines = st.builds(
    Outline, words, st.frozensets(st.tuples(st.integers(5, 90).map(float), st.sampled_from(["", "people"])), max_size=4), days
)


@settings(max_examples=60)
@given(outlines, outlines)
def test_how_likely_it_is_lies_between_0_and_1_and_is_the_same_either_way_round(one: Outline, other: Outline) -> None:
    there, back = recognition().likelihood(one, other), recognition().likelihood(other, one)
    assert 0 <= there <= 1
    assert there == pytest.approx(back)
