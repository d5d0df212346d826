"""How much money or goods it came to: two sums that two reports of one event give for one thing, by a noun or by its verb.

"A loss of $16 million", "the loss on the bonds is $61 million", "lost $48 million".
"""

from collections.abc import Iterator
from itertools import product

from claimgraph.link.events.telling import OTHERS
from claimgraph.link.pairs.alignment import Alignment
from claimgraph.link.pairs.clash import Clash, Hint
from claimgraph.link.pairs.contrasts import are_contrasted
from claimgraph.link.pairs.counting import Count
from claimgraph.link.pairs.grammar import Term
from claimgraph.link.pairs.numbers import adds_up, are_apart, is_of_a_sort, only_describes, reckoned, words_of
from claimgraph.link.pairs.profile import Profile, kept_with_profile
from claimgraph.link.pairs.roles import are_kept_apart, is_of_another, is_open, same_thing, subject_of
from claimgraph.link.pairs.scope import is_dated_once
from claimgraph.model import LinkType

SCORE = 0.75
LIKELY = 0.3
"""How likely two statements must be of one matter."""
CLOSE, FAR = 1.1, 20.0
"""How many times as great one sum is as the other at least, and at most."""
_MONEY = frozenset("dollar euro pound crown franc mark yen krona krone rouble ruble rupee peso dinar florin lira naira".split())
_GOODS = frozenset("barrel tonne ton litre gallon".split())
_SUMS = frozenset(
    """loss profit cost price value budget fine fee bill debt deficit damage ransom bribe payment compensation offer award grant loan
    revenue turnover repair saving claim surplus reward donation subsidy investment contract deal order""".split()
)
"""Nouns of what comes to a sum."""
_DEEDS = {"lose": "loss", "cost": "cost", "pay": "payment", "offer": "offer", "save": "saving", "fine": "fine", "earn": "profit"}
_COMING_TO = frozenset("be reach total amount come stand put set estimate have".split())
_SIGNS = {"profit": 1, "surplus": 1, "loss": -1, "deficit": -1}
"""Of what comes to a sum, what is more and what is less than nothing."""
_GROWING = frozenset("damage loss donation".split())


def rival_sums(view: Alignment) -> Iterator[Hint]:
    """Two sums of one unit that are given for one thing, and are apart."""
    for one, other in product(_sums(view.a), _sums(view.b)):
        (ours, here), (theirs, there) = one, other
        if here == there and ours.quantity.unit == theirs.quantity.unit and _are_rivals(view, ours, theirs):
            words = f"For the {here} one gives “{ours.quantity.words}”, the other “{theirs.quantity.words}”."
            clash = Clash(LinkType.QUANTITY, SCORE, "one-sum", words_of(view.a, ours), words_of(view.b, theirs), words)
            yield Hint(clash, LIKELY, (ours.quantity, theirs.quantity) if here in _GROWING else None)
        elif _SIGNS.get(here, 0) * _SIGNS.get(there, 0) < 0 and _are_of_one_time(view) and not _are_of_two(view, ours, theirs):
            words = f"By one it is a {here}, by the other a {there}."
            yield Hint(Clash(LinkType.STATES, SCORE, "one-sum", words_of(view.a, ours), words_of(view.b, theirs), words), LIKELY)


@kept_with_profile
def loses_or_gains(profile: Profile) -> bool:
    """Whether a claim tells of a loss or a profit."""
    return any(noun in _SIGNS for _, noun in _sums(profile))


def _are_of_one_time(view: Alignment) -> bool:
    """Whether both claims say when, and both the same."""
    times = [profile.slots.time for profile in (view.a, view.b)]
    return None not in times and len({(time.from_, time.to) if time and time.from_ else time and time.words.lower() for time in times}) == 1


def _are_rivals(view: Alignment, one: Count, other: Count) -> bool:
    """Whether two sums are apart, and not of two things, sorts or times."""
    if reckoned(view.a) != reckoned(view.b) or is_of_a_sort(view, one, other) or is_dated_once(view) or are_contrasted(view, one, other):
        return False
    low, high = sorted(max(count.quantity.low or 0.0, count.quantity.high or 0.0) for count in (one, other))
    if not (are_apart(one.quantity, other.quantity) and CLOSE * low <= high <= FAR * low):
        return False
    nouns = product(_named(view.a, one), _named(view.b, other))
    return not any(are_kept_apart(view, *pair) or is_of_another(view, *pair) for pair in nouns) and not _are_of_two(view, one, other)


def _are_of_two(view: Alignment, one: Count, other: Count) -> bool:
    """Whether two whom two claims name each have a sum of their own, or each is for somebody or something else."""
    for_whom = _for_whom(view.a, one), _for_whom(view.b, other)
    if all(for_whom) and for_whom[0].isdisjoint(for_whom[1]):
        return True
    whose = subject_of(view.a, view.a.terms[one.governor].clause), subject_of(view.b, view.b.terms[other.governor].clause)
    are_names = min(whose) >= 0 and view.a.terms[whose[0]].tag == view.b.terms[whose[1]].tag == "NNP"
    return are_names and same_thing(view, *whose) == 0.0


def _for_whom(profile: Profile, count: Count) -> frozenset[str]:
    """The keys of those for whom or what a sum is, besides itself: "20 euros for children"."""
    tree = profile.tree
    below = [low for above in {count.governor, count.noun} for low in tree.children[above] if profile.terms[low].form == "for"]
    places = (tree.object_of(low) for low in below)
    return frozenset(key for place in places if place >= 0 and place != count.noun for key in profile.terms[place].keys)


def _sums(profile: Profile) -> Iterator[tuple[Count, str]]:
    """The sums of a claim, with the noun of what comes to each."""
    for count in profile.counts if not OTHERS.search(profile.text) else ():
        noun = _noun(profile, count)
        if noun and not (adds_up(profile, count) or only_describes(profile, count)):
            yield count, noun


def _noun(profile: Profile, count: Count) -> str:
    """The noun of what comes to a sum, also of a verb; "" for what is none, denied or open."""
    if count.quantity.unit not in _MONEY | _GOODS or count.governor < 0 or is_open(profile, count.governor):
        return ""
    over = profile.terms[count.governor]
    if over.negative or profile.terms[over.clause].negative:
        return ""
    deed = _DEEDS.get(over.lemma, "") if profile.tree.child(over.place, "dobj") == count.noun else ""
    return next((profile.terms[place].lemma for place in _named(profile, count)), deed)


def _named(profile: Profile, count: Count) -> list[int]:
    """The place of the noun of what comes to a sum: "a loss of …", "the loss is …", "needs repairs for …"."""
    tree, over = profile.tree, profile.terms[count.governor]
    places = (over.place, tree.child(over.place, "dobj"), *_subjects(profile, over))
    nouns = [place for place in places if place >= 0 and profile.terms[place].tag.startswith("NN")]
    return [place for place in nouns if profile.terms[place].lemma in _SUMS][:1]


def _subjects(profile: Profile, over: Term) -> list[int]:
    """The subject of a verb, or of one that brings an adjective, which only says how much something was: "was worth …"."""
    verb = profile.terms[over.clause]
    return [profile.tree.child(verb.place, "nsubj", "nsubjpass")] if verb.lemma in _COMING_TO else []
