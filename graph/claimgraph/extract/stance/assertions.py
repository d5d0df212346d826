"""Speech acts written down: each unit with its chains becomes a claim, assertions around it, and a denial's two sides."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from claimgraph.extract.attribution.units import Unit
from claimgraph.extract.grammar.frames import Frame
from claimgraph.extract.sources.chains import Chain, Hop
from claimgraph.extract.stance.outright import denies_outright
from claimgraph.extract.statements.modality import Mood
from claimgraph.ids import mint_id
from claimgraph.model import (
    Anchor,
    Assertion,
    Certainty,
    Claim,
    Content,
    Document,
    Evidentiality,
    Fidelity,
    Link,
    LinkKind,
    LinkStatus,
    LinkType,
    Modality,
    Span,
    Stance,
    Voice,
    mint_link_id,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A unit made ready: its sentence, how it is meant, who holds it, and the sentence that denies it."""

    unit: Unit
    text: str
    negation: str
    mood: Mood
    chains: tuple[Chain, ...]
    fidelity: Fidelity


@dataclass(slots=True)
class Ledger:
    """What has been read so far, each node once. It grows while the text is read."""

    document: Document
    claims: dict[str, Claim] = field(default_factory=dict)
    assertions: dict[str, Assertion] = field(default_factory=dict)
    links: dict[str, Link] = field(default_factory=dict)
    of_frame: dict[int, list[str]] = field(default_factory=dict)
    of_unit: dict[tuple[int, int], str] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)

    def record(self, statement: Statement) -> None:
        """Write down a statement: its claim, the chains of assertions around it, and what a denial implies."""
        claim = self._claim(statement, statement.text)
        for chain in statement.chains:
            innermost = self._wrap(statement, chain, claim)
            if chain.hops[-1].stance is Stance.DENIES:
                self._deny(statement, chain, claim, innermost)

    def answer(self, previous: Statement, chain: Chain, where: Span) -> None:
        """Write down the stance of the innermost speaker of a chain on an earlier statement, which the words at `where` stand for."""
        unit = replace(previous.unit, start=where.start, end=where.end)
        mood = replace(previous.mood, certainty=Certainty.UNSTATED, hedges=())
        statement = replace(previous, unit=unit, mood=mood, fidelity=Fidelity.PARAPHRASE)
        claim = self._claim(previous, previous.text)
        innermost = self._wrap(statement, chain, claim)
        if chain.hops[-1].stance is Stance.DENIES:
            self._deny(statement, chain, claim, innermost)

    def assertion_of(self, unit: Unit) -> str | None:
        """The id of the first assertion whose words are those of a unit."""
        return self.of_unit.get((unit.start, unit.end))

    def _claim(self, statement: Statement, text: str) -> Claim:
        unit = statement.unit
        claim_id = mint_id("claim", self.document.id, unit.start, unit.end, text)
        claim = Claim(claim_id, self.document.id, text, "en", statement.mood.modality)
        self.units.setdefault(claim_id, unit)
        return self.claims.setdefault(claim_id, claim)

    def _wrap(self, statement: Statement, chain: Chain, claim: Claim, *, implied: bool = False) -> Assertion:
        """The innermost assertion of a chain, with those around it written down too."""
        stance = Stance.ENDORSES if implied else _innermost_stance(chain, statement.mood)
        first = inner = self._assert(statement, chain.hops[-1], Content(claim=claim.id), stance=stance, innermost=True, implied=implied)
        extent = Span(statement.unit.start, statement.unit.end)
        self.of_unit.setdefault((statement.unit.start, statement.unit.end), first.id)
        for outer, hop in zip(reversed(chain.hops[:-1]), reversed(chain.hops[1:]), strict=True):
            extent = _covering(extent, hop.frame)
            content = Content(assertion=inner.id)
            inner = self._assert(statement, outer, content, stance=outer.stance, extent=extent, implied=implied)
        return first

    def _assert(
        self,
        statement: Statement,
        hop: Hop,
        content: Content,
        *,
        stance: Stance,
        extent: Span | None = None,
        innermost: bool = False,
        implied: bool = False,
    ) -> Assertion:
        where = extent or Span(statement.unit.start, statement.unit.end)
        frame, mood = hop.frame, statement.mood
        assertion_id = mint_id("assertion", self.document.id, where.start, where.end, hop.speaker.id, stance, content.id)
        assertion = Assertion(
            id=assertion_id,
            document=self.document.id,
            speaker=Voice(hop.speaker.id, hop.speaker.name, frame.source_span if frame else None),
            stance=stance,
            content=content,
            quote=self._anchor(where),
            cue=self._anchor(frame.cue) if frame else None,
            verb=frame.head.lemma if frame else "",
            implied=implied,
        )
        if innermost:
            assertion = replace(
                assertion,
                certainty=mood.certainty,
                hedges=tuple(self._anchor(hedge) for hedge in mood.hedges),
                evidentiality=_evidentiality(frame, mood),
                fidelity=statement.fidelity,
            )
        if frame is not None and assertion_id not in self.assertions:
            self.of_frame.setdefault(frame.cue.start, []).append(assertion_id)
        return self.assertions.setdefault(assertion_id, assertion)

    def _deny(self, statement: Statement, chain: Chain, claim: Claim, denial: Assertion) -> None:
        """Write down the negative claim, that the denier holds it, and that these contradict each other: confirmed if said outright."""
        negative = self._claim(statement, statement.negation)
        if negative.id == claim.id:
            return
        self._wrap(statement, chain, negative, implied=True)
        head, frame = statement.unit.head, _cue_frame(chain)
        plain = statement.mood.modality is not Modality.QUESTION and denies_outright(statement.unit, chain)
        link_id = mint_link_id(LinkKind.CONTRADICTS, LinkType.DENIAL, claim.id, negative.id)
        self.links[link_id] = Link(
            id=link_id,
            kind=LinkKind.CONTRADICTS,
            type=LinkType.DENIAL,
            from_=claim.id,
            to=negative.id,
            score=1.0,
            rationale=f"The text says that {denial.speaker.name} denies it.",
            judge="text",
            status=LinkStatus.CONFIRMED if plain else LinkStatus.PROPOSED,
            clash_from=(Span(head.start, head.end),),
            clash_to=(frame.cue,) if frame is not None else (Span(head.start, head.end),),
            stated_in=denial.id,
        )

    def _anchor(self, where: Span) -> Anchor:
        return Anchor.of(self.document.text, where.start, where.end)


def _innermost_stance(chain: Chain, mood: Mood) -> Stance:
    stance = chain.hops[-1].stance
    return Stance.ASKS if mood.modality is Modality.QUESTION and stance is Stance.ENDORSES else stance


def _cue_frame(chain: Chain) -> Frame | None:
    return chain.hops[-1].frame or next((frame for frame in reversed(chain.operators) if frame.meaning.stance is not Stance.ENDORSES), None)


def _covering(extent: Span, frame: Frame | None) -> Span:
    """The extent widened to the cue and the source of a frame around it."""
    if frame is None:
        return extent
    spans: Sequence[Span] = [extent, frame.cue, *([frame.source_span] if frame.source_span is not None else [])]
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _evidentiality(frame: Frame | None, mood: Mood) -> Evidentiality:
    if mood.evidentiality is not Evidentiality.UNSTATED or frame is None:
        return mood.evidentiality
    return frame.meaning.evidentiality
