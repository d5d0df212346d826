"""What the store asks of a database beyond the SQL that all of them share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, Table
from sqlalchemy.engine import URL

from claimgraph.store.moment import Moment

MARK_START, MARK_END = "\x02", "\x03"
SNIPPET_WORDS = 32
"""How many words a snippet shows."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found; in `snippet` the matched words stand between U+0002 and U+0003."""

    kind: str
    id: str
    text: str
    snippet: str


class Dialect(Protocol):
    """One kind of database. `words` are a person's words, letters and digits only, never operators."""

    def engine(self, url: URL) -> Engine:
        """An engine whose transactions begin as the store needs them."""

    def reading(self, engine: Engine) -> Engine:
        """The same engine for reading: every statement of a transaction sees one state."""

    def writing(self, engine: Engine) -> Engine:
        """The same engine for writing: one writer at a time, who sees all that the one before committed."""

    def insert(self, connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows, all of the same columns, at what the driver alone costs: SQLAlchemy's own way costs ten times that."""

    def create_index(self, connection: Connection) -> None:
        """Make what full-text search needs besides the table of passages."""

    def index(self, connection: Connection, passages: Sequence[Mapping[str, Any]]) -> None:
        """Make these passages, which were just inserted, searchable."""

    def unindex(self, connection: Connection, ids: Sequence[str]) -> None:
        """Leave the living passages of these nodes, about to be retracted, to searches of the past."""

    def find(self, moment: Moment, words: Sequence[str], *, limit: int, offset: int) -> tuple[list[Hit], int]:
        """The best passages alive then that hold all words (the last may be a beginning), and how many there are."""

    def like(self, connection: Connection, words: Sequence[str], *, kind: str, most: int) -> list[str]:
        """The ids of the living nodes of a kind whose passages are nearest to any of the words."""
