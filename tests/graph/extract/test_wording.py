"""The sentences of claims: finite, whole, with the right owner, and no falser than the words that they are made of."""

import pytest
from reading_of import held, held_in, reading_of

from claimgraph.extract.grammar.participles import tensed
from claimgraph.extract.parse.parsing import parse_text
from claimgraph.model import Certainty


def texts(text: str) -> list[str]:
    return [item.text for item in held(text)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("The boats left the harbour, hitting a buoy.", "The boats hit a buoy."),
        ("The river rises every spring, flooding the lower road.", "The river floods the lower road."),
        ("The wall could collapse in a storm, blocking the only path.", "The wall could block the only path."),
        ("The rangers counted 34 nests, relying on a drone.", "The rangers relied on a drone."),
        ("The crew went home, having waited for three hours.", "The crew waited for three hours."),
        ("The mast fell, hurting 14 sailors and killing 22, the owners said.", "The mast hurt 14 sailors and killed 22."),
        ("The bridge was closed, with two ferries leaving the harbour.", "Two ferries were leaving the harbour."),
    ],
)
def test_a_participle_is_finite_in_the_tense_of_its_clause(text: str, sentence: str) -> None:
    assert sentence in texts(text)


@pytest.mark.parametrize("text", ["It rose, not easing the strain.", "They may fall, not easing the strain.", "They rise, not easing it."])
def test_a_negated_participle_keeps_its_negation(text: str) -> None:
    words = parse_text(text).words
    participle = next(word for word in words if word.lower == "easing")
    clause = next(word for word in words if word.is_root)
    written = tensed(participle, clause, plural=words[0].lower == "they")
    assert written[participle.index] == {"rose": "did not ease", "fall": "may not ease", "rise": "do not ease"}[clause.lower]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("The barn, which was built in May, had burned before.", "The barn had burned before."),
        ("Mr Baird, 29, a tiler, was found on Sunday.", "Mr Baird, 29, was found on Sunday."),
        ("The trial opened on Monday, with lawyers accusing the judge of bias.", "The trial opened on Monday."),
        (
            "At least nine people were killed and dozens wounded on Monday when the dam broke.",
            "Dozens were wounded on Monday when the dam broke.",
        ),
        ("The council met on 3 May, by which time the mayor had left.", "By 3 May the mayor had left."),
        ("The barrels came from Hall 14, where they had been kept dry.", "The barrels had been kept dry in Hall 14."),
        ("It was the worst fire since 2009, when the mill burned.", "The mill burned in 2009."),
        ("The road was shelled on Monday, when two drivers were hurt.", "Two drivers were hurt on Monday."),
        ("Rosa Diaz and Ines Kohl, partners in the firm, left.", "Rosa Diaz and Ines Kohl are partners in the firm."),
        ("Rosa Diaz, a partner in the firm, left.", "Rosa Diaz is a partner in the firm."),
        ("The club, whose coach, Tom Baird, resigned, is poor.", "Tom Baird is the club's coach."),
        ("Rosa Diaz, a baker, whose shop burned, sued the town.", "Rosa Diaz is a baker."),
        ("The loan, which the bank put at nine crowns, was repaid.", "The loan was repaid."),
        ("Minister: I have not seen the letter.", "Minister has not seen the letter."),
        ("The town asked for the road to be closed.", "The town asked for the road to be closed."),
        ("The firm expects the mill to close in May.", "The mill will close in May."),
    ],
)
def test_what_is_cut_out_leaves_a_whole_sentence(text: str, sentence: str) -> None:
    assert sentence in texts(text)


def test_a_heading_that_only_names_its_matter_is_no_claim() -> None:
    body = "\n\nThe mill is old. It stands by the river, and nobody works there."
    assert not any(sentence.startswith("What the mill") for sentence in texts(f"What the mill tells us about the river{body}"))
    for heading in ("Mill strike: what the two sides say", "The mill: what we know", "The mill: counting the losses"):
        assert not any("what" in sentence.lower() or "counting" in sentence for sentence in texts(heading + body))
    assert "Mill strike: union rejects offer." in texts(f"Mill strike: union rejects offer{body}")


@pytest.mark.parametrize(
    "heading",
    [
        "Police: Shooting suspect was killed by officers",
        "Dam: leading engineer quits",
        "Flood: missing men are safe, police say",
        "The mayor's plan: cutting taxes will kill jobs",
        "Minister: What happened was a crime",
        "Study: What you eat affects your sleep",
        "Budget: What the minister hid cost the town millions",
    ],
)
def test_a_heading_that_states_something_behind_its_colon_is_a_claim(heading: str) -> None:
    assert len(texts(f"{heading}\n\nThe mill is old.")) > 1


@pytest.mark.parametrize(
    ("text", "claim", "denier"),
    [
        ("Reports that rain damaged the road are false.", "Rain damaged the road.", "author"),
        ("The rumour that the mill is closing is not true.", "The mill is closing.", "author"),
        ("It is not true that the mill is closed, Ines Kohl said.", "The mill is closed.", "Ines Kohl"),
        ("It is wrong to say that the mill closed.", "The mill closed.", "author"),
        ("There is no truth in the report that the mill closed, Ines Kohl said.", "The mill closed.", "Ines Kohl"),
        ("The claim that the mill closed is a fabrication, Ines Kohl said.", "The mill closed.", "Ines Kohl"),
        ("Contrary to the council's statement, the mill closed in May.", "The mill closed in May.", "the council"),
        ("Contrary to the council's claim that the mill is open, it closed in May.", "The mill is open.", "author"),
    ],
)
def test_whoever_calls_words_false_denies_them(text: str, claim: str, denier: str) -> None:
    denials = {(item.text, item.voices[-1]) for item in held(text) if item.stances[-1] == "denies"}
    assert (claim, denier) in denials


def test_what_the_author_finds_unlikely_is_not_only_what_another_insists_on() -> None:
    found = held("It is unlikely that the mill met the rules in May, as the owner insists.")
    sure = {item.voices[-1]: item.assertion.certainty for item in found}
    assert sure == {"author": Certainty.UNLIKELY, "the owner": Certainty.UNSTATED}


def test_what_is_not_false_is_not_denied() -> None:
    assert not any(item.stances[-1] == "denies" for item in held("The claim that the mill closed is not false."))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("HALE: I've paid for the pipes.\n\nFALK: It rained.", "HALE has paid for the pipes."),
        ("HALE: I'd like to close the port.\n\nFALK: It rained.", "HALE would like to close the port."),
        ("HALE: I'd never been told.\n\nFALK: It rained.", "HALE had never been told."),
        ("HALE: I'd be told.\n\nFALK: It rained.", "HALE would be told."),
        ("HALE: There is no water in towns like mine.\n\nFALK: It rained.", "There is no water in towns like HALE's."),
        ("HALE: When I'm mayor, we will fix the dam.\n\nFALK: It rained.", "When HALE is mayor, we will fix the dam."),
        ("Tomas Hale was not charged with fraud nor convicted of any crime.", "Tomas Hale was not convicted of any crime."),
        ("The council sat. It pledged to keep the harbour shut.", "The council will keep the harbour shut."),
    ],
)
def test_what_stands_for_a_name_agrees_and_nothing_that_turns_the_sense_is_lost(text: str, sentence: str) -> None:
    assert sentence in texts(text)


@pytest.mark.parametrize(
    "text",
    ["Before the guests came in, the cook had burnt the soup.", "When the guests came in, the soup had gone cold."],
)
def test_a_clause_of_time_at_the_start_keeps_the_word_that_joins_it(text: str) -> None:
    assert texts(text) == [text]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Tomas Hale was there. He's been mocked for years.", "Tomas Hale has been mocked for years."),
        ("HALE: I want to close the port.\n\nFALK: It rained.", "HALE wants to close the port."),
        ("The board considers it wrong to close the port.", "It is wrong to close the port."),
        ("LINDBY ― The dam is old, the mayor said.", "The dam is old."),
        ("HEMPORT, Norway, Sept. 26 (UPI) — The dam is old, the mayor said.", "The dam is old."),
    ],
)
def test_contractions_empty_pronouns_and_datelines_are_written_out_or_left_out(text: str, sentence: str) -> None:
    assert sentence in texts(text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Several guests had watched two boys cross the ice.", "Two boys crossed the ice."),
        ("A farmer had reported it stolen in May.", "It was stolen in May."),
        ("The mask was cut loose, rolled up and carried out through a window.", "The mask was cut loose and rolled up."),
        (
            "It cost nine million (twice the plan) and was seen by few.",
            "It cost nine million (twice the plan).",
        ),
        ("With the pumps broken, the mine filled with water.", "With the pumps broken, the mine filled with water."),
        ("One man was killed and three injured.", "Three were injured."),
        ("The north wing was destroyed, the south wing only damaged.", "The south wing was only damaged."),
        ("The mill (built in 1971) has no licence.", "The mill has no licence."),
        ("The mill – built in 1971 and never inspected – has no licence.", "The mill has no licence."),
        ("The board said it would not, as reported, sell the ground.", "The board would not, as reported, sell the ground."),
        ("The river, which had burst its banks, flooded the mill.", "The river had burst its banks."),
        ("Our porter, Mr Tom Renn, was on his round.", "Our porter was on his round."),
    ],
)
def test_a_clause_is_whole_with_its_tense_its_owner_and_no_marks_of_what_was_cut(text: str, sentence: str) -> None:
    assert sentence in texts(text)


@pytest.mark.parametrize("text", ["No light, no water, no news.", "Harbour office, press release, 9 May 2026, 4 p.m."])
def test_words_that_stand_beside_each_other_in_a_list_are_not_each_other(text: str) -> None:
    assert not any(" is " in sentence for sentence in texts(text))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("The survey, which the airline paid for, praised the airline.", "The airline paid for the survey."),
        ("The vault, which he had hidden in for a week, was sealed.", "He had hidden in the vault for a week."),
        ("With wages falling, the guild called a strike.", "The guild called a strike."),
        ('"He is," the abbot noted, "a danger to the choir."', "He is a danger to the choir."),
        ('"It was," the abbot recalled, "the worst night of the siege."', "It was the worst night of the siege."),
        ('The abbot said: "Ring the bell at noon."', "Ring the bell at noon."),
        ('A notice on the gate says: "Locked until June."', "Locked until June."),
        ('The abbot called the warden "a fool" and, after she left, he burned her hat.', "The warden is a fool."),
    ],
)
def test_a_sentence_is_whole_though_words_were_cut_from_it(text: str, sentence: str) -> None:
    assert sentence in [item.text for item in held(text)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("The guild denies that it always paid on time.", "The guild did not always pay on time."),
        ("The guild denies that the abbot fully repaid the loan.", "The abbot did not fully repay the loan."),
        ("The abbot denies both allegations.", "Both allegations are not true."),
    ],
)
def test_the_opposite_of_a_sentence_denies_its_adverb_too(text: str, sentence: str) -> None:
    assert sentence in [item.text for item in held_in(reading_of(text), implied=True)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("The cashier is thought to have flown to Lima.", "The cashier has flown to Lima."),
        ("The yacht is said to have drifted to the reef.", "The yacht has drifted to the reef."),
    ],
)
def test_where_somebody_is_thought_to_have_gone_to_is_kept(text: str, sentence: str) -> None:
    assert [item.text for item in held(text)] == [sentence]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("The shop was full last Friday, where 90 jars were sold.", "90 jars were sold last Friday."),
        ("The shop was full on Friday, when a shelf gave way.", "A shelf gave way on Friday."),
        ("He moved to Dorne, where he runs a bakery.", "He runs a bakery in Dorne."),
    ],
)
def test_where_and_when_are_the_place_or_the_day(text: str, sentence: str) -> None:
    assert sentence in texts(text)


@pytest.mark.parametrize(
    ("text", "voice"),
    [("The General Bakers Union said bread was dear.", "General Bakers Union"), ("General Ida Moen said the front was calm.", "Ida Moen")],
)
def test_general_is_a_rank_of_persons_alone(text: str, voice: str) -> None:
    assert [item.voices[1:] for item in held(text)] == [(voice,)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("The union put the cause down to a cracked pipe.", "The cause is a cracked pipe."),
        ("The union put the delay down to a cracked pipe.", "The delay is due to a cracked pipe."),
        ("The farm admits the presence of some seasonal workers in the barn.", "Some seasonal workers are present in the barn."),
        ("It is not clear if, or when, the ferry will sail.", "The ferry will sail."),
        ("The shepherd Mirko Tal, who kept eighty ewes, waved.", "Mirko Tal kept eighty ewes."),
        ("With them went Ida Moen, the vet whose barn had burned in May.", "Ida Moen is the vet whose barn had burned in May."),
        ("The Bishop of Orlan, whose barns had burned, wept.", "The Bishop of Orlan's barns had burned."),
        ("The vet knew of nine bites, three of them involving children.", "Three of them involved children."),
        ("By the gate stand a vet, a midwife and six boys.", "By the gate stand a vet, a midwife and six boys."),
        ("The lake was low in May. It was full at this point last year.", "The lake was full at this point last year."),
        ("He denied that a fine, or any other penalty, would help.", "A fine, or another penalty, would help."),
        ("He said that the gate was shut and that ewes marked with paint were safe.", "Ewes marked with paint were safe."),
        ("Farmers have been under strict rules since May, which forbid hoses.", "Strict rules forbid hoses."),
        ("They asked whether and when she had paid.", "Had she paid?"),
        ("Nobody saw a fox, said the keeper. I like this theory.", "I like the theory that nobody saw a fox."),
        ("“I foresaw it,” said Ida Moen.", "Ida Moen foresaw it."),
        (
            "He denied selling the barn to a bank, a rumour that has gone round for weeks.",
            "This is a rumour that has gone round for weeks.",
        ),
    ],
)
def test_what_is_made_of_a_few_words_is_good_english(text: str, sentence: str) -> None:
    assert sentence in texts(text)


def test_nobody_who_is_addressed_is_a_remark() -> None:
    assert not [one for one in texts("CHAIR: Ms Moen, a last question. Was it full?") if "is a last question" in one]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "The guild did not sell its old farm on the hill or lease its barns to strangers.",
            ["The guild did not lease its barns to strangers."],
        ),
        ("The guild does not feed or insure its drivers, but pays them well.", ["The guild does not insure its drivers."]),
        ("She never rang or asked for help.", ["She never rang.", "She never asked for help."]),
        ("The guild did not sell its land and gave away its barns.", ["The guild gave away its barns."]),
        ("The guild repaired and sold its barns.", ["The guild repaired its barns.", "The guild sold its barns."]),
        ("Rebels seized and later freed the boat.", ["Rebels seized the boat."]),
        ("He smiled and shook her hand.", ["He smiled."]),
    ],
)
def test_verbs_side_by_side_share_a_refusal_and_an_object(text: str, sentences: list[str]) -> None:
    assert [one for one in texts(text) if one in sentences] == sentences


def test_a_person_is_no_group() -> None:
    assert not [one for one in texts("Ms. Arnold, who helped found EDGE, a charity based in Orlan, sang.") if "is a charity" in one]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("The bridge should have been closed and the road blocked.", "The road should have been blocked."),
        ("The clerk, who had lied to the court and hidden the letter, was jailed.", "The clerk had hidden the letter."),
        ("The bridge was built in 1900, bombed in 1943.", "The bridge was bombed in 1943."),
        ("He was seized at the border and fled to Spain.", "He fled to Spain."),
        ("The hook was tested in May and found to be sound.", "The hook was found to be sound."),
        ("She was ill in May and wanted to go home.", "She wanted to go home."),
        ("Two boys have been killed and a vet wounded.", "A vet has been wounded."),
        ("The guild sold the hall rather than close the school.", "The guild sold the hall rather than close the school."),
        ("He resigned rather than face a vote.", "He resigned rather than face a vote."),
    ],
)
def test_a_verb_has_the_helpers_of_the_one_before_it_unless_it_was_not_chosen(text: str, sentence: str) -> None:
    assert sentence in texts(text)
