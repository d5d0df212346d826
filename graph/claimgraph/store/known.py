"""What whoever fills a store knows of it, so that the record is not asked about nodes that were never there.

Every entry so far brought such nodes alone, names that simply join (see `claimgraph.store.identities`), and claims that are told to
be one or not. Then no node was ever retracted, and what an entry means follows from its nodes and from what is known: which nodes
are there, and what was judged of claims, which is little. It is known as far as the journal tells that nobody else wrote and
nothing was undone.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from claimgraph.model import Assertion, Claim, Entity, Judgement, Node, Source
from claimgraph.store.identities import Ages, Regrouped, grouped_by, joined_anew
from claimgraph.store.journal import GENESIS
from claimgraph.store.sameness import judged_in
from claimgraph.store.schema import claim, entity, source
from claimgraph.store.seen import Seen

MOST = 2**23
"""How many ids are remembered at most, in 100 MB: of two million claims or so."""
MOST_TOLD = 100_000
"""How many claims are that were told to be one or not, and how many names that others are said to be and for which one more stands."""
Entry = tuple[int, str]
"""The number and the hash of an entry of the journal."""
_NAMED = (Source, Entity, Claim)
_CLAIM = f"{claim.name}-"
_NAMES = (f"{source.name}-", f"{entity.name}-")


@dataclass(frozen=True, slots=True)
class Brought:
    """What an entry brings: its ids, what changes in who stands for whom, and the judgements of sameness."""

    ids: Sequence[str]
    regrouped: Regrouped
    judged: Sequence[Judgement]


class Known:
    """What the entries of a store brought, as far as the next one needs it."""

    def __init__(self) -> None:
        self._seen = Seen()
        self._claims = _Claims()
        self._heads: dict[str, str] = {}
        self._newest: Entry = (0, GENESIS)
        self._next: tuple[Entry, Brought] | None = None

    def follows(self, newest: Entry) -> bool:
        """Whether all is known up to this entry, the newest of the journal."""
        if self._next and self._next[0] == newest:
            self._learn(*self._next)
        self._next = None
        return newest == self._newest and len(self._seen) <= MOST and len(self._claims) + len(self._heads) <= MOST_TOLD

    def unseen(self, ids: Iterable[str]) -> list[str]:
        """Those of these ids that are not there."""
        asked = list(ids)
        there = self._seen.find(asked)
        return [name for name in asked if name not in there]

    def brought(self, nodes: Sequence[Node], roots: Mapping[str, str]) -> Brought | None:
        """What these nodes bring as the next entry; None where that takes a look at the record.

        `roots` are the claims at the end of their assertions.
        """
        ids = [node.id for node in nodes if not isinstance(node, Assertion)]  # for which nothing asks
        names = {node.id for node in nodes if isinstance(node, _NAMED)}
        if not names.issuperset(roots.values()) or self._seen.find(ids):
            return None
        judged = judged_in(nodes)
        on_claims = _on_claims(judged)
        on_names = [self._headed(item) for item in judged if not item.target.startswith(_CLAIM)]
        of_names = joined_anew(on_names, self._ages(_ends(on_names), names, _NAMES), self._newest[0] + 1)
        of_claims = self._claims.regrouped(on_claims, lambda ends: self._ages(ends, names, (_CLAIM,)))
        if of_names is None or of_claims is None:
            return None
        return Brought(ids, Regrouped({**of_names, **of_claims.begun}, of_claims.ended), judged)

    def expect(self, entry: Entry, brought: Brought) -> None:
        """Know what this entry brought, where it becomes one of the journal."""
        self._next = entry, brought

    def _learn(self, entry: Entry, brought: Brought) -> None:
        seq, standing = entry[0], brought.regrouped.begun
        self._seen.add({name: -seq if name in standing else seq for name in brought.ids})
        self._claims.learn(_on_claims(brought.judged), brought.regrouped)
        self._heads |= {other: standing[other] for item in brought.judged if (other := item.other or "") in standing}
        self._newest = entry

    def _headed(self, item: Judgement) -> Judgement:
        """The judgement as on who stands for the other."""
        head = self._heads.get(item.other or "")
        return replace(item, other=head) if head else item

    def _ages(self, ends: set[str], names: set[str], kinds: tuple[str, ...]) -> Ages:
        """The ages of those of these nodes that are of these kinds, and of the names those that stand for themselves."""
        asked = {end for end in ends if end.startswith(kinds)}
        found = self._seen.find(list(asked - names))
        there = {name: abs(seq) for name, seq in found.items() if seq > 0 or name.startswith(_CLAIM)}
        return {name: (seq, name) for name, seq in {**there, **dict.fromkeys(asked & names, self._newest[0] + 1)}.items()}


class _Claims:
    """What was judged of claims, and who stands for whom by it."""

    def __init__(self) -> None:
        self._judged: dict[str, dict[str, Judgement]] = {}
        self._standing: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._judged)

    def regrouped(self, judged: Sequence[Judgement], ages: Callable[[set[str]], Ages]) -> Regrouped | None:
        """What changes by these judgements besides those before; None where one of them is on what is not there."""
        around = {item.id: item for item in judged}
        seen, touched = set[str](), _ends(judged)
        while frontier := touched - seen:
            seen |= frontier
            around |= {key: item for node in frontier for key, item in self._judged.get(node, {}).items()}
            touched = _ends(around.values())
        aged = ages(seen)
        if aged.keys() < seen:
            return None
        known = {node: self._standing[node] for node in seen & self._standing.keys()}
        return Regrouped.between(known, grouped_by(sorted(around.values(), key=lambda item: (item.at, item.id)), aged, aged))

    def learn(self, judged: Iterable[Judgement], regrouped: Regrouped) -> None:
        """Remember what an entry brought."""
        for item in judged:
            for end in _ends([item]):
                self._judged.setdefault(end, {})[item.id] = item
        for node in regrouped.ended:
            del self._standing[node]
        self._standing |= {node: head for node, head in regrouped.begun.items() if node.startswith(_CLAIM)}


def _on_claims(judged: Iterable[Judgement]) -> list[Judgement]:
    return [item for item in judged if item.target.startswith(_CLAIM)]


def _ends(judged: Iterable[Judgement]) -> set[str]:
    return {end for item in judged for end in (item.target, item.other or "")}
