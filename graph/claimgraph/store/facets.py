"""What a passage can be found by besides its words: tokens that are kept with it and indexed like words of their own.

`kclaim` is its kind; then letters with the rest of an id: `d` the document, `e` an entity that it names or is, `s` who says it or is it,
`c` the claim that a quote is of; then times as far as they are known: `h20` the century, `y2015` the year, `t201510` the time.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain

from sqlalchemy import func, select

from claimgraph.ids import kind_of
from claimgraph.model import Assertion, Claim, Document, Entity, LinkKind, LinkStatus, Node, Source
from claimgraph.store.dialects.dialect import Row
from claimgraph.store.moment import Moment
from claimgraph.store.schema import TABLES, among, identity, link

KINDS: Mapping[type[Node], str] = {Claim: "claim", Assertion: "quote", Source: "source", Entity: "entity", Document: "document"}
"""What each kind of node that can be searched is called among hits."""
STATUSES = ("contested", "supported", "uncontested")
"""How a claim stands: a living link, proposed or confirmed, contradicts it; one supports it; none contradicts it."""
MOST_VALUES = 10
"""How many values of a facet are counted out."""
_LETTERS = {"d": "document", "e": "entity", "s": "source", "c": "claim"}
_NAMED: Mapping[str, type[Node]] = {"entity": Entity, "source": Source, "document": Document}
_TIME = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![0-9X])")


@dataclass(frozen=True, slots=True)
class Bucket:
    """One value of a facet: how many of the hits that were looked at have it, and what people call it."""

    value: str
    count: int
    label: str


@dataclass(frozen=True, slots=True)
class Around:
    """What the tokens of nodes are taken from besides the nodes."""

    published: Mapping[str, str | None]
    """When each document was published."""
    said: Mapping[str, Sequence[Assertion]]
    """Who asserts each claim, at every hop."""
    about: Mapping[str, Sequence[str]]
    """The entities of each claim."""
    named: Mapping[str, Sequence[str]]
    """The sources and entities that each document names."""

    @classmethod
    def of(cls, nodes: Iterable[Node], roots: Mapping[str, str], published: Mapping[str, str | None]) -> "Around":
        """What these nodes tell of each other; `roots` are the claims at the end of assertions, `published` other documents."""
        times, said, about, named = dict(published), dict[str, list[Assertion]](), dict[str, Sequence[str]](), dict[str, list[str]]()
        for node in nodes:
            if isinstance(node, Document):
                times[node.id] = node.published_at
            elif isinstance(node, Claim):
                about[node.id] = node.entities
            elif isinstance(node, Assertion):
                said.setdefault(roots.get(node.id, node.content.id), []).append(node)
            elif isinstance(node, Source | Entity):
                named.setdefault(node.document, []).append(node.id)
        return cls(times, said, about, named)

    def tokens(self, node: Node) -> str:
        """The tokens of a node, the kind first, each once."""
        return " ".join(dict.fromkeys((f"k{KINDS[type(node)]}", *self._ids(node), *_times(self._said_at(node)))))

    def _ids(self, node: Node) -> Iterator[str]:
        match node:
            case Document(id=own):
                return _tokens(own, *self.named.get(own, ()))
            case Source(id=own, document=document) | Entity(id=own, document=document):
                return _tokens(document, own)
            case Claim(id=own, document=document):
                return _tokens(document, *node.entities, *(item.speaker.id for item in self.said.get(own, ())))
            case Assertion(document=document):
                return _tokens(document, node.speaker.id, node.content.id, *self.about.get(node.content.id, ()))
            case _:
                return iter(())

    def _said_at(self, node: Node) -> Iterator[str | None]:
        document = node.id if isinstance(node, Document) else getattr(node, "document", "")
        said = self.said.get(node.id, ()) if isinstance(node, Claim) else (node,) if isinstance(node, Assertion) else ()
        yield from {item.said_at or self.published.get(document): None for item in said} or [self.published.get(document)]


def _tokens(*ids: str) -> Iterator[str]:
    return (token_of(node_id) for node_id in ids if kind_of(node_id))


def token_of(node_id: str) -> str:
    """The token of a node.

    >>> token_of("claim-aaaaaaaaaaaaaaaaaaaa"), id_of("caaaaaaaaaaaaaaaaaaaa")
    ('caaaaaaaaaaaaaaaaaaaa', 'claim-aaaaaaaaaaaaaaaaaaaa')
    """
    kind, _, rest = node_id.partition("-")
    return kind[0] + rest


def id_of(token: str) -> str:
    """The id of the node that a token stands for."""
    return f"{_LETTERS[token[0]]}-{token[1:]}"


def _times(said: Iterable[str | None]) -> Iterator[str]:
    for time in said:
        if time and (found := _TIME.match(time)):
            year = found[1]
            yield from (f"h{year[:2]}", f"y{year}", "t" + year + (found[2] or "") + (found[3] or ""))


def heads_in(moment: Moment, rows: Iterable[Row], letters: str = "es") -> dict[str, str]:
    """Which of the sources and entities among the tokens of these rows another stands for, as tokens."""
    ids = [id_of(token) for token in frozenset[str]().union(*(row.tokens for row in rows)) if token[0] in letters]
    query = select(identity.c.id, identity.c.head).where(moment.alive(identity), among(identity.c.id, ids))
    return {token_of(node): token_of(head) for node, head in moment.connection.execute(query)}


def claim_of(row: Row) -> str | None:
    """The claim that a row is, or is a quote of."""
    if row.kind == "claim":
        return row.id
    return next((id_of(token) for token in row.tokens if token[0] == "c"), None)


def statuses(moment: Moment, claims: Collection[str]) -> dict[str, set[str]]:
    """How those of these claims stand that any link touches."""
    found: dict[str, set[str]] = {}
    counted = link.c.status.in_((LinkStatus.PROPOSED.value, LinkStatus.CONFIRMED.value))
    query = select(link.c.kind, link.c.from_id, link.c.to_id).where(moment.alive(link), counted)
    for end in (link.c.from_id, link.c.to_id) if claims else ():
        for kind, first, second in moment.connection.execute(query.where(among(end, claims))):
            contests = kind == LinkKind.CONTRADICTS.value
            for claim in (first, second) if contests else (second,):
                found.setdefault(claim, set()).add("contested" if contests else "supported")
    return found


def standing(known: Mapping[str, set[str]], claim: str) -> set[str]:
    """The statuses of a claim among those that were looked up."""
    own = known.get(claim, set())
    return own if "contested" in own else own | {"uncontested"}


def counts(moment: Moment, rows: Sequence[Row], heads: Mapping[str, str]) -> dict[str, tuple[Bucket, ...]]:
    """How many of the rows have each value of each facet, the most frequent first; `heads` is who stands for whom, as tokens."""
    tally = Counter(chain.from_iterable({heads.get(token, token) for token in row.tokens} for row in rows))
    claims = [claim for row in rows if (claim := claim_of(row))]
    known = statuses(moment, set(claims))
    values: dict[str, dict[str, int]] = {"status": Counter(chain.from_iterable(standing(known, claim) for claim in claims))}
    for facet, letter in (("kind", "k"), ("entity", "e"), ("source", "s"), ("document", "d"), ("year", "y")):
        values[facet] = {token: count for token, count in tally.items() if token[0] == letter}
    return {facet: _buckets(moment, facet, found) for facet, found in values.items()}


def _buckets(moment: Moment, facet: str, found: Mapping[str, int]) -> tuple[Bucket, ...]:
    top = nsmallest(MOST_VALUES, found.items(), key=lambda item: (-item[1], item[0]))
    if facet not in _NAMED:
        names = [name if facet == "status" else name[1:] for name, _ in top]
        return tuple(Bucket(name, count, name) for name, (_, count) in zip(names, top, strict=True))
    ids = [id_of(token) for token, _ in top]
    labels = _labels(moment, _NAMED[facet], ids)
    return tuple(Bucket(node, count, labels.get(node, node)) for node, (_, count) in zip(ids, top, strict=True))


def _labels(moment: Moment, kind: type[Node], ids: Iterable[str]) -> dict[str, str]:
    """What these nodes are called: a name, or the title or address of a document."""
    table = TABLES[kind]
    called = func.coalesce(table.c.title, table.c.url) if kind is Document else table.c.name
    query = select(table.c.id, called).where(moment.alive(table), among(table.c.id, ids))
    return {node: name for node, name in moment.connection.execute(query) if name}
