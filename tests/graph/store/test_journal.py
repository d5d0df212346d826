import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from builders import Telling, contested_province
from claimgraph.errors import StoreError
from claimgraph.store import Store
from claimgraph.store.engine import FILE
from claimgraph.store.schema import SEALED


@pytest.fixture
def written(location: str) -> str:
    with Store.open(location) as store:
        store.add(contested_province().reading(), actor="test")
        telling = Telling("It rained.")
        telling.said(telling.author, telling.claim("It rained.", "It rained"), "It rained")
        store.add(telling.reading(), actor="test")
        store.retract(telling.claims[0].id, actor="test", reason="it did not")
    return location


def test_an_untouched_journal_verifies(written: str) -> None:
    with Store.open(written) as store:
        assert (store.verify().entries, store.verify().broken) == (3, None)


@pytest.mark.parametrize(
    ("tampering", "broken"),
    [
        ("UPDATE change SET actor = 'mallory' WHERE seq = 2", 2),
        ("UPDATE change SET at = '1999' WHERE seq = 1", 1),
        ("UPDATE change SET payload = replace(payload, '}', ' }') WHERE seq = 3", 3),
        ("DELETE FROM change WHERE seq = 2", 2),
        ("DELETE FROM claim WHERE recorded_seq = 1 AND id = (SELECT min(id) FROM claim WHERE recorded_seq = 1)", 1),
        ("UPDATE claim SET body = replace(body, 'killed', 'hurt') WHERE recorded_seq = 1", 1),
        ("UPDATE assertion SET speaker = 'nobody' WHERE recorded_seq = 2", 2),
        ("UPDATE claim SET retracted_seq = NULL", 3),
        ("UPDATE link SET retracted_seq = 2 WHERE id = (SELECT min(id) FROM link)", 2),
        ("INSERT INTO judgement (id, recorded_seq, digest, body) VALUES ('x', 99, '', '{}')", 4),
    ],
)
def test_verify_names_the_first_entry_that_was_tampered_with(
    written: str, tamper: Callable[[str], int], tampering: str, broken: int
) -> None:
    assert tamper(tampering) > 0
    with Store.open(written) as store:
        assert store.verify().broken == broken


def test_swapped_entries_show(written: str, tamper: Callable[[str], int]) -> None:
    for old, new in ((1, 77), (2, 1), (77, 2)):
        tamper(f"UPDATE change SET seq = {new} WHERE seq = {old}")
    with Store.open(written) as store:
        assert store.verify().broken == 1


def test_a_store_of_a_newer_schema_is_refused_by_name(written: str, tamper: Callable[[str], int]) -> None:
    tamper("UPDATE meta SET value = '99'")
    with pytest.raises(StoreError, match="newer"):
        Store.open(written)


def test_a_file_that_is_no_store_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"not a database" * 100)
    with pytest.raises(StoreError, match="cannot be opened"):
        Store.open(tmp_path)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="cannot be opened"):
        Store.open(tmp_path / "file" / "store")


def test_entries_are_numbered_and_chained(written: str) -> None:
    with Store.open(written) as store:
        first, second, third = store.changes()
    assert (first.seq, second.previous_hash, third.previous_hash) == (1, first.hash, second.hash)
    assert (third.verb, third.payload["note"]) == ("retract", "it did not")


@pytest.mark.parametrize("score", [0.0, 1e-05, 1.5e-07, 0.3, 1.0])
def test_the_seal_of_an_entry_is_a_hash_over_lines_of_plain_json(written: str, score: float) -> None:
    reading = contested_province().reading()
    told = replace(reading, document=replace(reading.document, id="document-b", title="“\u2028\t\x7f”"), claims=(), assertions=(), links=())
    judged = replace(reading.links[0], id="link-b", score=score)
    sealed = hashlib.sha256()
    with Store.open(written) as store:
        seq = store.add(told, [judged], actor="test").seq
        with store.moment() as moment:
            for table in SEALED:
                for row in moment.connection.execute(select(table).where(table.c.recorded_seq == seq).order_by(table.c.id)).mappings():
                    columns = {name: row[name] for name in row if name not in ("digest", "body", "retracted_seq", "joined")}
                    line = json.dumps([table.name, columns, row["digest"]], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
                    sealed.update(line.encode() + b"\n")
        (entry,) = store.changes(seq - 1)
        assert entry.payload["recorded"]["rows"] == sealed.hexdigest()
