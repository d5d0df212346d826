"""What one claim denies and the other states."""

from collections.abc import Iterator
from typing import NamedTuple

from claimgraph.link.pairs.alignment import BROADER, MATE, NARROWER, SAME, Alignment
from claimgraph.link.pairs.clash import Clash
from claimgraph.link.pairs.grammar import Term, Tree
from claimgraph.link.pairs.homographs import is_only_called, is_other_deed
from claimgraph.link.pairs.polarity import CHANCES, NOBODY, is_nothing
from claimgraph.link.pairs.profile import GENERIC, LIGHT, Profile
from claimgraph.link.pairs.roles import (
    are_kept_apart,
    is_definite,
    is_of_another,
    is_of_some,
    is_open,
    is_part,
    is_passive,
    is_unnumbered,
    roles_of,
    same_thing,
    subject_of,
)
from claimgraph.model import LinkType

_NEGATORS = frozenset("no not never nobody nothing none without neither nor hardly".split())
_EFFECTS = frozenset(
    "effect impact influence role benefit link connection relation relationship correlation association difference".split()
)
_EFFECTIVE = frozenset({"increase", "cause", "help", "recovery", "strength", "quality", "usefulness", "speed"})
"""Axes of verbs and nouns that state an effect, whichever way it goes."""
_SIGNS = frozenset("sign trace evidence hint indication proof report".split())
GIVING = frozenset("give make issue hold offer receive".split())
"""Verbs that only bring what their passive subject says: "no warning was given"."""
USING = frozenset("use employ fire shoot throw deploy drop spray launch release light ignite".split())
"""Verbs that say that a means was used: "no tear gas was used" is denied by "they fired tear gas"."""
_UP_TO_NOW = frozenset("before previously ever".split())
_QUANTITIES = frozenset("quantity amount number lot bit dose volume".split())
THINKING = frozenset(
    """consider discuss propose plan demand want fear debate suggest request reject oppose expect seek promise threaten study weigh mean
    mention predict need""".split()
)
"""Verbs whose object need not be there."""
_SEEKING = frozenset("look search check test hunt seek ask call wait hope wish screen examine probe appeal".split())
"""Verbs that with "for" leave open whether the thing is there."""
_BRINGING = frozenset("bring send restore return deliver supply".split())
"""Verbs of whose object there may have been none before."""
_CEASING = frozenset("fail vanish disappear lapse expire".split())
_GONE = frozenset({("go", "out"), ("go", "missing"), ("run", "out"), ("run", "dry"), ("dry", "up"), ("give", "out")})
"""Verbs that say of their subject that it was there no more: "the power failed", "the water ran out"."""
_DEPRIVING = frozenset("lose lack miss cut cancel withdraw revoke exhaust".split())
"""Verbs of whose object there was none, or none any more: "lost power", "the aid was cut off"."""
_STOPPING = frozenset("stop cease".split())
_SURELY = 0.9
"""How surely who did not do what has no object is who did it to something."""
_OPEN = frozenset("fail refuse cease stop begin start continue manage seem appear deny decline able unable ready".split())
"""Words over an open complement that leave it what the claim says."""
ENTAILED = (SAME, BROADER, MATE)


def denials(view: Alignment) -> Iterator[Clash]:
    """Clauses of a that are denied and whose content b states."""
    for head in dict.fromkeys(view.a.terms[place].clause for place in view.a.content if view.a.terms[place].negative):
        if view.a.terms[head].negative and not (view.b.clocks and _is_so_later(view.a, head)):
            yield from _denied_clause(view, head)
            yield from _no_effect(view, head)


def _is_so_later(profile: Profile, head: int) -> bool:
    """Whether a denied clause says from which time of the day on it was so: "was not opened until 2 p.m."."""
    is_until = any(clock.role == "until" for clock in profile.clocks) and profile.tree.has(head, "until")
    return is_until or (bool(profile.clocks) and any(profile.terms[low].form == "before" for low in profile.tree.children[head]))


class _Denied(NamedTuple):
    """A denied clause of a: its verb, its subject or -1, its predicates, and where b says the first of them, all of which it says."""

    view: Alignment
    head: int
    subject: int
    predicates: tuple[int, ...]
    match: int


def _denied_clause(view: Alignment, head: int) -> Iterator[Clash]:
    """The clash of a denied clause of a with what b states, if b states all that matters of it."""
    a = view.a
    said = () if is_open(a, head) or _is_purpose(a.tree, head) else tuple(predicates_of(a, head))
    if not said or not all(_is_said(view, place) for place in said):
        return
    denied = _Denied(view, head, subject_of(a, head), said, view.pairs[said[0]])
    subjects = subjects_agree(view, head, denied.match)
    is_unlike = subjects == 0.0 or (subjects <= 0.5 and view.shares()[0] < 0.4)
    if is_unlike or _is_of_others(denied) or _is_not_stated(denied) or _was_else(denied):
        return
    words = _denied_words(a, head)
    needless = _known_already(view, head, subjects) | (frozenset() if head in said else frozenset({head}))
    coverage = view.coverage(words, needless, ENTAILED)
    if coverage < 0.8 or _speaks_of_another(view, words) or not _is_central(view, head):
        return
    negators = [place for place in a.tree.under(head) if a.terms[place].dep == "neg" or a.terms[place].lemma in _NEGATORS]
    rationale = f"One says “{a.terms[said[-1]].form}”, the other denies it."
    yield Clash(
        LinkType.DENIAL, 0.6 + 0.35 * coverage * subjects, "polarity", (*negators[:1], said[-1]), (view.pairs[said[-1]],), rationale
    )


def _is_of_others(denied: _Denied) -> bool:
    """Whether both speak of some of their kind, b of a part of those or of another, or nobody did to it what was done to a thing."""
    view, subject = denied.view, denied.subject
    a, b = view.a, view.b
    other = subject_of(b, b.terms[denied.match].clause)
    if subject >= 0 and a.terms[subject].lemma in NOBODY:
        theme = a.tree.child(denied.predicates[0], "dobj")
        if _is_pronoun(a, theme) or is_done_to_thing(b, denied.match):
            return True
    is_other = subject in view.pairs and is_of_another(view, subject, view.pairs[subject])
    return is_other or (is_of_some(a, subject) and is_of_some(b, other)) or (is_unnumbered(a, subject) and is_part(b, other))


def _is_not_stated(denied: _Denied) -> bool:
    """Whether b only names what a denies: sought, on the way to something else, a means at rest, or what was missing before."""
    (view, head, _, (first, *more), match) = denied
    a, b = view.a, view.b
    is_there = a.tree.child(head, "expl") >= 0 and not more
    is_missing = is_there and (not is_main(b, match) or may_have_been_missing(b, match) or is_gone(b, match))
    is_on_the_way = a.terms[first].dep == "attr" and a.terms[first].tag.startswith("NN") and not _is_called(b, match)
    is_at_rest = a.terms[head].lemma in USING and head not in denied.predicates and not is_used(b, match)
    return is_missing or is_on_the_way or is_at_rest or _is_sought(b, b.terms[match])


def _was_else(denied: _Denied) -> bool:
    """Whether b says what was so until it stopped, as a says, or what a place did on which nobody was: "nobody was on the slope"."""
    (view, head, _, (first, *_), match) = denied
    a, b = view.a, view.b
    is_ended = a.terms[head].dep == "xcomp" and a.terms[a.terms[head].head].lemma in _STOPPING
    if is_ended and b.terms[b.terms[match].clause].tag == "VBD":
        return True
    return a.terms[first].dep == "pobj" and a.terms[head].lemma == "be" and b.terms[match].dep.startswith("nsubj")


def is_used(profile: Profile, place: int) -> bool:
    """Whether a means is said to have been used: "fired tear gas", "beaten with a baton", "used a small quantity of gas", "heard shots"."""
    term = profile.terms[place]
    above = profile.terms[term.head]
    if above.form == "of" and profile.terms[above.head].lemma in _QUANTITIES:
        return is_used(profile, above.head)
    if term.dep == "pobj" and above.form == "with":
        return profile.terms[above.head].tag.startswith("VB") and profile.terms[above.head].weight > 0
    is_set_off = above.lemma in ("set", "let") and profile.tree.has(above.place, "off")
    return term.dep in ("dobj", "nsubjpass") and (above.lemma in USING | {"hear"} or is_set_off)


def _is_pronoun(profile: Profile, place: int) -> bool:
    return place >= 0 and profile.terms[place].tag in ("PRP", "DT")


def is_done_to_thing(profile: Profile, verb: int) -> bool:
    """Whether a verb governs what no table knows as people: "has hurt the trade"."""
    theme = profile.tree.child(verb, "dobj")
    if theme < 0 or profile.terms[theme].tag not in ("NN", "NNS"):
        return False
    return not {"person", "people"} & (profile.terms[theme].keys | profile.terms[theme].kinds)


def may_have_been_missing(profile: Profile, place: int) -> bool:
    """Whether a thing is only spoken of, wanted or feared, or was brought where none was: "had considered a toll", "brought water"."""
    term = profile.terms[place]
    is_thought_of = term.dep in ("dobj", "nsubjpass") and profile.terms[term.head].lemma in THINKING | _BRINGING
    return is_thought_of or _is_sought(profile, term)


def is_gone(profile: Profile, place: int) -> bool:
    """Whether a claim says of a thing that it was there no more, which whoever says that there was none says too."""
    term = profile.terms[place]
    verb = profile.terms[term.head]
    if term.dep == "nsubj":
        return verb.lemma in _CEASING or any(verb.lemma == lemma and profile.tree.has(verb.place, how) for lemma, how in _GONE)
    return term.dep in ("dobj", "nsubjpass") and verb.lemma in _DEPRIVING


def _is_sought(profile: Profile, term: Term) -> bool:
    """Whether a thing is only looked or asked for."""
    above = profile.terms[term.head]
    return term.dep == "pobj" and above.form == "for" and profile.terms[above.head].lemma in _SEEKING


def _is_purpose(tree: Tree, place: int) -> bool:
    """Whether a verb only says what something stands somewhere for: "was not on the list of addresses to be searched"."""
    term = tree.terms[place]
    return term.dep == "xcomp" and tree.terms[term.head].lemma == "be" and 0 <= tree.child(term.head, "prep") < place


def _is_called(profile: Profile, place: int) -> bool:
    """Whether a noun says what something is, or what happened, and is not only named on the way: "on social media"."""
    term = profile.terms[place]
    return not (term.dep == "pobj" and profile.terms[term.head].form in ("on", "at", "from", "with", "by", "to", "after", "before", "over"))


def _denied_words(profile: Profile, head: int) -> list[int]:
    """What a denied clause denies: its denied words, and all of the clause that it has for content ("did not know that …")."""
    told = profile.tree.child(head, "ccomp")
    content = profile.tree.under(told) if told >= 0 else frozenset()
    inside = {place for place in profile.tree.under(head) if profile.terms[place].negative and not _adds_little(profile.terms[place])}
    return [place for place in profile.content if place in content or place in inside]


def _adds_little(term: Term) -> bool:
    """Whether what is denied needs no such word: "far from it", "has never before been fined"."""
    return term.lemma == "far" or (term.tag == "RB" and term.lemma in _UP_TO_NOW)


def _known_already(view: Alignment, head: int, subjects: float) -> frozenset[int]:
    """What describes the subject of a denied clause and need not be said again: all but its noun, where the subject is definite."""
    subject = subject_of(view.a, head)
    if subject < 0 or subjects < 0.8 or view.a.tree.child(head, "expl") >= 0 or not is_definite(view.a, subject):
        return frozenset()
    match = view.pairs.get(subject)
    return view.a.tree.under(subject) - {subject} if match is not None and is_definite(view.b, match) else frozenset()


def _is_central(view: Alignment, head: int) -> bool:
    """Whether a denied clause is what its claim says, or else most of the claim is said by b; and whether it is of no one narrower."""
    if view.relations.get(subject_of(view.a, head)) == NARROWER:
        return False
    return not _is_embedded(view, head) or view.shares()[0] >= 0.8


def _is_embedded(view: Alignment, head: int) -> bool:
    """Whether a clause is not what its claim says: it describes something, or hangs on a verb of another claim ("allowed to leave")."""
    term, above = view.a.terms[head], view.a.terms[view.a.terms[head].head]
    if term.dep == "acl" and above.dep == "ROOT" and above.lemma in NOBODY:
        return False  # "nothing leaked", of which the parser makes "nothing that was leaked"
    if term.dep in ("relcl", "advcl", "acl") or (term.dep == "xcomp" and above.dep in ("relcl", "advcl", "acl")):
        return True
    return term.dep == "xcomp" and above.weight > 0 and above.place not in view.pairs and above.lemma not in _OPEN


def is_main(profile: Profile, place: int) -> bool:
    """Whether a word stands in the main clause of a claim, close to its verb."""
    clause = profile.terms[profile.terms[place].clause]
    return (clause.dep in ("ROOT", "ccomp", "conj")) and profile.tree.depth(place) - profile.tree.depth(clause.place) <= 2


def _is_said(view: Alignment, place: int) -> bool:
    """Whether b says a word of a, or something narrower, and does not deny it."""
    match = view.pairs.get(place, -1)
    if match < 0 or _names_a_kind(view.b, match) > _names_a_kind(view.a, place) or is_other_deed(view, place):
        return False
    if is_only_called(view.a.terms[place], view.b.terms[match]):
        return False
    return view.relations[place] in ENTAILED and not view.b.terms[match].negative and not is_open(view.b, match)


def _names_a_kind(profile: Profile, place: int) -> bool:
    """Whether a noun only says which sort another is: "the building" of "the building department"."""
    return profile.terms[place].dep == "compound"


def _speaks_of_another(view: Alignment, denied: list[int]) -> bool:
    """Whether a noun of the denied clause is another thing than its match: "the first raid", "the second raid"."""
    return any(
        view.a.terms[place].tag.startswith("NN") and are_kept_apart(view, place, view.pairs[place])
        for place in denied
        if place in view.pairs
    )


def predicates_of(profile: Profile, head: int) -> list[int]:
    """The words that carry what a clause says: its verb, or what a light verb brings; of "there is no man running": "man" and "running"."""
    tree, term = profile.tree, profile.terms[head]
    if tree.child(head, "expl") >= 0:
        noun = _behind_sign(tree, tree.child(head, "attr", "dobj", "nsubj"))
        verbs = [low for low in tree.children[noun] if tree.terms[low].dep in ("acl", "relcl")] if noun >= 0 else []
        generic = noun >= 0 and tree.terms[noun].lemma in GENERIC
        return [place for place in (noun, *verbs) if place >= 0 and not (generic and place == noun and verbs)]
    subject = tree.child(head, "nsubjpass")
    if term.lemma in GIVING | USING and subject >= 0 and is_nothing(tree, subject):
        return [subject]
    if term.weight > 0:
        return [head]
    for far in (low for low in tree.children[head] if tree.terms[low].lemma in ("far", "anything")):
        said = [place for low in tree.children[far] for place in (low, *tree.children[low]) if tree.terms[place].weight > 0]
        return said[:1]
    for dependency in ("acomp", "attr", "oprd", "xcomp", "dobj", "prep", "agent", "advmod"):
        found = tree.child(head, dependency)
        if dependency == "xcomp" and found >= 0 and _is_purpose(tree, found):
            continue
        if found >= 0 and dependency == "prep":
            return [place for place in (found, tree.object_of(found)) if place >= 0 and tree.terms[place].weight > 0]
        if found >= 0 and tree.terms[found].weight > 0:
            return [found]
    return []


def _said_of(view: Alignment, head: int, theirs: int) -> bool:
    """Whether what is denied to be there is denied of what b speaks of: "no damage to the reactor"."""
    below = (view.a.tree.object_of(low) for low in view.a.tree.under(head) if view.a.terms[low].form in ("to", "of", "in", "on", "at"))
    return any(place >= 0 and same_thing(view, place, theirs) >= 0.9 for place in below)


def _behind_sign(tree: Tree, noun: int) -> int:
    """What a sign or trace is one of ("no sign of damage"): that is denied with it; else the noun itself."""
    if noun < 0 or tree.terms[noun].lemma not in _SIGNS | CHANCES:
        return noun
    of = next((low for low in tree.children[noun] if tree.terms[low].lemma == "of"), -1)
    return max(tree.object_of(of), noun) if of >= 0 else noun


def subjects_agree(view: Alignment, head: int, other: int) -> float:
    """How surely the subject of a clause of a is that of the clause of a word of b; nobody and somebody agree with anyone."""
    ours, theirs = subject_of(view.a, head), subject_of(view.b, view.b.terms[other].clause)
    mine, yours = roles_of(view.a, head), roles_of(view.b, other)
    if mine.theme == ours and yours.theme >= 0 and view.b.terms[other].tag.startswith("VB"):
        theirs = yours.theme
    elif mine.agent == ours and yours.agent >= 0:
        theirs = yours.agent
    if predicates_of(view.a, head) == [ours]:
        return 0.9
    if view.a.tree.child(head, "expl") >= 0 and _said_of(view, head, theirs):
        return 0.9
    if ours >= 0 and view.a.terms[ours].tag in ("PRP", "PRP$"):
        return 0.5
    if ours >= 0 and view.a.terms[ours].lemma in (*GENERIC, "nobody", "none", "nothing"):
        return 0.5 if view.a.terms[ours].lemma == "people" else 0.9
    if (
        mine.theme == ours
        and min(ours, yours.agent) >= 0
        and not is_passive(view.a, head)
        and same_thing(view, ours, yours.agent) >= _SURELY
    ):
        return same_thing(view, ours, yours.agent)  # "did not sign", "was signed by"
    return same_thing(view, ours, theirs)


def _no_effect(view: Alignment, head: int) -> Iterator[Clash]:
    """The clash of "has no effect on mortality" with any statement of an effect on it by the same subject."""
    a, b = view.a, view.b
    noun = next((low for low in a.tree.children[head] if a.terms[low].lemma in _EFFECTS), -1)
    if noun < 0 or a.terms[head].lemma not in {*LIGHT, "show", "play", "find", "exist"}:
        return
    on = next((a.tree.object_of(low) for low in a.tree.children[noun] if a.terms[low].lemma in ("on", "upon", "in")), -1)
    subject = subject_of(a, head)
    for place in b.content:
        term = b.terms[place]
        roles = roles_of(b, place)
        if term.negative or not term.tag.startswith("VB") or not {axis for axis, _ in term.poles} & _EFFECTIVE or on not in view.pairs:
            continue
        if same_thing(view, on, roles.theme) >= 0.8 and same_thing(view, subject, roles.agent) >= 0.8:
            rationale = f"One states an effect (“{term.form}”), the other says that there is none."
            yield Clash(LinkType.DENIAL, 0.85, "no-effect", (noun,), (place,), rationale)
