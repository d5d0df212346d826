"""What the command line is told to read: files, folders, addresses, standard input."""

import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from claimgraph.errors import ClaimgraphError
from claimgraph.ingest.documents import MOST_BYTES, Origin
from claimgraph.ingest.formats import ENDINGS
from claimgraph.ingest.inference import Inference
from claimgraph.ingest.opening import open_path, open_url
from claimgraph.ingest.readers import Open, read_places
from claimgraph.model import Reading
from claimgraph_api.commands.terminal import is_url


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


def read_only(place: str, inference: Inference | None = None) -> list[Reading]:
    """What each document at a place says, read by a process that is watched; raises InputError, also where one of several is bad."""
    (outcome,) = read_places([(place, opener(place))], lambda _documents: set(), inference=inference)
    readings: list[Reading] = []
    for item in outcome.found:
        if isinstance(item, ClaimgraphError):
            raise item
        if isinstance(item, Reading):
            readings.append(item)
    return readings
