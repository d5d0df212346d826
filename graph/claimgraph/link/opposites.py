"""Words of two claims that cannot both be true of one thing, such as "open" and "closed"."""

from collections.abc import Iterator

from claimgraph.link.alignment import Alignment
from claimgraph.link.clash import Clash
from claimgraph.link.grammar import Term
from claimgraph.link.roles import are_kept_apart, roles_of, same_thing
from claimgraph.model import LinkType

THEME_AXES = frozenset(
    """increase temperature integrity openness fullness freedom stability building wetness strength knowledge recovery legality
    permission disclosure cause""".split()
)
"""Oppositions that a verb says of its object, not of its subject: who raises something does not rise."""


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
            if shared and not _belongs_elsewhere(view, left, right):
                yield from _opposed(view, left, right, {axis for axis, _ in shared})


def _opposed(view: Alignment, left: int, right: int, axes: set[str]) -> Iterator[Clash]:
    """The clash of two opposed words, if both are said (or both denied of nothing) of one thing in one place of the sentence."""
    one, other = view.a.terms[left], view.b.terms[right]
    if one.negative or other.negative:
        return
    agreement = _said_of_one(view, one, other, axes)
    if not agreement:
        return
    rest, most = view.shares((left,), (right,))
    if not _enough(one, other, agreement, rest, most) or _speaks_of_another(view, left):
        return
    score = min(0.97, 0.55 + 0.25 * agreement + 0.2 * (rest + most) / 2)
    yield Clash(LinkType.STATES, score, "opposites", (left,), (right,), f"“{one.form}” and “{other.form}” cannot both be so.")


def _belongs_elsewhere(view: Alignment, left: int, right: int) -> bool:
    """Whether two opposed words each have their match in the other claim, so that both claims say both."""
    return left in view.pairs and right in view.pairs.values()


def _speaks_of_another(view: Alignment, left: int) -> bool:
    """Whether a noun that both claims name is another thing in each: "the first offer", "the second offer"."""
    besides = frozenset({left})
    return any(
        view.a.terms[one].tag.startswith("NN") and one != left and are_kept_apart(view, one, other, besides) for one, other in view.pairs.items()
    )


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
    if one.tag[:2] in ("IN", "RP", "TO") and other.tag[:2] in ("IN", "RP", "TO"):
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
    ours, theirs = view.a.tree.child(one.place, "pobj"), view.b.tree.child(other.place, "pobj")
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
