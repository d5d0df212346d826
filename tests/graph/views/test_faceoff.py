from dataclasses import replace

import pytest

from builders import Telling, contested_province
from claimgraph.model import Certainty, Graph, Judgement, LinkStatus, LinkType
from claimgraph.reason.disputes import derive_disputes
from claimgraph.views.faceoff import MOST_SAYINGS, face_off, face_offs, selected_rung
from claimgraph.views.wording import SETTLES, TYPES


@pytest.fixture
def graph() -> Graph:
    return contested_province().graph()


def test_both_quotes_are_shown_with_the_words_that_clash(graph: Graph) -> None:
    rout = derive_disputes(graph)[1]
    facing = face_off(graph, rout, rout.rungs[0])
    assert (facing.a.letter, facing.a.clash, facing.b.clash) == ("A", ("routed",), ("not routed",))
    assert facing.a.excerpt is not None
    assert [part.text for part in facing.a.excerpt.stretches if part.role == "clash"] == ["'routed'"]
    assert "Delta Wire claimed that" in facing.a.excerpt.text


def test_the_chain_of_who_says_it_is_told_with_stance_and_hedge(graph: Graph) -> None:
    troops = derive_disputes(graph)[0]
    facing = face_off(graph, troops, troops.rungs[0])
    (author,) = facing.a.sayings
    assert (author.first.name, author.first.verb, author.first.sign, author.first.hedges) == (
        "Ines Vale",
        "asserts",
        "▲",
        ("much more likely",),
    )
    (roke,) = facing.b.sayings
    assert (roke.implied, [hop.name for hop in roke.through]) == (True, ["Ines Vale"])


def test_kind_judge_status_and_what_would_settle_it_are_words(graph: Graph) -> None:
    disarray = derive_disputes(graph)[2]
    facing = face_off(graph, disarray, disarray.rungs[0])
    assert (facing.type_words, facing.judged_by, facing.status_words) == ("incompatible states", "stated in the text", "confirmed")
    assert facing.settles == SETTLES[LinkType.STATES]


def test_an_unknown_rung_gives_the_strongest(graph: Graph) -> None:
    troops = derive_disputes(graph)[0]
    assert selected_rung(troops, "link-nowhere") == selected_rung(troops, None) == troops.rungs[0]
    assert selected_rung(troops, troops.rungs[2].link) == troops.rungs[2]


def test_an_apparent_rung_can_be_shown(graph: Graph) -> None:
    counts = derive_disputes(graph)[-1]
    facing = face_off(graph, counts, selected_rung(counts, None))
    assert facing.status is LinkStatus.APPARENT


def test_several_rungs_are_shown_in_order(graph: Graph) -> None:
    troops = derive_disputes(graph)[0]
    assert [facing.link for facing in face_offs(graph, troops, troops.rungs)] == [rung.link for rung in troops.rungs]


def test_the_note_of_the_newest_decision_is_shown(graph: Graph) -> None:
    troops = derive_disputes(graph)[0]
    link = troops.rungs[0].link
    notes = {f"j{n}": Judgement(f"j{n}", link, "confirmed", "person:ann", "2026-01-01", note=f"note {n}") for n in range(2)}
    assert face_off(replace(graph, judgements=notes), troops, troops.rungs[0]).note == "note 1"


def test_a_claim_of_many_voices_lists_some_and_counts_the_rest() -> None:
    t = Telling("yes no")
    yes, no = t.claim("Yes.", "yes"), t.claim("No.", "no")
    for number in range(40):
        t.said(t.source(f"Voice {number}"), yes, "yes")
    t.contradiction(yes, no)
    (dispute,) = derive_disputes(t.graph())
    facing = face_off(t.graph(), dispute, dispute.rungs[0])
    assert (len(facing.a.sayings), facing.a.more) == (MOST_SAYINGS, 40 - MOST_SAYINGS)


def test_a_voice_that_was_joined_with_another_is_shown_by_the_name_of_both() -> None:
    t = Telling("The general said yes. No.")
    named, said = t.source("General Adan Roke"), t.source("The general")
    yes, no = t.claim("Yes.", "yes"), t.claim("No.", "No")
    t.said(said, yes, "yes", cue="said")
    t.contradiction(yes, no)
    graph = replace(t.graph(), same={said.id: named.id})
    (dispute,) = derive_disputes(graph)
    facing = face_off(graph, dispute, dispute.rungs[0])
    (shown,) = (*facing.a.sayings, *facing.b.sayings)
    assert (shown.first.source, shown.first.name) == (named.id, "General Adan Roke")


def test_a_hedge_without_words_is_told_by_its_degree() -> None:
    t = Telling("yes no")
    yes, no = t.claim("Yes.", "yes"), t.claim("No.", "no")
    t.said(t.author, yes, "yes", certainty=Certainty.POSSIBLE)
    t.contradiction(yes, no)
    (dispute,) = derive_disputes(t.graph())
    facing = face_off(t.graph(), dispute, dispute.rungs[0])
    assert [saying.words for saying in (*facing.a.sayings, *facing.b.sayings)] == ["author asserts (possible)"]


def test_a_claim_without_its_document_has_no_excerpt(graph: Graph) -> None:
    troops = derive_disputes(graph)[0]
    assert face_off(replace(graph, documents={}), troops, troops.rungs[0]).a.excerpt is None


def test_every_type_of_link_has_words() -> None:
    assert set(TYPES) == set(LinkType)
