from builders import contested_province
from claimgraph.model import LinkStatus, LinkType
from claimgraph.reason.credibility.scoring import Scored
from claimgraph.store import Store
from claimgraph_api.answers.judging import verdict_of_person
from debates import Debate


def kept(store: Store, debate: Debate) -> None:
    """Add all documents of a debate, the links with the last."""
    for telling in debate.tellings[:-1]:
        store.add(telling.reading(), actor="test")
    store.add(debate.tellings[-1].reading(), debate.links, actor="test")


def test_what_hangs_together_is_found_from_any_of_its_claims(store: Store) -> None:
    t = contested_province()
    store.add(t.reading(), actor="test")
    first = store.evidence([t.claims[0].id], most=100)
    assert first.whole
    for claim in first.graph.claims:
        assert store.evidence([claim], most=100).graph.claims.keys() == first.graph.claims.keys()
    assert "The enemy is in disarray." not in {claim.text for claim in first.graph.claims.values()}


def test_an_undercut_brings_the_claim_that_it_comes_from(store: Store) -> None:
    t = contested_province()
    store.add(t.reading(), actor="test")
    routed = next(claim for claim in t.claims if claim.text == "The column was routed near Safir.")
    found = store.evidence([routed.id], most=100).graph
    assert "Delta Wire is likely exaggerating." in {claim.text for claim in found.claims.values()}
    assert any(link.type is LinkType.UNDERCUT for link in found.links.values())


def test_scores_of_what_hangs_together_are_those_of_the_whole_store(store: Store) -> None:
    t = contested_province()
    store.add(t.reading(), actor="test")
    whole = Scored.of(store.graph())
    for claim in t.claims:
        part = Scored.of(store.evidence([claim.id], most=100).graph)
        assert abs((part.value(claim.id) or 0.0) - (whole.value(claim.id) or 0.0)) < 1e-9
        assert part.status(claim.id) == whole.status(claim.id)


def test_dismissed_and_apparent_links_lead_nowhere(store: Store) -> None:
    debate = Debate()
    first = debate.says("Ana Brun", "The dam holds.")
    for status in (LinkStatus.DISMISSED, LinkStatus.APPARENT):
        debate.link(debate.says("Ivo Lenk", f"The dam broke, {status}."), first, status=status)
    kept(store, debate)
    assert len(store.evidence([first.id], most=100).graph.claims) == 1


def test_past_the_bound_the_nearest_claims_are_read_and_it_says_so(store: Store) -> None:
    debate = Debate()
    claims = [debate.says("Ana Brun", "Statement 0.")]
    for number in range(1, 8):
        claims.append(debate.says("Ivo Lenk", f"Statement {number}.", against=claims[-1]))
    kept(store, debate)
    found = store.evidence([claims[0].id], most=3)
    assert not found.whole
    assert {claim.text for claim in found.graph.claims.values()} == {"Statement 0.", "Statement 1.", "Statement 2."}
    assert len(found.graph.links) == 2


def test_a_collection_shows_no_evidence_of_another(store: Store) -> None:
    debate = Debate()
    first = debate.says("Ana Brun", "The dam holds.")
    debate.says("Ivo Lenk", "The dam broke.", against=first)
    kept(store, debate)
    store.collect("Case 7", [debate.tellings[0].document.id], actor="test")
    found = store.within("Case 7").evidence([first.id], most=100)
    assert (len(found.graph.claims), len(found.graph.links), found.whole) == (1, 0, True)


def test_a_claim_that_is_judged_the_same_is_found_with_what_bears_on_it(store: Store) -> None:
    debate = Debate()
    first = debate.says("Ana Brun", "The dam holds.")
    second = debate.says("Uma Rehn", "The dam is holding.")
    debate.says("Ivo Lenk", "The dam broke.", against=second)
    kept(store, debate)
    store.judge(verdict_of_person(first.id, "same", other=second.id), actor="test")
    for claim in (first, second):
        found = store.evidence([claim.id], most=100).graph
        assert len(found.claims) == 3
        assert Scored.of(found).tally(claim.id) == Scored.of(store.graph()).tally(claim.id)


def test_what_is_not_wanted_in_part_brings_nothing_past_the_bound(store: Store) -> None:
    t = contested_province()
    store.add(t.reading(), actor="test")
    whole = store.evidence([t.claims[0].id], most=100, partly=False)
    assert whole == store.evidence([t.claims[0].id], most=100)
    bounded = store.evidence([t.claims[0].id], most=2, partly=False)
    assert (len(bounded.graph.claims), bounded.whole, bounded.claims) == (0, False, 2)


def test_documents_of_what_bears_on_a_claim_come_without_their_texts(store: Store) -> None:
    t = contested_province()
    store.add(t.reading(), actor="test")
    whole, found = store.graph(), store.evidence([t.claims[0].id], most=100).graph
    assert found.documents
    for node, paper in found.documents.items():
        told = whole.documents[node]
        assert (paper.text, paper.publisher, paper.published_at, paper.title) == ("", told.publisher, told.published_at, told.title)


def test_what_a_collection_shows_is_as_old_there_as_its_place_in_it(store: Store) -> None:
    debate = Debate()
    first = debate.says("Ana Brun", "The dam holds.")
    claims = [first, *(debate.says("Ivo Lenk", f"The dam broke at {hour}.", against=first) for hour in range(1, 5))]
    for number, telling in enumerate(debate.tellings):
        store.add(telling.reading(), debate.links[max(number - 1, 0) : number], actor="test")
    collected = [0, 3, 1, 4, 2]
    for number in collected:
        store.collect("dams", [debate.tellings[number].document.id], actor="test")
    within = store.within("dams")
    whole = within.graph()
    for most in range(1, 6):
        assert {*within.evidence([first.id], most=most).graph.claims} == {claims[number].id for number in collected[:most]}
    found = within.evidence([first.id], most=9).graph
    assert list(found.documents) == list(whole.documents) == [debate.tellings[number].document.id for number in collected]
    assert list(found.links) == list(whole.links)
