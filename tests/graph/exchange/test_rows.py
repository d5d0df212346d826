"""A row has one normal form, and comes back from a reading, from CSV and from NDJSON as it went in."""

import csv
import io
from collections.abc import Sequence
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.errors import InputError
from claimgraph.exchange import stream, write
from claimgraph.exchange.edtf import is_edtf
from claimgraph.exchange.formulas import guarded, unguarded
from claimgraph.exchange.rows import COLUMNS, LONGEST_CELL, Row, normalised, row_id
from claimgraph.exchange.structured import HEADER, rows_of, to_reading
from claimgraph.exchange.tables import Numbered, read_table
from claimgraph.model import Certainty, EntityKind, Fidelity, Graph, LinkType, Modality, Polarity, SourceKind, Stance
from claimgraph.rdf.shapes import validate
from claimgraph.store.checking import check
from strategies import graphs, unhurried

_CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0\x1f")
_WORDS = st.text(_CHARACTERS, min_size=1, max_size=12).map(str.strip).filter(bool)
_CELLS = st.just("") | _WORDS | st.sampled_from(["=1+1", "-5", "'=x", "30", "1,000", "2.5", '"', "a\r\nb"])
_NUMBERS = st.sampled_from(["", "0", "-2.5", "30", "1,250"])


def _scale(scale: type[StrEnum]) -> st.SearchStrategy[str]:
    return st.just("") | st.sampled_from([value.value for value in scale])


raw_rows = st.builds(
    Row,
    source=_WORDS,
    source_kind=_scale(SourceKind),
    via=st.lists(_WORDS.filter(lambda name: ">" not in name), max_size=2).map(" > ".join),
    entity=_WORDS,
    entity_kind=_scale(EntityKind),
    attribute=_CELLS,
    value=_WORDS,
    low=_NUMBERS,
    high=st.just(""),
    unit=_CELLS,
    time=st.sampled_from(["", "2015-10", "2015-10-14/2015-10-20", "2015/2015", "../2016", "2015-XX~"]),
    place=_CELLS,
    text=_CELLS,
    quote=st.text(_CHARACTERS, max_size=12),
    fidelity=_scale(Fidelity),
    language=st.sampled_from(["", "en"]),
    modality=_scale(Modality),
    polarity=_scale(Polarity),
    stance=_scale(Stance),
    certainty=_scale(Certainty),
    said_at=st.sampled_from(["", "2015-10-14T10:00Z"]),
    url=st.sampled_from(["", "https://example.org/a"]),
    document=st.sampled_from(["", "A report"]),
    publisher=st.sampled_from(["", "Delta Wire"]),
    published_at=st.sampled_from(["", "2015"]),
    document_id=st.just(""),
)
rows = raw_rows.map(lambda row: normalised(list(row)))


def by_id(given_rows: Sequence[Row]) -> dict[str, Row]:
    return {row_id(row): row for row in given_rows}


def without_id(row: Row) -> Row:
    return row._replace(document_id="")


@given(raw_rows)
def test_the_normal_form_is_its_own_normal_form(row: Row) -> None:
    once = normalised(list(row))
    assert normalised(list(once)) == once


@unhurried
@given(st.lists(rows, min_size=1, max_size=4))
def test_rows_come_back_from_their_reading_which_holds_what_must_always_hold(given_rows: list[Row]) -> None:
    document = given_rows[0][-5:]
    wanted = by_id([Row._make((*row[:-5], *document)) for row in given_rows])
    tabular = not any(document[:2])
    graph = Graph.of_reading(to_reading(wanted, title="a.csv" if tabular else None, media_type="text/csv" if tabular else "text/plain"))
    told = list(rows_of(graph))
    assert {item.claim: without_id(item.row) for item in told} == wanted
    assert [item.claim for item in told] == list(wanted)
    assert check(graph) == []


@pytest.mark.parametrize("form", ["csv", "ndjson"])
@unhurried
@given(given_rows=st.lists(rows, min_size=1, max_size=4))
def test_what_is_exported_is_imported_as_the_same_rows(form: str, given_rows: list[Row]) -> None:
    parts = [
        Graph.of_reading(to_reading({claim: row}, media_type="text/csv" if not (row.url or row.document) else "text/plain"))
        for claim, row in by_id(given_rows).items()
    ]
    data = b"".join(stream(parts, form))
    read = list(read_table(io.BytesIO(data), name=f"a.{form}"))
    assert [without_id(item.row) for item in read if isinstance(item, Numbered)] == list(by_id(given_rows).values())


@unhurried
@given(graphs())
def test_any_graph_is_a_table_that_a_csv_reader_reads(graph: Graph) -> None:
    header, *records = csv.reader(io.StringIO(write(graph, "csv").decode(), newline=""))
    assert tuple(header) == HEADER
    firsts = [item for item in graph.assertions.values() if item.content.claim and not item.implied]
    assert len(records) == len(firsts) == write(graph, "ndjson").count(b"\n")
    assert {len(record) for record in records} <= {len(HEADER)}


@given(st.text())
def test_a_guarded_cell_comes_back_and_runs_as_no_formula(cell: str) -> None:
    kept = guarded(cell)
    assert unguarded(kept) == cell
    assert kept == cell or kept.startswith("'")


@pytest.mark.parametrize("cell", ["=HYPERLINK()", "+1+1", "-1+1", "@SUM", "\t=1", "\r=1"])
def test_a_formula_is_guarded_and_a_number_is_not(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"
    assert guarded("-5.25") == "-5.25"


def test_a_denial_has_claims_on_both_sides() -> None:
    row = normalised(list(Row("General Roke", entity="Safir column", attribute="status", value="routed", stance="denies")))
    graph = Graph.of_reading(to_reading(by_id([row])))
    (link,) = graph.links.values()
    assert link.type is LinkType.DENIAL
    assert list(validate(graph)) == []
    assert {graph.claims[end].slots.polarity for end in (link.from_, link.to)} == set(Polarity)
    assert [item.claim for item in rows_of(graph)] == [row_id(row)]


def test_a_chain_of_relays_goes_from_the_speaker_outward() -> None:
    row = normalised(list(Row("Parade", via="Harrow Monitor > Ines Vale", text="Thirty officers were killed.")))
    graph = Graph.of_reading(to_reading(by_id([row])))
    inner, monitor, vale = graph.assertions.values()
    assert [item.speaker.name for item in (inner, monitor, vale)] == ["Parade", "Harrow Monitor", "Ines Vale"]
    assert (monitor.content.id, vale.content.id) == (inner.id, monitor.id)
    assert {monitor.stance, vale.stance} == {Stance.REPORTS}


def test_the_words_of_source_and_entity_are_marked_where_the_quote_names_them() -> None:
    row = normalised(list(Row("Parade", entity="Safir bridge", text="It is closed.", quote="Parade: the Safir bridge is closed.")))
    graph = Graph.of_reading(to_reading(by_id([row])))
    text = next(iter(graph.documents.values())).text
    (claim,), (assertion,) = graph.claims.values(), graph.assertions.values()
    mention, speaker = claim.mentions[0], assertion.speaker.mention
    assert text[mention.start : mention.end] == "Safir bridge"
    assert speaker is not None
    assert text[speaker.start : speaker.end] == "Parade"


@pytest.mark.parametrize(
    ("cells", "column", "how"),
    [
        ({"source": " ", "text": "x"}, "source", "who makes the claim"),
        ({"source": "A"}, "entity and text", "as a sentence in text"),
        ({"source": "A", "entity": "B"}, "entity", "give attribute"),
        ({"source": "A", "text": "x", "stance": "likes"}, "stance", "endorses"),
        ({"source": "A", "text": "x", "fidelity": "exact", "quote": "q"}, "fidelity", "verbatim"),
        ({"source": "A", "text": "x", "time": "last week"}, "time", "2015-10-14"),
        ({"source": "A", "text": "x", "published_at": "2015-02-30"}, "published_at", "2015-10-14"),
        ({"source": "A", "text": "x", "low": "few"}, "low", "digits"),
        ({"source": "A", "text": "x", "low": "3", "high": "2"}, "low (3)", "swap"),
        ({"source": "A", "text": "x", "url": "example.org"}, "url", "https://"),
        ({"source": "A", "text": "x", "via": "B > > C"}, "via", "nearest first"),
        ({"source": "A\0", "text": "x"}, "source", "leave it out"),
        ({"source": "A", "text": "half \ud800"}, "text", "UTF-8"),
        ({"source": "A", "text": "x" * (LONGEST_CELL + 1)}, "text", "shorten"),
        ({"source": "A", "entity": "x" * LONGEST_CELL, "value": "y"}, "entity", "shorten"),
    ],
)
def test_what_cannot_be_used_is_named_by_its_column_with_how_to_mend_it(cells: dict[str, str], column: str, how: str) -> None:
    with pytest.raises(InputError) as raised:
        normalised([cells.get(name, "") for name in COLUMNS])
    assert str(raised.value).startswith(column)
    assert how in str(raised.value)


@pytest.mark.parametrize("time", ["2015", "-0044-03-15", "2015-21", "201X", "2015-10-14T10:00:00+02:00", "Y17000", "/2015", "2015-10-14?"])
def test_edtf_is_known(time: str) -> None:
    assert is_edtf(time)


@pytest.mark.parametrize(
    "time", ["", "/", "../..", "2015-13", "2015-10-32", "2015-1", "15-10-2015", "2015-10-14 10:00", "2015/2016/2017", "２０１５"]
)
def test_what_is_no_edtf_is_known_too(time: str) -> None:
    assert not is_edtf(time)
