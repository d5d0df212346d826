"""What one report of an event says was not there or not done, and another report of that event says was.

These rules ask for few words in common and hold between reports of one event alone, the more so the likelier it is that both statements
are of one matter (`claimgraph.link.matters`): so each says how likely that must be.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from claimgraph.link.alignment import BROADER, MATE, SAME, Alignment
from claimgraph.link.causes import PERCEIVING
from claimgraph.link.clash import Clash, Hint
from claimgraph.link.denials import GIVING, THINKING, USING, is_main, is_used, may_have_been_missing
from claimgraph.link.grammar import Term
from claimgraph.link.opposites import is_of_another
from claimgraph.link.polarity import NOBODY, is_nothing
from claimgraph.link.profile import GENERIC, LIGHTENED, Profile, kept_with_profile
from claimgraph.link.roles import are_kept_apart, is_definite, is_open, is_part, roles_of, same_thing, subject_of
from claimgraph.link.tolls import ANYBODY
from claimgraph.model import LinkType, Modality

SCORE = 0.75
_BRINGING = PERCEIVING | GIVING | USING | frozenset("be have exist contain occur happen take carry do make need show".split())
"""Verbs that say of a thing little more than that it was there, or came to be."""
_RECEIVING = frozenset("receive get".split())
_TAKING = frozenset("accept take obtain have".split())
_HAPPENING = frozenset("be exist occur happen take".split())
"""Of these, those that say so of their subject."""
_NO_LONGER = frozenset("still yet now longer more anymore again only even".split())
_UNTIL = frozenset("until till unless before".split())
_REFUSING = frozenset("refuse decline fail forget omit".split())
_MODAL = frozenset("should could would might may must can ca shall ought will".split())
_DESCRIBING = ("amod", "compound", "nmod")
_OUTFITS = frozenset("system equipment facility installation unit device".split())
"""Nouns that add little to what names their kind: "a sprinkler system"."""
_POINTING = frozenset("this that these those our my".split())
_SORTS = frozenset("type kind sort form size strength magnitude quality make".split())
_OF_KINDS = frozenset("kind sort sign trace evidence hint indication proof doubt need reason way idea question time one other".split())
"""Nouns of which there is none without anything being denied that could be met with."""
_LINKING = frozenset("of from by with after due to amid".split())
_WHERE = frozenset("in on inside under near behind beneath within aboard".split())
_HEARING = frozenset("hear speak talk tell read warn dream complain".split())
"""Verbs of what is spoken of, be it so or not: "we heard of a siege"."""


@dataclass(frozen=True, slots=True)
class Denied:
    """What a claim denies: the words that say it, the head first, of whom, the words that narrow it, and whether it is a thing."""

    core: tuple[int, ...]
    subject: int
    limits: tuple[int, ...]
    is_thing: bool


def gainsaid(view: Alignment, known: frozenset[str], told: frozenset[str]) -> Iterator[Hint]:
    """What a denies and b states.

    `known` are the words of the beginning of the other report, which narrow nothing, and `told` all words of the report of a: what it
    says nowhere is another thing.
    """
    for denied in denied_in(view.a):
        places = _said(view, denied)
        if places and _are_of_one(view, denied, places) and not _is_of_something_else(view.b, places[0], told):
            narrowed = any(_narrows(view, place, known) for place in denied.limits)
            words = f"By one there was “{view.b.terms[places[0]].form}”, by the other none."
            if not denied.is_thing:
                words = f"One says “{view.b.terms[places[0]].form}”, the other denies it."
            clash = Clash(LinkType.DENIAL, SCORE, "missing-things" if denied.is_thing else "missing-deeds", denied.core, places, words)
            yield Hint(clash, _LEAST[denied.is_thing, narrowed])


_LEAST = {(True, False): 0.04, (True, True): 0.2, (False, False): 0.15, (False, True): 0.3}
"""How likely two statements must be of one matter: where a thing is denied, or a deed; without limits, and within some."""


@kept_with_profile
def denied_in(profile: Profile) -> tuple[Denied, ...]:
    """The things of which a claim says that there were none, and the deeds that it says were not done, for good."""
    if profile.modality not in (Modality.FACT, Modality.EVALUATION):
        return ()
    return tuple(_denied_in(profile))


def _denied_in(profile: Profile) -> Iterator[Denied]:
    tree = profile.tree
    for term in profile.terms:
        if not term.tag.startswith("VB") or term.clause != term.place or not _is_stated(profile, term):
            continue
        if term.lemma == "rule" and tree.has(term.place, "out") and not term.negative:
            yield from _ruled_out(profile, term)
        below = [profile.terms[low] for low in tree.children[term.place]]
        if any(low.form in _MODAL or low.lemma in _NO_LONGER for low in below):
            continue
        none = next((low for low in tree.children[term.place] if _is_no_thing(profile, low)), -1)
        if none >= 0:
            for place in (none, *(low for low in tree.children[none] if _is_no_more(profile, low))):
                yield from _no_thing(profile, term, place)
        elif term.negative:
            yield from _not_done(profile, term)


def _is_stated(profile: Profile, verb: Term) -> bool:
    """Whether a verb says what a claim tells, or what somebody refused or failed to do."""
    return verb.dep in ("ROOT", "ccomp") or (verb.dep == "xcomp" and profile.terms[verb.head].lemma in _REFUSING)


def _is_no_thing(profile: Profile, place: int) -> bool:
    term = profile.terms[place]
    return term.dep in ("nsubj", "nsubjpass", "dobj", "attr") and term.tag in ("NN", "NNS") and is_nothing(profile.tree, place)


def _ruled_out(profile: Profile, verb: Term) -> Iterator[Denied]:
    """What is said to have been ruled out."""
    thing = profile.tree.child(verb.place, "nsubjpass", "dobj")
    if thing >= 0 and profile.terms[thing].tag.startswith("NN"):
        yield Denied(_phrase(profile, thing), -1, (), True)


def _is_no_more(profile: Profile, place: int) -> bool:
    """Whether a noun is denied beside another: "no drugs and no weapon"."""
    return profile.terms[place].dep == "conj" and profile.terms[place].tag in ("NN", "NNS") and is_nothing(profile.tree, place)


def _no_thing(profile: Profile, verb: Term, none: int) -> Iterator[Denied]:
    """That there was no such thing, or that nothing of the kind did something."""
    term, tree = profile.terms[none], profile.tree
    if term.lemma in ANYBODY | GENERIC | _OF_KINDS:
        return
    is_said_of = term.dep == "nsubj" and verb.lemma == "be" and tree.child(verb.place, "expl") < 0
    if is_said_of and tree.child(verb.place, "acomp", "attr", "prep", "oprd") >= 0:
        return
    is_light, theme = verb.lemma in _BRINGING or not verb.weight, tree.child(verb.place, "dobj")
    done = _phrase(profile, theme) if theme not in (-1, none) else ()
    is_light = is_light and not done and (term.dep != "nsubj" or verb.lemma in _HAPPENING)
    core = (*_phrase(profile, none), *(() if is_light else (verb.place,)), *done)
    subject = -1 if term.dep in ("nsubj", "nsubjpass", "conj") or verb.lemma in PERCEIVING else tree.child(verb.place, "nsubj")
    yield Denied(core, subject, _limits(profile, verb.place, {*core, subject}), is_light)


def _not_done(profile: Profile, verb: Term) -> Iterator[Denied]:
    """That something was not done, by or to somebody."""
    tree = profile.tree
    subject, theme = subject_of(profile, verb.place), tree.child(verb.place, "dobj")
    if tree.child(verb.place, "nsubjpass") == subject and verb.lemma in _BRINGING:
        subject, theme = -1, subject
    if tree.has(verb.place, *_UNTIL) or (subject >= 0 and is_nothing(tree, subject) and profile.terms[subject].lemma not in NOBODY):
        return
    if theme >= 0 and (profile.terms[theme].lemma in ANYBODY | GENERIC | _OF_KINDS or not profile.terms[theme].tag.startswith("NN")):
        return
    is_light = verb.lemma in _BRINGING or not verb.weight
    if verb.lemma in THINKING:
        return
    if is_light and (theme < 0 or is_definite(profile, theme)):
        return
    if not is_light and (profile.counts or (subject >= 0 and is_part(profile, subject))):
        return
    core = (*(() if is_light else (verb.place,)), *(_phrase(profile, theme) if theme >= 0 else ()))
    yield Denied(core, subject, _limits(profile, verb.place, {*core, subject}), is_light)


def _phrase(profile: Profile, noun: int) -> tuple[int, ...]:
    """A noun with what describes it."""
    below = (low for low in profile.tree.children[noun] if profile.terms[low].dep in _DESCRIBING and profile.terms[low].weight > LIGHTENED)
    return (noun, *below)


def _limits(profile: Profile, verb: int, said: set[int]) -> tuple[int, ...]:
    """What else is said under a verb: where, when and how."""
    subject = frozenset().union(
        *(profile.tree.under(place) for place in said if place >= 0 and profile.terms[place].dep.startswith("nsubj"))
    )
    under = profile.tree.under(verb) - subject - said - {verb}
    return tuple(place for place in profile.content if place in under and profile.terms[place].tag[:2] in ("NN", "VB", "CD", "JJ"))


def _narrows(view: Alignment, place: int, known: frozenset[str]) -> bool:
    """Whether a word narrows what is denied: b does not say it, nor is it what the event is about."""
    term = view.a.terms[place]
    points = any(view.a.terms[low].form in _POINTING for low in view.a.tree.children[place])
    return points or (place not in view.pairs and term.form not in known and term.lemma not in known)


def _said(view: Alignment, denied: Denied) -> tuple[int, ...]:
    """The places where b states all that a denies, as something that was; none where it does not."""
    found: list[int] = []
    for place in denied.core:
        match = _match(view, place)
        if match < 0:
            return ()
        found.append(match)
    head = found[0]
    verb = view.a.terms[view.a.terms[denied.core[0]].head]
    if denied.is_thing and verb.lemma in USING and not is_used(view.b, head):
        return ()
    if verb.lemma in GIVING and view.b.terms[view.b.terms[head].head].lemma not in THINKING:
        return tuple(found) if view.b.terms[head].dep in ("dobj", "nsubjpass") and not is_open(view.b, head, intended=True) else ()
    told = _is_thing_told(view.b, head) if view.a.terms[denied.core[0]].tag.startswith("NN") else _is_deed_told(view.b, head)
    return tuple(found) if told and _hang_together(view.b, found) else ()


def _match(view: Alignment, place: int) -> int:
    """Where b says a word of a, or a kind of it, and does not deny it: noun for noun, deed for deed; -1 where it does not."""
    term = view.a.terms[place]
    of_sort = ("NN",) if term.tag.startswith("NN") else ("VB", "NN") if term.tag.startswith("VB") else ("JJ", "VB", "NN")
    how = (SAME, BROADER) if term.tag.startswith("NN") else (SAME, BROADER, MATE)
    if view.relations.get(place) in how and _may_match(view.b.terms[view.pairs[place]], of_sort):
        return view.pairs[place]
    rights = [right for key in term.keys for right in view.b.index.get(key, ())]
    return next((right for right in sorted(set(rights)) if _may_match(view.b.terms[right], of_sort)), -1)


def _may_match(term: Term, of_sort: tuple[str, ...]) -> bool:
    is_noun = term.tag.startswith("VB") and term.dep in ("nsubj", "nsubjpass", "dobj", "pobj")
    return not term.negative and ("NN" if is_noun else term.tag).startswith(of_sort)


def _hang_together(profile: Profile, places: list[int]) -> bool:
    """Whether words stand in one clause, or one right under another."""
    clauses = {profile.terms[place].clause for place in places}
    return len(clauses) == 1 or all(place in places or profile.terms[place].head in places for place in clauses)


def _is_thing_told(profile: Profile, place: int) -> bool:
    """Whether a claim tells of a thing that was: what did something, to which something was done, or of which something came."""
    term = profile.terms[place]
    above = profile.terms[term.head]
    is_named = (term.dep == "compound" and above.lemma not in _OUTFITS) or (term.dep == "pobj" and above.form not in _LINKING)
    is_named |= term.dep == "pobj" and profile.terms[above.head].lemma in _HEARING
    if is_named or may_have_been_missing(profile, place) or is_nothing(profile.tree, place) or _is_habit(profile):
        return False
    return not is_open(profile, place, intended=True)


def _is_habit(profile: Profile) -> bool:
    """Whether a claim says what is so in general: "listeria is dangerous"."""
    root = next((term for term in profile.terms if term.dep == "ROOT"), None)
    helpers = {profile.terms[low].form for low in profile.tree.children[root.place]} if root else set()
    return (
        root is not None
        and root.tag in ("VBZ", "VBP")
        and not helpers & {"has", "have"}
        and profile.slots.time is None
        and root.lemma != "have"
    )


def _is_deed_told(profile: Profile, place: int) -> bool:
    return is_main(profile, place) and not is_open(profile, place, intended=True)


def _are_named_apart(view: Alignment, one: int, other: int) -> bool:
    """Whether two nouns are of or for two names: "a permit for Orn", "a permit for Selbro"."""
    ours, theirs = _named_behind(view.a, one), _named_behind(view.b, other)
    return any(ours[joint].isdisjoint(theirs[joint]) for joint in ours.keys() & theirs.keys())


def _named_behind(profile: Profile, noun: int) -> dict[str, frozenset[str]]:
    """The names that prepositions join to a noun."""
    tree = profile.tree
    found = {profile.terms[low].form: tree.object_of(low) for low in tree.children[noun] if profile.terms[low].dep == "prep"}
    named = {joint: place for joint, place in found.items() if place >= 0 and profile.terms[place].tag.startswith("NNP")}
    return {joint: frozenset(profile.terms[low].form for low in tree.under(place)) for joint, place in named.items()}


def _are_elsewhere(view: Alignment, one: int, other: int) -> bool:
    """Whether two things are each said to have been in a place, and none of the one is one of the other: "in his blood", "in the cab"."""
    ours, theirs = _wheres(view.a, one), _wheres(view.b, other)
    return bool(ours and theirs) and all(same_thing(view, *pair) < 0.5 for pair in product(ours, theirs))


def _wheres(profile: Profile, thing: int) -> list[int]:
    """The nouns that say where a thing was, under itself or the verb of its clause."""
    tree, above = profile.tree, {thing, profile.terms[thing].head, profile.terms[thing].clause}
    found = (tree.object_of(low) for place in above for low in tree.children[place] if profile.terms[low].form in _WHERE)
    return [
        place for place in found if place >= 0 and profile.terms[place].tag.startswith("NN") and profile.terms[place].weight > LIGHTENED
    ]


def verb_of(profile: Profile, denied: Denied) -> str:
    """The verb by which something is denied."""
    return profile.terms[profile.terms[denied.core[0]].head].lemma


def _is_sent_to(view: Alignment, receiver: int, thing: int, sender: int) -> bool:
    """Whether what somebody did not receive was not sent by them, nor to somebody else."""
    if sender >= 0 and view.b.terms[sender].tag not in ("PRP", "WP") and same_thing(view, receiver, sender) >= 0.8:
        return view.b.terms[view.b.terms[thing].head].lemma in _RECEIVING | _TAKING
    verb = view.b.terms[thing].head
    to = next((view.b.tree.object_of(low) for low in view.b.tree.children[verb] if view.b.terms[low].form == "to"), -1)
    return to < 0 or same_thing(view, receiver, to) > 0


def _is_of_something_else(profile: Profile, place: int, told: frozenset[str]) -> bool:
    """Whether a noun is of something of which nothing is told: "passengers of a bus"."""
    tree = profile.tree
    owners = (tree.object_of(low) for low in tree.children[place] if profile.terms[low].form == "of")
    owners = (owner for owner in owners if owner >= 0 and profile.terms[owner].tag.startswith("NN") and not _is_sort(profile, owner))
    return profile.terms[place].tag.startswith("NN") and any(told.isdisjoint({*_forms(profile.terms[owner])}) for owner in owners)


def _is_sort(profile: Profile, place: int) -> bool:
    return profile.terms[place].lemma in _SORTS


def _forms(term: Term) -> Iterator[str]:
    yield from (term.form, term.lemma, f"{term.lemma}s", *(key for key in term.keys if key.isalpha()))


def _are_of_one(view: Alignment, denied: Denied, places: tuple[int, ...]) -> bool:
    """Whether what is denied may be what is stated: of nobody else, and of no other thing of its name."""
    nouns = ((one, other) for one, other in zip(denied.core, places, strict=True) if view.a.terms[one].tag.startswith("NN"))
    if denied.is_thing and _are_elsewhere(view, denied.core[0], places[0]):
        return False
    if any(are_kept_apart(view, *pair) or is_of_another(view, *pair) or _are_named_apart(view, *pair) for pair in nouns):
        return False
    if denied.subject < 0 or view.a.terms[denied.subject].lemma in NOBODY | GENERIC or view.a.terms[denied.subject].tag == "PRP":
        return True
    verb = places[0] if view.b.terms[places[0]].tag.startswith("VB") else view.b.terms[places[0]].clause
    roles = roles_of(view.b, verb)
    if verb_of(view.a, denied) in _RECEIVING:
        return _is_sent_to(view, denied.subject, places[0], roles.agent)
    others = {roles.agent, roles.theme, subject_of(view.b, verb)} - {-1, *places}
    return not others or any(same_thing(view, denied.subject, other) >= 0.5 for other in others)
