"""Spark finds the same rows as DuckDB (`make test-cluster`; left out where Spark is not installed)."""

import hashlib
from collections.abc import Iterable
from random import Random

import duckdb
import ibis
import pytest

from claimgraph.link.candidates import Limits
from claimgraph.pairing.candidates import SCHEMA, candidate_pairs

spark_sql = pytest.importorskip("pyspark.sql")
LIMITS = Limits(reach=20, budget=12)


def made_up(count: int) -> list[tuple[int, int, list[int]]]:
    """Claims of some documents in blocks of very different sizes."""
    chance = Random(4)
    return [
        (number, number - number % 7, sorted({int(300 * chance.random() ** 3) - 5 for _ in range(chance.randrange(9))}))
        for number in range(count)
    ]


def digest(rows: Iterable[tuple[int, int, int, str]]) -> tuple[int, str]:
    lines = sorted(f"{later},{earlier},{block},{reason}" for later, earlier, block, reason in rows)
    return len(lines), hashlib.md5("\n".join(lines).encode(), usedforsecurity=False).hexdigest()


@pytest.mark.filterwarnings("ignore")
def test_spark_and_duckdb_find_the_same_rows() -> None:
    claims = made_up(4_000)
    expression = candidate_pairs(ibis.table(SCHEMA, name="claims"), LIMITS)
    with duckdb.connect() as engine:
        engine.execute("CREATE TABLE claims (number BIGINT, document BIGINT, blocks BIGINT[])")
        engine.executemany("INSERT INTO claims VALUES (?, ?, ?)", claims)
        ours = digest(engine.execute(str(ibis.to_sql(expression, dialect="duckdb"))).fetchall())
    session = spark_sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        frame = session.createDataFrame(claims, "number bigint, document bigint, blocks array<bigint>")
        frame.createOrReplaceTempView("claims")
        theirs = digest(tuple(row) for row in session.sql(str(ibis.to_sql(expression, dialect="pyspark"))).collect())
    finally:
        session.stop()
    assert ours == theirs
    assert ours[0] > 10_000
