"""What a model proposes, held against the text and against what the rules read: checked, merged, or dropped with the reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from claimgraph.errors import ModelError
from claimgraph.extract.llm.answers import LINK_TYPES, SUPPORTING, Proposal, Proposed, ProposedLink
from claimgraph.extract.llm.checking import certainty_of, reverses
from claimgraph.extract.llm.places import NEAR, Text
from claimgraph.extract.llm.prompts import Piece
from claimgraph.extract.llm.speakers import Speakers, Turn
from claimgraph.extract.statements.slots import fill_slots
from claimgraph.ids import mint_id
from claimgraph.model import (
    Anchor,
    Assertion,
    Certainty,
    Claim,
    Content,
    Dropped,
    Fidelity,
    Link,
    LinkKind,
    LinkStatus,
    LinkType,
    Mention,
    Proposals,
    Reading,
    Slots,
    Span,
    Stance,
    Voice,
    mint_link_id,
)

SAME_WORDS = 0.7
"""From which share of common code points on two quotes are of one claim."""
SURENESS = 0.5
"""The score of a link that a model proposes: in [0, 1], no evidence either way."""
_FEWEST_WORDS = 2
_LONGEST_RATIONALE = 300
_LONGEST_SENTENCE = 3_000
T = TypeVar("T")


class Checked:
    """What has been taken of a model's proposals for one document, beside what the rules read. It grows answer by answer."""

    def __init__(self, reading: Reading, text: Text, judge: str) -> None:
        self.given = reading
        self.text = text
        self.judge = judge
        self.speakers = Speakers.of(reading, text)
        self.claims = {claim.id: claim for claim in reading.claims}
        self.assertions = {item.id: item for item in reading.assertions}
        self.links = {link.id: link for link in reading.links}
        self.inner = [item for item in reading.assertions if item.content.claim is not None and not item.implied]
        self.outward = {item.content.assertion: item for item in reading.assertions if item.content.assertion is not None}
        self.dropped: list[Dropped] = []
        self.merged = 0

    def take(self, proposal: Proposal, piece: Piece) -> None:
        """Take what stands up to the checks; the rest is kept as dropped, with the reason."""
        self.dropped += proposal.dropped
        claims = [None if proposed is None else self._tried(proposed, piece) for proposed in proposal.assertions]
        for link in proposal.links:
            try:
                self._link(link, claims)
            except ModelError as error:
                self.dropped.append(Dropped("link", str(error), f"{link.type} {link.from_} {link.to}"))

    def reading(self, asked: Proposals) -> Reading:
        """The reading with what was taken; `asked` says what the asking took, and learns what came of it."""
        claims, assertions = _fresh(self.claims, self.given.claims), _fresh(self.assertions, self.given.assertions)
        used = {item.speaker.id for item in assertions}
        sources = tuple(source for source in self.speakers.fresh.values() if source.id in used)
        nodes = (*(item.id for item in sources), *(item.id for item in claims), *(item.id for item in assertions))
        return replace(
            self.given,
            claims=(*self.given.claims, *claims),
            assertions=(*self.given.assertions, *assertions),
            sources=(*self.given.sources, *sources),
            links=(*self.given.links, *_fresh(self.links, self.given.links)),
            dropped=(*self.given.dropped, *self.dropped),
            proposals=replace(asked, nodes=nodes, merged=self.merged),
        )

    def _tried(self, proposed: Proposed, piece: Piece) -> str | None:
        """The claim of a proposed assertion, None where it is dropped."""
        try:
            return self._assertion(proposed, piece)
        except ModelError as error:
            self.dropped.append(Dropped("assertion", str(error), proposed.quote[:80]))
            return None

    def _assertion(self, proposed: Proposed, piece: Piece) -> str:
        quote = self._quote(proposed, piece)
        turns = self.speakers.chain(proposed, quote)
        if turns[-1].stance is not Stance.DENIES and self._is_reversed(proposed.claim, quote):
            raise ModelError("the claim says the opposite of its quote")
        known, claim = self._claim(proposed, quote)
        where = Span(known[0].quote.start, known[0].quote.end) if known else quote
        same = [item for item in known if item.speaker.id == turns[-1].speaker.id]
        if any(item.stance is not turns[-1].stance for item in same):
            raise ModelError(f"{turns[-1].speaker.name} was read with another stance on these words")
        if any(self._has_chain(item, turns) for item in same):
            self.merged += 1
            return claim.id
        self.claims.setdefault(claim.id, claim)
        self._record(claim.id, where, turns, proposed)
        if turns[-1].stance is Stance.DENIES:
            self._deny(claim, where, turns, proposed)
        return claim.id

    def _is_reversed(self, claim: str, quote: Span) -> bool:
        """Whether a claim denies what is quoted, or says what that denies; of another language that is not known."""
        whole = self.text.around(quote)
        sentence = self.text.masked[whole.start : whole.end][:_LONGEST_SENTENCE]
        english = self.given.document.language.startswith("en")
        return english and reverses(" ".join(claim.split()), sentence, Span(quote.start - whole.start, quote.end - whole.start))

    def _quote(self, proposed: Proposed, piece: Piece) -> Span:
        quote = self.text.find(proposed.quote, piece)
        if quote is None:
            raise ModelError("its quote is not in the text")
        if len(self.text.masked[quote.start : quote.end].split()) < _FEWEST_WORDS:
            raise ModelError("its quote is one word, which states nothing")
        return quote

    def _claim(self, proposed: Proposed, quote: Span) -> tuple[list[Assertion], Claim]:
        """The claim of a proposal, and the assertions of it by these words that are there already, none where it is a new one."""
        text = self._sentence(proposed.claim, quote)
        slots = self._slots(text)
        known = [item for item in self.inner if self._is_same(item, quote, text) and self._of(item).slots.polarity is slots.polarity]
        if known:
            claim = self._of(known[0])
            return [item for item in known if item.content.claim == claim.id], claim
        return [], self._new_claim(proposed, quote, text, slots)

    def _new_claim(self, proposed: Proposed, quote: Span, text: str, slots: Slots) -> Claim:
        document = self.given.document
        claim_id = mint_id("claim", document.id, quote.start, quote.end, text)
        return Claim(claim_id, document.id, text, document.language, proposed.modality, slots, tuple(self._mentions(quote)))

    def _is_same(self, item: Assertion, quote: Span, text: str) -> bool:
        common = min(item.quote.end, quote.end) - max(item.quote.start, quote.start)
        widest = max(item.quote.end, quote.end) - min(item.quote.start, quote.start)
        return common > 0 and (common >= SAME_WORDS * widest or _bare(self._of(item).text) == _bare(text))

    def _of(self, item: Assertion) -> Claim:
        return self.claims[item.content.id]

    def _sentence(self, written: str, quote: Span) -> str:
        """A sentence that a model wrote, on one line; raises ModelError where the text gives no ground for it."""
        text = " ".join(written.split())
        reason = "" if text.isprintable() else "the claim holds characters that cannot be seen"
        reason = reason or self.text.unfounded(text, quote)
        if reason:
            raise ModelError(reason)
        return text

    def _slots(self, text: str) -> Slots:
        """What a sentence says in parts; those of a language that is not read are empty."""
        return fill_slots([text])[0] if self.given.document.language.startswith("en") else Slots()

    def _mentions(self, quote: Span) -> Iterator[Mention]:
        """Where the words of a claim name what the rules know: the longest names first, none inside another."""
        names = [(name, entity.id) for entity in self.given.entities for name in (entity.name, *entity.variants)]
        found: list[Mention] = []
        for name, entity in sorted(names, key=lambda pair: -len(pair[0])):
            span = self.text.find(name, Piece(quote.start, quote.end, ""))
            if span is not None and all(span.end <= other.start or other.end <= span.start for other in found):
                found.append(Mention(entity, span.start, span.end))
        yield from sorted(found, key=lambda mention: mention.start)

    def _has_chain(self, inner: Assertion, turns: Sequence[Turn]) -> bool:
        """Whether the chain around an assertion has all speakers of another, in the same order with the same stances."""
        waiting = [(turn.speaker.id, turn.stance) for turn in reversed(turns)]
        here: Assertion | None = inner
        while here is not None and waiting:
            if (here.speaker.id, here.stance) == waiting[0]:
                waiting.pop(0)
            here = self.outward.get(here.id)
        return not waiting

    def _record(self, claim: str, where: Span, turns: Sequence[Turn], proposed: Proposed, *, implied: bool = False) -> None:
        """Write down the chain around a claim, from the innermost speaker outwards."""
        made = replace(self._innermost(claim, where, turns[-1], proposed), implied=implied)
        self._note(made)
        if not implied:
            self.inner.append(made)
        for outer, turn in pairwise(reversed(turns)):
            where = _covering(where, outer)
            around = replace(self._made(Content(assertion=made.id), where, turn), implied=implied)
            self.outward.setdefault(made.id, around)
            made = self._note(around)

    def _note(self, made: Assertion) -> Assertion:
        return self.assertions.setdefault(made.id, made)

    def _made(self, content: Content, where: Span, turn: Turn) -> Assertion:
        document, speaker = self.given.document, turn.speaker
        return Assertion(
            id=mint_id("assertion", document.id, where.start, where.end, speaker.id, turn.stance, content.id),
            document=document.id,
            speaker=Voice(speaker.id, speaker.name, turn.mention),
            stance=turn.stance,
            content=content,
            quote=self._anchor(where),
            cue=self._anchor(turn.cue) if turn.cue is not None else None,
        )

    def _innermost(self, claim: str, where: Span, turn: Turn, proposed: Proposed) -> Assertion:
        """The assertion of the claim itself: as sure as the words of its sentence say, and no surer."""
        whole = self.text.around(where)
        told = [words for words in proposed.hedges if certainty_of(words) is not Certainty.UNSTATED]
        found = [self.text.find(words, Piece(whole.start, whole.end, "")) or self.text.nearest(words, where, 0) for words in told]
        hedges = tuple(self._anchor(span) for span in dict.fromkeys(found) if span is not None)
        fidelity = Fidelity.VERBATIM if self.text.is_quoted(where) else Fidelity.PARAPHRASE
        certainty = certainty_of(" ".join(hedge.exact for hedge in hedges))
        return replace(self._made(Content(claim=claim), where, turn), certainty=certainty, hedges=hedges, fidelity=fidelity)

    def _deny(self, claim: Claim, where: Span, turns: Sequence[Turn], proposed: Proposed) -> None:
        """Write down the negative claim, that the denier holds it, and that the two contradict each other, as one link to be confirmed."""
        text = self._sentence(proposed.negation or f"It is not the case that {claim.text[0].lower()}{claim.text[1:]}", where)
        negative = self._new_claim(proposed, where, text, self._slots(text))
        if negative.id in self.claims:
            return
        self.claims[negative.id] = negative
        holds = (*turns[:-1], replace(turns[-1], stance=Stance.ENDORSES))
        self._record(negative.id, where, holds, proposed, implied=True)
        self._join(LinkType.DENIAL, claim.id, negative.id, f"{turns[-1].speaker.name} is read to deny it.")

    def _link(self, link: ProposedLink, claims: Sequence[str | None]) -> None:
        if link.type not in LINK_TYPES:
            raise ModelError("a model may propose no link of this type")
        if not all(0 <= number < len(claims) for number in (link.from_, link.to)):
            raise ModelError("it points at no assertion of its answer")
        one, other = claims[link.from_], claims[link.to]
        if one is None or other is None:
            raise ModelError("it points at an assertion that was dropped")
        if one == other:
            raise ModelError("it links a claim with itself")
        if any({one, other} == {known.from_, known.to} for known in self.links.values()):
            self.merged += 1
            return
        self._join(link.type, one, other, _plain(link.rationale) or "The model gives no reason.")

    def _join(self, type_: LinkType, one: str, other: str, rationale: str) -> None:
        """Propose a link between two claims."""
        kind = LinkKind.SUPPORTS if type_ in SUPPORTING else LinkKind.CONTRADICTS
        made = Link(
            id=mint_link_id(kind, type_, one, other),
            kind=kind,
            type=type_,
            from_=one,
            to=other,
            score=SURENESS,
            rationale=rationale,
            judge=self.judge,
            status=LinkStatus.PROPOSED,
            clash_from=self._words_of(one),
            clash_to=self._words_of(other),
        )
        self.links.setdefault(made.id, made)

    def _words_of(self, claim: str) -> tuple[Span, ...]:
        """Where a claim is first stated."""
        return tuple(Span(item.quote.start, item.quote.end) for item in self.assertions.values() if item.content.claim == claim)[:1]

    def _anchor(self, where: Span) -> Anchor:
        return Anchor.of(self.given.document.text, where.start, where.end)


def _fresh(known: Mapping[str, T], given: Sequence[T]) -> tuple[T, ...]:
    """What has come to be known beside what was given, in its order."""
    return tuple(known.values())[len(given) :]


def _covering(where: Span, turn: Turn) -> Span:
    """The span widened to where its speaker is named and said to speak, unless that is far off."""
    near = [
        span for span in (turn.mention, turn.cue) if span is not None and span.start >= where.start - NEAR and span.end <= where.end + NEAR
    ]
    return Span(min([where.start, *(span.start for span in near)]), max([where.end, *(span.end for span in near)]))


def _bare(text: str) -> str:
    return text.casefold().strip(" .!?")


def _plain(words: str) -> str:
    """A model's words on one line, without characters that cannot be seen, and not too many."""
    return "".join(letter for letter in " ".join(words.split()) if letter.isprintable())[:_LONGEST_RATIONALE]
