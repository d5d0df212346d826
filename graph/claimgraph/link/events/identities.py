"""Who somebody was: two names that two reports of one event give of the one whom a noun describes, "the driver was Ann Lee"."""

from collections.abc import Iterator

from claimgraph.link.pairs.alignment import Alignment
from claimgraph.link.pairs.clash import Clash, Hint
from claimgraph.link.pairs.profile import Profile, kept_with_profile
from claimgraph.link.pairs.roles import are_kept_apart, is_definite, is_of_another, is_open, same_thing, subject_of
from claimgraph.model import LinkType

SCORE = 0.75
LIKELY = 0.02
"""How likely two statements must be of one matter."""
_NAMING = frozenset("name identify call".split())


def rival_names(view: Alignment) -> Iterator[Hint]:
    """Two names of one whom both claims describe by a noun."""
    ours, theirs = named_in(view.a), named_in(view.b)
    if ours is None or theirs is None or are_kept_apart(view, ours[0], theirs[0]) or is_of_another(view, ours[0], theirs[0]):
        return
    if same_thing(view, ours[0], theirs[0]) < 0.8 or not _words(view.a, ours[1]).isdisjoint(_words(view.b, theirs[1])):
        return
    said = " ".join(_written(view.a, ours[1])), " ".join(_written(view.b, theirs[1]))
    words = f"By one it was {said[0]}, by the other {said[1]}."
    yield Hint(Clash(LinkType.STATES, SCORE, "one-name", (ours[1],), (theirs[1],), words), LIKELY)


@kept_with_profile
def named_in(profile: Profile) -> tuple[int, int] | None:
    """The places of a single known person's noun and name, where a claim says who that is; None where it does not."""
    root = next((term for term in profile.terms if term.dep == "ROOT"), None)
    if root is None or profile.denies or is_open(profile, root.place):
        return None
    described = subject_of(profile, root.place)
    name = next((place for place in _complements(profile, root.place, root.lemma) if place >= 0), -1)
    if min(described, name) < 0 or described == name or not _is_name(profile, name):
        return None
    noun = profile.terms[described]
    is_somebody = "person" in noun.kinds | noun.keys or profile.terms[name].entity == "PERSON"
    return (described, name) if noun.tag == "NN" and is_definite(profile, described) and is_somebody else None


def _complements(profile: Profile, verb: int, lemma: str) -> Iterator[int]:
    """What a verb says its subject was, or was called."""
    if lemma in ("be", *_NAMING):
        yield profile.tree.child(verb, "attr", "oprd")
    if lemma in _NAMING:
        yield from (profile.tree.object_of(low) for low in profile.tree.children[verb] if profile.terms[low].form == "as")


def _is_name(profile: Profile, place: int) -> bool:
    term = profile.terms[place]
    return (
        term.tag == "NNP" and term.entity in ("PERSON", "") and not any(low in profile.tree.children[place] for low in _determined(profile))
    )


def _determined(profile: Profile) -> list[int]:
    return [term.place for term in profile.terms if term.dep in ("det", "poss")]


def _words(profile: Profile, place: int) -> frozenset[str]:
    return frozenset(word.lower() for word in _written(profile, place))


def _written(profile: Profile, place: int) -> list[str]:
    below = [low for low in profile.tree.under(place) if profile.terms[low].tag == "NNP"]
    return [profile.text[profile.terms[low].start : profile.terms[low].end] for low in sorted({place, *below})]
