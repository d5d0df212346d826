"""What somebody tells of by a noun, and what somebody says of something without a clause."""

import pytest
from reading_of import held, one


@pytest.mark.parametrize(
    ("text", "words", "speaker", "sentence"),
    [
        (
            "The harbour office logged nine collisions near the pier.",
            "nine",
            "the harbour office",
            "There were nine collisions near the pier.",
        ),
        ("The clinic recorded a leak in the roof.", "leak", "the clinic", "There was a leak in the roof."),
        ("Anna Berg remembers two shots.", "shots", "Anna Berg", "There were two shots."),
        ("The union spoke of a lockout at the mill.", "lockout", "the union", "There was a lockout at the mill."),
        ("The inspectors found no mould in the cellar.", "mould", "the inspectors", "There was no mould in the cellar."),
        ("The bank forecasts a fall in rents.", "fall", "the bank", "There will be a fall in rents."),
        ("The biopsy revealed traces of lead.", "traces", "the biopsy", "There were traces of lead."),
        ("A survey of bakers found 70 per cent support for a boycott.", "support", "the survey of bakers", None),
        ("The brewery posted a profit of nine million crowns.", "profit", "the brewery", None),
        ("The singer announced her retirement.", "retirement", "the singer", None),
        ("Economists forecast growth of 2 per cent.", "growth", "Economists", "There will be growth of 2 per cent."),
        ("The agency warned of floods.", "floods", "the agency", "There may be floods."),
        ("The envoy hinted at a third round of talks.", "round", "the envoy", "There may be a third round of talks."),
        ("Officials pointed to a fall in burglaries.", "fall", "Officials", "There was a fall in burglaries."),
        ("He boasted of having fooled two guards.", "fooled", "He", "He fooled two guards."),
    ],
)
def test_who_counts_recalls_or_foresees_something_holds_that_there_is_such_a_thing(
    text: str, words: str, speaker: str, sentence: str | None
) -> None:
    found = one(text, words)
    assert (found.voices, found.text) == (("author", speaker), sentence or found.text)


@pytest.mark.parametrize(
    "text",
    [
        "The firm recalled nine buses.",
        "The museum lists the paintings.",
        "The clinic did not record a leak.",
        "Divers found a boat.",
        "I counted nine boats.",
        "The pier has nine lamps.",
        "The police found a knife in the car.",
        "The chart shows the route of the march.",
        "The bank posted a guard at the door.",
        "The club announced the winner.",
        "The firm boasts a view of the sea.",
        "The mayor pointed to the map.",
    ],
)
def test_a_deed_or_what_is_known_already_is_the_authors_to_tell(text: str) -> None:
    assert {item.voices for item in held(text)} == {("author",)}


@pytest.mark.parametrize(
    ("text", "speaker", "sentence"),
    [
        ("The editor called the remark petty.", "the editor", "The remark is petty."),
        ("The coach considers the goalkeeper unfit.", "the coach", "The goalkeeper is unfit."),
        ('The growers call this "robbery".', "the growers", "This is robbery."),
        ("The men, who were described by police as dangerous, fled.", "the police", "The men are dangerous."),
        ("The clerk, who has been accused by rivals of greed, left.", "rivals", "The clerk is guilty of greed."),
        ("The bank is expected by analysts to cut jobs.", "analysts", None),
        ("She told the court she had paid.", "She", "She had paid."),
        ("The mayor flew home, citing the mounting cost of the trip.", "the mayor", None),
        ("The poll showed Halland taking the lead.", "the poll", "Halland is taking the lead."),
        ("Polls put her ten points ahead.", "Polls", "She is ten points ahead."),
        ("A video appears to show guards beating a boy.", "the video", "Guards are beating a boy."),
        ("The tribunal ruled the sacking unfair.", "the tribunal", "The sacking is unfair."),
        ("Divers feared two dead in the hull.", "Divers", "Two are dead in the hull."),
        ("She spoke of the vote as a farce.", "She", "The vote is a farce."),
        ("Tenants blame the mayor for the delay.", "Tenants", "The mayor is to blame for the delay."),
        ("Neighbours credit the warden with halving thefts.", "Neighbours", "The warden is to thank for halving thefts."),
        ("The firm was criticised by auditors for its haste.", "auditors", "The firm is to be faulted for its haste."),
        ("The vote was lost, with the mayor calling the count a disgrace.", "the mayor", "The count is a disgrace."),
        ("The brewers explain the fee as a deposit on the barrels.", "the brewers", "The fee is a deposit on the barrels."),
        ("The surveyor puts the repairs at 300 crowns, a sum nobody has.", "the surveyor", "The repairs are 300 crowns."),
    ],
)
def test_what_is_said_of_something_without_a_clause_is_its_speakers(text: str, speaker: str, sentence: str | None) -> None:
    assert (("author", speaker), sentence) in [(item.voices, item.text if sentence else None) for item in held(text)]


@pytest.mark.parametrize(
    "text",
    [
        "They denounced her record as a judge.",
        "She told the man she married.",
        "The club cancelled the match, citing Mr Hall.",
        "The paper praised her work as mayor.",
        "They celebrated the goal for hours.",
        "The council condemned the house for demolition.",
        "The bank credited the account with the sum.",
        "The guide put her bag behind the door.",
        "I have never found anything rarer than a coin.",
    ],
)
def test_a_function_an_end_or_a_place_is_no_judgement(text: str) -> None:
    assert {item.voices for item in held(text)} == {("author",)}


def test_what_somebody_thinks_of_a_whole_sentence_is_theirs_and_not_of_who_says_that() -> None:
    text = "The council says that rents will double, a forecast that landlords call absurd because wages are flat."
    told = {item.text: item.voices for item in held(text)}
    assert told == {
        "Rents will double.": ("author", "the council"),
        "This forecast is absurd.": ("author", "landlords"),
        "Wages are flat.": ("author", "landlords"),
    }


@pytest.mark.parametrize(
    ("text", "speaker", "sentence"),
    [
        ("The ferry had nine holes, the harbourmaster reckons.", "the harbourmaster", "The ferry had nine holes."),
        ("The rents, the lodge points out, have doubled.", "the lodge", "The rents have doubled."),
        ("The tower, Ms Berg went on, had leaned for years.", "Berg", "The tower had leaned for years."),
        ("The minister let it be known that the talks had failed.", "the minister", "The talks had failed."),
        ("The keeper described how rats had eaten the ropes.", "the keeper", "Rats had eaten the ropes."),
    ],
)
def test_whoever_stands_beside_what_is_said_says_it(text: str, speaker: str, sentence: str) -> None:
    assert (("author", speaker), sentence) in [(item.voices, item.text) for item in held(text)]


def test_what_a_semicolon_parts_from_a_verb_is_not_what_the_verb_says() -> None:
    text = "The rent is fair, she says; the tenants say that nobody can pay it."
    assert [item.voices[1:] for item in held(text)] == [("she",), ("the tenants",)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The lender would have us believe that rents would fall.", "the lender"),
        ("The brewers would like us to believe that rents would fall.", "the brewers"),
        ("Anna Berg would have the court believe that rents would fall.", "Anna Berg"),
    ],
)
def test_what_a_text_only_says_in_anothers_voice_to_doubt_it_is_doubted(text: str, speaker: str) -> None:
    assert {(item.voices, item.stances, item.text) for item in held(text)} == {
        (("author", speaker), ("reports", "endorses"), "Rents would fall."),
        (("author",), ("doubts",), "Rents would fall."),
    }


@pytest.mark.parametrize(
    ("text", "speaker", "sentence"),
    [
        ("The pier lost nine boards, on the harbour office's reckoning.", "the harbour office", "The pier lost nine boards."),
        ("It fell, according to Ms Berg, to the tenants, who had paid for it.", "Berg", "The tenants had paid for it."),
        ("The audit found no trace of fraud.", "the audit", "There was no trace of fraud."),
        ("The broker values the barge at 300 crowns.", "the broker", "The barge is 300 crowns."),
        ('The union spoke only of "some unrest".', "the union", "There was some unrest."),
    ],
)
def test_who_reckons_finds_or_values_something_holds_it(text: str, speaker: str, sentence: str) -> None:
    assert (("author", speaker), sentence) in [(item.voices, item.text) for item in held(text)]


def test_a_role_beside_a_name_of_two_words_is_later_that_name() -> None:
    text = "The bid came from Hale & Moor, a pension fund of long standing. The price is fair, the fund wrote."
    assert one(text, "price").voices == ("author", "Hale & Moor")


@pytest.mark.parametrize(
    ("text", "voice", "claim"),
    [
        ("The survey gives a width of nine metres.", "the survey", "There was a width of nine metres."),
        ("The insurer arrives at fewer than 300.", "the insurer", "The number is fewer than 300."),
        ("The guild has counted fifty-one.", "the guild", "The number is fifty-one."),
        ("The rota has him on duty from noon to six.", "the rota", "He is on duty."),
        ("The bishop's office calls it a hoax.", "the bishop's office", "It is a hoax."),
        ("The drivers' union blames it on worn tyres.", "the drivers' union", "It is due to worn tyres."),
        ("The museum's label dates the fire to 1612.", "the museum's label", "The fire dates to 1612."),
        ("The brewery expects a loss of two millions.", "the brewery", "There will be a loss of two millions."),
        ('The survey speaks of "about 300".', "the survey", "The number is about 300."),
        ('The bank wrote of "stubborn" price pressure.', "the bank", "There was stubborn price pressure."),
        ('The mayor described it as "dull".', "the mayor", "It is dull."),
    ],
)
def test_who_gives_a_figure_a_place_or_a_name_says_it(text: str, voice: str, claim: str) -> None:
    assert (voice, claim) in [(item.voices[-1], item.text) for item in held(text)]


@pytest.mark.parametrize("text", ["The blaze at 40 Mill Road was put out by a crew.", "Police put off the march at noon until Monday."])
def test_what_is_put_out_or_off_is_put_at_no_figure(text: str) -> None:
    assert [item.text for item in held(text)] == [text]


def test_what_is_hard_to_say_is_not_called_anything() -> None:
    assert "It is hard." not in [item.text for item in held("The judges find it hard to tell the two apart.")]


@pytest.mark.parametrize(
    ("text", "who", "told", "stance"),
    [
        ("The dean denies wrongdoing.", "the dean", "There was wrongdoing.", "denies"),
        ("The ministry denied involvement.", "the ministry", "The ministry was involved.", "denies"),
        ("The palace dismissed reports of a rift.", "the palace", "There was a rift.", "denies"),
        ("The union rejected any suggestion of a split.", "the union", "There was a split.", "denies"),
        ("The union disputes the figure of 30.", "the union", "The figure is 30.", "denies"),
        ("The ferry firm acknowledged the delay.", "the ferry firm", "The delay took place.", "concedes"),
        ("The treasury predicts growth of 3 percent.", "the treasury", "There will be growth of 3 percent.", "endorses"),
        ("The bank does not expect any fall in rents.", "the bank", "There will be a fall in rents.", "denies"),
        ("The census has it at 900.", "the census", "It is 900.", "endorses"),
        ("The log has the fire out at noon.", "the log", "The fire is out at noon.", "endorses"),
        ("Rumour has it that the duke is broke.", "Rumour", "The duke is broke.", "endorses"),
        ("Police named the dead man as Piet Aalders.", "the police", "The dead man is Piet Aalders.", "endorses"),
        ("Estimates by the agency suggest the lake is shrinking.", "Estimates by the agency", "The lake is shrinking.", "endorses"),
        ("The reform, which Ms Orban considers a triumph, failed.", "Orban", "The reform is a triumph.", "endorses"),
        ("The mill employs 40 women, as it claims.", "the mill", "The mill employs 40 women.", "endorses"),
        ("The clerk denied being told that the safe was open.", "the clerk", "The clerk was told that the safe was open.", "denies"),
        ("It is clean, the ministry said, although divers insisted there was oil.", "divers", "There was oil.", "endorses"),
    ],
)
def test_what_a_noun_or_a_turn_of_phrase_tells_is_held_by_who_tells_it(text: str, who: str, told: str, stance: str) -> None:
    item = one(text, told)
    assert (item.voices, item.stances[-1]) == (("author", who), stance)


@pytest.mark.parametrize(
    "text",
    ["The club named him as coach.", "She expects half of the children."],
)
def test_what_is_named_kept_or_awaited_tells_nothing(text: str) -> None:
    assert {item.voices for item in held(text)} == {("author",)}


def test_this_is_what_another_held_and_not_what_its_denier_did() -> None:
    text = "Ms Orban said the hall was cold. Mr Ferro said he had paid for coal. He denied that."
    denied = [item for item in held(text) if item.stances[-1] == "denies"]
    assert [(item.voices, item.text) for item in denied] == [(("author", "Ferro"), "The hall was cold.")]


@pytest.mark.parametrize("verb", ["say", "claim", "admit", "shout"])
def test_what_somebody_is_heard_to_say_has_that_voice_and_nothing_else_is_stated(verb: str) -> None:
    found = [(item.text, item.voices) for item in held(f"Residents heard the captain {verb} that the pump had failed.")]
    assert found == [("The pump had failed.", ("author", "the captain"))]


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        ("Hale wanted to know whether the dam is old.", ("author", "Hale")),
        ("Hale demanded to know why the dam is old.", ("author", "Hale")),
        ("Hale would have wanted to know whether the dam is old.", ("author",)),
    ],
)
def test_whoever_wants_to_know_something_asks_it(text: str, voices: tuple[str, ...]) -> None:
    item = held(text)[-1]
    assert (item.voices, item.claim.modality.value) == (voices, "question")


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        ("My aunt, who sailed, used to say the sea gives nothing back.", ("author", "the author's aunt")),
        ("Hale would often say the sea gives nothing back.", ("author", "Hale")),
        ("Hale would later claim that the sea gives nothing back.", ("author", "Hale")),
        ("The app swore that the sea gives nothing back.", ("author", "the app")),
        ("Hale would say that the sea gives nothing back.", ("author",)),
        ("If he were asked, Hale would often say that the sea gives nothing back.", ("author",)),
    ],
)
def test_what_somebody_said_time_and_again_or_later_is_said(text: str, voices: tuple[str, ...]) -> None:
    assert held(text)[-1].voices == voices


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ('Talks had begun, a step Hale called "pure routine".', "This step is pure routine."),
        ("The firm moved to Malta, a decision Hale described as cowardly.", "This decision is cowardly."),
        ("The fee doubled, an increase Hale termed modest.", "This increase is modest."),
    ],
)
def test_what_somebody_calls_what_stands_before_has_that_voice_without_a_pronoun(text: str, claim: str) -> None:
    assert [item.voices for item in held(text) if item.text == claim] == [("author", "Hale")]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Hale did not rule out arson.", "There is a possibility of arson."),
        ("Hale would not rule out a permanent closure.", "There is a possibility of a permanent closure."),
    ],
)
def test_what_somebody_does_not_rule_out_may_be(text: str, claim: str) -> None:
    assert [(item.text, item.voices) for item in held(text)] == [(claim, ("author", "Hale"))]


@pytest.mark.parametrize("text", ["Hale did not rule out selling the dam.", "Hale cannot rule out arson."])
def test_what_somebody_will_not_do_or_cannot_rule_out_is_not_stated(text: str) -> None:
    assert [item.voices for item in held(text)] == [("author",)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("We were warned by the head of the port that the dam is old.", "the head of the port"),
        ("A hacker, who goes by the name of Abu Tarim, said that the dam is old.", "Abu Tarim"),
    ],
)
def test_who_told_it_is_known_by_more_words(text: str, speaker: str) -> None:
    assert one(text, "dam is").voices == ("author", speaker)
