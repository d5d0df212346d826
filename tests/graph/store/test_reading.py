from dataclasses import replace

import pytest

from builders import Telling, contested_province
from claimgraph.errors import InputError, NotFoundError
from claimgraph.model import Claim, Graph, Link, Reading
from claimgraph.store import Store


@pytest.fixture
def told(store: Store) -> Graph:
    reading = contested_province().reading()
    store.add(reading, actor="test")
    return Graph.of_reading(reading)


def test_pages_hold_every_node_once_whatever_the_page_size(store: Store, told: Graph) -> None:
    for limit in (1, 3, 100):
        seen, cursor = [], None
        while True:
            page = store.page("claims", cursor=cursor, limit=limit)
            assert page.total == len(told.claims)
            seen += [item.id for item in page.items]
            cursor = page.next
            if cursor is None:
                break
        assert sorted(seen) == sorted(told.claims)


def test_other_documents_with_the_very_same_text_are_told_where_they_are_shown(store: Store) -> None:
    plain = contested_province().reading().document
    one, other, third = (replace(plain, id=f"document-{letter * 20}", url=f"https://{letter}.example/") for letter in "abc")
    store.add(Reading(one), actor="test")
    assert store.add(Reading(one), actor="test").already  # the same address and text adds nothing
    assert store.same_text(one) == []
    store.add(Reading(other), actor="test")
    store.add(Reading(third), actor="test", collection="North")
    found = store.same_text(one)
    assert [(item.id, item.url, item.text) for item in found] == [(other.id, other.url, ""), (third.id, third.url, "")]
    assert [item.id for item in store.same_text(third)] == [one.id, other.id]
    assert store.within("North").same_text(third) == []
    assert [item.id for item in store.same_text(one, as_of=2)] == [other.id]
    store.retract(other.id, actor="test", reason="gone")
    assert [item.id for item in store.same_text(one)] == [third.id]
    store.erase(third.id, actor="test", reason="gone for good")
    assert store.same_text(one) == []


def test_a_damaged_or_foreign_cursor_is_refused(store: Store, told: Graph) -> None:
    for cursor in ("x", "e30", "%00", "WzEsMl0", "[" * 3000):
        with pytest.raises(InputError, match="cursor"):
            store.page("claims", cursor=cursor)


def test_a_cursor_is_good_for_the_list_that_it_came_from_and_no_other(store: Store, told: Graph) -> None:
    document, seq = next(iter(told.documents)), store.seq()
    store.collect("North", [document], actor="test")
    lists = [(store, "claims", where) for where in ({}, {"document": document}, {"modality": "fact"})] + [(store, "sources", {})]
    lists += [(store.at(seq), "claims", {}), (store.within("North"), "claims", {}), (store.within("North").at(store.seq()), "claims", {})]
    cursors = [here.page(kind, where=where, limit=1).next for here, kind, where in lists]
    assert len(set(cursors) - {None}) == len(lists)
    for mine, (here, kind, where) in enumerate(lists):
        for place, cursor in enumerate(cursors):
            if place == mine:
                assert here.page(kind, where=where, cursor=cursor).items
            else:
                with pytest.raises(InputError, match="another list"):
                    here.page(kind, where=where, cursor=cursor)


def test_a_page_goes_on_where_the_last_one_ended_although_more_was_added_since(store: Store, told: Graph) -> None:
    before = [claim.id for claim in store.page("claims").items]
    first = store.page("claims", limit=2)
    later = Telling("The ferry sank off Varn.")
    later.said(later.author, later.claim("The ferry sank off Varn.", "The ferry sank off Varn"), "The ferry sank off Varn")
    store.add(later.reading(), actor="test")
    assert store.page("claims", limit=1).items[0].id not in before
    assert [item.id for item in (*first.items, *store.page("claims", cursor=first.next).items)] == before


def test_claims_are_found_by_entity_source_and_document(store: Store, told: Graph) -> None:
    entity = next(iter(told.entities.values()))
    speaker = next(a for a in told.assertions.values() if a.speaker.mention is not None)
    document = next(iter(told.documents))
    assert all(entity.id in claim.entities for claim in store.page("claims", where={"entity": entity.id}).items if isinstance(claim, Claim))
    assert store.page("claims", where={"source": speaker.speaker.id}).total
    assert store.page("claims", where={"document": document}).total == len(told.claims)


def test_a_page_that_is_not_counted_holds_the_same_and_tells_no_number(store: Store, told: Graph) -> None:
    where = {"document": next(iter(told.documents))}
    page, counted = (store.page("claims", where=where, limit=2, counted=wanted) for wanted in (False, True))
    assert (page.items, page.next) == (counted.items, counted.next)
    assert (page.total, counted.total) == (None, len(told.claims))


def test_a_filter_that_a_kind_does_not_know_is_refused_with_those_it_knows(store: Store) -> None:
    with pytest.raises(InputError, match="entity"):
        store.page("claims", where={"colour": "red"})
    with pytest.raises(InputError, match="kinds"):
        store.page("ideas")


def test_the_graph_around_a_claim_can_stand_alone(store: Store, told: Graph) -> None:
    link = next(iter(told.links.values()))
    near = store.graph([link.from_])
    assert link.id in near.links
    assert {link.from_, link.to} <= near.claims.keys() | near.assertions.keys()
    assert {a.speaker.id for a in near.assertions.values()} <= near.sources.keys()
    assert {c.document for c in near.claims.values()} <= near.documents.keys()
    assert {name for c in near.claims.values() for name in c.entities} <= near.entities.keys()


def test_the_graph_around_the_document_is_the_whole_of_it(store: Store, told: Graph) -> None:
    assert {n.id for n in store.graph(told.documents).nodes()} == {n.id for n in told.nodes()}


def test_the_graph_around_an_undercut_holds_the_link_or_assertion_that_it_strikes(store: Store, told: Graph) -> None:
    undercut = next(link for link in told.links.values() if link.type == "undercut")
    near = store.graph([undercut.id])
    assert undercut.to in near.assertions.keys() | near.links.keys()


def test_a_delta_holds_the_versions_that_one_entry_changed(store: Store, told: Graph) -> None:
    assert {n.id for n in store.delta(1).added.nodes()} == {n.id for n in told.nodes()}
    store.retract(next(iter(told.links)), actor="test")
    change = store.delta(2)
    assert set(change.retracted.links) >= {next(iter(told.links))}
    assert not list(change.added.nodes())


def test_unknown_ids_are_not_found_whatever_they_look_like(store: Store) -> None:
    for node_id in ("claim-aaaaaaaaaaaaaaaaaaaa", "../../etc/passwd", "", "claim-" + "x" * 10_000, "dispute-aaaaaaaaaaaaaaaaaaaa"):
        with pytest.raises(NotFoundError):
            store.get(node_id)


def test_search_finds_words_in_claims_and_marks_them(store: Store, told: Graph) -> None:
    found = store.search("officers kill")
    assert found.total == len(found.hits) > 0
    assert any(hit.kind == "claim" and "\x02" in hit.snippet for hit in found.hits)


@pytest.mark.parametrize("query", ['"', "a OR", "NEAR(", "*", "x" * 5000, "text:secret", "-- ;", "é ü", "killed AND NOT"])
def test_no_search_text_is_taken_for_an_operator(store: Store, told: Graph, query: str) -> None:
    if any(character.isalnum() for character in query):
        assert store.search(query).complete
    else:
        with pytest.raises(InputError, match="no words"):
            store.search(query)


def test_links_are_found_from_either_end(store: Store, told: Graph) -> None:
    link = next(iter(told.links.values()))
    for end in (link.from_, link.to):
        assert link.id in {item.id for item in store.page("links", where={"claim": end}).items if isinstance(item, Link)}
