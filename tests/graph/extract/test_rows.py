"""Rows of tables: no sentences made of cells, cells that are sentences read, and the rest told."""

import pytest

from claimgraph import read_text
from claimgraph.extract.page.rows import rows_in

ABOVE = "The survey of the reefs took two years, the institute said."
BELOW = "Divers will go back in May, its director added."
ROWS = (
    ("Reef", "Depth", "Remark"),
    ("Solna", "14 m", "bleached"),
    ("Orrin", "9 m", "Half of the coral there has died."),
    ("Tavi", "22 m", ""),
)
TABBED = "\n".join("\t".join(cells) for cells in ROWS)
BARRED = "\n".join(f"| {' | '.join(cells)} | " for cells in (ROWS[0], ("---",) * 3, *ROWS[1:]))


def said(text: str) -> list[str]:
    reading = read_text(text)
    claims = {claim.id: claim.text for claim in reading.claims}
    assert all(item.quote.holds_in(text) for item in reading.assertions)
    return [claims[item.content.claim] for item in reading.assertions if item.content.claim]


@pytest.mark.parametrize("table", [TABBED, TABBED.replace("\n", "\n\n"), BARRED])
def test_of_a_table_the_sentences_are_read_and_the_other_cells_are_told_as_unread(table: str) -> None:
    text = f"{ABOVE}\n\n{table}\n\n{BELOW}\n"
    assert said(text) == ["The survey of the reefs took two years.", "Half of the coral there has died.", "Divers will go back in May."]
    reading = read_text(text)
    told = [(item.reason, text[item.start : item.end]) for item in reading.document.unread]
    assert {reason for reason, _ in told} == {"cells of a table that are no sentences"}
    first, second = (words for _, words in told)
    assert (first[:4], first[-3:], second[:4]) == ("Reef", "9 m", "Tavi")
    assert reading.findings == ()
    assert [item.words for item in reading.dropped] == [first, second]


def test_a_text_that_is_a_table_but_for_a_line_is_read_in_that_line() -> None:
    numbers = "\n".join(f"{year}\t{year * 7}\t{year % 9}" for year in range(1990, 2020))
    assert said(f"{ABOVE}\n\n{numbers}\n") == ["The survey of the reefs took two years."]


@pytest.mark.parametrize(
    "text",
    [
        "1.\tThe ferry sank, the owner said.\n2.\tThe crew was saved, she added.\n",
        "BERG:\tThe ferry sank off Orrin.\nHOLM:\tThe crew was saved by divers.\n",
        "\tThe ferry sank, the owner said.\n\tThe crew was saved, she added.\n",
        "The ferry sank, the owner\tsaid.\n\nNobody knows why. The crew was saved.\n",
        "Either the crew | or the owner | knows why the ferry sank, she said.",
    ],
)
def test_lines_with_tabs_or_bars_that_are_no_rows_are_left_as_they_are(text: str) -> None:
    assert list(rows_in(text)) == []


def test_cells_are_found_where_they_stand() -> None:
    text = "| Solna |  | Half of it has died. | 14 m | 3 |\n"
    (row,) = rows_in(text)
    assert [text[cell.start : cell.end] for cell in row.sentences] == ["Half of it has died."]
    assert [text[cell.start : cell.end] for cell in row.others] == ["Solna", "14 m | 3"]
