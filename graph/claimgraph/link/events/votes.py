"""How a vote came out: two results that two reports of one event give of it, "by six votes to five", "24 votes for and 19 against"."""

import re
from collections.abc import Iterator
from itertools import pairwise

from claimgraph.link.pairs.alignment import Alignment
from claimgraph.link.pairs.clash import Clash, Hint
from claimgraph.link.pairs.counting import Count
from claimgraph.link.pairs.numbers import words_of
from claimgraph.link.pairs.profile import Profile, kept_with_profile
from claimgraph.link.pairs.roles import roles_of, same_thing
from claimgraph.model import LinkType

SCORE = 0.75
LIKELY = 0.15
"""How likely two statements must be of one matter."""
_BETWEEN = re.compile(r"(?: votes?)?(?: to |[-–]| (?:for|in favour)(?: and|,) )", re.IGNORECASE)
"""What stands between the two numbers of a result."""
_VOTING = re.compile(r"\bvot(?:e[sd]?|ing)\b", re.IGNORECASE)
_IN_PART = re.compile(r"\b(?:committee|first|second|third|earlier|previous|last)\b", re.IGNORECASE)
"""What shows that a vote is one of several."""
Result = tuple[Count, Count]


def rival_votes(view: Alignment) -> Iterator[Hint]:
    """Two results of one vote."""
    ours, theirs = result_in(view.a), result_in(view.b)
    if ours is None or theirs is None or _of(ours) == _of(theirs) or _are_of_two(view, ours, theirs):
        return
    places = [(*words_of(profile, found[0]), *words_of(profile, found[1])) for profile, found in ((view.a, ours), (view.b, theirs))]
    said = [profile.text[found[0].start : found[1].end] for profile, found in ((view.a, ours), (view.b, theirs))]
    clash = Clash(LinkType.QUANTITY, SCORE, "one-vote", places[0], places[1], f"Of one vote one gives “{said[0]}”, the other “{said[1]}”.")
    yield Hint(clash, LIKELY)


@kept_with_profile
def result_in(profile: Profile) -> Result | None:
    """The two numbers of the one vote that a claim tells of, None where it tells of none or several."""
    if len(profile.counts) < 2 or not _VOTING.search(profile.text) or _IN_PART.search(profile.text):
        return None
    found = [pair for pair in pairwise(profile.counts) if _BETWEEN.fullmatch(profile.text, pair[0].end, pair[1].start)]
    return found[0] if len(found) == 1 else None


def _of(result: Result) -> frozenset[float | None]:
    return frozenset(count.quantity.low for count in result)


def _are_of_two(view: Alignment, ours: Result, theirs: Result) -> bool:
    """Whether what was voted on is not one thing."""
    (left, _), (right, _) = ours, theirs
    if min(left.governor, right.governor) < 0:
        return False
    themes = roles_of(view.a, left.governor).theme, roles_of(view.b, right.governor).theme
    both = all(theme >= 0 and p.terms[theme].tag.startswith("NN") for p, theme in zip((view.a, view.b), themes, strict=True))
    return both and same_thing(view, *themes) == 0.0
