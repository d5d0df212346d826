"""Tables of claims into the record: rows to documents, documents to batches, each batch one transaction and one entry.

Every row has an id that rests on what it says alone, so no row is ever added twice: the same table again, a table that has
grown, or going on after a kill needs no ledger of what was done.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from claimgraph.errors import ConflictError, InputError, LimitError
from claimgraph.exchange.rows import Row, row_id
from claimgraph.exchange.structured import GAP, to_reading, words_of
from claimgraph.exchange.tables import Numbered, Reject
from claimgraph.ingest.identity import KnownNames
from claimgraph.model import Reading
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
    """How far an import has come: rows read, added, there already and rejected; the documents made; the newest entry."""

    rows: int = 0
    added: int = 0
    already: int = 0
    rejected: int = 0
    documents: int = 0
    seq: int = 0


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

    Each reject goes to `reject`. Raises InputError within a collection, what reading the table raises, LimitError after 100,000
    rejects, ConflictError where others keep writing or the store refuses a document; whole batches are in by then, and the same
    table again goes on where it stopped.
    """
    if store.collection is not None:  # rows that others hold would have to come in too
        raise InputError("a table is imported into the whole store: collect its documents after that", code="within-collection")
    counts, names = Counts(seq=store.seq()), KnownNames(store)
    for groups, rejects in _batches(table):
        for item in rejects:
            reject(item)
        counts = replace(counts, rejected=counts.rejected + len(rejects), rows=counts.rows + len(rejects))
        counts = _store(store, groups, names, origin, counts) if groups else counts
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


def _store(store: Store, groups: list[_Group], names: KnownNames, origin: Origin, counts: Counts) -> Counts:
    """Store what is new of a batch, in one entry."""
    target = f"{origin.name}, lines {groups[0].first} to {groups[-1].last}"
    wanted = [claim for group in groups for claim in group.rows]
    known = _known(store, wanted)
    readings = list(_readings(groups, known, origin))  # before the turn, for which others wait
    for _ in range(TRIES):
        with store.turn():
            seq = store.seq()
            found = _known(store, wanted)
            if found != known:
                known, readings = found, list(_readings(groups, found, origin))
            if not readings:
                return _counted(counts, groups, readings, seq)
            try:
                judgements = list(names.judgements(readings, datetime.now(UTC).isoformat(timespec="seconds")))
                seq = store.add_many(readings, judgements, actor=origin.actor, target=target, if_seq=seq).seq
            except ConflictError as error:
                if error.code != ConflictError.code:
                    raise
                names.forget()  # another process wrote in between
                continue
        return _counted(counts, groups, readings, seq)
    raise ConflictError(f"{target} were not added: others kept writing; import the table again to go on")


def _known(store: Store, claims: list[str]) -> set[str]:
    """Those of these claims that are there already, or were erased and do not come back."""
    return store.living("claims", claims) | store.erased(claims)


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
    return Counts(
        counts.rows + read, counts.added + added, counts.already + read - added, counts.rejected, counts.documents + len(readings), seq
    )
