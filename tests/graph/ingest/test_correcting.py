"""Decisions on what was read, in the record: each is one entry, can be undone, and no later reading overwrites it."""

import random
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import Telling
from claimgraph.errors import ClaimgraphError, ConflictError, InputError, NotFoundError
from claimgraph.ids import mint_id
from claimgraph.ingest.correcting import assertion_of, decide, newest_decision
from claimgraph.ingest.pipeline import add_reading, read_text
from claimgraph.ingest.rereading import reread
from claimgraph.model import Assertion, Certainty, Graph, Judgement, Modality, Reading, Stance
from claimgraph.review import Change
from claimgraph.review.anchoring import overlap
from claimgraph.review.rereading import SAME_WORDS
from claimgraph.store import Store, version_of
from databases import folder
from strategies import often

TEXT = (
    "The harbour office said that the ferry sank in May. A spokesman for the union denied that the ferry sank. "
    "The Grey Post reported that the mayor said that nine sailors drowned. The pier burned down."
)

OTHER = "The coast guard said that the ferry did not sink in May. Twelve sailors drowned."
_numbers = count()


@pytest.fixture
def store() -> Iterator[Store]:
    with folder() as place, Store.open(place) as opened:
        yield opened


def verdict(target: str, word: str, other: str | None = None) -> Judgement:
    number = next(_numbers)
    return Judgement(mint_id("judgement", number), target, word, "person:ana", f"2026-01-01T00:00:{number:06}", "", other)


def first_hand(store: Store, words: str) -> Assertion:
    """The assertion of the claim that has these words."""
    graph = store.graph()
    return next(act for act in graph.assertions.values() if act.content.claim and words in graph.claims[act.content.claim].text)


def undo_newest(store: Store, target: str) -> None:
    decide(store, verdict(target, "undone", newest_decision(store, target).id), actor="ana")


def state(store: Store) -> Graph:
    """All but the judgements."""
    graph = store.graph()
    return Graph(graph.documents, graph.sources, graph.entities, graph.claims, graph.assertions, graph.links, {}, graph.same)


def test_what_is_rejected_counts_no_longer_and_is_there_as_of_before(store: Store) -> None:
    add_reading(store, read_text(TEXT), actor="ana")
    before, act = store.seq(), first_hand(store, "pier burned")
    decide(store, verdict(act.id, "rejected"), actor="ana")
    assert act.content.claim
    with pytest.raises(NotFoundError):
        store.get(act.content.claim)
    assert store.get(act.content.claim, as_of=before)
    assert [version.retracted and version.retracted.verb for version in store.history(act.id)] == ["judge"]
    assert store.seq() == before + 1


@pytest.mark.parametrize(
    ("word", "changes"),
    [
        ("accepted", []),
        ("rejected", []),
        ("edited", [Change(text="The ferry did not sink.", speaker="The pilot", stance=Stance.DENIES, certainty=Certainty.CERTAIN)]),
        ("split", [Change(text="The ferry sank."), Change(text="Something sank in May.", modality=Modality.EVALUATION)]),
    ],
)
def test_each_decision_is_one_entry_and_its_undoing_another_after_which_all_is_as_it_was(
    store: Store, word: str, changes: Sequence[Change]
) -> None:
    add_reading(store, read_text(OTHER), actor="ana")
    add_reading(store, read_text(TEXT), actor="ana")
    before, act, seq = state(store), first_hand(store, "ferry sank in May"), store.seq()
    decide(store, verdict(act.id, word), changes, actor="ana")
    assert store.seq() == seq + 1
    assert state(store) != before
    undo_newest(store, act.id)
    assert store.seq() == seq + 2
    after = state(store)
    assert (after.claims, after.assertions, after.links) == (before.claims, before.assertions, before.links)
    assert store.check() == []
    assert store.verify().broken is None


def test_two_assertions_are_merged_and_come_apart_again(store: Store) -> None:
    add_reading(store, read_text(TEXT), actor="ana")
    before, one, other = state(store), first_hand(store, "sailors drowned"), first_hand(store, "pier burned")
    decide(store, verdict(one.id, "merged", other.id), [Change(text="Nine sailors drowned and the pier burned down.")], actor="ana")
    merged = first_hand(store, "and the pier")
    assert merged.review
    assert merged.review.corrects == (one.id, other.id)
    undo_newest(store, one.id)
    assert state(store).assertions == before.assertions


def test_a_corrected_claim_is_compared_with_the_store_again(store: Store) -> None:
    add_reading(store, read_text("The coast guard said that the ferry did not sink."), actor="ana")
    add_reading(store, read_text("The harbour office said that the ferry was painted."), actor="ana")
    act = first_hand(store, "painted")
    assert not store.graph().links
    decide(store, verdict(act.id, "edited"), [Change(text="The ferry sank.")], actor="ana")
    (link,) = store.graph().links.values()
    assert act.content.claim in (link.from_, link.to)
    undo_newest(store, act.id)
    assert not store.graph().links


def test_a_link_on_which_a_person_decided_stays_with_the_corrected_claim(store: Store) -> None:
    add_reading(store, read_text("The coast guard said that the ferry did not sink."), actor="ana")
    add_reading(store, read_text("The harbour office said that the ferry sank."), actor="ana")
    (link,) = store.graph().links.values()
    store.judge(verdict(link.id, "dismissed"), actor="ana")
    decide(store, verdict(first_hand(store, "ferry sank").id, "edited"), [Change(text="The old ferry sank.")], actor="ana")
    assert [item.status for item in store.graph().links.values()] == ["dismissed"]


def test_decisions_are_undone_the_newest_first(store: Store) -> None:
    add_reading(store, read_text(TEXT), actor="ana")
    act = first_hand(store, "pier burned")
    first = verdict(act.id, "accepted")
    decide(store, first, actor="ana")
    decide(store, verdict(act.id, "edited"), [Change(certainty=Certainty.PROBABLE)], actor="ana")
    with pytest.raises(ConflictError, match="changed since"):
        decide(store, verdict(act.id, "undone", first.id), actor="ana")
    undo_newest(store, act.id)
    undo_newest(store, act.id)
    with pytest.raises(NotFoundError, match="nobody decided"):
        newest_decision(store, act.id)
    with pytest.raises(ConflictError, match="undone already"):
        decide(store, verdict(act.id, "undone", first.id), actor="ana")
    with pytest.raises(ConflictError, match="undo it by another"):
        store.retract(first.id, actor="ana")


def test_a_decision_made_again_or_on_another_version_changes_nothing(store: Store) -> None:
    add_reading(store, read_text(TEXT), actor="ana")
    act = first_hand(store, "pier burned")
    made = verdict(act.id, "accepted")
    done = decide(store, made, actor="ana", versions={version_of(act)})
    assert decide(store, made, actor="ana").seq == done.seq == store.seq()
    with pytest.raises(ConflictError) as moved:
        decide(store, verdict(act.id, "rejected"), actor="ana", versions={version_of(act)})
    assert moved.value.code == "moved"


def test_a_claim_stands_for_its_only_assertion(store: Store) -> None:
    add_reading(store, read_text(TEXT), actor="ana")
    act = first_hand(store, "pier burned")
    assert assertion_of(store, act.content.claim or "") == act.id
    document = store.page("documents").items[0].id
    with pytest.raises(InputError, match="decided on an assertion"):
        decide(store, verdict(document, "accepted"), actor="ana")


def test_within_a_collection_only_what_it_alone_holds_is_decided_on(store: Store) -> None:
    add_reading(store, read_text(TEXT), actor="ana", collection="One")
    act, document = first_hand(store, "pier burned"), store.page("documents").items[0].id
    decide(store.within("One"), verdict(act.id, "edited"), [Change(text="The pier burned.")], actor="ana")
    assert [item.text for item in store.within("One").graph().claims.values() if "pier" in item.text] == ["The pier burned."]
    store.collect("Two", [document], actor="ana")
    with pytest.raises(ConflictError, match="other collections"):
        decide(store.within("One"), verdict(act.id, "rejected"), actor="ana")
    decide(store, verdict(act.id, "rejected"), actor="ana")
    assert not any("pier" in item.text for item in store.within("Two").graph().claims.values())


def test_what_is_erased_takes_the_decisions_on_it_along(store: Store) -> None:
    add_reading(store, read_text(TEXT), actor="ana")
    act = first_hand(store, "pier burned")
    decide(store, verdict(act.id, "edited"), [Change(text="A secret burned.")], actor="ana")
    store.erase(act.document, actor="ana", reason="by order")
    assert store.verify().broken is None
    assert store.page("judgements").total == 0
    assert "secret" not in str([version.node for version in store.history(act.content.claim or "")])


def test_a_search_finds_the_corrected_words_and_the_voice_that_says_them(store: Store) -> None:
    add_reading(store, read_text(TEXT), actor="ana")
    act = first_hand(store, "pier burned")
    decide(store, verdict(act.id, "edited"), [Change(text="The lighthouse burned down.", speaker="The warden")], actor="ana")
    warden = next(item.id for item in store.page("sources").items if getattr(item, "name", "") == "The warden")
    assert [hit.id for hit in store.search("lighthouse", where={"source": warden}).hits if hit.kind == "claim"] == [act.content.claim]


# A reader that changes from time to time


SENTENCES = ("Orsk said that the ferry sank in May.", "Lund denied that the pier burned.", "Roke wrote that nine men drowned there.")
WHOLE = " ".join(SENTENCES)


def told(choices: Sequence[int]) -> Reading:
    """A reading of `WHOLE`; each number says how one of its sentences is read, 0 not at all."""
    made = Telling(WHOLE)
    for sentence, choice in zip(SENTENCES, choices, strict=True):
        if not choice:
            continue
        name, _, rest = sentence.partition(" ")
        words = rest.partition(" that ")[2].rstrip(".")
        quote = words if choice % 2 else words.rpartition(" ")[0]
        source = made.source(name)
        claim = made.claim(f"{words.capitalize()} ({choice // 2}).", quote)
        act = made.said(source, claim, quote, cue=rest.split()[0], certainty=Certainty.CERTAIN if choice > 3 else Certainty.UNSTATED)
        if choice > 2:
            made.said(made.author, act, sentence, stance=Stance.REPORTS)
    return made.reading()


def decisions(store: Store, chance: random.Random) -> None:
    """One decision of a person on something that is there; those that cannot be are refused."""
    acts = [act for act in store.graph().assertions.values() if act.content.claim]
    past = [item for item in store.page("judgements").items if isinstance(item, Judgement) and item.verdict != "undone"]
    word = chance.choice(["accepted", "rejected", "edited", "split", "merged", "undone"])
    with suppress(ClaimgraphError):
        if word == "undone" and past:
            taken = chance.choice(past)
            decide(store, verdict(taken.target, word, taken.id), actor="ana")
        elif word != "undone" and acts:
            act, other = chance.choice(acts), chance.choice(acts)
            edit = Change(text=f"It was so {chance.random()}.", certainty=chance.choice(list(Certainty)))
            changes = {"edited": [edit], "split": [edit, Change(text="And it was not so.")], "merged": [Change(text="Both.")]}
            decide(store, verdict(act.id, word, other.id if word == "merged" else None), changes.get(word, []), actor="ana")


@often(8)
@given(st.integers(0, 2**32), st.lists(st.tuples(*[st.integers(0, 5)] * 3), min_size=2, max_size=5))
def test_no_reading_overwrites_or_revives_what_a_person_decided(seed: int, readers: list[tuple[int, ...]]) -> None:
    chance = random.Random(seed)
    with folder() as place, Store.open(place) as store:
        add_reading(store, told(readers[0]), actor="ana")
        document = told(readers[0]).document.id
        for reader in readers[1:]:
            for _ in range(chance.randrange(4)):
                decisions(store, chance)
            before = store.graph()
            kept = {act.id: act for act in before.assertions.values() if act.review}
            newest = {node.id: went for node, _, went in store.made_of(document)}
            taken = {name for name, went in newest.items() if went == "judge"}
            reread(store, document, actor="ana", reading=told(reader))
            after = store.graph()
            assert {name: after.assertions.get(name) for name in kept} == kept
            assert all(after.claims[act.content.claim] == before.claims[act.content.claim] for act in kept.values() if act.content.claim)
            assert not taken & after.assertions.keys()
            fresh = [act for name, act in after.assertions.items() if name not in before.assertions and act.content.claim]
            assert not [act for act in fresh for old in kept.values() if old.content.claim and overlap(act.quote, old.quote) >= SAME_WORDS]
            assert store.check() == []
            assert reread(store, document, actor="ana", reading=told(reader)).seq is None
        assert store.verify().broken is None


@often(6)
@given(st.integers(0, 2**32), st.tuples(*[st.integers(1, 5)] * 3))
def test_after_all_decisions_are_undone_everything_is_as_it_was_read(seed: int, reader: tuple[int, ...]) -> None:
    chance = random.Random(seed)
    with folder() as place, Store.open(place) as store:
        add_reading(store, told(reader), actor="ana")
        before = store.graph()
        for _ in range(4):
            decisions(store, chance)
        undone = {item.other for item in store.page("judgements").items if isinstance(item, Judgement) and item.verdict == "undone"}
        for item in store.page("judgements").items:  # the newest first
            if isinstance(item, Judgement) and item.verdict != "undone" and item.id not in undone:
                decide(store, verdict(item.target, "undone", item.id), actor="ana")
        after = store.graph()
        assert (after.claims, after.assertions, after.links) == (before.claims, before.assertions, before.links)


def test_the_same_reader_changes_nothing_and_writes_no_entry(store: Store) -> None:
    add_reading(store, read_text(OTHER), actor="ana")
    added = add_reading(store, read_text(TEXT), actor="ana")
    assert reread(store, added.document, actor="ana").seq is None
    assert store.seq() == added.seq


def test_a_newer_reader_brings_takes_and_changes_what_nobody_decided_on(store: Store) -> None:
    document = add_reading(store, told((1, 1, 0)), actor="ana").document
    done = reread(store, document, actor="ana", reading=told((3, 0, 1)))
    assert (done.added, done.retracted, done.held_back) == (3, 2, ())
    back = reread(store, document, actor="ana", reading=told((1, 1, 0)))
    assert (back.added, back.retracted) == (2, 3)
    with pytest.raises(InputError, match="no document"):
        reread(store, store.page("claims").items[0].id, actor="ana")
