"""Links between claims that came in as rows of tables: what one attribute of one thing is said to be.

Such a claim has no sentence to be parsed; what it says stands in its slots. Two are compared where they are about the same
attribute of the same thing at the same time and place, and what is remembered of a table is bounded, however long it is.
"""

import logging
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from claimgraph.link.anchoring import clash_spans, shown_by
from claimgraph.link.numbers import are_apart
from claimgraph.model import Assertion, Claim, Graph, Link, LinkKind, LinkStatus, LinkType, Modality, Quantity, Span, mint_link_id

_log = logging.getLogger(__name__)
MOST_ROWS = 50_000
"""How many rows are remembered, of the attributes that came last: some 30 MB."""
MOST = 60
"""With how many of the last rows about the same a new one is compared."""
FARTHEST = 20.0
"""How many times larger one number may be than another of the same thing."""
DENIAL, QUANTITY = 0.95, 0.9
_JUDGE = "rule:row-{}@1"
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """What is remembered of a claim: what it says, whether that is so, its number where it gives one, and where a clash is marked."""

    id: str
    says: tuple[object, ...]
    holds: bool
    number: Quantity | None
    marks: tuple[Span, ...]

    @classmethod
    def of(cls, claim: Claim, shown: Assertion | None) -> "_Row":
        """What is remembered of a claim that this assertion shows."""
        slots = claim.slots
        numbers = slots.quantities
        says = ((slots.object or "").casefold(), *((item.low, item.high, item.unit) for item in numbers))
        marks = clash_spans(shown, claim, _words(claim))
        return cls(claim.id, says, slots.polarity == "positive", numbers[0] if len(numbers) == 1 else None, marks)


class RowLinks:
    """Compares each claim of a table with those before it that are about the same, at most the last sixty."""

    def __init__(self, most: int | None = None) -> None:
        self._most = MOST_ROWS if most is None else most
        self._held = 0
        self._rows: OrderedDict[Key, OrderedDict[str, _Row]] = OrderedDict()

    def links(self, graphs: Iterable[Graph], head: Callable[[str], str]) -> list[Link]:
        """The links of the claims of these graphs with those before them, all proposed; `head` tells who stands for an entity."""
        found: dict[str, Link] = {}
        cut = 0
        for claim, shown in (pair for graph in graphs for pair in _shown(graph)):
            key = _key(claim, head)
            if key is not None:
                row, before = _Row.of(claim, shown), self._rows.setdefault(key, OrderedDict())
                found |= {link.id: link for other in before.values() if (link := _link(claim, row, other))}
                cut += self._remember(key, row)
        if cut:
            _log.warning("%d rows have more than %d before them that are about the same, and were compared with the last only", cut, MOST)
        return list(found.values())

    def _remember(self, key: Key, row: _Row) -> bool:
        """Remember a row; whether another about the same had to be forgotten for it."""
        rows = self._rows[key]
        self._rows.move_to_end(key)
        self._held += row.id not in rows
        rows[row.id] = row
        is_full = len(rows) > MOST
        if is_full:
            rows.popitem(last=False)
            self._held -= 1
        while self._held > self._most and len(self._rows) > 1:
            self._held -= len(self._rows.popitem(last=False)[1])
        return is_full


def _shown(graph: Graph) -> Iterator[tuple[Claim, Assertion | None]]:
    shown = shown_by(graph)
    return ((claim, shown.get(claim.id)) for claim in graph.claims.values())


def _key(claim: Claim, head: Callable[[str], str]) -> Key | None:
    """What has to be the same of two claims that are compared; None where a claim is no row about an attribute of one thing."""
    slots = claim.slots
    if slots.parse or len(claim.entities) != 1 or not slots.predicate or claim.modality is not Modality.FACT:
        return None
    time = (slots.time.from_ or "", slots.time.to or "") if slots.time else ("", "")
    return (head(claim.entities[0]), slots.predicate.casefold(), *time, (slots.place or "").casefold())


def _link(claim: Claim, row: _Row, other: _Row) -> Link | None:
    """The link of a claim's row with another about the same, None where they do not collide."""
    if row.id == other.id:
        return None
    if row.holds is not other.holds:
        return _made(claim, row, other, LinkType.DENIAL) if row.says == other.says else None
    return _made(claim, row, other, LinkType.QUANTITY) if row.holds and _count_apart(row.number, other.number) else None


def _count_apart(one: Quantity | None, other: Quantity | None) -> bool:
    """Whether these are numbers of one unit that cannot both hold, and no raid is taken for a war."""
    if one is None or other is None or one.unit != other.unit or not are_apart(one, other):
        return False
    low, high = sorted(max(abs(item.low or 0.0), abs(item.high or 0.0)) for item in (one, other))
    return high <= FARTHEST * max(low, 1.0)


def _made(claim: Claim, row: _Row, other: _Row, type_: LinkType) -> Link:
    is_denial = type_ is LinkType.DENIAL
    words = "one says that it is so, the other that it is not" if is_denial else "the numbers cannot both hold"
    first, second = sorted((row, other), key=lambda item: item.id)  # whichever came first, it is the same link
    return Link(
        id=mint_link_id(LinkKind.CONTRADICTS, type_, first.id, second.id),
        kind=LinkKind.CONTRADICTS,
        type=type_,
        from_=first.id,
        to=second.id,
        score=DENIAL if is_denial else QUANTITY,
        rationale=f"Both are about {claim.slots.predicate} of {claim.slots.subject}, at the same time and place: {words}.",
        judge=_JUDGE.format(type_.value),
        status=LinkStatus.PROPOSED,
        clash_from=first.marks,
        clash_to=second.marks,
    )


def _words(claim: Claim) -> Iterator[Span]:
    """Where a claim's text has what is said of the thing."""
    said = claim.slots.object or ""
    start = claim.text.rfind(said) if said else -1
    if start >= 0:
        yield Span(start, start + len(said))
