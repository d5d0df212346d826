"""By which of its sizes a thing is measured, told by an adjective ("80 metres long") or a noun ("a length of 80 metres")."""

from dataclasses import dataclass

from claimgraph.link.pairs.counting import Count
from claimgraph.link.pairs.grammar import Term
from claimgraph.link.pairs.names import owners_of
from claimgraph.link.pairs.profile import Profile
from claimgraph.link.pairs.roles import subject_of

_NOUNS = {
    "length": "long",
    "height": "high",
    "width": "wide",
    "breadth": "wide",
    "depth": "deep",
    "thickness": "thick",
    "weight": "weigh",
    "speed": "fast",
}
_WORDS = {word: word for word in ("long", "high", "wide", "deep", "thick", "weigh")} | {"tall": "high", "broad": "wide"}
_HAVING = frozenset("have reach".split())
_BEING = frozenset("be measure reach amount come stand".split())


@dataclass(frozen=True, slots=True)
class Size:
    """A size by its word, and the place of the thing that has it, -1 where that is not told."""

    word: str
    thing: int


def size_of(profile: Profile, count: Count) -> Size | None:
    """The size that a number is of, None where no word says so."""
    if min(count.governor, count.noun) < 0:
        return None
    over = profile.terms[count.governor]
    if over.lemma in _WORDS:
        return Size(_WORDS[over.lemma], subject_of(profile, over.clause))
    if over.tag.startswith("NN"):
        return _had(profile, over)
    subject = profile.tree.child(over.place, "nsubj")
    if subject >= 0 and over.lemma in _BEING and (named := _NOUNS.get(profile.terms[subject].lemma)):
        return Size(named, next(iter(owners_of(profile.tree, subject)), profile.tree.child(subject, "poss")))
    inside = [profile.tree.object_of(low) for at in (over.place, count.noun) for low in profile.tree.children[at] if _is_in(profile, low)]
    words = [_NOUNS[profile.terms[place].lemma] for place in inside if place >= 0 and profile.terms[place].lemma in _NOUNS]
    return Size(words[0], subject_of(profile, over.clause)) if words and over.lemma in _BEING else None


def _is_in(profile: Profile, place: int) -> bool:
    return profile.terms[place].form == "in"


def _had(profile: Profile, noun: Term) -> Size | None:
    """The size that a noun names, as something has it or comes to it: "has a length of 80 metres", "rose to a height of 3 metres"."""
    above = profile.terms[noun.head]
    is_reached = above.form == "to" and noun.dep == "pobj"
    if noun.lemma not in _NOUNS or not (above.lemma in _HAVING or is_reached):
        return None
    return Size(_NOUNS[noun.lemma], subject_of(profile, above.clause))
