"""The blocks that a claim stands in."""

from claimgraph.extract.statements.slots import fill_slots
from claimgraph.link.blocks import MOST_AXES, MOST_NAMES, MOST_WORDS, blocks_of, naming_in
from claimgraph.model import Claim, Entity, EntityKind, Graph, Mention, Slots


def claim(text: str, *entities: str) -> Claim:
    mentions = tuple(Mention(entity, 0, 1) for entity in entities)
    return Claim(f"claim-{text}", "", text, slots=fill_slots([text])[0], mentions=mentions)


def blocks(text: str, *entities: str) -> set[int]:
    return set(blocks_of(claim(text, *entities), lambda entity: [entity]))


def test_what_is_said_of_one_thing_in_opposite_words_shares_a_block() -> None:
    assert blocks("The rebels captured the harbour.") & blocks("The rebels lost the harbour.")
    assert blocks("The rebels are in disarray.") & blocks("The rebels put up stern resistance.")
    assert blocks("The soldiers were killed.") & blocks("The soldiers died.")


def test_one_thing_in_common_is_no_block_be_it_a_phrase_or_a_word_with_its_opposites() -> None:
    assert not blocks("The talks went on.") & blocks("The strike went on.")
    assert not blocks("The harbour was captured.") & blocks("The village was captured.")
    assert not blocks("It went on.")


def test_times_and_numbers_make_no_blocks() -> None:
    assert blocks("Thirty officers died last Tuesday.") == blocks("Two officers died in the first week of March.")


def test_names_are_compared_without_case_and_with_those_that_stand_for_them() -> None:
    names = {name: Entity(name, "", EntityKind.ORGANISATION, shown) for name, shown in {"a": "The  Guards", "b": "Guard Corps"}.items()}
    naming = naming_in(Graph(entities=names, same={"a": "b"}))
    assert list(naming("a")) == ["The  Guards", "Guard Corps"]
    assert list(naming("c")) == ["c"]
    one, other = (set(blocks_of(claim("They fought.", entity), naming)) for entity in ("a", "b"))
    assert other < one


def test_a_long_claim_stands_in_no_more_blocks_than_are_kept_and_a_broken_parse_in_none() -> None:
    text = (
        "The minister told reporters that rebels captured bridges, lost harbours, opened roads, closed schools, raised taxes and cut wages."
    )
    most = MOST_NAMES + MOST_WORDS
    assert 0 < len(blocks(text, *"abcde")) <= most * (most - 1) // 2 + most * MOST_AXES
    assert blocks_of(Claim("claim-x", "", "Rebels lost.", slots=Slots(parse="a|b|c nonsense")), lambda entity: [entity]) == ()
