"""Readings of bare texts for tests, and what they hold in a form that is easy to compare."""

import hashlib
from dataclasses import dataclass
from functools import cache

from claimgraph.extract import read
from claimgraph.extract.statements.slots import fill_slots
from claimgraph.ids import mint_id
from claimgraph.link import Comparison, compare
from claimgraph.model import Assertion, Claim, Document, Modality, Reading


def document_of(text: str, **fields: object) -> Document:
    """A document that carries a text."""
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(mint_id("document", text), text, sha256, **fields)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Held:
    """A claim as one chain of voices holds it, the outermost first."""

    claim: Claim
    assertion: Assertion
    voices: tuple[str, ...]
    stances: tuple[str, ...]

    @property
    def text(self) -> str:
        """The claim's sentence."""
        return self.claim.text

    @property
    def quote(self) -> str:
        """The words of the text that it was read from."""
        return self.assertion.quote.exact


@cache
def claim_of(text: str, modality: Modality = Modality.FACT) -> Claim:
    """The claim that one sentence makes, with its slots."""
    return Claim(f"claim of {text}", "", text, modality=modality, slots=fill_slots([text])[0])


def compared(first: str, second: str) -> Comparison:
    """What the claims of two sentences are to each other."""
    return compare(claim_of(first), claim_of(second))


def reading_of(text: str) -> Reading:
    """The reading of a bare text."""
    return read(document_of(text))


def held_in(reading: Reading, *, implied: bool = False) -> list[Held]:
    """What a reading holds, claim by claim, without what is only implied unless that is asked for."""
    claims = {claim.id: claim for claim in reading.claims}
    outer = {assertion.content.assertion: assertion for assertion in reading.assertions if assertion.content.assertion}
    found = []
    for assertion in reading.assertions:
        if assertion.content.claim is None or assertion.implied is not implied:
            continue
        chain = [assertion]
        while chain[-1].id in outer:
            chain.append(outer[chain[-1].id])
        chain.reverse()
        voices, stances = tuple(hop.speaker.name for hop in chain), tuple(hop.stance.value for hop in chain)
        found.append(Held(claims[assertion.content.claim], assertion, voices, stances))
    return found


def held(text: str) -> list[Held]:
    """What the reading of a text holds."""
    return held_in(reading_of(text))


def one(text: str, words: str) -> Held:
    """The only thing held of which the sentence contains some words."""
    found = [item for item in held(text) if words.lower() in item.text.lower()]
    assert len(found) == 1, [item.text for item in held(text)]
    return found[0]
