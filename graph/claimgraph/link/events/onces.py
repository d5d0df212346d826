"""When something was done that is done but once: two dates that two reports of one event give of one deed."""

import re
from collections.abc import Iterator

from claimgraph.link.events.latest import is_before
from claimgraph.link.pairs.alignment import Alignment
from claimgraph.link.pairs.clash import Clash, Hint
from claimgraph.link.pairs.grammar import Term
from claimgraph.link.pairs.meanings import says
from claimgraph.link.pairs.profile import Profile, kept_with_profile
from claimgraph.link.pairs.roles import are_kept_apart, is_of_another, is_open, roles_of, same_thing
from claimgraph.link.pairs.scope import words_in
from claimgraph.model import LinkType

SCORE = 0.75
LIKELY = 0.05
"""How likely two statements must be of one matter."""
_ONCE = {
    word: group.split()[0]
    for group in (
        "expire lapse",
        "begin start commence",
        "find discover detect notice",
        "buy purchase acquire",
        "found establish",
        "dismiss sack fire",
        "resign quit",
        "approve authorise authorize",
        "order",
        "sign",
        "die",
        "arrive",
        "install",
        "deliver",
        "abolish",
        "appoint",
        "elect",
        "hire",
        "marry",
        "retire",
        "launch",
        "ban",
        "sell",
    )
    for word in group.split()
}
"""Verbs of what is done to one thing once, by the first of those that say the same; of our own making."""
_AGAIN = re.compile(r"\b(?:again|anew|another|also|each|every|once more|a second time|the last time)\b", re.IGNORECASE)
_WHICH = ("JJ", "CD")


def rival_dates(view: Alignment) -> Iterator[Hint]:
    """Two dates with nothing in common of one deed that is done but once."""
    one, other = _done_once(view.a), _done_once(view.b)
    if min(one, other) < 0 or _word(view.a, one) != _word(view.b, other) or not _are_two_dates(view):
        return
    themes = roles_of(view.a, one).theme, roles_of(view.b, other).theme
    if min(themes) >= 0 and _are_one(view, *themes):
        times = [profile.slots.time.words if profile.slots.time else "" for profile in (view.a, view.b)]
        places = words_in(view.a, times[0]), words_in(view.b, times[1])
        yield Hint(Clash(LinkType.TIME, SCORE, "one-date", *places, f"One dates it “{times[0]}”, the other “{times[1]}”."), LIKELY)


@kept_with_profile
def tells_date(profile: Profile) -> bool:
    """Whether a claim says on what date something was done that is done but once."""
    return _done_once(profile) >= 0


def _done_once(profile: Profile) -> int:
    """The verb of what a claim dates and what is done but once, -1 where there is none."""
    time = profile.slots.time
    if time is None or not (time.from_ or "")[:4].isdigit() or _AGAIN.search(profile.text):
        return -1
    root = next((term for term in profile.terms if term.dep == "ROOT"), None)
    is_past = root is not None and root.tag in ("VBD", "VBN") and not root.negative and not is_open(profile, root.place)
    return root.place if root is not None and is_past and _word(profile, root.place) else -1


def _word(profile: Profile, verb: int) -> str:
    term = profile.terms[verb]
    return "expire" if term.lemma == "run" and profile.tree.has(verb, "out") else _ONCE.get(term.lemma, "")


def _are_two_dates(view: Alignment) -> bool:
    """Whether the dates of two claims lie one before the other."""
    one, other = view.a.slots.time, view.b.slots.time
    if one is None or other is None:
        return False
    return is_before(one.to or one.from_, other.from_) or is_before(other.to or other.from_, one.from_)


def _are_one(view: Alignment, one: int, other: int) -> bool:
    """Whether two nouns name one known thing, and are described alike."""
    ours, theirs = view.a.terms[one], view.b.terms[other]
    if are_kept_apart(view, one, other) or is_of_another(view, one, other) or not (_is_known(view.a, ours) and _is_known(view.b, theirs)):
        return False
    if _which(view.a, one) != _which(view.b, other):
        return False
    return same_thing(view, one, other) >= 0.8 or says(ours, theirs) or says(theirs, ours)


def _is_known(profile: Profile, term: Term) -> bool:
    """Whether a noun means one thing or those that are known: a name, "the gates", "her licence"."""
    low = [profile.terms[place].form for place in profile.tree.children[term.place]]
    return term.tag.startswith("NNP") or (term.tag.startswith("NN") and not {"a", "an", "some", "other", "more"} & {*low} and bool(low))


def _which(profile: Profile, noun: int) -> frozenset[str]:
    """The adjectives and numbers that say which thing a noun means."""
    return frozenset(profile.terms[low].lemma for low in profile.tree.children[noun] if profile.terms[low].tag.startswith(_WHICH))
