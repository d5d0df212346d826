"""What an answer rests on, so that it can be told whether one that is kept still holds after something was written.

An answer follows from what was read for it. Rows that were sought by names of nodes are others only after an entry that touches one
of these names (`touched`): the answer holds as long as there is none. What was read by a statement that is kept, in any other way, is
asked again, and must be answered the same. Of an answer for which any other statement was run, nothing can be told.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple

from sqlalchemy import Executable

MOST_NAMES, MOST_QUESTIONS, MOST_ROWS = 8_000, 60, 400
"""By how many names an answer may have sought, how many questions are asked again for it, and how many rows each of these may find."""

Question = tuple[Executable, tuple[tuple[str, Any], ...]]
"""A statement that is kept, with its parameters."""


class Resting(NamedTuple):
    """What an answer rests on as it is kept: hashes of names, questions with hashes of their answers, whether what is derived shows."""

    names: Sequence[int]
    questions: Sequence[tuple[Question, int]]
    derives: bool

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        return 8 * len(self.names) + sum(200 + len(str(value)) for (_, values), _ in self.questions for _, value in values)


class Reads:
    """What was read: the names of nodes by which rows were sought, and the other questions, each with the hash of its answer.

    It `derives` where what is derived shows, and is not `told` where something was read of which nobody can tell whether it is still
    the same.
    """

    __slots__ = ("derives", "names", "questions", "told")

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.questions: dict[Question, int] = {}
        self.derives, self.told = False, True

    def seek(self, names: Iterable[str]) -> None:
        """Rows were sought by these names, in columns that `touched` looks at, and by nothing else that can change."""
        if self.told:
            self.names.update(names)
            self.told = len(self.names) <= MOST_NAMES

    def ask(self, statement: Executable, values: Mapping[str, Any], rows: Sequence[Any]) -> None:
        """A statement that is kept was asked, and answered by these rows."""
        self.told = self.told and len(rows) <= MOST_ROWS and len(self.questions) < MOST_QUESTIONS
        if self.told:
            answer = hash_of(rows)
            self.told = self.questions.setdefault((statement, tuple(sorted(values.items()))), answer) == answer

    def doubt(self) -> None:
        """Something else was read."""
        self.told = False

    def resting(self) -> Resting | None:
        """What the answer rests on, where that can be told."""
        return Resting(array("q", map(hash, self.names)), tuple(self.questions.items()), self.derives) if self.told else None


_NOTED: ContextVar[Reads | None] = ContextVar("noted", default=None)


def hash_of(rows: Sequence[Any]) -> int:
    """The hash of an answer, the same in one process for the same rows."""
    return hash(tuple(rows))


def noting() -> Reads | None:
    """Where what this request reads is noted, None where it is not."""
    return _NOTED.get()


@contextmanager
def noted(reads: Reads | None) -> Iterator[None]:
    """What is read meanwhile is noted there, also by threads that go on with this context; nowhere for None.

    The latter is for what is read and says nothing of the answer, such as how far behind somebody is for whom one waits.
    """
    before = _NOTED.set(reads)
    try:
        yield
    finally:
        _NOTED.reset(before)


def derives() -> None:
    """Note that what is derived shows in the answer."""
    if reads := _NOTED.get():
        reads.derives = True


def doubt(*_: Any) -> None:
    """Note that something was read of which nothing can be told; called for each statement that SQLAlchemy itself runs."""
    if reads := _NOTED.get():
        reads.doubt()
