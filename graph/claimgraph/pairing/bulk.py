"""All claims of the record compared with each other in bulk: paired by DuckDB, linked batch by batch, and gone on with after a kill.

What it finds is what adding the documents one by one finds: the pairs are those of `nearby`, the rules are the same.
"""

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

import duckdb
import ibis
from ibis.expr.types import Table

from claimgraph.link import VERSION, link_pairs, nearest_reports, with_rivals, without_strangers
from claimgraph.link.candidates import LIMITS, Limits
from claimgraph.model import Claim, Document, Graph, Link
from claimgraph.pairing.candidates import SCHEMA, candidate_pairs, cut_blocks
from claimgraph.pairing.following import MAKER, Told, follow, waiting
from claimgraph.pairing.nearby import known_part, reports_part
from claimgraph.pairing.reports import reports_named
from claimgraph.store import Store, blocks
from claimgraph.store.moment import Moment
from claimgraph.store.schema import link

BATCH = 5_000
"""After so many pairs a batch ends with the entry that it is at."""
MEMORY = "2GB"
"""What DuckDB keeps in memory at most; the rest goes into files beside its own."""
LINKER = f"{MAKER} rules@{VERSION}"
"""What links in bulk; another name begins anew."""
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
    """How far linking has come: claims and pairs compared of so many, links found, the newest entry."""

    claims: int = 0
    pairs: int = 0
    of: int = 0
    links: int = 0
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Paired:
    """The pairs of the record, in a file by the later claim, and the blocks in which more stand than a claim reaches, the fullest first."""

    file: Path
    count: int
    over_full: tuple[tuple[int, int], ...]

    def batches(self) -> Iterator[dict[int, list[int]]]:
        """Claims by number, each with the earlier ones that it is compared with, whole entries at a time in the order of the record."""
        batch: dict[int, list[int]] = {}
        size = entry = 0
        with self.file.open() as lines:
            rows = (line.split(",") for line in lines)
            for later, group in groupby(rows, key=lambda row: int(row[0])):
                if size >= BATCH and later // blocks.EACH != entry:
                    yield batch
                    batch, size = {}, 0
                batch[later], entry = [int(row[1]) for row in group], later // blocks.EACH
                size += len(batch[later])
        if batch:
            yield batch


def link_all(store: Store, *, actor: str, anew: bool = False, told: Told = lambda *_: None) -> Iterator[Progress | Paired]:
    """Compare all claims that were not compared in bulk before, or all of them `anew`; what was paired, then how far it is.

    Each batch is one entry with its links. Raises ConflictError where the store keeps changing under it.
    """
    follow(store, told)
    span = waiting(store)
    with tempfile.TemporaryDirectory(prefix="claimgraph-pairs-") as place:
        since = 0 if anew else store.blocks.reached(LINKER)
        paired = pair_all(store, Path(place), since=since)
        yield paired
        done = Progress(of=paired.count, seq=store.seq())
        for batch in paired.batches():
            links = _links_of(store, batch)
            seq = store.add_links(links, actor=actor, target=f"{len(batch)} claims", reached=(LINKER, max(batch)))
            pairs = sum(map(len, batch.values()))
            done = replace(done, claims=done.claims + len(batch), pairs=done.pairs + pairs, links=done.links + len(links), seq=seq)
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


def _links_of(store: Store, batch: dict[int, list[int]]) -> tuple[Link, ...]:
    """The new links of a batch of claims, by the rules."""
    with store.moment() as moment:
        ids = blocks.claims_of(moment, {*batch, *(number for found in batch.values() for number in found)})
        part = _with_links(moment, known_part(moment, ids.values()))
        claims = {number: part.claims[name] for number, name in ids.items() if name in part.claims}
        of: defaultdict[str, list[tuple[Claim, Claim]]] = defaultdict(list)
        for pair in _pairs(claims, batch):
            of[pair[0].document].append(pair)
        links = (link for document, pairs in of.items() for link in _links_with(moment, document, part, pairs))
        return tuple({link.id: link for link in links if link.id not in part.links}.values())


def _links_with(moment: Moment, document: str, part: Graph, pairs: Sequence[tuple[Claim, Claim]]) -> tuple[Link, ...]:
    """The links of the later claims of a document with earlier ones, as they are found when it comes in."""
    new = reports_part(moment, [document], moment.live(Document, [document]))
    shared = reports_named(moment, new.documents.values())
    reports = reports_part(moment, {*shared, *nearest_reports(pairs)}, new.documents.values())
    return with_rivals(without_strangers(link_pairs(part, part, pairs), new, part, reports, shared), new, reports, shared)


def _pairs(claims: dict[int, Claim], batch: dict[int, list[int]]) -> Iterator[tuple[Claim, Claim]]:
    for later, found in batch.items():
        yield from ((claims[later], claims[earlier]) for earlier in found if later in claims and earlier in claims)


def _with_links(moment: Moment, part: Graph) -> Graph:
    """The part with the links between its claims."""
    ends = set(part.claims)
    found = {item.id: item for item in moment.where(Link, link.c.from_id, ends) if item.to in ends}
    return replace(part, links=found)
