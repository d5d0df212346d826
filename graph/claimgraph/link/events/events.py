"""Documents that tell of one event, and what of their tolls and times of the day cannot both be so.

Two documents tell of one event where they came out within two weeks of each other or name the same day, begin with one name, share
enough of the names that few documents hold (the less is known of their days, the more), and are likely enough of one event by what
they tell. What is found is proposed.
"""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, product

from claimgraph.link.events.amounts import Amount, are_rivals
from claimgraph.link.events.collisions import collisions
from claimgraph.link.events.gainsaying import is_of_something_else
from claimgraph.link.events.harms import is_of_all
from claimgraph.link.events.recognition import LEAST, recognition
from claimgraph.link.events.reports import APART, FEW, came_out, came_out_near, may_be_near, names_of, nearness_of, shared_names, weight_of
from claimgraph.link.events.telling import (
    Report,
    Told,
    apparent,
    are_of_two_moments,
    day_told,
    goes_on,
    grown,
    has_grown,
    may_be_overtaken,
    overtaken,
    tolls_of,
)
from claimgraph.link.pairs.alignment import align
from claimgraph.link.pairs.anchoring import clash_spans
from claimgraph.link.pairs.contrasts import are_contrasted
from claimgraph.link.pairs.numbers import are_in_two_vehicles
from claimgraph.link.pairs.profile import Profile, profile_of
from claimgraph.link.pairs.roles import subject_of
from claimgraph.link.pairs.scope import are_of_two_places, times_differ
from claimgraph.link.pairs.tolls import Toll, are_far, exclude_each_other
from claimgraph.link.text.places import Place, places_by_document, weighing_among
from claimgraph.link.text.turns import STATED, TOLD
from claimgraph.link.version import judge_of
from claimgraph.model import Claim, Graph, Link, LinkKind, LinkStatus, LinkType, Modality, Quantity, Span, mint_link_id

NEAREST = {"one day": 0.05, "no day": 0.1, "other days": 0.15}
"""How much of their names two reports of one event share at least, by the days that they name."""
ONE_MATTER = 0.05
"""How much two share at least that are about the same things and came out within days of each other, or are likely of one event."""
ALIKE, FEWEST = 0.2, 3
"""What share of the things of the one that tells of fewer the other tells of too, and how many at least."""
DAYS = {"one day": APART, "no day": 3, "other days": 0}
"""How many days they then came out from each other at most."""
LATER = 0.15
"""How much two share at least that came out more than two weeks from each other and name a day shortly before the first did."""
SURELY = 0.2
"""How much two share at least of which it is not known when one came out."""
UNBEGUN = 0.15
"""How much two share at least that do not begin with one name."""
NAMELESS = 1.25
"""How many times as much they share at least where one of them names nothing in what it states first ("We are deeply shocked by …")."""
SURE = 0.2
"""How likely two reports are of one event where they need share no more names than those about the same things, nor begin alike."""
MOST = 12
"""With how many documents one is laid beside at most: those with which it shares the most."""

_OF_THEM = re.compile(r"\w+ of (?:them|these|those)\b", re.IGNORECASE)
"""What shows that a claim is of some of those of whom its document spoke before."""
_VICTIMS = r"(?:dead|killed|victims|wounded|injured)"
_DEFINITE = re.compile(
    rf"\b(?:of|among) (?:the|those) {_VICTIMS}\b|\bthe {_VICTIMS}\b|\bnumber of {_VICTIMS}\b|\btoll\b|"
    r"\bno (?:civilians?|casualties|deaths|victims)\b|\bnobody\b|\bno[- ]one\b|\beverybody\b|\beveryone\b|"
    r"\ball (?:the )?\w+s\b|\bevery \w+\b",
    re.IGNORECASE,
)
"""What shows that a claim speaks of an event that is known."""


def nearest_reports(pairs: Iterable[tuple[Claim, Claim]]) -> tuple[str, ...]:
    """The documents whose claims are paired the most with those of a new one."""
    shared = Counter(document for document, _ in dict.fromkeys((known.document, known.id) for _, known in pairs))
    return tuple(sorted(shared, key=lambda document: (-shared[document], document))[:MOST])


def with_rivals(links: tuple[Link, ...], new: Graph, known: Graph, shared: Mapping[str, float] | None = None) -> tuple[Link, ...]:
    """The links, and the contradictions between what the documents of two graphs say of one event, of claims not linked already.

    What was only apparent is one of these where it is of one event. `shared` tells how much the names weigh that each known document
    shares with the new one; without it every name is a rare one.
    """
    events = (Event(one, other) for one, other in _near_reports(new, known) if _tell_of_one(one, other, shared))
    rivals = sorted((link for event in events for link in event.rivals()), key=lambda link: link.status is LinkStatus.PROPOSED)
    found = {_ends(link): link for link in rivals}  # what is proposed comes last, and stands
    kept = [link for link in links if link.status is not LinkStatus.APPARENT or _ends(link) not in found]
    taken = {_ends(link) for link in (*kept, *new.links.values(), *known.links.values())}
    return (*kept, *(link for ends, link in found.items() if ends not in taken))


def of_one_event(new: Graph, known: Graph, shared: Mapping[str, float]) -> frozenset[str]:
    """The documents of a known graph that are reports of one event with one of a new graph; `shared` as for `with_rivals`."""
    return frozenset(other.document.id for one, other in _near_reports(new, known) if _tell_of_one(one, other, shared))


def _ends(link: Link) -> frozenset[str]:
    return frozenset((link.from_, link.to))


def reports_in(graph: Graph) -> Iterator[Report]:
    """The documents of a graph as reports."""
    for document, places in places_by_document(graph).items():
        told = [p for p in places if p.assertion.stance in STATED and graph.claims[p.claim].modality in TOLD]
        if document in graph.documents:
            yield Report(graph, graph.documents[document], told, weighing_among(places))


def _near_reports(new: Graph, known: Graph) -> Iterator[tuple[Report, Report]]:
    """The documents of two graphs that came out near each other, as far as is known."""
    pairs = product(reports_in(new), reports_in(known))
    return ((a, b) for a, b in pairs if a.document.id != b.document.id and may_be_near(a.document, b.document))


def _begin_alike(one: Report, other: Report) -> bool:
    """Whether both documents begin with the same name."""
    return not one.names(one.lead).isdisjoint(other.head) or not other.names(other.lead).isdisjoint(one.head)


def _tell_of_one(one: Report, other: Report, shared: Mapping[str, float] | None) -> bool:
    """Whether two documents that may be near each other by their days are reports of one event."""
    nearness = _share_of(one, other, shared)
    begins = nearness >= min(NEAREST.values()) and _begin_alike(one, other)
    if not begins and nearness < UNBEGUN:
        return False
    likelihood = recognition().likelihood(one.outline, other.outline)
    surely = likelihood >= SURE
    return likelihood >= LEAST and (begins or surely) and _name_one(one, other, nearness, surely=surely)


def _share_of(one: Report, other: Report, shared: Mapping[str, float] | None) -> float:
    """How much of their names two documents share."""
    weight = _weight_of(one, other) if shared is None else shared.get(other.document.id, 0.0)
    return nearness_of(weight, one.document, other.document)


def _name_one(one: Report, other: Report, nearness: float, *, surely: bool) -> bool:
    """Whether two documents share enough names to be reports of one event, for what is known of their days, and if they are likely so."""
    if not (_is_known(one) and _is_known(other)):
        return nearness >= SURELY
    if not came_out_near(one.document, other.document):
        return nearness >= LATER
    days = "no day" if not (one.all_days and other.all_days) else "other days" if one.all_days.isdisjoint(other.all_days) else "one day"
    more = 1.0 if one.names(one.lead) and other.names(other.lead) else NAMELESS
    are_of_one = surely or (_came_out_within(one, other, DAYS[days]) and _are_about_one(one, other))
    return nearness >= NEAREST[days] * more or (nearness >= ONE_MATTER * more and are_of_one)


def _came_out_within(one: Report, other: Report, most: int) -> bool:
    """Whether it is known that two reports came out within so many days of each other, of one of which the year may be unknown."""
    days = came_out(one.document), came_out(other.document)
    return any(day is not None and day.year for day in days) and came_out_near(one.document, other.document, most)


def _are_about_one(one: Report, other: Report) -> bool:
    """Whether much of what one report tells of the other tells of as well."""
    return len(one.topics & other.topics) >= max(FEWEST, ALIKE * min(len(one.topics), len(other.topics)))


def _weight_of(one: Report, other: Report) -> float:
    """How much the names weigh that two reports share, where each is a rare one."""
    names = shared_names(names_of(one.document), other.document)
    return weight_of(names, dict.fromkeys(names, FEW))


def _is_known(report: Report) -> bool:
    """Whether it is known of a report when it came out."""
    return came_out(report.document) is not None


def without_strangers(
    links: Iterable[Link], new: Graph, known: Graph, reports: Graph, shared: Mapping[str, float] | None = None
) -> tuple[Link, ...]:
    """The links without those between claims that only their own documents explain, where these tell of two events.

    "Two of the dead were children" says another thing in each report that holds it, and so does what is counted in each. A number that may
    have grown from one report of an event to the next is only apparent.
    """
    pairs = [(one, other) for one, other in _near_reports(new, reports) if _may_tell_of_one(one, other, shared)]
    near = {other.document.id: (one, other) for one, other in pairs}
    claims = {**known.claims, **new.claims}
    ends = ((link, claims.get(link.from_), claims.get(link.to)) for link in links)
    kept = (end for end in ends if not _are_strangers(*end, near) and not _are_of_two(*end, near))
    return tuple(_of_two_moments(*end, near) for end in kept)


def _may_tell_of_one(one: Report, other: Report, shared: Mapping[str, float] | None) -> bool:
    return _tell_of_one(one, other, shared) or not (_is_known(one) and _is_known(other))


def _of_two_moments(link: Link, one: Claim | None, other: Claim | None, near: Mapping[str, tuple[Report, Report]]) -> Link:
    """A link, only an apparent one where what the later report says may have come to be so since the earlier."""
    if _may_have_grown(link, one, other, near):
        return grown(link)
    ours, theirs = (one, other) if other and other.document in near else (other, one)
    if link.status is not LinkStatus.PROPOSED or ours is None or theirs is None or theirs.document not in near:
        return link
    here, there = near[theirs.document]
    return overtaken(link) if may_be_overtaken(link, (here, ours), (there, theirs)) else link


def _may_have_grown(link: Link, one: Claim | None, other: Claim | None, near: Mapping[str, tuple[Report, Report]]) -> bool:
    """Whether a number of one of two claims that clash is greater than that of the other, which an earlier report gives."""
    if link.type is not LinkType.QUANTITY or link.status is not LinkStatus.PROPOSED or one is None or other is None:
        return False
    if not (goes_on(one) or goes_on(other)):
        return False
    ends = (one, link.clash_from), (other, link.clash_to)
    ours, theirs = ends if other.document in near else ends[::-1]
    if theirs[0].document not in near:
        return False
    here, there = near[theirs[0].document]
    numbers = product(_clashing(here, *ours), _clashing(there, *theirs))
    return any(has_grown(here, number, there, rival) for number, rival in numbers)


def _are_of_two(link: Link, one: Claim | None, other: Claim | None, near: Mapping[str, tuple[Report, Report]]) -> bool:
    """Whether two claims that clash are of two times by their sentences, or of two things."""
    if link.kind is not LinkKind.CONTRADICTS or one is None or other is None:
        return False
    ours, theirs = (one, other) if other.document in near else (other, one)
    if theirs.document not in near:
        return False
    here, there = near[theirs.document]
    return _are_two_times(link, (here, ours), (there, theirs)) or _are_two_things(link, (here, ours), (there, theirs))


def _are_two_things(link: Link, *ends: tuple[Report, Claim]) -> bool:
    """Whether of two states or votes one is of a thing told by something of which the other report tells nothing: "the bridge of Sarn"."""
    if link.type is not LinkType.STATES and not link.judge.startswith("rule:one-vote@"):
        return False
    pairs = zip(ends, ends[::-1], strict=True)
    return any(_is_untold(profile_of(claim), other.words_told) for (_, claim), (other, _) in pairs)


def _is_untold(profile: Profile, told: frozenset[str]) -> bool:
    root = next((term for term in profile.terms if term.dep == "ROOT"), None)
    subject = subject_of(profile, root.place) if root else -1
    return subject >= 0 and is_of_something_else(profile, subject, told, known=True)


def _are_two_times(link: Link, *ends: tuple[Report, Claim]) -> bool:
    """Whether of two claims only one is of an earlier time by its sentence, or they are of two moments and it is no time that clashes."""
    (one, ours), (other, theirs) = ends
    if one.is_of_before(ours) != other.is_of_before(theirs):
        return True
    if link.judge.startswith("rule:agents@") and one.is_of_long_ago(ours) != other.is_of_long_ago(theirs):
        return True
    return link.type is not LinkType.TIME and are_of_two_moments(one, ours, other, theirs)


def _clashing(report: Report, claim: Claim, spans: Iterable[Span]) -> Sequence[Quantity]:
    """The quantities of a claim of a report that stand in these ranges of it; the only one wherever it stands."""
    numbers = claim.slots.quantities
    if len(numbers) == 1:
        return numbers
    words = [report.document.text[span.start : span.end].lower() for span in spans]
    return [number for number in numbers if any(said in number.words.lower() or number.words.lower() in said for said in words)]


def _are_strangers(link: Link, one: Claim | None, other: Claim | None, near: Container[str]) -> bool:
    if one is None or other is None or one.document in near or other.document in near:
        return False
    if _OF_THEM.match(one.text) or _OF_THEM.match(other.text):
        return True
    if link.type is LinkType.RESTATES and (_is_of_its_own(one) or _is_of_its_own(other)):
        return True
    return link.type is LinkType.TIME or _is_bound(one) or _is_bound(other) or _count_apart(one, other) or _name_apart(one, other)


def _name_apart(one: Claim, other: Claim) -> bool:
    """Whether two sentences name things, and none that both name."""
    named = ([term for term in profile_of(claim).terms if term.tag.startswith("NNP")] for claim in (one, other))
    names = [{name for term in terms for name in (term.form, *term.keys)} for terms in named]
    return all(names) and names[0].isdisjoint(names[1])


def _count_apart(one: Claim, other: Claim) -> bool:
    """Whether two sentences count at two times; of the dead and hurt each counts its own where neither says when."""
    if not all(claim.slots.parse and claim.slots.quantities for claim in (one, other)):
        return False
    return one.slots.time != other.slots.time or (one.slots.time is None and bool(tolls_of(one)))


def _is_bound(claim: Claim) -> bool:
    """Whether a claim names nothing, and counts, or tells in the past, what its document speaks of: "the driver was asleep"."""
    return _names_nothing(claim) and _is_past(claim) and (bool(claim.slots.quantities) or _is_of_known(claim))


def _is_of_its_own(claim: Claim) -> bool:
    """Whether a claim names nothing, and tells in the past, or of what its document speaks of: "schools were open", "the water is safe"."""
    return _names_nothing(claim) and (_is_past(claim) or _is_of_known(claim))


def _names_nothing(claim: Claim) -> bool:
    return not claim.slots.place and not any(term.tag.startswith("NNP") for term in profile_of(claim).terms)


def _is_past(claim: Claim) -> bool:
    terms = profile_of(claim).terms
    root = next((term for term in terms if term.dep == "ROOT"), None)
    return root is not None and (root.tag in ("VBD", "VBN") or any(term.tag == "VBD" and term.head == root.place for term in terms))


def _is_of_known(claim: Claim) -> bool:
    return claim.slots.subject.lower().startswith(("the ", "our ", "all ", "no ", "none "))


@dataclass(frozen=True, slots=True)
class Event:
    """Two reports of one event."""

    one: Report
    other: Report

    @property
    def likelihood(self) -> float:
        """How likely both are of one event by what they tell, in [0, 1]."""
        return recognition().likelihood(self.one.outline, self.other.outline)

    def rivals(self) -> Iterator[Link]:
        """The contradictions between what two reports tell: by the rules for any two statements, and of how many, how much and when."""
        found = chain(collisions(self.one, self.other), self.rival_amounts(), self.rival_tolls(), self.rival_clocks())
        for link in found:
            if not self._is_of_two(link):
                yield overtaken(link) if self._may_be_overtaken(link) else link

    def _is_of_two(self, link: Link) -> bool:
        """Whether two claims that clash are of two times by their sentences, or of two things."""
        ends = (self.one, self.one.graph.claims[link.from_]), (self.other, self.other.graph.claims[link.to])
        return _are_two_times(link, *ends) or _are_two_things(link, *ends)

    def _may_be_overtaken(self, link: Link) -> bool:
        """Whether the report that came out earlier tells only how things stood then, and the other names no day up to that one."""
        return may_be_overtaken(link, (self.one, self.one.graph.claims[link.from_]), (self.other, self.other.graph.claims[link.to]))

    def rival_tolls(self) -> Iterator[Link]:
        """The contradictions between the tolls of two reports, of each voice each toll once; one between tolls far apart only seems so."""
        for (ours, here), (theirs, there) in product(self.one.tolls, self.other.tolls):
            if not (self._is_of_both(ours, theirs) and exclude_each_other(here, there) and self._may_exclude(ours, here, theirs, there)):
                continue
            if not has_grown(self.one, here, self.other, there):
                counts = self._counted(self.one, ours, here), self._counted(self.other, theirs, there)
                words = f"Of the {here.fate} of one event, one counts {counts[0]}, the other {counts[1]}."
                link = self._link((ours, here), (theirs, there), LinkType.QUANTITY, words)
                yield apparent(link, "They are so far apart that one may be of more than the event.") if are_far(here, there) else link

    def _may_exclude(self, ours: Place, here: Toll, theirs: Place, there: Toll) -> bool:
        """Whether two tolls are not of two vehicles, and somebody hurt without a number is one of whom the other says that nobody was."""
        if are_in_two_vehicles(profile_of(self.one.claim(ours)), profile_of(self.other.claim(theirs))):
            return False
        ends = (here, self.other.claim(theirs)), (there, self.one.claim(ours))
        return all(toll.quantity is not None or not toll.low or is_of_all(profile_of(none)) for toll, none in ends)

    def rival_amounts(self) -> Iterator[Link]:
        """The contradictions between the amounts of two reports; more that was counted later only seems to be one: it may have grown."""
        for (ours, here), (theirs, there) in product(self.one.amounts, self.other.amounts):
            if not self._may_be_of_both(ours, theirs) or not are_rivals(here, there) or self._are_of_two_times(ours, theirs):
                continue
            if self._are_contrasted(ours, here, theirs, there):
                continue
            rejects = here.is_rejected or there.is_rejected
            verb, type_ = ("rejects", LinkType.DENIAL) if rejects else ("gives", LinkType.QUANTITY)
            words = f"Of one event one gives “{self.one.words(ours, here)}”, the other {verb} “{self.other.words(theirs, there)}”."
            link = self._link((ours, here), (theirs, there), type_, words)
            may_grow = goes_on(self.one.claim(ours)) or goes_on(self.other.claim(theirs))
            if may_grow and has_grown(self.one, here.quantity, self.other, there.quantity):
                link = grown(link)
            yield link

    def _are_contrasted(self, ours: Place, here: Amount, theirs: Place, there: Amount) -> bool:
        """Whether two amounts are of two things, places or times by how their claims are built."""
        if here.is_rejected or there.is_rejected:
            return False
        view = align(profile_of(self.one.claim(ours)), profile_of(self.other.claim(theirs)))
        counts = [next((count for count in p.counts if count.start == told.start), None) for p, told in ((view.a, here), (view.b, there))]
        return None not in counts and are_contrasted(view, *filter(None, counts))

    def _are_of_two_times(self, ours: Place, theirs: Place) -> bool:
        """Whether two claims speak of two times, or only one of what is to come."""
        one, other = self.one.claim(ours), self.other.claim(theirs)
        if (one.modality is Modality.PREDICTION) != (other.modality is Modality.PREDICTION):
            return True
        times = [claim.slots.time for claim in (one, other)]
        if None in times:
            return any(time is not None and time.precision in ("year", "month") for time in times)
        return times_differ(*filter(None, times))

    def rival_clocks(self) -> Iterator[Link]:
        """The contradictions of a time that one report gives and the other puts right: "at 03:41, not 03:15"."""
        for (ours, here), (theirs, there) in product(self.one.clocks, self.other.clocks):
            if here.is_rejected != there.is_rejected and not here.is_apart(there) and self._collide(ours, theirs):
                words = f"One puts it at “{self.one.words(ours, here)}”, which the other puts right."
                yield self._link((ours, here), (theirs, there), LinkType.TIME, words)

    def _may_be_of_both(self, ours: Place, theirs: Place) -> bool:
        """Whether two claims of two voices may be of the event: not of two places or days."""
        names = self.one.names([ours]), self.other.names([theirs])
        profiles = profile_of(self.one.claim(ours)), profile_of(self.other.claim(theirs))
        return self._collide(ours, theirs) and not (all(names) and names[0].isdisjoint(names[1])) and not are_of_two_places(*profiles)

    def _is_of_both(self, ours: Place, theirs: Place) -> bool:
        """Whether two claims are of the event surely: where a report does not name its day, of known victims too."""
        if not self._may_be_of_both(ours, theirs):
            return False
        known = any(_DEFINITE.search(claim.text) for claim in (self.one.claim(ours), self.other.claim(theirs)))
        return known or bool(self.one.days and self.other.days) or self._is_told_first(ours, theirs)

    def _is_told_first(self, ours: Place, theirs: Place) -> bool:
        """Whether both claims stand at the beginning of reports that came out within days of each other, or are likely of one event."""
        if ours not in self.one.lead or theirs not in self.other.lead:
            return False
        if _is_known(self.one) and _is_known(self.other):
            return came_out_near(self.one.document, self.other.document, DAYS["no day"])
        return self.likelihood >= SURE

    def _collide(self, ours: Place, theirs: Place) -> bool:
        """Whether two voices speak, not of two days."""
        days = {day_told(self.one.claim(ours)), day_told(self.other.claim(theirs))} - {None}
        return self.one.voice(ours) != self.other.voice(theirs) and len(days) < 2

    @staticmethod
    def _counted(report: Report, place: Place, toll: Toll) -> str:
        return f"“{report.words(place, toll)}”" + (f" ({toll.who})" if toll.high else "")

    def _link(self, ours: tuple[Place, Told], theirs: tuple[Place, Told], type_: LinkType, rationale: str) -> Link:
        (here, one), (there, other) = ours, theirs
        return Link(
            id=mint_link_id(LinkKind.CONTRADICTS, type_, here.claim, there.claim),
            kind=LinkKind.CONTRADICTS,
            type=type_,
            from_=here.claim,
            to=there.claim,
            score=0.8,
            rationale=rationale,
            judge=judge_of("one-event"),
            status=LinkStatus.PROPOSED,
            clash_from=clash_spans(here.assertion, self.one.claim(here), [Span(one.start, one.end)]),
            clash_to=clash_spans(there.assertion, self.other.claim(there), [Span(other.start, other.end)]),
        )
