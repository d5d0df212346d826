"""API keys: shown once when made, kept only as a hash."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select, update

from claimgraph.errors import InputError
from claimgraph.store.schema import api_key

SCOPES = ("read", "write")


@dataclass(frozen=True, slots=True)
class Key:
    """An API key without its secret; times are UTC, ISO 8601, None where it never ends.

    Where there are collections, it is good for those alone.
    """

    prefix: str
    name: str
    scopes: tuple[str, ...]
    made_at: str
    expires_at: str | None = None
    revoked_at: str | None = None
    collections: tuple[str, ...] = ()


def make_key(connection: Connection, name: str, scopes: Sequence[str], expires_at: str | None, *, collections: Sequence[str] = ()) -> str:
    """A new key, to be shown once; 256 random bits. Raises InputError on a scope that does not exist."""
    unknown = [scope for scope in scopes if scope not in SCOPES]
    if unknown or not scopes:
        raise InputError(f"{', '.join(unknown) or 'nothing'} is no scope; the scopes are {', '.join(SCOPES)}")
    prefix, secret = secrets.token_hex(4), secrets.token_urlsafe(32)
    limits = {"scopes": " ".join(scopes), "collections": "\n".join(dict.fromkeys(collections))}  # no name holds a line's end
    connection.execute(
        insert(api_key), {"prefix": prefix, "hash": _hash(secret), "name": name, "made_at": _now(), "expires_at": expires_at, **limits}
    )
    return f"cg_{prefix}_{secret}"


def find_key(connection: Connection, token: str) -> Key | None:
    """The key that a token is, or None where it is none, ended or was revoked; compared in constant time."""
    mark, _, rest = token.partition("_")
    prefix, _, secret = rest.partition("_")
    row = connection.execute(select(api_key).where(api_key.c.prefix == prefix)).mappings().first()
    matches = hmac.compare_digest(_hash(secret), row["hash"] if row else _hash(""))
    if row is None or not matches or mark != "cg" or row["revoked_at"] or (row["expires_at"] or "9") < _now():
        return None
    return _key(row)


def list_keys(connection: Connection) -> list[Key]:
    """All keys, oldest first."""
    return [_key(row) for row in connection.execute(select(api_key).order_by(api_key.c.made_at)).mappings()]


def revoke_key(connection: Connection, prefix: str) -> bool:
    """End a key at once; whether there was one."""
    done = connection.execute(update(api_key).where(api_key.c.prefix == prefix, api_key.c.revoked_at.is_(None)).values(revoked_at=_now()))
    return done.rowcount > 0


def _key(row: object) -> Key:
    fields = dict(row)  # type: ignore[call-overload]
    fields.pop("hash")
    return Key(**{**fields, "scopes": tuple(fields["scopes"].split()), "collections": tuple(fields["collections"].splitlines())})


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()  # the secret is random, so a slow hash would add nothing


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
