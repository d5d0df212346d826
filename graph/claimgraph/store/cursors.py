"""Opaque cursors: where a page ended, so that the next one starts there whatever was added since."""

import base64
import binascii
import json
from collections.abc import Sequence
from typing import Any

from claimgraph.errors import InputError


def write_cursor(*place: int | str) -> str:
    """The cursor of a place in an order.

    >>> read_cursor(write_cursor(7, "claim-x"), (int, str))
    (7, 'claim-x')
    """
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def read_cursor(cursor: str, kinds: Sequence[type]) -> tuple[Any, ...]:
    """The place that a cursor stands for; raises InputError where it is none of ours for this list."""
    try:
        place = json.loads(base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error, RecursionError) as error:
        raise InputError("this cursor is damaged: start again without it", code="bad-cursor") from error
    if (
        not isinstance(place, list)
        or [type(part) for part in place] != list(kinds)
        or any(isinstance(p, int) and not 0 <= p < 2**63 for p in place)
    ):
        raise InputError("this cursor belongs to another list: start again without it", code="bad-cursor")
    return tuple(place)
