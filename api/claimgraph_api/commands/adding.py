"""Documents of many places into a store: what `claimgraph add` does."""

from collections.abc import Iterator, Sequence
from typing import Any

from claimgraph.errors import ClaimgraphError
from claimgraph.extract.llm import LanguageModel
from claimgraph.ingest.apart import Known
from claimgraph.ingest.documents import There
from claimgraph.ingest.inference import Inference
from claimgraph.ingest.pipeline import add_reading, propose
from claimgraph.ingest.readers import Outcome, read_places
from claimgraph.model import Document, Node, Reading
from claimgraph.records import to_record
from claimgraph.store import Store
from claimgraph.views.report import reading_report, same_text_report
from claimgraph_api.commands.places import opener


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
    for outcome in read_places(opened, known, inference=inference):
        yield [{"input": _named(outcome, number), **_added(store, item, collection, model)} for number, item in enumerate(outcome.found, 1)]


def _named(outcome: Outcome, number: int) -> str:
    return outcome.place if len(outcome.found) == 1 else f"{outcome.place}, item {number}"


def _added(store: Store, item: Reading | There | ClaimgraphError, collection: str | None, model: LanguageModel | None) -> dict[str, Any]:
    try:
        if isinstance(item, ClaimgraphError):
            raise item
        if isinstance(item, There):
            same = _same_text(store, store.get(item.document))
            return {"document": item.document, "seq": store.seq(), "already": True, **same, "findings": to_record(list(item.findings))}
        reading = propose(item, model, store)
        added = add_reading(store, reading, actor="cli", collection=collection)
        return {**to_record(added), **_same_text(store, reading.document), **reading_report(reading)}
    except ClaimgraphError as error:
        return {"error": str(error), "code": error.code}


def _same_text(store: Store, document: Node) -> dict[str, Any]:
    return same_text_report(store.same_text(document) if isinstance(document, Document) else ())


def _known(store: Store, collection: str | None) -> Known:
    """Which documents are there, in the collection that they come into where one is given."""

    def known(documents: Sequence[str]) -> set[str]:
        """Those of these documents that are there."""
        if collection is None:
            return store.living("documents", documents)
        return store.within(collection).shown(set(documents)) if store.is_collection(collection) else set()

    return known
