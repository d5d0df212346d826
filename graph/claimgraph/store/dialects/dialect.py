"""What the store asks of a database beyond the SQL that all of them share."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, Table
from sqlalchemy.engine import URL

from claimgraph.store.moment import Moment
from claimgraph.store.queries import Query

MARK_START, MARK_END = "\x02", "\x03"
SNIPPET_WORDS = 32
"""How many words a snippet shows."""
Passage = tuple[int, str, int, str, str]
"""A passage about to be inserted: its number, the id of its node, the entry that records it, its text, its tokens."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found; in `snippet` the matched words stand between U+0002 and U+0003.

    `text` is cut where it is long. `claim` is the claim that the hit is, or is a quote of.
    """

    kind: str
    id: str
    text: str
    snippet: str
    claim: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """A passage that may become a hit: `weight` says how well the words fit it, and compares within one search alone."""

    number: int
    id: str
    tokens: frozenset[str]
    weight: float

    @property
    def kind(self) -> str:
        """What the node is called among hits."""
        return _KINDS[self.id[0]]


_KINDS = {name[0]: name for name in ("claim", "source", "entity", "document")} | {"a": "quote"}
Tokens = Sequence[Sequence[str]]
"""Groups of tokens (see `claimgraph.store.facets`): a passage must have one of each group."""


SHOWN = (
    "EXISTS (SELECT 1 FROM scope WHERE scope.id = passage.id AND scope.collection = :collection "
    "AND scope.version <= passage.recorded_seq AND (scope.ended_seq IS NULL OR scope.ended_seq > passage.recorded_seq) "
    "AND scope.recorded_seq <= coalesce(:seq, scope.recorded_seq) "
    "AND (scope.retracted_seq IS NULL OR scope.retracted_seq > coalesce(:seq, scope.retracted_seq)))"
)
"""The condition that a collection shows a passage, at a moment or now, for the statements that each database has of its own."""


Transactions = Callable[[], AbstractContextManager[Connection]]
"""What makes a transaction, committed at its end and undone where anything is raised in it."""


class Dialect(Protocol):
    """One kind of database. Words of queries are letters and digits only, never operators."""

    def engine(self, url: URL) -> Engine:
        """An engine whose transactions begin as the store needs them."""

    def reading(self, engine: Engine) -> Transactions:
        """Transactions for reading: every statement of one sees one state."""

    def writing(self, engine: Engine) -> Transactions:
        """Transactions for writing: one writer at a time, who sees all that the one before committed."""

    def settle(self, engine: Engine, due: int) -> int:
        """Keep in bounds, after a commit, what the database keeps beside its tables; `due` is what this returned last, 0 at first."""

    def filling(self, engine: Engine, *, alone: bool) -> AbstractContextManager[None]:
        """Meanwhile connections write as is quickest for large entries, `alone` where nobody else uses the database."""

    def insert(self, connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows, all of the same columns, at what the driver alone costs: SQLAlchemy's own way costs ten times that."""

    def create_index(self, connection: Connection) -> None:
        """Make what full-text search needs besides the table of passages."""

    def indexing(self, connection: Connection, passages: Sequence[Passage]) -> AbstractContextManager[None]:
        """Insert these passages, numbered one after the other, and make them searchable by the end; meanwhile nothing is asked."""

    def unindex(self, connection: Connection, ids: Sequence[str]) -> None:
        """Leave the living passages of these nodes, about to be retracted, to searches of the past."""

    def forget(self, connection: Connection, ids: Sequence[str]) -> None:
        """Take the retracted passages of these nodes, about to be deleted, out of what is indexed of them."""

    def sweep(self, engine: Engine) -> None:
        """Free what deleted and overwritten rows and index entries left behind; linear in the size of the store.

        Raises StoreError where somebody else's reading keeps it from being done; it can be tried again.
        """

    def newest(self, moment: Moment, query: Query, tokens: Tokens, *, below: int, most: int) -> list[Row]:
        """The newest passages numbered below that the query finds at a moment, at most so many; the cost is linear in them.

        Where a word is rare among passages with the tokens, or the tokens among passages with the word, it is what is rare that counts.
        """

    def numbers(self, moment: Moment, query: Query, *, low: int, high: int) -> set[int]:
        """Which passages of a range of numbers the query finds, whether they are alive or not."""

    def count(self, moment: Moment, query: Query, tokens: Tokens, *, most: int) -> int:
        """How many passages the query finds at a moment; it stops counting at `most`."""

    def snippets(self, moment: Moment, query: Query, tokens: Tokens, texts: Mapping[int, str]) -> dict[int, str]:
        """The words around what the query finds in these passages, given with their texts by number."""

    def like(self, moment: Moment, words: Sequence[str], *, most: int) -> list[str]:
        """The ids of the living claims whose passages are nearest to any of the words."""
