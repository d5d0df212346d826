"""What whoever fills a store alone knows of it, so that the record is not asked about nodes that were never there.

Every entry so far brought such nodes alone, names that simply join (see `claimgraph.store.identities`), and claims that are told to
be one or not. Then nothing was ever retracted, and what an entry means follows from its nodes and from what is known: which nodes
are there, and what was judged of claims, which is little. It is known as far as the journal tells that nobody else wrote and
nothing was undone.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from claimgraph.model import Assertion, Claim, Entity, Judgement, Node, Source
from claimgraph.store.identities import Ages, grouped_by, joined_anew
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
_PREFIXES = tuple(f"{table.name}-" for table in (source, entity, claim))


@dataclass(frozen=True, slots=True)
class Brought:
    """What an entry brings: its ids, who comes to stand for whom, and the judgements of sameness."""

    ids: Sequence[str]
    standing: Mapping[str, str]
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
        on_claims = [item for item in judged if item.target.startswith("claim-")]
        on_names = [self._headed(item) for item in judged if not item.target.startswith("claim-")]
        of_names = joined_anew(on_names, self._ages(_ends(on_names), names), self._newest[0] + 1)
        of_claims = self._claims.regrouped(on_claims, lambda ends: self._ages(ends, names))
        return None if of_names is None or of_claims is None else Brought(ids, {**of_names, **of_claims}, judged)

    def expect(self, entry: Entry, brought: Brought) -> None:
        """Know what this entry brought, where it becomes one of the journal."""
        self._next = entry, brought

    def _learn(self, entry: Entry, brought: Brought) -> None:
        seq, standing = entry[0], brought.standing
        self._seen.add({name: -seq if name in standing else seq for name in brought.ids})
        self._claims.learn([item for item in brought.judged if item.target.startswith("claim-")], standing)
        self._heads |= {other: standing[other] for item in brought.judged if (other := item.other or "") in standing}
        self._newest = entry

    def _headed(self, item: Judgement) -> Judgement:
        """The judgement as on who stands for the other."""
        head = self._heads.get(item.other or "")
        return replace(item, other=head) if head else item

    def _ages(self, ends: set[str], names: set[str]) -> Ages:
        """The ages of those of these nodes that are names or claims, and of the names those that stand for themselves."""
        found = self._seen.find([end for end in ends - names if end.startswith(_PREFIXES)])
        there = {name: abs(seq) for name, seq in found.items() if seq > 0 or name.startswith("claim-")}
        return {name: (seq, name) for name, seq in {**there, **dict.fromkeys(ends & names, self._newest[0] + 1)}.items()}


class _Claims:
    """What was judged of claims, and who stands for whom by it."""

    def __init__(self) -> None:
        self._judged: dict[str, dict[str, Judgement]] = {}
        self._standing: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._judged)

    def regrouped(self, judged: Sequence[Judgement], ages: Callable[[set[str]], Ages]) -> dict[str, str] | None:
        """Who comes to stand for whom by these judgements besides those before; None where anybody no longer would."""
        around = {item.id: item for item in judged}
        seen, touched = set[str](), _ends(judged)
        while frontier := touched - seen:
            seen |= frontier
            around |= {key: item for node in frontier for key, item in self._judged.get(node, {}).items()}
            touched = _ends(around.values())
        aged = ages(seen)
        wanted = grouped_by(sorted(around.values(), key=lambda item: (item.at, item.id)), aged, aged)
        if aged.keys() < seen or any(wanted.get(node) != self._standing[node] for node in seen & self._standing.keys()):
            return None
        return {node: head for node, head in wanted.items() if node not in self._standing}

    def learn(self, judged: Iterable[Judgement], standing: Mapping[str, str]) -> None:
        """Remember what an entry brought."""
        for item in judged:
            for end in _ends([item]):
                self._judged.setdefault(end, {})[item.id] = item
        self._standing |= {node: head for node, head in standing.items() if node.startswith("claim-")}


def _ends(judged: Iterable[Judgement]) -> set[str]:
    return {end for item in judged for end in (item.target, item.other or "")}
