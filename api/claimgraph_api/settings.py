"""What can be set: the environment (`CLAIMGRAPH_…`) wins over these defaults; an unknown name given in code is an error."""

import ipaddress
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


def is_loopback(host: str) -> bool:
    """Whether a host, by name or address, is this machine alone.

    >>> is_loopback("localhost"), is_loopback("127.0.0.2"), is_loopback("[::1]"), is_loopback("127.0.0.1.example.org")
    (True, True, True, False)
    """
    try:
        return host == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class Settings(BaseSettings):
    """How one server runs."""

    model_config = SettingsConfigDict(env_prefix="CLAIMGRAPH_", extra="forbid", frozen=True)

    store: str = Field(default="./claimgraph-data", description="The folder or database URL of the record.")
    host: str = Field(default="127.0.0.1", description="The address that the server listens on; beyond loopback every request needs a key.")
    port: int = Field(default=8000, ge=0, le=65535)
    base: str = Field(default="http://127.0.0.1:8000/", description="What the IRIs of nodes begin with, in RDF and SPARQL.")
    index: Path | None = Field(
        default=None,
        description="The folder of the SPARQL index: beside the record where none is given, or temporary where that is on a server.",
    )
    allow_anonymous_read: bool = Field(default=False, description="Whether reading needs no key beyond loopback.")
    allow_private_urls: bool = Field(default=False, description="Whether documents may be fetched from private addresses.")
    heartbeat_seconds: float = Field(default=15.0, gt=0, description="How often an idle event stream sends a comment.")
    most_upload_bytes: int = Field(default=12_000_000, gt=0)
    most_import_bytes: int = Field(default=4_000_000_000, gt=0, description="The largest table that one request imports.")
    sparql_seconds: float = Field(default=10.0, gt=0)
    sparql_memory: int = Field(default=1_000_000_000, gt=0, description="Bytes of memory that one SPARQL worker may use.")
    sparql_workers: int = Field(default=2, ge=1, le=64)

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return is_loopback(self.host)

    @property
    def jobs_folder(self) -> Path | None:
        """Where imports wait: None is in a temporary folder, for a record on a server."""
        return None if "://" in self.store else Path(self.store) / "imports"

    @property
    def index_folder(self) -> Path | None:
        """Where the SPARQL index lies: None is in a temporary folder, for a record on a server where none is given."""
        return self.index or (None if "://" in self.store else Path(self.store) / "sparql")
