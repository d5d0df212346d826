"""The rules by which two aligned claims collide; each gives a clash with its score, or nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from claimgraph.link.alignment import MATE, NARROWER, SAME, Alignment, roles_of, same_thing, subject_of
from claimgraph.link.profile import GENERIC, LIGHT, Profile, Term
from claimgraph.model import LinkType

THEME_AXES = frozenset(
    "increase temperature life integrity openness injury fullness freedom stability building wetness strength knowledge recovery legality permission disclosure cause".split()
)
"""Oppositions that a verb says of its object, not of its subject: who raises something does not rise."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A collision of two claims: its type, score in [0, 1], the rule's name, the words on each side, and why in one sentence."""

    type: LinkType
    score: float
    rule: str
    places_a: tuple[int, ...]
    places_b: tuple[int, ...]
    rationale: str

    def mirrored(self) -> "Clash":
        """The same with the sides changed."""
        return replace(self, places_a=self.places_b, places_b=self.places_a)


def both_ways(view: Alignment, rule: Callable[[Alignment], Iterator[Clash]]) -> Iterator[Clash]:
    """What a one-sided rule finds from either side."""
    yield from rule(view)
    yield from (clash.mirrored() for clash in rule(view.mirrored()))


def denials(view: Alignment) -> Iterator[Clash]:
    """Clauses of a that are denied and whose content b states."""
    for head in dict.fromkeys(view.a.terms[place].clause for place in view.a.content if view.a.terms[place].negative):
        if view.a.terms[head].negative:
            yield from _denied_clause(view, head)


def _denied_clause(view: Alignment, head: int) -> Iterator[Clash]:
    """The clash of a denied clause of a with what b states, if b states all that matters of it."""
    a, b = view.a, view.b
    inside = a.under(head)
    denied = [place for place in a.content if place in inside and a.terms[place].negative]
    predicates = predicates_of(a, head)
    said = [place for place in predicates if view.relations.get(place) in (SAME, NARROWER, MATE, "broader") and place in view.pairs]
    said = [place for place in said if _entails(view, place) and not b.terms[view.pairs[place]].negative]
    if not said or len(said) < len(predicates):
        return
    coverage = sum(a.terms[place].weight for place in denied if _entails(view, place)) / max(
        0.1, sum(a.terms[place].weight for place in denied)
    )
    subjects = _subjects_agree(view, head, view.pairs[said[0]])
    if coverage < 0.8 or subjects == 0.0:
        return
    both = (said[-1],), (view.pairs[said[-1]],)
    words = a.terms[said[-1]].form
    negators = tuple(
        low for low in inside if a.terms[low].dep == "neg" or a.terms[low].lemma in ("no", "never", "nobody", "nothing", "none", "without")
    )
    yield Clash(
        LinkType.DENIAL,
        0.6 + 0.35 * coverage * subjects,
        "polarity",
        (*negators[:1], *both[0]),
        both[1],
        f"One says “{words}”, the other denies it.",
    )


def _entails(view: Alignment, place: int) -> bool:
    """Whether b says what a word of a says, or something narrower."""
    return view.relations.get(place) in (SAME, "broader", MATE)


def predicates_of(profile: Profile, head: int) -> list[int]:
    """The words that carry what a clause says: its verb, or what a light verb brings; of "there is no man running": "running" and "man"."""
    term = profile.terms[head]
    if profile.child(head, "expl") >= 0:
        noun = profile.child(head, "attr", "dobj", "nsubj")
        verbs = [low for low in profile.children[noun] if profile.terms[low].dep in ("acl", "relcl")] if noun >= 0 else []
        return [noun, *verbs] if noun >= 0 else []
    if term.weight > 0 and term.lemma not in LIGHT:
        return [head]
    for dependency in ("acomp", "attr", "oprd", "xcomp", "dobj", "prep", "agent", "advmod"):
        found = profile.child(head, dependency)
        if found >= 0 and dependency == "prep":
            deeper = profile.child(found, "pobj")
            return [place for place in (found, deeper) if place >= 0 and profile.terms[place].weight > 0]
        if found >= 0 and profile.terms[found].weight > 0:
            return [found]
    return [head] if term.weight > 0 else []


def _subjects_agree(view: Alignment, head: int, other: int) -> float:
    """How surely the subject of a clause of a is that of the clause of a word of b; nobody and somebody agree with anyone."""
    ours, theirs = subject_of(view.a, head), subject_of(view.b, view.b.terms[other].clause)
    if roles_of(view.a, head).theme == ours and roles_of(view.b, other).theme not in (theirs, -1):
        theirs = roles_of(view.b, other).theme
    if ours >= 0 and view.a.terms[ours].lemma in (*GENERIC, "nobody", "none", "nothing"):
        return 0.9
    return same_thing(view, ours, theirs)


def opposites(view: Alignment) -> Iterator[Clash]:
    """Words of a and b that cannot both be true of one thing, and are said of one thing."""
    a, b = view.a, view.b
    axes = {(axis, -end) for axis, end in a.poles} & b.poles
    if not axes:
        return
    for left in a.content:
        facing = {(axis, -end) for axis, end in a.terms[left].poles} & axes
        for right in b.content if facing else ():
            shared = facing & b.terms[right].poles
            if shared and view.pairs.get(left) != right:
                yield from _opposed(view, left, right, {axis for axis, _ in shared})


def _opposed(view: Alignment, left: int, right: int, axes: set[str]) -> Iterator[Clash]:
    """The clash of two opposed words, if both are said (or both denied of nothing) of one thing in one place of the sentence."""
    one, other = view.a.terms[left], view.b.terms[right]
    if one.negative or other.negative:
        return
    agreement = _said_of_one(view, one, other, axes)
    if not agreement:
        return
    without_a, without_b = frozenset({left}), frozenset({right})
    rest = min(view.coverage(view.a.content, without=without_a), view.mirrored().coverage(view.b.content, without=without_b))
    most = max(view.coverage(view.a.content, without=without_a), view.mirrored().coverage(view.b.content, without=without_b))
    if not _enough(one, other, agreement, rest, most):
        return
    score = min(0.97, 0.55 + 0.25 * agreement + 0.2 * (rest + most) / 2)
    yield Clash(LinkType.STATES, score, "opposites", (left,), (right,), f"“{one.form}” and “{other.form}” cannot both be so.")


def _enough(one: Term, other: Term, agreement: float, rest: float, most: float) -> bool:
    """Whether enough of the rest agrees: the less central the opposed words, the more."""
    if is_core(one) and is_core(other):
        return most >= (0.5 if agreement >= 0.8 else 0.75) and rest >= (0.25 if agreement >= 0.8 else 0.6)
    return rest >= 0.7 and most >= 0.8


def is_core(term: Term) -> bool:
    """Whether a word carries what its clause says."""
    return term.tag.startswith("VB") or term.dep in ("acomp", "attr", "oprd", "ROOT", "prt", "dobj", "pobj", "ccomp")


def _said_of_one(view: Alignment, one: Term, other: Term, axes: set[str]) -> float:
    """How surely two opposed words are said of one thing, in [0, 1]."""
    if one.tag[:2] in ("IN", "RP", "TO") or other.tag[:2] in ("IN", "RP", "TO"):
        return _relations_agree(view, one, other)
    if {one.dep, other.dep} & {"amod", "advmod", "compound", "npadvmod"}:
        return 0.9 if view.pairs.get(one.head) == other.head and one.head != one.place else _mixed(view, one, other)
    if one.dep in ("pobj", "dobj", "nsubj") and other.dep in ("pobj", "dobj", "nsubj") and _arguments_agree(view, one, other):
        return 0.8
    ours, theirs = roles_of(view.a, one.place), roles_of(view.b, other.place)
    themes = same_thing(view, ours.theme, theirs.theme)
    if ours.agent >= 0 and theirs.agent >= 0:
        return min(themes, same_thing(view, ours.agent, theirs.agent))
    if axes <= THEME_AXES or (ours.agent < 0 and theirs.agent < 0):
        return themes
    subjects = same_thing(view, ours.agent if ours.agent >= 0 else ours.theme, theirs.agent if theirs.agent >= 0 else theirs.theme)
    return max(subjects, themes if _is_passive_pair(ours.agent, theirs.agent) else 0.0)


def _is_passive_pair(agent_a: int, agent_b: int) -> bool:
    """Whether exactly one side names no agent."""
    return (agent_a < 0) != (agent_b < 0)


def _mixed(view: Alignment, one: Term, other: Term) -> float:
    """How surely a modifier on one side and a predicate on the other describe one thing: "the closed bridge", "the bridge is open"."""
    ours = roles_of(view.a, one.place).theme if one.place != one.head else -1
    theirs = roles_of(view.b, other.place).theme if other.place != other.head else -1
    if ours < 0 or theirs < 0 or view.a.terms[ours].tag[:2] != view.b.terms[theirs].tag[:2]:
        return 0.0
    return same_thing(view, ours, theirs)


def _relations_agree(view: Alignment, one: Term, other: Term) -> float:
    """How surely two opposed prepositions or particles stand between the same things."""
    if one.head == one.place or other.head == other.place:
        return 0.0
    heads = view.pairs.get(one.head) == other.head or (view.a.terms[one.head].lemma == view.b.terms[other.head].lemma)
    ours, theirs = view.a.child(one.place, "pobj"), view.b.child(other.place, "pobj")
    if not heads or (ours < 0) != (theirs < 0):
        return 0.0
    return 0.9 if ours < 0 or view.pairs.get(ours) == theirs else 0.0


def _arguments_agree(view: Alignment, one: Term, other: Term) -> bool:
    """Whether two nouns fill the same place under words that are matched."""
    return one.dep == other.dep and (
        view.pairs.get(one.head) == other.head or _same_light_head(view.a.terms[one.head], view.b.terms[other.head])
    )


def _same_light_head(one: Term, other: Term) -> bool:
    """Whether two words that are not matched for being light are one word all the same: "be", "in"."""
    return one.lemma == other.lemma and not one.weight
