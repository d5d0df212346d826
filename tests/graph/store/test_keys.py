import sqlite3
from pathlib import Path

import pytest

from claimgraph.errors import InputError
from claimgraph.store import Store
from claimgraph.store.engine import FILE


def test_a_key_is_found_by_its_token_and_nothing_else(store: Store) -> None:
    token = store.make_key("ada", ["read"])
    found = store.find_key(token)
    assert found is not None
    assert (found.name, found.scopes) == ("ada", ("read",))
    for wrong in ("", token[:-1], token + "x", token.swapcase(), "cg_" + "0" * 8 + "_x", "x" * 10_000, "cg__"):
        assert store.find_key(wrong) is None


def test_the_secret_is_nowhere_in_the_store(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        secret = store.make_key("ada", ["read", "write"]).split("_", 2)[2]
    assert store.folder is not None
    for path in store.folder.glob(FILE + "*"):
        assert secret.encode() not in path.read_bytes()
    with sqlite3.connect(store.folder / FILE) as connection:
        assert len(connection.execute("SELECT hash FROM api_key").fetchone()[0]) == 64
    connection.close()


def test_a_revoked_or_ended_key_opens_nothing(store: Store) -> None:
    token = store.make_key("ada", ["read"])
    assert store.revoke_key(token.split("_")[1])
    assert store.find_key(token) is None
    assert not store.revoke_key("nothing!")
    assert store.find_key(store.make_key("bo", ["read"], expires_at="2020-01-01T00:00:00+00:00")) is None


@pytest.mark.parametrize("scopes", [[], ["admin"], ["read", "rule"]])
def test_a_scope_that_does_not_exist_is_refused(store: Store, scopes: list[str]) -> None:
    with pytest.raises(InputError, match="scope"):
        store.make_key("ada", scopes)
