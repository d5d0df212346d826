"""What a passage can be found by besides its words: tokens that are kept with it and indexed like words of their own.

`kclaim` is its kind; then letters with the rest of an id: `d` the document, `e` an entity that it names or is, `s` who says it or is it,
`c` the claim that a quote is of; then times as far as they are known: `h20` the century, `y2015` the year, `t201510` the time.
"""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from itertools import chain

from sqlalchemy import Executable, func, select, union_all

from claimgraph.model import Assertion, Claim, Document, Entity, LinkKind, LinkStatus, Node, Source
from claimgraph.store.dialects.dialect import Row
from claimgraph.store.moment import Moment
from claimgraph.store.prepared import listed
from claimgraph.store.schema import among_bound, document, entity, identity, link, source

KINDS: Mapping[type[Node], str] = {Claim: "claim", Assertion: "quote", Source: "source", Entity: "entity", Document: "document"}
"""What each kind of node that can be searched is called among hits."""
KIND_TOKENS = {kind: f"k{name}" for kind, name in KINDS.items()}
"""The token of each of these kinds."""
STATUSES = ("contested", "supported", "uncontested")
"""How a claim stands: a living link, proposed or confirmed, contradicts it; one supports it; none contradicts it."""
MOST_VALUES = 10
"""How many values of a facet are counted out."""
_LETTERS = {"d": "document-", "e": "entity-", "s": "source-", "c": "claim-"}
_NAMED = ("entity", "source", "document")
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
            elif isinstance(node, (Source, Entity)):
                named.setdefault(node.document, []).append(node.id)
        return cls(times, said, about, named)

    def tokens(self, node: Node) -> str:
        """The tokens of a node, one of those that this is of: the kind first, each once."""
        home, ids, said = self._told(node)
        published = self.published.get(home)
        found = dict.fromkeys([KIND_TOKENS[type(node)], *map(token_of, ids)])
        for time in {item.said_at or published: None for item in said} or (published,):
            if time:
                found |= _times(time)
        return " ".join(found)

    def _told(self, node: Node) -> tuple[str, Sequence[str], Sequence[Assertion]]:
        """The document that a node is of, the nodes that it is found by, and the assertions whose times it is."""
        match node:
            case Claim(id=own, document=home):
                said = self.said.get(own, ())
                return home, (home, *self.about[own], *[item.speaker.id for item in said]), said
            case Assertion(document=home, speaker=speaker, content=content):
                return home, (home, speaker.id, content.id, *self.about.get(content.id, ())), (node,)
            case Source(id=own, document=home) | Entity(id=own, document=home):
                return home, (home, own), ()
            case _:
                return node.id, (node.id, *self.named.get(node.id, ())), ()


def token_of(node_id: str) -> str:
    """The token of a node.

    >>> token_of("claim-aaaaaaaaaaaaaaaaaaaa"), id_of("caaaaaaaaaaaaaaaaaaaa")
    ('caaaaaaaaaaaaaaaaaaaa', 'claim-aaaaaaaaaaaaaaaaaaaa')
    """
    kind, _, rest = node_id.partition("-")
    return kind[0] + rest


def id_of(token: str) -> str:
    """The id of the node that a token stands for."""
    return _LETTERS[token[0]] + token[1:]


@lru_cache(maxsize=10_000)
def _times(time: str) -> Mapping[str, None]:
    found = _TIME.match(time)
    tokens = (f"h{found[1][:2]}", f"y{found[1]}", "t" + found[1] + (found[2] or "") + (found[3] or "")) if found else ()
    return dict.fromkeys(tokens)


def heads_in(moment: Moment, rows: Iterable[Row], letters: str = "es") -> dict[str, str]:
    """Which of the sources and entities among the tokens of these rows another stands for, as tokens."""
    kinds = {letter: _LETTERS[letter] for letter in letters}
    tokens = frozenset[str]().union(*(row.tokens for row in rows))
    named = {kinds[token[0]] + token[1:]: token for token in tokens if token[0] in kinds}
    found = moment.ask(_standing_for, {"ids": listed(named)}, plain=True) if named else ()
    heads = {head: token_of(head) for head in {head for _, head in found}}  # thousands of names have some hundred heads
    return {named[node]: heads[head] for node, head in found}


def claim_of(row: Row) -> str | None:
    """The claim that a row is, or is a quote of."""
    if row.id.startswith("claim-"):
        return row.id
    return next((id_of(token) for token in row.tokens if token[0] == "c"), None) if row.id.startswith("assertion-") else None


def statuses(moment: Moment, claims: Collection[str]) -> dict[str, set[str]]:
    """How those of these claims stand that any link touches."""
    found: dict[str, set[str]] = {}
    for kind, first, second in moment.ask(_touching, {"ids": json.dumps(sorted(claims))}) if claims else ():
        contests = kind == LinkKind.CONTRADICTS.value
        for claim in (first, second) if contests else (second,):
            found.setdefault(claim, set()).add("contested" if contests else "supported")
    return found


def _touching(moment: Moment) -> Executable:
    """The links at either end of the claims `ids`."""
    counted = link.c.status.in_((LinkStatus.PROPOSED.value, LinkStatus.CONFIRMED.value))
    query = select(link.c.kind, link.c.from_id, link.c.to_id).where(moment.alive(link), counted)
    return union_all(*(query.where(among_bound(end, "ids")) for end in (link.c.from_id, link.c.to_id)))


def _called(moment: Moment) -> Executable:
    """What the nodes `ids` are called: a name, or the title or address of a document."""
    names = ((source, source.c.name), (entity, entity.c.name), (document, func.coalesce(document.c.title, document.c.url)))
    return union_all(*(select(table.c.id, name).where(moment.alive(table), among_bound(table.c.id, "ids")) for table, name in names))


def _standing_for(moment: Moment) -> Executable:
    """Who stands for the nodes `ids`."""
    return select(identity.c.id, identity.c.head).where(moment.alive(identity), among_bound(identity.c.id, "ids"))


def standing(known: Mapping[str, set[str]], claim: str) -> set[str]:
    """The statuses of a claim among those that were looked up."""
    own = known.get(claim, set())
    return own if "contested" in own else own | {"uncontested"}


def counts(moment: Moment, rows: Sequence[Row], heads: Mapping[str, str]) -> dict[str, tuple[Bucket, ...]]:
    """How many of the rows have each value of each facet, the most frequent first; `heads` is who stands for whom, as tokens."""
    tally = Counter(chain.from_iterable(set(map(heads.get, row.tokens, row.tokens)) for row in rows))
    claims = [claim for row in rows if (claim := claim_of(row))]
    known = statuses(moment, set(claims))
    values: dict[str, dict[str, int]] = {"status": Counter(chain.from_iterable(standing(known, claim) for claim in claims))}
    for facet, letter in (("kind", "k"), ("entity", "e"), ("source", "s"), ("document", "d"), ("year", "y")):
        values[facet] = {token: count for token, count in tally.items() if token[0] == letter}
    top = {facet: nsmallest(MOST_VALUES, found.items(), key=lambda item: (-item[1], item[0])) for facet, found in values.items()}
    named = {token: id_of(token) for facet in _NAMED for token, _ in top[facet]}
    labels = _labels(moment, named.values())
    return {facet: tuple(_bucket(facet, token, count, labels) for token, count in found) for facet, found in top.items()}


def _bucket(facet: str, token: str, count: int, labels: Mapping[str, str]) -> Bucket:
    value = token if facet == "status" else id_of(token) if facet in _NAMED else token[1:]
    return Bucket(value, count, labels.get(value, value))


def _labels(moment: Moment, ids: Collection[str]) -> dict[str, str]:
    """What these nodes are called."""
    found = moment.ask(_called, {"ids": json.dumps(sorted(ids))}) if ids else ()
    return {row.id: row[1] for row in found if row[1]}
