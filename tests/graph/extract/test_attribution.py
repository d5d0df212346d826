"""Who is said to say what: frames of verbs, nouns, adjectives, prepositions, quotes and layout."""

import pytest
from reading_of import held, one, reading_of

from claimgraph.model import Modality, Stance


def frames(text: str) -> list[tuple[str | None, str, list[str]]]:
    """The attributions of a text as words: source, cue, content."""
    return [
        (
            text[a.source.start : a.source.end] if a.source else None,
            text[a.cue.start : a.cue.end],
            [text[span.start : span.end] for span in a.content],
        )
        for a in reading_of(text).attributions
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The nurse said the ward was full.", "The nurse", "said", ["the ward was full"]),
        ("The nurse has also said that the ward was full.", "The nurse", "has also said", ["that the ward was full"]),
        ("The ward was full, the nurse said.", "the nurse", "said", ["The ward was full"]),
        ("According to the nurse, the ward was full.", "the nurse", "According to", ["the ward was full"]),
        (
            "It was revealed by the Mirror that the ward had shut its doors.",
            "the Mirror",
            "was revealed",
            ["that the ward had shut its doors"],
        ),
        ("The nurse is confident that the ward will open.", "The nurse", "is confident", ["that the ward will open"]),
        ("The nurse called the ward a death trap.", "The nurse", "called", ["the ward a death trap"]),
        ("The nurse attributes the deaths to dirty water.", "The nurse", "attributes", ["the deaths to dirty water"]),
        ("The nurse criticised the new law on hospitals.", "The nurse", "criticised", ["the new law on hospitals"]),
    ],
)
def test_a_frame_has_its_source_cue_and_content(text: str, source: str, cue: str, content: list[str]) -> None:
    assert (source, cue, content) in frames(text)


@pytest.mark.parametrize(
    ("text", "speaker", "claim"),
    [
        ("The union criticised the manager who blamed workers.", "the manager", "Workers are to blame."),
        ("The inspector, who blamed the drivers, left.", "the inspector", "The drivers are to blame."),
    ],
)
def test_whoever_is_said_in_passing_to_have_blamed_somebody_holds_it(text: str, speaker: str, claim: str) -> None:
    assert one(text, claim).voices == ("author", speaker)


def test_a_quote_runs_on_after_its_frame() -> None:
    text = '"The ward is full," the nurse said. "Nobody has slept for days."'
    assert ("the nurse", "said", ['"The ward is full,"', '"Nobody has slept for days."']) in frames(text)


@pytest.mark.parametrize("turn", ["There's a later list.", "I have it here.", "Then the board was wrong.", "It does not hold 300."])
def test_a_short_turn_of_a_transcript_is_its_speakers(turn: str) -> None:
    (item,) = held(f"The debate began at nine.\n\nMORALES: {turn}\n")[1:]
    assert item.voices == ("author", "MORALES")


def test_a_speaker_before_a_colon_owns_the_paragraph() -> None:
    text = "The debate began at nine.\n\nMORALES: The ward was full when I arrived, and nobody helped us.\n"
    assert ("MORALES", ":", ["The ward was full when I arrived, and nobody helped us."]) in frames(text)


def test_a_source_behind_a_source_is_a_hop_of_its_own() -> None:
    item = one("Radio Delta, citing a port official, reported that the crane had fallen.", "crane")
    assert item.voices in {("author", "Radio Delta", "a port official"), ("author", "Radio Delta", "the port official")}


def test_first_person_inside_a_quote_is_its_speaker() -> None:
    assert one('"I have seen the reports," the auditor, Tim Lowe, said.', "seen").text.startswith("Tim Lowe has seen the reports")


def test_the_authors_own_view_is_no_second_hop() -> None:
    item = one("I think that the reform has failed.", "reform")
    assert item.voices == ("author",)
    assert item.assertion.cue is None
    assert item.assertion.speaker.mention is None


def test_evidence_that_is_no_voice_makes_no_speaker() -> None:
    item = one("The long queues show that the reform has failed.", "reform")
    assert (item.voices, item.assertion.certainty.value) == (("author",), "certain")


def test_a_request_is_no_statement_of_what_is_asked() -> None:
    assert [item.text for item in held("The mayor told the drivers to leave the square.")] == [
        "The mayor told the drivers to leave the square."
    ]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The bank doubts that prices will fall.", Stance.DOUBTS),
        ("The bank concedes that prices will fall.", Stance.CONCEDES),
        ("The bank denies that prices will fall.", Stance.DENIES),
        ("The bank did not deny that prices will fall.", Stance.CONCEDES),
        ("The bank asked whether prices will fall.", Stance.ASKS),
        ("There is no evidence that prices will fall.", Stance.DOUBTS),
        ("It is false that prices will fall.", Stance.DENIES),
        ("It is true that prices will fall.", Stance.ENDORSES),
    ],
)
def test_the_stance_is_that_of_the_cue_with_its_negation(text: str, stance: Stance) -> None:
    assert one(text, "prices").assertion.stance is stance


@pytest.mark.parametrize(
    ("text", "voices", "stance"),
    [
        ("There were complaints from tenants that the lift was broken.", ("author", "tenants"), Stance.ENDORSES),
        ("There was a fear among nurses that the lift was broken.", ("author", "nurses"), Stance.ENDORSES),
        ("There were claims by the opposition that the lift was broken.", ("author", "the opposition"), Stance.ENDORSES),
        ("There are reports that the lift was broken.", ("author",), Stance.REPORTS),
        ("There is news that the lift was broken.", ("author",), Stance.ENDORSES),
        ("There is a sign that the lift was broken.", ("author",), Stance.ENDORSES),
        ("The Herald quoted a nurse as denying that the lift was broken.", ("author", "Herald", "the nurse"), Stance.DENIES),
        ("The nurse was quoted by the Herald as denying that the lift was broken.", ("author", "Herald", "the nurse"), Stance.DENIES),
    ],
)
def test_what_is_told_of_others_sayings_is_theirs(text: str, voices: tuple[str, ...], stance: Stance) -> None:
    item = one(text, "lift")
    assert (item.text, item.voices, item.assertion.stance) == ("The lift was broken.", voices, stance)


@pytest.mark.parametrize("opening", ["Had the bell rung", "If the bell had rung", "When the bell rang"])
def test_a_speaker_named_between_a_clause_and_the_main_one_says_both(opening: str) -> None:
    item = one(f"{opening}, the warden concluded, the guests would have lived.", "guests")
    assert (item.voices, item.text.startswith(opening)) == (("author", "the warden"), True)


@pytest.mark.parametrize("verb", ["promised", "vowed"])
def test_a_promise_keeps_the_terms_that_it_hangs_on(verb: str) -> None:
    item = one(f"The minister {verb} to resign if the vote was lost.", "resign")
    assert (item.text, item.claim.modality) == ("The minister will resign if the vote was lost.", Modality.CONDITIONAL)


@pytest.mark.parametrize(
    "text",
    [
        "The broker threatened to sue the magazine.",
        "The dockers have threatened to walk out on Friday.",
        "Villagers feared losing their wells.",
        "Many tenants fear being evicted.",
        "The panel proposed moving the archive to Ghent.",
        "The owner considered himself lucky.",
    ],
)
def test_what_is_only_threatened_feared_proposed_or_thought_of_oneself_stays_that(text: str) -> None:
    assert [(item.text, item.voices, item.claim.modality) for item in held(text)] == [(text, ("author",), Modality.FACT)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Engineers feared the collapse of the dam.", "The collapse of the dam will take place."),
        ("Analysts predict the closure of two mills.", "The closure of two mills will take place."),
    ],
)
def test_an_event_that_is_feared_or_predicted_is_to_come(text: str, told: str) -> None:
    (item,) = held(text)
    assert (item.text, len(item.voices), item.claim.modality) == (told, 2, Modality.PREDICTION)


def test_what_threatens_without_a_voice_does_not_do_it() -> None:
    text = "The dam threatened to burst."
    assert [(item.text, item.voices) for item in held(text)] == [(text, ("author",))]


@pytest.mark.parametrize(
    "text",
    [
        "The ministry claims that the plague is over. None of this supports the claim. It is apparently spreading in two towns.",
        "The mayor denied that the dam leaked. Apparently two towns were flooded.",
        "The mayor said that the dam leaked. The dam is new. Apparently two towns were flooded.",
        "The figures do not bear out the bank's claim that savers are calm. Apparently two towns were without cash.",
    ],
)
def test_apparently_goes_on_with_no_voice_that_is_contested_or_past(text: str) -> None:
    assert one(text, "two towns").voices == ("author",)


def test_what_does_not_bear_a_claim_out_is_said_with_the_claim() -> None:
    text = "None of this supports the joint assertion of Lyon and Turin that the tunnel is safe."
    sentences = {(item.text, item.voices, item.assertion.stance) for item in held(text)}
    assert sentences == {
        (text, ("author",), Stance.ENDORSES),
        ("The tunnel is safe.", ("author", "Lyon and Turin"), Stance.ENDORSES),
        ("The tunnel is safe.", ("author",), Stance.DOUBTS),
    }


def test_a_remark_beside_a_contested_claim_is_not_contested() -> None:
    text = "The photos contradict the company's claim that the pipe, which was laid in May, is new."
    assert [item.voices for item in held(text) if item.text == "The pipe was laid in May."] == [("author", "the company")]


@pytest.mark.parametrize(
    ("text", "words", "voice"),
    [
        ("Valley FM, which speaks for the growers, goes further. It says that two dams were shut.", "dams", "Valley FM"),
        ("Dr Ines Kohl ran the ward. The doctor's claim that beds were free is odd.", "beds", "Ines Kohl"),
        ("Dr Ines Kohl ran the ward. The doctor's account says that beds were free.", "beds", "Ines Kohl"),
        ("The Dale Herald lost a suit against Radio Dale. The paper said that the judge erred.", "judge", "Dale Herald"),
        ("The Dale Herald lost a suit against Radio Dale. The station said that the judge erred.", "judge", "Radio Dale"),
        ("The Ministry of Works was late. The ministry said that rain fell.", "rain", "Ministry of Works"),
        ("A clerk for the port said that ships sank. The clerk added that rain fell.", "rain", "the clerk for the port"),
        ("The commission and the town hall said that all is well. The commission added that rain fell.", "rain", "the commission"),
    ],
)
def test_a_speaker_is_the_voice_that_a_short_form_stands_for(text: str, words: str, voice: str) -> None:
    assert one(text, words).voices == ("author", voice)


@pytest.mark.parametrize(
    "text",
    [
        "Nobody had told the cook that the road was closed.",
        "No baker said that the road was closed.",
        "Any baker would confirm that the road was closed.",
    ],
)
def test_what_nobody_said_or_somebody_would_say_is_held_by_nobody_but_the_author(text: str) -> None:
    (item,) = held(text)
    assert (item.text, item.voices) == (text, ("author",))


def test_a_reason_given_by_the_author_is_not_doubted_with_the_claim() -> None:
    text = "There is no evidence that anybody has sold the barn, because trade was suspended on Friday."
    assert {item.text: item.assertion.stance for item in held(text)} == {
        "Somebody has sold the barn.": Stance.DOUBTS,
        "Trade was suspended on Friday.": Stance.ENDORSES,
    }


def test_only_that_is_no_part_of_what_is_said() -> None:
    assert one("The cook said only that the mail had been lost.", "mail").text == "The mail had been lost."


def test_a_verb_of_suspecting_is_no_noun() -> None:
    assert one("The workers' union suspects that the meter had been moved.", "meter").voices == ("author", "the workers' union")


def test_a_saying_joined_to_what_another_says_is_its_own() -> None:
    text = "Ida Falk emphasized that the reforms were not complete, and rights groups warned that the town was losing money."
    voices = {item.text: item.voices for item in held(text)}
    assert voices["The reforms were not complete."] == ("author", "Ida Falk")
    assert voices["The town was losing money."] == ("author", "rights groups")


def test_whom_somebody_led_to_say_it_says_it() -> None:
    text = "Abel Moor bought the film. The clerks saw it with him and led him to proclaim that the ring was gold."
    assert held(text)[-1].voices == ("author", "Abel Moor")


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The mayor said that it was too early to tell, and there was no sign of a crime.", "There was no sign of a crime."),
        ("The mayor announced that it will cost ten million, and it will be done by noon.", "It will be done by noon."),
    ],
)
def test_a_clause_of_what_is_there_or_to_come_goes_on_with_what_is_said(text: str, claim: str) -> None:
    assert one(text, claim.rstrip(".")).voices == ("author", "the mayor")


@pytest.mark.parametrize(
    "text",
    [
        "The bank denied that there is a loss, and there is a profit.",
        "The bank did not say that there is a loss, and there is a profit.",
        "The bank said that there is a loss, but there is a profit.",
    ],
)
def test_a_clause_behind_a_denial_or_behind_but_is_the_authors(text: str) -> None:
    assert one(text, "There is a profit.").voices == ("author",)


def test_what_came_as_expected_is_held_by_no_one_else() -> None:
    assert {item.voices for item in held("Trans fats were linked with a higher risk, as expected.")} == {("author",)}


@pytest.mark.parametrize(
    ("text", "claim", "speaker"),
    [
        ("Monday's statement said the port was safe.", "The port was safe", "Monday's statement"),
        ("As Anna Falk put it, the plan was dead on arrival.", "The plan was dead on arrival", "Anna Falk"),
        ("The report, seen by the Post, says that the dam leaks.", "The dam leaks", "the report"),
        ('The pier is old. "We are done," Anna Falk said. She went on: "The port is closed."', "The port is closed", "Anna Falk"),
    ],
)
def test_days_and_piers_are_no_voices_and_as_somebody_puts_it_is_a_saying(text: str, claim: str, speaker: str) -> None:
    assert one(text, claim).voices == ("author", speaker)


def test_what_the_author_states_can_be_disputed_by_this() -> None:
    rejected = [item for item in held("The firm closed two sheds. The union disputed this.") if "denies" in item.stances]
    assert [(item.text, item.voices) for item in rejected] == [("The firm closed two sheds.", ("author", "the union"))]


def test_who_is_quoted_as_saying_something_is_no_claim_by_itself() -> None:
    assert [item.text for item in held("Anna Falk was quoted as saying that the pier would stay.")] == ["The pier would stay."]


def test_a_question_in_the_next_sentence_asks_nothing_of_the_one_before() -> None:
    item = held("Nor did the mayor deny that he had lied. Why?")[0]
    assert (item.text, item.voices) == ("The mayor had lied.", ("author", "the mayor"))


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        ("The dam was safe, Ms Orban was quoted as saying by the Herald.", ("author", "Herald", "Orban")),
        ("The dam was safe, the Herald quoted Ms Orban as saying.", ("author", "Herald", "Orban")),
        ("It says in the log that the dam was safe.", ("author", "the log")),
        ("It is stated in the report that the dam was safe.", ("author", "the report")),
        ("Ms Orban went so far as to say that the dam was safe.", ("author", "Orban")),
        ("Ms Orban could not help noting that the dam was safe.", ("author", "Orban")),
        ("Ms Orban takes it for granted that the dam was safe.", ("author", "Orban")),
    ],
)
def test_a_saying_in_a_set_phrase_has_its_voice(text: str, voices: tuple[str, ...]) -> None:
    assert one(text, "The dam was safe.").voices == voices
