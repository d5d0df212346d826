"""A value of the model comes back from its JSON as it was, whatever its words are."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import contested_province
from claimgraph.model import Claim, Graph, Link, LinkKind, LinkType, Reading, Slots, TimeSpan
from claimgraph.records import from_json, from_record, to_json, to_record
from strategies import graphs, unhurried

AWKWARD = st.one_of(st.text(), st.sampled_from(['"from":', '\\"from":"', '{"from":1}', '"from_":', '\\\\"from":', '"from']))


@given(AWKWARD, AWKWARD)
def test_words_that_look_like_keys_stay_words(words: str, more: str) -> None:
    claim = Claim("claim-a", words, more, slots=Slots(time=TimeSpan(words, more, "day", words), terms=(words, more)))
    link = Link("link-a", LinkKind.SUPPORTS, LinkType.PREMISE, words, more, 1.0, rationale=words + more, judge=more)
    assert from_json(to_json(claim), Claim) == claim == from_record(to_record(claim), Claim)
    assert from_json(to_json(link), Link) == link == from_record(to_record(link), Link)


@unhurried
@given(graphs())
def test_the_text_of_a_node_is_its_record_with_sorted_keys(graph: Graph) -> None:
    for node in graph.nodes():
        assert to_json(node) == msgspec.json.encode(to_record(node), order="sorted").decode()


def test_a_whole_reading_comes_back_from_its_text() -> None:
    reading = contested_province().reading()
    assert from_json(to_json(reading), Reading) == reading


def test_a_text_that_is_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="Expected"):
        from_json('{"id":3}', Claim)
