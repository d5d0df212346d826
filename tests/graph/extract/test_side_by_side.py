"""Which of two sayings is within the other, and which stands beside it."""

import pytest
from reading_of import held


def told(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Each claim with its voices behind the author."""
    return [(item.text, item.voices[1:]) for item in held(text)]


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        ("The owners say the mine was dry and the miners say water stood in it.", ["the owners", "the miners"]),
        ("Nurses said they saw two men, while the guard insists there was one.", ["Nurses", "the guard"]),
        ("Nurses said the ward was open, though the cook insisted it was shut.", ["Nurses", "the cook"]),
        ("One baker says the oven was hot and another says it was cold.", ["one baker", "another"]),
        ("The abbot said the wall was sound but masons say it leaned for years.", ["the abbot", "masons"]),
        ("Guards said 40 men escaped, families said it was 90.", ["Guards", "families"]),
        ("The clerk calls it a slip, the union says it was theft.", ["the union", "the clerk"]),
        ("Berg said that the deal was dead and Lind called it a farce.", ["Berg", "Lind"]),
        ("Nurses say the ward is safe and residents blame it for the outbreak.", ["Nurses", "residents"]),
    ],
)
def test_what_another_says_stands_beside_what_one_says(text: str, voices: list[str]) -> None:
    assert [chain for _, chain in told(text)] == [(voice,) for voice in voices]


@pytest.mark.parametrize(
    "text",
    [
        "Ida Moen said her brother claimed that the cows were ill and that the vet had lied.",
        "The judge said his clerk had erred and the police had said nothing.",
        "The pilot said his wife told him the house had burned.",
    ],
)
def test_what_one_tells_of_another_stays_his(text: str) -> None:
    assert len({chain[:1] for _, chain in told(text)}) == 1


@pytest.mark.parametrize(
    ("text", "chains"),
    [
        ("The ferry is cancelled, which Holt believes means that the mail is lost.", [(), ("Holt",)]),
        ("Snow fell in May, which the shepherds say killed the lambs.", [(), ("the shepherds",)]),
    ],
)
def test_who_says_what_a_relative_clause_tells_says_that_alone(text: str, chains: list[tuple[str, ...]]) -> None:
    assert [chain for _, chain in told(text)] == chains


@pytest.mark.parametrize(
    ("text", "claim", "voice"),
    [
        ("What the letter also says is that rent was due.", "Rent was due.", "the letter"),
        ("What the porter told the coroner was that nobody had a key.", "Nobody had a key.", "the porter"),
        ("All Grete Moll said was that the bell was gone.", "The bell was gone.", "Grete Moll"),
    ],
)
def test_what_somebody_says_is_what_it_is_said_to_be(text: str, claim: str, voice: str) -> None:
    assert told(text) == [(claim, (voice,))]


def test_what_leads_in_to_a_saying_is_no_part_of_it() -> None:
    (item, _) = held('In a letter to members, the club said: "We owe nobody anything. The roof is paid."')
    assert item.quote == "We owe nobody anything"


def test_what_records_say_is_not_whose_they_are() -> None:
    assert told("Photographs of the river bank show that a wall had gone.") == [("A wall had gone.", ("Photographs of the river bank",))]


@pytest.mark.parametrize(
    ("text", "claim", "voices"),
    [
        (
            "The former warden recalled being told by his chief that nobody counted the keys.",
            "Nobody counted the keys.",
            ("the former warden", "the former warden's chief"),
        ),
        ("Our guests told us that had to stop.", "That had to stop.", ("our guests",)),
        ("My uncle says I only sing because she paid me.", "I only sing.", ("the author's uncle",)),
        ("It was the sexton who first said that the bell had cracked.", "The bell had cracked.", ("the sexton",)),
    ],
)
def test_whoever_tells_something_through_another_or_behind_another_is_its_voice(text: str, claim: str, voices: tuple[str, ...]) -> None:
    assert dict(told(text))[claim] == voices


def test_what_one_can_say_is_granted_by_who_speaks() -> None:
    (item,) = held("You can say the walls were painted badly.")
    assert (item.voices, item.assertion.certainty.value) == (("author",), "possible")


def test_one_of_them_who_speaks_is_of_a_body_before_what_cannot() -> None:
    assert told("We met for the mills. When I showed it to a panel, one of them said I was mad.")[-1][1] == ("one of the panel",)


def test_who_says_the_words_of_a_headline_below_says_them_there() -> None:
    text = '"The mill cannot wait"\n\n"We lost two wheels," said Ada Holm, who runs it. "The mill cannot wait. We need a dam."'
    assert {item.voices for item in held(text) if item.quote == "The mill cannot wait"} == {("author", "Ada Holm")}


def test_a_hedge_is_of_its_clause_and_of_neither_asides_nor_what_a_colon_opens() -> None:
    sure = {
        item.text: item.assertion.certainty.value
        for text in (
            "It is thought that the mill, which was founded in 1980, will be sold.",
            "I suppose that is right: Karen left.",
            "The wreck is almost certainly the Marie.",
        )
        for item in held(text)
    }
    assert [sure[text] for text in ("The mill was founded in 1980.", "Karen left.", "The wreck is almost certainly the Marie.")] == [
        "unstated",
        "unstated",
        "probable",
    ]


def test_who_is_asked_answers_and_not_who_asks() -> None:
    text = "The warden, Hana Brill, left. Asked by Ms Rusk whether she knew, she said that was private."
    assert told(text)[-1] == ("That was private.", ("Hana Brill",))


def test_a_second_clause_with_that_is_said_too() -> None:
    chains = [chain for _, chain in told("The envoy said it was too early to tell, but that he would not rule it out.")]
    assert chains == [("the envoy",), ("the envoy",)]


def test_who_is_where_something_is_seen_says_what_a_colon_opens() -> None:
    text = 'Our correspondent Iris Tal is at the mill: "People have been told nothing."'
    assert [item.voices for item in held(text) if "told" in item.text] == [("author", "Iris Tal")]


def test_what_a_court_heard_when_is_of_who_said_it() -> None:
    assert told('A clerk told a friend that she "had a plan to put it back", Marlow Crown Court heard on Monday.')[0][1] == ("the clerk",)


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("The opposition takes the view that the treaty binds.", "the opposition"),
        ("Doctors are of the opinion that the king will recover.", "Doctors"),
        ("Some in the village say that the soldiers came back.", "some in the village"),
    ],
)
def test_whoever_takes_a_view_is_its_voice(text: str, voice: str) -> None:
    assert told(text)[-1][1] == (voice,)
