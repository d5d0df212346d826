"""Foreign bytes as tables: what can be used is read, and the rest is refused by line, column and reason."""

import gzip
import io
import json
import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.errors import InputError, UnreadableError
from claimgraph.exchange.tables import LONGEST_LINE, Numbered, Reject, read_table

HEADER = "source,text\n"


def read(data: str | bytes, name: str = "a.csv", **options: object) -> list[Numbered | Reject]:
    return list(read_table(io.BytesIO(data.encode() if isinstance(data, str) else data), name=name, **options))  # type: ignore[arg-type]


def outcome(items: list[Numbered | Reject]) -> list[tuple[int, str]]:
    """The line of each item with its text, or why it was refused."""
    return [(item.line, item.row.text if isinstance(item, Numbered) else item.reason) for item in items]


@pytest.mark.parametrize("start", ["", "\ufeff", "\n", "\r\n"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_csv_is_read_with_any_usual_separator_line_end_and_mark(start: str, separator: str, end: str) -> None:
    table = start + end.join([separator.join(line) for line in (("source", "text"), ("A", '"x, ""y""; z"'), ("B", '"two\nlines"'))])
    assert [item.row.text for item in read(table) if isinstance(item, Numbered)] == ['x, "y"; z', "two\nlines"]


def test_a_row_knows_the_line_on_which_it_begins() -> None:
    assert outcome(read(f'{HEADER}A,"one\ntwo"\n\nB,three\n')) == [(2, "one\ntwo"), (5, "three")]


def test_gzip_is_unpacked_and_a_damaged_one_gives_the_rows_before_the_damage() -> None:
    data = (HEADER + "".join(f"A,claim {n} {n * 7919 % 1009}\n" for n in range(9_000))).encode()
    packed = gzip.compress(data)
    assert len(read(packed, "a.csv.gz")) == 9_000
    seen: list[Numbered | Reject] = []
    with pytest.raises(UnreadableError, match="gzip ends or breaks"):
        seen.extend(read_table(io.BytesIO(packed[:-2_000]), name="a.csv.gz"))
    with pytest.raises(UnreadableError, match="breaks at the beginning"):
        read(packed[:20])


@pytest.mark.parametrize("data", [b"PK\x03\x04xlsx", b"\xff\xfes\0o\0", b"%PDF-1.7", b"source,text\nA,\0", b"\xd0\xcf\x11\xe0 old office"])
def test_what_is_no_table_in_utf_8_is_refused_whole(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="save it as CSV or NDJSON in UTF-8"):
        read(data)


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("source,claim\n", "there is no column “claim”"),
        ("source,text,text\n", "“text” twice"),
        ("text,entity\n", "no column “source”"),
        (",".join(f"column{n}" for n in range(10_000)) + "\n", "and 9,995 more"),
        ('source,"text\n' * 100_000, "the header line cannot be read"),
        ("x" * (LONGEST_LINE + 5), "the header line cannot be read"),
    ],
)
def test_a_header_that_cannot_be_used_stops_the_import_before_it_begins(header: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        read(header + "A,b\n")


def test_columns_that_are_to_be_ignored_are_passed_over() -> None:
    assert outcome(read("source,text,weight\nA,x,3\n", ignore=("weight",))) == [(2, "x")]
    assert outcome(read('{"source": "A", "text": "x", "weight": 3}', "a.ndjson", ignore=("weight",))) == [(1, "x")]


def test_bad_rows_of_csv_are_refused_one_by_one() -> None:
    long = "y" * (LONGEST_LINE + 10)
    table = f"{HEADER}A,ok\nA\nA,b,c\n".encode() + b"A,\xff\xfe\n" + f'A,"b"c\nA,{long}\nA,fine\n'.encode()
    found = outcome(read(table))
    assert [line for line, _ in found] == [2, 3, 4, 5, 6, 7, 8]
    for (_, told), reason in zip(
        found, ["ok", "1 cells", "3 cells", "not UTF-8", "expected after", "1,000,000 bytes", "fine"], strict=True
    ):
        assert reason in told


def test_a_quote_that_is_never_closed_loses_at_most_what_a_record_may_hold() -> None:
    lines = [f"A,claim number {n} of many that follow each other\n" for n in range(60_000)]
    table = f'{HEADER}A,"open\n{"".join(lines)}'
    items = read(table)
    assert isinstance(items[0], Reject)
    assert items[0].line == 2
    assert any(isinstance(item, Numbered) for item in items)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("[1]", "no JSON object"),
        ('{"source": "A", "source": "B"}', "“source” twice"),
        ('{"source": "A", "low": NaN}', "NaN is no number"),
        ('{"source": "A", "low": Infinity}', "Infinity is no number"),
        ('{"source": "A", "low": 1e999}', "low is"),
        ('{"source": "A", "low": true}', "low is true"),
        ('{"source": "A", "text": {"a": 1}}', "text is"),
        ('{"source": "A", "via": [1]}', "via is"),
        ('{"source": "A", "colour": "x"}', "“colour”"),
        ('{"source": "A", "text": "\\ud800"}', "half a character"),
        ('{"source": "A", "text": "\\u0000"}', "control character"),
        ('{"source": "A"', "no JSON"),
        ("[" * 100_000, "nested too deep"),
        ('{"source": "A", "text": ' + "[" * 100_000, "nested too deep"),
        ('{"source": "A", "value": ' + "9" * 10_000 + "}", "no JSON"),
        ('{"source": "A", "text": "' + "x" * LONGEST_LINE + '"}', "1,000,000 bytes"),
        ("{} x", "no JSON"),
        ("\ufeff", "no JSON"),
    ],
)
def test_bad_lines_of_ndjson_are_refused_one_by_one(line: str, reason: str) -> None:
    first, second, third = outcome(read(f'{{"source": "A", "text": "ok"}}\n{line}\n{{"source": "A", "text": "fine"}}\n', "a.ndjson"))
    assert (first, third) == ((1, "ok"), (3, "fine"))
    assert second[0] == 2
    assert reason in second[1]


def test_numbers_null_and_lists_of_relays_are_taken_from_json() -> None:
    record = {"source": "A", "entity": "B", "value": 30, "low": 2.5, "high": 1e6, "unit": None, "via": ["C", "D"]}
    (item,) = read(json.dumps(record), "x")
    assert isinstance(item, Numbered)
    assert (item.row.value, item.row.low, item.row.high, item.row.via) == ("30", "2.5", "1000000", "C > D")


@given(st.binary(max_size=300), st.sampled_from(["csv", "ndjson", None]))
def test_no_bytes_do_more_than_be_refused(data: bytes, form: str | None) -> None:
    for table in (data, HEADER.encode() + data, b'{"source": "A"}\n' + data):
        try:
            items = read(table, "x", format=form)
        except InputError:
            continue
        assert all(item.line > 0 for item in items)


class Endless(io.RawIOBase):
    """So many bytes of a table, made as they are read."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines = lines

    def read(self, _most: int = -1) -> bytes:
        return next(self._lines, b"")


def peak(rows: int) -> int:
    """The most bytes that reading so many rows holds at once."""
    lines = (f"{HEADER if n == 0 else ''}A,claim {n} and a few words more\n".encode() for n in range(rows))
    tracemalloc.start()
    count = sum(isinstance(item, Numbered) for item in read_table(Endless(lines), name="a.csv"))  # type: ignore[arg-type]
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == rows
    return most


def test_memory_does_not_grow_with_the_table() -> None:
    peak(500)
    assert peak(16_000) < 1.5 * peak(2_000)
