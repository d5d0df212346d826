"""A person's decisions on what was read of a document, from the record through `claimgraph.review` to a new entry of it."""

from collections.abc import Collection, Sequence

from claimgraph.chains import Chains
from claimgraph.errors import ConflictError, InputError, NotFoundError
from claimgraph.ids import kind_of
from claimgraph.ingest.pipeline import GRAMMAR
from claimgraph.ingest.rerecording import Plan, Recorded, document_graph, in_turn, record_plan
from claimgraph.model import Assertion, Graph, Judgement, ReviewVerdict
from claimgraph.review import Change, Revision, correct, decisions_on, undo
from claimgraph.store import Store, version_of


def assertion_of(store: Store, target: str) -> str:
    """The assertion that is meant where an assertion or a claim is named; raises InputError where a claim has several, NotFoundError."""
    if kind_of(target) != "claim":
        return target
    said = [item.id for item in Chains(store.graph([store.get(target).id])).first_hands(target)]
    if len(said) > 1:
        raise InputError(f"{target} is asserted {len(said)} times: decide on one of {', '.join(said[:10])}", code="several-assertions")
    return said[0] if said else target


def decide(
    store: Store, judgement: Judgement, changes: Sequence[Change] = (), *, actor: str, versions: Collection[str] | None = None
) -> Recorded:
    """Record a person's decision on an assertion and all that follows from it, links too, as one entry.

    An undoing names the judgement to take back as its `other`. Where `versions` are given and the target's is none of them, it is
    a ConflictError. Raises InputError, NotFoundError and ConflictError.
    """
    return in_turn(store, lambda: _decide(store, judgement, changes, actor, versions))


def newest_decision(store: Store, target: str) -> Judgement:
    """The newest decision on an assertion that stands; raises NotFoundError where there is none."""
    standing = _standing(store, target)
    if not standing:
        raise NotFoundError(f"nobody decided anything on {target[:80]} that could be undone")
    return standing[-1]


def _standing(store: Store, target: str) -> list[Judgement]:
    return decisions_on(store.judgements_on([target])).get(target, [])


def _decide(store: Store, judgement: Judgement, changes: Sequence[Change], actor: str, versions: Collection[str] | None) -> Recorded:
    seq = store.seq()
    if judgement.id in store.nodes([judgement.id]):
        return Recorded(seq)
    if judgement.verdict == ReviewVerdict.UNDONE:
        document, revision = _undoing(store, judgement)
        graph = document_graph(store, document)
    else:
        document = _document_of(store, judgement, versions)
        graph = document_graph(store, document, changes)
        revision = correct(graph, judgement, changes, GRAMMAR)
    plan = Plan(document, revision, "judge", actor, seq, (judgement,), versions=versions)
    return record_plan(store, graph, plan)


def _document_of(store: Store, judgement: Judgement, versions: Collection[str] | None) -> str:
    target = store.get(judgement.target)
    if versions is not None and version_of(target) not in versions:
        raise ConflictError(f"{judgement.target} is no longer the version that was decided on: read it again", code="moved")
    if not isinstance(target, Assertion):
        raise InputError(f"“{judgement.verdict}” is decided on an assertion, not on {judgement.target}", code="bad-target")
    return target.document


def _undoing(store: Store, judgement: Judgement) -> tuple[str, Revision]:
    """The document of a decision that is taken back, and what that changes."""
    taken = store.get(judgement.other or "")
    if not isinstance(taken, Judgement) or taken.target != judgement.target:
        raise InputError(f"{judgement.other} is no judgement on {judgement.target}", code="bad-other")
    if taken not in _standing(store, taken.target):
        raise ConflictError(f"{taken.id} was undone already, or is no decision on what was read", code="undone-already")
    whole = store.whole()
    delta = whole.delta(whole.history(taken.id)[-1].recorded.seq)
    document = _document_in(delta.added, delta.retracted)
    ids = [node.id for graph in (delta.added, delta.retracted) for node in graph.nodes()]
    return document, undo(taken, delta.retracted, delta.added, whole.nodes(ids))


def _document_in(*graphs: Graph) -> str:
    found = (item.document for graph in graphs for item in graph.assertions.values())
    document = next(found, None)
    if document is None:
        raise ConflictError("what was decided on was erased since, and cannot come back", code="was-erased")
    return document
