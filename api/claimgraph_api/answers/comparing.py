"""Comparing statements from the command line, one pair or a file of them."""

import json
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from claimgraph.errors import InputError
from claimgraph.ingest.pipeline import compare_texts, statements
from claimgraph.link import compare
from claimgraph.views.report import comparison_record

BATCH = 500
"""How many pairs are parsed at once."""


def compare_two(first: str, second: str) -> dict[str, Any]:
    """The comparison of two texts as a record; raises InputError."""
    return comparison_record(compare_texts(first, second))


def compare_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The comparison of each pair of a JSON Lines file, in order; raises InputError with the line that is wrong."""
    pairs = _pairs(path)
    while batch := list(islice(pairs, BATCH)):
        claims = statements(text for pair in batch for text in pair)
        for a, b in zip(claims[::2], claims[1::2], strict=True):
            yield comparison_record(compare(a, b))


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    try:
        file = sys.stdin if str(path) == "-" else path.open(encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path} cannot be opened: {error.strerror}") from error
    with file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield _pair(line, f"{path}, line {number}")


def _pair(line: str, where: str) -> tuple[str, str]:
    try:
        found = json.loads(line)
        a, b = (found["a"], found["b"]) if isinstance(found, dict) else found
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f'{where}: not a pair; write {{"a": "…", "b": "…"}} or ["…", "…"]') from error
    if not isinstance(a, str) or not isinstance(b, str):
        raise InputError(f"{where}: both statements must be texts")
    return a, b
