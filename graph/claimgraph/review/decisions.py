"""What was decided about what was read: which judgements stand, and what taking one back changes."""

from collections.abc import Iterable, Mapping

from claimgraph.errors import ConflictError, InputError
from claimgraph.model import Assertion, Claim, Document, Entity, Graph, Judgement, Link, Node, ReviewVerdict, Source
from claimgraph.review.changes import Revision

_DECIDED = frozenset(ReviewVerdict)
_COMPARED = (Document, Source, Entity, Claim, Assertion)


def decisions_on(judgements: Iterable[Judgement]) -> dict[str, list[Judgement]]:
    """The judgements on extractions that stand by their targets, in the order given: without those that were undone, and their undoing."""
    found = [item for item in judgements if item.verdict in _DECIDED]
    undone = {item.other for item in found if item.verdict == ReviewVerdict.UNDONE}
    standing: dict[str, list[Judgement]] = {}
    for item in found:
        if item.verdict != ReviewVerdict.UNDONE and item.id not in undone:
            standing.setdefault(item.target, []).append(item)
    return standing


def undo(judgement: Judgement, before: Graph, after: Graph, living: Mapping[str, Node]) -> Revision:
    """What taking a judgement back changes: all is as it was `before` its entry, which made it as it is in `after`.

    The two hold what the entry retracted and recorded, `living` is what there is now of either. Raises ConflictError where
    something of it was changed since, InputError where it is no such judgement.
    """
    if judgement.verdict not in _DECIDED or judgement.verdict == ReviewVerdict.UNDONE:
        raise InputError(f"{judgement.id} is no decision on an assertion that could be undone", code="bad-other")
    made: dict[str, Node] = {node.id: node for node in after.nodes() if isinstance(node, _COMPARED)}
    old: dict[str, Node] = {node.id: node for node in before.nodes() if not isinstance(node, Judgement)}
    _check_unchanged(made, old, living)
    gone = {node_id for node_id, node in made.items() if node_id not in old and isinstance(node, Claim | Assertion)}
    return Revision(tuple(node for node in old.values() if node.id not in living or node.id in made), frozenset(gone))


def _check_unchanged(made: Mapping[str, Node], old: Mapping[str, Node], living: Mapping[str, Node]) -> None:
    """Raise ConflictError where what a judgement made was changed since, or what it took is there again."""
    for node_id, node in made.items():
        if living.get(node_id) != node:
            raise ConflictError(f"{node_id} was changed since: undo what was decided on it later first", code="changed-since")
    for node_id, node in old.items():
        if node_id not in made and node_id in living and not isinstance(node, Link):
            raise ConflictError(f"{node_id} is there again: what was decided on cannot come back beside it", code="changed-since")
