"""Communities of a web of weighted edges: as many edges as possible inside, and no more claims than these edges can hold together.

What is gained is the weight inside less a price for each pair of nodes inside, whether they are joined or not (the constant
Potts model: Traag, Van Dooren, Nesterov, "Narrow scope for resolution-limit-free community detection", 2011), so that what
is found in one place does not hang on how large the web is elsewhere. Nodes move as in the method of Louvain (Blondel,
Guillaume, Lambiotte, Lefebvre, "Fast unfolding of communities in large networks", 2008), without chance, in the order in
which the edges name them. Near-linear.
"""

from collections.abc import Iterable, Sequence

SWEEPS = 20
"""How often the nodes of one level may move at most."""
LEAST = 1e-9
"""What a move must gain, so that rounding moves nothing."""
Web = list[dict[int, float]]
"""For each node the weights of its edges by the other end."""


def communities_in(edges: Iterable[tuple[str, str, float]], price: float) -> list[list[str]]:
    """The nodes in groups, where each pair of nodes inside one costs the price.

    >>> square = [("a", "b", 1.0), ("b", "c", 1.0), ("c", "a", 1.0)]
    >>> communities_in([*square, *((x + x, y + y, w) for x, y, w in square), ("a", "aa", 1.0)], 0.2)
    [['a', 'b', 'c'], ['aa', 'bb', 'cc']]
    """
    numbers, web = _web(edges)
    names, groups = list(numbers), [[number] for number in range(len(web))]
    home = _settled(web, [1] * len(web), price)
    while len(set(home)) < len(web):
        web, groups = _merged(web, groups, home)
        home = _settled(web, [len(group) for group in groups], price)
    return [[names[number] for number in sorted(group)] for group in groups]


def _web(edges: Iterable[tuple[str, str, float]]) -> tuple[dict[str, int], Web]:
    numbers: dict[str, int] = {}
    web: Web = []
    for a, b, weight in edges:
        for name in (a, b):
            if name not in numbers:
                numbers[name] = len(web)
                web.append({})
        first, second = numbers[a], numbers[b]
        web[first][second] = web[first].get(second, 0.0) + weight
        web[second][first] = web[second].get(first, 0.0) + weight
    return numbers, web


def _settled(web: Web, sizes: Sequence[int], price: float) -> list[int]:
    """The community of each node, by the node that it is named after, once no node gains by moving to that of a neighbour."""
    totals, home = list(sizes), list(range(len(web)))
    for _ in range(SWEEPS):
        moves = [_move(node, near, home, totals, cost=price * sizes[node], size=sizes[node]) for node, near in enumerate(web)]
        if not any(moves):
            break
    return home


def _move(node: int, near: dict[int, float], home: list[int], totals: list[int], *, cost: float, size: int) -> bool:
    """Move a node to the community where it gains most; whether it moved. `cost` is what each member of that costs it."""
    before = home[node]
    pulls = {before: 0.0}
    for other, weight in near.items():
        pulls[home[other]] = pulls.get(home[other], 0.0) + weight
    totals[before] -= size
    best, most = before, pulls[before] - cost * totals[before] + LEAST
    for group, pull in pulls.items():
        gain = pull - cost * totals[group]
        if gain > most:
            best, most = group, gain
    totals[best] += size
    home[node] = best
    return best != before


def _merged(web: Web, groups: Sequence[list[int]], home: Sequence[int]) -> tuple[Web, list[list[int]]]:
    """The web between communities, each a node in the order of its first member, and the members of each."""
    places = {group: place for place, group in enumerate(dict.fromkeys(home))}
    merged: Web = [{} for _ in places]
    members: list[list[int]] = [[] for _ in places]
    for node, near in enumerate(web):
        place = places[home[node]]
        members[place] += groups[node]
        for other, weight in near.items():
            end = places[home[other]]
            if end != place:
                merged[place][end] = merged[place].get(end, 0.0) + weight
    return merged, members
