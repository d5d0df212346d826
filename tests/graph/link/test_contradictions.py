"""Links between the claims of one document and across documents."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import Telling, contested_province
from claimgraph import read_text
from claimgraph.extract.statements.slots import fill_slots
from claimgraph.link import link_across, link_reading
from claimgraph.link.contradictions import MOST_ALIKE
from claimgraph.link.version import judge_of
from claimgraph.model import Claim, Graph, Link, LinkKind, LinkStatus, LinkType, Source, Stance, mint_link_id


def state(telling: Telling, speaker: Source, text: str, words: str) -> Claim:
    made = telling.claim(text, words, slots=fill_slots([text])[0])
    telling.said(speaker, made, words)
    return made


def report(*, second: str = "The Delta Wire said that 15 soldiers were killed in the ambush.") -> tuple[Telling, Claim, Claim]:
    """A document in which two voices give different numbers."""
    telling = Telling(f"The Harrow Monitor said that 45 soldiers were killed in the ambush. {second}")
    monitor, wire = telling.source("Harrow Monitor"), telling.source("Delta Wire")
    one = state(telling, monitor, "45 soldiers were killed in the ambush.", "45 soldiers were killed in the ambush")
    words = second.partition("said that ")[2].rstrip(".")
    return telling, one, state(telling, wire, words + ".", words)


def words_at(telling: Telling, link: Link) -> tuple[list[str], list[str]]:
    spans = (link.clash_from, link.clash_to)
    first, second = ([telling.text[span.start : span.end] for span in side] for side in spans)
    return first, second


def test_numbers_of_two_voices_are_a_proposed_contradiction_with_the_clashing_words_of_the_document() -> None:
    telling, one, other = report()
    (link,) = link_reading(telling.graph())
    assert (link.kind, link.type, link.status) == (LinkKind.CONTRADICTS, LinkType.QUANTITY, LinkStatus.PROPOSED)
    assert {link.from_, link.to} == {one.id, other.id}
    assert link.id == mint_link_id(link.kind, link.type, one.id, other.id)
    assert link.judge.startswith("rule:")
    assert link.stated_in is None
    assert words_at(telling, link) == (["45"], ["15"])


def test_other_things_counted_are_only_apparently_a_contradiction() -> None:
    telling, *_ = report(second="The Delta Wire said that 3 commanders were killed in the ambush.")
    (link,) = link_reading(telling.graph())
    assert (link.type, link.status) == (LinkType.SCOPE, LinkStatus.APPARENT)


def test_the_same_voice_with_another_scope_updates_itself() -> None:
    telling = Telling("Three commanders were killed in the valley. By now thirty officers were killed in the valley.")
    parts = ("Three commanders were killed in the valley", "By now thirty officers were killed in the valley")
    three, thirty = (state(telling, telling.author, words + ".", words) for words in parts)
    (link,) = link_reading(telling.graph())
    assert (link.kind, link.type, link.from_, link.to) == (LinkKind.SUPPORTS, LinkType.UPDATES, thirty.id, three.id)


def test_numbers_of_one_voice_are_of_two_events_unless_it_says_more() -> None:
    telling = Telling("Three soldiers were killed in the ambush. Thirty soldiers were killed in the ambush.")
    for words in ("Three soldiers were killed in the ambush", "Thirty soldiers were killed in the ambush"):
        state(telling, telling.author, words + ".", words)
    assert link_reading(telling.graph()) == ()


def test_a_number_of_a_day_and_one_of_no_day_may_both_hold() -> None:
    telling, *_ = report(second="The Delta Wire said that 90 soldiers were killed in the ambush on Monday.")
    (link,) = link_reading(telling.graph())
    assert (link.type, link.status) == (LinkType.SCOPE, LinkStatus.APPARENT)


def test_numbers_of_another_size_are_of_another_scope() -> None:
    telling, *_ = report(second="The Delta Wire said that 290,000 soldiers were killed in the ambush.")
    (link,) = link_reading(telling.graph())
    assert (link.type, link.status) == (LinkType.SCOPE, LinkStatus.APPARENT)


def test_what_is_linked_already_is_not_linked_again() -> None:
    telling, one, other = report()
    telling.contradiction(one, other, LinkType.DENIAL)
    assert link_reading(telling.graph()) == ()


def test_claims_on_the_same_words_are_not_compared() -> None:
    telling = Telling("The bridge is open, not closed.")
    for text in ("The bridge is open.", "The bridge is closed."):
        state(telling, telling.author, text, "The bridge is open, not closed")
    assert link_reading(telling.graph()) == ()


def test_claims_without_slots_make_no_links() -> None:
    graph = contested_province().graph()
    assert all(link.judge in ("text", judge_of("reasons")) for link in link_reading(graph))


def test_links_reach_across_documents() -> None:
    telling, one, _ = report()
    other = Telling("The ministry said that 15 soldiers were killed in the ambush.")
    ministry = other.source("ministry")
    claim = state(other, ministry, "15 soldiers were killed in the ambush.", "15 soldiers were killed in the ambush")
    links = link_across(other.graph(), telling.graph())
    contradicting = [link for link in links if link.kind is LinkKind.CONTRADICTS]
    assert [{link.from_, link.to} for link in contradicting] == [{claim.id, one.id}]
    assert all(link.status is LinkStatus.PROPOSED for link in links)
    assert link_across(other.graph(), Graph.of([*telling.graph().nodes(), *links])) == ()


def test_a_known_graph_is_not_linked_with_itself() -> None:
    telling, *_ = report()
    assert link_across(telling.graph(), telling.graph()) == ()


WORDS = st.sampled_from(
    ["The bridge is open", "The bridge is closed", "Ten men died", "Thirty men died", "Nobody died", "So", "because", "x"]
)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(WORDS, max_size=6))
def test_links_join_known_claims_and_their_spans_lie_in_the_text(parts: list[str]) -> None:
    telling = Telling(". ".join(f"{part} {at}" for at, part in enumerate(parts)) + ".")
    for at, part in enumerate(parts):
        made = telling.claim(part + ".", f"{part} {at}", slots=fill_slots([part + "."])[0])
        telling.said(telling.author, made, f"{part} {at}", stance=Stance.ENDORSES)
    graph = telling.graph()
    links = link_reading(graph)
    assert len({link.id for link in links}) == len(links)
    for link in links:
        assert link.from_ != link.to
        assert {link.from_, link.to} <= {*graph.claims, *graph.assertions}
        assert 0.0 <= link.score <= 1.0
        assert all(0 <= span.start < span.end <= len(telling.text) for span in (*link.clash_from, *link.clash_to))


def test_what_is_said_again_and_again_is_compared_with_the_last_few_times_alone() -> None:
    found = read_text("The mayor said that the bridge is closed. The guard denied that the bridge is closed. " * 15)
    earlier = Counter(link.from_ for link in found.links if link.type is LinkType.RESTATES)
    assert len(found.claims) == 45
    assert max(earlier.values()) <= 2 * MOST_ALIKE
