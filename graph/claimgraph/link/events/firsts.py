"""Who began: two sides of which two reports of one event each say that it was the first to use force."""

from collections.abc import Iterator
from itertools import product

from claimgraph.link.pairs.alignment import Alignment, is_kind
from claimgraph.link.pairs.clash import Clash, Hint
from claimgraph.link.pairs.grammar import Term
from claimgraph.link.pairs.meanings import says
from claimgraph.link.pairs.profile import GENERIC, Profile, kept_with_profile
from claimgraph.link.pairs.roles import agent_of_passive, is_passive, same_thing, subject_of
from claimgraph.link.pairs.tolls import FORCES
from claimgraph.link.pairs.vectors import ALIKE, likeness
from claimgraph.model import LinkType

SCORE = 0.75
LIKELY = 0.05
"""How likely two statements must be of one matter."""
_FORCE = frozenset("fire shoot attack strike hit shell throw hurl punch charge bomb".split())
_BLOWS = frozenset("shot blow punch stone bottle flare rocket missile shell grenade stroke bullet".split())
"""What is fired, dealt or thrown: "the first shot"."""
_STRUGGLES = frozenset("shooting fighting fight clash brawl violence trouble scuffle firing shelling battle riot hostility it".split())
_STARTING = frozenset("start begin provoke".split())
_SIDES = frozenset("side part camp direction rank line position".split())
_GROUPS = FORCES | frozenset("army force crowd side patrol unit squad".split())
"""Whom a report may mean by the name that the other gives."""


def rival_beginners(view: Alignment) -> Iterator[Hint]:
    """Two of whom each is said to have begun."""
    for one, other in product(began_in(view.a), began_in(view.b)):
        if _are_two(view, one, other):
            names = view.a.terms[one].form, view.b.terms[other].form
            words = f"By one “{names[0]}” began, by the other “{names[1]}”."
            yield Hint(Clash(LinkType.STATES, SCORE, "one-began", (one,), (other,), words), LIKELY)


@kept_with_profile
def began_in(profile: Profile) -> tuple[int, ...]:
    """The places of those of whom a claim says that they were the first to use force."""
    verbs = (term for term in profile.terms if term.tag.startswith("VB") and not term.negative)
    return tuple(sorted({_side(profile, place) for verb in verbs if (place := _beginner(profile, verb)) >= 0}))


def _beginner(profile: Profile, verb: Term) -> int:
    """Who used force first by a verb: "fired first", "was the first to fire", "fired the first shot", "began it"; -1 for nobody."""
    below = [profile.terms[low] for low in profile.tree.children[verb.place]]
    if verb.lemma in _FORCE and verb.dep in ("relcl", "acl", "xcomp") and profile.terms[verb.head].form == "first":
        return subject_of(profile, profile.terms[verb.head].clause)
    fires = _uses_force(profile, verb) and any(low.form == "first" for low in below)
    deals = any(low.lemma in _BLOWS and profile.tree.has(low.place, "first") for low in below)
    starts = verb.lemma in _STARTING and any(low.lemma in _STRUGGLES and low.dep in ("dobj", "nsubjpass") for low in below)
    return _doer(profile, verb.place) if fires or deals or starts else -1


def _uses_force(profile: Profile, verb: Term) -> bool:
    """Whether a verb is one of force: "opened fire", but not "opened the door"."""
    return verb.lemma in _FORCE or (verb.lemma == "open" and profile.tree.has(verb.place, "fire"))


def _doer(profile: Profile, verb: int) -> int:
    """Who does it: the subject, who stands behind "by", or from whom it came."""
    if is_passive(profile, verb):
        return agent_of_passive(profile, verb)
    if profile.terms[verb].lemma in ("come", "ring"):
        return next((profile.tree.object_of(low) for low in profile.tree.children[verb] if profile.terms[low].form == "from"), -1)
    return subject_of(profile, verb)


def _side(profile: Profile, place: int) -> int:
    """Whose a side is: "from Norda's side"."""
    owner = profile.tree.child(place, "poss", "compound")
    return owner if profile.terms[place].lemma in _SIDES and owner >= 0 else place


def _are_two(view: Alignment, left: int, right: int) -> bool:
    """Whether two who began are surely two: of two names, or of two nouns that no meaning joins."""
    one, other = view.a.terms[left], view.b.terms[right]
    if same_thing(view, left, right) > 0 or {one.lemma, other.lemma} & GENERIC or not (one.tag[:2] == other.tag[:2] == "NN"):
        return False
    named = [bool(frozenset().union(*profile.names_at(place))) for profile, place in ((view.a, left), (view.b, right))]
    if all(named):
        return True
    if all(is_named or term.lemma in _GROUPS for is_named, term in zip(named, (one, other), strict=True)):
        return False  # "the army" may be Norda's soldiers, and "the police" the officers
    are_joined = is_kind(one, other) or is_kind(other, one) or says(one, other) or says(other, one)
    return not are_joined and likeness(one, other) < ALIKE
