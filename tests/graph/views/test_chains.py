from builders import Telling, contested_province
from claimgraph.model import Content, Graph, Stance
from claimgraph.views.chains import chains_of


def test_a_chain_runs_from_the_author_to_the_first_hand() -> None:
    telling = contested_province()
    thirty = next(claim for claim in telling.claims if claim.text.startswith("Thirty officers"))
    (chain,) = chains_of(telling.graph())[thirty.id]
    assert [hop.speaker.name for hop in chain.hops] == ["Ines Vale", "The Harrow Monitor", "Parade"]
    assert chain.first_hand.content == Content(claim=thirty.id)


def test_one_assertion_taken_up_twice_stands_in_two_chains() -> None:
    t = Telling("A said that B said that it rained. C said that B said that it rained.")
    rain = t.claim("It rained.", "it rained")
    first = t.said(t.source("B"), rain, "it rained")
    for name in ("A", "C"):
        t.said(t.source(name), first, f"{name} said that B said that it rained", stance=Stance.REPORTS)
    assert [[hop.speaker.name for hop in chain.hops] for chain in chains_of(t.graph())[rain.id]] == [["A", "B"], ["C", "B"]]


def test_a_claim_that_nobody_states_has_no_chain() -> None:
    t = Telling("It rained.")
    t.claim("It rained.", "It rained")
    assert chains_of(t.graph()) == {}
    assert chains_of(Graph()) == {}
