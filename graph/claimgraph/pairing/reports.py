"""Which documents of the record may be reports of one event with a given one: found by the names that few documents hold."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set

from claimgraph.link.events.reports import (
    APART,
    COMMON,
    LATEST,
    LEAST,
    MOST_NAMES,
    Day,
    came_out,
    came_out_near,
    day_of,
    may_be_near,
    names_of,
    shared_names,
    weight_of,
)
from claimgraph.model import Document
from claimgraph.store.moment import Moment
from claimgraph.store.schema import PASSAGES_EACH, document
from claimgraph.store.search import documents_with

MOST = 12
"""How many documents are reports of one event with one at most: those with which it shares the most."""
READ = 3 * MOST
"""How many documents are read to see which these are."""
LATER = MOST
"""How many of them at most that came out more than two weeks from one: they may name its day."""


def reports_named(moment: Moment, documents: Iterable[Document], *, later: bool = False) -> Mapping[str, float]:
    """The documents recorded before these, or `later` too, that name what few others do and came out near, each with how much it shares."""
    found = defaultdict[str, float](float)
    for item in documents:
        below = moment.end if later else _first_passage(moment, item)
        for other, weight in reports_of(moment, item, below=below).items():
            found[other] = max(found[other], weight)
    return dict(found)


def reports_of(moment: Moment, item: Document, *, below: int) -> Mapping[str, float]:
    """The documents, of those whose passages are numbered below, that may be reports of one event with one: at most `MOST`."""
    names = list(names_of(item))[:MOST_NAMES]
    holders = {name: set(documents_with(moment, name, below=below, most=COMMON)) - {item.id} for name in names}
    held = {name: len(found) for name, found in holders.items()}
    near = {other.id: other for other in moment.live(Document, _likeliest(moment, item, holders, held))}
    weights = {id_: weight_of(shared_names(names, other), held) for id_, other in near.items() if may_be_near(item, other)}
    best = sorted(weights, key=lambda other: (not came_out_near(item, near[other]), -weights[other], other))[:MOST]
    return {other: weights[other] for other in best if weights[other] >= LEAST}


def _likeliest(moment: Moment, item: Document, holders: Mapping[str, Set[str]], held: Mapping[str, int]) -> list[str]:
    """Of the documents that hold a name the few to be read: those that hold the most, small or capital, the near ones by date first."""
    words = defaultdict[str, list[str]](list)
    for name, found in holders.items():
        for other in found if held[name] < COMMON else ():
            words[other].append(name)
    came = came_out(item)
    dated = [(row.id, day_of(row.published_at)) for row in moment.rows(document, document.c.id, words)]
    near, later = (
        {other for other, day in dated if came is None or day is None or came.is_near(Day.of(day), most)} for most in (APART, LATEST)
    )
    likeliest = sorted(later, key=lambda other: (-weight_of(words[other], held), other))
    first = [other for other in likeliest if other in near][:READ]
    return [*first, *[other for other in likeliest if other not in near][: min(LATER, READ - len(first))]]


def _first_passage(moment: Moment, item: Document) -> int:
    """The number of the first passage of the entry that brought a document, or one above all where it is not there yet."""
    row = next(iter(moment.rows(document, document.c.id, [item.id])), None)
    return moment.end if row is None else int(row.recorded_seq) * PASSAGES_EACH
