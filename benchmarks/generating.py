"""A made-up claim graph of any size, shaped as news is: for measuring how the store bears it.

    from generating import readings

Documents of 8 to 16 claims tell what authors write and what voices say through each other. Voices and what claims are about
are drawn from some 5,000 names, a few of them everywhere (Zipf); the same name in two documents is one by a judgement, as
`claimgraph.ingest.identity` makes it. Three claims in twenty answer contested questions (see `contests`). Anchors
hold byte for byte. The same seed gives the same graph, and what is remembered is bounded, however long it goes on.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from claimgraph.ids import mint_id
from claimgraph.ingest.identity import JUDGE
from claimgraph.model import (
    Anchor,
    Assertion,
    Certainty,
    Claim,
    Content,
    Document,
    Entity,
    Evidentiality,
    Fidelity,
    Judgement,
    Link,
    LinkKind,
    LinkStatus,
    LinkType,
    Mention,
    Reading,
    Source,
    SourceKind,
    Span,
    Stance,
    Voice,
    mint_link_id,
)
from contests import Contest, Contests
from names import Cast, Name
from sentences import NOT, PATTERNS, UNNAMED, Filler, Statement, fill, state
from texts import Hop, Sentence, Text, capital

A_DAY = 220
"""How many documents appear on one day."""
CONTESTED = 0.15
"""How many of the claims answer a contested question."""
FOCUS, VAGUE = 0.4, 0.4
"""How often a statement is about what its document is about, and how often it gives no name."""
Told = tuple[Reading, tuple[Judgement, ...]]


def readings(count: int, seed: int = 1) -> Iterator[Told]:
    """Documents until they hold `count` claims at least, each with its links inside, and the judgements that come with it."""
    world = _World.of(Random(seed))  # noqa: S311 — no secret is made of it
    while count > 0:
        told = world.tell()
        count -= len(told[0].claims)
        yield told


@dataclass(slots=True)
class _World:
    """All that is remembered from one document to the next."""

    chance: Random
    cast: Cast
    contests: Contests
    told: int = 0
    oldest: dict[tuple[type, str, object], str] = field(default_factory=dict)

    @classmethod
    def of(cls, chance: Random) -> "_World":
        cast = Cast.of(chance)
        return cls(chance, cast, Contests(chance, cast))

    def tell(self) -> Told:
        """The next document."""
        chance, cast = self.chance, self.cast
        author, outlet = cast.authors.draw(chance), cast.outlets.draw(chance)
        day = (date(2024, 1, 1) + timedelta(days=self.told // A_DAY)).isoformat()
        text = Text(chance)
        voices = [cast.voices.draw(chance) for _ in range(1 + int(chance.random() * 4))]
        scene: dict[str, Filler] = {
            "place": cast.places.draw(chance),
            "body": cast.bodies.draw(chance),
            "person": cast.persons.draw(chance),
        }
        for _ in range(8 + int(chance.random() * 9)):
            contest = self.contests.next() if chance.random() < CONTESTED else None
            text.add(contest, contest.answer(chance) if contest else self._aside(scene), voices)
        self.told += 1
        pages = _Pages(self, text.document(author, outlet, day, self.told), f"{day}T12:00:00+00:00")
        return pages.written(author, text.sentences)

    def _aside(self, scene: dict[str, Filler]) -> Statement:
        """A statement that nobody contests, about what its document is about, about something else or about nothing with a name."""
        chance = self.chance
        pattern = PATTERNS[int(chance.random() * len(PATTERNS))]
        fillers = fill(pattern, chance, self.cast)
        for slot in [slot for slot in scene if slot in fillers]:
            lot = chance.random()
            if lot < FOCUS:
                fillers[slot] = scene[slot]
            elif lot < FOCUS + VAGUE:
                fillers[slot] = UNNAMED[slot][int((lot - FOCUS) / VAGUE * len(UNNAMED[slot]))]
        return state(pattern, fillers)


class _Pages:
    """The nodes of one document."""

    def __init__(self, world: _World, document: Document, at: str) -> None:
        self._world, self._document, self._at = world, document, at
        self._text = document.text
        self._sources: dict[str, Source] = {}
        self._entities: dict[str, Entity] = {}
        self._claims: list[Claim] = []
        self._assertions: list[Assertion] = []
        self._links: list[Link] = []
        self._judgements: list[Judgement] = []

    def written(self, author: Name, sentences: list[Sentence]) -> Told:
        """All that the sentences say."""
        for sentence in sentences:
            self._sentence(author, sentence)
        reading = Reading(
            self._document,
            tuple(self._assertions),
            claims=tuple(self._claims),
            entities=tuple(self._entities.values()),
            sources=tuple(self._sources.values()),
            links=tuple(self._links),
        )
        return reading, tuple(self._judgements)

    def _sentence(self, author: Name, sentence: Sentence) -> None:
        before = self._claims[-1] if self._claims else None
        claim = self._claim(sentence.statement, sentence.start)
        inner = self._chain(author, sentence, claim)
        if sentence.contest:
            self._contest(sentence.contest, claim, sentence)
        lot = self._world.chance.random()
        if before and lot < 0.04:
            self._stated(LinkKind.SUPPORTS, LinkType.PREMISE, before, claim, inner)
        elif before and sentence.hops and lot < 0.08:
            self._undercut(before, inner)

    def _claim(self, statement: Statement, start: int, mentions: tuple[Mention, ...] | None = None) -> Claim:
        if mentions is None:
            mentions = tuple([Mention(self._entity(name), start + begin, start + end) for name, begin, end in statement.mentions])
        text = f"{capital(statement.text)}."
        node_id = mint_id("claim", self._document.id, start, start + len(statement.text), text)
        made = Claim(node_id, self._document.id, text, "en", statement.pattern.modality, statement.slots, mentions)
        self._claims.append(made)
        return made

    def _chain(self, author: Name, sentence: Sentence, claim: Claim) -> Assertion:
        """The assertions from the one who says it first to the author; the first."""
        content, chain = Content(claim=claim.id), []
        for hop in sentence.hops:
            chain.append(self._hop(hop, content))
            content = Content(assertion=chain[-1].id)
            if hop.stance is Stance.DENIES:
                self._deny(hop, sentence, claim, chain[-1])
        stance = Stance.REPORTS if chain else Stance.ENDORSES
        voice = Voice(self._source(author), author.text)
        place, certainty, evidentiality = sentence.hedge or (0, Certainty.UNSTATED, Evidentiality.UNSTATED)
        hedges = (self._anchor(place, sentence.start - 1),) if sentence.hedge else ()
        chain.append(
            self._assertion(voice, stance, content, sentence.whole, hedges=hedges, certainty=certainty, evidentiality=evidentiality)
        )
        self._assertions += chain
        return chain[0]

    def _hop(self, hop: Hop, content: Content) -> Assertion:
        voice = Voice(self._source(hop.voice), hop.voice.text, Span(*hop.mention))
        return self._assertion(
            voice, hop.stance, content, hop.words, cue=self._anchor(*hop.cue), verb=hop.verb, fidelity=hop.fidelity, said_at=self._said_at()
        )

    def _assertion(
        self,
        voice: Voice,
        stance: Stance,
        content: Content,
        words: tuple[int, int],
        *,
        cue: Anchor | None = None,
        verb: str = "",
        certainty: Certainty = Certainty.UNSTATED,
        hedges: tuple[Anchor, ...] = (),
        evidentiality: Evidentiality = Evidentiality.UNSTATED,
        fidelity: Fidelity = Fidelity.PARAPHRASE,
        implied: bool = False,
        said_at: str | None = None,
    ) -> Assertion:
        document = self._document.id
        node_id = mint_id("assertion", document, *words, voice.id, stance, content.id)
        quote = self._anchor(*words)
        return Assertion(
            node_id, document, voice, stance, content, quote, cue, verb, certainty, hedges, evidentiality, fidelity, implied, said_at
        )

    def _deny(self, hop: Hop, sentence: Sentence, claim: Claim, denial: Assertion) -> None:
        """The negative claim that a denial makes, and the contradiction between the two."""
        statement = sentence.statement
        negative = self._claim(state(statement.pattern, {**statement.fillers, "not": NOT}), sentence.start, claim.mentions)
        self._assertions.append(self._assertion(denial.speaker, Stance.ENDORSES, Content(claim=negative.id), hop.words, implied=True))
        self._stated(LinkKind.CONTRADICTS, LinkType.DENIAL, claim, negative, denial, clash=(Span(*hop.words), Span(*hop.cue)))

    def _stated(
        self, kind: LinkKind, type_: LinkType, one: Claim, other: Claim, by: Assertion, clash: tuple[Span, Span] | None = None
    ) -> None:
        spans = [(span,) for span in clash] if clash else [(), ()]
        why = f"The text says that {by.speaker.name} denies it." if clash else "The text gives the one as a reason for the other."
        node_id = mint_link_id(kind, type_, one.id, other.id)
        status = LinkStatus.CONFIRMED
        self._links.append(Link(node_id, kind, type_, one.id, other.id, 1.0, why, "text", status, spans[0], spans[1], by.id))

    def _undercut(self, claim: Claim, spoken: Assertion) -> None:
        kind, type_ = LinkKind.CONTRADICTS, LinkType.UNDERCUT
        node_id = mint_link_id(kind, type_, claim.id, spoken.id)
        self._links.append(Link(node_id, kind, type_, claim.id, spoken.id, 0.7, "It speaks against the voice.", "rule:undercut@1"))

    def _contest(self, contest: Contest, claim: Claim, sentence: Sentence) -> None:
        start, end = sentence.statement.clash
        clash = Span(sentence.start + start, sentence.start + end)
        for node in self._world.contests.link(contest, claim.id, sentence.statement, clash, self._at):
            if isinstance(node, Link):
                self._links.append(node)
            else:
                self._judgements.append(node)

    def _said_at(self) -> str | None:
        return self._document.published_at if self._world.chance.random() < 0.3 else None

    def _source(self, name: Name) -> str:
        found = self._sources.get(name.text)
        if found is None:
            found = Source(mint_id("source", self._document.id, name.text), self._document.id, name.voice, name.text)
            self._sources[name.text] = found
            self._same(found, name)
        return found.id

    def _entity(self, name: Name) -> str:
        found = self._entities.get(name.text)
        if found is None:
            found = Entity(mint_id("entity", self._document.id, name.text), self._document.id, name.kind, name.text)
            self._entities[name.text] = found
            self._same(found, name)
        return found.id

    def _same(self, node: Source | Entity, name: Name) -> None:
        """That a node is the oldest of its name; persons by one name alone are left to people."""
        if len(name.words) < 2 and name.voice is SourceKind.PERSON:
            return
        known = self._world.oldest.setdefault((type(node), name.text, node.kind), node.id)
        if known != node.id:
            note = f"both documents name “{name.text}”"
            node_id = mint_id("judgement", node.id, "same", known, JUDGE)
            self._judgements.append(Judgement(node_id, node.id, "same", JUDGE, self._at, note, known))

    def _anchor(self, start: int, end: int) -> Anchor:
        return Anchor.of(self._text, start, end)
