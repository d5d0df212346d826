"""One effect put down to different causes, and one deed to different doers."""

from collections.abc import Iterator
from dataclasses import dataclass

from claimgraph.link.pairs import numbers
from claimgraph.link.pairs.alignment import BROADER, MATE, SAME, Alignment, is_kind
from claimgraph.link.pairs.clash import Clash
from claimgraph.link.pairs.grammar import Term, Tree
from claimgraph.link.pairs.polarity import is_nothing
from claimgraph.link.pairs.profile import GENERIC, Profile, kept_with_profile
from claimgraph.link.pairs.roles import are_kept_apart, is_definite, roles_of, same_thing
from claimgraph.model import LinkType

_CAUSE_WORDS = frozenset("because due owing thanks result cause reason".split())
_CAUSING = frozenset("cause trigger provoke spark prompt".split())
_UNTOLD = frozenset("accident incident event reason factor problem thing attack disaster".split())
"""Causes that say nothing of how it came about."""
_DEEDS = frozenset(
    """kill murder assassinate shoot destroy sink bomb hit strike fire launch start invent discover write design leak poison build
    order found win down shell blow attack seize capture rob steal hack burn demolish sabotage bury release fund perpetrate""".split()
)
"""What is done once, by one doer, when it is told in the past."""
PERCEIVING = frozenset("record register see detect observe find report note measure hear feel notice".split())
"""Verbs of what is there, told by who found it."""
_HAPPENING = frozenset("strike hit occur happen exist break fall".split())
"""What is said of a thing to say that there was one."""
_DONE = _DEEDS | _CAUSING
_TELLING = _CAUSE_WORDS | _CAUSING | _DEEDS | frozenset("lead stem blame attribute ascribe put".split())


@dataclass(frozen=True, slots=True)
class Told:
    """A cause told in a claim: the places of the effect and of the cause's head, the words of the cause, and those that call it a cause.

    The doer of a deed is a cause that nothing calls so.
    """

    effect: int
    cause: int
    words: frozenset[int]
    told_by: frozenset[int] = frozenset()


def rival_causes(view: Alignment) -> Iterator[Clash]:
    """One effect that is put down to different causes."""
    if _TELLING.isdisjoint(view.a.lemmas) or _TELLING.isdisjoint(view.b.lemmas):
        return
    theirs = () if numbers.differ(view) else causes_in(view.b)
    for ours in causes_in(view.a) if theirs else ():
        for other in theirs:
            if _one_effect(view, ours.effect, other.effect) and _two_causes(view, ours, other):
                yield from _rival_causes(view, ours, other)


def _rival_causes(view: Alignment, ours: Told, theirs: Told) -> Iterator[Clash]:
    """The clash of two causes of one effect, if enough of the rest agrees."""
    rest, most = view.shares(ours.words | ours.told_by, theirs.words | theirs.told_by)
    if not ours.told_by and not theirs.told_by:
        return
    if most < 0.75 or rest < 0.5:
        return
    places = [[place for place in profile.content if place in told.words] for profile, told in ((view.a, ours), (view.b, theirs))]
    score = 0.5 + 0.3 * (rest + most) / 2
    yield Clash(LinkType.CAUSE, score, "causes", tuple(places[0]), tuple(places[1]), "They give different causes for one thing.")


def missing_causes(view: Alignment) -> Iterator[Clash]:
    """Causes told in b of which a says that there was none: "caused by lightning", "no lightning was recorded"."""
    absent = denied_to_be(view.a)
    for told in causes_in(view.b) if absent else ():
        for place in absent:
            if _is_cause(view, place, told):
                words = f"One puts it down to “{view.b.terms[view.pairs[place]].form}”, by the other it was not that."
                yield Clash(LinkType.CAUSE, 0.75, "missing-causes", (place,), (view.pairs[place],), words)


def missing_events(view: Alignment) -> Iterator[Clash]:
    """What struck or happened by b, and of which a says that there was none: "lightning struck the mast", "no lightning was seen"."""
    for place in denied_to_be(view.a):
        match = view.pairs.get(place, -1)
        verb = view.b.terms[view.b.terms[match].head] if match >= 0 and view.b.terms[match].dep == "nsubj" else None
        if verb is None or verb.lemma not in _HAPPENING or verb.negative or not _is_past(view.b, verb.place):
            continue
        if is_nothing(view.a.tree, place) and not are_kept_apart(view, place, match):
            words = f"By one “{view.b.terms[match].form}” {verb.form}, by the other there was none."
            yield Clash(LinkType.DENIAL, 0.75, "missing-events", (place,), (match, verb.place), words)


@kept_with_profile
def denied_to_be(profile: Profile) -> tuple[int, ...]:
    """The places of the things that a claim says in the past there were none of."""
    return tuple(term.place for term in profile.terms if term.tag.startswith("NN") and _is_denied_to_be(profile, term.place))


def _is_denied_to_be(profile: Profile, place: int) -> bool:
    """Whether a claim says in the past that there was no such thing: "there was no", "no … was seen", "no … struck"."""
    term = profile.terms[place]
    head = profile.terms[term.head]
    if term.dep == "attr" and profile.tree.child(head.place, "expl") < 0:
        subject = profile.tree.child(head.place, "nsubj")
        return subject >= 0 and profile.terms[subject].form == "it" and head.negative and _is_past(profile, head.place)
    if not is_nothing(profile.tree, place):
        return False
    is_seen = term.dep in ("attr", "nsubjpass", "dobj") and head.lemma in PERCEIVING | {"be"}
    return (
        head.dep in ("ROOT", "ccomp") and _is_past(profile, head.place) and (is_seen or (term.dep == "nsubj" and head.lemma in _HAPPENING))
    )


def _is_cause(view: Alignment, place: int, told: Told) -> bool:
    """Whether a thing of a is the cause that b tells of, or what names its kind ("a lightning strike"), and nothing keeps them apart."""
    match = view.pairs.get(place, -1)
    if match < 0 or view.relations[place] not in (SAME, BROADER, MATE) or view.b.terms[match].negative:
        return False
    term, effect = view.b.terms[match], view.b.terms[told.effect]
    names_it = match == told.cause or (term.head == told.cause and term.dep in ("compound", "amod"))
    is_known = effect.tag.startswith("VB") or is_definite(view.b, told.effect)
    return bool(told.told_by) and names_it and is_known and not effect.negative and not are_kept_apart(view, place, match)


def _one_effect(view: Alignment, left: int, right: int) -> bool:
    """Whether two words tell of one thing that happened, and to one thing."""
    one, other = view.a.terms[left], view.b.terms[right]
    if not (view.pairs.get(left) == right or one.keys & other.keys) or one.negative or other.negative:
        return False
    if one.tag.startswith("VB") and other.tag.startswith("VB"):
        return same_thing(view, _undergoer(view.a, left), _undergoer(view.b, right)) >= 0.6
    is_known = all(term.tag.startswith("VB") or is_definite(profile, term.place) for profile, term in ((view.a, one), (view.b, other)))
    return is_known and not are_kept_apart(view, left, right)


def _undergoer(profile: Profile, place: int) -> int:
    """To what something happens."""
    roles = roles_of(profile, place)
    return roles.theme if roles.theme >= 0 else roles.agent


def _two_causes(view: Alignment, ours: Told, theirs: Told) -> bool:
    """Whether two causes are surely two: both said, neither a pronoun, with little in common."""
    heads = view.a.terms[ours.cause], view.b.terms[theirs.cause]
    if any(head.lemma in GENERIC or head.lemma in _UNTOLD or head.negative for head in heads):
        return False
    inner_a = [place for place in view.a.content if place in ours.words]
    inner_b = [place for place in view.b.content if place in theirs.words]
    if not inner_a or not inner_b or max(view.coverage(inner_a), view.mirrored.coverage(inner_b)) >= 0.7:
        return False
    return not is_kind(heads[0], heads[1]) and not is_kind(heads[1], heads[0])


@kept_with_profile
def causes_in(profile: Profile) -> tuple[Told, ...]:
    """The causes that a claim tells of."""
    return tuple(_causes_in(profile))


def _causes_in(profile: Profile) -> Iterator[Told]:
    for term in profile.terms if not _TELLING.isdisjoint(profile.lemmas) else ():
        if term.lemma in _CAUSE_WORDS and not term.tag.startswith("VB"):
            yield from _by_word(profile, term)
        elif term.tag.startswith("VB") and term.lemma in _TELLING:
            yield from _by_verb(profile, term)


def _by_word(profile: Profile, term: Term) -> Iterator[Told]:
    """What "because", "due to", "as a result of" and "the cause of X is" tell."""
    tree, above = profile.tree, profile.terms[term.head]
    if term.dep == "mark":
        if above.dep != "ROOT":
            yield Told(above.head, above.place, tree.under(above.place), frozenset({term.place}))
    elif term.lemma in ("cause", "reason", "result"):
        effect, cause = _behind(tree, term.place, "of", "for"), tree.child(term.head, "attr")
        if term.lemma == "result" and cause == term.place:
            effect, cause = tree.child(term.head, "nsubj"), effect
        elif term.lemma == "result" and above.lemma == "as":
            effect, cause = above.head, effect
        if min(effect, cause) >= 0 and cause != term.place:
            yield Told(effect, cause, tree.under(cause), frozenset({term.place}))
    elif tree.children[term.place]:
        cause = _deepest(tree, term.place)
        effect = tree.child(term.head, "nsubj") if above.lemma == "be" else term.head
        if min(effect, cause) >= 0:
            yield Told(effect, cause, tree.under(term.place), frozenset({term.place}))


def _by_verb(profile: Profile, term: Term) -> Iterator[Told]:
    """What verbs of causing, blaming and doing tell."""
    tree, roles = profile.tree, roles_of(profile, term.place)
    effect, cause, telling = roles.theme, roles.agent, {term.place}
    if term.lemma in ("lead", "result", "stem"):
        subject = tree.child(term.place, "nsubj")
        effect, cause = _behind(tree, term.place, "to", "in"), subject
        if effect < 0:
            effect, cause = subject, _behind(tree, term.place, "from")
    elif term.lemma == "blame":
        effect, cause = _blamed(tree, term, roles.theme)
        telling |= tree.under(roles.agent) if roles.agent >= 0 else set()
    elif term.lemma in ("attribute", "ascribe", "put"):
        effect, cause = roles.theme, _behind(tree, term.place, "to")
        telling |= tree.under(roles.agent) if roles.agent >= 0 else set()
    elif term.lemma not in _CAUSING:
        effect = term.place if cause >= 0 and roles.theme >= 0 else -1
        telling = set()
    if min(effect, cause) >= 0 and effect != cause:
        yield Told(effect, cause, tree.under(cause), frozenset(telling))


def _blamed(tree: Tree, term: Term, theme: int) -> tuple[int, int]:
    """The effect and the cause of "blames X on Y", "blames Y for X" and "Y is to blame for X"."""
    on, what = _behind(tree, term.place, "on"), _behind(tree, term.place, "for")
    if on >= 0:
        return theme, on
    if what < 0 and theme >= 0:
        what = _behind(tree, theme, "for")
    return what, theme


def _behind(tree: Tree, place: int, *prepositions: str) -> int:
    """What follows one of these prepositions under a word, or -1."""
    found = (tree.object_of(low) for low in tree.children[place] if tree.terms[low].form in prepositions)
    return next((low for low in found if low >= 0), -1)


def _deepest(tree: Tree, place: int) -> int:
    """The object of a preposition of several words ("because of", "due to"), or -1."""
    for _ in range(3):
        found = tree.child(place, "pobj")
        if found >= 0:
            return found
        place = tree.child(place, "prep", "pcomp")
        if place < 0:
            return -1
    return -1


def rival_agents(view: Alignment) -> Iterator[Clash]:
    """One deed in the past that is put down to different doers, or one effect to different things that caused it."""
    for left, right in () if _DONE.isdisjoint(view.a.lemmas) or _DONE.isdisjoint(view.b.lemmas) else view.pairs.items():
        one, other = view.a.terms[left], view.b.terms[right]
        if not {one.lemma, other.lemma} <= _DONE or one.negative or other.negative or numbers.differ(view):
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
