"""The reading as a whole: what holds of any reading, other languages, speed."""

import time

import pytest
from reading_of import document_of, held, held_in, reading_of

from claimgraph.extract import read
from claimgraph.language import load
from claimgraph.model import Modality

ANALYSIS = """The harbour board said on Monday that the ferry had been overloaded. Its chairman, Rosa Diaz, denied it.
"We had no reports," she told reporters. According to two sailors, 400 people were on board, which is twice the limit.
It is likely that the owner will be charged. The union, however, blames the weather, and some experts agree. Will anybody pay?
"""


def test_a_text_in_another_language_gives_an_honest_empty_reading() -> None:
    reading = reading_of(
        "Le conseil du port a déclaré lundi que le bac était surchargé. Sa présidente nie que le conseil en ait été informé."
    )
    assert (reading.claims, reading.assertions) == ((), ())
    assert [finding.kind for finding in reading.findings] == ["language"]


def test_an_empty_text_is_read_as_nothing() -> None:
    assert not reading_of("").claims
    assert not reading_of(" \n\n ").findings


def test_the_named_author_speaks_for_the_text() -> None:
    reading = read(document_of("The ferry sank in May.", authors=("Ana Ruiz",)))
    assert [item.voices for item in held_in(reading)] == [("Ana Ruiz",)]


def test_an_outer_quote_covers_the_inner_attribution() -> None:
    text = "The board said that the owner claimed that the ferry was safe."
    board = next(a for a in reading_of(text).assertions if a.speaker.name == "author")
    assert board.quote.exact == "The board said that the owner claimed that the ferry was safe"


def test_claims_have_their_slots_and_entities() -> None:
    reading = reading_of("Rosa Diaz did not sell the ferry.")
    (claim,) = reading.claims
    assert claim.slots.polarity.value == "negative"
    assert [entity.name for entity in reading.entities if entity.id in claim.entities] == ["Rosa Diaz"]


def test_reading_takes_time_linear_in_the_length() -> None:
    load()
    reading_of(ANALYSIS)
    seconds = []
    for factor in (10, 40):
        text = "\n".join([ANALYSIS] * factor)
        began = time.process_time()
        reading_of(text)
        seconds.append((time.process_time() - began) / len(text.split()))
    assert seconds[1] < seconds[0] * 2


@pytest.mark.parametrize(
    ("text", "question", "asker"),
    [
        ('Asked whether the pool would open, the warden said: "Not this year."', "Would the pool open?", "author"),
        ("Asked why the vat had leaked, the warden said that a pipe had burst.", "Why had the vat leaked?", "author"),
        ("When did the guild first hear of the leak?", "When did the guild first hear of the leak?", "author"),
        ("The inquest asked where the crew slept.", "Where did the crew sleep?", "The inquest"),
    ],
)
def test_a_question_keeps_what_it_asks_for_and_is_asked_by_who_asks(text: str, question: str, asker: str) -> None:
    found = {item.text: item.voices[-1].lower() for item in held(text)}
    assert found[question] == asker.lower()
    assert all(item.claim.modality is Modality.QUESTION for item in held(text) if item.text == question)
