"""Two claims laid side by side: which word of one stands for which word of the other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from claimgraph.link.profile import GENERIC, LIGHT, Profile, Term

SAME, NARROWER, BROADER, MATE = "same", "narrower", "broader", "mate"
"""How a word stands to its match: the same, a kind of it, what it is a kind of, or on the same pole of an opposition."""
_MIRROR = {SAME: SAME, NARROWER: BROADER, BROADER: NARROWER, MATE: MATE}
_NAMED = ("GPE", "NORP", "PERSON", "ORG", "LOC", "FAC")


@dataclass(frozen=True, slots=True)
class Roles:
    """Who does something and to what it happens (places in a profile, -1 where unstated); a state has a theme only."""

    agent: int
    theme: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """Claim `a` beside claim `b`: `pairs` from places of a to places of b, and how each word of a stands to its match."""

    a: Profile
    b: Profile
    pairs: dict[int, int]
    relations: dict[int, str]

    def mirrored(self) -> "Alignment":
        """The same with the sides changed."""
        return Alignment(
            self.b,
            self.a,
            {right: left for left, right in self.pairs.items()},
            {self.pairs[left]: _MIRROR[how] for left, how in self.relations.items()},
        )

    def coverage(
        self, places: Iterable[int], *, without: frozenset[int] = frozenset(), relations: tuple[str, ...] = (SAME, NARROWER, BROADER, MATE)
    ) -> float:
        """The share in [0, 1] of what these words of a say that b says too; 1 where they say nothing."""
        total = covered = 0.0
        for place in places:
            if place not in without:
                weight = self.a.terms[place].weight
                total += weight
                covered += weight if self.relations.get(place) in relations else 0.0
        return covered / total if total else 1.0


def align(a: Profile, b: Profile) -> Alignment:
    """The alignment of two profiles, best matches first: same lemma, synonym, kind, same pole."""
    pairs: dict[int, int] = {}
    relations: dict[int, str] = {}
    taken: set[int] = set()
    for place in a.content:
        _take(a, b, place, {right for key in a.terms[place].keys for right in b.index.get(key, ())} - taken, SAME, pairs, relations, taken)
    if len(pairs) < len(a.content) and len(taken) < len(b.content):
        _align_kinds(a, b, pairs, relations, taken)
    return Alignment(a, b, pairs, relations)


def _align_kinds(a: Profile, b: Profile, pairs: dict[int, int], relations: dict[int, str], taken: set[int]) -> None:
    """Match what is left by kinds and poles."""
    free = [place for place in b.content if place not in taken]
    for place in a.content:
        term = a.terms[place]
        if place in pairs:
            continue
        for relation, fits in ((NARROWER, _is_kind), (BROADER, _is_kind_of), (MATE, _is_mate)):
            found = {right for right in free if right not in taken and fits(term, b.terms[right])}
            if _take(a, b, place, found, relation, pairs, relations, taken):
                break


def _take(
    a: Profile,
    b: Profile,
    place: int,
    candidates: set[int],
    relation: str,
    pairs: dict[int, int],
    relations: dict[int, str],
    taken: set[int],
) -> bool:
    """Match a word with the best candidate, if there is one."""
    if not candidates:
        return False
    term = a.terms[place]
    best = (
        min(candidates, key=lambda right: (-_likeness(a, b, term, b.terms[right]), right))
        if len(candidates) > 1
        else next(iter(candidates))
    )
    pairs[place], relations[place] = best, relation
    taken.add(best)
    return True


def _likeness(a: Profile, b: Profile, left: Term, right: Term) -> int:
    """How alike two words stand in their sentences."""
    heads = bool(a.terms[left.head].keys & b.terms[right.head].keys)
    return 3 * (left.lemma == right.lemma) + (left.dep == right.dep) + 2 * heads + (left.tag[:2] == right.tag[:2])


def _is_kind(left: Term, right: Term) -> bool:
    return bool(left.kinds & right.keys) and left.tag[:2] == right.tag[:2]


def _is_kind_of(left: Term, right: Term) -> bool:
    return bool(right.kinds & left.keys) and left.tag[:2] == right.tag[:2]


def _is_mate(left: Term, right: Term) -> bool:
    return bool(left.poles & right.poles) and left.dep not in ("prep", "amod") and right.dep not in ("prep", "amod")


def subject_of(profile: Profile, place: int) -> int:
    """The subject of a clause's head, also where an outer clause or the noun it describes supplies it; -1 where none does."""
    for _ in range(8):
        found = profile.child(place, "nsubj", "nsubjpass", "csubj")
        if found >= 0 and profile.terms[found].tag not in ("WDT", "WP"):
            return found
        term = profile.terms[place]
        if term.head == place:
            return profile.child(place, "attr") if profile.child(place, "expl") >= 0 else -1
        if term.dep in ("acl", "relcl"):
            return term.head
        if term.dep not in ("conj", "xcomp", "advcl", "pcomp", "ccomp"):
            return -1
        place = term.head
    return -1


def roles_of(profile: Profile, place: int) -> Roles:
    """Who does what a word says, and to what it happens; for a word that no verb governs, what it describes is the theme."""
    term = profile.terms[place]
    if term.dep in ("amod", "advmod", "nummod", "compound") and term.clause != place:
        return Roles(-1, term.head)
    if not term.tag.startswith("VB") or term.lemma in LIGHT:
        subject = subject_of(profile, term.clause)
        return Roles(-1, -1 if subject == place else subject) if subject != place else Roles(-1, _described(profile, place))
    subject, object_ = subject_of(profile, place), profile.child(place, "dobj")
    if _is_passive(profile, place):
        agent = profile.child(place, "agent", "prep")
        by = profile.child(agent, "pobj") if agent >= 0 and profile.terms[agent].lemma == "by" else -1
        return Roles(by, subject)
    return Roles(subject, object_) if object_ >= 0 else Roles(-1, subject)


def _is_passive(profile: Profile, place: int) -> bool:
    """Whether a verb is passive: by its helpers, or as a participle behind a noun."""
    term = profile.terms[place]
    if profile.child(place, "nsubjpass", "auxpass") >= 0:
        return True
    return term.tag == "VBN" and term.dep in ("acl", "advcl", "amod") and profile.child(place, "dobj") < 0


def _described(profile: Profile, place: int) -> int:
    """What a noun for a state is the state of: "the collapse of the army", "the army's collapse"; -1 where it is unstated."""
    of = profile.child(place, "prep")
    if of >= 0 and profile.terms[of].lemma == "of":
        return profile.child(of, "pobj")
    return profile.child(place, "poss", "compound")


def same_thing(view: Alignment, left: int, right: int) -> float:
    """How surely two noun phrases name one thing, in [0, 1]: 0 where they differ, 0.5 where one is a pronoun or unstated."""
    if left < 0 or right < 0:
        return 0.5
    a, b = view.a.terms[left], view.b.terms[right]
    if a.lemma in GENERIC or b.lemma in GENERIC or "PRP" in (a.tag, b.tag):
        return 0.6 if a.lemma == b.lemma else 0.5
    ours, theirs = names_of(view.a, left), names_of(view.b, right)
    if ours and theirs and not _share(ours, theirs):
        return 0.0
    if view.pairs.get(left) == right or a.keys & b.keys:
        return 0.9 if view.relations.get(left, SAME) != SAME else 1.0
    if _share(ours, theirs) or a.kinds & b.keys or b.kinds & a.keys:
        return 0.8
    return 0.6 if _head_inside(view, left, right) else 0.0


def names_of(profile: Profile, place: int) -> set[str]:
    """The lemmas of the names in the noun phrase of a word, without what hangs on it by a clause."""
    near = [
        place,
        *(low for low in profile.children[place] if profile.terms[low].dep in ("compound", "amod", "poss", "nmod", "appos", "flat")),
    ]
    near += [low for high in near[1:] for low in profile.children[high] if profile.terms[low].dep in ("compound", "poss")]
    of = profile.child(place, "prep")
    if of >= 0 and profile.terms[of].lemma == "of":
        near += [low for low in profile.children[of] if profile.terms[low].dep == "pobj"]
    return {
        profile.terms[low].lemma
        for low in near
        if profile.terms[low].tag.startswith("NNP") or (profile.terms[low].entity in _NAMED and profile.terms[low].weight)
    }


def _share(ours: set[str], theirs: set[str]) -> bool:
    """Whether two sets of names share one, also as beginnings: "russia" and "russian"."""
    if ours & theirs:
        return True
    return any(left[:5] == right[:5] and len(left) > 4 and len(right) > 4 for left in ours for right in theirs)


def _head_inside(view: Alignment, left: int, right: int) -> bool:
    """Whether the head of one noun phrase is a word of the other: "the rebels" and "the ranks of the rebels"."""
    inside_b = any(view.b.terms[low].keys & view.a.terms[left].keys for low in _phrase(view.b, right))
    return inside_b or any(view.a.terms[low].keys & view.b.terms[right].keys for low in _phrase(view.a, left))


def _phrase(profile: Profile, place: int) -> Iterator[int]:
    """The nouns of a noun phrase close to its head: compounds, possessors, what follows "of"."""
    for low in profile.children[place]:
        if profile.terms[low].dep in ("compound", "poss", "nmod"):
            yield low
        elif profile.terms[low].lemma == "of":
            yield from (deeper for deeper in profile.children[low] if profile.terms[deeper].dep == "pobj")
