"""Ids minted from content, so that reading the same text again changes nothing."""

import hashlib
import re

KINDS = ("document", "claim", "assertion", "source", "entity", "link", "judgement", "dispute")
_PAIRS = [one + other for one in "abcdefghijklmnopqrstuvwxyz234567" for other in "abcdefghijklmnopqrstuvwxyz234567"]
"""Two digits of base 32 (RFC 4648) for every ten bits: quicker than `base64.b32encode`, and each node needs an id."""
_PLACES = range(90, -1, -10)
_ID = re.compile(rf"({'|'.join(KINDS)})-[a-z2-7]{{20}}")


def mint_id(kind: str, *parts: object) -> str:
    """The id of a node of `kind` with this content: the kind, a dash, and 100 bits of SHA-256 in base 32.

    Parts are joined by U+001F; None counts as "".

    >>> mint_id("claim", "document-x", 3, 9, "Thirty officers were killed.")
    'claim-2v2l3fow32d7g24on2bt'
    """
    joined = "\x1f".join(["" if part is None else str(part) for part in (kind, *parts)])
    digest = hashlib.sha256(joined.encode("utf-8", "surrogatepass")).digest()
    bits = int.from_bytes(digest[:13], "big") >> 4
    return f"{kind}-{''.join([_PAIRS[bits >> place & 1023] for place in _PLACES])}"


def kind_of(node_id: str) -> str | None:
    """The kind that an id names, or None where it is no id of ours.

    >>> kind_of("claim-aaaaaaaaaaaaaaaaaaaa"), kind_of("../etc/passwd")
    ('claim', None)
    """
    found = _ID.fullmatch(node_id)
    return found.group(1) if found else None
