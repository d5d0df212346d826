"""Whether two claims contradict each other, support each other or neither, by which rule, and on which words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from claimgraph.link.pairs import causes, numbers, values
from claimgraph.link.pairs.absences import absences
from claimgraph.link.pairs.alignment import BROADER, MATE, SAME, Alignment, align
from claimgraph.link.pairs.clash import Clash, both_ways
from claimgraph.link.pairs.control import control
from claimgraph.link.pairs.denials import denials
from claimgraph.link.pairs.exchanged import tells_otherwise
from claimgraph.link.pairs.opposites import opposites
from claimgraph.link.pairs.profile import Profile, profile_of
from claimgraph.link.pairs.roles import are_kept_apart, roles_of, same_thing
from claimgraph.link.pairs.scope import different_scope
from claimgraph.link.pairs.substitution import substitutions
from claimgraph.link.pairs.wholes import wholes
from claimgraph.link.version import judge_of
from claimgraph.model import Claim, LinkType, Modality, Span

CONTRADICTS, SUPPORTS, NEITHER = "contradicts", "supports", "neither"
_IMPOSSIBLE = ("possibility", -1)
"""What is said of something that is not to be: "a truce is out of the question"."""
LEAST = 0.6
"""The score under which a clash is not called a contradiction."""
SPEAKING = frozenset({Modality.FACT, Modality.EVALUATION, Modality.PREDICTION})
"""What can collide with each other; norms collide with norms only, questions and conditions with nothing."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two claims stand to each other: `type` is None where they do not touch, the clash spans are ranges of each claim's text.

    A relation of "neither" with the type "scope" means that they would collide if they spoke of the same who, where or when.
    """

    relation: str
    type: LinkType | None
    score: float
    clash_a: tuple[Span, ...]
    clash_b: tuple[Span, ...]
    by: str
    rationale: str

    def mirrored(self) -> "Comparison":
        """The same with the sides changed."""
        return replace(self, clash_a=self.clash_b, clash_b=self.clash_a)


NOTHING = Comparison(NEITHER, None, 0.0, (), (), judge_of("none"), "They do not speak of the same.")


def compare(a: Claim, b: Claim) -> Comparison:
    """How two claims with filled slots stand to each other, both taken to be about one scene unless they say otherwise.

    Contradictions are symmetric: the sides may change places. Support is that of `a` for `b` or the other way round.
    """
    return compare_profiles(profile_of(a), profile_of(b))


def compare_profiles(a: Profile, b: Profile) -> Comparison:
    """The same of claims that were made ready."""
    return _compare(b, a).mirrored() if b.text < a.text else _compare(a, b)


def _compare(a: Profile, b: Profile) -> Comparison:
    """How two profiles stand to each other."""
    if not _may_touch(a, b):
        return NOTHING
    if a.text == b.text:
        return _supporting(1.0, LinkType.RESTATES)
    view = align(a, b)
    if _can_collide(a.modality, b.modality):
        clash = max(_clashes(view), key=lambda found: found.score, default=None)
        if clash is not None and clash.score >= LEAST:
            return contradicting(view, clash)
    return _agreement(view)


def _may_touch(a: Profile, b: Profile) -> bool:
    """Whether two profiles share enough words for any rule: the cheap test before the alignment."""
    return bool(a.content and b.content) and (not a.index.keys().isdisjoint(b.index.keys()) or _are_opposed(a, b))


def _are_opposed(a: Profile, b: Profile) -> bool:
    """Whether two profiles stand on two poles, and one of them counts: "all nine were freed", "two are in prison"."""
    return bool(a.counts and b.counts) and not a.against.isdisjoint(b.poles)


def _can_collide(one: Modality, other: Modality) -> bool:
    return {one, other} <= SPEAKING or one is other is Modality.NORM


def _clashes(view: Alignment) -> Iterator[Clash]:
    """All clashes that the rules find."""
    yield from substitutions(view)
    if view.a.denies or view.b.denies:
        yield from both_ways(view, denials)
    yield from both_ways(view, absences)
    yield from opposites(view)
    yield from both_ways(view, wholes)
    yield from control(view)
    yield from numbers.different_counts(view)
    yield from values.different_values(view)
    yield from values.different_dates(view)
    yield from values.different_clocks(view)
    yield from causes.rival_causes(view)
    yield from causes.rival_agents(view)
    yield from both_ways(view, causes.missing_causes)
    yield from both_ways(view, causes.missing_events)


def contradicting(view: Alignment, clash: Clash) -> Comparison:
    """The comparison of a clash: a contradiction, or "scope" where the claims speak of different times or places."""
    scope = "they count different things" if clash.type is LinkType.SCOPE else different_scope(view, clash)
    spans = _spans(view.a, clash.places_a), _spans(view.b, clash.places_b)
    if scope:
        return Comparison(NEITHER, LinkType.SCOPE, round(clash.score / 2, 3), *spans, judge_of("scope"), f"{clash.rationale} But {scope}.")
    return Comparison(CONTRADICTS, clash.type, round(clash.score, 3), *spans, judge_of(clash.rule), clash.rationale)


def _agreement(view: Alignment) -> Comparison:
    """Support where one claim says all that the other says, with nothing turned round, and both as done or both as to come."""
    if (view.a.modality is Modality.PREDICTION) != (view.b.modality is Modality.PREDICTION):
        return NOTHING
    forward, backward = _covered(view), _covered(view.mirrored)
    best = max(forward, backward)
    if best < 0.9 or not _main_words_agree(view):  # first, as most pairs end here
        return NOTHING
    if any(view.a.terms[left].negative != view.b.terms[right].negative for left, right in view.pairs.items()) or numbers.differ(view):
        return NOTHING
    if _differs(view) or _IMPOSSIBLE in view.a.poles ^ view.b.poles or different_scope(view) or tells_otherwise(view):
        return NOTHING
    return _supporting(best * 0.9, LinkType.RESTATES if min(forward, backward) >= 0.8 else LinkType.PREMISE)


def _differs(view: Alignment) -> bool:
    """Whether what both claims name is another thing in each, or who does it to whom is changed round."""
    for left, right in view.pairs.items():
        one, other = view.a.terms[left], view.b.terms[right]
        if one.tag.startswith("NN") and are_kept_apart(view, left, right):
            return True
        if one.tag.startswith("VB") and other.tag.startswith("VB"):
            ours, theirs = roles_of(view.a, left), roles_of(view.b, right)
            if min(same_thing(view, ours.agent, theirs.agent), same_thing(view, ours.theme, theirs.theme)) == 0.0:
                return True
    return any(True for _ in opposites(view))


def _covered(view: Alignment) -> float:
    """The share of what a says that b entails: words of one pole are not one word, as who drowned was not executed."""
    return view.coverage(view.a.content, relations=(SAME, BROADER))


def _main_words_agree(view: Alignment) -> bool:
    """Whether the words that head the two claims are light, or matched by more than the pole on which they stand."""
    heads = [next((term for term in profile.terms if term.dep == "ROOT"), None) for profile in (view.a, view.b)]
    return all(
        head is None or not head.weight or side.relations.get(head.place, MATE) != MATE
        for head, side in zip(heads, (view, view.mirrored), strict=True)
    )


def _supporting(score: float, type_: LinkType) -> Comparison:
    rationale = "Both say the same." if type_ is LinkType.RESTATES else "One says all that the other says, and more."
    return Comparison(SUPPORTS, type_, round(score, 3), (), (), judge_of("restates"), rationale)


def _spans(profile: Profile, places: Iterable[int]) -> tuple[Span, ...]:
    """The ranges of words in the claim's text, in order."""
    return tuple(Span(profile.terms[place].start, profile.terms[place].end) for place in sorted(set(places)))
