"""What bears on some claims: all that hangs together with them by living links, nearest first, up to a bound."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from sqlalchemy import Select, literal_column, or_, select

from claimgraph.ids import kind_of
from claimgraph.model import Assertion, Claim, Graph, Judgement, Link, LinkStatus, Source
from claimgraph.records import from_json
from claimgraph.store.identities import Standing, collectives_of, grouped, heads
from claimgraph.store.moment import Moment
from claimgraph.store.neighbourhood import graph_of, whole_among
from claimgraph.store.prepared import listed
from claimgraph.store.reading import get
from claimgraph.store.schema import among_bound, assertion, identity, judgement, link
from claimgraph.verdicts import GRADES

LIVE = frozenset({LinkStatus.PROPOSED, LinkStatus.CONFIRMED})
_KNOWN = ("id", "from_id", "to_id", "status")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The graph of what bears on some claims, and how many claims that are; `whole` is false where more does than was read."""

    graph: Graph
    whole: bool
    claims: int


def evidence_on(moment: Moment, claims: Iterable[str], most: int, *, graded: bool = False, partly: bool = True) -> Evidence:
    """What bears on these claims: by links in either direction, and those that are judged the same; at most so many claims, and these.

    With `graded` the grades of their voices come along, under whichever of its names a voice was graded. Unless `partly`, the graph is
    empty where more than that bears on them.

    Reads as many rounds as the farthest claim is away.
    """
    search = _Search(moment, graded)
    wanted = dict.fromkeys(claims)
    found, frontier = dict(wanted), set(wanted)
    while frontier:
        near = dict.fromkeys(claim for claim in search.beside(frontier) if claim not in found)
        room = most - len(found)
        if len(near) > room:
            found |= dict.fromkeys(list(near)[: max(room, 0)])
            return search.evidence(found, whole=False) if partly else Evidence(Graph(), whole=False, claims=len(found))
        found |= near
        frontier = set(near)
    return search.evidence(found, whole=True)


def voices_with(moment: Moment, source_id: str) -> list[str]:
    """A source, and the collectives for which it speaks with others."""
    return [source_id, *sorted(collectives_of(moment, grouped(moment, {source_id})))]


class _Held(NamedTuple):
    """A link as far as a search needs to know it."""

    id: str
    from_: str
    to: str


class _Search:
    """A search outward from claims; it keeps what it read."""

    def __init__(self, moment: Moment, graded: bool) -> None:
        self._moment, self._with_grades, self._standing = moment, graded, Standing(moment)
        self._links: dict[str, _Held] = {}
        self._roots: dict[str, str] = {}

    def beside(self, claims: set[str]) -> list[str]:
        """The claims one link away from these, or one with them, in the order of the links."""
        acts = self._acts(assertion.c.root_claim, claims)
        links = self._touching(claims | acts.keys())
        ends = dict.fromkeys(end for item in links for end in (item.from_, item.to))
        return list(dict.fromkeys([*self._claims(ends), *sorted(self._standing.grouped(claims) - claims)]))

    def _acts(self, column: Any, values: set[str]) -> dict[str, str]:
        """The assertions whose column holds one of these values, each with its claim."""
        found = {row.id: row.root_claim for row in self._moment.rows(assertion, column, values, ("id", "root_claim"))}
        self._roots |= found
        return found

    def _touching(self, nodes: set[str]) -> list[_Held]:
        """The live links at these nodes, and those that question or support such links."""
        found: dict[str, _Held] = {}
        while nodes:
            near = (item for column in (link.c.from_id, link.c.to_id) for item in self._live_at(column, nodes))
            new = {item.id: item for item in near if item.id not in self._links}
            self._links |= new
            found |= new
            nodes = set(new)
        return list(found.values())

    def _live_at(self, column: Any, nodes: set[str]) -> Iterator[_Held]:
        """The live links whose column names one of these nodes, oldest first."""
        rows = self._moment.oldest(link, column, nodes, _KNOWN)
        return (_Held(row.id, row.from_id, row.to_id) for row in rows if row.status in LIVE)

    def _claims(self, ends: Mapping[str, None]) -> list[str]:
        self._acts(assertion.c.id, {end for end in ends if kind_of(end) == "assertion"} - self._roots.keys())
        return [claim for end in ends if (claim := end if kind_of(end) == "claim" else self._roots.get(end))]

    def evidence(self, claims: Iterable[str], *, whole: bool) -> Evidence:
        """What was found about these claims."""
        graph = self._graph(claims)
        return Evidence(graph, whole, len(graph.claims))

    def _graph(self, claims: Iterable[str]) -> Graph:
        """What was found about these claims as a graph: links whose ends are all in it, and documents without their texts."""
        inside = set(claims)
        nodes = [*self._moment.live(Claim, inside), *self._moment.where(Assertion, assertion.c.root_claim, inside)]
        held = whole_among(self._links.values(), {node.id for node in nodes})
        links = {item.id: item for item in self._moment.live(Link, {item.id for item in held})}
        found = graph_of(self._moment, nodes, [links[item.id] for item in held], self._standing, wordless=True)
        return with_grades(self._moment, found) if self._with_grades else found


def with_grades(moment: Moment, graph: Graph) -> Graph:
    """The graph with the grades of its voices, under whichever of its names a voice was graded; linear in how many names they have."""
    given = {item.id: item for item in _grades_of(moment, graph.sources)}
    ends = {end for item in given.values() for end in (item.target, item.other) if end}
    return replace(graph, judgements={**graph.judgements, **given}, same={**graph.same, **heads(moment, ends)})


def grades_on(moment: Moment, node_id: str) -> tuple[Judgement, ...]:
    """The judgements that grade a source, under any of its names, or a claim; oldest first. Raises NotFoundError."""
    node = get(moment, node_id)
    if isinstance(node, Source):
        found = _grades_of(moment, [node_id])
    else:
        verdicts = GRADES.get(type(node), ())
        found = [item for item in moment.where(Judgement, judgement.c.target, [node_id]) if item.verdict in verdicts]
    return tuple(sorted(found, key=lambda item: item.at))


def _grades_of(moment: Moment, sources: Iterable[str]) -> list[Judgement]:
    """The judgements that grade these sources, or any that are one with them, oldest first."""
    own = set(sources)
    standing = {*own, *heads(moment, own).values()}
    rows = moment.ask(_grading, {"heads": listed(standing)}, standing) if standing else ()
    return [from_json(row.body, Judgement) for row in rows]


def _grading(moment: Moment) -> Select[Any]:
    """The grades of the sources `heads` and of those that they stand for: only grades are read, of thousands of names few have any."""
    members = select(identity.c.id).where(among_bound(identity.c.head, "heads"), moment.alive(identity))
    named = or_(among_bound(judgement.c.target, "heads"), judgement.c.target.in_(members))
    return select(judgement.c.body).where(named, _IS_GRADE, moment.alive(judgement)).order_by(judgement.c.recorded_seq, judgement.c.id)


# As literals: SQLAlchemy writes a statement anew for each list of parameters.
_IS_GRADE = judgement.c.verdict.in_([literal_column(f"'{verdict}'") for verdict in GRADES[Source]])
