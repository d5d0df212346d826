"""Which pairs of claims are worth comparing, for all claims at once: one expression that DuckDB runs here and Spark on a cluster.

What it finds is what `claimgraph.link.candidates` finds claim by claim, as documents come in. The cost grows with the claims: each is
joined with a bounded number of others, found by their place in a block, never with all that stand in it.
"""

import ibis
from ibis.expr.types import Table

from claimgraph.link.candidates import LIMITS, Limits

SCHEMA = ibis.schema({"number": "int64", "document": "int64", "blocks": "array<int64>"})
"""Of claims: their numbers in the order of the record, that of the first claim of their document, and their blocks."""


def candidate_pairs(claims: Table, limits: Limits = LIMITS) -> Table:
    """The pairs worth comparing: `later` and `earlier` by number, a `block` that both stand in, and the `reason`, in no order.

    The reason is "whole" where all that stood in the block before are compared, "nearest" where it was over-full. A pair that shares
    several blocks may come several times.
    """
    placed = _placed(claims)
    looked = _looked_into(placed, limits)
    last = (looked.before - 1) // limits.reach
    near = looked.mutate(bucket=ibis.array([last, last - 1]).unnest())
    others = placed.select(earlier=placed.number, block=placed.block, place=placed.place, bucket=placed.place // limits.reach)
    inside = (others.place < near.before, others.place >= near.before - limits.reach)
    found = near.join(others, [near.block == others.block, near.bucket == others.bucket, *inside])
    reason = ibis.ifelse(near.before <= limits.reach, "whole", "nearest")
    return found.select(later=near.number, earlier=others.earlier, block=near.block, reason=reason)


def cut_blocks(claims: Table, limits: Limits = LIMITS) -> Table:
    """What is left out: for each block in which more stand than a claim reaches, `block`, `size`, and the `least` claim for its name."""
    members = _members(claims)
    sizes = members.group_by("block").aggregate(size=members.count(), least=members.number.min())
    return sizes.filter(sizes.size > limits.reach)


def _members(claims: Table) -> Table:
    return claims.select("number", "document", block=claims.blocks.unnest())


def _placed(claims: Table) -> Table:
    """Each claim in each of its blocks: its place there, and how many of earlier documents stand before it."""
    members = _members(claims)
    place = ibis.row_number().over(group_by=members.block, order_by=[members.document, members.number])
    before = ibis.rank().over(group_by=members.block, order_by=members.document)
    return members.mutate(place=place, before=before)


def _looked_into(placed: Table, limits: Limits) -> Table:
    """The blocks that each claim looks into: the emptiest, and others as long as the budget lasts."""
    full = placed.filter(placed.before > 0)
    full = full.mutate(full=ibis.least(full.before, limits.reach + 1))
    order = [full.full, full.block]
    turn = ibis.row_number().over(group_by=full.number, order_by=order)
    spent = full.full.sum().over(ibis.window(group_by=full.number, order_by=order, preceding=None, following=0))
    weighed = full.mutate(turn=turn, spent=spent)
    return weighed.filter((weighed.turn == 0) | (weighed.spent <= limits.budget)).select("number", "block", "before")
