"""Where a report was sent from."""

import pytest

from claimgraph.datelines import dateline, hour


@pytest.mark.parametrize(
    ("line", "sent", "wire"),
    [
        ("OSLO, Norway, 3 May 2026 (Coastal Wire) - Two ships collided.", "OSLO, Norway, 3 May 2026 (Coastal Wire) - ", "Coastal Wire"),
        ("PORT ST. MARY, May 3 (Coastal Wire) — Two ships collided.", "PORT ST. MARY, May 3 (Coastal Wire) — ", "Coastal Wire"),
        ("4 August 2026 (Open Eye Project) — Two ships collided.", "4 August 2026 (Open Eye Project) — ", "Open Eye Project"),
        ("AL-HASAKAH — Two ships collided.", "AL-HASAKAH — ", None),
        ("NEW ORSK - Two ships collided.", "NEW ORSK - ", None),
        ("ORSK, 3 May 2026 - Two ships collided.", "ORSK, 3 May 2026 - ", None),
        ("Orsk, Saturday 3 May – 12 ships sank.", "Orsk, Saturday 3 May – ", None),
        ("(New Orsk, May 3, 2026) – Two ships collided.", "(New Orsk, May 3, 2026) – ", None),
        ("ORSK, May 3, 2026 /SeaWire/ -- Two ships collided.", "ORSK, May 3, 2026 /SeaWire/ -- ", None),
        ("New Orsk, 3 May 2026. Two ships collided.", "New Orsk, 3 May 2026. ", None),
        ("3 May 2026. NEW ORSK - Two ships collided.", "3 May 2026. NEW ORSK - ", None),
        ("NEW ORSK – Two ships collided.", "NEW ORSK – ", None),
    ],
)
def test_a_dateline_gives_place_date_and_agency(line: str, sent: str, wire: str | None) -> None:
    found = dateline(line)
    assert found is not None
    assert (found.group(), found["wire1"] or found["wire2"] or found["wire3"]) == (sent, wire)


@pytest.mark.parametrize("line", ["Ann Berg, 3 May 2026: It sank.", "Orsk, 3 May 2026 was bright.", "Orsk, 3 May - a day off."])
def test_a_speaker_and_a_sentence_that_begin_with_a_name_and_a_date_are_no_dateline(line: str) -> None:
    assert dateline(line) is None


@pytest.mark.parametrize("piece", ["A", "A.", "AB'", "A-", "AB ", "AB, ", "Ab, ", "Ab/"])
def test_capitals_without_end_are_no_dateline_and_cost_nothing_to_tell(piece: str) -> None:
    assert dateline(piece * 100) is None  # of one word read as several there were a million readings to try


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("07:15 The ferry has left.", "07:15 "),
        ("19h40 - Divers are in the water.", "19h40 - "),
        ("6.30 p.m. Two more boats have come.", "6.30 p.m. "),
        ("11:05 GMT: “We are safe”, the captain says.", "11:05 GMT: "),
        ("24:10 is no hour.", None),
        ("12.50 Euros were paid.", None),
        ("The 07:15 ferry has left.", None),
        ("07:15 ferries are full.", None),
    ],
)
def test_the_hour_of_an_entry_is_told_from_other_numbers(line: str, written: str | None) -> None:
    found = hour(line)
    assert (found and found.group()) == written
