"""Somebody killed or hurt of whom no number is given: what a report of an event in which nobody was cannot say."""

import math
from collections.abc import Iterator

from claimgraph.link.grammar import Term
from claimgraph.link.meanings import meanings
from claimgraph.link.profile import Profile
from claimgraph.link.roles import is_open, subject_of
from claimgraph.link.tolls import ANYONE, FATES, HURT, SUFFERING, Toll

_TREATING = frozenset("treat hospitalise hospitalize".split())
_LINKS = frozenset("with for".split())
_PEOPLE = frozenset("person people".split())
_PRONOUNS = frozenset("he she they i we him her them me us".split())


def harms_in(profile: Profile) -> Iterator[Toll]:
    """That at least one was killed or hurt: "a guard was wounded", "she suffered a concussion"."""
    if profile.counts or profile.denies:
        return
    for term in profile.terms:
        fates = _fates_of(term)
        whom = _whom(profile, term) if fates and not term.negative and not is_open(profile, term.place) else -1
        if whom >= 0 and _is_somebody(profile.terms[whom]):
            yield from (Toll(fate, _sort(profile.terms[whom]), 1.0, math.inf, term.start, term.end) for fate in sorted(fates))


def _fates_of(term: Term) -> frozenset[str]:
    """What a verb or the name of an injury says of somebody's fate."""
    told = frozenset(FATES[pole] for pole in term.poles if pole in FATES)
    if not told and term.tag in ("NN", "NNS") and not _injuries().isdisjoint(meanings().above(meanings().of(term.lemma, "n"))):
        return frozenset({HURT})
    return told if term.tag.startswith(("VB", "NN")) or term.dep == "amod" else frozenset()


def _injuries() -> frozenset[int]:
    return meanings().of("injury", "n")


def _whom(profile: Profile, term: Term) -> int:
    """The place of who was killed or hurt: the subject of a passive, the object of a deed, who suffered what is named; -1 for nobody."""
    tree = profile.tree
    if term.tag.startswith("VB") and term.dep != "amod":
        return max(tree.child(term.place, "nsubjpass"), tree.child(term.place, "dobj"))
    while term.dep in ("conj", "amod"):
        term = profile.terms[term.head]
    head = profile.terms[term.head]
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
