"""What pages show of claims that cannot all hold: each set with its claims, any of which can be taken out to see the rest stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import Request

from claimgraph.derivations import ConflictSet
from claimgraph.derive.conflicts import conflicts_around
from claimgraph.model import Claim, Graph
from claimgraph.views.chains import Chain, chains_of
from claimgraph_api.server.moments import carried
from claimgraph_api.server.site import Site

MOST_SETS = 12
"""How many sets a page shows."""


@dataclass(frozen=True, slots=True)
class Member:
    """A claim of a set: who says it, whether it is taken out, and the address that takes it out or puts it back."""

    claim: Claim
    chain: Chain | None
    out: bool
    turn: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A set as it is shown."""

    reason: str
    rule: str
    members: tuple[Member, ...]

    @property
    def out(self) -> int:
        """How many of its claims are taken out: any one is enough for the rest to stand."""
        return sum(member.out for member in self.members)


@dataclass(frozen=True, slots=True)
class ShownConflicts:
    """The sets that are shown, how many there are, and whether all were looked for."""

    sets: tuple[Shown, ...]
    total: int
    complete: bool


def conflict_values(request: Request, site: Site, claims: Iterable[str]) -> dict[str, Any]:
    """What the template needs for `conflict_block`; the claims that are taken out stand in the address."""
    found = conflicts_around(site.store, claims)
    sets = found.sets[:MOST_SETS]
    graph = site.store.graph({node for each in sets for node in each.claims}) if sets else Graph()
    chains = chains_of(graph)
    return {"conflicts": ShownConflicts(tuple(_shown(request, graph, chains, each) for each in sets), len(found.sets), found.complete)}


def _shown(request: Request, graph: Graph, chains: dict[str, tuple[Chain, ...]], each: ConflictSet) -> Shown:
    out = request.query_params.getlist("without")
    members = (
        Member(graph.claims[node], next(iter(chains.get(node, ())), None), node in out, _turn(request, node))
        for node in each.claims
        if node in graph.claims
    )
    return Shown(each.reason, each.rule, tuple(sorted(members, key=_place)))


def _place(member: Member) -> tuple[str, int]:
    """Where a claim is said: those of one document come in the order of its text."""
    return (member.claim.document, member.chain.first_hand.quote.start if member.chain else 0)


def _turn(request: Request, node: str) -> str:
    """The address of this page with a claim taken out, or put back."""
    asked = [(name, value) for name, value in request.query_params.multi_items() if (name, value) != ("without", node)]
    gone = len(asked) < len(request.query_params.multi_items())
    place = urlencode(asked if gone else [*asked, ("without", node)])
    return f"{carried(f'{request.url.path}?{place}')}#together"
