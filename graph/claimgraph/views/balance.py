"""What each side of a dispute rests on, as trees: the common ground of the ladder and of the outline, its twin in text.

Claims of one position with the same words are one statement. A support stands below what it supports, an undercut below
its target; a support that would stand twice, or closes a circle, is a tie to the statement where it already stands.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from claimgraph.chains import Chains
from claimgraph.derivations import Dispute, Rung
from claimgraph.model import Graph, Link, LinkKind, LinkStatus, LinkType
from claimgraph.views.sayings import Saying, sayings_of

MOST_ON_A_SIDE = 20
"""How many statements of one position are shown."""
MOST_BELOW = 6
"""How many supports and undercuts are shown below one statement; the rest is counted."""
MOST_IN_ALL = 60
"""About how many statements are shown of one dispute."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One or more claims with the same words, who says so in short, and what stands below; `folded` counts what is not shown."""

    claim: str
    claims: tuple[str, ...]
    text: str
    sayings: tuple[Saying, ...]
    below: "tuple[Ground, ...]" = ()
    folded: int = 0

    @property
    def said_by(self) -> str:
        """Who takes which stance, in short."""
        return "; ".join(dict.fromkeys(saying.words for saying in self.sayings))


@dataclass(frozen=True, slots=True)
class Ground:
    """A statement that supports or undercuts the one above; `note` says where it undercuts something else than the statement."""

    link: str
    undercuts: bool
    statement: Statement
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """A support or undercut between two statements that both stand elsewhere, by claim ids."""

    link: str
    from_: str
    to: str
    undercuts: bool = False


@dataclass(frozen=True, slots=True)
class Crossing:
    """A contradiction between two statements shown, by its strongest link; `links` are all links that it folds."""

    link: str
    a: str
    b: str
    type: LinkType
    score: float
    status: LinkStatus
    links: tuple[str, ...] = ()

    @property
    def apparent(self) -> bool:
        """Whether the two only seem to clash."""
        return self.status is LinkStatus.APPARENT


@dataclass(frozen=True, slots=True)
class Balance:
    """The two sides of a dispute, strongest rung first; `shown` of `claims` claims stand in it."""

    a: tuple[Statement, ...]
    b: tuple[Statement, ...]
    crossings: tuple[Crossing, ...]
    ties: tuple[Tie, ...]
    shown: int
    claims: int

    def statements(self) -> Iterable[Statement]:
        """All statements, each above what stands below it."""
        waiting = [*self.a, *self.b]
        while waiting:
            statement = waiting.pop(0)
            yield statement
            waiting.extend(ground.statement for ground in statement.below)


def balance_of(graph: Graph, dispute: Dispute) -> Balance:
    """The balance of a dispute, folded to about `MOST_IN_ALL` statements; linear in the dispute after one pass over the graph."""
    weighing = _Weighing(graph, dispute)
    ends = [end for rung in (*dispute.rungs, *dispute.apparent) for end in (rung.a, rung.b)]
    sides = [weighing.side(position.claims, ends) for position in dispute.positions]
    grown = [tuple(weighing.grow(head) for head in side) for side in sides]
    a, b = (*grown, (), ())[:2]
    claims = len({*weighing.head.values()} | {weighing.of(link.from_) for links in weighing.grounds.values() for link in links})
    crossings = weighing.crossings((*dispute.rungs, *dispute.apparent), {head for side in sides for head in side})
    ties = tuple(tie for tie in weighing.ties if tie.to in weighing.placed)
    return Balance(a, b, crossings, ties, len(weighing.placed), claims)


@dataclass(slots=True)
class _Weighing:
    """The work on one dispute: heads of statements, grounds by target, what is placed."""

    graph: Graph
    dispute: Dispute
    chains: Chains = field(init=False)
    head: dict[str, str] = field(init=False)
    members: dict[str, list[str]] = field(init=False)
    grounds: dict[str, list[Link]] = field(init=False)
    placed: set[str] = field(default_factory=set)
    ties: list[Tie] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chains = Chains(self.graph)
        self.head, self.members = {}, {}
        for position in self.dispute.positions:
            self._fold(position.claims)
        self.grounds = {}
        for link_id in (*self.dispute.supports, *self.dispute.undercuts):
            link = self.graph.links.get(link_id)
            if link is not None and link.from_ in self.graph.claims:
                self.grounds.setdefault(self._target(link), []).append(link)

    def _fold(self, claims: Iterable[str]) -> None:
        by_text: dict[str, str] = {}
        for claim in claims:
            head = by_text.setdefault(self.graph.claims[claim].text.casefold(), claim)
            self.head[claim] = head
            self.members.setdefault(head, []).append(claim)

    def of(self, claim: str) -> str:
        """The claim that stands for the statement of this one."""
        return self.head.get(claim, claim)

    def _target(self, link: Link) -> str:
        """The statement below which a link's premise stands: for a link, that of its premise or of its first end."""
        aimed = self.graph.links.get(link.to)
        if aimed is not None:
            return self.of(aimed.from_)
        return self.of(self.chains.claim_of(link.to) or link.to)

    def side(self, claims: Iterable[str], ends: Iterable[str]) -> list[str]:
        """The heads of a position's statements, those of the strongest rungs first, as many as are shown."""
        inside = set(claims)
        ranked = dict.fromkeys(self.of(claim) for claim in (*(end for end in ends if end in inside), *claims))
        shown = list(ranked)[:MOST_ON_A_SIDE]
        self.placed.update(shown)
        return shown

    def grow(self, head: str) -> Statement:
        """The statement with all that stands below it and is not placed elsewhere."""
        links = self.grounds.get(head, [])
        free: list[Link] = []
        for link in links:
            premise = self.of(link.from_)
            if premise in self.placed:
                self.ties.append(Tie(link.id, premise, head, link.type is LinkType.UNDERCUT))
            elif len(free) < MOST_BELOW and len(self.placed) < MOST_IN_ALL:
                self.placed.add(premise)
                free.append(link)
        claims = self.members.get(head, [head])
        sayings = tuple(saying for claim in claims for saying in sayings_of(self.graph, self.chains, claim))
        below = tuple(Ground(link.id, link.type is LinkType.UNDERCUT, self.grow(self.of(link.from_)), self._note(link)) for link in free)
        folded = sum(self.of(link.from_) not in self.placed for link in links)
        return Statement(head, tuple(claims), self.graph.claims[head].text, sayings, below, folded)

    def _note(self, link: Link) -> str:
        aimed = self.graph.links.get(link.to)
        if aimed is not None:
            return "the clash" if aimed.kind is LinkKind.CONTRADICTS else "the inference"
        said = self.graph.assertions.get(link.to)
        return f"the word of {said.speaker.name}" if said else ""

    def crossings(self, rungs: Iterable[Rung], shown: set[str]) -> tuple[Crossing, ...]:
        """The rungs between statements shown, one for each pair, the strongest first."""
        found: dict[tuple[str, str], Crossing] = {}
        folded: dict[tuple[str, str], tuple[str, ...]] = {}
        for rung in rungs:
            pair = self.of(rung.a), self.of(rung.b)
            folded[pair] = (*folded.get(pair, ()), rung.link)
            if pair[0] in shown and pair[1] in shown:
                found.setdefault(pair, Crossing(rung.link, *pair, rung.type, rung.score, rung.status))
        return tuple(replace(crossing, links=folded[crossing.a, crossing.b]) for crossing in found.values())
