"""All claims of the record compared with each other in bulk: paired by DuckDB, linked batch by batch, and gone on with after a kill.

What it finds is what adding the documents one by one finds: the pairs are those of `nearby`, the rules are the same, and each document is
held against the earlier reports of its event, also where no claim of it makes a pair. Within collections it is compared one by one.
"""

import tempfile
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from heapq import merge
from itertools import groupby
from operator import attrgetter
from pathlib import Path

import duckdb
import ibis
from ibis.expr.types import Table
from sqlalchemy import select

from claimgraph.link import VERSION, link_pairs, nearest_reports, with_rivals, without_strangers
from claimgraph.link.candidates import LIMITS, Limits
from claimgraph.link.pairs.attributes import attribute_of
from claimgraph.model import Claim, Document, Graph, Link
from claimgraph.pairing.candidates import SCHEMA, candidate_pairs, cut_blocks
from claimgraph.pairing.doubt import Verdict, in_doubt, weighed, without
from claimgraph.pairing.following import MAKER, Told, follow, waiting
from claimgraph.pairing.inside import before, document_alone, joined_links, links_inside
from claimgraph.pairing.nearby import known_part, reports_part
from claimgraph.pairing.reports import reports_named
from claimgraph.store import Store, blocks
from claimgraph.store.moment import Moment
from claimgraph.store.schema import document, link, membership

BATCH = 5_000
"""After so many pairs a batch ends with the entry that it is at."""
AS_PAIRS = 25
"""As how many pairs a document counts, which is held against other reports whether it has any."""
MEMORY = "2GB"
"""What DuckDB keeps in memory at most; the rest goes into files beside its own."""
LINKER = f"{MAKER} rules@{VERSION}"
"""What links in bulk; another name, as other rules have, begins anew."""
_CLAIMS = """
CREATE VIEW claims AS SELECT number, any_value(first) AS document, list(block) AS blocks FROM
    read_csv('{folder}/blocks.csv', auto_detect=false, delim=',', columns={{'block': 'BIGINT', 'number': 'BIGINT'}}) JOIN
    (SELECT number, min(number) OVER (PARTITION BY document) AS first
     FROM read_csv('{folder}/claims.csv', auto_detect=false, delim=',', columns={{'number': 'BIGINT', 'document': 'VARCHAR'}}))
    USING (number)
GROUP BY number
"""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far linking has come: claims and pairs compared of so many, links found, older ones changed or gone, the newest entry."""

    claims: int = 0
    pairs: int = 0
    of: int = 0
    links: int = 0
    changed: int = 0
    gone: int = 0
    seq: int = 0

    def after(self, batch: "Batch", found: Verdict, seq: int) -> "Progress":
        """How far it is after a batch, which made this the newest entry."""
        return Progress(
            self.claims + len(batch.pairs),
            self.pairs + sum(map(len, batch.pairs.values())),
            self.of,
            self.links + len(found.links),
            self.changed + len(found.changed),
            self.gone + len(found.gone),
            seq,
        )


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims to be compared, by number, and the entry that brought the later one."""

    entry: int
    later: int
    earlier: int


@dataclass(frozen=True, slots=True)
class Came:
    """A document, and the entry that brought it, into a collection where one is named."""

    entry: int
    document: str
    collection: str = ""


@dataclass(slots=True)
class Batch:
    """What entries up to one brought: claims by number, each with the earlier ones that it is compared with, and documents.

    Each document comes with its entry; besides there are those that came into collections.
    """

    until: int = 0
    pairs: dict[int, list[int]] = field(default_factory=dict)
    documents: dict[str, int] = field(default_factory=dict)
    joined: list[Came] = field(default_factory=list)
    size: int = 0

    def take(self, row: Pair | Came) -> None:
        """Add a pair or a document of the newest entry."""
        self.until = row.entry
        if isinstance(row, Pair):
            self.pairs.setdefault(row.later, []).append(row.earlier)
            self.size += 1
            return
        self.size += AS_PAIRS
        if row.collection:
            self.joined.append(row)
        else:
            self.documents[row.document] = row.entry

    @property
    def reached(self) -> int:
        """The number that no claim of these entries exceeds."""
        return (self.until + 1) * blocks.EACH - 1


@dataclass(frozen=True, slots=True)
class Paired:
    """The pairs of the record, in a file by the later claim, and the blocks in which more stand than a claim reaches, the fullest first."""

    file: Path
    count: int
    over_full: tuple[tuple[int, int], ...]

    def batches(self, came: Iterable[Came] = ()) -> Iterator[Batch]:
        """The pairs with the documents that came, which are sorted by entry: whole entries at a time, in the order of the record."""
        batch = Batch()
        with self.file.open() as lines:
            numbers = (map(int, line.split(",")) for line in lines)
            pairs = (Pair(later // blocks.EACH, later, earlier) for later, earlier in numbers)
            rows: Iterable[Pair | Came] = merge(pairs, came, key=attrgetter("entry"))
            for _, group in groupby(rows, key=attrgetter("entry")):
                if batch.size >= BATCH:
                    yield batch
                    batch = Batch()
                for row in group:
                    batch.take(row)
        if batch.size:
            yield batch


def link_all(store: Store, *, actor: str, anew: bool = False, told: Told = lambda *_: None) -> Iterator[Progress | Paired]:
    """Compare all claims that these rules did not compare in bulk before, or all of them `anew`; what was paired, then how far it is.

    What older rules found and nobody judged is sought again: it goes where it is not found, and changes where it is otherwise.
    Each batch is one entry with its links. Raises ConflictError where the store keeps changing under it.
    """
    follow(store, told)
    span = waiting(store)
    with tempfile.TemporaryDirectory(prefix="claimgraph-pairs-") as place:
        since = 0 if anew else store.blocks.reached(LINKER)
        paired = pair_all(store, Path(place), since=since)
        yield paired
        done = Progress(of=paired.count, seq=store.seq())
        for batch in paired.batches(_came(store, since // blocks.EACH)):
            found = _links_of(store, batch)
            target, reached = f"{len(batch.documents)} documents", (LINKER, batch.reached)
            seq = store.add_links(found.links, actor=actor, target=target, reached=reached, changed=found.changed, gone=found.gone)
            done = done.after(batch, found, seq)
            yield done
    if span:
        store.blocks.settle(span[1])


def pair_all(store: Store, folder: Path, *, since: int = 0, limits: Limits = LIMITS) -> Paired:
    """The pairs of all claims whose number is greater than `since`; the blocks must be current. Memory does not grow with them."""
    with store.moment() as moment:
        _write(folder / "blocks.csv", blocks.all_blocks(moment.connection))
        _write(folder / "claims.csv", blocks.all_claims(moment.connection))
    return pair_files(folder, since=since, limits=limits)


def pair_files(folder: Path, *, since: int = 0, limits: Limits = LIMITS) -> Paired:
    """The pairs of the claims in `blocks.csv` (block, number) and `claims.csv` (number, document) of a folder, by DuckDB."""
    claims, target = ibis.table(SCHEMA, name="claims"), folder / "pairs.csv"
    with closing(duckdb.connect(str(folder / "pairs.duckdb"))) as engine:
        engine.execute(f"SET memory_limit='{MEMORY}'; SET preserve_insertion_order=false; {_CLAIMS.format(folder=folder)}")
        pairs = f"SELECT DISTINCT later, earlier FROM ({_sql(candidate_pairs(claims, limits))}) WHERE later > {since}"  # noqa: S608 — ours
        count = engine.execute(f"COPY ({pairs} ORDER BY later, earlier) TO '{target}' (FORMAT csv, HEADER false)").fetchall()[0][0]
        cut = engine.execute(f"SELECT size, least FROM ({_sql(cut_blocks(claims, limits))}) ORDER BY size DESC, least").fetchall()  # noqa: S608
    return Paired(target, count, tuple((size, least) for size, least in cut))


def _sql(expression: Table) -> str:
    return str(ibis.to_sql(expression, dialect="duckdb"))


def _write(path: Path, rows: Iterable[tuple[int, int | str]]) -> None:
    with path.open("w") as file:
        file.writelines(f"{one},{other}\n" for one, other in rows)


def _came(store: Store, since: int) -> list[Came]:
    """The living documents that entries after this one brought, also into collections, in their order."""
    with store.moment() as moment:
        wanted = select(document.c.recorded_seq, document.c.id).where(moment.alive(document), document.c.recorded_seq > since)
        into = select(membership.c.recorded_seq, membership.c.document, membership.c.collection)
        joined = into.where(moment.alive(membership), membership.c.recorded_seq > since)
        rows = (*moment.connection.execute(wanted), *moment.connection.execute(joined))
    return sorted((Came(*row) for row in rows), key=attrgetter("entry", "collection", "document"))


def _links_of(store: Store, batch: Batch) -> Verdict:
    """What rules find of a batch, and what became of what older ones found: links in doubt are sought as if they were not there.

    What joins claims of a collection is found as if there were nothing else.
    """
    with store.moment() as moment:
        doubtful = in_doubt(moment, batch.documents)
        links, known = _links_in_all(moment, batch, doubtful)
    for came in batch.joined:
        here = links.get(came.document, ()) if batch.documents.get(came.document) == came.entry else ()
        more = links_inside(store, without(document_alone(store, came.document), doubtful), came.collection, came.entry)
        joined = joined_links([store, before(store, came.collection, came.entry)], [here, more])
        links[came.document] = joined if here else (*links.get(came.document, ()), *joined)
    return weighed(doubtful, (link for found in links.values() for link in found if link.id not in known))


def _links_in_all(moment: Moment, batch: Batch, doubtful: Container[str]) -> tuple[dict[str, tuple[Link, ...]], Collection[str]]:
    """The links that each document of a batch has with all that came before it, and the ids of those that are known."""
    ids = blocks.claims_of(moment, {*batch.pairs, *(number for found in batch.pairs.values() for number in found)})
    part = without(_with_links(moment, known_part(moment, ids.values())), doubtful)
    claims = {number: part.claims[name] for number, name in ids.items() if name in part.claims}
    of = defaultdict[str, list[tuple[Claim, Claim]]](list, {name: [] for name in batch.documents})
    for pair in _pairs(claims, batch.pairs):
        of[pair[0].document].append(pair)
    return {name: _links_with(moment, name, part, pairs, doubtful) for name, pairs in of.items()}, part.links.keys()


def _links_with(moment: Moment, name: str, part: Graph, pairs: Sequence[tuple[Claim, Claim]], doubtful: Container[str]) -> tuple[Link, ...]:
    """The links of the later claims of a document with earlier ones, as they are found when it comes in: rows are reports of no event."""
    new = reports_part(moment, [name], moment.live(Document, [name]))
    if new.claims and all(attribute_of(item.slots) for item in new.claims.values()):
        return link_pairs(part, part, pairs)
    shared = reports_named(moment, new.documents.values())
    reports = reports_part(moment, {*shared, *nearest_reports(pairs)}, new.documents.values())
    linked = without(_with_links(moment, new, reports.claims), doubtful)
    return with_rivals(without_strangers(link_pairs(part, part, pairs), new, part, reports, shared), linked, reports, shared)


def _pairs(claims: dict[int, Claim], batch: dict[int, list[int]]) -> Iterator[tuple[Claim, Claim]]:
    for later, found in batch.items():
        yield from ((claims[later], claims[earlier]) for earlier in found if later in claims and earlier in claims)


def _with_links(moment: Moment, part: Graph, others: Iterable[str] = ()) -> Graph:
    """The part with the links between its claims, and between these and others."""
    ends = {*part.claims, *others}
    found = (*moment.where(Link, link.c.from_id, part.claims), *moment.where(Link, link.c.to_id, part.claims))
    return replace(part, links={item.id: item for item in found if {item.from_, item.to} <= ends})
