"""One effect put down to different causes, and one deed to different doers."""

from collections.abc import Iterator

from claimgraph.link import numbers
from claimgraph.link.alignment import Alignment
from claimgraph.link.clash import Clash
from claimgraph.link.profile import GENERIC, Profile
from claimgraph.link.roles import roles_of, same_thing
from claimgraph.model import LinkType

_CAUSE_WORDS = frozenset("because due owing thanks result since cause".split())
_CAUSING = frozenset("cause trigger provoke spark".split())
_DEEDS = frozenset(
    """kill murder assassinate shoot destroy sink bomb hit strike fire launch start invent discover write design leak poison build
    order found win down shell blow attack seize capture rob steal hack burn demolish sabotage bury release fund perpetrate""".split()
)
"""What is done once, by one doer, when it is told in the past."""


def rival_causes(view: Alignment) -> Iterator[Clash]:
    """One effect that is put down to different causes."""
    if _CAUSE_WORDS.isdisjoint(view.a.lemmas) or _CAUSE_WORDS.isdisjoint(view.b.lemmas):
        return
    ours, theirs = _cause(view.a), _cause(view.b)
    if not ours or not theirs:
        return
    inner_a = [place for place in view.a.content if place in ours]
    inner_b = [place for place in view.b.content if place in theirs]
    if max(view.coverage(inner_a), view.mirrored().coverage(inner_b)) >= 0.7:
        return
    rest, most = view.shares(ours, theirs)
    if len(inner_a) < len(view.a.content) and len(inner_b) < len(view.b.content) and most >= 0.75 and rest >= 0.5:
        yield Clash(
            LinkType.CAUSE,
            0.5 + 0.3 * (rest + most) / 2,
            "causes",
            tuple(inner_a),
            tuple(inner_b),
            "They give different causes for one thing.",
        )


def _cause(profile: Profile) -> frozenset[int]:
    """The words of the cause that a claim names: under "because", "due to", "thanks to", "as a result of"; empty where it names none."""
    tree = profile.tree
    for term in tree.terms:
        if term.lemma not in _CAUSE_WORDS or term.tag.startswith("VB"):
            continue
        if term.dep == "mark":
            return tree.under(term.head) if tree.terms[term.head].dep != "ROOT" else frozenset()
        if tree.children[term.place]:
            return tree.under(term.place)
    return frozenset()


def rival_agents(view: Alignment) -> Iterator[Clash]:
    """One deed in the past that is put down to different doers, or one effect to different things that caused it."""
    done = _DEEDS | _CAUSING
    for left, right in () if done.isdisjoint(view.a.lemmas) or done.isdisjoint(view.b.lemmas) else view.pairs.items():
        one, other = view.a.terms[left], view.b.terms[right]
        if not {one.lemma, other.lemma} <= done or one.negative or other.negative or numbers.differ(view):
            continue
        ours, theirs = roles_of(view.a, left), roles_of(view.b, right)
        if min(ours.agent, ours.theme, theirs.agent, theirs.theme) < 0 or not (_is_past(view.a, left) and _is_past(view.b, right)):
            continue
        if _are_rivals(view, ours.agent, theirs.agent) and same_thing(view, ours.theme, theirs.theme) >= 0.9:
            yield from _rivals(view, ours.agent, theirs.agent)


def _are_rivals(view: Alignment, left: int, right: int) -> bool:
    """Whether two doers are surely two: neither a pronoun, with nothing in common."""
    lemmas = {view.a.terms[left].lemma, view.b.terms[right].lemma}
    return not lemmas & GENERIC and left not in view.pairs and right not in view.pairs.values() and same_thing(view, left, right) == 0.0


def _is_past(profile: Profile, place: int) -> bool:
    """Whether a verb tells of the past, and not of what goes on before one's eyes."""
    helpers = {profile.terms[low].form for low in profile.tree.children[place] if profile.terms[low].dep in ("aux", "auxpass")}
    return profile.terms[place].tag == "VBD" or (bool(helpers & {"was", "were", "been", "had"}) and profile.terms[place].tag == "VBN")


def _rivals(view: Alignment, left: int, right: int) -> Iterator[Clash]:
    """The clash of two doers, if enough of the rest agrees."""
    under_a, under_b = view.a.tree.under(left), view.b.tree.under(right)
    rest, most = view.shares(under_a, under_b)
    if most >= 0.75 and rest >= 0.5:
        words = f"One puts it down to “{view.a.terms[left].form}”, the other to “{view.b.terms[right].form}”."
        yield Clash(LinkType.CAUSE, 0.55 + 0.35 * (rest + most) / 2, "agents", (left,), (right,), words)
