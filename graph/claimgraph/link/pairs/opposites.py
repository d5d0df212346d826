"""Words of two claims that cannot both be true of one thing, such as "open" and "closed"."""

import re
from collections.abc import Iterator

from claimgraph.link.pairs import numbers
from claimgraph.link.pairs.alignment import Alignment
from claimgraph.link.pairs.clash import Clash
from claimgraph.link.pairs.grammar import Term
from claimgraph.link.pairs.lexicon import Pole
from claimgraph.link.pairs.profile import Profile
from claimgraph.link.pairs.roles import (
    are_kept_apart,
    is_any,
    is_of_another,
    is_of_some,
    is_one_of,
    is_open,
    is_part,
    is_passive,
    is_unnumbered,
    roles_of,
    same_thing,
    subject_of,
)
from claimgraph.model import LinkType

AGENT_AXES = frozenset(
    """order advance life injury staying surrender coming victory success honesty motion fighting peace presence escape attack health mood
    interest speech activity support acceptance agreement denial involvement loyalty deployment employment""".split()
)
"""Oppositions that a verb with an object may say of its subject: who repels an attack holds out; who raises a thing may fall."""


_BRINGING = frozenset("put suffer offer mount achieve score record end vote speak win lose stand go find turn hang".split())
"""Verbs, besides those that say little, whose object says what happens: "suffer defeat", "offer support"."""
_BEGINNING = frozenset("begin start commence".split())
_IN_TURN = frozenset("late early later earlier again eventually".split())
"""Adverbs that say when in a course of events something was done."""
_REVERSIBLE = frozenset("freedom deployment staying coming evacuation siege start openness presence building".split())
"""Axes on which one thing is done and then undone."""
_SURELY_ONE = 0.6
"""How surely two opposed words are said of one thing that needs no more in common."""
_SAME_DOER = 0.8
"""How surely two deeds are one doer's that need no more in common: "admitted her part", "denied the charges"."""
_ONCE_MORE = re.compile(r"\band again\b")
_TURNS = frozenset("until till again later then meanwhile".split())
"""Words of what changes."""
_BEFORE = frozenset("before after once afterwards".split())
_PARTS_OF_DAY = frozenset("morning noon afternoon evening night midnight dawn dusk".split())
_BOUNDS = frozenset("start beginning outset end finish close opening".split())
"""Nouns that behind a preposition only say when: "from the start", "in the end"."""
_TOGGLED = frozenset("openness start".split())
"""Of these, what is done and undone every day: what was opened may now be closed."""
_LASTING = frozenset("stay remain stand lie sit keep be continue last".split())
"""Verbs of what goes on."""
_RESTORING = frozenset("reopen resume restore restart reconnect reinstate".split())
"""Verbs that say of something that it is as it was before."""


def opposites(view: Alignment, *, loosely: bool = False) -> Iterator[Clash]:
    """Words of a and b that cannot both be true of one thing, and are said of one thing.

    Where it is known otherwise that both are of one matter, `loosely`, a state needs no more in common than what it is said of.
    """
    a, b = view.a, view.b
    axes = a.against & b.poles
    found = [pair for left in a.content for pair in _facing(view, left, axes)] if axes else []
    if len({left for left, _, _ in found}) > 1 and any(_sets_apart(view, left, right) for left, right, _ in found):
        return
    for left, right, shared in found:
        yield from _opposed(view, left, right, shared, loosely=loosely)


def _facing(view: Alignment, left: int, axes: frozenset[Pole]) -> Iterator[tuple[int, int, set[str]]]:
    """The words of b that a word of a is opposed to, with the axes."""
    facing = {(axis, -end) for axis, end in view.a.terms[left].poles} & axes
    for right in view.b.content if facing else ():
        shared = facing & view.b.terms[right].poles
        if shared and not (_belongs_elsewhere(view, left, right) or _tells_when(view.a, left) or _tells_when(view.b, right)):
            yield left, right, {axis for axis, _ in shared}


def _tells_when(profile: Profile, place: int) -> bool:
    term = profile.terms[place]
    return term.dep == "pobj" and term.lemma in _BOUNDS and profile.tree.child(place, "prep") < 0


def _sets_apart(view: Alignment, left: int, right: int) -> bool:
    """Whether two opposed words beside another opposition only say that two things are spoken of: "before the war", "after the war"."""
    return not (is_core(view.a, view.a.terms[left]) and is_core(view.b, view.b.terms[right])) or _are_relations(
        view.a.terms[left], view.b.terms[right]
    )


def _opposed(view: Alignment, left: int, right: int, axes: set[str], *, loosely: bool) -> Iterator[Clash]:
    """The clash of two opposed words, if both are said (or both denied of nothing) of one thing in one place of the sentence."""
    one, other = view.a.terms[left], view.b.terms[right]
    if _is_denied(view.a, one) or _is_denied(view.b, other) or is_open(view.a, left) != is_open(view.b, right):
        return
    if not _happened_both(view, one, other) and _are_of_two_times(view):
        return
    if _may_follow(view, one, other, axes) or _is_step(view.a, one) or _is_step(view.b, other):
        return
    agreement = _said_of_one(view, one, other, axes)
    if not agreement or _speak_of_part_and_whole(view, left, right):
        return
    rest, most = view.shares((left,), (right,))
    is_enough = _enough(view, (one, other), agreement, (rest, most))
    if not (is_enough or (loosely and _is_state_of_one(view, one, other, agreement))) or _speaks_of_another(view, left):
        return
    score = min(0.97, 0.55 + 0.25 * agreement + 0.2 * (rest + most) / 2)
    words = f"“{_words(view.a, one)}” and “{_words(view.b, other)}” cannot both be so."
    yield Clash(LinkType.STATES, score, "opposites", one.phrase or (left,), other.phrase or (right,), words)


def _is_state_of_one(view: Alignment, one: Term, other: Term, agreement: float) -> bool:
    """Whether two claims say each what one thing was or what happened to it, and one of them that it was so for some time."""
    if agreement < _SURELY_ONE or (_counts(view.a) and _counts(view.b)) or not _are_told(view, one, other):
        return False
    if not _is_done(view.a, one) or not _is_done(view.b, other):
        return not any(_turns(profile) for profile in (view.a, view.b))
    agents = [roles_of(profile, verb.place).agent for profile, verb in ((view.a, one), (view.b, other))]
    is_of_doers = min(agents) >= 0 or (max(agents) >= 0 and not (is_passive(view.a, one.place) or is_passive(view.b, other.place)))
    return agreement >= _SAME_DOER and is_of_doers  # "confessed", "denied the charges"


def _turns(profile: Profile) -> bool:
    """Whether a claim tells of what changed: "was open again", but not "was rung at four and again at five"."""
    return not _TURNS.isdisjoint(_ONCE_MORE.sub("", profile.text.lower()).split() if "again" in profile.lemmas else profile.lemmas)


def _are_told(view: Alignment, one: Term, other: Term) -> bool:
    """Whether both words carry what their clauses say, or one describes a single thing in passing: "steered by a drunk captain"."""
    told = is_core(view.a, one), is_core(view.b, other)
    return all(told) or (told[0] and _describes_one(view.b, other)) or (told[1] and _describes_one(view.a, one))


def describes_only(view: Alignment, clash: Clash) -> bool:
    """Whether one of two opposed words only describes a thing in passing."""
    return "amod" in (view.a.terms[clash.places_a[0]].dep, view.b.terms[clash.places_b[0]].dep)


def _describes_one(profile: Profile, term: Term) -> bool:
    thing = profile.terms[term.head]
    is_told = thing.dep in ("dobj", "pobj", "attr", "nsubj", "nsubjpass") and profile.terms[thing.clause].dep == "ROOT"
    return term.dep == "amod" and thing.tag == "NN" and is_told and not profile.terms[thing.clause].negative


def _are_of_two_times(view: Alignment) -> bool:
    """Whether two claims speak of two times: "calm", "nervous before the trip"; "all night", "at eight in the morning"."""
    one, other = view.a, view.b
    if (one.lemmas ^ other.lemmas) & _BEFORE:
        return True
    ours, theirs = (profile.lemmas & _PARTS_OF_DAY for profile in (one, other))
    if ours and theirs and ours.isdisjoint(theirs):
        return True
    moments = [[term.head for term in profile.terms if term.form == "when"] for profile in (one, other)]
    return all(moments) and not any(view.pairs.get(verb) in moments[1] for verb in moments[0])


def _counts(profile: Profile) -> bool:
    """Whether a claim counts anything: of others the opposite may be so."""
    return any(not numbers.only_describes(profile, count) for count in profile.counts)


def _may_follow(view: Alignment, one: Term, other: Term, axes: set[str]) -> bool:
    """Whether one of two opposed words may tell of what was before the other: what was undone, or is no longer so."""
    if _is_undone(view.a, one, view.b, other) or _is_undone(view.b, other, view.a, one):
        return True
    if axes <= _REVERSIBLE and (_ends_before(view.a, view.b) or _ends_before(view.b, view.a)):
        return True
    has_changed = (_was(view.a, one) and _is_now(view.b, other)) or (_was(view.b, other) and _is_now(view.a, one))
    return (axes <= _TOGGLED and has_changed) or (axes <= _REVERSIBLE and _happened_both(view, one, other))


def _ends_before(one: Profile, other: Profile) -> bool:
    """Whether one claim says until when something was so, and the other what was so again: "closed until noon", "open again"."""
    return bool(one.lemmas & {"until", "till"}) and "again" in other.lemmas


def _is_now(profile: Profile, term: Term) -> bool:
    """Whether a word says what is so now, and not that it is so still: "remains closed"."""
    head = profile.terms[term.clause]
    helpers = {profile.terms[low].form for low in profile.tree.children[head.place] if profile.terms[low].dep in ("aux", "auxpass")}
    return "still" not in profile.lemmas and (head.tag in ("VBZ", "VBP") or bool(helpers & {"is", "are"}))


def _is_step(profile: Profile, term: Term) -> bool:
    """Whether a verb tells of a step in a course of events, which its opposite may follow: "began to close", "opened too late"."""
    begun = term.dep == "xcomp" and profile.terms[term.head].lemma in _BEGINNING
    in_turn = _IN_TURN - {"again"} if _ONCE_MORE.search(profile.text) else _IN_TURN
    return term.tag.startswith("VB") and (begun or profile.tree.has(term.place, *in_turn))


def _is_denied(profile: Profile, term: Term) -> bool:
    """Whether a word is denied, also where its clause is not: "found not guilty"."""
    return term.negative or any(profile.terms[low].dep == "neg" for low in profile.tree.children[term.place])


def _happened_both(view: Alignment, one: Term, other: Term) -> bool:
    """Whether two verbs tell of what was done, which may have been one after the other: "were arrested", "have been released"."""
    return _is_done(view.a, one) and _is_done(view.b, other)


def _is_done(profile: Profile, term: Term) -> bool:
    helpers = {profile.terms[low].form for low in profile.tree.children[term.place] if profile.terms[low].dep in ("aux", "auxpass")}
    lasts = term.dep in ("acomp", "oprd", "xcomp") and profile.terms[term.head].lemma in _LASTING
    is_state = lasts or (term.tag == "VBN" and bool(helpers & {"is", "are"}))
    return term.tag in ("VBD", "VBN", "VBZ", "VBP") and not is_state and term.lemma not in _LASTING


def _is_undone(profile: Profile, term: Term, before: Profile, happened: Term) -> bool:
    """Whether one claim tells what was made good again of what the other says had happened: "was closed", "was opened again"."""
    clause = profile.tree.children[term.clause]
    again = term.lemma in _RESTORING or any(profile.terms[low].lemma in ("again", "back") for low in clause)
    lasts = {before.terms[low].lemma for low in before.tree.children[happened.clause]} & {"still", "again"}
    return again and happened.tag in ("VBD", "VBN") and not lasts and _was(before, happened)


def _was(profile: Profile, term: Term) -> bool:
    """Whether a verb tells of what happened once, and of no state that goes on: "was closed", "has been closed"."""
    helpers = {profile.terms[low].form for low in profile.tree.children[term.place] if profile.terms[low].dep in ("aux", "auxpass")}
    return term.tag == "VBD" or (bool(helpers & {"was", "were", "had"}) and "been" not in helpers - {"had"})


def _words(profile: Profile, term: Term) -> str:
    """The word, or the whole phrase that it stands for, as it is written."""
    ends = [profile.terms[place] for place in term.phrase] or [term]
    return profile.text[ends[0].start : ends[-1].end]


def _speak_of_part_and_whole(view: Alignment, left: int, right: int) -> bool:
    """Whether one word is said of a counted part of what the other is said of: of the others the opposite may hold."""
    ours = _affected(view.a, left)
    theirs = _affected(view.b, right)
    if any(numbers.differ_at(view, one, other) for one in ours for other in theirs):
        return True
    return any(
        (is_part(view.a, one) and is_unnumbered(view.b, other)) or (is_unnumbered(view.a, one) and is_part(view.b, other))
        for one in ours
        for other in theirs
        if same_thing(view, one, other) > 0
    )


def _affected(profile: Profile, place: int) -> list[int]:
    """Whom a word is said of."""
    roles = roles_of(profile, place)
    if roles.theme >= 0 and profile.terms[roles.theme].tag.startswith("VB"):
        roles = roles_of(profile, roles.theme)  # "slightly hurt": those who were hurt
    return [found for found in (roles.agent, roles.theme) if found >= 0]


def _belongs_elsewhere(view: Alignment, left: int, right: int) -> bool:
    """Whether two opposed words each have their match in the other claim, so that both claims say both."""
    return left in view.pairs and right in view.pairs.values()


def _speaks_of_another(view: Alignment, left: int) -> bool:
    """Whether a noun that both claims name is another thing in each: "the first offer", "damage to the roof"."""
    besides = frozenset({left})
    nouns = [(one, other) for one, other in view.pairs.items() if view.a.terms[one].tag.startswith("NN") and one != left]
    return any(are_kept_apart(view, one, other, besides=besides) or is_of_another(view, one, other) for one, other in nouns)


def _enough(view: Alignment, pair: tuple[Term, Term], agreement: float, shares: tuple[float, float]) -> bool:
    """Whether enough of the rest agrees: the less central the opposed words, the more."""
    (one, other), (rest, most) = pair, shares
    if is_core(view.a, one) and is_core(view.b, other):
        surely = agreement >= 0.8
        return most >= (0.5 if surely else 0.75) and rest >= (0.1 if surely and most >= 0.8 else 0.25 if surely else 0.6)
    if agreement >= 0.8 and {one.dep, other.dep} & {"amod", "advmod"} and {one.tag[:2], other.tag[:2]} & {"VB"}:
        return rest >= 0.4 and most >= 0.8
    return rest >= 0.7 and most >= 0.8


def is_core(profile: Profile, term: Term) -> bool:
    """Whether a word carries what its clause says: its verb, or what a verb that says little brings ("suffered defeat")."""
    if term.tag.startswith("VB") or term.dep in ("ROOT", "prt"):
        return True
    place = term.head if term.dep == "pobj" and profile.terms[term.head].absorbed else term.place
    if (
        place != term.place
        and profile.terms[place].dep == "prep"
        and profile.terms[profile.terms[place].head].dep in ("ROOT", "conj", "ccomp")
    ):
        return True
    for _ in range(4):
        above = profile.terms[profile.terms[place].head]
        if profile.terms[place].dep not in ("acomp", "attr", "oprd", "dobj", "pobj", "prep", "advmod", "ccomp", "conj"):
            return False
        if above.tag.startswith(("VB", "MD")):
            return (
                not above.weight
                or above.has_own_object
                or above.lemma in _BRINGING
                or profile.terms[place].dep in ("acomp", "attr", "oprd", "advmod")
            )
        place = above.place
    return False


def _said_of_one(view: Alignment, one: Term, other: Term, axes: set[str]) -> float:
    """How surely two opposed words are said of one thing, in [0, 1]."""
    if _are_relations(one, other):
        return _relations_agree(view, one, other)
    if {one.dep, other.dep} & {"amod", "advmod", "compound", "npadvmod"}:
        if view.pairs.get(one.head) == other.head and one.head != one.place:
            some = is_of_some(view.a, _described(view.a, one)) and is_of_some(view.b, _described(view.b, other))
            return 0.0 if some or (is_any(view.a, one.head) and is_any(view.b, other.head)) else 0.9
        return _mixed(view, one, other, axes)
    if one.dep in ("pobj", "dobj", "nsubj") and other.dep in ("pobj", "dobj", "nsubj") and _arguments_agree(view, one, other):
        return 0.8
    ours, theirs = roles_of(view.a, one.place), roles_of(view.b, other.place)
    if is_glimpsed(view.a, one) and is_glimpsed(view.b, other):
        return 0.0
    if is_of_some(view.a, ours.theme) and is_of_some(view.b, theirs.theme):
        return 0.0
    if is_one_of(view.a, ours.theme, view.b, theirs.theme) or is_one_of(view.b, theirs.theme, view.a, ours.theme):
        return 0.0
    themes = same_thing(view, ours.theme, theirs.theme)
    if ours.agent >= 0 and theirs.agent >= 0:
        return min(themes, same_thing(view, ours.agent, theirs.agent))
    if not axes & AGENT_AXES or (ours.agent < 0 and theirs.agent < 0):
        return themes
    subjects = same_thing(view, ours.agent if ours.agent >= 0 else ours.theme, theirs.agent if theirs.agent >= 0 else theirs.theme)
    return max(subjects, themes if _is_passive_pair(ours.agent, theirs.agent) else 0.0)


def is_glimpsed(profile: Profile, term: Term) -> bool:
    """Whether somebody unnamed is said to be doing something just now ("a man is lifting a box"): another may do the opposite."""
    subject = subject_of(profile, term.clause)
    if term.tag != "VBG" or subject < 0 or profile.terms[subject].tag.startswith("NNP") or profile.slots.place or profile.slots.time:
        return False
    words = [profile.terms[low] for low in profile.tree.children[subject] if profile.terms[low].dep in ("det", "nummod", "poss")]
    return any(low.lemma in ("a", "an", "some", "another") or low.dep == "nummod" for low in words)


def _is_passive_pair(agent_a: int, agent_b: int) -> bool:
    """Whether exactly one side names no agent."""
    return (agent_a < 0) != (agent_b < 0)


def _mixed(view: Alignment, one: Term, other: Term, axes: set[str]) -> float:
    """How surely a modifier on one side and a predicate on the other describe one thing: "the closed bridge", "the bridge is open"."""
    if "sufficiency" in axes:
        return same_thing(view, _haver(view.a, one), _haver(view.b, other))
    ours, theirs = _described(view.a, one), _described(view.b, other)
    if ours < 0 or theirs < 0 or view.a.terms[ours].tag[:2] != view.b.terms[theirs].tag[:2]:
        return 0.0
    return same_thing(view, ours, theirs)


def _haver(profile: Profile, term: Term) -> int:
    """Who has enough, or too little: whoever has the thing that a word describes, else what it describes."""
    thing = profile.terms[term.head]
    is_had = term.dep == "amod" and thing.dep == "dobj" and profile.terms[thing.head].lemma in ("have", "receive", "get")
    return subject_of(profile, thing.clause) if is_had else _described(profile, term)


def _described(profile: Profile, term: Term) -> int:
    """What a word describes: of an adverb, what its verb happens to."""
    theme = roles_of(profile, term.place).theme
    return roles_of(profile, theme).theme if theme >= 0 and profile.terms[theme].tag.startswith("VB") else theme


def _are_relations(one: Term, other: Term) -> bool:
    """Whether two opposed words say how one thing stands to another: prepositions and particles, or one of them and "far (away)"."""
    small = ("IN", "RP", "TO")
    return (one.tag[:2] in small and other.tag[:2] in (*small, "RB")) or (one.tag[:2] in (*small, "RB") and other.tag[:2] in small)


def _relations_agree(view: Alignment, one: Term, other: Term) -> float:
    """How surely two opposed prepositions or particles stand between the same things."""
    above_a, above_b = _governor(view.a, one), _governor(view.b, other)
    heads = view.pairs.get(above_a) == above_b or view.a.terms[above_a].lemma == view.b.terms[above_b].lemma
    ours, theirs = _landmark(view.a, one.place), _landmark(view.b, other.place)
    if not heads or (ours < 0) != (theirs < 0):
        return 0.0
    return 0.9 if ours < 0 or view.pairs.get(ours) == theirs else 0.0


def _governor(profile: Profile, term: Term) -> int:
    """The verb or noun that a preposition belongs to, past adverbs such as "far" and "away"."""
    place = term.head
    for _ in range(4):
        if profile.terms[place].tag[:2] not in ("RB", "IN", "RP") or profile.terms[place].head == place:
            return place
        place = profile.terms[place].head
    return place


def _landmark(profile: Profile, place: int) -> int:
    """What a preposition governs, also behind a second one ("far away from the beach"), or -1."""
    tree = profile.tree
    for _ in range(3):
        if tree.object_of(place) >= 0:
            return tree.object_of(place)
        below, above = tree.child(place, "prep"), tree.terms[place].head
        place = below if below >= 0 else above
        if tree.terms[place].tag not in ("IN", "TO"):
            return -1
    return -1


def _arguments_agree(view: Alignment, one: Term, other: Term) -> bool:
    """Whether two nouns fill the same place under words that are matched."""
    return one.dep == other.dep and (
        view.pairs.get(one.head) == other.head or _same_light_head(view.a.terms[one.head], view.b.terms[other.head])
    )


def _same_light_head(one: Term, other: Term) -> bool:
    """Whether two words that are not matched for being light are one word all the same: "be", "in"."""
    return one.lemma == other.lemma and not one.weight
