"""Links between claims that came in as rows of tables: what one attribute of one thing is said to be.

Such a claim has no sentence to be parsed; what it says stands in its slots. Two are compared where they are about the same
attribute of the same thing at the same time and place, and each with the last sixty before it, however many there are.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from claimgraph.link.pairs.anchoring import clash_spans, shown_by
from claimgraph.link.pairs.attributes import attribute_of
from claimgraph.link.pairs.numbers import are_apart
from claimgraph.link.version import judge_of
from claimgraph.model import Assertion, Claim, Graph, Link, LinkKind, LinkStatus, LinkType, Modality, Quantity, Span, mint_link_id

MOST = 60
"""With how many of the last rows about the same a new one is compared."""
FARTHEST = 20.0
"""How many times larger one number may be than another of the same thing."""
DENIAL, QUANTITY = 0.95, 0.9
Key = tuple[str, str]
Head = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class _Row:
    """What is remembered of a claim that an assertion shows: what it says, whether that is so, and its number where it gives one."""

    claim: Claim
    shown: Assertion | None
    says: tuple[object, ...]
    holds: bool
    number: Quantity | None

    @classmethod
    def of(cls, claim: Claim, shown: Assertion | None) -> "_Row":
        """What is remembered of a claim."""
        slots = claim.slots
        numbers = slots.quantities
        says = ((slots.object or "").casefold(), *((item.low, item.high, item.unit) for item in numbers))
        return cls(claim, shown, says, slots.polarity == "positive", numbers[0] if len(numbers) == 1 else None)

    def marks(self) -> tuple[Span, ...]:
        """Where a clash is marked."""
        return clash_spans(self.shown, self.claim, said_in(self.claim))


def link_rows(graphs: Iterable[Graph], head: Head) -> tuple[list[Link], set[str]]:
    """The links of the claims of these graphs with those before them, all proposed; and the claims that had more than `MOST` before them.

    `head` tells who stands for an entity.
    """
    rows: dict[Key, deque[_Row]] = defaultdict(lambda: deque(maxlen=MOST))
    found: dict[str, Link] = {}
    cut = set[str]()
    for claim, shown in (pair for graph in graphs for pair in _shown(graph)):
        key = _key(claim, head)
        if key is not None:
            row, before = _Row.of(claim, shown), rows[key]
            found |= {link.id: link for other in before if (link := _link(row, other))}
            cut |= {claim.id} if len(before) == MOST else set()
            before.append(row)
    return list(found.values()), cut


def link_row_pairs(new: Graph, known: Graph, pairs: Iterable[tuple[Claim, Claim]]) -> list[Link]:
    """The links of those of these pairs, of a new and a known claim, that are two rows about the same; all proposed."""
    head = joint_head(new, known)
    left, right = shown_by(new), shown_by(known)
    found = []
    for claim, other in pairs:
        key = _key(claim, head)
        if key is not None and key == _key(other, head):
            found.append(_link(_Row.of(claim, left.get(claim.id)), _Row.of(other, right.get(other.id))))
    return [link for link in found if link is not None]


def joint_head(new: Graph, known: Graph) -> Head:
    """Who stands for an entity of two graphs."""
    return lambda entity: new.same.get(entity) or known.same.get(entity, entity)


def _shown(graph: Graph) -> Iterator[tuple[Claim, Assertion | None]]:
    shown = shown_by(graph)
    return ((claim, shown.get(claim.id)) for claim in graph.claims.values())


def _key(claim: Claim, head: Head) -> Key | None:
    """What has to be the same of two claims that are compared; None where a claim is no row about an attribute of one thing."""
    attribute = attribute_of(claim.slots)
    if not attribute or len(claim.entities) != 1 or claim.modality is not Modality.FACT:
        return None
    return head(claim.entities[0]), attribute


def _link(row: _Row, other: _Row) -> Link | None:
    """The link of a row with another about the same, None where they do not collide."""
    if row.claim.id == other.claim.id:
        return None
    if row.holds is not other.holds:
        return _made(row, other, LinkType.DENIAL) if row.says == other.says else None
    return _made(row, other, LinkType.QUANTITY) if row.holds and _count_apart(row.number, other.number) else None


def _count_apart(one: Quantity | None, other: Quantity | None) -> bool:
    """Whether these are numbers of one unit that cannot both hold, and no raid is taken for a war."""
    if one is None or other is None or one.unit != other.unit or not are_apart(one, other):
        return False
    low, high = sorted(max(abs(item.low or 0.0), abs(item.high or 0.0)) for item in (one, other))
    return high <= FARTHEST * max(low, 1.0)


def _made(row: _Row, other: _Row, type_: LinkType) -> Link:
    is_denial, slots = type_ is LinkType.DENIAL, row.claim.slots
    words = "one says that it is so, the other that it is not" if is_denial else "the numbers cannot both hold"
    first, second = sorted((row, other), key=lambda item: item.claim.id)  # whichever came first, it is the same link
    return Link(
        id=mint_link_id(LinkKind.CONTRADICTS, type_, first.claim.id, second.claim.id),
        kind=LinkKind.CONTRADICTS,
        type=type_,
        from_=first.claim.id,
        to=second.claim.id,
        score=DENIAL if is_denial else QUANTITY,
        rationale=f"Both are about {slots.predicate} of {slots.subject}, at the same time and place: {words}.",
        judge=judge_of(f"row-{type_.value}"),
        status=LinkStatus.PROPOSED,
        clash_from=first.marks(),
        clash_to=second.marks(),
    )


def said_in(claim: Claim) -> Iterator[Span]:
    """Where a claim's text has what is said of the thing."""
    said = claim.slots.object or ""
    start = claim.text.rfind(said) if said else -1
    if start >= 0:
        yield Span(start, start + len(said))
