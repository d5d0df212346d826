"""Which pairs of claims are worth comparing, for all claims at once: one expression that DuckDB runs here and Spark on a cluster.

What it finds is what `claimgraph.link.candidates` finds claim by claim, as documents come in. The cost grows with the claims: each is
joined with a bounded number of others, found by their place in a block, never with all that stand in it.
"""

import ibis
from ibis.expr.types import IntegerValue, Table

from claimgraph.link.blocks import MEETING
from claimgraph.link.candidates import LIMITS, MEET, Limits

SCHEMA = ibis.schema({"number": "int64", "document": "int64", "blocks": "array<int64>"})
"""Of claims: their numbers in the order of the record, that of the first claim of their document, and their blocks."""


def candidate_pairs(claims: Table, limits: Limits = LIMITS) -> Table:
    """The pairs worth comparing: `later` and `earlier` by number, a `block` that both stand in, and the `reason`, in no order.

    The reason is "whole" where all that stood in the block before are compared, "nearest" where it was over-full. A pair that shares
    several blocks may come several times. Where rows and sentences meet, the block is that of the earlier one.
    """
    placed = _placed(claims)
    looked = _looked_into(placed, limits)
    last = (looked.before - 1) // looked.reach
    near = looked.mutate(bucket=ibis.array([last, last - 1]).unnest())
    standing = placed.filter(placed.stands == 1)
    bucket = standing.place // _reach(standing.block, limits)
    others = standing.select(earlier=standing.number, block=standing.block, place=standing.place, bucket=bucket)
    inside = (others.place < near.before, others.place >= near.before - near.reach)
    found = near.join(others, [near.block == others.block, near.bucket == others.bucket, *inside])
    reason = ibis.ifelse(near.before <= near.reach, "whole", "nearest")
    return found.select(later=near.number, earlier=others.earlier, block=near.block, reason=reason)


def cut_blocks(claims: Table, limits: Limits = LIMITS) -> Table:
    """What is left out: for each block in which more stand than a claim reaches, `block`, `size`, and the `least` claim for its name."""
    members = _members(claims)
    sizes = members.group_by("block").aggregate(size=members.count(), least=members.number.min())
    return sizes.filter(sizes.size > _reach(sizes.block, limits))


def _members(claims: Table) -> Table:
    return claims.select("number", "document", block=claims.blocks.unnest())


def _reach(block: IntegerValue, limits: Limits) -> IntegerValue:
    return ibis.ifelse(block >= MEETING, MEET.reach, limits.reach)


def _placed(claims: Table) -> Table:
    """Each claim in each block that it `stands` in or `looks` into: its place there, and how many of earlier documents stand before it."""
    members = _members(claims)
    plain = members.filter(members.block < MEETING)
    place = ibis.row_number().over(group_by=plain.block, order_by=[plain.document, plain.number])
    before = ibis.rank().over(group_by=plain.block, order_by=plain.document)
    return plain.mutate(stands=1, looks=1, place=place, before=before).union(_meeting(members.filter(members.block >= MEETING)))


def _meeting(members: Table) -> Table:
    """The same where rows and sentences meet: each stands in one block of two, and looks into the other."""
    standing = members.mutate(stands=1, looks=0)
    both = standing.union(members.mutate(block=members.block + 1 - 2 * (members.block % 2), stands=0, looks=1))
    upto = both.stands.sum().over(ibis.window(group_by=both.block, order_by=[both.document, both.number], preceding=None, following=0))
    counted = both.mutate(place=upto - both.stands)
    return counted.mutate(before=counted.place.min().over(group_by=[counted.block, counted.document]))


def _looked_into(placed: Table, limits: Limits) -> Table:
    """The blocks that each claim looks into and how far: of each sort the emptiest, and others as long as the budget lasts."""
    full = placed.filter((placed.before > 0) & (placed.looks == 1))
    full = full.mutate(reach=_reach(full.block, limits), budget=ibis.ifelse(full.block >= MEETING, MEET.budget, limits.budget))
    full = full.mutate(full=ibis.least(full.before, full.reach + 1))
    sort, order = [full.number, full.block >= MEETING], [full.full, full.block]
    turn = ibis.row_number().over(group_by=sort, order_by=order)
    spent = full.full.sum().over(ibis.window(group_by=sort, order_by=order, preceding=None, following=0))
    weighed = full.mutate(turn=turn, spent=spent)
    return weighed.filter((weighed.turn == 0) | (weighed.spent <= weighed.budget)).select("number", "block", "before", "reach")
