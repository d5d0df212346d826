"""Words that characters without a shape cut in two: read as the words that people see, each range told as it stands in the text."""

import re
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from claimgraph.model import Anchor, Document, Reading

_IN_WORD = re.compile("(?<=\\w)[\u00ad\u200b-\u200f\u2060-\u2064\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]+(?=\\w)")


def seen_in(text: str) -> tuple[str, Sequence[int]]:
    """The text without what nobody sees within its words, and where each of its characters stands in the one that is given.

    >>> seen_in("ni\u00adne"), seen_in("nine")
    (('nine', [0, 1, 3, 4]), ('nine', range(0, 4)))
    """
    gaps = [(found.start(), found.end()) for found in _IN_WORD.finditer(text)]
    if not gaps:
        return text, range(len(text))
    starts, stops = [0, *(end for _, end in gaps)], [*(start for start, _ in gaps), len(text)]
    kept = list(zip(starts, stops, strict=True))
    return "".join(text[start:stop] for start, stop in kept), [place for start, stop in kept for place in range(start, stop)]


def told_in(reading: Reading, document: Document, places: Sequence[int]) -> Reading:
    """A reading of what is seen of a document as one of the document: all its ranges and quotes are those of the text."""
    moved: Reading = _moved(reading, document.text, places)
    return replace(moved, document=replace(moved.document, text=document.text, hidden=document.hidden))


def _moved(value: Any, text: str, places: Sequence[int]) -> Any:
    if isinstance(value, tuple):
        return tuple(_moved(item, text, places) for item in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    held = {one.name: getattr(value, one.name) for one in fields(value)}
    if "start" in held:
        start, end = places[held["start"]], places[held["end"] - 1] + 1
        return Anchor.of(text, start, end) if isinstance(value, Anchor) else replace(value, start=start, end=end)
    return replace(value, **{name: _moved(item, text, places) for name, item in held.items()})
