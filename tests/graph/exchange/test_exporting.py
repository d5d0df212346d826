"""A store is exported slice by slice, in the bytes of the whole graph."""

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import Dataset

from builders import Telling, contested_province
from claimgraph.exchange import MEDIA_TYPES, STREAMED, export, write
from claimgraph.ids import mint_id
from claimgraph.model import Judgement, LinkType
from claimgraph.rdf.mapping import from_quads
from claimgraph.store import Store, slices
from generating import readings

BASE = "https://example.org/case/"
SLICED = sorted(MEDIA_TYPES.keys() - set(STREAMED))


def _loops() -> Telling:
    """Two claims that two links contradict, and that are in no other way remarkable."""
    telling = Telling("It rained “all\tday” and it snowed.")
    one, other = (telling.claim(f"{words}.", words) for words in ("It rained “all\tday”", "it snowed"))
    for kind in (LinkType.STATES, LinkType.DENIAL):
        telling.contradiction(one, other, kind)
    return telling


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store of several slices of each kind, with names that are the same and links from slice to slice."""
    monkeypatch.setattr(slices, "NODES", 7)
    monkeypatch.setattr(slices, "DOCUMENTS", 2)
    opened = Store.open(tmp_path / "store")
    for telling in (contested_province(), _loops()):
        opened.add(telling.reading(), actor="test")
    found = list(readings(40, 1))
    opened.add_many([reading for reading, _ in found], [item for _, items in found for item in items], actor="test", target="many")
    one, other = sorted(opened.graph().sources)[:2]
    opened.judge(Judgement(mint_id("judgement", "x"), one, "same", "person:ada", "2026-01-01", other=other), actor="test")
    return opened


@pytest.mark.parametrize("format", SLICED)
def test_the_slices_of_a_store_are_the_bytes_of_its_graph(store: Store, format: str) -> None:
    with store:
        pieces = list(export(store, format, BASE))
        assert b"".join(pieces) == write(store.graph(), format, BASE)
        assert len(pieces) > 10
        past = store.at(1)
        assert b"".join(export(past, format, BASE)) == write(past.graph(), format, BASE)
        store.collect("case", [contested_province().document.id], actor="test")
        limited = store.within("case")
        assert b"".join(export(limited, format, BASE)) == write(limited.graph(), format, BASE)


def test_what_is_written_during_an_export_is_not_in_it_and_what_is_erased_is_not_in_the_rest(store: Store) -> None:
    with store:
        before = write(store.graph(), "nquads", BASE)
        pieces = export(store, "nquads", BASE)
        found = [next(pieces)]
        store.add(Telling("A later text.").reading(), actor="test")
        assert b"".join([*found, *pieces]) == before
        pieces = export(store, "nquads", BASE)
        next(pieces)
        store.erase(_loops().document.id, actor="test", reason="order")
        assert b"all\\tday" not in b"".join(pieces)


@pytest.mark.parametrize("format", SLICED)
def test_an_empty_store_gives_the_bytes_of_an_empty_graph(tmp_path: Path, format: str) -> None:
    with Store.open(tmp_path / "store") as store:
        assert b"".join(export(store, format, BASE)) == write(store.graph(), format, BASE)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # rdflib 7.6 warns of itself
@pytest.mark.parametrize(("format", "name"), [("jsonld", "json-ld"), ("rdfxml", "xml")])
def test_rdflib_reads_back_the_graph_from_the_pieces_of_a_store(store: Store, format: str, name: str) -> None:
    with store:
        dataset = Dataset()
        dataset.parse(data=b"".join(export(store, format, BASE)), format=name)
        quads = parse(dataset.serialize(format="nquads"), format=RdfFormat.N_QUADS)
        assert from_quads(quads, BASE) == store.graph()
