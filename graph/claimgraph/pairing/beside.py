"""What other reports of the same event say of the same matter, laid beside the statements of one document.

Nothing is judged here: it is what a person, or a model, reads next to each other, where rules alone find few contradictions.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from claimgraph.errors import NotFoundError
from claimgraph.link.events.matters import Statements, compared, differing, nearness, rarity_in
from claimgraph.link.text.sayings import Saying, sayings_of
from claimgraph.link.text.turns import Turns
from claimgraph.model import Document, Graph, Link, LinkStatus, Source
from claimgraph.pairing.nearby import reports_part
from claimgraph.pairing.reports import reports_of
from claimgraph.store import Store
from claimgraph.store.identities import heads
from claimgraph.store.moment import Moment
from claimgraph.store.schema import link

EACH = 3
"""How many statements of other reports are laid beside one."""
LEAST = 0.02
"""The least likelihood that what is laid beside a statement is of its matter: of all pairs of statements one in a hundred is."""


@dataclass(frozen=True, slots=True)
class Near:
    """A claim of another report that may speak of the same matter, in [0, 1] how likely; `link` is what joins the two already.

    `differs` names in what the two differ on their face ("figures", "denial"), which may be no contradiction.
    """

    claim: str
    document: str
    likelihood: float
    differs: tuple[str, ...] = ()
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """A claim of a document, in the order of its text, and what is nearest to it in other reports, the likeliest first."""

    claim: str
    near: tuple[Near, ...]


@dataclass(frozen=True, slots=True)
class Reports:
    """A document beside the other reports of its event: what of theirs lies near its statements, and the graph of all that is named.

    `others` are the documents by how much they share with it: the names that few documents hold weigh the most.
    """

    document: str
    others: Mapping[str, float]
    statements: tuple[Beside, ...]
    graph: Graph


def reports_beside(store: Store, document: str, *, each: int = EACH, least: float = LEAST) -> Reports:
    """A document beside the other reports of its event, as the store or view shows them. Raises NotFoundError."""
    with store.moment() as moment:
        told = next(iter(moment.live(Document, [document])), None)
        if told is None:
            raise NotFoundError(f"{document[:80]!r} is no document")
        others = reports_of(moment, told, below=moment.end)
        graph = reports_part(moment, [document, *others], [told])
        graph = replace(graph, sources={item.id: item for item in moment.live(Source, {a.speaker.id for a in graph.assertions.values()})})
        graph = replace(graph, same={**graph.same, **heads(moment, graph.claims)})
        linked = _linked(moment, graph)
    found = tuple(_beside(graph, document, [other for other in others if other in graph.documents], linked, each, least))
    kept = {item.claim for item in found} | {near.claim for item in found for near in item.near}
    return Reports(document, others, found, _narrowed(graph, kept, linked))


def _beside(
    graph: Graph, document: str, others: Sequence[str], linked: Mapping[frozenset[str], Link], each: int, least: float
) -> Iterator[Beside]:
    """What lies near each statement of a document among those of others, but for what people call the same already."""
    sayings = {name: _sayings(graph, name) for name in (document, *others)}
    rarity = rarity_in(list(sayings.values()))
    prepared = {name: Statements.of(said, rarity) for name, said in sayings.items() if said}
    mine, learned = prepared.get(document), nearness()
    rows = [(other, learned.between(mine, prepared[other])) for other in others if mine and other in prepared]
    for row, said in enumerate(sayings[document]):
        near = [
            (float(table[row, column]), said_there)
            for other, table in rows
            for column in np.flatnonzero(table[row] >= least)
            if graph.representative((said_there := sayings[other][column]).place.claim) != graph.representative(said.place.claim)
        ]
        best = sorted(near, key=lambda item: (-item[0], item[1].place.claim))[:each]
        yield Beside(said.place.claim, tuple(_near(said, other, likelihood, linked) for likelihood, other in best))


def _near(said: Saying, other: Saying, likelihood: float, linked: Mapping[frozenset[str], Link]) -> Near:
    link_ = linked.get(frozenset((said.place.claim, other.place.claim)))
    document = other.place.assertion.document
    return Near(other.place.claim, document, round(likelihood, 4), differing(said, other), link_.id if link_ else None)


def _sayings(graph: Graph, document: str) -> list[Saying]:
    """What a document states, each claim once, where it stands first."""
    first: dict[str, Saying] = {}
    for said in sayings_of(Turns.of(graph, graph.documents[document])):
        first.setdefault(said.place.claim, said)
    return compared([*first.values()])


def _linked(moment: Moment, graph: Graph) -> dict[frozenset[str], Link]:
    """The links between claims of the graph that were not dismissed."""
    ends = graph.claims.keys()
    found = (*moment.where(Link, link.c.from_id, ends), *moment.where(Link, link.c.to_id, ends))
    return {
        frozenset((item.from_, item.to)): item
        for item in found
        if {item.from_, item.to} <= ends and item.status is not LinkStatus.DISMISSED
    }


def _narrowed(graph: Graph, claims: set[str], linked: Mapping[frozenset[str], Link]) -> Graph:
    """The part of a graph that these claims rest on, with the links between them."""
    links = {item.id: item for ends, item in linked.items() if ends <= claims}
    return replace(graph, claims={name: item for name, item in graph.claims.items() if name in claims}, links=links)
