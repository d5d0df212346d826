"""Shares in a score that add up: Shapley values over groups of arguments, such as all that one source says.

A coalition is a set of players that are there, the others are absent; its worth is the topic's strength. A player's share is
its mean effect over all orders of joining, so that the shares add up to strength - strength without any player (efficiency).
Exact for few players; else a mean over random orders, each with its reverse, with the standard error of each share. The sum
is exact in every order, sampled or not. Kampik et al., IJAR 2024; Castro, Gómez and Tejada, Computers & OR 2009 (sampling).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import factorial

import numpy as np

from claimgraph.errors import LimitError
from claimgraph.reason.arrays import Flags, Floats, Integers
from claimgraph.reason.gradual.ancestry import CELLS, Ancestry

MOST = 200
"""More players than this are refused: the cost grows with their square."""
FEW = 11
"""With no more players than this, all coalitions are worked out."""
ORDERS = 200
"""How many random orders are drawn by default; each is also read backwards."""


@dataclass(frozen=True, slots=True)
class Shares:
    """A share for each player, with its standard error (0 where `exact`); `base` + the shares = the strength."""

    values: Floats
    errors: Floats
    base: float
    strength: float
    exact: bool


def shares_of(ancestry: Ancestry, players: Sequence[Sequence[int]], *, orders: int = ORDERS, seed: int = 7) -> Shares:
    """The share of each player, a group of arguments; the topic itself is in no group. LimitError with more than `MOST` players."""
    if len(players) > MOST:
        raise LimitError(f"{len(players)} players are too many for shares that add up (at most {MOST}): group them, or look at removals")
    members = _members(ancestry, players)
    return _exact(ancestry, members) if len(players) <= FEW else _sampled(ancestry, members, orders=orders, seed=seed)


def _members(ancestry: Ancestry, players: Sequence[Sequence[int]]) -> Flags:
    """Which arguments each player is, a column for each."""
    members = np.zeros((len(ancestry.arguments), len(players)), dtype=np.bool_)
    for number, player in enumerate(players):
        members[ancestry.places(np.array(player, dtype=np.int64)), number] = True
    members[ancestry.topic] = False
    return members


def _worths(ancestry: Ancestry, members: Flags, coalitions: Flags) -> Floats:
    """The topic's strength with each coalition (a column of players)."""
    there = members @ coalitions.astype(np.int8) if members.shape[1] else np.zeros((len(members), coalitions.shape[1]))
    absent = (there == 0) & np.asarray(members.any(axis=1))[:, None]
    return ancestry.topic_strengths(np.where(absent, 0.0, np.nan))


def _exact(ancestry: Ancestry, members: Flags) -> Shares:
    players = members.shape[1]
    numbers = np.arange(2**players)
    coalitions = _bits(numbers, players)
    worths, sizes = _worths(ancestry, members, coalitions), coalitions.sum(axis=0)
    chances = np.array([factorial(size) * factorial(players - size - 1) for size in range(players)]) / factorial(players)
    values = np.zeros(players)
    for player in range(players):
        without = numbers[~coalitions[player]]
        values[player] = chances[sizes[without]] @ (worths[without | 1 << player] - worths[without])
    return Shares(values, np.zeros(players), float(worths[0]), float(worths[-1]), exact=True)


def _bits(numbers: Integers, width: int) -> Flags:
    """Which bits of each number are set, a row for each bit."""
    return np.asarray(numbers >> np.arange(width)[:, None] & 1 == 1)


def _sampled(ancestry: Ancestry, members: Flags, *, orders: int, seed: int) -> Shares:
    orders = max(orders, 2)
    players, random = members.shape[1], np.random.default_rng(seed)
    ends = _worths(ancestry, members, np.array([[False, True]] * players))
    batch = max(1, CELLS // (2 * players * len(members)))
    means = []
    for first in range(0, orders, batch):
        drawn = random.permuted(np.tile(np.arange(players), (min(batch, orders - first), 1)), axis=1)
        joined = _joining(ancestry, members, np.concatenate((drawn, drawn[:, ::-1])), ends=ends)
        means.append((joined[: len(drawn)] + joined[len(drawn) :]) / 2)
    effects = np.concatenate(means)
    errors = effects.std(axis=0, ddof=1) / np.sqrt(orders)
    return Shares(effects.mean(axis=0), errors, float(ends[0]), float(ends[1]), exact=False)


def _joining(ancestry: Ancestry, members: Flags, orders: Integers, *, ends: Floats) -> Floats:
    """What each player adds when the players join in these orders, a row for each."""
    ranks = np.argsort(orders, axis=1)
    players = ranks.shape[1]
    coalitions: Flags = ranks[:, :, None] < np.arange(1, players)
    worths = _worths(ancestry, members, coalitions.transpose(1, 0, 2).reshape(players, -1)).reshape(len(ranks), players - 1)
    padded = np.pad(worths, ((0, 0), (1, 1)))
    padded[:, 0], padded[:, -1] = ends
    return np.take_along_axis(np.diff(padded), ranks, axis=1)
