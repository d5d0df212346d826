"""Orders of events that run in a circle: one before another, which was before a third, which was before the first."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations, product

import networkx

from claimgraph.link.joint.joint import Joint, Said, joint

LONGEST = 5
"""Of how many steps a circle is sought."""
_AT = frozenset("come happen occur take be hold sign announce".split())
"""Verbs by which a clause says when what its subject names took place; none that tells its beginning from its end."""
_OPEN = frozenset("day week month year time start beginning end moment hour minute".split())
"""Nouns that name no event."""


@dataclass(frozen=True, slots=True)
class Step:
    """That one event came before another, as one or two claims say."""

    earlier: str
    later: str
    said: tuple[Said, ...]


def circles(claims: Sequence[Said]) -> Iterator[Joint | None]:
    """The least sets of claims by whose order of events one would come before itself; None for each circle of fewer than three claims."""
    steps: defaultdict[tuple[str, str], list[Step]] = defaultdict(list)
    for step in (*_stated(claims), *_dated(claims)):
        steps[step.earlier, step.later].append(step)
    graph = networkx.DiGraph(sorted(steps))
    for cycle in networkx.simple_cycles(graph, length_bound=LONGEST):
        around = list(zip(cycle, (*cycle[1:], cycle[0]), strict=True))
        for chosen in product(*(steps[pair] for pair in around)):
            said = {item.claim.id: item for step in chosen for item in step.said}
            yield joint(said.values(), "order-of-events", _reason(cycle)) if len(said) > 2 else None


def _reason(cycle: Sequence[str]) -> str:
    first = min(range(len(cycle)), key=lambda place: cycle[place])
    names = [*cycle[first:], *cycle[:first]]
    return f"By their order {', then '.join(f'the {name}' for name in names)} would come before the {names[0]} again."


def _stated(claims: Sequence[Said]) -> Iterator[Step]:
    """What claims say of two events: "X came before Y", "X preceded Y"."""
    for said in claims:
        terms, tree = said.profile.terms, said.profile.tree
        root = next((term for term in terms if term.dep == "ROOT"), None)
        subject = _event(said, tree.child(root.place, "nsubj", "nsubjpass")) if root and not said.profile.denies else ""
        if root is None or not subject:
            continue
        for word, other in _beside(said, root.place):
            pair = (subject, other) if word in ("before", "precede") else (other, subject)
            if other and other != subject:
                yield Step(*pair, (said,))


def _beside(said: Said, root: int) -> Iterator[tuple[str, str]]:
    """The events that a clause sets beside its subject, each with the word that says which came first."""
    terms, tree = said.profile.terms, said.profile.tree
    verb = terms[root].lemma
    if verb in ("precede", "follow"):
        yield verb, _event(said, tree.child(root, "dobj"))
    if verb in _AT:
        for low in tree.children[root]:
            if terms[low].lemma in ("before", "after") and terms[low].dep == "prep":
                yield terms[low].lemma, _event(said, tree.object_of(low))


def _dated(claims: Sequence[Said]) -> Iterator[Step]:
    """What follows from the days that two claims give for two events."""
    days: dict[tuple[str, str], Said] = {}
    for said in claims:
        time, tree = said.claim.slots.time, said.profile.tree
        root = next((term for term in said.profile.terms if term.dep == "ROOT" and term.lemma in _AT), None)
        event = _event(said, tree.child(root.place, "nsubj", "nsubjpass")) if root and not said.profile.denies else ""
        plain = root is not None and all(not said.profile.tree.has(root.place, word) for word in ("before", "after"))
        if event and plain and time and time.from_ and time.from_ == time.to and len(time.from_) == len("2024-01-01"):
            days.setdefault((event, time.from_), said)
    for (one, ours), (other, theirs) in permutations(sorted(days), 2):
        if one != other and ours < theirs:
            yield Step(one, other, (days[one, ours], days[other, theirs]))


def _event(said: Said, place: int) -> str:
    """The event that a definite noun phrase names, with all that describes it; "" where it names none for sure."""
    if place < 0:
        return ""
    terms, tree = said.profile.terms, said.profile.tree
    term = terms[place]
    below = [terms[low] for low in tree.children[place]]
    definite = any(low.lemma in ("the", "this", "that") or low.dep == "poss" for low in below)
    plain = all(low.dep in ("det", "amod", "compound", "nummod", "poss") for low in below if low.dep != "punct")
    if not term.tag.startswith("NN") or not definite or not plain or term.lemma in _OPEN:
        return ""
    return " ".join((*(low.lemma for low in below if low.dep not in ("det", "punct")), term.lemma))
