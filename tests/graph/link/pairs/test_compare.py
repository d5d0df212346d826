"""Comparing two statements: what contradicts, what supports, what neither, and what always holds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_of import claim_of, compared

from claimgraph.link import compare
from claimgraph.model import Claim, LinkType, Modality, Slots


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("The garrison is in disarray.", "The garrison is putting up stern resistance.", LinkType.STATES),
        ("The advisers are not taking part in combat.", "The advisers are participating in combat near the dam.", LinkType.DENIAL),
        ("The hail did slight damage to the vines.", "The hail did heavy damage to the vines.", LinkType.STATES),
        ("The vines were slightly damaged.", "The vines were badly damaged.", LinkType.STATES),
        ("The rise in rents was modest.", "The rise in rents was steep.", LinkType.STATES),
        ("Nobody was hurt in the fire.", "Five people were injured in the fire.", LinkType.DENIAL),
        ("No one was hurt in the fire.", "Five people were injured in the fire.", LinkType.DENIAL),
        ("The militia failed to capture the refinery.", "The militia captured the refinery.", LinkType.DENIAL),
        ("It is not true that the embassy was evacuated.", "The embassy was evacuated.", LinkType.DENIAL),
        ("There is no chance of a truce this week.", "There will be a truce this week.", LinkType.DENIAL),
        ("There was no question of selling the mill.", "The owners plan to sell the mill.", LinkType.DENIAL),
        ("There is no question that the mill was sold.", "The mill was never sold.", LinkType.DENIAL),
        ("Not one nurse had applied for the two vacant posts.", "Four nurses had applied.", LinkType.QUANTITY),
        ("Not one boat sank.", "The boat sank.", LinkType.DENIAL),
        ("The enemy is far from defeated.", "The enemy has been defeated.", LinkType.DENIAL),
        ("The drug has no effect on mortality.", "The drug reduces mortality.", LinkType.DENIAL),
        ("The minister said that the reactor was never in danger.", "The reactor was in danger.", LinkType.DENIAL),
        ("The flood killed 200 people.", "The flood killed 35 people.", LinkType.QUANTITY),
        ("The barge carried 30 tonnes.", "The barge that sank on Friday was loaded; it carried 90 tonnes.", LinkType.QUANTITY),
        ("Prices rose by 2 per cent.", "Prices rose by 2.5 per cent.", LinkType.QUANTITY),
        ("Prices rose by 12 per cent.", "Prices rose by 12.5 per cent.", LinkType.QUANTITY),
        ("The ferry was doing 12 knots.", "The ferry on Friday was doing 30 knots.", LinkType.QUANTITY),
        ("45 soldiers had been killed.", "The number of dead soldiers is more than 200.", LinkType.QUANTITY),
        ("Half a dozen houses burned.", "Eleven houses burned.", LinkType.QUANTITY),
        ("Several hundred people attended the rally.", "3,000 people attended the rally.", LinkType.QUANTITY),
        ("Tens of thousands of people attended the rally.", "3,000 people attended the rally.", LinkType.QUANTITY),
        ("Up to a dozen boats sank.", "Thirty boats sank.", LinkType.QUANTITY),
        ("One in five pupils was absent.", "Forty per cent of pupils were absent.", LinkType.QUANTITY),
        ("Most of the pupils passed.", "Only a quarter of the pupils passed.", LinkType.QUANTITY),
        ("The fine was 40m euros.", "The fine was €90 million.", LinkType.QUANTITY),
        ("The ferry sank near Corfu.", "The ferry sank near Crete.", LinkType.PLACE),
        ("The summit opened on Tuesday.", "The summit opened on Thursday.", LinkType.TIME),
        ("The king arrived in Lisbon on 3 May 2012.", "The king arrived in Lisbon on 5 May 2012.", LinkType.TIME),
        ("The bell rang at a quarter to eleven.", "The bell rang at 11.20 pm.", LinkType.TIME),
        ("The bell rang at half past six in the morning.", "The bell rang at about 1840 local time.", LinkType.TIME),
        ("The plane crashed due to engine failure.", "The plane crashed because of a bomb on board.", LinkType.CAUSE),
        ("The outage was caused by a cyberattack.", "The outage was caused by a software error.", LinkType.CAUSE),
        ("The bridge was destroyed on Monday.", "The bridge is intact.", LinkType.STATES),
        ("The central bank raised interest rates.", "The central bank cut interest rates.", LinkType.STATES),
        ("The rate of infection is going up.", "The rate of infection is going down.", LinkType.STATES),
        ("The hut stands near the water.", "The hut stands far away from the water.", LinkType.STATES),
        ("The council voted in favour of the plan.", "The council voted against the plan.", LinkType.STATES),
        ("The lift was in perfect working order.", "The lift was out of order.", LinkType.STATES),
    ],
)
def test_what_cannot_both_be_so_contradicts(first: str, second: str, kind: LinkType) -> None:
    found = compared(first, second)
    assert (found.relation, found.type) == ("contradicts", kind)
    assert found.rationale.endswith(".")
    assert found.clash_a
    assert found.clash_b


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Thirty officers were killed in the fighting.", "At least 20 officers were killed in the fighting."),
        ("Thirty officers were killed in the fighting.", "Thirty officers died in the fighting."),
        ("Police detained the mayor.", "The mayor was arrested by police."),
        ("The rebels captured the town.", "The town was captured by the rebels."),
        ("About 500 people attended the rally.", "Some 520 people attended the rally."),
        ("The old bridge over the river was closed on Monday.", "The bridge over the river was closed."),
        ("The mayor was murdered.", "The mayor died."),
        ("The firm lost 3 million euros.", "The firm lost three million euros."),
        ("The talks on the harbour broke down.", "The talks on the harbour collapsed."),
    ],
)
def test_what_says_the_same_or_more_supports(first: str, second: str) -> None:
    assert compared(first, second).relation == "supports"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The smuggler drowned.", "The smuggler was executed."),
        ("The prisoner was released.", "The prisoner escaped."),
        ("Bread prices doubled.", "Bread prices tripled."),
        ("The harbour master resigned.", "The harbour master was sacked."),
        ("The blast was caused by a gas leak.", "The blast was caused by a short circuit."),
        ("The envoy was abroad.", "The envoy was missing."),
    ],
)
def test_what_stands_on_one_pole_is_not_the_same(first: str, second: str) -> None:
    assert compared(first, second).relation != "supports"


def test_who_was_killed_need_not_have_been_murdered() -> None:
    found = compared("The warden was murdered.", "The warden was killed.")
    assert (found.relation, found.type) == ("supports", LinkType.PREMISE)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The express to Lund left from platform 3.", "The express to Lund left from platform 5."),
        ("Two porters sat on the stairs next to the number five.", "Two porters sat on the stairs next to the number seven."),
        ("Nobody at the camp wanted to go near the well.", "Nobody at the camp wanted to go far from the well."),
        ("The diver jumped into the water.", "The diver jumped out of the water."),
        ("A guard lay in the grass in front of the Salt Tower.", "A guard lay in the grass behind the Salt Tower."),
        ("The clerk in a grey coat sat next to the girl in a red hat.", "The clerk in a black coat sat next to the girl in a red hat."),
        ("The choir of the mill will sing at noon.", "The choir of the mill sang at noon."),
        ("The new road makes trade with the coast easier.", "The new road makes trade with the coast harder."),
        ("Over 20 people from the two villages of the valley signed.", "Over 30 people from the two villages of the valley signed."),
    ],
)
def test_what_has_other_words_in_one_place_is_not_the_same(first: str, second: str) -> None:
    assert compared(first, second).relation != "supports"


def test_what_is_out_of_the_question_bears_nothing_out() -> None:
    assert compared("A truce is out of the question.", "There will be a truce.").relation != "supports"
    assert compared("There is no doubt that the mill was sold.", "The mill was sold.").relation == "supports"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The rebels captured the town.", "The rebels attacked the airport."),
        ("The bell rang at a quarter to eleven.", "The bell rang at 10.45 pm."),
        ("The gates began to close.", "The gates were opened too late."),
        ("The keeper was left out of the team.", "The keeper was told to stay at home."),
        ("The bell rang at 16:40 GMT.", "The bell rang at 18:40 local time."),
        ("The road was shut until nine in the evening.", "The road was shut at 8 a.m."),
        ("Half a dozen houses burned.", "Six houses burned."),
        ("Several hundred people attended the rally.", "600 people attended the rally."),
        ("Most of the boats sank.", "A quarter of the crews drowned."),
        ("Some vines were slightly damaged.", "Some vines were badly damaged."),
        ("The damage to the roof was slight.", "The damage to the mast was severe."),
        ("The UK will pay the fine.", "Britain will pay the fine."),
        ("Oil prices rose in March.", "Gold prices fell in March."),
        ("The mayor of Lisbon resigned.", "The mayor of Porto did not resign."),
        ("The union rejected the first offer.", "The union accepted the second offer."),
        ("The northern road is closed.", "The southern road is open."),
        ("Some schools are open.", "Some schools are closed."),
        ("The rebels killed four soldiers.", "The soldiers killed nine rebels."),
        ("The army has 300 tanks.", "The army lost 40 tanks."),
        ("Russia supports the plan.", "France opposes the plan."),
        ("Not only soldiers were killed.", "Soldiers were killed."),
        ("A man is lifting a box.", "A man is lowering a box."),
        ("Ten men were killed in the raid.", "Another five men were killed in the raid."),
        ("The troops have been battling for control of the farm.", "The army withdrew from the farm."),
        ("The people were not allowed to leave the town.", "Thousands of families left the town."),
        ("There are no rebels.", "Many people live in the quarters that the rebels hold."),
        ("The lorry was going at 54 km/h.", "The police car was going at 83 km/h."),
        ("The tower is 80 metres high.", "The mast on the tower is 12 metres high."),
        ("There were 31 pupils on board.", "There were 52 people on board."),
        ("The lorry stopped 20 metres behind the gate.", "The lorry stopped 90 metres from the house."),
        ("Three people were hurt in the bus.", "Seven people were hurt on the train."),
        ("The dam is 74 metres high.", "The highest of them is 112 metres high."),
        ("Thirty-five permanent jobs will go.", "Eighty jobs will go."),
        ("The gate was opened at 1.15 p.m.", "The gate was not opened until 1.15 p.m."),
        ("The clerk was cleared of the charge of theft.", "The clerk was found not guilty of theft."),
        ("The first victim was a boy.", "The second victim was a boy."),
        ("The officer who fired remains suspended.", "The second officer remains on duty."),
        ("The raid on the depot failed.", "Another raid on the depot succeeded."),
    ],
)
def test_what_speaks_of_something_else_is_no_contradiction(first: str, second: str) -> None:
    assert compared(first, second).relation != "contradicts"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Two soldiers were wounded in Aleppo.", "Nine soldiers were wounded in Hama."),
        ("The company sold 200 cars in May.", "The company sold 350 cars in June."),
        ("Three commanders were killed in the fighting.", "Thirty officers were killed in the fighting."),
        ("The gate was open at 9 a.m.", "The gate was closed at noon."),
        ("A small barge sank.", "A large barge sank."),
        ("Sales rose.", "On Mondays sales fell."),
        ("Sales rose.", "On Saturday mornings sales fell."),
        ("Sales rose.", "In Spain sales fell."),
    ],
)
def test_another_place_time_or_count_is_a_difference_of_scope(first: str, second: str) -> None:
    found = compared(first, second)
    assert (found.relation, found.type) == ("neither", LinkType.SCOPE)


@pytest.mark.parametrize("first", ["Will the army withdraw?", "If the army withdraws, the town will fall.", "The army should withdraw."])
def test_questions_conditions_and_norms_do_not_contradict_facts(first: str) -> None:
    assert compared(first, "The army did not withdraw.").relation != "contradicts"


def test_opposed_phrases_are_shown_whole() -> None:
    found = compared("The lift was in perfect working order.", "The lift was out of order.")
    assert "“in perfect working order”" in found.rationale
    assert "“out of order”" in found.rationale


def test_norms_contradict_norms() -> None:
    assert compared("The army should withdraw.", "The army should not withdraw.").relation == "contradicts"


def test_a_modality_given_is_believed() -> None:
    asked = claim_of("The army withdrew.", Modality.QUESTION)
    assert compare(asked, claim_of("The army did not withdraw.")).relation == "neither"


@pytest.mark.parametrize(
    "same", [("No one was hurt.", "Nobody was injured."), ("No one knew of the plan.", "The plan was known to nobody.")]
)
def test_no_one_is_nobody(same: tuple[str, str]) -> None:
    assert compared(*same).relation == "supports"


def test_round_numbers_leave_room() -> None:
    assert compared("The state paid 1.2 million dollars.", "The state paid 1,234,567 dollars.").relation == "supports"


def test_claims_without_slots_are_compared_with_nothing() -> None:
    bare = Claim("claim", "", "The bridge is open.")
    assert compare(bare, claim_of("The bridge is closed.")).relation == "neither"


def test_a_parse_of_another_text_is_no_parse() -> None:
    broken = Claim("claim", "", "Open.", slots=Slots(parse=claim_of("The bridge over the river is closed.").slots.parse))
    assert compare(broken, claim_of("The bridge is open.")).relation == "neither"
    assert compare(Claim("claim", "", "Open.", slots=Slots(parse="a b|c")), claim_of("The bridge is open.")).relation == "neither"


SENTENCES = st.sampled_from(
    [
        *("The bridge is open.", "The bridge is closed.", "No bridge is open.", "Thirty men died in Rome.", "Ten men did not die in Rome."),
        *(
            "Losses rose because of mines.",
            "Losses rose because of snipers.",
            "There is no evidence that losses rose.",
            "Losses fell on Monday.",
        ),
        *(
            "The rebels, who had fled, were not beaten.",
            "Nobody denies that the rebels fled.",
            "The rebels failed to flee.",
            "Did the rebels flee?",
        ),
        *(
            "Rebels beat the army.",
            "The army beat the rebels.",
            "The army is without food.",
            "At least 40 of 100 tanks were not lost.",
            "Mines.",
        ),
    ]
) | st.text(max_size=40)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(SENTENCES, SENTENCES)
def test_comparing_is_symmetric_bounded_and_anchored(first: str, second: str) -> None:
    found, back = compared(first, second), compared(second, first)
    assert found.mirrored() == back
    assert 0.0 <= found.score <= 1.0
    for text, spans in ((first, found.clash_a), (second, found.clash_b)):
        assert all(0 <= span.start < span.end <= len(text) for span in spans)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(SENTENCES)
def test_nothing_contradicts_itself(text: str) -> None:
    assert compared(text, text).relation != "contradicts"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Gate 45 is open.", "Gate 9 is open."),
        ("Six houses were destroyed.", "Two houses were sold."),
        ("A list of 30 dead sailors is a forgery.", "More than 60 sailors died."),
    ],
)
def test_labels_other_happenings_and_what_a_text_tells_of_are_no_rival_counts(first: str, second: str) -> None:
    assert compared(first, second).relation == "neither"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ann Holt is not guilty of theft.", "Ann Holt's former bookkeeper pleaded guilty to theft in March."),
        ("Ann Holt has been acquitted of arson.", "Ann Holt's cook has been convicted of arson."),
    ],
)
def test_whoever_is_somebodys_is_not_that_one(first: str, second: str) -> None:
    assert compared(first, second).relation == "neither"
