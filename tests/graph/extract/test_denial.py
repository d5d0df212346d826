"""The two sides of a denial as readable sentences."""

import pytest
from reading_of import held_in, one, reading_of

from claimgraph.extract.grammar.inflection import agreeing, finite_past, past, third_person
from claimgraph.extract.parse.parsing import parse_text
from claimgraph.extract.statements.denial import opposite


@pytest.mark.parametrize(
    ("text", "denied", "held"),
    [
        (
            "The club denied that any junior players were sold.",
            "Junior players were sold.",
            "No junior players were sold.",
        ),
        ("The abbey denied that any monk had been paid.", "A monk had been paid.", "No monk had been paid."),
        ("The mill denies that anyone was hurt.", "Someone was hurt.", "No one was hurt."),
        ("The mill denies that any damage was done.", "Damage was done.", "No damage was done."),
        (
            "The mill does not believe that any of its looms were broken.",
            "Some of the mill's looms were broken.",
            "None of the mill's looms were broken.",
        ),
        (
            "The bank denied that it had ever lent to any gambler.",
            "The bank had lent to a gambler.",
            "The bank had never lent to any gambler.",
        ),
        ("Police denied having opened a single letter.", "The police opened a letter.", "The police did not open a single letter."),
        ("The nurses denied having been warned.", "The nurses were warned.", "The nurses were not warned."),
        ("The bank denied selling bad loans.", "The bank sold bad loans.", "The bank did not sell bad loans."),
        ("The bank denied any wrongdoing.", "There was wrongdoing.", "There was no wrongdoing."),
        ("The bank denied any link to the cartel.", "There was a link to the cartel.", "There was no link to the cartel."),
    ],
)
def test_what_is_denied_and_what_the_denier_holds_are_plain_sentences(text: str, denied: str, held: str) -> None:
    reading = reading_of(text)
    assert [item.text for item in held_in(reading)] == [denied]
    assert [item.text for item in held_in(reading, implied=True)] == [held]


def test_a_gerund_that_is_admitted_is_said_in_the_past() -> None:
    assert one("Mara Lind admitted taking the vase.", "vase").text == "Mara Lind took the vase."
    assert one("Mara Lind admitted not paying the fine.", "fine").text == "Mara Lind did not pay the fine."


def test_both_parts_of_a_denial_are_denied() -> None:
    reading = reading_of("The bank denied selling bad loans or having hidden them.")
    assert [item.text for item in held_in(reading)] == ["The bank sold bad loans.", "The bank hid them."]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("The choir, which are poor, sang.", "The choir is poor."),
        ("People living in the valley, who are exposed to floods, are leaving.", "People living in the valley are exposed to floods."),
        ('"I am tired," Ines Kohl said.', "Ines Kohl is tired."),
        ('"I am fine and have slept well," Ines Kohl said.', "Ines Kohl has slept well."),
        ("The guards, who were armed, fled.", "The guards were armed."),
    ],
)
def test_a_verb_agrees_with_what_is_written_for_its_subject(text: str, sentence: str) -> None:
    assert sentence in [item.text for item in held_in(reading_of(text))]


def test_forms_of_verbs() -> None:
    assert [past(verb) for verb in ("steal", "cut", "regret", "apply", "hope")] == ["stole", "cut", "regretted", "applied", "hoped"]
    assert [third_person(verb) for verb in ("do", "watch", "play", "were")] == ["does", "watches", "plays", "was"]
    words = parse_text("They were late.").words
    assert agreeing(words[1]) == "was"
    assert agreeing(words[2]) is None
    assert finite_past(words[1], plural=True) == {}


def test_the_rejection_of_a_cause_denies_the_cause_alone() -> None:
    text = "Dale Mills blames a valve that was supplied by Kohl. Kohl rejects the accusation."
    (negative,) = held_in(reading_of(text), implied=True)
    assert negative.text == "A valve that was supplied by Kohl is not to blame."


@pytest.mark.parametrize(
    ("sentence", "denied"),
    [
        ("The kiln was lit at noon, not at dawn.", "The kiln was not lit at noon."),
        ("The kiln was lit at 05:20, not 04:50, in the yard.", "The kiln was not lit at 05:20, in the yard."),
        ("The tanker did not leave.", "The tanker did leave."),
    ],
)
def test_the_opposite_of_one_value_instead_of_another_says_nothing_of_the_other(sentence: str, denied: str) -> None:
    assert opposite(sentence) == denied


@pytest.mark.parametrize(
    ("text", "denied", "held"),
    [
        ("Divers ruled out sabotage.", "There is a possibility of sabotage.", "There is no possibility of sabotage."),
        (
            "The coroner has ruled out the possibility of a second leak.",
            "There is a possibility of a second leak.",
            "There is no possibility of a second leak.",
        ),
        ("The coroner excluded any involvement of the crew.", "There is a possibility of involvement of the crew.", None),
        ("The coroner excludes that the crew was drunk.", "The crew was drunk.", "The crew was not drunk."),
        ("The mill ruled out that its sluice had failed.", "The mill's sluice had failed.", "The mill's sluice had not failed."),
        ("A leak was ruled out by the divers.", "There is a possibility of a leak.", "There is no possibility of a leak."),
        ("The coroner ruled out a fall as the cause of death.", "There is a possibility of a fall as the cause of death.", None),
        ("Ines Kohl ruled out closing the mine.", "Ines Kohl will close the mine.", "Ines Kohl will not close the mine."),
    ],
)
def test_what_somebody_rules_out_is_denied(text: str, denied: str, held: str | None) -> None:
    reading = reading_of(text)
    assert [(item.text, item.stances[-1]) for item in held_in(reading)] == [(denied, "denies")]
    assert held is None or [item.text for item in held_in(reading, implied=True)] == [held]


@pytest.mark.parametrize(
    "text",
    [
        "Divers have not ruled out sabotage.",
        "Divers could not rule out that the hull was holed.",
        "Ines Kohl refused to rule out that the mine would close.",
        "The striker was ruled out of the match.",
        "The umpire ruled out two goals.",
        "The club excluded two members from the hall.",
        "The contract excludes meals.",
    ],
)
def test_what_is_left_open_or_only_left_out_is_neither_held_nor_denied(text: str) -> None:
    reading = reading_of(text)
    assert [(item.text, set(item.stances)) for item in held_in(reading)] == [(text, {"endorses"})]
    assert reading.links == ()


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("It is out of the question that the crew was drunk.", "denies"),
        ("That the crew was drunk is out of the question.", "denies"),
        ("There is no question that the crew was drunk.", "endorses"),
    ],
)
def test_what_is_out_of_the_question_is_denied_and_of_what_is_none_there_is_no_doubt(text: str, stance: str) -> None:
    assert one(text, "drunk").stances == (stance,)


@pytest.mark.parametrize(
    ("answer", "voices"),
    [
        ("This is false.", ("author",)),
        ("That is simply not true, the port says.", ("author", "the port")),
        ("The port said it was untrue.", ("author", "the port")),
        ("The port called that a lie.", ("author", "the port")),
    ],
)
def test_whoever_calls_false_what_another_just_said_denies_it(answer: str, voices: tuple[str, ...]) -> None:
    reading = reading_of(f"The pilots said that the gates were locked. {answer}")
    assert [item.text for item in held_in(reading)] == ["The gates were locked."] * 2
    (denial,) = held_in(reading, implied=True)
    assert denial.text == "The gates were not locked."
    assert tuple(name.lower() for name in denial.voices) == voices


@pytest.mark.parametrize("answer", ["it was false", "these were false", "it was incorrect"])
def test_what_is_called_false_may_be_a_thing_that_was_named(answer: str) -> None:
    assert not held_in(reading_of(f"The pilots said that the passport bore two names. The port said {answer}."), implied=True)


@pytest.mark.parametrize("answer", ["That is untrue, the pilots admitted.", "If that is false, the port will pay.", "Is that a lie?"])
def test_nobody_denies_what_they_said_themselves_or_what_is_only_asked(answer: str) -> None:
    assert not held_in(reading_of(f"The pilots said that the gates were locked. {answer}"), implied=True)
