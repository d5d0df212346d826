"""Which ranges of a text others leave free."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import TypeVar

from claimgraph.model import Span

S = TypeVar("S", bound=Span)


def uncovered(ranges: Iterable[S], covers: Iterable[Span]) -> Iterator[S]:
    """Those ranges that share no character with any of the covers, in n log n.

    >>> list(uncovered([Span(0, 4), Span(4, 9)], [Span(2, 3)]))
    [Span(start=4, end=9)]
    """
    places = sorted((cover.start, cover.end) for cover in covers)
    starts, reach = [start for start, _ in places], list(accumulate((end for _, end in places), max))
    for one in ranges:
        before = bisect_left(starts, one.end)
        if not before or reach[before - 1] <= one.start:
            yield one
