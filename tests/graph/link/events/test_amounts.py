"""How much of what a claim says there was, and which amounts of one event cannot both be so."""

import pytest

from claimgraph.ingest.pipeline import read_text, statements
from claimgraph.link.events.amounts import Amount, amounts_of, are_rivals
from claimgraph.link.inside.figures import figures
from claimgraph.model import Graph


def amounts(*texts: str) -> list[Amount]:
    return [amount for given in amounts_of(statements(list(texts))) for amount in given]


@pytest.mark.parametrize(
    ("one", "other", "rivals"),
    [
        ("The slide buried 40 lorries.", "Nine lorries were buried.", True),
        ("The slide buried 40 lorries.", "Another nine lorries were buried.", False),
        ("The leak was 90 litres.", "700 litres leaked into the canal.", True),
        ("The leak was 90 litres.", "The tank holds 700 litres.", False),
        ("The wagon carried 60 tonnes of grain.", "The wagon carried 90 tonnes of coal.", False),
        ("The wagon carried 60 tonnes of grain.", "The wagon carried 90 tonnes of grain.", True),
        ("The fire burned 400 hectares.", "The fire burned about 410 hectares.", False),
        ("The fire burned 400 hectares.", "The fire burned 400 barns.", False),
        ("The dam lost 30 litres.", "The dam lost 3,000,000 litres.", False),
        ("The fire killed 30 people.", "The fire killed 90 people.", False),
        ("The fine was 3 million euros.", "Talk of 3 million euros is false.", True),
        ("The fine was 3 million euros.", "Talk of 4 million euros is false.", False),
        ("90 guests took part.", "300 guests had taken part.", True),
        ("The firm did not pay 3 million euros.", "The firm paid 3 million euros.", True),
        ("The sale rose by 30 per cent.", "The sale rose by 60 per cent.", False),
    ],
)
def test_amounts_of_one_thing_that_are_apart_are_rivals(one: str, other: str, *, rivals: bool) -> None:
    pairs = [(a, b) for a in amounts(one) for b in amounts(other)]
    assert any(are_rivals(a, b) for a, b in pairs) == rivals
    assert any(are_rivals(b, a) for a, b in pairs) == rivals


def test_an_amount_that_names_nothing_is_of_what_was_spoken_of_before() -> None:
    leak, put, other = (
        amounts("The size of the leak is disputed.", "The mayor put it at 900 litres.")[0],
        *amounts("The leak was 90 litres.", "The tank holds 90 litres."),
    )
    assert leak.bare
    assert are_rivals(leak, put)
    assert not are_rivals(leak, other)


@pytest.mark.parametrize(
    "text", ["Nobody was seen.", "They came at nine.", "Reports of 60 tonnes rest on a photograph.", "Rent rose by a third."]
)
def test_what_says_not_how_much_there_was_gives_no_amount(text: str) -> None:
    assert amounts(text) == []


def test_what_is_put_at_an_amount_meets_the_next_amount_of_another_voice() -> None:
    text = "The size of the leak is disputed. The agency put it at 700 litres. The owner maintained that 90 litres were lost."
    graph = Graph.of_reading(read_text(text))
    assert [{graph.claims[link.from_].text, graph.claims[link.to].text} for link in figures(graph)] == [
        {"It is 700 litres.", "90 litres were lost."}
    ]
