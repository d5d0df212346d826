"""Readings and comparisons as JSON-ready records, and what a reading found in numbers."""

from collections.abc import Iterable
from typing import Any

from claimgraph.model import Document, Reading
from claimgraph.records import to_record


def reading_record(reading: Reading) -> dict[str, Any]:
    """A reading as `claimgraph read --json` prints it; the text stands beside the document, not in it."""
    record = to_record(reading)
    text = record["document"].pop("text")
    return {"document": record.pop("document"), "text": text, **_asked(record.pop("proposals")), **record}


def reading_report(reading: Reading) -> dict[str, Any]:
    """What was read, what was dropped and why, and what is missing in the text."""
    counts = {name: len(getattr(reading, name)) for name in ("claims", "assertions", "sources", "entities", "links")}
    missing = {"dropped": to_record(list(reading.dropped)), "findings": to_record(list(reading.findings))}
    return {**counts, **missing, **_asked(to_record(reading.proposals))}


def same_text_report(others: Iterable[Document]) -> dict[str, Any]:
    """Which other documents of the store carry the very same text as one that was added."""
    return {"same_text": [{"document": other.id, "url": other.url, "title": other.title} for other in others]}


def _asked(proposals: Any) -> dict[str, Any]:
    """What came of asking a language model, where one was asked."""
    return {} if proposals is None else {"proposals": proposals}


def comparison_record(comparison: Any) -> dict[str, Any]:
    """A comparison as `claimgraph compare` prints it: the clash as [start, end] pairs in either text."""
    spans = {side: [[span.start, span.end] for span in getattr(comparison, f"clash_{side}")] for side in ("a", "b")}
    kept = {name: to_record(getattr(comparison, name)) for name in ("relation", "type", "score", "by", "rationale")}
    return {**kept, "clash": spans}
