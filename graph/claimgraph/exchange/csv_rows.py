"""CSV (RFC 4180) of structured claims: a header line, then a row for each first-hand assertion."""

import csv
import io
from collections.abc import Iterable, Iterator

from claimgraph.exchange.formulas import guarded
from claimgraph.exchange.structured import HEADER, LOSSES, rows_of
from claimgraph.model import Graph

__all__ = ["LOSSES", "MEDIA_TYPE", "NAME", "stream", "write"]

NAME = "csv"
MEDIA_TYPE = "text/csv"


def write(graph: Graph, _base: str) -> bytes:
    """The claims of the graph in CSV."""
    return b"".join(stream([graph]))


def stream(parts: Iterable[Graph]) -> Iterator[bytes]:
    """The claims of graphs of whole documents, one after the other; what a spreadsheet would take for a formula is guarded."""
    yield _lines([HEADER])
    for part in parts:
        yield _lines(list(map(guarded, row.cells())) for row in rows_of(part))


def _lines(records: Iterable[Iterable[str]]) -> bytes:
    held = io.StringIO(newline="")
    csv.writer(held).writerows(records)
    return held.getvalue().encode("utf-8", "replace")
