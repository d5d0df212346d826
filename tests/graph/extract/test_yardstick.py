"""The fourteen things of design 1 that one ordinary analysis holds, each on sentences of other topics than war."""

from reading_of import held, held_in, one, reading_of

from claimgraph.model import Certainty, Direction, Fidelity, LinkStatus, LinkType, Modality, SourceKind, Stance


def test_a_chain_of_three_speech_acts_is_kept_with_its_verbs_and_stances() -> None:
    item = one("The Fisheries Watch revealed that the Harbour Gazette reported that forty trawlers had sunk.", "trawlers")
    assert item.text == "Forty trawlers had sunk."
    assert item.voices == ("author", "Fisheries Watch", "Harbour Gazette")
    assert item.stances == ("reports", "reports", "endorses")
    assert item.assertion.verb == "report"
    assert item.assertion.cue is not None
    assert item.assertion.cue.exact == "reported"


def test_a_nominal_event_after_a_cue_is_a_claim_of_its_own() -> None:
    item = one("The coroner confirmed the deaths of three miners in the shaft.", "miners")
    assert item.text == "Three miners died in the shaft."
    assert item.voices == ("author", "coroner") or item.voices == ("author", "the coroner")


def test_an_affiliation_is_a_claim_and_a_fact_about_the_source() -> None:
    reading = reading_of("Milk Today, an outlet of the Dairy Board, reported that prices will fall. The paper gave no figures.")
    source = next(source for source in reading.sources if source.name == "Milk Today")
    assert [affiliation.name for affiliation in source.affiliations] == ["Dairy Board"]
    assert any(item.text == "Milk Today is an outlet of the Dairy Board." for item in held_in(reading))


def test_an_interest_against_somebody_is_noted() -> None:
    text = "The tenants said that the lift is broken. Laura Finch, a critic of Towerhill Homes, said that the roof leaks."
    source = next(source for source in reading_of(text).sources if source.name == "Laura Finch")
    assert [(interest.name, interest.direction) for interest in source.interests] == [("Towerhill Homes", Direction.AGAINST)]


def test_a_denial_mints_the_negative_claim_and_links_the_two() -> None:
    reading = reading_of("The airline denied that its pilots were tired.")
    positive, negative = held_in(reading)[0], held_in(reading, implied=True)[0]
    assert (positive.text, positive.assertion.stance) == ("The airline's pilots were tired.", Stance.DENIES)
    assert (negative.text, negative.assertion.stance) == ("The airline's pilots were not tired.", Stance.ENDORSES)
    assert negative.voices == positive.voices == ("author", "the airline")
    assert negative.assertion.quote == positive.assertion.quote
    (link,) = reading.links
    assert (link.type, link.status, link.judge, link.stated_in) == (LinkType.DENIAL, LinkStatus.CONFIRMED, "text", positive.assertion.id)
    assert {link.from_, link.to} == {positive.claim.id, negative.claim.id}


def test_saying_that_something_is_not_so_is_no_denial() -> None:
    reading = reading_of("The airline said that its pilots were not tired.")
    assert not reading.links
    assert one("The airline said that its pilots were not tired.", "tired").assertion.stance is Stance.ENDORSES


def test_not_believing_is_holding_the_opposite() -> None:
    reading = reading_of("The coach does not believe that the striker will recover.")
    assert held_in(reading)[0].assertion.stance is Stance.DENIES
    assert held_in(reading, implied=True)[0].text == "The striker will not recover."


def test_a_rejected_accusation_is_the_denial_of_what_was_said_before() -> None:
    text = "The union claims that the ferry was overloaded. The owner rejects the accusation."
    rejected = [item for item in held(text) if item.assertion.stance is Stance.DENIES]
    assert [(item.text, item.voices[-1], item.quote) for item in rejected] == [("The ferry was overloaded.", "the owner", "the accusation")]


def test_this_explanation_stands_for_what_was_just_explained() -> None:
    text = "The ministry said that the blackout was due to a storm. This explanation is hard to believe."
    assert one(text, "explanation").text == "The explanation that the blackout was due to a storm is hard to believe."
    assert one(text, "explanation").claim.modality is Modality.EVALUATION


def test_a_comparative_hedge_keeps_its_words() -> None:
    item = one("It is much more likely that the virus came from a farm.", "virus")
    assert item.assertion.certainty is Certainty.PROBABLE
    assert [hedge.exact for hedge in item.assertion.hedges] == ["much more likely"]
    assert item.voices == ("author",)


def test_certainty_is_read_for_each_assertion() -> None:
    assert one("We can be certain that the bridge is safe.", "bridge").assertion.certainty is Certainty.CERTAIN
    assert one("Undoubtedly the bridge is safe.", "bridge").assertion.certainty is Certainty.CERTAIN
    assert one("Maybe the bridge is safe.", "bridge").assertion.certainty is Certainty.POSSIBLE
    assert one("The bridge is probably safe.", "bridge").assertion.certainty is Certainty.PROBABLE
    assert one("It is unlikely that the bridge is safe.", "bridge").assertion.certainty is Certainty.UNLIKELY
    assert one("The bridge is safe.", "bridge").assertion.certainty is Certainty.UNSTATED


def test_apparently_leaves_a_sentence_with_the_last_source() -> None:
    text = "Residents said the dam was leaking. Apparently two engineers had warned the mayor."
    assert one(text, "engineers").voices == ("author", "residents") or one(text, "engineers").voices == ("author", "Residents")


def test_scare_quotes_are_not_owned_by_the_reporter() -> None:
    assert one('The brand was "humiliated" by its rival in March.', "brand").assertion.fidelity is Fidelity.SCARE_QUOTE
    assert one('The minister said that the talks had been a "triumph" for farmers.', "talks").assertion.fidelity is Fidelity.SCARE_QUOTE
    assert one('"The talks have failed completely," the minister said.', "talks").assertion.fidelity is Fidelity.VERBATIM


def test_evidence_against_a_claim_that_two_hold_jointly() -> None:
    text = "The survey does not support the official French and Italian contention that the wine harvest was normal."
    reading = reading_of(text)
    items = [item for item in held_in(reading) if item.text == "The wine harvest was normal."]
    assert {(item.voices, item.assertion.stance) for item in items} == {
        (("author", "France and Italy"), Stance.ENDORSES),
        (("author",), Stance.DOUBTS),
    }
    joint = next(source for source in reading.sources if source.name == "France and Italy")
    names = {source.id: source.name for source in reading.sources}
    assert joint.kind is SourceKind.COLLECTIVE
    assert [names[member] for member in joint.members] == ["France", "Italy"]


def test_a_prediction_is_told_from_a_fact() -> None:
    assert one("Rebuilding the harbour will take a long and serious effort.", "harbour").claim.modality is Modality.PREDICTION
    assert one("The senator promised to rebuild the harbour.", "harbour").claim.modality is Modality.PREDICTION
    assert one("Rebuilding the harbour took years.", "harbour").claim.modality is Modality.FACT


def test_an_open_question_is_asked_and_held_by_nobody() -> None:
    item = one("Turnout was low. Will the governor call a second vote?", "second vote")
    assert (item.claim.modality, item.assertion.stance, item.voices) == (Modality.QUESTION, Stance.ASKS, ("author",))
    assert item.text.endswith("?")


def test_a_condition_makes_no_factual_claim() -> None:
    assert one("If the court agrees, the merger will go ahead.", "merger").claim.modality is Modality.CONDITIONAL


def test_a_dangling_footnote_is_found_and_nothing_is_made_up_for_it() -> None:
    reading = reading_of("The reef lost half of its corals.[1] The loss is recorded.[2]\n\n[1] Reef Survey, 2019.\n")
    assert [(citation.mark, citation.target, citation.dangling) for citation in reading.document.citations] == [
        ("[1]", "Reef Survey, 2019.", False),
        ("[2]", None, True),
    ]
    (finding,) = [finding for finding in reading.findings if finding.kind == "dangling-citation"]
    assert finding.anchor is not None
    assert finding.anchor.exact == "[2]"


def test_a_short_name_is_a_variant_of_the_full_one() -> None:
    text = "Marta Kovacs said that the museum was robbed. The police, Kovacs said, came late."
    reading = reading_of(text)
    assert [source.name for source in reading.sources if "Kovacs" in source.name] == ["Marta Kovacs"]
    entity = next(entity for entity in reading_of("Marta Kovacs won. Kovacs was happy.").entities if entity.name == "Marta Kovacs")
    assert entity.variants == ("Kovacs",)


def test_ten_levels_of_saying_make_ten_voices() -> None:
    names = ["Maria", "John", "the mayor", "Reuters", "the police", "Peter", "Anna", "the army", "the monitor", "the clerk"]
    said = " that ".join(f"{name} claimed" for name in names)
    item = one(f"{said} that the dam had burst.".replace("the mayor", "the mayor"), "burst")
    assert item.voices == ("author", *names)
    assert item.stances == (*["reports"] * 10, "endorses")
