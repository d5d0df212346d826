"""A model of entailment is asked of each document once, inside it and with those before it."""

from pathlib import Path

from entailing import make_model

from claimgraph.ingest.pipeline import add_reading, read_text
from claimgraph.link.entailment import EntailmentModel
from claimgraph.model import LinkKind, LinkStatus
from claimgraph.pairing.entailing import entail_all
from claimgraph.store import Store

FIRST = "Lock at Tolven bursts\n9 May 2025\n\nThe lock at Tolven burst on Thursday. The pump was running for hours, the keeper said."
SECOND = "What is known of Tolven\n10 May 2025\n\nThe lock at Tolven burst on 8 May. The pump did not start for hours, a diver said."
ELSEWHERE = "Fair at Arnholt\n10 May 2025\n\nThe fair at Arnholt opened on Friday. The mayor did not come, a baker said."


def proposed(store: Store, judge: str) -> set[frozenset[str]]:
    graph = store.graph()
    links = [link for link in graph.links.values() if link.judge == judge]
    assert {(link.kind, link.status) for link in links} <= {(LinkKind.CONTRADICTS, LinkStatus.PROPOSED)}
    return {frozenset((graph.claims[link.from_].text, graph.claims[link.to].text)) for link in links}


def test_reports_of_one_event_are_set_against_each_other_and_nothing_is_proposed_twice(tmp_path: Path) -> None:
    model = EntailmentModel.load(make_model(tmp_path / "tiny"))
    with Store.open(tmp_path / "store") as store:
        for text in (FIRST, SECOND, ELSEWHERE):
            add_reading(store, read_text(text), actor="test")
        steps = entail_all(store, model, actor="test", most=50)
        assert [next(steps).documents for _ in range(3)] == [0, 1, 2]
        del steps  # a kill after the second document
        seq = store.seq()
        *_, done = entail_all(store, model, actor="test", most=50)
        assert (done.of, done.documents, store.seq()) == (1, 1, seq)
        assert frozenset({"The pump was running for hours.", "The pump did not start for hours."}) in proposed(store, model.judge)
        *_, again = entail_all(store, model, actor="test", most=50, anew=True)
        assert (again.documents, again.links, store.seq()) == (3, 0, seq)
