"""Hand-built graphs by the domain's own constructors, shared by all tests.

`Telling` builds what one document holds, node by node, with every anchor found in its text. `contested_province()` is the
worked example: a chain of three speech acts, a denial, a rival cause, an inference with premises, an undercut, a
concession, an update of a count (apparent), a collective voice and a dangling note.

    from builders import Telling, contested_province
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from claimgraph.ids import mint_id
from claimgraph.model import (
    Anchor,
    Assertion,
    Certainty,
    Citation,
    Claim,
    Content,
    Document,
    Entity,
    EntityKind,
    Fidelity,
    Graph,
    Link,
    LinkKind,
    LinkStatus,
    LinkType,
    Mention,
    Polarity,
    Reading,
    Slots,
    Source,
    SourceKind,
    Span,
    Stance,
    Voice,
    mint_link_id,
)


class Telling:
    """One document under construction; each method adds a node and returns it. Words are found in the text, never typed as offsets."""

    def __init__(self, text: str, *, author: str = "author", **fields: Any) -> None:
        url = fields.get("url")
        authors = fields.pop("authors", () if author == "author" else (author,))
        self.text = text
        self.document = Document(mint_id("document", text, url), text, hashlib.sha256(text.encode()).hexdigest(), authors=authors, **fields)
        self.sources: list[Source] = []
        self.entities: list[Entity] = []
        self.claims: list[Claim] = []
        self.assertions: list[Assertion] = []
        self.links: list[Link] = []
        self.author = self.source(author, SourceKind.PERSON)

    def span(self, words: str, nth: int = 0) -> Span:
        """Where the words stand in the text: the `nth` time that they are found."""
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(words, start + 1)
        return Span(start, start + len(words))

    def anchor(self, words: str, nth: int = 0) -> Anchor:
        """The anchor of the words in the text."""
        span = self.span(words, nth)
        return Anchor.of(self.text, span.start, span.end)

    def source(self, name: str, kind: SourceKind = SourceKind.ORGANISATION, *, members: Sequence[Source] = (), **fields: Any) -> Source:
        """A voice."""
        node_id = mint_id("source", self.document.id, name)
        made = Source(node_id, self.document.id, kind, name, members=tuple(member.id for member in members), **fields)
        self.sources.append(made)
        return made

    def entity(self, name: str, kind: EntityKind = EntityKind.PLACE) -> Entity:
        """What claims are about."""
        made = Entity(mint_id("entity", self.document.id, name), self.document.id, kind, name)
        self.entities.append(made)
        return made

    def claim(self, text: str, words: str, *, nth: int = 0, about: Sequence[Entity] = (), negative: bool = False, **fields: Any) -> Claim:
        """A claim whose id rests on the place of `words`; `about` are the entities that it mentions."""
        span = self.span(words, nth)
        mentions = tuple(Mention(entity.id, span.start, span.end) for entity in about)
        slots = fields.pop("slots", Slots(polarity=Polarity.NEGATIVE if negative else Polarity.POSITIVE))
        node_id = mint_id("claim", self.document.id, span.start, span.end, text)
        made = Claim(node_id, self.document.id, text, slots=slots, mentions=mentions, **fields)
        self.claims.append(made)
        return made

    def said(
        self,
        speaker: Source,
        content: Claim | Assertion,
        words: str,
        *,
        stance: Stance = Stance.ENDORSES,
        cue: str | None = None,
        hedges: Sequence[str] = (),
        nth: int = 0,
        **fields: Any,
    ) -> Assertion:
        """One act of a speaker on a claim or on another assertion; `words` are its quote."""
        quote = self.anchor(words, nth)
        of = Content(claim=content.id) if isinstance(content, Claim) else Content(assertion=content.id)
        mention = self.span(speaker.name) if cue and speaker.name in self.text else None
        made = Assertion(
            mint_id("assertion", self.document.id, quote.start, quote.end, speaker.id, stance, of.id),
            self.document.id,
            Voice(speaker.id, speaker.name, mention),
            stance,
            of,
            quote,
            cue=self.anchor(cue) if cue else None,
            verb=cue or "",
            hedges=tuple(self.anchor(hedge) for hedge in hedges),
            **fields,
        )
        self.assertions.append(made)
        return made

    def link(
        self,
        kind: LinkKind,
        type_: LinkType,
        from_: Claim | Assertion | Link,
        to: Claim | Assertion | Link,
        *,
        score: float = 0.9,
        clash: tuple[str, str] | None = None,
        judge: str = "rule:test@1",
        **fields: Any,
    ) -> Link:
        """A supports or contradicts edge; `clash` are the words that clash in either quote."""
        spans = tuple((self.span(words),) for words in clash) if clash else ((), ())
        made = Link(
            mint_link_id(kind, type_, from_.id, to.id),
            kind,
            type_,
            from_.id,
            to.id,
            score,
            fields.pop("rationale", f"{type_} between the two"),
            judge,
            clash_from=spans[0],
            clash_to=spans[1],
            **fields,
        )
        self.links.append(made)
        return made

    def contradiction(self, a: Claim, b: Claim, type_: LinkType = LinkType.STATES, **fields: Any) -> Link:
        """A contradicts link between two claims."""
        return self.link(LinkKind.CONTRADICTS, type_, a, b, **fields)

    def support(self, from_: Claim, to: Claim | Link, type_: LinkType = LinkType.PREMISE, **fields: Any) -> Link:
        """A supports link."""
        return self.link(LinkKind.SUPPORTS, type_, from_, to, **fields)

    def undercut(self, from_: Claim, to: Assertion | Link, **fields: Any) -> Link:
        """An undercut of a link or an assertion."""
        return self.link(LinkKind.CONTRADICTS, LinkType.UNDERCUT, from_, to, **fields)

    def reading(self) -> Reading:
        """All that was told, as a reading."""
        return Reading(
            self.document,
            assertions=tuple(self.assertions),
            claims=tuple(self.claims),
            entities=tuple(self.entities),
            sources=tuple(self.sources),
            links=tuple(self.links),
        )

    def graph(self) -> Graph:
        """All that was told, as a graph."""
        return Graph.of_reading(self.reading())


def together(tellings: Iterable[Telling], links: Iterable[Link] = (), same: dict[str, str] | None = None) -> Graph:
    """The graph of several documents with links across them; `same` maps ids of sources or entities to their group's head."""
    nodes = [node for telling in tellings for node in telling.graph().nodes()]
    return Graph.of([*nodes, *links], same)


PROVINCE = (
    "General Adan Roke denied that foreign troops are fighting in the province. He added that losses rose because the troops now "
    "stand closer to the front. This explanation does not seem tenable. Thousands of soldiers have been sent to the province, and "
    "the army lacks men. It is much more likely that foreign troops are fighting in the province.\n\n"
    "The Harrow Monitor revealed that the outlet Parade reported that thirty officers were killed in October.[1] Parade belongs to "
    "the force that lost the men, so this is no enemy propaganda. Last week I wrote that three commanders were killed.\n\n"
    "Delta Wire claimed that the column was 'routed' near Safir. As a hostile source, Delta Wire is likely exaggerating. "
    "Undoubtedly the column suffered losses near Safir. Colonel Imre Tal said that the column was not routed. "
    "The official line of Orsk and Lund holds that the enemy is in disarray. "
    "The stern resistance near Safir does not support that the enemy is in disarray."
)
"""The text of the worked example; one note is cited and missing."""


def _troops(t: Telling, province: Entity, roke: Source) -> tuple[Claim, Claim]:
    words = "foreign troops are fighting in the province"
    affirmed = t.claim("Foreign troops are fighting in the province.", words, about=(province,))
    negated = t.claim("Foreign troops are not fighting in the province.", words, about=(province,), negative=True)
    likely = t.claim("Foreign troops are fighting in the province.", words, nth=1, about=(province,))
    denial = t.said(roke, affirmed, words, stance=Stance.DENIES, cue="denied")
    t.said(t.author, denial, f"General Adan Roke denied that {words}", stance=Stance.REPORTS)
    implied = t.said(roke, negated, words, cue="denied", implied=True)
    t.said(t.author, implied, f"General Adan Roke denied that {words}", stance=Stance.REPORTS, implied=True)
    t.said(t.author, likely, words, nth=1, hedges=("much more likely",), certainty=Certainty.PROBABLE)
    t.contradiction(affirmed, negated, LinkType.DENIAL, score=1.0, judge="text", stated_in=denial.id, status=LinkStatus.CONFIRMED)
    t.contradiction(negated, likely, LinkType.DENIAL, score=0.95, clash=("denied", "much more likely"))
    return negated, likely


def _cause(t: Telling, negated: Claim, likely: Claim, roke: Source) -> None:
    closer = t.claim(
        "Losses rose because the troops stand closer to the front.", "losses rose because the troops now stand closer to the front"
    )
    untenable = t.claim("The closer front does not explain the losses.", "This explanation does not seem tenable", negative=True)
    sent = t.claim("Thousands of soldiers have been sent to the province.", "Thousands of soldiers have been sent to the province")
    lacks = t.claim("The army lacks men.", "the army lacks men")
    told = t.said(roke, closer, "losses rose because the troops now stand closer to the front", cue="added")
    t.said(t.author, told, "He added that losses rose because the troops now stand closer to the front", stance=Stance.REPORTS)
    rejects = t.said(t.author, untenable, "This explanation does not seem tenable", hedges=("does not seem",))
    t.said(t.author, sent, "Thousands of soldiers have been sent to the province")
    t.said(t.author, lacks, "the army lacks men")
    t.contradiction(closer, untenable, LinkType.CAUSE, judge="text", stated_in=rejects.id, status=LinkStatus.CONFIRMED)
    t.contradiction(closer, likely, LinkType.CAUSE, score=0.7, clash=("closer to the front", "fighting"))
    t.support(closer, negated)
    t.support(sent, likely)
    t.support(lacks, likely)


def _officers(t: Telling, likely: Claim) -> None:
    monitor, parade = t.source("The Harrow Monitor"), t.source("Parade", SourceKind.OUTLET)
    thirty = t.claim("Thirty officers were killed in October.", "thirty officers were killed in October")
    three = t.claim("Three commanders were killed.", "three commanders were killed")
    belongs = t.claim("Parade belongs to the force that lost the men.", "Parade belongs to the force that lost the men")
    first = t.said(parade, thirty, "thirty officers were killed in October", cue="reported")
    second = t.said(
        monitor, first, "the outlet Parade reported that thirty officers were killed in October", stance=Stance.REPORTS, cue="revealed"
    )
    words = "The Harrow Monitor revealed that the outlet Parade reported that thirty officers were killed in October"
    t.said(t.author, second, words, stance=Stance.REPORTS)
    t.said(t.author, three, "three commanders were killed", cue="wrote", said_at=None)
    t.said(t.author, belongs, "Parade belongs to the force that lost the men")
    t.contradiction(thirty, three, LinkType.SCOPE, score=0.6, status=LinkStatus.APPARENT, clash=("thirty officers", "three commanders"))
    t.support(thirty, likely)
    t.support(belongs, thirty)


def _rout(t: Telling, province: Entity) -> None:
    wire = t.source("Delta Wire", SourceKind.OUTLET)
    routed = t.claim("The column was routed near Safir.", "the column was 'routed' near Safir", about=(t.entity("Safir"), province))
    losses = t.claim("The column suffered losses near Safir.", "the column suffered losses near Safir")
    hostile = t.claim("Delta Wire is likely exaggerating.", "Delta Wire is likely exaggerating")
    told = t.said(wire, routed, "the column was 'routed' near Safir", cue="claimed", fidelity=Fidelity.SCARE_QUOTE)
    t.said(t.author, told, "Delta Wire claimed that the column was 'routed' near Safir", stance=Stance.REPORTS)
    t.said(t.author, routed, "the column suffered losses near Safir", stance=Stance.CONCEDES)
    t.said(t.author, losses, "the column suffered losses near Safir", hedges=("Undoubtedly",), certainty=Certainty.CERTAIN)
    t.said(t.author, hostile, "Delta Wire is likely exaggerating", nth=0, hedges=("likely exaggerating",))
    tal = t.source("Colonel Imre Tal", SourceKind.PERSON)
    held = t.claim("The column was not routed.", "the column was not routed", negative=True)
    said = t.said(tal, held, "the column was not routed", cue="said")
    t.said(t.author, said, "Colonel Imre Tal said that the column was not routed", stance=Stance.REPORTS)
    t.contradiction(routed, held, LinkType.DENIAL, score=0.92, clash=("'routed'", "not routed"))
    t.undercut(hostile, told)
    t.support(losses, routed)


def _disarray(t: Telling) -> None:
    orsk, lund = t.source("Orsk"), t.source("Lund")
    both = t.source("Orsk and Lund", SourceKind.COLLECTIVE, members=(orsk, lund))
    disarray = t.claim("The enemy is in disarray.", "the enemy is in disarray")
    resists = t.claim("The enemy resists sternly near Safir.", "stern resistance near Safir")
    line = t.said(both, disarray, "the enemy is in disarray", cue="holds")
    t.said(t.author, line, "The official line of Orsk and Lund holds that the enemy is in disarray", stance=Stance.REPORTS)
    against = t.said(t.author, resists, "The stern resistance near Safir does not support that the enemy is in disarray")
    clash = ("in disarray", "stern resistance")
    t.contradiction(disarray, resists, judge="text", stated_in=against.id, status=LinkStatus.CONFIRMED, clash=clash)


def contested_province() -> Telling:
    """The worked example: three disputes with six contradictions, one apparent link, one undercut, one collective voice."""
    mark = PROVINCE.index("[1]")
    citation = Citation("[1]", mark, mark + 3, dangling=True)
    t = Telling(PROVINCE, author="Ines Vale", title="Who is fighting in the province?", published_at="2015-10-28", citations=(citation,))
    province, roke = t.entity("the province"), t.source("General Adan Roke", SourceKind.PERSON)
    negated, likely = _troops(t, province, roke)
    _cause(t, negated, likely, roke)
    _officers(t, likely)
    _rout(t, province)
    _disarray(t)
    return t
