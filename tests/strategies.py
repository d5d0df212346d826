"""Hypothesis strategies for the values of the model, shared by all tests.

    from strategies import graphs

`graphs()` are whole: every claim is asserted, every id that a node names is in the graph, every anchor is found in its
document. Texts hold any character but surrogates.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from claimgraph.ids import mint_id
from claimgraph.model import (
    Affiliation,
    Anchor,
    Assertion,
    Certainty,
    Citation,
    Claim,
    Content,
    Direction,
    Document,
    Entity,
    EntityKind,
    Evidentiality,
    Fidelity,
    Graph,
    Interest,
    Judgement,
    Link,
    LinkKind,
    LinkStatus,
    LinkType,
    Mention,
    Modality,
    Node,
    Polarity,
    Quantity,
    Review,
    ReviewVerdict,
    Slots,
    Source,
    SourceKind,
    Span,
    Stance,
    TimeSpan,
    Unread,
    Voice,
    mint_link_id,
)

TIMES = int(os.environ.get("CLAIMGRAPH_TIMES", "1"))
"""How many times as many examples as usual are drawn; `make soak` asks for many."""


def often(examples: int) -> settings:
    """So many examples of what takes long, and no clock, as the machine may be busy."""
    return settings(deadline=None, max_examples=examples * TIMES)


unhurried = settings(often(15), suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
"""For tests over whole graphs."""

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
"""Any short text that can be stored, control characters and the like included."""

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
"""The same, never empty."""

names = st.lists(texts, max_size=3).map(tuple)
numbers = st.floats(allow_nan=False)
dates = st.sampled_from(["2015-10", "2015-10-14/2015-10-20", "2015-10~", "2015-XX"])


def _maybe(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[str | None]:
    return st.none() | strategy


def spans(length: int) -> st.SearchStrategy[Span]:
    """A range of a text of this length, never empty unless the text is."""
    return st.tuples(st.integers(0, max(0, length - 1)), st.integers(1, 8)).map(lambda pair: Span(pair[0], min(length, sum(pair))))


def anchors(text: str) -> st.SearchStrategy[Anchor]:
    """Words of the text with their context."""
    return spans(len(text)).map(lambda span: Anchor.of(text, span.start, span.end))


quantities = st.builds(
    Quantity, low=st.none() | numbers, high=st.none() | numbers, unit=texts, comparator=st.sampled_from(["exactly", "about"]), words=texts
)
time_spans = st.builds(TimeSpan, from_=_maybe(dates), to=_maybe(dates), precision=st.sampled_from(["day", "month"]), words=texts)
slots = st.builds(
    Slots,
    subject=texts,
    predicate=texts,
    object=texts,
    polarity=st.sampled_from(Polarity),
    quantities=st.lists(quantities, max_size=2).map(tuple),
    place=_maybe(texts),
    time=st.none() | time_spans,
    terms=names,
    parse=texts,
)


reviews = st.none() | st.builds(
    Review,
    st.sampled_from(ReviewVerdict),
    st.integers(0, 9).map(lambda number: mint_id("judgement", number)),
    st.lists(st.integers(0, 9).map(lambda number: mint_id("assertion", number)), max_size=2, unique=True).map(tuple),
)


@st.composite
def documents(draw: st.DrawFn, number: int = 0) -> Document:
    """A document; `number` keeps those of one graph apart."""
    text = draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
    place = spans(len(text))
    fields = st.tuples(texts, place, _maybe(texts), st.booleans())
    marks = fields.map(lambda held: Citation(held[0], held[1].start, held[1].end, held[2], held[3]))
    return Document(
        id=mint_id("document", number, text),
        text=text,
        sha256=draw(st.text("0123456789abcdef", min_size=64, max_size=64)),
        media_type=draw(st.sampled_from(["text/plain", "text/html"])),
        url=draw(_maybe(texts)),
        archived_url=draw(_maybe(texts)),
        title=draw(_maybe(texts)),
        language=draw(st.sampled_from(["en", "de", ""])),
        authors=draw(names),
        publisher=draw(_maybe(texts)),
        published_at=draw(_maybe(dates)),
        citations=tuple(draw(st.lists(marks, max_size=2))),
        hidden=tuple(draw(st.lists(place, max_size=2))),
        unread=tuple(Unread(one.start, one.end, draw(texts)) for one in draw(st.lists(place, max_size=2))),
    )


@dataclass(frozen=True)
class _Cast:
    """Who and what the claims of one document can name."""

    document: Document
    sources: Sequence[Source]
    entities: Sequence[Entity]


@st.composite
def _casts(draw: st.DrawFn, number: int) -> _Cast:
    document = draw(documents(number))
    entities = [
        Entity(
            id=mint_id("entity", document.id, index),
            document=document.id,
            kind=draw(st.sampled_from(EntityKind)),
            name=draw(texts),
            variants=draw(names),
            same_as=tuple(draw(st.lists(texts | st.just(mint_id("entity", document.id, 0)), max_size=2))),
        )
        for index in range(draw(st.integers(1, 2)))
    ]
    known = st.sampled_from([entity.id for entity in entities])
    ids = [mint_id("source", document.id, index) for index in range(draw(st.integers(1, 3)))]
    sources = [
        Source(
            id=source_id,
            document=document.id,
            kind=draw(st.sampled_from(SourceKind)),
            name=draw(texts),
            variants=draw(names),
            affiliations=tuple(draw(st.lists(st.builds(Affiliation, texts, texts, _maybe(known)), max_size=2))),
            interests=tuple(draw(st.lists(st.builds(Interest, texts, st.sampled_from(Direction), _maybe(known)), max_size=2))),
            members=tuple(draw(st.lists(st.sampled_from(ids), max_size=2))),
        )
        for source_id in ids
    ]
    return _Cast(document, sources, entities)


@st.composite
def _claims(draw: st.DrawFn, cast: _Cast, number: int) -> Claim:
    known = st.sampled_from([entity.id for entity in cast.entities])
    mentions = st.builds(lambda entity, span: Mention(entity, span.start, span.end), known, spans(len(cast.document.text)))
    return Claim(
        id=mint_id("claim", cast.document.id, number),
        document=cast.document.id,
        text=draw(words),
        language=draw(st.sampled_from(["en", "fr"])),
        modality=draw(st.sampled_from(Modality)),
        slots=draw(slots),
        mentions=tuple(draw(st.lists(mentions, max_size=2))),
        review=draw(reviews),
    )


@st.composite
def _assertions(draw: st.DrawFn, cast: _Cast, content: Content) -> Assertion:
    text = cast.document.text
    speaker = draw(st.sampled_from(list(cast.sources)))
    return Assertion(
        id=mint_id("assertion", cast.document.id, speaker.id, content.id),
        document=cast.document.id,
        speaker=Voice(speaker.id, speaker.name, draw(st.none() | spans(len(text)))),
        stance=draw(st.sampled_from(Stance)),
        content=content,
        quote=draw(anchors(text)),
        cue=draw(st.none() | anchors(text)),
        verb=draw(texts),
        certainty=draw(st.sampled_from(Certainty)),
        hedges=tuple(draw(st.lists(anchors(text), max_size=2))),
        evidentiality=draw(st.sampled_from(Evidentiality)),
        fidelity=draw(st.sampled_from(Fidelity)),
        implied=draw(st.booleans()),
        said_at=draw(_maybe(dates)),
        review=draw(reviews),
    )


@st.composite
def _links(draw: st.DrawFn, claims: Sequence[Claim], assertions: Sequence[Assertion]) -> Link:
    types = list(LinkType)
    type_ = draw(st.sampled_from(types))
    kind = LinkKind.CONTRADICTS if types.index(type_) < types.index(LinkType.PREMISE) else LinkKind.SUPPORTS
    undercut = type_ is LinkType.UNDERCUT
    first = draw(st.sampled_from(list(claims)))
    others = [node.id for node in (assertions if undercut else claims)]
    second = draw(st.sampled_from(others))
    clash = st.lists(spans(20), max_size=2).map(tuple)
    return Link(
        id=mint_link_id(kind, type_, first.id, second),
        kind=kind,
        type=type_,
        from_=first.id,
        to=second,
        score=draw(st.floats(0, 1)),
        rationale=draw(texts),
        judge=draw(words),
        status=draw(st.sampled_from(LinkStatus)),
        clash_from=draw(clash),
        clash_to=draw(clash),
        stated_in=draw(_maybe(st.sampled_from([assertion.id for assertion in assertions]))),
    )


@st.composite
def graphs(draw: st.DrawFn, max_documents: int = 2) -> Graph:
    """A whole graph of a few documents with their claims, chains of assertions, links, judgements and identities."""
    casts = [draw(_casts(number)) for number in range(draw(st.integers(1, max_documents)))]
    claims, assertions = [], []
    for cast in casts:
        for number in range(draw(st.integers(1, 3))):
            claims.append(draw(_claims(cast, number)))
            content = Content(claim=claims[-1].id)
            for _ in range(draw(st.integers(1, 2))):
                assertions.append(draw(_assertions(cast, content)))
                content = Content(assertion=assertions[-1].id)
    links = draw(st.lists(_links(claims, assertions), max_size=4))
    sources = [source for cast in casts for source in cast.sources]
    targets = st.sampled_from([*(link.id for link in links), *(claim.id for claim in claims)])
    judgements = [
        Judgement(mint_id("judgement", number), draw(targets), draw(words), draw(words), draw(dates), draw(texts), draw(_maybe(targets)))
        for number in range(draw(st.integers(0, 2)))
    ]
    same = {sources[-1].id: sources[0].id} if len(sources) > 1 and draw(st.booleans()) else {}
    nodes: list[Node] = [*(cast.document for cast in casts), *sources, *(entity for cast in casts for entity in cast.entities)]
    return Graph.of([*nodes, *claims, *assertions, *links, *judgements], same)
