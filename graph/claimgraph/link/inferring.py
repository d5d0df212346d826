"""What a model of entailment proposes: contradictions between claims of two voices that share what they speak of.

Such models were taught on sentences of one scene, so that they hold any two for opposed that differ, and a sweeping one ("nobody came")
for opposed to all. So they are asked only of claims with a noun or verb in common, in both directions, and the lesser answer counts.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from claimgraph.link.entailment import EntailmentModel
from claimgraph.link.pairs.alignment import align
from claimgraph.link.pairs.profile import Profile, profile_of
from claimgraph.link.pairs.scope import different_scope
from claimgraph.link.text.places import Place
from claimgraph.link.text.turns import Turns
from claimgraph.model import Claim, Graph, Link, LinkKind, LinkStatus, LinkType, mint_link_id

SCORE = 0.5
"""What a proposal counts, as that of a language model does: such a model is surer than it is right."""
MOST_EACH = 2
"""How many contradictions of one claim are proposed for a document, the likeliest: what is opposed to all says little of any."""


@dataclass(frozen=True, slots=True)
class Side:
    """A claim where it is told, and on whose side its voice speaks."""

    claim: Claim
    place: Place
    camp: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims of which a model is asked, and whether they surely speak of one scene: reports of one event."""

    a: Side
    b: Side
    of_one_scene: bool = False

    @property
    def bar(self) -> "Bar":
        """What a contradiction of the two has to reach."""
        return ONE_SCENE if self.of_one_scene else ANY

    @property
    def texts(self) -> tuple[str, str]:
        """The sentences of both claims."""
        return self.a.claim.text, self.b.claim.text


@dataclass(frozen=True, slots=True)
class Bar:
    """The least of both answers for which a contradiction is proposed, and how much of each, and of one, the other claim has to say too."""

    answer: float
    each: float
    one: float


ANY, ONE_SCENE = Bar(0.985, 0.2, 0.4), Bar(0.98, 0.0, 0.4)
"""Chosen on annotated articles, and on four reports of one event."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was proposed for a document, of how many pairs the model was asked, and how many were left out for their number."""

    links: tuple[Link, ...]
    pairs: int
    cut: int


def sides_of(graph: Graph) -> list[Side]:
    """What is told in the documents of a graph, in order."""
    turns = (Turns.of(graph, document) for document in graph.documents.values())
    return [Side(graph.claims[place.claim], place, told.camp(place)) for told in turns for place in told.told()]


def pairs_inside(graph: Graph) -> Iterator[Pair]:
    """The pairs of sayings of the one document of a graph, none of which is part of the other."""
    sides = sides_of(graph)
    for number, later in enumerate(sides):
        yield from (Pair(earlier, later) for earlier in sides[:number] if earlier.place.end <= later.place.start)


def infer(model: EntailmentModel, pairs: Iterable[Pair], *, most: int) -> Asked:
    """The contradictions that a model proposes among pairs, asked of the `most` that have the most in common."""
    near = sorted(_alike(pairs), key=lambda item: (-item[0], item[1].a.claim.id, item[1].b.claim.id))
    asked = [pair for _, pair in near[:most]]
    there = model.contradictions([pair.texts for pair in asked])
    likely = [(pair, p) for pair, p in zip(asked, there, strict=True) if p >= pair.bar.answer]
    back = model.contradictions([pair.texts[::-1] for pair, _ in likely])
    found = [(min(p, q), pair) for (pair, p), q in zip(likely, back, strict=True) if q >= pair.bar.answer]
    return Asked(tuple(_link(model, pair, score) for score, pair in _few_each(found)), len(asked), len(near) - len(asked))


def _alike(pairs: Iterable[Pair]) -> Iterator[tuple[float, Pair]]:
    """The pairs of two camps that speak of one thing in one time and place, with how much they share."""
    for pair in pairs:
        one, other = profile_of(pair.a.claim), profile_of(pair.b.claim)
        if pair.a.camp != pair.b.camp and pair.a.claim.id != pair.b.claim.id and _have_a_word_in_common(one, other):
            view = align(one, other)
            least, most = view.shares()
            if least >= pair.bar.each and most >= pair.bar.one and not different_scope(view):
                yield least + most, pair


def _have_a_word_in_common(one: Profile, other: Profile) -> bool:
    """Whether two claims share a noun or verb that is no name."""
    places = {place for key in one.index.keys() & other.index.keys() for place in one.index[key]}
    return any(one.terms[place].tag[:2] in ("NN", "VB") and not one.terms[place].tag.startswith("NNP") for place in places)


def _few_each(found: Sequence[tuple[float, Pair]]) -> Iterator[tuple[float, Pair]]:
    """What was found, the likeliest first, of no claim more than a few."""
    taken = Counter[str]()
    for score, pair in sorted(found, key=lambda item: -item[0]):
        ends = pair.a.claim.id, pair.b.claim.id
        if max(taken[end] for end in ends) < MOST_EACH:
            taken.update(ends)
            yield score, pair


def _link(model: EntailmentModel, pair: Pair, score: float) -> Link:
    a, b = pair.a.claim, pair.b.claim
    one, other = profile_of(a), profile_of(b)
    type_ = LinkType.DENIAL if one.denies != other.denies else LinkType.QUANTITY if one.counts and other.counts else LinkType.STATES
    return Link(
        id=mint_link_id(LinkKind.CONTRADICTS, type_, a.id, b.id),
        kind=LinkKind.CONTRADICTS,
        type=type_,
        from_=a.id,
        to=b.id,
        score=SCORE,
        rationale=f"A model of entailment holds that either is false if the other is true ({score:.3f}).",
        judge=model.judge,
        status=LinkStatus.PROPOSED,
    )
