"""What two reports of one event state that cannot both be so, by the rules for two statements about one scene.

Every statement of one report is held against every statement of the other, however few words they share: that both tell of one event
keeps "the road was wet" of one crash apart from "the road was dry" of another. What is found is proposed.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import product

from claimgraph.link.anchoring import clash_spans
from claimgraph.link.compare import CONTRADICTS, Comparison, compare_profiles
from claimgraph.link.contradictions import weighing_in
from claimgraph.link.places import Place
from claimgraph.link.profile import Profile, profile_of
from claimgraph.link.sides import points_back
from claimgraph.link.telling import Report, day_told
from claimgraph.model import Claim, Link, LinkKind, LinkStatus, LinkType, mint_link_id

MOST = 60
"""How many statements of a report are held against those of another at most, the first: of 19 each, twelve reports take 80 ms."""
_USUALLY = re.compile(r"\b(?:often|usually|generally|(?:once|twice|times) (?:a|each|every) (?:day|week|month|year))\b", re.IGNORECASE)
SHOWN = frozenset({LinkType.DENIAL, LinkType.STATES, LinkType.CAUSE, LinkType.PLACE})
"""What is found so: numbers and times of one event are told apart by what they are of (`events`), or they are updates and parts."""
SURE = 0.72
"""The least score of a contradiction."""


def collisions(one: Report, other: Report) -> Iterator[Link]:
    """The contradictions between what two voices state in two reports of one event, not of two days."""
    for (ours, mine), (theirs, yours) in product(_stated(one), _stated(other)):
        found = compare_profiles(mine, yours)
        if found.relation == CONTRADICTS and one.voice(ours) != other.voice(theirs):
            left, right = one.claim(ours), other.claim(theirs)
            days = {day_told(left), day_told(right)} - {None}
            if len(days) < 2 and found.type in SHOWN and found.score >= SURE and _says_of_what(found, left, right):
                yield _link(found, (one, ours), (other, theirs))


def _stated(report: Report) -> Sequence[tuple[Place, Profile]]:
    """What a report states, each claim once."""
    weighing = weighing_in(report.graph)
    places = {place.claim: place for place in reversed(report.places) if place.claim not in weighing}
    return [(place, profile_of(report.claim(place))) for place in [*places.values()][::-1][:MOST]]


def _says_of_what(found: Comparison, one: Claim, other: Claim) -> bool:
    """Whether two statements say by themselves what they are about, and not what often is; "it was not the rain" need not."""
    if found.type is LinkType.DENIAL and any(_USUALLY.search(claim.text) for claim in (one, other)):
        return False
    return found.by.startswith("rule:missing-causes@") or not (points_back(one) or points_back(other))


def _link(found: Comparison, ours: tuple[Report, Place], theirs: tuple[Report, Place]) -> Link:
    (one, here), (other, there) = ours, theirs
    assert found.type is not None  # noqa: S101 — asked by the caller
    return Link(
        id=mint_link_id(LinkKind.CONTRADICTS, found.type, here.claim, there.claim),
        kind=LinkKind.CONTRADICTS,
        type=found.type,
        from_=here.claim,
        to=there.claim,
        score=found.score,
        rationale=found.rationale,
        judge=found.by,
        status=LinkStatus.PROPOSED,
        clash_from=clash_spans(here.assertion, one.claim(here), found.clash_a),
        clash_to=clash_spans(there.assertion, other.claim(there), found.clash_b),
    )
