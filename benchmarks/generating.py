"""A made-up claim graph of any size, shaped as news is: for measuring how the store bears it.

    from generating import readings

Documents of 8 to 16 claims tell what authors write and what voices say through each other. Voices and what claims are about
are drawn from some 5,000 names, a few of them everywhere (Zipf); the same name in two documents is one by a judgement, as
`claimgraph.ingest.identity` makes it. Three claims in twenty answer contested questions (see `contests`). Anchors
hold byte for byte. The same seed gives the same graph, and what is remembered is bounded, however long it goes on.
"""

import hashlib
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
    Citation,
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

A_DAY = 220
"""How many documents appear on one day."""
CONTESTED, SPOKEN, RELAYED, DENIED = 0.15, 0.25, 0.07, 0.1
"""How many of the claims answer a contested question, are said by a voice, are relayed by a second one, and of those said are denied."""
FOCUS, VAGUE = 0.4, 0.4
"""How often a statement is about what its document is about, and how often it gives no name."""
Told = tuple[Reading, tuple[Judgement, ...]]

_VERBS = (
    ("said", "say", Stance.ENDORSES),
    ("said", "say", Stance.ENDORSES),
    ("reported", "report", Stance.ENDORSES),
    ("claimed", "claim", Stance.ENDORSES),
    ("insisted", "insist", Stance.ENDORSES),
    ("announced", "announce", Stance.ENDORSES),
    ("argued", "argue", Stance.ENDORSES),
    ("conceded", "concede", Stance.CONCEDES),
    ("doubted", "doubt", Stance.DOUBTS),
)
_HEDGES = (
    ("Apparently", Certainty.PROBABLE, Evidentiality.TOLD),
    ("Perhaps", Certainty.POSSIBLE, Evidentiality.UNSTATED),
    ("Probably", Certainty.PROBABLE, Evidentiality.DEDUCED),
    ("Undoubtedly", Certainty.CERTAIN, Evidentiality.UNSTATED),
    ("It is hardly likely that", Certainty.UNLIKELY, Evidentiality.UNSTATED),
)
_OPENINGS = (
    "",
    "",
    "",
    "",
    "Meanwhile, ",
    "At the same time, ",
    "Two days earlier, ",
    "As the inquiry goes on, ",
    "To the surprise of many, ",
)


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
        plan = _Plan(chance)
        voices = [cast.voices.draw(chance) for _ in range(1 + int(chance.random() * 4))]
        scene: dict[str, Filler] = {
            "place": cast.places.draw(chance),
            "body": cast.bodies.draw(chance),
            "person": cast.persons.draw(chance),
        }
        for _ in range(8 + int(chance.random() * 9)):
            contest = self.contests.next() if chance.random() < CONTESTED else None
            plan.add(contest, contest.answer(chance) if contest else self._aside(scene), voices)
        self.told += 1
        pages = _Pages(self, plan.document(author, outlet, day, self.told), f"{day}T12:00:00+00:00")
        return pages.written(author, plan.sentences)

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


@dataclass(frozen=True, slots=True)
class _Hop:
    """One act of speech: who, and where the text has the name, the cue, and the words that it is of."""

    voice: Name
    mention: tuple[int, int]
    cue: tuple[int, int]
    verb: str
    stance: Stance
    fidelity: Fidelity
    words: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One sentence: where its statement starts in the text, who said it (the innermost first), and the author's hedge."""

    contest: Contest | None
    statement: Statement
    start: int
    whole: tuple[int, int]
    hops: tuple[_Hop, ...]
    hedge: tuple[int, Certainty, Evidentiality] | None


class _Plan:
    """A text under way, sentence after sentence."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._parts: list[str] = []
        self._length = 0
        self.sentences: list[_Sentence] = []
        self._citations: list[Citation] = []

    def add(self, contest: Contest | None, statement: Statement, voices: list[Name]) -> None:
        """Write one more sentence that holds the statement."""
        if self._parts:
            self._write("\n" if len(self.sentences) % 5 == 0 else " ")
        else:
            self._write(f"{_capital(statement.text)}\n")
        lot = self._chance.random()
        if lot < SPOKEN + RELAYED:
            self._said(contest, statement, voices, relayed=lot < RELAYED)
        else:
            self._written(contest, statement)
        self._write(".")
        if self._chance.random() < 0.01:
            mark = f"[{len(self._citations) + 1}]"
            self._citations.append(Citation(mark, self._length, self._length + len(mark), dangling=True))
            self._write(mark)

    def document(self, author: Name, outlet: Name, day: str, number: int) -> Document:
        """The finished document."""
        text = "".join(self._parts)
        title = _capital(self.sentences[0].statement.text)
        url = f"https://{outlet.text.replace(' ', '-').lower()}.example/{day.replace('-', '/')}/{number}"
        sha = hashlib.sha256(text.encode()).hexdigest()
        return Document(
            mint_id("document", text, url),
            text,
            sha,
            url=url,
            title=title,
            authors=(author.text,),
            publisher=outlet.text,
            published_at=day,
            citations=tuple(self._citations),
        )

    def _write(self, words: str) -> int:
        """Where the words were put."""
        start = self._length
        self._parts.append(words)
        self._length = start + len(words)
        return start

    def _written(self, contest: Contest | None, statement: Statement) -> None:
        """What the author says in words of their own."""
        lot = self._chance.random()
        hedge, start = None, self._length
        if lot < 0.08:
            words, certainty, evidentiality = _HEDGES[int(lot * 12.5 * len(_HEDGES))]
            hedge = (self._write(f"{words} "), certainty, evidentiality)
            text = statement.text
        else:
            opening = _OPENINGS[int(lot * len(_OPENINGS))]
            start = self._write(opening) + len(opening)
            text = statement.text if opening else _capital(statement.text)
        place = self._write(text)
        self.sentences.append(_Sentence(contest, statement, place, (start, self._length), (), hedge))

    def _said(self, contest: Contest | None, statement: Statement, voices: list[Name], *, relayed: bool) -> None:
        """What a voice says, or what it says according to another one."""
        chance, begin = self._chance, self._length
        first = voices[int(chance.random() * len(voices))]
        second = voices[int(chance.random() * len(voices))] if relayed else first
        outer = None
        if second is not first:
            named = self._write(second.text)
            cue = self._write(" revealed that ") + 1
            outer = (second, (named, named + len(second.text)), (cue, cue + 8))
            begin = self._length
        denies = statement.pattern.varied == "not" and statement.fillers["not"] is not NOT and chance.random() < DENIED * 2
        verb, lemma, stance = ("denied", "deny", Stance.DENIES) if denies else _VERBS[int(chance.random() * len(_VERBS))]
        named = self._write(first.text)
        quoted = chance.random() < 0.2 and not denies
        cue = self._write(f" {verb}: “" if quoted else f" {verb} that ") + 1
        start = self._write(_capital(statement.text) if quoted else statement.text)
        words = (start, self._length)
        if quoted:
            self._write("”")
        fidelity = Fidelity.VERBATIM if quoted else Fidelity.PARAPHRASE
        hops = [_Hop(first, (named, named + len(first.text)), (cue, cue + len(verb)), lemma, stance, fidelity, words)]
        if outer:
            hops.append(_Hop(*outer, "reveal", Stance.REPORTS, Fidelity.PARAPHRASE, (begin, self._length)))
        whole = outer[1][0] if outer else begin
        self.sentences.append(_Sentence(contest, statement, start, (whole, self._length), tuple(hops), None))


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

    def written(self, author: Name, sentences: list[_Sentence]) -> Told:
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

    def _sentence(self, author: Name, sentence: _Sentence) -> None:
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
        text = f"{_capital(statement.text)}."
        node_id = mint_id("claim", self._document.id, start, start + len(statement.text), text)
        made = Claim(node_id, self._document.id, text, "en", statement.pattern.modality, statement.slots, mentions)
        self._claims.append(made)
        return made

    def _chain(self, author: Name, sentence: _Sentence, claim: Claim) -> Assertion:
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

    def _hop(self, hop: _Hop, content: Content) -> Assertion:
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

    def _deny(self, hop: _Hop, sentence: _Sentence, claim: Claim, denial: Assertion) -> None:
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

    def _contest(self, contest: Contest, claim: Claim, sentence: _Sentence) -> None:
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


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
