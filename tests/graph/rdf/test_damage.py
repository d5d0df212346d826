"""An index whose files are damaged or gone: it is built anew, and nobody is told that the query was wrong."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import contested_province
from claimgraph.rdf.index import Index
from claimgraph.rdf.sparql import SparqlLimits, SparqlWorkers
from claimgraph.store import Store

BASE = "https://example.org/case/"
CLAIMS = "SELECT ?c { ?c a cg:Claim }"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "store") as opened:
        opened.add(contested_province().reading(), actor="person:test")
        yield opened


def _tables(folder: Path) -> list[Path]:
    return list(folder.glob("quads-*/*.sst"))


def _scratch(path: Path) -> None:
    """Change some bytes in the middle of a file, as a failing disk does."""
    data = bytearray(path.read_bytes())
    for place in range(0, len(data), max(1, len(data) // 8)):
        data[place : place + 4] = b"\xde\xad\xbe\xef"
    path.write_bytes(data[: path.stat().st_size])


def test_an_index_with_scratched_tables_is_built_anew(store: Store, tmp_path: Path) -> None:
    with Index(tmp_path / "index", store, BASE) as index:
        index.follow()
        held = set(index.quads())
    assert _tables(tmp_path / "index")
    for table in _tables(tmp_path / "index"):
        _scratch(table)
    with Index(tmp_path / "index", store, BASE) as index:
        assert index.follow() == 1
        assert set(index.quads()) == held


def test_an_index_that_is_removed_under_a_server_comes_back(store: Store, tmp_path: Path) -> None:
    with Index(tmp_path / "index", store, BASE) as index, SparqlWorkers(index, SparqlLimits(workers=1)) as workers:
        assert workers.answer(CLAIMS, "text/csv").body.count(b"\n") > 1
        shutil.rmtree(tmp_path / "index")
        store.retract(contested_province().document.id, actor="person:test")
        for _ in range(2):
            assert workers.answer(CLAIMS, "text/csv").body.count(b"\n") == 1


def test_a_checkpoint_that_is_removed_under_its_worker_is_taken_again(store: Store, tmp_path: Path) -> None:
    with Index(tmp_path / "index", store, BASE) as index, SparqlWorkers(index, SparqlLimits(workers=2)) as workers:
        before = sorted(workers.answer(CLAIMS, "text/csv").body.split())
        shutil.rmtree(tmp_path / "index" / "checkpoints")
        for _ in range(3):
            assert sorted(workers.answer(CLAIMS, "text/csv").body.split()) == before
