"""Each example query, answered by our workers and by rdflib over the same quads."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, serialize
from rdflib import Dataset
from rdflib import Graph as Triples

from builders import contested_province
from claimgraph.derive import Follower
from claimgraph.rdf.index import Index
from claimgraph.rdf.mapping import to_quads
from claimgraph.rdf.ontology import ONTOLOGY_FOLDER
from claimgraph.rdf.sparql import SparqlLimits, SparqlWorkers
from claimgraph.store import Store

BASE = "https://example.org/case/"
QUERIES = sorted((ONTOLOGY_FOLDER / "queries").glob("*.rq"))


def _name(path: Path) -> str:
    return path.stem


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("queries")
    with Store.open(folder / "store") as store, Index(folder / "index", store, BASE) as opened:
        store.add(contested_province().reading(), actor="person:test")
        Follower(store).follow()
        opened.follow()
        yield opened


@pytest.fixture(scope="module")
def workers(index: Index) -> Iterator[SparqlWorkers]:
    with SparqlWorkers(index, SparqlLimits(workers=1)) as pool:
        yield pool


@pytest.fixture(scope="module")
def dataset(index: Index) -> Dataset:
    loaded, quads = Dataset(), [*to_quads(contested_province().graph(), BASE), *index.derived_quads()]
    loaded.parse(data=serialize(quads, format=RdfFormat.N_QUADS), format="nquads")
    return loaded


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize("path", [path for path in QUERIES if "CONSTRUCT" not in path.read_text("utf-8")], ids=_name)
def test_workers_and_rdflib_give_the_same_rows(path: Path, workers: SparqlWorkers, dataset: Dataset) -> None:
    query = path.read_text("utf-8")
    answer = workers.answer(query, "text/csv")
    header, *rows = csv.reader(io.StringIO(answer.body.decode("utf-8"), newline=""))
    expected = Counter(tuple("" if value is None else str(value) for value in row) for row in dataset.query(query, base=BASE))  # type: ignore[union-attr]
    assert Counter(map(_plain, rows)) == Counter(map(_plain, expected.elements()))
    assert header
    assert rows


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_workers_and_rdflib_construct_the_same_graph(workers: SparqlWorkers, dataset: Dataset) -> None:
    query = (ONTOLOGY_FOLDER / "queries" / "described.rq").read_text("utf-8")
    ours = Triples().parse(data=workers.answer(query, "application/n-triples").body, format="nt")
    theirs = dataset.query(query).graph
    assert theirs is not None
    assert set(ours) == set(theirs)
    assert len(ours) > 0


@pytest.mark.parametrize("path", QUERIES, ids=_name)
def test_a_query_begins_with_what_it_asks(path: Path) -> None:
    assert path.read_text("utf-8").startswith("# ")


def _plain(row: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """A row with line ends as CSV readers leave them."""
    return tuple(value.replace("\r\n", "\n") for value in row)
