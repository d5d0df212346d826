import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.extract.statements.slots import fill_slots
from claimgraph.model import Claim, LinkType, Polarity, Quantity, Slots
from claimgraph.reason.questions import clip, lower_start, question_of


def _claim(text: str, *, negative: bool = False, quantities: tuple[Quantity, ...] = ()) -> Claim:
    polarity = Polarity.NEGATIVE if negative else Polarity.POSITIVE
    return Claim("claim-x", "document-x", text, slots=Slots(polarity=polarity, quantities=quantities))


@pytest.mark.parametrize(
    ("yes", "no", "question"),
    [
        ("The dam has broken.", "The dam has not broken.", "Has the dam broken?"),
        ("Orsk will send troops.", "Orsk will never send troops.", "Will Orsk send troops?"),
        ("The two armies were near Lund.", "The two armies were not near Lund.", "Were the two armies near Lund?"),
        ("The bridge fell.", "The bridge did not fall.", "Did the bridge fall?"),
        ("A tank had to be towed.", "A tank did not have to be towed.", "Did a tank have to be towed?"),
        ("It had come too late.", "It had not come too late.", "Had it come too late?"),
        ("Two gates were open since May.", "Two gates were not open since May.", "Were two gates open since May?"),
        ("The siren was on at 5 a.m.", "The siren was not on at 5 a.m.", "Was the siren on at 5 a.m.?"),
        ("Someone would be fined over the leak.", "No one would be fined over the leak.", "Would anyone be fined over the leak?"),
        ("Ten people were inside when the roof fell.", "The roof did not fall.", "Did the roof fall?"),
    ],
)
def test_a_denial_becomes_a_yes_or_no_question(yes: str, no: str, question: str) -> None:
    assert question_of(_claim(yes), _claim(no, negative=True), LinkType.DENIAL) == question
    assert question_of(_claim(no, negative=True), _claim(yes), LinkType.DENIAL) == question


@pytest.mark.parametrize(
    "text",
    [
        "The man who was hit is dead.",
        "What he wants is peace.",
        "Because it was late, the men were tired.",
        "He said “we are ready” and was gone.",
        "The army, which has no men, is weak.",
        "Reports that they are fighting are false.",
        "They fought.",
        "The men are tired because the road is long.",
    ],
)
def test_what_is_not_safe_to_turn_round_is_put_as_one_or_the_other(text: str) -> None:
    assert question_of(_claim(text), _claim("That did not happen.", negative=True), LinkType.DENIAL) in (
        f"{text.rstrip('.')}, or that did not happen?",
    )


def test_a_longer_claim_that_rests_on_the_shorter_is_not_asked() -> None:
    inside, roof = _claim("Ten people were inside when the roof fell."), _claim("No roof fell.", negative=True)
    assert question_of(inside, roof, LinkType.DENIAL) == "Ten people were inside when the roof fell, or no roof fell?"


def test_a_name_keeps_its_capital_and_a_word_does_not() -> None:
    assert lower_start("Syrian troops", "the Syrian troops") == "Syrian troops"
    assert lower_start("Foreign troops", "said foreign troops") == "foreign troops"
    assert lower_start("UN troops", "un") == "UN troops"


def test_a_count_becomes_how_many() -> None:
    thirty = Quantity(30, 30, "officers", "=", "Thirty officers")
    three = Quantity(3, 3, "officers", "=", "Three officers")
    a, b = _claim("Thirty officers were killed.", quantities=(thirty,)), _claim("Three officers were killed.", quantities=(three,))
    assert question_of(a, b, LinkType.QUANTITY) == "How many officers were killed?"


def test_a_bound_behind_a_count_is_no_part_of_the_question() -> None:
    count = _claim("Thirty barrels were lost at most.", quantities=(Quantity(30, 30, "barrels", "=", "Thirty barrels"),))
    assert question_of(count, _claim("The loss was 90 barrels."), LinkType.QUANTITY) == "How many barrels were lost?"


def test_a_claim_that_only_speaks_of_the_other_asks_whether_that_is_so() -> None:
    told, said = _claim("This contradicts the claim that the ship sailed late."), _claim("The ship sailed late.")
    assert question_of(told, said, LinkType.DENIAL) == "Is it so that the ship sailed late?"
    assert question_of(said, told, LinkType.DENIAL) == "Is it so that the ship sailed late?"


def test_a_rough_count_becomes_how_many() -> None:
    dozens = Quantity(24, 60, "soldier", "~", "Dozens of soldiers")
    a = _claim("Dozens of soldiers surrendered.", quantities=(dozens,))
    assert question_of(a, _claim("Nine soldiers surrendered."), LinkType.QUANTITY) == "How many soldiers surrendered?"


@pytest.mark.parametrize("counted", ["of the dead were pilots", "people drowned", "children were hurt"])
def test_a_part_of_the_dead_and_people_are_counted_too(counted: str) -> None:
    nine = Quantity(9, 9, "", "exactly", "Nine")
    a = _claim(f"Nine {counted}.", quantities=(nine,))
    assert question_of(a, _claim("Nobody was."), LinkType.QUANTITY) == f"How many {counted}?"


def test_the_second_half_begins_small_where_the_parse_says_that_it_is_no_name() -> None:
    spruce, bryn = (
        Claim("claim-x", "document-x", text, slots=fill_slots([text])[0]) for text in ("Spruce trees burned.", "Bryn burned the trees.")
    )
    assert question_of(bryn, spruce, LinkType.CAUSE) == "Bryn burned the trees, or spruce trees burned?"
    assert question_of(spruce, bryn, LinkType.CAUSE) == "Spruce trees burned, or Bryn burned the trees?"


def test_a_count_inside_the_sentence_is_put_as_one_or_the_other() -> None:
    thirty = Quantity(30, 30, "men", "=", "30 men")
    a, b = _claim("The army lost 30 men.", quantities=(thirty,)), _claim("The army lost three men.")
    assert question_of(a, b, LinkType.QUANTITY) == "The army lost 30 men, or the army lost three men?"


def test_incompatible_states_are_put_as_one_or_the_other() -> None:
    assert question_of(_claim("The enemy is in disarray."), _claim("The enemy is strong."), LinkType.STATES) == (
        "The enemy is in disarray, or the enemy is strong?"
    )


@given(st.text(max_size=400), st.text(max_size=400), st.sampled_from(LinkType))
def test_any_two_texts_give_a_question_of_bounded_length(a: str, b: str, type_: LinkType) -> None:
    question = question_of(_claim(a), _claim(b), type_, seen=a + b)
    assert question.endswith("?")
    assert len(question) <= 260


def test_a_long_claim_is_cut_at_a_word() -> None:
    assert clip("one two three four.", 10) == "one two…"
