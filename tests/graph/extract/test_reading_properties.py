"""What holds for the reading of any text at all."""

import hashlib
import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading_of import held_in, reading_of

from claimgraph.extract import read
from claimgraph.ids import mint_id
from claimgraph.model import Document, Reading, Stance
from strategies import often

PIECES = st.sampled_from(
    """The minister said that |Maria Lopez denied that |thirty workers had died|the plant was unsafe|. |, |\n\n|\n| "|" |“|”|‘|’|'
|she said|according to the union|he added|It is likely that |Will it close?|[1]|who left in 2019, |with troops leaving |a former judge,
|the claim of France and Germany that |(|)|— |apparently |not |because |\u202e|عربي |<script>alert(1)</script> |\x00|😀|The |that |said
|WALLACE: |1. |which was bad, |as reported by Reuters, |if |there |the latter |this claim |they |it |his |\u00a0|was |X
|rejects the accusation|called the vote "a farce"|''|denies it""".split("|")
)
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=200))
QUIET = settings(often(40), derandomize=True, suppress_health_check=list(HealthCheck))


def document_of(text: str) -> Document:
    return Document(mint_id("document", text), text, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())


def check(reading: Reading) -> None:
    text = reading.document.text
    claims, assertions, sources = ({node.id for node in nodes} for nodes in (reading.claims, reading.assertions, reading.sources))
    for assertion in reading.assertions:
        for anchor in (assertion.quote, *assertion.hedges, *([assertion.cue] if assertion.cue else [])):
            assert anchor.holds_in(text)
        assert assertion.content.id in claims | assertions
        assert assertion.speaker.id in sources
        assert assertion.speaker.name
        if assertion.speaker.mention is not None:
            assert 0 <= assertion.speaker.mention.start < assertion.speaker.mention.end <= len(text)
    assert claims <= {assertion.content.claim for assertion in reading.assertions}
    entities = {entity.id for entity in reading.entities}
    for claim in reading.claims:
        assert claim.text
        assert set(claim.entities) <= entities
    for source in reading.sources:
        assert set(source.members) <= sources
    for attribution in reading.attributions:
        assert attribution.content
        assert set(attribution.assertions) <= assertions
    for link in reading.links:
        assert {link.from_, link.to} <= claims
        assert link.stated_in in assertions


@QUIET
@given(TEXTS)
def test_any_text_is_read_with_exact_anchors_and_known_ids(text: str) -> None:
    check(read(document_of(text)))


@QUIET
@given(st.lists(PIECES, max_size=25).map("".join))
def test_reading_a_text_again_gives_the_same(text: str) -> None:
    assert read(document_of(text)) == read(document_of(text))


def test_a_cue_that_is_no_word_makes_no_attribution() -> None:
    check(read(document_of('aead be i"ey,e has cannot had of does in no true said:accint. ch')))


REFUSALS = st.sampled_from(
    """Nor had {who} been {done}.|The bell rang; nor had {who} been {done}.|The lamp was lit, nor was {who} {done}.
|Never before had {who} been {done}.|At no time was {who} {done}.|Under no circumstances will {who} be {done}.
|It seems that {who} had neither been seen nor {done}.|Neither {who} nor the clerk was {done}.|No one is believed to have {done} it.
|Never has {who} been {done}, the mayor said.|The mayor denied that {who} had been {done}.|It is not true that {who} was {done}.
|Not one of them was {done}, the mayor said.|Nor is {who} thought to have {done} it.|Nor did {who} claim to have {done} it.""".split("|")
)
WHO = st.sampled_from(["the cook", "any guest", "the old boat", "Ines Holm"])
DONE = st.sampled_from(["seen", "found", "followed"])
NEGATION = re.compile(r"\b(?:not|never|no|nor|neither|nobody)\b|n't", re.IGNORECASE)


@QUIET
@given(REFUSALS, WHO, DONE)
def test_a_negation_is_in_the_words_of_a_claim_or_in_the_stance_on_it(refusal: str, who: str, done: str) -> None:
    for item in held_in(reading_of(refusal.format(who=who, done=done).strip())):
        if not item.text.startswith(("The bell", "The lamp")):
            assert bool(NEGATION.search(item.text)) is (item.stances[-1] not in {Stance.DENIES, Stance.DOUBTS}), item.text
