"""Who says what where the parser errs about it, or where the words only point to the speaker."""

import pytest
from reading_of import held, one, reading_of

from claimgraph.model import LinkType, Stance


@pytest.mark.parametrize(
    ("text", "words", "voices"),
    [
        ("Closing the inquest, Dana Reed, for the council, claimed that the bridge was safe.", "bridge", ("author", "Dana Reed")),
        ("The bridge, engineer Dana Reed said, had moved in the night.", "moved", ("author", "Dana Reed")),
        ("The mayor said the bridge was shut and warned that the road would flood.", "flood", ("author", "the mayor")),
        ("The senator said the vote was lost, arguing that turnout was low.", "turnout", ("author", "the senator")),
        ("Ms Reed put it to him that the ledger was forged.", "forged", ("author", "Reed")),
        ("The union asked why nobody had been paid.", "paid", ("author", "The union")),
        ("Dana Reed said the mountain pass is closed.", "pass", ("author", "Dana Reed")),
        ("Tom Baird put the loss at 40 million, because the ledger had been forged.", "forged", ("author", "Tom Baird")),
        ("The lake is full, whatever the mayor says.", "lake", ("author",)),
        ("The roof leaks, as the tenants like to say.", "roof", ("author", "the tenants")),
        ("Dana Reed banned an article, which she called unfair and lazy.", "unfair", ("author", "Dana Reed")),
        ("The lake is full, according to the board, but Tom Baird says that it is dry.", "dry", ("author", "Tom Baird")),
        ("Nurse Ada Holm told the panel she had locked the cupboard.", "locked", ("author", "Nurse Ada Holm")),
        ("The dairy says its milk was clean, and blames a lorry firm for the smell.", "smell", ("author", "the dairy")),
        ("A surveyor for the builders, Corran Homes, found that the wall had moved.", "moved", ("author", "the surveyor for the builders")),
        ("Tom Baird told the Marsh Gazette that the sluice never opened.", "sluice", ("author", "Tom Baird")),
        ("The council shut the school and told no one, a caretaker alleged in court.", "shut", ("author", "the caretaker")),
        ("When he fell, Tom Baird said, Ms Vane warned him that the rope was old.", "rope", ("author", "Tom Baird", "Vane")),
        ("The auditors estimate the barn was sold and accuse the bank of hiding two letters.", "hiding", ("author", "the auditors")),
        ("Nobody asked the fishermen, complained Orla Finch, whose boat is old.", "Nobody", ("author", "Orla Finch")),
        ("A valuer hired by the bank, Nora Ekman, found that the barn was empty.", "barn", ("author", "Nora Ekman")),
        ("The bank was accused by Nora Ekman of having lost two letters.", "letters", ("author", "Nora Ekman")),
        ("Two men fell, the harbour board said, but the union put the loss at nine.", "nine", ("author", "the union")),
        ("The weekly Border Post wrote, relying on the police, that a van was found.", "van", ("author", "Border Post", "the police")),
        ("Halvorsen insisted in a statement that the sluice was open.", "sluice", ("author", "Halvorsen")),
        ("The tenants fumed that the lift was broken again.", "lift", ("author", "the tenants")),
        ("The tenants urged that the lift be mended.", "lift", ("author",)),
        ("The hospital reported errors in 12 of 40 scans.", "errors", ("author", "the hospital")),
        ("The hospital reported two blasts.", "blasts", ("author", "the hospital")),
        ("The hospital admitted errors.", "errors", ("author",)),
        ("The pond is known to be deep.", "pond", ("author",)),
        ("The owner, Per Aasen, says that the mill is shut.", "mill", ("author", "the owner")),
        ("The owner disputes that account.", "disputes", ("author",)),
        ('"Nobody rang," said Ilse Holm, who leads the divers, and the logbook was kept in a drawer.', "The logbook was kept", ("author",)),
        ("A cheaper pump in Orrin, Tom Baird noted, costs 40 crowns per sensor.", "pump", ("author", "Tom Baird")),
        ("It keeps the rain off, observed the presiding judge.", "keeps", ("author", "the presiding judge")),
        ("The verdict, said Ms Vane, was absurd.", "absurd", ("author", "Vane")),
        ("The bridge, the mayor claimed last week, is safe.", "safe", ("author", "the mayor")),
        ("The raid, which the army says began at four, killed nine people.", "began", ("author", "the army")),
        ("By the clerk's count, nine boats sank in May.", "boats", ("author", "the clerk")),
        ("The Gazette quoted Orla Finch as saying that the vault was full.", "vault", ("author", "Gazette", "Orla Finch")),
        ("The firm put the number of people treated abroad at 300.", "number", ("author", "the firm")),
        ("The old treaty states that the vault was full.", "vault", ("author", "the old treaty")),
        ("A diver counted forty shells, most of them, she reported, near the pier.", "shells", ("author", "the diver")),
        ("A lorry overturned near Orrin, hurting three, police said.", "lorry", ("author", "the police")),
        ("At the gate a guard, speaking softly as he was afraid, said nine bodies lay there.", "bodies", ("author", "At the gate a guard")),
        ("There was no truth whatever in the story, replied the mayor, Dana Reed.", "no truth", ("author", "Dana Reed")),
        ("Nothing was stolen, Ms Reed put to him.", "stolen", ("author", "Reed")),
        ("Dana Reed, sentencing Holm to a year, said he had shown no regret.", "regret", ("author", "Dana Reed")),
        ("The claimant maintains that she was never shown the contract.", "contract", ("author", "the claimant")),
        ("The start-up claims its battery lasts a week.", "battery", ("author", "the start-up")),
        ("The tram line will close in May, the mayor confirmed, adding that buses would run.", "buses", ("author", "the mayor")),
        ("The tram line will close in May, the mayor confirmed, adding that buses would run.", "tram", ("author", "the mayor")),
        ("The board persisted in arguments that the dam is safe.", "dam", ("author", "the board")),
        ("Tom Baird was able to explain that the dam had leaked.", "dam", ("author", "Tom Baird")),
        ("It is worth noting that the sluice was open.", "sluice", ("author",)),
        ("Tom Baird wrote letters for the crew, trying to help them -- it is no easy task.", "wrote letters", ("author",)),
        ("She knew that the gate was shut, Tom Baird said.", "gate", ("author", "Tom Baird")),
        ("The driver reported being struck by a crane.", "struck", ("author", "the driver")),
        ("The union criticised the mayor for saying that the bridge was safe.", "safe", ("author", "the mayor")),
        ("What it would cost was settled, ministers assure us, over dinner.", "settled", ("author", "ministers")),
        ("Varna's stance is that the lease ended.", "lease", ("author", "Varna")),
        ("She said a loose chain was to blame and that the quay had been swept.", "quay", ("author", "she")),
        ("Two barges sank, according to the port; the union puts the number at four.", "barges", ("author", "the port")),
        ("Two barges sank, according to the port; the union puts the number at four.", "four", ("author", "the union")),
        ("The port said the quay was dry, contradicting the harbour pilots.", "contradicted", ("author",)),
        ("The port said it had told no one the quay was wet, echoing a pilot who says he saw ice.", "pilot saw", ("author", "the pilot")),
        ("It is the ministry's case that the road was closed.", "road", ("author", "the ministry")),
        ("One of them, a former clerk of the mill, said that the till was empty.", "till", ("author", "the former clerk of the mill")),
        ("Asked whether the gate was shut, Dana Reed shrugged.", "shut", ("author",)),
        ("The clerk conceded that it leaked, but the pipe was mended on Sunday.", "pipe", ("author", "the clerk")),
        ("A nurse who wished to be called Irena said that the beds were full.", "beds", ("author", "Irena")),
        ("The council puts the delay down to a lack of money.", "lack", ("author", "the council")),
        ('The board issued a statement. It reads in full: "The lake is safe."', "The lake is safe", ("author", "the board")),
    ],
)
def test_each_statement_has_the_voice_that_holds_it(text: str, words: str, voices: tuple[str, ...]) -> None:
    assert tuple(name.lower() for name in one(text, words).voices) == tuple(name.lower() for name in voices)


@pytest.mark.parametrize(
    "text",
    [
        "A school bus overturned near Orrin, hurting four pupils, police said.",
        "A school bus overturned on the lower road near Orrin on Monday, hurting four pupils, police said.",
    ],
)
def test_who_says_that_something_overturned_did_not_do_it(text: str) -> None:
    assert {item.text.split(" near")[0].split(" on")[0] for item in held(text)} == {
        "A school bus overturned",
        "The school bus hurt four pupils.",
    }
    assert one(text, "overturned").voices == ("author", "the police")


def test_what_a_union_asks_is_asked() -> None:
    assert one("The union asked why nobody had been paid.", "paid").stances[-1] == Stance.ASKS


def test_a_quote_that_ends_its_sentence_is_not_of_who_speaks_next() -> None:
    text = '"The roof fell," says Odile Marsh. "The street was dark." Her son told us that nobody came.'
    assert one(text, "dark").voices == ("author", "Odile Marsh")


def test_a_speaker_is_not_sought_in_her_own_words() -> None:
    text = 'The coroner had heard Rosa Lind before. "My mother Nora was alone," she told the court.'
    assert one(text, "alone").voices == ("author", "Rosa Lind")


def test_what_a_text_says_it_will_call_a_firm_is_that_firm() -> None:
    text = 'Dunlow Metals plc ("Dunlow" or "the Company") casts pipes in Hull. The Company said that output had risen.'
    assert one(text, "risen").voices == ("author", "Dunlow Metals")


def test_a_statement_has_the_voice_that_made_it() -> None:
    text = "Jurors heard the statement of Carla Hume on Monday. The statement says that the door was locked."
    assert one(text, "locked").voices == ("author", "Carla Hume")


def test_what_is_denied_in_a_noun_is_a_claim_of_its_own() -> None:
    item = one("Orla Finch denies two counts of theft.", "counts")
    assert (item.voices, item.stances[-1]) == (("author", "Orla Finch"), "denies")


def test_access_denied_is_no_claim_that_there_was_none() -> None:
    assert {item.voices for item in held("The guard denied reporters access to the mine.")} == {("author",)}


def test_a_thought_of_the_speaker_is_no_second_attribution() -> None:
    text = "The nurse said that she thought the ward was full."
    assert [text[found.cue.start : found.cue.end] for found in reading_of(text).attributions] == ["said"]


def test_a_relative_pronoun_is_the_place_where_its_speaker_is_named() -> None:
    text = "The nurse, who says that the ward is full, has resigned."
    (found,) = reading_of(text).attributions
    assert found.source is not None
    assert text[found.source.start : found.source.end] == "who"


@pytest.mark.parametrize("noun", ["an allegation", "a claim", "a charge", "an account"])
def test_a_comment_that_somebody_dismissed_what_was_said_is_a_denial_of_it(noun: str) -> None:
    text = f"Tom Baird says he was offered a bribe, {noun} that Corran Homes dismissed as nonsense."
    reading = reading_of(text)
    denials = [item.speaker.name for item in reading.assertions if item.stance is Stance.DENIES]
    assert denials == ["Corran Homes"]
    assert [link.type for link in reading.links] == [LinkType.DENIAL]


def test_people_protested_is_a_sentence_and_the_hour_stays_at_its_end() -> None:
    texts = {claim.text for claim in reading_of("About 1,100 people protested outside the town hall at 2.20 a.m. Two men fell.").claims}
    assert texts == {"About 1,100 people protested outside the town hall at 2.20 a.m.", "Two men fell."}


def test_a_hyphenated_noun_is_one_noun() -> None:
    assert one("Corran Homes called him a disgruntled ex-employee.", "ex-employee").text.endswith("ex-employee.")


def test_who_somebody_is_of_whom_another_speaks_is_told_by_the_author() -> None:
    item = one("Dana Reed believes that Orla Finch, the keeper of the weir, slept.", "keeper")
    assert item.voices == ("author",)


def test_who_somebody_is_stays_in_a_quote_with_who_is_quoted() -> None:
    item = one('"We asked Orla Finch, the keeper of the weir, to stay," Dana Reed said.', "is the keeper")
    assert item.voices == ("author", "Dana Reed")


def test_a_noun_beside_a_name_is_no_other_speaker() -> None:
    voices = {item.voices for item in held("Dana Reed, a valuer, says that the barn is empty. He sold it, she says.")}
    assert voices <= {("author", "Dana Reed"), ("author",)}


def test_she_who_speaks_is_the_last_who_was_the_subject_not_the_last_who_spoke() -> None:
    text = 'The roof is safe, Dana Reed said. Orla Finch, a tenant, was sweeping the stairs. "It leaks every night," she said.'
    assert one(text, "leaks").voices == ("author", "Orla Finch")


def test_between_a_subject_and_its_verb_he_is_another() -> None:
    text = "Tom Baird spoke at noon. The pilot, he added, had slept for nine hours."
    assert one(text, "slept").voices == ("author", "Tom Baird")


@pytest.mark.parametrize(
    ("text", "voice", "claim"),
    [
        ("A slip of the pen, replied the registrar: the deed was signed in May.", "the registrar", "A slip of the pen."),
        ("A slip of the pen, replied the registrar: the deed was signed in May.", "the registrar", "The deed was signed in May."),
        ("Rust and bad paint, says Dora.", "Dora", "Rust and bad paint."),
        (
            "According to Mr Lowe, a hatch which used to be locked has been left open.",
            "Lowe",
            "A hatch which used to be locked has been left open.",
        ),
    ],
)
def test_what_is_said_without_a_verb_or_with_its_subject_lost_is_its_speakers(text: str, voice: str, claim: str) -> None:
    assert (voice, claim) in [(item.voices[-1], item.text) for item in held(text)]


def test_what_is_only_expected_is_nobodys_words() -> None:
    assert "As expected." not in [item.text for item in held("As expected, said the clerk, it rained.")]


@pytest.mark.parametrize(
    ("text", "claim", "voices"),
    [
        (
            "The chair reminded members that the union had objected to the fees.",
            "The union had objected to the fees.",
            ("author", "the chair"),
        ),
        ("A spark from welding set off the dust.", "A spark from welding set off the dust.", ("author",)),
        ("The union disagrees; its position is that the checks were cut.", "The checks were cut.", ("author", "the union")),
        ("In the harbour master's view the lights are too weak.", "The lights are too weak.", ("author", "the harbour master")),
    ],
)
def test_clauses_that_the_parser_hung_elsewhere_are_of_who_says_them(text: str, claim: str, voices: tuple[str, ...]) -> None:
    assert (claim, voices) in [(item.text, item.voices) for item in held(text)]


def test_a_form_that_only_a_participle_has_makes_no_sentence() -> None:
    assert not held("A dog given poison last week.")


def test_a_verb_in_quotation_marks_is_a_verb() -> None:
    item = held('Nils Borg said the changes "lump" the good workers with the bad.')[0]
    assert (item.text, item.voices) == ("The changes lump the good workers with the bad.", ("author", "Nils Borg"))


@pytest.mark.parametrize("denies", ["disputes that", "rejects that", "denies that", "disputes this"])
def test_what_follows_a_colon_is_held_by_who_denies_what_went_before(denies: str) -> None:
    item = one(f"The boat left late, a guest said. Orla Finch {denies}: the boat sailed at noon.", "noon")
    assert (item.voices, item.stances) == (("author", "Orla Finch"), ("reports", "endorses"))


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("Gulf media report that Norda will keep men and women apart.", "Gulf media"),
        ("Local lawyers claim that it rained.", "Local lawyers"),
    ],
)
def test_what_many_voices_report_is_no_noun(text: str, voice: str) -> None:
    assert held(text)[0].voices[-1].lower() == voice.lower()


def test_a_port_is_no_company_for_its_name() -> None:
    text = "Some 90 dockers walked out at the port of Morven on Friday. The company said that no guard had touched anyone."
    assert one(text, "guard").voices == ("author", "the company")


def test_it_behind_another_subject_is_not_the_source() -> None:
    assert "when it left the road" in one("According to the tachograph, the coach was slow when it left the road.", "slow").text
    assert one("According to the ministry, it will pay.", "pay").text == "The ministry will pay."


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("A clerk said on Tuesday the ledgers had been burned.", "The ledgers had been burned."),
        ("The guild said last month the bakers had been locked out.", "The bakers had been locked out."),
        ("A clerk said that on Tuesday the vault was open.", "On Tuesday the vault was open."),
        ("A clerk said next month the vault will open.", "Next month the vault will open."),
    ],
)
def test_a_time_right_behind_a_verb_of_saying_is_when_it_was_said(text: str, claim: str) -> None:
    assert [item.text for item in held(text)] == [claim]
