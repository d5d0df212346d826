"""What two reports of one event state that cannot both be so, by the rules for two statements about one scene.

Every statement of one report is held against every statement of the other, however few words they share: that both tell of one event
keeps "the road was wet" of one crash apart from "the road was dry" of another. What is found is proposed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import product

from claimgraph.link.events.aliases import Aliases, joined, with_aliases
from claimgraph.link.events.courses import tells_hold
from claimgraph.link.events.crowds import CROWD, crowds_in, rival_crowds
from claimgraph.link.events.firsts import began_in, rival_beginners
from claimgraph.link.events.gainsaying import gainsaid
from claimgraph.link.events.happenings import Tallies, rival_counts, tallies_of
from claimgraph.link.events.hours import rival_times, tells_alarm
from claimgraph.link.events.identities import named_in, rival_names
from claimgraph.link.events.latest import is_of_last_time, outdated
from claimgraph.link.events.matters import Statements, compared, nearness, rarity_in
from claimgraph.link.events.measures import made_in, rival_makes, rival_measures
from claimgraph.link.events.onces import rival_dates, tells_date
from claimgraph.link.events.opinions import are_opinions, opined
from claimgraph.link.events.speeds import rival_speeds, tells_speed
from claimgraph.link.events.sums import loses_or_gains, rival_sums
from claimgraph.link.events.telling import Report, day_told, goes_on, grown, has_grown
from claimgraph.link.events.votes import rival_votes
from claimgraph.link.pairs.alignment import Alignment, align
from claimgraph.link.pairs.anchoring import clash_spans
from claimgraph.link.pairs.clash import Hint
from claimgraph.link.pairs.compare import CONTRADICTS, Comparison, compare_profiles, contradicting
from claimgraph.link.pairs.meanings import meanings_in
from claimgraph.link.pairs.missing import denied_in
from claimgraph.link.pairs.opposites import describes_only, opposites
from claimgraph.link.pairs.profile import Profile, profile_of
from claimgraph.link.pairs.shares import rival_rates, rival_shares
from claimgraph.link.pairs.sides import points_back
from claimgraph.link.pairs.vectors import Floats
from claimgraph.link.text.places import Place
from claimgraph.link.text.sayings import Saying
from claimgraph.model import Claim, Link, LinkKind, LinkStatus, LinkType, mint_link_id

MOST = 60
"""How many statements of a report are held against those of another at most, the first."""
_USUALLY = re.compile(r"\b(?:often|usually|generally|(?:once|twice|times) (?:a|each|every) (?:day|week|month|year))\b", re.IGNORECASE)
_BY_SOMEBODY = re.compile(r"(?:they|we|he|she|i|you)\b", re.IGNORECASE)
"""What shows that only the doer is left open: "they fired tear gas"."""
SHOWN = frozenset({LinkType.DENIAL, LinkType.STATES, LinkType.CAUSE, LinkType.PLACE})
"""What is found so: numbers and times of one event are told apart by what they are of (`events`), or they are updates and parts."""
LEFT_OPEN = 0.35
"""How likely two statements must be of one matter where one does not say by itself what it is about, or is a headline."""
OPPOSED = 0.15
"""How likely they must be where each says of one thing what is opposed to what the other says, and little else."""
SURE = 0.72
"""The least score of a contradiction."""


@dataclass(frozen=True)
class Stated:
    """A claim as a report states it first."""

    report: Report
    place: Place
    aliases: Aliases

    @cached_property
    def claim(self) -> Claim:
        """The claim."""
        return self.report.claim(self.place)

    @cached_property
    def profile(self) -> Profile:
        """The claim made ready."""
        return with_aliases(profile_of(self.claim), self.aliases)

    @cached_property
    def voice(self) -> str:
        """Who states it."""
        return self.report.voice(self.place)

    @cached_property
    def day(self) -> date | None:
        """The one day of which it speaks."""
        return day_told(self.claim)

    @cached_property
    def is_headline(self) -> bool:
        """Whether it stands in a headline, which leaves much out."""
        said = self.report.sayings.get(self.claim.id)
        return said is not None and "headline" in said.signs

    @cached_property
    def words(self) -> frozenset[str]:
        """What its nouns and verbs are matched by, and of what they name a kind."""
        return frozenset(key for term in self.profile.terms if term.tag.startswith(("NN", "VB")) for key in term.keys | term.kinds)

    @cached_property
    def meanings(self) -> tuple[frozenset[int], frozenset[int]]:
        """What its words mean, and that with all that it is a kind of."""
        return meanings_in(self.profile.terms)

    def shares_meaning(self, other: "Stated") -> bool:
        """Whether a word of one may say what a word of the other says."""
        ours, theirs = self.meanings, other.meanings
        return not (ours[0].isdisjoint(theirs[1]) and ours[1].isdisjoint(theirs[0]))

    def may_be_of_one(self, other: "Stated") -> bool:
        """Whether both count or give a time, one denies something, or they say what is opposed, and they have a word in common."""
        one, two = self.profile, other.profile
        denies = bool(denied_in(one) or denied_in(two))
        if any(tells(one) and tells(two) for tells in (began_in, crowds_in, tells_hold, tells_alarm, loses_or_gains)):
            return True
        if self.words.isdisjoint(other.words):
            are_speeds = bool(one.counts and two.counts) and tells_speed(one) and tells_speed(two)
            return are_speeds or (denies and self.shares_meaning(other))
        both = (
            (tells_date(one) and tells_date(two))
            or (one.counts and two.counts)
            or (one.clocks and two.clocks)
            or (made_in(one) and made_in(two))
            or (named_in(one) and named_in(two))
        )
        return bool(both or denies or is_of_last_time(one) or is_of_last_time(two)) or not one.against.isdisjoint(two.poles)


@dataclass(frozen=True)
class Matters:
    """How likely each two statements of two reports are of one matter, worked out for all of them when it is first asked."""

    one: Report
    other: Report

    @cached_property
    def _sides(self) -> Sequence[Sequence[Saying]]:
        return [compared([*report.sayings.values()]) for report in (self.one, self.other)]

    @cached_property
    def _table(self) -> Floats:
        rarity = rarity_in(self._sides)
        return nearness().between(*(Statements.of(said, rarity) for said in self._sides))

    @cached_property
    def _places(self) -> Sequence[Mapping[str, int]]:
        return [{said.place.claim: at for at, said in enumerate(side)} for side in self._sides]

    def likelihood(self, here: Stated, there: Stated) -> float:
        """How likely a statement of the one and a statement of the other are of one matter, in [0, 1]."""
        ours, theirs = (places.get(said.claim.id, -1) for places, said in zip(self._places, (here, there), strict=True))
        return float(self._table[ours, theirs]) if min(ours, theirs) >= 0 else 0.0


def collisions(one: Report, other: Report) -> Iterator[Link]:
    """The contradictions between what two voices state in two reports of one event, not of two days."""
    aliases = joined(one.aliases, other.aliases)
    ours, theirs = (_stated(report, aliases) for report in (one, other))
    tallies = tuple(tallies_of(said.profile for said in side) for side in (ours, theirs))
    matters = Matters(one, other)
    for here, there in product(ours, theirs):
        if here.voice == there.voice:
            continue
        if len({here.day, there.day} - {None}) > 1:
            yield from _by(rival_dates(align(here.profile, there.profile)), here, there, matters)
            continue
        found = compare_profiles(here.profile, there.profile)
        is_open = not _says_of_what(found, here.claim, there.claim)
        if (
            _is_shown(found, here.claim, there.claim)
            and _may_be_of_one_time(found, here, there)
            and not (is_open and matters.likelihood(here, there) < LEFT_OPEN)
        ):
            yield _link(found, here, there)
        elif here.may_be_of_one(there):
            yield from _bolder(here, there, tallies, matters)


def _is_shown(found: Comparison, one: Claim, other: Claim) -> bool:
    is_sure = found.relation == CONTRADICTS and found.type in SHOWN and found.score >= SURE
    is_told = _says_of_what(found, one, other) or all(_BY_SOMEBODY.match(claim.text) for claim in (one, other) if points_back(claim))
    return is_sure and is_told and not _is_of_what_often_is(found, one, other)


def _is_of_what_often_is(found: Comparison, one: Claim, other: Claim) -> bool:
    """Whether one of two statements tells what is so in general, where the other denies that it was so once."""
    return found.type is LinkType.DENIAL and any(_USUALLY.search(claim.text) for claim in (one, other))


def _may_be_of_one_time(found: Comparison, here: Stated, there: Stated) -> bool:
    """Whether what one denies to have been done is not what the other says was done years ago; a thing may have been there since.

    What was never done was not done then either.
    """
    if "never" in here.profile.lemmas | there.profile.lemmas:
        return True
    is_deed = found.by.startswith("rule:agents@") or (found.type is LinkType.DENIAL and not found.by.startswith("rule:missing-things@"))
    return not is_deed or here.report.is_of_long_ago(here.claim) == there.report.is_of_long_ago(there.claim)


def _bolder(here: Stated, there: Stated, tallies: Sequence[Tallies], matters: Matters) -> Iterator[Link]:
    """What rules find that hold between reports of one event alone, the first; more that was counted later may have grown."""
    yield from _by(_hints(align(here.profile, there.profile), here, there, tallies), here, there, matters)


def _by(hints: Iterable[Hint], here: Stated, there: Stated, matters: Matters) -> Iterator[Link]:
    """The first of what rules find that holds, for how likely two statements are of one matter."""
    view = align(here.profile, there.profile)
    for hint in hints:
        found = contradicting(view, hint.clash)
        is_open = here.is_headline or there.is_headline or not _says_of_what(found, here.claim, there.claim)
        least = max(hint.least, LEFT_OPEN) if is_open and not hint.is_pointed_at else hint.least
        if (
            found.relation == CONTRADICTS
            and not _is_of_what_often_is(found, here.claim, there.claim)
            and _may_be_of_one_time(found, here, there)
            and (not least or matters.likelihood(here, there) >= least)
        ):
            link = _link(found, here, there)
            yield grown(link) if _may_have_grown(hint, here, there) else link
            return


def _may_have_grown(hint: Hint, here: Stated, there: Stated) -> bool:
    """Whether numbers clash that may be counted on, and the later report gives the greater."""
    may_grow = goes_on(here.claim) or goes_on(there.claim)
    return may_grow and hint.numbers is not None and has_grown(here.report, hint.numbers[0], there.report, hint.numbers[1])


def _hints(view: Alignment, here: Stated, there: Stated, tallies: Sequence[Tallies]) -> Iterator[Hint]:
    """What the rules for two reports of one event alone find."""
    yield from rival_speeds(view)
    yield from rival_measures(view)
    yield from rival_counts(view, *tallies)
    yield from rival_crowds(
        view, several=any(len({*tally.get(CROWD, ())}) > 1 for tally in tallies), told=here.report.words_told | there.report.words_told
    )
    yield from rival_shares(view)
    yield from rival_rates(view)
    yield from rival_times(view)
    yield from rival_dates(view)
    yield from rival_sums(view)
    yield from rival_votes(view)
    yield from rival_names(view)
    yield from rival_makes(view)
    yield from rival_beginners(view)
    if event := _day_of_event(here.report, there.report):
        yield from outdated(view, event)
        yield from (hint.mirrored() for hint in outdated(view.mirrored, event))
    yield from _gainsaid(view, here, there)
    yield from (Hint(clash, LEFT_OPEN if describes_only(view, clash) else OPPOSED) for clash in opposites(view, loosely=True))


def _day_of_event(one: Report, other: Report) -> str:
    """The first day that two reports name, or on which one came out; "" where none is known."""
    published = [report.document.published_at[:10] for report in (one, other) if report.document.published_at]
    return min((*map(str, one.all_days | other.all_days), *published), default="")


def _gainsaid(view: Alignment, here: Stated, there: Stated) -> Iterator[Hint]:
    """What one of two statements denies and the other states."""
    yield from gainsaid(view, there.report.head, here.report.words_told)
    yield from (hint.mirrored() for hint in gainsaid(view.mirrored, here.report.head, there.report.words_told))


def _stated(report: Report, aliases: Aliases) -> Sequence[Stated]:
    """What a report states, each claim once."""
    places = {place.claim: place for place in reversed(report.places) if place.claim not in report.weighing}
    return [Stated(report, place, aliases) for place in [*places.values()][::-1][:MOST]]


def _says_of_what(found: Comparison, one: Claim, other: Claim) -> bool:
    """Whether two statements say by themselves what they are about; "it was not the rain" need not."""
    if found.by.startswith("rule:missing-things@"):
        return not any(points_back(claim) and not _BY_SOMEBODY.match(claim.text) for claim in (one, other))
    return found.by.startswith("rule:missing-causes@") or not (points_back(one) or points_back(other))


def _link(found: Comparison, here: Stated, there: Stated) -> Link:
    assert found.type is not None  # noqa: S101 — asked by the caller
    link = Link(
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
    return opined(link) if found.type is LinkType.STATES and are_opinions(here.place.assertion, there.place.assertion) else link
