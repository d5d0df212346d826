"""Where a report was sent from."""

import pytest

from claimgraph.datelines import dateline


@pytest.mark.parametrize(
    ("line", "sent", "wire"),
    [
        ("OSLO, Norway, 3 May 2026 (Coastal Wire) - Two ships collided.", "OSLO, Norway, 3 May 2026 (Coastal Wire) - ", "Coastal Wire"),
        ("PORT ST. MARY, May 3 (Coastal Wire) — Two ships collided.", "PORT ST. MARY, May 3 (Coastal Wire) — ", "Coastal Wire"),
        ("AL-HASAKAH — Two ships collided.", "AL-HASAKAH — ", None),
        ("NEW ORSK - Two ships collided.", "NEW ORSK - ", None),
    ],
)
def test_a_dateline_gives_place_date_and_agency(line: str, sent: str, wire: str | None) -> None:
    found = dateline(line)
    assert found is not None
    assert (found.group(), found["wire1"] or found["wire2"]) == (sent, wire)


@pytest.mark.parametrize("piece", ["A", "A.", "AB'", "A-", "AB ", "AB, "])
def test_capitals_without_end_are_no_dateline_and_cost_nothing_to_tell(piece: str) -> None:
    assert dateline(piece * 100) is None  # of one word read as several there were a million readings to try
