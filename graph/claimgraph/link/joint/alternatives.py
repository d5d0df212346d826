"""One or the other: who says that it was one of two goes against two who rule out one each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimgraph.link.joint.joint import Joint, Said, joint, of_one_scene
from claimgraph.link.pairs.roles import agent_of_passive

_BEFORE = ("compound", "amod", "poss")


@dataclass(frozen=True, slots=True)
class Deed:
    """That somebody did something, or did not: the keys of who, of the verb, and of what it was done to."""

    said: Said
    who: frozenset[str]
    verb: frozenset[str]
    what: frozenset[str]
    words: str


def ruled_out(claims: Sequence[Said]) -> Iterator[Joint | None]:
    """The sets of "either this one or that one did it" with the denials of both; None for each pair of denials that does not fit."""
    denials = [deed for said in claims for deed in _denials(said)]
    for said in claims:
        either = _either(said)
        for one in denials if either else ():
            for other in denials:
                if either and one.said.claim.id < other.said.claim.id:
                    yield _joined(either, one, other)


def _joined(either: tuple[Deed, Deed], one: Deed, other: Deed) -> Joint | None:
    first, second = either
    fits = (_is_denied(first, one) and _is_denied(second, other)) or (_is_denied(first, other) and _is_denied(second, one))
    said = [first.said, one.said, other.said]
    if not fits or not of_one_scene(said) or len({item.claim.id for item in said}) < 3:
        return None
    return joint(said, "either-or", f"It is said to be “{first.words}” or “{second.words}”, and both are ruled out.")


def _is_denied(deed: Deed, denial: Deed) -> bool:
    """Whether a denial is of this deed: of who did it, of the verb, and of nothing else that it was done to."""
    if deed.who.isdisjoint(denial.who) or deed.verb.isdisjoint(denial.verb):
        return False
    return not deed.what.isdisjoint(denial.what) if deed.what or denial.what else True


def _either(said: Said) -> tuple[Deed, Deed] | None:
    """The two deeds between which a claim leaves it open: "either the army or the rebels fired the shell"; None for any other claim."""
    profile, tree = said.profile, said.profile.tree
    root = _root(said)
    if root < 0 or profile.denies:
        return None
    for place in (tree.child(root, "nsubj"), agent_of_passive(profile, root)):
        other = tree.child(place, "conj") if place >= 0 else -1
        more = tree.child(other, "conj") if other >= 0 else -1
        if other >= 0 and more < 0 and any(profile.terms[low].lemma == "or" for low in tree.children[place]):
            return _deed(said, root, place), _deed(said, root, other)
    return None


def _denials(said: Said) -> Iterator[Deed]:
    """That somebody did not do something: one verb, denied, with one doer."""
    profile, tree = said.profile, said.profile.tree
    root = _root(said)
    if root < 0 or not profile.terms[root].negative:
        return
    place = agent_of_passive(profile, root) if tree.child(root, "nsubjpass") >= 0 else tree.child(root, "nsubj")
    if place >= 0 and tree.child(place, "conj") < 0:
        yield _deed(said, root, place)


def _root(said: Said) -> int:
    return next((term.place for term in said.profile.terms if term.dep == "ROOT" and term.tag.startswith("VB")), -1)


def _deed(said: Said, root: int, who: int) -> Deed:
    terms, tree = said.profile.terms, said.profile.tree
    what = tree.child(root, "nsubjpass") if tree.child(root, "nsubjpass") >= 0 else tree.child(root, "dobj")
    keys = frozenset[str]() if what < 0 else terms[what].keys
    first = min((terms[low].start for low in tree.children[who] if terms[low].dep in _BEFORE), default=terms[who].start)
    return Deed(said, _called(said, who), terms[root].keys, keys, said.words(min(first, terms[who].start), terms[who].end))


def _called(said: Said, place: int) -> frozenset[str]:
    """The keys of who is named: of a name with its first words, all together, so that two of one surname are two."""
    profile = said.profile
    before = [profile.terms[low].lemma for low in profile.tree.children[place] if profile.terms[low].dep in _BEFORE[:2]]
    return frozenset(" ".join((*before, key)) for key in profile.terms[place].keys)
