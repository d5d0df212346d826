"""What a document tells of its event: what it names first, its days, tolls, amounts and times of the day, each at its claim."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from claimgraph.clocks import Clock, are_apart, clocks_in
from claimgraph.link.events.aliases import Aliases, aliases_in
from claimgraph.link.events.amounts import Amount, amounts_of
from claimgraph.link.events.harms import harms_in
from claimgraph.link.events.recognition import Days, Outline
from claimgraph.link.events.reports import APART, came_out, day_of, not_telling
from claimgraph.link.pairs.grammar import decode
from claimgraph.link.pairs.profile import GENERIC, Said, kept_of_claims, kept_of_texts, profile_of
from claimgraph.link.pairs.tolls import OF_OTHERS, Toll, tolls_in
from claimgraph.link.text.places import Place
from claimgraph.link.text.sayings import Saying, sayings_of
from claimgraph.link.text.turns import Turns
from claimgraph.model import Claim, Document, Graph, Link, LinkKind, LinkStatus, LinkType, Modality, Quantity

LEAD = 4
"""How many claims are what a report states first."""
HEAD = 800
"""How many code points of its text are its beginning."""
_WORD = re.compile(r"\w+")
OTHERS = re.compile(
    rf"\b(?:{OF_OTHERS}|in all|immediate|of (?:those|the) (?:injured|wounded|hurt))\b",
    re.IGNORECASE,
)
"""What shows that a toll is of others than those of the event, or of no one event."""
_BEFORE = re.compile(
    r"\b(?:last (?:week|month|season|year)|in (?:1[5-9]|20)\d\d|(?:weeks?|months?|years?) (?:ago|before|earlier)|"
    r"the (?:year|season) before)\b",
    re.IGNORECASE,
)
"""What shows that a sentence tells of an earlier time."""
_PARTS = re.compile(
    r"\b(?:at|by|in|on|during|since|until|before|after|from|this|that|all)(?: the)?(?: \w+)? "
    r"(dawn|morning|noon|afternoon|evening|night|midnight|half-?time|spring|summer|autumn|winter|christmas|easter)\b"
)
"""Parts of a day or a year, and of a match, at which something was so."""
_INSERTED = re.compile(r",[^,]*,")
"""What is put into a sentence and says nothing of its time: "the ferry, built in 1998, was …"."""
_OF_SEVERAL = re.compile(
    r"(?:they|these|those|together|between them),? (?:have |had )?(?:killed|claimed|cost|left|injured|wounded)\b", re.IGNORECASE
)
"""What shows that a toll is of several happenings of which was spoken before: "they cost two lives"."""
_THEN = re.compile(r"\b(?:then|at that time|back then|on that occasion)\W*$", re.IGNORECASE)
"""What shows that a claim speaks of a time that was named before."""
_SO_FAR = re.compile(
    r"\b(?:so far|(?:as )?yet|still|at present|currently|for now|for the time being|up to now|situation (?:at|as)|as of (?:this|now|\d))\b",
    re.IGNORECASE,
)
"""What shows that a claim tells only how things stand."""
_EVER = frozenset("never ever always".split())
Told = Toll | Amount | Clock


@dataclass(frozen=True)
class Report:
    """A document of a graph as a report: what it states, in order, and the names of what that is about."""

    graph: Graph
    document: Document
    places: Sequence[Place]
    weighing: Set[str] = frozenset()
    """The claims of it that weigh what another voice says."""

    @cached_property
    def lead(self) -> Sequence[Place]:
        """What it states first, its title included."""
        return self.places[:LEAD]

    @cached_property
    def head(self) -> frozenset[str]:
        """The words of its title and beginning, in lower case."""
        return frozenset(_WORD.findall(f"{self.document.title or ''} {self.document.text[:HEAD]}".lower()))

    @cached_property
    def is_provisional(self) -> bool:
        """Whether it says somewhere that it tells only how things stand: "so far", "at present", "situation at noon"."""
        return _SO_FAR.search(self.document.text) is not None

    @cached_property
    def common(self) -> frozenset[str]:
        """The words that it writes without a capital."""
        return _in_small_letters(self.document.text)

    @cached_property
    def words_told(self) -> frozenset[str]:
        """All words that it writes, in lower case."""
        return _in_text(self.document.text)

    @cached_property
    def aliases(self) -> Aliases:
        """By what common nouns it calls what it names."""
        return aliases_in(profile_of(self.claim(place)) for place in self.places)

    @cached_property
    def topics(self) -> frozenset[str]:
        """The common nouns of all that it states, by their lemmas."""
        return frozenset(lemma for place in self.places for lemma in _topics_of(self.claim(place)))

    def names(self, places: Iterable[Place]) -> frozenset[str]:
        """The words of the names in what is stated there, in lower case: of no country, and nowhere written without a capital."""
        found = frozenset(name for place in places for name in _names_of(self.claim(place)))
        return found - self.common - not_telling()

    @cached_property
    def days(self) -> frozenset[date]:
        """The days that it names first, of those shortly before it came out."""
        return self._days(self.lead)

    @cached_property
    def all_days(self) -> frozenset[date]:
        """All the days that it names, of those shortly before it came out."""
        return self._days(self.places)

    @cached_property
    def outline(self) -> Outline:
        """What it tells of without names, and its days."""
        days = Days(day_of(self.document.published_at), self.all_days, self.days)
        return Outline.of([self.claim(place) for place in self.places], days)

    def _days(self, places: Iterable[Place]) -> frozenset[date]:
        came = day_of(self.document.published_at)
        told = (self.claim(place) for place in places)
        found = {day for claim in told if claim.modality is not Modality.PREDICTION and (day := day_told(claim))}
        return frozenset(day for day in found if came and 0 <= (came - day).days <= APART)

    @cached_property
    def tolls(self) -> Sequence[tuple[Place, Toll]]:
        """The tolls that it gives of its event, each of one voice and sort once."""
        found: dict[tuple[str, str, str, float, float], tuple[Place, Toll]] = {}
        for place in filter(self._is_of_event, self.places):
            for toll in tolls_of(self.claim(place)):
                found.setdefault((self.voice(place), toll.fate, toll.who, toll.low, toll.high), (place, toll))
        return list(found.values())

    @cached_property
    def sayings(self) -> Mapping[str, Saying]:
        """What it says by claim, where each is said first; questions and conditions left out."""
        found = dict[str, Saying]()
        for item in sayings_of(Turns.of(self.graph, self.document)):
            found.setdefault(item.place.claim, item)
        return found

    @cached_property
    def clocks(self) -> Sequence[tuple[Place, Clock]]:
        """The times of the day that it gives."""
        return [(place, clock) for place in self.places for clock in _clocks_of(self.claim(place))]

    @cached_property
    def amounts(self) -> Sequence[tuple[Place, Amount]]:
        """The amounts that it gives; one that says of nothing what it measures is of what was spoken of just before."""
        found = amounts_of([self.claim(place) for place in self.places])
        return [(place, amount) for place, given in zip(self.places, found, strict=True) for amount in given]

    def _is_of_event(self, place: Place) -> bool:
        """Whether a claim counts all the victims of what its document tells of: no more of them, elsewhere, or over a longer time."""
        claim = self.claim(place)
        day, where = day_told(claim), frozenset(_WORD.findall((claim.slots.place or "").lower()))
        if (
            OTHERS.search(claim.text)
            or _OF_SEVERAL.match(claim.text)
            or (claim.slots.time and (day is None or (self.days and day not in self.days)))
        ):
            return False
        return place in self.lead or where <= self.head

    def is_of_before(self, claim: Claim) -> bool:
        """Whether a claim is of an earlier time by its sentence: "last year it was cool, and three fell ill", "nobody was hurt then"."""
        if _THEN.search(claim.text):
            return True
        return _BEFORE.search(self.opening(claim)) is not None

    def is_of_long_ago(self, claim: Claim) -> bool:
        """Whether a claim tells of a year before that in which the report came out."""
        year, came = ((claim.slots.time and claim.slots.time.to) or "")[:4], came_out(self.document)
        return year.isdigit() and came is not None and int(year) < (came.year or 0)

    def opening(self, claim: Claim) -> str:
        """What stands in the sentence of a claim before it, and may say when it was so; "" where the claim itself says when."""
        place = None if claim.slots.time else next((place for place in self.places if place.claim == claim.id), None)
        if place is None:
            return ""
        start = max(self.document.text.rfind(mark, 0, place.start) for mark in (". ", "! ", "? ", "\n"))
        return _INSERTED.sub(",", self.document.text[start + 1 : place.start])

    def moments(self, claim: Claim) -> tuple[Sequence[Clock], Set[str]]:
        """The times of the day, and the parts of a day or a year, at which a claim or the beginning of its sentence puts what it tells."""
        words = f"{self.opening(claim)} {claim.text}".strip()
        return tuple(clocks_in(words)), frozenset(_PARTS.findall(words.lower()))

    def claim(self, place: Place) -> Claim:
        """The claim at a place."""
        return self.graph.claims[place.claim]

    def voice(self, place: Place) -> str:
        """Who states it: the source that stands for the speaker."""
        return self.graph.representative(place.assertion.speaker.id)

    def words(self, place: Place, found: Told) -> str:
        """The words of a toll or time in a claim."""
        return self.claim(place).text[found.start : found.end]


def is_of_its_moment(claim: Claim) -> bool:
    """Whether a claim tells how things stood when it was said, which may have changed since: "is not under control", "none so far"."""
    profile = profile_of(claim)
    if claim.slots.time is not None or claim.modality is not Modality.FACT or not profile.lemmas.isdisjoint(_EVER):
        return False
    root = next((term for term in profile.terms if term.dep == "ROOT"), None)
    if root is None or _SO_FAR.search(claim.text):
        return root is not None
    helpers = (profile.terms[low] for low in profile.tree.children[root.place] if profile.terms[low].dep in ("aux", "auxpass"))
    finite = next(iter(helpers), root)
    is_done = finite.lemma == "have" and finite is not root and not profile.denies  # "has paid" stays so
    return finite.tag in ("VBZ", "VBP") and not is_done


def are_of_two_moments(one: Report, ours: Claim, other: Report, theirs: Claim) -> bool:
    """Whether two claims, by their own words or those with which their sentences begin, are of two times of a day or parts of a year."""
    (clocks, parts), (rivals, others) = one.moments(ours), other.moments(theirs)
    return are_apart(clocks, rivals) or (bool(parts and others) and parts.isdisjoint(others))


def day_told(claim: Claim) -> date | None:
    """The one day of which a claim speaks, None where it names none or several."""
    time = claim.slots.time
    return day_of(time.from_) if time and time.from_ == time.to else None


def has_grown(one: Report, here: Toll | Quantity, other: Report, there: Toll | Quantity) -> bool:
    """Whether the later report counts more, as of what goes on being counted; what was none, or "no more than", has not grown.

    Of two reports of which one has no date neither is the later one.
    """
    days = came_out(one.document), came_out(other.document)
    later = days[1].days_after(days[0]) if days[0] and days[1] else 0
    early, late = (here, there) if later > 0 else (there, here)
    return later != 0 and (early.low or 0.0) > 0 and (early.high or math.inf) < (late.low or 0.0)


_SETTLED = frozenset("march demonstrate protest rally participate attend gather assemble".split())
"""Verbs of what is over when it is reported, and not counted on."""


def goes_on(claim: Claim) -> bool:
    """Whether what a claim counts may be counted on: not what is planned, who came to something, or how things without life stand."""
    if claim.modality is Modality.PREDICTION:
        return False
    profile = profile_of(claim)
    root = next((term for term in profile.terms if term.dep == "ROOT"), None)
    if root is None or root.tag == "VBG":
        return True
    if root.lemma in _SETTLED or (root.lemma == "take" and profile.tree.has(root.place, "part")):
        return False
    subject = profile.tree.child(root.place, "nsubj")
    kinds = profile.terms[subject].kinds | profile.terms[subject].keys if subject >= 0 else frozenset()
    is_state = root.tag in ("VBZ", "VBP") and profile.tree.child(root.place, "acomp") >= 0
    return not (is_state and not kinds & {"person", "people"})


def may_be_overtaken(link: Link, *ends: tuple[Report, Claim]) -> bool:
    """Whether of two reports that clash the earlier tells only how things stood then, and the later names no day up to that one.

    Numbers are overtaken so where the earlier says that there were none; others may have grown (`has_grown`).
    """
    days = [came_out(report.document) for report, _ in ends]
    apart = days[1].days_after(days[0]) if days[0] and days[1] else 0
    if link.kind is not LinkKind.CONTRADICTS or not apart:
        return False
    (report, early), (_, late) = ends if apart > 0 else ends[::-1]
    came, told = day_of(report.document.published_at), day_of(late.slots.time.from_) if late.slots.time else None
    if link.type not in _OVERTAKEN or any(number.low for number in early.slots.quantities):
        return False
    if not (report.is_provisional and is_of_its_moment(early)):
        return False
    return not (came and told and told <= came)


_OVERTAKEN = frozenset({LinkType.DENIAL, LinkType.STATES, LinkType.QUANTITY})


def overtaken(link: Link) -> Link:
    """A contradiction of two moments, of which the later may have brought what was not so at the earlier: an apparent one."""
    return apparent(link, "The report that came out later may tell what was not so before.")


def grown(link: Link) -> Link:
    """A contradiction of two numbers of which the later may only have grown: an apparent one."""
    return apparent(link, "It may have grown between.")


def apparent(link: Link, why: str) -> Link:
    """A contradiction that may only seem to be one."""
    return replace(link, rationale=f"{link.rationale} {why}", status=LinkStatus.APPARENT)


@kept_of_claims
def _names_of(claim: Said) -> frozenset[str]:
    """The words of the names in a claim, in lower case."""
    terms = decode(claim.slots.parse, claim.text).terms
    return frozenset(term.form for term in terms if term.tag.startswith("NNP") and len(term.form) > 2)


@kept_of_claims
def _topics_of(claim: Said) -> frozenset[str]:
    """The lemmas of the common nouns of a claim, without those that say little of what it is about."""
    terms = profile_of(claim).terms
    return frozenset(term.lemma for term in terms if term.tag in ("NN", "NNS") and term.weight and term.lemma not in GENERIC)


@kept_of_claims
def tolls_of(claim: Said) -> tuple[Toll, ...]:
    """The tolls that a claim gives, and those of whom it gives no number."""
    profile = profile_of(claim)
    return (*tolls_in(profile), *harms_in(profile))


@kept_of_claims
def _clocks_of(claim: Said) -> tuple[Clock, ...]:
    return tuple(clocks_in(claim.text))


@kept_of_texts
def _in_text(text: str) -> frozenset[str]:
    """The words of a text in lower case."""
    return frozenset(_WORD.findall(text.lower()))


@kept_of_texts
def _in_small_letters(text: str) -> frozenset[str]:
    """The words that a text writes without a capital."""
    return frozenset(word for word in _WORD.findall(text) if word.islower())
