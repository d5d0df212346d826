"""What one claim says was not there, or not of somebody's doing, and the other says was."""

from collections.abc import Iterator

from claimgraph.link.pairs.alignment import Alignment
from claimgraph.link.pairs.clash import Clash
from claimgraph.link.pairs.denials import ENTAILED
from claimgraph.link.pairs.grammar import Term
from claimgraph.link.pairs.polarity import NOBODY
from claimgraph.link.pairs.profile import LIGHT, Profile, kept_with_profile
from claimgraph.link.pairs.roles import is_any, roles_of, same_thing, subject_of
from claimgraph.model import LinkType

_APART = frozenset({("involvement", -1), ("responsibility", -1)})
_RECEIVING = frozenset("receive get see".split())
_SENDING = frozenset("send give hand deliver submit forward pass pay offer write address make file mail".split())
_LINKING = frozenset("with in for of about to".split())


def absences(view: Alignment) -> Iterator[Clash]:
    """Things that a leaves out ("free of fraud", "without resistance") and deeds that it says somebody had no part in, which b states."""
    for place in absences_in(view.a):
        term = view.a.terms[place]
        if not term.negative:
            yield from _uninvolved(view, place)
            continue
        if term.tag.startswith("NN") and not view.a.terms[term.clause].negative:
            yield from _absent(view, place)
        if term.dep == "dobj" and view.a.terms[term.head].lemma == "have":
            yield from _nowhere(view, place)
        if term.dep == "dobj" and view.a.terms[term.head].lemma in _RECEIVING:
            yield from _not_received(view, place)


@kept_with_profile
def absences_in(profile: Profile) -> tuple[int, ...]:
    """The places of what a claim leaves out or was not given, and of the words by which somebody had no part in a deed."""
    terms = (profile.terms[place] for place in profile.content)
    return tuple(term.place for term in terms if (term.negative and _is_thing(term)) or (not term.negative and term.poles & _APART))


def _is_thing(term: Term) -> bool:
    return term.tag.startswith("NN") or term.dep == "dobj"


def _absent(view: Alignment, place: int) -> Iterator[Clash]:
    """The clash of a thing that only a phrase of a denies with the same thing in b, of one subject."""
    match = view.pairs.get(place, -1)
    if match < 0 or view.relations[place] not in ENTAILED or view.b.terms[match].negative:
        return
    if view.a.terms[place].dep not in ("pobj", "dobj", "conj"):
        return
    ours = subject_of(view.a, view.a.terms[place].clause)
    if ours < 0 or is_any(view.a, ours):
        return
    if (
        max((same_thing(view, ours, other) for other in _about(view.b, match)), default=0.0) >= 0.8
        and view.shares()[1] >= 0.75
        and view.shares()[0] >= 0.3
    ):
        words = f"One says “{view.b.terms[match].form}”, by the other there was none."
        yield Clash(LinkType.DENIAL, 0.8, "absences", (place,), (match,), words)


def _about(profile: Profile, place: int) -> list[int]:
    """What a word is said of: its theme, the subject of its clause, and what follows a preposition under it."""
    found = [roles_of(profile, place).theme, subject_of(profile, profile.terms[place].clause)]
    found += [profile.tree.object_of(low) for low in profile.tree.children[place] if profile.terms[low].dep == "prep"]
    return [other for other in found if other >= 0]


def _uninvolved(view: Alignment, place: int) -> Iterator[Clash]:
    """The clash of a deed that somebody has no part in with the deed as done by them."""
    actor = subject_of(view.a, view.a.terms[place].clause)
    if actor >= 0 and view.a.terms[actor].lemma in NOBODY:
        actor = subject_of(view.a, view.a.terms[actor].clause)
    for event in _events(view.a, place) if actor >= 0 else ():
        match = view.pairs.get(event, -1)
        for deed in _deeds(view.b, match) if match >= 0 else ():
            agent = roles_of(view.b, deed).agent
            if agent >= 0 and not view.b.terms[deed].negative and same_thing(view, actor, agent) >= 0.8:
                words = f"One has a part in “{view.b.terms[match].form}” that the other denies."
                yield Clash(LinkType.DENIAL, 0.85, "uninvolved", (place, event), (deed,), words)


def _events(profile: Profile, place: int) -> list[int]:
    """What somebody has no part in: behind "with", "in" or "for" under a word, or under what it hangs on."""
    tree = profile.tree
    below = tree.children[place]
    near = [*below, *tree.children[profile.terms[place].head], *(deeper for low in below for deeper in tree.children[low])]
    return [tree.object_of(low) for low in near if profile.terms[low].form in _LINKING and tree.object_of(low) >= 0]


def _deeds(profile: Profile, place: int) -> list[int]:
    """The verbs that state a deed: the word itself, or one that the word is the object or passive subject of."""
    term = profile.terms[place]
    if term.tag.startswith("VB"):
        return [place]
    return [term.head] if term.dep in ("dobj", "nsubjpass") and profile.terms[term.head].tag.startswith("VB") else []


def _nowhere(view: Alignment, place: int) -> Iterator[Clash]:
    """The clash of "X has no N doing something" with N of X that do it."""
    match = view.pairs.get(place, -1)
    owner = subject_of(view.a, view.a.terms[place].clause)
    if match < 0 or owner < 0 or view.b.terms[match].negative or view.b.terms[view.b.terms[match].clause].negative:
        return
    inside = [other for other in view.a.content if other in view.a.tree.under(place)]
    if view.coverage(inside) >= 0.9 and _belongs(view, owner, match) and view.a.terms[owner].lemma not in LIGHT:
        words = f"One has “{view.b.terms[match].form}” where the other has none."
        yield Clash(LinkType.DENIAL, 0.8, "absences", (place,), (match,), words)


def _not_received(view: Alignment, place: int) -> Iterator[Clash]:
    """The clash of "X received no N" with N that was sent to X, or that somebody sent X."""
    match = view.pairs.get(place, -1)
    owner = subject_of(view.a, view.a.terms[place].clause)
    sending = view.b.terms[match].head if match >= 0 and view.b.terms[match].dep in ("dobj", "nsubjpass") else -1
    if owner < 0 or sending < 0 or view.b.terms[sending].lemma not in _SENDING or view.b.terms[sending].negative:
        return
    to = [view.b.tree.object_of(low) for low in view.b.tree.children[sending] if view.b.terms[low].form == "to"]
    if any(whom >= 0 and same_thing(view, owner, whom) >= 0.8 for whom in (*to, view.b.tree.child(sending, "dative"))):
        words = f"By one “{view.b.terms[match].form}” was sent, of which the other received none."
        yield Clash(LinkType.DENIAL, 0.8, "absences", (place,), (match,), words)


def _belongs(view: Alignment, owner: int, thing: int) -> bool:
    """Whether a thing of b is said to be of an owner in a: named under it, or made from the owner's name."""
    under = view.b.tree.under(thing)
    near = {term.lemma for term in view.b.terms if term.place in under and (term.entity or term.tag.startswith("NNP"))}
    name = view.a.terms[owner].lemma
    return view.pairs.get(owner) in under or (len(name) > 3 and any(other[:4] == name[:4] for other in near))
