"""The nodes of the graph as frozen values. They know no library, no store and no clock.

An assertion is one act: a source takes a stance on a claim, or on another source's assertion, at a place in a
document. "The author writes that M revealed that P reported that thirty died" is three assertions of one claim, each
the content of the one before.

Offsets count Unicode code points of the stored text of the document, end exclusive. Times are EDTF strings
(ISO 8601-2:2019, levels 0 and 1) or None where the text gives none.
A field whose name would be a Python keyword ends with an underscore here and without it in JSON.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from claimgraph.ids import mint_id

CONTEXT = 32
"""How many code points of context an anchor keeps on each side."""


class Modality(StrEnum):
    """What sort of thing a claim says."""

    FACT = "fact"
    EVALUATION = "evaluation"
    PREDICTION = "prediction"
    NORM = "norm"
    QUESTION = "question"
    CONDITIONAL = "conditional"


class Polarity(StrEnum):
    """Whether a claim says that something is, or is not, so."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Stance(StrEnum):
    """What a speaker does with the content of the assertion."""

    ENDORSES = "endorses"
    REPORTS = "reports"
    DOUBTS = "doubts"
    DENIES = "denies"
    CONCEDES = "concedes"
    ASKS = "asks"


class Fidelity(StrEnum):
    """How close the words of an assertion are to the speaker's own."""

    VERBATIM = "verbatim"
    PARAPHRASE = "paraphrase"
    SCARE_QUOTE = "scare-quote"


class Certainty(StrEnum):
    """How sure the speaker says to be."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNLIKELY = "unlikely"
    UNSTATED = "unstated"


class Evidentiality(StrEnum):
    """How the speaker says to know."""

    WITNESSED = "witnessed"
    TOLD = "told"
    DEDUCED = "deduced"
    UNSTATED = "unstated"


class SourceKind(StrEnum):
    """What sort of voice a source is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    OUTLET = "outlet"
    COLLECTIVE = "collective"


class EntityKind(StrEnum):
    """What sort of thing a claim is about."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    EVENT = "event"
    THING = "thing"


class Direction(StrEnum):
    """Whether an interest of a source pulls towards an entity or against it."""

    TOWARDS = "towards"
    AGAINST = "against"


class LinkKind(StrEnum):
    """The two edges of the graph."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"


class LinkType(StrEnum):
    """Why two things are linked: the first eight contradict, the last four support."""

    DENIAL = "denial"
    QUANTITY = "quantity"
    TIME = "time"
    PLACE = "place"
    CAUSE = "cause"
    STATES = "states"
    SCOPE = "scope"
    UNDERCUT = "undercut"
    PREMISE = "premise"
    EXAMPLE = "example"
    RESTATES = "restates"
    UPDATES = "updates"


class LinkStatus(StrEnum):
    """What has been decided about a link; apparent and dismissed links make no plain edge."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    APPARENT = "apparent"


class ReviewVerdict(StrEnum):
    """What a person decides about what was read in a text; the last takes back an earlier one."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    EDITED = "edited"
    SPLIT = "split"
    MERGED = "merged"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Review:
    """What a person decided about a claim or an assertion: by which judgement, and which nodes this one takes the place of."""

    verdict: ReviewVerdict
    judgement: str
    corrects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points of a text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Anchor(Span):
    """Words of a document and where they stand: `text[start:end] == exact`, always (Web Annotation, 4.2.4 and 4.2.5)."""

    exact: str
    prefix: str
    suffix: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Anchor":
        """The anchor of `text[start:end]` with its context."""
        return cls(start, end, text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])

    def holds_in(self, text: str) -> bool:
        """Whether the words are found in `text` where the anchor says."""
        return bool(self.exact) and text[self.start : self.end] == self.exact


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts: `low <= value <= high`, None where open; `words` as found."""

    low: float | None
    high: float | None
    unit: str
    comparator: str
    words: str


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """When something happened, in EDTF, with the words found; the ends are None where the text gives no date."""

    from_: str | None
    to: str | None
    precision: str
    words: str


@dataclass(frozen=True, slots=True)
class Slots:
    """What a claim says, in parts that can be compared; `terms` are its content lemmas in order.

    `parse` is the grammar of the claim's text on one line, one word after the other, each as
    `start|end|tag|dependency|head|entity|lemma` (Penn tags, ClearNLP dependencies, `head` counts the words from 0); empty
    where nobody has parsed it.
    """

    subject: str = ""
    predicate: str = ""
    object: str = ""
    polarity: Polarity = Polarity.POSITIVE
    quantities: tuple[Quantity, ...] = ()
    place: str | None = None
    time: TimeSpan | None = None
    terms: tuple[str, ...] = ()
    parse: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a document names an entity."""

    entity: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Claim:
    """What is stated, by nobody yet: a self-contained sentence with its slots. `review` is None where no person corrected it."""

    id: str
    document: str
    text: str
    language: str = "en"
    modality: Modality = Modality.FACT
    slots: Slots = field(default_factory=Slots)
    mentions: tuple[Mention, ...] = ()
    review: Review | None = None

    @property
    def entities(self) -> tuple[str, ...]:
        """The ids of the entities that the claim is about, each once, in order."""
        return tuple(dict.fromkeys([mention.entity for mention in self.mentions]))


@dataclass(frozen=True, slots=True)
class Voice:
    """The speaker of an assertion: the source, the name shown, and where the text names it (None for the author)."""

    id: str
    name: str
    mention: Span | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What an assertion is of: a claim or another assertion, exactly one of the two."""

    claim: str | None = None
    assertion: str | None = None

    def __post_init__(self) -> None:
        """Refuse both or neither."""
        if (self.claim is None) == (self.assertion is None):
            raise ValueError("an assertion's content is either a claim or an assertion")

    @property
    def id(self) -> str:
        """The id of the claim or assertion."""
        return self.claim or self.assertion or ""


@dataclass(frozen=True, slots=True)
class Assertion:
    """One act: a speaker takes a stance on a claim, or on another assertion, at a place in a document.

    `review` is None where no person has looked at it.
    """

    id: str
    document: str
    speaker: Voice
    stance: Stance
    content: Content
    quote: Anchor
    cue: Anchor | None = None
    verb: str = ""
    certainty: Certainty = Certainty.UNSTATED
    hedges: tuple[Anchor, ...] = ()
    evidentiality: Evidentiality = Evidentiality.UNSTATED
    fidelity: Fidelity = Fidelity.PARAPHRASE
    implied: bool = False
    said_at: str | None = None
    review: Review | None = None


@dataclass(frozen=True, slots=True)
class Affiliation:
    """That a source belongs to something, in the words of the text; `organisation` is a source or entity id, if known."""

    name: str
    words: str
    organisation: str | None = None
    assertion: str | None = None


@dataclass(frozen=True, slots=True)
class Interest:
    """That a source has a stake in something, as stated in an assertion."""

    name: str
    direction: Direction
    entity: str | None = None
    assertion: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A voice as one document names it; that two are the same is a judgement. `members` are the voices of a collective."""

    id: str
    document: str
    kind: SourceKind
    name: str
    variants: tuple[str, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    interests: tuple[Interest, ...] = ()
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """What claims are about, as one document names it; that two are the same is a judgement."""

    id: str
    document: str
    kind: EntityKind
    name: str
    variants: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference mark in a document; `dangling` where the note it points at is missing."""

    mark: str
    start: int
    end: int
    target: str | None = None
    dangling: bool = False


@dataclass(frozen=True, slots=True)
class Unread(Span):
    """A sentence of a document that states something and of which its reading made nothing, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """What carries words; its text never changes, a new version is a new document that revises the old one."""

    id: str
    text: str
    sha256: str
    media_type: str = "text/plain"
    url: str | None = None
    archived_url: str | None = None
    title: str | None = None
    language: str = "en"
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published_at: str | None = None
    citations: tuple[Citation, ...] = ()
    hidden: tuple[Span, ...] = ()
    revises: str | None = None
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A supports or contradicts edge with all it rests on.

    `from_` and `to` are ids of claims, links or assertions (an undercut points at a link or an assertion). `score` in
    [0, 1] is how sure the judge is. The clash spans are ranges of the document of each end (end exclusive). Either
    the text states it (`stated_in`, an assertion) or `judge` found it (`rule:NAME@VERSION`, `model:…`, `person:…`).
    """

    id: str
    kind: LinkKind
    type: LinkType
    from_: str
    to: str
    score: float
    rationale: str
    judge: str
    status: LinkStatus = LinkStatus.PROPOSED
    clash_from: tuple[Span, ...] = ()
    clash_to: tuple[Span, ...] = ()
    stated_in: str | None = None


def mint_link_id(kind: LinkKind, type_: LinkType, from_: str, to: str) -> str:
    """The id of a link between two nodes: contradictions have no direction, so their ends are sorted first."""
    ends = sorted((from_, to)) if kind is LinkKind.CONTRADICTS and type_ is not LinkType.UNDERCUT else [from_, to]
    return mint_id("link", kind, type_, *ends)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision on a link, an extraction or an identity; append-only.

    `other` is the second node of an identity, the assertion that another is merged with, or the judgement that is undone.
    """

    id: str
    target: str
    verdict: str
    judge: str
    at: str
    note: str = ""
    other: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution frame as the text shows it: who (None where left out), the cue, and what is attributed."""

    cue: Span
    source: Span | None
    content: tuple[Span, ...]
    assertions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingStep:
    """One thing that leads to a finding: a node, what it does there in words, and the words of a document by which it does.

    `voice` is the source that speaks, "" where none does; a link has no words of its own.
    """

    node: str
    says: str
    voice: str = ""
    document: str = ""
    anchor: Anchor | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A gap worth knowing; derived, never stored as truth. `kind` is a stable word, `target` the node it is about.

    `steps` are what leads to it, in order, as many as are kept.
    """

    kind: str
    target: str
    message: str
    anchor: Anchor | None = None
    steps: tuple[FindingStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """What was left out of a reading, with the reason: what a reader proposed and the checks refused, and what no rule made a claim of."""

    what: str
    reason: str
    words: str


@dataclass(frozen=True, slots=True)
class Proposals:
    """What a language model was asked of one document, and what came of it beside what the rules had read.

    `nodes` are the claims, assertions and sources that it alone proposed, `merged` counts what was there already. `pieces` of
    the text were to be asked about, `asked` were. `cost` is in the unit of the prices, None where there are none. `problem`
    says in one line what went wrong, "" where nothing did.
    """

    judge: str
    nodes: tuple[str, ...] = ()
    merged: int = 0
    pieces: int = 0
    asked: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one document; a value, nothing of it is stored yet."""

    document: Document
    assertions: tuple[Assertion, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    claims: tuple[Claim, ...] = ()
    entities: tuple[Entity, ...] = ()
    sources: tuple[Source, ...] = ()
    links: tuple[Link, ...] = ()
    findings: tuple[Finding, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    proposals: Proposals | None = None


Node = Document | Claim | Assertion | Source | Entity | Link | Judgement


@dataclass(frozen=True, slots=True)
class Graph:
    """A part of the store, or all of it, as plain values by id, oldest first.

    `same` maps the id of a source, entity or claim to the one that stands for its group, where a judgement says that they
    are the same; ids that stand for themselves are left out. `recorded` is the graph as it is recorded, where in this one
    claims that are the same are one: see `claimgraph.folding`.
    """

    documents: Mapping[str, Document] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    entities: Mapping[str, Entity] = field(default_factory=dict)
    claims: Mapping[str, Claim] = field(default_factory=dict)
    assertions: Mapping[str, Assertion] = field(default_factory=dict)
    links: Mapping[str, Link] = field(default_factory=dict)
    judgements: Mapping[str, Judgement] = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)
    recorded: "Graph | None" = None

    @classmethod
    def of(cls, nodes: Iterable[Node], same: Mapping[str, str] | None = None) -> "Graph":
        """The graph that holds these nodes, in the order given."""
        shelves: dict[type, dict[str, Node]] = {kind: {} for kind in SHELVES}
        for node in nodes:
            shelves[type(node)][node.id] = node
        return cls(**{name: shelves[kind] for kind, name in SHELVES.items()}, same=same or {})  # type: ignore[arg-type]

    @classmethod
    def of_reading(cls, reading: Reading) -> "Graph":
        """What one reading holds, as a graph."""
        return cls.of((reading.document, *reading.sources, *reading.entities, *reading.claims, *reading.assertions, *reading.links))

    def nodes(self) -> Iterable[Node]:
        """All nodes: documents, sources, entities, claims, assertions, links, judgements."""
        for name in SHELVES.values():
            yield from getattr(self, name).values()

    def representative(self, node_id: str) -> str:
        """The id that stands for a source, entity or claim: itself, or the head of its group."""
        return self.same.get(node_id, node_id)

    @property
    def apart(self) -> "Graph":
        """The graph with each claim by itself, in its own words."""
        return self.recorded or self


SHELVES: Mapping[type, str] = MappingProxyType(
    {
        Document: "documents",
        Source: "sources",
        Entity: "entities",
        Claim: "claims",
        Assertion: "assertions",
        Link: "links",
        Judgement: "judgements",
    }
)
"""Each kind of node and the name of what holds many of it, in the order in which nodes refer to earlier ones."""
