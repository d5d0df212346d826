"""Opaque cursors: where a page ended, so that the next one starts there whatever was added since."""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from claimgraph.errors import InputError


def list_mark(kind: str, where: Mapping[str, str] | None = None, *, seq: int | None = None, collection: str | None = None) -> str:
    """What tells a list from every other: its kind, which says its order, its filters, its moment (None is now) and its collection."""
    words = json.dumps([kind, sorted((where or {}).items()), seq, collection])
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def write_cursor(mark: str, *place: int | str) -> str:
    """The cursor of a place in the list of this mark.

    >>> read_cursor(write_cursor(list_mark("claims"), 7, "claim-x"), list_mark("claims"), (int, str))
    (7, 'claim-x')
    """
    return base64.urlsafe_b64encode(json.dumps([mark, *place]).encode()).decode().rstrip("=")


def read_cursor(cursor: str, mark: str, kinds: Sequence[type]) -> tuple[Any, ...]:
    """The place that a cursor stands for; raises InputError where it is none of ours for the list of this mark."""
    try:
        found = json.loads(base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error, RecursionError) as error:
        raise InputError("this cursor is damaged: start again without it", code="bad-cursor") from error
    if (
        not isinstance(found, list)
        or found[:1] != [mark]
        or [type(part) for part in found[1:]] != list(kinds)
        or any(isinstance(p, int) and not 0 <= p < 2**63 for p in found)
    ):
        raise InputError(
            "this cursor belongs to another list (of another kind, filter, collection or moment): start again without it", code="bad-cursor"
        )
    return tuple(found[1:])
