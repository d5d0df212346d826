"""Slots of self-contained sentences: parts, polarity, quantities, times, places."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimgraph.extract.statements.slots import LONGEST, fill_slots
from claimgraph.model import Polarity, Quantity, Slots


def slots(text: str) -> Slots:
    return fill_slots([text])[0]


def quantity(text: str) -> Quantity:
    found = slots(text).quantities
    assert len(found) == 1, found
    return found[0]


def test_the_parts_of_a_sentence_are_its_words() -> None:
    found = slots("The northern army captured the old harbour.")
    assert (found.subject, found.predicate, found.object) == ("The northern army", "capture", "the old harbour")
    assert found.terms == ("northern", "army", "capture", "old", "harbour")


def test_a_particle_belongs_to_the_predicate() -> None:
    assert slots("The union called the strike off.").predicate == "call off"


def test_what_a_copula_says_belongs_to_the_predicate() -> None:
    assert slots("The garrison is silent.").predicate == "be silent"
    assert slots("The rebels are in disarray.").predicate == "be in disarray"


@pytest.mark.parametrize(
    "text",
    [
        "The bridge was not destroyed.",
        "The mine has never been profitable.",
        "Nobody was hurt in the fire.",
        "No troops entered the town.",
        "Not a single soldier was hurt.",
        "The militia failed to take the refinery.",
        "The minister denied the report.",
        "The army is unable to advance.",
    ],
)
def test_negations_make_a_sentence_negative(text: str) -> None:
    assert slots(text).polarity is Polarity.NEGATIVE


@pytest.mark.parametrize(
    "text", ["The bridge was destroyed.", "The militia never failed to attack.", "The council spent 1.2 million pounds, not 2 million."]
)
def test_no_negation_or_two_leave_a_sentence_positive(text: str) -> None:
    assert slots(text).polarity is Polarity.POSITIVE


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("Thirty officers were killed.", 30, 30, "officer"),
        ("At least 20 people were injured.", 20, None, "people"),
        ("More than 1,200 houses burned.", 1200, None, "house"),
        ("Up to 40 miners are missing.", 0, 40, "miner"),
        ("Between 10 and 20 ships were lost.", 10, 20, "ship"),
        ("Twenty-five women were freed.", 25, 25, "woman"),
        ("The state paid 1.2 million dollars.", 1.2e6, 1.2e6, "dollar"),
        ("The state paid $5 million.", 5e6, 5e6, "dollar"),
        ("Exports fell by 12.5%.", 12.5, 12.5, "%"),
        ("Exports fell by 7 percent.", 7, 7, "%"),
        ("Dozens of villages were flooded.", 24, None, "village"),
        ("Thousands of protesters marched.", 2000, None, "protester"),
        ("A dozen men were arrested.", 12, 12, "man"),
        ("Three of the officers died.", 3, 3, "officer"),
        ("Half a dozen boats sank.", 6, 6, "boat"),
        ("A quarter of a million people fled.", 250_000, 250_000, "people"),
        ("A few hundred pilgrims came.", 200, 1000, "pilgrim"),
        ("Tens of thousands of pilgrims came.", 20_000, None, "pilgrim"),
        ("A handful of pilgrims came.", 2, 9, "pilgrim"),
        ("A single pilgrim came.", 1, 1, "pilgrim"),
        ("One in five pupils was absent.", 20, 20, "%"),
        ("The vast majority of the pupils passed.", 50.01, 100, "%"),
        ("One and a half million litres leaked.", 1.5e6, 1.5e6, "litre"),
        ("Three and a half tonnes were seized.", 3.5, 3.5, "tonne"),
        ("640 000 people fled.", 640_000, 640_000, "people"),
        ("The fine was €3.2bn.", 3.2e9, 3.2e9, "euro"),
        ("The mast is 400 m tall.", 400, 400, "m"),
        ("As few as 20 pupils came.", 20, None, "pupil"),
        ("Just under 400 pupils came.", 340, 400, "pupil"),
        ("Two hundred and five workers were dismissed.", 205, 205, "worker"),
        ("The ten women musicians are performing.", 10, 10, "musician"),
        ("No fewer than 9 pilots resigned.", 9, None, "pilot"),
        ("The lake cooled to minus 25 degrees.", -25, -25, "degree"),
        ("The lake cooled to about minus 20 degrees.", -23, -17, "degree"),
        ("A couple of thousand pilgrims came.", 2000, 3000, "pilgrim"),
        ("The herd lost between a quarter and a half of its calves.", 25, 50, "%"),
        ("Sales fell by almost a tenth in May.", 8.5, 10, "%"),
        ("The bridge cost CHF 30 million.", 3e7, 3e7, "franc"),
        ("The bridge cost 30 million SEK.", 3e7, 3e7, "krona"),
        ("The debt is from 1.2 to 2.8 billion pounds.", 1.2e9, 2.8e9, "pound"),
        ("About one in twelve adults is ill.", 100 / 12 * 0.85, 100 / 12 * 1.15, "%"),
        ("The share could reach one in nine.", 100 / 9, 100 / 9, "%"),
        ("The tunnel cost over $900m.", 9e8, None, "dollar"),
    ],
)
def test_words_become_ranges_of_numbers(text: str, low: float, high: float | None, unit: str) -> None:
    found = quantity(text)
    assert found.low == pytest.approx(low)
    assert found.unit == unit
    assert found.high == (None if high is None else pytest.approx(high))


@pytest.mark.parametrize(
    ("text", "numbers", "unit"),
    [
        ("The debt grew from 1.2 to 2.8 billion pounds.", [1.2e9, 2.8e9], "pound"),
        ("The debt fell from 2.8 to 1.2 billion pounds.", [2.8e9, 1.2e9], "pound"),
        ("The rate rose from 5 to 6 per cent.", [5, 6], "%"),
    ],
)
def test_what_changes_from_one_number_to_another_has_two(text: str, numbers: list[float], unit: str) -> None:
    found = slots(text).quantities
    assert [(one.low, one.high, one.unit) for one in found] == [(number, number, unit) for number in numbers]


@pytest.mark.parametrize("text", ["All but three of the boats sank.", "A third boat sank."])
def test_how_many_did_not_and_which_of_them_are_no_quantities(text: str) -> None:
    assert slots(text).quantities == ()


def test_of_not_one_of_so_many_the_whole_is_kept() -> None:
    assert [(one.low, one.unit) for one in slots("Not one of the 30 boats sank.").quantities] == [(30, "boat")]
    assert [(one.high, one.unit, one.words) for one in slots("Not one boat sank.").quantities] == [(0, "boat", "Not one")]
    assert slots("Not one of the 30 boats sank.").polarity is Polarity.NEGATIVE


def test_about_reaches_to_both_sides() -> None:
    found = quantity("About 100 people came.")
    assert found.low is not None
    assert found.high is not None
    assert found.low < 100 < found.high
    assert found.comparator == "about"


def test_the_words_of_a_quantity_stand_in_the_text() -> None:
    text = "At least 30 officers and nearly 3,000 men were lost."
    assert all(found.words in text for found in slots(text).quantities)


@pytest.mark.parametrize(
    "text",
    [
        "The king died in 2015.",
        "The vote is on 12 October.",
        "The train leaves at 10 a.m.",
        "The train leaves at a quarter to eleven.",
        "The train leaves at 1640 local time.",
    ],
)
def test_dates_and_clock_times_are_no_quantities(text: str) -> None:
    assert slots(text).quantities == ()


@pytest.mark.parametrize(
    ("text", "date", "precision"),
    [
        ("The king arrived on 3 May 2012.", "2012-05-03", "day"),
        ("The king arrived on May 3, 2012.", "2012-05-03", "day"),
        ("The king arrived on 2012-05-03.", "2012-05-03", "day"),
        ("The king arrived in May 2012.", "2012-05", "month"),
        ("The king arrived in 2012.", "2012", "year"),
    ],
)
def test_a_date_that_the_text_states_is_kept_in_edtf(text: str, date: str, precision: str) -> None:
    time = slots(text).time
    assert time is not None
    assert (time.from_, time.to, time.precision) == (date, date, precision)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("The quarry flooded on the night of 9 April 2018.", "2018-04-09", "2018-04-09"),
        ("The pass was shut in the small hours of 2 July 2011.", "2011-07-02", "2011-07-02"),
        ("The fair ran from 8 to 11 August 2023.", "2023-08-08", "2023-08-11"),
        ("Power was cut between 2 and 6 January 2020.", "2020-01-02", "2020-01-06"),
        ("The tribunal sat from 10 February to 4 March 2022.", "2022-02-10", "2022-03-04"),
        ("The tribunal sat from February 10 to March 4, 2022.", "2022-02-10", "2022-03-04"),
        ("The siege lasted from May 2014 until July 2016.", "2014-05", "2016-07"),
        ("He was mayor between 2011 and 2014.", "2011", "2014"),
        ("In 2021-22 the orchestra played abroad.", "2021", "2022"),
        ("The canal was dug in the 1820s.", "182X", "182X"),
        ("The comet was seen in the autumn of 1998.", "1998-23", "1998-23"),
        ("Sales fell in the third quarter of 2019.", "2019-07", "2019-09"),
        ("The tower was raised around 1910.", "1910~", "1910~"),
        ("Smoking has been banned there since 2016.", "2016", None),
        ("The lake was closed until 4 June 2015.", None, "2015-06-04"),
        ("The canal must be cleared by 2031.", None, "2031"),
        ("From 2012 onwards the mill stood empty.", "2012", None),
    ],
)
def test_a_time_has_its_first_and_its_last_date_in_edtf(text: str, first: str | None, last: str | None) -> None:
    time = slots(text).time
    assert time is not None
    assert (time.from_, time.to) == (first, last)
    assert time.words in text
    assert slots(text).quantities == ()


def test_numbers_that_could_be_years_are_none_where_they_count() -> None:
    found = slots("The depot holds between 1800 and 2000 barrels.")
    assert [(one.low, one.high, one.unit) for one in found.quantities] == [(1800, 2000, "barrel")]
    assert found.time is None or found.time.from_ is None


@pytest.mark.parametrize("text", ["The summit opened on Tuesday.", "The summit opened last week.", "The summit opened in October."])
def test_no_date_is_made_up_from_relative_words(text: str) -> None:
    time = slots(text).time
    assert time is not None
    assert (time.from_, time.to) == (None, None)
    assert time.words in text


def test_a_length_of_time_is_not_a_time() -> None:
    assert slots("The bridge was closed for three months.").time is None


def test_the_place_is_in_the_words_of_the_text() -> None:
    assert slots("Thirty people were killed in Lisbon.").place == "Lisbon"


def test_an_empty_text_has_empty_slots() -> None:
    assert fill_slots(["", "  \n", "…!"]) == [Slots(), Slots(), Slots()]


def test_an_endless_text_is_cut() -> None:
    assert len(slots("very " * LONGEST).parse) > 0


def test_every_text_gets_its_slots_in_order() -> None:
    texts = ["The army retreated.", "", "The river rose."]
    assert [found.predicate for found in fill_slots(texts)] == ["retreat", "", "rise"]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.text(max_size=120))
def test_any_text_has_slots(text: str) -> None:
    found = slots(text)
    for word in found.parse.split(" ") if found.parse else ():
        start, end = (int(part) for part in word.split("|")[:2])
        assert 0 <= start < end <= len(text)


def test_a_place_keeps_its_distance_and_direction() -> None:
    assert fill_slots(["Two convoys were stopped 30 km north of Timbuktu."])[0].place == "30 km north of Timbuktu"
    assert fill_slots(["Two convoys were stopped west of Timbuktu."])[0].place == "west of Timbuktu"


def test_a_number_before_the_dead_and_the_wounded_counts_them() -> None:
    units = [quantity.unit for quantity in fill_slots(["The blast left 12 dead and 30 wounded."])[0].quantities]
    assert units == ["dead", "wounded"]
