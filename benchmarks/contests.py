"""What is contested: questions that documents answer one after the other, most of them twice or thrice, a few by dozens.

An answer is linked to some of the answers before it: the same words restate, others contradict. Which question is answered
next is drawn from the answers given lately, so that what is much talked of is talked of more (Simon's model), until it is
forgotten; the memory is bounded. One question is never forgotten and becomes a knot.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from random import Random

from claimgraph.ids import mint_id
from claimgraph.model import Judgement, Link, LinkKind, LinkStatus, LinkType, Span, mint_link_id
from names import Cast
from sentences import NOT, NOTHING, PATTERNS, Filler, Pattern, Statement, fill, filler, state

FRESH = 0.2
"""How often a question is new."""
KNOT = 0.02
"""How often the answer is one to the question that is never forgotten."""
MEMORY = 1_000
"""How many answers are remembered in all."""
LARGEST = 300
"""After so many answers a question is closed."""
JUDGES: Mapping[LinkType, tuple[str, float]] = {
    LinkType.QUANTITY: ("rule:numbers@1", 0.9),
    LinkType.DENIAL: ("rule:polarity@1", 0.95),
    LinkType.TIME: ("rule:times@1", 0.85),
    LinkType.PLACE: ("rule:places@1", 0.8),
    LinkType.CAUSE: ("rule:causes@1", 0.75),
    LinkType.STATES: ("rule:opposites@1", 0.9),
    LinkType.SCOPE: ("rule:scope@1", 0.6),
    LinkType.RESTATES: ("rule:restates@1", 0.92),
    LinkType.UPDATES: ("rule:updates@1", 0.7),
}
"""Who finds a link of each type, and how sure."""
REVIEWERS = ("person:ines", "person:omar", "person:lucia", "person:wen")


@dataclass(frozen=True, slots=True)
class Answer:
    """A claim that answered a question: with which of the choices, and where its words that may clash stand."""

    claim: str
    choice: Filler
    clash: Span


@dataclass(slots=True)
class Contest:
    """One question: what all answers share, the choices, and the answers remembered."""

    pattern: Pattern
    fillers: dict[str, Filler]
    choices: tuple[Filler, ...]
    degree: int = 1
    size: int = 0
    answers: deque[Answer] = field(default_factory=lambda: deque(maxlen=4))

    @classmethod
    def of(cls, pattern: Pattern, chance: Random, cast: Cast, *, most: int = 3) -> "Contest":
        """A new question with at most so many choices."""
        count = 2 if chance.random() < 0.6 else most
        choices = (NOTHING, NOT) if pattern.varied == "not" else tuple(filler(pattern.varied, chance, cast) for _ in range(count))
        return cls(pattern, fill(pattern, chance, cast), choices)

    def answer(self, chance: Random) -> Statement:
        """What one more voice says: one of the choices, the earlier ones more often."""
        self.size += 1
        place = min(int(chance.random() ** 1.4 * len(self.choices)), len(self.choices) - 1)
        return state(self.pattern, {**self.fillers, self.pattern.varied: self.choices[place]})


class Contests:
    """The questions that are talked of now."""

    def __init__(self, chance: Random, cast: Cast) -> None:
        self._chance, self._cast = chance, cast
        self._lately: list[Contest] = []
        self._place = 0
        knotty = next(pattern for pattern in PATTERNS if pattern.varied == "count")
        self._knot = Contest.of(knotty, chance, cast, most=12)
        self._knot.degree, self._knot.answers = 3, deque(maxlen=64)

    def next(self) -> Contest:
        """The question that is answered next."""
        chance = self._chance
        if chance.random() < KNOT:
            return self._knot
        found = self._lately[int(chance.random() * len(self._lately))] if self._lately and chance.random() >= FRESH else None
        if found is None or found.size >= LARGEST:
            found = Contest.of(PATTERNS[int(chance.random() * len(PATTERNS))], chance, self._cast)
        if len(self._lately) < MEMORY:
            self._lately.append(found)
        else:
            self._lately[self._place] = found
            self._place = (self._place + 1) % MEMORY
        return found

    def link(self, contest: Contest, claim: str, statement: Statement, clash: Span, at: str) -> Iterator[Link | Judgement]:
        """The links from a new answer to some before it, and what people decided on them at a time; it is remembered."""
        chance = self._chance
        answer = Answer(claim, statement.fillers[contest.pattern.varied], clash)
        before = contest.answers
        degree = contest.degree + (chance.random() < 0.15)
        for place in sorted({int(chance.random() * len(before)) for _ in range(degree if before else 0)}):
            yield from self._judged(_link(contest.pattern, answer, before[place], updates=chance.random() < 0.12), at)
        before.append(answer)

    def _judged(self, link: Link, at: str) -> Iterator[Link | Judgement]:
        """The link as it is shown, after a person looked at every fourth."""
        lot = self._chance.random()
        if lot > 0.25 or link.status is LinkStatus.APPARENT:
            yield link
            return
        status = LinkStatus.CONFIRMED if lot < 0.17 else LinkStatus.DISMISSED if lot < 0.22 else LinkStatus.APPARENT
        judge = REVIEWERS[int(lot * 1_000) % len(REVIEWERS)]
        yield with_status(link, status)
        yield Judgement(mint_id("judgement", link.id, status, judge, at), link.id, status.value, judge, at, "read both quotes")


def with_status(link: Link, status: LinkStatus) -> Link:
    """The link with another status."""
    return Link(
        link.id, link.kind, link.type, link.from_, link.to, link.score, link.rationale, link.judge, status, link.clash_from, link.clash_to
    )


def _link(pattern: Pattern, new: Answer, old: Answer, *, updates: bool) -> Link:
    if new.choice is old.choice:
        kind, type_, why = LinkKind.SUPPORTS, LinkType.RESTATES, "Both say the same in like words."
    elif updates and pattern.type is LinkType.QUANTITY:
        kind, type_, why = LinkKind.SUPPORTS, LinkType.UPDATES, f"A later count: “{new.choice.text}” after “{old.choice.text}”."
    else:
        kind, type_ = LinkKind.CONTRADICTS, pattern.type
        why = f"One says “{new.choice.text or 'it is so'}”, the other “{old.choice.text or 'it is so'}”."
    judge, score = JUDGES[type_]
    status = LinkStatus.APPARENT if type_ is LinkType.SCOPE else LinkStatus.PROPOSED
    return Link(
        mint_link_id(kind, type_, new.claim, old.claim),
        kind,
        type_,
        new.claim,
        old.claim,
        score,
        why,
        judge,
        status,
        (new.clash,),
        (old.clash,),
    )
