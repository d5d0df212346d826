"""What one report of an event says was not there or not done, and another report of that event says was.

These rules ask for few words in common and hold between reports of one event alone, the more so the likelier it is that both statements
are of one matter (`claimgraph.link.events.matters`): so each says how likely that must be.
"""

from collections.abc import Iterator
from itertools import chain, product

from claimgraph.link.pairs.alignment import BROADER, MATE, SAME, Alignment
from claimgraph.link.pairs.clash import Clash, Hint
from claimgraph.link.pairs.denials import GIVING, THINKING, USING, is_done_to_thing, is_gone, is_main, is_used, may_have_been_missing
from claimgraph.link.pairs.grammar import Term
from claimgraph.link.pairs.homographs import is_only_called
from claimgraph.link.pairs.meanings import says
from claimgraph.link.pairs.missing import RECEIVING, WHEREABOUTS, Denied, denied_in, verb_of
from claimgraph.link.pairs.polarity import NOBODY, is_nothing
from claimgraph.link.pairs.profile import GENERIC, LIGHTENED, Profile
from claimgraph.link.pairs.roles import are_kept_apart, is_of_another, is_open, is_passive, roles_of, same_thing, subject_of
from claimgraph.model import LinkType

SCORE = 0.75
_TAKING = frozenset("accept take obtain have".split())
_DOING = frozenset("make carry do take conduct give issue launch".split())
"""Verbs whose subject does what their object names: "made no arrests"."""
_OUTFITS = frozenset("system equipment facility installation unit device".split())
"""Nouns that add little to what names their kind: "a sprinkler system"."""
_POINTING = frozenset("this that these those our my".split())
_DERIVED = ("NN", "VB", "JJ")
STEM = 4
"""By how many letters a noun is known to be made of a verb of its meaning."""
_LOOSE = {True: 0.15, False: 0.4}
"""How likely that must be at least where they have only meanings in common: where a thing is denied, or a deed."""
BY_STEM = 0.35
"""How likely that must be at least where nothing but the stem of one word is in both: "no arrests", "two were arrested"."""
BESIDE = 0.6
"""How likely that must be at least where a deed is told beside something else, or there was none in a place of its own."""
_SORTS = frozenset("type kind sort form size strength magnitude quality make".split())
_LINKING = frozenset("of from by with after due to amid over via".split())
_WHERE = frozenset("in on at inside under near behind beneath within aboard".split())
_PLACING = frozenset("in at near".split())
_HEARING = frozenset("hear speak talk tell read warn dream complain".split())
"""Verbs of what is spoken of, be it so or not: "we heard of a siege"."""


def gainsaid(view: Alignment, known: frozenset[str], told: frozenset[str]) -> Iterator[Hint]:
    """What a denies and b states.

    `known` are the words of the beginning of the other report, which narrow nothing, and `told` all words of the report of a: what it
    says nowhere is another thing.
    """
    for denied in denied_in(view.a):
        places = _said(view, denied)
        if places and _are_of_one(view, denied, places) and not is_of_something_else(view.b, places[0], told):
            narrowed = any(_narrows(view, place, known) for place in denied.limits)
            words = f"By one there was “{view.b.terms[places[0]].form}”, by the other none."
            if not denied.is_thing:
                words = f"One says “{view.b.terms[places[0]].form}”, the other denies it."
            clash = Clash(LinkType.DENIAL, SCORE, "missing-things" if denied.is_thing else "missing-deeds", denied.core, places, words)
            is_loose = any(view.a.terms[one].keys.isdisjoint(view.b.terms[two].keys) for one, two in zip(denied.core, places, strict=True))
            least = max(_LEAST[denied.is_thing, narrowed], _LOOSE[denied.is_thing] if is_loose else 0.0)
            if is_loose and not any(_share_more(view, place) for place in denied.core):
                least = max(least, BY_STEM)
            is_aside = _is_told_beside(view.b, places[0]) or any(_is_place(view, place, known) for place in denied.limits)
            yield Hint(clash, max(least, BESIDE) if is_aside else least)


_LEAST = {(True, False): 0.05, (True, True): 0.2, (False, False): 0.2, (False, True): 0.4}
"""How likely two statements must be of one matter: where a thing is denied, or a deed; without limits, and within some."""


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
    if denied.is_thing and ((verb.lemma in USING and not is_used(view.b, head)) or is_gone(view.b, head)):
        return ()
    is_noun = view.b.terms[head].tag.startswith("NN")
    if verb.lemma in GIVING and is_noun and view.b.terms[view.b.terms[head].head].lemma not in THINKING:
        return tuple(found) if view.b.terms[head].dep in ("dobj", "nsubjpass") and not is_open(view.b, head, intended=True) else ()
    told = _is_thing_told(view.b, head) if is_noun else _is_deed_told(view.b, head)
    return tuple(found) if told and _hang_together(view.b, found) else ()


def _match(view: Alignment, place: int) -> int:
    """Where b says a word of a, or a kind of it, and does not deny it, -1 where it does not.

    A noun is said by a noun, else by what is derived from it ("no fracture", "a fractured skull").
    """
    term = view.a.terms[place]
    if any(is_only_called(term, view.b.terms[right]) for right in (view.pairs.get(place, -1),) if right >= 0):
        return -1
    of_sort = ("NN",) if term.tag.startswith("NN") else ("VB", "NN") if term.tag.startswith("VB") else ("JJ", "VB", "NN")
    how = (SAME, BROADER) if term.tag.startswith("NN") else (SAME, BROADER, MATE)
    if view.relations.get(place) in how and _may_match(view.b.terms[view.pairs[place]], of_sort):
        return view.pairs[place]
    rights = [right for key in term.keys for right in view.b.index.get(key, ())]
    by_key = (right for right in sorted(set(rights)) if _may_match(view.b.terms[right], of_sort))
    by_meaning = (right for right in view.b.content if _may_match(view.b.terms[right], _DERIVED) and _may_say(view, right, place))
    return next(chain(by_key, by_meaning), -1)


def _may_say(view: Alignment, right: int, place: int) -> bool:
    """Whether a word of b may say a word of a by its meaning; a deed a thing only where they are of one and share more or a stem."""
    term, other = view.a.terms[place], view.b.terms[right]
    if not says(other, term) or is_only_called(term, other):
        return False
    if other.tag[:2] == term.tag[:2]:
        return True
    return (_share_more(view, place) or _have_one_stem(term, other)) and not _are_of_two(view, place, right)


def _share_more(view: Alignment, place: int) -> bool:
    """Whether the two claims have more in common than a word."""
    return len(view.pairs.keys() - {place}) > 0


def _have_one_stem(one: Term, other: Term) -> bool:
    """Whether a noun and a verb that mean one thing begin alike: "arrest" and "arrested", "warning" and "warned"."""
    return one.lemma[:STEM] == other.lemma[:STEM]


def _are_of_two(view: Alignment, one: int, other: int) -> bool:
    """Whether prepositions join nouns to two words that have nothing in common: "complaint about X", "complained of Y"."""
    ours, theirs = ([p.tree.object_of(low) for low in p.tree.children[at]] for p, at in ((view.a, one), (view.b, other)))
    pairs = [pair for pair in product(ours, theirs) if min(pair) >= 0]
    return bool(pairs) and all(same_thing(view, *pair) < 0.5 for pair in pairs)


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
    is_denied = is_nothing(profile.tree, place) or profile.terms[above.head].lemma in NOBODY
    is_denied |= profile.terms[profile.terms[term.clause].head].negative  # "I do not claim that there was a release"
    if is_named or is_denied or may_have_been_missing(profile, place) or _is_habit(profile):
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
    return (is_main(profile, place) or _is_told_beside(profile, place)) and not is_open(profile, place, intended=True)


def _is_place(view: Alignment, place: int, known: frozenset[str]) -> bool:
    """Whether a word says where there was none, which b does not say and the event is not about: "no dog at the depot"."""
    term = view.a.terms[place]
    joint = view.a.terms[term.head]
    if term.form in WHEREABOUTS and term.tag == "RB":
        return term.form not in {said.form for said in view.b.terms}
    return term.dep == "pobj" and joint.form in _WHERE and _narrows(view, place, known)


def _is_told_beside(profile: Profile, place: int) -> bool:
    """Whether a deed is only told to say who somebody is: "a man who had climbed the fence"."""
    term = profile.terms[place]
    return term.tag.startswith("VB") and term.clause == place and term.dep == "relcl"


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


def _is_sent_to(view: Alignment, receiver: int, thing: int, sender: int) -> bool:
    """Whether what somebody did not receive was not sent by them, nor to somebody else."""
    if sender >= 0 and view.b.terms[sender].tag not in ("PRP", "WP") and same_thing(view, receiver, sender) >= 0.8:
        return view.b.terms[view.b.terms[thing].head].lemma in RECEIVING | _TAKING
    verb = view.b.terms[thing].head
    to = next((view.b.tree.object_of(low) for low in view.b.tree.children[verb] if view.b.terms[low].form == "to"), -1)
    return to < 0 or same_thing(view, receiver, to) > 0


def is_of_something_else(profile: Profile, place: int, told: frozenset[str], *, known: bool = False) -> bool:
    """Whether a noun is of something, or at a named place, of which nothing is told: "passengers of a bus", "a protest in Sarn".

    Where the noun's thing is `known`, "the driver of the car" is the driver.
    """
    tree = profile.tree
    joined = ((profile.terms[low].form, tree.object_of(low)) for low in tree.children[place])
    owners = [owner for joint, owner in joined if owner >= 0 and _tells_which(profile, joint, owner, known=known)]
    owners = [owner for owner in owners if not (known and tree.has(owner, "the"))]
    return profile.terms[place].tag.startswith("NN") and any(told.isdisjoint({*_forms(profile.terms[owner])}) for owner in owners)


def _tells_which(profile: Profile, joint: str, owner: int, *, known: bool) -> bool:
    """Whether what a preposition joins to a noun tells which one it is."""
    if joint == "of" or (known and joint == "for"):
        return profile.terms[owner].tag.startswith("NN") and not _is_sort(profile, owner)
    return joint in _PLACING and profile.terms[owner].tag.startswith("NNP")


def _is_sort(profile: Profile, place: int) -> bool:
    return profile.terms[place].lemma in _SORTS


def _forms(term: Term) -> Iterator[str]:
    yield from (term.form, term.lemma, f"{term.lemma}s", *(key for key in term.keys if key.isalpha()))


def _are_of_one(view: Alignment, denied: Denied, places: tuple[int, ...]) -> bool:
    """Whether what is denied may be what is stated: of nobody else, and of no other thing of its name."""
    if "another" not in view.a.lemmas and any(view.b.tree.has(place, "another") for place in places):
        return False
    nouns = ((one, other) for one, other in zip(denied.core, places, strict=True) if view.a.terms[one].tag.startswith("NN"))
    if not denied.is_thing and is_of_another(view, denied.core[0], places[0]):
        return False  # "convicted of violence", "convicted of theft"
    if denied.is_thing and _are_elsewhere(view, denied.core[0], places[0]):
        return False
    if any(are_kept_apart(view, *pair) or is_of_another(view, *pair) or _are_named_apart(view, *pair) for pair in nouns):
        return False
    if denied.subject >= 0 and view.a.terms[denied.subject].dep == "nsubjpass" and is_done_to_thing(view.b, places[0]):
        return False
    if denied.subject < 0 or view.a.terms[denied.subject].lemma in NOBODY | GENERIC or view.a.terms[denied.subject].tag == "PRP":
        return True
    return _has_subject(view, denied, places)


def _has_subject(view: Alignment, denied: Denied, places: tuple[int, ...]) -> bool:
    """Whether who did not do or have something may be who did or has it, where b says who."""
    verb = places[0] if view.b.terms[places[0]].tag.startswith("VB") else view.b.terms[places[0]].clause
    roles = roles_of(view.b, verb)
    if denied.is_thing and verb == places[0] and verb_of(view.a, denied) in _DOING:
        return roles.agent < 0 or same_thing(view, denied.subject, roles.agent) >= 0.5  # "made no arrests", "two were arrested"
    if verb_of(view.a, denied) in RECEIVING:
        return _is_sent_to(view, denied.subject, places[0], roles.agent)
    others = {roles.agent, roles.theme, subject_of(view.b, verb)} - {-1, *places}
    if view.a.terms[denied.subject].dep == "nsubjpass" and roles.theme in others and not is_passive(view.b, verb):
        others = {roles.theme}  # who was not told, and who told somebody
    if view.b.terms[verb].lemma == "know" and is_passive(view.b, verb):
        others |= {view.b.tree.object_of(low) for low in view.b.tree.children[verb] if view.b.terms[low].form == "to"} - {-1}
    others = {place for place in others if view.b.terms[place].tag != "IN"}
    return not others or any(_may_be_it(view, denied.subject, other) for other in others)


def _may_be_it(view: Alignment, one: int, other: int) -> bool:
    """Whether two nouns may be of one thing, which nothing behind them tells from the other."""
    return same_thing(view, one, other) >= 0.5 and not is_of_another(view, one, other)
