"""A count that a later one replaces: "last week I put it at seven … the tally has now reached 45" is an update, no contradiction.

So are the dead or hurt of whom a text says that fewer or more had been told of before: "Officials had earlier put the dead at two".
"""

import re
from collections.abc import Iterator

from claimgraph.link.pairs.profile import profile_of
from claimgraph.link.pairs.tolls import tolls_in
from claimgraph.link.text.places import Place, inferred, places_of, stated_link
from claimgraph.link.version import judge_of
from claimgraph.model import Claim, Document, Graph, Link, LinkKind, LinkType

FARTHEST = 600
"""How many code points may lie between the two counts."""
_THEN = (
    r"(?:last (?:week|month|year|time)|(?:a|one|two|three|some|several) (?:days?|weeks?|months?) ago|earlier|previously|yesterday|at first|"
    r"until (?:now|this \w+)|in my last \w+)"
)
_EARLIER = re.compile(
    rf"\b{_THEN}\b[^.!?\n]{{0,60}}?\b(?:I|we|our|my)\b|\b(?:I|we)\b[^.!?\n]{{0,40}}?\b{_THEN}\b|"
    r"\bour own (?:earlier |previous )?(?:count|figure|tally|estimate)\b",
    re.IGNORECASE,
)
_BEFORE = r"(?:earlier|previously|initially|originally|at first|first)"
_TOLD_BEFORE = re.compile(
    rf"\b(?:had|has|have) {_BEFORE} (?:put|given|said|told|reported|counted|spoken|estimated|announced)\b|"
    rf"\b{_BEFORE},? [^.!?,\n]{{0,40}}?\b(?:put|gave|said|told|reported|counted|spoke|estimated|announced)\b|"
    r"\b(?:an?|the|its|their|his|her) (?:earlier|previous|initial|original|preliminary|first) "
    r"(?:count|figure|tally|toll|total|estimate|number)\b",
    re.IGNORECASE,
)
_NEWER = re.compile(
    r"\b(?:now|new (?:count|figure|tally|toll|total)|has (?:risen|reached|grown|climbed)|have (?:risen|reached|grown|climbed)|revised|"
    r"worse than (?:I|we)|higher than (?:I|we)|more than (?:I|we) had|to date|so far|too low|too high)\b",
    re.IGNORECASE,
)


def updates(graph: Graph) -> tuple[Link, ...]:
    """Links from each count to the earlier one of the same author that it replaces, as the texts of a graph state it."""
    found = [link for document in graph.documents.values() for link in _updates_in(graph, document)]
    return tuple({link.id: link for link in found}.values())


def _updates_in(graph: Graph, document: Document) -> Iterator[Link]:
    counts = [place for place in places_of(graph, document) if _count_of(graph.claims[place.claim]) is not None]
    for earlier in counts:
        sentence = _sentence(document.text, earlier)
        own = bool(_EARLIER.search(sentence)) and _says_now(document.text, earlier)
        if not own and not _TOLD_BEFORE.search(sentence):
            continue
        near = [place for place in counts if _may_replace(graph, place, earlier)]
        newer = near if own else [place for place in near if _fates_of(graph, place) & _fates_of(graph, earlier)]
        replacing = min(newer, key=lambda place: _distance(document.text, place, earlier), default=None)
        if replacing is not None:
            reason = "The author counts anew what was counted before." if own else "The text says that this was the count before."
            yield inferred(stated_link(LinkKind.SUPPORTS, LinkType.UPDATES, replacing, earlier, reason), judge_of("updates"), 0.8)


def _fates_of(graph: Graph, place: Place) -> set[str]:
    """What befell those whom a claim counts: their death, a wound; none where it counts something else."""
    return {toll.fate for toll in tolls_in(profile_of(graph.claims[place.claim]))}


def _distance(text: str, place: Place, earlier: Place) -> tuple[bool, int]:
    """How far a count is from the one that it may replace: first those whose own sentence says that it is new, then the nearest."""
    return _NEWER.search(_sentence(text, place)) is None, abs(place.start - earlier.start)


def _may_replace(graph: Graph, place: Place, earlier: Place) -> bool:
    """Whether a claim near an earlier count gives another number that it may have grown or shrunk to."""
    ours, theirs = _count_of(graph.claims[place.claim]), _count_of(graph.claims[earlier.claim])
    near = place.claim != earlier.claim and abs(place.start - earlier.start) <= FARTHEST
    return near and ours is not None and theirs is not None and ours != theirs and _EARLIER.search(graph.claims[place.claim].text) is None


def _count_of(claim: Claim) -> float | None:
    """The first number of a claim that counts something; measures such as kilometres and percentages count nothing."""
    found = [quantity for quantity in claim.slots.quantities if quantity.unit not in _MEASURES]
    return (found[0].low or found[0].high) if found else None


_MEASURES = frozenset("km kilometre mile metre m % percent day week month year hour minute reason time".split())


def _says_now(text: str, earlier: Place) -> bool:
    """Whether the text near an earlier count says that there is a newer one."""
    return _NEWER.search(text, max(0, earlier.start - FARTHEST), min(len(text), earlier.end + FARTHEST)) is not None


def _sentence(text: str, place: Place) -> str:
    """The sentence that a claim stands in, as far as it leads up to its end."""
    start = max(text.rfind(mark, 0, place.start) for mark in (". ", "! ", "? ", "\n"))
    return text[start + 1 : place.end]
