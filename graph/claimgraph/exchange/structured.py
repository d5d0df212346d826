"""Rows of claims as readings, and graphs as rows: `rows_of(Graph.of_reading(to_reading(rows))) == rows` for rows in normal form.

A document made from rows has one paragraph for each: the row's quote, or what it states where it has none. What rows deny
is encoded as everywhere: the denied claim, and the negative one that the denier endorses.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from claimgraph.exchange.edtf import ends_of, is_edtf, time_text
from claimgraph.exchange.rows import CELLS, COLUMNS, IDS, RELAY, Row, number_of, number_text
from claimgraph.ids import mint_id
from claimgraph.model import (
    Anchor,
    Assertion,
    Certainty,
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
    Modality,
    Polarity,
    Quantity,
    Reading,
    Slots,
    Source,
    SourceKind,
    Span,
    Stance,
    TimeSpan,
    Voice,
    mint_link_id,
)

LOSSES: tuple[str, ...] = (
    "One row stands for one first-hand assertion of a claim: links, judgements, findings and what was retracted are not carried.",
    "The text of a document is not carried beyond the quotes of its rows, nor are its authors, citations and archived address.",
    "Of the entities that a claim is about, the first is carried, and so of its quantities; of a time its EDTF, not the words found.",
    "Cues, hedges, evidentiality, verbs, variants, affiliations, interests and the members of collectives are not carried.",
    "Of a relaying source only the name is carried, as a source that reports; one whose name holds “ > ” comes back as two.",
)
"""What rows cannot carry of a graph, in sentences."""
GAP = "\n\n"
TABULAR = ("text/csv", "application/x-ndjson")
"""Media types of documents that are stretches of a table and have no name of their own."""
_WORDS = tuple(CELLS[name] for name in ("quote", "text"))
_SOURCES = {kind.value: kind for kind in SourceKind}
_ENTITIES = {kind.value: kind for kind in EntityKind}
_MODALITIES = {kind.value: kind for kind in Modality}
_POLARITIES = {kind.value: kind for kind in Polarity}
_STANCES = {kind.value: kind for kind in Stance}
_CERTAINTIES = {kind.value: kind for kind in Certainty}
_FIDELITIES = {kind.value: kind for kind in Fidelity}
_DENIED = Stance.DENIES.value


class Exported(NamedTuple):
    """A row with the ids of the claim and of the assertion that it was made from."""

    row: Row
    claim: str
    assertion: str

    def cells(self) -> tuple[str, ...]:
        """The cells in the order of `HEADER`."""
        return (*self.row, self.claim, self.assertion)


HEADER = (*COLUMNS, *IDS)
"""The columns of an export."""


def words_of(row: Row) -> str:
    """The words of a row in its document: its quote, or its claim where it has none."""
    return row.quote or row.text


def to_reading(rows: Mapping[str, Row], *, title: str | None = None, media_type: str = "text/plain") -> Reading:
    """The reading of one document made from rows in normal form by their ids (see `row_id`). Linear in the rows.

    They agree on the document; `title` is for those that name none. The id of the document rests on the rows alone.
    """
    return _Telling(rows, title, media_type).reading()


def rows_of(graph: Graph) -> Iterator[Exported]:
    """Every first-hand assertion of a claim as a row, in the order of the documents and of the quotes in each.

    An assertion that is only implied by a denial is left out, as the denial says it.
    """
    ordered = sorted(graph.assertions.values(), key=lambda item: item.id, reverse=True)
    outer = {item.content.assertion: item for item in ordered if item.content.assertion}
    places = {document: place for place, document in enumerate(graph.documents)}
    firsts = [item for item in graph.assertions.values() if item.content.claim and not item.implied]
    for item in sorted(firsts, key=lambda item: (places[item.document], item.quote.start, item.quote.end, item.id)):
        claim = graph.claims[item.content.id]
        yield Exported(_row(graph, claim, item, _relays(item, outer)), claim.id, item.id)


class _Telling:
    """The nodes of one document under construction."""

    def __init__(self, rows: Mapping[str, Row], title: str | None, media_type: str) -> None:
        self.rows = rows
        self.text = GAP.join(map(words_of, rows.values()))
        self.document = self._document(title, media_type)
        self.sources: dict[tuple[str, str], Source] = {}
        self.entities: dict[tuple[str, str], Entity] = {}
        self.claims: list[Claim] = []
        self.assertions: list[Assertion] = []
        self.links: list[Link] = []

    def reading(self) -> Reading:
        """All that the rows say."""
        start = 0
        for claim_id, row in self.rows.items():
            self._tell(row, claim_id, start)
            start += len(words_of(row)) + len(GAP)
        return Reading(
            self.document,
            assertions=tuple(self.assertions),
            claims=tuple(self.claims),
            entities=tuple(self.entities.values()),
            sources=tuple(self.sources.values()),
            links=tuple(self.links),
        )

    def _document(self, title: str | None, media_type: str) -> Document:
        first = next(iter(self.rows.values()))
        return Document(
            mint_id("document", "rows", *self.rows),
            self.text,
            hashlib.sha256(self.text.encode()).hexdigest(),
            media_type=media_type,
            url=first.url or None,
            title=first.document or title,
            language=first.language,
            publisher=first.publisher or None,
            published_at=first.published_at or None,
        )

    def _tell(self, row: Row, claim_id: str, start: int) -> None:
        words = words_of(row)
        end = start + len(words)
        claim = Claim(
            claim_id,
            self.document.id,
            row.text,
            row.language,
            _MODALITIES[row.modality],
            _slots(row),
            self._mentions(row, words, start),
        )
        self.claims.append(claim)
        quote = Anchor.of(self.text, start, end)
        told = self._assert(row, claim, quote, words)
        for place, name in enumerate(row.via.split(RELAY) if row.via else ()):
            told = self._relay(name, told, place, quote)
        if row.stance == _DENIED:
            self._deny(claim, quote, row)

    def _assert(self, row: Row, claim: Claim, quote: Anchor, words: str) -> Assertion:
        speaker = self._source(row.source, row.source_kind)
        place = words.find(row.source)
        mention = Span(quote.start + place, quote.start + place + len(row.source)) if place >= 0 else None
        made = Assertion(
            mint_id("assertion", claim.id, 0),
            self.document.id,
            Voice(speaker.id, row.source, mention),
            _STANCES[row.stance],
            Content(claim.id),
            quote,
            certainty=_CERTAINTIES[row.certainty],
            fidelity=_FIDELITIES[row.fidelity],
            said_at=row.said_at or None,
        )
        self.assertions.append(made)
        return made

    def _relay(self, name: str, told: Assertion, place: int, quote: Anchor) -> Assertion:
        speaker = self._source(name, SourceKind.ORGANISATION.value)
        node_id = mint_id("assertion", told.id, "via", place)
        made = Assertion(node_id, self.document.id, Voice(speaker.id, name), Stance.REPORTS, Content(assertion=told.id), quote)
        self.assertions.append(made)
        return made

    def _deny(self, denied: Claim, quote: Anchor, row: Row) -> None:
        """The negative of a denied claim, which the denier endorses by the same words."""
        denial = next(item for item in reversed(self.assertions) if item.content.claim == denied.id)
        negative = Claim(
            mint_id("claim", denied.id, "negative"),
            denied.document,
            f"Not so: {row.text}",
            denied.language,
            denied.modality,
            Slots(polarity=Polarity.NEGATIVE if denied.slots.polarity is Polarity.POSITIVE else Polarity.POSITIVE),
            denied.mentions,
        )
        self.claims.append(negative)
        endorsed = Assertion(
            mint_id("assertion", negative.id, 0),
            self.document.id,
            denial.speaker,
            Stance.ENDORSES,
            Content(negative.id),
            quote,
            certainty=denial.certainty,
            fidelity=denial.fidelity,
            implied=True,
            said_at=denial.said_at,
        )
        self.assertions.append(endorsed)
        self.links.append(_denial(denied, negative, denial))

    def _source(self, name: str, kind: str) -> Source:
        found = self.sources.get((name, kind))
        if found is None:
            made = Source(mint_id("source", self.document.id, kind, name), self.document.id, _SOURCES[kind], name)
            found = self.sources[name, kind] = made
        return found

    def _mentions(self, row: Row, words: str, start: int) -> tuple[Mention, ...]:
        """Where the words name the entity; all of them where they do so in other words."""
        if not row.entity:
            return ()
        key = (row.entity, row.entity_kind)
        found = self.entities.get(key)
        if found is None:
            made = Entity(mint_id("entity", self.document.id, row.entity_kind, row.entity), self.document.id, _ENTITIES[key[1]], key[0])
            found = self.entities[key] = made
        place = words.find(row.entity)
        if place < 0:
            return (Mention(found.id, start, start + len(words)),)
        return (Mention(found.id, start + place, start + place + len(row.entity)),)


def _slots(row: Row) -> Slots:
    return Slots(
        row.entity,
        row.attribute,
        row.value,
        _POLARITIES[row.polarity],
        _quantities(row),
        row.place or None,
        TimeSpan(*ends_of(row.time), row.time) if row.time else None,
    )


def _quantities(row: Row) -> tuple[Quantity, ...]:
    low, high = number_of(row.low), number_of(row.high)
    if low is None and high is None:
        low = high = number_of(row.value)
    if low is None and high is None:
        return (Quantity(None, None, row.unit, "about", row.value),) if row.unit else ()
    words = row.value or (row.low if low == high else f"{row.low}–{row.high}")
    return (Quantity(low, high, row.unit, _comparator(low, high), words),)


def _comparator(low: float | None, high: float | None) -> str:
    if high is None:
        return "least"
    if low is None:
        return "most"
    return "exactly" if low == high else "range"


def _denial(denied: Claim, negative: Claim, denial: Assertion) -> Link:
    return Link(
        mint_link_id(LinkKind.CONTRADICTS, LinkType.DENIAL, denied.id, negative.id),
        LinkKind.CONTRADICTS,
        LinkType.DENIAL,
        denied.id,
        negative.id,
        1.0,
        f"{denial.speaker.name} denies it.",
        "text",
        LinkStatus.CONFIRMED,
        stated_in=denial.id,
    )


def _relays(item: Assertion, outer: Mapping[str, Assertion]) -> Iterable[str]:
    """The names of those who relay an assertion, the nearest first."""
    here, seen = outer.get(item.id), {item.id}
    while here is not None and here.id not in seen:
        seen.add(here.id)
        yield here.speaker.name
        here = outer.get(here.id)


def _row(graph: Graph, claim: Claim, item: Assertion, relays: Iterable[str]) -> Row:
    document, speaker = graph.documents[item.document], graph.sources[item.speaker.id]
    slots = claim.slots
    entity = graph.entities[claim.mentions[0].entity] if claim.mentions else None
    low, high, unit = _numbers(slots)
    stretch = document.media_type in TABULAR and not document.url
    quoted = item.fidelity is not Fidelity.PARAPHRASE or item.quote.exact != claim.text
    return Row(
        speaker.name,
        speaker.kind.value,
        RELAY.join(relays),
        entity.name if entity else "",
        entity.kind.value if entity else EntityKind.THING.value,
        slots.predicate,
        slots.object,
        low,
        high,
        unit,
        _time(slots.time) if slots.time else "",
        slots.place or "",
        claim.text,
        item.quote.exact if quoted else "",
        item.fidelity.value,
        claim.language,
        claim.modality.value,
        slots.polarity.value,
        item.stance.value,
        item.certainty.value,
        item.said_at or "",
        document.url or "",
        "" if stretch else document.title or "",
        document.publisher or "",
        document.published_at or "",
        document.id,
    )


def _time(time: TimeSpan) -> str:
    """The words of a time where they are EDTF and say the same, else what its ends say."""
    known = is_edtf(time.words) and ends_of(time.words) == (time.from_, time.to, time.precision)
    return time.words if known else time_text(time.from_, time.to)


def _numbers(slots: Slots) -> tuple[str, str, str]:
    """The cells `low`, `high` and `unit`; the bounds are empty where the value says them itself."""
    if not slots.quantities:
        return "", "", ""
    first = slots.quantities[0]
    if first.low is not None and first.low == first.high == number_of(slots.object):
        return "", "", first.unit
    return number_text(first.low), number_text(first.high), first.unit
