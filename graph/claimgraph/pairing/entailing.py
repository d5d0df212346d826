"""What a model of entailment proposes over the whole record: document by document, gone on with after a kill."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

from claimgraph.link.entailment import EntailmentModel
from claimgraph.link.events.events import of_one_event
from claimgraph.link.inferring import Asked, Pair, infer, pairs_inside, sides_of
from claimgraph.model import Document, Graph, Link
from claimgraph.pairing.following import Told, follow
from claimgraph.pairing.nearby import nearby, reports_part
from claimgraph.store import Store, blocks
from claimgraph.store.schema import link

VERSION = 1
"""Raise it when other pairs are asked or other answers count: then all documents are asked anew."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a model has come: documents of so many, pairs that it was asked, those cut for their number, links found, newest entry."""

    documents: int = 0
    of: int = 0
    pairs: int = 0
    cut: int = 0
    links: int = 0
    seq: int = 0


def entail_all(
    store: Store, model: EntailmentModel, *, actor: str, most: int, anew: bool = False, told: Told = lambda *_: None
) -> Iterator[Progress]:
    """Ask a model of each document that it was not asked of, or of all `anew`; each document's links are one entry.

    It is asked of at most `most` pairs a document, inside it and with earlier documents near it. Raises ConflictError where the store
    keeps changing under it.
    """
    follow(store, told)
    linker = f"{model.judge} pairs@{VERSION}"
    last = _last_numbers(store)
    since = 0 if anew else store.blocks.reached(linker)
    documents = sorted((number, document) for document, number in last.items() if number > since)
    done = Progress(of=len(documents), seq=store.seq())
    yield done
    for number, document in documents:
        asked = _asked(store, model, document, last, most)
        seq = store.add_links(asked.links, actor=actor, target=document, reached=(linker, number))
        counts = {"pairs": done.pairs + asked.pairs, "cut": done.cut + asked.cut, "links": done.links + len(asked.links)}
        done = replace(done, documents=done.documents + 1, seq=seq, **counts)
        yield done


def _last_numbers(store: Store) -> dict[str, int]:
    """Each document with the number of its last claim: the order in which they came."""
    last: dict[str, int] = {}
    with store.moment() as moment:
        for number, document in blocks.all_claims(moment.connection):
            last[document] = max(number, last.get(document, 0))
    return last


def _asked(store: Store, model: EntailmentModel, document: str, last: Mapping[str, int], most: int) -> Asked:
    """What a model proposes inside a document and with the earlier ones near it, but for pairs that are linked."""
    with store.moment() as moment:
        new = reports_part(moment, [document], moment.live(Document, [document]))
        linked = {frozenset((item.from_, item.to)) for item in moment.where(Link, link.c.from_id, set(new.claims))}
        linked |= {frozenset((item.from_, item.to)) for item in moment.where(Link, link.c.to_id, set(new.claims))}
    pairs = (*pairs_inside(new), *_across(store, new, document, last))
    return infer(model, (pair for pair in pairs if frozenset((pair.a.claim.id, pair.b.claim.id)) not in linked), most=most)


def _across(store: Store, new: Graph, document: str, last: Mapping[str, int]) -> Iterator[Pair]:
    """The pairs of sayings with those of earlier documents: all of a report of the same event, else those that are compared by rules."""
    near = nearby(store, new, ())
    event = of_one_event(new, near.reports, near.shared)
    compared = {(a.id, b.id) for a, b in near.pairs}
    for here, there in product(sides_of(new), sides_of(near.reports)):
        other = there.claim.document
        if last.get(other, 0) < last[document] and (other in event or (here.claim.id, there.claim.id) in compared):
            yield Pair(here, there, of_one_scene=other in event)
