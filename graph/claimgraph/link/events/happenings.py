"""What two reports of one event say otherwise of one thing: how many there were.

These rules ask for few words in common, so they hold between reports of one event alone: there is one bakery there, and one explosion.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import product

from claimgraph.link.events.courses import HELD, are_held_both, are_of_two_deeds, are_one_course, elsewhen, in_seconds, is_lasting
from claimgraph.link.events.crowds import CROWD, crowds_in
from claimgraph.link.events.telling import OTHERS
from claimgraph.link.pairs.alignment import Alignment, are_opposed
from claimgraph.link.pairs.clash import Clash, Hint
from claimgraph.link.pairs.contrasts import are_contrasted
from claimgraph.link.pairs.counting import Count
from claimgraph.link.pairs.grammar import Term
from claimgraph.link.pairs.meanings import meanings_of, says
from claimgraph.link.pairs.numbers import adds_up, are_apart, gives_both, is_of_a_sort, only_describes, reckoned, two_doers, words_of
from claimgraph.link.pairs.profile import GENERIC, Profile
from claimgraph.link.pairs.roles import are_kept_apart, is_of_another, is_open, roles_of, same_thing, subject_of
from claimgraph.link.pairs.scope import is_dated_once
from claimgraph.link.pairs.tolls import ANYBODY, FATES, may_be_people
from claimgraph.link.pairs.vectors import ALIKE, likeness
from claimgraph.model import LinkType, Quantity

SCORE = 0.75
FARTHEST = 10.0
"""How many times as great one number of one thing is as the other at most."""
LIKELY = 0.1
"""How likely two statements must be of one matter where their words leave it open."""
FARTHEST_TIME = 100.0
"""How many times as long as another one time of one thing is at most."""
_MEASURES = frozenset("night time % percent point kilometre metre mile degree".split())
"""What is counted of many things in one report."""
_MONEY = frozenset("dollar euro pound crown franc mark yen krona krone rouble ruble rupee peso dinar florin lira cent penny".split())
_ATTENDING = frozenset("attend march participate demonstrate protest rally gather assemble strike".split())
_GATHERINGS = frozenset("march demonstration protest rally gathering assembly strike walkout".split())
_ATTENDANTS = frozenset("participant attendee demonstrator protester marcher striker".split())
"""Those who attend, by what they are called."""
_COMING = frozenset("be have count number attract draw".split())
"""Verbs that say how many of them came."""
_DOWN = frozenset("lay put down stop".split())
_WORK = frozenset("work tool".split())
"""What strikers do, and with what: "laid down their work"."""
_LOSING = "lose cut cost go shed axe slash eliminate disappear scrap abolish"
_ANYBODY_THERE = frozenset("people person resident inhabitant villager passenger visitor guest local".split())
"""What people are called where an event took place, whoever they are."""
_POSTS = frozenset("job post position".split())
_ALIKE = tuple(
    frozenset(words.split())
    for words in (
        "cover concern affect involve include comprise",
        "have count record register see",
        "have consist comprise number",
        _LOSING,
        "cross carry use pass",
        "break smash shatter",
        "shut close",
    )
)
"""Verbs that say the same of what is counted; of our own making."""
_HOLDING_AT_MOST = frozenset("carry hold seat accommodate certify license approve".split())
"""Verbs that say for how many there is room."""
_NARROWING = frozenset("prep relcl acl amod".split())
_PART = re.compile(r"\b(?:including|among (?:them|whom)|of (?:them|whom))\b", re.IGNORECASE)
"""What shows that what is counted behind it is only a part."""
_HOLDING = frozenset("be have hold carry contain exist".split())
"""Verbs that only say that something was there."""
_WHERE = frozenset("at in on inside outside near behind".split())
_AT_MOST = re.compile(r"(?:no|not) (?:more|fewer|less|many|over)\b", re.IGNORECASE)
_PARTITIVE = re.compile(r" of (?:the|these|those|its|their|our|his|her)\b")
_ALL = re.compile(r"\ball (?:of )?(?:the |these |those |its |their |our )?$", re.IGNORECASE)
"""What shows that a number is of one whole, behind it and before it."""
_ABOARD = re.compile(r" \w+ (?:were |had been )?(?:on board|aboard)\b")
_OF_SOME = re.compile(r"\bof (?:the |these |those |its |their |our |his |her )?$")
_DEFINITE = re.compile(r"(?:^|[^\w])(?:the|these|those) $", re.IGNORECASE)
OF_ALL = 0.2
"""How likely two statements must be of one matter where each tells how many there were."""
OF_ALL_WHO_CAME = 0.05
"""The same where one says that they came to something: "took part", "there were 300 farmers at the protest"."""
ONE_OF_SEVERAL = 0.3
"""How likely they must be where the same was done, and a report gives another number of the thing as well."""
OF_ONE_MATTER = 0.72
"""How likely they must be where one noun is counted, whatever was done."""
OF_WHOLE = 0.4
"""How likely two statements must be of one matter where each counts some of one whole, whatever they did."""
Tallies = Mapping[str, tuple[Quantity, ...]]
"""What a report counts, by the keys of its noun, with all the numbers that it gives."""


def tallies_of(profiles: Iterable[Profile]) -> Tallies:
    """What the statements of a report count."""
    found = defaultdict[str, list[Quantity]](list)
    for profile in profiles:
        for count in profile.counts:
            for key in profile.terms[count.noun].keys if count.noun >= 0 else ():
                found[key].append(count.quantity)
        for inside in crowds_in(profile):
            found[CROWD].append(inside.count.quantity)
    return {key: tuple(numbers) for key, numbers in found.items()}


def rival_counts(view: Alignment, ours: Tallies, theirs: Tallies) -> Iterator[Hint]:
    """Numbers of one thing that are apart.

    Either each report gives one number of it alone and the same was done, or they were there; or what was done is much alike, and the two
    statements are likely of one matter.
    """
    for one, other in product(_counted(view.a), _counted(view.b)):
        keys = view.a.terms[one.noun].keys & view.b.terms[other.noun].keys
        are_attending = _is_attending(view.a, one) and _is_attending(view.b, other)
        is_of_anybody = _is_anybody(view.a, one) or _is_anybody(view.b, other)
        are_alike = (not keys or is_of_anybody) and _is_one_deed_of_alike(view, one, other)
        are_one = are_attending or is_lasting(view, one, other) or (keys and not is_of_anybody)
        if (are_alike or are_one) and _may_be_rivals(view, one, other):
            yield from _rivals(view, one, other, (ours, theirs), least=LIKELY if are_alike else None)


def _rivals(view: Alignment, one: Count, other: Count, tallies: tuple[Tallies, Tallies], *, least: float | None) -> Iterator[Hint]:
    """Two numbers that may be of one thing, with how likely that must be, where it is known or can be told."""
    keys = view.a.terms[one.noun].keys & view.b.terms[other.noun].keys
    only = all(_gives_only(told, keys, count) for told, count in zip(tallies, (one, other), strict=True))
    is_alone = only and not (_is_placed(view, one) or _is_placed(view.mirrored, other))
    if is_alone and _lose_posts(view, one, other):
        yield replace(_hint(view, one, other, 0.0), is_pointed_at=True)
    elif (least := _least(view, one, other, is_alone=is_alone) if least is None else least) is not None:
        yield replace(_hint(view, one, other, least), is_pointed_at=least == HELD)


def _is_anybody(profile: Profile, count: Count) -> bool:
    """Whether people are counted of whom no more is said than that: not those who came to something or were on board."""
    is_anybody = profile.terms[count.noun].lemma in ("people", "person")
    return is_anybody and not (_is_attending(profile, count) or _is_aboard(profile, count))


def _is_one_deed_of_alike(view: Alignment, one: Count, other: Count) -> bool:
    """Whether the same was done with things that are called by words of one meaning, or with people whatever they are called."""
    if min(one.governor, other.governor) < 0 or view.a.terms[one.governor].keys.isdisjoint(view.b.terms[other.governor].keys):
        return False
    nouns = view.a.terms[one.noun], view.b.terms[other.noun]
    are_all = all(term.lemma in _ANYBODY_THERE for term in nouns)
    brought = _brought(view.a, one.governor), _brought(view.b, other.governor)
    if all(brought) and brought[0].isdisjoint(brought[1]):
        return False  # "brought to safety", "brought to court"
    is_told = min(view.a.terms[one.governor].weight, view.b.terms[other.governor].weight) > 0 or all(brought)
    return is_told and (are_all or not meanings_of(nouns[0]).isdisjoint(meanings_of(nouns[1]))) and _is_one_deed(view, one, other)


def _brought(profile: Profile, verb: int) -> frozenset[str]:
    """The keys of what prepositions join to a verb."""
    places = (profile.tree.object_of(low) for low in profile.tree.children[verb] if profile.terms[low].dep == "prep")
    return frozenset(key for place in places if place >= 0 for key in profile.terms[place].keys)


def _lose_posts(view: Alignment, one: Count, other: Count) -> bool:
    """Whether both count the jobs that are lost, by whatever verb."""
    sides = (view.a, one), (view.b, other)
    return all(p.terms[c.noun].lemma in _POSTS and c.governor >= 0 and p.terms[c.governor].lemma in _LOSING.split() for p, c in sides)


def _least(view: Alignment, one: Count, other: Count, *, is_alone: bool) -> float | None:
    """How likely two statements must be of one matter for two counts of one noun to be of one thing; None where they are of two."""
    if least := _of_whole(view, one, other):
        return least
    if all(_is_there(*side) or _is_aboard(*side) or _is_attending(*side) for side in ((view.a, one), (view.b, other))):
        return OF_ALL_WHO_CAME if _is_attending(view.a, one) or _is_attending(view.b, other) else OF_ALL
    if are_held_both(view, one, other):
        return HELD
    if not is_lasting(view, one, other) and _is_one_deed(view, one, other):
        return 0.0 if is_alone else ONE_OF_SEVERAL
    if _are_alike_deeds(view, one, other):
        return LIKELY
    keys = view.a.terms[one.noun].keys & view.b.terms[other.noun].keys
    are_plain = _is_plain(view.a, one) and _is_plain(view.b, other) and not _is_money(view.a, one)
    are_plain = are_plain and elsewhen(view.a) == elsewhen(view.b)
    return OF_ONE_MATTER if keys and are_plain and not _give_one_number(view, keys) else None


def _is_money(profile: Profile, count: Count) -> bool:
    """Whether money is counted, of which one report tells for many things."""
    return profile.terms[count.noun].lemma in _MONEY


def _is_plain(profile: Profile, count: Count) -> bool:
    """Whether a claim says of its own time how many there were, and of how many they were some is not what the count says."""
    if count.governor < 0 or _OF_SOME.search(profile.text, 0, count.start):
        return False
    return not _is_denied(profile, count) and not is_open(profile, count.governor)


def _give_one_number(view: Alignment, keys: frozenset[str]) -> bool:
    """Whether both claims give one number of a thing, beside others: "nine of the fourteen", "fourteen were arrested"."""
    ours, theirs = ([count.quantity for count in p.counts if count.noun >= 0 and p.terms[count.noun].keys & keys] for p in (view.a, view.b))
    return any(not are_apart(*pair) for pair in product(ours, theirs))


def _hint(view: Alignment, one: Count, other: Count, least: float) -> Hint:
    words = f"Of one thing one counts “{one.quantity.words}”, the other “{other.quantity.words}”."
    clash = Clash(LinkType.QUANTITY, SCORE, "one-thing", words_of(view.a, one), words_of(view.b, other), words)
    is_room = {view.a.terms[one.governor].lemma, view.b.terms[other.governor].lemma} <= _HOLDING_AT_MOST
    grows = not (is_room or is_lasting(view, one, other) or _is_attending(view.a, one) or _is_aboard(view.a, one))
    return Hint(clash, least, (one.quantity, other.quantity) if grows else None)


def _of_whole(view: Alignment, one: Count, other: Count) -> float:
    """How likely two statements must be of one matter to count how many of one definite whole did something; 0 where they do not.

    "Two of the carriages", "all four carriages".
    """
    sides = (view.a, one), (view.b, other)
    if min(one.governor, other.governor) < 0 or any(_is_denied(profile, count) for profile, count in sides):
        return 0.0
    if "%" in (one.quantity.unit, other.quantity.unit) or _are_described_apart(view, one.governor, other.governor):
        return 0.0
    deeds = view.a.terms[one.governor], view.b.terms[other.governor]
    are_all = any(_ALL.search(profile.text, 0, count.start) for profile, count in sides)
    wholes = [
        [some.quantity for some in profile.counts if some.noun == count.noun and some.start > count.start] for profile, count in sides
    ]
    if any(are_apart(*pair) for pair in product(*wholes)) or are_opposed(*deeds):
        return 0.0
    if not all(_PARTITIVE.match(profile.text, count.end) or _ALL.search(profile.text, 0, count.start) for profile, count in sides):
        return 0.0
    words = product(_deed_words(view.a, deeds[0]), _deed_words(view.b, deeds[1]))
    return OF_WHOLE if are_all or any(likeness(*pair) >= ALIKE or says(*pair) or says(*pair[::-1]) for pair in words) else 0.0


def _deed_words(profile: Profile, deed: Term) -> list[Term]:
    """A verb, and what it brings by a preposition: "set on fire"."""
    brought = (profile.tree.object_of(low) for low in profile.tree.children[deed.place] if profile.terms[low].dep == "prep")
    return [deed, *(profile.terms[place] for place in brought if place >= 0 and profile.terms[place].tag == "NN")]


def _is_aboard(profile: Profile, count: Count) -> bool:
    """Whether those are counted that were on board, and nobody denies that number."""
    is_denied = count.governor >= 0 and _is_denied(profile, count)
    return not is_denied and _ABOARD.match(profile.text, count.end) is not None


def _is_there(profile: Profile, count: Count) -> bool:
    """Whether a claim tells how many there were in all: "the 1,100 visitors", "2,300 visitors were at the zoo"."""
    below = [profile.terms[low] for low in profile.tree.children[count.noun]]
    if any(term.dep in ("acl", "relcl") or term.form == "of" for term in below):
        return False
    if _DEFINITE.search(profile.text, 0, count.start) or count.governor < 0:
        return count.governor >= 0 and not _PARTITIVE.match(profile.text, count.end)
    verb, tree = profile.terms[count.governor], profile.tree
    if verb.lemma == "count" and tree.child(verb.place, "dobj") == count.noun:
        return not verb.negative
    if tree.child(verb.place, "expl") >= 0 and tree.child(verb.place, "attr") == count.noun:
        return not _is_denied(profile, count)
    is_said = verb.lemma == "be" and not verb.negative and tree.child(verb.place, "nsubj") == count.noun
    return is_said and tree.child(verb.place, "prep") >= 0 and tree.child(verb.place, "acomp", "attr") < 0


def _is_placed(view: Alignment, count: Count) -> bool:
    """Whether a claim says of what it counts where that was, and the other claim does not: "40 guards at the mill"."""
    tree = view.a.tree
    below = (low for above in (count.noun, count.governor) if above >= 0 for low in tree.children[above])
    wheres = [tree.object_of(low) for low in below if view.a.terms[low].form in _WHERE]
    return any(where >= 0 and where not in view.pairs and view.a.terms[where].tag.startswith("NN") for where in wheres)


def _may_be_rivals(view: Alignment, one: Count, other: Count) -> bool:
    """Whether two counts of one noun are apart, but not by far, and of no two things; tolls have rules of their own."""
    people = [(p, count) for p, count in ((view.a, one), (view.b, other)) if count.governor >= 0 and may_be_people(p, count.noun)]
    if any(pole in FATES for profile, count in people for pole in profile.terms[count.governor].poles):
        return False
    lasting = is_lasting(view, one, other)
    ours, theirs = (in_seconds(profile, count) if lasting else count.quantity for profile, count in ((view.a, one), (view.b, other)))
    if reckoned(view.a) != reckoned(view.b):
        return False
    if is_of_a_sort(view, one, other) or is_dated_once(view) or are_contrasted(view, one, other):
        return False
    is_apart = are_apart(ours, theirs) and _are_near(ours, theirs, FARTHEST_TIME if lasting else FARTHEST)
    if not is_apart or are_kept_apart(view, one.noun, other.noun) or are_of_two_deeds(view, one, other):
        return False
    parts = [(count.noun, *_taking_part(profile, count)) for profile, count in ((view.a, one), (view.b, other))]
    return not any(is_of_another(view, *pair) for pair in product(*parts))


def _are_alike_deeds(view: Alignment, one: Count, other: Count) -> bool:
    """Whether much the same was done with what is counted, by nobody else, and neither claim speaks of another time."""
    if min(one.governor, other.governor) < 0 or gives_both(view, one, other):
        return False
    if two_doers(view, one, other) and not _take_part_both(view, one, other):
        return False
    if elsewhen(view.a) != elsewhen(view.b):
        return False
    left, right = view.a.terms[one.governor], view.b.terms[other.governor]
    if _is_attending(view.a, one) and _is_attending(view.b, other):
        return True
    are_said_alike = any({left.lemma, right.lemma} <= verbs for verbs in _ALIKE)
    are_alike = (
        {left.lemma, right.lemma} <= _HOLDING_AT_MOST
        or are_said_alike
        or likeness(left, right) >= ALIKE
        or says(left, right)
        or says(right, left)
        or are_one_course(view, one, other)
    )
    if _is_denied(view.a, one) or _is_denied(view.b, other) or is_open(view.a, left.place) or is_open(view.b, right.place) or not are_alike:
        return False
    if _are_of_two(view, one, other) or _are_described_apart(view, left.place, right.place):
        return False
    if (
        are_said_alike
        or min(left.weight, right.weight) > 0
        or (is_lasting(view, one, other) and _taking_part(view.a, one) and _taking_part(view.b, other))
    ):
        return True
    subjects = subject_of(view.a, left.clause), subject_of(view.b, right.clause)
    return min(subjects) >= 0 and (
        same_thing(view, *subjects) >= ALIKE or likeness(view.a.terms[subjects[0]], view.b.terms[subjects[1]]) >= ALIKE
    )


def _take_part_both(view: Alignment, one: Count, other: Count) -> bool:
    """Whether one thing takes part in both, beside what is counted: "vehicles cross the bridge", "the bridge carries vehicles"."""
    return any(same_thing(view, *pair) >= 0.9 for pair in product(_taking_part(view.a, one), _taking_part(view.b, other)))


def _counted(profile: Profile) -> list[Count]:
    """The counts of things by a common noun, of all of them as far as the claim says."""
    if not profile.counts or OTHERS.search(profile.text):
        return []
    return [count for count in profile.counts if count.noun >= 0 and _is_of_things(profile, count)]


def _is_of_things(profile: Profile, count: Count) -> bool:
    noun = profile.terms[count.noun]
    is_told = (
        noun.lemma in ("people", "person")
        or noun.lemma not in ANYBODY | GENERIC | _MEASURES
        or _is_attending(profile, count)
        or _is_aboard(profile, count)
    )
    is_thing = noun.tag in ("NN", "NNS") and is_told
    is_part = _PART.search(profile.text, 0, count.start) is not None or adds_up(profile, count)
    return is_thing and not is_part and not only_describes(profile, count)


def _are_of_two(view: Alignment, one: Count, other: Count) -> bool:
    """Whether two deeds are done by or to things that have nothing in common, all called by common nouns, besides what is counted."""
    ours, theirs = _taking_part(view.a, one), _taking_part(view.b, other)
    return bool(ours and theirs) and all(same_thing(view, *pair) == 0.0 and _are_unlike(view, *pair) for pair in product(ours, theirs))


def _taking_part(profile: Profile, count: Count) -> list[int]:
    """By whom and to what something is done, besides what is counted."""
    if count.governor < 0 or not profile.terms[count.governor].tag.startswith("VB"):
        return []
    roles = roles_of(profile, count.governor)
    return [place for place in (roles.agent, roles.theme) if place >= 0 and place != count.noun]


def _are_unlike(view: Alignment, left: int, right: int) -> bool:
    one, other = view.a.terms[left], view.b.terms[right]
    return {one.tag, other.tag} <= {"NN", "NNS"} and likeness(one, other) < ALIKE


def _is_attending(profile: Profile, count: Count) -> bool:
    """Whether those are counted that came to something: all of them, whatever describes them."""
    verb = profile.terms[count.governor]
    attends = (
        verb.lemma in _ATTENDING
        or (profile.terms[count.noun].lemma in _ATTENDANTS and verb.lemma in _COMING)
        or (verb.lemma == "take" and profile.tree.has(count.governor, "part"))
        or (verb.lemma == "join" and profile.terms[profile.tree.child(count.governor, "dobj")].lemma in _GATHERINGS)
        or (verb.lemma == "walk" and profile.tree.has(count.governor, "out"))
        or (verb.lemma in _DOWN and profile.terms[profile.tree.child(count.governor, "dobj")].lemma in _WORK)
    )
    return count.governor >= 0 and attends and not any(profile.terms[low].dep in _NARROWING for low in profile.tree.children[count.noun])


def _is_one_deed(view: Alignment, one: Count, other: Count) -> bool:
    """Whether the same was done with what is counted, or one says that it was there, and the other no more or of more."""
    if min(one.governor, other.governor) < 0:
        return False
    ours, theirs = view.a.terms[one.governor], view.b.terms[other.governor]
    if _is_denied(view.a, one) or _is_denied(view.b, other):
        return False
    are_there = [p.tree.child(t.place, "expl") >= 0 for p, t in ((view.a, ours), (view.b, theirs))]
    if any(are_there):
        is_part = not all(is_there or term.lemma in _HOLDING for is_there, term in zip(are_there, (ours, theirs), strict=True))
        part, whole = (one, other) if are_there[1] else (other, one)
        return not is_part or (part.quantity.low or 0.0) > (math.inf if whole.quantity.high is None else whole.quantity.high)
    if _are_described_apart(view, ours.place, theirs.place):
        return False
    subjects = subject_of(view.a, ours.clause), subject_of(view.b, theirs.clause)
    return bool(ours.keys & theirs.keys) and (min(ours.weight, theirs.weight) > 0 or same_thing(view, *subjects) >= 0.8)


def _is_denied(profile: Profile, count: Count) -> bool:
    """Whether what is said of a count is denied; "no more than 60" denies nothing."""
    return profile.terms[count.governor].negative and not _AT_MOST.match(count.quantity.words)


def _are_described_apart(view: Alignment, left: int, right: int) -> bool:
    """Whether a verb says of its subject what the other does not: "120 were on the train", "23 were able to leave"."""
    said = view.a.tree.child(left, "acomp", "attr"), view.b.tree.child(right, "acomp", "attr")
    if max(said) < 0:
        return False
    return min(said) < 0 or view.a.terms[said[0]].keys.isdisjoint(view.b.terms[said[1]].keys)


def _gives_only(tallies: Tallies, keys: frozenset[str], count: Count) -> bool:
    return not any(are_apart(number, count.quantity) for key in keys for number in tallies.get(key, ()))


def _are_near(one: Quantity, other: Quantity, farthest: float) -> bool:
    low, high = sorted(max(quantity.low or 0.0, quantity.high or 0.0) for quantity in (one, other))
    return high <= farthest * max(low, 1.0)
