"""Which stretches of a text are claims, measured on short passages annotated by hand for this test."""

import pytest
from reading_of import held, held_in, one, reading_of

from claimgraph.model import Certainty, Stance

PASSAGES = {
    "hospital": """[The clinic in Orla closed on Monday], and [its patients were sent to the capital], [which is 300 km away].
The director said that [two wards had been flooded]. "[The roof has leaked for years]," she said.
[Critics want her to resign], but [she has refused to go].
[Will the ministry pay for repairs]? It is unlikely that [the clinic will open before spring].""",
    "football": """[Rovers beat Albion 3-1 on Saturday], [leaving the visitors at the bottom of the table].
[Dan Cole, a former electrician], [scored twice].
The Albion coach, according to whom [the second goal was offside], rejected claims that [his players lack fitness].
[The club, which has spent £90m since June, has won only two games]. The owner believes that [the team will survive].""",
    "prices": """[Bread prices rose by a fifth last year because the harvest failed], the ministry said on Tuesday.
Bakers blame [the rise on the tax on flour], while [economists point to the weak currency].
The central bank has denied that [the currency is weak].
If the rains come, [prices may fall by autumn]. [Nobody knows].
The deputy minister, [Ewa Zak], promised that [the tax will be cut].""",
}


def spans(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """A passage without its brackets, and the spans that were in them."""
    text, found, opened = "", [], []
    for char in marked.replace("\n", " "):
        if char == "[":
            opened.append(len(text))
        elif char == "]":
            found.append((opened.pop(), len(text)))
        else:
            text += char
    return text, found


def overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    shared = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    return 2 * shared / (a[1] - a[0] + b[1] - b[0])


@pytest.mark.parametrize("name", sorted(PASSAGES))
def test_most_claims_of_a_passage_are_found_and_few_are_made_up(name: str) -> None:
    text, gold = spans(PASSAGES[name])
    predicted = sorted({(item.assertion.quote.start, item.assertion.quote.end) for item in held(text)})
    scores = sorted(((overlap(p, g), p, g) for p in predicted for g in gold), reverse=True)
    taken: set[tuple[int, tuple[int, int]]] = set()
    right = 0
    for score, p, g in scores:
        if score >= 0.5 and (0, p) not in taken and (1, g) not in taken:
            taken |= {(0, p), (1, g)}
            right += 1
    assert 2 * right / (len(predicted) + len(gold)) >= 0.8, [text[a:b] for a, b in predicted]


def texts(text: str) -> list[str]:
    return [item.text for item in held(text)]


def test_coordinated_clauses_share_their_subject() -> None:
    assert texts("The mayor sold the bridge in May and bought two ferries.") == [
        "The mayor sold the bridge in May.",
        "The mayor bought two ferries.",
    ]


def test_an_abbreviation_at_the_end_of_a_sentence_belongs_to_its_claim() -> None:
    claims = [claim.text for claim in reading_of("The train hit the wagons shortly before 7 a.m. The driver died.").claims]
    assert claims == ["The train hit the wagons shortly before 7 a.m.", "The driver died."]
    told = reading_of("A crane lifted the first car at 4 p.m. The firm had skipped the inspection, Ana Ruiz said.")
    assert [claim.text for claim in told.claims] == ["A crane lifted the first car at 4 p.m.", "The firm had skipped the inspection."]


def test_a_restrictive_relative_stays_inside_its_claim() -> None:
    assert texts("The bridge that linked the two towns has collapsed.") == ["The bridge that linked the two towns has collapsed."]


def test_a_non_restrictive_relative_is_a_claim_of_its_own() -> None:
    assert set(texts("The bridge, which was built in 1902, has collapsed.")) == {
        "The bridge was built in 1902.",
        "The bridge has collapsed.",
    }


def test_a_purpose_clause_stays_inside_its_claim() -> None:
    assert texts("The mayor sold the bridge to pay for two ferries.") == ["The mayor sold the bridge to pay for two ferries."]


def test_an_absolute_phrase_is_a_claim_of_its_own() -> None:
    assert "Two ferries were leaving the harbour." in texts("The bridge was closed, with two ferries leaving the harbour.")


def test_an_apposition_says_who_somebody_is() -> None:
    assert "Rosa Diaz is the head of the harbour board." in texts("Rosa Diaz, the head of the harbour board, resigned on Friday.")


@pytest.mark.parametrize(
    "question",
    [
        "Will the loser concede that the count was fair, as the board has said?",
        "Did the coach admit that fans were hurt?",
        "Who says that the lake is clean?",
        "Will the choir accept a hall that the mayor has already called unsafe?",
    ],
)
def test_a_question_is_one_claim_that_nobody_holds(question: str) -> None:
    (item,) = held(question)
    assert (item.text, item.voices, item.assertion.stance) == (question, ("author",), Stance.ASKS)


@pytest.mark.parametrize(
    ("text", "sentence", "stance", "certainty"),
    [
        ("That the mill was shut is beyond doubt.", "The mill was shut.", Stance.ENDORSES, Certainty.CERTAIN),
        ("That the lake is clean is false.", "The lake is clean.", Stance.DENIES, Certainty.CERTAIN),
        ("Whether the choir will return is unknown.", "Will the choir return?", Stance.ASKS, Certainty.UNSTATED),
        ("The cook asked whether the road was open.", "Was the road open?", Stance.ASKS, Certainty.UNSTATED),
        ("That the cook lied is hard to forgive.", "That the cook lied is hard to forgive.", Stance.ENDORSES, Certainty.UNSTATED),
    ],
)
def test_a_clause_as_subject_is_the_claim_that_its_predicate_weighs(text: str, sentence: str, stance: Stance, certainty: Certainty) -> None:
    (item,) = held(text)
    assert (item.text, item.assertion.stance, item.assertion.certainty) == (sentence, stance, certainty)


def test_nor_is_kept_as_not() -> None:
    assert held("The list is long. Nor does it prove the theft of six vases.")[-1].text == "The list does not prove the theft of six vases."


def test_an_event_that_is_only_feared_or_averted_did_not_happen() -> None:
    assert [item.text for item in held("The crew prevented the deaths of six men.")] == ["The crew prevented the deaths of six men."]
    assert "Six men died." in [item.text for item in held("The fire caused the deaths of six men.")]


def test_the_comma_after_a_role_is_put_in() -> None:
    reading = reading_of("Radio Dale said that ten mills shut. As a hostile witness the station likely exaggerates.")
    item = held_in(reading)[-1]
    assert item.text == "As a hostile witness, the station likely exaggerates."
    assert [entity.name for entity in reading.entities if entity.id in item.claim.entities] == ["Radio Dale"]


def test_a_speed_at_the_end_of_a_sentence_is_whole() -> None:
    assert one("Witnesses say the tram was doing 60 km/h. It hit a wall.", "tram was doing").text == "The tram was doing 60 km/h."


def test_what_only_leads_to_a_saying_is_no_claim() -> None:
    assert [item.text for item in held("Dana Reed continues to insist that the gate is shut.")] == ["The gate is shut."]
    assert [item.text for item in held("The clerk was able to explain that the gate is shut.")] == ["The gate is shut."]
    assert [item.text for item in held("Dana Reed declined to say whether the gate is shut.")] == [
        "Dana Reed declined to say whether the gate is shut."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The toll will rise as soon as the road is open, the mayor said.",
        "The choir will wait as long as the hall is shut, the cook said.",
        "The mill ground as much corn in a day as it had ground in a month.",
    ],
)
def test_a_clause_of_how_soon_long_or_much_stays_in_its_claim(text: str) -> None:
    assert len(held(text)) == 1


def test_a_time_in_another_zone_says_nothing_of_the_first() -> None:
    assert [item.claim.text for item in held("The mill stopped at 06.02 local time (04.02 GMT).")] == [
        "The mill stopped at 06.02 local time (04.02 GMT)."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "He spoke as if he owned the harbour.",
        "It looks as though the fleet has left and the town is safe.",
        "If only the abbot had listened and closed the bridge.",
        "The road was shut, and so was the school.",
        "The guild avoided paying tax and reporting its losses.",
    ],
)
def test_what_something_is_only_like_what_is_wished_and_what_is_echoed_is_no_claim_by_itself(text: str) -> None:
    assert [item.text for item in held(text)] in ([text], [f"{text.split(',')[0]}."])


@pytest.mark.parametrize(
    "text",
    [
        "After seeing that the mill had burned, the miller sold the land.",
        "The miller went on the radio to deny that the wheel was unsafe.",
    ],
)
def test_what_a_clause_is_about_stays_with_the_deed_around_it(text: str) -> None:
    assert text in [item.text for item in held(text)]


@pytest.mark.parametrize(
    ("text", "told"), [('"I blame myself," Hale said.', "I blame myself."), ('"I painted the wall," Hale said.', "Hale painted the wall.")]
)
def test_no_name_stands_beside_myself(text: str, told: str) -> None:
    assert [item.text for item in held(text)] == [told]


def test_a_quoted_second_verb_has_its_subject_too() -> None:
    found = [item.text for item in held('The mill was old and "would burn like straw", Hale said.')]
    assert found == ["The mill was old.", "The mill would burn like straw."]
