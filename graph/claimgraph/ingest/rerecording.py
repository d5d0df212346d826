"""A revision of one document into the record, with the links that come and go with it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TypeVar

from claimgraph.chains import Chains
from claimgraph.errors import ConflictError, NotFoundError
from claimgraph.ids import kind_of, mint_id
from claimgraph.ingest.identity import same_names
from claimgraph.ingest.pipeline import TRIES, links_around
from claimgraph.model import Assertion, Claim, Entity, Graph, Judgement, Link, LinkType, Node, Reading, Source
from claimgraph.review import Change, Revision
from claimgraph.store import Store

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be recorded of one document, and as what: the entry's verb, who made it, and of which entry it was thought out."""

    document: str
    revision: Revision
    verb: str
    actor: str
    seq: int
    judgements: tuple[Judgement, ...] = ()
    note: str = ""
    versions: Collection[str] | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What came of it: the entry of the journal, and the ids of what it recorded and retracted; none where nothing differs."""

    seq: int
    recorded: tuple[str, ...] = ()
    retracted: tuple[str, ...] = ()


def in_turn(store: Store, work: Callable[[], T]) -> T:
    """What `work` makes of the record, again where another writer was quicker; raises ConflictError where that never ends."""
    for _ in range(TRIES):
        try:
            with store.turn():
                return work()
        except ConflictError as error:
            if error.code != "conflict":
                raise
    raise ConflictError("others kept writing, and nothing was changed: try again")


def document_graph(store: Store, document: str, changes: Iterable[Change] = ()) -> Graph:
    """All of one document as the whole record holds it, with its links, and with the voices that changes name; raises NotFoundError."""
    whole = store.whole()
    wanted = {mint_id("source", document, " ".join(change.speaker.split())) for change in changes if change.speaker}
    graph = whole.graph([document], beside=wanted & whole.living("sources", wanted))
    if document not in graph.documents:
        raise NotFoundError(f"the document {document} is not in this store")
    return graph


def record_plan(store: Store, graph: Graph, plan: Plan) -> Recorded:
    """Record what is planned for a document, which `graph` holds as it is; raises ConflictError."""
    after = _after(graph, plan)
    claims = {claim for claim in _touched(graph, plan.revision) if claim in after.claims}
    links, gone = _relinked(store, graph, after, plan.revision, claims)
    nodes = [*(node for node in plan.revision.nodes if not isinstance(node, Link)), *links]
    gone |= plan.revision.gone
    if not nodes and not gone and not plan.judgements:
        return Recorded(plan.seq)
    done = store.revise(
        nodes,
        gone,
        [*plan.judgements, *_names(store, plan.revision.nodes, after)],
        document=plan.document,
        actor=plan.actor,
        verb=plan.verb,
        target=plan.judgements[0].target if plan.judgements else plan.document,
        note=plan.note,
        if_seq=plan.seq,
        versions=plan.versions,
    )
    return Recorded(done, tuple(node.id for node in nodes), tuple(sorted(gone)))


def _after(graph: Graph, plan: Plan) -> Graph:
    """The document as it will be, without links, and without what rested on what is gone."""
    gone = plan.revision.gone
    nodes = {node.id: node for node in graph.nodes() if getattr(node, "document", node.id) == plan.document}
    nodes |= {node.id: node for node in plan.revision.nodes if not isinstance(node, Link)}
    stated = _stated(nodes, gone)
    kept = [node for name, node in nodes.items() if (name in stated if isinstance(node, Assertion | Claim) else name not in gone)]
    return Graph.of(kept, graph.same)


def _stated(nodes: Mapping[str, Node], gone: Collection[str]) -> set[str | None]:
    """The assertions that stand, and the claims that they are of."""
    acts = {name: node for name, node in nodes.items() if isinstance(node, Assertion)}
    standing = {name for name in acts if _stands(name, acts, gone)}
    return standing | {acts[name].content.claim for name in standing}


def _stands(name: str, acts: Mapping[str, Assertion], gone: Collection[str]) -> bool:
    """Whether neither an assertion nor any that it is of is gone."""
    here: str | None = name
    while here is not None:
        if here in gone or here not in acts:
            return False
        here = acts[here].content.assertion
    return True


def _touched(graph: Graph, revision: Revision) -> Iterator[str]:
    """The claims that change, or of which it changes who says what."""
    chains = Chains(Graph.of([*graph.nodes(), *(node for node in revision.nodes if isinstance(node, Assertion))]))
    for node in revision.nodes:
        if isinstance(node, Claim):
            yield node.id
        elif isinstance(node, Assertion) and (found := chains.claim_of(node.id)) and _differs(graph.assertions.get(node.id), node):
            yield found


def _differs(old: Assertion | None, new: Assertion) -> bool:
    """Whether more of an assertion changes than who has looked at it."""
    return old is None or replace(old, review=None) != replace(new, review=None)


def _relinked(store: Store, graph: Graph, after: Graph, revision: Revision, claims: set[str]) -> tuple[list[Link], set[str]]:
    """The links that come, and the ids of those that go: what rules say of changed claims is sought anew, what people said stays."""
    brought = [node for node in revision.nodes if isinstance(node, Link)]
    if not claims:
        return brought, set()
    known = {link.id: link for link in (*graph.links.values(), *brought)}
    doubtful = _in_doubt(graph, after, known, claims)
    kept = [link for link in known.values() if link.id not in doubtful]
    found = _found_anew(store, Graph.of((*after.nodes(), *kept), after.same), claims, doubtful)
    back = store.taken_back(found)
    come = {name: known.get(name, link) for name, link in found.items() if name not in graph.links and name not in back}
    come |= {link.id: link for link in brought if link.id not in doubtful}
    return _grounded(store, after, come), (doubtful.keys() - found.keys()) & graph.links.keys()


def _in_doubt(graph: Graph, after: Graph, known: Mapping[str, Link], claims: set[str]) -> dict[str, Link]:
    """Those of the known links at changed claims, or at what is said of them, that rules say and nobody judged."""
    near = claims | {item.id for item in after.assertions.values() if item.content.claim in claims}
    judged = {item.target for item in graph.judgements.values()}
    return {
        name: link for name, link in known.items() if not {link.from_, link.to}.isdisjoint(near) and _is_sought(link) and name not in judged
    }


def _found_anew(store: Store, whole: Graph, claims: set[str], doubtful: Mapping[str, Link]) -> dict[str, Link]:
    """What rules say of changed claims now; a link that was in doubt and is found again keeps its id."""
    ends = {end for link in doubtful.values() for end in (link.from_, link.to) if kind_of(end) == "claim"}
    same = {_ends(link): link.id for link in doubtful.values()}
    found = links_around(store, whole, claims, beside=ends - whole.claims.keys())
    return {same.get(_ends(link), link.id): link for link in found}


def _grounded(store: Store, after: Graph, come: Mapping[str, Link]) -> list[Link]:
    """Those of the links of which all that they rest on is there, in the document as it will be or in others."""
    needs = {link.id: {end for end in (link.from_, link.to, link.stated_in) if end} for link in come.values()}
    own = {*after.claims, *after.assertions, *come}
    others = store.whole().nodes(set().union(*needs.values()) - own)
    there = own | {name for name, node in others.items() if getattr(node, "document", "") not in after.documents}
    return [link for link in come.values() if needs[link.id] <= there]


def _ends(link: Link) -> tuple[LinkType, frozenset[str]]:
    """What tells a link from others, whichever end it was found from."""
    return link.type, frozenset((link.from_, link.to))


def _is_sought(link: Link) -> bool:
    """Whether rules find the link again where it holds; a denial comes with the reading of its words."""
    return (link.judge == "text" or link.judge.startswith("rule:")) and not (link.type is LinkType.DENIAL and link.stated_in)


def _names(store: Store, nodes: Iterable[Node], after: Graph) -> Iterator[Judgement]:
    """Judgements that voices and entities that come with a revision are those of other documents."""
    named = [node for node in nodes if isinstance(node, Source | Entity)]
    known = store.whole().nodes([node.id for node in named])
    fresh = [node for node in named if node.id not in known]
    sources = tuple(node for node in fresh if isinstance(node, Source))
    entities = tuple(node for node in fresh if isinstance(node, Entity))
    reading = Reading(next(iter(after.documents.values())), sources=sources, entities=entities)
    return same_names(reading, store.whole(), datetime.now(UTC).isoformat(timespec="seconds"))
