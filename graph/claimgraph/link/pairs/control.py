"""Who holds a place: one power at a time, so that a capture by one denies the hold of another."""

from collections.abc import Iterator
from dataclasses import dataclass

from claimgraph.link.pairs.alignment import Alignment
from claimgraph.link.pairs.clash import Clash
from claimgraph.link.pairs.grammar import Term
from claimgraph.link.pairs.profile import GENERIC, Profile, kept_with_profile
from claimgraph.link.pairs.roles import is_any, is_open, roles_of, same_thing, subject_of
from claimgraph.model import LinkType

_TAKING = frozenset("capture seize overrun conquer retake recapture occupy regain take annex reconquer wrest storm liberate".split())
_HOLDING = frozenset("hold control retain keep administer govern rule defend".split())
_LOSING = frozenset("lose abandon cede relinquish surrender evacuate".split())
_LEAVING = frozenset("withdraw retreat expel drive oust dislodge push pull eject".split())
_NOUNS = frozenset({"control", "hand", "flag"})
_TELLING = _TAKING | _HOLDING | _LOSING | _LEAVING | _NOUNS | {"fall", "change"}
_UNSURE = frozenset("take keep hold lose abandon surrender evacuate defend storm rule seize liberate".split())
"""Verbs that count only where their object is surely a place."""
_VAGUE = frozenset("area region territory part position country".split())
_OPPOSING = frozenset("rebel insurgent fighter attacker militant separatist guerrilla dissident revolutionary jihadist islamist".split())
_RULING = frozenset("army military garrison defender regime state loyalist troop".split())
_LASTING = frozenset("still remain continue firmly stay keep".split())


@dataclass(frozen=True, slots=True)
class Hold:
    """That a place is held, or not held, by somebody (-1 where nobody is named); `word` says so, `lasts` that it is so still."""

    place: int
    holder: int
    holds: bool
    word: int
    lasts: bool = False


def control(view: Alignment) -> Iterator[Clash]:
    """Two powers that hold one place, or one that holds it and does not."""
    ours = holds_in(view.a)
    for theirs in holds_in(view.b) if ours else ():
        for hold in ours:
            score = _contradiction(view, hold, theirs) if same_thing(view, hold.place, theirs.place) >= 0.9 else 0.0
            if score:
                words = f"“{view.a.terms[hold.word].form}” and “{view.b.terms[theirs.word].form}” cannot both be so of one place."
                yield Clash(LinkType.STATES, score, "control", (hold.word,), (theirs.word,), words)


def _contradiction(view: Alignment, one: Hold, other: Hold) -> float:
    """How surely two holds of one place exclude each other."""
    if min(one.holder, other.holder) < 0:
        return _unnamed(view, one, other)
    same = same_thing(view, one.holder, other.holder)
    if one.holds != other.holds:
        return 0.85 if same >= 0.8 else 0.0
    return _rivals(view, one.holder, other.holder) if one.holds and same == 0.0 else 0.0


def _unnamed(view: Alignment, one: Hold, other: Hold) -> float:
    """How surely a place that changed hands, no one says whose, is not one that did not or that is held still."""
    if one.holder < 0 and other.holder < 0:
        return 0.85 if one.holds != other.holds else 0.0
    unnamed, named = (one, other) if one.holder < 0 else (other, one)
    if not unnamed.holds:
        return 0.8 if named.holds and not named.lasts and _changes(view, named, named is one) else 0.0
    return 0.75 if named.holds and named.lasts else 0.0


def _changes(view: Alignment, hold: Hold, is_ours: bool) -> bool:
    """Whether a hold is told as a change."""
    word = (view.a if is_ours else view.b).terms[hold.word]
    return word.lemma in _TAKING or word.lemma in ("fall", "lose")


def _rivals(view: Alignment, left: int, right: int) -> float:
    """How surely two holders are two powers and not two names of one."""
    one, other = view.a.terms[left], view.b.terms[right]
    if {one.lemma, other.lemma} & GENERIC:
        return 0.0
    camps = _camp(view.a, left), _camp(view.b, right)
    if 0 not in camps:
        return 0.9 if camps[0] != camps[1] else 0.0
    names = [term.tag.startswith("NNP") for term in (one, other)]
    if all(names):
        return 0.85
    return 0.65 if any(names) and 1 in camps else 0.7 if not any(names) else 0.0


def _camp(profile: Profile, place: int) -> int:
    """Whether a holder stands with the government (1) or against it (-1), or 0."""
    lemmas = {term.lemma for term in _phrase(profile, place)}
    if any(("government", -1) in term.poles for term in _phrase(profile, place)) or lemmas & _OPPOSING:
        return -1
    ruling = any(("government", 1) in term.poles for term in _phrase(profile, place))
    return 1 if ruling or lemmas & _RULING else 0


def _phrase(profile: Profile, place: int) -> list[Term]:
    """A noun with what describes it."""
    return [profile.terms[place], *(profile.terms[low] for low in profile.tree.children[place] if profile.terms[low].dep != "prep")]


@kept_with_profile
def holds_in(profile: Profile) -> tuple[Hold, ...]:
    """What a claim says of who holds a place."""
    return tuple(_holds_in(profile))


def _holds_in(profile: Profile) -> Iterator[Hold]:
    for term in profile.terms:
        if term.lemma not in _TELLING or is_open(profile, term.place, intended=True):
            continue
        if term.tag.startswith("VB") and term.dep not in ("amod", "compound"):
            yield from _by_verb(profile, term)
        elif term.lemma in _NOUNS:
            yield from _by_noun(profile, term)


def _by_verb(profile: Profile, term: Term) -> Iterator[Hold]:
    """What a verb says: who captured, holds or lost a place, or that it fell."""
    roles = roles_of(profile, term.place)
    lasts = _lasts(profile, term)
    if term.lemma == "fall" and is_place(profile, roles.theme) and (_behind(profile, term.place, "to") >= 0 or not profile.counts):
        yield Hold(roles.theme, _behind(profile, term.place, "to"), not term.negative, term.place)
    elif term.lemma == "change" and profile.tree.has(term.place, "hand") and is_place(profile, roles.agent):
        yield Hold(roles.agent, -1, not term.negative, term.place)
    elif term.lemma in _LEAVING:
        yield from _left(profile, term, roles.theme)
    elif not is_place(profile, roles.theme) and (term.lemma in _UNSURE or not _is_name(profile, roles.theme)):
        return
    elif term.lemma in _TAKING | _HOLDING and not (term.negative and roles.agent >= 0 and is_any(profile, roles.agent)):
        yield Hold(roles.theme, roles.agent, not term.negative, term.place, lasts and term.lemma in _HOLDING)
    elif term.lemma in _LOSING and (roles.agent >= 0 or term.lemma == "lose"):
        yield Hold(roles.theme, roles.agent, term.negative != (roles.agent < 0), term.place)


def _left(profile: Profile, term: Term, theme: int) -> Iterator[Hold]:
    """Who withdrew, or was driven, from a place."""
    left = max(_behind(profile, term.place, "from"), _behind(profile, term.place, "of"))
    if theme >= 0 and is_place(profile, left):
        yield Hold(left, theme, term.negative, term.place)


def _by_noun(profile: Profile, term: Term) -> Iterator[Hold]:
    """What a noun says: "under X's control", "in the hands of X", "in control of P", "X's flag flies over P"."""
    tree, above = profile.tree, profile.terms[term.head]
    holder, subject = _owner(profile, term.place), subject_of(profile, term.clause)
    if term.lemma == "flag":
        over = _behind(profile, term.head, "over") if term.dep == "nsubj" else -1
        if holder >= 0 and is_place(profile, over):
            yield Hold(over, holder, not term.negative, term.place, lasts=True)
    elif above.lemma in ("under", "in") and term.dep == "pobj" and (above.lemma == "under") == (term.lemma == "control"):
        if holder >= 0 and subject >= 0:
            yield Hold(subject, holder, not term.negative, term.place, _lasts(profile, profile.terms[term.clause]))
    elif term.lemma == "control" and (above.lemma == "in" or term.dep == "dobj"):
        place = _behind(profile, term.place, "of")
        loses = profile.terms[term.clause].lemma in ("lose", "cede", "relinquish", "abandon", "surrender")
        if place >= 0 and subject >= 0 and not tree.has(term.place, "no"):
            yield Hold(place, subject, loses == term.negative, term.place, _lasts(profile, profile.terms[term.clause]))


def _owner(profile: Profile, place: int) -> int:
    """Who a noun belongs to: its possessor, what follows "of", or the name or noun before it ("rebel hands")."""
    own = profile.tree.child(place, "poss")
    of = _behind(profile, place, "of")
    return own if own >= 0 else of if of >= 0 else profile.tree.child(place, "compound", "amod", "nmod")


def _behind(profile: Profile, place: int, preposition: str) -> int:
    """What follows a preposition under a word, also behind another one ("out of"), or -1."""
    tree = profile.tree
    below = [low for low in tree.children[place] if tree.terms[low].dep in ("prep", "advmod", "prt")]
    below += [deeper for low in below for deeper in tree.children[low] if tree.terms[deeper].dep == "prep"]
    return max((tree.object_of(low) for low in below if tree.terms[low].form == preposition), default=-1)


def _lasts(profile: Profile, verb: Term) -> bool:
    """Whether what a verb says is so still."""
    return verb.lemma in _LASTING or profile.tree.has(verb.place, *_LASTING)


def _is_name(profile: Profile, place: int) -> bool:
    return place >= 0 and profile.terms[place].tag == "NNP"


def is_place(profile: Profile, place: int) -> bool:
    """Whether a noun names a place that can be held."""
    if place < 0:
        return False
    term = profile.terms[place]
    if is_any(profile, place) or term.tag == "NNS" or term.lemma in _VAGUE:
        return False
    named = term.entity in ("GPE", "LOC", "FAC") and term.tag.startswith("NNP")
    return named or "place" in term.kinds | term.keys or any(profile.terms[low].entity == "FAC" for low in profile.tree.children[place])
