"""Who does what to whom in a claim, and whether two noun phrases name one thing."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from claimgraph.link.pairs.alignment import SAME, Alignment, is_kind
from claimgraph.link.pairs.grammar import Term
from claimgraph.link.pairs.names import owners_of
from claimgraph.link.pairs.profile import GENERIC, LIGHT, LIGHTENED, Profile

ORDINALS = {
    word: value
    for value, word in enumerate(
        """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
        sixteenth seventeenth eighteenth nineteenth twentieth""".split(),
        1,
    )
}
_PARTIAL = frozenset("some several many most few other another half part".split())
_WHOLE = frozenset("all every each both any whole entire no none only".split())
_QUANTIFYING = frozenset("hundred thousand dozen score ten number handful majority minority half third quarter part some group".split())
_MAYBE = frozenset("could might may would".split())
_WISHING = frozenset("try want seek hope ask urge demand order attempt wish call threaten need expect struggle".split())
_BRINGING_ABOUT = frozenset("manage continue fail begin start go appear seem cease force refuse able unable".split())
_MODIFIERS = ("amod", "compound", "nmod", "poss", "nummod")


@dataclass(frozen=True, slots=True)
class Roles:
    """Who does something and to what it happens (places in a profile, -1 where unstated); a state has a theme only."""

    agent: int
    theme: int


def subject_of(profile: Profile, place: int) -> int:
    """The subject of a clause's head, also where an outer clause or the noun it describes supplies it; -1 where none does."""
    tree = profile.tree
    for _ in range(8):
        found = tree.child(place, "nsubj", "nsubjpass", "csubj")
        term = tree.terms[place]
        above = tree.child(term.head, "nsubj") if term.dep == "ccomp" else -1
        if found >= 0 and above >= 0 and tree.terms[found].form in ("it", "he", "she", "they"):
            return above
        if found >= 0 and tree.terms[found].tag not in ("WDT", "WP"):
            return found
        if term.head == place:
            return tree.child(place, "attr") if tree.child(place, "expl") >= 0 else -1
        if term.dep in ("acl", "relcl"):
            return term.head
        if term.dep not in ("conj", "xcomp", "advcl", "pcomp", "ccomp"):
            return -1
        place = term.head
    return -1


def roles_of(profile: Profile, place: int) -> Roles:
    """Who does what a word says, and to what it happens; for a word that no verb governs, what it describes is the theme."""
    term = profile.terms[place]
    if term.dep == "oprd" and (object_ := profile.tree.child(term.head, "dobj")) >= 0:
        return Roles(-1, object_)  # "left the gate open"
    if term.dep in ("amod", "advmod", "nummod", "compound") and term.clause != place:
        return Roles(-1, term.head)
    if not term.tag.startswith("VB"):
        return Roles(-1, _described(profile, place))
    subject, object_ = subject_of(profile, term.clause), _object_of(profile, place)
    if term.lemma in LIGHT and object_ < 0 and not is_passive(profile, place):
        return Roles(-1, subject)
    if is_passive(profile, place):
        return Roles(agent_of_passive(profile, place), subject)
    return Roles(subject, object_) if object_ >= 0 else Roles(-1, subject)


def _object_of(profile: Profile, place: int) -> int:
    """The object of a verb, also as the subject of a small clause or in a phrase: "let it through", "lift the siege of it"."""
    tree = profile.tree
    found, clause = tree.child(place, "dobj"), tree.child(place, "ccomp")
    if found < 0 and profile.terms[place].lemma in LIGHT:  # "keep to the truce"
        found = max((tree.object_of(low) for low in profile.terms[place].phrase if profile.terms[low].head == place), default=-1)
    if found >= 0 and (profile.terms[place].has_own_object or not tree.terms[found].weight) and tree.terms[found].tag in ("NN", "NNS"):
        return next((owner for owner in owners_of(tree, found) if tree.child(owner, "nummod") < 0), -1)
    if found >= 0 or clause < 0 or tree.terms[clause].tag.startswith("VB"):
        return found
    return tree.child(clause, "nsubj")


def is_open(profile: Profile, place: int, *, intended: bool = False) -> bool:
    """Whether a word only says what is to be or might be: in an infinitive of purpose or wish, or behind "if".

    With `intended`, what is planned or ordered is open too.
    """
    tree = profile.tree
    for _ in range(6):
        head = profile.terms[profile.terms[place].clause]
        above = profile.terms[head.head]
        infinitive = any(profile.terms[low].form == "to" and profile.terms[low].dep == "aux" for low in tree.children[head.place])
        if infinitive and (head.dep in ("advcl", "acl", "relcl", "conj") or above.lemma in _WISHING):
            return True
        if not head.negative and any(profile.terms[low].form in _MAYBE for low in tree.children[head.place]):
            return True
        if (infinitive and intended and above.lemma not in _BRINGING_ABOUT) or tree.has(head.place, "if", "unless", "whether"):
            return True
        if head.head == head.place:
            return False
        place = head.head
    return False


def agent_of_passive(profile: Profile, place: int) -> int:
    """What stands behind "by" under a verb, or -1."""
    tree = profile.tree
    by = next((low for low in tree.children[place] if tree.terms[low].lemma == "by" and tree.terms[low].dep in ("agent", "prep")), -1)
    participle = tree.child(by, "pcomp") if by >= 0 else -1
    return tree.child(participle, "dobj") if participle >= 0 else tree.object_of(by)


def is_passive(profile: Profile, place: int) -> bool:
    """Whether a verb is passive: by its helpers, or as a participle behind a noun."""
    tree, term = profile.tree, profile.terms[place]
    if tree.child(place, "nsubjpass", "auxpass") >= 0:
        return True
    return term.tag == "VBN" and term.dep in ("acl", "advcl", "amod") and tree.child(place, "dobj") < 0


def _described(profile: Profile, place: int) -> int:
    """What a noun or adjective for a state is said of: "the collapse of the army", "the army's collapse", else the clause's subject."""
    tree = profile.tree
    subject = subject_of(profile, profile.terms[place].clause)
    if subject not in (place, -1):
        return subject
    of = tree.child(place, "prep")
    if of >= 0 and (tree.terms[of].lemma == "of" or (subject == place and tree.terms[of].lemma in ("in", "at", "to", "on"))):
        return tree.object_of(of)
    return tree.child(place, "poss", "compound")


def same_thing(view: Alignment, left: int, right: int) -> float:
    """How surely two noun phrases name one thing, in [0, 1]: 0 where they differ, 0.5 where one is a pronoun or unstated."""
    if left < 0 or right < 0:
        return 0.5
    a, b = view.a.terms[left], view.b.terms[right]
    if a.lemma in GENERIC or b.lemma in GENERIC or "PRP" in (a.tag, b.tag):
        return 0.6 if a.lemma == b.lemma else 0.5
    if _is_of_both(view.a, left) != _is_of_both(view.b, right):
        return 0.8  # "both sides" are each of them
    if are_kept_apart(view, left, right) or _is_somebody_of(view.a, left, b) or _is_somebody_of(view.b, right, a):
        return 0.0
    if view.pairs.get(left) == right or a.keys & b.keys:
        return 0.9 if view.relations.get(left, SAME) != SAME else 1.0
    if _share(frozenset().union(*view.a.names_at(left)), frozenset().union(*view.b.names_at(right))):
        return 0.8
    if is_kind(a, b) or is_kind(b, a):
        return 0.8 if is_kind(a, b) == is_kind(b, a) or not _is_specified(view, left, right) else 0.0
    return 0.6 if _head_inside(view, left, right) else 0.0


def _is_of_both(profile: Profile, place: int) -> bool:
    """Whether a noun phrase is of all that take part: "both sides", "all parties"."""
    return profile.terms[place].lemma in _PARTIES and profile.tree.has(place, "both", "all", "either", "neither")


_DEPUTIES = frozenset("deputy vice assistant".split())
_RANKS = frozenset(ORDINALS) | _DEPUTIES | frozenset("chief junior senior".split())
"""What makes another of an officer: "the first officer" is no captain."""
_JOINING = frozenset("of to in on at for".split())
_PARTIES = frozenset("side party camp".split())
_FURTHER = frozenset(ORDINALS) - {"first"} | {"other", "another"}
"""What says that a thing is none of those that were there before: "the second officer", "another raid"."""


def are_kept_apart(view: Alignment, left: int, right: int, *, besides: frozenset[int] = frozenset()) -> bool:
    """Whether what stands with two nouns says that they are two: other names, other numbers in a row, opposed or other modifiers.

    `besides` are places of a whose difference is the very clash in question.
    """
    if any(
        ours and theirs and not _share(ours, theirs) for ours, theirs in zip(view.a.names_at(left), view.b.names_at(right), strict=True)
    ):
        return True
    mine = [low for low in view.a.tree.children[left] if view.a.terms[low].dep in _MODIFIERS and low not in besides]
    yours = [low for low in view.b.tree.children[right] if view.b.terms[low].dep in _MODIFIERS]
    if _is_further(view.a, left) != _is_further(view.b, right) or _are_of_two_ranks(view, left, right):
        return True
    return any(_exclude(view, one, other) for one in mine for other in yours)


def _are_of_two_ranks(view: Alignment, left: int, right: int) -> bool:
    """Whether only one of two is said to be of a rank, and that makes another of him: "the captain", "the first officer"."""
    telling = _DEPUTIES if view.a.terms[left].lemma == view.b.terms[right].lemma else _RANKS
    ours, theirs = (
        {profile.terms[low].form for low in profile.tree.children[place]} & telling for profile, place in ((view.a, left), (view.b, right))
    )
    return ours != theirs and "person" in view.a.terms[left].kinds & view.b.terms[right].kinds


def _is_further(profile: Profile, noun: int) -> bool:
    return any(profile.terms[low].form in _FURTHER for low in profile.tree.children[noun])


def _exclude(view: Alignment, one: int, other: int) -> bool:
    """Whether two modifiers of two nouns make them two things: opposed, other ordinals, or other nouns, but not other numbers."""
    left, right = view.a.terms[one], view.b.terms[other]
    if {(axis, -end) for axis, end in left.poles} & right.poles:
        return True
    if left.form in ORDINALS and right.form in ORDINALS:
        return left.form != right.form
    unmatched = one not in view.pairs and other not in view.pairs.values()
    return unmatched and left.dep == right.dep and left.dep in ("compound", "poss") and min(left.weight, right.weight) > LIGHTENED


def _share(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether two sets of names share one, also as beginnings: "russia" and "russian"."""
    if ours & theirs:
        return True
    return any(left[:5] == right[:5] and len(left) > 4 and len(right) > 4 for left in ours for right in theirs)


def _is_specified(view: Alignment, left: int, right: int) -> bool:
    """Whether the wider of two nouns has a noun before it that the other claim does not say: "tap water" is no river."""
    profile, place = (view.b, right) if is_kind(view.a.terms[left], view.b.terms[right]) else (view.a, left)
    said = view.pairs.values() if profile is view.b else view.pairs
    return any(profile.terms[low].dep == "compound" and low not in said for low in profile.tree.children[place])


def _head_inside(view: Alignment, left: int, right: int) -> bool:
    """Whether the head of one noun phrase is a word of the other: "the rebels" and "the ranks of the rebels"; an aide is not his chief."""
    one, other = view.a.terms[left], view.b.terms[right]
    inside_b = not _is_person(other) and any(view.b.terms[low].keys & one.keys for low in _phrase(view.b, right))
    return inside_b or (not _is_person(one) and any(view.a.terms[low].keys & other.keys for low in _phrase(view.a, left)))


def _is_somebody_of(profile: Profile, noun: int, owner: Term) -> bool:
    """Whether a noun is of somebody, or of a named person's, who is only told by whose he is: "Hale's bookkeeper" is not Hale."""
    owned = [low for low in profile.tree.children[noun] if profile.terms[low].dep == "poss" and profile.terms[low].keys & owner.keys]
    return bool(owned) and (_is_person(profile.terms[noun]) or owner.entity == "PERSON")


def _is_person(term: Term) -> bool:
    return term.tag == "NN" and "person" in term.kinds | term.keys


def _phrase(profile: Profile, place: int) -> Iterator[int]:
    """The nouns of a noun phrase close to its head: compounds, possessors, what follows "of"."""
    yield from (low for low in profile.tree.children[place] if profile.terms[low].dep in ("compound", "poss", "nmod"))
    yield from owners_of(profile.tree, place)


def is_of_some(profile: Profile, place: int) -> bool:
    """Whether a noun phrase speaks of some of its kind only: of others the opposite may hold."""
    return place >= 0 and any(profile.terms[low].lemma in _PARTIAL for low in profile.tree.children[place])


def is_part(profile: Profile, place: int) -> bool:
    """Whether a noun phrase speaks of a counted or vague part of its kind: "two soldiers", "hundreds of rebels", "some residents"."""
    if place < 0 or profile.terms[place].lemma in GENERIC:
        return False
    below = [profile.terms[low] for low in profile.tree.children[place]]
    if profile.terms[place].lemma in _QUANTIFYING and any(low.lemma == "of" for low in below):
        return True
    counted = any(low.dep == "nummod" or low.lemma in _PARTIAL - {"most", "other"} for low in below)
    return counted and not any(low.lemma in _WHOLE or low.form in ("the", "these", "those") for low in below)


def is_unnumbered(profile: Profile, place: int) -> bool:
    """Whether a noun phrase names its things without number or quantifier: "the rebels", "residents", "the brigade"."""
    if place < 0 or profile.terms[place].lemma in GENERIC or profile.terms[place].lemma in _QUANTIFYING:
        return False
    below = [profile.terms[low] for low in profile.tree.children[place]]
    plural = profile.terms[place].tag in ("NNS", "NNPS") or "group" in profile.terms[place].kinds | profile.terms[place].keys
    return plural and not any(low.dep == "nummod" or low.lemma in _PARTIAL or low.lemma in _WHOLE or low.lemma == "no" for low in below)


def is_any(profile: Profile, place: int) -> bool:
    """Whether a noun phrase speaks of any one of its kind: "a dog", "some men"; what describes it may only tell it from another."""
    return any(profile.terms[low].lemma in ("a", "an", "some", "another") for low in profile.tree.children[place])


def is_one_of(one: Profile, left: int, many: Profile, right: int) -> bool:
    """Whether one noun phrase brings in a single thing ("a house"), which need be none of those of the other ("all 23 houses")."""
    if left < 0 or right < 0 or not many.terms[right].tag.endswith("S"):
        return False
    return one.terms[left].tag == "NN" and any(one.terms[low].form in ("a", "an") for low in one.tree.children[left])


def is_definite(profile: Profile, place: int) -> bool:
    """Whether a noun phrase points at a thing that is known: a name, "the", a possessor."""
    determiners = {profile.terms[low].lemma for low in profile.tree.children[place] if profile.terms[low].dep in ("det", "poss")}
    return profile.terms[place].tag.startswith("NNP") or bool(determiners - {"a", "an", "some", "any", "no", "another", "every"})


def is_of_another(view: Alignment, one: int, other: int) -> bool:
    """Whether two nouns are of two things, each named in one claim alone: "damage to the roof", "damage to the mast"."""
    ours, theirs = _joined_to(view.a, one), _joined_to(view.b, other)
    pairs = [(ours[joint], theirs[joint]) for joint in ours.keys() & theirs.keys()]
    if not pairs and _is_the(view.a, one) and _is_the(view.b, other):  # "the siren at the gate", "the siren of the brigade"
        pairs = list(product(ours.values(), theirs.values()))
    return any(
        left not in view.pairs and right not in view.pairs.values() and same_thing(view, left, right) == 0.0 for left, right in pairs
    )


def _is_the(profile: Profile, noun: int) -> bool:
    """Whether a noun is the one that what stands behind it tells."""
    is_one = profile.terms[noun].tag == "NN" or profile.terms[noun].lemma == "police"
    return is_one and any(profile.terms[low].form == "the" for low in profile.tree.children[noun])


def _joined_to(profile: Profile, noun: int) -> dict[str, int]:
    """The nouns that prepositions join to a word, by preposition."""
    found = {
        profile.terms[low].form: profile.tree.object_of(low) for low in profile.tree.children[noun] if profile.terms[low].dep == "prep"
    }
    return {
        joint: place
        for joint, place in found.items()
        if joint in _JOINING and place >= 0 and profile.terms[place].tag.startswith(("NN", "JJ"))
    }
