"""Stores with a history: documents of a kind that are added, judged, linked, retracted, brought back and erased, step by step."""

import random
from contextlib import suppress
from dataclasses import replace
from itertools import count, pairwise

from hypothesis import strategies as st

from builders import Telling
from claimgraph.errors import ClaimgraphError
from claimgraph.ids import mint_id
from claimgraph.model import Assertion, Certainty, Document, Judgement, Link, LinkKind, LinkStatus, LinkType, SourceKind, Stance
from claimgraph.store import Store

KINDS = [LinkType.STATES, LinkType.QUANTITY, LinkType.SCOPE, LinkType.RESTATES, LinkType.PREMISE, LinkType.UPDATES, LinkType.UNDERCUT]
SUPPORTS = (LinkType.RESTATES, LinkType.PREMISE, LinkType.UPDATES)


def telling(number: int) -> Telling:
    """A document with two claims by a paper of two names, a collective, and its author."""
    made = Telling(
        f"Report {number}. The Grey Post said that the pass is open. Orsk and Lund hold that the road is closed for {number} days."
    )
    paper, orsk, lund = made.source("The Grey Post", SourceKind.OUTLET), made.source("Orsk"), made.source("Lund")
    both = made.source("Orsk and Lund", SourceKind.COLLECTIVE, members=(orsk, lund))
    place = made.entity("pass")
    first = made.claim("The pass is open.", "the pass is open", about=(place,))
    second = made.claim(f"The road is closed for {number} days.", f"the road is closed for {number} days", about=(place,))
    told = made.said(paper, first, "the pass is open", cue="said")
    made.said(made.author, told, "The Grey Post said that the pass is open", stance=Stance.REPORTS)
    made.said(both, second, f"the road is closed for {number} days", cue="hold", certainty=Certainty.CERTAIN)
    return made


TOLD = [telling(number) for number in range(5)]
NAMES = [
    (node.id, other.id) for one in TOLD for two in TOLD[:1] for node, other in zip(one.sources, two.sources, strict=True) if one is not two
]
NAMES += [(one.entities[0].id, TOLD[0].entities[0].id) for one in TOLD[1:]]
NAMES += [(one.claims[place].id, two.claims[place].id) for one, two in pairwise(TOLD) for place in (0, 1)]


def links(seed: int) -> list[Link]:
    """Many links among all claims, some of which hold a link or an assertion."""
    chance, made = random.Random(seed), Telling("links")
    claims = [claim for one in TOLD for claim in one.claims]
    for _ in range(14):
        type_, (a, b) = chance.choice(KINDS), chance.sample(claims, 2)
        kind = LinkKind.SUPPORTS if type_ in SUPPORTS else LinkKind.CONTRADICTS
        status = chance.choice([LinkStatus.PROPOSED, LinkStatus.CONFIRMED, LinkStatus.APPARENT])
        undercut: list[Link | Assertion] = [*made.links, *TOLD[chance.randrange(5)].assertions]
        made.link(kind, type_, a, chance.choice(undercut) if type_ is LinkType.UNDERCUT else b, status=status, score=chance.random())
    return list({link.id: link for link in made.links}.values())


Step = tuple[str, int, int]
STEP = st.sampled_from(["add", "add", "same", "alike", "decide", "read", "revise", "retract", "unretract"])
SEEDS = st.integers(0, 2**32)
STEPS = st.lists(
    st.tuples(STEP, st.integers(0, 99), st.integers(0, 99)),
    min_size=3,
    max_size=14,
)


class Story:
    """A store with a history of its own; every step that it refuses is left out."""

    def __init__(self, store: Store, seed: int) -> None:
        self.store, self.links, self.clock = store, links(seed), count()

    def take(self, step: Step) -> None:
        """Take a step, unless the store refuses it."""
        verb, first, second = step
        with suppress(ClaimgraphError):
            getattr(self, verb)(first, second)

    def add(self, first: int, _: int) -> None:
        """Add one of the documents, with the links between what is there then."""
        told = TOLD[first % 5]
        there = {node.id for node in (*self.store.graph().nodes(), *told.graph().nodes())}
        known: set[str] = set()
        for link in self.links:
            if {link.from_, link.to} <= there | known:
                known.add(link.id)
        self.store.add(told.reading(), [link for link in self.links if link.id in known], actor="story")

    def same(self, first: int, second: int) -> None:
        """Say of two names that they are of one, or (one time in four) of two."""
        target, other = NAMES[first % len(NAMES)]
        self._judge(target, "different" if second % 4 == 0 else "same", other)

    def read(self, first: int, second: int) -> None:
        """Say of a claim that the text says it, or not; or that it is the same as another."""
        claims = [claim.id for one in TOLD for claim in one.claims]
        verdict = ("accepted", "rejected", "same", "different")[second % 4]
        other = claims[second % len(claims)] if second % 4 > 1 else None
        self._judge(claims[first % len(claims)], verdict, other)

    def alike(self, first: int, _: int) -> None:
        """Propose that two names are of one, as a rule does."""
        target, other = NAMES[first % len(NAMES)]
        held = self.store.get(getattr(self.store.get(target), "document", ""))
        made = Judgement(
            mint_id("judgement", target, "alike", other), target, "alike", "rule:test@1", "2025-01-01T00:00:00Z", "alike", other
        )
        self.store.revise([], (), [made], document=held.id, actor="story", verb="propose", target=target)

    def revise(self, first: int, second: int) -> None:
        """Correct a claim so that it is about nothing, or about what it was told to be about."""
        told = [claim for one in TOLD for claim in one.claims][first % 10]
        self.store.get(told.id)  # refused where it is not there
        claim = replace(told, mentions=()) if second % 3 else told
        self.store.revise([claim], (), document=claim.document, actor="story", verb="correct", target=claim.id)

    def decide(self, first: int, second: int) -> None:
        """Decide on a link."""
        self._judge(self.links[first % len(self.links)].id, ("confirmed", "dismissed", "apparent")[second % 3])

    def retract(self, first: int, _: int) -> None:
        """Take a node back."""
        nodes = [node.id for node in self.store.graph().nodes()]
        self.store.retract(nodes[first % len(nodes)] if nodes else "", actor="story")

    def unretract(self, first: int, _: int) -> None:
        """Bring back a node that was taken back."""
        taken = [change.target for change in self.store.changes() if change.verb == "retract"]
        self.store.unretract(taken[first % len(taken)] if taken else "", actor="story")

    def erase(self, first: int, second: int) -> None:
        """Erase a document, a link or a judgement for good."""
        kind = (Document, Document, Link, Judgement)[second % 4]
        nodes = [node.id for node in self.store.graph().nodes() if isinstance(node, kind)]
        self.store.erase(nodes[first % len(nodes)] if nodes else "", actor="story", reason="by order of a court")

    def _judge(self, target: str, verdict: str, other: str | None = None) -> None:
        at = f"2026-01-01T00:00:{next(self.clock):02}+00:00"
        self.store.judge(
            Judgement(mint_id("judgement", target, verdict, at), target, verdict, "person:test", at, other=other), actor="story"
        )
