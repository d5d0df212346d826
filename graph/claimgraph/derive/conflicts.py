"""The sets of three claims and more that cannot all hold, around some claims of a store; asked for, never kept."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice

from claimgraph.derivations import Conflicts, ConflictSet
from claimgraph.ids import mint_id
from claimgraph.link.joint import Joint, joints_among
from claimgraph.model import Claim, Link, LinkKind, LinkStatus
from claimgraph.store import Store
from claimgraph.store.moment import Moment
from claimgraph.store.schema import claim, link

DOCUMENTS = 8
"""Of how many documents the claims are looked at, those of the claims that are asked about first."""
CLAIMS = 400
"""How many claims are looked at in all."""


def conflicts_around(store: Store, claims: Iterable[str]) -> Conflicts:
    """The conflict sets in which any of these claims has a part, sought among them and the others of their documents."""
    wanted = list(dict.fromkeys(claims))
    with store.moment() as moment:
        beside, whole = _beside(moment, wanted)
        joints = joints_among(beside.values())
        found = [item for item in joints.found if not set(item.claims).isdisjoint(wanted)]
        members = [node for node in beside if any(node in item.claims for item in found)]
        pairs = _pairs(moment, members) if found else []
    complete = whole and joints.complete
    return _solved(members, found, pairs, complete=complete) if found else Conflicts(complete=complete)


def _beside(moment: Moment, wanted: Collection[str]) -> tuple[dict[str, Claim], bool]:
    """The claims with the others of their documents, document by document, and whether these are all."""
    own = {item.id: item for item in moment.live(Claim, wanted)}
    documents = dict.fromkeys(own[node].document for node in wanted if node in own)
    inside = [item for name in islice(documents, DOCUMENTS) for item in islice(moment.where(Claim, claim.c.document, [name]), CLAIMS + 1)]
    found = {item.id: item for item in (*own.values(), *inside)}
    return dict(islice(found.items(), CLAIMS)), len(documents) <= DOCUMENTS and len(found) <= CLAIMS


def _pairs(moment: Moment, members: Sequence[str]) -> list[tuple[str, str]]:
    """The confirmed contradictions between two of these claims: what is only proposed must not hide what numbers show."""
    inside = set(members)
    links = (item for item in moment.where(Link, link.c.from_id, inside) if item.to in inside)
    return [(item.from_, item.to) for item in links if item.kind is LinkKind.CONTRADICTS and item.status is LinkStatus.CONFIRMED]


def _solved(members: Sequence[str], joints: Iterable[Joint], pairs: Iterable[tuple[str, str]], *, complete: bool) -> Conflicts:
    """Which of the sets are minimal, beside the pairs, and what can stand together."""
    from claimgraph.reason.acceptance.conflicts import conflicts_among  # takes half a second to load

    place = {node: number for number, node in enumerate(members)}
    of: Mapping[frozenset[int], Joint] = {frozenset(place[node] for node in item.claims): item for item in joints}
    forbidden = [*of, *(frozenset((place[one], place[other])) for one, other in pairs)]
    solved = conflicts_among(
        [[[number + 1]] for number in place.values()], [[-number - 1 for number in sorted(each)] for each in forbidden]
    )
    sets = tuple(_set(of[found]) for found in solved.minimal if found in of)
    standing = tuple(tuple(members[number] for number in sorted(found)) for found in solved.greatest)
    return Conflicts(sets, standing, complete and solved.complete)


def _set(found: Joint) -> ConflictSet:
    return ConflictSet(mint_id("conflict", *found.claims), found.claims, found.rule, found.reason)
