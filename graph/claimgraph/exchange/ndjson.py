"""NDJSON of structured claims: an object a line for each first-hand assertion; what is empty is left out."""

import json
from collections.abc import Iterable, Iterator

from claimgraph.exchange.structured import HEADER, LOSSES, rows_of
from claimgraph.model import Graph

__all__ = ["LOSSES", "MEDIA_TYPE", "NAME", "stream", "write"]

NAME = "ndjson"
MEDIA_TYPE = "application/x-ndjson"


def write(graph: Graph, _base: str) -> bytes:
    """The claims of the graph in NDJSON."""
    return b"".join(stream([graph]))


def stream(parts: Iterable[Graph]) -> Iterator[bytes]:
    """The claims of graphs of whole documents, one after the other."""
    for part in parts:
        records = ({name: cell for name, cell in zip(HEADER, row.cells(), strict=True) if cell} for row in rows_of(part))
        yield "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records).encode("utf-8", "replace")
