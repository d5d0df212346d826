"""A profile that was packed is the one that is made."""

import zlib

from claimgraph.ingest.pipeline import statements
from claimgraph.link.pairs.packing import maker, not_at_hand, packed, unpack
from claimgraph.link.pairs.profile import forget_profiles, profile_of

TEXTS = (
    "No one at the Orsk mill was hurt, and the siege of the harbour was lifted at 03:41, not 03:15.",
    "The minister said that about 40 per cent of the 1,200 officers had lost money in May 2019.",
    "Guards of the Delta Group were not in full working order.",
    "§",
)


def test_a_profile_comes_back_from_its_bytes_as_it_was_made() -> None:
    claims = statements(TEXTS)
    forget_profiles()
    bodies = {claim.id: packed(claim) for claim in claims}
    made = [profile_of(claim) for claim in claims]
    forget_profiles()
    unpack(claims, {claims[0].id: b"damaged", claims[1].id: zlib.compress(b"damaged")})
    assert not_at_hand(claims) == claims
    unpack(claims, bodies)
    assert not not_at_hand(claims)
    found = [profile_of(claim) for claim in claims]
    assert found == made
    assert not any(one is other for one, other in zip(found, made, strict=True))
    assert 0 < maker() < 2**63
