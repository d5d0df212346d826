"""Amounts: how much of what a claim says there was, and which amounts of one event cannot both be so.

Two amounts are of one thing where they have one unit and the same was done ("900 tonnes were spilled", "the spill was 300 tonnes"). One
that says of nothing what it measures ("they put it at 1,400 tonnes") is of what was spoken of just before.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from claimgraph.link.pairs.counting import Count
from claimgraph.link.pairs.grammar import Term
from claimgraph.link.pairs.numbers import LENGTHS, WHENCE, adds_up, are_apart, reckoned, sorts_of
from claimgraph.link.pairs.profile import GENERIC, LIGHT, REPORTING, Profile, Said, kept_of_claims, profile_of
from claimgraph.link.pairs.tolls import tolls_in
from claimgraph.model import Claim, Quantity

CLOSE, FAR = 1.15, 20.0
"""How many times as great one amount is as its rival at least, and at most."""
_UNMEASURED = frozenset(["", *"% second minute hour day night week month year time o'clock percent".split()])
"""No unit, and those of when and how often something was, and shares: not how much of it there was."""
_TALLIES = frozenset(
    """number toll total count tally figure estimate sum amount cost bill price value loss size share speed height depth length weight
    extent volume quantity scale damage range""".split()
)
_BY_SOMEBODY = REPORTING | frozenset("measure record count log register put find give speak talk reckon calculate see report".split())
_BY_ITSELF = LIGHT - {"put", "give"} | frozenset("amount total number stand reach exceed equal".split())
"""Verbs that only bring an amount: of what somebody measures, and of what is so much."""
_SAYING_NOTHING = _TALLIES | GENERIC | REPORTING
_TELLING = frozenset("NN NNS VB VBD VBG VBN VBP VBZ".split())
_WHOM = frozenset({"for"})
_FALSE = ("truth", -1)


@dataclass(frozen=True, slots=True)
class Amount:
    """How much there was: `low <= amount <= high` of a unit, what was done with it, and of what it is; keys as words are matched by.

    A `bare` amount names neither; its deeds are then the keys of what was spoken of before. Money may be `reckoned` "after tax", a length
    is that of its `mover`, and what is counted may be of `sorts`. `is_rejected` where the claim says that it was not so much, `is_part`
    where it is so much of a known thing ("600 litres of the fuel"). `start` and `end` are code points of the claim.
    """

    quantity: Quantity
    deeds: frozenset[str]
    things: frozenset[str]
    is_rejected: bool
    start: int
    end: int
    bare: bool = False
    reckoned: frozenset[str] = frozenset()
    mover: frozenset[str] = frozenset()
    sorts: frozenset[str] = frozenset()
    is_part: bool = False


def amounts_of(claims: Sequence[Claim]) -> list[list[Amount]]:
    """The amounts that each of some claims of one document gives; what one that names nothing measures was named before."""
    given = [_amounts_of(claim) if claim.slots.quantities else () for claim in claims]
    return [
        [replace(amount, deeds=_topic(claims[:place])) if amount.bare else amount for amount in amounts]
        for place, amounts in enumerate(given)
    ]


def _topic(before: Sequence[Claim]) -> frozenset[str]:
    """What the last of some claims that speaks of anything speaks of."""
    keys = (_keys(profile, profile.content) for profile in map(profile_of, reversed(before)))
    return next(filter(None, keys), frozenset())


@kept_of_claims
def _amounts_of(claim: Said) -> tuple[Amount, ...]:
    """The amount that a claim gives, if only one and all, and it says of what, or measures; the dead and the hurt are no amounts."""
    return tuple(_amounts_in(profile_of(claim)))


def _amounts_in(profile: Profile) -> Iterator[Amount]:
    for count in profile.counts if len(profile.counts) == 1 and not any(tolls_in(profile)) else ():
        rejected, deeds, things = _is_rejected(profile, count), _deeds(profile, count), _things(profile, count)
        bare = not deeds and not things and _is_pointed_at(profile, _measured(profile, count))
        tells = deeds or things or bare or rejected
        measures = count.quantity.unit not in _UNMEASURED and not adds_up(profile, count)
        if tells and measures and (rejected or not _is_told_of(profile, count)):
            yield Amount(
                count.quantity,
                deeds,
                things,
                rejected,
                count.start,
                count.end,
                bare,
                reckoned(profile),
                _mover(profile, count),
                _sorts(profile, count),
                _is_part(profile, count),
            )


def are_rivals(one: Amount, other: Amount) -> bool:
    """Whether two amounts of one event cannot both be so: of one thing and apart, or one is what the other rejects."""
    a, b = one.quantity, other.quantity
    if a.unit != b.unit or one.reckoned != other.reckoned:
        return False
    if one.is_rejected or other.is_rejected:
        return one.is_rejected != other.is_rejected and (a.low, a.high) == (b.low, b.high)
    if one.mover and other.mover and one.mover.isdisjoint(other.mover):
        return False
    low, high = sorted((one, other), key=lambda amount: max(amount.quantity.low or 0.0, amount.quantity.high or 0.0))
    if low.is_part or low.sorts - high.sorts - high.things:
        return False
    near, far = sorted(max(q.high or 0.0, q.low or 0.0) for q in (a, b))
    return are_apart(a, b) and CLOSE * near <= far <= FAR * near and _are_of_one(one, other)


def _are_of_one(one: Amount, other: Amount) -> bool:
    """Whether the same was done with the same, as far as both say."""
    if one.deeds and other.deeds:
        return not one.deeds.isdisjoint(other.deeds) and not (one.things and other.things and one.things.isdisjoint(other.things))
    return not (one.deeds | one.things).isdisjoint(other.deeds | other.things)


def _deeds(profile: Profile, count: Count) -> frozenset[str]:
    """The keys of what was done: the verb over the amount, or, where that only measures, what it measures."""
    verb, told = _verb(profile, count), _measured(profile, count)
    if verb is not None and _says_more(verb):
        return verb.keys
    if verb is not None and told >= 0 and profile.terms[told].lemma == "what":
        return profile.terms[verb.head].keys
    return _keys(profile, profile.tree.under(told)) if told >= 0 else frozenset()


def _measured(profile: Profile, count: Count) -> int:
    """The place of what is said to be so much: what somebody puts at an amount, or what comes to it; -1 for a verb that says more."""
    verb = _verb(profile, count)
    if verb is None or _says_more(verb) or _is_somehow(profile, verb, count):
        return -1
    told = profile.tree.child(verb.place, "dobj", "nsubjpass")
    is_itself = verb.lemma in _BY_ITSELF and told in (-1, count.noun)
    return profile.tree.child(verb.place, "nsubj") if is_itself else told


def _says_more(verb: Term) -> bool:
    """Whether a verb says what was done, not only how much there was: "buried", "took part"."""
    return bool(verb.phrase) or verb.lemma not in _BY_SOMEBODY | _BY_ITSELF


def _is_somehow(profile: Profile, verb: Term, count: Count) -> bool:
    """Whether a verb says how or where what is counted was: "120 passengers were on the train", "23 have been able to leave"."""
    is_counted = verb.lemma == "be" and profile.tree.child(verb.place, "nsubj") == count.noun
    return is_counted and profile.tree.child(verb.place, "acomp", "prep", "advmod") >= 0


def _is_part(profile: Profile, count: Count) -> bool:
    """Whether so much of a known thing is counted: "600 litres of the fuel"."""
    below = profile.tree.children[count.noun] if count.noun >= 0 else ()
    of = (profile.tree.object_of(low) for low in below if profile.terms[low].form == "of")
    return any(place >= 0 and profile.terms[place].tag == "NN" and profile.tree.has(place, "the", "this", "that") for place in of)


def _is_pointed_at(profile: Profile, place: int) -> bool:
    """Whether a word names no thing: "it", "the total"."""
    return place >= 0 and (profile.terms[place].tag in ("PRP", "DT") or profile.terms[place].lemma in _TALLIES)


def _mover(profile: Profile, count: Count) -> frozenset[str]:
    """The keys of what went so far, or reached so far; nothing for other units, and for a pronoun."""
    verb = _verb(profile, count) if count.quantity.unit in LENGTHS else None
    mover = profile.tree.child(verb.place, "nsubj", "nsubjpass") if verb else -1
    return _keys(profile, [mover]) if mover >= 0 else frozenset()


def _sorts(profile: Profile, count: Count) -> frozenset[str]:
    """By what words it is said of which sort the counted are: "35 permanent jobs", "twelve were treated for sore eyes"."""
    below = profile.tree.children[count.governor] if count.governor >= 0 else ()
    ills = [profile.tree.object_of(low) for low in below if profile.terms[low].form in _WHOM]
    named = [profile.terms[place] for place in ills if place >= 0 and profile.terms[place].tag in ("NN", "NNS")]
    return frozenset(term.lemma for term in (*sorts_of(profile, count), *named))


def _verb(profile: Profile, count: Count) -> Term | None:
    """The verb that an amount hangs on, past an adjective ("three kilometres long"); None for a noun ("a spill of 900 tonnes")."""
    over = profile.terms[count.governor] if count.governor >= 0 else None
    over = profile.terms[over.head] if over is not None and over.tag.startswith("JJ") else over
    return over if over is not None and over.tag.startswith("VB") else None


def _things(profile: Profile, count: Count) -> frozenset[str]:
    """The keys of what was measured: "900 tonnes of crude", "a spill of 900 tonnes"; of whom or from where: "20 euros for children"."""
    below = [low for above in {count.noun, count.governor} - {-1} for low in profile.tree.children[above]]
    of = next((low for low in below if profile.terms[low].form == "of" and profile.terms[low].head == count.noun), -1)
    joints = [low for low in below if profile.terms[low].form in (WHENCE if count.quantity.unit in LENGTHS else _WHOM)]
    over = [count.governor] if count.governor >= 0 and profile.terms[count.governor].tag.startswith("NN") else []
    joined = [profile.tree.object_of(low) for low in joints]
    return _keys(profile, [*over, *joined, *(profile.tree.under(of) if of >= 0 else ())])


def _keys(profile: Profile, places: Iterable[int]) -> frozenset[str]:
    """What the verbs and common nouns among some words are matched by, those that say nothing of what is measured left out."""
    terms = (profile.terms[place] for place in places if place in profile.content)
    return frozenset(key for term in terms if term.tag in _TELLING and term.lemma not in _SAYING_NOTHING for key in term.keys)


def _is_told_of(profile: Profile, count: Count) -> bool:
    """Whether an amount is only spoken of: "reports of 1,400 tonnes"."""
    return count.governor >= 0 and profile.terms[count.governor].tag.startswith("NN") and profile.terms[count.governor].lemma in REPORTING


def _is_rejected(profile: Profile, count: Count) -> bool:
    """Whether a claim says that it was not so much: "reports of 1,400 tonnes are wrong", "it cannot come from 350 tonnes"."""
    root = next((term for term in profile.terms if term.dep == "ROOT"), None)
    said = profile.tree.child(root.place, "acomp", "attr") if root else -1
    return (count.governor >= 0 and profile.terms[count.governor].negative) or (said >= 0 and _FALSE in profile.terms[said].poles)
