"""Tables of claims read from bytes a row at a time: CSV with a header line, or NDJSON, plain or as gzip.

What cannot be used is a `Reject` with its line and its reason, and the rest is read on; memory does not grow with the input.
"""

import csv
import gzip
import io
import json
import zlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from claimgraph.errors import InputError, LimitError, UnreadableError
from claimgraph.exchange.formulas import unguarded
from claimgraph.exchange.rows import CELLS, COLUMNS, IDS, RELAY, Row, normalised, number_text

FORMATS = ("csv", "ndjson")
LONGEST_LINE = 1_000_000
"""The most bytes of one line, and the most characters of a record of CSV that spans lines."""
_KEPT = 2_000
"""How many characters of a rejected row are shown."""
_GZIP = b"\x1f\x8b"
_FOREIGN = {
    b"PK\x03\x04": "a ZIP or an office file",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
    b"%PDF-": "a PDF",
    b"\xd0\xcf\x11\xe0": "an office file",
}
_DAMAGE = (EOFError, zlib.error, gzip.BadGzipFile)
_SIZE = len(COLUMNS)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A row in normal form and the line on which it begins."""

    line: int
    row: Row


@dataclass(frozen=True, slots=True)
class Reject:
    """What could not be used: the line on which it begins, why and how to mend it, and its beginning as it came."""

    line: int
    reason: str
    row: str


def format_of(name: str, start: bytes) -> str:
    """The format that a file's name says, or else its first bytes."""
    bare = name.lower().removesuffix(".gz")
    if bare.endswith((".ndjson", ".jsonl", ".json")):
        return "ndjson"
    return "csv" if bare.endswith(".csv") or not start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else "ndjson"


def read_table(file: BinaryIO, *, name: str, format: str | None = None, ignore: Collection[str] = ()) -> Iterator[Numbered | Reject]:
    """The rows of a table in order; columns named in `ignore` are passed over.

    Raises InputError where the header names a column that there is not, UnreadableError where the bytes are no table.
    """
    opened = _unpacked(file)
    try:
        start = opened.peek(512)[:512]
    except _DAMAGE as error:
        raise UnreadableError(f"{name} is damaged: its gzip breaks at the beginning") from error
    what = next((what for magic, what in _FOREIGN.items() if start.startswith(magic)), "binary" if b"\0" in start else None)
    if what:
        raise UnreadableError(f"{name} is {what}, not a table in UTF-8: save it as CSV or NDJSON in UTF-8")
    chosen = format or format_of(name, start)
    if chosen not in FORMATS:
        raise InputError(f"“{chosen[:40]}” is no format of a table; the formats are {', '.join(FORMATS)}")
    lines = _Lines(opened, name)
    return _read_csv(lines, frozenset(ignore), _separator(start)) if chosen == "csv" else _read_ndjson(lines, frozenset(ignore))


def _separator(start: bytes) -> str:
    """What stands between the cells of the header: a comma, or what spreadsheets of some languages write instead."""
    header = start.lstrip(b"\xef\xbb\xbf\r\n").split(b"\n")[0].decode("latin-1")
    return max(",;\t", key=header.count)


class _Borrowed(io.RawIOBase):
    """The bytes of a file that whoever opened it closes."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer with what comes next."""
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _unpacked(file: BinaryIO) -> "io.BufferedReader[Any]":
    """The bytes, unpacked where they are gzip."""
    plain = io.BufferedReader(_Borrowed(file), 1 << 16)
    if not plain.peek(2).startswith(_GZIP):
        return plain
    return io.BufferedReader(gzip.GzipFile(fileobj=plain), 1 << 16)


class _Lines:
    """The lines of a file as text, ends included; `taken` is what was taken since the last `begin`."""

    def __init__(self, file: "io.BufferedReader[Any]", name: str) -> None:
        self._file = file
        self._name = name
        self.number = 0
        self.start = 1
        self.taken: list[str] = []
        self._size = 0

    def begin(self) -> None:
        """Begin a new record."""
        self.start, self.taken, self._size = self.number + 1, [], 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        data = self._line(LONGEST_LINE + 1)
        if not data:
            raise StopIteration
        self.number += 1
        if self.number == 1:
            data = data.removeprefix(b"\xef\xbb\xbf")
        line = data.decode("utf-8", "surrogateescape")  # a row that holds what is not UTF-8 is refused by its column
        self.taken.append(line)
        self._size += len(line)
        if len(data) > LONGEST_LINE and not data.endswith(b"\n"):
            self._skip()
            raise LimitError(f"the line has more than {LONGEST_LINE:,} bytes: is a line end or a closing quote missing?")
        if self._size > LONGEST_LINE:
            raise LimitError(f"the record has more than {LONGEST_LINE:,} characters: is a closing quote missing?")
        return line

    def _skip(self) -> None:
        while (data := self._line(1 << 16)) and not data.endswith(b"\n"):
            pass

    def _line(self, most: int) -> bytes:
        try:
            return self._file.readline(most)
        except _DAMAGE as error:
            where = f"{self._name} is damaged after line {self.number}: its gzip ends or breaks there"
            raise UnreadableError(f"{where}; the rows before it were read") from error

    def reject(self, reason: str) -> Reject:
        """The record that was begun, refused."""
        return Reject(self.start, reason, "".join(self.taken)[:_KEPT].rstrip("\r\n"))


def _read_csv(lines: _Lines, ignore: frozenset[str], separator: str) -> Iterator[Numbered | Reject]:
    records = csv.reader(lines, delimiter=separator, strict=True)
    try:
        header = next((cells for cells in records if cells), None)
    except (csv.Error, LimitError) as error:
        raise InputError(f"the header line cannot be read: {error}") from error
    if header is None:
        return
    places = _places([cell.strip() for cell in header], ignore)
    yield from _records(lines, lambda: _csv_row(next(records), places))


def _places(header: list[str], ignore: frozenset[str]) -> list[int | None]:
    """Where each cell of a record goes, None where it is passed over. Raises InputError."""
    _check_columns(header, ignore)
    if len(set(header)) < len(header):
        twice = next(name for place, name in enumerate(header) if name in header[:place])
        raise InputError(f"the header names “{twice}” twice: leave one of them out")
    if "source" not in header:
        raise InputError(f"the header has no column “source”, which says who makes each claim; the columns are {', '.join(COLUMNS)}")
    return [CELLS.get(name) if name not in ignore else None for name in header]


def _check_columns(names: Collection[str], ignore: frozenset[str]) -> None:
    unknown = [name for name in names if name not in CELLS and name not in IDS and name not in ignore]
    if unknown:
        shown = ", ".join(f"“{name[:40]}”" for name in unknown[:5]) + (f" and {len(unknown) - 5:,} more" if len(unknown) > 5 else "")
        raise InputError(f"there is no column {shown}: rename it, or have it ignored; the columns are {', '.join(COLUMNS)}")


def _csv_row(record: list[str], places: list[int | None]) -> Row | None:
    if not record:
        return None
    if len(record) != len(places):
        raise InputError(f"the row has {len(record):,} cells where the header names {len(places):,}: is a comma or a quote missing?")
    cells = [""] * _SIZE
    for place, cell in zip(places, record, strict=True):
        if cell and place is not None:
            cells[place] = unguarded(cell)
    return normalised(cells)


def _read_ndjson(lines: _Lines, ignore: frozenset[str]) -> Iterator[Numbered | Reject]:
    decoder = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_number)
    yield from _records(lines, lambda: _json_row(next(lines).strip(), decoder, ignore))


def _records(lines: _Lines, take: Callable[[], Row | None]) -> Iterator[Numbered | Reject]:
    """Each record as a row or a reject; `take` gives the next row, None for an empty record."""
    while True:
        lines.begin()
        try:
            row = take()
        except StopIteration:
            return
        except UnreadableError:
            raise
        except (InputError, csv.Error) as error:
            yield lines.reject(str(error))
        else:
            if row is not None:
                yield Numbered(lines.start, row)


def _json_row(line: str, decoder: json.JSONDecoder, ignore: frozenset[str]) -> Row | None:
    if not line:
        return None
    record = _object(line, decoder)
    _check_columns(record, ignore)
    cells = [""] * _SIZE
    for name, value in record.items():
        place = CELLS.get(name) if name not in ignore else None
        if place is not None and value is not None:
            cells[place] = value if isinstance(value, str) else _cell(name, value)
    return normalised(cells)


def _object(line: str, decoder: json.JSONDecoder) -> dict[str, Any]:
    try:
        record = decoder.decode(line)
    except RecursionError as error:
        raise InputError("the JSON is nested too deep: a row is one flat object") from error
    except ValueError as error:
        raise InputError(f"the line is no JSON: {error}") from error
    if not isinstance(record, dict):
        raise InputError("the line is no JSON object: a row is an object of columns and their values")
    return record


def _cell(name: str, value: Any) -> str:
    match value:
        case int() if not isinstance(value, bool):
            return str(value)
        case float() if number := number_text(value):
            return number
        case list() if name == "via" and all(isinstance(item, str) for item in value):
            return RELAY.join(value)
        case _:
            raise InputError(f"{name} is {json.dumps(value)[:40]}: a value is a string or a number that is not out of range")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for place, name in enumerate(names) if name in names[:place])
        raise ValueError(f"it names “{twice[:40]}” twice")
    return record


def _no_number(words: str) -> Any:
    raise ValueError(f"{words} is no number of JSON")
