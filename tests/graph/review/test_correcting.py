"""What a judgement on an assertion changes, and what it refuses."""

from typing import TypeVar

import pytest

from builders import Telling
from claimgraph.errors import InputError, NotFoundError
from claimgraph.model import Assertion, Certainty, Claim, Judgement, Link, LinkType, Modality, Node, Slots, SourceKind, Stance
from claimgraph.review import Change, Grammar, Revision, correct

T = TypeVar("T", bound=Node)
GRAMMAR = Grammar(lambda text: Slots(subject=text.split()[0]), lambda text: f"Not: {text}")
TEXT = "Parade reported that Roke denied that the bridge fell. Orsk said that the ferry sank, and that the pier burned. The ferry sank."


def judgement(target: str, verdict: str, other: str | None = None) -> Judgement:
    return Judgement("judgement-aaaaaaaaaaaaaaaaaaaa", target, verdict, "person:ana", "2026-01-01", "", other)


class Case:
    """A denial that a paper reports, and two things that another voice says."""

    def __init__(self) -> None:
        told = self.told = Telling(TEXT)
        parade, roke, orsk = told.source("Parade", SourceKind.OUTLET), told.source("Roke", SourceKind.PERSON), told.source("Orsk")
        self.bridge = told.entity("bridge")
        self.fell = told.claim("The bridge fell.", "the bridge fell", about=(self.bridge,))
        self.stands = told.claim("The bridge did not fall.", "the bridge fell", about=(self.bridge,), negative=True)
        self.denial = told.said(roke, self.fell, "the bridge fell", stance=Stance.DENIES, cue="denied")
        self.implied = told.said(roke, self.stands, "the bridge fell", implied=True)
        self.relay = told.said(parade, self.denial, "Roke denied that the bridge fell", stance=Stance.REPORTS, cue="reported")
        told.contradiction(self.fell, self.stands, LinkType.DENIAL, stated_in=self.denial.id, judge="text")
        self.sank = told.claim("The ferry sank.", "the ferry sank")
        self.burned = told.claim("The pier burned.", "the pier burned")
        self.ferry = told.said(orsk, self.sank, "the ferry sank", cue="said")
        self.pier = told.said(orsk, self.burned, "the pier burned")

    def correct(self, target: Assertion, verdict: str, *changes: Change, other: Assertion | None = None) -> Revision:
        return correct(self.told.graph(), judgement(target.id, verdict, other.id if other else None), changes, GRAMMAR)


def of(revision: Revision, kind: type[T]) -> list[T]:
    return [node for node in revision.nodes if isinstance(node, kind)]


def test_accepting_marks_an_assertion_with_the_hops_around_it_and_what_it_implies() -> None:
    case = Case()
    found = of(case.correct(case.denial, "accepted"), Assertion)
    assert [act.id for act in found] == [case.denial.id, case.relay.id, case.implied.id]
    assert {act.review and act.review.verdict for act in found} == {"accepted"}


def test_rejecting_a_denial_takes_what_it_implied_and_the_link_that_it_states() -> None:
    case = Case()
    assert case.correct(case.denial, "rejected").gone == {case.denial.id, case.implied.id, case.told.links[0].id}


def test_an_edited_claim_keeps_its_id_and_is_told_anew_in_its_parts() -> None:
    case = Case()
    revision = case.correct(case.ferry, "edited", Change(text="The  bridge\nsank.", modality=Modality.PREDICTION))
    (claim,) = of(revision, Claim)
    assert (claim.id, claim.text, claim.slots.subject, claim.modality) == (case.sank.id, "The bridge sank.", "The", "prediction")
    assert claim.entities == (case.bridge.id,)
    assert claim.review
    assert claim.review.judgement == "judgement-aaaaaaaaaaaaaaaaaaaa"


def test_a_wider_quote_is_found_in_the_text_and_the_hops_around_it_cover_it() -> None:
    case = Case()
    acts = {act.id: act for act in of(case.correct(case.denial, "edited", Change(quote="that the bridge fell. Orsk said")), Assertion)}
    assert all(act.quote.holds_in(TEXT) for act in acts.values())
    assert acts[case.denial.id].quote.exact == "that the bridge fell. Orsk said"
    assert acts[case.relay.id].quote.exact == "Roke denied that the bridge fell. Orsk said"


def test_of_words_that_stand_twice_the_nearest_are_meant_or_those_that_are_named() -> None:
    case = Case()
    near, far = TEXT.index("ferry"), TEXT.rindex("ferry")
    quotes = [of(case.correct(case.ferry, "edited", Change(quote="ferry", start=at)), Assertion)[0].quote.start for at in (None, far)]
    assert quotes == [near, far]


def test_a_speaker_is_a_voice_of_the_document_by_its_name_or_becomes_one() -> None:
    case = Case()
    known = of(case.correct(case.ferry, "edited", Change(speaker="parade")), Assertion)[0].speaker
    assert (known.name, known.mention is not None) == ("Parade", True)
    fresh = case.correct(case.ferry, "edited", Change(speaker="The  harbour master"))
    (source,) = [node for node in fresh.nodes if node.id.startswith("source-")]
    assert of(fresh, Assertion)[0].speaker.id == source.id
    assert of(fresh, Assertion)[0].speaker.mention is None


def test_a_stance_that_becomes_a_denial_brings_its_other_side() -> None:
    case = Case()
    revision = case.correct(case.ferry, "edited", Change(stance=Stance.DENIES))
    (negative,), (link,) = of(revision, Claim), of(revision, Link)
    assert negative.text == "Not: The ferry sank."
    assert (link.type, link.stated_in, {link.from_, link.to}) == ("denial", case.ferry.id, {case.sank.id, negative.id})
    implied = next(act for act in of(revision, Assertion) if act.implied)
    assert (implied.content.claim, implied.stance) == (negative.id, "endorses")


def test_a_denial_that_was_none_loses_its_other_side() -> None:
    case = Case()
    revision = case.correct(case.denial, "edited", Change(stance=Stance.ENDORSES))
    assert revision.gone == {case.implied.id, case.told.links[0].id}
    assert not of(revision, Link)


def test_the_parts_of_a_split_say_what_they_correct_and_each_has_the_hops_of_the_whole() -> None:
    case = Case()
    revision = case.correct(case.denial, "split", Change(text="The bridge fell."), Change(text="It fell at noon.", stance=Stance.DOUBTS))
    assert {claim.text for claim in of(revision, Claim)} == {"The bridge fell.", "It fell at noon.", "Not: The bridge fell."}
    relays = [act for act in of(revision, Assertion) if act.speaker.name == "Parade"]
    assert len(relays) == 3  # one of each part, and one of what the denial implies
    assert {act.review.corrects for act in relays if act.review} == {(case.relay.id,)}
    assert case.denial.id in revision.gone
    assert not {node.id for node in revision.nodes} & {node.id for node in case.told.graph().nodes()}


def test_a_merge_covers_the_words_of_both() -> None:
    case = Case()
    revision = case.correct(case.ferry, "merged", Change(text="The ferry sank and the pier burned."), other=case.pier)
    (claim,), (act,) = of(revision, Claim), of(revision, Assertion)
    assert act.quote.exact == "the ferry sank, and that the pier burned"
    assert act.review
    assert act.review.corrects == (case.ferry.id, case.pier.id)
    assert claim.review
    assert claim.review.corrects == (case.sank.id, case.burned.id)
    assert revision.gone == {case.ferry.id, case.pier.id}


def test_certainty_is_edited_alone() -> None:
    case = Case()
    (act,) = case.correct(case.ferry, "edited", Change(certainty=Certainty.POSSIBLE)).nodes
    assert isinstance(act, Assertion)
    assert act.certainty == "possible"


@pytest.mark.parametrize(
    ("verdict", "changes", "code"),
    [
        ("edited", [Change()], "no-change"),
        ("edited", [Change(quote="the ferry sunk")], "not-in-text"),
        ("edited", [Change(quote="the ferry sank", start=3)], "not-in-text"),
        ("edited", [Change(quote="the ferry sank", start=-4)], "not-in-text"),
        ("edited", [Change(quote=" ")], "bad-quote"),
        ("edited", [Change(start=3)], "bad-quote"),
        ("edited", [Change(text=" ")], "bad-text"),
        ("edited", [Change(speaker=" ")], "bad-speaker"),
        ("edited", [], "bad-changes"),
        ("accepted", [Change(text="x")], "bad-changes"),
        ("split", [Change(text="One part.")], "bad-changes"),
        ("split", [Change(text="One part."), Change(text="One part.")], "bad-changes"),
        ("split", [Change(text="One part."), Change(stance=Stance.DENIES)], "bad-changes"),
        ("merged", [], "not-found"),
    ],
)
def test_what_cannot_be_is_refused(verdict: str, changes: list[Change], code: str) -> None:
    case = Case()
    with pytest.raises((InputError, NotFoundError)) as refused:
        case.correct(case.ferry, verdict, *changes)
    assert refused.value.code == code


def test_the_claim_is_decided_on_where_it_is_asserted_and_nothing_is_merged_with_itself() -> None:
    case = Case()
    with pytest.raises(InputError, match="is of another assertion"):
        case.correct(case.relay, "edited", Change(text="The bridge fell."))
    with pytest.raises(InputError, match="two different"):
        case.correct(case.ferry, "merged", other=case.ferry)
