"""From a text to the record: the one place that reads, links and stores in turn; what only reads is `claimgraph.ingest.reading`."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from claimgraph.collecting import uncollected
from claimgraph.errors import ConflictError, InputError
from claimgraph.extract import read
from claimgraph.extract.llm import LanguageModel, second_reading
from claimgraph.extract.statements.denial import opposite
from claimgraph.extract.statements.slots import fill_slots
from claimgraph.extract.statements.unread import SENTENCE
from claimgraph.ids import mint_id
from claimgraph.ingest.documents import make_document
from claimgraph.ingest.identity import same_names
from claimgraph.ingest.proposing import proposed_names
from claimgraph.ingest.reading import read_all as read_all
from claimgraph.ingest.reading import read_bytes as read_bytes
from claimgraph.ingest.reading import read_path as read_path
from claimgraph.ingest.reading import read_received as read_received
from claimgraph.ingest.reading import read_text as read_text
from claimgraph.link import Comparison, compare, link_across, link_reading, link_rows
from claimgraph.model import Claim, Document, Graph, Judgement, Link, LinkStatus, Proposals, Reading, Slots
from claimgraph.pairing import follow, follow_near, joined_links, nearby, place, rows_nearby, waiting
from claimgraph.review import Grammar
from claimgraph.store import Added, Store

TRIES = 20
"""How often an addition starts anew because another writer was quicker."""

Head = Callable[[str], str]
LONGEST_STATEMENT = 10_000
PROPOSED = "proposed"
"""The verdict on an extraction that a language model made and nobody has looked at."""
DROPPED = "dropped"
"""The verdict on a document for each thing that a language model proposed of it and the checks refused."""
MOST_DROPPED = 100
"""Of how many of these the record keeps the words and the reason."""


def propose(reading: Reading, model: LanguageModel | None, store: Store | None = None) -> Reading:
    """A reading with what a language model proposes besides; as it is without a model, or where the store knows the document.

    What the model does never raises: `proposals` says what came of it.
    """
    if model is None or (store is not None and _is_known(store.whole(), reading.document.id)):
        return reading
    more = second_reading(reading, model)
    if more.proposals is None or not more.proposals.nodes:
        return more
    fresh = set(more.proposals.nodes)
    found = (link for link in link_reading(Graph.of_reading(more)) if fresh & {link.from_, link.to, link.stated_in})
    return replace(more, links=(*more.links, *(_only_proposed(link, more.proposals) for link in found)))


def _is_known(store: Store, document: str) -> bool:
    """Whether a document is in the store, or its words were erased: then they go nowhere."""
    return bool(store.living("documents", [document]) or store.erased([document]))


def _only_proposed(link: Link, proposals: Proposals) -> Link:
    """A link that rests on what a model proposed: nothing of it is confirmed by a text that the model read."""
    if link.status is not LinkStatus.CONFIRMED:
        return link
    return replace(link, status=LinkStatus.PROPOSED, judge=proposals.judge, stated_in=None)


def add_reading(store: Store, reading: Reading, *, actor: str, collection: str | None = None) -> Added:
    """Store a reading with its links to what is known, in one entry, into a collection where one is given.

    A document that is there changes nothing, unless it comes into the collection with this. Where a store was never compared, or long
    ago, nobody waits for that: the document is stored, and waits for `claimgraph.ingest.waiting`.
    """
    for _ in range(TRIES):
        try:
            with store.turn(), uncollected():
                return _add(store, reading, actor, collection or store.collection)
        except ConflictError as error:
            if error.code == "was-erased":
                raise
            # another process wrote in between
    raise ConflictError(f"{reading.document.id} was not added: others kept writing; try again")


def _add(store: Store, reading: Reading, actor: str, collection: str | None) -> Added:
    waits = waiting(store) is not None or not follow_near(store)  # in turn, where others wait
    seq = store.seq()
    views = [store.whole(), *([store.within(collection)] if collection else [])]
    names = [_names(view, reading) for view in views]
    near = [] if waits else [nearby(view, Graph.of_reading(reading), same) for view, (same, _) in zip(views, names, strict=True)]
    links = joined_links(views, [item.links() for item in near]) if near else ()
    judged = {item.id: item for same, alike in names for item in (*same, *alike)}  # who is one in both is one judgement
    judgements = (*judged.values(), *_proposed(reading))
    added = store.add(reading, links, judgements, actor=actor, if_seq=seq, collection=collection, waiting=waits)
    if added.already or waits:
        return added
    place(store, reading.claims, near[0].blocks, seq=added.seq)
    return replace(added, cut=len(near[0].cuts))


def _names(store: Store, reading: Reading) -> tuple[tuple[Judgement, ...], tuple[Judgement, ...]]:
    """Who of a reading is one with whom in a store or a collection, and who may be."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    return tuple(same_names(reading, store, at)), tuple(proposed_names(reading, store, at))


def phrased(text: str) -> Slots:
    """The slots of one sentence."""
    return fill_slots([text])[0]


GRAMMAR = Grammar(phrased, opposite)
"""What correcting asks of the parser."""


def read_again(document: Document) -> Reading:
    """What the rules of today read from a document that is stored; links between its claims are left to `links_around`."""
    return read(document)


def links_around(store: Store, graph: Graph, claims: Set[str], *, beside: Iterable[str] = ()) -> tuple[Link, ...]:
    """The links of these claims with each other, with the others of their one document, which `graph` is, and with what the store holds.

    `graph` has those links of its claims alone that are not to be found again; `beside` are claims of other documents to compare
    with at all events.
    """
    document = next(iter(graph.documents.values()))
    fresh = claims | {item.id for item in graph.assertions.values() if item.content.claim in claims}
    follow(store)
    whole, ends = store.whole(), set(beside)
    near = nearby(whole, graph, ())
    across = replace(near, pairs=tuple(pair for pair in near.pairs if pair[0].id in claims)).links()
    joined = link_across(graph, _others(whole.graph(ends), document)) if ends else ()
    found = (link for link in (*link_reading(_alone(graph)), *across, *joined) if fresh & {link.from_, link.to, link.stated_in})
    return tuple({link.id: link for link in found}.values())


def _alone(graph: Graph) -> Graph:
    """A document without its links with others."""
    ends = (link for link in graph.links.values() if not {link.from_, link.to} <= graph.claims.keys() | graph.assertions.keys())
    away = {link.id for link in ends}
    return Graph.of((node for node in graph.nodes() if node.id not in away), graph.same)


def _others(graph: Graph, document: Document) -> Graph:
    """A part of the store without links, and without what one document carries."""
    nodes = (node for node in graph.nodes() if not isinstance(node, Link | Judgement) and getattr(node, "document", node.id) != document.id)
    return Graph.of(nodes, graph.same)


def _proposed(reading: Reading) -> Iterator[Judgement]:
    """Judgements by which the record keeps what of a reading a language model alone proposed, and what its checks dropped and why."""
    if reading.proposals is None:
        return
    at, judge, document = datetime.now(UTC).isoformat(timespec="seconds"), reading.proposals.judge, reading.document.id
    for node in reading.proposals.nodes:
        note = "read by a language model, not by the rules"
        yield Judgement(mint_id("judgement", node, PROPOSED, judge), node, PROPOSED, judge, at, note)
    refused = [item for item in reading.dropped if item.what != SENTENCE]
    for number, item in enumerate(refused[:MOST_DROPPED]):
        note = f"{item.what}: {item.reason}: “{item.words}”"
        yield Judgement(mint_id("judgement", document, DROPPED, judge, str(number)), document, DROPPED, judge, at, note)


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking new rows found: the links, the claims compared with the last only, and in which blocks each comes to stand."""

    links: tuple[Link, ...]
    cut: Set[str]
    blocks: Mapping[str, tuple[int, ...]]


def link_table(views: Sequence[Store], graphs: Sequence[Graph], judgements: Sequence[Judgement], head: Head) -> Linked:
    """The links of new rows with each other and with rows that the store, the first view, and maybe a collection hold.

    `head` tells who stands for an entity, `judgements` who of these is one with whom.
    """
    found, cut = link_rows(graphs, head)
    new = Graph.of(node for graph in graphs for node in graph.nodes())
    follow(views[0])
    met = [rows_nearby(view, new, judgements) for view in views]
    links = {link.id: link for link in (*found, *(link for item in met for link in item.links))}
    return Linked(tuple(links.values()), cut | {one.claim for item in met for one in item.cuts}, met[0].blocks)


def compare_texts(first: str, second: str) -> Comparison:
    """Whether two statements about one scene contradict, support or neither; raises InputError."""
    return compare(*statements((first, second)))


def statements(texts: Iterable[str]) -> list[Claim]:
    """Bare statements as claims of no document; raises InputError where one is empty or too long."""
    kept = list(texts)
    for text in kept:
        if not text.strip():
            raise InputError("a statement to compare is empty", code="empty")
        if len(text) > LONGEST_STATEMENT:
            raise InputError(f"a statement to compare has {len(text):,} characters; at most {LONGEST_STATEMENT:,} are read", code="limit")
        make_document(text)
    filled = fill_slots(kept)
    return [Claim(mint_id("claim", "", text), "", text, slots=slots) for text, slots in zip(kept, filled, strict=True)]
