"""A profile as bytes, to be kept beside its claim, and back: made once, then read in a tenth of the time.

What the text, the slots and the tables tell at once is left out. The bytes hold words of the claim, and end with it.
"""

import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib.resources import files

import msgspec
from msgspec.structs import replace

from claimgraph.clocks import Clock
from claimgraph.link.pairs.counting import Count
from claimgraph.link.pairs.grammar import Term, grown_from
from claimgraph.link.pairs.lexicon import lexicon
from claimgraph.link.pairs.profile import Profile, Said, assembled, is_at_hand, keys_of, profile_of, put_at_hand
from claimgraph.model import Claim, Modality

_MADE_BY = {
    "claimgraph": ("clocks.py", "model.py"),
    "claimgraph.link.pairs": (
        "counting.py grammar.py lexicon.py packing.py polarity.py profile.py kinds.txt opposites.txt synonyms.txt".split()
    ),
}
"""The modules and tables by which profiles are made."""


class _Packed(msgspec.Struct, array_like=True):
    """What is kept of a profile; of its words neither keys nor kinds, where the tables have them."""

    modality: Modality
    terms: tuple[Term, ...]
    content: tuple[int, ...]
    counts: tuple[Count, ...]
    clocks: tuple[Clock, ...]


_encoder, _decoder = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(_Packed)


@cache
def maker() -> int:
    """What makes profiles, as a number of 63 bits: another one where a rule or a table changed: what was kept is passed over then."""
    sources = (files(package).joinpath(name).read_bytes() for package, names in _MADE_BY.items() for name in names)
    return int.from_bytes(blake2b(b"\0".join(sources), digest_size=8).digest(), "big") >> 1


def packed(claim: Claim) -> bytes:
    """The profile of a claim, some 300 bytes."""
    profile = profile_of(claim)
    terms = tuple(replace(term, keys=_own_keys(term), kinds=frozenset()) for term in profile.terms)
    whole = _Packed(profile.modality, terms, profile.content, profile.counts, profile.clocks)
    return zlib.compress(_encoder.encode(whole), 1)


def unpack(claims: Iterable[Claim], bodies: Mapping[str, bytes]) -> None:
    """Have the profiles of these claims at hand, by id, of which `bodies` has the bytes; what cannot be read counts as not kept."""
    for claim in claims:
        if claim.id in bodies:
            with suppress(msgspec.MsgspecError, zlib.error):
                put_at_hand(_unpacked(claim, bodies[claim.id]), claim)


def _unpacked(claim: Claim, body: bytes) -> Profile:
    kept, kinds_of = _decoder.decode(zlib.decompress(body)), lexicon().kinds_of
    terms = tuple(replace(term, keys=term.keys or keys_of(term.lemma, term.tag), kinds=kinds_of(term.lemma)) for term in kept.terms)
    said = Said(claim.text, claim.slots, kept.modality)
    return assembled(said, grown_from(terms), kept.content, counts=kept.counts, clocks=kept.clocks)


def not_at_hand(claims: Iterable[Claim]) -> list[Claim]:
    """Those of these claims whose profiles are to be made or unpacked."""
    return [claim for claim in claims if not is_at_hand(claim)]


def _own_keys(term: Term) -> frozenset[str]:
    """The keys of a word that the tables do not give it by itself: those of a phrase."""
    return frozenset() if term.keys == keys_of(term.lemma, term.tag) else term.keys
