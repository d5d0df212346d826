"""Ids are the digits that the standard gives, whatever they are made of."""

import base64
import hashlib

from hypothesis import given
from hypothesis import strategies as st

from claimgraph.ids import KINDS, kind_of, mint_id


@given(st.sampled_from(KINDS), st.lists(st.one_of(st.none(), st.text(), st.integers())))
def test_an_id_is_the_first_hundred_bits_of_the_hash_in_base_32(kind: str, parts: list[object]) -> None:
    joined = "\x1f".join([kind, *("" if part is None else str(part) for part in parts)])
    digits = base64.b32encode(hashlib.sha256(joined.encode()).digest()).decode().lower()
    assert mint_id(kind, *parts) == f"{kind}-{digits[:20]}"
    assert kind_of(mint_id(kind, *parts)) == kind
