from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import Telling, together
from claimgraph.model import Claim, Graph, Judgement, Link, LinkKind, LinkStatus, LinkType, Modality, Slots, TimeSpan, mint_link_id
from claimgraph.reason.predictions import DUE, STATES, UNDATED, WAITING, Prediction, counted, due_findings, last_day, predictions_of

EVE, AFTER = date(2025, 6, 1), date(2025, 6, 2)


def foretold(time: str | None = "2025-06-01") -> tuple[Telling, Claim]:
    """A document of May in which somebody says what will be by a day."""
    t = Telling("The bridge will be open by June.", published_at="2025-05-01")
    slots = Slots(time=TimeSpan(time, time, "day", "by June") if time else None)
    claim = t.claim("The bridge will be open by June.", "The bridge will be open", modality=Modality.PREDICTION, slots=slots)
    t.said(t.source("Ana Brun"), claim, "The bridge will be open")
    return t, claim


def stands(graph: Graph, day: date = AFTER) -> Prediction:
    (found,) = predictions_of(graph, day)
    return found


def outcome(
    claim: Claim, kind: LinkKind, status: LinkStatus, published_at: str = "2025-06-03", text: str = "So it is."
) -> tuple[Telling, Link]:
    """A later document whose claim is linked with the prediction."""
    t = Telling(text, published_at=published_at)
    fact = t.claim(text, text.rstrip("."))
    t.said(t.author, fact, text.rstrip("."))
    type_ = LinkType.RESTATES if kind is LinkKind.SUPPORTS else LinkType.STATES
    return t, Link(mint_link_id(kind, type_, fact.id, claim.id), kind, type_, fact.id, claim.id, 0.9, "", "rule:test@1", status)


@pytest.mark.parametrize(("day", "state"), [(EVE, WAITING), (AFTER, DUE)])
def test_a_prediction_is_due_when_the_time_that_it_speaks_of_is_over(day: date, state: str) -> None:
    assert stands(foretold()[0].graph(), day).state == state


def test_without_a_time_nothing_is_ever_due() -> None:
    found = stands(foretold(None)[0].graph())
    assert (found.state, found.due, found.day) == (UNDATED, None, None)


def test_a_person_settles_it_and_takes_that_back() -> None:
    t, claim = foretold()
    said = [
        Judgement("judgement-a", claim.id, "came true", "person:x", "2025-06-02T10:00"),
        Judgement("judgement-b", claim.id, "not settled", "person:x", "2025-06-02T11:00"),
    ]
    assert stands(Graph.of([*t.graph().nodes(), said[0]])).by == ("judgement-a",)
    assert stands(Graph.of([*t.graph().nodes(), said[0]])).state == "came true"
    assert stands(Graph.of([*t.graph().nodes(), *said])).state == DUE


@pytest.mark.parametrize(("kind", "state"), [(LinkKind.SUPPORTS, "came true"), (LinkKind.CONTRADICTS, "did not come true")])
def test_a_later_fact_settles_it_once_its_link_is_confirmed(kind: LinkKind, state: str) -> None:
    t, claim = foretold()
    later, link = outcome(claim, kind, LinkStatus.PROPOSED)
    found = stands(together([t, later], [link]))
    assert (found.state, found.maybe) == (DUE, (link.id,))
    later, link = outcome(claim, kind, LinkStatus.CONFIRMED)
    found = stands(together([t, later], [link]))
    assert (found.state, found.by, found.maybe) == (state, (link.id,), ())


def test_facts_that_go_both_ways_leave_it_undetermined_and_older_ones_say_nothing() -> None:
    t, claim = foretold()
    yes, first = outcome(claim, LinkKind.SUPPORTS, LinkStatus.CONFIRMED)
    no, second = outcome(claim, LinkKind.CONTRADICTS, LinkStatus.CONFIRMED, text="It is not.")
    assert stands(together([t, yes, no], [first, second])).state == "outcome undetermined"
    old, third = outcome(claim, LinkKind.SUPPORTS, LinkStatus.CONFIRMED, "2025-04-01")
    assert stands(together([t, old], [third])).state == DUE


def test_what_is_due_is_a_finding_with_the_words_that_predict_it() -> None:
    t, claim = foretold()
    graph = t.graph()
    (found,) = due_findings(graph, predictions_of(graph, AFTER))
    assert (found.kind, found.target) == ("prediction-due", claim.id)
    assert [step.anchor.exact for step in found.steps if step.anchor] == ["The bridge will be open"]
    assert list(due_findings(graph, predictions_of(graph, EVE))) == []


def test_a_track_record_is_counts_alone() -> None:
    assert counted(predictions_of(foretold()[0].graph(), AFTER)) == {**dict.fromkeys(STATES, 0), DUE: 1}


@pytest.mark.parametrize(
    ("time", "day"),
    [
        ("2024-02", date(2024, 2, 29)),
        ("2025", date(2025, 12, 31)),
        ("2025-24", date(2026, 2, 28)),
        ("2025-22", date(2025, 8, 31)),
        ("2025-06-31", date(2025, 6, 30)),
        ("19XX", date(1999, 12, 31)),
        ("2025-XX-XX", date(2025, 12, 31)),
        ("2025-06-01T10:00Z", EVE),
        ("0000", None),
        ("-0044", None),
        ("", None),
    ],
)
def test_the_last_day_of_a_time(time: str, day: date | None) -> None:
    assert last_day(time) == day


@given(st.text(alphabet="0123456789X-~?T:Z/.", max_size=14))
def test_no_text_breaks_the_reading_of_a_time(text: str) -> None:
    found = last_day(text)
    assert found is None or found.year > 0
