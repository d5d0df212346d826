"""What two reports of one event state that cannot both be so, by the rules for two statements about one scene.

Every statement of one report is held against every statement of the other, however few words they share: that both tell of one event
keeps "the road was wet" of one crash apart from "the road was dry" of another. What is found is proposed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain, product

from claimgraph.link.alignment import align
from claimgraph.link.anchoring import clash_spans
from claimgraph.link.clash import both_ways
from claimgraph.link.compare import CONTRADICTS, NOTHING, Comparison, compare_profiles, contradicting
from claimgraph.link.happenings import Tallies, missing_things, rival_counts, rival_times, tallies_of
from claimgraph.link.places import Place
from claimgraph.link.profile import Profile, profile_of
from claimgraph.link.sides import points_back
from claimgraph.link.telling import Report, day_told, grown, has_grown
from claimgraph.model import Claim, Link, LinkKind, LinkStatus, LinkType, mint_link_id

MOST = 60
"""How many statements of a report are held against those of another at most, the first: of 19 each, twelve reports take 80 ms."""
_USUALLY = re.compile(r"\b(?:often|usually|generally|(?:once|twice|times) (?:a|each|every) (?:day|week|month|year))\b", re.IGNORECASE)
SHOWN = frozenset({LinkType.DENIAL, LinkType.STATES, LinkType.CAUSE, LinkType.PLACE})
"""What is found so: numbers and times of one event are told apart by what they are of (`events`), or they are updates and parts."""
SURE = 0.72
"""The least score of a contradiction."""


@dataclass(frozen=True)
class Stated:
    """A claim as a report states it first."""

    report: Report
    place: Place

    @cached_property
    def claim(self) -> Claim:
        """The claim."""
        return self.report.claim(self.place)

    @cached_property
    def profile(self) -> Profile:
        """The claim made ready."""
        return profile_of(self.claim)

    @cached_property
    def voice(self) -> str:
        """Who states it."""
        return self.report.voice(self.place)

    @cached_property
    def day(self) -> date | None:
        """The one day of which it speaks."""
        return day_told(self.claim)

    @cached_property
    def words(self) -> frozenset[str]:
        """What its nouns and verbs are matched by, and of what they name a kind."""
        return frozenset(key for term in self.profile.terms if term.tag.startswith(("NN", "VB")) for key in term.keys | term.kinds)

    def may_be_of_one(self, other: "Stated") -> bool:
        """Whether both count or give a time, or one denies something, each says what it is about, and they have a word in common."""
        one, two = self.profile, other.profile
        is_asked = (one.counts and two.counts) or (one.clocks and two.clocks) or one.denies or two.denies
        return bool(is_asked) and not (self.words.isdisjoint(other.words) or points_back(self.claim) or points_back(other.claim))


def collisions(one: Report, other: Report) -> Iterator[Link]:
    """The contradictions between what two voices state in two reports of one event, not of two days."""
    ours, theirs = (_stated(report) for report in (one, other))
    tallies = tuple(tallies_of(said.profile for said in side) for side in (ours, theirs))
    for here, there in product(ours, theirs):
        if here.voice == there.voice or len({here.day, there.day} - {None}) > 1:
            continue
        found = compare_profiles(here.profile, there.profile)
        if _is_shown(found, here.claim, there.claim):
            yield _link(found, here, there)
        elif here.may_be_of_one(there):
            yield from _bolder(here, there, tallies)


def _is_shown(found: Comparison, one: Claim, other: Claim) -> bool:
    return found.relation == CONTRADICTS and found.type in SHOWN and found.score >= SURE and _says_of_what(found, one, other)


def _bolder(here: Stated, there: Stated, tallies: Sequence[Tallies]) -> Iterator[Link]:
    """What rules find that hold between reports of one event alone, the first; more that was counted later may have grown."""
    view = align(here.profile, there.profile)
    counts = next(rival_counts(view, *tallies), None)
    clash = counts[0] if counts else next(chain(both_ways(view, missing_things), rival_times(view)), None)
    found = contradicting(view, clash) if clash else NOTHING
    if found.relation == CONTRADICTS and _says_of_what(found, here.claim, there.claim):
        link = _link(found, here, there)
        yield grown(link) if counts and has_grown(here.report, counts[1], there.report, counts[2]) else link


def _stated(report: Report) -> Sequence[Stated]:
    """What a report states, each claim once."""
    places = {place.claim: place for place in reversed(report.places) if place.claim not in report.weighing}
    return [Stated(report, place) for place in [*places.values()][::-1][:MOST]]


def _says_of_what(found: Comparison, one: Claim, other: Claim) -> bool:
    """Whether two statements say by themselves what they are about, and not what often is; "it was not the rain" need not."""
    if found.type is LinkType.DENIAL and any(_USUALLY.search(claim.text) for claim in (one, other)):
        return False
    return found.by.startswith("rule:missing-causes@") or not (points_back(one) or points_back(other))


def _link(found: Comparison, here: Stated, there: Stated) -> Link:
    assert found.type is not None  # noqa: S101 — asked by the caller
    return Link(
        id=mint_link_id(LinkKind.CONTRADICTS, found.type, here.claim.id, there.claim.id),
        kind=LinkKind.CONTRADICTS,
        type=found.type,
        from_=here.claim.id,
        to=there.claim.id,
        score=found.score,
        rationale=found.rationale,
        judge=found.by,
        status=LinkStatus.PROPOSED,
        clash_from=clash_spans(here.place.assertion, here.claim, found.clash_a),
        clash_to=clash_spans(there.place.assertion, there.claim, found.clash_b),
    )
