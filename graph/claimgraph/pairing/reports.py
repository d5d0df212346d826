"""Which documents of the record may be reports of one event with a given one: found by the names that few documents hold."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set

from claimgraph.link.reports import COMMON, LEAST, MOST_NAMES, Day, came_out, day_of, may_be_near, names_of, shared_names, weight_of
from claimgraph.model import Document
from claimgraph.store.moment import Moment
from claimgraph.store.schema import PASSAGES_EACH, document
from claimgraph.store.search import documents_with

MOST = 12
"""How many documents are reports of one event with one at most: those with which it shares the most."""
READ = 3 * MOST
"""How many documents are read to see which these are."""


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
    near = moment.live(Document, _likeliest(moment, item, holders, held))
    weights = {other.id: weight_of(shared_names(names, other), held) for other in near if may_be_near(item, other)}
    best = sorted(weights, key=lambda other: (-weights[other], other))[:MOST]
    return {other: weights[other] for other in best if weights[other] >= LEAST}


def _likeliest(moment: Moment, item: Document, holders: Mapping[str, Set[str]], held: Mapping[str, int]) -> list[str]:
    """Of the documents that hold a name the few to be read: those that may be near by their date and hold the most, small or capital."""
    words = defaultdict[str, list[str]](list)
    for name, found in holders.items():
        for other in found if held[name] < COMMON else ():
            words[other].append(name)
    came = came_out(item)
    dated = ((row.id, day_of(row.published_at)) for row in moment.rows(document, document.c.id, words))
    near = [other for other, day in dated if came is None or day is None or came.is_near(Day.of(day))]
    return sorted(near, key=lambda other: (-weight_of(words[other], held), other))[:READ]


def _first_passage(moment: Moment, item: Document) -> int:
    """The number of the first passage of the entry that brought a document, or one above all where it is not there yet."""
    row = next(iter(moment.rows(document, document.c.id, [item.id])), None)
    return moment.end if row is None else int(row.recorded_seq) * PASSAGES_EACH
