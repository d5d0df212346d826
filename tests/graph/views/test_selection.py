from pathlib import Path

from builders import Telling, contested_province, together
from claimgraph.reason.disputes import derive_disputes
from claimgraph.store import Store
from claimgraph.views.faceoff import face_off
from claimgraph.views.ladder import to_svg
from claimgraph.views.matrix import matrix_of
from claimgraph.views.selection import claim_ids, foremost, link_ids, of_claim, of_dispute


def _whole() -> tuple[Telling, Telling]:
    other = Telling("It is day. It is night.")
    day, night = other.claim("It is day.", "It is day"), other.claim("It is night.", "It is night")
    other.said(other.author, day, "It is day")
    other.contradiction(day, night)
    return contested_province(), other


def test_the_part_of_a_dispute_shows_the_same_as_the_whole() -> None:
    graph = together(_whole())
    for dispute in derive_disputes(graph):
        part = of_dispute(graph, dispute)
        assert to_svg(part, dispute) == to_svg(graph, dispute)
        assert matrix_of(part, dispute) == matrix_of(graph, dispute)
        rung = (dispute.rungs or dispute.apparent)[0]
        assert face_off(part, dispute, rung) == face_off(graph, dispute, rung)


def test_the_part_of_a_dispute_holds_nothing_of_another() -> None:
    province, other = _whole()
    graph = together([province, other])
    part = of_dispute(graph, derive_disputes(graph)[0])
    assert set(part.documents) == {province.document.id}
    assert len(part.claims) < len(province.claims)


def test_a_claim_comes_with_its_neighbours_and_their_voices() -> None:
    t = contested_province()
    disarray = next(claim for claim in t.claims if claim.text == "The enemy is in disarray.")
    part = of_claim(t.graph(), disarray.id)
    assert {claim.text for claim in part.claims.values()} == {"The enemy is in disarray.", "The enemy resists sternly near Safir."}
    assert {"Orsk", "Lund", "Orsk and Lund", "Ines Vale"} == {source.name for source in part.sources.values()}


def test_an_undercut_of_an_act_comes_with_the_claim_that_the_act_is_of() -> None:
    t = contested_province()
    routed = next(claim for claim in t.claims if claim.text == "The column was routed near Safir.")
    assert "Delta Wire is likely exaggerating." in {claim.text for claim in of_claim(t.graph(), routed.id).claims.values()}


def test_reading_along_the_links_of_a_dispute_finds_all_that_it_rests_on(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        store.add_many([telling.reading() for telling in _whole()], (), actor="test", target="batch")
        graph = store.graph()
        for dispute in derive_disputes(graph):
            part = of_dispute(store.graph_along(claim_ids(dispute), link_ids(dispute)), dispute)
            whole = of_dispute(graph, dispute)
            assert part == whole
            assert [node.id for node in part.nodes()] == [node.id for node in whole.nodes()]


def test_what_a_claim_does_not_rest_on_is_not_read_along_links(tmp_path: Path) -> None:
    t = Telling("One rests on two, and two rests on three.")
    one, two, three = (t.claim(f"It is {word}.", word) for word in ("One", "two", "three"))
    for claim, word in ((one, "One"), (two, "two"), (three, "three")):
        t.said(t.author, claim, word)
    links = [t.support(two, one).id, t.support(three, two).id]
    with Store.open(tmp_path) as store:
        store.add(t.reading(), actor="test")
        assert set(store.graph_along([two.id], links).claims) == {two.id, three.id}
        assert set(store.graph_along([one.id], links).claims) == {one.id, two.id, three.id}
        assert set(store.graph_along([one.id], []).claims) == {one.id}


def test_a_dispute_that_is_small_enough_is_shown_whole() -> None:
    for dispute in derive_disputes(together(_whole())):
        rung = (dispute.rungs or dispute.apparent)[0]
        assert foremost(dispute, 100, rung) is dispute
