"""The record to take away and, where that is asked for, what is derived from it behind: in one order, of one moment, page by page.

What depends on the day is left out: which predictions are due.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import TypeVar

from pyoxigraph import Triple

from claimgraph import exchange
from claimgraph.derive import MAKER, Derived, Listed
from claimgraph.derive.conflicts import conflicts_around
from claimgraph.errors import InputError
from claimgraph.exchange import STREAMED
from claimgraph.model import Judgement
from claimgraph.rdf.conflicting import conflict_triples
from claimgraph.rdf.disputing import dispute_triples
from claimgraph.rdf.findings import finding_triples
from claimgraph.rdf.grading import grade_triples
from claimgraph.rdf.naming import check_base
from claimgraph.rdf.proposals import proposal_triples
from claimgraph.rdf.scoring import score_triples
from claimgraph.rdf.telling import stamped
from claimgraph.rdf.trusting import profile_triples
from claimgraph.rdf.values import value_triples
from claimgraph.records import to_record
from claimgraph.store import Store
from claimgraph.verdicts import GRADES
from claimgraph.views.selection import claim_ids
from claimgraph_api.answers.grading import grades_record
from claimgraph_api.answers.valuing import values_record
from claimgraph_api.answers.weighing import weighing

T = TypeVar("T")
PAGE = 200
"""How many disputes or proposals are read at once."""
WEIGHED = 50
"""How many claims are weighed at once, with what bears on them."""


def check_asked(*, derived: bool, trust: str | None) -> None:
    """Raise InputError where scores are asked for without all else that is derived."""
    if trust and not derived:
        raise InputError("scores are derived: ask for what is derived, too, or leave out trust")


def export_derived(store: Store, derived: Derived, format: str, *, base: str, trust: str | None = None) -> Iterator[bytes]:
    """What a store shows at its moment in a format of RDF, and what is derived from that behind it.

    Raises InputError for a format that is none of RDF, NotFoundError where there is no trust profile of that name.
    """
    if format not in exchange.MEDIA_TYPES or format in STREAMED:
        formats = ", ".join(name for name in exchange.MEDIA_TYPES if name not in STREAMED)
        raise InputError(f"“{format[:40]}” cannot hold what is derived; the formats that can are {formats}")
    checked, asked = check_base(base), trust and weighing(store, trust).profile.name
    pieces = (stamped(piece, store.seq(), MAKER) for piece in _pieces(store, derived, checked, trust=asked))
    return exchange.export(store, format, checked, more=pieces)


def _pieces(store: Store, derived: Derived, base: str, *, trust: str | None) -> Iterator[Iterable[Triple]]:
    for disputes in _paged(lambda cursor: derived.disputes(cursor=cursor, limit=PAGE)):
        yield dispute_triples(disputes, base)
        around = ((dispute.id, conflicts_around(store, claim_ids(dispute))) for dispute in disputes)
        yield chain.from_iterable(conflict_triples(about, found, base) for about, found in around)
        yield chain.from_iterable(value_triples(values_record(store, derived, dispute.id), base) for dispute in disputes)
    yield finding_triples(derived.all_findings(), base)  # together, as those of one kind about one node are counted
    for proposals in _paged(lambda cursor: derived.proposals(cursor=cursor, limit=PAGE)):
        yield proposal_triples(proposals, base)
    yield from _grades(store, base)
    yield from _scores(store, base, trust) if trust else ()


def _grades(store: Store, base: str) -> Iterator[Iterable[Triple]]:
    """The grades that stand, of all that was ever graded."""
    graded = dict.fromkeys(judgement.target for verdict in dict.fromkeys(chain(*GRADES.values())) for judgement in _judged(store, verdict))
    heads = dict.fromkeys(store.heads(graded).get(node, node) for node in graded)
    yield chain.from_iterable(grade_triples(grades_record(store, node), base) for node in heads)


def _judged(store: Store, verdict: str) -> Iterator[Judgement]:
    """The judgements with a verdict."""
    cursor = None
    while True:
        page = store.page("judgements", where={"verdict": verdict}, cursor=cursor, counted=False)
        yield from (item for item in page.items if isinstance(item, Judgement))
        cursor = page.next
        if cursor is None:
            return


def _paged(read: Callable[[str | None], Listed[T]]) -> Iterator[tuple[T, ...]]:
    """The items of a list from its beginning, a page at a time; `read` gives the page at a cursor."""
    page = read(None)
    yield page.items
    while page.next is not None:
        page = read(page.next)
        yield page.items


def _scores(store: Store, base: str, trust: str) -> Iterator[Iterable[Triple]]:
    """The scores of all claims, each as it is answered alone: together where all that bears on them is read, else one by one."""
    asked, cursor = weighing(store, trust), None
    yield profile_triples(asked.profile, base, store.collection)
    while True:
        page = store.page("claims", cursor=cursor, limit=WEIGHED, counted=False)
        scores, weighed = asked.scores(claim.id for claim in page.items)
        found = [(score, weighed) for score in scores.values()] if weighed.whole else [asked.claim(claim) for claim in scores]
        yield chain.from_iterable(
            score_triples(to_record(score), base, whole=among.whole, collection=store.collection) for score, among in found
        )
        cursor = page.next
        if cursor is None:
            return
