import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad
from pyoxigraph import Store as Dataset

from builders import Telling, contested_province
from claimgraph.errors import InputError, StoreError
from claimgraph.ids import mint_id
from claimgraph.model import Judgement, LinkStatus, LinkType, SourceKind
from claimgraph.rdf import updating
from claimgraph.rdf.index import Index
from claimgraph.rdf.lines import STANDING
from claimgraph.rdf.mapping import to_quads
from claimgraph.rdf.terms import CG
from claimgraph.store import Store, parts

BASE = "https://example.org/case/"
TEXT = "The mayor said the bridge is closed. The office said the bridge is open. The guide said ten ships passed."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "store") as opened:
        yield opened


def _bridge() -> Telling:
    """Two claims that two links contradict: of states, and a denial."""
    telling = Telling(TEXT)
    mayor, office = (telling.source(name, SourceKind.PERSON) for name in ("The mayor", "The office"))
    closed = telling.claim("The bridge is closed.", "the bridge is closed")
    open_ = telling.claim("The bridge is open.", "the bridge is open")
    telling.said(mayor, closed, "the bridge is closed", cue="said")
    telling.said(office, open_, "the bridge is open", cue="said")
    telling.contradiction(closed, open_, LinkType.STATES)
    telling.contradiction(closed, open_, LinkType.DENIAL)
    return telling


def _judge(store: Store, target: str, verdict: str, other: str | None = None) -> int:
    number = store.seq()
    judgement = Judgement(mint_id("judgement", number, target), target, verdict, "person:test", f"2026-01-{number:02}", other=other)
    return store.judge(judgement, actor="person:test")


def _holds(index: Index, store: Store) -> bool:
    return set(index.quads()) == set(to_quads(store.graph(), BASE)) and index.seq == store.seq()


def test_a_new_index_holds_what_the_store_holds(store: Store, tmp_path: Path) -> None:
    store.add(contested_province().reading(), actor="person:test")
    with Index(tmp_path / "index", store, BASE) as index:
        assert index.seq == 0
        assert index.follow() == 1
        assert _holds(index, store)


@pytest.mark.parametrize("most", [2, 10_000])
def test_each_entry_of_the_journal_is_followed_in_pieces_of_any_size(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    for module, name in ((updating, "MOST"), (updating, "_LINKS"), (parts, "NODES")):
        monkeypatch.setattr(module, name, most)
    with Index(tmp_path / "index", store, BASE) as index:
        index.follow()
        for telling in (contested_province(), _bridge()):
            store.add(telling.reading(), actor="person:test")
            index.follow()
            assert _holds(index, store)
        for link in list(store.graph().links):
            _judge(store, link, "dismissed")
            index.follow()
            assert _holds(index, store)
        store.retract(_bridge().document.id, actor="person:test")
        index.follow()
        assert _holds(index, store)


def test_a_plain_edge_stays_until_the_last_link_that_bears_it_falls(store: Store) -> None:
    telling = _bridge()
    store.add(telling.reading(), actor="person:test")
    one, other = (NamedNode(f"{BASE}{claim.id}") for claim in telling.claims)
    edges = [Quad(a, NamedNode(str(CG.contradicts)), b, DefaultGraph()) for a, b in ((one, other), (other, one))]
    first, second = (link.id for link in telling.links)
    with Index(None, store, BASE) as index:
        for link, verdict, stands in ((first, "dismissed", True), (second, "apparent", False), (first, "confirmed", True)):
            _judge(store, link, verdict)
            index.follow()
            held = set(index.quads())
            assert [edge in held for edge in edges] == [stands, stands]
            assert _holds(index, store)


def test_who_stands_for_whom_is_followed(store: Store) -> None:
    store.add(_bridge().reading(), actor="person:test")
    sources = sorted(store.graph().sources)
    with Index(None, store, BASE) as index:
        for verdict, pairs in (("same", 1), ("different", 0)):
            _judge(store, sources[0], verdict, other=sources[1])
            index.follow()
            assert _holds(index, store)
            assert sum(quad.predicate.value == str(CG.representedBy) for quad in index.quads()) == pairs


def test_following_again_from_an_older_watermark_changes_nothing(store: Store, tmp_path: Path) -> None:
    telling = _bridge()
    store.add(telling.reading(), actor="person:test")
    with Index(tmp_path / "index", store, BASE) as index:
        index.follow()
        _judge(store, telling.links[0].id, "dismissed")
        _judge(store, telling.links[0].id, "confirmed")
        index.follow()
    for older in (1, 2):
        _rewind(tmp_path / "index", older, store)
        with Index(tmp_path / "index", store, BASE) as index:
            assert index.seq == older
            assert index.follow() == 3
            assert _holds(index, store)


def test_an_index_that_is_ahead_of_its_journal_is_rebuilt(store: Store, tmp_path: Path) -> None:
    store.add(_bridge().reading(), actor="person:test")
    with Store.open(tmp_path / "other") as other:
        other.add(contested_province().reading(), actor="person:test")
        other.add(_bridge().reading(), actor="person:test")
        with Index(tmp_path / "index", other, BASE) as index:
            assert index.follow() == 2
    with Index(tmp_path / "index", store, BASE) as index:
        assert index.follow() == 1
        assert _holds(index, store)


def test_an_index_of_another_journal_is_rebuilt_whatever_its_number(store: Store, tmp_path: Path) -> None:
    with Store.open(tmp_path / "other") as other:
        other.add(contested_province().reading(), actor="person:test")
        with Index(tmp_path / "index", other, BASE) as index:
            assert index.follow() == 1
    for number, telling in enumerate((_bridge(), contested_province()), 1):
        store.add(telling.reading(), actor="person:test")
        with Index(tmp_path / "index", store, BASE) as index:
            assert index.follow() == number
            assert _holds(index, store)


def test_an_index_whose_building_was_cut_short_is_rebuilt(store: Store, tmp_path: Path) -> None:
    telling = _bridge()
    store.add(telling.reading(), actor="person:test")
    with Index(tmp_path / "index", store, BASE) as index:
        index.follow()
    dataset = Dataset(str(next(tmp_path.glob("index/quads-*"))))
    for quad in [quad for quad in dataset if quad.predicate.value in (str(CG.reflects), str(CG.text))]:
        dataset.remove(quad)
    del dataset, quad
    with Index(tmp_path / "index", store, BASE) as index:
        assert index.seq == 0
        index.follow()
        assert _holds(index, store)


def test_an_index_for_another_base_is_rebuilt(store: Store, tmp_path: Path) -> None:
    store.add(_bridge().reading(), actor="person:test")
    with Index(tmp_path / "index", store, "https://elsewhere.example/") as index:
        index.follow()
    with Index(tmp_path / "index", store, BASE) as index:
        index.follow()
        assert _holds(index, store)


def test_a_damaged_folder_is_rebuilt(store: Store, tmp_path: Path) -> None:
    store.add(_bridge().reading(), actor="person:test")
    with Index(tmp_path / "index", store, BASE) as index:
        index.follow()
    for path in tmp_path.glob("index/*/CURRENT"):
        path.write_bytes(b"not a manifest")
    with Index(tmp_path / "index", store, BASE) as index:
        index.follow()
        assert _holds(index, store)


def test_a_second_holder_in_this_process_or_another_is_told_so(store: Store, tmp_path: Path) -> None:
    with Index(tmp_path / "index", store, BASE):
        with pytest.raises(StoreError, match="another process holds"):
            Index(tmp_path / "index", store, BASE)
        script = (
            "import sys; from claimgraph.rdf.index import Index; from claimgraph.store import Store; from pathlib import Path\n"
            "try: Index(Path(sys.argv[2]), Store.open(sys.argv[1]), 'https://example.org/case/')\n"
            "except Exception as error: print(type(error).__name__)"
        )
        paths = [str(tmp_path / "store"), str(tmp_path / "index")]
        told = subprocess.run([sys.executable, "-c", script, *paths], capture_output=True, text=True, check=True)
        assert told.stdout == "StoreError\n"


def test_a_checkpoint_is_kept_until_it_is_retired(store: Store, tmp_path: Path) -> None:
    for folder in (tmp_path / "index", None):
        with Index(folder, store, BASE) as index:
            store.add(_bridge().reading(), actor="person:test")
            index.follow()
            first = index.checkpoint()
            assert index.checkpoint() == first
            assert set(Dataset.read_only(str(first))) >= set(index.quads())
            store.add(Telling(f"Another text {folder}.").reading(), actor="person:test")
            index.follow()
            second = index.checkpoint()
            index.retire([first])
            assert first.exists()
            index.retire([])
            assert not first.exists()
            assert second.exists()
        assert not second.exists()


def test_checkpoints_that_a_crash_left_behind_are_removed(store: Store, tmp_path: Path) -> None:
    left = tmp_path / "index" / "checkpoints" / "000000000001-1"
    left.mkdir(parents=True)
    with Index(tmp_path / "index", store, BASE):
        assert not left.exists()


def test_hostile_text_goes_into_the_index_and_comes_out_as_it_was(store: Store) -> None:
    text = 'x" . } ; DROP ALL ; INSERT DATA { <a:b> <a:b> "\\u0022 \\ \r\n\t\x00\x0b\x7f\u2028\U0001f600'
    telling = Telling(text)
    store.add(telling.reading(), actor="person:test")
    with Index(None, store, BASE) as index:
        index.follow()
        store.add(Telling(text + " again").reading(), actor="person:test")
        index.follow()
        assert _holds(index, store)


def test_a_base_under_which_no_iri_can_be_made_is_refused(store: Store) -> None:
    with pytest.raises(InputError, match="base IRI"):
        Index(None, store, "not a base")


def test_only_proposed_and_confirmed_links_stand() -> None:
    assert set(STANDING) == {LinkStatus.PROPOSED, LinkStatus.CONFIRMED}


def _rewind(folder: Path, to: int, store: Store) -> None:
    """Set the watermark back, as if the entries after it had been written without it."""
    dataset = Dataset(str(next(folder.glob("quads-*"))))
    graph, entry = NamedNode(f"{BASE}index"), store.changes(to - 1, 1)[0]
    dataset.update(f"CLEAR GRAPH {graph}")
    dataset.update(f'INSERT DATA {{ GRAPH {graph} {{ <{BASE}> <{CG.reflects}> {to} ; <{CG.sha256}> "{entry.hash}" }} }}')
    shutil.rmtree(folder / "checkpoints", ignore_errors=True)
