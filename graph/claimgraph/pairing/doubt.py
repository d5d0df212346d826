"""Which links of the record older rules found, so that it is asked anew whether they hold."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace

from claimgraph.link import is_older
from claimgraph.model import Graph, Link
from claimgraph.store.moment import Moment
from claimgraph.store.schema import claim, document, judgement, link, membership

_ROWS = "rule:row-"
"""What joins rows of tables is sought where they are imported, by limits of its own."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of links in doubt: the new ones, those that are otherwise, and the ids of those that are not found any more."""

    links: tuple[Link, ...]
    changed: tuple[Link, ...]
    gone: frozenset[str]


def weighed(doubtful: Mapping[str, Link], found: Iterable[Link]) -> Verdict:
    """What of links in doubt was found again; by which version of the rules is no difference."""
    now = {item.id: item for item in found}
    again = ((old, now[old.id]) for old in doubtful.values() if old.id in now)
    changed = tuple(new for old, new in again if replace(new, judge=old.judge) != old)
    new = tuple(item for item in now.values() if item.id not in doubtful)
    return Verdict(new, changed, frozenset(doubtful.keys() - now.keys()))


def without(graph: Graph, links: Container[str]) -> Graph:
    """A graph without these links."""
    return replace(graph, links={name: item for name, item in graph.links.items() if name not in links})


def in_doubt(moment: Moment, documents: Mapping[str, int]) -> dict[str, Link]:
    """What older rules found between these documents, each with the entry that brought it, and earlier ones, and nobody judged.

    Left alone is what rules find in other ways: at a claim that was corrected, and of a document that came into a collection later.
    """
    ends = {row.id for row in moment.rows(claim, claim.c.document, documents)}
    at = (*moment.where(Link, link.c.from_id, ends), *moment.where(Link, link.c.to_id, ends))
    old = {item.id: item for item in at if is_older(item.judge) and not item.judge.startswith(_ROWS)}
    judged = {row.target for row in moment.rows(judgement, judgement.c.target, old)}
    home = _homes(moment, {end for item in old.values() for end in (item.from_, item.to)})
    found = {name: (home.get(item.from_), home.get(item.to)) for name, item in old.items() if name not in judged}
    return {name: old[name] for name, (one, other) in found.items() if one and other and one != other and max(one, other)[1] in documents}


def _homes(moment: Moment, claims: Iterable[str]) -> dict[str, tuple[int, str]]:
    """The documents of those of these claims that came with them, each with its entry; none that came into a collection later."""
    rows = list(moment.rows(claim, claim.c.id, claims))
    names = {row.document for row in rows}
    came = {row.id: row.recorded_seq for row in moment.rows(document, document.c.id, names)}
    entries = defaultdict[str, set[int]](set)
    for row in moment.rows(membership, membership.c.document, names):
        entries[row.document].add(row.recorded_seq)
    kept = (row for row in rows if {came.get(row.document), *entries[row.document]} == {row.recorded_seq})
    return {row.id: (row.recorded_seq, row.document) for row in kept}
