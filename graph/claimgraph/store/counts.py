"""What there is how much of, as those know who follow the journal; and what has come since, where that is quickly told.

Whoever reads while others write is told so as quickly as ever: to count a list anew takes many times as long as to show a page of it.
"""

from collections.abc import Iterable, Mapping

from sqlalchemy import Text, bindparam, select

from claimgraph.model import SHELVES
from claimgraph.store import derived, touching
from claimgraph.store.moment import Moment
from claimgraph.store.prepared import ask, listed
from claimgraph.store.schema import among_bound, tally

FEW = 200
"""How many claims of a voice or an entity are counted anew, where what was written last is not followed yet."""
LATE = 20
"""Up to how many entries what is followed may be behind for the number of more of them to be told as it was."""
_NUMBERS = select(tally.c.value, tally.c.number).where(
    tally.c.kind == bindparam("kind", type_=Text), tally.c.name == bindparam("name", type_=Text), among_bound(tally.c.value, "values")
)


def numbers(moment: Moment, kind: str, name: str, values: Iterable[str]) -> dict[str, int]:
    """How many items have each of these values of a key now, whatever the moment."""
    asked = {"kind": kind, "name": name, "values": listed(values)}
    return {row.value: row.number for row in ask(moment.connection, _NUMBERS, asked)}


def number_of(moment: Moment, name: str, head: str) -> int:
    """About how many claims a source or an entity has; 0 where nobody keeps count."""
    return numbers(moment, derived.LENGTH, name, [head]).get(head, 0)


def size_of(moment: Moment, shelf: str) -> int:
    """About how many living nodes of a kind the store has; 0 where nobody keeps count."""
    return numbers(moment, "node", "living", [shelf]).get(shelf, 0)


def length_of(moment: Moment, kind: str, where: Mapping[str, str]) -> int | None:
    """How long a list is, where somebody keeps count of just that; else None, as where it is short and not followed up to now.

    One of more than `FEW` claims is told as long as it was up to `LATE` entries before; all others as they are.
    """
    if not where:
        sizes = population(moment)
        return None if sizes is None else sizes.get(("living", kind), 0) - sizes.get(("joined", kind), 0)
    span = derived.span(moment)
    if span is None or len(where) > 1 or kind != "claims":
        return None
    ((name, value),) = where.items()
    found = numbers(moment, derived.LENGTH, name, [value]).get(value) if name in ("document", "source", "entity") else None
    late = span[1] - span[0]
    return found if not late or (late <= LATE and (found or 0) > FEW) else None


def population(moment: Moment) -> dict[tuple[str, str], int] | None:
    """How many nodes of each kind are `living`, and how many names `joined` to another, where somebody keeps count; else None."""
    span = derived.span(moment)
    if span is None:
        return None
    names = ("living", "joined")
    kept = {(name, shelf): number for name in names for shelf, number in numbers(moment, "node", name, SHELVES.values()).items()}
    since = touching.population(moment.connection, *span) if span[0] < span[1] else {}
    return {key: kept.get(key, 0) + since.get(key, 0) for key in (*kept, *since)}
