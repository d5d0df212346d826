"""Documents of many places into a store: what `claimgraph add` does."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from claimgraph.errors import ClaimgraphError
from claimgraph.extract.llm import LanguageModel
from claimgraph.ingest.apart import Known
from claimgraph.ingest.documents import MOST_BYTES, Origin, There
from claimgraph.ingest.formats import ENDINGS
from claimgraph.ingest.inference import Inference
from claimgraph.ingest.pipeline import add_reading, open_path, open_url, propose
from claimgraph.ingest.readers import Open, Outcome, read_place, read_places
from claimgraph.model import Reading
from claimgraph.records import to_record
from claimgraph.store import Store
from claimgraph.views.report import reading_report
from claimgraph_api.terminal import is_url


def find_places(what: Iterable[str]) -> tuple[list[str], list[str]]:
    """The places that these name, those of a folder by name; and the files of folders that are passed over for their endings."""
    places: list[str] = []
    passed: list[str] = []
    for place in what:
        if is_url(place) or not Path(place).is_dir():
            places.append(place)
            continue
        for path in sorted(path for path in Path(place).rglob("*") if path.is_file()):
            (places if path.suffix.lower() in ENDINGS else passed).append(str(path))
    return places, passed


def opener(place: str) -> Open:
    """What gives the bytes of a place: standard input, an address or a file."""
    if place == "-":
        return lambda: (sys.stdin.buffer.read(MOST_BYTES + 1), Origin("standard input"))
    return partial(open_url, place) if is_url(place) else partial(open_path, Path(place))


def add_places(
    store: Store,
    places: Sequence[str],
    collection: str | None = None,
    *,
    model: LanguageModel | None = None,
    inference: Inference | None = None,
) -> Iterator[list[dict[str, Any]]]:
    """Read these places at the same time and store what they hold one after the other; of each place the reports of its documents.

    What is there already is told so and not read again. An error is the report of its place, and ends nothing else.
    """
    known, opened = _known(store, collection), ((place, opener(place)) for place in places)
    many = len(places) > 1
    outcomes = read_places(opened, known, inference=inference) if many else (read_place(*one, known, inference=inference) for one in opened)
    for outcome in outcomes:
        yield [{"input": _named(outcome, number), **_added(store, item, collection, model)} for number, item in enumerate(outcome.found, 1)]


def _named(outcome: Outcome, number: int) -> str:
    return outcome.place if len(outcome.found) == 1 else f"{outcome.place}, item {number}"


def _added(store: Store, item: Reading | There | ClaimgraphError, collection: str | None, model: LanguageModel | None) -> dict[str, Any]:
    try:
        if isinstance(item, ClaimgraphError):
            raise item
        if isinstance(item, There):
            return {"document": item.document, "seq": store.seq(), "already": True, "findings": to_record(list(item.findings))}
        reading = propose(item, model, store)
        return {**to_record(add_reading(store, reading, actor="cli", collection=collection)), **reading_report(reading)}
    except ClaimgraphError as error:
        return {"error": str(error), "code": error.code}


def _known(store: Store, collection: str | None) -> Known:
    """Which documents are there, in the collection that they come into where one is given."""

    def known(documents: Sequence[str]) -> set[str]:
        """Those of these documents that are there."""
        if collection is None:
            return store.living("documents", documents)
        return store.within(collection).shown(set(documents)) if store.is_collection(collection) else set()

    return known
