"""Tables of claims into the record: rows to documents, documents to batches, each batch one transaction and one entry.

Every row has an id that rests on what it says alone, so no row is ever added twice: the same table again, a table that has
grown, or going on after a kill needs no ledger of what was done.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from claimgraph.errors import ConflictError, LimitError
from claimgraph.exchange.rows import Row, row_id
from claimgraph.exchange.structured import GAP, to_reading, words_of
from claimgraph.exchange.tables import Numbered, Reject
from claimgraph.ingest.identity import KnownNames
from claimgraph.ingest.pipeline import Linked, link_table
from claimgraph.model import Claim, Graph, Judgement, Reading
from claimgraph.pairing import place
from claimgraph.store import Store

MOST_ROWS = 1_000
"""How many rows make one document at most."""
MOST_CHARACTERS = 500_000
"""How many characters a document made of rows has at most."""
BATCH = 2_000
"""A batch ends with the document that brings it to so many rows."""
PATIENCE = 20_000
"""After so many rows and rejects a batch ends in any case, so that whoever waits hears of it."""
MOST_REJECTS = 100_000
"""After so many rejects the table is given up: it is not what it is taken for."""
TRIES = 50


@dataclass(frozen=True, slots=True)
class Counts:
    """How far an import has come: rows read, added, there already and rejected; the documents made; the newest entry.

    `cut` is how many have so many before them that are about the same that they were compared with the last only.
    """

    rows: int = 0
    added: int = 0
    already: int = 0
    rejected: int = 0
    documents: int = 0
    seq: int = 0
    cut: int = 0


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a table comes from: its name, for the titles of documents that have no other; its media type; who imports it."""

    name: str
    media_type: str
    actor: str


@dataclass(slots=True)
class _Group:
    """Rows that follow each other and agree on their document, by their ids."""

    key: tuple[str, ...]
    first: int
    last: int
    rows: dict[str, Row] = field(default_factory=dict)
    read: int = 0
    characters: int = 0

    def takes(self, key: tuple[str, ...], characters: int) -> bool:
        """Whether one more row belongs to this document."""
        return key == self.key and self.read < MOST_ROWS and self.characters + characters <= MOST_CHARACTERS

    def take(self, item: Numbered, characters: int) -> None:
        """Add a row; one that says the same as another counts as there already."""
        self.rows.setdefault(row_id(item.row), item.row)
        self.last = item.line
        self.read += 1
        self.characters += characters


def import_table(store: Store, table: Iterable[Numbered | Reject], origin: Origin, reject: Callable[[Reject], None]) -> Iterator[Counts]:
    """Store a table batch by batch and say after each how far it is; the last counts are those of the whole.

    Its claims are linked with each other and with rows that came before (see `claimgraph.link.rows.tables`). Within a collection they come
    into that; of a row that is there already, the document that holds it does, whatever else it holds.
    Each reject goes to `reject`. Raises what reading the table raises, LimitError after 100,000 rejects, ConflictError where
    others keep writing or the store refuses a document; whole batches are in by then, and the same table again goes on where it stopped.
    """
    counts, target = Counts(seq=store.whole().seq()), _Target(store)
    for groups, rejects in _batches(table):
        for item in rejects:
            reject(item)
        counts = replace(counts, rejected=counts.rejected + len(rejects), rows=counts.rows + len(rejects))
        counts = _store(target, groups, origin, counts) if groups else counts
        yield counts
        if counts.rejected >= MOST_REJECTS:
            raise LimitError(f"{counts.rejected:,} rows were rejected, and the rest was not read: see the rejects, and mend the table")
    yield counts


def _batches(table: Iterable[Numbered | Reject]) -> Iterator[tuple[list[_Group], list[Reject]]]:
    """Whole documents with the rejects that came between; what a batch holds depends on the table alone."""
    groups: list[_Group] = []
    rejects: list[Reject] = []
    rows = 0
    for item in table:
        if isinstance(item, Reject):
            rejects.append(item)
        else:
            key, characters = _key(item.row), len(words_of(item.row)) + len(GAP)
            if not groups or not groups[-1].takes(key, characters):
                if rows >= BATCH:
                    yield groups, rejects
                    groups, rejects, rows = [], [], 0
                groups.append(_Group(key, item.line, item.line))
            groups[-1].take(item, characters)
            rows += 1
        if len(rejects) >= PATIENCE:
            yield [], rejects
            rejects = []
    yield groups, rejects


def _key(row: Row) -> tuple[str, ...]:
    return row[-5:]  # url, document, publisher, published_at, document_id


class _Target:
    """Where a table goes: a store or a collection, and what is known there of the rows and names before."""

    def __init__(self, store: Store) -> None:
        self.store, self.whole = store, store.whole()
        self._views = (self.whole,) if store.collection is None else (self.whole, store)
        self._names = [KnownNames(view) for view in self._views]

    def known(self, claims: list[str]) -> set[str]:
        """Those of these claims that are there already, or were erased and do not come back."""
        return self.whole.living("claims", claims) | self.whole.erased(claims)

    def collect(self, known: set[str], actor: str) -> None:
        """Let the documents that hold these claims, which are there already, come into the collection."""
        if self.store.collection is None or not known:
            return
        claims = self.whole.nodes(known - self.store.shown(known)).values()
        documents = {claim.document for claim in claims if isinstance(claim, Claim)}
        if documents:
            self.whole.collect(self.store.collection, documents, actor=actor)

    def judgements(self, readings: list[Reading]) -> list[Judgement]:
        """Who of these is one with whom that came before, in the store and in the collection."""
        at = datetime.now(UTC).isoformat(timespec="seconds")
        return list({item.id: item for names in self._names for item in names.judgements(readings, at)}.values())

    def linked(self, readings: list[Reading], judgements: list[Judgement]) -> Linked:
        """What linking the claims of these with each other and with rows before them finds."""
        graphs = [Graph.of_reading(reading) for reading in readings]
        heads = self._names[0].heads(node for graph in graphs for node in graph.entities.values())
        return link_table(self._views, graphs, judgements, lambda node: heads.get(node, node))

    def add(self, readings: list[Reading], linked: Linked, judgements: list[Judgement], *, actor: str, if_seq: int) -> int:
        """Store these readings, the last with what links them to each other and to those before; the number of the entry."""
        last = replace(readings[-1], links=(*readings[-1].links, *linked.links))
        added = self.store.add_many([*readings[:-1], last], judgements, actor=actor, target=readings[0].document.id, if_seq=if_seq)
        if self.store.collection is None and len(added.documents) == len(readings):
            place(self.whole, (claim for item in readings for claim in item.claims), linked.blocks, seq=added.seq)
        return added.seq

    def forget(self) -> None:
        """Remember no names: what was learned of readings that were not stored in the end is wrong."""
        for names in self._names:
            names.forget()


def _store(target: _Target, groups: list[_Group], origin: Origin, counts: Counts) -> Counts:
    """Store what is new of a batch, in one entry."""
    lines = f"{origin.name}, lines {groups[0].first} to {groups[-1].last}"
    wanted = [claim for group in groups for claim in group.rows]
    known = target.known(wanted)
    readings = list(_readings(groups, known, origin))  # before the turn, for which others wait
    for _ in range(TRIES):
        with target.store.turn():
            target.collect(known, origin.actor)
            seq = target.whole.seq()
            found = target.known(wanted)
            if found != known:
                known, readings = found, list(_readings(groups, found, origin))
            try:
                judgements = target.judgements(readings)
                linked = target.linked(readings, judgements)
                if readings:
                    seq = target.add(readings, linked, judgements, actor=origin.actor, if_seq=seq)
            except ConflictError as error:
                if error.code != ConflictError.code:
                    raise
                target.forget()  # another process wrote in between
                continue
        return _counted(replace(counts, cut=counts.cut + len(linked.cut)), groups, readings, seq)
    raise ConflictError(f"{lines} were not added: others kept writing; import the table again to go on")


def _readings(groups: Iterable[_Group], known: set[str], origin: Origin) -> Iterator[Reading]:
    """The documents of the rows that are not known, each row once in the batch."""
    seen = set(known)
    for group in groups:
        rows = {claim: row for claim, row in group.rows.items() if claim not in seen}
        seen.update(rows)
        if rows:
            named = bool(group.key[0] or group.key[1])
            title = None if named else f"{origin.name}, lines {group.first} to {group.last}"
            yield to_reading(rows, title=title, media_type="text/plain" if named else origin.media_type)


def _counted(counts: Counts, groups: Iterable[_Group], readings: list[Reading], seq: int) -> Counts:
    read = sum(group.read for group in groups)
    added = sum(not item.implied and item.content.claim is not None for reading in readings for item in reading.assertions)
    return replace(
        counts,
        rows=counts.rows + read,
        added=counts.added + added,
        already=counts.already + read - added,
        documents=counts.documents + len(readings),
        seq=seq,
    )
