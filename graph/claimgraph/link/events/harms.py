"""Somebody killed or hurt of whom no number is given: what a report of an event in which nobody was cannot say."""

import math
import re
from collections.abc import Iterator

from claimgraph.link.pairs.denials import is_main
from claimgraph.link.pairs.grammar import Term
from claimgraph.link.pairs.profile import Profile
from claimgraph.link.pairs.roles import is_open, subject_of
from claimgraph.link.pairs.tolls import ANYONE, FATES, SUFFERING, Toll

_NOT_THEN = re.compile(
    r"\b(?:almost|nearly|narrowly|escaped?|old|previous(?:ly)?|earlier|before|later|since|another|second|other|fear\w*|rumou?r\w*)\b",
    re.IGNORECASE,
)
"""What shows that nobody was hurt, or not there and then."""
_LIMITING = frozenset("prep agent advmod advcl relcl acl npadvmod".split())
_ALLOWED = frozenset("in to fortunately luckily however also".split())
_TREATING = frozenset("treat hospitalise hospitalize".split())
_DYING = frozenset("die drown perish".split())
_LINKS = frozenset("with for".split())
_PEOPLE = frozenset("person people".split())
_PRONOUNS = frozenset("he she they i we him her them me us".split())


def harms_in(profile: Profile) -> Iterator[Toll]:
    """That at least one was killed or hurt: "a guard was wounded", "she suffered a concussion"."""
    if profile.counts or profile.denies or _NOT_THEN.search(profile.text):
        return
    for term in profile.terms:
        fates = _fates_of(term)
        is_told = bool(fates) and not term.negative and is_main(profile, term.place) and not is_open(profile, term.place)
        whom = _whom(profile, term) if is_told else -1
        if whom >= 0 and _is_somebody(profile.terms[whom]):
            yield from (Toll(fate, _sort(profile.terms[whom]), 1.0, math.inf, term.start, term.end) for fate in sorted(fates))


def _fates_of(term: Term) -> frozenset[str]:
    """What a verb or the name of an injury says of somebody's fate."""
    told = frozenset(FATES[pole] for pole in term.poles if pole in FATES)
    return told if term.tag.startswith(("VB", "NN")) or term.dep == "amod" else frozenset()


def _whom(profile: Profile, term: Term) -> int:
    """The place of who was killed or hurt: the subject of a passive, the object of a deed, who suffered what is named; -1 for nobody."""
    tree = profile.tree
    if term.tag.startswith("VB") and term.dep != "amod":
        is_deed = term.lemma not in _DYING
        return max(tree.child(term.place, "nsubjpass"), tree.child(term.place, "dobj")) if is_deed else tree.child(term.place, "nsubj")
    while term.dep in ("conj", "amod"):
        term = profile.terms[term.head]
    head = profile.terms[term.head]
    if tree.child(term.place, "relcl") >= 0:
        return -1
    if term.dep == "dobj" and head.lemma in SUFFERING:
        return subject_of(profile, head.place)
    if term.dep == "pobj" and head.form in _LINKS:
        verb = profile.terms[head.head]
        verb = profile.terms[verb.clause]
        return subject_of(profile, verb.place) if verb.lemma in _TREATING | {"be"} else -1
    return -1


def _is_somebody(term: Term) -> bool:
    is_person = bool(_PEOPLE & (term.keys | term.kinds)) or term.form in _PRONOUNS or term.entity == "PERSON"
    return is_person and not term.negative


def _sort(term: Term) -> str:
    return term.lemma if term.tag == "NN" and _PEOPLE & term.kinds else ANYONE


def is_of_all(profile: Profile) -> bool:
    """Whether a claim that nobody was killed or hurt is of everybody in the event: "in the crash", but not "on the bus", "seriously"."""
    for term in profile.terms:
        if term.dep not in _LIMITING or term.form in ("not", "never"):
            continue
        where = profile.tree.object_of(term.place)
        is_bare = where >= 0 and all(profile.terms[low].dep in ("det", "punct") for low in profile.tree.children[where])
        if term.form not in _ALLOWED or (term.dep == "prep" and not is_bare):
            return False
    return True
