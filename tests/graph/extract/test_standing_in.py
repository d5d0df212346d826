"""People's names that are words, or of many languages: a text reads alike whatever somebody in it is called."""

import pytest
from reading_of import held

from claimgraph.extract.parse.parsing import parse_text
from claimgraph.extract.parse.standing_in import people_in, standing_in

NAMES = [
    ("Mark Rose", "Rose"),
    ("April May", "May"),
    ("Will Young", "Young"),
    ("Bill Day", "Day"),
    ("Joy Banks", "Banks"),
    ("Kim Min-seo", "Kim"),
    ("Nguyen Van Minh", "Nguyen"),
    ("José dos Santos", "dos Santos"),
    ("Lucía de la Fuente", "de la Fuente"),
    ("Abd al-Rahman Haddad", "Haddad"),
    ("Asma al-Masri", "al-Masri"),
    ("Þóra Jónsdóttir", "Jónsdóttir"),
    ("Željka Őszi", "Őszi"),
    ("Seán O'Brien-Lally", "O'Brien-Lally"),
    ("Anneke van der Berg", "van der Berg"),
    ("J. K. Baker", "Baker"),
    ("Mamata Das", "Das"),
    ("Penny Cook", "Cook"),
]
TEXTS = [
    "The mayor, {full}, said that the bridge was closed. The union called the bridge safe. Mr {last} told us that the road was open.",
    '"The dam is old," said {full}, an engineer at the port. According to Dr {last}, the wall has cracked.',
    "Mr {last} denied that the lamp was broken. Anna Holm, a clerk, told the court that Mr {last} had sold the lamp.",
    "{full} KC, for the port, said that the wall was sound. Not so, said Nora Ekman, an engineer.",
    '"We regret the smoke," said {full}, Chief Executive Officer. "The port is our home."',
    "{full}, 52, who runs the ferry, insists that the engine failed. The port blames the crew.",
]


def read_with(text: str, full: str, last: str) -> list[tuple[str, ...]]:
    """Each claim with its voices, with plain names again for those put into a text."""
    found = held(text.format(full=full, last=last))
    return [tuple(part.replace(full, "Paul Berg").replace(last, "Berg") for part in (item.text, *item.voices)) for item in found]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(("full", "last"), NAMES)
def test_a_text_reads_alike_whatever_somebody_is_called(text: str, full: str, last: str) -> None:
    assert read_with(text, full, last) == read_with(text, "Paul Berg", "Berg")


@pytest.mark.parametrize(
    "text",
    [
        "Mr May said in May 2020 that he would pay. It closed on 3 May.",
        "Mark Rose left. The Rose Hospital and Rose Street are closed, and the mark rose.",
        "The owner, Tern Mutual, left. Queen Street, the home of a clerk, is shut.",
        "By Northgate Wire, 3 May. The captain of Calder Rovers, an angry man, left.",
    ],
)
def test_months_places_and_bodies_keep_their_names(text: str) -> None:
    kept = {"May 2020", "3 May", "Rose Hospital", "Rose Street", "mark rose", "Tern Mutual", "Queen Street", "Calder Rovers"}
    shown = standing_in(text, people_in(text))
    assert {words for words in kept if words in text} == {words for words in kept if words in shown}


@pytest.mark.parametrize(
    "text",
    [
        "Her running mate, Norland Gov. Mike Hale, plans to leave.",
        "Joseph R. Hale Jr. said that the bridge was shut.",
        "Ann Lee Jr. told reporters that Sgt. Bo Berg and Lt. Col. Ole Holm had left.",
    ],
)
def test_a_shortened_title_ends_no_sentence(text: str) -> None:
    assert len(parse_text(text).sentences) == 1


def test_a_sentence_ends_behind_a_surname_that_is_a_title() -> None:
    assert len(parse_text("The clerk met Mark King. Ann Lee left.").sentences) == 2


def test_plain_names_are_as_long_as_those_they_stand_for() -> None:
    text = "Dr Þóra Ó Cuív, Sir J. K. O'Brien-Lally and MS LE PEN met Abd al-Rahman Haddad, the judge. Mr Y left."
    shown = standing_in(text, people_in(text))
    assert [len(word) for word in shown.split()] == [len(word) for word in text.split()]
    assert not {"Þóra", "O'Brien-Lally", "al-Rahman"} & {*shown.replace(",", "").split()}


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Barrow led through Jamie Cole, who scored after a foul on him by the goalkeeper, Erik Strand.", "Erik Strand is the goalkeeper."),
        ("The news leaves the ministry in the hands of a deputy, Tora Vinje, until Friday.", "Tora Vinje is a deputy."),
    ],
)
def test_a_name_beside_an_office_is_of_whoever_holds_it(text: str, claim: str) -> None:
    assert claim in [item.text for item in held(text)]
