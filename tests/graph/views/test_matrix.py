from builders import Telling, contested_province
from claimgraph.model import Stance
from claimgraph.reason.disputes import derive_disputes
from claimgraph.views.matrix import MOST_ROWS, MOST_VOICES, matrix_of


def test_cells_hold_the_stances_of_a_voice_on_a_claim() -> None:
    graph = contested_province().graph()
    matrix = matrix_of(graph, derive_disputes(graph)[0])
    assert [voice.name for voice in matrix.voices] == ["Ines Vale", "General Adan Roke"]
    first = matrix.rows[0]
    assert (first.letter, first.text) == ("A", "Foreign troops are fighting in the province.")
    assert [sorted(mark.stance for mark in cell) for cell in first.cells] == [[Stance.ENDORSES, Stance.REPORTS], [Stance.DENIES]]


def test_rows_are_grouped_by_position() -> None:
    graph = contested_province().graph()
    assert [row.letter for row in matrix_of(graph, derive_disputes(graph)[0]).rows] == ["A", "A", "B", "B"]


def test_each_member_of_a_collective_has_a_column() -> None:
    graph = contested_province().graph()
    assert {"Orsk", "Lund"} <= {voice.name for voice in matrix_of(graph, derive_disputes(graph)[2]).voices}


def test_a_cell_leads_to_the_document_that_shows_it() -> None:
    graph = contested_province().graph()
    matrix = matrix_of(graph, derive_disputes(graph)[0])
    mark = matrix.rows[0].cells[0][0]
    assert graph.assertions[mark.assertion].document == mark.document


def test_a_large_matrix_shows_the_busiest_and_counts_the_rest() -> None:
    t = Telling("yes " + "no " * 70)
    yes = t.claim("Yes.", "yes")
    for number in range(70):
        no = t.claim(f"No {number}.", "no", nth=number)
        t.contradiction(yes, no)
        t.said(t.source(f"Voice {number}"), no, "no", nth=number)
    (dispute, *_) = derive_disputes(t.graph())
    matrix = matrix_of(t.graph(), dispute)
    assert (len(matrix.rows), len(matrix.voices)) == (MOST_ROWS, MOST_VOICES)
    assert (matrix.claims, matrix.voices_in_all) == (71, 70)
