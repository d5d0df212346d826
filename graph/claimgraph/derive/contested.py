"""Which disputes an entry may have changed, found at the cost of those: of a knot of thousands of claims no more is read.

The communities of a knot (`claimgraph.reason.knots`) are kept beside the disputes. What comes with an entry is woven into
those that it touches. Where a bond is gone or came between claims that were there, the knot is woven anew from its bonds.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from claimgraph.derive.items import COMMUNITY, DISPUTE, community_item, community_of
from claimgraph.reason.groups import Group, disturbed, groups_within, ties_of
from claimgraph.reason.knots import Community, Tie, Weaving, woven
from claimgraph.store import derived_items, touching
from claimgraph.store.derived import Item
from claimgraph.store.moment import Moment


@dataclass(frozen=True, slots=True)
class Contested:
    """What an entry may have changed: the groups around it, the places of those to derive `anew`, and what may be gone.

    `disputes` are the ids of those, `communities` the parts of knots as they are now, `former` what was kept of these before.
    """

    plan: tuple[Group, ...]
    anew: frozenset[int]
    disputes: frozenset[str]
    communities: tuple[Item, ...]
    former: Mapping[str, str]

    @property
    def claims(self) -> frozenset[str]:
        """The claims of the disputes to derive anew."""
        return frozenset(claim for number in self.anew for claim in self.plan[number].claims)


def contested(now: Moment, before: Moment, claims: Collection[str], fresh: Collection[str], seq: int) -> Contested:
    """What may have changed with these claims by entry `seq`; those that are `fresh` were not there before."""
    known = _Known(before, set(fresh))
    bonds = _Bonds.of(now, touching.bonds_around(now, claims, known.met))
    if known.communities and _is_disordered(now, before, set(claims), seq):
        known.meet_all(claims)
        bonds = _Bonds.of(now, touching.bonds_around(now, {*claims, *known.claims}))
        communities = woven(bonds.ties)
    else:
        communities = _woven(bonds, known.communities, seq)
    return _compared(known, claims, communities, bonds)


@dataclass(slots=True)
class _Known:
    """The communities of knots that are met."""

    before: Moment
    fresh: set[str]
    communities: dict[str, Community] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)

    @property
    def claims(self) -> set[str]:
        """All claims of those that were met."""
        return {claim for community in self.communities.values() for claim in community.claims}

    def met(self, reached: set[str]) -> tuple[set[str], set[str]]:
        """Those of the claims reached that are in no knot; and the claims of the communities that the others are in."""
        names = derived_items.holders(self.before, COMMUNITY, "claim", reached - self.fresh)
        bodies = derived_items.bodies_of(self.before, COMMUNITY, names.keys() - self.communities.keys())
        new = {name: community_of(body) for name, body in bodies.items()}
        self.communities |= new
        self.bodies |= bodies
        knotted = set().union(*names.values())
        return reached - knotted, {claim for community in new.values() for claim in community.claims}

    def meet_all(self, claims: Iterable[str]) -> None:
        """Meet all communities of the knots that these claims, and those already met, were in."""
        rows = touching.bonds_around(self.before, {*claims, *self.claims})
        self.met({end for row in rows for end in (row.from_, row.to)})


def _is_disordered(now: Moment, before: Moment, claims: set[str], seq: int) -> bool:
    """Whether bonds at these claims are gone, or are others than they were, or came without a claim that came with them."""
    old, new = ({row.id: row for row in touching.bonds_at(moment, claims)} for moment in (before, now))
    ends = {end for row in (*old.values(), *new.values()) for end in (row.from_, row.to)}
    were, are = touching.ages_of(before, ends), touching.ages_of(now, ends)
    if not {_tied(row) for row in old.values()} <= {_tied(row) for row in new.values()} or any(are.get(end) != were[end] for end in were):
        return True
    return any(max(are.get(row.from_, 0), are.get(row.to, 0)) != seq for node, row in new.items() if node not in old)


def _tied(row: touching.Bond) -> tuple[str, str, str, float]:
    return row.id, row.from_, row.to, row.score


def _woven(bonds: "_Bonds", known: Mapping[str, Community], seq: int) -> list[Community]:
    """The communities that were met with what came to them with this entry, and those of all that was in no knot."""
    held = {claim for community in known.values() for claim in community.claims}
    new, old = list[Tie](), list[Tie]()
    for tie in bonds.ties:
        (new if bonds.recorded[tie.b] == seq or held.isdisjoint((tie.a, tie.b)) else old).append(tie)
    return woven(new, Weaving.of(known.values(), old))


@dataclass(frozen=True, slots=True)
class _Bonds:
    """Bonds between claims that live, with the entries that recorded these, and as ties, oldest first."""

    rows: Sequence[Any]
    recorded: Mapping[str, int]
    ties: Sequence[Tie]

    @classmethod
    def of(cls, moment: Moment, rows: Iterable[Any]) -> "_Bonds":
        """These rows."""
        rows = list(rows)
        recorded = touching.ages_of(moment, {end for row in rows for end in (row.from_, row.to)})
        living = [row for row in rows if row.from_ in recorded and row.to in recorded]
        order = sorted(recorded, key=lambda claim: (recorded[claim], claim))
        return cls(living, recorded, ties_of(living, {claim: age for age, claim in enumerate(order)}))


def _compared(known: _Known, claims: Collection[str], communities: Sequence[Community], bonds: _Bonds) -> Contested:
    """The disputes of these communities beside those that there were of their claims, and of those of the communities known."""
    plan = groups_within(communities, bonds.rows, bonds.ties)
    asked = known.claims.union(claims, *(community.claims for community in communities)) - known.fresh
    held = derived_items.holders(known.before, DISPUTE, "claim", asked)
    anew = disturbed(plan, bonds.rows, claims, {dispute: frozenset(those) for dispute, those in held.items()})
    kept = {group.id for number, group in enumerate(plan) if number not in anew}
    return Contested(
        tuple(plan),
        frozenset(anew),
        frozenset(held.keys() - kept),
        tuple(community_item(community) for community in communities if community.knotted),
        known.bodies,
    )
