"""Which pairs of claims are worth comparing: how many of the true ones are found, and what that costs as the claims grow.

    python benchmarks/candidates.py 10000 30000 100000 300000 1000000

The made-up claim graph (see `generating`) knows which claims answer one question: those of two documents are the true pairs, all of
them among 20,000 claims. CPU-seconds are those of the whole process for the expression alone, on DuckDB in memory.
"""

import argparse
import math
import resource
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import duckdb
import ibis

import contests
from claimgraph.link.blocks import blocks_of
from claimgraph.link.candidates import LIMITS
from claimgraph.model import Link, Span
from claimgraph.pairing.candidates import SCHEMA, candidate_pairs, cut_blocks
from generating import readings
from sentences import Statement

RECALLED = 20_000
"""Among so many claims all true pairs are sought."""


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", type=int, nargs="*", default=[10_000, 30_000, 100_000])
    counts = sorted(parser.parse_args().counts)
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "claims.csv"
        rows = write(file, max([*counts, RECALLED]))
        print(f"{rows / max([*counts, RECALLED]):.1f} blocks a claim; at most {LIMITS.reach} of the emptiest, {LIMITS.budget} in all")
        recall(file)
        print("claims, pairs, CPU-seconds, pairs a claim, over-full blocks, the fullest, MB at most")
        spent = [measure(file, count) for count in counts]
    for (fewer, less), (more, longer) in zip(zip(counts, spent, strict=True), list(zip(counts, spent, strict=True))[1:], strict=False):
        print(f"from {fewer:,} to {more:,}: growth exponent {math.log(longer / less) / math.log(more / fewer):.2f}")


def write(file: Path, count: int) -> int:
    """Write number, document, question (0 for none) and blocks of so many claims; how many blocks in all."""
    number = rows = 0
    with file.open("w") as target:
        for document, claims in enumerate(told(count)):
            first = number
            for question, blocks in claims[: count - number]:
                target.write(f"{number},{first},{document},{question},{'|'.join(map(str, blocks))}\n")
                number, rows = number + 1, rows + len(blocks)
    return rows


def told(count: int) -> Iterator[Sequence[tuple[int, tuple[int, ...]]]]:
    """The claims of each document: the number of the question that each answers, and its blocks."""
    asked: dict[str, int] = {}
    kept: list[contests.Contest] = []  # so that none has the identity of one that is gone
    linked = contests.Contests.link

    def noted(self: contests.Contests, contest: contests.Contest, claim: str, statement: Statement, clash: Span, at: str) -> Iterator[Link]:
        asked[claim] = id(contest)
        kept.append(contest)
        return linked(self, contest, claim, statement, clash, at)  # type: ignore[return-value]

    contests.Contests.link = noted  # type: ignore[method-assign]
    for reading, _ in readings(count, seed=3):
        names = {entity.id: entity.name for entity in reading.entities}
        yield [(asked.pop(claim.id, 0), blocks_of(claim, lambda entity, names=names: [names[entity]])) for claim in reading.claims]  # type: ignore[misc]


def load(engine: duckdb.DuckDBPyConnection, file: Path, count: int) -> None:
    """The first so many claims as a table."""
    columns = "{'number': 'BIGINT', 'document': 'BIGINT', 'place': 'BIGINT', 'question': 'BIGINT', 'blocks': 'VARCHAR'}"
    split = "CAST(string_split(blocks, '|') AS BIGINT[])"
    engine.execute(
        f"CREATE TABLE claims AS SELECT number, document, question, CASE WHEN blocks IS NULL THEN [] ELSE {split} END AS blocks "  # noqa: S608
        f"FROM read_csv('{file}', auto_detect=false, delim=',', columns={columns}) WHERE number < {count}"
    )


def recall(file: Path) -> None:
    """Print how many of the true pairs are found."""
    with closing(duckdb.connect()) as engine:
        load(engine, file, RECALLED)
        found = str(ibis.to_sql(candidate_pairs(ibis.table(SCHEMA, name="claims")), dialect="duckdb"))
        engine.execute(f"CREATE TABLE found AS SELECT DISTINCT later, earlier FROM ({found})")  # noqa: S608
        same = "a.question = b.question AND a.question <> 0 AND a.number > b.number AND a.document <> b.document"
        count = (
            "SELECT count(*), count(f.later), count(DISTINCT a.number), count(DISTINCT CASE WHEN f.later IS NOT NULL THEN a.number END) "
        )
        row = engine.execute(
            f"{count} FROM claims a JOIN claims b ON {same} LEFT JOIN found f ON f.later = a.number AND f.earlier = b.number"
        ).fetchall()[0]
        pairs = engine.execute("SELECT count(*) FROM found").fetchall()[0][0]
    print(f"{RECALLED:,} claims, {pairs:,} pairs found; of {row[0]:,} true pairs {row[1]:,}, recall {row[1] / row[0]:.3f}", end="; ")
    print(f"of {row[2]:,} claims with a true earlier partner {row[3]:,} have one at least, {row[3] / row[2]:.3f}")


def measure(file: Path, count: int) -> float:
    """Print a line about so many claims; the CPU-seconds."""
    claims = ibis.table(SCHEMA, name="claims")
    pairs, cut = (str(ibis.to_sql(expression, dialect="duckdb")) for expression in (candidate_pairs(claims), cut_blocks(claims)))
    with closing(duckdb.connect()) as engine:
        load(engine, file, count)
        before = processor()
        found = engine.execute(f"SELECT count(*), bit_xor(later * 31 + earlier) FROM ({pairs})").fetchall()[0][0]  # noqa: S608
        spent = processor() - before
        over = engine.execute(f"SELECT count(*), max(size) FROM ({cut})").fetchall()[0]  # noqa: S608
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{count:>9,} {found:>12,} {spent:8.2f} {found / count:6.1f} {over[0]:>9,} {over[1] or 0:>9,} {most:>7,}", flush=True)
    return spent


def processor() -> float:
    """The CPU-seconds of this process so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
